"""The cheapest way to carry several goods through one network, and what cannot be carried. In: tables. Out: flows, unmet demand, prices.

Least-cost flow of several commodities that share the capacities of the links, with a penalty for demand that is not met (Ahuja, Magnanti
and Orlin 1993, chapter 17), solved as one linear program by HiGHS. Its dual values are what one more unit of capacity, or demand, is worth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic

import numpy as np
import pyarrow as pa
from scipy.optimize import OptimizeResult, linprog
from scipy.sparse import coo_array

from equipoise.store.frames import FrameT, codes, give_back, number, numbers, open_table, refuse_twice
from equipoise.whatif.corridor.links import Floats, Ints, Links, columns_of, places, read_closures, read_links
from equipoise.words.errors import ConvergenceError, InputError

LARGE = 5_000
"""Variables from which the interior-point method, finished by a crossover to a corner, is the faster one; it needs no presolve, as links
that are of no use to a good are left out before."""


@dataclass(frozen=True, slots=True)
class Transport(Generic[FrameT]):
    """What is carried in each scenario. Sorted by scenario, then by the other keys."""

    scenarios: FrameT
    """scenario, demand, served, unmet, cost (of carrying and supplying; penalties are not in it)."""
    demands: FrameT
    """scenario, node, commodity, demand, served, unmet, price: what one unit more of demand there would cost."""
    flows: FrameT
    """scenario, from, to, route, commodity, flow: links that carry something."""
    capacities: FrameT
    """scenario, from, to, route, capacity, flow, worth: what one more unit of capacity would save; full links only."""
    info: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Ends:
    """Supplies or demands: nodes, commodities and amounts, sorted by node and commodity; ``price`` is cost or penalty."""

    node: Ints
    commodity: Ints
    amount: Floats
    price: Floats


def transport(
    network: FrameT, supplies: object, demands: object, closures: Mapping[str, Sequence[str]] | None = None, penalty: float | None = None
) -> Transport[FrameT]:
    """Least-cost flows of several commodities in each scenario; demand that cannot be met, or is not worth meeting, is left unmet.

    ``network``: from, to, route, capacity, optional cost (a unit), state, owner. ``supplies``: node, commodity, supply (the most), optional
    cost. ``demands``: node, commodity, demand, optional penalty (a unit unmet). ``closures``: scenario -> names: routes, or ``node:N``,
    ``state:RUS``, ``owner:X``. ``penalty``: for demands without their own; None: so high that whatever can be carried is (of several goods:
    far above what rerouting costs, not proved).
    Disconnected demand is unmet, not an error. Raises InputError, and ConvergenceError where the solver gives up.
    """
    links = read_links(network)
    names = _commodities(supplies, demands)
    supply = _ends(supplies, "supplies", "supply", "cost", links, names, 0.0)
    usual = _usual_penalty(links, supply) if penalty is None else number(penalty, "penalty", low=0)
    demand = _ends(demands, "demands", "demand", "penalty", links, names, usual)
    told = [(name, _solve(links, supply, demand, shut, len(names))) for name, shut in read_closures(links, closures).items()]
    return _tables(links, names, demand, told, network)


def _commodities(supplies: object, demands: object) -> tuple[str, ...]:
    found = [set(codes(open_table(f, ["commodity"], t), "commodity", t).names) for f, t in ((supplies, "supplies"), (demands, "demands"))]
    if missing := sorted(found[1] - found[0]):
        raise InputError(f"demands: nobody supplies {', '.join(map(repr, missing))}; supplies has {', '.join(map(repr, sorted(found[0])))}")
    return tuple(sorted(found[0] | found[1]))


def _ends(frame: object, table: str, amount: str, price: str, links: Links, names: tuple[str, ...], usual: float) -> _Ends:
    priced = price in columns_of(frame)
    rows = open_table(frame, ("node", "commodity", amount, *([price] if priced else [])), table)
    node, commodity = codes(rows, "node", table), codes(rows, "commodity", table)
    refuse_twice((node, commodity), ("node", "commodity"), table)
    at, kind = places(node, links, table, "node"), commodity.within(names)
    amounts = numbers(rows, amount, table, low=0)
    prices = numbers(rows, price, table, low=0, null=True) if priced else np.full(len(amounts), np.nan)
    order = np.lexsort((kind, at))
    return _Ends(at[order], kind[order], amounts[order], np.where(np.isnan(prices), usual, prices)[order])


def _usual_penalty(links: Links, supply: _Ends) -> float:
    """More than the dearest way on which anything could be carried: it passes no node twice."""
    dearest = np.sort(links.cost)[::-1][: len(links.nodes) - 1].sum() + supply.price.max(initial=0.0)
    return float(1.0 + 1.01 * dearest)


@dataclass(frozen=True, slots=True)
class _Solved:
    """``carried`` [links, commodities]; ``unmet`` and ``price`` of each demand; ``worth`` of each link's capacity."""

    carried: Floats
    unmet: Floats
    price: Floats
    worth: Floats
    cost: float
    capacity: Floats


