"""What is claimed (figures), what is disputed, and what is planned or only possible, with its horizon."""

from __future__ import annotations

from collections.abc import Iterable

from equipoise.reference.states import state_name
from equipoise.show.claims import verdict_words
from equipoise.show.facts import Facts
from equipoise.show.marks import EvidenceBook
from equipoise.show.names import MODALITIES
from equipoise.show.page import Block, Cell, Column, Heading, Mark, Paragraph, Section, Statement, Statements, Table
from equipoise.show.passages import says
from equipoise.show.phrases import say
from equipoise.show.safe import one_line, shorten
from equipoise.show.sections.rows import ALL_EVENTS, figure, left_out, quoted
from equipoise.show.when import between, event_day, has_own_date
from equipoise.words.claim import Claim, ClaimId, ClaimKind, DisputeKind, Finding, Version
from equipoise.words.event import Event

_KINDS = (ClaimKind.AMOUNT, ClaimKind.SHARE, ClaimKind.RANK, ClaimKind.COUNT)
MOST_CLAIMS = 40
MOST_DISPUTES = 25
MOST_PLANNED = 40
MOST_VERSION_MARKS = 4

_ABOUT = {
    DisputeKind.DATE: "When it happened",
    DisputeKind.PLACE: "Where it happened",
    DisputeKind.FIGURE: "A figure",
    DisputeKind.HAPPENED: "Whether it happened",
    DisputeKind.CHARACTERISATION: "How it is put",
}


def claimed(book: EvidenceBook) -> Section:
    """Figures that the articles assert; the same figure from several articles is one row."""
    f = book.facts
    groups: dict[tuple[str | None, str | None, str | None, float, str | None], list[Claim]] = {}
    for c in f.claims:
        groups.setdefault(
            (c.subject, c.relation, c.object, c.value, c.unit) if c.subject else (c.id, None, None, c.value, c.unit), []
        ).append(c)
    if not groups:
        return Section("claims", "What is claimed", None, (Paragraph("No figures, shares or ranks were found."),))
    disputed = {c for d in f.disputes for v in d.versions for c in v.claims}
    names = {state_name(f.target).casefold()}
    order = sorted(groups.values(), key=lambda g: _rank(g, disputed, names))  # stable: within a rank in order of article and place
    rows = tuple(_claim(book, g) for g in order[:MOST_CLAIMS])
    checked = (Column("Set against data"),) if f.input.checks else ()
    columns = (Column("Figure", True), Column("About"), Column("For", whole=True), Column("Says who"), *checked)
    table = Table(
        "Figures that the articles assert", columns, rows, left_out(len(rows), len(order), "All of them are in this brief as .json.")
    )
    lead = "These are the sources’ figures, with who and what each is about. Equipoise has not checked them."
    if f.input.checks:
        lead = (
            "These are the sources’ figures, with who and what each is about. Where the datasets loaded can decide, what they say stands"
            " beside: supported, contradicted, or outdated (it was so in an earlier year); by the rules of docs/methods/claims-checked.md."
        )
    return Section("claims", "What is claimed", lead, (table,))


def _rank(group: list[Claim], disputed: set[ClaimId], names: set[str]) -> tuple[bool, bool, int, int]:
    return (
        not any(c.id in disputed for c in group),
        not any(n in c.sentence.text.casefold() for c in group for n in names),
        _KINDS.index(group[0].kind),
        -len(group),
    )


def _claim(book: EvidenceBook, group: list[Claim]) -> tuple[Cell, ...]:
    c = group[0]
    about = " · ".join(one_line(x) for x in (c.subject, c.relation, c.object) if x)
    marks = tuple(book.claim(x.id) for x in group[:MOST_VERSION_MARKS])
    return (
        Cell(figure(c), marks, note="put with reserve" if c.hedged else None),
        Cell(shorten(about, 140) if about else "as quoted", note=f"“{shorten(one_line(c.sentence.text), 180)}”"),
        Cell(event_day(c.period) if c.period and (c.period.earliest or c.period.latest) else "–"),
        Cell(says(c.attribution)),
        *_checked(book.facts, group),
    )


