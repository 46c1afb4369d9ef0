"""Rows that several sections share: an event as a statement or a table row, with its marks."""

from __future__ import annotations

from collections.abc import Sequence

from equipoise.show.facts import Facts
from equipoise.show.marks import EvidenceBook
from equipoise.show.names import channel_name
from equipoise.show.odds import amount, counted
from equipoise.show.page import Cell, Column, Statement, Table
from equipoise.show.phrases import say
from equipoise.show.safe import one_line, shorten
from equipoise.show.when import event_when
from equipoise.words.claim import Claim, ClaimKind
from equipoise.words.event import Event

EVENT_COLUMNS = (Column("When", whole=True), Column("What"), Column("Channel"), Column("Reports", numeric=True))


def reports(e: Event) -> str:
    """'1 report', or '3 reports, 2 independent'."""
    if e.reports == e.independent:
        return counted(e.reports, "report")
    return f"{counted(e.reports, 'report')}, {e.independent:,} independent"


def sentence(words: str) -> str:
    """Words as a sentence begins: with a capital."""
    return words[:1].upper() + words[1:]


def quoted(facts: Facts, e: Event, limit: int = 220) -> str | None:
    """The sentence of the mention the coder was surest of, on one line."""
    mentions = [m for i in e.mentions if (m := facts.mention.get(i)) is not None]
    if not mentions:
        return None
    best = min(mentions, key=lambda m: (-m.confidence, m.id))
    return shorten(one_line(best.sentence.text), limit)


def figure(c: Claim) -> str:
    """A claimed figure as a person writes it; a share put in words ("two-thirds") gets no decimals that nobody claimed."""
    in_words = not any(x.isdigit() for x in c.span.text)
    return one_line(amount(round(c.value) if in_words and c.kind is ClaimKind.SHARE else c.value, c.unit))


def event_row(book: EvidenceBook, e: Event) -> tuple[Cell, ...]:
    """When, what, channel, reports; the count of independent reports is in the small print where it differs."""
    note = None if e.reports == e.independent else f"{e.independent:,} independent"
    return (
        Cell(event_when(e)),
        event_cell(book, e),
        Cell(channel_name(e.channel)),
        Cell(f"{e.reports:,}", note=note),
    )


def event_cell(book: EvidenceBook, e: Event) -> Cell:
    """What happened, with the words of one report in small print."""
    quote = quoted(book.facts, e, 130)
    return Cell(say(e), (book.event(e.id),), note=f"“{quote}”" if quote else None)


def event_table(book: EvidenceBook, caption: str, events: Sequence[Event], left_out: str | None = None) -> Table:
    """A table of events in the order given."""
    return Table(caption, EVENT_COLUMNS, tuple(event_row(book, e) for e in events), left_out)


def event_statement(book: EvidenceBook, e: Event, with_quote: bool = False) -> Statement:
    """An event as a sentence with its date and reports."""
    quote = quoted(book.facts, e) if with_quote else None
    return Statement(f"{say(e)}.", (book.event(e.id),), quote=quote, lead=event_when(e))


def left_out(shown: int, total: int, where: str) -> str | None:
    """The note under a list that was cut, None where it was not."""
    if shown >= total:
        return None
    return f"{total - shown:,} more are not listed here ({shown:,} of {total:,} shown). {where}"


ALL_EVENTS = "All of them: equipoise events -o events.csv, or this brief as .json."
