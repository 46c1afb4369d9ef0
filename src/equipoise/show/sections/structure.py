"""Structure: dependence, alignment and balance over the years, what is missing, how to cite. In: StructureFacts. Out: sections, text.

Nothing is made one score: levels of the structure and the momentum of the news stand side by side, each with its range.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from equipoise.reference.states import state_name
from equipoise.show.marks import EvidenceBook
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
    Verbatim,
    YearPoint,
    Years,
)
from equipoise.show.safe import one_line, shorten
from equipoise.show.structure import StructureFacts, year_of
from equipoise.words.estimate import Estimate

DOCS = "docs/methods/structure.md"


@dataclass(frozen=True, slots=True)
class Shown:
    """A measure as it is shown: its name, what it says in a line, whether it is a share."""

    measure: str
    name: str
    says: str
    percent: bool = True
    digits: int = 2
    there: bool = False
    """Whether 1 means that it is there; of a bloc, for which part of its states."""


DEPENDENCE = (
    Shown("trade_share", "Goods trade", "Each power’s part of all goods trade"),
    Shown("export_share", "Exports", "Each power’s part of exports"),
    Shown("import_share", "Imports", "Each power’s part of imports"),
    Shown("trade_dependence", "Trade over GDP", "Trade with each power as a part of GDP"),
    Shown("arms_share", "Arms", "Each power’s part of the arms delivered in five years"),
    Shown("investment_share", "Direct investment", "Each power’s part of the stock of direct investment"),
    Shown("aid_share", "Aid", "Each power’s part of the aid of three years"),
    Shown("route_share", "Oil export routes", "Part of the oil exports that leaves over each power’s territory"),
    Shown("influence_capacity", "Influence capacity", "Formal bilateral influence capacity, as published", percent=False),
)
ALIGNMENT = (
    Shown("vote_agreement", "Votes alike in the UN", "Part of roll calls of the General Assembly on which both voted alike"),
    Shown(
        "ideal_distance", "Distance of ideal points", "How far apart votes put the two, in standard deviations of all states", percent=False
    ),
)
LED = ("trade_share", "arms_share", "investment_share", "route_share")
"""Dependence of which the summary says who comes first."""
LINKS = (
    Shown("defence_pact", "Defence pact", "", there=True),
    Shown("nonaggression_pact", "Non-aggression pact", "", there=True),
    Shown("shared_groups", "Groups in common", "", percent=False, digits=1),
    Shown("shared_igos", "Organisations in common", "", percent=False, digits=0),
    Shown("missions_in_target", "Missions in the country", "", percent=False, digits=0),
    Shown("troops_in_target", "Troops in the country", "", percent=False, digits=0),
    *(
        Shown(f"sanctions_{k}", f"Sanctions on it: {k}", "", there=True)
        for k in ("trade", "arms", "military", "financial", "travel", "other")
    ),
    Shown("sanctions_exposed_trade", "Trade with sanctioning states", ""),
)
BALANCE = (
    Shown("vector_spread", "Spread", "", percent=False),
    Shown("vector_balance", "Balance", "", percent=False),
    Shown("vector_disagreement", "Disagreement", "", percent=False),
)


def page_sections(f: StructureFacts) -> tuple[Section, ...]:
    """The sections of a page of its own."""
    parts = (_summary(f), _dependence(f), _alignment(f), _balance(f), _momentum(f), _missing(f), _method(f), _cite(f))
    return tuple(s for s in parts if s is not None)


def structure(book: EvidenceBook) -> Section | None:
    """The same in one section of a brief, headings for sections; None where no dataset is loaded."""
    f = book.facts.input.structure
    if f is None:
        return None
    blocks: list[Block] = []
    for part in (_summary(f), _dependence(f, brief=True), _alignment(f), _balance(f), _momentum(f), _missing(f), _cite(f)):
        if part is not None:
            blocks += [Heading(part.title), *([Paragraph(part.lead)] if part.lead else []), *part.blocks]
    lead = (
        "Levels from the datasets loaded, year by year, apart from the news above: what can happen, not what happened. Ranges beside all."
    )
    return Section("structure", "Structure", lead, tuple(blocks))


def figure_of(e: Estimate | None, shown: Shown) -> str:
    """A value in words."""
    if e is None or e.value is None:
        return "–"
    return _value(e.value, shown)


def _value(value: float, shown: Shown) -> str:
    if shown.there and value in (0, 1):
        return "yes" if value else "no"
    if shown.digits == 1 and value == int(value):
        return number(value, 0)
    return f"{100 * value:.1f}%" if shown.percent else number(value, shown.digits)


def _range(e: Estimate, shown: Shown) -> str:
    if e.low is None or e.high is None:
        return "no range"
    if e.low == e.high:
        return ""
    return f"{_value(e.low, shown)} to {_value(e.high, shown)}"


def _summary(f: StructureFacts) -> Section | None:
    rows = tuple(_across(f, s) for s in (*DEPENDENCE, *ALIGNMENT, *LINKS) if _any(f, s) and not _nothing(f, s))
    if not rows:
        return Section("summary", "In short", None, (Paragraph("No dataset that is loaded says anything about these years."),))
    columns = (Column("Channel"), *(Column(state_name(p), numeric=True) for p in f.powers))
    blocks: list[Block] = [Statements(tuple(_leaders(f))), Table("The latest year of each measure, with its range", columns, rows)]
    none = [s.name.casefold() for s in LINKS if _any(f, s) and _nothing(f, s)]
    if none:
        blocks.append(Paragraph(f"The datasets know of none of the powers here: {', '.join(none)}."))
    blocks += [Paragraph(line) for line in [_exposed(f)] if line]
    lead = "A column for each power; under each figure its range, and the year where it is not the latest of the row."
    return Section("summary", "In short", lead, tuple(blocks))


def _exposed(f: StructureFacts) -> str:
    """How much trade runs with all who restrict trade with it, powers or not; empty where none do."""
    shown = next(s for s in LINKS if s.measure == "sanctions_exposed_trade")
    e = f.last(shown.measure, None)
    if e is None or not e.value:
        return ""
    return (
        f"Trade with all states whose trade sanctions on it are in force: {figure_of(e, shown)} of goods trade in {year_of(e)} "
        f"({_range(e, shown)}). An upper bound, for most sanctions name goods."
    )


def _any(f: StructureFacts, shown: Shown) -> bool:
    return any(f.series(shown.measure, p) for p in f.powers)


def _nothing(f: StructureFacts, shown: Shown) -> bool:
    """Whether a link is there with no power: such rows tell nothing each."""
    return shown in LINKS and all((e := f.last(shown.measure, p)) is None or not e.value for p in f.powers)


def _across(f: StructureFacts, shown: Shown) -> tuple[Cell, ...]:
    found = [f.last(shown.measure, p) for p in f.powers]
    latest = max(year_of(e) for e in found if e is not None)
    cells = []
    for e in found:
        notes = [] if e is None else [_range(e, shown), str(year_of(e)) if year_of(e) != latest else ""]
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


def _dependence(f: StructureFacts, brief: bool = False) -> Section | None:
    wanted = [s for s in DEPENDENCE if _any(f, s) and not (brief and s.measure in ("export_share", "import_share"))]
    blocks = [b for s in wanted for b in _over_years(f, s)]
    lead = "A small chart for each power, all on one scale. The line is the value, the bar behind it the range; a gap is a year not known."
    return Section("dependence", "Dependence over the years", lead, tuple(blocks)) if blocks else None


def _over_years(f: StructureFacts, shown: Shown) -> list[Block]:
    points = [_point(state_name(p), e) for p in f.powers for e in f.series(shown.measure, p)]
    if len({p.year for p in points}) < 2:
        return [Heading(shown.name), Paragraph(f"{shown.says}. Known for {points[0].year} alone; the figures stand in the table above.")]
    return [Heading(shown.name), *_chart(shown.says, shown, points), *_by_whom(f, shown), _change(f, shown)]


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


def _chart(title: str, shown: Shown, points: Sequence[YearPoint], shared: bool = True) -> list[Block]:
    if len({p.year for p in points}) < 2:
        return []
    ends = "; ".join(
        f"{name}: {_value(mine[0].value, shown)} in {mine[0].year}, {_value(mine[-1].value, shown)} in {mine[-1].year}"
        for name, group in groupby(points, lambda p: p.panel)
        for mine in (list(group),)
    )
    return [Figure(Years(title, "", tuple(points), shown.percent, shared), f"{title}. {ends}.")]


def _point(panel: str, e: Estimate) -> YearPoint:
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
    return Cell(figure_of(e, shown), note=", ".join(x for x in (str(year_of(e)), _range(e, shown)) if x))


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


def _alignment(f: StructureFacts) -> Section | None:
    blocks = [b for s in ALIGNMENT if _any(f, s) for b in _over_years(f, s)]
    lead = "With whom it votes. Agreement rises where all agree, so the distance of ideal points is the better measure over time."
    return Section("alignment", "Alignment over the years", lead, tuple(blocks)) if blocks else None


def _balance(f: StructureFacts) -> Section | None:
    series = [(s, f.series(s.measure, None)) for s in BALANCE]
    points = [_point(s.name, e) for s, found in series for e in found]
    if not points:
        return None
    blocks: list[Block] = _chart(
        "Spread (number of powers), balance (0 to 1), disagreement of channels (bits)", BALANCE[0], points, shared=False
    )
    blocks.append(_balance_table(f))
    ranks = _ranks(f)
    if ranks is not None:
        blocks.append(ranks)
    lead = (
        "Spread: how many powers its ties would come to if they were even. Balance: 1 even, 0 all with one. Disagreement: whether channels"
        " lead to different powers. Our own measures, of trade, arms, investment and aid with the powers named; channels weigh the same"
        " unless told otherwise."
    )
    return Section("balance", "Balance over the years", lead, tuple(blocks))


def _balance_table(f: StructureFacts) -> Table:
    by = {s.measure: {year_of(e): e for e in f.series(s.measure, None)} for s in BALANCE}
    years = sorted({y for found in by.values() for y in found})
    chosen = years if len(years) <= 8 else [*years[:1], *years[-7:]]
    rows = []
    for year in chosen:
        found = [by[s.measure].get(year) for s in BALANCE]
        some = next(e for e in found if e is not None)
        cells = [Cell(figure_of(e, s), note=_range(e, s) if e else None) for e, s in zip(found, BALANCE, strict=True)]
        rows.append((Cell(str(year)), *cells, Cell(_channels(some))))
    columns = (Column("Year"), *(Column(s.name, numeric=True) for s in BALANCE), Column("Channels known"))
    note = f"{len(years) - len(chosen)} years between are in the chart and in the .csv." if len(chosen) < len(years) else None
    return Table("Spread, balance and disagreement, with their ranges", columns, tuple(rows), note)


def _channels(e: Estimate) -> str:
    """The channels that a measure of balance is made of."""
    return e.method.removeprefix("channels ").split(", weights")[0]


def _ranks(f: StructureFacts) -> Table | None:
    rows = []
    for p in f.powers:
        share, rank = f.last("vector_share", p), f.last("vector_rank_by_weights", p)
        if share is None or rank is None or rank.low is None or rank.high is None:
            continue
        band = f"{rank.low:.0f}" if rank.low == rank.high else f"{rank.low:.0f} to {rank.high:.0f}"
        shown = DEPENDENCE[0]
        rows.append(
            (Cell(state_name(p)), Cell(figure_of(share, shown), note=_range(share, shown)), Cell(f"{rank.value or 0:.0f}"), Cell(band))
        )
    columns = (
        Column("Power"),
        Column("Share", numeric=True),
        Column("Place", numeric=True),
        Column("Place by other weights", numeric=True),
    )
    last = max((year_of(e) for e in f.by_measure.get("vector_share", ())), default=0)
    return Table(f"Place of each power in {last}, and what the choice of weights does to it", columns, tuple(rows)) if rows else None


def _momentum(f: StructureFacts) -> Section | None:
    if not f.input.news:
        return None
    level, votes = DEPENDENCE[0], ALIGNMENT[0]
    plain = Shown("", "", "", percent=False, digits=2)
    rows = []
    for p in f.powers:
        found = [(f.last("trade_share", p), level), (f.last("vote_agreement", p), votes)]
        news = [(f.news(m, p), plain) for m in ("standing", "net_cooperation")]
        cells = [Cell(figure_of(e, s), note=", ".join(x for x in (str(year_of(e)), _range(e, s)) if x) if e else None) for e, s in found]
        cells += [Cell(figure_of(e, s), note=_range(e, s) if e and e.value is not None else None) for e, s in news]
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


def _missing(f: StructureFacts) -> Section | None:
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


def _method(f: StructureFacts) -> Section:
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


def _cite(f: StructureFacts) -> Section | None:
    if not f.used:
        return None
    rows = tuple(Statement(one_line(s.citation), lead=f"{s.dataset}, {s.version}", quote=f"Licence: {one_line(s.licence)}") for s in f.used)
    entries = list(dict.fromkeys(s.bibtex.strip() for s in f.used if s.bibtex.strip()))
    blocks: list[Block] = [Statements(rows), Heading("BibTeX"), Verbatim("\n\n".join(entries))]
    return Section("cite", "How to cite the data", None, tuple(blocks))


def _short(e: Estimate | None, shown: Shown) -> str:
    """A range that does not break in a narrow column: [17.4–21.3]."""
    within = _range(e, shown) if e is not None else ""
    return f" [{within.replace(' to ', '–').replace('%', '')}]" if within else ""


def printed(f: StructureFacts) -> str:
    """The measures in their latest year, a column for each power, as text for a terminal."""
    import pyarrow as pa

    from equipoise.show.tables import print_arrow

    shown = [s for s in (*DEPENDENCE, *ALIGNMENT, *LINKS) if _any(f, s) and not _nothing(f, s)]
    if not shown:
        return "No dataset that is loaded says anything about these years. See: equipoise ties check"
    columns: dict[str, list[str]] = {name: [] for name in ("measure", "year", *f.powers)}
    for s in shown:
        found = {p: f.last(s.measure, p) for p in f.powers}
        latest = max(year_of(e) for e in found.values() if e is not None)
        columns["measure"].append(s.name)
        columns["year"].append(str(latest))
        for p, e in found.items():
            late = f" in {year_of(e)}" if e is not None and year_of(e) != latest else ""
            columns[p].append(figure_of(e, s) + _short(e, s) + late)
    table = print_arrow(pa.table({k: pa.array(v, pa.string()) for k, v in columns.items()}))
    whole = [
        f"{s.name.lower()} {figure_of(e, s)}{_short(e, s)} in {year_of(e)}" for s in BALANCE if (e := f.last(s.measure, None)) is not None
    ]
    some = next((e for s in BALANCE if (e := f.last(s.measure, None)) is not None), None)
    lines = [table, "", *([f"Among the powers, by {_channels(some)}: {'; '.join(whole)}."] if some is not None else [])]
    lines += [line for line in [_exposed(f)] if line]
    lines.append(
        f"In brackets: ranges. {len(f.used)} datasets; what is missing: equipoise ties check {f.target}. A page: -o {f.target.lower()}.html"
    )
    return "\n".join(lines)
