"""All closures and all measures side by side, and the terms of trade."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from equipoise.errors import InputError
from equipoise.whatif import trade, trade_sensitivity

Shock = Callable[..., pa.Table]
CLOSURES = ("additive", "multiplicative", "conditional")


@pytest.mark.parametrize("theta", [2.0, 6.0])
def test_each_row_is_what_trade_says(theta: float, uneven: pa.Table, shock: Shock) -> None:
    cut = shock(("A", "B", -50), ("B", "A", -50))
    rows = trade_sensitivity(uneven, cut, [theta]).measures.to_pylist()
    assert len(rows) == 4 * 3
    for closure in CLOSURES:
        want = {r["country"]: r["welfare_pct"] for r in trade(uneven, cut, theta, closure).countries.to_pylist()}
        assert {r["country"]: r["welfare_pct"] for r in rows if r["closure"] == closure} == pytest.approx(want, abs=1e-9)


def test_money_over_prices_is_no_measure_where_money_is_held_fixed(uneven: pa.Table, shock: Shock) -> None:
    rows = trade_sensitivity(uneven, shock(("A", "B", 1))).measures.to_pylist()
    assert all(r["real_output_pct"] is None and r["real_spending_pct"] is None for r in rows if r["closure"] == "conditional")
    free = [r for r in rows if r["closure"] != "conditional"]
    assert all(r["real_output_pct"] == pytest.approx(r["real_price_pct"], abs=1e-9) for r in free)  # psi = 0: output is worth its price


def test_the_sign_may_hang_on_the_closure_and_then_it_is_said(flows: Callable[[Any], pa.Table], shock: Shock) -> None:
    # A sells B far more than it buys. B and C part: with its surplus fixed in money A loses, with its sales fixed it gains.
    world, cut = flows([[106, 35, 4], [10, 103, 20], [2, 8, 134]]), shock(("B", "C", -50), ("C", "B", -50))
    found = {r["country"]: r for r in trade_sensitivity(world, cut).countries.to_pylist()}
    assert found["A"]["sign_changes"]
    assert (found["A"]["lowest_is"], found["A"]["highest_is"]) == ("additive welfare_pct", "conditional welfare_pct")
    assert found["A"]["lowest_pct"] < -1 < 0.5 < found["A"]["highest_pct"]
    assert not found["B"]["sign_changes"]


def test_a_closure_without_equilibrium_is_listed_and_the_others_stay(uneven: pa.Table, shock: Shock) -> None:
    cut = shock(*((a, b, -50) for a in "ABCD" for b in "ABCD" if a != b and "C" in (a, b)))
    found = trade_sensitivity(uneven, cut)
    assert [r["closure"] for r in found.failed.to_pylist()] == ["additive"]
    assert {r["closure"] for r in found.measures.to_pylist()} == {"conditional", "multiplicative"}


def test_what_cannot_be_used_is_refused(uneven: pa.Table, shock: Shock) -> None:
    for bad in ([], [4, 0], "four"):
        with pytest.raises(InputError, match="elasticity"):
            trade_sensitivity(uneven, shock(("A", "B", 1)), bad)  # type: ignore[arg-type]


@pytest.mark.parametrize("closure", CLOSURES)
def test_terms_of_trade_are_own_price_over_that_of_imports(closure: str, uneven: pa.Table, shock: Shock) -> None:
    result = trade(uneven, shock(("A", "B", -2), ("C", "A", 0.7)), closure=closure)
    price = {r["country"]: 1 + r["factory_price_pct"] / 100 for r in result.countries.to_pylist()}
    bought = {(r["exporter"], r["importer"]): r["value"] for r in uneven.to_pylist() if r["exporter"] != r["importer"]}
    for row in result.countries.to_pylist():
        mine = {i: v for (i, j), v in bought.items() if j == row["country"]}
        dearer = sum(price[i] * v for i, v in mine.items()) / sum(mine.values())
        assert row["terms_of_trade_pct"] == pytest.approx(100 * (price[row["country"]] / dearer - 1), abs=1e-9)


def test_who_imports_nothing_has_no_terms_of_trade(flows: Callable[[Any], pa.Table], shock: Shock) -> None:
    rows = trade(flows([[50, 10, 0], [10, 70, 0], [0, 0, 30]]), shock(("A", "B", -1))).countries.to_pylist()
    assert [r["terms_of_trade_pct"] is None for r in rows] == [False, False, True]
    assert np.isfinite(rows[0]["terms_of_trade_pct"])
