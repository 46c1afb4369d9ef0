"""Time corridors and bargaining on generated networks and actors. In: sizes and seeds. Out: seconds, and what was solved.

Run alone: python benchmarks/whatif_networks.py [--quick]. Whole calls are timed, from table to tables.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Timing:
    """``seconds`` of wall clock and ``work`` of processor time (others may use the machine); ``limit`` is the target for seconds."""

    what: str
    seconds: float
    work: float
    limit: float
    note: str


def make_actors(actors: int, dimensions: int, seed: int) -> pa.Table:
    """Actors with random capabilities, positions and saliences."""
    random = np.random.default_rng(seed)
    return pa.table(
        {
            "actor": np.repeat([f"actor {i:03d}" for i in range(actors)], dimensions),
            "dimension": np.tile([f"issue {k}" for k in range(dimensions)], actors),
            "capability": np.repeat(random.uniform(5, 100, actors), dimensions),
            "position": random.uniform(0, 100, actors * dimensions),
            "salience": random.uniform(10, 100, actors * dimensions) / dimensions,
        }
    )


def make_network(nodes: int, links: int, seed: int) -> pa.Table:
    """A random network: 15 fields feed it, 15 markets draw on it, and every tenth link shares a route with the next ones."""
    random = np.random.default_rng(seed)
    pairs = np.unique(random.integers(0, nodes, (2 * links, 2)), axis=0)
    pairs = random.permutation(pairs[pairs[:, 0] != pairs[:, 1]])[: links - 30]
    ends = random.choice(nodes, 30, replace=False)
    name = np.array([f"node {i:04d}" for i in range(nodes)])
    return pa.table(
        {
            "from": np.concatenate([np.repeat("S", 15), name[pairs[:, 0]], name[ends[15:]]]),
            "to": np.concatenate([name[ends[:15]], name[pairs[:, 1]], np.repeat("T", 15)]),
            "capacity": np.concatenate([np.repeat(1e5, 15), random.integers(1, 100_000, len(pairs)) / 100, np.repeat(1e5, 15)]),
            "route": [f"route {k // 10}" for k in range(links)],
        }
    )


def large_bargain(actors: int = 160) -> Timing:
    """One bargain of many actors in two dimensions, to its end."""
    from equipoise.whatif import bargain

    table, clock = make_actors(actors, 2, seed=1), _Clock()
    result = bargain(table)
    return clock.stop(f"bargain, {actors} actors", 10, f"{result.info['turns']} turns")


def many_bargains(runs: int = 1_000, actors: int = 13) -> Timing:
    """Sensitivity: the same actors with other positions, saliences and capabilities, run by run."""
    from equipoise.whatif import bargain

    tables, clock, turns = [make_actors(actors, 2, seed) for seed in range(runs)], _Clock(), 0
    for table in tables:
        turns += bargain(table).info["turns"]
    return clock.stop(f"bargain, {runs} runs of {actors} actors", 60, f"{turns / runs:.0f} turns on average")


def bargain_bands(draws: int = 1_000, actors: int = 13) -> Timing:
    """A forecast with bands: the same actors, drawn anew as uncertain as experts are."""
    from equipoise.whatif import bargain_ranges

    table, clock = make_actors(actors, 2, seed=1), _Clock()
    result = bargain_ranges(table, draws)
    return clock.stop(f"bargain_ranges, {draws} draws of {actors} actors", 60, f"{result.info['turns']:g} turns in the median")


def large_network(nodes: int = 2_000, links: int = 8_000) -> Timing:
    """One network with nothing closed; capacities have two decimals."""
    from equipoise.whatif import corridor

    table, clock = make_network(nodes, links, seed=1), _Clock()
    result = corridor(table)
    return clock.stop(f"corridor, {nodes} nodes, {links} links", 2, f"flow {result.scenarios['max_flow'][0].as_py():g}")


def make_goods(nodes: int, links: int, goods: int, seed: int) -> tuple[pa.Table, pa.Table, pa.Table]:
    """A random network with costs, and 40 suppliers and 40 buyers of each good; a quarter of what is wanted has no room."""
    random = np.random.default_rng(seed)
    pairs = np.unique(random.integers(0, nodes, (2 * links, 2)), axis=0)
    pairs = random.permutation(pairs[pairs[:, 0] != pairs[:, 1]])[:links]
    name = np.array([f"node {i:04d}" for i in range(nodes)])
    capacity, cost = random.integers(1, 10_000, links) / 100, random.integers(1, 1_000, links) / 100
    table = {"from": name[pairs[:, 0]], "to": name[pairs[:, 1]], "route": [f"route {k}" for k in range(links)]}
    ends = [random.choice(name, 80, replace=False) for _ in range(goods)]
    kinds = np.repeat([f"good {g}" for g in range(goods)], 40)
    amounts = random.integers(10, 200, (2, 40 * goods)).astype(float)
    return (
        pa.table({**table, "capacity": capacity, "cost": cost}),
        pa.table({"node": np.concatenate([e[:40] for e in ends]), "commodity": kinds, "supply": amounts[0]}),
        pa.table({"node": np.concatenate([e[40:] for e in ends]), "commodity": kinds, "demand": amounts[1]}),
    )


def several_goods(nodes: int = 2_000, links: int = 8_000, goods: int = 5, simplex: bool = False) -> Timing:
    """Least cost for several goods in one network. ``simplex``: by HiGHS' dual simplex, which scipy's own choice comes to."""
    from equipoise.whatif import transport
    from equipoise.whatif.corridor import transport as module

    tables = make_goods(nodes, links, goods, seed=1)
    usual = module.LARGE
    module.LARGE = 10**9 if simplex else usual
    try:
        clock = _Clock()
        row = transport(*tables).scenarios.to_pylist()[0]
        how = ", by the simplex" if simplex else ""
        name = f"transport{how}, {nodes} nodes, {links} links, {goods} goods"
        return clock.stop(name, 5, f"{row['served']:g} of {row['demand']:g} served at {row['cost']:.6g}")
    finally:
        module.LARGE = usual


def worst_closures(nodes: int = 200, links: int = 800) -> Timing:
    """The three worst routes of a network."""
    from equipoise.whatif import interdict

    table, clock = make_network(nodes, links, seed=1), _Clock()
    row = interdict(table, 3).worst.to_pylist()[-1]
    return clock.stop(f"interdict, {nodes} nodes, {links} links, 3 closures", 60, f"{row['lost_pct']:.0f} % lost by {row['closed']}")


class _Clock:
    def __init__(self) -> None:
        self.start, self.used = time.perf_counter(), time.process_time()

    def stop(self, what: str, limit: float, note: str) -> Timing:
        return Timing(what, time.perf_counter() - self.start, time.process_time() - self.used, limit, note)


def every(quick: bool) -> Iterator[Timing]:
    """All timings; ``quick``: a tenth of the runs, half of the actors."""
    large_network(50, 200)  # imports are not what is timed
    many_bargains(1)
    yield large_network()
    small = (500, 2_000)
    yield several_goods(*small)
    yield several_goods(*small, simplex=True)
    if not quick:
        yield several_goods()
    yield worst_closures()
    yield large_bargain(80 if quick else 160)
    yield many_bargains(100 if quick else 1_000)
    yield bargain_bands(100 if quick else 1_000)


def main() -> None:
    """Print the timings."""
    parser = argparse.ArgumentParser(description="Time corridors and bargaining.")
    parser.add_argument("--quick", action="store_true", help="a tenth of the runs, half of the actors")
    for timing in every(parser.parse_args().quick):
        print(f"{timing.what}: {timing.seconds:.2f} s (processor {timing.work:.2f} s; target {timing.limit:g} s); {timing.note}")


if __name__ == "__main__":
    main()
