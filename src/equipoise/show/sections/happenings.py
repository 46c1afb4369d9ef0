"""The events: the weightiest, visits and talks, the target's own moves, the timeline, and what the articles report from elsewhere."""

from __future__ import annotations

from equipoise.measure.roll_up import OTHER, WEST
from equipoise.reference.states import state_name
from equipoise.show.marks import EvidenceBook
from equipoise.show.names import channel_name, parties
from equipoise.show.odds import counted
from equipoise.show.page import Cell, Column, Paragraph, Section, Statement, Statements, Table
from equipoise.show.phrases import say
from equipoise.show.safe import one_line
from equipoise.show.sections.rows import ALL_EVENTS, event_cell, event_statement, event_table, left_out, reports, sentence
from equipoise.show.when import event_when, sort_key
from equipoise.words.event import Event, EventType

MOST_WEIGHTY = 10
MOST_VISITS = 40
MOST_MOVES = 6
MOST_TIMELINE = 60
MOST_ELSEWHERE = 8

_HOW = {"visit": "visit", "phone": "by telephone", "multilateral": "multilateral meeting", "third-party": "mediation", None: "talks"}


def weightiest(book: EvidenceBook) -> Section:
    """The events that weigh most, with the words that report them."""
    f = book.facts
    top = f.weightiest(f.with_others, MOST_WEIGHTY)
    lead = "The strongest cooperation and conflict with the outside; what more independent articles report, and surer coding, comes first."
    if not top:
        return Section("weightiest", "The weightiest events", None, (Paragraph("No event that happened was found."),))
    items = tuple(_weighty(book, e) for e in top)
    return Section("weightiest", "The weightiest events", lead, (Statements(items, ordered=True),))


def _weighty(book: EvidenceBook, e: Event) -> Statement:
    s = event_statement(book, e, with_quote=True)
    return Statement(f"{s.text} {sentence(reports(e))}.", s.marks, quote=s.quote, lead=s.lead)


def visits(book: EvidenceBook) -> Section:
    """Visits and talks that happened: who, whom, when, where."""
    f = book.facts
    met = [e for e in f.happened if e.event is EventType.CONSULT]
    if not met:
        return Section("visits", "Visits and talks", None, (Paragraph("No visit or talks were found in these articles."),))
    shown = sorted(f.weightiest(met, MOST_VISITS), key=lambda e: (sort_key(e.date), e.id))
    columns = (Column("When", whole=True), Column("Who"), Column("With whom"), Column("Where"), Column("How"), Column("Reports", True))
    table = Table(
        "Visits and talks that happened, each once",
        columns,
        tuple(_visit(book, e) for e in shown),
        left_out(len(shown), len(met), ALL_EVENTS),
    )
    return Section("visits", "Visits and talks", None, (table,))


def _visit(book: EvidenceBook, e: Event) -> tuple[Cell, ...]:
    together = e.reciprocal and len(e.actors) > 1 and not e.recipients
    who, whom = (e.actors[:1], e.actors[1:]) if together else (e.actors, e.recipients)
    return (
        Cell(event_when(e)),
        Cell(_first(parties(who)), (book.event(e.id),)),
        Cell(_first(parties(whom))),
        Cell(one_line(e.place.name) if e.place else "–"),
        Cell(_HOW.get(e.mode, "talks")),
        Cell(f"{e.reports:,}", note=None if e.reports == e.independent else f"{e.independent:,} independent"),
    )


def _first(words: str) -> str:
    """Names as a cell of their own begins: with a capital; "not named" for none."""
    return sentence(one_line(words)) or "not named"


def own_moves(book: EvidenceBook) -> Section:
    """What the target itself did towards each power."""
    f = book.facts
    name = state_name(f.target)
    rows: list[tuple[Cell, ...]] = []
    total = shown = 0
    towards: dict[str, list[Event]] = {}
    for e in f.happened:
        if any(p.code in f.roster.inside for p in e.actors):
            others = e.recipients or e.actors
            for power in f.powers_of([p.code for p in others]):
                towards.setdefault(power, []).append(e)
    for power in [p for p in (*f.roster.declared, WEST, OTHER) if p in towards]:
        moves = towards[power]
        chosen = sorted(f.weightiest(moves, MOST_MOVES), key=lambda e: (sort_key(e.date), e.id))
        total, shown = total + len(moves), shown + len(chosen)
        rows += [(Cell(f.name(power)), Cell(event_when(e)), event_cell(book, e), Cell(channel_name(e.channel))) for e in chosen]
    title = f"{name}’s own moves"
    if not rows:
        return Section("moves", title, None, (Paragraph(f"No event in which {name} itself acts was found."),))
    lead = f"What {name} did or took part in, power by power; the weightiest where there are many."
    columns = (Column("Towards"), Column("When", whole=True), Column("What"), Column("Channel"))
    return Section("moves", title, lead, (Table(f"{title} towards each power", columns, tuple(rows), left_out(shown, total, ALL_EVENTS)),))


def timeline(book: EvidenceBook) -> Section:
    """Distinct events in order of time with the number of reports."""
    f = book.facts
    if not f.happened:
        return Section("timeline", "Timeline", None, (Paragraph("No event that happened was found."),))
    shown = sorted(f.weightiest(f.happened, MOST_TIMELINE), key=lambda e: (sort_key(e.date), e.id))
    note = left_out(len(shown), len(f.happened), "Shown are the weightiest. " + ALL_EVENTS)
    lead = "Each event once, however many articles report it. Copies and rewrites count as reports, not as independent ones."
    return Section("timeline", "Timeline", lead, (event_table(book, "Events that happened, the earliest first", shown, note),))


def elsewhere(book: EvidenceBook) -> Section | None:
    """What else the articles report; None where there is nothing."""
    f = book.facts
    done = [e for e in f.elsewhere if e.modality.happened]
    if not done:
        return None
    top = sorted(f.weightiest(done, MOST_ELSEWHERE), key=lambda e: (sort_key(e.date), e.id))
    items = tuple(Statement(f"{say(e)}.", (book.event(e.id),), lead=event_when(e)) for e in top)
    do = "does" if len(done) == 1 else "do"
    also = f"The articles also report {counted(len(done), 'event')} that {do} not involve {state_name(f.target)}."
    lead = f"{also} Nothing of this counts in a figure of this brief."
    return Section("elsewhere", "In the background", lead, (Statements(items, left_out=left_out(len(items), len(done), ALL_EVENTS)),))
