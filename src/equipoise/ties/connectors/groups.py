"""Groups that two states both belong to. In: the memberships that come with Equipoise, or a file of one's own. Out: shared_groups.

What counts is full membership on 31 December. The list of a group's members is whole, so inside the years, from the first group to LAST, a
pair without a row shares none of the groups that are listed. The item of a row is the group; the row without one is their number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from equipoise import reference
from equipoise.ties.connector import FIRST_YEAR, LAST_YEAR, Loaded, loaded, ties, variable
from equipoise.ties.dataset import Dataset, bibtex
from equipoise.ties.files import open_frame
from equipoise.ties.sieve import ROW, Sieve
from equipoise.words.event import Channel
from equipoise.words.tie import Absent, Shape

LAST = 2025
"""The last whole year for which the list is kept."""
BUILT_IN = Path(reference.__file__).parent / "data" / "memberships.csv"


@dataclass(frozen=True, slots=True)
class Groups:
    """Memberships with their days."""

    dataset: Dataset

    def read(self, path: Path, columns: Mapping[str, str]) -> Loaded:
        """How many groups two states share in each year, and which."""
        import polars as pl

        sieve = Sieve(open_frame(path, header=("group", "role")), path.name)
        accepted = {"group": (), "role": (), "codes": ("iso3",), "begin": ("from", "start"), "end": ("until",)}
        sieve.columns(accepted, columns)
        sieve.put_aside(pl.col("role").cast(pl.String) != "member", "a lesser standing than membership", "group", "codes", "role")
        sieve.put_aside(pl.col("group").is_null() | pl.col("codes").is_null(), "no group, or no state", "group", "codes")
        first, last = pl.col("begin").cast(pl.String).str.to_date(strict=False), pl.col("end").cast(pl.String).str.to_date(strict=False)
        sieve.frame = sieve.frame.with_columns(first.alias("since"), last.alias("to"))
        wrong = pl.col("since").is_null() | (pl.col("to").is_null() & pl.col("end").is_not_null()) | (pl.col("to") < pl.col("since"))
        sieve.put_aside(wrong, "its days are none (as 2004-05-01), or in the wrong order", "group", "codes", "begin", "end")
        ends = pl.col("to").dt.year().cast(pl.Int64) - ((pl.col("to").dt.month() < 12) | (pl.col("to").dt.day() < 31)).cast(pl.Int64)
        sieve.frame = sieve.frame.with_columns(
            pl.col("since").dt.year().alias("year"), ends.fill_null(LAST).clip(upper_bound=LAST).alias("last")
        )
        sieve.whole("year", FIRST_YEAR, LAST_YEAR)
        sieve.frame = sieve.frame.with_columns(pl.col("codes").cast(pl.String).str.split("|").alias("state"))
        one = Sieve(sieve.frame.explode("state").drop(ROW), path.name)
        one.state("state", "iso3")
        for lost in one.aside:
            sieve.note(f"of lists in rows that were kept, {lost.rows} codes: {lost.reason}", lost.examples)
        members = (
            one.frame.with_columns(pl.int_ranges("year", pl.col("last") + 1).alias("year"))
            .explode("year", empty_as_null=False)
            .group_by("group", "year", maintain_order=True)
            .agg(pl.col("state").unique().sort(), pl.col(ROW).min())
        )
        rows = [(a, b, y, g, 1.0, row) for g, y, there, row in members.iter_rows() for a, b in combinations(there, 2)]
        names = ("state", "partner", "year", "group", "value", ROW)
        frame = pl.DataFrame(
            rows, schema=dict(zip(names, (pl.String, pl.String, pl.Int64, pl.String, pl.Float64, pl.Int64), strict=True)), orient="row"
        )
        count = frame.group_by("state", "partner", "year", maintain_order=True).agg(pl.col("value").sum(), pl.col(ROW).min())
        there = variable(count, "shared_groups", Shape.UNDIRECTED, "groups", Channel.INSTITUTIONS, Absent.ZERO)
        return loaded(
            sieve, [there], ties(count, "shared_groups", value="value"), ties(frame, "shared_groups", value="value", item="group")
        )


CONNECTOR = Groups(
    Dataset(
        name="groups",
        title="Memberships in groups of states",
        what="groups (EU, NATO, EAEU, CSTO, SCO, CIS, OTS, BRICS, G7 ...) that two states are both members of",
        unit="groups",
        years=f"1949-{LAST}",
        version="as this release of Equipoise has it",
        publisher="Equipoise, from the groups' treaties and announcements",
        url="https://en.wikipedia.org/wiki/List_of_intergovernmental_organizations",
        licence="facts",
        citation="Equipoise. Memberships in groups of states, from the treaties and announcements of the groups.",
        bibtex=bibtex("misc", "equipoise_groups", author="{Equipoise}", title="Memberships in groups of states"),
        columns="group, role, iso3 (or codes, with | between), from, until",
        file=BUILT_IN,
    )
)  # fmt: skip
