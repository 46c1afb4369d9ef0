"""Write tables as files. In: rows of the store. Out: one JSON object a line, sorted by key, the same bytes for the same content."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from equipoise.store.duck import Store
from equipoise.store.schema import TABLES, to_plain
from equipoise.words.errors import InputError, StoreError

RECORDS = ("articles", "copies", "mentions", "claims", "problems")  # the exchange format of `equipoise read`
EXPORTED = tuple(name for name, t in TABLES.items() if t.exported)


def write_tables(store: Store, folder: str | Path, tables: Iterable[str] = RECORDS, ending: str = ".jsonl") -> list[Path]:
    """Each table is a file in the folder, which is made where it is missing; a file is whole or not there. ``ending`` .jsonl or .parquet.

    Raises StoreError where the folder cannot be written.
    """
    place = made_folder(folder)
    try:
        return [_write(store, name, place / (name + ending)) for name in tables]
    except OSError as e:
        raise StoreError(f"{place} cannot be written: {e.strerror or e}. Name another folder") from e


def made_folder(folder: str | Path) -> Path:
    """The folder is there. Raises InputError where it cannot be."""
    place = Path(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise InputError(f"{place} cannot be a folder to write to: {e.strerror}. Name another folder") from e
    return place


def _write(store: Store, table: str, path: Path) -> Path:
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        with _beside(path) as name:
            pq.write_table(store.arrow(table), name, compression="zstd")
        return path
    return write_lines((to_plain(r) for r in store.read(table)), path)


def write_lines(rows: Iterable[Any], path: Path) -> Path:
    """The rows are in the file, one JSON object a line, or the file is as it was."""
    with _beside(path) as name, open(name, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n")
    return path


@contextmanager
def _beside(path: Path) -> Iterator[str]:
    """The name of a new file that takes the place of ``path`` when all went well, and is gone when not."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    try:
        yield name
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)  # mkstemp makes files that only their owner can read
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
