"""A world made of bilateral trade and GDP: hand-worked cases, what is merged and imputed, and what is refused."""

from __future__ import annotations

from typing import Any

import pandas as pd
import polars as pl
import pytest

from equipoise.errors import InputError
from equipoise.whatif import bilateral_flows, coercion, partner_check, sector_world, sectors, trade_ranges, world_matrix

TRADE = [("A", "B", 10.0), ("B", "A", 20.0), ("A", "C", 4.0), ("C", "B", 2.0), ("B", "D", 1.0), ("D", "A", 3.0), ("C", "D", 0.5)]
GDP = {"A": 1000.0, "B": 500.0, "C": 0.01, "D": 0.02}


def bilateral(*rows: tuple[str, str, float]) -> pl.DataFrame:
    return pl.DataFrame(rows or TRADE, schema=["exporter", "importer", "value"], orient="row")


def gdp(**values: float) -> pl.DataFrame:
    values = values or GDP
    return pl.DataFrame({"country": list(values), "gdp": [float(v) for v in values.values()]})


def rows(frame: pl.DataFrame, key: str = "country") -> dict[str, dict[str, Any]]:
    return {row[key]: row for row in frame.to_dicts()}


def matrix(frame: pl.DataFrame) -> dict[tuple[str, str], float]:
    return {(r["exporter"], r["importer"]): r["value"] for r in frame.to_dicts()}


def test_domestic_flows_are_what_gdp_suggests_is_spent_less_imports() -> None:
    world = world_matrix(bilateral(), gdp(), smallest=0, ratio=(1.5, 2.0, 3.0))
    found = rows(world.ranges)["A"]
    assert (found["domestic_low"], found["domestic"], found["domestic_high"]) == (1500 - 23, 2000 - 23, 3000 - 23)
    assert (found["exports"], found["imports"], found["how"]) == (14, 23, "imputed")
    assert found["domestic_share"] == pytest.approx(1977 / 2000)
    flows = matrix(world.flows)
    assert len(flows) == 16
    assert (flows["A", "A"], flows["A", "B"], flows["C", "A"]) == (1977, 10, 0)
    assert world.flows.filter(pl.col("imputed")).height == 4


def test_who_imports_more_than_it_could_spend_has_the_floor_and_it_is_said() -> None:
    world = world_matrix(bilateral(("A", "B", 900.0), ("B", "A", 900.0)), gdp(A=1000, B=1e4), smallest=0, ratio=(1.0, 1.2, 1.5))
    found = rows(world.ranges)["A"]
    # The floors of the economy are 1.086, 1.217 and 1.479 where spending is 1.553, 1.845 and 2.251 of GDP; they move along with it.
    want = (1086 / 1.553, 1217 * 1.2 / 1.845, 1479 * 1.5 / 2.251)
    assert (found["domestic_low"], found["domestic"], found["domestic_high"]) == pytest.approx(want)
    assert found["how"] == "floor"
    assert [r["country"] for r in world.report.to_dicts() if r["what"] == "floor"] == ["A"]


def test_small_states_become_the_rest_of_the_world_and_their_trade_with_each_other_is_domestic() -> None:
    world = world_matrix(bilateral(), gdp(), ratio=(1.5, 2.0, 3.0))
    assert sorted(rows(world.ranges)) == ["A", "B", "ROW"]
    found, flows = rows(world.ranges)["ROW"], matrix(world.flows)
    assert (flows["ROW", "A"], flows["ROW", "B"], flows["A", "ROW"], flows["B", "ROW"]) == (3, 2, 4, 1)
    assert found["members"] == 2
    # Both import more than they could spend, so each has the floor, and C's sale to D is added.
    assert flows["ROW", "ROW"] == pytest.approx(1.217 * 2 / 1.845 * 0.03 + 0.5)
    assert {r["country"] for r in world.report.to_dicts() if r["what"] == "merged"} == {"C", "D"}
    total = sum(value for (i, j), value in flows.items() if i != j)
    assert total == pytest.approx(40.5 - 0.5)


def test_a_small_state_that_is_to_be_kept_stays() -> None:
    world = world_matrix(bilateral(), gdp(), keep=["D"], rest="others")
    assert sorted(rows(world.ranges)) == ["A", "B", "D", "others"]


def test_no_gdp_is_told_from_imports_with_a_range_and_it_is_said() -> None:
    given = {k: v for k, v in GDP.items() if k != "B"}
    world = world_matrix(bilateral(), gdp(**given, Z=7.0), smallest=0)
    found, report = rows(world.ranges)["B"], world.report.to_dicts()
    assert found["gdp"] > 0
    assert found["domestic_low"] < found["domestic"] < found["domestic_high"]
    assert [(r["country"], r["what"]) for r in report if r["what"] in ("GDP from imports", "left out")] == [
        ("B", "GDP from imports"),
        ("Z", "left out"),
    ]


