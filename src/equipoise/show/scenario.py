"""A what-if result as a page. In: ScenarioResult and the evidence that a project has for its sources. Out: sections of page.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from equipoise.reference.states import state_name
from equipoise.show.page import Block, Cell, Column, Figure, Heading, Paragraph, RangeRow, Ranges, Section, Statement, Statements, Table
from equipoise.show.safe import one_line
from equipoise.show.scenario_words import (
    POINTS_SAID,
    cell,
    doubt_said,
    is_point,
    item_said,
    label,
    names_said,
    points_said,
    shock_said,
    value_said,
)
from equipoise.whatif.scenario.result import ScenarioResult, Sheet, plain
from equipoise.words.scenario import Engine, SourceKind, SourceRef

MOST_ROWS, MOST_TURNS, MOST_BARS = 25, 12, 20
ALONE = "position"
"""What the one dimension of a bargain is called that names none; it is not shown."""
METHODS = {
    Engine.TRADE: ("trade.md", "uncertainty.md"),
    Engine.SECTORS: ("sectors.md", "uncertainty.md"),
    Engine.CORRIDOR: ("corridors.md",),
    Engine.BARGAIN: ("bargaining.md",),
}
_KIND = {Engine.TRADE: "trade", Engine.SECTORS: "trade by sector", Engine.CORRIDOR: "corridors", Engine.BARGAIN: "bargaining"}
_SHOWN = {
    Engine.TRADE: ("welfare", "signs", "flows"),
    Engine.SECTORS: ("welfare", "shocks"),
    Engine.CORRIDOR: ("cases", "cuts", "worst", "singles", "network"),
    Engine.BARGAIN: ("outcome", "actors", "influence", "influence_ranges", "challenges", "given"),
}
"""Tables on the page, in this order; all of them are in .json, and the first in .csv."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a project has for a source: where it stands, and the quoted words."""

    where: str
    quote: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ScenarioView:
    """A result, ready to show."""

    title: str
    kind: str
    subtitle: str
    sections: tuple[Section, ...]
    version: str
    hash: str


def view_result(result: ScenarioResult, evidence: Mapping[str, Sequence[Evidence]] | None = None) -> ScenarioView:
    """The page of a result. ``evidence``: by the name of a source. The same result gives the same page."""
    parts = (_comes(result), _sure(result), _why(result), _asked(result), _sources(result, evidence or {}), _made(result))
    return ScenarioView(
        title=one_line(result.scenario.title),
        kind=f"What if: {_KIND[result.scenario.engine]}",
        subtitle=_deed(result),
        sections=tuple(s for s in parts if s is not None),
        version=result.version,
        hash=result.hash,
    )


def _deed(result: ScenarioResult) -> str:
    d = result.scenario.deed
    who, whom = (", ".join(one_line(state_name(name)) for name in names) for names in (d.who, d.whom))
    said = " ".join(x for x in (who, one_line(d.does or ""), whom) if x)
    since = f"from {d.since}" if d.since else ""
    return ", ".join(x for x in (said, since) if x) or "No deed is given"


def _comes(result: ScenarioResult) -> Section:
    head = result.headline
    blocks: list[Block] = [Statements(tuple(Statement(one_line(s)) for s in result.says))]
    blocks += _chart(result)
    blocks.append(sheet_table(head))
    draws = result.info.get("draws")
    lead = "No ranges were asked for."
    if draws:
        lead = (
            f"{POINTS_SAID} of {draws:,} draws of what is uncertain. Charts: a dot for the figure, a band from 5 to 95 %, a tick at 50 %."
        )
    return Section("result", "What comes of it", lead, tuple(blocks))


def _chart(result: ScenarioResult) -> Iterator[Figure]:
    sheet = result.sheet("actors") if result.scenario.engine is Engine.BARGAIN else result.headline
    if not sheet.has_range or sheet.value is None:
        return
    rows = [r for r in sheet.table.to_pylist() if all(r[c] is not None for c in (sheet.value, "p05", "p95"))]
    if result.scenario.engine in (Engine.TRADE, Engine.SECTORS):
        rows = sorted(sorted(rows, key=lambda r: -abs(r[str(sheet.value)]))[:MOST_BARS], key=lambda r: r[str(sheet.value)])
    rows = rows[:MOST_BARS]
    if not rows:
        return
    bars = tuple(RangeRow(_key(r, sheet), r[sheet.value], r["p05"], r["p95"], r["p50"]) for r in rows)
    title = "Where each actor ends" if sheet.name == "actors" else sheet.title
    chart = Ranges(f"{title}, with its range", _axis(sheet), bars, _domain(result, bars))
    worst = max(bars, key=lambda b: abs(b.value))
    says = f"{sheet.title}: a dot for each of {len(bars)}, its range from 5 to 95 % of the draws, a tick at their median."
    yield Figure(chart, f"{says} The largest figure is {worst.label}, {cell(worst.value)}.")


