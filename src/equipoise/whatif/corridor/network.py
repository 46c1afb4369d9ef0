"""A network of corridors in whole numbers. In: a table of any kind, closures and changes. Out: Network and Scenarios, checked.

Capacities are taken as the decimals they are written as (0.1 is one tenth, not the nearest binary number) and counted in the largest unit
that makes all of them whole. So sums are exact, and 0.1 + 0.2 is 0.3.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from equipoise.store.frames import as_code, codes, listed, number, numbers, open_table, refuse_twice
from equipoise.whatif.corridor.flow import Arc
from equipoise.words.errors import InputError

TABLE = "network"


@dataclass(frozen=True, slots=True)
class Network:
    """Arcs between named nodes, sorted by from, to and route, so that the order of the rows given does not matter."""

    nodes: tuple[str, ...]
    arcs: tuple[Arc, ...]
    routes: tuple[str, ...]
    capacities: tuple[Fraction, ...]

    def node(self, given: object, option: str) -> int:
        """The number of a node by its name. Raises InputError where there is none."""
        name = as_code(given)
        if name not in self.nodes:
            raise InputError(f"{option}: no node {name!r} in columns 'from' and 'to'; there are {listed(self.nodes)}")
        return self.nodes.index(name)


@dataclass(frozen=True, slots=True)
class Scenario:
    """Which routes are closed, and what each row of others can carry instead."""

    name: str
    closed: frozenset[str]
    changed: Mapping[str, Fraction]

    def capacities(self, network: Network) -> tuple[Fraction, ...]:
        """What each arc can carry; closed beats changed."""
        return tuple(
            Fraction(0) if route in self.closed else self.changed.get(route, capacity)
            for route, capacity in zip(network.routes, network.capacities, strict=True)
        )


def read_network(frame: object) -> Network:
    """The table as a Network. Raises InputError: what every table must be, a capacity below 0, a link given twice on one route."""
    columns = ("from", "to", "route")
    rows = open_table(frame, (*columns, "capacity"), TABLE)
    tail, head, route = (codes(rows, c, TABLE) for c in columns)
    numbers(rows, "capacity", TABLE, low=0)
    refuse_twice((tail, head, route), columns, TABLE)
    nodes = tuple(sorted({*tail.names, *head.names}))
    exact = [as_written(value) for value in rows["capacity"].to_pylist()]
    order = np.lexsort((route.at, head.at, tail.at))
    tails, heads = tail.within(nodes), head.within(nodes)
    return Network(
        nodes,
        tuple(Arc(int(tails[k]), int(heads[k])) for k in order),
        tuple(route.names[route.at[k]] for k in order),
        tuple(exact[k] for k in order),
    )


def read_scenarios(network: Network, closures: object, changes: object) -> tuple[Scenario, ...]:
    """The scenarios by name: those of closures and those of changes. Raises InputError: not so shaped, an unknown route, a bad capacity."""
    closed = _mapping({"baseline": []} if closures is None else closures, "closures", "scenario to the routes it closes")
    changed = _mapping({} if changes is None else changes, "changes", "scenario to the new capacity of routes")
    if not closed and not changed:
        raise InputError("closures: no scenario is given; leave it out for the network as it is")
    known = set(network.routes)
    found = []
    for name in sorted({*closed, *changed}):
        shut = _closed(closed.get(name, []), f"closures, scenario {name!r}")
        new = _changed(changed.get(name, {}), f"changes, scenario {name!r}")
        for routes, what in ((shut, "closures"), (new, "changes")):
            unknown = sorted(set(routes) - known)
            if unknown:
                there = listed(sorted(known))
                raise InputError(f"{what}, scenario {name!r}: no route {listed(unknown)} in column 'route'; there are {there}")
        found.append(Scenario(name, frozenset(shut), new))
    return tuple(found)


def read_demand(network: Network, source: int, demand: object) -> Fraction:
    """The demand given, or else what could leave the source with nothing closed or changed."""
    if demand is None:
        leaves = sum((c for arc, c in zip(network.arcs, network.capacities, strict=True) if arc.tail == source), Fraction(0))
        if leaves > sys.float_info.max:
            raise InputError(
                f"{TABLE}: column 'capacity' sums to more than a number can hold out of the source; give a demand or a larger unit"
            )
        return leaves
    number(demand, "demand", low=0)
    return as_written(demand)


def as_written(value: object) -> Fraction:
    """A finite number as the decimal that it is written as."""
    if isinstance(value, np.generic):
        value = value.item()
    return Fraction(value) if isinstance(value, int | Decimal) else Fraction(repr(value))


def common_unit(amounts: Sequence[Fraction]) -> int:
    """The least number that makes all of them whole when they are multiplied by it."""
    return math.lcm(*{a.denominator for a in amounts})


def _mapping(given: object, option: str, shape: str) -> dict[str, object]:
    if not isinstance(given, Mapping):
        raise InputError(f"{option} must map each {shape}; {type(given).__name__} was given")
    return {as_code(name): value for name, value in given.items()}


def _closed(given: object, where: str) -> list[str]:
    if isinstance(given, str) or not isinstance(given, Sequence | set | frozenset | np.ndarray):
        raise InputError(f"{where} must be a list of routes; {given!r} was given")
    return [as_code(route) for route in given]


def _changed(given: object, where: str) -> dict[str, Fraction]:
    if not isinstance(given, Mapping):
        raise InputError(f"{where} must map each route to its new capacity; {given!r} was given")
    for route, capacity in given.items():
        number(capacity, f"{where}: capacity of route {as_code(route)!r}", low=0)
    return {as_code(route): as_written(capacity) for route, capacity in given.items()}
