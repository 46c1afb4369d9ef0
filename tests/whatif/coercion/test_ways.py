"""Coercion one way, together, in sectors, and what its target can do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from equipoise.errors import ConvergenceError, InputError
from equipoise.whatif import coercion, coercion_answers, coercion_joint, coercion_sectors, sector_shocks, sectors, trade

Flows = Callable[[Any], pa.Table]
Shock = Callable[..., pa.Table]


def lost(result: Any) -> dict[str, float]:
    return {r["country"]: r["welfare_pct"] for r in result.countries.to_pylist()}


@pytest.mark.parametrize(("direction", "cut"), [("supply", [("A", "C")]), ("demand", [("C", "A")]), ("both", [("A", "C"), ("C", "A")])])
def test_supply_is_what_the_power_sells_and_demand_what_it_buys(
    direction: str, cut: list[tuple[str, str]], uneven: pa.Table, shock: Shock
) -> None:
    row = coercion(uneven, ["A"], ["C"], direction=direction).to_pylist()[0]
    want = lost(trade(uneven, shock(*((i, j, -50) for i, j in cut))))
    assert row["target_welfare_pct"] == pytest.approx(want["C"])
    assert row["power_welfare_pct"] == pytest.approx(want["A"])


def test_a_target_that_sells_nothing_to_the_power_fears_no_cut_in_demand(flows: Flows) -> None:
    world = flows([[80, 10, 10], [0, 90, 10], [12, 8, 80]])
    row = coercion(world, ["A"], ["B"], direction="demand").to_pylist()[0]
    assert row["target_welfare_pct"] == pytest.approx(0, abs=1e-9)
    assert coercion(world, ["A"], ["B"], direction="supply").to_pylist()[0]["target_welfare_pct"] < -0.1


def test_an_unknown_direction_is_refused(uneven: pa.Table) -> None:
    with pytest.raises(InputError, match="'both', 'supply', 'demand'"):
        coercion(uneven, ["A"], direction="up")


def test_a_joint_threat_is_that_of_the_coalition_against_the_sum_of_both(uneven: pa.Table) -> None:
    row = coercion_joint(uneven, ["B", "D"], ["C"]).to_pylist()
    (joint,) = row
    bloc = coercion(uneven, {"bloc": ["B", "D"]}, ["C"]).to_pylist()[0]
    alone = coercion(uneven, ["B", "D"], ["C"])["target_welfare_pct"].to_pylist()
    assert joint["powers"] == "B + D"
    assert joint["joint_pct"] == pytest.approx(bloc["target_welfare_pct"])
    assert joint["sum_pct"] == pytest.approx(sum(alone))
    assert joint["beyond_sum_pct"] == pytest.approx(bloc["target_welfare_pct"] - sum(alone))
    assert joint["own_pct"] == pytest.approx(bloc["power_welfare_pct"])


def test_every_two_powers_and_all_of_them_are_tried_and_a_blockade_says_why_it_has_no_number(uneven: pa.Table) -> None:
    rows = coercion_joint(uneven, ["A", "B", "D"], ["C"]).to_pylist()
    assert [r["powers"] for r in rows] == ["A + B", "A + D", "B + D", "A + B + D"]
    assert rows[-1]["joint_pct"] is None
    assert "no equilibrium" in rows[-1]["reason"]
    assert rows[-1]["sum_pct"] == pytest.approx(sum(coercion(uneven, ["A", "B", "D"], ["C"])["target_welfare_pct"].to_pylist()))
    assert all(r["reason"] is None for r in rows[:-1])


def test_a_target_cut_off_from_both_its_partners_is_back_at_what_it_makes_itself(flows: Flows) -> None:
    world = flows([[1000, 0, 10], [0, 1000, 10], [10, 10, 80]])
    (row,) = coercion_joint(world, ["A", "B"], ["C"], closure="multiplicative").to_pylist()
    assert row["joint_pct"] == pytest.approx(100 * (0.8**0.25 - 1), abs=1e-6)
    assert row["sum_pct"] != pytest.approx(row["joint_pct"], abs=1e-3)


def test_powers_that_cannot_join_are_refused(uneven: pa.Table) -> None:
    with pytest.raises(InputError, match="needs two powers"):
        coercion_joint(uneven, ["A"])
    with pytest.raises(InputError, match="member in common"):
        coercion_joint(uneven, {"one": ["A", "B"], "two": ["B"]}, ["C"])


def answers(*args: Any, **options: Any) -> dict[tuple[str, str | None], dict[str, Any]]:
    return {(r["answer"], r["partner"]): r for r in coercion_answers(*args, **options).to_pylist()}


def test_cheaper_trade_with_a_partner_is_the_equilibrium_with_both_changes(uneven: pa.Table, shock: Shock) -> None:
    found = answers(uneven, "A", "C", cost_cut=0.2)
    cheaper = -4 * np.log(0.8)
    cut, hedge = [("A", "C", -50), ("C", "A", -50)], [("B", "C", cheaper), ("C", "B", cheaper)]
    none, both, before = (lost(trade(uneven, shock(*rows)))["C"] for rows in (cut, [*cut, *hedge], hedge))
    row = found["cheaper trade", "B"]
    assert found["none", None]["target_welfare_pct"] == pytest.approx(none)
    assert row["target_welfare_pct"] == pytest.approx(both)
    assert row["offset_points"] == pytest.approx(both - none)
    assert row["offset_share"] == pytest.approx((both - none) / -none)
    assert row["threat_after_pct"] == pytest.approx(100 * ((1 + both / 100) / (1 + before / 100) - 1))


def test_the_cost_cut_that_is_enough_leaves_the_target_where_it_is_today(uneven: pa.Table) -> None:
    found = answers(uneven, "A", "C")
    enough = found["cheaper trade", "B"]["enough_cost_cut"]
    assert 0 < enough < 0.5
    assert answers(uneven, "A", "C", cost_cut=enough)["cheaper trade", "B"]["target_welfare_pct"] == pytest.approx(0, abs=5e-3)
    assert answers(uneven, "A", "C", cost_cut=enough * 0.98)["cheaper trade", "B"]["target_welfare_pct"] < 0


def test_a_threat_without_equilibrium_names_both(uneven: pa.Table) -> None:
    with pytest.raises(ConvergenceError, match="all against C"):
        coercion_answers(uneven, {"all": ["A", "B", "D"]}, "C")


def test_rows_are_best_first_and_name_neither_the_power_nor_the_target(uneven: pa.Table) -> None:
    rows = coercion_answers(uneven, "A", "C").to_pylist()
    assert [r["target_welfare_pct"] for r in rows] == sorted((r["target_welfare_pct"] for r in rows), reverse=True)
    assert {r["partner"] for r in rows} == {None, "B", "D"}
    assert len(coercion_answers(uneven, {"AB": ["A", "B"]}, "C")) == 2


def test_a_target_that_retaliates_cuts_what_the_power_left_open(uneven: pa.Table) -> None:
    found = answers(uneven, "A", "C", direction="supply")
    both = coercion(uneven, ["A"], ["C"]).to_pylist()[0]
    row = found["retaliate", None]
    assert row["target_welfare_pct"] == pytest.approx(both["target_welfare_pct"])
    assert row["power_welfare_pct"] == pytest.approx(both["power_welfare_pct"])
    assert row["power_welfare_pct"] < found["none", None]["power_welfare_pct"]
    assert ("retaliate", None) not in answers(uneven, "A", "C")


@pytest.mark.parametrize(
    ("power", "target", "options", "said"),
    [
        ("A", "A", {}, "belongs to the power"),
        ("Q", "A", {}, "'Q'"),
        ("A", "Q", {}, "target: 'Q'"),
        ("A", "C", {"cost_cut": 0}, "cost_cut"),
        ("A", "C", {"cost_cut": 0.9}, "at most 0.5"),
        ("A", "C", {"partners": ["A"]}, "is the target or the power"),
        ({"one": ["A"], "two": ["B"]}, "C", {}, "one country or coalition"),
    ],
)
def test_answers_refuse_what_cannot_be_used(power: Any, target: str, options: dict[str, Any], said: str, uneven: pa.Table) -> None:
    with pytest.raises(InputError, match=said):
        coercion_answers(uneven, power, target, **options)


@pytest.mark.filterwarnings("ignore:sectors. first-order:UserWarning")
@pytest.mark.parametrize(("direction", "kind"), [("supply", "export_ban"), ("both", "embargo")])
def test_a_threat_in_a_sector_is_the_embargo_that_sectors_solves(direction: str, kind: str, small_world: dict[str, Any]) -> None:
    row = coercion_sectors(small_world, ["B"], ["A"], ["s1"], direction).to_pylist()[0]
    made = sector_shocks(small_world, [{"kind": kind, "exporter": "B", "importer": "A", "sector": "s1"}])
    want = lost(sectors(small_world, made.tariffs, iceberg=made.iceberg))
    assert row["sector"] == "s1"
    assert row["target_welfare_pct"] == pytest.approx(want["A"], abs=1e-6)
    assert row["power_welfare_pct"] == pytest.approx(want["B"], abs=1e-6)
    assert row["leverage"] == pytest.approx(want["A"] / want["B"], rel=1e-4)


def test_sectors_one_after_the_other_and_all_at_once(small_world: dict[str, Any]) -> None:
    each = coercion_sectors(small_world, {"BC": ["B", "C"]}, ["A"], "each").to_pylist()
    assert [r["sector"] for r in each] == ["s0", "s1"]
    (both,) = coercion_sectors(small_world, {"BC": ["B", "C"]}, ["A"]).to_pylist()
    assert both["sector"] == "all"
    assert both["target_welfare_pct"] < min(r["target_welfare_pct"] for r in each) < 0


def test_a_region_left_without_a_source_has_no_number_and_a_reason(small_world: dict[str, Any]) -> None:
    shares = small_world["pi_nij"].copy()
    shares[0, :, 0] = [0, 0.6, 0.4]  # A makes nothing of s0 itself
    (row,) = coercion_sectors({**small_world, "pi_nij": shares}, {"BC": ["B", "C"]}, ["A"], ["s0"]).to_pylist()
    assert row["target_welfare_pct"] is None
    assert row["leverage"] is None
    assert "no source is left for 's0 in A'" in row["reason"]


def test_sectors_that_are_unknown_are_refused(small_world: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="'oil'"):
        coercion_sectors(small_world, ["B"], ["A"], ["oil"])
    with pytest.raises(InputError, match="each"):
        coercion_sectors(small_world, ["B"], ["A"], "oil")
    with pytest.raises(InputError, match="powers: 'Q'"):
        coercion_sectors(small_world, ["Q"])
