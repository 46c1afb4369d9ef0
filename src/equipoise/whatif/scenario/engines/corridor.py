"""A corridor scenario. In: scenario, shelf. Out: Found: what gets through in each case, with ranges, and what holds it up."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from equipoise.store.frames import listed
from equipoise.whatif.corridor import Corridors, corridor
from equipoise.whatif.corridor.flow import Arc, largest_flow
from equipoise.whatif.corridor.interdiction import interdict
from equipoise.whatif.ranges.spread import drawn
from equipoise.whatif.scenario.data import Opened, Shelf
from equipoise.whatif.scenario.result import Found, Sheet, amount
from equipoise.words.errors import InputError
from equipoise.words.scenario import Case, CorridorQuestion, Scenario, Spread

USUAL_SD = 0.1
"""How uncertain capacities are taken to be (of the logarithm) where neither the scenario nor the network says."""
UNIT = 1e-6
"""Of the largest capacity: what drawn capacities are counted in."""
LINK = ("case", "from", "to", "route")
Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """A link of the network."""

    tail: str
    head: str
    route: str
    capacity: float
    state: str | None
    low: float | None
    high: float | None


def answer(scenario: Scenario, shelf: Shelf) -> Found:
    """Solve it. Raises InputError with the line."""
    question = cast(CorridorQuestion, scenario.question)
    opened = shelf.open(question.network, "network", ("from", "to", "route"), ("capacity",))
    rows = rows_of(opened)
    cases = question.cases if any(not (c.close or c.change) for c in question.cases) else (Case("baseline"), *question.cases)
    asked = [capacities_of(c, rows, question, shelf.file) for c in cases]
    open_network = np.array([r.capacity for r in rows])
    demand = question.demand if question.demand is not None else float(open_network[[r.tail == question.source for r in rows]].sum())
    solved = [_solve(c, a, rows, question, demand) for c, a in zip(cases, asked, strict=True)]
    flows = [f"{s.scenarios['max_flow'][0].as_py():,.10g}" for s in solved]
    spread = scenario.spread
    unit = question.unit or "units of the network"
    table = _cases_table(cases, solved, _bands(rows, cases, asked, question, demand, spread) if spread.draws else None)
    cuts = pa.concat_tables([s.cuts.filter(pc.greater(s.cuts["capacity"], 0.0)) for s in solved])
    carried = pa.concat_tables([s.flows for s in solved])
    return Found(
        sheets=(
            Sheet("cases", "What gets through", table, ("case",), "max_flow", unit, ("case", "max_flow", "lost", "lost_pct")),
            Sheet("cuts", "What holds it up: open links of a smallest cut", _renamed(cuts), LINK, "capacity", unit),
            Sheet("flows", "One way to send as much", _renamed(carried), LINK, "flow", unit),
            *_worst(question, opened.table),
            Sheet("network", "The network that was given", opened.table),
        ),
        inputs=(opened,),
        info={"demand": demand, "cases": len(cases), "draws": spread.draws, "seed": spread.seed, "flows": flows},
        says=tuple(_says(table, cuts, unit)),
        notices=tuple(_notices(scenario, rows, table, demand)),
        assumptions=_ASSUMPTIONS,
        flows=_exits(carried, question),
        baseline=_exits(solved[_first_open(cases)].flows, question),
    )


_ASSUMPTIONS = (
    "Everything goes wherever there is room, at once: no contracts, grades of oil, prices or time to turn round. "
    "What is shown is the most that could get through, not what would.",
    "A smallest cut is one set of links that holds the flow up; there may be others as small.",
)


def _worst(question: CorridorQuestion, network: pa.Table) -> tuple[Sheet, ...]:
    """Which closures hurt most, where that is asked."""
    asked = question.worst
    if asked is None:
        return ()
    columns = [c for c in ("from", "to", "route", "capacity", "state", "owner") if c in network.column_names]
    found = interdict(network.select(columns), asked.k, asked.by, question.source, question.sink, asked.protected)
    unit = question.unit or ""
    return (
        Sheet("worst", f"The closures that hurt most, by {asked.by}", found.worst, ("k",), "max_flow", unit),
        Sheet("singles", f"Each {asked.by} closed alone", found.single, ("closed",), "max_flow", unit),
    )


def rows_of(opened: Opened) -> list[Row]:
    """The links of a network, checked. Raises InputError."""
    found = []
    for r in opened.table.to_pylist():
        capacity, link = r["capacity"], f"network: link {r['from']} to {r['to']} ({r['route']})"
        if capacity is None or not np.isfinite(capacity) or capacity < 0:
            raise InputError(f"{link} needs a capacity of at least 0; {capacity} was given")
        low, high = (_number(r.get(k)) for k in ("low", "high"))
        if (low is not None and not 0 <= low <= capacity) or (high is not None and high < capacity):
            raise InputError(
                f"network: link {r['from']} to {r['to']} ({r['route']}): low, capacity and high must rise; {low}, {capacity}, {high}"
            )
        found.append(Row(str(r["from"]), str(r["to"]), str(r["route"]), float(capacity), r.get("state"), low, high))
    return found


def _number(value: object) -> float | None:
    return float(str(value)) if value not in (None, "") else None


def capacities_of(case: Case, rows: Sequence[Row], question: CorridorQuestion, file: str) -> Array:
    """What each link carries in a case: NaN where it is as it was."""
    found = np.full(len(rows), np.nan)
    where = f"{file}, line {case.line}" if case.line else file
    for change in case.change:
        for k in _meant(change.route, rows, question, where):
            found[k] = change.capacity
    for name in case.close:
        for k in _meant(name, rows, question, where):
            found[k] = 0.0
    return found


def _meant(name: str, rows: Sequence[Row], question: CorridorQuestion, where: str) -> list[int]:
    """Numbers of the links that a name means: a route, a group of routes, a node, or everything on a state's territory (state:RUS)."""
    wanted = name.casefold()
    group = next((g.members for g in question.groups if g.name.casefold() == wanted), (name,))
    routes = {m.casefold() for m in group}
    found = [k for k, r in enumerate(rows) if r.route.casefold() in routes]
    if not found:
        found = [k for k, r in enumerate(rows) if wanted in (r.tail.casefold(), r.head.casefold())]
    if not found and wanted.startswith("state:"):
        code = wanted.removeprefix("state:").strip()
        found = [k for k, r in enumerate(rows) if r.state and code in [s.strip().casefold() for s in r.state.split(";")]]
    if not found:
        states = sorted({f"state:{s.strip()}" for r in rows if r.state for s in r.state.split(";")})
        known = [*(g.name for g in question.groups), *dict.fromkeys(r.route for r in rows), *states]
        near = difflib.get_close_matches(name, known, 1, 0.5)
        hint = f" Was {near[0]!r} meant?" if near else ""
        raise InputError(f"{where}: {name!r} is no route, group, node or state of the network.{hint} Routes: {listed(known)}")
    return found