def test_a_domestic_flow_that_is_given_is_used_and_has_no_range() -> None:
    world = world_matrix(bilateral(*TRADE, ("A", "A", 1500.0)), gdp(), smallest=0)
    found = rows(world.ranges)["A"]
    assert (found["domestic"], found["domestic_low"], found["domestic_high"], found["how"]) == (1500, 1500, 1500, "given")
    assert not world.flows.filter((pl.col("exporter") == "A") & (pl.col("importer") == "A"))["imputed"].item()


def test_goods_that_come_back_are_not_taken_for_a_domestic_flow() -> None:
    world = world_matrix(bilateral(*TRADE, ("A", "A", 30.0)), gdp(), smallest=0)
    assert rows(world.ranges)["A"]["how"] == "imputed"
    assert [r["country"] for r in world.report.to_dicts() if r["what"] == "given flow not used"] == ["A"]
    assert rows(world.ranges)["A"]["imports"] == 23


def test_the_world_goes_straight_into_the_engines() -> None:
    world = world_matrix(bilateral(), gdp())
    assert coercion(world.flows, ["A"], ["B"], direction="supply")["target_welfare_pct"][0] < 0
    cut = pl.DataFrame({"exporter": ["A"], "importer": ["B"], "log_change": [-1.0]})
    assert trade_ranges(world.flows, cut, draws=5, domestic_range=world.ranges).info["domestic"]


def test_frames_come_back_as_they_were_given() -> None:
    world = world_matrix(bilateral().to_pandas(), gdp())
    assert all(isinstance(frame, pd.DataFrame) for frame in (world.flows, world.ranges, world.report))


def test_a_name_of_the_rest_that_a_country_has_takes_it_in() -> None:
    world = world_matrix(bilateral(*TRADE, ("ROW", "A", 5.0), ("A", "ROW", 6.0)), gdp(**GDP, ROW=100.0))
    assert rows(world.ranges)["ROW"]["members"] == 3
    assert matrix(world.flows)["ROW", "A"] == 8


