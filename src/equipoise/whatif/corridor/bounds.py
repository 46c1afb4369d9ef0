"""The least and the most that gets through where capacities are in dispute. In: a network with low and high. Out: low, central, high."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from equipoise.store.frames import FrameT, give_back, number, numbers, open_table
from equipoise.whatif.corridor.links import KEY, TABLE, columns_of, exact_flow, read_closures, read_links
from equipoise.words.errors import InputError


def corridor_bounds(
    network: FrameT, closures: Mapping[str, Sequence[str]] | None = None, demand: float | None = None, source: str = "S", sink: str = "T"
) -> FrameT:
    """The largest flow of each scenario with all capacities at their lowest, as given, and at their highest: scenario, low, central, high.

    ``network``: from, to, route, capacity, optional low and high (empty: as the capacity), state, owner. ``closures`` as in ``transport``.
    The largest flow rises with every capacity, so no mixture of the figures in dispute leads outside. Raises InputError.
    """
    links = read_links(network)
    start, end = links.node(source, "source"), links.node(sink, "sink")
    most = None if demand is None else number(demand, "demand", low=0)
    there = [c for c in ("low", "high") if c in columns_of(network)]
    rows = open_table(network, (*KEY, "capacity", *there), TABLE)
    # In the order of the rows given, as the links of ``read_links`` are sorted.
    given = {tuple(str(r[k]) for k in KEY): n for n, r in enumerate(rows.to_pylist())}
    order = [given[links.nodes[a], links.nodes[b], r] for a, b, r in zip(links.tail, links.head, links.routes, strict=True)]
    widths = {"central": links.capacity}
    for side in ("low", "high"):
        said = numbers(rows, side, TABLE, low=0, null=True)[order] if side in there else np.full(len(links), np.nan)
        widths[side] = np.where(np.isnan(said), links.capacity, said)
    if (widths["low"] > links.capacity).any() or (widths["high"] < links.capacity).any():
        k = int(np.flatnonzero((widths["low"] > links.capacity) | (widths["high"] < links.capacity))[0])
        figures = ", ".join(f"{widths[s][k]:g}" for s in ("low", "central", "high"))
        raise InputError(f"{TABLE}: low, capacity and high of route {links.routes[k]!r} must rise; they are {figures}")
    scenarios = read_closures(links, closures)
    found: dict[str, list[float]] = {side: [] for side in ("low", "central", "high")}
    for shut in scenarios.values():
        for side, width in widths.items():
            open_width = width.copy()
            open_width[sorted(shut)] = 0.0
            found[side].append(exact_flow(links, open_width, start, end, most)[0])
    return _given_back(found, tuple(scenarios), network)


def _given_back(found: Mapping[str, Sequence[float]], names: Sequence[str], like: FrameT) -> FrameT:
    table = pa.table({"scenario": pa.array(names, pa.string()), **{side: pa.array(v, pa.float64()) for side, v in found.items()}})
    back: FrameT = give_back(table, like)
    return back
