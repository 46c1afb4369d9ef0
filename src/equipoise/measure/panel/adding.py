"""Add sources to a panel. In: a panel and a frame of a source's rows. Out: the panel with a value and a status for each variable.

What a source does not say is missing. Outside its years it says nothing; inside them a pair without a row is zero only where the source
lists all there is, and only between states that existed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from equipoise.measure.panel.rows import STATE, STATE1, STATE2, YEAR, Dyads, key_of, state_years
from equipoise.reference.statehood import System
from equipoise.store.frames import Codes, codes, listed, numbers, one_of, open_table, refuse_twice, whole_number
from equipoise.words.errors import InputError
from equipoise.words.tie import Absent, Shape, Status

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa

PARTNER = "partner"
STATUS = "_status"
_KEY = "_key"
_YEARS = 10_000
"""More than any year."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A variable of a source, to be added to a panel.

    ``frame``: state, partner (not for Shape.STATE), year, and a column ``value`` (null: the source says that it is not known); optional
    ``status`` (observed or imputed, or missing beside a null). ``years``: what the source covers; rows outside them are not used.
    ``source``: dataset and version, for the register of the panel. A name may say whose the variable is: ``gdp.mine`` becomes
    ``gdp1.mine`` and ``gdp2.mine``.
    """

    name: str
    frame: Any = field(repr=False)
    shape: Shape
    years: tuple[int, int]
    absent: Absent = Absent.MISSING
    source: str = ""
    citation: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """What an addition brought: a row of the panel's register. The three counts add up to the rows of the panel."""

    column: str
    unit: str
    source: str
    citation: str
    first: int
    last: int
    absent: str
    observed: int
    imputed: int
    missing: int


def add(panel: pl.DataFrame, addition: Addition, dyads: Dyads, system: System) -> tuple[pl.DataFrame, list[Added]]:
    """The panel with the variable's columns, and what they hold.

    About one state: ``name`` in a panel of states, ``name1`` and ``name2`` in one of pairs. From state to partner: ``name`` in a directed
    panel, ``name_12`` and ``name_21`` in an undirected one. About a pair: ``name``. Beside each stands ``<column>_status``.

    Raises InputError: a name that is there already, years out of order, keys twice, a pair of equals with two values.
    """
    addition = _checked(addition)
    rows = _rows(addition)
    there = state_years(*addition.years, system) if addition.absent is Absent.ZERO else None
    register = []
    for column, sides in _columns(addition, dyads).items():
        if taken := [c for c in (column, column + STATUS) if c in panel.columns]:
            raise InputError(f"{addition.name}: the panel has a column {taken[0]!r} already")
        panel = _joined(panel, rows, column, sides, there)
        register.append(_counted(panel, column, addition))
    return panel.select(*key_of(dyads), *[c for c in panel.columns if c not in key_of(dyads)]), register


def _columns(addition: Addition, dyads: Dyads) -> dict[str, tuple[str, ...]]:
    """Each column that the variable becomes, and the panel's columns that its state and partner are."""
    name, dot, dataset = addition.name.partition(".")
    whose = dot + dataset
    if addition.shape is Shape.STATE:
        return {name + whose: (STATE,)} if dyads is Dyads.NONE else {f"{name}1{whose}": (STATE1,), f"{name}2{whose}": (STATE2,)}
    if dyads is Dyads.NONE:
        raise InputError(f"{name} is about pairs of states; it cannot be added to a panel of single states. Take dyads='directed'")
    if addition.shape is Shape.DIRECTED and dyads is Dyads.UNDIRECTED:
        return {f"{name}_12{whose}": (STATE1, STATE2), f"{name}_21{whose}": (STATE2, STATE1)}
    return {name + whose: (STATE1, STATE2)}


def _joined(panel: pl.DataFrame, rows: pl.DataFrame, column: str, sides: tuple[str, ...], there: pl.DataFrame | None) -> pl.DataFrame:
    import polars as pl

    keys = [STATE] if len(sides) == 1 else [STATE, PARTNER]
    codes_said = pl.Enum(pl.concat([rows[k] for k in keys]).unique().sort())
    found = rows.select(_number(keys, codes_said).alias(_KEY), pl.col("value").alias(column), pl.col("status").alias(column + STATUS))
    joined = panel.with_columns(_number(sides, codes_said).alias(_KEY)).join(found, on=_KEY, how="left", maintain_order="left").drop(_KEY)
    value, status = pl.col(column), pl.col(column + STATUS)
    if there is not None:
        listed_codes = pl.Enum(there[STATE].unique().sort())
        existed = there.select(_number([STATE], listed_codes)).to_series().implode()
        none = status.is_null() & pl.all_horizontal(_number([s], listed_codes).is_in(existed).fill_null(value=False) for s in sides)
        if len(sides) == 2:
            none &= pl.col(sides[0]) != pl.col(sides[1])  # a source of pairs says nothing of a state with itself
        value = pl.when(none).then(0.0).otherwise(value)
        status = pl.when(none).then(pl.lit(str(Status.OBSERVED))).otherwise(status)
    known = value.is_not_null()
    return joined.with_columns(
        value.alias(column), pl.when(known).then(status).otherwise(pl.lit(str(Status.MISSING))).alias(column + STATUS)
    )