def _solve(case: Case, asked: Array, rows: Sequence[Row], question: CorridorQuestion, demand: float) -> Corridors[Any]:
    capacity = np.where(np.isnan(asked), [r.capacity for r in rows], asked)
    ends = {"from": [r.tail for r in rows], "to": [r.head for r in rows], "route": [r.route for r in rows]}
    table = pa.table({**ends, "capacity": capacity})
    return corridor(table, {case.name: []}, source=question.source, sink=question.sink, demand=demand)


def _bands(
    rows: Sequence[Row], cases: Sequence[Case], asked: Sequence[Array], question: CorridorQuestion, demand: float, spread: Spread
) -> tuple[Array, Array]:
    """What gets through, and what is lost against the first case with nothing closed, in 5, 50 and 95 % of the draws."""
    nodes = sorted({n for r in rows for n in (r.tail, r.head)})
    at = {n: k for k, n in enumerate(nodes)}
    arcs = [Arc(at[r.tail], at[r.head]) for r in rows]
    source, sink = at[question.source], at[question.sink]
    base = np.array([r.capacity for r in rows])
    unit = max(float(base.max()), demand, 1e-12) * UNIT
    routes = list(dict.fromkeys(r.route for r in rows))
    random = np.random.default_rng(spread.seed)
    factors = np.stack([_factors(rows, routes, spread, random.standard_normal(len(routes))) for _ in range(spread.draws)])
    found = np.empty((spread.draws, len(cases)))
    for draw, factor in enumerate(factors):
        for k, change in enumerate(asked):
            capacity = np.where(np.isnan(change), base * factor, np.where(change > 0, change * factor, 0.0))
            whole = [int(c) for c in np.round(capacity / unit)]
            found[draw, k] = largest_flow(len(nodes), arcs, whole, source, sink, round(demand / unit)).value * unit
    lost = found[:, [_first_open(cases)]] - found
    return np.percentile(found, [5, 50, 95], axis=0), np.percentile(lost, [5, 50, 95], axis=0)


