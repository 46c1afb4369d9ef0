"""Trade policy by name: which cells change, by how much, and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from equipoise.errors import InputError
from equipoise.whatif import sector_shocks, sectors
from equipoise.whatif.sectors.shocks import EMBARGO

A, B, C = 0, 1, 2


def changed(before: Any, after: Any) -> set[tuple[int, int, int]]:
    return {tuple(int(k) for k in at) for at in np.argwhere(np.asarray(before) != after)}


def test_an_export_ban_ends_deliveries_of_the_exporter_only(small_world: dict[str, Any]) -> None:
    made = sector_shocks(small_world, [{"kind": "export_ban", "exporter": "B", "importer": ["A", "C"], "sector": "s1"}])
    assert changed(np.ones((3, 3, 2)), made.iceberg) == {(A, B, 1), (C, B, 1)}
    assert made.iceberg[A, B, 1] == EMBARGO
    assert not changed(small_world["tau_nij"], made.tariffs)
    row = made.cells.to_pylist()[0]
    assert (row["cells"], row["exporters"], row["importers"], row["sectors"]) == (2, 1, 2, 1)
    want = sum(small_world["X_nj"][n, 1] * small_world["pi_nij"][n, B, 1] for n in (A, C))
    assert row["trade"] == pytest.approx(want)


def test_an_import_ban_is_the_other_side_and_an_embargo_both(small_world: dict[str, Any]) -> None:
    ban = sector_shocks(small_world, [{"kind": "import_ban", "importer": "A", "exporter": "B"}])
    assert changed(np.ones((3, 3, 2)), ban.iceberg) == {(A, B, 0), (A, B, 1)}
    both = sector_shocks(small_world, [{"kind": "embargo", "importer": "A", "exporter": "B"}])
    assert changed(np.ones((3, 3, 2)), both.iceberg) == {(A, B, 0), (A, B, 1), (B, A, 0), (B, A, 1)}


def test_all_is_meant_where_nothing_is_named_and_trade_at_home_is_never_touched(small_world: dict[str, Any]) -> None:
    made = sector_shocks(small_world, [{"kind": "cost", "cost_pct": 10, "importer": "A"}])
    assert changed(np.ones((3, 3, 2)), made.iceberg) == {(A, i, j) for i in (B, C) for j in (0, 1)}
    assert made.iceberg[A, B, 0] == pytest.approx(1.1)


def test_costs_multiply_tariffs_replace_and_points_are_added(small_world: dict[str, Any]) -> None:
    made = sector_shocks(
        small_world,
        [
            {"kind": "cost", "cost_pct": 10, "importer": "A", "exporter": "B"},
            {"kind": "cost", "cost_pct": 20, "importer": "A", "exporter": "B", "sector": "s0"},
            {"kind": "tariff", "tariff": 0.25, "importer": "A"},
            {"kind": "tariff_change", "points": -5, "importer": "A", "exporter": "C"},
        ],
    )
    assert made.iceberg[A, B].tolist() == pytest.approx([1.32, 1.1])
    assert made.tariffs[A, B].tolist() == pytest.approx([0.25, 0.25])
    assert made.tariffs[A, C].tolist() == pytest.approx([0.2, 0.2])


@pytest.mark.filterwarnings("ignore:sectors. first-order:UserWarning")
def test_an_embargo_leaves_no_trade_of_the_two_in_the_result(small_world: dict[str, Any]) -> None:
    made = sector_shocks(small_world, [{"kind": "embargo", "importer": "A", "exporter": "B", "sector": "s0"}])
    result = sectors(small_world, made.tariffs, iceberg=made.iceberg)
    flows = {(r["exporter"], r["importer"], r["sector"]): r for r in result.flows.to_pylist()}
    assert len(flows) == 18
    for pair in (("A", "B", "s0"), ("B", "A", "s0")):
        assert flows[pair]["value"] > 0.1
        assert flows[pair]["value_new"] < 1e-9
    assert flows["A", "B", "s1"]["value_new"] > 0.1


@pytest.mark.filterwarnings("ignore:sectors. first-order:UserWarning")
def test_flows_add_up_to_balanced_trade(small_world: dict[str, Any]) -> None:
    made = sector_shocks(small_world, [{"kind": "tariff", "tariff": 0.3, "importer": "A"}])
    rows = sectors(small_world, made.tariffs).flows.to_pylist()
    for name in "ABC":
        sold = sum(r["value_new"] for r in rows if r["exporter"] == name != r["importer"])
        bought = sum(r["value_new"] for r in rows if r["importer"] == name != r["exporter"])
        assert sold == pytest.approx(bought, rel=1e-8)  # deficits "zero"


@pytest.mark.parametrize(
    ("shock", "said"),
    [
        ({"kind": "siege", "importer": "A"}, "shock 1: kind must be one of 'export_ban'"),
        ({"importer": "A"}, "kind"),
        ({"kind": "tariff", "tariff": 0.1, "importer": "KAZ"}, "shock 1: importer: 'KAZ' not among the 3 regions"),
        ({"kind": "tariff", "tariff": 0.1, "sector": ["s0", "oil"]}, "shock 1: sector: 'oil' not among the 2 sectors"),
        ({"kind": "tariff", "importer": "A"}, "tariff must be a number"),
        ({"kind": "tariff", "tariff": -1, "importer": "A"}, "more than -1"),
        ({"kind": "tariff", "tariff": float("nan"), "importer": "A"}, "tariff must be a number"),
        ({"kind": "cost", "cost_pct": -3, "importer": "A"}, "cost_pct"),
        ({"kind": "cost", "cost_pct": 1e9, "importer": "A"}, "cost_pct"),
        ({"kind": "tariff_change", "points": 0, "importer": "A"}, "points"),
        ({"kind": "tariff_change", "points": -150, "importer": "A"}, "-100 %"),
        ({"kind": "embargo", "importer": "A", "cost_pct": 3}, "no field 'cost_pct'"),
        ({"kind": "embargo", "importer": "A", "exporter": "A"}, "are the same"),
        ({"kind": "embargo", "importer": []}, "importer: must be a name"),
        ("embargo", "must be a mapping"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(shock: Any, said: str, small_world: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=said):
        sector_shocks(small_world, [shock])


def test_no_shock_and_no_data_are_refused(small_world: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="empty"):
        sector_shocks(small_world, [])
    with pytest.raises(InputError, match="tau_nij"):
        sector_shocks({k: v for k, v in small_world.items() if k != "tau_nij"}, [{"kind": "embargo"}])
