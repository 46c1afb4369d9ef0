"""The state of play: a few sentences made from the data, each with its likelihood in words, its confidence apart, and its marks."""

from __future__ import annotations

from equipoise.measure.roll_up import OTHER, WEST
from equipoise.reference.states import state_name
from equipoise.show.facts import Facts
from equipoise.show.marks import SOURCES, EvidenceBook
from equipoise.show.odds import confidence, counted, likelihood, number, percent, probability_above, range_words
from equipoise.show.page import Mark, Section, Statement, Statements
from equipoise.show.phrases import say
from equipoise.show.when import between, event_day
from equipoise.words.estimate import Estimate


def state_of_play(book: EvidenceBook) -> Section:
    """What was read, who is most present, whose dealings are warm or cold, how balanced the target is, and the weightiest event."""
    f = book.facts
    found = (_counted(f), _presence(book), _warmth(book), _standing(book), _spread(book), _tilt(book), _weightiest(book))
    items = tuple(s for s in found if s is not None)
    return Section("play", "State of play", None, (Statements(items),))


def _counted(f: Facts) -> Statement:
    name = state_name(f.target)
    dates = [a.published for a in f.articles if a.published.earliest and a.published.latest]
    first = f.input.since or min((p.earliest for p in dates if p.earliest), default=None)
    last = f.input.until or max((p.latest for p in dates if p.latest), default=None)
    span = f", dated {between(first, last)}," if first and last else ""
    alone = (
        ""
        if len(f.independent) == len(f.articles)
        else f" ({counted(len(f.independent), 'independent article')} without copies and rewrites)"
    )
    rest = [
        text
        for n, text in (
            (len(f.planned), f"{len(f.planned):,} planned"),
            (len(f.possible), f"{len(f.possible):,} only possible"),
            (len(f.denied), f"{len(f.denied):,} denied"),
        )
        if n
    ]
    tail = f"; apart from these, {', '.join(rest)}" if rest else ""
    return Statement(
        f"The {counted(len(f.articles), 'article')} read{span} report {counted(len(f.happened), 'distinct event')} that happened and involve {name}"
        f"{alone}{tail}.",
        (SOURCES,),
        lead="What was read",
    )


def _named(f: Facts, measure: str) -> list[Estimate]:
    """Estimates of declared powers with a value and at least one event, highest first."""
    rows = [e for e in f.estimates(measure) if e.power not in (None, OTHER, WEST) and e.value is not None and e.events]
    return sorted(rows, key=lambda e: (-(e.value or 0.0), e.power or ""))


def _presence(book: EvidenceBook) -> Statement | None:
    f = book.facts
    rows = _named(f, "engagement")
    if not rows:
        return None
    top = rows[0]
    share = f.estimate("share", top.power)
    of = (
        f" and makes up {percent(share.value)} of all dealings (90 % range {percent(share.low)} to {percent(share.high)})"
        if share and share.value is not None
        else ""
    )
    text = f"{_the(f, top)} is the most present: it deals with {state_name(f.target)} in {counted(len(top.events), 'event')}{of}."
    if len(rows) > 1 and (p := probability_above(top, rows[1])) is not None:
        text += f" That it is ahead of {_low(f, rows[1])} ({counted(len(rows[1].events), 'event')}) is {likelihood(p)}."
    return Statement(text, book.estimate(top), confidence(f.basis(top.events)), lead="Presence")


def _warmth(book: EvidenceBook) -> Statement | None:
    f = book.facts
    rows = _named(f, "net_cooperation")
    if len(rows) < 2:
        return None
    top, low = rows[0], rows[-1]
    text = (
        f"Dealings are warmest with {_low(f, top)} (net cooperation {number(top.value, sign=True)}, 90 % range {range_words(top.low, top.high, sign=True)}) "
        f"and coldest with {_low(f, low)} ({number(low.value, sign=True)}, {range_words(low.low, low.high, sign=True)}), on a scale from −10 to +10."
    )
    if (p := probability_above(top, low)) is not None:
        text += f" That the first really is warmer than the second is {likelihood(p)}."
    ids = tuple(dict.fromkeys((*top.events, *low.events)))
    return Statement(text, (*book.estimate(top), *book.estimate(low)), confidence(f.basis(ids)), lead="Warm and cold")


def _standing(book: EvidenceBook) -> Statement | None:
    f = book.facts
    rows = _named(f, "standing")
    moved = [(e, p) for e in rows if (p := probability_above(e)) is not None and e.value]
    if not moved:
        return None
    gains = [(e, p) for e, p in moved if (e.value or 0) > 0]
    losses = [(e, 1 - p) for e, p in reversed(moved) if (e.value or 0) < 0]
    parts = []
    for word, rows_ in (("gaining", gains), ("losing", losses)):
        if rows_:
            e, p = max(rows_, key=lambda r: (r[1], r[0].power or ""))
            parts.append(
                (
                    f"{_the(f, e)} is {word} standing (balance {number(e.value, 2, sign=True)}, 90 % range {range_words(e.low, e.high, 2, sign=True)}): {likelihood(p)}",
                    e,
                )
            )
    text = ". ".join(p for p, _ in parts) + "."
    ids = tuple(dict.fromkeys(i for _, e in parts for i in e.events))
    return Statement(text, tuple(m for _, e in parts for m in book.estimate(e)), confidence(f.basis(ids)), lead="Standing")


def _spread(book: EvidenceBook) -> Statement | None:
    f = book.facts
    e = f.estimate("effective_vectors", None)
    if e is None or e.value is None:
        return None
    declared = len(f.roster.shared_out)
    text = (
        f"{state_name(f.target)} spreads its dealings as if over {number(e.value)} equal powers (90 % range {range_words(e.low, e.high)}; "
        f"{declared} would be an even spread over all powers counted, 1 would be a single partner)."
    )
    return Statement(text, book.estimate(e), confidence(f.basis(e.events)), lead="Spread")


def _tilt(book: EvidenceBook) -> Statement | None:
    f = book.facts
    rows = [(e, p) for e in f.estimates("tilt") if e.value is not None and e.power and (p := probability_above(e)) is not None]
    if not rows:
        return None
    e, p = max(rows, key=lambda r: (len(r[0].events), abs(r[1] - 0.5), r[0].power or ""))
    a, _, b = (e.power or "").partition("-")
    towards, p = (a, p) if (e.value or 0) >= 0 else (b, 1 - p)
    text = (
        f"Between {_article(f.name(a))} and {_article(f.name(b))}, dealings tilt towards {_article(f.name(towards))} "
        f"({number(e.value, 2, sign=True)}, 90 % range {range_words(e.low, e.high, 2, sign=True)}; +1 would be all {f.name(a)}, −1 all {f.name(b)}): {likelihood(p)}."
    )
    return Statement(text, book.estimate(e), confidence(f.basis(e.events)), lead="Tilt")


def _weightiest(book: EvidenceBook) -> Statement | None:
    f = book.facts
    top = f.weightiest(f.happened, 1)
    if not top:
        return None
    e = top[0]
    return Statement(
        f"{say(e)} ({event_day(e.date)}).", (book.event(e.id), Mark("more", "weightiest", "The weightiest events")), lead="Weightiest event"
    )


def _the(f: Facts, e: Estimate) -> str:
    words = _low(f, e)
    return words[:1].upper() + words[1:]


def _low(f: Facts, e: Estimate) -> str:
    return _article(f.name(e.power or ""))


def _article(name: str) -> str:
    """A name with its article where English wants one."""
    return f"the {name}" if name.startswith(("United", "European")) else name
