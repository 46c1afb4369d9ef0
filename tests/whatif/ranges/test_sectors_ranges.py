"""Ranges of many sectors."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from equipoise.errors import InputError
from equipoise.whatif import sectors, sectors_ranges

pytestmark = pytest.mark.filterwarnings("ignore:sectors. first-order:UserWarning")


def taxed(world: dict[str, Any]) -> np.ndarray[Any, Any]:
    tariffs = np.array(world["tau_nij"])
    tariffs[0, 1:] = 0.15
    return tariffs


def found(table: Any, country: str, measure: str = "welfare_pct") -> dict[str, Any]:
    (row,) = [r for r in table.to_pylist() if (r["country"], r["measure"]) == (country, measure)]
    return row


@pytest.mark.parametrize("deficits", ["zero", "observed"])
def test_where_nothing_is_uncertain_every_draw_is_what_sectors_says(deficits: str, small_world: dict[str, Any]) -> None:
    want = {r["country"]: r for r in sectors(small_world, taxed(small_world), deficits=deficits).countries.to_pylist()}
    for row in sectors_ranges(small_world, taxed(small_world), deficits=deficits, draws=2).countries.to_pylist():
        for point in ("central", "p05", "p50", "p95"):
            assert row[point] == pytest.approx(want[row["country"]][row["measure"]], abs=1e-7)


def test_one_sector_with_a_range_moves_the_result_and_the_rest_stays(small_world: dict[str, Any]) -> None:
    result = sectors_ranges(small_world, taxed(small_world), elasticity={"s1": (2.0, 10.0)}, draws=30)
    low, central, high = result.info["elasticity"]["s0"]
    assert low == central == high == small_world["theta_j"][0]
    assert found(result.countries, "A")["p05"] < found(result.countries, "A")["p95"]


def test_each_draw_is_a_world_of_its_own(small_world: dict[str, Any]) -> None:
    result = sectors_ranges(small_world, taxed(small_world), flow_sd=0.2, domestic_range=(0.7, 1.4), draws=20, seed=3)
    again = sectors_ranges(small_world, taxed(small_world), flow_sd=0.2, domestic_range=(0.7, 1.4), draws=20, seed=3)
    assert result.countries.equals(again.countries)
    row = found(result.countries, "B")
    assert row["p05"] < row["central"] < row["p95"]
    assert result.info["residual"] <= 1e-10


def test_draws_that_do_not_arrive_are_listed(small_world: dict[str, Any]) -> None:
    # As many steps as the central case needs are too few for some worlds with elasticities far from it.
    info = sectors(small_world, taxed(small_world)).info
    steps = max(info["iterations"], info["baseline_iterations"])
    with pytest.warns(UserWarning, match="draws have no equilibrium"):
        result = sectors_ranges(small_world, taxed(small_world), draws=20, elasticity=(0.1, 1, 10), max_iter=steps)
    assert 0 < result.info["failed"] == len(result.failed) < 20


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"draws": 0}, "draws"),
        ({"elasticity": {"s9": (1, 2)}}, "'s9'"),
        ({"elasticity": (0, 2)}, "elasticity"),
        ({"flow_sd": -1}, "flow_sd"),
        ({"domestic_range": (2, 1)}, "must rise"),
        ({"deficits": "none"}, "deficits"),
    ],
)
def test_what_cannot_be_used_is_refused(options: dict[str, Any], said: str, small_world: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=said):
        sectors_ranges(small_world, taxed(small_world), **options)


def test_whether_mexico_gained_by_nafta_hangs_on_elasticities(shared: Path) -> None:
    with np.load(shared / "gold/whatif/cp2015_nafta/inputs.npz", allow_pickle=False) as archive:
        data = {key: archive[key] for key in archive.files}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = sectors_ranges(data, data["tau_nij_cfl"], data["tau_nij_bln"], elasticity=(0.7, 1.4), draws=15)
    mexico, first = found(result.countries, "Mexico"), found(result.countries, "Mexico", "welfare_first_order_pct")
    assert mexico["p05"] < 0 < mexico["p95"]
    assert first["central"] == pytest.approx(1.31, abs=0.005)  # as published
    assert first["p05"] > 0
