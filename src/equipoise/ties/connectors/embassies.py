"""Diplomatic missions at one time (Wikidata and others). In: a row for each mission. Out: missions from the sending state to its host.

The file has the missions of one day, and its name the year. All missions but honorary consulates are counted together; the items embassy,
consulate, honorary and other count the sorts apart. Volunteers keep the list, certainly not all of it: a pair without a row is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from equipoise.ties.connector import Loaded, loaded, ties, variable
from equipoise.ties.dataset import Dataset, bibtex
from equipoise.ties.files import open_frame, year_in_name
from equipoise.ties.sieve import ROW, Sieve
from equipoise.words.event import Channel
from equipoise.words.tie import Shape

NAMES = {"The Gambia": "GMB", "The Bahamas": "BHS"}
SORTS = {"honorary": "honorary", "embassy|high commission|nunciature|delegation": "embassy", "consul": "consulate"}
KEYS = ["state", "partner", "year"]


@dataclass(frozen=True, slots=True)
class Embassies:
    """Missions with who sends them and where they are."""

    dataset: Dataset

    def read(self, path: Path, columns: Mapping[str, str]) -> Loaded:
        """Missions by sender and host in the year of the file's name."""
        import polars as pl

        sieve = Sieve(open_frame(path), path.name)
        accepted = {
            "state": ("op_iso3", "sender"), "partner": ("country_iso3", "host"), "id": ("QID",), "type": (), "sender_name": ("operator",),
            "host_name": ("country",),
        }  # fmt: skip
        sieve.columns(accepted, columns, ("type", "sender_name", "host_name"))
        sieve.frame = sieve.frame.with_columns(pl.lit(year_in_name(path), pl.Int64).alias("year"))
        for side, name in (("state", "sender_name"), ("partner", "host_name")):
            if name in sieve.frame.columns:
                sieve.frame = sieve.frame.with_columns(pl.coalesce(side, name).alias(side))
            sieve.state(side, ("iso3", "name"), None, NAMES)
        sieve.apart("state", "partner")
        sieve.once(["id"], ["state", "partner"])
        kind = pl.col("type").cast(pl.String).str.to_lowercase() if "type" in sieve.frame.columns else pl.lit("embassy")
        sort = pl.lit("other")
        for pattern, name in reversed(SORTS.items()):
            sort = pl.when(kind.str.contains(pattern)).then(pl.lit(name)).otherwise(sort)
        frame = sieve.frame.with_columns(sort.alias("item"), pl.lit(1.0).alias("one"))
        by_sort = frame.group_by([*KEYS, "item"], maintain_order=True).agg(pl.col("one").sum(), pl.col(ROW).min())
        every = frame.filter(pl.col("item") != "honorary").group_by(KEYS, maintain_order=True).agg(pl.col("one").sum(), pl.col(ROW).min())
        there = variable(frame, "missions", Shape.DIRECTED, "missions", Channel.DIPLOMACY)
        return loaded(sieve, [there], ties(every, "missions", value="one"), ties(by_sort, "missions", value="one", item="item"))


CONNECTOR = Embassies(
    Dataset(
        name="embassies",
        title="Database of embassies",
        what="diplomatic missions of a state in another",
        unit="missions",
        years="2024",
        version="2024-08-30",
        publisher="Database of embassies, from Wikidata",
        url="https://github.com/database-of-embassies/database-of-embassies",
        licence="CC0 1.0",
        citation="Database of embassies (2024), compiled from Wikidata.",
        bibtex=bibtex("misc", "embassies", author="{Database of embassies}", title="Database of embassies, compiled from Wikidata",
                      year=2024),
        columns="op_iso3, country_iso3, QID, type; the year in the file's name",
    )
)  # fmt: skip
