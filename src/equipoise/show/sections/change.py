"""What changed since the period before (or since an earlier brief), and what to watch."""

from __future__ import annotations

from equipoise.measure.roll_up import OTHER
from equipoise.reference.states import state_name
from equipoise.show.facts import Facts
from equipoise.show.marks import EvidenceBook
from equipoise.show.odds import counted, likelihood, number, percent, probability_above, range_words
from equipoise.show.page import Cell, Column, Mark, Paragraph, Section, Statement, Statements, Table
from equipoise.show.phrases import say
from equipoise.show.safe import one_line, shorten
from equipoise.show.sections.rows import event_statement, left_out, quoted, sentence
from equipoise.show.when import between, event_day, has_own_date
from equipoise.words.claim import Dispute
from equipoise.words.estimate import Estimate
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
MOST_NEW = 12
MOST_WATCHED = 8


def what_changed(book: EvidenceBook) -> Section:
    """Estimates now and before, the surest changes first; with an earlier brief also the events it did not have."""
    f = book.facts
    earlier = f.earlier
    blocks: list[Paragraph | Table | Statements] = []
    rows = [r for e in f.compared if (r := _row(book, e)) is not None]
    rows.sort(key=lambda r: (-abs(r[0] - 0.5), r[1]))
    if rows:
        shown = tuple(cells for _, _, cells in rows[:MOST_CHANGES])
        columns = (Column("Measure"), Column("Before", True), Column("Now", True), Column("That it really moved this way"))
        blocks.append(
            Table("Changes, the surest first", columns, shown, left_out(len(shown), len(rows), "The rest is in this brief as .json."))
        )
    else:
        blocks.append(Paragraph(_why_none(book)))
    if earlier is not None:
        fresh = [e for e in f.events if e.id not in earlier.events and not any(m in earlier.mentions for m in e.mentions)]
        shown_events = f.weightiest(fresh, MOST_NEW)
        items = tuple(event_statement(book, e) for e in shown_events)
        if items:
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


def _row(book: EvidenceBook, now: Estimate) -> tuple[float, str, tuple[Cell, ...]] | None:
    f = book.facts
    if now.channel is not None or now.month is not None or now.direction.value != "both" or now.power == OTHER:
        return None
    before = f.before(now)
    if before is None or (not now.events and not before.events):
        return None
    p = probability_above(now, before)
    if p is None or now.value is None or before.value is None:
        return None
    up = p if now.value >= before.value else 1 - p
    who = _who(book, now)
    show = percent if now.measure == "share" else (lambda x: number(x, 2, sign=now.measure in {"net_cooperation", "standing", "tilt"}))
    name = f"{MEASURES.get(now.measure, now.measure)}, {who}"
    direction = "up" if now.value >= before.value else "down"
    whole = f.estimate(now.measure, now.power)  # its list of events covers the one compared
    cells = (
        Cell(name, book.estimate(whole)),
        Cell(show(before.value), note=_range(before)),
        Cell(show(now.value), note=_range(now)),
        Cell(f"{direction}: {likelihood(up, f.basis(now.events))}"),
    )
    return p, name, cells


def _who(book: EvidenceBook, e: Estimate) -> str:
    if e.power is None:
        return state_name(e.subject)
    return " against ".join(book.facts.name(c) for c in e.power.split("-"))


def _range(e: Estimate) -> str:
    if e.measure == "share":
        return f"{percent(e.low)} to {percent(e.high)}"
    return range_words(e.low, e.high, 2)


def what_to_watch(book: EvidenceBook) -> Section:
    """What is planned next, threats and conditions that hang in the air, and questions that the sources answer differently."""
    f = book.facts
    soon = [_watched(book, e) for e in f.planned][:MOST_WATCHED]
    hanging = [e for e in f.events if _hangs(e)]
    threats = [_watched(book, e) for e in f.weightiest(hanging, MOST_WATCHED // 2)]
    open_questions = [_questioned(f, d) for d in f.disputes][: MOST_WATCHED // 2]
    items = (*soon, *threats, *open_questions)
    if not items:
        nothing = "Nothing planned, threatened, conditional or in dispute was found in the articles."
        return Section("watch", "What to watch", None, (Paragraph(nothing),))
    rest = left_out(len(items), len(f.planned) + len(hanging) + len(f.disputes), "See “Planned and forecast” and “What is disputed”.")
    return Section("watch", "What to watch", None, (Statements(items, left_out=rest),))


def _questioned(f: Facts, d: Dispute) -> Statement:
    """A question that the sources answer differently; new where an earlier brief did not have it."""
    lead = "In dispute" if f.earlier is None or d.about in f.earlier.disputes else "Newly in dispute"
    text = f"{shorten(one_line(d.about), 160)}: {counted(len(d.versions), 'version')}."
    return Statement(sentence(text), (Mark("what is disputed", "disputes", "The versions side by side"),), lead=lead)


def _hangs(e: Event) -> bool:
    return e.modality is Modality.HYPOTHETICAL or (e.modality.happened and e.event.value == "THREATEN")


def _watched(book: EvidenceBook, e: Event) -> Statement:
    planned = e.modality is Modality.PLANNED
    lead = event_day(e.date) if planned and has_own_date(e) else "Date not given" if planned else "Open"
    return Statement(f"{say(e)}.", (book.event(e.id),), quote=quoted(book.facts, e, 180), lead=lead)
