"""Rerouted trade against its counterfactual: made histories with a known answer, Eurostat's, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from equipoise.errors import InputError
from equipoise.measure import diversion, rerouted

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "trade"


def history(shift: float = 0.0, noise: float = 0.05, seed: int = 3, years: int = 12) -> pl.DataFrame:
    """Exports to a market T that closes in 2022, a neighbour N that takes ``shift`` (log) more then, and 30 others; all grow by 4 %."""
    rng = np.random.default_rng(seed)
    rows = []
    for name, size in (("T", 1000.0), ("N", 5.0), *((f"O{i:02d}", 100.0 * (1 + i % 5)) for i in range(30))):
        walk = np.cumsum(rng.normal(0, noise, years))
        for t in range(years):
            year = 2024 - years + t
            extra = 0.0 if year < 2022 else {"T": -1.0, "N": shift}.get(name, 0.0)
            rows.append(("EU", name, year, size * float(np.exp(0.04 * t + walk[t] + extra))))
    return pl.DataFrame(rows, schema=["exporter", "importer", "period", "value"], orient="row")


def test_without_noise_the_excess_is_what_was_put_in() -> None:
    found = rerouted(history(shift=1.5, noise=0.0), target="T", since=2022)
    first = found.row(0, named=True)
    assert (first["importer"], first["rank"]) == ("N", 1)
    assert (first["excess_log"], first["low"], first["high"]) == pytest.approx((1.5, 1.5, 1.5), abs=1e-9)
    assert first["excess_value"] == pytest.approx(first["observed"] - first["expected"])
    assert found.filter(importer="O00")["excess_log"][0] == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("years", [5, 12])
def test_ranges_hold_a_shift_of_nothing_about_as_often_as_they_say(years: int) -> None:
    held = []
    for seed in range(12):
        found = rerouted(history(seed=seed, years=years), target="T", since=2022, draws=300, seed=seed)
        held += [low <= 0 <= high for low, high in found.select("low", "high").iter_rows()]
    # 31 importers share one benchmark, so the twelve histories are what counts; short pasts are told a little too surely.
    assert 0.78 < np.mean(held) < 0.99


def test_the_chance_of_an_excess_is_high_where_there_is_one() -> None:
    found = rerouted(history(shift=1.0), target="T", since=2022)
    assert found.row(0, named=True)["importer"] == "N"
    assert found.row(0, named=True)["chance"] > 0.99
    assert 0.2 < float(found.filter(pl.col("importer").str.starts_with("O"))["chance"].mean()) < 0.8  # type: ignore[arg-type]


def test_months_are_taken_by_the_dozen_so_that_seasons_do_not_matter() -> None:
    yearly = history(shift=1.0, noise=0.0)
    months = pl.DataFrame({"month": range(1, 13), "season": [2.0] * 6 + [0.0] * 6})
    monthly = yearly.join(months, how="cross").select(
        "exporter",
        "importer",
        (pl.col("period") * 100 + pl.col("month")).alias("period"),
        (pl.col("value") * pl.col("season")).alias("value"),
    )
    one, other = rerouted(yearly, target="T", since=2022), rerouted(monthly, target="T", since=202201, step=12)
    assert other["excess_log"].to_list() == pytest.approx(one["excess_log"].to_list())


def test_an_importer_unknown_in_a_year_is_ranked_last_and_is_no_benchmark() -> None:
    gone = history().filter((pl.col("importer") != "O03") | (pl.col("period") != 2020))
    last = rerouted(gone, target="T", since=2022).row(-1, named=True)
    assert (last["importer"], last["excess_log"], last["low"], last["rank"]) == ("O03", None, None, None)


def test_the_same_seed_gives_the_same_draws_in_any_order_of_rows() -> None:
    given = history()
    assert rerouted(given, target="T", since=2022).equals(rerouted(given.sample(fraction=1, shuffle=True, seed=1), target="T", since=2022))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"since": 2013}, "three blocks of 1 before and one after are needed"),
        ({"since": 2030}, "three blocks of 1 before and one after"),
        ({"since": 2022, "step": 12}, "three blocks of 12 before"),
        ({"since": 2022, "target": "X"}, "target 'X' is not among the importers"),
        ({"since": 2022, "level": 1.0}, "level must be less than 1"),
        ({"since": 2022, "draws": 0}, "draws must be"),
        ({"since": 2022, "candidates": ["T"]}, "importers other than the target"),
    ],
)
def test_what_cannot_be_used_is_refused(options: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        rerouted(history(), **({"target": "T"} | options))


def test_a_history_of_few_importers_has_no_benchmark() -> None:
    with pytest.raises(InputError, match="fewer than three importers but the target"):
        rerouted(history().filter(pl.col("importer").is_in(["T", "N", "O01"])), target="T", since=2022)


def test_diversion_with_a_range_of_its_benchmark() -> None:
    flows = history(shift=1.5, noise=0.05).rename({"period": "year"})
    found = diversion(flows, target="T", before=(2019, 2021), after=(2022, 2023), level=0.9)
    assert found.columns == [
        "importer", "before", "after", "ratio", "excess_log", "low", "high", "excess_value", "share_of_lost", "rank",
    ]  # fmt: skip
    first = found.row(0, named=True)
    assert first["importer"] == "N"
    assert 1 < first["low"] < first["excess_log"] < first["high"] < 2
    plain = diversion(flows, target="T", before=(2019, 2021), after=(2022, 2023))
    assert plain.equals(found.drop("low", "high"))


@pytest.mark.skipif(not SHARED.is_dir(), reason="Eurostat's exports are in ../shared, which is not here")
def test_kyrgyzstan_is_first_in_eurostat_by_the_year_and_by_the_month() -> None:
    yearly = pl.read_csv(SHARED / "eurostat_eu27_exports_by_partner_2010_2023.csv").select(
        exporter="exp", importer="imp", period="year", value=pl.col("value_eur").cast(pl.Float64)
    )
    first = rerouted(yearly, target="RUS", since=2022, min_value=1e8).row(0, named=True)
    assert first["importer"] == "KGZ"
    assert 0.5 < first["low"] < first["excess_log"] < first["high"]
    month = pl.col("month").dt.year() * 100 + pl.col("month").dt.month().cast(pl.Int32)
    monthly = (
        pl.read_parquet(SHARED / "eurostat_member_exports_to_russia_neighbours_monthly.parquet")
        .select(exporter="exp", importer="imp", period=month, value=pl.col("value_eur").cast(pl.Float64))
        .drop_nulls()
    )
    first = rerouted(monthly, target="RUS", since=202203, step=12).row(0, named=True)
    assert (first["importer"], first["chance"] > 0.95) == ("KGZ", True)
    ranged = diversion(yearly.rename({"period": "year"}), target="RUS", before=(2019, 2021), after=(2022, 2023), min_value=1e8, level=0.9)
    assert ranged["importer"][0] == "KGZ"
    assert ranged["low"][0] > 0