def _axis(sheet: Sheet) -> str:
    name = label(str(sheet.value), sheet.name)
    return name if not sheet.unit or name.endswith("%") else f"{name} ({sheet.unit})"


def _key(row: Mapping[str, Any], sheet: Sheet) -> str:
    names = [cell(row[k], k) for k in sheet.keys]
    return ", ".join(n for k, n in zip(sheet.keys, names, strict=True) if k != "dimension" or n != ALONE)


def _domain(result: ScenarioResult, bars: Sequence[RangeRow]) -> tuple[float, float]:
    low, high = min(min(b.low, b.value) for b in bars), max(max(b.high, b.value) for b in bars)
    if result.scenario.engine is Engine.BARGAIN:
        return (0.0, 100.0) if low >= 0 and high <= 100 else (low, high)
    if result.scenario.engine is Engine.CORRIDOR:
        return 0.0, 1.05 * high or 1.0
    room = 0.06 * (max(high, 0) - min(low, 0)) or 1.0
    return min(low, 0) - room, max(high, 0) + room


def _sure(result: ScenarioResult) -> Section | None:
    if result.scenario.engine is Engine.TRADE:
        blocks: list[Block] = [_closures(result), sheet_table(result.sheet("signs"))]
        lead = "What a country loses hangs on what is held fixed, and on what counts as welfare; both are choices."
        return Section("choices", "By other assumptions", lead, tuple(blocks))
    if result.scenario.engine is Engine.BARGAIN and any(s.name == "turns" for s in result.sheets):
        lead = "The mean position, weighted by capability and salience. A bargain that ended earlier stays where it ended."
        return Section("turns", "Turn by turn", lead, (*_turns_chart(_played(result)), sheet_table(_played(result), MOST_TURNS)))
    return None


def _turns_chart(sheet: Sheet) -> Iterator[Figure]:
    """A band for each turn, where there is one dimension."""
    rows = [r for r in sheet.table.slice(0, MOST_TURNS).to_pylist() if r["value"] is not None and r["p05"] is not None]
    if len({r["dimension"] for r in rows}) != 1:
        return
    bars = tuple(RangeRow(f"turn {r['turn']}", r["value"], r["p05"], r["p95"], r["p50"]) for r in rows)
    low, high = min(min(b.low, b.value) for b in bars), max(max(b.high, b.value) for b in bars)
    domain = (0.0, 100.0) if low >= 0 and high <= 100 else (low, high)
    ends = f"from {cell(bars[0].value)} to {cell(bars[-1].value)} in {len(bars) - 1} turns"
    says = f"The mean position goes {ends} (dots; bands from 5 to 95 % of the draws, ticks at the median)."
    yield Figure(Ranges("Mean position, turn by turn, with its range", "Mean position", bars, domain), says)


def _played(result: ScenarioResult) -> Sheet:
    """The turns as far as the bargain without any draws went."""
    sheet = result.sheet("turns")
    rows = sheet.table.num_rows // max(1, len(set(sheet.table["turn"].to_pylist()))) * (int(result.info["turns"]) + 1)
    return replace(sheet, table=sheet.table.slice(0, rows))


def _closures(result: ScenarioResult) -> Table:
    """A row a country, a column a closure: welfare."""
    rows = result.sheet("closures").table.to_pylist()
    closures = list(dict.fromkeys(r["closure"] for r in rows))
    found = {(r["country"], r["closure"]): r["welfare_pct"] for r in rows}
    order = [r["country"] for r in result.headline.table.to_pylist()]
    lines = tuple((Cell(cell(c, "country")), *(Cell(cell(found.get((c, k)), "welfare_pct")) for k in closures)) for c in order[:MOST_ROWS])
    columns = (Column("Country"), *(Column(f"{k.capitalize()}, %", numeric=True) for k in closures))
    return Table("Welfare by closure", columns, lines, _rest(len(order)))


def _why(result: ScenarioResult) -> Section | None:
    first, *others = _SHOWN[result.scenario.engine]
    names = {s.name for s in result.sheets} - {"signs", first}
    blocks = tuple(sheet_table(result.sheet(n)) for n in others if n in names)
    title = {
        Engine.TRADE: "Which flows change most",
        Engine.SECTORS: "What was changed",
        Engine.CORRIDOR: "What holds it up",
        Engine.BARGAIN: "Who moves whom, and why",
    }
    return Section("why", title[result.scenario.engine], None, blocks) if blocks else None


def _asked(result: ScenarioResult) -> Section:
    asked = [Statement(one_line(text), lead=name) for name, text in _question(result)]
    blocks: list[Block] = [Statements(tuple(asked))]
    if result.notices:
        blocks += [Heading("What to know"), Statements(tuple(Statement(one_line(n)) for n in result.notices))]
    blocks += [Heading("What the figures rest on"), Statements(tuple(Statement(one_line(a)) for a in result.assumptions))]
    if result.scenario.notes:
        blocks += [Heading("Notes of the scenario"), Paragraph(one_line(result.scenario.notes))]
    return Section("asked", "What was asked, and on what assumptions", None, tuple(blocks))


