"""Check the frames that are given, and speak of what is wrong in them. In: frames of any kind. Out: checked columns, or an InputError.

The checks are Narwhals expressions: the same ones run in memory and on Spark. Rows in memory are Polars whatever held them before, so that
the same rows give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals as nw

from equipoise.measure.doors import open_frame
from equipoise.store.frames import OFFENDERS, plain_text
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

Lazy: TypeAlias = "nw.LazyFrame[Any]"


class Kind(Enum):
    """What a column holds."""

    CODE = "codes (text or whole numbers)"
    WHOLE = "whole numbers"
    NUMBER = "finite numbers"


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a measure needs. ``low`` and ``high`` are allowed themselves; ``above`` is not."""

    name: str
    kind: Kind
    null: bool = False
    low: float | None = None
    high: float | None = None
    above: float | None = None

    @property
    def rule(self) -> str:
        """The rule in words, for messages."""
        limits = [
            f"{word} {limit:g}"
            for word, limit in (("at least", self.low), ("at most", self.high), ("more than", self.above))
            if limit is not None
        ]
        return self.kind.value + (", " + " and ".join(limits) if limits else "") + ("" if self.null else ", never empty")


def code(name: str) -> Column:
    """A key column of codes: integers and whole floats become text."""
    return Column(name, Kind.CODE)


def whole(name: str) -> Column:
    """A key column of integers, such as a year."""
    return Column(name, Kind.WHOLE)


def amount(name: str, *, null: bool = False, high: float | None = None) -> Column:
    """A number that is never negative."""
    return Column(name, Kind.NUMBER, null=null, low=0, high=high)


def take(frame: object, columns: Sequence[Column], table: str, *, spark: bool = False) -> Lazy:
    """The named columns, checked: codes are text, integers Int64, numbers Float64, NaN is null. Other columns are left behind.

    ``table`` is the argument's name in messages; ``spark``: a Spark frame may be given.
    Raises InputError: wrong kind of frame, missing column, wrong type, no rows, a value against its column's rule.
    """
    opened = open_frame(frame, [c.name for c in columns], table, spark=spark)
    schema = opened.collect_schema()
    for column in columns:
        _refuse_type(column, schema[column.name], table)
    numbers = held(opened.with_columns(*(_nulls(c.name, schema[c.name]) for c in columns)))
    wrong = numbers.select(*(_against(c, schema[c.name]).cast(nw.Int64()).sum().alias(c.name) for c in columns)).collect("pyarrow")
    for column in columns:
        found = wrong.get_column(column.name).item()
        if found:
            bad = numbers.filter(_against(column, schema[column.name]))
            others = [c.name for c in columns if c.name != column.name and c.kind is not Kind.NUMBER]
            refuse(
                bad, [column.name, *others], f"{table}: column {column.name!r} must hold {column.rule}; {found} of its values are not so"
            )
    return numbers.select(*(_form(c, schema[c.name]) for c in columns))


def refuse_twice(frame: Lazy, keys: Sequence[str], table: str) -> None:
    """Raise InputError where a key occurs more than once."""
    twice = frame.group_by(*keys).agg(nw.len().alias("rows")).filter(nw.col("rows") > 1)
    refuse(twice, [*keys, "rows"], f"{table}: each {', '.join(keys)} may have one row; these have several")


def refuse(bad: Lazy, show: Sequence[str], why: str) -> None:
    """Raise InputError that quotes up to five rows of ``bad`` in the order of ``show``, unless there are none."""
    rows = bad.select(*show).unique(subset=list(show)).sort(*show, nulls_last=True).head(OFFENDERS + 1).collect("pyarrow")
    if len(rows):
        shown = ["(" + ", ".join(f"{k}={_say(v)}" for k, v in row.items()) + ")" for row in rows.head(OFFENDERS).iter_rows(named=True)]
        raise InputError(f"{why}: {', '.join(shown)}{' and more' if len(rows) > OFFENDERS else ''}")


def held(frame: Lazy) -> Lazy:
    """The frame computed once, so that what is asked of it next does not compute it again; on Spark as it is."""
    return frame if frame.implementation.is_spark_like() else frame.collect("polars").lazy()


def collect(frame: Lazy) -> pa.Table:
    """The rows as an Arrow table with plain strings."""
    return plain_text(frame.collect("pyarrow").to_native())


def _refuse_type(column: Column, dtype: nw.dtypes.DType, table: str) -> None:
    text = isinstance(dtype, nw.String | nw.Categorical | nw.Enum)
    if column.kind is not Kind.CODE if text else not dtype.is_numeric():
        raise InputError(f"{table}: column {column.name!r} must hold {column.rule}; it holds {dtype}")


def _nulls(name: str, dtype: nw.dtypes.DType) -> nw.Expr:
    """The column with NaN as null, and decimals as floats."""
    value = nw.col(name)
    if dtype.is_float():
        return nw.when(~value.is_nan()).then(value).cast(nw.Float64()).alias(name)
    return value.cast(nw.Float64()) if dtype.is_decimal() else value


def _against(column: Column, dtype: nw.dtypes.DType) -> nw.Expr:
    """True where a value is against the column's rule, never null."""
    value = nw.col(column.name)
    against = value.is_null() if not column.null else value.is_null() & nw.lit(False)  # a value for each row
    tests = []
    if dtype.is_float() or dtype.is_decimal():
        tests.append(~value.is_finite())
        if column.kind is not Kind.NUMBER:
            tests.append(value.round(0) != value)
    tests += [value < column.low] if column.low is not None else []
    tests += [value > column.high] if column.high is not None else []
    tests += [value <= column.above] if column.above is not None else []
    for test in tests:
        against = against | test.fill_null(False)
    return against


def _form(column: Column, dtype: nw.dtypes.DType) -> nw.Expr:
    value = nw.col(column.name)
    if column.kind is Kind.NUMBER:
        return value.cast(nw.Float64())
    if column.kind is Kind.WHOLE or not (dtype.is_integer() or isinstance(dtype, nw.String | nw.Categorical | nw.Enum)):
        value = value.cast(nw.Int64())
    return value if column.kind is Kind.WHOLE else value.cast(nw.String())


def _say(value: object) -> str:
    return "empty" if value is None else f"{value:g}" if isinstance(value, float) else repr(value)
