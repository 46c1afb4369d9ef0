"""The cheapest capacity to add: against a grid of all plans, both ways round, and what cannot be used."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from equipoise.errors import ConvergenceError, InputError
from equipoise.whatif.corridor.expansion import expand

NETWORK = pa.table(
    {
        "from": ["S", "A", "A", "A", "B"],
        "to": ["A", "T", "B", "T", "T"],
        "route": ["field", "pipe", "road", "rail", "port"],
        "capacity": [10.0, 6.0, 2.0, 0.0, 3.0],
        "state": ["", "RUS", "KAZ", "KAZ", "KAZ"],
    }
)
OPTIONS = pa.table({"route": ["road", "rail", "port"], "cost": [1.0, 3.0, 1.0], "fixed": [0.0, 2.0, None], "most": [None, 4.0, 5.0]})
CLOSED = {"open": [], "no pipe": ["state:RUS"]}


def left(added: dict[str, float]) -> float:
    """Worked by hand: without the pipe oil leaves by road and then port, or by rail."""
    return min(10.0, min(2 + added["road"], 3 + added["port"]) + added["rail"])


def cost(added: dict[str, float]) -> float:
    return added["road"] + added["port"] + (3 * added["rail"] + 2 if added["rail"] else 0)


@pytest.mark.parametrize("budget", [0.0, 1.0, 2.5, 4.0, 6.0, 13.0, 40.0])
def test_no_plan_of_a_grid_does_better_for_the_money(budget: float) -> None:
    result = expand(NETWORK, OPTIONS, CLOSED, budget=budget)
    assert result.info["cost"] <= budget + 1e-6
    steps = (np.arange(0, 8.25, 0.25), np.arange(0, 4.25, 0.25), np.arange(0, 5.25, 0.25))
    plans = [dict(zip(("road", "rail", "port"), p, strict=True)) for p in product(*steps)]
    best = min(10 - left(p) for p in plans if cost(p) <= budget)
    assert result.info["worst_after"] == pytest.approx(best, abs=1e-9)
    cheapest = min(cost(p) for p in plans if 10 - left(p) <= best)
    assert result.info["cost"] == pytest.approx(cheapest, abs=1e-6)


@pytest.mark.parametrize("budget", [1.0, 2.5, 3.7, 6.1, 13.0])
def test_money_and_unmet_are_two_sides_of_one_plan(budget: float) -> None:
    by_money = expand(NETWORK, OPTIONS, CLOSED, budget=budget)
    by_unmet = expand(NETWORK, OPTIONS, CLOSED, unmet=by_money.info["worst_after"])
    assert by_unmet.info["cost"] == pytest.approx(by_money.info["cost"], abs=1e-6)
    assert by_unmet.info["worst_after"] == pytest.approx(by_money.info["worst_after"], abs=1e-7)


def test_a_fixed_cost_is_paid_once_and_only_where_something_is_built() -> None:
    # Without the pipe 2 leave. 5 can by road and port (3 more of road), each unit more by both costs 2; the rail costs 2 and 3 a unit.
    result = expand(NETWORK, OPTIONS, CLOSED, unmet=4.0)
    assert result.additions.to_pylist() == [{"route": "road", "added": 4.0, "cost": 4.0}, {"route": "port", "added": 3.0, "cost": 3.0}]
    result = expand(NETWORK, OPTIONS.slice(1, 1), CLOSED, unmet=5.0)
    assert result.additions.to_pylist() == [{"route": "rail", "added": 3.0, "cost": 11.0}]


@pytest.mark.parametrize("scale", [1e-4, 1.0, 1e6])
def test_figures_are_clean_in_any_unit(scale: float) -> None:
    network = NETWORK.set_column(3, "capacity", [[scale * c for c in (10.0, 6.0, 2.0, 0.0, 3.0)]])
    options = pa.table({"route": ["road"], "cost": [7.0 / scale]})
    result = expand(network, options, CLOSED, budget=5.6)
    assert result.additions["added"].to_pylist() == pytest.approx([0.8 * scale], rel=1e-12)
    assert len(repr(expand(NETWORK, OPTIONS.slice(0, 1), CLOSED, budget=0.8).additions["added"][0].as_py())) == len("0.8")


def test_what_is_closed_stays_closed_however_wide() -> None:
    result = expand(NETWORK, pa.table({"route": ["pipe"], "cost": [1.0]}), CLOSED, budget=100.0)
    assert result.additions.num_rows == 0
    assert result.info["worst_after"] == result.info["worst_before"] == 8.0


def test_what_no_money_can_reach_says_so() -> None:
    with pytest.raises(ConvergenceError, match="No capacity"):
        expand(NETWORK, OPTIONS.slice(2, 1), CLOSED, unmet=1.0)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({}, ("budget", "unmet")),
        ({"budget": 1.0, "unmet": 1.0}, ("budget", "unmet")),
        ({"budget": -1.0}, ("budget", "-1")),
        ({"budget": float("nan")}, ("budget", "nan")),
        ({"unmet": -1.0}, ("unmet", "-1")),
        ({"budget": 1.0, "demand": -1.0}, ("demand", "-1")),
        ({"budget": 1.0, "source": "Q"}, ("source", "Q")),
        ({"budget": 1.0, "sink": "S"}, ("two nodes", "S")),
        ({"budget": 1.0, "closures": {"x": ["sea"]}}, ("route", "sea")),
        ({"budget": 1.0, "options": pa.table({"route": ["sea"], "cost": [1.0]})}, ("options", "sea", "capacity 0")),
        ({"budget": 1.0, "options": pa.table({"route": ["rail"], "cost": [-1.0]})}, ("cost", "-1")),
        ({"budget": 1.0, "options": pa.table({"route": ["rail"], "cost": [float("nan")]})}, ("cost", "NaN")),
        ({"budget": 1.0, "options": pa.table({"route": ["rail", "rail"], "cost": [1.0, 2.0]})}, ("options", "rail")),
        ({"budget": 1.0, "options": pa.table({"route": ["rail"]})}, ("cost",)),
        ({"budget": 1.0, "network": NETWORK.set_column(3, "capacity", [[-1.0] * 5])}, ("capacity", "-1")),
    ],
)
def test_what_cannot_be_used_is_named(changed: dict[str, Any], named: tuple[str, ...]) -> None:
    with pytest.raises(InputError) as said:
        expand(**{"network": NETWORK, "options": OPTIONS, **changed})
    for word in named:
        assert word in str(said.value)
