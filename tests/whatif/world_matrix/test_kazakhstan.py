"""The world with Kazakhstan, from the shared data: what is in it, how far off it is, and how well domestic flows are imputed."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from equipoise.whatif import bilateral_flows, coercion, coercion_ranges, coercion_sectors, partner_check, sector_world, world_matrix


@pytest.fixture
def trade_of_2015(shared: Path) -> pl.DataFrame:
    return pl.read_parquet(shared / "data/trade/unctad_sitc1_bilateral_1995_2005_2015.parquet").filter(pl.col("year") == 2015)


def gdp_of(shared: Path, year: int) -> pl.DataFrame:
    table = pl.read_parquet(shared / "data/ref/worldbank_gdp.parquet")
    return table.filter(pl.col("year") == year).select(country="iso3", gdp="value")


def test_kazakhstan_is_in_the_world_of_2015_and_little_trade_is_merged(trade_of_2015: pl.DataFrame, shared: Path) -> None:
    world = world_matrix(bilateral_flows(trade_of_2015, "unctad"), gdp_of(shared, 2015), keep=["KAZ"])
    kaz = next(row for row in world.ranges.to_dicts() if row["country"] == "KAZ")
    assert kaz["exports"] == pytest.approx(45.72e9, rel=1e-3)
    assert kaz["imports"] == pytest.approx(32.74e9, rel=1e-3)
    assert 0.85 < kaz["domestic_share"] < 0.95
    assert kaz["domestic_low"] < kaz["domestic"] < kaz["domestic_high"]
    merged = world.report.filter(pl.col("what") == "merged")
    assert merged["trade_share"].sum() < 0.01
    ranges = coercion_ranges(world.flows, ["RUS", "CHN"], ["KAZ"], draws=20, elasticity=(2.5, 4, 8), domestic_range=world.ranges).threats
    for row in ranges.filter(pl.col("measure") == "target_welfare_pct").to_dicts():
        assert row["p05"] < row["central"] < row["p95"] < 0


def test_shares_of_2015_are_near_the_official_ones_of_2018_and_korea_and_austria_are_the_known_misses(
    trade_of_2015: pl.DataFrame, shared: Path
) -> None:
    table = pl.read_csv(shared / "data/trade/kazakhstan_trade_by_partner_2018_2023.csv")
    official = table.filter(pl.col("year") == 2018).select("partner", exports="exports_kusd", imports="imports_kusd")
    found = partner_check(bilateral_flows(trade_of_2015, "unctad"), official.drop_nulls("partner"), "KAZ")
    assert found.info["exports"]["overlap"] == pytest.approx(0.82, abs=0.01)
    assert found.info["imports"]["overlap"] == pytest.approx(0.81, abs=0.01)
    assert found.info["exports"]["only_official"] < 0.001
    assert found.info["exports"]["total_official"] * 1000 == pytest.approx(61.11e9, rel=1e-3)
    worst = found.partners["partner"].to_list()[:5]
    assert {"CHN", "RUS", "KOR", "AUT"} <= set(worst)


def test_domestic_flows_imputed_for_another_release_and_year_are_near_the_true_ones(shared: Path) -> None:
    """Ratios are of WIOD 2011, release 2013; the truth here is of 2014, release 2016."""
    table = pl.read_csv(shared / "gold/whatif/wiod44_2000_2014.csv.gz").filter(pl.col("year") == 2014)
    flows = table.select("exporter", "importer", value=pl.col("trade") * 1e6)
    own = pl.col("exporter") == pl.col("importer")
    world = world_matrix(flows.filter(~own), gdp_of(shared, 2014), smallest=0)
    both = world.ranges.join(flows.filter(own).select(country="exporter", true="value"), on="country")
    both = both.filter(~pl.col("country").is_in(["ROW", "TWN"]))  # no GDP of theirs is at hand
    error = (both["domestic"] / both["true"]).log().abs()
    assert error.median() < 0.11
    assert both.select(pl.col("true").is_between("domestic_low", "domestic_high").mean()).item() >= 0.85
    powers = ["USA", "CHN", "RUS", "DEU"]
    losses = coercion(flows, powers).join(coercion(world.flows, powers), on=["power", "target"], suffix="_imputed")
    felt = losses.filter(pl.col("target_welfare_pct") < -0.05)
    off = (felt["target_welfare_pct_imputed"] / felt["target_welfare_pct"]).log().abs()
    assert off.median() < 0.1
    assert off.quantile(0.95) < 0.25


def test_threats_to_kazakhstan_by_sector(trade_of_2015: pl.DataFrame, shared: Path) -> None:
    world = sector_world(bilateral_flows(trade_of_2015, "unctad", sectors=True), gdp_of(shared, 2015), keep=["KAZ"])
    rows = coercion_sectors(world.data, ["RUS", "CHN"], ["KAZ"], "each", deficits="observed").to_pylist()
    found = {(r["power"], r["sector"]): r["target_welfare_pct"] for r in rows}
    assert all(r["reason"] is None for r in rows)
    assert found["RUS", "services"] == pytest.approx(0, abs=1e-8)
    assert all(value < 0 for (_, sector), value in found.items() if sector != "services")
    assert found["RUS", "food"] < found["CHN", "food"]  # Kazakhstan eats from Russia
    assert found["CHN", "manufactures"] < found["RUS", "manufactures"]
