"""Votes in the UN General Assembly, after Voeten and the UN Digital Library. In: one row a state and roll call. Out: ballots, roll calls.

Votes are 1 yes, 2 abstain, 3 no (Y, A, N in the UN Digital Library); 8 absent, 9 no member, X and an empty cell are no votes. A roll call
is known by its number (undl_id, resid, rcid). Its session is a column of its own, or that of the day. Where the file of votes has neither,
the roll calls are read from the file beside it that has "rollcalls" or "roll_calls" in the place of "votes" in its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from equipoise.reference.statehood import code_of
from equipoise.ties.connector import Loaded
from equipoise.ties.connectors import un_rollcalls
from equipoise.ties.connectors.un_rollcalls import DETAILS, FIRST_SESSION_YEAR, ROLL, roll_calls, sessions
from equipoise.ties.dataset import Dataset
from equipoise.ties.files import open_frame, sha256_of
from equipoise.ties.sieve import ROW, Sieve
from equipoise.ties.table import scheme_of
from equipoise.words.errors import InputError
from equipoise.words.event import Channel
from equipoise.words.tie import Absent, Shape, Variable

if TYPE_CHECKING:
    import polars as pl

WORDS = {"Y": "1", "YES": "1", "A": "2", "ABSTAIN": "2", "N": "3", "NO": "3", "X": "8", "ABSENT": "8"}
STATE = {"ms_code": "iso3", "iso3": "iso3", "iso3c": "iso3", "Country code": "iso3", "ccode": "cow", "iso2": "iso2"}


@dataclass(frozen=True, slots=True)
class UnVotes:
    """The votes as a table, one row a vote."""

    dataset: Dataset

    def read(self, path: Path, columns: Mapping[str, str]) -> Loaded:
        """Ballots, and a roll call for each resolution with the day, title and issues where the file, or the one beside it, has them."""
        import polars as pl

        sieve = Sieve(open_frame(path), path.name)
        scheme = scheme_of(sieve, STATE, columns.get("state"))
        accepted = {
            "state": tuple(STATE),
            "resolution": ROLL,
            "vote": ("ms_vote",),
            "session": (),
            "name": ("country", "ms_name"),
            **DETAILS,
        }
        sieve.columns(accepted, columns, ("session", "name", *DETAILS))
        sieve.frame = sieve.frame.with_columns(
            pl.col("vote").cast(pl.String).str.strip_chars().str.to_uppercase().replace(WORDS), pl.col("resolution").cast(pl.String)
        )
        if not {"session", "date"} & set(sieve.frame.columns):
            _from_beside(sieve, path)
        absent = pl.col("vote").is_null() | pl.col("vote").is_in(["", "8", "9"])
        sieve.put_aside(absent, "absent, or no member: no vote", "state", "resolution")
        sieve.whole("vote", 1, 3)
        sessions(sieve)
        sieve.frame = sieve.frame.with_columns((pl.col("session") + FIRST_SESSION_YEAR).alias("year"))
        _former_states(sieve, scheme)
        sieve.state("state", (scheme, "name") if "name" in sieve.frame.columns else scheme, "year")
        sieve.once(["state", "session", "resolution"], ["vote"])
        frame = sieve.frame
        first, last = int(str(frame["year"].min())), int(str(frame["year"].max()))
        return Loaded(
            rows=sieve.rows,
            kept=frame.height,
            aside=sieve.aside,
            variables=(Variable("votes", Shape.STATE, "1 yes, 2 abstain, 3 no", Channel.DIPLOMACY, Absent.MISSING, first, last),),
            ballots=frame.select("state", "session", "resolution", "vote", pl.col(ROW).cast(pl.Int64).alias("row")),
            rollcalls=roll_calls(frame),
        )


def _former_states(sieve: Sieve, scheme: str) -> None:
    """A state whose code is empty or not known, such as Czechoslovakia's CS, goes by its name where the file has names."""
    import polars as pl

    if "name" in sieve.frame.columns:
        code, name = pl.col("state").cast(pl.String), pl.col("name").cast(pl.String)
        unknown = [c for c in sieve.frame["state"].cast(pl.String).unique().drop_nulls().to_list() if code_of(c, scheme) is None]
        sieve.frame = sieve.frame.with_columns(
            pl.when(name.is_not_null() & (code.is_null() | code.is_in(unknown))).then(name).otherwise(code).alias("state")
        )


def _from_beside(sieve: Sieve, path: Path) -> None:
    """The columns of the roll calls, from the file beside that of the votes. Raises InputError where there is none."""
    import polars as pl

    there = [path.with_name(path.name.replace("votes", name)) for name in ("rollcalls", "roll_calls")]
    beside = next((p for p in there if p != path and p.is_file()), None)
    if beside is None:
        name = there[0].name if "votes" in path.name else "x_rollcalls.csv, and call this file x_votes.csv"
        raise InputError(
            f"{path.name}: no column session or date. Put the roll calls beside it as {name}, or map one: --columns session=NAME"
        )
    calls = _calls(beside)
    sieve.note(f"sessions, days and titles are from {beside.name}, SHA-256 {sha256_of(beside)}")
    sieve.frame = sieve.frame.join(calls, on="resolution", how="left", maintain_order="left")
    column = "session" if "session" in calls.columns else "date"
    sieve.put_aside(pl.col(column).is_null(), f"its roll call is not in {beside.name}", "resolution")


def _calls(beside: Path) -> pl.DataFrame:
    import polars as pl

    calls = Sieve(open_frame(beside), beside.name)
    calls.columns({"resolution": ROLL, "session": (), **DETAILS}, optional=("session", *DETAILS))
    return calls.frame.drop(ROW).with_columns(pl.col("resolution").cast(pl.String)).unique("resolution", keep="first", maintain_order=True)


CONNECTOR = UnVotes(
    replace(
        un_rollcalls.CONNECTOR.dataset,  # the same publishers and citation
        name="un-votes",
        title="United Nations General Assembly Voting Data",
        what="how each state voted on each resolution",
        unit="1 yes, 2 abstain, 3 no",
        version="June 2024 (Dataverse); UN Digital Library files since",
        columns="state (COW number, ISO3 or ISO2), resolution (undl_id, resid or rcid), vote, session or date",
    )
)
