"""Exports of the European Union and its members (Eurostat Comext). In: yearly or monthly values. Out: exports_eur.

Months are summed to years. A year counts only where the file has all its twelve months; a pair that lacks some of them had no trade in
them, for Comext writes no row for none: its sum is imputed by that rule, while a sum of twelve rows is observed. Euros stay euros.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from equipoise.ties.connector import FIRST_YEAR, LAST_YEAR, Loaded, loaded, ties, variable
from equipoise.ties.dataset import Dataset, bibtex
from equipoise.ties.files import open_frame
from equipoise.ties.sieve import ROW, Sieve
from equipoise.ties.table import EU_AS_ONE, scheme_of
from equipoise.words.event import Channel
from equipoise.words.tie import Shape

if TYPE_CHECKING:
    import polars as pl

REPORTER = {"exp": "iso3", "reporter": "iso2", "DECLARANT": "iso2"}
PARTNER = {"imp": "iso3", "partner": "iso2"}
ONLY = {"flow": ("2", "EXP", "exports"), "product": ("TOTAL",), "indicators": ("VALUE_IN_EUROS", "VALUE_EUR")}
KEYS = ["state", "partner", "year"]


@dataclass(frozen=True, slots=True)
class Comext:
    """A table with a year or a month in each row."""

    dataset: Dataset

    def read(self, path: Path, columns: Mapping[str, str]) -> Loaded:
        """Exports in euros by exporter, importer and year."""
        import polars as pl

        sieve = Sieve(open_frame(path), path.name)
        schemes = {"state": scheme_of(sieve, REPORTER, columns.get("state")), "partner": scheme_of(sieve, PARTNER, columns.get("partner"))}
        accepted = {
            "state": tuple(REPORTER), "partner": tuple(PARTNER), "time": ("month", "year", "TIME_PERIOD"), "value": ("value_eur",
            "OBS_VALUE"),
            **{name: (name,) for name in ONLY},
        }  # fmt: skip
        sieve.columns(accepted, columns, tuple(ONLY))
        for name in [n for n in ONLY if n in sieve.frame.columns]:
            sieve.put_aside(~pl.col(name).cast(pl.String).is_in(ONLY[name]).fill_null(value=False), f"{name} is not {ONLY[name][0]}", name)
        monthly = _dates(sieve)
        for side in ("state", "partner"):
            sieve.state(side, schemes[side], "year", EU_AS_ONE)
        sieve.apart("state", "partner")
        sieve.number("value", low=0, empty=False)
        sieve.once([*KEYS, "month"], ["value"])
        frame = _years(sieve) if monthly else sieve.frame.with_columns(pl.lit(value=False).alias("imputed"))
        there = variable(frame, "exports_eur", Shape.DIRECTED, "EUR", Channel.TRADE)
        return loaded(sieve, [there], ties(frame, "exports_eur", value="value", imputed="imputed"))


def _dates(sieve: Sieve) -> bool:
    """Columns year and month (0 for a whole year) from 2023, 2023-05, 202305 or a date; whether the file is one of months."""
    import polars as pl

    text = pl.col("time").cast(pl.String).str.strip_chars()
    year, month = text.str.slice(0, 4), text.str.extract(r"^\d{4}-?(\d{2})", 1)
    sieve.frame = sieve.frame.with_columns(year.alias("year"), month.fill_null("0").alias("month"))
    sieve.whole("year", FIRST_YEAR, LAST_YEAR)
    sieve.whole("month", 0, 12)
    monthly = bool((sieve.frame["month"] > 0).any())
    if monthly:
        sieve.put_aside(pl.col("month") == 0, "a whole year among months", "time")
    return monthly


def _years(sieve: Sieve) -> pl.DataFrame:
    import polars as pl

    months = sieve.frame.group_by("year").agg(pl.col("month").n_unique().alias("n")).sort("year")
    for year, n in months.filter(pl.col("n") < 12).iter_rows():
        sieve.put_aside(pl.col("year") == year, f"{year} has {n} of 12 months in the file", "time", "state", "partner")
    counts = sieve.frame.group_by(KEYS, maintain_order=True).agg(pl.col("value").sum(), pl.len().alias("n"), pl.col(ROW).min())
    return counts.with_columns((pl.col("n") < 12).alias("imputed"))


CONNECTOR = Comext(
    Dataset(
        name="eurostat-comext",
        title="EU trade since 1988 by HS2-4-6 and CN8 (Comext), all products",
        what="exports of the EU (EUR) and its members to each partner",
        unit="EUR",
        years="1988-2025",
        version="as the file has it",
        publisher="Eurostat",
        url="https://ec.europa.eu/eurostat/web/international-trade-in-goods/database",
        licence="CC BY 4.0 (Eurostat's policy of reuse)",
        citation="Eurostat. International trade in goods, Comext, EU trade since 1988 (DS-045409).",
        bibtex=bibtex("misc", "comext", author="{Eurostat}", title="EU trade since 1988 by HS2-4-6 and CN8 (DS-045409)"),
        columns="exp, imp (ISO3) or reporter, partner (ISO2); year or month or TIME_PERIOD; value_eur or OBS_VALUE",
    )
)  # fmt: skip
