"""The state of play: a few sentences made from the data, each with its likelihood in words, its confidence apart, and its marks."""

from __future__ import annotations

from equipoise.measure.roll_up import OTHER, WEST
from equipoise.reference.states import state_name
from equipoise.show.facts import Facts
from equipoise.show.marks import SOURCES, EvidenceBook
from equipoise.show.names import place_name, with_article
from equipoise.show.odds import CLEAR_ODDS, EVEN_ODDS, confidence, counted, likelihood, number, percent, probability_above, range_words
from equipoise.show.page import Mark, Section, Statement, Statements
from equipoise.show.phrases import say
from equipoise.show.sections.rows import quoted, reports, sentence
from equipoise.show.when import between, event_when
from equipoise.words.estimate import Estimate

LEAD = (
    "Written by rules from the events listed below, not by a person. Likelihood says how far the figures bear a statement out; "
    "confidence says how broad their basis is. Neither knows of a sentence that was misread."
)
FEW = 3  # powers with fewer events are not compared while others have as many


def state_of_play(book: EvidenceBook) -> Section:
    """What was read, who is most present, whose dealings are warm or cold, how balanced the target is, and the weightiest event."""
    f = book.facts
    found = (_counted(f), _presence(book), _warmth(book), _standing(book), _spread(book), _tilt(book), _weightiest(book))
    items = tuple(s for s in found if s is not None)
    return Section("play", "State of play", LEAD, (Statements(items),))


def _counted(f: Facts) -> Statement:
    name = place_name(f.target)
    dates = [a.published for a in f.articles if a.published.earliest and a.published.latest]
    first = f.input.since or min((p.earliest for p in dates if p.earliest), default=None)
    last = f.input.until or max((p.latest for p in dates if p.latest), default=None)
    span = f", dated {between(first, last)}," if first and last else ""
    alone = "" if len(f.independent) == len(f.articles) else f" ({len(f.independent):,} without copies and rewrites)"
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
    read, events = counted(len(f.articles), "article"), counted(len(f.happened), "distinct event")
    return Statement(
        f"The {read} read{alone}{span} report {events} that happened and involve {name}{tail}.", (SOURCES,), lead="What was read"
    )


def _named(f: Facts, measure: str) -> list[Estimate]:
    """Estimates of declared powers with a value and at least one event, highest first."""
    rows = [e for e in f.estimates(measure) if e.power not in (None, OTHER, WEST) and e.value is not None and e.events]
    return sorted(rows, key=lambda e: (-(e.value or 0.0), e.power or ""))


def _enough(rows: list[Estimate]) -> list[Estimate]:
    """The estimates that rest on more than a few events, where there are two such; else all."""
    many = [e for e in rows if len(e.events) >= FEW]
    return many if len(many) > 1 else rows


def _presence(book: EvidenceBook) -> Statement | None:
    f = book.facts
    rows = _named(f, "engagement")
    if not rows:
        return None
    top, second = rows[0], rows[1] if len(rows) > 1 else None
    p = probability_above(top, second) if second is not None else None
    marks, ids = book.estimate(top), top.events
    if second is not None and p is not None and p < EVEN_ODDS:
        a, b = len(top.events), len(second.events)
        events = f"{counted(a, 'event')} each" if a == b else f"{counted(a, 'event')} and {b:,}"
        text = f"{_the(f, top)} and {_low(f, second)} are the most present, with {events}; which of the two is ahead cannot be told."
        marks = (*book.estimate(top, named=True), *book.estimate(second, named=True))
        ids = tuple(dict.fromkeys((*top.events, *second.events)))
    else:
        text = f"{_the(f, top)} is the most present: it deals with {place_name(f.target)} in {counted(len(top.events), 'event')}."
        if second is not None and p is not None:
            ahead = likelihood(p, f.basis(ids))
            text += f" That it is ahead of {_low(f, second)} ({counted(len(second.events), 'event')}) is {ahead}."
    share = f.estimate("share", top.power)
    if share is not None and share.value is not None:
        span = f"{percent(share.level)} range {percent(share.low)} to {percent(share.high)}"
        text += f" {_the(f, top)} makes up {percent(share.value)} of all dealings ({span})."
    return Statement(text, marks, confidence(f.basis(ids)), lead="Presence")


