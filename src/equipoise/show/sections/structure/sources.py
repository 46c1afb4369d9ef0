"""What is missing, how each measure was computed, how to cite the data. In: StructureFacts. Out: sections."""

from __future__ import annotations

from equipoise.show.page import (
    Block,
    Cell,
    Column,
    Heading,
    Section,
    Statement,
    Statements,
    Table,
    Verbatim,
)
from equipoise.show.safe import one_line, shorten
from equipoise.show.sections.structure.words import (
    ALIGNMENT,
    BALANCE,
    DEPENDENCE,
    LINKS,
)
from equipoise.show.structure import StructureFacts, year_of

DOCS = "docs/methods/structure.md"


def missing(f: StructureFacts) -> Section | None:
    alike: dict[tuple[str, ...], list[str]] = {}
    for c in f.input.coverage:
        alike.setdefault((c.dataset, c.years, c.missing, c.partners, c.absent), []).append(c.variable.replace("_", " "))
    rows = tuple(
        (Cell(name), Cell(", ".join(what)), Cell(years), Cell(shorten(missing, 60) or "none"), Cell(partners or "–"), Cell(absent))
        for (name, years, missing, partners, absent), what in alike.items()
    )
    if not rows:
        return None
    columns = (
        Column("Dataset"),
        Column("What"),
        Column("Its years", whole=True),
        Column("Years missing for this state"),
        Column("Partners"),
        Column("No row means"),
    )
    lead = "Outside a dataset’s years nothing is known, and nothing is filled in. Inside them a year may be missing for this state."
    return Section("missing", "What is not known", lead, (Table("Coverage of each dataset for this state", columns, rows),))


def method(f: StructureFacts) -> Section:
    names = {s.measure: s.name for s in (*DEPENDENCE, *ALIGNMENT, *LINKS, *BALANCE)}
    rows = []
    for measure, name in names.items():
        found = [e for e in f.by_measure.get(measure, ()) if e.value is not None]
        if not found:
            continue
        last = max(found, key=year_of)
        sets = sorted({d.split(" ")[0] for e in found for d in e.datasets})
        rows.append((Cell(name), Cell(last.unit), Cell(one_line(last.method)), Cell(", ".join(sets))))
    said = Statement(
        f"{DOCS}: formulas, sources, assumptions, when not to use them. Statistical ranges: {100 * f.input.settings.level:.0f} %."
    )
    table = Table(
        "Each measure, as computed for its latest year", (Column("Measure"), Column("Unit"), Column("How"), Column("Datasets")), tuple(rows)
    )
    return Section("method", "How it was computed", None, (Statements((said,)), table))


def cite(f: StructureFacts) -> Section | None:
    if not f.used:
        return None
    rows = tuple(Statement(one_line(s.citation), lead=f"{s.dataset}, {s.version}", quote=f"Licence: {one_line(s.licence)}") for s in f.used)
    entries = list(dict.fromkeys(s.bibtex.strip() for s in f.used if s.bibtex.strip()))
    blocks: list[Block] = [Statements(rows), Heading("BibTeX"), Verbatim("\n\n".join(entries))]
    return Section("cite", "How to cite the data", None, tuple(blocks))
