"""A published input-output table as a world of sectors."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from equipoise.errors import InputError
from equipoise.whatif import coercion_sectors, icio_world, sectors

USES = {
    "A_01": [30.0, 10.0, 5.0, 0.0],
    "A_02": [10.0, 20.0, 0.0, 5.0],
    "B_01": [5.0, 5.0, 40.0, 10.0],
    "B_02": [0.0, 15.0, 10.0, 30.0],
    "A_HFCE": [40.0, 35.0, 10.0, 5.0],
    "A_GFCF": [5.0, 5.0, 0.0, -3.0],
    "B_HFCE": [10.0, 10.0, 35.0, 50.0],
    "OUT": [9e9] * 4,
}
ROWS = ["A_01", "A_02", "B_01", "B_02"]


def table(rows: list[str] | None = None, **changed: list[Any]) -> pl.DataFrame:
    return pl.DataFrame({"V1": rows or ROWS, **{**USES, **changed}})


def at(world: Any, country: str, sector: str) -> tuple[int, int]:
    return world.data["regions"].index(country), world.data["sectors"].index(sector)


def test_shares_costs_and_final_use_are_those_of_the_table() -> None:
    world = icio_world(table())
    n, j = at(world, "A", "01")
    # A's industry 01 sells 30 + 10 + 5 + 0 + 40 + 5 + 10 = 100 and uses 30 + 10 + 5 + 0 = 45 of goods.
    assert world.data["gamma_nj"][n, j] == pytest.approx(0.55)
    assert world.data["gamma_nkj"][n, :, j].tolist() == pytest.approx([0.35, 0.1])
    # A buys 30 + 10 + 40 + 5 = 85 of its own 01 and 5 + 0 + 10 + 0 = 15 of B's.
    assert world.data["X_nj"][n, j] == pytest.approx(100e6)
    assert world.data["pi_nij"][n, :, j].tolist() == pytest.approx([0.85, 0.15])
    # Final use of A: 01 40 + 5 + 10, 02 35 + 5 + 5 (the stock that fell counts as 0).
    assert world.data["alpha_nj"][n].tolist() == pytest.approx([0.55, 0.45])
    assert world.info["world_trade"] == pytest.approx((5 + 0 + 10 + 0 + 5 + 5 + 5 + 5 + 15 + 10 + 10) * 1e6)
    assert world.ranges["how"].to_pylist() == ["given"] * 4


def test_value_added_is_output_less_inputs() -> None:
    world = icio_world(table())
    output = {"A": 100 + 100, "B": 100 + 100}
    used = {"A": 45 + 35, "B": 60 + 55}
    assert world.data["wL_n"].tolist() == pytest.approx([(output[n] - used[n]) * 1e6 for n in "AB"])


@pytest.mark.filterwarnings("ignore:sectors. first-order:UserWarning")
def test_the_table_is_an_equilibrium_with_its_own_deficits() -> None:
    world = icio_world(table(A_GFCF=[5.0, 5.0, 0.0, 0.0]))
    result = sectors(world.data, world.data["tau_nij"], deficits="observed")
    assert result.info["baseline_iterations"] <= 1  # the data are at rest: nothing has to be sought
    assert np.abs(result.countries["welfare_pct"].to_numpy()).max() < 1e-8
    rows = coercion_sectors(world.data, ["B"], ["A"], "each").to_pylist()
    assert all(row["target_welfare_pct"] < 0 for row in rows)


def test_parts_of_a_country_are_added_up_and_rows_that_are_no_industry_left_out() -> None:
    rows = ["CN1_01", "CN2_01", "A_01", "A_TAXSUB", "VALU"]
    uses = {"CN1_01": [1.0, 2.0, 3.0, 9.0, 9.0], "CN2_01": [4.0, 5.0, 6.0, 9.0, 9.0], "A_01": [1.0, 1.0, 8.0, 9.0, 9.0]}
    final = {"CN1_HFCE": [20.0, 10.0, 3.0, 9.0, 9.0], "A_HFCE": [2.0, 1.0, 30.0, 9.0, 9.0]}
    world = icio_world(pl.DataFrame({"V1": rows, **uses, **final}))
    assert (world.data["regions"], world.data["sectors"]) == (["A", "CHN"], ["01"])
    assert world.data["X_nj"].ravel().tolist() == pytest.approx([43e6, 54e6])
    assert world.data["gamma_nkj"][1, 0, 0] == pytest.approx((1 + 2 + 3 + 4 + 5 + 6) / (12 + 30 + 2 + 3))


def test_an_industry_that_uses_more_than_it_sells_is_scaled_and_reported() -> None:
    world = icio_world(table(A_02=[60.0, 40.0, 0.0, 30.0]))
    n, j = at(world, "A", "02")
    assert world.data["gamma_nj"][n, j] == 0.01
    assert world.data["gamma_nkj"][n, :, j].sum() == pytest.approx(0.99)
    assert [(r["country"], r["what"]) for r in world.report.to_pylist()] == [("A", "inputs scaled")]


def test_an_industry_that_nobody_has_changes_nothing() -> None:
    world = icio_world(table(rows=["A_01", "A_02", "B_01", "B_02"], A_02=[0.0] * 4))
    empty = pl.concat([table(), pl.DataFrame({"V1": ["A_99", "B_99"], **{k: [0.0, 0.0] for k in USES}})])
    with_nothing = icio_world(empty)
    assert with_nothing.data["gamma_nj"][:, 2].tolist() == [1.0, 1.0]
    assert with_nothing.data["X_nj"][:, 2].tolist() == [0.0, 0.0]
    assert world.data["gamma_nj"][at(world, "A", "02")] == 1.0


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"A_01": [float("nan"), 1, 1, 1]}, "'A_01' has no number in row 'A_01'"),
        ({"A_01": ["x", "1", "1", "1"]}, "'A_01' must hold numbers"),
        ({"rows": ["A_01", "A_01", "B_01", "B_02"]}, "more than once: 'A_01'"),
        ({"rows": ["a", "b", "c", "d"]}, "named like KAZ_B05"),
        ({"A_HFCE": [0.0] * 4, "A_GFCF": [0.0] * 4}, "'A' has no final use"),
    ],
)
def test_what_is_not_the_layout_is_refused(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        icio_world(table(**changed))


def test_every_industry_needs_an_elasticity() -> None:
    assert icio_world(table(), {"01": 3.0, "02": 5.0, "03": 1.0}).data["theta_j"].tolist() == [3.0, 5.0]
    with pytest.raises(InputError, match="none for '02'"):
        icio_world(table(), {"01": 3.0})
