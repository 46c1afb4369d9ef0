"""Direct contiguity of states (Correlates of War). In: spells, dyad-years, or pairs without a date. Out: contiguity, 1 (land) to 5 (400
miles of sea).

A spell (begin, end as year and month) counts in every year that it touches; the nearest kind in a year counts. Pairs without a date say
how things stood in 2016, when version 3.2 ends, and nothing of earlier years; where such a file has several kinds for a pair, nobody can
say which was the last, and the pair is set aside (then no row is not known). The source lists all contiguous pairs, so inside its years no
row is 0, no contiguity.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from equipoise.ties.connector import FIRST_YEAR, LAST_YEAR, Loaded, loaded, one_a_pair, ties, variable, zero_if_whole
from equipoise.ties.dataset import Dataset, bibtex
from equipoise.ties.files import open_frame
from equipoise.ties.sieve import ROW, Sieve
from equipoise.words.event import Channel
from equipoise.words.tie import Shape

RELEASE_ENDS = 2016


@dataclass(frozen=True, slots=True)
class Contiguity:
    """Pairs of states with their kind of contiguity."""

    dataset: Dataset

    def read(self, path: Path, columns: Mapping[str, str]) -> Loaded:
        """One value a pair and year."""
        import polars as pl

        sieve = Sieve(open_frame(path), path.name)
        accepted: dict[str, tuple[str, ...]] = {
            "state": ("ccode1", "state1no"), "partner": ("ccode2", "state2no"), "kind": ("conttype",), "year": (), "begin": ("stdate",),
            "end": ("enddate",),
        }  # fmt: skip
        sieve.columns(accepted, columns, ("year", "begin", "end"))
        sieve.whole("kind", 0, 5)
        spells = "begin" in sieve.frame.columns and sieve.frame["begin"].is_not_null().any()
        for name, other in (("begin", "year"), ("end", "begin")):
            if name not in sieve.frame.columns or not spells:
                there = pl.col(other) if other in sieve.frame.columns else pl.lit(str(RELEASE_ENDS))
                sieve.frame = sieve.frame.with_columns(there.alias(name))
            text = pl.col(name).cast(pl.String).str.strip_chars().str.slice(0, 4)
            sieve.frame = sieve.frame.with_columns(text.alias(name))
            sieve.whole(name, FIRST_YEAR, LAST_YEAR)
        sieve.put_aside(pl.col("end") < pl.col("begin"), "it ends before it begins", "begin", "end")
        for side in ("state", "partner"):
            sieve.state(side, "cow", "end")
        sieve.apart("state", "partner")
        one_a_pair(sieve, "state", "partner", ["begin", "end"], ["kind"])
        yearly = (
            sieve.frame.with_columns(pl.int_ranges("begin", pl.col("end") + 1).alias("year"))
            .explode("year")
            .with_columns(pl.when(pl.col("kind") == 0).then(9).otherwise(pl.col("kind")).alias("kind"))
            .group_by("state", "partner", "year", maintain_order=True)
            .agg(pl.col("kind").min().replace({9: 0}), pl.col(ROW).min())
        )
        absent = zero_if_whole(sieve, yearly, "state", "partner")
        about = variable(yearly, "contiguity", Shape.UNDIRECTED, "1 land to 5 sea; 0 none", Channel.TERRITORIAL, absent)
        return loaded(sieve, [about], ties(yearly, "contiguity", value="kind"))


CONNECTOR = Contiguity(
    Dataset(
        name="cow-contiguity",
        title="Correlates of War: Direct Contiguity",
        what="how near two states lie: 1 common land border, 2-5 up to 12, 24, 150, 400 miles of water",
        unit="1-5",
        years="1816-2016",
        version="3.2",
        publisher="Correlates of War Project",
        url="https://correlatesofwar.org/data-sets/direct-contiguity/",
        licence="free with citation",
        citation="Stinnett, Douglas M., Jaroslav Tir, Philip Schafer, Paul F. Diehl and Charles Gochman (2002). The Correlates of "
        "War Project Direct Contiguity Data, Version 3. Conflict Management and Peace Science 19(2): 58-66.",
        bibtex=bibtex("article", "stinnett2002", author="Stinnett, Douglas M. and Tir, Jaroslav and Schafer, Philip and Diehl, Paul F. and "
                      "Gochman, Charles", title="The Correlates of War Project Direct Contiguity Data, Version 3",
                      journal="Conflict Management and Peace Science", volume=19, number=2, pages="58--66", year=2002),
        columns="ccode1, ccode2 (COW), conttype; begin and end (yyyymm) or year",
    )
)  # fmt: skip