def _factors(rows: Sequence[Row], routes: Sequence[str], spread: Spread, normal: Array) -> Array:
    """What capacities are multiplied by in a draw; the links of a route go together."""
    sd = spread.capacity_sd if spread.capacity_sd is not None else 0.0 if any(r.low or r.high for r in rows) else USUAL_SD
    found = np.ones(len(rows))
    for k, r in enumerate(rows):
        z = normal[routes.index(r.route)]
        if r.low is None and r.high is None:
            found[k] = np.exp(sd * z)
        elif r.capacity > 0:
            low, high = r.low if r.low is not None else r.capacity, r.high if r.high is not None else r.capacity
            low = max(low, r.capacity * 1e-6)
            found[k] = drawn(np.float64(r.capacity), np.float64(low), np.float64(high), np.array([z]))[0] / r.capacity
    return found


def _first_open(cases: Sequence[Case]) -> int:
    return next(k for k, c in enumerate(cases) if not (c.close or c.change))


def _cases_table(cases: Sequence[Case], solved: Sequence[Corridors[Any]], bands: tuple[Array, Array] | None) -> pa.Table:
    flow = [s.scenarios["max_flow"][0].as_py() for s in solved]
    unmet = [s.scenarios["unmet"][0].as_py() for s in solved]
    open_flow = flow[_first_open(cases)]
    columns: dict[str, object] = {"case": [c.name for c in cases], "max_flow": flow}
    if bands is not None:
        columns |= dict(zip(("p05", "p50", "p95"), bands[0], strict=True))
    columns["lost"] = [open_flow - f for f in flow]
    if bands is not None:
        columns |= dict(zip(("lost_p05", "lost_p50", "lost_p95"), bands[1], strict=True))
    columns["lost_pct"] = [100 * (open_flow - f) / open_flow if open_flow else None for f in flow]
    columns["unmet"] = unmet
    columns["closed"] = [", ".join(c.close) for c in cases]
    columns["changed"] = [", ".join(f"{x.route} {x.capacity:g}" for x in c.change) for c in cases]
    return pa.table(columns)


def _renamed(table: pa.Table) -> pa.Table:
    return table.rename_columns(["case" if c == "scenario" else c for c in table.column_names])


def _exits(flows: pa.Table, question: CorridorQuestion) -> pa.Table:
    """What reaches the sink, by the last place before it: exporter is the source."""
    rows = [r for r in flows.to_pylist() if r["to"] == question.sink and r["flow"] > 0]
    return pa.table(
        {
            "exporter": pa.array([question.source] * len(rows), pa.string()),
            "importer": pa.array([r["from"] for r in rows], pa.string()),
            "value": pa.array([r["flow"] for r in rows], pa.float64()),
            "case": pa.array([r["scenario"] for r in rows], pa.string()),
        }
    )


def _says(table: pa.Table, cuts: pa.Table, unit: str) -> Iterator[str]:
    for row in table.to_pylist():
        if not row["closed"] and not row["changed"]:
            yield f"{row['case']}: {amount(row['max_flow'])} {unit} get through."
            continue
        band = f" ({amount(row['p05'])} to {amount(row['p95'])})" if "p05" in row else ""
        share = f", {row['lost_pct']:.0f} % less" if row["lost_pct"] and row["lost_pct"] > 0.5 else ""
        held = list(dict.fromkeys(c["route"] for c in cuts.to_pylist() if c["scenario"] == row["case"] and c["capacity"] > 0))
        by = f"; held up by {', '.join(held)}" if held and row["unmet"] else ""
        yield f"{row['case']}: {amount(row['max_flow'])} {unit}{band}{share}{by}."


def _notices(scenario: Scenario, rows: Sequence[Row], table: pa.Table, demand: float) -> Iterator[str]:
    if scenario.spread.draws and not scenario.spread.given and not any(r.low or r.high for r in rows):
        yield (
            "The scenario does not say how uncertain capacities are. "
            f"Taken: {USUAL_SD:.0%} (standard deviation), the links of a route together."
        )
    for row in table.to_pylist():
        if row["max_flow"] == 0 and demand > 0:
            yield f"{row['case']}: nothing gets from source to sink; nothing open connects them."
