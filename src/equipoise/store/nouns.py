"""Build nouns from Arrow, column by column. In: an Arrow table. Out: rows of its row type. Four times as fast as row by row.

A brief over 10,000 events reads 30,000 nested rows; built one by one they take longer than everything else in it.
"""

from __future__ import annotations

import dataclasses
import gc
import types
import typing
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from functools import cache
from itertools import pairwise
from typing import Any

import pyarrow as pa


def rows_of(row: type, table: pa.Table) -> list[Any]:
    """The rows of a table as frozen dataclasses of type ``row``; columns are found by name."""
    with uncollected():
        columns = [_values(_column(table.column(name)), hint) for name, hint in _fields(row)]
        return list(map(row, *columns)) if columns else []


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage is looked for inside: rows have no cycles, and looking among a million of their parts takes a third of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@cache
def _fields(row: type) -> tuple[tuple[str, Any], ...]:
    hints = typing.get_type_hints(row)
    return tuple((f.name, hints[f.name]) for f in dataclasses.fields(row))


def _column(column: pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)


def _values(array: pa.Array, hint: Any) -> Sequence[Any]:
    """Python values of an array, None where it is null."""
    hint = _meant(hint)
    if typing.get_origin(hint) is tuple:
        return _tuples(array, typing.get_args(hint)[0])
    if dataclasses.is_dataclass(hint):
        return _structs(array, typing.cast(type, hint))
    plain: list[Any] = array.to_pylist()
    if isinstance(hint, type) and issubclass(hint, Enum):
        members: dict[Any, Any] = {m.value: m for m in hint} | {None: None}
        return [members[v] for v in plain]
    return plain


def _meant(hint: Any) -> Any:
    """The type itself, without ``| None`` and NewType."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        (hint,) = (a for a in typing.get_args(hint) if a is not type(None))
    return _meant(hint.__supertype__) if isinstance(hint, typing.NewType) else hint


def _structs(array: pa.Array, row: type) -> list[Any]:
    parts = [_values(array.field(name), hint) for name, hint in _fields(row)]
    if not array.null_count:
        return list(map(row, *parts))
    there = array.is_valid().to_pylist()
    return [row(*values) if is_there else None for is_there, values in zip(there, zip(*parts, strict=True), strict=True)]


def _tuples(array: pa.Array, hint: Any) -> list[Any]:
    flat = _values(array.values, hint)
    ends: list[int] = array.offsets.to_pylist()
    return [tuple(flat[a:b]) for a, b in pairwise(ends)]
