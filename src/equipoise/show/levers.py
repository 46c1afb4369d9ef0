"""Levers side by side as tables and charts, wherever they are shown, and a stored result for a brief. In: rows, levers.json. Out: blocks.

A brief runs no engine: what ``equipoise whatif levers`` has saved is read, so that a brief shows figures that were asked for on purpose.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from equipoise.reference.states import state_name
from equipoise.show.odds import number
from equipoise.show.page import Cell, Column, Figure, RangeRow, Ranges, Table
from equipoise.show.safe import one_line
from equipoise.words.errors import InputError

LABELS = {
    "trade_loss": ("Cutting trade: target’s welfare, %", 2),
    "own_loss": ("its own welfare, %", 2),
    "leverage": ("Leverage", 1),
    "flow_lost": ("Closing its territory: flow lost, %", 0),
    "shift": ("At the table: shift of the others, points", 1),
}
MEANS = (
    "Trade: all trade between the two is cut, both ways, and everything has settled. Leverage: the target’s loss for each percent of the "
    "power’s own.",
    "Territory: every link of the network on the power’s territory is closed; the rest is rerouted as well as it can be.",
    "Table: where the other actors end up with the power’s actors among them, less where they end up without (median of the draws).",
    "Whether a power would do any of it is another question.",
)
POINTS = ("p05", "p50", "p95")
MOST_BYTES = 5_000_000
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StoredLevers:
    """A saved answer: ``rows`` with power and the columns of ``LABELS`` (null where it has no part), each with _p05, _p50 and _p95."""

    target: str
    rows: tuple[Row, ...]
    says: tuple[str, ...]
    notices: tuple[str, ...]
    rests_on: tuple[str, ...]
    hash: str


def read_levers(path: str | Path, target: str) -> StoredLevers:
    """A levers.json about the target. Raises InputError where the file is none, or is about another state."""
    place = Path(path)
    try:
        with place.open("rb") as file:
            text = file.read(MOST_BYTES + 1)
    except OSError as e:
        raise InputError(f"{place} cannot be read: {e.strerror}. {_REMEDY}") from e
    if len(text) > MOST_BYTES:
        raise InputError(f"{place} is larger than {MOST_BYTES // 1_000_000} MB, which no levers.json is")
    try:
        found = _stored(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as e:
        raise InputError(f"{place} holds no levers. {_REMEDY}") from e
    if found.target != target:
        raise InputError(f"{place} is about {state_name(found.target)}, the brief about {state_name(target)}")
    return found


_REMEDY = "--levers needs what `equipoise whatif levers ... -o levers.json` wrote"


def _stored(record: Mapping[str, Any]) -> StoredLevers:
    rows = []
    for row in record["levers"]:
        figures = {k: _figure(row.get(k)) for c in LABELS for k in (c, *(f"{c}_{p}" for p in POINTS))}
        rows.append({"power": _text(row["power"]), **figures})
    if not rows:
        raise ValueError("no rows")
    says, notices, rests_on = (_texts(record[k]) for k in ("says", "notices", "rests_on"))
    return StoredLevers(_text(record["target"]), tuple(rows), says, notices, rests_on, _text(record["hash"]))


def _figure(given: object) -> float | None:
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int | float) or not math.isfinite(given):
        raise ValueError("no figure")
    return float(given)


def _texts(given: object) -> tuple[str, ...]:
    if not isinstance(given, list):
        raise TypeError("no list")
    return tuple(_text(s) for s in given)


def _text(given: object) -> str:
    if not isinstance(given, str):
        raise TypeError("no text")
    return given


def band(row: Row, column: str) -> str:
    """The range of a figure in words; empty where it has none."""
    low, high = row.get(f"{column}_p05"), row.get(f"{column}_p95")
    digits = LABELS[column][1]
    return "" if low is None or high is None else f"{number(low, digits)} to {number(high, digits)}"


def points(row: Row, column: str) -> str | None:
    """The 5, 50 and 95 % points of a figure; without a median its ends, and None where it has none."""
    found = [row.get(f"{column}_{p}") for p in POINTS]
    if found[1] is None:
        return band(row, column) or None
    return " / ".join(number(p, LABELS[column][1]) for p in found if p is not None)


def lever_table(rows: Sequence[Row]) -> Table:
    """A row for each power: what it can do, and what that costs itself."""
    lines = []
    for r in rows:
        cells = [Cell(one_line(state_name(r["power"])))]
        for c, (_, digits) in LABELS.items():
            cells.append(Cell(number(r[c], digits, sign=c == "shift"), note=points(r, c)))
        lines.append(tuple(cells))
    columns = (Column("Power"), *(Column(name, numeric=True) for name, _ in LABELS.values()))
    return Table("What each power can do", columns, tuple(lines))


def lever_charts(rows: Sequence[Row]) -> list[Figure]:
    """What cutting trade and closing territory cost the target, with ranges."""
    figures = []
    for column, title, axis in (
        ("trade_loss", "Cutting trade: what the target loses", "Welfare, %"),
        ("flow_lost", "Closing its territory: what no longer gets out", "%"),
    ):
        bars = tuple(_bar(r, column) for r in rows if r[column] is not None)
        if bars:
            low, high = min(0.0, *(min(b.low, b.value) for b in bars)), max(0.0, *(max(b.high, b.value) for b in bars))
            room = 0.05 * ((high - low) or 1.0)
            domain = (low - room if low < 0 else 0.0, high + room)
            said = "; ".join(f"{b.label} {number(b.value, 2)}" for b in bars)
            figures.append(Figure(Ranges(title, axis, bars, domain), f"{title}: {said}."))
    return figures


def _bar(row: Row, column: str) -> RangeRow:
    value = row[column]
    low, middle, high = (row.get(f"{column}_{p}") for p in POINTS)
    return RangeRow(one_line(state_name(row["power"])), value, value if low is None else low, value if high is None else high, middle)
