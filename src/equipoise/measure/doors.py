"""Where frames come in and go out. In: a frame of any kind. Out: rows in memory or on Spark, and results in that kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import narwhals as nw

from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

KINDS = "a pandas, Polars, PyArrow or DuckDB frame"


def is_spark(frame: object) -> bool:
    """Does the frame live on Spark? Then it is not collected."""
    found: Any = nw.from_native(frame, pass_through=True)
    return isinstance(found, nw.LazyFrame) and found.implementation.is_spark_like()


def open_frame(frame: object, columns: Sequence[str], table: str, *, spark: bool) -> nw.LazyFrame[Any]:
    """The columns of a frame of any kind as a lazy frame: on Polars, or where it was if it lives on Spark and ``spark`` allows that.

    Raises InputError: not a frame, a column that is missing or there twice, a column of mixed types, no rows.
    """
    found = _known(frame, table, spark)
    names = list(found.columns) if isinstance(found, nw.DataFrame) else found.collect_schema().names()
    missing = [c for c in columns if c not in names]
    if missing:
        raise InputError(f"{table}: no column {', '.join(map(repr, missing))}; there are {', '.join(map(repr, names)) or 'none'}")
    if isinstance(found, nw.LazyFrame) and found.implementation.is_spark_like():
        if found.select(*columns).head(1).collect("pyarrow").is_empty():
            raise InputError(f"{table}: the table is empty")
        return found.select(*columns)
    rows = _arrow(found, columns, table)
    if not rows.num_rows:
        raise InputError(f"{table}: the table is empty")
    import polars as pl

    return nw.from_native(pl.LazyFrame(pl.from_arrow(rows)))


def give_back(result: pa.Table, like: object) -> Any:
    """The rows as a frame of the kind of ``like``; a DuckDB relation belongs to the connection of ``like``."""
    found: Any = nw.from_native(like, pass_through=True)
    wrapped = found is like
    kind = found.implementation
    if kind.is_duckdb():
        given: Any = found.to_native().query("frame", "select * from result")  # finds the Arrow table by its name here
    elif kind.is_spark_like():
        given = found.to_native().sparkSession.createDataFrame(result)
    elif isinstance(found, nw.LazyFrame):
        import polars as pl

        given = pl.LazyFrame(pl.from_arrow(result))
    else:
        given = nw.from_arrow(result, backend=kind).to_native()
    return nw.from_native(given) if wrapped else given


def plain_text(table: pa.Table) -> pa.Table:
    """The table with plain strings, not large ones or views: what every kind of frame can take."""
    import pyarrow as pa

    fields = [f.with_type(pa.string()) if pa.types.is_large_string(f.type) or pa.types.is_string_view(f.type) else f for f in table.schema]
    return table.cast(pa.schema(fields))


def _known(frame: object, table: str, spark: bool) -> nw.DataFrame[Any] | nw.LazyFrame[Any]:
    found: Any = nw.from_native(frame, pass_through=True)
    if not isinstance(found, nw.DataFrame | nw.LazyFrame):
        raise InputError(f"{table} must be {KINDS}; {type(frame).__name__} was given")
    kind = found.implementation
    if isinstance(found, nw.LazyFrame) and not (kind.is_duckdb() or kind.is_polars() or (spark and kind.is_spark_like())):
        raise InputError(
            f"{table} must be {KINDS}{' or a Spark frame' if spark else ''}; a lazy {kind.value} frame was given: collect it first"
        )
    return found


def _arrow(found: nw.DataFrame[Any] | nw.LazyFrame[Any], columns: Sequence[str], table: str) -> pa.Table:
    """The columns as an Arrow table with no dictionaries and no columns of nothing."""
    import pyarrow as pa

    if isinstance(found, nw.LazyFrame):
        whole: Any = found.select(*columns).collect("pyarrow").to_native()
        arrays = {c: whole[c] for c in columns}
    else:
        arrays = {c: _column(found, c, table) for c in columns}
    return pa.table({c: _plain(a) for c, a in arrays.items()})


def _column(found: nw.DataFrame[Any], name: str, table: str) -> Any:
    import pyarrow as pa

    if list(found.columns).count(name) > 1:
        raise InputError(f"{table}: column {name!r} is there more than once")
    series = found.get_column(name).to_native()
    if not found.implementation.is_pandas_like():
        return found.get_column(name).to_arrow()
    try:  # not Narwhals: pandas' object columns may hold anything, and the message should name the column
        return pa.Array.from_pandas(series)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError) as error:
        kinds = sorted({type(v).__name__ for v in series})
        raise InputError(f"{table}: column {name!r} mixes types: {', '.join(kinds)}") from error


def _plain(column: Any) -> Any:
    """Dictionaries unpacked; a column of nothing but nulls is one of numbers, so that null is what is found wrong with it."""
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    return column.cast(pa.float64()) if pa.types.is_null(column.type) else column
