"""The cheapest capacity to add. In: a network, what can be built at what cost, closures to be ready for. Out: what to build, what it saves.

One program over all closures at once: capacity that is added serves in each of them (a two-stage robust design). With a budget it lowers
the worst unmet demand as far as the money goes, then spends no more than that takes; with a bound on unmet demand it finds the least cost.
Costs a unit make it a linear program, fixed costs of building at all a mixed-integer one; HiGHS solves both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic

import numpy as np
import pyarrow as pa
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import coo_array

from equipoise.store.frames import FrameT, codes, give_back, listed, number, numbers, open_table, refuse_twice
from equipoise.whatif.corridor.links import Floats, Links, columns_of, exact_flow, read_closures, read_links
from equipoise.words.errors import ConvergenceError, InputError

SECONDS = 60.0
TINY = 1e-9
"""Of the demand: differences that are the solver's rounding."""
SIZE = 1000.0
"""What the demand counts as in the programs, whose tolerances are absolute."""
SLACK = (0.0, 1e-9, 1e-8, 1e-7)
"""Of the demand: what the second program may give up of what the first one reached, the least that the solver takes."""


@dataclass(frozen=True, slots=True)
class Expansion(Generic[FrameT]):
    """Amounts have the unit of the capacities, costs that of the options."""

    additions: FrameT
    """route, added, cost: what is built, the dearest first."""
    scenarios: FrameT
    """scenario, demand, flow_before, unmet_before, flow_after, unmet_after."""
    info: dict[str, Any]
    """cost (of all that is built), worst_before, worst_after: unmet demand in the worst scenario."""


@dataclass(frozen=True, slots=True)
class _Options:
    """What can be built: for each, the links that it widens, cost a unit, fixed cost, the most that can be added."""

    routes: tuple[str, ...]
    links: tuple[tuple[int, ...], ...]
    cost: Floats
    fixed: Floats
    most: Floats


def expand(
    network: FrameT,
    options: object,
    closures: Mapping[str, Sequence[str]] | None = None,
    *,
    budget: float | None = None,
    unmet: float | None = None,
    demand: float | None = None,
    source: str = "S",
    sink: str = "T",
) -> Expansion[FrameT]:
    """What to build so that the worst of the closures takes least.

    ``options``: route, cost (a unit of capacity added to each link of the route), optional fixed (cost of building at all), optional most
    (the most that can be added; empty: as much as the demand). ``closures``: scenario -> names as in ``transport``; what a scenario closes
    stays closed, widened or not. Either ``budget``: the most that may be spent; or ``unmet``: the demand that may stay unmet in any
    scenario. ``demand``: None: what leaves the source with nothing closed. Raises InputError; ConvergenceError where no budget would do.
    """
    links = read_links(network)
    if (budget is None) == (unmet is None):
        raise InputError("expand needs either budget= or unmet=")
    start, end = links.node(source, "source"), links.node(sink, "sink")
    if start == end:
        raise InputError(f"source and sink must be two nodes; both are {source!r}")
    scenarios = read_closures(links, closures)
    leaving = float(links.capacity[links.tail == start].sum())
    wanted = leaving if demand is None else number(demand, "demand", low=0)
    built = _options(options, links, wanted)
    unit = wanted / SIZE if wanted else 1.0
    in_units = replace(built, cost=built.cost * unit, most=built.most / unit)
    program = _Program(replace(links, capacity=links.capacity / unit), scenarios, in_units, start, end, wanted / unit)
    if unmet is not None:
        found = program.cheapest(number(unmet, "unmet", low=0) / unit)
    else:
        money = number(budget, "budget", low=0)
        found = program.cheapest_as_good(program.least_worst(money), money)
    added = np.array([_plain(a, TINY * wanted) for a in found * unit])
    before, after = (_flows(links, scenarios, built, a, start, end, wanted) for a in (np.zeros(len(added)), added))
    return _tables(scenarios, built, added, before, after, wanted, network)


