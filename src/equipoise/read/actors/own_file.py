"""Read a user's actor file, or say all that is wrong with it. In: a CSV with the columns name, code, sector, start, end, kind. Out: rows.

Start and end are months of office; they count for persons, whose code and sector they limit.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from equipoise.read.mistakes import Mistake, listed, nearest, read_text, shown
from equipoise.reference.leaders import month
from equipoise.reference.sectors import sectors
from equipoise.reference.states import code_for, names_of_codes
from equipoise.words.errors import InputError

COLUMNS = ("name", "code", "sector", "start", "end", "kind")
NEEDED = ("name", "code")
KINDS = ("organisation", "person", "office", "state", "demonym", "capital", "place", "group")
LONGEST_NAME = 200
_MONTH = re.compile(r"(1\d{3}|2\d{3})(-(0?[1-9]|1[0-2]))?")
_LINE_END = re.compile("\r\n|\n|\r")
_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "bars"}
_REMEDY = f"The first line must be: {','.join(COLUMNS)}"


@dataclass(frozen=True, slots=True)
class OwnActor:
    """A row of the file. ``start`` and ``end`` are the first days of the first and last month of office, None where open."""

    name: str
    code: str
    sector: str | None
    start: date | None
    end: date | None
    kind: str


def read_own_actors(file: str) -> tuple[OwnActor, ...]:
    """The rows of an actor file. Raises InputError that lists every mistake with its line; nothing of the file is used then."""
    try:
        text, mistakes = read_text(file)
    except OSError as e:
        raise InputError(f"Actor file {file} cannot be read: {e.strerror}. Check --actors or the setting `actors`") from e
    rows: list[tuple[int, dict[str, str]]] = []
    if not mistakes:
        rows, mistakes = _rows(text)
    found = []
    seen: dict[tuple[object, ...], int] = {}
    for line, row in rows:
        made, wrong = _actor(row)
        mistakes += [Mistake(line, what) for what in wrong]
        if made is not None:
            found.append(made)
            key = (made.name.casefold(), *((made.code, made.start, made.end) if made.kind == "person" else ()))
            if seen.setdefault(key, line) != line:
                mistakes.append(Mistake(line, f"{shown(made.name)} stands in line {seen[key]} already. Leave one of the two out"))
    if mistakes:
        raise InputError(listed(file, mistakes))
    return tuple(found)


def _rows(text: str) -> tuple[list[tuple[int, dict[str, str]]], list[Mistake]]:
    """Rows under the names of their columns, each with the line where it begins; comments and blank lines are left out."""
    lines = ["\n" if line.startswith("#") else line + "\n" for line in _LINE_END.split(text)]
    reader = csv.reader(lines, strict=True)
    head: list[str] | None = None
    rows: list[tuple[int, dict[str, str]]] = []
    mistakes: list[Mistake] = []
    begins = 1
    try:
        for cells in reader:
            line, begins = begins, reader.line_num + 1
            if not any(c.strip() for c in cells):
                continue
            if head is None:
                line = reader.line_num
                head = [c.strip().lower() for c in cells]
                mistakes = _head(line, head, lines[line - 1])
                if mistakes:
                    return [], mistakes
            elif len(cells) != len(head):
                hint = " Put a name with a comma between quotes" if len(cells) > len(head) else " Write a comma for each that is empty"
                mistakes.append(Mistake(line, f"it has {len(cells)} cells, the first line has {len(head)}.{hint}"))
            else:
                rows.append((line, dict(zip(head, (c.strip() for c in cells), strict=True))))
    except csv.Error as e:
        open_quote = "a quote is opened and never closed" if "unexpected end" in str(e) else f"it is not CSV: {e}"
        mistakes.append(Mistake(begins, f"{open_quote}. Write a quote inside a name twice"))
    if head is None and not mistakes:
        mistakes = [Mistake(1, f"it holds no row. {_REMEDY}")]
    return rows, mistakes


def _head(line: int, head: Sequence[str], text: str) -> list[Mistake]:
    if len(head) == 1:
        for sign, called in _DELIMITERS.items():
            if sign in text:
                return [Mistake(line, f"its columns are separated by {called}. Separate them by commas")]
    if not set(head) & set(COLUMNS):
        return [Mistake(line, f"the names of the columns are missing. {_REMEDY}")]
    unknown = [Mistake(line, f"unknown column {shown(c)}.{nearest(c, COLUMNS) or f' {_REMEDY}'}") for c in head if c not in COLUMNS]
    twice = [
        Mistake(line, f"the column {c} stands twice. Leave one out")
        for c in sorted({c for c in head if c in COLUMNS and head.count(c) > 1})
    ]
    missing = [Mistake(line, f"the column {c} is missing. {_REMEDY}") for c in NEEDED if c not in head]
    return [*unknown, *twice, *missing]


def _actor(row: dict[str, str]) -> tuple[OwnActor | None, list[str]]:
    name, code, sector, kind = (row.get(c, "") for c in ("name", "code", "sector", "kind"))
    wrong = [*_name(name), *_code(code)]
    if sector and sector not in sectors():
        wrong.append(f"sector {shown(sector)} is none of PLOVER's.{nearest(sector, sectors())} There are: {', '.join(sorted(sectors()))}")
    if kind and kind not in KINDS:
        wrong.append(f"kind {shown(kind)} is not known.{nearest(kind, KINDS)} There are: {', '.join(KINDS)}")
    days: list[date | None] = []
    for field in ("start", "end"):
        value = row.get(field, "")
        good = not value or _MONTH.fullmatch(value)
        days.append(month(value) if value and good else None)
        if not good:
            wrong.append(f"{field} {shown(value)} is no month. Write YYYY-MM, such as 2021-03, or leave it empty")
    start, end = days
    if start and end and end < start:
        wrong.append(f"it ends ({row['end']}) before it starts ({row['start']})")
    return (None, wrong) if wrong else (OwnActor(name, code, sector or None, start, end, kind or "organisation"), [])


def _name(name: str) -> Iterator[str]:
    if not any(c.isalnum() for c in name):
        yield f"the name is missing (it is {shown(name)})"
    elif len(name) > LONGEST_NAME:
        yield f"the name is longer than {LONGEST_NAME} characters. Is a quote not closed?"
    elif not name.isprintable():
        yield f"the name {shown(name)} holds a line break or a sign that cannot be seen"


def _code(code: str) -> Iterator[str]:
    if code not in names_of_codes():
        meant = code_for(code) if code else None
        hint = f" Did you mean {meant!r}?" if meant else nearest(code, names_of_codes())
        yield f"code {shown(code)} is not known.{hint} Write an ISO code of a state (KAZ), or IGO, NGO, MNC for what belongs to none"
