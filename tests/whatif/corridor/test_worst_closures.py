"""Which closures hurt most: against trying every set, and what cannot be used."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from equipoise.errors import InputError
from equipoise.whatif.corridor import corridor
from equipoise.whatif.corridor.interdiction import interdict
from equipoise.whatif.corridor.links import read_links

STATES, OWNERS = ("AAA", "BBB", "CCC", ""), ("one", "two", "three")


def random_network(seed: int) -> pa.Table:
    """Six nodes between S and T; some links share a route, a state or an owner, some lie in two states."""
    random = np.random.default_rng(seed)
    pairs = [(a, b) for a in range(6) for b in range(6) if a != b]
    chosen = [pairs[k] for k in random.choice(len(pairs), 10, replace=False)]
    rows = [("S", f"n{k}") for k in range(2)] + [(f"n{a}", f"n{b}") for a, b in chosen] + [(f"n{k}", "T") for k in (4, 5)]
    return pa.table(
        {
            "from": [a for a, _ in rows],
            "to": [b for _, b in rows],
            "route": [f"r{random.integers(0, 7)}-{k % 2}" for k in range(len(rows))],
            "capacity": [float(c) for c in random.integers(0, 100, len(rows)) / 10],
            "state": ["; ".join(sorted({s for s in random.choice(STATES, 2) if s})) for _ in rows],
            "owner": [str(random.choice(OWNERS)) for _ in rows],
        }
    )


def left_by(network: pa.Table, by: str, closed: tuple[str, ...]) -> float:
    """By another way: the table with the capacities of all that is closed set to 0."""
    shut = []
    for r in network.to_pylist():
        marks = {"route": [r["route"]], "node": [r["from"], r["to"]], "state": r["state"].split("; "), "owner": [r["owner"]]}[by]
        shut.append(any(c in marks for c in closed))
    capacity = [0.0 if s else c for s, c in zip(shut, network["capacity"].to_pylist(), strict=True)]
    left: float = corridor(network.set_column(3, "capacity", [capacity])).scenarios["max_flow"][0].as_py()
    return left


@pytest.mark.parametrize("by", ["route", "node", "state", "owner"])
@pytest.mark.parametrize("seed", range(6))
def test_no_other_set_of_closures_is_worse(by: str, seed: int) -> None:
    network = random_network(seed)
    names = sorted({n for k, n in read_links(network).closes if k == by} - ({"S", "T"} if by == "node" else set()))
    result = interdict(network, 2, by)
    for row in result.worst.to_pylist():
        tried = [left_by(network, by, c) for n in range(row["k"] + 1) for c in combinations(names, n)]
        assert row["max_flow"] == pytest.approx(min(tried), abs=1e-9)
        if row["closed"]:
            assert left_by(network, by, tuple(row["closed"].split("; "))) == row["max_flow"]
    single = {r["closed"]: r["max_flow"] for r in result.single.to_pylist()}
    assert single == {n: left_by(network, by, (n,)) for n in names}


@pytest.mark.parametrize("seed", range(3))
def test_what_is_protected_is_not_closed(seed: int) -> None:
    network = random_network(seed)
    first = interdict(network, 1).single.to_pylist()[0]["closed"]
    result = interdict(network, 3, protected=[first])
    assert all(first not in r["closed"].split("; ") for r in result.worst.to_pylist())
    names = sorted(set(network["route"].to_pylist()) - {first})
    assert result.worst["max_flow"][3].as_py() == pytest.approx(min(left_by(network, "route", c) for c in combinations(names, 3)))


def test_a_link_without_limit_does_not_drown_the_others() -> None:
    network = pa.table(
        {
            "from": ["S", "S", "A", "B"],
            "to": ["A", "B", "T", "T"],
            "route": ["large", "small", "sea", "sea too"],
            "capacity": [0.03, 0.02, 1e9, 1e9],
        }
    )
    assert interdict(network, 1, protected=["sea", "sea too"]).worst["closed"][1].as_py() == "large"


def test_a_network_that_carries_nothing_loses_nothing() -> None:
    network = pa.table({"from": ["S", "B"], "to": ["A", "T"], "route": ["a", "b"], "capacity": [1.0, 1.0]})
    assert interdict(network, 2).worst["lost"].to_pylist() == [0.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"k": 0}, ("k", "0")),
        ({"k": 1.5}, ("k", "1.5")),
        ({"by": "colour"}, ("by", "colour", "owner")),
        ({"protected": ["r9"]}, ("protected", "r9")),
        ({"source": "Q"}, ("source", "Q")),
        ({"sink": "S"}, ("two nodes", "S")),
        ({"network": random_network(0).drop_columns(["state"]), "by": "state"}, ("state", "column")),
        ({"network": random_network(0).set_column(3, "capacity", [[-1.0] * 14])}, ("capacity", "-1")),
    ],
)
def test_what_cannot_be_used_is_named(changed: dict[str, Any], named: tuple[str, ...]) -> None:
    with pytest.raises(InputError) as said:
        interdict(**{"network": random_network(0), **changed})
    for word in named:
        assert word in str(said.value)
