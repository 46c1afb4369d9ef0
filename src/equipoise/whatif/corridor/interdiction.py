"""Which closures hurt most. In: a network. Out: the worst set of k closures for each k, and every single closure ranked.

Network interdiction (Wood 1993, Mathematical and Computer Modelling 17:1-18): k closures are chosen so that the largest flow that is left
is least. As a mixed-integer program over a cut: a link in the cut either keeps its capacity or belongs to something closed. HiGHS solves it
exactly; the flow that is left is computed anew on the network with the closures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic

import numpy as np
import pyarrow as pa
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import coo_array

from equipoise.store.frames import FrameT, as_code, give_back, one_of, whole_number
from equipoise.whatif.corridor.links import KINDS, Links, exact_flow, read_links
from equipoise.words.errors import ConvergenceError, InputError

SECONDS = 60.0
"""For one k; a network in which the worst set is not proved by then raises ConvergenceError."""


@dataclass(frozen=True, slots=True)
class Interdiction(Generic[FrameT]):
    """Flows have the unit of the capacities. One worst set of several that are as bad."""

    worst: FrameT
    """k, closed (names with ``; `` between), max_flow, lost, lost_pct; for k = 0 what flows with nothing closed."""
    single: FrameT
    """closed, max_flow, lost, lost_pct, rank: each closure alone, the worst first."""


def interdict(
    network: FrameT, k: int = 1, by: str = "route", source: str = "S", sink: str = "T", protected: Sequence[str] = ()
) -> Interdiction[FrameT]:
    """The ``k`` closures that leave the least flow from source to sink, for each number up to ``k``.

    ``network``: from, to, route, capacity, and state or owner where closures are ``by`` those. ``by``: route, node, state (everything on a
    state's territory) or owner. ``protected``: names that cannot be closed. Raises InputError, ConvergenceError.
    """
    links = read_links(network)
    most = whole_number(k, "k")
    one_of(by, KINDS, "by")
    start, end = links.node(source, "source"), links.node(sink, "sink")
    if start == end:
        raise InputError(f"source and sink must be two nodes; both are {source!r}")
    groups = _groups(links, by, {start, end}, {as_code(p) for p in protected})
    if not groups:
        raise InputError(f"network: nothing can be closed by {by}" + ("" if by in ("route", "node") else f"; it needs a column {by!r}"))
    whole, carried = exact_flow(links, links.capacity, start, end)
    worst: list[tuple[Any, ...]] = [(0, "", whole, 0.0, 0.0)]
    for number in range(1, min(most, len(groups)) + 1):
        closed = _worst(links, groups, number, start, end, whole)
        left = _left(links, frozenset().union(*(groups[g] for g in closed)), start, end)
        worst.append((number, "; ".join(closed), left, *_lost(whole, left)))
    # What carries nothing in one largest flow costs nothing when it closes.
    alone = {name: _left(links, group, start, end) if carried[list(group)].any() else whole for name, group in groups.items()}
    single = sorted(alone.items(), key=lambda s: (s[1], s[0]))
    ranked = [(name, left, *_lost(whole, left), place) for place, (name, left) in enumerate(single, 1)]
    return Interdiction(
        give_back(_table(("k", "closed", "max_flow", "lost", "lost_pct"), worst, {"k": pa.int64(), "closed": pa.string()}), network),
        give_back(_table(("closed", "max_flow", "lost", "lost_pct", "rank"), ranked, {"rank": pa.int64(), "closed": pa.string()}), network),
    )


def _groups(links: Links, by: str, ends: set[int], protected: set[str]) -> dict[str, frozenset[int]]:
    """What can be closed, by name; neither source nor sink is."""
    names = {links.nodes[n] for n in ends} if by == "node" else set()
    if unknown := sorted(protected - {n for k, n in links.closes if k == by}):
        raise InputError(f"protected: no {by} {', '.join(map(repr, unknown))} in the network")
    return {name: group for (kind, name), group in sorted(links.closes.items()) if kind == by and name not in names | protected}


def _worst(links: Links, groups: dict[str, frozenset[int]], k: int, start: int, end: int, whole: float) -> list[str]:
    """Variables: the side of each node (0 with the source), whether a link is cut open, whether a group is closed.

    No smallest cut holds a link wider than ``whole``, the flow with nothing closed, so that none needs to count for more; else one link
    of "unlimited" capacity would make all others too small for the solver to tell apart.
    """
    names = list(groups)
    n, m, g = len(links.nodes), len(links), len(names)
    rows, columns, entries = [], [], []
    for link in range(m):
        for column, entry in ((int(links.tail[link]), 1.0), (int(links.head[link]), -1.0), (n + link, 1.0)):
            rows.append(link)
            columns.append(column)
            entries.append(entry)
    for place, name in enumerate(names):
        for link in groups[name]:
            rows.append(link)
            columns.append(n + m + place)
            entries.append(1.0)
    cut = coo_array((entries, (rows, columns)), shape=(m, n + m + g)).tocsr()
    count = coo_array((np.ones(g), (np.zeros(g, np.int64), n + m + np.arange(g))), shape=(1, n + m + g)).tocsr()
    low, high = np.zeros(n + m + g), np.ones(n + m + g)
    high[start], low[end] = 0.0, 1.0
    if whole == 0:
        return []
    found: OptimizeResult = milp(
        np.concatenate([np.zeros(n), np.minimum(links.capacity / whole, 1.0), np.zeros(g)]),
        constraints=[LinearConstraint(cut, lb=0.0), LinearConstraint(count, ub=float(k))],
        bounds=Bounds(low, high),
        integrality=np.concatenate([np.zeros(n + m, np.int64), np.ones(g, np.int64)]),
        options={"time_limit": SECONDS, "mip_rel_gap": 0.0},
    )
    if found.status != 0:
        raise ConvergenceError(f"The worst {k} closures were not proved within {SECONDS:g} s; ask for fewer", 0, float("nan"))
    return [names[p] for p in np.flatnonzero(found.x[n + m :] > 0.5)]


def _left(links: Links, closed: frozenset[int], start: int, end: int) -> float:
    capacity = links.capacity.copy()
    capacity[sorted(closed)] = 0.0
    return exact_flow(links, capacity, start, end)[0]


def _lost(whole: float, left: float) -> tuple[float, float]:
    return whole - left, 100 * (whole - left) / whole if whole else 0.0


def _table(names: Sequence[str], rows: Sequence[tuple[Any, ...]], kinds: dict[str, pa.DataType]) -> pa.Table:
    return pa.table({n: pa.array([r[k] for r in rows], kinds.get(n, pa.float64())) for k, n in enumerate(names)})
