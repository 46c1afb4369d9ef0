"""Structure: dependence, alignment and balance over the years, what is missing, how to cite. In: StructureFacts. Out: sections, text.

Nothing is made one score: levels of the structure and the momentum of the news stand side by side, each with its range.
"""

from __future__ import annotations

from equipoise.show.marks import EvidenceBook
from equipoise.show.page import Block, Heading, Paragraph, Section
from equipoise.show.sections.structure.balance import balance
from equipoise.show.sections.structure.series import alignment, dependence, momentum, summary
from equipoise.show.sections.structure.sources import cite, method, missing
from equipoise.show.sections.structure.text import printed
from equipoise.show.structure import StructureFacts

__all__ = ["page_sections", "printed", "structure"]


def page_sections(f: StructureFacts) -> tuple[Section, ...]:
    """The sections of a page of its own."""
    parts = (summary(f), dependence(f), alignment(f), balance(f), momentum(f), missing(f), method(f), cite(f))
    return tuple(s for s in parts if s is not None)


def structure(book: EvidenceBook) -> Section | None:
    """The same in one section of a brief, headings for sections; None where no dataset is loaded."""
    f = book.facts.input.structure
    if f is None:
        return None
    blocks: list[Block] = []
    for part in (summary(f), dependence(f, brief=True), alignment(f), balance(f), momentum(f), missing(f), cite(f)):
        if part is not None:
            blocks += [Heading(part.title), *([Paragraph(part.lead)] if part.lead else []), *part.blocks]
    lead = (
        "Levels from the datasets loaded, year by year, apart from the news above: what can happen, not what happened. Ranges beside all."
    )
    return Section("structure", "Structure", lead, tuple(blocks))
