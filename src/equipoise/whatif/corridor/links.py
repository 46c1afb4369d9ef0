"""A network for linear programs: links with capacity, cost, owner and territory. In: a table of any kind. Out: Links, what closes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from equipoise.store.frames import Codes, as_code, codes, listed, numbers, open_table, refuse_twice
from equipoise.whatif.corridor.flow import Arc, largest_flow
from equipoise.whatif.corridor.network import as_written, common_unit
from equipoise.words.errors import InputError

TABLE = "network"
KEY = ("from", "to", "route")
KINDS = ("route", "node", "state", "owner")
"""What can be closed: ``state`` means everything on a state's territory, ``owner`` everything that belongs to one."""

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Links:
    """Links sorted by from, to and route. ``tail`` and ``head`` are places in ``nodes``; ``closes``: (kind, name) to links."""

    nodes: tuple[str, ...]
    tail: Ints
    head: Ints
    routes: tuple[str, ...]
    capacity: Floats
    cost: Floats
    closes: Mapping[tuple[str, str], frozenset[int]]

    def __len__(self) -> int:
        return len(self.routes)

    def node(self, given: object, option: str) -> int:
        """The place of a node. Raises InputError where there is none of that name."""
        name = as_code(given)
        if name not in self.nodes:
            raise InputError(f"{option}: no node {name!r} in columns 'from' and 'to'; there are {listed(self.nodes)}")
        return self.nodes.index(name)

    def closed(self, names: Sequence[object], where: str) -> frozenset[int]:
        """The links that are closed. A name is a route, or ``kind:name`` for a node, a state or an owner: ``state:RUS``."""
        found: set[int] = set()
        for given in names:
            text = as_code(given)
            kind, _, name = text.partition(":")
            key = (kind, name.strip()) if kind in KINDS and name else ("route", text)
            if key not in self.closes:
                there = sorted(n for k, n in self.closes if k == key[0])
                raise InputError(f"{where}: no {key[0]} {key[1]!r} in the network; there are {listed(there) if there else 'none'}")
            found |= self.closes[key]
        return frozenset(found)

    def ends(self, rows: Sequence[int]) -> dict[str, pa.Array]:
        """Columns from, to, route of some links."""
        return {
            "from": pa.array([self.nodes[self.tail[k]] for k in rows], pa.string()),
            "to": pa.array([self.nodes[self.head[k]] for k in rows], pa.string()),
            "route": pa.array([self.routes[k] for k in rows], pa.string()),
        }


def columns_of(frame: object) -> set[str]:
    """The names of a frame's columns; none of what is no frame, which ``open_table`` refuses."""
    import narwhals as nw

    there = nw.from_native(frame, pass_through=True)
    return set(there.collect_schema().names()) if isinstance(there, nw.DataFrame | nw.LazyFrame) else set()


def read_links(frame: object) -> Links:
    """The table as Links: from, to, route, capacity; cost (0 where it is missing), state (codes with ``;`` between), owner are optional.

    Raises InputError: what every table must be, a capacity or cost below 0, a link given twice on one route.
    """
    there = columns_of(frame)
    optional = [c for c in ("cost", "state", "owner") if c in there]
    rows = open_table(frame, (*KEY, "capacity", *optional), TABLE)
    tail, head, route = (codes(rows, c, TABLE) for c in KEY)
    refuse_twice((tail, head, route), KEY, TABLE)
    capacity = numbers(rows, "capacity", TABLE, low=0)
    cost = np.nan_to_num(numbers(rows, "cost", TABLE, low=0, null=True)) if "cost" in optional else np.zeros(len(capacity))
    nodes = tuple(sorted({*tail.names, *head.names}))
    order = np.lexsort((route.at, head.at, tail.at))
    routes = tuple(route.names[route.at[k]] for k in order)
    tails, heads = tail.within(nodes)[order], head.within(nodes)[order]
    closes: dict[tuple[str, str], set[int]] = {}
    for place, row in enumerate(order):
        marks = [("route", routes[place]), ("node", nodes[tails[place]]), ("node", nodes[heads[place]])]
        marks += [
            (c, part.strip()) for c in optional if c != "cost" for part in str(rows[c][int(row)].as_py() or "").split(";") if part.strip()
        ]
        for mark in marks:
            closes.setdefault(mark, set()).add(place)
    return Links(nodes, tails, heads, routes, capacity[order], cost[order], {k: frozenset(v) for k, v in closes.items()})


def read_closures(links: Links, closures: object) -> dict[str, frozenset[int]]:
    """Scenario -> the links closed in it; None: one scenario, baseline, with nothing closed. Raises InputError."""
    if closures is None:
        return {"baseline": frozenset()}
    if not isinstance(closures, Mapping) or not closures:
        raise InputError(f"closures must map each scenario to what it closes; {type(closures).__name__} was given")
    found = {}
    for name in sorted(closures, key=as_code):
        given = closures[name]
        if isinstance(given, str) or not isinstance(given, Sequence | set | frozenset):
            raise InputError(f"closures, scenario {as_code(name)!r} must be a list of what closes; {given!r} was given")
        found[as_code(name)] = links.closed(sorted(given, key=as_code), f"closures, scenario {as_code(name)!r}")
    return found


def exact_flow(links: Links, capacity: Floats, start: int, end: int, limit: float | None = None) -> tuple[float, Floats]:
    """The largest flow, ``limit`` at most, and what each link carries; capacities count as the decimals they are written as."""
    exact = [as_written(float(c)) for c in capacity]
    out = sum((c for c, tail in zip(exact, links.tail, strict=True) if tail == start), as_written(0))
    most = out if limit is None else as_written(limit)
    unit = common_unit((*exact, most))
    arcs = [Arc(int(a), int(b)) for a, b in zip(links.tail, links.head, strict=True)]
    found = largest_flow(len(links.nodes), arcs, [int(c * unit) for c in exact], start, end, int(most * unit))
    return found.value / unit, np.array([c / unit for c in found.carried])


def places(column: Codes, links: Links, table: str, name: str) -> Ints:
    """The nodes that a column names. Raises InputError for one that no link leads to or from."""
    at = column.within(links.nodes)
    if (at < 0).any():
        unknown = sorted({column.names[column.at[k]] for k in np.flatnonzero(at < 0)})
        raise InputError(f"{table}: column {name!r} names nodes that no link leads to or from: {listed(unknown)}")
    return at
