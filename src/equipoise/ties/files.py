"""Open a file of data. In: CSV, TSV, Parquet or Excel, plain or in a zip or gzip archive. Out: a frame, and the file's SHA-256.

Text stays text: an empty cell is null and "NA" is Namibia. Sizes are bounded, also those that a small file claims to unpack to; archives
are never unpacked to disk.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, cast

from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import polars as pl

LARGEST = 2_000_000_000
"""Bytes that a file, or a member of an archive when it is unpacked, may have."""
LARGEST_BOOK = 300_000_000
"""Bytes that an Excel file may have when it is unpacked; all of its cells are held in memory."""
MOST_CELLS = 2_000_000_000
"""Rows times columns that a Parquet file may hold: a file of some kilobytes can hold billions of equal values."""
PREAMBLE = 40
"""Lines above the header in which it is looked for."""
READS = (".csv", ".tsv", ".tab", ".txt", ".parquet", ".xlsx", ".xls")


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def open_frame(path: Path, wanted: Sequence[str] = (), header: Sequence[str] = (), *, plain: bool = False) -> pl.DataFrame:
    """The rows of a data file; every column of a text format and of Excel is text.

    ``wanted``: words that the name of an archive's member has, where the archive holds several files. ``header``: names that the header
    has, where lines stand above it; without one the first line is the header. ``plain``: an Excel sheet as it is, without a header.
    Raises InputError: no such file, too large, an unknown format, damaged, an archive with no or several files that fit.
    """
    if not path.is_file():
        raise InputError(f"There is no file {path}")
    if path.stat().st_size > LARGEST:
        raise InputError(f"{path} is larger than {LARGEST:,} bytes. Cut it to the years and columns that are needed")
    if path.suffix.lower() == ".zip":
        name, data = _member(path, wanted)
        return _frame(data, PurePosixPath(name).suffix.lower(), f"{path}: {name}", header, plain)
    if path.suffix.lower() == ".gz":
        return _frame(_unzipped(path), path.with_suffix("").suffix.lower(), str(path), header, plain)
    return _frame(path, path.suffix.lower(), str(path), header, plain)


def year_in_name(path: Path) -> int:
    """The last year in a file's name: that of a snapshot whose rows have no date.

    >>> year_in_name(Path("embassies_wikidata_2024_08.parquet"))
    2024
    """
    years = re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", path.name)
    if not years:
        raise InputError(f"{path.name}: the rows have no year, so it must stand in the file's name, as in {path.stem}_2024{path.suffix}")
    return int(years[-1])


def _frame(data: Path | bytes, suffix: str, name: str, header: Sequence[str], plain: bool) -> pl.DataFrame:
    import polars as pl

    try:
        if suffix == ".parquet":
            return _parquet(data, name)
        if suffix in (".xlsx", ".xls"):
            return _sheet(data, name, header, plain)
        if suffix in (".csv", ".tsv", ".tab", ".txt"):
            return _text_table(data, header)
    except InputError:
        raise
    except (pl.exceptions.PolarsError, OSError, ValueError, _excel_error()) as error:
        raise InputError(f"{name} cannot be read as {suffix.removeprefix('.')}: {(str(error) or 'it is empty').splitlines()[0]}") from error
    raise InputError(
        f"{name}: files of the kind {suffix or 'without an ending'} are not read; convert it to CSV or Parquet ({', '.join(READS)})"
    )


def long_years(frame: pl.DataFrame, value: str) -> pl.DataFrame:
    """A table with a column for each year as one with a row for each year; any other table as it is."""
    years = [c for c in frame.columns if re.fullmatch(r"(1[89]|20)\d\d", c.strip())]
    return (
        frame.unpivot(years, index=[c for c in frame.columns if c not in years], variable_name="year", value_name=value) if years else frame
    )


def _excel_error() -> type[Exception]:
    import fastexcel

    return fastexcel.FastExcelError


def _stream(data: Path | bytes) -> Path | io.BytesIO:
    return data if isinstance(data, Path) else io.BytesIO(data)


def _parquet(data: Path | bytes, name: str) -> pl.DataFrame:
    import polars as pl

    columns = len(pl.read_parquet_schema(_stream(data)))
    rows = int(pl.scan_parquet(_stream(data)).select(pl.len()).collect().item())
    if rows * columns > MOST_CELLS:
        raise InputError(f"{name} holds {rows:,} rows of {columns} columns; more than {MOST_CELLS:,} cells are not read")
    return pl.read_parquet(_stream(data))


def _text_table(data: Path | bytes, header: Sequence[str]) -> pl.DataFrame:
    import polars as pl

    raw = data.read_bytes() if isinstance(data, Path) else data
    text = _utf8(raw)
    lines = text.split(b"\n", PREAMBLE)[:PREAMBLE]
    wanted = [h.casefold().encode() for h in header]
    above = next((i for i, line in enumerate(lines) if wanted and all(w in line.decode().casefold().encode() for w in wanted)), 0)
    separator = max(b"\t;,|", key=lambda c: lines[above].count(bytes([c])))
    table = text[sum(len(line) + 1 for line in lines[:above]) :]
    return pl.read_csv(table, separator=chr(separator), infer_schema=False)


def _utf8(raw: bytes) -> bytes:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace").encode()
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace").encode()
    return raw


def _sheet(data: Path | bytes, name: str, header: Sequence[str], plain: bool) -> pl.DataFrame:
    """The sheet with the header, or the first that has rows."""
    import fastexcel
    import polars as pl

    _check_book(data, name)
    book = fastexcel.read_excel(data)
    sheets = [book.load_sheet(n, header_row=None, dtypes="string").to_polars() for n in book.sheet_names]
    there = [s for s in sheets if s.height] or [pl.DataFrame()]
    if plain:
        return there[0]
    for sheet in there if header else ():
        if (row := _header_row(sheet, header)) is not None:
            return _headed(sheet, row)
    return _headed(there[0], 0)


def _check_book(data: Path | bytes, name: str) -> None:
    """An xlsx is a zip archive; testzip reads what its directory promises, so that a promise that is too small comes out as well."""
    if not zipfile.is_zipfile(_stream(data)):
        return
    with zipfile.ZipFile(_stream(data)) as archive:
        if sum(i.file_size for i in archive.infolist()) > LARGEST_BOOK:
            raise InputError(f"{name} is larger than {LARGEST_BOOK:,} bytes when unpacked; save the sheet as CSV")
        try:
            bad = archive.testzip()
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
            raise InputError(f"{name} is damaged: {error}") from error
        if bad:
            raise InputError(f"{name} is damaged: {bad}")


def _header_row(sheet: pl.DataFrame, header: Sequence[str]) -> int | None:
    for number, row in enumerate(sheet.head(PREAMBLE).iter_rows()):
        cells = {str(c).strip().casefold() for c in row if c is not None}
        if all(h.casefold() in cells for h in header):
            return number
    return None


def _headed(sheet: pl.DataFrame, row: int) -> pl.DataFrame:
    if not sheet.height:
        return sheet
    names: list[str] = []
    for number, cell in enumerate(sheet.row(row)):
        name = str(cell).strip() if cell is not None else f"column {number + 1}"
        names.append(name if name not in names else f"{name} {number + 1}")
    table = sheet.slice(row + 1)
    table.columns = names
    return table


def _member(path: Path, wanted: Sequence[str]) -> tuple[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            files = [i for i in archive.infolist() if not i.is_dir() and PurePosixPath(i.filename).suffix.lower() in READS]
            fits = [i for i in files if all(w.lower() in i.filename.lower() for w in wanted)] or files
            if len(fits) > 1 and wanted:  # API_ before Metadata_API_
                fits = [i for i in fits if PurePosixPath(i.filename).name.lower().startswith(wanted[0].lower())] or fits
            if len(fits) != 1:
                names = ", ".join(i.filename for i in files[:8]) or "none"
                raise InputError(f"{path} must hold one data file; it holds {names}. Unpack it and name the file")
            if fits[0].file_size > LARGEST:
                raise InputError(f"{path}: {fits[0].filename} is larger than {LARGEST:,} bytes when unpacked")
            with archive.open(fits[0]) as member:
                return fits[0].filename, _bounded(member, path)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise InputError(f"{path} cannot be read as a zip archive: {error}") from error


def _unzipped(path: Path) -> bytes:
    try:
        with gzip.open(path) as file:
            return _bounded(cast(IO[bytes], file), path)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{path} cannot be read as gzip: {error}") from error


def _bounded(file: IO[bytes], path: Path) -> bytes:
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError(f"{path} is larger than {LARGEST:,} bytes when unpacked")
    return data
