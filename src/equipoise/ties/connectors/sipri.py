"""Arms transfers (SIPRI): the register of deals, and the totals of states. In: the register or the table of TIV. Out: arms_deliveries and
others.

TIV is SIPRI's trend-indicator value, a measure of military capability and not of money. A deal whose deliveries took several years has one
figure for all of them: it is spread evenly over those years, and the year's sum of the two states is marked imputed; sums of deals
delivered within one year are observed. SIPRI lists every transfer of major arms that it knows of, so inside its years no row is no
delivery. In the tables of totals a blank is none, and 0 stands for less than half a million: kept as 0, marked imputed. Groups that are no
states (rebels, UN, NATO) are set aside.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from equipoise.ties.connector import FIRST_YEAR, LAST_YEAR, Loaded, loaded, ties, variable, zero_if_whole
from equipoise.ties.dataset import Dataset, bibtex
from equipoise.ties.files import long_years, open_frame
from equipoise.ties.sieve import ROW, Sieve
from equipoise.words.event import Channel
from equipoise.words.tie import Shape

if TYPE_CHECKING:
    import polars as pl

NAMES = {
    "East Germany (GDR)": "DDR", "Yemen Arab Republic (North Yemen)": "YEM", "North Yemen": "YEM", "South Yemen": "YMD",
    "Saint Vincent": "VCT",
    "South Vietnam": "RVN", "European Union**": "EUR",
}  # fmt: skip
UNIT = "million TIV"
YEARS = r"((?:19|20)\d\d)(?:\s*[-–]\s*((?:19|20)\d\d))?"


@dataclass(frozen=True, slots=True)
class Register:
    """The trade register: a row for each deal."""

    dataset: Dataset

    def read(self, path: Path, columns: Mapping[str, str]) -> Loaded:
        """What was delivered from supplier to recipient in each year."""
        import polars as pl

        sieve = Sieve(open_frame(path, header=("Recipient", "Supplier")), path.name)
        accepted = {
            "state": ("supplier",), "partner": ("recipient",), "when": ("delivery_years", "Year(s) of delivery"),
            "value": ("tiv_delivered", "SIPRI TIV of delivered weapons", "TIV delivery values"),
        }  # fmt: skip
        sieve.columns(accepted, columns)
        nothing = pl.col("when").is_null() & (pl.col("state").is_null() | pl.col("partner").is_null())
        sieve.put_aside(nothing, "no deal", "state", "partner")
        years = _delivery_years(sieve.frame)
        sieve.put_aside(
            ~pl.col(ROW).is_in(years[ROW].implode()), "nothing delivered yet, or no year of delivery", "when", "state", "partner"
        )
        last = years.group_by(ROW).agg(pl.col("year").max(), pl.len().alias("n"))
        sieve.frame = sieve.frame.join(last, on=ROW, how="left", maintain_order="left")
        sieve.whole("year", FIRST_YEAR, LAST_YEAR)
        for side in ("state", "partner"):
            sieve.state(side, "name", "year", NAMES)
        sieve.apart("state", "partner")
        sieve.number("value", low=0, empty=False)
        spread = sieve.frame.drop("year").join(years, on=ROW, how="inner", maintain_order="left")
        yearly = (
            spread.with_columns(pl.col("value") / pl.col("n"), (pl.col("n") > 1).alias("imputed"))
            .group_by("state", "partner", "year", maintain_order=True)
            .agg(pl.col("value").sum(), pl.col("imputed").any(), pl.col(ROW).min())
        )
        absent = zero_if_whole(sieve, yearly, "state", "partner")
        there = variable(yearly, "arms_deliveries", Shape.DIRECTED, UNIT, Channel.SECURITY, absent)
        return loaded(sieve, [there], ties(yearly, "arms_deliveries", value="value", imputed="imputed"))


def _delivery_years(frame: pl.DataFrame) -> pl.DataFrame:
    """Row -> each year of delivery, from "1999; 2000" or "1999-2001"."""
    import polars as pl

    found = [
        {ROW: row, "year": year}
        for row, text in frame.select(ROW, pl.col("when").cast(pl.String)).drop_nulls().iter_rows()
        for year in sorted({y for a, b in re.findall(YEARS, text) for y in range(int(a), int(b or a) + 1)})
    ]
    return pl.DataFrame(found, schema={ROW: frame[ROW].dtype, "year": pl.Int64})


@dataclass(frozen=True, slots=True)
class Totals:
    """All arms that states delivered or received, as the table of TIV: long, or with a column for each year."""

    dataset: Dataset
    name: str

    def read(self, path: Path, columns: Mapping[str, str]) -> Loaded:
        """The total of each state and year."""
        import polars as pl

        sieve = Sieve(long_years(open_frame(path, header=("1990", "1991")), "tiv"), path.name)
        sieve.columns({"state": ("country", "Imports to", "Exports from", "Supplier", "Recipient"), "year": (), "value": ("tiv",)}, columns)
        sieve.put_aside(
            pl.col("state").cast(pl.String).str.to_lowercase().str.starts_with("total"), "the world: a sum of states", "state", "year"
        )
        sieve.whole("year", FIRST_YEAR, LAST_YEAR)
        sieve.state("state", "name", "year", NAMES)
        sieve.number("value", low=0)
        sieve.put_aside(pl.col("value").is_null(), "blank: no transfer", "state", "year")
        sieve.once(["state", "year"], ["value"])
        frame = sieve.frame.with_columns((pl.col("value") == 0).alias("rounded"))
        there = variable(frame, self.name, Shape.STATE, UNIT, Channel.SECURITY, zero_if_whole(sieve, frame, "state"))
        return loaded(sieve, [there], ties(frame, self.name, value="value", partner=None, imputed="rounded"))


def _dataset(name: str, part: str, what: str, columns: str) -> Dataset:
    return Dataset(
        name=name,
        title=f"SIPRI Arms Transfers Database: {part}",
        what=what,
        unit=UNIT,
        years="1950-2024",
        version="March 2025",
        publisher="Stockholm International Peace Research Institute (SIPRI)",
        url="https://armstransfers.sipri.org",
        licence="SIPRI fair use: attribution, no commercial redistribution",
        citation="Stockholm International Peace Research Institute. SIPRI Arms Transfers Database.",
        bibtex=bibtex(
            "misc", "sipri_arms", author="{Stockholm International Peace Research Institute}", title="SIPRI Arms Transfers Database"
        ),
        columns=columns,
    )


REGISTER = Register(
    _dataset(
        "sipri-register", "trade register", "major arms delivered from state to partner in a year",
        "recipient, supplier (names), delivery_years, tiv_delivered; or the register as exported",
    )
)  # fmt: skip
EXPORTS = Totals(
    _dataset(
        "sipri-tiv-exports", "TIV of exports", "major arms that a state delivered in a year, to all together",
        "state (name), year, tiv; or a column for each year",
    ),
    "arms_exports",
)  # fmt: skip
IMPORTS = Totals(
    _dataset(
        "sipri-tiv-imports", "TIV of imports", "major arms that a state received in a year, from all together",
        "state (name), year, tiv; or a column for each year",
    ),
    "arms_imports",
)  # fmt: skip
