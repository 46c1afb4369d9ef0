"""The tables that a scenario names, opened. In: TableRef and a folder. Out: an Arrow table with our columns, and what it was made of.

A file is looked for in the scenario's folder and below, never elsewhere and never on the net: a scenario may come from a stranger.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from equipoise.store.frames import listed
from equipoise.words.errors import InputError
from equipoise.words.scenario import TableRef

if TYPE_CHECKING:
    import pyarrow as pa

ENDINGS = (".csv", ".csv.gz", ".parquet", ".jsonl", ".json")
MOST_BYTES = 2_000_000_000
Ties: TypeAlias = Callable[[str, str, str], "pa.Table"]
"""Ties of a project by dataset, variable and year, as a table of exporter, importer, value."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A table that was opened, and for the record: where from, its rows, and the SHA-256 of its bytes."""

    name: str
    source: str
    rows: int
    digest: str
    table: pa.Table


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a scenario's tables are looked for: its file's folder, other folders that the user named, the project's ties."""

    file: str
    folders: tuple[Path, ...]
    ties: Ties | None = None

    def open(self, ref: TableRef, name: str, text: Sequence[str], numbers: Sequence[str]) -> Opened:
        """The table with at least the columns of ``text`` and ``numbers``. Raises InputError with the scenario's line."""
        try:
            return self._open(ref, name, text, numbers)
        except InputError as error:
            raise InputError(f"{self.file}, line {ref.line}: table {name!r}: {error}") from error

    def path(self, given: str) -> Path:
        """The file that is meant. Raises InputError: an address, outside of the folders, not there, too large."""
        if "://" in given:
            raise InputError(f"{given} is an address; a scenario fetches nothing. Download it and name the file")
        for folder in self.folders:
            found = (folder / given).resolve()
            if found.is_relative_to(folder.resolve()) and found.is_file():
                if found.stat().st_size > MOST_BYTES:
                    raise InputError(f"{given} has more than {MOST_BYTES:,} bytes. Keep only the rows and columns that are needed")
                return found
        where = " or ".join(str(f) for f in self.folders)
        raise InputError(f"there is no file {given!r} in {where} or below; put it there, or name its folder with --data")

    def _open(self, ref: TableRef, name: str, text: Sequence[str], numbers: Sequence[str]) -> Opened:
        if ref.path is not None:
            path = self.path(ref.path)
            digest = _digest(path)
            table = _chosen(_read(path), ref, (*text, *numbers))
            return Opened(name, ref.path, table.num_rows, digest, _typed(table, text, numbers))
        if ref.dataset is not None:
            if self.ties is None:
                raise InputError("it names ties of a project; give the project: --project FILE")
            table = self.ties(ref.dataset, ref.variable or "", dict(ref.keep)["year"])
            return Opened(name, f"ties {ref.dataset} {ref.variable}", table.num_rows, digest_of(table.to_pylist()), table)
        return Opened(name, "in the scenario", len(ref.rows), digest_of([ref.columns, *ref.rows]), _inline(ref, numbers))


def digest_of(value: Any) -> str:
    """SHA-256 of a value's canonical JSON."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=str).encode()).hexdigest()


def digest_of_file(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    return _digest(path)


def _digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _inline(ref: TableRef, numbers: Sequence[str]) -> pa.Table:
    import pyarrow as pa

    columns = {}
    for k, name in enumerate(ref.columns):
        values = [row[k] for row in ref.rows]
        floats = name in numbers or all(v is None or isinstance(v, float) for v in values)
        columns[name] = pa.array(values, pa.float64()) if floats else pa.array([None if v is None else str(v) for v in values], pa.string())
    return pa.table(columns)


def _read(path: Path) -> pa.Table:
    import pyarrow as pa

    name = path.name.lower()
    reader = next((r for ending, r in _READERS.items() if name.endswith(ending)), None)
    if reader is None:
        raise InputError(f"{path.name} cannot be read: the ending must be one of {', '.join(ENDINGS)}")
    try:
        return reader(path)
    except (pa.ArrowException, OSError, ValueError, RecursionError) as error:
        first = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise InputError(f"{path.name} cannot be read as {''.join(path.suffixes)}: {first}") from error


def _csv(path: Path) -> pa.Table:
    import pyarrow as pa
    import pyarrow.csv as csv

    with csv.open_csv(path) as reader:
        names = reader.schema.names
    # Text is read as text: NA is Namibia, 007 keeps its zeros; numbers are made of the columns that must be numbers.
    options = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False)
    return csv.read_csv(path, convert_options=options)


def _parquet(path: Path) -> pa.Table:
    import pyarrow.parquet as pq

    return pq.read_table(path)


def _jsonl(path: Path) -> pa.Table:
    import pyarrow.json as reader

    return reader.read_json(path)


def _json(path: Path) -> pa.Table:
    import pyarrow as pa

    rows = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
        raise InputError(f"{path.name} must hold a list of objects, one a row")
    return pa.Table.from_pylist(rows)


_READERS: Mapping[str, Callable[[Path], Any]] = {
    ".csv": _csv,
    ".csv.gz": _csv,
    ".parquet": _parquet,
    ".jsonl": _jsonl,
    ".json": _json,
}


def _chosen(table: pa.Table, ref: TableRef, wanted: Sequence[str]) -> pa.Table:
    """Our columns, and the rows that are kept."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rename = dict(ref.rename)
    for column, value in ref.keep:
        _there(table, column)
        table = table.filter(pc.equal(pc.cast(table[column], "string"), value))
        if not table.num_rows:
            raise InputError(f"{ref.path} has no row with {column} = {value}")
    for column in wanted:
        _there(table, rename.get(column, column))
    taken = {rename.get(c, c) for c in wanted}
    columns = {c: table[rename.get(c, c)] for c in wanted}
    columns |= {c: table[c] for c in table.column_names if c not in taken and c not in columns}
    return pa.table(columns)


def _there(table: pa.Table, column: str) -> None:
    if column not in table.column_names:
        raise InputError(
            f"no column {column!r}; there are {listed(table.column_names)}. Say what it is called there: 'columns: {{{column}: NAME}}'"
        )


def _typed(table: pa.Table, text: Sequence[str], numbers: Sequence[str]) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    for name in numbers:
        column = table[name]
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            bare = pc.utf8_trim_whitespace(column)
            bare = pc.if_else(pc.equal(bare, ""), None, bare)
            try:
                column = pc.cast(bare, pa.float64())
            except pa.ArrowInvalid as error:
                raise InputError(f"column {name!r} must hold numbers: {str(error).splitlines()[0][:160]}") from error
            table = table.set_column(table.column_names.index(name), name, column)
    for name in text:
        if not (pa.types.is_string(table[name].type) or pa.types.is_integer(table[name].type)):
            table = table.set_column(table.column_names.index(name), name, pc.cast(table[name], pa.string()))
    return table
