"""Where measures take frames in: rows in memory on Polars, or on Spark as they lie. In: a frame of any kind. Out: a lazy frame.

Frames in memory come through the same door as those of the solvers (store/frames.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from equipoise.store.frames import open_table
from equipoise.words.errors import InputError


def is_spark(frame: object) -> bool:
    """Does the frame live on Spark? Then it is not collected."""
    found: Any = nw.from_native(frame, pass_through=True)
    return isinstance(found, nw.LazyFrame) and found.implementation.is_spark_like()


def open_frame(frame: object, columns: Sequence[str], table: str, *, spark: bool) -> nw.LazyFrame[Any]:
    """The columns of a frame of any kind as a lazy frame: on Polars, or where it was if it lives on Spark and ``spark`` allows that.

    Raises InputError: not a frame, a column that is missing or there twice, a column of mixed types, no rows.
    """
    import polars as pl
    import pyarrow as pa

    if not (spark and is_spark(frame)):
        rows = open_table(frame, columns, table)
        return nw.from_native(pl.LazyFrame(pl.from_arrow(pa.table({c: _plain(rows[c]) for c in columns}))))
    found: nw.LazyFrame[Any] = nw.from_native(frame, pass_through=True)
    names = found.collect_schema().names()
    missing = [c for c in columns if c not in names]
    if missing:
        raise InputError(f"{table}: no column {', '.join(map(repr, missing))}; there are {', '.join(map(repr, names)) or 'none'}")
    if found.select(*columns).head(1).collect("pyarrow").is_empty():
        raise InputError(f"{table}: the table is empty")
    return found.select(*columns)


def _plain(column: Any) -> Any:
    """Dictionaries unpacked; a column of nothing but nulls is one of numbers, so that null is what is found wrong with it."""
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    return column.cast(pa.float64()) if pa.types.is_null(column.type) else column