def _plain(value: float, tolerance: float) -> float:
    """The shortest decimal that the solver could not tell from a value: 2.8 for 2.8000000004."""
    return next((r for d in range(12) if abs((r := round(value, d)) - value) <= tolerance), value)


def _flows(
    links: Links, scenarios: Mapping[str, frozenset[int]], built: _Options, added: Floats, start: int, end: int, wanted: float
) -> Floats:
    """The largest flow of each scenario with so much added, exactly."""
    wider = links.capacity.copy()
    for amount, those in zip(added, built.links, strict=True):
        wider[list(those)] += amount
    found = []
    for shut in scenarios.values():
        there = wider.copy()
        there[sorted(shut)] = 0.0
        found.append(exact_flow(links, there, start, end, wanted)[0])
    return np.array(found)


def _options(frame: object, links: Links, wanted: float) -> _Options:
    there = columns_of(frame)
    optional = [c for c in ("fixed", "most") if c in there]
    rows = open_table(frame, ("route", "cost", *optional), "options")
    route = codes(rows, "route", "options")
    refuse_twice((route,), ("route",), "options")
    if unknown := [r for r in route.names if ("route", r) not in links.closes]:
        raise InputError(f"options: no route {listed(unknown)} in the network. What is to be built stands there with capacity 0")
    order = np.argsort(route.at, kind="stable")
    cost = numbers(rows, "cost", "options", low=0)[order]
    fixed = np.nan_to_num(numbers(rows, "fixed", "options", low=0, null=True))[order] if "fixed" in optional else np.zeros(len(cost))
    most = numbers(rows, "most", "options", low=0, null=True)[order] if "most" in optional else np.full(len(cost), np.nan)
    places = tuple(tuple(sorted(links.closes["route", r])) for r in route.names)
    return _Options(route.names, places, cost, fixed, np.where(np.isnan(most), wanted, most))


