"""Where users' tables come in and go out. In: a frame of any kind. Out: its columns, checked; results in the kind that was given.

Kept to Arrow and numpy on purpose: a solver takes a few milliseconds, and the checks must not take longer than it does.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import numpy.typing as npt

from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

FrameT = TypeVar("FrameT")
"""A pandas, Polars, PyArrow or DuckDB frame."""

KINDS = "a pandas, Polars, PyArrow or DuckDB frame"
OFFENDERS = 5
"""How many offending values a message shows."""


@dataclass(frozen=True, slots=True)
class Codes:
    """A column of codes: ``names`` are the different ones, sorted as text, and ``at`` is the place of each row's code among them."""

    names: tuple[str, ...]
    at: npt.NDArray[np.int64]

    def within(self, names: Sequence[str]) -> npt.NDArray[np.int64]:
        """The place of each row's code among other names; -1 where it is not one of them."""
        place = {name: k for k, name in enumerate(names)}
        return np.array([place.get(name, -1) for name in self.names], np.int64)[self.at]


def open_table(frame: object, columns: Sequence[str], table: str) -> pa.Table:
    """The columns of a frame of any kind as an Arrow table; ``table`` is the argument's name in messages.

    Raises InputError: not a frame, a column that is missing or there twice, a column of mixed types, no rows.
    """
    import narwhals as nw
    import pyarrow as pa

    try:
        found: Any = nw.from_native(frame, pass_through=True)
    except nw.exceptions.DuplicateError as error:
        raise InputError(f"{table}: a column name is there more than once: {listed(_twice(frame))}") from error
    if isinstance(found, nw.LazyFrame):
        if not (found.implementation.is_duckdb() or found.implementation.is_polars()):
            raise InputError(f"{table} must be {KINDS}; a lazy {found.implementation.value} frame was given: collect it first")
    elif not isinstance(found, nw.DataFrame):
        raise InputError(f"{table} must be {KINDS}; {type(frame).__name__} was given")
    names = list(found.columns) if isinstance(found, nw.DataFrame) else found.collect_schema().names()
    missing = [c for c in columns if c not in names]
    if missing:
        raise InputError(f"{table}: no column {', '.join(map(repr, missing))}; there are {', '.join(map(repr, names)) or 'none'}")
    for name in columns:
        if names.count(name) > 1:
            raise InputError(f"{table}: column {name!r} is there more than once")
    if isinstance(found, nw.LazyFrame):
        rows: Any = found.select(*columns).collect("pyarrow").to_native()
    else:
        rows = pa.table({c: _column(found, c, table) for c in columns})
    if not rows.num_rows:
        raise InputError(f"{table}: the table is empty")
    return rows


def codes(rows: pa.Table, column: str, table: str) -> Codes:
    """A column of codes as text: 705 and 705.0 become "705". Raises InputError for empty codes and other types."""
    import pyarrow as pa
    import pyarrow.compute as pc

    values = rows[column].combine_chunks()
    if pa.types.is_dictionary(values.type):
        values = values.cast(values.type.value_type)
    kind = values.type
    if pa.types.is_null(kind) or values.null_count:
        raise InputError(f"{table}: column {column!r} must hold codes, never empty; {values.null_count} of its values are empty")
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        numbers = values.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False)
        refuse(
            numbers,
            np.isfinite(numbers) & (np.round(numbers) == numbers),
            f"{table}: column {column!r} must hold codes (text or whole numbers)",
        )
        values = pa.array(numbers.astype(np.int64))
    elif not (pa.types.is_integer(kind) or pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)):
        raise InputError(f"{table}: column {column!r} must hold codes (text or whole numbers); it holds {kind}")
    encoded = pc.dictionary_encode(values)
    seen = [str(v) for v in encoded.dictionary.to_pylist()]
    names = sorted(set(seen))
    place = {name: k for k, name in enumerate(names)}
    return Codes(tuple(names), np.array([place[v] for v in seen], np.int64)[encoded.indices.to_numpy(zero_copy_only=False)])


def numbers(
    rows: pa.Table, column: str, table: str, low: float = -math.inf, high: float = math.inf, null: bool = False
) -> npt.NDArray[np.float64]:
    """A column of finite numbers between two limits that are allowed themselves; NaN where ``null`` allows an empty value.

    Raises InputError that names the column, the rule and up to five offenders.
    """
    import pyarrow as pa

    values = rows[column].combine_chunks()
    if pa.types.is_dictionary(values.type):
        values = values.cast(values.type.value_type)
    if not (
        pa.types.is_null(values.type)
        or pa.types.is_integer(values.type)
        or pa.types.is_floating(values.type)
        or pa.types.is_decimal(values.type)
    ):
        raise InputError(f"{table}: column {column!r} must hold numbers; it holds {values.type}")
    floats: npt.NDArray[np.float64] = values.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False)
    good = np.isfinite(floats) & (floats >= low) & (floats <= high)
    if null:
        good |= np.isnan(floats)
    limits = [f"{word} {limit:g}" for word, limit in (("at least", low), ("at most", high)) if math.isfinite(limit)]
    rule = ", ".join(["finite numbers", " and ".join(limits)]) if limits else "finite numbers"
    refuse(floats, good, f"{table}: column {column!r} must hold {rule}{'' if null else ', never empty'}")
    return floats


