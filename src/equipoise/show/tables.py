"""Tables for people and other programs. In: rows. Out: .csv .parquet .json .jsonl .html .md files, and text for a terminal.

A cell may hold what a stranger wrote: formulas are defused in CSV, hidden characters made visible wherever people look.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from equipoise.show.names import MODALITIES, channel_name
from equipoise.show.phrases import say
from equipoise.show.safe import for_csv, for_terminal, one_line, visible
from equipoise.show.when import event_when, sort_key
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

MOST_PRINTED = 200


def save_rows(name: str, rows: Sequence[Any], table: pa.Table, path: str | Path) -> Path:
    """Write rows of a table: pages (.html, .md) in words for people, the other endings with all columns, as ``save_table``."""
    read_by_people = Path(path).suffix.lower() in (".html", ".htm", ".md")
    words = for_reading(name, rows) if read_by_people else None
    return save_table(words if words is not None else table, path, name.replace("_", " ").capitalize())


def save_table(rows: pa.Table, path: str | Path, title: str = "Table") -> Path:
    """Write a table; the ending chooses .csv .parquet .json .jsonl .html .md.

    Parquet keeps the types; JSON keeps nesting; CSV, HTML and Markdown hold nested values as JSON text. Raises InputError for another
    ending or a place that cannot be written.
    """
    from equipoise.show.save import write_whole

    found = Path(path)
    writer = WRITERS.get(found.suffix.lower())
    if writer is None:
        raise InputError(f"A table cannot be written as {found.name!r}. The ending chooses the format: {', '.join(WRITERS)}")
    write_whole(found, writer(rows, title))
    return found


def _csv(rows: pa.Table, _: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")  # RFC 4180
    writer.writerow(rows.column_names)
    writer.writerows([_csv_cell(v) for v in row.values()] for row in _some_at_once(rows))
    return out.getvalue().encode("utf-8")


def _csv_cell(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    return for_csv(_words(value))


def _words(value: Any) -> str:
    """A value as text: None as nothing, nested values as JSON."""
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"no JSON for {type(value).__name__}")


def _parquet(rows: pa.Table, _: str) -> bytes:
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(rows, out)
    return out.getvalue()


def _json(rows: pa.Table, _: str) -> bytes:
    return (json.dumps(rows.to_pylist(), ensure_ascii=False, indent=1, default=_plain) + "\n").encode("utf-8", "backslashreplace")


def _jsonl(rows: pa.Table, _: str) -> bytes:
    lines = (json.dumps(row, ensure_ascii=False, default=_plain) + "\n" for row in _some_at_once(rows))
    return "".join(lines).encode("utf-8", "backslashreplace")


def _some_at_once(rows: pa.Table) -> Iterator[dict[str, Any]]:
    """The rows one by one; a panel has millions, and all of them as Python objects would take gigabytes."""
    for batch in rows.to_batches(max_chunksize=50_000):
        yield from batch.to_pylist()


def _html(rows: pa.Table, title: str) -> bytes:
    from equipoise.show.html import render

    cells = [[visible(_words(v)) for v in row.values()] for row in rows.to_pylist()]
    return render("table.html", title=title, columns=rows.column_names, rows=cells, lang="en").encode("utf-8")


def _markdown(rows: pa.Table, _: str) -> bytes:
    from equipoise.show.markdown import escape

    lines = ["| " + " | ".join(escape(c) for c in rows.column_names) + " |", "|" + " --- |" * rows.num_columns]
    lines += ["| " + " | ".join(escape(_words(v)) for v in row.values()) + " |" for row in rows.to_pylist()]
    return ("\n".join(lines) + "\n").encode("utf-8")


WRITERS: Mapping[str, Callable[[Any, str], bytes]] = {
    ".csv": _csv,
    ".parquet": _parquet,
    ".json": _json,
    ".jsonl": _jsonl,
    ".html": _html,
    ".htm": _html,
    ".md": _markdown,
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A column as it is printed: its header, and how a row's value is said. ``whole`` values are never cut or wrapped."""

    name: str
    value: Callable[[Any], str]
    whole: bool = False