@dataclass(frozen=True)
class _Program:
    """Variables, in this order: flow of each scenario on each link; unmet of each scenario; the worst unmet; added; built or not."""

    links: Links
    scenarios: Mapping[str, frozenset[int]]
    options: _Options
    start: int
    end: int
    wanted: float

    @property
    def _sizes(self) -> tuple[int, int, int]:
        return len(self.scenarios), len(self.links), len(self.options.routes)

    def least_worst(self, money: float) -> float:
        """The least that the worst scenario leaves unmet for so much money."""
        s, m, _ = self._sizes
        goal = np.zeros(self._width)
        goal[s * m + s] = 1.0
        return float(self._solve(goal, money=money)[s * m + s])

    def cheapest(self, unmet: float, money: float = np.inf) -> Floats:
        """What to add so that no scenario leaves more unmet, at the least cost."""
        o = len(self.options.routes)
        goal = np.zeros(self._width)
        goal[-2 * o : -o], goal[-o:] = self.options.cost, self.options.fixed
        found: Floats = self._solve(goal, unmet=unmet, money=money)[-2 * o : -o]
        return found

    def cheapest_as_good(self, worst: float, money: float) -> Floats:
        """The least cost at which the worst scenario is no worse than it can be made for the money."""
        for slack in SLACK[:-1]:
            try:
                return self.cheapest(worst + slack * self.wanted, money)
            except ConvergenceError:
                continue
        return self.cheapest(worst + SLACK[-1] * self.wanted, money)

    @property
    def _width(self) -> int:
        s, m, o = self._sizes
        return s * m + s + 1 + 2 * o

    def _solve(self, goal: Floats, unmet: float = np.inf, money: float = np.inf) -> Floats:
        s, m, o = self._sizes
        first = s * m + s + 1
        low, high = np.zeros(self._width), np.full(self._width, np.inf)
        high[s * m : s * m + s] = min(unmet, self.wanted)
        high[s * m + s] = self.wanted
        high[first : first + o], high[first + o :] = self.options.most, 1.0
        for n, shut in enumerate(self.scenarios.values()):
            high[n * m + np.array(sorted(shut), np.int64)] = 0.0
        spent = np.zeros((1, self._width))
        spent[0, first : first + o], spent[0, first + o :] = self.options.cost, self.options.fixed
        dearest = max(1.0, float(spent.max()))
        whole = np.zeros(self._width, np.int64)
        whole[first + o :] = self.options.fixed > 0
        rules = [*self._rules(), LinearConstraint(spent / dearest, ub=money / dearest)]
        found: OptimizeResult = milp(
            goal / max(1.0, float(np.abs(goal).max())),
            constraints=rules,
            bounds=Bounds(low, high),
            integrality=whole,
            options={"time_limit": SECONDS, "mip_rel_gap": 1e-9},
        )
        if found.status == 2:
            raise ConvergenceError(
                "No capacity that may be added keeps unmet demand that low: allow more in options (most), or more unmet", 0, float("nan")
            )
        if found.status != 0:
            raise ConvergenceError(f"The program was not solved: {found.message.splitlines()[0]}", 0, float("nan"))
        solution: Floats = found.x
        return solution

    def _rules(self) -> list[LinearConstraint]:
        """What flows in flows out; the demand is met or unmet; no link carries more than it has and gets; nothing is added unless built."""
        s, m, o = self._sizes
        n, first = len(self.links.nodes), s * m + s + 1
        balance, right = [], np.zeros(s * n)
        room, widest = [], np.zeros(s * m)
        for k in range(s):
            for link in range(m):
                balance += [
                    (k * n + int(self.links.tail[link]), k * m + link, -1.0),
                    (k * n + int(self.links.head[link]), k * m + link, 1.0),
                ]
                room.append((k * m + link, k * m + link, 1.0))
            balance += [(k * n + self.end, s * m + k, 1.0), (k * n + self.start, s * m + k, -1.0)]
            right[k * n + self.end], right[k * n + self.start] = self.wanted, -self.wanted
            widest[k * m : (k + 1) * m] = self.links.capacity
            room += [(k * m + link, first + place, -1.0) for place, wider in enumerate(self.options.links) for link in wider]
        worst = [(k, s * m + k, 1.0) for k in range(s)] + [(k, s * m + s, -1.0) for k in range(s)]
        big = [(p, first + p, 1.0) for p in range(o)] + [(p, first + o + p, -float(self.options.most[p])) for p in range(o)]
        return [
            LinearConstraint(self._matrix(balance, s * n), lb=right, ub=right),
            LinearConstraint(self._matrix(room, s * m), ub=widest),
            LinearConstraint(self._matrix(worst, s), ub=0.0),
            LinearConstraint(self._matrix(big, o), ub=0.0),
        ]

    def _matrix(self, entries: Sequence[tuple[int, int, float]], rows: int) -> Any:
        at, columns, values = zip(*entries, strict=True)
        return coo_array((values, (at, columns)), shape=(rows, self._width)).tocsr()


def _tables(
    scenarios: Mapping[str, frozenset[int]], built: _Options, added: Floats, before: Floats, after: Floats, wanted: float, like: FrameT
) -> Expansion[FrameT]:
    spent = added * built.cost + (added > 0) * built.fixed
    order = sorted(np.flatnonzero(added > 0), key=lambda p: (-spent[p], built.routes[p]))
    additions = pa.table(
        {
            "route": pa.array([built.routes[p] for p in order], pa.string()),
            "added": pa.array([float(added[p]) for p in order], pa.float64()),
            "cost": pa.array([float(spent[p]) for p in order], pa.float64()),
        }
    )
    told = pa.table(
        {
            "scenario": pa.array(list(scenarios), pa.string()),
            "demand": pa.array([wanted] * len(scenarios), pa.float64()),
            "flow_before": before,
            "unmet_before": wanted - before,
            "flow_after": after,
            "unmet_after": wanted - after,
        }
    )
    info = {"cost": float(spent.sum()), "worst_before": float((wanted - before).max()), "worst_after": float((wanted - after).max())}
    return Expansion(give_back(additions, like), give_back(told, like), info)
