"""Common groups and allies: by hand, against the data, and what must hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from equipoise.errors import InputError
from equipoise.measure import membership_overlap, treaty_overlap

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"

MEMBERS = pl.DataFrame(
    [("KAZ", "CSTO"), ("KAZ", "OTS"), ("KAZ", "SCO"), ("RUS", "CSTO"), ("RUS", "SCO"), ("TUR", "OTS"), ("TUR", "NATO")],
    schema=["state", "group"],
    orient="row",
).with_columns(year=2023)
ALLIED = pl.DataFrame(
    [("A", "C", 2), ("C", "A", 2), ("B", "C", 2), ("C", "B", 2), ("B", "D", 1), ("D", "B", 1)],
    schema=["state", "partner", "value"],
    orient="row",
).with_columns(year=2000)
"""The example of docs/methods/overlap.md."""


def of(found: pl.DataFrame, a: str, b: str) -> dict[str, Any]:
    return found.row(by_predicate=(pl.col("state_a") == a) & (pl.col("state_b") == b), named=True)


def test_common_groups_of_the_worked_example() -> None:
    found = membership_overlap(MEMBERS)
    row = of(found, "KAZ", "RUS")
    assert (row["common"], row["groups_a"], row["groups_b"]) == (2, 3, 2)
    assert (row["share_a"], row["share_b"], row["jaccard"]) == pytest.approx((2 / 3, 1, 2 / 3))
    assert of(found, "KAZ", "TUR")["jaccard"] == pytest.approx(1 / 4)
    assert of(found, "RUS", "TUR")["jaccard"] == 0


def test_portfolios_of_the_worked_example() -> None:
    row = of(treaty_overlap(ALLIED), "A", "B")
    # A: (2, 0, 2, 0), B: (0, 2, 2, 1) over A, B, C, D; each is its own ally with 2.
    assert row["similarity"] == pytest.approx(1 - 2 * (2 + 2 + 0 + 1) / (2 * 4))
    assert (row["common"], row["jaccard"], row["partners"]) == (1, 0.5, 4)


def test_a_pair_that_is_not_listed_is_unknown_where_the_source_does_not_say_that_it_lists_all() -> None:
    row = of(treaty_overlap(ALLIED, missing="unknown"), "A", "B")
    assert row["partners"] == 1, "only C is known of both"
    assert (row["similarity"], row["jaccard"]) == (1.0, 1.0)
    assert of(treaty_overlap(ALLIED, missing="unknown"), "A", "D")["similarity"] is None


def test_an_unknown_obligation_leaves_the_comparison() -> None:
    hidden = ALLIED.with_columns(value=pl.when((pl.col("state") == "B") & (pl.col("partner") == "D")).then(None).otherwise("value"))
    row = of(treaty_overlap(hidden), "A", "B")
    assert (row["partners"], row["similarity"]) == (3, pytest.approx(1 - 2 * 4 / (2 * 3)))


def test_same_portfolios_are_alike_and_years_do_not_mix() -> None:
    two = pl.concat([ALLIED, ALLIED.with_columns(year=2001, value=pl.lit(2, pl.Int64))])
    found = treaty_overlap(two)
    assert found["year"].unique().sort().to_list() == [2000, 2001]
    assert (found["similarity"].is_between(-1, 1)).all()


@pytest.mark.parametrize(
    ("frame", "options", "said"),
    [
        (ALLIED.with_columns(value=-1), {}, "'value'.*at least 0"),
        (ALLIED, {"top": 1}, "'value'.*at most 1"),
        (ALLIED.with_columns(value=0), {}, "no obligation at all"),
        (ALLIED.with_columns(value=pl.lit("strong")), {}, "'value' must hold finite numbers"),
        (pl.concat([ALLIED, ALLIED]), {}, "each state, partner, year may have one row"),
        (ALLIED.with_columns(partner=pl.col("state")).unique("state"), {}, "its own partner"),
        (ALLIED.head(0), {}, "empty"),
        (ALLIED, {"missing": "zero"}, "missing must be one of 'none', 'unknown'"),
        ({"state": ["A"]}, {}, "ties must be a pandas, Polars"),
    ],
)
def test_what_cannot_be_used_is_refused(frame: Any, options: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        treaty_overlap(frame, **options)


def test_a_membership_given_twice_is_refused() -> None:
    with pytest.raises(InputError, match=r"each state, group, year may have one row.*CSTO"):
        membership_overlap(pl.concat([MEMBERS, MEMBERS]))


@pytest.mark.skipif(not SHARED.is_dir(), reason="alliances are in ../shared, which is not here")
def test_allies_of_kazakhstan_in_2018() -> None:
    atop = pl.read_parquet(SHARED / "ties" / "atop_alliance_dyads_1946_2018.parquet").filter(year=2018)
    defence = atop.select(state="ccode1", partner="ccode2", year="year", value="atop_defense").filter(pl.col("value") > 0)
    found = treaty_overlap(defence)
    armenia, usa = (of(found, *sorted(("705", other))) for other in ("371", "2"))
    assert armenia["jaccard"] > 0.5
    assert usa["common"] == 0
    assert armenia["similarity"] > usa["similarity"]
