"""What changed since the period before (or since an earlier brief), and what to watch."""

from __future__ import annotations

from collections.abc import Sequence

from equipoise.measure.changes import Change
from equipoise.reference.states import state_name
from equipoise.show.facts import Facts
from equipoise.show.marks import EvidenceBook
from equipoise.show.odds import likelihood, number, percent, range_words
from equipoise.show.page import Block, Cell, Column, Heading, Mark, Paragraph, Section, Statement, Statements, Table
from equipoise.show.phrases import say
from equipoise.show.safe import one_line, shorten
from equipoise.show.sections.assertions import version_words
from equipoise.show.sections.rows import event_statement, left_out, quoted, sentence
from equipoise.show.when import between, event_when, has_own_date
from equipoise.words.claim import Dispute
from equipoise.words.estimate import Band
from equipoise.words.event import Event, Modality

MEASURES = {
    "engagement": "Engagement (events per article)",
    "net_cooperation": "Net cooperation",
    "standing": "Standing",
    "share": "Share of dealings",
    "effective_vectors": "Effective number of powers",
    "tilt": "Tilt",
}
MOST_CHANGES = 12
MOST_TILTS = 4
MOST_NEW = 12
MOST_WATCHED = 8


def what_changed(book: EvidenceBook) -> Section:
    """Estimates now and before, the surest changes first; with an earlier brief also the events it did not have."""
    f = book.facts
    earlier = f.earlier
    blocks: list[Block] = []
    if f.changes:
        shown = tuple(_row(book, c) for c in _chosen(f.changes))
        columns = (Column("Measure"), Column("Before", True), Column("Now", True), Column("That it really moved this way"))
        rest = left_out(len(shown), len(f.changes), "All of them are in this brief as .json. Of so many rows some seem to move by chance.")
        blocks.append(Table("Changes, the surest first", columns, shown, rest))
    else:
        blocks.append(Paragraph(_why_none(book)))
    if earlier is not None:
        fresh = [e for e in f.events if e.id not in earlier.events and not any(m in earlier.mentions for m in e.mentions)]
        shown_events = f.weightiest(fresh, MOST_NEW)
        items = tuple(event_statement(book, e) for e in shown_events)
        if items:
            blocks.append(Heading("Events that the earlier brief did not have"))
            blocks.append(Statements(items, left_out=left_out(len(items), len(fresh), "The timeline has the rest.")))
    return Section("changes", "What changed", _since_what(book), tuple(blocks))


def _since_what(book: EvidenceBook) -> str | None:
    f = book.facts
    if f.earlier is not None:
        return f"Against the earlier brief, which covered {between(f.earlier.since, f.earlier.until)}."
    if not f.input.previous:
        return None
    before, now = f.input.previous[0], next(iter(f.compared))
    earlier = between(before.since, before.until)
    if f.period.is_open:
        return f"No period was named: the later half, {between(now.since, now.until)}, against the earlier half, {earlier}."
    return f"Against the period of the same length before it, {earlier}."


def _why_none(book: EvidenceBook) -> str:
    f = book.facts
    if f.input.previous or f.earlier:
        return "Nothing that can be compared: no measure has a value and a range in both periods."
    if f.input.since is None or f.input.until is None:
        return (
            "There is nothing to compare with, because no two periods were given. Name one (--from 2023-01 --to 2023-06) "
            "to compare it with the one before, or an earlier brief (--since brief.json)."
        )
    return "There is nothing to compare with: no articles from the period before were given. That is not the same as no change."


def _chosen(changes: Sequence[Change]) -> list[Change]:
    """The surest changes; tilts, of which there is one for each pair of powers, do not crowd out the rest."""
    tilts = [c for c in changes if c.measure == "tilt"][:MOST_TILTS]
    return [c for c in changes if c.measure != "tilt" or c in tilts][:MOST_CHANGES]


def _row(book: EvidenceBook, c: Change) -> tuple[Cell, ...]:
    f = book.facts
    whole = f.estimate(c.measure, c.power)  # its list of events covers the one compared
    way = "down" if c.difference < 0 else "up"
    return (
        Cell(f"{MEASURES.get(c.measure, c.measure)}, {_who(f, c.power)}", book.estimate(whole)),
        _banded(c.measure, c.before),
        _banded(c.measure, c.after),
        Cell(f"{way}: {likelihood(c.probability, f.basis(c.events_after))}"),
    )


def _who(f: Facts, power: str | None) -> str:
    return " against ".join(f.name(p) for p in power.split("-")) if power is not None else state_name(f.target)


def _banded(measure: str, band: Band) -> Cell:
    if measure == "share":
        return Cell(percent(band.value), note=f"{percent(band.low)} to {percent(band.high)}")
    sign = measure in {"net_cooperation", "standing", "tilt"}
    return Cell(number(band.value, 2, sign), note=range_words(band.low, band.high, 2, sign))


def what_to_watch(book: EvidenceBook) -> Section:
    """What is planned next or was due, threats and conditions that hang in the air, and questions that the sources answer differently."""
    f = book.facts
    soon = [_watched(book, e) for e in f.planned][:MOST_WATCHED]
    hanging = [e for e in f.events if _hangs(e)]
    threats = [_watched(book, e) for e in f.weightiest(hanging, MOST_WATCHED // 2)]
    past = [e for e in f.overdue if has_own_date(e)]
    due = [_watched(book, e, f"Was due {event_when(e)}") for e in past[: MOST_WATCHED // 2]]
    open_questions = [_questioned(f, d) for d in f.disputes][: MOST_WATCHED // 2]
    items = (*soon, *threats, *due, *open_questions)
    if not items:
        nothing = "Nothing planned, threatened, conditional or in dispute was found in the articles."
        return Section("watch", "What to watch", None, (Paragraph(nothing),))
    total = len(f.planned) + len(hanging) + len(past) + len(f.disputes)
    rest = left_out(len(items), total, "See “Planned and forecast” and “What is disputed”.")
    return Section("watch", "What to watch", None, (Statements(items, left_out=rest),))


def _questioned(f: Facts, d: Dispute) -> Statement:
    """A question that the sources answer differently; new where an earlier brief did not have it."""
    lead = "In dispute" if f.earlier is None or d.about in f.earlier.disputes else "Newly in dispute"
    versions = " or ".join(shorten(version_words(f, v), 60) for v in d.versions)
    return Statement(
        f"{sentence(shorten(one_line(d.about), 160))}: {versions}?",
        (Mark("what is disputed", "disputes", "The versions side by side"),),
        lead=lead,
    )


def _hangs(e: Event) -> bool:
    return e.modality is Modality.HYPOTHETICAL or (e.modality.happened and e.event.value == "THREATEN")


def _watched(book: EvidenceBook, e: Event, lead: str | None = None) -> Statement:
    planned = e.modality is Modality.PLANNED
    when = sentence(event_when(e)) if planned else "Open"
    return Statement(f"{say(e)}.", (book.event(e.id),), quote=quoted(book.facts, e, 180), lead=lead or when)
