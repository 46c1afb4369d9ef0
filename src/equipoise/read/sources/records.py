"""Read JSONL, packed or not: each line an article. In: a path. Out: documents and problems, one by one, each named by its line.

A line is read up to a limit and let go; a packed file that unpacks to far more than it holds is stopped.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any, Protocol, cast

from equipoise.read.sources.decoding import UndecodableError, decode
from equipoise.read.sources.outcome import Outcome, megabytes, problem
from equipoise.settings import Settings
from equipoise.words.text import Document, Given

MOST_UNPACKED = 200  # times its packed size; text packs to about a quarter
_SURROGATE = re.compile("[\ud800-\udfff]")
_NUMBER_ID = re.compile(rb'"id"\s{0,9}:\s{0,9}"?\d{1,20}"?\s{0,9}[,}]')
_UNFIT_ID = re.compile(r"[\x00-\x1f\x7f]|^\s|\s$")
LONGEST_ID = 200
_REMEDY = 'Each line must be one JSON object with a "text".'


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    data: bytes | None  # None: longer than the limit


def read_records(path: str, settings: Settings) -> Iterator[Outcome]:
    """The articles of a JSONL file. Raises OSError where it cannot be opened."""
    from equipoise.read.sources.files import stem_of

    packed = path.lower().endswith(".gz")
    if not os.path.getsize(path):
        yield problem(path, "It is empty.", _REMEDY)
        return
    most = max(settings.max_file_bytes, MOST_UNPACKED * os.path.getsize(path)) if packed else None
    damage = _damage(path, most) if most is not None else None
    if damage:
        yield problem(path, f"It cannot be unpacked, so nothing of it was read: {damage}.", "Pack it again with gzip, or give it unpacked.")
        return
    stem, count = stem_of(path), 0
    try:
        with gzip.open(path, "rb") if packed else open(path, "rb") as f:
            names = _Names(path, _has_numbers_for_ids(cast(IO[bytes], f), most))
            lines = _as_utf8(cast(IO[bytes], f))
            for line in _lines(lines, settings, most):
                count += 1
                yield from _read_line(names, stem, line, settings)
    except _TooManyError as e:
        yield problem(path, e.args[0], e.args[1])
        return
    if not count:
        yield problem(path, "There is no line in it that holds anything.", _REMEDY)


def _damage(path: str, most: int) -> str | None:
    """What keeps a packed file from being unpacked to its end; None where nothing does, or up to ``most`` bytes nothing did.

    Half an archive is not read in part: where it broke off says nothing about what is missing.
    """
    total = 0
    try:
        with gzip.open(path, "rb") as f:
            while total <= most and (piece := f.read(1 << 20)):
                total += len(piece)
    except (EOFError, zlib.error, gzip.BadGzipFile) as e:
        return str(e).rstrip(".")
    return None


def read_record_bytes(source: str, stem: str, data: bytes, settings: Settings) -> Iterator[Outcome]:
    """The articles of JSONL that came from an address."""
    file = io.BytesIO(data)
    names = _Names(source, _has_numbers_for_ids(file, None))
    for line in _lines(_as_utf8(file), settings, None):
        yield from _read_line(names, stem, line, settings)


class _Lines(Protocol):
    """All that is asked of a file here."""

    def readline(self, size: int, /) -> bytes: ...


class _TooManyError(ValueError):
    """Reason and remedy of a file that is not read to its end."""


def _as_utf8(f: IO[bytes]) -> _Lines:
    """The file from behind its byte-order mark; UTF-16 is read as UTF-8, line for line."""
    head = f.read(2)
    f.seek(0)
    if head in (b"\xff\xfe", b"\xfe\xff"):
        return _Recoded(f, "utf-16")
    if f.read(3) != b"\xef\xbb\xbf":
        f.seek(0)
    return f


class _Recoded:
    """Lines of a file in another encoding, given out as UTF-8."""

    def __init__(self, f: IO[bytes], encoding: str) -> None:
        self._lines = io.TextIOWrapper(f, encoding, errors="replace", newline="\n")

    def readline(self, size: int, /) -> bytes:
        return self._lines.readline(size).encode("utf-8", "replace")


def _lines(f: _Lines, settings: Settings, most: int | None) -> Iterator[_Line]:
    """Lines that are not blank, with their numbers from 1; a longer one than the limit is skipped piece by piece."""
    number, total, limit = 0, 0, settings.max_file_bytes
    while piece := f.readline(limit):
        number += 1
        size = len(piece)
        whole = True
        while not piece.endswith(b"\n") and len(piece) >= limit:
            piece = f.readline(limit)
            size += len(piece)
            whole = whole and not piece
            if most is not None and total + size > most:
                break
        total += size
        if most is not None and total > most:
            raise _TooManyError(
                f"From line {number} on it was not read: it unpacks to more than {megabytes(most)}.",
                "Give it unpacked, or in several files.",
            )
        if number > settings.max_lines:
            raise _TooManyError(
                f"From line {number} on it was not read: it has more than {settings.max_lines:,} lines.",
                "Split the file, or raise the setting max_lines.",
            )
        if not whole:
            yield _Line(number, None)
        elif piece.strip() or size > len(piece):
            yield _Line(number, piece)


def _has_numbers_for_ids(f: IO[bytes], most: int | None) -> bool:
    """True where some line of a file seems to have a plain number for its id. The file is at its beginning afterwards."""
    rest, total = b"", 0
    while (most is None or total <= most) and (piece := f.read(1 << 20)):
        total += len(piece)
        if _NUMBER_ID.search(rest + piece):
            f.seek(0)
            return True
        rest = piece[-100:]
    f.seek(0)
    return False


@dataclass(frozen=True, slots=True)
class _Names:
    """How lines of one file are called: ``file.jsonl:12``.

    Where articles have plain numbers for ids, ``:12`` would be ambiguous: there an article is ``file.jsonl#id`` and a line without
    an id, or with one that stood before, ``file.jsonl#L12``.
    """

    path: str
    numbered: bool
    used: set[str] = field(default_factory=set)

    def of(self, line: int, id: str | None) -> str:
        if not self.numbered:
            return f"{self.path}:{line}"
        name = f"{self.path}#L{line}" if id is None or id in self.used else f"{self.path}#{id}"
        self.used.update([id] if id is not None else [])
        return name


def _read_line(names: _Names, stem: str, line: _Line, settings: Settings) -> Iterator[Outcome]:
    row = _row(line, settings)
    if isinstance(row, str):
        yield problem(names.of(line.number, None), f"Line {line.number} {row}", _REMEDY)
        return
    given, wrong = _given(row)
    source = names.of(line.number, given.id)
    text = row.get("text")
    if not isinstance(text, str) or not text.strip("\0 \t\r\n\ufeff"):
        what = "has no text" if text is None or isinstance(text, str) else f"has a text that is no string but {type(text).__name__}"
        yield problem(source, f"Line {line.number} {what}.", _REMEDY)
        return
    halves = len(_SURROGATE.findall(text))
    if halves:
        wrong.append(f"{'half a character' if halves == 1 else f'{halves} halves of characters'} in its text could not be kept")
        text = _SURROGATE.sub("\ufffd", text)
    if wrong:
        yield problem(source, f"Line {line.number} was read, but {'; '.join(wrong)}.", "Correct the line.")
    raw = text.encode("utf-8")
    yield Document(source, given.id or stem, line.number, raw, hashlib.sha256(raw).hexdigest(), text, "record", given)


def _row(line: _Line, settings: Settings) -> dict[str, Any] | str:
    """The object in a line, or what is wrong with it."""
    if line.data is None:
        return f"is longer than {megabytes(settings.max_file_bytes)} and was not read."
    try:
        text = line.data.decode("utf-8")
    except UnicodeDecodeError as e:
        try:
            text = decode(line.data).text
        except UndecodableError:
            return f"is not UTF-8 (at byte {e.start})."
    try:
        row = json.loads(text)
    except RecursionError:
        return "is nested too deep."
    except json.JSONDecodeError as e:
        return f"is not JSON: {e.msg} at column {e.colno}."
    except ValueError:
        return "is not JSON: it holds a number with too many digits."
    return row if isinstance(row, dict) else f"is no JSON object but {type(row).__name__}."


def _given(row: dict[str, Any]) -> tuple[Given, list[str]]:
    """What a line says beside its text, and what of that could not be used."""
    wrong: list[str] = []
    values: dict[str, str | None] = {}
    for name in ("id", "date", "title", "publisher", "url", "language"):
        value = row.get(name)
        if isinstance(value, bool) or not isinstance(value, str | int | None):
            wrong.append(f'its "{name}" is {type(value).__name__}, not a string, and was left out')
            value = None
        words = None if value is None else _SURROGATE.sub("\ufffd", str(value)).strip()
        values[name] = words or None
    id = values["id"]
    if id is not None and (len(id) > LONGEST_ID or _UNFIT_ID.search(id)):
        wrong.append(f'its "id" is longer than {LONGEST_ID} characters or holds control characters, and was left out')
        values["id"] = None
    return Given(**values), wrong
