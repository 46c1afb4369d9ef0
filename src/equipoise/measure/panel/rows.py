"""The rows of a panel: which states, and which pairs of states, there were in a year. In: years, a list of states. Out: a Polars frame.

The convention is that of R's peacesciencer (Miller 2022, Conflict Management and Peace Science 39:779): the list of states decides the
rows, a state has a row for each year in which it existed for a day, and everything else is added as columns afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from equipoise.reference.statehood import System, spells
from equipoise.store.frames import listed, whole_number
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import polars as pl

STATE1, STATE2, STATE, YEAR = "state1", "state2", "state", "year"
LAST_YEAR = 2100
"""A state that has not ended has rows up to the year asked for; none is asked for beyond this one."""


class Dyads(StrEnum):
    """What a row of a panel is about."""

    DIRECTED = "directed"  # state1 towards state2: each pair twice
    UNDIRECTED = "undirected"  # each pair once, state1 < state2
    NONE = "none"  # one state a row


def key_of(dyads: Dyads) -> tuple[str, ...]:
    """The columns that identify a row."""
    return (STATE, YEAR) if dyads is Dyads.NONE else (STATE1, STATE2, YEAR)


def rows_of(years: tuple[int, int], dyads: Dyads, system: System, states: Iterable[str] | None) -> pl.DataFrame:
    """A row for each state, or pair of states, and year, sorted by its key.

    ``states``: only these (for pairs: both sides); None: all of the list. Raises InputError for years out of order and for codes that the
    list does not have.
    """
    import polars as pl

    first, last = whole_number(years[0], "years", 1816), whole_number(years[1], "years", 1816)
    if first > last:
        raise InputError(f"years must go from the earlier to the later; {first}, {last} were given")
    if last > LAST_YEAR:
        raise InputError(f"years must end by {LAST_YEAR}; {last} was given")
    there = state_years(first, last, system)
    if states is not None:
        wanted = sorted(set(states))
        known = {s.code for s in spells(system)}
        if unknown := [s for s in wanted if s not in known]:
            raise InputError(f"states: {listed(unknown)} are not in the list of states {system}; ISO 3166 alpha-3 codes are")
        there = there.filter(pl.col(STATE).is_in(wanted))
    if dyads is Dyads.NONE:
        return there
    there = there.with_columns(pl.col(STATE).cast(pl.Enum(there[STATE].unique().sort())))  # millions of rows are sorted faster than as text
    pairs = there.rename({STATE: STATE1}).join(there.rename({STATE: STATE2}), on=YEAR)
    apart = pl.col(STATE1) != pl.col(STATE2) if dyads is Dyads.DIRECTED else pl.col(STATE1) < pl.col(STATE2)
    return pairs.filter(apart).select(STATE1, STATE2, YEAR).sort(STATE1, STATE2, YEAR).with_columns(pl.col(STATE1, STATE2).cast(pl.String))


def state_years(first: int, last: int, system: System) -> pl.DataFrame:
    """The states that existed on any day of each year: columns state, year; sorted."""
    import polars as pl

    found = [
        (s.code, year)
        for s in spells(system)
        for year in range(max(first, s.since.year), min(last, s.until.year if s.until else LAST_YEAR) + 1)
    ]
    return pl.DataFrame(found, schema={STATE: pl.String, YEAR: pl.Int64}, orient="row").unique().sort(STATE, YEAR)