def _solve(links: Links, supply: _Ends, demand: _Ends, shut: frozenset[int], kinds: int) -> _Solved:
    """One scenario. Variables: flow of a commodity on a link that can be of use to it, supply used, demand unmet."""
    capacity = links.capacity.copy()
    capacity[sorted(shut)] = 0.0
    used = np.array([(k, c) for c in range(kinds) for k in _useful(links, capacity, supply, demand, c)], np.int64).reshape(-1, 2)
    link, kind = used[:, 0], used[:, 1]
    flows, sent, short = len(used), len(supply.node), len(demand.node)
    columns = np.arange(flows)
    rows, row_count = np.unique(
        np.concatenate([kind * len(links.nodes) + links.tail[link], kind * len(links.nodes) + links.head[link],
                        supply.commodity * len(links.nodes) + supply.node, demand.commodity * len(links.nodes) + demand.node]),
        return_inverse=True,
    )  # fmt: skip
    out, into, supplied, wanted = np.split(row_count, np.cumsum([flows, flows, sent]))
    balance = coo_array(
        (
            np.concatenate([-np.ones(flows), np.ones(flows), np.ones(sent), np.ones(short)]),
            (
                np.concatenate([out, into, supplied, wanted]),
                np.concatenate([columns, columns, flows + np.arange(sent), flows + sent + np.arange(short)]),
            ),
        ),
        shape=(len(rows), flows + sent + short),
    ).tocsr()
    right = np.zeros(len(rows))
    np.add.at(right, wanted, demand.amount)
    shared, at = np.unique(link, return_inverse=True)
    room = coo_array((np.ones(flows), (at, columns)), shape=(len(shared), flows + sent + short)).tocsr()
    found: OptimizeResult = linprog(  # type: ignore[call-overload]  # the stubs know no sparse arrays
        np.concatenate([links.cost[link], supply.price, demand.price]),
        A_ub=room if len(shared) else None,
        b_ub=capacity[shared] if len(shared) else None,
        A_eq=balance,
        b_eq=right,
        bounds=np.column_stack([np.zeros(flows + sent + short), np.concatenate([capacity[link], supply.amount, demand.amount])]),
        method="highs-ipm" if flows > LARGE else "highs-ds",
        options={"presolve": flows <= LARGE},
    )
    _check(found)
    carried = np.zeros((len(links), kinds))
    carried[link, kind] = np.maximum(found.x[:flows], 0.0)
    worth = np.zeros(len(links))
    if len(shared):
        # A link that one good alone fills is bounded twice, by its row and by that good's bound: what it is worth is told by both.
        worth[shared] = -found.ineqlin.marginals
        np.subtract.at(worth, link, found.upper.marginals[:flows])
        worth = np.maximum(worth, 0.0)
    unmet = np.maximum(found.x[flows + sent :], 0.0)
    spent = float(links.cost @ carried.sum(1) + supply.price @ found.x[flows : flows + sent])
    return _Solved(carried, unmet, found.eqlin.marginals[wanted], worth, spent, capacity)


