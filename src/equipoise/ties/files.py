"""Open a file of data. In: CSV, TSV, Parquet or Excel, plain or in a zip or gzip archive. Out: a frame, and the file's SHA-256.

Text stays text: an empty cell is null and "NA" is Namibia. Sizes are bounded; archives are never unpacked to disk.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, cast

from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import polars as pl

LARGEST = 2_000_000_000
"""Bytes that a file, or a member of an archive when it is unpacked, may have."""
READS = (".csv", ".tsv", ".tab", ".txt", ".parquet", ".xlsx", ".xls")


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def open_frame(path: Path, wanted: Sequence[str] = ()) -> pl.DataFrame:
    """The rows of a data file; every column of a text format is text.

    ``wanted``: words that the name of an archive's member has, where the archive holds several files.
    Raises InputError: no such file, too large, an unknown format, damaged, an archive with no or several files that fit.
    """
    if not path.is_file():
        raise InputError(f"There is no file {path}")
    if path.stat().st_size > LARGEST:
        raise InputError(f"{path} is larger than {LARGEST:,} bytes. Cut it to the years and columns that are needed")
    if path.suffix.lower() == ".zip":
        name, data = _member(path, wanted)
        return _frame(data, PurePosixPath(name).suffix.lower(), f"{path}: {name}")
    if path.suffix.lower() == ".gz":
        return _frame(_unzipped(path), path.with_suffix("").suffix.lower(), str(path))
    return _frame(path, path.suffix.lower(), str(path))


def _frame(data: Path | bytes, suffix: str, name: str) -> pl.DataFrame:
    import polars as pl

    source = data if isinstance(data, Path) else io.BytesIO(data)
    try:
        if suffix == ".parquet":
            return pl.read_parquet(source)
        if suffix in (".xlsx", ".xls"):
            return pl.read_excel(source, engine="calamine", has_header=False, infer_schema_length=0, raise_if_empty=False)
        if suffix in (".csv", ".tsv", ".tab", ".txt"):
            return _text_table(data)
    except (pl.exceptions.PolarsError, OSError, ValueError, UnicodeDecodeError) as error:
        raise InputError(f"{name} cannot be read as {suffix.removeprefix('.')}: {str(error).splitlines()[0]}") from error
    raise InputError(
        f"{name}: files of the kind {suffix or 'without an ending'} are not read; convert it to CSV or Parquet ({', '.join(READS)})"
    )


def _text_table(data: Path | bytes) -> pl.DataFrame:
    import polars as pl

    raw = data.read_bytes() if isinstance(data, Path) else data
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    header = text.split("\n", 1)[0]
    separator = max("\t;,|", key=header.count)
    return pl.read_csv(io.StringIO(text), separator=separator, infer_schema=False, truncate_ragged_lines=False)


def _member(path: Path, wanted: Sequence[str]) -> tuple[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            files = [i for i in archive.infolist() if not i.is_dir() and PurePosixPath(i.filename).suffix.lower() in READS]
            fits = [i for i in files if all(w.lower() in i.filename.lower() for w in wanted)] or files
            if len(fits) != 1:
                names = ", ".join(i.filename for i in files[:8]) or "none"
                raise InputError(f"{path} must hold one data file; it holds {names}. Unpack it and name the file")
            if fits[0].file_size > LARGEST:
                raise InputError(f"{path}: {fits[0].filename} is larger than {LARGEST:,} bytes when unpacked")
            with archive.open(fits[0]) as member:
                return fits[0].filename, _bounded(member, path)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise InputError(f"{path} cannot be read as a zip archive: {error}") from error


def _unzipped(path: Path) -> bytes:
    try:
        with gzip.open(path) as file:
            return _bounded(cast(IO[bytes], file), path)
    except (OSError, EOFError) as error:
        raise InputError(f"{path} cannot be read as gzip: {error}") from error


def _bounded(file: IO[bytes], path: Path) -> bytes:
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError(f"{path} is larger than {LARGEST:,} bytes when unpacked")
    return data
