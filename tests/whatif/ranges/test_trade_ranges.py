"""Ranges of trade: what they are of, that they repeat, and what is refused."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from equipoise.errors import ConvergenceError, InputError
from equipoise.whatif import trade, trade_ranges

Flows = Callable[[Any], pa.Table]
Shock = Callable[..., pa.Table]
HARD = [[394, 1, 1, 19], [18, 201, 2, 93], [1, 78, 645, 2], [11, 35, 9, 740]]


def only_with_a(shock: Shock) -> pa.Table:
    return shock(*((a, b, -50.0) for a in "ABCD" for b in "ABCD" if a != b and "C" in (a, b) and "A" not in (a, b)))


def found(table: Any, country: str, measure: str) -> dict[str, Any]:
    (row,) = [r for r in table.to_pylist() if (r["country"], r["measure"]) == (country, measure)]
    return row


@pytest.mark.parametrize("closure", ["additive", "multiplicative", "conditional"])
def test_where_nothing_is_uncertain_every_draw_is_what_trade_says(closure: str, uneven: pa.Table, shock: Shock) -> None:
    cut = shock(("A", "B", -50), ("C", "A", 0.5))
    want = {r["country"]: r for r in trade(uneven, cut, closure=closure).countries.to_pylist()}
    for row in trade_ranges(uneven, cut, draws=3, closure=closure).countries.to_pylist():
        for point in ("central", "p05", "p50", "p95"):
            assert row[point] == pytest.approx(want[row["country"]][row["measure"]], abs=1e-8), row


def test_the_elasticity_alone_gives_the_range_that_the_formula_gives(flows: Flows, shock: Shock) -> None:
    # Twins cut apart: welfare is 0.8 ** (1/theta), which rises with theta, so its points are those of theta.
    twins, cut = flows([[80, 20], [20, 80]]), shock(("A", "B", -50), ("B", "A", -50))
    row = found(trade_ranges(twins, cut, draws=5000, elasticity=(3.0, 4.0, 9.0)).countries, "A", "welfare_pct")
    for point, theta in (("p05", 3), ("p50", 4), ("p95", 9)):
        assert row[point] == pytest.approx(100 * (0.8 ** (1 / theta) - 1), rel=1e-2)
    assert row["share_negative"] == 1


def test_a_domestic_flow_that_may_be_smaller_makes_the_loss_larger(flows: Flows, shock: Shock) -> None:
    twins, cut = flows([[80, 20], [20, 80]]), shock(("A", "B", -50), ("B", "A", -50))
    spread = pa.table({"country": ["A"], "domestic_low": [40.0], "domestic_high": [160.0]})
    row = found(trade_ranges(twins, cut, draws=4000, domestic_range=spread, closure="conditional").countries, "A", "domestic_share")
    assert row["p05"] == pytest.approx(40 / 60, rel=1e-2)
    assert row["p95"] == pytest.approx(160 / 180, rel=1e-2)
    b = found(trade_ranges(twins, cut, draws=200, domestic_range=spread, closure="conditional").countries, "B", "domestic_share")
    assert b["p05"] == pytest.approx(0.8)
    assert b["p95"] == pytest.approx(0.8)


def test_the_same_seed_gives_the_same_ranges_and_another_seed_others(uneven: pa.Table, shock: Shock) -> None:
    options: dict[str, Any] = {"draws": 40, "elasticity": (2.0, 8.0), "flow_sd": 0.3, "domestic_range": (0.8, 1.3)}
    one, again, other = (trade_ranges(uneven, shock(("A", "B", -2)), seed=seed, **options).countries for seed in (5, 5, 6))
    assert one.equals(again)
    assert not one.equals(other)


def test_how_many_draws_are_made_at_a_time_changes_nothing(uneven: pa.Table, shock: Shock, monkeypatch: Any) -> None:
    options: dict[str, Any] = {"draws": 30, "elasticity": (2.0, 8.0), "flow_sd": 0.3, "domestic_range": (0.8, 1.3), "with_flows": True}
    want = trade_ranges(uneven, shock(("A", "B", -2)), **options)
    monkeypatch.setattr("equipoise.whatif.ranges.worlds.CELLS", 7 * 16)
    got = trade_ranges(uneven, shock(("A", "B", -2)), **options)
    assert got.countries.equals(want.countries)
    assert got.flows.equals(want.flows)


def test_drawn_flows_keep_their_mean_and_domestic_ones_are_left_alone(uneven: pa.Table, shock: Shock) -> None:
    rows = trade_ranges(uneven, shock(("A", "B", 0.0)), draws=3000, flow_sd=0.4, closure="conditional", with_flows=True).flows.to_pylist()
    pair = next(r for r in rows if (r["exporter"], r["importer"]) == ("A", "B"))
    # No shock: new flows are the drawn ones. Median of a lognormal with mean 60 and log deviation 0.4: 60 exp(-0.08).
    assert pair["p50"] == pytest.approx(60 * np.exp(-0.08), rel=0.05)
    assert pair["p95"] / pair["p05"] == pytest.approx(np.exp(2 * 1.645 * 0.4), rel=0.08)
    own = next(r for r in rows if r["exporter"] == r["importer"] == "A")
    assert own["p05"] == pytest.approx(800, rel=1e-6)


def test_a_column_says_how_certain_each_flow_is(uneven: pa.Table, shock: Shock) -> None:
    doubt = [0.5 if (r["exporter"], r["importer"]) == ("A", "B") else 0.0 for r in uneven.to_pylist()]
    table = uneven.append_column("doubt", pa.array(doubt))
    rows = trade_ranges(table, shock(("A", "B", 0.0)), draws=50, flow_sd="doubt", with_flows=True, closure="conditional").flows.to_pylist()
    moved = {(r["exporter"], r["importer"]) for r in rows if r["p95"] - r["p05"] > 1e-3 * max(r["value"], 1)}
    assert moved == {("A", "B")}


def test_a_cost_that_stays_does_more_where_trade_is_more_elastic(flows: Flows, shock: Shock) -> None:
    twins, dearer = flows([[80, 20], [20, 80]]), shock(("A", "B", -1.0), ("B", "A", -1.0))
    effect, cost = (
        found(trade_ranges(twins, dearer, draws=400, elasticity=(2.0, 8.0), hold=hold).countries, "A", "exports_pct")
        for hold in ("effect", "cost")
    )
    assert cost["p95"] - cost["p05"] > 5 * (effect["p95"] - effect["p05"])
    assert cost["central"] == pytest.approx(effect["central"])


def test_draws_without_equilibrium_are_listed_and_warned_of(flows: Flows, shock: Shock) -> None:
    with pytest.warns(UserWarning, match="6 of 60 draws have no equilibrium"):
        result = trade_ranges(flows(HARD), only_with_a(shock), draws=60, flow_sd=1.5)
    assert result.info["failed"] == len(result.failed) == 6
    assert all("no equilibrium" in row["reason"] and 0 <= row["draw"] < 60 for row in result.failed.to_pylist())
    assert found(result.countries, "C", "welfare_pct")["p05"] < 0


def test_where_every_draw_fails_there_is_no_result(flows: Flows, shock: Shock) -> None:
    cut = shock(("A", "B", -50), ("B", "A", -50))
    with pytest.raises(ConvergenceError, match="none of the 5 draws"):
        trade_ranges(flows([[80, 20], [20, 80]]), cut, draws=5, flow_sd=0.2)  # drawn apart, each has a deficit that nobody can pay


def test_the_frame_comes_back_as_it_was_given_and_only_countries_asked_for(uneven: pa.Table, shock: Shock) -> None:
    result = trade_ranges(uneven.to_pandas(), shock(("A", "B", -2)), draws=4, countries=["C", "A"])
    assert isinstance(result.countries, pd.DataFrame)
    assert sorted(set(result.countries["country"])) == ["A", "C"]
    assert len(result.flows) == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"draws": 0}, "draws"),
        ({"draws": 10**9}, "draws must be at most"),
        ({"seed": -1}, "seed"),
        ({"elasticity": -1}, "elasticity"),
        ({"flow_sd": -0.1}, "flow_sd"),
        ({"flow_sd": "nothing"}, "no column 'nothing'"),
        ({"domestic_range": (1.2, 1.5)}, "1 between them"),
        ({"domestic_range": pa.table({"country": ["Q"], "domestic_low": [1.0], "domestic_high": [2.0]})}, "'Q'"),
        ({"domestic_range": pa.table({"country": ["A"], "domestic_low": [0.0], "domestic_high": [900.0]})}, "domestic_low"),
        ({"domestic_range": pa.table({"country": ["A"], "domestic_low": [1.0], "domestic_high": [2.0]})}, "domestic_high"),
        ({"countries": ["Z"]}, "'Z'"),
        ({"hold": "breath"}, "hold"),
        ({"closure": "magic"}, "closure"),
        ({"psi": 1, "closure": "conditional"}, "psi"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(options: dict[str, Any], said: str, uneven: pa.Table, shock: Shock) -> None:
    with pytest.raises(InputError, match=said), warnings.catch_warnings():
        trade_ranges(uneven, shock(("A", "B", -1)), **{"draws": 5, **options})


def test_the_range_of_what_is_sold_at_home_alone_gives_the_range_that_the_formula_gives(flows: Flows, shock: Shock) -> None:
    cut = shock(("A", "B", -50.0), ("B", "A", -50.0))
    ranges = trade_ranges(flows([[80, 20], [20, 80]]), cut, draws=4000, elasticity=4.0, domestic_range=(0.5, 2.0))
    assert ranges.info["domestic"] is True
    row = found(ranges.countries, "A", "welfare_pct")
    for point, at_home in (("p05", 40.0), ("central", 80.0), ("p50", 80.0), ("p95", 160.0)):
        assert row[point] == pytest.approx(100 * ((at_home / (at_home + 20)) ** 0.25 - 1), abs=0.05)
