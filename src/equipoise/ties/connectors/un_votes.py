"""Votes in the UN General Assembly, after Voeten. In: one row a state and roll call. Out: ballots, roll calls.

Votes are 1 yes, 2 abstain, 3 no; 8 absent and 9 no member, which some releases hold, are no votes. A roll call is known by its number in
the file (rcid, resid) or by its document (undl_id).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from equipoise.ties.connector import Loaded
from equipoise.ties.dataset import Dataset, bibtex
from equipoise.ties.files import open_frame
from equipoise.ties.sieve import ROW, Sieve
from equipoise.words.event import Channel
from equipoise.words.tie import Absent, Shape, Variable

if TYPE_CHECKING:
    import polars as pl

FIRST_SESSION_YEAR = 1945
"""A session's year is its number and this."""
WORDS = {"Y": "1", "YES": "1", "A": "2", "ABSTAIN": "2", "N": "3", "NO": "3", "X": "8", "ABSENT": "8"}


@dataclass(frozen=True, slots=True)
class UnVotes:
    """The votes as a table, one row a vote."""

    dataset: Dataset

    def read(self, path: Path, columns: Mapping[str, str]) -> Loaded:
        """Ballots, and a roll call for each resolution with the day where the file has it."""
        import polars as pl

        sieve = Sieve(open_frame(path), path.name)
        scheme = "iso3" if _has(sieve, columns, "iso3", "ms_code", "Country code", "iso3c") else "cow"
        accepted = {
            "state": ("ms_code", "iso3", "iso3c") if scheme == "iso3" else ("ccode",),
            "session": (),
            "resolution": ("resid", "rcid", "undl_id"),
            "vote": ("ms_vote",),
            "date": (),
            "title": ("descr",),
        }
        sieve.columns(accepted, columns, optional=("date", "title", "session"))
        _sessions(sieve)
        sieve.frame = sieve.frame.with_columns(
            pl.col("vote").cast(pl.String).str.strip_chars().str.to_uppercase().replace(WORDS), pl.col("resolution").cast(pl.String)
        )
        sieve.put_aside(
            pl.col("vote").is_null() | pl.col("vote").is_in(["", "8", "9"]), "absent, or no member: no vote", "state", "resolution"
        )
        sieve.whole("vote", 1, 3)
        sieve.frame = sieve.frame.with_columns((pl.col("session") + FIRST_SESSION_YEAR).alias("year"))
        sieve.state("state", scheme, "year")
        sieve.once(["state", "session", "resolution"], ["vote"])
        frame = sieve.frame
        first, last = int(str(frame["year"].min())), int(str(frame["year"].max()))
        return Loaded(
            rows=sieve.rows,
            kept=frame.height,
            aside=sieve.aside,
            variables=(Variable("votes", Shape.STATE, "1 yes, 2 abstain, 3 no", Channel.DIPLOMACY, Absent.MISSING, first, last),),
            ballots=frame.select("state", "session", "resolution", "vote", pl.col(ROW).cast(pl.Int64).alias("row")),
            rollcalls=_roll_calls(frame),
        )


def _has(sieve: Sieve, columns: Mapping[str, str], *names: str) -> bool:
    there = {c.casefold() for c in sieve.frame.columns}
    return columns.get("state", "").casefold() in {n.casefold() for n in names} or (
        "state" not in columns and any(n.casefold() in there for n in names)
    )


def _sessions(sieve: Sieve) -> None:
    """The session of each vote: its own column, or that of the day (a session begins in September)."""
    import polars as pl

    if "session" in sieve.frame.columns:
        sieve.whole("session", 1, 200)
        return
    if "date" not in sieve.frame.columns:
        sieve.columns({"session": ()})  # says what is missing
    day = _day(sieve.frame)
    autumn = (day.dt.month() >= 9).cast(pl.Int64)
    sieve.frame = sieve.frame.with_columns((day.dt.year().cast(pl.Int64) - FIRST_SESSION_YEAR - 1 + autumn).alias("session"))
    sieve.put_aside(pl.col("session").is_null(), "no session and no date", "date")


def _day(frame: pl.DataFrame) -> pl.Expr:
    import polars as pl

    if frame["date"].dtype == pl.String:
        return pl.col("date").str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    return pl.col("date").cast(pl.Date)


def _roll_calls(frame: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    day = _day(frame) if "date" in frame.columns else pl.lit(None, pl.Date)
    title = pl.col("title").cast(pl.String) if "title" in frame.columns else pl.lit(None, pl.String)
    first = (
        frame.with_columns(day.alias("day"), title.alias("title"))
        .group_by("session", "resolution")
        .agg(pl.col("day").drop_nulls().first(), pl.col("title").drop_nulls().first())
    )
    return first.sort("session", "resolution").with_columns(
        pl.lit([], pl.List(pl.String)).alias("issues"), pl.lit(None, pl.Boolean).alias("important")
    )


CONNECTOR = UnVotes(
    Dataset(
        name="un-votes",
        title="United Nations General Assembly Voting Data",
        what="how each state voted on each resolution",
        unit="1 yes, 2 abstain, 3 no",
        years="1946-2025",
        version="June 2024 (Dataverse); UN Digital Library files since",
        publisher="Erik Voeten, Harvard Dataverse; UN Digital Library",
        url="https://doi.org/10.7910/DVN/LEJUQZ",
        licence="CC0 1.0 (Dataverse); terms of use of the UN for the UN Digital Library",
        citation="Voeten, Erik, Anton Strezhnev and Michael Bailey. United Nations General Assembly Voting Data. Harvard Dataverse.",
        bibtex=bibtex("data", "voeten_unga", author="Voeten, Erik and Strezhnev, Anton and Bailey, Michael",
                      title="United Nations General Assembly Voting Data", publisher="Harvard Dataverse", doi="10.7910/DVN/LEJUQZ"),
        columns="state (COW number or ISO3), resolution (resid, rcid or undl_id), vote, session or date",
    )
)  # fmt: skip