def _checked(f: Facts, group: list[Claim]) -> tuple[Cell, ...]:
    """The verdict on a claim; of several reports of one figure the one that data decide."""
    if not f.input.checks:
        return ()
    found = [f.check[c.id] for c in group if c.id in f.check]
    decided = next((x for x in found if x.verdict is not Finding.NOT_CHECKABLE), found[0] if found else None)
    if decided is None:
        return (Cell("–"),)
    verdict, why = verdict_words(decided)
    return (Cell(verdict, note=shorten(why, 240)),)


def disputed(book: EvidenceBook) -> Section:
    """Versions that cannot all hold, side by side."""
    f = book.facts
    found = [(d, rows) for d in f.disputes if len(rows := [s for v in d.versions if (s := _version(book, v))]) > 1]
    if not found:
        return Section("disputes", "What is disputed", None, (Paragraph("No two sources were found to contradict one another."),))
    blocks: list[Block] = []
    for d, rows in found[:MOST_DISPUTES]:
        blocks += [Heading(f"{_ABOUT[d.kind]}: {shorten(one_line(d.about), 160)}"), Statements(tuple(rows))]
    note = left_out(min(len(found), MOST_DISPUTES), len(found), "All of them are in this brief as .json.")
    if note:
        blocks.append(Paragraph(note))
    lead = "Reports that cannot all be right. Equipoise keeps each version and does not choose."
    return Section("disputes", "What is disputed", lead, tuple(blocks))


def _version(book: EvidenceBook, v: Version) -> Statement | None:
    f = book.facts
    marks: list[Mark] = [book.mention(f.event_of[m], m) for m in v.mentions if m in f.event_of][:MOST_VERSION_MARKS]
    marks += [book.claim(c) for c in v.claims if c in f.claim][:MOST_VERSION_MARKS]
    if not marks:
        return None
    return Statement(version_words(f, v), tuple(marks), lead=_outlets(f, v))


def version_words(f: Facts, v: Version) -> str:
    """What a version says: its figures, else its words."""
    figures = _distinct(figure(f.claim[c]) for c in v.claims if c in f.claim)
    return one_line(", ".join(figures) or v.says)


def _outlets(f: Facts, v: Version) -> str | None:
    """Who says so: the outlets, or the articles where no outlet is known."""
    ids = [f.mention[m].article for m in v.mentions if m in f.mention] + [f.claim[c].article for c in v.claims if c in f.claim]
    names = _distinct(f.article[a].publisher or f.article[a].title or a for a in ids if a in f.article)
    return shorten(", ".join(one_line(n) for n in names), 90) if names else None


def _distinct(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def planned(book: EvidenceBook) -> Section:
    """What is planned, possible, or was planned for a date now past; with the horizon seen from the brief's day."""
    f = book.facts
    past = f.overdue
    rows = [(_horizon(f, e), e) for e in f.planned] + [("possible", e) for e in f.weightiest(f.possible, MOST_PLANNED)]
    rows += [("date has passed", e) for e in past]
    if not rows:
        return Section("planned", "Planned and forecast", None, (Paragraph("Nothing planned or forecast was found."),))
    columns = (Column("Horizon"), Column("When", whole=True), Column("What"), Column("Says who"))
    cells = tuple(_plan(book, h, e) for h, e in rows[:MOST_PLANNED])
    table = Table("Planned and possible events, the nearest first", columns, cells, left_out(len(cells), len(rows), ALL_EVENTS))
    lead = "Announced, not done: nothing here counts in any figure above. Dates are also in the calendar file (-o brief.ics)."
    return Section("planned", "Planned and forecast", lead, (table,))


def _horizon(f: Facts, e: Event) -> str:
    if e.date.latest is None or not has_own_date(e):
        return "no date given"
    days = (e.date.latest - f.as_of).days
    for limit, words in ((7, "within a week"), (31, "within a month"), (92, "within three months"), (366, "within a year")):
        if days <= limit:
            return words
    return "more than a year"


def _plan(book: EvidenceBook, horizon: str, e: Event) -> tuple[Cell, ...]:
    f = book.facts
    mentions = [f.mention[m] for m in e.mentions if m in f.mention]
    who = _distinct(says(m.attribution) for m in mentions)
    quote = quoted(f, e, 160)
    when = between(e.date.earliest, e.date.latest) if has_own_date(e) else "not given"
    return (
        Cell(horizon),
        Cell(when),
        Cell(say(e), (book.event(e.id),), note=f"“{quote}”" if quote else None),
        Cell(shorten(", ".join(who), 80) or MODALITIES[e.modality.value]),
    )
