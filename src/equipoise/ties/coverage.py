"""What is known of a state, and what is missing. In: sources, the ties and ballots of one state. Out: a row for each variable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from equipoise.reference.statehood import existed
from equipoise.words.tie import Absent, Shape, Source, Variable

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a variable of a dataset reaches for one state.

    ``years`` are those that the dataset covers, ``missing`` those among them in which the state existed and has no value; ``partners`` the
    least and the most partners in a year. ``absent`` says what a pair without a row means inside the years.
    """

    dataset: str
    variable: str
    unit: str
    years: str
    missing: str
    partners: str
    absent: str


def coverage(code: str, sources: Sequence[Source], ties: pa.Table, ballots: pa.Table) -> list[Coverage]:
    """The coverage of every variable loaded. ``ties`` and ``ballots``: the rows of the state with this code (as state or as partner)."""
    import polars as pl

    tied = pl.DataFrame(ties).filter(pl.col("value").is_not_null(), pl.col("item").is_null())
    voted = pl.DataFrame(ballots)
    return [_row(code, s, v, tied, voted) for s in sources for v in s.variables]


def _row(code: str, source: Source, variable: Variable, ties: pl.DataFrame, ballots: pl.DataFrame) -> Coverage:
    import polars as pl

    if variable.name == "votes":
        years = {s + 1945 for s in ballots.filter(pl.col("dataset") == source.dataset)["session"].unique().to_list()}
        partners = ""
    else:
        mine = ties.filter((pl.col("dataset") == source.dataset) & (pl.col("variable") == variable.name))
        years = set(mine["year"].unique().to_list())
        partners = _partners(mine) if variable.shape is not Shape.STATE else ""
    always = not any(existed(code, y) for y in range(variable.first, variable.last + 1))  # in no list of states: Hong Kong, Palestine
    missing = [y for y in range(variable.first, variable.last + 1) if y not in years and (always or existed(code, y))]
    return Coverage(
        dataset=source.dataset,
        variable=variable.name,
        unit=variable.unit,
        years=f"{variable.first}-{variable.last}" if variable.first != variable.last else str(variable.first),
        missing=spans(missing) if years else "all",
        partners=partners,
        absent="zero" if variable.absent is Absent.ZERO else "not known",
    )


def _partners(rows: pl.DataFrame) -> str:
    import polars as pl

    counts = rows.group_by("year").agg(pl.concat_list("state", "partner").explode().n_unique() - 1)["state"]
    if counts.is_empty():
        return ""
    low, high = min(counts), max(counts)
    return str(low) if low == high else f"{low}-{high}"


def spans(years: Sequence[int]) -> str:
    """Years in order as spans.

    >>> spans([2001, 2002, 2003, 2007])
    '2001-2003, 2007'
    """
    found = []
    for _, run in groupby(enumerate(years), lambda p: p[1] - p[0]):
        there = [y for _, y in run]
        found.append(str(there[0]) if len(there) == 1 else f"{there[0]}-{there[-1]}")
    return ", ".join(found)