_PRINTED: Mapping[str, tuple[Printed, ...]] = {
    "events": (
        Printed("id", lambda e: e.id, whole=True),
        Printed("when", lambda e: event_when(e)),
        Printed("what", say),
        Printed("channel", lambda e: channel_name(e.channel)),
        Printed("status", lambda e: MODALITIES[e.modality.value]),
        Printed("reports", lambda e: f"{e.reports:,}", whole=True),
    ),
    "problems": (
        Printed("source", lambda p: p.source),
        Printed("what is the matter", lambda p: p.reason),
        Printed("what to do", lambda p: p.remedy),
    ),
}


def for_reading(name: str, rows: Sequence[Any]) -> pa.Table | None:
    """The rows in the columns and words that a terminal shows; None for a table that has only its own columns."""
    import pyarrow as pa

    if name not in _PRINTED:
        return None
    ordered = _in_order(name, rows)
    return pa.table({c.name: pa.array([c.value(row) for row in ordered], pa.string()) for c in _PRINTED[name]})


def _in_order(name: str, rows: Sequence[Any]) -> Sequence[Any]:
    """As people read them: events in order of time, other rows as they are."""
    return sorted(rows, key=lambda e: (*sort_key(e.date), e.id)) if name == "events" else rows


def print_table(name: str, rows: Sequence[Any]) -> str:
    """Rows of a table as text for a terminal of its width; a long table is cut with a note that says how to have all of it."""
    if not rows:
        return f"No {name.replace('_', ' ')}."
    columns = _PRINTED.get(name) or tuple(_column(f.name) for f in fields(rows[0]))
    table = _rich_table(columns, [False] * len(columns))
    for row in _in_order(name, rows)[:MOST_PRINTED]:
        table.add_row(*(_text(c.value(row)) for c in columns))
    more = [f"… {len(rows) - MOST_PRINTED:,} more of {len(rows):,}. All of them: -o {name}.csv"] if len(rows) > MOST_PRINTED else []
    return "\n".join([_drawn(table), *more])


def _rich_table(columns: Sequence[Printed], right: Sequence[bool]) -> Any:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="")
    for c, flush in zip(columns, right, strict=True):
        table.add_column(_text(c.name), no_wrap=c.whole, overflow="fold", justify="right" if flush else "left")
    return table


def _text(words: str) -> Any:
    from rich.text import Text

    return Text(for_terminal(one_line(words)))


def _drawn(table: Any) -> str:
    """A table as lines of the terminal's width."""
    from rich.console import Console

    out = io.StringIO()
    width = max(60, shutil.get_terminal_size((100, 24)).columns)
    Console(file=out, width=width, color_system=None, force_terminal=False, highlight=False, markup=False).print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip("\n").split("\n"))


def _flush_right(values: Sequence[str]) -> bool:
    return bool(values) and all(v[:1] in "−–+0123456789" for v in values)


def print_arrow(rows: pa.Table, most: int = MOST_PRINTED) -> str:
    """An Arrow table of text for a terminal of its width; figures stand flush right, long tables are cut with a note."""
    columns = rows.column_names
    table = _rich_table([Printed(c, lambda row: "", whole=False) for c in columns], [_flush_right(rows[c].to_pylist()) for c in columns])
    for row in rows.slice(0, most).to_pylist():
        table.add_row(*(_text(_words(v)) for v in row.values()))
    more = [f"… {rows.num_rows - most:,} more of {rows.num_rows:,}"] if rows.num_rows > most else []
    return "\n".join([_drawn(table), *more])


def _column(name: str) -> Printed:
    return Printed(name, lambda row: _value(getattr(row, name)))


def _value(value: Any) -> str:
    from equipoise.store.schema import to_plain

    return _words(to_plain(value)) if not isinstance(value, str) else _words(value)
