"""The datasets in the shared material load whole: counts, and facts that their notes and publications state."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from equipoise.ties.connector import Loaded, connector
from equipoise.words.tie import Absent

# dataset, file, rows in, rows kept
FILES = (
    ("un-votes", "un/unga_votes_cow_1946_2023.parquet", 855_890, 855_887),
    ("un-votes", "un/unga_votes_1946_2019.parquet", 870_109, 870_109),
    ("un-votes", "un/unga_votes_2025.parquet", 33_373, 33_373),
    ("un-rollcalls", "un/unga_rollcalls_1946_2019.parquet", 6_203, 6_203),
    ("un-rollcalls", "un/unga_rollcalls_2025.parquet", 192, 192),
    ("un-ideal-points", "un/idealpoints_all_jun2024.parquet", 11_238, 11_238),
    ("un-ideal-points", "un/idealpoints_all_apr2020.parquet", 10_469, 10_469),
    ("un-ideal-points", "un/idealpoints_important_apr2020.parquet", 6_443, 6_443),
    ("wdi-gdp", "ref/worldbank_gdp.parquet", 13_979, 11_129),
    ("wdi-population", "ref/worldbank_population.parquet", 17_195, 14_010),
    ("mit-wtf", "trade/mit_wtf_bilateral_1988_2014.parquet", 484_572, 484_460),
    ("unctad-sitc", "trade/unctad_sitc1_bilateral_1995_2005_2015.parquet", 488_039, 488_017),
    ("trade-agreements", "trade/penppml_exports_agreements_1964_2016.parquet", 316_317, 301_916),
    ("cow-trade", "trade/cow_trade_state_year_1870_2014.parquet", 14_410, 14_378),
    ("input-output", "trade/wiod2013_2011_bilateral_sector_flows.parquet", 33_802, 29_988),
    ("kazakhstan-trade", "trade/kazakhstan_trade_by_partner_2018_2023.csv", 1_143, 1_143),
    ("eurostat-comext", "trade/eurostat_eu27_exports_by_partner_2010_2023.csv", 3_172, 3_158),
    ("eurostat-comext", "trade/eurostat_member_exports_to_russia_neighbours_monthly.parquet", 11_134, 9_824),
    ("sipri-register", "ties/sipri_trade_register_1950_2024.parquet", 28_349, 27_754),
    ("sipri-tiv-exports", "ties/sipri_tiv_exports_1950_2024.csv", 2_798, 2_648),
    ("sipri-tiv-imports", "ties/sipri_tiv_imports_1950_2024.csv", 8_160, 7_797),
    ("atop", "ties/atop_alliance_dyads_1946_2018.parquet", 258_912, 258_810),
    ("cow-igo", "ties/cow_igo_dyads_1946_2014.parquet", 797_509, 797_509),
    ("cow-nmc", "ties/cow_nmc_v6_1816_2022.parquet", 17_121, 17_119),
    ("cow-contiguity", "ties/cow_contiguity_direct_v3.csv", 1_874, 568),
    ("gsdb", "ties/gsdb_v4_cases_1949_2023.csv", 1_547, 1_364),
    ("fbic", "measure/fbic_china_russia_1960_2020.parquet", 11_834, 11_834),
    ("unctad-fdi", "ties/unctad_bilateral_fdi_stock_2001_2012.parquet", 74_640, 73_392),
    ("aiddata", "ties/aiddata_donor_recipient_year_1947_2011.parquet", 85_162, 57_305),
    ("gem-gas-pipelines", "energy/gem_ggit_gas_pipelines_lng_2024_10.parquet", 4_358, 137),
    ("gem-gas-pipelines", "energy/gem_asia_gas_pipelines_2024_08.parquet", 1_645, 45),
    ("gem-oil-pipelines", "energy/gem_goit_oil_ngl_pipelines_2024.parquet", 1_018, 28),
    ("embassies", "ties/embassies_wikidata_2024_08.parquet", 9_852, 9_690),
    ("us-troops", "ties/us_troops_by_host_year.parquet", 13_135, 12_508),
    ("exercises", "ties/mme_v7_multinational_exercises_long.parquet", 13_818, 13_526),
    ("groups", "ref/groups_membership_hand.csv", 132, 119),
)


@cache
def _read(dataset: str, path: Path) -> Loaded:
    return connector(dataset).read(path, {})


def _of(dataset: str, path: Path, **where: Any) -> pl.DataFrame:
    ties = _read(dataset, path).ties
    assert ties is not None
    found = ties.filter(*(pl.col(k).is_in(v) if isinstance(v, list) else pl.col(k) == v for k, v in where.items()))
    return found.filter(pl.col("item").is_null())


def _value(dataset: str, path: Path, **where: Any) -> float:
    (value,) = _of(dataset, path, **where)["value"].to_list()
    return float(value)


@pytest.mark.parametrize(("dataset", "name", "rows", "kept"), FILES, ids=[f"{d}:{Path(f).stem}" for d, f, _, _ in FILES])
def test_every_row_is_kept_or_set_aside_with_a_reason(shared: Path, dataset: str, name: str, rows: int, kept: int) -> None:
    found = _read(dataset, shared / "data" / name)
    assert (found.rows, found.kept) == (rows, kept)
    assert found.rows == found.kept + sum(a.rows for a in found.aside)
    assert all(a.reason and (a.examples or not a.rows) for a in found.aside)
    if found.ties is not None:
        assert not found.ties.select("variable", "state", "partner", "year", "item").is_duplicated().any()
        assert set(found.ties["variable"].unique()) == {v.name for v in found.variables}
        missing = found.ties["value"].is_null()
        assert (missing == (found.ties["status"] == "missing")).all()


def test_alliances_of_kazakhstan_in_2018(shared: Path) -> None:
    path = shared / "data/ties/atop_alliance_dyads_1946_2018.parquet"
    ties = _of("atop", path, state="KAZ", partner=["RUS", "CHN"], year=2018)
    there = {(p, v.removeprefix("alliance_")) for p, v, x in ties.select("partner", "variable", "value").iter_rows() if x == 1}
    assert {v for p, v in there if p == "RUS"} == {"defence", "neutrality", "nonaggression", "consultation"}
    assert {v for p, v in there if p == "CHN"} == {"nonaggression", "consultation"}
    assert all(v.absent is Absent.ZERO for v in _read("atop", path).variables)


def test_shared_organisations_and_capabilities(shared: Path) -> None:
    igo, nmc = shared / "data/ties/cow_igo_dyads_1946_2014.parquet", shared / "data/ties/cow_nmc_v6_1816_2022.parquet"
    assert [_value("cow-igo", igo, state="KAZ", partner=p, year=2014) for p in ("RUS", "TUR")] == [47, 42]
    shares = [_value("cow-nmc", nmc, variable="cinc", state=s, year=2022) for s in ("CHN", "USA", "RUS", "TUR", "KAZ")]
    assert shares == pytest.approx([0.2341, 0.1236, 0.0382, 0.0125, 0.00266], abs=5e-5)


def test_arms_for_kazakhstan(shared: Path) -> None:
    register = _of("sipri-register", shared / "data/ties/sipri_trade_register_1950_2024.parquet", partner="KAZ")
    by = dict(register.group_by("state").agg(pl.col("value").sum()).iter_rows())
    assert by["RUS"] == pytest.approx(3438.5, abs=0.05)
    assert by["ESP"] == pytest.approx(185.5)
    assert _value("sipri-tiv-imports", shared / "data/ties/sipri_tiv_imports_1950_2024.csv", state="KAZ", year=2024) == 550


def test_spreading_a_deal_over_its_years_adds_and_loses_nothing(shared: Path) -> None:
    path = shared / "data/ties/sipri_trade_register_1950_2024.parquet"
    ties = _of("sipri-register", path)
    deals = pl.read_parquet(path)
    assert ties["value"].sum() < deals["tiv_delivered"].sum()
    kazakh = deals.filter((pl.col("recipient") == "Kazakhstan") & ~pl.col("supplier").str.contains("unknown"))
    assert ties.filter(pl.col("partner") == "KAZ")["value"].sum() == pytest.approx(kazakh["tiv_delivered"].sum())
    assert set(ties["status"].unique()) == {"observed", "imputed"}


def test_sanctions(shared: Path) -> None:
    path = shared / "data/ties/gsdb_v4_cases_1949_2023.csv"
    own = _of("gsdb", path, state="KAZ")
    assert own.select("variable", "partner", "year", "value", "row").rows() == [("sanctions_trade", "RUS", 2023, 1.0, 1519)]
    assert _of("gsdb", path, state=["EUR", "DEU", "POL"], partner="RUS", year=2022, variable="sanctions_financial").height == 3
    assert _of("gsdb", path, state="POL", partner="RUS", year=2003).height == 0  # not yet a member


def test_direct_investment(shared: Path) -> None:
    path = shared / "data/ties/unctad_bilateral_fdi_stock_2001_2012.parquet"
    assert _value("unctad-fdi", path, state="RUS", partner="KAZ", year=2012) == 2_497e6
    assert _of("unctad-fdi", path, partner="KAZ", year=2012).height == 87  # the 88th origin is the CIS


def test_trade_of_kazakhstan(shared: Path) -> None:
    path = shared / "data/trade/kazakhstan_trade_by_partner_2018_2023.csv"
    totals = _of("kazakhstan-trade", path).group_by("variable", "year").agg(pl.col("value").sum() / 1e9)
    found = {(v, y): x for v, y, x in totals.iter_rows()}
    for year, exports, imports in (
        (2018, 61.11, 33.66), (2019, 58.07, 39.71), (2020, 47.54, 38.93), (2021, 60.32, 41.42), (2022, 84.59, 50.93), (2023, 79.14, 60.41),
    ):  # fmt: skip
        assert found["exports", year] == pytest.approx(exports, abs=0.006)
        assert found["imports", year] == pytest.approx(imports, abs=0.006)
    assert _value("kazakhstan-trade", path, partner="CHN", year=2023, variable="imports") == pytest.approx(15.39e9, rel=1e-3)


def test_exports_of_the_union_stay_in_euros(shared: Path) -> None:
    path = shared / "data/trade/eurostat_eu27_exports_by_partner_2010_2023.csv"
    found = [_value("eurostat-comext", path, state="EUR", partner=p, year=y) / 1e9 for p in ("KGZ", "RUS", "KAZ") for y in (2021, 2023)]
    assert found == pytest.approx([0.263, 2.734, 89.17, 38.18, 5.49, 12.11], abs=0.005)
    assert {(v.name, v.unit) for v in _read("eurostat-comext", path).variables} == {("exports_eur", "EUR")}


def test_months_become_whole_years_or_are_set_aside(shared: Path) -> None:
    months = shared / "data/trade/eurostat_member_exports_to_russia_neighbours_monthly.parquet"
    years = shared / "data/trade/eurostat_eu27_exports_by_partner_2010_2023.csv"
    found = _read("eurostat-comext", months)
    assert [a.reason for a in found.aside] == ["2024 has 8 of 12 months in the file"]
    assert set(_of("eurostat-comext", months)["year"].unique()) == set(range(2019, 2024))
    for partner in ("KAZ", "KGZ", "RUS"):
        by_month = _value("eurostat-comext", months, state="EUR", partner=partner, year=2022)
        assert by_month == pytest.approx(_value("eurostat-comext", years, state="EUR", partner=partner, year=2022), rel=0.02)


def test_trade_of_other_sources(shared: Path) -> None:
    wtf, sitc = (
        shared / "data/trade/mit_wtf_bilateral_1988_2014.parquet",
        shared / "data/trade/unctad_sitc1_bilateral_1995_2005_2015.parquet",
    )
    pen, wiod = (
        shared / "data/trade/penppml_exports_agreements_1964_2016.parquet",
        shared / "data/trade/wiod2013_2011_bilateral_sector_flows.parquet",
    )
    assert _of("mit-wtf", wtf, state="KAZ", year=2014)["value"].sum() / 1e9 == pytest.approx(54.0, abs=0.1)
    whole = _value("unctad-sitc", sitc, state="KAZ", partner="CHN", year=2015)
    ties = _read("unctad-sitc", sitc).ties
    assert ties is not None
    sections = ties.filter(pl.col("state") == "KAZ", pl.col("partner") == "CHN", pl.col("year") == 2015, pl.col("item").is_not_null())
    assert sections["value"].sum() == pytest.approx(whole, rel=0.01)
    assert _value("trade-agreements", pen, variable="exports", state="KAZ", partner="ITA", year=2016) / 1e9 == pytest.approx(7.5, abs=0.05)
    agreed = [_value("trade-agreements", pen, variable="trade_agreement", state="KAZ", partner=p, year=2016) for p in ("RUS", "CHN")]
    assert agreed == [1, 0]
    assert _of("input-output", wiod, state="DEU", partner="FRA")["year"].to_list() == [2011]


def test_influence_of_two_powers_over_kazakhstan(shared: Path) -> None:
    path = shared / "data/measure/fbic_china_russia_1960_2020.parquet"
    of = {p: _value("fbic", path, variable="influence_capacity", state=p, partner="KAZ", year=2020) for p in ("RUS", "CHN")}
    assert of == pytest.approx({"RUS": 0.730, "CHN": 0.1875}, abs=5e-4)
    assert _of("fbic", path, state="RUS", partner="RUS").height == 0


def test_ideal_points_and_their_ranges(shared: Path) -> None:
    path = shared / "data/un/idealpoints_all_jun2024.parquet"
    found = [_value("un-ideal-points", path, variable=f"ideal_point{v}", state="KAZ", year=2022) for v in ("", "_low", "_high")]
    assert found == pytest.approx([-0.7784, -0.9960, -0.5720], abs=5e-5)


def test_votes_of_former_states_and_roll_calls_from_the_file_beside(shared: Path) -> None:
    found = _read("un-votes", shared / "data/un/unga_votes_1946_2019.parquet")
    assert found.ballots is not None
    assert found.rollcalls is not None
    there = set(found.ballots["state"].unique())
    assert {"CSK", "YUG", "DDR", "NAM", "YMD"} <= there
    assert found.rollcalls.filter(pl.col("resolution") == "3")["day"].to_list()[0].year == 1946
    assert found.rollcalls["important"].sum() > 100
    assert {i for codes in found.rollcalls["issues"].to_list() for i in codes} == {"me", "nu", "di", "hr", "co", "ec"}


def test_votes_of_2025_fall_into_two_sessions(shared: Path) -> None:
    found = _read("un-votes", shared / "data/un/unga_votes_2025.parquet")
    assert found.ballots is not None
    assert sorted(found.ballots["session"].unique()) == [79, 80]
    assert found.ballots.filter(pl.col("state") == "KAZ").height == 187


def test_pipelines_missions_and_groups(shared: Path) -> None:
    oil = shared / "data/energy/gem_goit_oil_ngl_pipelines_2024.parquet"
    assert _value("gem-oil-pipelines", oil, state="KAZ", partner="RUS", year=2024) == 1_340_000
    assert _of("gem-oil-pipelines", oil, state="KAZ", partner="RUS", year=2000).height == 0  # it began in 2001
    gas = shared / "data/energy/gem_ggit_gas_pipelines_lng_2024_10.parquet"
    assert [_value("gem-gas-pipelines", gas, state="CHN", partner="KAZ", year=y) for y in (2009, 2010, 2014)] == [15, 30, 55]
    missions = _read("embassies", shared / "data/ties/embassies_wikidata_2024_08.parquet").ties
    assert missions is not None
    assert missions.filter(pl.col("state") == "KAZ", pl.col("item") == "embassy").height == 43
    own = connector("groups")
    assert own.dataset.file is not None
    shared_groups = _of("groups", own.dataset.file, state="KAZ", partner="RUS", year=2023)
    assert shared_groups["value"].to_list() == [4]  # CIS, CSTO, EAEU, SCO
