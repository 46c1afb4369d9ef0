"""Roll calls of the UN General Assembly, apart from the votes: day, title, issue areas. In: one row a roll call. Out: rollcalls.

Issue areas are Voeten's: me Middle East, nu nuclear weapons, di disarmament, hr human rights, co colonialism, ec economic development; a
column of 0 and 1 for each, or one column with the codes. The rows belong to the votes of the same session and number, whatever dataset
those are of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from equipoise.ties.connector import Loaded
from equipoise.ties.dataset import Dataset, bibtex
from equipoise.ties.files import open_frame
from equipoise.ties.sieve import Sieve
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import polars as pl

FIRST_SESSION_YEAR = 1945
"""A session's year is its number and this."""
ROLL = ("undl_id", "resid", "rcid", "resolution")
ISSUES = ("me", "nu", "di", "hr", "co", "ec")
DETAILS: Mapping[str, tuple[str, ...]] = {
    "date": (), "title": ("descr", "short"), "important": ("importantvote",), "issues": (), **dict.fromkeys(ISSUES, ()),
}  # fmt: skip
"""Columns about a roll call that a file may have."""


@dataclass(frozen=True, slots=True)
class UnRollCalls:
    """The roll calls as a table."""

    dataset: Dataset

    def read(self, path: Path, columns: Mapping[str, str]) -> Loaded:
        """Roll calls with what the file tells of them."""
        import polars as pl

        sieve = Sieve(open_frame(path), path.name)
        sieve.columns({"resolution": ROLL, "session": (), **DETAILS}, columns, ("session", *DETAILS))
        sieve.frame = sieve.frame.with_columns(pl.col("resolution").cast(pl.String))
        sieve.put_aside(pl.col("resolution").is_null() | (pl.col("resolution") == ""), "no number of the roll call", "resolution")
        sessions(sieve)
        sieve.once(["session", "resolution"], [c for c in DETAILS if c in sieve.frame.columns])
        return Loaded(sieve.rows, sieve.frame.height, sieve.aside, (), rollcalls=roll_calls(sieve.frame))


def sessions(sieve: Sieve) -> None:
    """The column session as a number: its own, or that of the day, for a session begins in September and emergency sessions ("11emsp") have
    numbers of their own. Raises InputError where there is neither column.
    """
    import polars as pl

    if "session" not in sieve.frame.columns and "date" not in sieve.frame.columns:
        raise InputError(f"{sieve.name}: no column session or date. Map one: --columns session=NAME")
    if "date" in sieve.frame.columns:
        sieve.frame = sieve.frame.with_columns(_day(sieve.frame).alias("day"))
        autumn = (pl.col("day").dt.month() >= 9).cast(pl.Int64)
        of_day = pl.col("day").dt.year().cast(pl.Int64) - FIRST_SESSION_YEAR - 1 + autumn
        if "session" in sieve.frame.columns:
            of_day = pl.coalesce(pl.col("session").cast(pl.String).str.extract(r"^\s*(\d+)(?:\.0)?\s*$", 1).cast(pl.Int64), of_day)
        sieve.frame = sieve.frame.with_columns(of_day.alias("session"))
        sieve.put_aside(pl.col("session").is_null(), "no session and no date", "date")
    sieve.whole("session", 1, 200)


def roll_calls(frame: pl.DataFrame) -> pl.DataFrame:
    """A row for each session and number, with what its first row tells of it."""
    import polars as pl

    calls = frame.unique(["session", "resolution"], keep="first", maintain_order=True)
    important = pl.lit(None, pl.Boolean)
    if "important" in calls.columns:
        text = pl.col("important").cast(pl.String).str.strip_suffix(".0").str.to_lowercase()
        important = text.replace_strict({"1": True, "0": False, "true": True, "false": False}, default=None)
    return calls.select(
        "session",
        "resolution",
        pl.col("day") if "day" in calls.columns else pl.lit(None, pl.Date).alias("day"),
        (pl.col("title").cast(pl.String) if "title" in calls.columns else pl.lit(None, pl.String)).alias("title"),
        _issues(calls).alias("issues"),
        important.alias("important"),
    ).sort("session", "resolution")


def _issues(calls: pl.DataFrame) -> pl.Expr:
    """The codes of the issue areas, in the order of ISSUES."""
    import polars as pl

    if "issues" in calls.columns:
        there = pl.col("issues").cast(pl.String).fill_null("").str.to_lowercase().str.extract_all("[a-z]+")
        yes = [pl.when(there.list.contains(i)).then(pl.lit(i)) for i in ISSUES]
    else:
        flags = [i for i in ISSUES if i in calls.columns]
        yes = [pl.when(pl.col(i).cast(pl.String).str.strip_suffix(".0") == "1").then(pl.lit(i)) for i in flags]
    return pl.concat_list(yes).list.drop_nulls() if yes else pl.lit([], pl.List(pl.String))


def _day(frame: pl.DataFrame) -> pl.Expr:
    import polars as pl

    if frame["date"].dtype == pl.String:
        return pl.col("date").str.strip_chars().str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    return pl.col("date").cast(pl.Date)


CONNECTOR = UnRollCalls(
    Dataset(
        name="un-rollcalls",
        title="United Nations General Assembly roll calls",
        what="what was voted on: day, title, issue areas",
        unit="text",
        years="1946-2025",
        version="June 2024 (Dataverse)",
        publisher="Erik Voeten, Harvard Dataverse; UN Digital Library",
        url="https://doi.org/10.7910/DVN/LEJUQZ",
        licence="CC0 1.0 (Dataverse); terms of use of the UN for the UN Digital Library",
        citation="Voeten, Erik, Anton Strezhnev and Michael Bailey. United Nations General Assembly Voting Data. Harvard Dataverse.",
        bibtex=bibtex("data", "voeten_unga", author="Voeten, Erik and Strezhnev, Anton and Bailey, Michael",
                      title="United Nations General Assembly Voting Data", publisher="Harvard Dataverse", doi="10.7910/DVN/LEJUQZ"),
        columns="resolution (undl_id, resid or rcid), session or date; title, importantvote, me nu di hr co ec or issues",
    )
)  # fmt: skip