def _number(sides: Sequence[str], codes: pl.Enum) -> pl.Expr:
    """One number for the codes and the year of a row, null where a code is none of these: much faster to join on than text."""
    import polars as pl

    key = pl.lit(0, pl.Int64)
    for side in sides:
        key = key * len(codes.categories) + pl.col(side).cast(codes, strict=False).to_physical().cast(pl.Int64)
    return key * _YEARS + pl.col(YEAR)


def _counted(panel: pl.DataFrame, column: str, addition: Addition) -> Added:
    counts: dict[str, int] = dict(panel[column + STATUS].value_counts().iter_rows())
    return Added(
        column, addition.unit, addition.source, addition.citation, *addition.years, str(addition.absent),
        *(counts.get(str(s), 0) for s in (Status.OBSERVED, Status.IMPUTED, Status.MISSING)),
    )  # fmt: skip


def _rows(addition: Addition) -> pl.DataFrame:
    """The source's rows with clean keys: for a pair of equals, both ways round."""
    import polars as pl

    pairs = addition.shape is not Shape.STATE
    keys = [STATE, PARTNER] if pairs else [STATE]
    table = open_table(addition.frame, [*keys, YEAR, "value"], addition.name)
    sides = [codes(table, k, addition.name) for k in keys]
    years = codes(table, YEAR, addition.name)
    refuse_twice([*sides, years], [*keys, YEAR], addition.name)
    rows = pl.DataFrame(
        {
            **{k: _text(s) for k, s in zip(keys, sides, strict=True)},
            YEAR: year_numbers(years, addition.name),
            "value": pl.Series(numbers(table, "value", addition.name, null=True)).fill_nan(None),
            "status": _statuses(addition, table),
        }
    )
    if (claimed := rows.filter(pl.col("value").is_not_null() & (pl.col("status") == str(Status.MISSING)))).height:
        raise InputError(f"{addition.name}: {claimed.height} rows have a value and the status missing")
    rows = rows.filter(pl.col(YEAR).is_between(*addition.years))
    return _both_ways(rows, addition.name) if addition.shape is Shape.UNDIRECTED else rows


def _both_ways(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Each pair from either side. Raises InputError where the two sides of a pair were given with different values."""
    import polars as pl

    low, high = pl.min_horizontal(STATE, PARTNER), pl.max_horizontal(STATE, PARTNER)
    keys = [STATE, PARTNER, YEAR]
    once = rows.with_columns(low.alias(STATE), high.alias(PARTNER)).unique(maintain_order=True)
    if (differ := once.filter(once.select(keys).is_duplicated()).select(keys).unique(maintain_order=True)).height:
        shown = [f"{a} and {b} in {y}" for a, b, y in differ.iter_rows()]
        raise InputError(f"{name} is about pairs of equals, and the two sides of a pair differ: {listed(shown)}")
    turned = once.filter(pl.col(STATE) != pl.col(PARTNER)).rename({STATE: PARTNER, PARTNER: STATE}).select(once.columns)
    return pl.concat([once, turned])


def _checked(addition: Addition) -> Addition:
    """With the enums that its options name. Raises InputError for options that are none."""
    name = addition.name
    one_of(addition.shape, [str(s) for s in Shape], f"{name}: shape")
    one_of(addition.absent, [str(a) for a in Absent], f"{name}: absent")
    first, last = (whole_number(y, f"{name}: years", 1) for y in addition.years)
    if first > last:
        raise InputError(f"{name}: years must go from the earlier to the later; {first}, {last} were given")
    return replace(addition, shape=Shape(addition.shape), absent=Absent(addition.absent), years=(first, last))


def year_numbers(years: Codes, table: str) -> pl.Series:
    """A column of years. Raises InputError for what is none."""
    import polars as pl

    if wrong := [n for n in years.names if not n.isascii() or not n.isdecimal() or len(n) > 4]:
        raise InputError(f"{table}: column 'year' must hold years; it holds {listed(wrong)}")
    return pl.Series(list(map(int, years.names)), dtype=pl.Int64).gather(years.at)


def _text(column: Codes) -> pl.Series:
    import polars as pl

    return pl.Series(list(column.names), dtype=pl.String).gather(column.at)


def _statuses(addition: Addition, table: pa.Table) -> pl.Series:
    import narwhals as nw
    import polars as pl

    names: Iterable[str] = nw.from_native(addition.frame).collect_schema().names()
    if "status" not in names:
        return pl.Series([str(Status.OBSERVED)], dtype=pl.String).new_from_index(0, table.num_rows)
    given = codes(open_table(addition.frame, ["status"], addition.name), "status", addition.name)
    for name in given.names:
        one_of(name, [str(s) for s in Status], f"{addition.name}: status")
    return _text(given)
