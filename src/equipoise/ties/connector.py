"""What a connector is, and the pieces connectors are made of. In: a sieve with clean columns. Out: Loaded.

A connector is a module of connectors/ with one object ``CONNECTOR``, registered as an entry point ``equipoise.connectors``; others may add
theirs from their own packages.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from equipoise import registry
from equipoise.ties.dataset import Dataset
from equipoise.ties.sieve import ROW, Sieve
from equipoise.words.errors import InputError
from equipoise.words.tie import Absent, Aside, Shape, Status, Variable

if TYPE_CHECKING:
    import polars as pl

    from equipoise.words.event import Channel

FIRST_YEAR, LAST_YEAR = 1800, 2100
"""Years that a dataset may speak of."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file came to. ``ties`` has the columns of the table ties but for dataset; so do ``ballots`` and ``rollcalls`` of theirs."""

    rows: int
    kept: int
    aside: tuple[Aside, ...]
    variables: tuple[Variable, ...]
    ties: pl.DataFrame | None = None
    ballots: pl.DataFrame | None = None
    rollcalls: pl.DataFrame | None = None


class Connector(Protocol):
    """A way to bring a dataset in."""

    @property
    def dataset(self) -> Dataset:
        """What it is and how to cite it."""
        ...

    def read(self, path: Path, columns: Mapping[str, str]) -> Loaded:
        """The ties in a file. ``columns``: what the file calls a column, where it differs from all that is known.

        Raises InputError that names the file, the column and the remedy.
        """
        ...


def connectors() -> dict[str, Connector]:
    """Every connector that is installed, by the name of its dataset."""
    return {name: registry.load(registry.CONNECTORS, name) for name in registry.names(registry.CONNECTORS)}


def connector(name: str) -> Connector:
    """The connector of a dataset. Raises InputError that suggests the nearest name."""
    there = registry.names(registry.CONNECTORS)
    if name not in there:
        near = difflib.get_close_matches(name, there, 1, 0.5)
        raise InputError(f"There is no dataset {name!r}{f'; did you mean {near[0]}?' if near else ''} There are: {', '.join(there)}")
    found: Connector = registry.load(registry.CONNECTORS, name)
    return found


def variable(
    frame: pl.DataFrame,
    name: str,
    shape: Shape,
    unit: str,
    channel: Channel | None,
    absent: Absent = Absent.MISSING,
    years: tuple[int, int] | None = None,
) -> Variable:
    """The variable that a frame with a column ``year`` holds; its years are those of the frame unless ``years`` says otherwise."""
    first, last = years or span(frame)
    return Variable(name, shape, unit, channel, absent, first, last)


STATES_OF_A_WHOLE_FILE = 100


def zero_if_whole(sieve: Sieve, frame: pl.DataFrame, *states: str) -> Absent:
    """What an absent row means in a source that lists all there is: zero, but only where the file has all of the source.

    A file that was cut to some states, or that lacks a year in the middle, cannot say so: less than a hundred states in the columns
    ``states``, or a year without a row, make it MISSING, and so do rows that contradict one another; the report says why.
    """
    years = set(frame["year"].unique().to_list())
    gaps = [y for y in range(*span(frame)) if y not in years]
    there = {code for column in states for code in frame[column].unique().to_list()}
    if not gaps and not sieve.disputed and len(there) >= STATES_OF_A_WHOLE_FILE:
        return Absent.ZERO
    why = f"it has no row of {', '.join(map(str, gaps[:5]))}" if gaps else f"it has {len(there)} states"
    why = f"{sieve.disputed} rows contradict one another" if sieve.disputed else f"the file is a part of its source, for {why}"
    sieve.note(f"{why}: what has no row is taken as not known, not as zero")
    return Absent.MISSING


def span(frame: pl.DataFrame) -> tuple[int, int]:
    """The first and the last year of a frame. Raises InputError where it has no row."""
    if not frame.height:
        raise InputError("No row of the file leads to a value of a state or of two different states")
    return int(str(frame["year"].min())), int(str(frame["year"].max()))


def ties(
    frame: pl.DataFrame,
    name: str,
    *,
    value: str,
    state: str = "state",
    partner: str | None = "partner",
    item: str | None = None,
    scale: float = 1.0,
    imputed: str | None = None,
) -> pl.DataFrame:
    """The rows of a frame as ties of one variable. ``value`` times ``scale`` is in the variable's unit; a value that is null is missing,
    one for which the column ``imputed`` is true is imputed, any other observed.
    """
    import polars as pl

    how = (
        pl.when(pl.col(imputed)).then(pl.lit(str(Status.IMPUTED))).otherwise(pl.lit(str(Status.OBSERVED)))
        if imputed
        else pl.lit(str(Status.OBSERVED))
    )

    def text(column: str | None) -> pl.Expr:
        return pl.col(column).cast(pl.String) if column else pl.lit(None, pl.String)

    return frame.select(
        pl.lit(name).alias("variable"),
        text(state).alias("state"),
        text(partner).alias("partner"),
        pl.col("year").cast(pl.Int64).alias("year"),
        text(item).alias("item"),
        (pl.col(value).cast(pl.Float64) * scale).alias("value"),
        pl.when(pl.col(value).is_null()).then(pl.lit(str(Status.MISSING))).otherwise(how).alias("status"),
        pl.col(ROW).cast(pl.Int64).alias("row"),
    )


def one_a_pair(sieve: Sieve, a: str, b: str, keys: Sequence[str], values: Sequence[str]) -> None:
    """Rows about a pair of states stand once, the lesser code first; the same pair seen from the other side is set aside."""
    import polars as pl

    low, high = pl.min_horizontal(a, b), pl.max_horizontal(a, b)
    sieve.frame = sieve.frame.with_columns(low.alias(a), high.alias(b))
    sieve.once([a, b, *keys], values)


def loaded(sieve: Sieve, variables: Iterable[Variable], *parts: pl.DataFrame) -> Loaded:
    """What a sieve let through, as ties."""
    import polars as pl

    return Loaded(sieve.rows, sieve.frame.height, sieve.aside, tuple(variables), ties=pl.concat(parts))
