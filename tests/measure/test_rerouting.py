"""Diversion: worked by hand, Kyrgyzstan first in the real figures, and what happens at the edges."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from equipoise.errors import InputError
from equipoise.measure import diversion

TRADE = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "trade"

_MONEY = {"RUS": (100.0, 40.0), "KGZ": (1.0, 8.0), "USA": (89.0, 92.0), "UZB": (10.0, 10.0)}
FLOWS = pl.DataFrame(
    [{"exporter": "EU", "importer": i, "year": y, "value": v} for i, vs in _MONEY.items() for y, v in zip((2021, 2022), vs, strict=True)]
)
"""The example of docs/methods/diversion.md: all but Russia grow from 100 to 110."""
PERIODS: Any = {"target": "RUS", "before": (2021, 2021), "after": (2022, 2022)}


def test_the_worked_example() -> None:
    result = diversion(FLOWS, **PERIODS)
    assert result["importer"].to_list() == ["KGZ", "USA", "UZB"]
    assert result["rank"].to_list() == [1, 2, 3]
    first = result.row(0, named=True)
    assert (first["before"], first["after"], first["ratio"]) == (1.0, 8.0, 8.0)
    assert first["excess_log"] == pytest.approx(math.log(8 / 1.1))
    assert first["excess_value"] == pytest.approx(6.9)
    assert first["share_of_lost"] == pytest.approx(6.9 / 70)


def test_excess_over_all_importers_sums_to_nothing() -> None:
    assert diversion(FLOWS, **PERIODS)["excess_value"].sum() == pytest.approx(0)


def test_the_exports_of_a_blocs_members_are_added() -> None:
    half = FLOWS.with_columns(value=pl.col("value") / 2)
    two = pl.concat([half.with_columns(exporter=pl.lit("DEU")), half.with_columns(exporter=pl.lit("FRA"))])
    assert diversion(two, **PERIODS).equals(diversion(FLOWS, **PERIODS))


def test_candidates_and_small_importers_do_not_change_the_benchmark() -> None:
    few = diversion(FLOWS, **PERIODS, candidates=["UZB", "KGZ"], min_value=5)
    assert few["importer"].to_list() == ["UZB"]
    assert few["excess_log"][0] == pytest.approx(math.log(1 / 1.1))


def test_an_importer_that_was_not_there_before_has_no_growth() -> None:
    new = pl.concat([FLOWS, pl.DataFrame({"exporter": ["EU"], "importer": ["TJK"], "year": [2022], "value": [3.0]})])
    assert diversion(new, **PERIODS).equals(diversion(FLOWS, **PERIODS))


def test_an_importer_not_known_afterwards_is_ranked_last_and_not_taken_for_zero() -> None:
    gone = pl.concat([FLOWS, pl.DataFrame({"exporter": ["EU"], "importer": ["ARM"], "year": [2021], "value": [3.0]})])
    last = diversion(gone, **PERIODS).row(-1, named=True)
    assert (last["importer"], last["after"], last["excess_log"], last["rank"]) == ("ARM", None, None, None)


def test_where_the_target_lost_nothing_there_is_no_share_of_it() -> None:
    grown = FLOWS.with_columns(value=pl.when(pl.col("importer") == "RUS").then(100.0).otherwise("value")).with_columns(
        value=pl.when((pl.col("importer") == "RUS") & (pl.col("year") == 2022)).then(500.0).otherwise("value")
    )
    assert diversion(grown, **PERIODS)["share_of_lost"].to_list() == [None] * 3


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"target": "NOR"}, r"target 'NOR' is not among the importers; there are KGZ, RUS"),
        ({"candidates": ["RUS"]}, r"candidates must be importers other than the target; these are not: RUS"),
        ({"candidates": "KGZ"}, r"candidates must be a list"),
        ({"before": (2022, 2021)}, r"before must be \(first year, last year\)"),
        ({"after": 2022}, r"after must be"),
        ({"after": (2030, 2031)}, r"one of the two periods"),
        ({"min_value": float("nan")}, r"min_value"),
    ],
)
def test_what_cannot_be_used_is_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        diversion(FLOWS, **(PERIODS | change))


def test_an_unknown_value_is_refused() -> None:
    with pytest.raises(InputError, match=r"'value'.*never empty.*value=empty, exporter='EU', importer='KGZ', year=2021"):
        diversion(FLOWS.with_columns(value=pl.when(importer="KGZ").then(None).otherwise("value")), **PERIODS)


@pytest.mark.skipif(not TRADE.is_dir(), reason="the European export figures are in ../shared, which is not here")
def test_kyrgyzstan_comes_first_in_the_exports_of_the_european_union() -> None:
    file = pl.read_csv(TRADE / "eurostat_eu27_exports_by_partner_2010_2023.csv")
    flows = file.rename({"exp": "exporter", "imp": "importer", "value_eur": "value"})
    result = diversion(flows, target="RUS", before=(2019, 2021), after=(2022, 2023), min_value=1e8)
    assert result["importer"][0] == "KGZ"