@pytest.mark.parametrize(
    ("flows", "size", "options", "said"),
    [
        ([("A", "B", -1.0)], GDP, {}, "-1 in row 1"),
        ([("A", "B", float("nan"))], GDP, {}, "finite"),
        ([("A", "B", 1.0), ("A", "B", 2.0)], GDP, {}, "exporter='A', importer='B'"),
        (TRADE, {"A": 0.0, "B": 1.0}, {}, "above 0"),
        (TRADE, {"KAZ": 1.0}, {}, "same codes"),
        (TRADE, GDP, {"keep": ["KAZ"]}, "keep: 'KAZ'"),
        (TRADE, GDP, {"scope": "all"}, "scope"),
        (TRADE, GDP, {"ratio": (2, 1, 3)}, "must rise"),
        (TRADE, GDP, {"ratio": 2}, "ratio"),
        (TRADE, GDP, {"smallest": 2}, "leaves no country"),
        (TRADE, GDP, {"smallest": -1}, "smallest"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(flows: Any, size: dict[str, float], options: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        world_matrix(bilateral(*flows), gdp(**size), **options)


def by_sector() -> pl.DataFrame:
    frame = [("A", "B", "3", 10.0), ("B", "A", "7", 12.0), ("A", "B", "0", 1.0), ("B", "A", "1", 2.0), ("B", "A", "0", 3.0)]
    return pl.DataFrame(frame, schema=["exporter", "importer", "sector", "value"], orient="row")


def test_sections_are_added_up_in_groups_and_services_stay_at_home() -> None:
    world = sector_world(by_sector(), gdp(A=100, B=100))
    names, regions = world.data["sectors"], world.data["regions"]
    trade = world.data["X_nj"][:, None, :] * world.data["pi_nij"]  # n buys from i
    a, b = regions.index("A"), regions.index("B")
    bought = {name: trade[a, b, j] for j, name in enumerate(names)}
    assert bought == pytest.approx({"food": 5, "materials and fuels": 0, "chemicals": 0, "manufactures": 0, "machinery": 12, "services": 0})
    assert world.data["X_nj"][a].sum() == pytest.approx(100 * 1.828)  # the central ratios of the six groups
    found = {(r["country"], r["sector"]): r for r in world.ranges.to_pylist()}
    assert found["A", "food"]["domestic"] == pytest.approx(13 - 5)
    assert found["B", "materials and fuels"]["how"] == "floor"
    assert found["B", "materials and fuels"]["domestic"] == pytest.approx(0.5)


@pytest.mark.filterwarnings("ignore:sectors. first-order:UserWarning")
def test_a_world_of_sectors_is_what_sectors_takes() -> None:
    world = sector_world(by_sector(), gdp(A=100, B=100))
    result = sectors(world.data, world.data["tau_nij"] + 0.1, deficits="observed")
    assert result.info["residual"] <= 1e-10
    assert all(row["welfare_pct"] != 0 for row in result.countries.to_pylist())
    low, middle, high = world.info["value_added_over_gdp"]
    assert 0.5 < low <= middle <= high < 1.5


def test_what_a_world_of_sectors_cannot_use_is_refused() -> None:
    with pytest.raises(InputError, match="'3', '7'"):
        sector_world(by_sector(), gdp(A=100, B=100), {"0": "food", "1": "food"})
    with pytest.raises(InputError, match="no group 'oil'"):
        sector_world(by_sector(), gdp(A=100, B=100), {"3": "oil"})
    with pytest.raises(InputError, match="missing 'food'"):
        sector_world(by_sector(), gdp(A=100, B=100), elasticity={"machinery": 4.0})


def test_shares_of_partners_are_compared_and_the_largest_gap_is_first() -> None:
    official = pl.DataFrame({"partner": ["B", "C", "Q"], "exports": [6.0, 2.0, 2.0], "imports": [5.0, 0.0, None]})
    found = partner_check(bilateral(), official, "A")
    assert found.partners["partner"].to_list()[0] == "Q"  # 20 of 100 there, nothing here
    b = rows(found.partners, "partner")["B"]
    assert (b["exports_share"], b["exports_share_official"]) == pytest.approx((10 / 14, 0.6))
    assert b["exports_points"] == pytest.approx(100 * (10 / 14 - 0.6))
    assert found.info["exports"]["overlap"] == pytest.approx(0.6 + 0.2)
    assert found.info["exports"]["only_official"] == pytest.approx(0.2)
    assert found.info["imports"]["only_here"] == pytest.approx(3 / 23)


def test_a_country_without_trade_cannot_be_checked() -> None:
    official = pl.DataFrame({"partner": ["B"], "exports": [6.0], "imports": [5.0]})
    with pytest.raises(InputError, match="'KAZ' has no exports in flows"):
        partner_check(bilateral(), official, "KAZ")


def test_each_layout_leads_to_the_same_flows() -> None:
    unctad = pl.DataFrame(
        {
            "year": [2015] * 4 + [2005],
            "sitc1": ["3", "7", "total", "3", "3"],
            "exp": ["A", "A", "A", "B", "A"],
            "imp": ["B", "B", "B", "A", "B"],
        }
    ).with_columns(value_kusd=pl.Series([1.0, 2.0, 3.0, 5.0, 9.0]))
    assert bilateral_flows(unctad, "unctad", year=2015, sectors=True).rows() == [
        ("A", "B", "3", 1000),
        ("A", "B", "7", 2000),
        ("B", "A", "3", 5000),
    ]
    assert bilateral_flows(unctad, "unctad", year=2015).rows() == [("A", "B", 3000)]
    itpd = pl.DataFrame(
        {"exporter_iso3": ["A", "A"], "importer_iso3": ["B", "A"], "year": [2016, 2016], "industry_id": [1, 2], "trade": [1.5, 80.0]}
    )
    assert bilateral_flows(itpd, "itpd-e").rows() == [("A", "A", 80e6), ("A", "B", 1.5e6)]
    icio = pl.DataFrame(
        {
            "V1": ["A_01", "A_02", "CN1_01", "CN2_01", "VALU", "OUT"],
            "A_01": [1.0, 2.0, 3.0, 4.0, 100.0, 100.0],
            "CN1_01": [5.0, 6.0, 7.0, 8.0, 100.0, 100.0],
            "A_HFCE": [10.0, 20.0, -1.0, 0.0, 0.0, 0.0],
            "OUT": [9e9] * 6,
        }
    )
    found = {(r["exporter"], r["importer"], r["sector"]): r["value"] for r in bilateral_flows(icio, "icio", sectors=True).to_dicts()}
    assert found == {
        ("A", "A", "01"): 11e6,
        ("A", "A", "02"): 22e6,
        ("A", "CHN", "01"): 5e6,
        ("A", "CHN", "02"): 6e6,
        ("CHN", "A", "01"): 6e6,
        ("CHN", "CHN", "01"): 15e6,
    }


@pytest.mark.parametrize(
    ("layout", "options", "said"),
    [("gravity", {}, "layout"), ("baci", {}, "name one"), ("baci", {"year": 1999}, "no row is of 1999"), ("unctad", {}, "no column 'exp'")],
)
def test_a_layout_that_does_not_fit_is_refused(layout: str, options: dict[str, Any], said: str) -> None:
    frame = pl.DataFrame({"t": [2021, 2022], "i": ["1", "1"], "j": ["2", "2"], "k": ["27", "27"], "v": [1.0, 2.0]})
    with pytest.raises(InputError, match=said):
        bilateral_flows(frame, layout, **options)
