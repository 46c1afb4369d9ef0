"""Sub-indices of influence from our own ties: by hand, what is not known, and nearness to the published index."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from equipoise.errors import InputError
from equipoise.measure import influence_capacity, influence_components

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT / ".." / "shared" / "data"


def ties(*rows: tuple[str, str, int, float | None]) -> pl.DataFrame:
    schema = {"sender": pl.String, "receiver": pl.String, "year": pl.Int64, "value": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


TRADE = ties(("RUS", "KAZ", 2020, 30.0), ("CHN", "KAZ", 2020, 10.0), ("RUS", "BLR", 2020, 60.0))
ALLIANCES = ties(("RUS", "KAZ", 2020, 2.0), ("RUS", "BLR", 2020, 2.0))
ARMS = ties(("RUS", "KAZ", 2020, 9.0), ("TUR", "KAZ", 2020, 1.0))
GDP = pl.DataFrame({"state": ["KAZ", "BLR"], "year": [2020, 2020], "gdp": [200.0, 60.0]})
ALL = {"trade": TRADE, "alliances": ALLIANCES, "arms": ARMS}
"""The example of docs/methods/influence-capacity.md, section 4."""


def of(found: pl.DataFrame, sender: str, receiver: str) -> dict[str, Any]:
    return found.filter(sender=sender, receiver=receiver).row(0, named=True)


def test_the_worked_example() -> None:
    found = influence_components(ALL, GDP, partial=True)
    russia, china = of(found, "RUS", "KAZ"), of(found, "CHN", "KAZ")
    # Trade 30 of the largest 60; arms 9 of 9, alliance 2 of 2; trade share .75 of the largest 1, trade to income .15 of the largest 1.
    assert russia["econ_bandwidth"] == pytest.approx(0.5)
    assert russia["sec_bandwidth"] == pytest.approx(1.0)
    assert russia["econ_dependence"] == pytest.approx((0.75 + 0.15) / 2)
    assert russia["sec_dependence"] == pytest.approx(1.0)
    assert russia["pol_bandwidth"] is None
    assert china["sec_bandwidth"] == 0, "the tables list every alliance and delivery of that year"
    assert russia["parts"] == "trade;arms;alliance;trade_share;trade_per_gdp;arms_share"


def test_a_part_that_is_not_known_makes_its_sub_index_null_unless_that_is_asked_for() -> None:
    strict = of(influence_components(ALL, GDP), "RUS", "KAZ")
    assert strict["econ_bandwidth"] is None, "no aid, no agreements"
    assert strict["sec_bandwidth"] == pytest.approx(1.0)
    assert strict["sec_dependence"] == pytest.approx(1.0)


def test_outside_the_years_of_a_table_nothing_is_known_and_nothing_is_zero() -> None:
    later = {**ALL, "trade": pl.concat([TRADE, TRADE.with_columns(year=pl.lit(2021, pl.Int64))])}
    found = influence_components(later, GDP, partial=True).filter(year=2021)
    assert found["sec_bandwidth"].to_list() == [None] * 3
    assert found["econ_bandwidth"].null_count() == 0


def test_an_unlisted_pair_is_unknown_in_a_table_that_does_not_list_all() -> None:
    found = influence_components(ALL, GDP, partial=True, lists_all=("arms",))
    assert of(found, "CHN", "KAZ")["parts"] == "trade;arms;trade_share;trade_per_gdp;arms_share"
    assert of(found, "TUR", "KAZ")["econ_bandwidth"] is None


def test_weights_and_scales_are_named_and_used() -> None:
    found = influence_components(ALL, GDP, partial=True, weights={"trade_share": 3.0}, scales={"trade": 120.0})
    russia = of(found, "RUS", "KAZ")
    assert russia["econ_bandwidth"] == pytest.approx(0.25)
    assert russia["econ_dependence"] == pytest.approx((3 * 0.75 + 0.15) / 4)


def test_what_comes_out_goes_into_the_capacity() -> None:
    found = influence_components({**ALL, "organisations": TRADE}, GDP, partial=True)
    capacity = influence_capacity(found)
    assert of(capacity, "RUS", "KAZ")["capacity"] == 1.0
    assert 0 < of(capacity, "CHN", "KAZ")["capacity"] < of(capacity, "RUS", "BLR")["capacity"] < 1


@pytest.mark.parametrize(
    ("tables", "options", "said"),
    [
        ({}, {}, "none was given"),
        ({"tourism": TRADE}, {}, "not a table of a component: tourism"),
        ({"trade": TRADE.with_columns(value=-1.0)}, {}, r"trade: column 'value'.*at least 0"),
        ({"trade": pl.concat([TRADE, TRADE])}, {}, "trade: each sender, receiver, year may have one row"),
        ({"trade": TRADE.with_columns(receiver=pl.col("sender"))[:1]}, {}, "paired with itself"),
        (ALL, {"weights": {"tanks": 1.0}}, "weights: not a part: tanks"),
        (ALL, {"weights": {"arms_share": 0.0}}, "every part of sec_dependence has weight 0"),
        (ALL, {"scales": {"trade": 0.0}}, r"scales\['trade'\] must be a number more than 0"),
    ],
)
def test_what_cannot_be_used_is_refused(tables: Any, options: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        influence_components(tables, GDP, **options)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the data is in ../shared, which is not here")
def test_our_own_ties_rank_pairs_nearly_as_the_published_index_does(capsys: pytest.CaptureFixture[str]) -> None:
    spec = importlib.util.spec_from_file_location("influence", ROOT / "evaluation" / "influence.py")
    assert spec
    assert spec.loader
    evaluation = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(evaluation)
    assert evaluation.main() == 0
    lines = [line.split(" | ") for line in capsys.readouterr().out.splitlines() if line.startswith(("RUS |", "CHN |"))]
    by = {(sender, part): float(within) for sender, part, _, within, _ in lines}
    assert by["RUS", "capacity"] > 0.8
    assert by["CHN", "capacity"] > 0.8
    assert min(by.values()) > 0.6