def _warmth(book: EvidenceBook) -> Statement | None:
    f = book.facts
    rows = _enough(_named(f, "net_cooperation"))
    if len(rows) < 2:
        return None
    top, low = rows[0], rows[-1]
    cold = "coldest" if (low.value or 0) < 0 else "least warm"
    text = (
        f"Dealings are warmest with {_low(f, top)} (net cooperation {_band(top, 1)}) and {cold} with {_low(f, low)} ({_band(low, 1)}), "
        "on a scale from −10 to +10."
    )
    basis = f.basis(tuple(dict.fromkeys((*top.events, *low.events))))
    if (p := probability_above(top, low)) is not None:
        text += f" That the first really is warmer than the second is {likelihood(p, basis)}."
    return Statement(text, (*book.estimate(top, named=True), *book.estimate(low, named=True)), confidence(basis), lead="Warm and cold")


def _standing(book: EvidenceBook) -> Statement | None:
    f = book.facts
    rows = _enough(_named(f, "standing"))
    moved = [(e, p) for e in rows if (p := probability_above(e)) is not None and e.value]
    if not moved:
        return None
    gains = [(e, p) for e, p in moved if (e.value or 0) > 0]
    losses = [(e, 1 - p) for e, p in reversed(moved) if (e.value or 0) < 0]
    parts = []
    for word, rows_ in (("gaining", gains), ("losing", losses)):
        if rows_:
            e, p = max(rows_, key=lambda r: (r[1], r[0].power or ""))
            if p >= CLEAR_ODDS:
                parts.append((f"{_the(f, e)} is {word} standing ({_band(e, 2)}): {likelihood(p, f.basis(e.events))}", e))
    if not parts:
        figures = Mark("figures", "powers", "Who stands where")
        return Statement("Whether any power gains or loses standing cannot be told from these articles.", (figures,), lead="Standing")
    text = ". ".join(p for p, _ in parts) + "."
    ids = tuple(dict.fromkeys(i for _, e in parts for i in e.events))
    return Statement(text, tuple(m for _, e in parts for m in book.estimate(e, named=True)), confidence(f.basis(ids)), lead="Standing")


def _spread(book: EvidenceBook) -> Statement | None:
    f = book.facts
    e = f.estimate("effective_vectors", None)
    if e is None or e.value is None:
        return None
    declared = len(f.roster.shared_out)
    span = f"{percent(e.level)} range {range_words(e.low, e.high)}"
    text = (
        f"{state_name(f.target)} spreads its dealings as if over {number(e.value)} equal powers ({span}; "
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
    first, second, basis = with_article(f.name(a)), with_article(f.name(b)), f.basis(e.events)
    leans = p >= EVEN_ODDS
    tilt = f"dealings tilt towards {with_article(f.name(towards))}" if leans else "dealings lean to neither side as far as can be told"
    how = f": {likelihood(p, basis)}" if leans else ""
    text = f"Between {first} and {second}, {tilt} ({_band(e, 2)}; +1 would be all {first}, −1 all {second}){how}."
    return Statement(text, book.estimate(e), confidence(basis), lead="Tilt")


def _weightiest(book: EvidenceBook) -> Statement | None:
    f = book.facts
    top = f.weightiest(f.with_powers or f.with_others, 1)
    if not top:
        return None
    e = top[0]
    said = f"{say(e)}, {event_when(e)}. {sentence(reports(e))}; certainty of the coding {percent(e.confidence)}."
    marks = (book.event(e.id), Mark("more events", "weightiest", "The weightiest events"))
    return Statement(said, marks, quote=quoted(f, e), lead="Weightiest event")


def _the(f: Facts, e: Estimate) -> str:
    words = _low(f, e)
    return words[:1].upper() + words[1:]


def _low(f: Facts, e: Estimate) -> str:
    return with_article(f.name(e.power or ""))


def _band(e: Estimate, digits: int) -> str:
    """'+1.2, 90% range −0.3 to +2.7'."""
    return f"{number(e.value, digits, sign=True)}, {percent(e.level)} range {range_words(e.low, e.high, digits, sign=True)}"