def refuse(values: npt.NDArray[Any], good: npt.NDArray[np.bool_], why: str) -> None:
    """Raise InputError that quotes up to five of the values that are not good, with their rows (from 1), unless all are."""
    if good.all():
        return
    rows = np.flatnonzero(~good)
    shown = ", ".join(f"{_say(values[k])} in row {k + 1}" for k in rows[:OFFENDERS])
    raise InputError(f"{why}: {shown}{f' and {len(rows) - OFFENDERS} more' if len(rows) > OFFENDERS else ''}")


def refuse_twice(keys: Sequence[Codes], columns: Sequence[str], table: str) -> None:
    """Raise InputError that quotes up to five keys that occur in more than one row."""
    place = np.zeros(len(keys[0].at), np.int64)
    for key in keys:
        place = place * len(key.names) + key.at
    room = math.prod(len(key.names) for key in keys)
    if room <= 4 * len(place) and np.bincount(place, minlength=room).max() == 1:
        return  # counted: a nearly full table of pairs needs no sorting
    _, first, count = np.unique(place, return_index=True, return_counts=True)
    if len(first) < len(place):
        bad = first[count > 1]
        shown = [
            "(" + ", ".join(f"{c}={k.names[k.at[row]]!r}" for c, k in zip(columns, keys, strict=True)) + ")" for row in bad[:OFFENDERS]
        ]
        more = f" and {len(bad) - OFFENDERS} more" if len(bad) > OFFENDERS else ""
        raise InputError(f"{table}: each {', '.join(columns)} may have one row; these have several: {', '.join(shown)}{more}")


def as_code(value: object) -> str:
    """A code given as an option, as it is in columns: 705 and 705.0 become "705"."""
    return str(int(value)) if isinstance(value, float | np.floating) and value.is_integer() else str(value)


def listed(offenders: Sequence[str]) -> str:
    """Up to five of them, for a message."""
    more = f" and {len(offenders) - OFFENDERS} more" if len(offenders) > OFFENDERS else ""
    return ", ".join(map(repr, offenders[:OFFENDERS])) + more


def one_of(given: object, allowed: Sequence[str], option: str) -> None:
    """Raise InputError unless the option is one of those allowed."""
    if given not in allowed:
        raise InputError(f"{option} must be one of {', '.join(map(repr, allowed))}; {given!r} was given")


def number(given: object, option: str, *, above: float = -math.inf, low: float = -math.inf) -> float:
    """The option as a finite number, more than ``above`` and at least ``low``; else InputError."""
    good = isinstance(given, int | float | np.integer | np.floating) and not isinstance(given, bool)
    value = float(given) if isinstance(given, int | float | np.integer | np.floating) else math.nan
    if not good or not math.isfinite(value) or value <= above or value < low:
        rule = f" more than {above:g}" if math.isfinite(above) else f" of at least {low:g}" if math.isfinite(low) else ""
        raise InputError(f"{option} must be a number{rule}; {given!r} was given")
    return value


def whole_number(given: object, option: str, low: int = 1) -> int:
    """The option as a whole number of at least ``low``; else InputError."""
    if isinstance(given, bool) or not isinstance(given, int | np.integer) or given < low:
        raise InputError(f"{option} must be a whole number of at least {low}; {given!r} was given")
    return int(given)


def give_back(result: pa.Table, like: object) -> Any:
    """The rows as a frame of the kind of ``like``; a DuckDB relation belongs to the connection of ``like``."""
    import narwhals as nw

    found: Any = nw.from_native(like, pass_through=True)
    kind = found.implementation
    if kind.is_duckdb():
        given: Any = found.to_native().query("frame", "select * from result")  # DuckDB finds the Arrow table by its name here
    elif kind.is_spark_like():
        given = found.to_native().sparkSession.createDataFrame(result)
    elif isinstance(found, nw.LazyFrame):
        given = nw.from_arrow(result, backend="polars").to_native().lazy()
    elif kind.is_pyarrow():
        given = result
    else:
        given = nw.from_arrow(result, backend=kind).to_native()
    return nw.from_native(given) if found is like else given


def plain_text(table: pa.Table) -> pa.Table:
    """The table with plain strings, not large ones or views: what every kind of frame can take."""
    import pyarrow as pa

    fields = [f.with_type(pa.string()) if pa.types.is_large_string(f.type) or pa.types.is_string_view(f.type) else f for f in table.schema]
    return table.cast(pa.schema(fields))


def _column(found: Any, name: str, table: str) -> Any:
    """One column of a frame in memory, as Arrow; the message names the column that Arrow cannot take."""
    import pyarrow as pa

    if not found.implementation.is_pandas_like():
        return found.get_column(name).to_arrow()
    series = found.get_column(name).to_native()
    try:  # not by Narwhals: pandas' object columns may hold anything
        return pa.Array.from_pandas(series)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError) as error:
        kinds = sorted({type(v).__name__ for v in series})
        raise InputError(f"{table}: column {name!r} mixes types: {', '.join(kinds)}") from error


def _twice(frame: Any) -> list[str]:
    names = [str(name) for name in (frame.column_names if hasattr(frame, "column_names") else frame.columns)]
    return sorted({name for name in names if names.count(name) > 1})


def _say(value: object) -> str:
    if isinstance(value, float | np.floating):
        return "nothing (or NaN)" if math.isnan(value) else f"{value:g}"
    return repr(value)
