"""A trade scenario. In: scenario, shelf. Out: Found: who loses what, with ranges, by every closure, and the flows after it."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Sequence
from typing import Any, cast

import pyarrow as pa
import pyarrow.compute as pc

from equipoise.reference.states import state_name
from equipoise.store.frames import listed
from equipoise.whatif.ranges import trade_ranges
from equipoise.whatif.scenario.data import Opened, Shelf
from equipoise.whatif.scenario.parties import Parties
from equipoise.whatif.scenario.result import Found, Sheet
from equipoise.whatif.trade import trade, trade_sensitivity
from equipoise.whatif.world_matrix import WorldMatrix, world_matrix
from equipoise.words.errors import InputError
from equipoise.words.scenario import Range, Scenario, Shock, Spread, TradeQuestion

CUT = -50.0
"""Log change of a flow that is cut off."""
USUAL_FACTOR, USUAL_FLOW_SD = 1.5, 0.1
"""How uncertain the elasticity and flows are taken to be where a scenario does not say."""
SMALL = 0.005
"""Percent below which a change is shown as 0.00 and not told."""
SHOWN = ("welfare_pct", "output_pct", "price_pct", "exports_pct", "imports_pct")
MOST_FLOW_DRAWS = 20_000_000
"""Draws times pairs up to which flows get ranges: 80 MB."""


def answer(scenario: Scenario, shelf: Shelf) -> Found:
    """Solve it. Raises InputError with the line; ConvergenceError where there is no equilibrium."""
    question = cast(TradeQuestion, scenario.question)
    flows, inputs, domestic = world(question, shelf)
    names = sorted({str(x) for c in ("exporter", "importer") for x in pc.unique(flows[c]).to_pylist()})
    spread, elasticity = doubt(scenario.spread, question.elasticity)
    shock = _shock_table(question, Parties(shelf.file, names, question.groups), elasticity.central)
    solved = trade(flows, shock, elasticity.central, question.closure, question.psi, question.reference)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", UserWarning)
        sheets, info = _sheets(question, flows, shock, solved, spread, elasticity, domestic)
    return Found(
        sheets=sheets,
        inputs=inputs,
        info={**solved.info, "elasticity": [elasticity.low, elasticity.central, elasticity.high], **info},
        says=tuple(says_welfare(sheets[0].table)),
        notices=(*_notices(scenario, question, solved, sheets, elasticity, domestic), *(str(w.message) for w in said)),
        assumptions=_ASSUMPTIONS,
        flows=_ties(solved.flows, "value_new"),
        baseline=_ties(solved.flows, "value"),
    )


_ASSUMPTIONS = (
    "One sector: oil and cars are one good, so that what cannot be replaced quickly looks as easy to replace as the rest. "
    "A cut in a narrow, vital good costs more than is said here.",
    "Years, not weeks: prices and suppliers have had time to settle. Labour and capital stay in their country.",
    "The elasticity decides most: the range shows how much.",
)


def world(
    question: TradeQuestion, shelf: Shelf, keep: Sequence[str] = ()
) -> tuple[pa.Table, tuple[Opened, ...], WorldMatrix[pa.Table] | None]:
    """The flows; with ``gdp`` domestic ones are imputed, and small countries merged but those of the question and of ``keep``."""
    flows = shelf.open(question.flows, "flows", ("exporter", "importer"), ("value",))
    if question.gdp is None:
        return flows.table, (flows,), None
    gdp = shelf.open(question.gdp, "gdp", ("country",), ("gdp",))
    named = {name for s in question.shocks for name in (*s.exporters, *s.importers)} | {m for g in question.groups for m in g.members}
    kept = sorted({*question.keep, *((named | set(keep)) & set(gdp.table["country"].to_pylist()))})
    imputed = world_matrix(flows.table, gdp.table, keep=kept or None, scope=question.scope)
    return imputed.flows, (flows, gdp), imputed


def doubt(spread: Spread, elasticity: Range) -> tuple[Spread, Range]:
    """What is uncertain; usual values where the scenario says nothing."""
    if spread.given or not elasticity.known:
        return spread, elasticity
    central = elasticity.central
    usual = Range(central / USUAL_FACTOR, central, central * USUAL_FACTOR)
    return Spread(False, spread.draws, spread.seed, flow_sd=USUAL_FLOW_SD, hold=spread.hold), usual


def _shock_table(question: TradeQuestion, parties: Parties, theta: float) -> pa.Table:
    seen: dict[tuple[str, str], int] = {}
    rows = []
    for shock in question.shocks:
        change = log_change(shock, theta)
        for pair in parties.pairs(shock):
            if pair in seen:
                where = f"{parties.file}, line {shock.line}"
                raise InputError(f"{where}: trade from {pair[0]} to {pair[1]} is changed twice; the first time in line {seen[pair]}")
            seen[pair] = shock.line
            rows.append((*pair, change))
    return pa.table(
        {
            "exporter": pa.array([r[0] for r in rows], pa.string()),
            "importer": pa.array([r[1] for r in rows], pa.string()),
            "log_change": pa.array([r[2] for r in rows], pa.float64()),
        }
    )


def log_change(shock: Shock, theta: float) -> float:
    """The shock as a change of the logarithm of the flow at given prices."""
    if shock.cut:
        return CUT
    if shock.flow_percent is not None:
        return math.log1p(shock.flow_percent / 100)
    if shock.cost_percent is not None:
        return -theta * math.log1p(shock.cost_percent / 100)
    return cast(float, shock.log_change)


def _sheets(
    question: TradeQuestion,
    flows: pa.Table,
    shock: pa.Table,
    solved: Any,
    spread: Spread,
    elasticity: Range,
    imputed: WorldMatrix[pa.Table] | None,
) -> tuple[tuple[Sheet, ...], dict[str, Any]]:
    unit = question.unit or "money"
    every = Sheet("measures", "All measures of each country", solved.countries, ("country",))
    compared = trade_sensitivity(flows, shock, elasticity.central, question.psi)
    closures = Sheet("closures", "Welfare by closure and by measure", compared.measures, ("country", "closure"), "welfare_pct", "percent")
    signs = Sheet("signs", "Lowest and highest figure, and whether the sign hangs on the choice", compared.countries, ("country",))
    if not spread.draws:
        head = Sheet("welfare", "Change of welfare", headline(solved.countries, SHOWN), ("country",), "welfare_pct", "percent")
        return (head, every, closures, signs, _after(solved.flows, unit)), {"draws": 0}
    domestic: object = None if imputed is None else imputed.ranges
    if spread.domestic is not None:
        domestic = (spread.domestic.low, spread.domestic.central, spread.domestic.high)
    ranges = trade_ranges(
        flows,
        shock,
        spread.draws,
        spread.seed,
        (elasticity.low, elasticity.central, elasticity.high),
        spread.flow_sd or 0.0,
        domestic,
        question.closure,
        question.psi,
        spread.hold,
        with_flows=spread.draws * solved.flows.num_rows <= MOST_FLOW_DRAWS,
    )
    table = headline(solved.countries, SHOWN, ranges.countries)
    head = Sheet("welfare", "Change of welfare", table, ("country",), "welfare_pct", "percent", ("country", *SHOWN))
    after = _after(ranges.flows if ranges.flows.num_rows else solved.flows, unit)
    bands = Sheet("ranges", "All measures with their ranges", ranges.countries, ("country", "measure"), "central", "percent; shares 0 to 1")
    return (head, every, bands, closures, signs, after), {
        k: ranges.info[k] for k in ("draws", "failed", "seed", "flow_sd", "domestic", "hold")
    }


def headline(countries: pa.Table, shown: Sequence[str], ranges: pa.Table | None = None) -> pa.Table:
    """Country and the measures ``shown``, each with its range: p05, p50, p95 for the first, else with its name before. The largest losers
    first."""
    columns: dict[str, Any] = {"country": countries["country"]}
    for measure in shown:
        columns[measure] = countries[measure]
        found = {} if ranges is None else {r["country"]: r for r in ranges.filter(pc.equal(ranges["measure"], measure)).to_pylist()}
        if found:
            before = "" if measure == shown[0] else f"{measure}_"
            points = {p: [found[c][p] for c in countries["country"].to_pylist()] for p in ("p05", "p50", "p95")}
            columns |= {f"{before}{p}": pa.array(values, pa.float64()) for p, values in points.items()}
    return pa.table(columns).sort_by([(shown[0], "ascending"), ("country", "ascending")])


def _after(flows: pa.Table, unit: str) -> Sheet:
    """Flows with the change in percent; between countries first, what changes most in money first."""
    before, after = flows["value"], flows["value_new"]
    change = pc.subtract(after, before)
    table = flows.append_column("change", change)
    share = pc.if_else(pc.greater(before, 0), pc.multiply(pc.divide(change, pc.if_else(pc.greater(before, 0), before, 1.0)), 100.0), None)
    own = pc.equal(flows["exporter"], flows["importer"])
    table = table.append_column("change_pct", share).append_column("size", pc.abs(change)).append_column("own", own)
    order = [("own", "ascending"), ("size", "descending"), ("exporter", "ascending"), ("importer", "ascending")]
    moved = table.take(pc.sort_indices(table, sort_keys=order)).drop_columns(["size", "own"])
    brief = ("exporter", "importer", "value", "value_new", "change", "change_pct")
    return Sheet("flows", f"Flows before and after, {unit}", moved, ("exporter", "importer"), "value_new", unit, brief)


def _ties(flows: pa.Table, value: str) -> pa.Table:
    return pa.table(
        {
            "exporter": flows["exporter"],
            "importer": flows["importer"],
            "value": flows[value],
            "case": pa.array([""] * flows.num_rows, pa.string()),
        }
    )


def says_welfare(table: pa.Table) -> Iterator[str]:
    """Who loses and gains most, in words."""
    rows = table.to_pylist()
    losers = [r for r in rows if r["welfare_pct"] <= -SMALL]
    winners = [r for r in reversed(rows) if r["welfare_pct"] >= SMALL]
    if losers:
        yield "Loses most: " + "; ".join(_said(r) for r in losers[:3]) + "."
    if winners:
        yield "Gains most: " + "; ".join(_said(r) for r in winners[:3]) + "."
    if not losers and not winners:
        yield "Nobody's welfare changes by as much as 0.01 percent."


def _said(row: dict[str, Any]) -> str:
    band = f" ({_signed(row['p05'])} to {_signed(row['p95'])})" if row.get("p05") is not None else ""
    return f"{state_name(row['country'])} {_signed(row['welfare_pct'])} %{band}"


def _signed(value: float) -> str:
    """Two decimals with a true minus; 0 has no sign."""
    rounded = round(value, 2) + 0.0
    return f"{rounded:+.2f}".replace("-", "−") if rounded else "0.00"


def _notices(
    scenario: Scenario, question: TradeQuestion, solved: Any, sheets: tuple[Sheet, ...], elasticity: Range, imputed: Any
) -> Iterator[str]:
    if scenario.spread.draws and not scenario.spread.given and question.elasticity.known:
        yield (
            "The scenario does not say how uncertain its inputs are. "
            f"Taken: elasticity {elasticity.low:.3g} to {elasticity.high:.3g}, each flow {USUAL_FLOW_SD:.0%} (standard deviation)."
        )
    if solved.info["absent_pairs"]:
        yield f"{solved.info['absent_pairs']:,} pairs have no flow in the data; they count as 0 before and after."
    if solved.info["shocks_without_flow"]:
        yield f"{solved.info['shocks_without_flow']:,} of the shocks are on pairs that do not trade; they change nothing."
    if imputed is not None:
        info = imputed.info
        yield (
            "What countries sell at home is imputed from GDP (docs/methods/world-matrix.md); it is "
            f"{info['imputed_share']:.0%} of world spending. "
            f"There are {info['countries']} countries; small ones are in the rest of the world."
        )
    signs = next(s for s in sheets if s.name == "signs").table
    turning = [r["country"] for r in signs.to_pylist() if min(-r["lowest_pct"], r["highest_pct"]) >= SMALL]
    if turning:
        yield f"Whether they gain or lose hangs on the closure or the measure of welfare: {listed(turning)}. See the table of closures."
