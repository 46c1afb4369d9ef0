"""World Development Indicators of the World Bank: GDP and population. In: a table of state, year, value. Out: one value a state and year.

The file is that of one indicator, in rows or with a column for each year, as the World Bank's site gives it (then each year of a row
counts as a row of its own); rows of another indicator are set aside, and so are groups of countries (WLD, EAS). --columns value=NAME picks
a column of a wider table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from equipoise.ties.connector import FIRST_YEAR, LAST_YEAR, Loaded, loaded, ties, variable
from equipoise.ties.dataset import Dataset, bibtex
from equipoise.ties.files import long_years, open_frame
from equipoise.ties.sieve import Sieve
from equipoise.words.tie import Shape


@dataclass(frozen=True, slots=True)
class WorldBank:
    """One indicator: ``name`` is that of the variable."""

    dataset: Dataset
    name: str
    unit: str
    indicator: str

    def read(self, path: Path, columns: Mapping[str, str]) -> Loaded:
        """GDP or population by state and year."""
        import polars as pl

        frame = long_years(open_frame(path, wanted=("API_",), header=("Country Name", "Country Code")), "value")
        sieve = Sieve(frame, path.name)
        accepted = {
            "state": ("iso3", "iso3c", "countryiso3code", "Country Code", "country_code", "economy"),
            "year": ("Year", "date"),
            "value": ("Value", self.indicator),
            "indicator": ("Indicator Code", "series"),
        }
        sieve.columns(accepted, columns, ("indicator",))
        if "indicator" in sieve.frame.columns:
            sieve.put_aside(pl.col("indicator") != self.indicator, f"the indicator is not {self.indicator}", "indicator", "state")
        sieve.whole("year", FIRST_YEAR, LAST_YEAR)
        sieve.state("state", "iso3", "year")
        sieve.number("value", low=0)
        sieve.once(["state", "year"], ["value"])
        there = variable(sieve.frame, self.name, Shape.STATE, self.unit, None)
        return loaded(sieve, [there], ties(sieve.frame, self.name, value="value", partner=None))


def _dataset(name: str, indicator: str, title: str, what: str, unit: str) -> Dataset:
    return Dataset(
        name=name,
        title=f"World Development Indicators: {title}",
        what=what,
        unit=unit,
        years="1960-2024",
        version="2025",
        publisher="World Bank",
        url=f"https://data.worldbank.org/indicator/{indicator}",
        licence="CC BY 4.0",
        citation=f"World Bank. World Development Indicators, {title} ({indicator}).",
        bibtex=bibtex("misc", f"worldbank_{name.replace('-', '_')}", author="{World Bank}", title=f"World Development Indicators: {title}",
                      howpublished=f"Indicator {indicator}, CC BY 4.0"),
        columns="state (ISO3), year, value",
    )  # fmt: skip


GDP = WorldBank(
    _dataset("wdi-gdp", "NY.GDP.MKTP.CD", "GDP (current US$)", "gross domestic product of a state", "USD"), "gdp", "USD", "NY.GDP.MKTP.CD"
)
POPULATION = WorldBank(
    _dataset("wdi-population", "SP.POP.TOTL", "Population, total", "people who live in a state", "persons"),
    "population",
    "persons",
    "SP.POP.TOTL",
)
