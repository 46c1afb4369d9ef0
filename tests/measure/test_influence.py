"""Influence capacity: worked by hand, and the published index from its parts."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from equipoise.errors import InputError
from equipoise.measure import influence_capacity

PUBLISHED = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "measure" / "fbic_china_russia_1960_2020.parquet"

WORKED = pl.DataFrame(
    {
        "sender": ["RUS", "RUS", "CHN"],
        "receiver": ["BLR", "KAZ", "KAZ"],
        "year": [2018] * 3,
        "econ_bandwidth": [1.5, 1.2, 0.9],
        "pol_bandwidth": [0.2, 0.3, 0.1],
        "sec_bandwidth": [1.1, 1.0, None],
        "econ_dependence": [1.8, 1.2, 0.4],
        "sec_dependence": [0.7, 0.8, 0.1],
    }
)
"""The example of docs/methods/influence-capacity.md."""


def test_capacity_is_bandwidth_times_dependence_over_the_largest() -> None:
    rows = {(r["sender"], r["receiver"]): r for r in influence_capacity(WORKED).to_dicts()}
    assert rows["RUS", "BLR"]["capacity"] == 1
    assert rows["RUS", "KAZ"]["bandwidth"] == pytest.approx(2.5)
    assert rows["RUS", "KAZ"]["dependence"] == pytest.approx(2.0)
    assert rows["RUS", "KAZ"]["capacity"] == pytest.approx(5.0 / 7.0)


def test_an_unknown_part_makes_unknown_what_it_enters_and_no_more() -> None:
    row = influence_capacity(WORKED).filter(sender="CHN").row(0, named=True)
    assert (row["bandwidth"], row["dependence"], row["capacity"]) == (None, pytest.approx(0.5), None)


def test_with_a_scale_two_samples_compare() -> None:
    whole = influence_capacity(WORKED, scale=10)
    assert influence_capacity(WORKED.filter(receiver="KAZ"), scale=10).equals(whole.filter(receiver="KAZ"))


def test_where_every_product_is_zero_there_is_no_scale() -> None:
    nothing = WORKED.with_columns(econ_dependence=0.0, sec_dependence=0.0)
    assert influence_capacity(nothing)["capacity"].to_list() == [None] * 3


@pytest.mark.parametrize("scale", [0, -1, float("nan"), "7", True])
def test_a_scale_that_is_no_positive_number_is_refused(scale: float) -> None:
    with pytest.raises(InputError, match="scale must be a number more than 0"):
        influence_capacity(WORKED, scale=scale)


def test_a_negative_part_and_a_pair_given_twice_are_refused() -> None:
    with pytest.raises(InputError, match=r"'pol_bandwidth'.*pol_bandwidth=-1, sender='CHN'"):
        influence_capacity(WORKED.with_columns(pol_bandwidth=-1.0))
    with pytest.raises(InputError, match=r"sender='RUS', receiver='KAZ', year=2018, rows=2"):
        influence_capacity(pl.concat([WORKED, WORKED.slice(1, 1)]))


@pytest.mark.skipif(not PUBLISHED.is_file(), reason="the published index is in ../shared, which is not here")
def test_the_published_index_is_reproduced_from_its_parts() -> None:
    names = {
        "econb": "econ_bandwidth",
        "polb": "pol_bandwidth",
        "secb": "sec_bandwidth",
        "econd": "econ_dependence",
        "secd": "sec_dependence",
    }
    file = pl.read_parquet(PUBLISHED).fill_nan(None).filter(pl.col("year") <= 2018)
    given = file.select(
        "year",
        pl.lit("RUS").alias("sender"),
        pl.col("iso3").alias("receiver"),
        "fbic_rus",
        *(pl.col(f"{k}_rus").alias(v) for k, v in names.items()),
    )
    given = given.drop_nulls()
    both = influence_capacity(given).join(given.select("receiver", "year", "fbic_rus"), on=["receiver", "year"])
    assert len(both) > 9000
    assert (both["capacity"] - both["fbic_rus"]).abs().max() < 1e-3  # type: ignore[operator]
