"""Soldiers abroad and exercises together: US troops by host, multinational exercises. In: tables. Out: troops, exercises.

Troops are the active-duty persons whom the Pentagon reports in a place; noughts are written out, so a host without a row is not known.
Exercises are collected from the press, in part without the participants' names: a pair without a row is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from equipoise.ties.connector import FIRST_YEAR, LAST_YEAR, Loaded, loaded, ties, variable
from equipoise.ties.dataset import Dataset, bibtex
from equipoise.ties.files import open_frame
from equipoise.ties.sieve import ROW, Sieve
from equipoise.ties.table import Table, Value, scheme_of
from equipoise.words.event import Channel
from equipoise.words.tie import Shape

STATE = {"country": "name", "gwcode": "gw", "ccode": "cow", "iso3c": "iso3"}
NAMES = {
    "Hong Kong SAR China": "HKG", "Myanmar (Burma)": "MMR", "Congo - Kinshasa": "COD", "Congo - Brazzaville": "COG",
    "st. christopher": "KNA",
    "Antigua": "ATG", "São Tomé & Príncipe": "STP", "Trinidad & Tobago": "TTO", "St. Kitts & Nevis": "KNA", "Antigua & Barbuda": "ATG",
    "St. Vincent & Grenadines": "VCT", "Bosnia & Herzegovina": "BIH",
}  # fmt: skip

US_TROOPS = Table(
    Dataset(
        name="us-troops",
        title="US troop deployments by host and year",
        what="active-duty persons of the United States (state) in a host (partner)",
        unit="persons",
        years="1950-2024",
        version="troopdata",
        publisher="Michael Flynn, Michael Allen and Carla Martinez Machain; Defense Manpower Data Center",
        url="https://github.com/meflynn/troopdata",
        licence="free with citation; US government data",
        citation="Allen, Michael A., Michael E. Flynn and Carla Martinez Machain (2022). US Global Military Deployments, 1950-2020. "
        "Conflict Management and Peace Science 39(3): 351-370.",
        bibtex=bibtex("article", "allen2022", author="Allen, Michael A. and Flynn, Michael E. and Martinez Machain, Carla",
                      title="US Global Military Deployments, 1950-2020", journal="Conflict Management and Peace Science", volume=39,
                      number=3, pages="351--370", year=2022),
        columns="countryname, year, troops_ad",
    ),
    (Value("troops", ("troops_ad", "troops"), "persons", Channel.SECURITY),),
    {}, {"countryname": "name", "iso3c": "iso3", "ccode": "cow"}, fixed="USA", also=NAMES,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Exercises:
    """A row for each exercise and participant."""

    dataset: Dataset

    def read(self, path: Path, columns: Mapping[str, str]) -> Loaded:
        """In how many exercises two states took part together, by the year in which these began."""
        import polars as pl

        sieve = Sieve(open_frame(path), path.name)
        scheme = scheme_of(sieve, STATE, columns.get("state"))
        sieve.columns({"exercise": ("mmeid",), "state": tuple(STATE), "year": ()}, columns)
        sieve.put_aside(pl.col("state").cast(pl.String) == "-9", "the participant is not known", "exercise")
        sieve.whole("year", FIRST_YEAR, LAST_YEAR)
        sieve.state("state", scheme, "year", NAMES)
        sieve.once(["exercise", "state"], ["year"])
        sieve.put_aside(pl.len().over("exercise", "year") < 2, "no other participant is known", "exercise", "state")
        one = sieve.frame.select("exercise", "year", "state", ROW)
        pairs = one.join(one.drop(ROW).rename({"state": "partner"}), on=["exercise", "year"], maintain_order="left_right")
        counts = (
            pairs.filter(pl.col("state") < pl.col("partner"))
            .group_by("state", "partner", "year", maintain_order=True)
            .agg(pl.len().cast(pl.Float64).alias("value"), pl.col(ROW).min())
        )
        there = variable(counts, "exercises", Shape.UNDIRECTED, "exercises", Channel.SECURITY)
        return loaded(sieve, [there], ties(counts, "exercises", value="value"))


EXERCISES = Exercises(
    Dataset(
        name="exercises",
        title="Multinational Military Exercises",
        what="military exercises in which two states took part together",
        unit="exercises",
        years="1980-2010",
        version="7",
        publisher="Jordan Bernhardt and Lauren Sukin",
        url="https://www.jordanbernhardt.com",
        licence="free with citation",
        citation="Bernhardt, Jordan and Lauren Sukin (2021). Joint Military Exercises and Crisis Dynamics on the Korean Peninsula. "
        "Journal of Conflict Resolution 65(5): 855-888.",
        bibtex=bibtex("article", "bernhardt2021", author="Bernhardt, Jordan and Sukin, Lauren",
                      title="Joint Military Exercises and Crisis Dynamics on the Korean Peninsula",
                      journal="Journal of Conflict Resolution",
                      volume=65, number=5, pages="855--888", year=2021),
        columns="mmeid, country (names), year",
    )
)  # fmt: skip
