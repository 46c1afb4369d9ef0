"""The latest year in short, dependence and alignment over the years, level beside momentum. In: StructureFacts. Out: sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from equipoise.reference.states import state_name
from equipoise.show.odds import number
from equipoise.show.page import (
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    Paragraph,
    Section,
    Statement,
    Statements,
    Table,
    YearPoint,
    Years,
)
from equipoise.show.sections.structure.words import (
    ALIGNMENT,
    DEPENDENCE,
    LED,
    LINKS,
    Shown,
    exposed,
    figure_of,
    is_known,
    range_of,
    tells_nothing,
    value_of,
)
from equipoise.show.structure import StructureFacts, year_of
from equipoise.words.estimate import Estimate


def summary(f: StructureFacts) -> Section | None:
    rows = tuple(_across(f, s) for s in (*DEPENDENCE, *ALIGNMENT, *LINKS) if is_known(f, s) and not tells_nothing(f, s))
    if not rows:
        return Section("summary", "In short", None, (Paragraph("No dataset that is loaded says anything about these years."),))
    columns = (Column("Channel"), *(Column(state_name(p), numeric=True) for p in f.powers))
    blocks: list[Block] = [Statements(tuple(_leaders(f))), Table("The latest year of each measure, with its range", columns, rows)]
    none = [s.name.casefold() for s in LINKS if is_known(f, s) and tells_nothing(f, s)]
    if none:
        blocks.append(Paragraph(f"The datasets know of none of the powers here: {', '.join(none)}."))
    blocks += [Paragraph(line) for line in [exposed(f)] if line]
    lead = "A column for each power; under each figure its range, and the year where it is not the latest of the row."
    return Section("summary", "In short", lead, tuple(blocks))


def _across(f: StructureFacts, shown: Shown) -> tuple[Cell, ...]:
    found = [f.last(shown.measure, p) for p in f.powers]
    latest = max(year_of(e) for e in found if e is not None)
    cells = []
    for e in found:
        notes = [] if e is None else [range_of(e, shown), str(year_of(e)) if year_of(e) != latest else ""]
        cells.append(Cell(figure_of(e, shown), note=", ".join(n for n in notes if n) or None))
    return (Cell(shown.name, note=str(latest)), *cells)


def _leaders(f: StructureFacts) -> Iterator[Statement]:
    """Who is first in each channel, in words, and whether the ranges part it from the second."""
    for shown in (*(s for s in DEPENDENCE if s.measure in LED), ALIGNMENT[0]):
        found = sorted((e for p in f.powers if (e := f.last(shown.measure, p))), key=lambda e: -(e.value or 0))
        if len(found) < 2:
            continue
        first, second = found[0], found[1]
        sure = first.low is not None and second.high is not None and first.low > second.high
        apart = "clear of the range of" if sure else "not clear of the range of"
        year = year_of(first)
        yield Statement(
            f"{state_name(first.power or '')} comes first of the powers: {figure_of(first, shown)} in {year}, {apart} "
            f"{state_name(second.power or '')} ({figure_of(second, shown)}{'' if year_of(second) == year else f' in {year_of(second)}'}).",
            lead=shown.name,
        )


def dependence(f: StructureFacts, brief: bool = False) -> Section | None:
    wanted = [s for s in DEPENDENCE if is_known(f, s) and not (brief and s.measure in ("export_share", "import_share"))]
    blocks = [b for s in wanted for b in over_years(f, s)]
    lead = "A small chart for each power, all on one scale. The line is the value, the bar behind it the range; a gap is a year not known."
    return Section("dependence", "Dependence over the years", lead, tuple(blocks)) if blocks else None


def over_years(f: StructureFacts, shown: Shown) -> list[Block]:
    points = [point(state_name(p), e) for p in f.powers for e in f.series(shown.measure, p)]
    if len({p.year for p in points}) < 2:
        return [Heading(shown.name), Paragraph(f"{shown.says}. Known for {points[0].year} alone; the figures stand in the table above.")]
    return [Heading(shown.name), *chart(shown.says, shown, points), *_by_whom(f, shown), _change(f, shown)]


def _by_whom(f: StructureFacts, shown: Shown) -> list[Block]:
    """Which datasets speak in which years, where it is not the same ones in all: a step between them may be one of bookkeeping."""
    by_year: dict[int, set[str]] = {}
    for e in f.by_measure.get(shown.measure, ()):
        by_year.setdefault(year_of(e), set()).update(d.split(" ")[0] for d in e.datasets)
    runs = [(sets, [y for y, _ in group]) for sets, group in groupby(sorted(by_year.items()), lambda x: tuple(sorted(x[1])))]
    if len(runs) < 2:
        return []
    told = "; ".join(
        f"{years[0]}-{years[-1]} {', '.join(sets)}" if len(years) > 1 else f"{years[0]} {', '.join(sets)}" for sets, years in runs
    )
    return [Paragraph(f"By dataset: {told}. A step from one dataset to another may be one of bookkeeping.")]


def chart(title: str, shown: Shown, points: Sequence[YearPoint], shared: bool = True) -> list[Block]:
    if len({p.year for p in points}) < 2:
        return []
    ends = "; ".join(
        f"{name}: {value_of(mine[0].value, shown)} in {mine[0].year}, {value_of(mine[-1].value, shown)} in {mine[-1].year}"
        for name, group in groupby(points, lambda p: p.panel)
        for mine in (list(group),)
    )
    return [Figure(Years(title, "", tuple(points), shown.percent, shared), f"{title}. {ends}.")]


def point(panel: str, e: Estimate) -> YearPoint:
    value = e.value if e.value is not None else 0.0
    return YearPoint(panel, year_of(e), value, e.low if e.low is not None else value, e.high if e.high is not None else value)


def _change(f: StructureFacts, shown: Shown) -> Table:
    rows = []
    for p in f.powers:
        found = f.series(shown.measure, p)
        if not found:
            rows.append((Cell(state_name(p)), Cell("–"), Cell("–"), Cell("not known")))
            continue
        first, last = found[0], found[-1]
        rows.append((Cell(state_name(p)), _dated(first, shown), _dated(last, shown), Cell(_moved(first, last, shown))))
    columns = (Column("Power"), Column("First year", numeric=True), Column("Latest year", numeric=True), Column("Change"))
    return Table(f"{shown.name}: first and latest year", columns, tuple(rows))


def _dated(e: Estimate, shown: Shown) -> Cell:
    return Cell(figure_of(e, shown), note=", ".join(x for x in (str(year_of(e)), range_of(e, shown)) if x))


def _moved(first: Estimate, last: Estimate, shown: Shown) -> str:
    if first is last or first.value is None or last.value is None:
        return "one year only"
    step = last.value - first.value
    size = f"{100 * abs(step):.1f} points" if shown.percent else number(abs(step), shown.digits)
    known = None not in (first.low, first.high, last.low, last.high)
    apart = known and ((last.low or 0) > (first.high or 0) or (last.high or 0) < (first.low or 0))
    other = "" if set(first.datasets) & set(last.datasets) else "; by other datasets"
    if not step:
        return "the same"
    ranged = any(e.low != e.high for e in (first, last))
    within = f", {'clear of' if apart else 'within'} the ranges" if ranged else ""
    return f"{'up' if step > 0 else 'down'} {size}{within}{other}"


def alignment(f: StructureFacts) -> Section | None:
    blocks = [b for s in ALIGNMENT if is_known(f, s) for b in over_years(f, s)]
    lead = "With whom it votes. Agreement rises where all agree, so the distance of ideal points is the better measure over time."
    return Section("alignment", "Alignment over the years", lead, tuple(blocks)) if blocks else None


def momentum(f: StructureFacts) -> Section | None:
    if not f.input.news:
        return None
    level, votes = DEPENDENCE[0], ALIGNMENT[0]
    plain = Shown("", "", "", percent=False, digits=2)
    rows = []
    for p in f.powers:
        found = [(f.last("trade_share", p), level), (f.last("vote_agreement", p), votes)]
        news = [(f.news(m, p), plain) for m in ("standing", "net_cooperation")]
        cells = [Cell(figure_of(e, s), note=", ".join(x for x in (str(year_of(e)), range_of(e, s)) if x) if e else None) for e, s in found]
        cells += [Cell(figure_of(e, s), note=range_of(e, s) if e and e.value is not None else None) for e, s in news]
        rows.append((Cell(state_name(p)), *cells))
    columns = (
        Column("Power"),
        Column("Level: goods trade", numeric=True),
        Column("Level: votes alike", numeric=True),
        Column("Momentum: standing", numeric=True),
        Column("Momentum: net cooperation", numeric=True),
    )
    lead = (
        "Level is what the datasets say of a year; momentum what the articles of this project say of their days. They are not added up: a"
        " high level with falling momentum is a tie under strain, a low level with rising momentum a tie that may grow."
    )
    return Section(
        "momentum", "Level (structure) and momentum (news)", lead, (Table("Level and momentum, with ranges", columns, tuple(rows)),)
    )
