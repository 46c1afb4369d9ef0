"""Levers: what each power can do to the target, with its own cost. In: a stored result of ``whatif levers``. Out: a section of a brief.

Figures of a model, not of the news: they carry no marks, and stand apart from what articles and datasets say.
"""

from __future__ import annotations

from equipoise.show.levers import MEANS, lever_charts, lever_table
from equipoise.show.marks import EvidenceBook
from equipoise.show.page import Block, Heading, Section, Statement, Statements
from equipoise.show.safe import one_line


def levers(book: EvidenceBook) -> Section | None:
    """The levers side by side, how to read them and what they rest on; None where no result was given."""
    found = book.facts.input.levers
    if found is None:
        return None
    rests = (*(Statement(one_line(r)) for r in found.rests_on), Statement(one_line(found.hash), lead="Hash of the result"))
    lead = "What each power could do, as models have it: what if, not what happened. Ranges: 5 to 95 % of the draws of what is uncertain."
    blocks: tuple[Block, ...] = (
        Statements(tuple(Statement(one_line(s)) for s in found.says)),
        *lever_charts(found.rows),
        lever_table(found.rows),
        Heading("How to read it"),
        Statements(tuple(Statement(m) for m in (*MEANS, *map(one_line, found.notices)))),
        Heading("What it rests on"),
        Statements(rests),
    )
    return Section("levers", "Levers", lead, blocks)