def _useful(links: Links, capacity: Floats, supply: _Ends, demand: _Ends, kind: int) -> list[int]:
    """The open links on some way from a supplier of a commodity to a demand for it."""
    live = np.flatnonzero(capacity > 0)
    ahead = _reached(len(links.nodes), links.tail[live], links.head[live], supply.node[(supply.commodity == kind) & (supply.amount > 0)])
    behind = _reached(len(links.nodes), links.head[live], links.tail[live], demand.node[(demand.commodity == kind) & (demand.amount > 0)])
    return [int(k) for k in live[ahead[links.tail[live]] & behind[links.head[live]]]]


def _reached(nodes: int, tail: Ints, head: Ints, start: Ints) -> np.ndarray[Any, np.dtype[np.bool_]]:
    from scipy.sparse.csgraph import breadth_first_order

    found = np.zeros(nodes, np.bool_)
    if not len(start):
        return found
    root = nodes  # one more node that leads to every start
    graph = coo_array(
        (np.ones(len(tail) + len(start)), (np.append(tail, np.full(len(start), root)), np.append(head, start))),
        shape=(nodes + 1, nodes + 1),
    ).tocsr()
    order = breadth_first_order(graph, root, directed=True, return_predecessors=False)
    found[order[order < nodes]] = True
    return found


def _check(found: OptimizeResult) -> None:
    if found.status != 0:
        raise ConvergenceError(
            f"The linear program was not solved: {found.message.splitlines()[0]}. Scale the amounts so that they lie between 1e-3 and 1e6",
            int(found.nit or 0),
            float("nan"),
        )


def _tables(links: Links, names: tuple[str, ...], demand: _Ends, told: Sequence[tuple[str, _Solved]], like: FrameT) -> Transport[FrameT]:
    total = float(demand.amount.sum())
    scenario, wants, carries, full = [], [], [], []
    for name, s in told:
        short = float(s.unmet.sum())
        scenario.append((name, total, total - short, short, s.cost))
        wants += [
            (name, links.nodes[n], names[c], a, a - u, u, p)
            for n, c, a, u, p in zip(demand.node, demand.commodity, demand.amount.tolist(), s.unmet.tolist(), s.price.tolist(), strict=True)
        ]
        tiny = 1e-9 * max(1.0, float(links.capacity.max(initial=0.0)))
        carries += [(name, int(k), names[c], float(s.carried[k, c])) for k, c in zip(*np.nonzero(s.carried > tiny), strict=True)]
        full += [(name, int(k), float(s.capacity[k]), float(s.carried[k].sum()), float(s.worth[k])) for k in np.flatnonzero(s.worth > 1e-9)]
    return Transport(
        give_back(_table(("scenario", "demand", "served", "unmet", "cost"), scenario, 1), like),
        give_back(_table(("scenario", "node", "commodity", "demand", "served", "unmet", "price"), wants, 3), like),
        give_back(_linked(links, carries, ("commodity", "flow"), 1), like),
        give_back(_linked(links, full, ("capacity", "flow", "worth"), 0), like),
        {"commodities": len(names), "links": len(links), "nodes": len(links.nodes), "scenarios": len(told)},
    )


def _table(names: Sequence[str], rows: Sequence[tuple[Any, ...]], text: int) -> pa.Table:
    kinds = [pa.string()] * text + [pa.float64()] * (len(names) - text)
    return pa.table({n: pa.array([r[k] for r in rows], kinds[k]) for k, n in enumerate(names)})


def _linked(links: Links, rows: Sequence[tuple[Any, ...]], names: Sequence[str], text: int) -> pa.Table:
    """Rows (scenario, link, further columns) with the ends of the link."""
    rest = _table(names, [r[2:] for r in rows], text)
    ends = links.ends([r[1] for r in rows])
    return pa.table({"scenario": pa.array([r[0] for r in rows], pa.string()), **ends, **{n: rest[n] for n in names}})
