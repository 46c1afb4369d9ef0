"""Arms, routes and sanctions: by hand, against the data where it is present, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from equipoise.errors import InputError
from equipoise.measure import arms_dependence, route_dependence, sanctions_exposure

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"

ARMS = pl.DataFrame(
    [("RUS", "KAZ", 2018, 60.0), ("ESP", "KAZ", 2019, 20.0), ("RUS", "KAZ", 2021, 10.0), ("TUR", "KAZ", 2022, 10.0)],
    schema=["supplier", "recipient", "year", "value"],
    orient="row",
)
CASES = pl.DataFrame(
    [
        ("1", "EU", "RUS", 2014, None, "trade"),
        ("1", "EU", "RUS", 2014, None, "arms"),
        ("2", "UKR", "RUS", 2015, 2016, "financial"),
    ],
    schema={"case": pl.String, "sender": pl.String, "target": pl.String, "first": pl.Int64, "last": pl.Int64, "kind": pl.String},
    orient="row",
)
TRADE = pl.DataFrame(
    [("RUS", "DEU", 2015, 30.0), ("DEU", "RUS", 2015, 20.0), ("RUS", "CHN", 2015, 40.0), ("UKR", "RUS", 2015, 10.0)],
    schema=["exporter", "importer", "year", "value"],
    orient="row",
)
ROUTES = pl.DataFrame(
    [
        ("north", "RUS", 2022, "flow", 60.0, "no"),
        ("north", "RUS", 2022, "flow", 48.0, "yes"),
        ("north", "RUS", 2023, "flow", 65.0, "no"),
        ("north", "RUS", 2023, "capacity", 80.0, "no"),
        ("east", "CHN", 2023, "flow", 2.0, "yes"),
        ("east", "CHN", 2023, "flow", 4.0, "yes"),
        ("west", "AZE;GEO", 2022, "flow", 5.0, "yes"),
        ("all", "", 2023, "flow", 64.0, "yes"),
    ],
    schema=["route", "transit", "year", "quantity", "value", "own"],
    orient="row",
)
"""The examples of docs/methods/arms-dependence.md, sanctions-exposure.md and route-dependence.md."""
EXITS = ["north", "east", "west"]


def by(found: pl.DataFrame, **key: Any) -> dict[str, Any]:
    return found.filter(**key).row(0, named=True)


def test_arms_over_a_window_and_the_range_of_other_windows() -> None:
    found = arms_dependence(ARMS, window=3, windows=(2, 5), years=(2018, 2022))
    russia = by(found, supplier="RUS", year=2022)
    # Three years: 10 of 20. Two: 10 of 20. Five: 70 of 100.
    assert (russia["delivered"], russia["total"], russia["share"]) == (10.0, 20.0, 0.5)
    assert (russia["low"], russia["high"]) == (0.5, 0.7)
    spain = by(found, supplier="ESP", year=2022)
    assert (spain["share"], spain["low"], spain["high"]) == (0.0, 0.0, 0.2)


def test_shares_of_a_recipient_add_up_to_one_and_years_before_the_first_whole_window_have_none() -> None:
    found = arms_dependence(ARMS, window=3, windows=(), years=(2018, 2022))
    assert found.group_by("year").agg(pl.col("share").sum())["share"].to_list() == pytest.approx([1.0] * 3)
    assert found["year"].min() == 2020


def test_a_window_in_which_nothing_was_delivered_has_no_row() -> None:
    late = arms_dependence(ARMS, window=2, windows=(), years=(2018, 2026))
    assert late["year"].max() == 2023


@pytest.mark.parametrize(
    ("change", "options", "said"),
    [
        ({"value": -1.0}, {}, "'value'.*at least 0"),
        ({"value": "many"}, {}, "'value' must hold finite numbers"),
        ({"supplier": "RUS", "year": 2018}, {}, "each supplier, recipient, year may have one row"),
        ({}, {"window": 0}, "window must be a whole number"),
        ({}, {"years": (2019, 2022)}, r"years: 2019 to 2022 must hold every delivery.*2018"),
        ({}, {"years": 2019}, "years must be"),
    ],
)
def test_arms_that_cannot_be_used_are_refused(change: dict[str, Any], options: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        arms_dependence(ARMS.with_columns(**{k: pl.lit(v) for k, v in change.items()}), **options)


def test_sanctions_in_force_by_sender_and_all_together() -> None:
    found = sanctions_exposure(CASES, until=2017)
    assert found.filter(sender="UKR")["year"].to_list() == [2015, 2016]
    assert found.filter(sender="EU")["year"].to_list() == [2014, 2015, 2016, 2017], "still in force to the last year covered"
    together = by(found, sender="all", year=2015)
    assert (together["sanctions"], together["kinds"], together["kind_list"]) == (2, 3, "arms;financial;trade")
    assert "trade_share" not in found.columns


def test_the_trade_under_sanctions_is_that_of_the_members_of_a_bloc_that_restricts_trade() -> None:
    found = sanctions_exposure(CASES, until=2016, flows=TRADE, members={"EU": ["DEU", "FRA"]})
    assert by(found, sender="EU", year=2015)["trade_share"] == pytest.approx(0.5)
    assert by(found, sender="UKR", year=2015)["trade_share"] == 0, "its measures are financial"
    assert by(found, sender="all", year=2015)["trade_share"] == pytest.approx(0.5)
    assert by(found, sender="EU", year=2016)["trade_share"] is None, "trade of 2016 is not known"


@pytest.mark.parametrize(
    ("frame", "until", "said"),
    [
        (CASES.with_columns(last=pl.lit(2000)), 2017, "'last' lies before 'first'"),
        (pl.concat([CASES, CASES]), 2017, "each case, sender, target, kind may have one row"),
        (CASES.with_columns(sender=pl.lit("all")), 2017, "may not be named 'all'"),
        (CASES, 2014, "'first' lies after until=2014"),
        (CASES.with_columns(first=pl.lit("then")), 2017, "'first' must hold whole numbers"),
    ],
)
def test_sanctions_that_cannot_be_used_are_refused(frame: pl.DataFrame, until: int, said: str) -> None:
    with pytest.raises(InputError, match=said):
        sanctions_exposure(frame, until=until)


def test_routes_of_the_worked_example() -> None:
    found = route_dependence(ROUTES, EXITS, 2023, total="all")
    russia = by(found, state="RUS")
    # 65 of all shippers, of which 48 / 60 were its own in 2022.
    assert (russia["quantity"], russia["low"], russia["high"]) == pytest.approx((52, 52, 65))
    assert (russia["share"], russia["share_low"], russia["share_high"]) == pytest.approx((52 / 64, 52 / 64, 1))
    assert russia["why"] == "north: own share of 2022"
    china = by(found, state="CHN")
    assert (china["quantity"], china["low"], china["high"], china["why"]) == (3.0, 2.0, 4.0, "east: sources differ")
    assert by(found, state="GEO")["why"] == "west: figure of 2022"


def test_without_a_total_the_exits_are_all_there_is() -> None:
    found = route_dependence(ROUTES, EXITS, 2023)
    assert by(found, state="RUS")["share"] == pytest.approx(52 / (52 + 3 + 5))
    assert by(found, state="RUS")["share_low"] == pytest.approx(52 / (52 + 4 + 5))
    assert by(found, state="RUS")["share_high"] == pytest.approx(65 / (65 + 2 + 5))


def test_a_capacity_is_not_a_flow() -> None:
    found = route_dependence(ROUTES, EXITS, 2023, reach=0)
    azerbaijan = by(found, state="AZE")
    assert (azerbaijan["quantity"], azerbaijan["share"], azerbaijan["high"]) == (None, None, None), "no figure is not 0"
    assert "west: no figure" in by(found, state="RUS")["why"]


def test_what_a_total_leaves_unexplained_may_have_gone_over_the_route_without_figures() -> None:
    found = route_dependence(ROUTES.with_columns(year=pl.when(pl.col("route") == "west").then(2010).otherwise("year")), EXITS, 2023, "all")
    azerbaijan = by(found, state="AZE")
    assert azerbaijan["quantity"] is None
    assert (azerbaijan["low"], azerbaijan["high"]) == pytest.approx((0, 64 - 52 - 2))


def test_all_shippers_with_no_own_share_known_are_the_upper_end() -> None:
    found = route_dependence(ROUTES.filter(pl.col("value") != 48), EXITS, 2023)
    russia = by(found, state="RUS")
    assert (russia["low"], russia["quantity"], russia["high"]) == (0.0, 65.0, 65.0)
    assert "own share not known" in russia["why"]


@pytest.mark.parametrize(
    ("change", "exits", "said"),
    [
        ({}, ["south"], "not among the column 'route': south; there are all, east, north, west"),
        ({}, [], "exits must be a list"),
        ({}, "north", "exits must be a list"),
        ({"own": "partly"}, ["north"], r"'own' must be 'yes' or 'no'.*partly"),
        ({"value": -1.0}, ["north"], "'value'.*at least 0"),
        ({"quantity": "capacity"}, ["north"], "no figure for any of them"),
    ],
)
def test_routes_that_cannot_be_used_are_refused(change: dict[str, Any], exits: Any, said: str) -> None:
    with pytest.raises(InputError, match=said):
        route_dependence(ROUTES.with_columns(**{k: pl.lit(v) for k, v in change.items()}), exits, 2023)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the routes are in ../shared, which is not here")
def test_most_oil_of_kazakhstan_leaves_over_russia() -> None:
    table = pl.read_csv(SHARED / "corridors_kaz.csv").filter(pl.col("value_mt_per_y") >= 0)
    routes = table.select(
        "year", "quantity", route="route_id", transit=pl.col("transit_states").fill_null(""), value="value_mt_per_y", own="kaz_origin_only"
    )
    exits = ["cpc", "uas", "kcp", "aktau_baku_btc", "aktau_makhachkala"]
    found = route_dependence(routes, exits, 2023, total="total_export")
    # The press gives 3.73 of 70.5 Mt that did not go over Russian ports.
    russia = by(found, state="RUS")
    assert russia["share_low"] <= 1 - 3.73 / 70.5 <= russia["share_high"]
    assert by(found, state="CHN")["share"] < 0.03
