"""Coercion power: worked by hand; a bloc is worth more than its members; what cannot be used is refused."""

from __future__ import annotations

import math
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.errors import InputError
from equipoise.measure import coercion_power

SUPPLY = pl.DataFrame(
    {
        "target": ["KAZ"] * 3,
        "sector": ["fuel", "fuel", "machines"],
        "supplier": ["RUS", "CHN", "RUS"],
        "share": [0.5, 0.3, 0.2],
        "weight": [0.1, 0.1, 0.2],
    }
)
"""The example of docs/methods/coercion-power.md."""


def by_power(result: pl.DataFrame, column: str = "loss") -> dict[str, Any]:
    return {r["power"]: r[column] for r in result.to_dicts()}


def test_loss_of_the_worked_example() -> None:
    result = coercion_power(SUPPLY, {"RUS": ["RUS"], "CHN": ["CHN"], "both": ["RUS", "CHN"]})
    loss = by_power(result)
    assert loss["RUS"] == pytest.approx(0.25 * (0.1 * math.log(2) + 0.2 * math.log(1.25)))
    assert loss["both"] == pytest.approx(0.25 * (0.1 * math.log(5) + 0.2 * math.log(1.25)))
    assert loss["both"] > loss["RUS"] + loss["CHN"]
    assert by_power(result, "top_sector")["RUS"] == "fuel"
    assert by_power(result, "top_sector_loss")["RUS"] == pytest.approx(0.017329, abs=1e-6)


def test_who_supplies_nothing_inflicts_nothing() -> None:
    two = pl.concat([SUPPLY, SUPPLY.filter(supplier="CHN").with_columns(target=pl.lit("UZB"))])
    row = coercion_power(two, ["RUS"]).filter(target="UZB").row(0, named=True)
    assert (row["loss"], row["top_sector"], row["top_sector_loss"]) == (0.0, None, 0.0)


def test_who_supplies_all_of_a_sector_that_matters_inflicts_without_limit() -> None:
    monopoly = SUPPLY.with_columns(share=pl.Series([0.7, 0.3, 1.0]))
    assert by_power(coercion_power(monopoly, {"both": ["RUS", "CHN"]}))["both"] == math.inf
    assert by_power(coercion_power(monopoly.with_columns(weight=0.0), ["RUS"]))["RUS"] == 0


def test_an_elasticity_for_each_sector_takes_the_place_of_the_common_one() -> None:
    own = SUPPLY.with_columns(sigma=pl.Series([3.0, 3.0, 11.0]))
    assert by_power(coercion_power(own, ["RUS"]))["RUS"] == pytest.approx(0.05 * math.log(2) + 0.02 * math.log(1.25))


def test_of_equal_sectors_the_first_by_text_is_on_top() -> None:
    equal = SUPPLY.with_columns(share=pl.Series([0.2, 0.3, 0.2]), weight=0.1)
    assert by_power(coercion_power(equal, ["RUS"]), "top_sector")["RUS"] == "fuel"


@pytest.mark.parametrize(
    ("change", "powers", "sigma", "said"),
    [
        ({"share": [0.7, 0.7, 0.2]}, ["RUS"], 5, r"'share' of a sector adds up to more than 1: \(target='KAZ', sector='fuel', share=1.4\)"),
        ({"share": [1.2, 0.0, 0.2]}, ["RUS"], 5, r"'share'.*at most 1.*share=1.2"),
        ({"weight": [0.1, 0.2, 0.2]}, ["RUS"], 5, r"'weight' must be equal on all rows.*sector='fuel', weight_least=0.1, weight_most=0.2"),
        ({"sigma": [1.0, 1.0, 5.0]}, ["RUS"], 5, r"'sigma'.*more than 1"),
        ({}, ["RUS"], 1.0, r"sigma must be a number more than 1"),
        ({}, ["BRA"], 5, r"powers: not among the column 'supplier': BRA; there are CHN, RUS"),
        ({}, [], 5, r"at least one supplier"),
        ({}, {"bloc": []}, 5, r"at least one supplier"),
        ({}, "RUS", 5, r"powers must be a list"),
    ],
)
def test_what_cannot_be_used_is_refused(change: dict[str, list[float]], powers: Any, sigma: float, said: str) -> None:
    with pytest.raises(InputError, match=said):
        coercion_power(SUPPLY.with_columns(**{k: pl.Series(v) for k, v in change.items()}), powers, sigma=sigma)


@settings(deadline=None, max_examples=40)
@given(st.floats(0.001, 0.49), st.floats(0.001, 0.49), st.floats(1.5, 20))
def test_a_coalition_is_worth_at_least_its_members(a: float, b: float, sigma: float) -> None:
    supply = SUPPLY.with_columns(share=pl.Series([a, b, 0.0]))
    loss = by_power(coercion_power(supply, {"a": ["RUS"], "b": ["CHN"], "both": ["RUS", "CHN"]}, sigma=sigma))
    assert loss["both"] >= loss["a"] + loss["b"] - 1e-12


def test_a_range_of_elasticities_makes_a_range_of_losses() -> None:
    row = coercion_power(SUPPLY, ["RUS"], sigma=(3.0, 5.0, 9.0)).row(0, named=True)
    size = 0.1 * math.log(2) + 0.2 * math.log(1.25)
    assert (row["low"], row["loss"], row["high"]) == pytest.approx((size / 8, size / 4, size / 2))
    assert list(row) == ["power", "target", "loss", "low", "high", "top_sector", "top_sector_loss"]


def test_each_sector_may_have_its_own_range() -> None:
    own = SUPPLY.with_columns(sigma=5.0, sigma_low=pl.Series([2.0, 2.0, 5.0]), sigma_high=pl.Series([5.0, 5.0, 11.0]))
    row = coercion_power(own, ["RUS"]).row(0, named=True)
    fuel, machines = 0.1 * math.log(2), 0.2 * math.log(1.25)
    assert (row["low"], row["high"]) == pytest.approx((fuel / 4 + machines / 10, fuel + machines / 4))


@pytest.mark.parametrize(
    ("change", "sigma", "said"),
    [
        ({}, (3.0, 5.0), r"\(low, middle, high\)"),
        ({}, (5.0, 3.0, 9.0), "in order"),
        ({}, (1.0, 3.0, 9.0), "sigma must be a number more than 1"),
        ({"sigma_low": [3.0] * 3}, 5.0, "a range of elasticities takes the columns sigma, sigma_low, sigma_high; there are only sigma_low"),
        ({"sigma": [5.0] * 3, "sigma_low": [6.0] * 3, "sigma_high": [9.0] * 3}, 5.0, "must be in order"),
    ],
)
def test_a_range_that_is_none_is_refused(change: dict[str, list[float]], sigma: Any, said: str) -> None:
    with pytest.raises(InputError, match=said):
        coercion_power(SUPPLY.with_columns(**{k: pl.Series(v) for k, v in change.items()}), ["RUS"], sigma=sigma)