def _question(result: ScenarioResult) -> Iterator[tuple[str, str]]:
    question = plain(result.scenario.question)
    for key, value in question.items():
        if key == "shocks":
            for n, shock in enumerate(value, 1):
                yield f"Shock {n}", shock_said(shock)
        elif key in ("cases", "groups"):
            for item in value:
                yield f"{key[:-1].capitalize()} “{item['name']}”", item_said(item)
        elif key == "worst" and value:
            spared = f"; {names_said(value['protected'])} left out" if value["protected"] else ""
            yield "Worst closures", f"Which {value['k']} of each {value['by']} hurt most when closed at once{spared}."
        elif key not in ("flows", "network", "actors", "technology") and value not in (None, [], ""):
            yield label(key), value_said(value)
    spread = {k: v for k, v in plain(result.scenario.spread).items() if v is not None and k not in ("given", "draws", "seed")}
    if result.info.get("draws"):
        yield "Draws", f"{result.info['draws']:,}, seed {result.info.get('seed', 0)}"
    if result.scenario.spread.given and spread:
        yield "Uncertain", "; ".join(doubt_said(k, v) for k, v in spread.items() if k != "hold")


def _sources(result: ScenarioResult, evidence: Mapping[str, Sequence[Evidence]]) -> Section | None:
    if not result.scenario.sources:
        return None
    rows = tuple(_source(s, evidence.get(s.name, ())) for s in result.scenario.sources)
    missing = [
        s for s in result.scenario.sources if s.kind in (SourceKind.EVENT, SourceKind.MENTION, SourceKind.CLAIM) and s.name not in evidence
    ]
    blocks: list[Block] = [Table("Given with the scenario", (Column("Source"), Column("What is taken from it")), rows)]
    if missing:
        blocks.append(Paragraph("Ids of a project’s ledger are shown with their sentences when the project is given."))
    return Section("sources", "Sources", None, tuple(blocks))


def _source(source: SourceRef, found: Sequence[Evidence]) -> tuple[Cell, Cell]:
    name = one_line(source.name)
    href = source.name if source.kind is SourceKind.URL else None
    kind = "" if source.kind in (SourceKind.URL, SourceKind.TEXT) else f"{source.kind.value.capitalize()} "
    quotes = " ".join(f"“{one_line(e.quote)}” ({one_line(e.where)})" for e in found)
    return Cell(f"{kind}{name}", href=href), Cell(" ".join(x for x in (one_line(source.note or ""), quotes) if x) or "–")


def _made(result: ScenarioResult) -> Section:
    inputs = tuple((Cell(one_line(i.name)), Cell(one_line(i.source)), Cell(f"{i.rows:,}"), Cell(i.digest[:16])) for i in result.inputs)
    pages = ", ".join(f"docs/methods/{page}" for page in METHODS[result.scenario.engine])
    said = (
        Statement(f"{result.hash}: the same for the same question, data and version.", lead="Hash"),
        Statement(f"Equipoise {result.version}; engine {result.scenario.engine.value}.", lead="Version"),
        Statement(f"{pages}: formulas, sources, checks against other programs, limits.", lead="Method"),
        *(Statement(value_said(result.info[k]), lead=name) for k, name in _CHECKS.items() if result.info.get(k) is not None),
    )
    table = Table("Data", (Column("Table"), Column("From"), Column("Rows", numeric=True), Column("SHA-256, first digits")), inputs)
    return Section("made", "How it was made", None, (Statements(said), table))


_CHECKS = {"residual": "Market-clearing error", "acr_error": "Error of the ACR identity", "settled": "Movement ceased", "turns": "Turns"}


def sheet_table(sheet: Sheet, most: int = MOST_ROWS) -> Table:
    """A sheet as a table of the page: ranges stand under their value, long tables are cut."""
    alone = "dimension" in sheet.table.column_names and set(sheet.table["dimension"].to_pylist()) == {ALONE}
    hidden = {"dimension"} if alone and len(sheet.keys) != 1 else set()
    names = [c for c in sheet.table.column_names if c not in hidden and not is_point(c)]
    rows = sheet.table.slice(0, most).to_pylist()
    columns = tuple(Column(label(c, sheet.name), numeric=c not in sheet.keys and _is_number(sheet, c)) for c in names)
    lines = tuple(tuple(_cell(row, c, sheet) for c in names) for row in rows)
    return Table(sheet.title, columns, lines, _rest(sheet.table.num_rows, most))


def _cell(row: Mapping[str, Any], column: str, sheet: Sheet) -> Cell:
    return Cell(cell(row[column], column), note=points_said(row, column, sheet))


def _is_number(sheet: Sheet, column: str) -> bool:
    import pyarrow as pa

    kind = sheet.table.schema.field(column).type
    return bool(pa.types.is_floating(kind) or pa.types.is_integer(kind))


def _rest(rows: int, most: int = MOST_ROWS) -> str | None:
    return f"{rows - most:,} more rows of {rows:,}. All of them: -o result.json" if rows > most else None
