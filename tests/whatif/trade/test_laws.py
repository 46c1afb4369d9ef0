"""Laws of one-sector trade, on worlds that Hypothesis draws."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.whatif import trade

CLOSURES = ("additive", "multiplicative", "conditional")
numbers = st.floats(0.01, 50, allow_subnormal=False)


@st.composite
def worlds(draw: Any, balanced: bool = False) -> tuple[pa.Table, pa.Table]:
    """A world and a shock; where it is balanced, what each sells to the other it also buys, so that nobody has a deficit."""
    size = draw(st.integers(2, 6))
    square = st.lists(st.lists(numbers, min_size=size, max_size=size), min_size=size, max_size=size)
    matrix = np.array(draw(square))
    matrix = (matrix + matrix.T) / 2 if balanced else 60 + matrix
    matrix[np.diag_indices(size)] = np.array(draw(st.lists(st.floats(300, 900), min_size=size, max_size=size)))
    change = np.array(draw(st.lists(st.lists(st.floats(-3, 1.5), min_size=size, max_size=size), min_size=size, max_size=size)))
    np.fill_diagonal(change, 0)
    names = [f"c{k}" for k in range(size)]
    pair = {"exporter": np.repeat(names, size), "importer": np.tile(names, size)}
    return pa.table({**pair, "value": matrix.ravel()}), pa.table({**pair, "log_change": change.ravel()})


def welfare(result: Any) -> np.ndarray[Any, Any]:
    return np.asarray(result.countries["welfare_pct"].to_numpy())


@settings(max_examples=40, deadline=None)
@given(worlds(), st.sampled_from(CLOSURES), st.sampled_from([1.2, 4.0, 9.0]))
def test_every_market_clears_to_a_trillionth(world: Any, closure: str, theta: float) -> None:
    flows, change = world
    result = trade(flows, change, theta, closure)
    assert result.info["residual"] <= 1e-12
    size = len(result.countries)
    old, new = (result.flows[column].to_numpy().reshape(size, size) for column in ("value", "value_new"))
    assert np.isfinite(new).all()
    worth = old.sum(axis=1) * (1 if closure == "conditional" else 1 + result.countries["output_pct"].to_numpy() / 100)
    common = new.sum() / worth.sum()  # 1 but for multiplicative deficits
    assert new.sum(axis=1) / worth == pytest.approx(np.full(size, common), rel=1e-11)
    if closure != "multiplicative":
        assert common == pytest.approx(1, rel=1e-11)


@settings(max_examples=25, deadline=None)
@given(worlds(), st.sampled_from(CLOSURES))
def test_nothing_happens_when_nothing_is_done(world: Any, closure: str) -> None:
    flows, change = world
    nothing = change.set_column(2, "log_change", pa.array(np.zeros(len(change))))
    result = trade(flows, nothing, closure=closure)
    for column in result.countries.column_names[1:]:
        if column.endswith("_pct"):
            assert np.abs(result.countries[column].to_numpy()).max() < 1e-9, column


@settings(max_examples=25, deadline=None)
@given(worlds(), st.sampled_from(CLOSURES))
def test_doubling_all_flows_changes_no_percent(world: Any, closure: str) -> None:
    flows, change = world
    doubled = flows.set_column(2, "value", pa.array(2 * flows["value"].to_numpy()))
    one, other = trade(flows, change, closure=closure), trade(doubled, change, closure=closure)
    assert welfare(other) == pytest.approx(welfare(one), abs=1e-9)
    assert other.flows["value_new"].to_numpy() == pytest.approx(2 * one.flows["value_new"].to_numpy(), rel=1e-9)


@settings(max_examples=25, deadline=None)
@given(worlds(balanced=True), st.sampled_from([2.0, 5.0]))
def test_without_deficits_additive_is_multiplicative(world: Any, theta: float) -> None:
    flows, change = world
    assert welfare(trade(flows, change, theta, "additive")) == pytest.approx(
        welfare(trade(flows, change, theta, "multiplicative")), abs=1e-8
    )


@settings(max_examples=25, deadline=None)
@given(worlds(), st.sampled_from(CLOSURES), st.randoms(use_true_random=False))
def test_names_and_order_of_countries_change_nothing(world: Any, closure: str, random: Any) -> None:
    flows, change = world
    names = sorted(set(flows["exporter"].to_pylist()))
    other = dict(zip(names, random.sample([f"z{k}" for k in range(len(names))], len(names)), strict=True))

    def renamed(table: pa.Table) -> pa.Table:
        for at, column in enumerate(("exporter", "importer")):
            table = table.set_column(at, column, pa.array([other[v] for v in table[column].to_pylist()]))
        return table

    one = dict(zip(names, welfare(trade(flows, change, closure=closure)), strict=True))
    moved = trade(renamed(flows), renamed(change), closure=closure)
    two = dict(zip(moved.countries["country"].to_pylist(), welfare(moved), strict=True))
    assert {k: two[v] for k, v in other.items()} == pytest.approx(one, abs=1e-8)
