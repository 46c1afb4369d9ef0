"""How much gets through when corridors close, and what holds it up. In: a table of links with capacities. Out: flows, cuts, what is unmet.

``network`` reads the tables, ``flow`` solves, here the scenarios are run and told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic

from equipoise.store.frames import FrameT, give_back
from equipoise.whatif.corridor.flow import Flow, largest_flow
from equipoise.whatif.corridor.network import Network, common_unit, read_demand, read_network, read_scenarios
from equipoise.words.errors import InputError

__all__ = ["Corridors", "corridor"]


@dataclass(frozen=True, slots=True)
class Corridors(Generic[FrameT]):
    """What gets through in each scenario; the unit is that of the capacities. Sorted by scenario, then from, to and route."""

    scenarios: FrameT
    """scenario, max_flow, demand, unmet."""
    cuts: FrameT
    """scenario, from, to, route, capacity: the open links that hold the flow up (of all smallest cuts the one nearest to the source).
    Their capacities sum to max_flow, to more where the demand is met."""
    flows: FrameT
    """scenario, from, to, route, flow: every link of the network. One of several ways to send as much; nothing goes round in circles."""


def corridor(
    network: FrameT,
    closures: Mapping[str, Sequence[str]] | None = None,
    changes: Mapping[str, Mapping[str, float]] | None = None,
    source: str = "S",
    sink: str = "T",
    demand: float | None = None,
) -> Corridors[FrameT]:
    """The most that flows from source to sink in each scenario, and a smallest set of links that keeps it from being more.

    ``network``: from, to, capacity (at least 0), route (several rows may share one). ``closures``: scenario to the routes closed in it;
    left out: one scenario "baseline" with nothing closed. ``changes``: scenario to the new capacity of each row of a route; a scenario
    named only here closes nothing; a route both closed and changed is closed. ``demand``: the flow never exceeds it; left out: what could
    leave the source by ``network`` as it is given. Source and sink that nothing connects are a flow of 0.

    Exact: capacities count as the decimals they are written as, and whole capacities give whole flows.
    Ford and Fulkerson (1956); docs/methods/corridors.md. Raises InputError.

    >>> import pyarrow as pa
    >>> links = pa.table({"from": ["S", "S", "port"], "to": ["port", "T", "T"], "capacity": [7, 4, 5], "route": ["rail", "pipe", "sea"]})
    >>> corridor(links, {"open": [], "no pipe": ["pipe"]}).scenarios.to_pylist()[0]
    {'scenario': 'no pipe', 'max_flow': 5.0, 'demand': 11.0, 'unmet': 6.0}
    """
    links = read_network(network)
    start, end = links.node(source, "source"), links.node(sink, "sink")
    if start == end:
        raise InputError(f"source and sink must be two nodes; both are {source!r}")
    scenarios = read_scenarios(links, closures, changes)
    wanted = read_demand(links, start, demand)
    told = []
    for scenario in scenarios:
        capacities = scenario.capacities(links)
        unit = common_unit((*capacities, wanted))
        whole = [int(c * unit) for c in capacities]
        flow = largest_flow(len(links.nodes), links.arcs, whole, start, end, int(wanted * unit))
        told.append(_Told(scenario.name, scenario.closed, capacities, unit, flow))
    return _tables(links, wanted, told, network)


@dataclass(frozen=True, slots=True)
class _Told:
    """A scenario that was solved; flows are in ``1 / unit``."""

    name: str
    closed: frozenset[str]
    capacities: tuple[Fraction, ...]
    unit: int
    flow: Flow

    def cut(self, links: Network) -> list[int]:
        """The numbers of the open links that lead from where more flow could get to where it could not."""
        beyond = self.flow.beyond
        return [
            k for k, arc in enumerate(links.arcs) if arc.tail not in beyond and arc.head in beyond and links.routes[k] not in self.closed
        ]


def _tables(links: Network, demand: Fraction, told: Sequence[_Told], like: FrameT) -> Corridors[FrameT]:
    import pyarrow as pa

    most = [Fraction(t.flow.value, t.unit) for t in told]
    scenarios = {
        "scenario": pa.array([t.name for t in told], pa.string()),
        "max_flow": [float(m) for m in most],
        "demand": [float(demand)] * len(told),
        "unmet": [float(demand - m) for m in most],
    }
    cuts = [(t, k) for t in told for k in t.cut(links)]
    every = [(t, k) for t in told for k in range(len(links.arcs))]

    def ends(rows: Sequence[tuple[_Told, int]]) -> dict[str, pa.Array]:
        return {
            "scenario": pa.array([t.name for t, _ in rows], pa.string()),
            "from": pa.array([links.nodes[links.arcs[k].tail] for _, k in rows], pa.string()),
            "to": pa.array([links.nodes[links.arcs[k].head] for _, k in rows], pa.string()),
            "route": pa.array([links.routes[k] for _, k in rows], pa.string()),
        }

    return Corridors(
        give_back(pa.table(scenarios), like),
        give_back(pa.table({**ends(cuts), "capacity": pa.array([float(t.capacities[k]) for t, k in cuts], pa.float64())}), like),
        give_back(pa.table({**ends(every), "flow": pa.array([t.flow.carried[k] / t.unit for t, k in every], pa.float64())}), like),
    )
