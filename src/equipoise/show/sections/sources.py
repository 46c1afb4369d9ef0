"""What the brief rests on: articles with copies folded, outlets, articles per month, what could not be read, the analyst's notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from equipoise.measure.exposure import MonthExposure, exposure_by_month
from equipoise.measure.periods import months_between
from equipoise.show.marks import SOURCES, EvidenceBook
from equipoise.show.odds import counted, number, percent
from equipoise.show.page import Bar, Bars, Block, Cell, Column, Figure, Heading, Notes, Paragraph, Section, Statement, Statements, Table
from equipoise.show.passages import article_link, article_name
from equipoise.show.safe import one_line, shorten
from equipoise.show.sections.rows import left_out
from equipoise.show.when import FOUND, month_name, published_day
from equipoise.words.event import EventId
from equipoise.words.text import Article, ArticleId, CopyKind

MOST_ARTICLES = 60
MOST_OUTLETS = 15
MOST_PROBLEMS = 40
MOST_FOLDED = 6


def sources(book: EvidenceBook) -> Section:
    """Articles of the period, each group of copies as one row, and how much rests on one outlet."""
    f = book.facts
    blocks: list[Block] = [Statements(_reach(book))]
    months = exposure_by_month(f.independent, f.period)
    if len(months) > 1:
        bars = _bars(months)
        says = (
            "Independent articles by month: "
            + "; ".join(f"{month_name(b.label)} {number(b.value, 0)}" for b in bars[-24:] if b.value)
            + "."
        )
        blocks.append(Figure(Bars("Articles read by month: the denominator of every rate", "independent articles", bars), says))
        rows_of = [b for b in bars if b.value]
        rows = tuple((Cell(month_name(b.label)), Cell(number(b.value, 0 if b.value == int(b.value) else 1))) for b in rows_of[-24:])
        note = left_out(len(rows), len(rows_of), "The latest months are shown.")
        blocks.append(Table("Independent articles by month", (Column("Month", whole=True), Column("Articles", True)), rows, note))
    blocks += [Heading("Articles", "articles"), _articles(book)]
    if f.outlets:
        blocks.append(_outlets(book))
    lead = f"From the {counted(f.input.given, 'article')} given, not from all news. What nobody gave to Equipoise it does not know."
    return Section("sources", "Sources", lead, tuple(blocks))


def _bars(months: Sequence[MonthExposure]) -> tuple[Bar, ...]:
    """A bar for every month from the first to the last: months in which nothing was read show as gaps."""
    read = {m.month: round(m.articles, 2) for m in months}
    first, last = (date.fromisoformat(f"{m.month}-01") for m in (months[0], months[-1]))
    return tuple(Bar(m, read.get(m, 0.0)) for m in months_between(first, last))


def _reach(book: EvidenceBook) -> tuple[Statement, ...]:
    f = book.facts
    unread = f.input.given - len(f.input.articles)
    text = f"{counted(f.input.given, 'article')} given, {len(f.input.articles):,} read"
    text += f", {unread:,} not read" if unread > 0 else ""
    text += f"; {len(f.articles):,} of them from this period" if len(f.articles) != len(f.input.articles) else ""
    text += f"; {len(f.independent):,} independent of one another."
    found = [Statement(text, (SOURCES,))]
    rest = len(f.independent) - sum(f.outlets.values())
    if f.outlets:
        name, n = max(f.outlets.items(), key=lambda x: (x[1], x[0]))
        alone = _only(book)
        words = f"{one_line(name)} has {percent(n / len(f.independent))} of the independent articles, the most of any outlet"
        if alone[name]:
            words += f"; {counted(alone[name], 'event')} of {len(f.happened):,} would be unknown without it"
        found.append(Statement(words + ".", (SOURCES,)))
    if rest:
        found.append(Statement(f"Of {counted(rest, 'independent article')} the outlet is not known.", (SOURCES,)))
    return tuple(found)


def _only(book: EvidenceBook) -> Counter[str]:
    """How many events that happened are reported by one outlet alone, by outlet."""
    f = book.facts
    only: Counter[str] = Counter()
    for e in f.happened:
        articles = [f.article.get(m.article) for i in e.mentions if (m := f.mention.get(i))]
        outlets = {a.publisher if a else None for a in articles}
        if len(outlets) == 1 and (name := outlets.pop()):
            only[name] += 1
    return only


def _articles(book: EvidenceBook) -> Table:
    f = book.facts
    folded: dict[ArticleId, list[Article]] = {}
    for a in f.articles:
        if a.copy_of:
            folded.setdefault(a.copy_of, []).append(a)
    here = {a.id for a in f.articles}
    roots = [a for a in f.articles if not a.copy_of or a.copy_of not in here]
    events: dict[ArticleId, set[EventId]] = {}
    for e in f.events:
        for i in e.mentions:
            if m := f.mention.get(i):
                events.setdefault(m.article, set()).add(e.id)
    shown = sorted(roots, key=lambda a: (-len(events.get(a.id, ())), a.id))[:MOST_ARTICLES]
    order = {a.id: i for i, a in enumerate(f.articles)}
    rows = tuple(_article(a, folded.get(a.id, []), len(events.get(a.id, ()))) for a in sorted(shown, key=lambda a: order[a.id]))
    columns = (
        Column("Article"),
        Column("Outlet"),
        Column("Published", whole=True),
        Column("How the date was found"),
        Column("Events", True),
    )
    note = left_out(len(rows), len(roots), "Shown are those that report most. All of them: equipoise export.")
    return Table("Articles, copies and rewrites folded under the first", columns, rows, note)


def _article(a: Article, folded: list[Article], events: int) -> tuple[Cell, ...]:
    notes = []
    for kind, noun, plural in ((CopyKind.COPY, "copy", "copies"), (CopyKind.REWRITE, "rewrite", "rewrites")):
        some = [x for x in folded if x.copy_kind is kind]
        if some:
            names = ", ".join(shorten(one_line(x.publisher or x.title or x.id), 40) for x in some[:MOST_FOLDED])
            more = f" and {len(some) - MOST_FOLDED} more" if len(some) > MOST_FOLDED else ""
            notes.append(f"with {counted(len(some), noun, plural)}: {names}{more}")
    if not a.coded:
        notes.append("kept, not coded")
    return (
        Cell(article_name(a), note="; ".join(notes) or None, href=article_link(a)),
        Cell(shorten(one_line(a.publisher), 60) if a.publisher else "not known"),
        Cell(published_day(a.published)),
        Cell(FOUND[a.published.basis]),
        Cell(f"{events:,}"),
    )


def _outlets(book: EvidenceBook) -> Table:
    f = book.facts
    alone, total = _only(book), len(f.independent)
    ranked = sorted(f.outlets.items(), key=lambda x: (-x[1], x[0]))
    rows = tuple(
        (Cell(shorten(one_line(name), 60)), Cell(f"{n:,}"), Cell(percent(n / total)), Cell(f"{alone[name]:,}"))
        for name, n in ranked[:MOST_OUTLETS]
    )
    columns = (Column("Outlet"), Column("Independent articles", True), Column("Share of all", True), Column("Events only it reports", True))
    return Table("Outlets", columns, rows, left_out(len(rows), len(ranked), "All of them: equipoise export."))


def unread(book: EvidenceBook) -> Section:
    """What was given and not read, or read in part."""
    problems = book.facts.input.problems
    if not problems:
        return Section("unread", "What could not be read", None, (Paragraph("Everything given was read."),))
    ordered = sorted(problems, key=lambda p: (p.source, p.stage, p.reason))
    rows = tuple(
        (Cell(shorten(one_line(p.source), 120)), Cell(shorten(one_line(p.reason), 300)), Cell(shorten(one_line(p.remedy), 300)))
        for p in ordered[:MOST_PROBLEMS]
    )
    columns = (Column("Source"), Column("What is the matter"), Column("What to do"))
    note = left_out(len(rows), len(ordered), "All of them: equipoise problems.")
    return Section("unread", "What could not be read", None, (Table("Given, and not read or read in part", columns, rows, note),))


def notes(book: EvidenceBook) -> Section | None:
    """The analyst's own words, marked as such; None without any."""
    text = book.facts.input.notes
    if text is None or not text.strip():
        return None
    lead = "Written by a person. Nothing here comes from the articles, and nothing here enters a figure."
    return Section("notes", "Analyst’s notes", lead, (Notes(text),))
