"""What differs between two scenarios or results. In: two files (.yaml or .json). Out: Comparison: what differs in and out, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from equipoise.whatif.scenario.record import Record, read_record, result_record
from equipoise.whatif.scenario.run import run_file
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

POINTS = ("p05", "p50", "p95")
ALIKE = 1e-9
"""Relative difference below which two figures are the same."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two results. ``inputs``: what, first, second: what was asked or given and differs. ``outcomes``: keys, first, second (each with its
    range: first_p05, first_p50, first_p95 and so on), difference and, where both have ranges, apart (they do not overlap); the largest
    difference first; null where a row is only in one."""

    first: str
    second: str
    same: bool
    """Do the hashes agree?"""
    title: str
    unit: str
    keys: tuple[str, ...]
    inputs: pa.Table
    outcomes: pa.Table


def compare_files(first: str | Path, second: str | Path) -> Comparison:
    """Two files compared; a scenario is run first. Raises InputError: cannot be read, or of different engines."""
    a, b = (_record(Path(p)) for p in (first, second))
    return compare_records(a, b, str(first), str(second))


def compare_records(a: Record, b: Record, first: str = "first", second: str = "second") -> Comparison:
    """Two records compared by the table that is the headline of both."""
    if a["engine"] != b["engine"]:
        raise InputError(f"{first} is of the engine {a['engine']}, {second} of {b['engine']}: their outcomes cannot be compared")
    table_a, table_b = a["tables"][a["headline"]], b["tables"].get(a["headline"])
    if table_b is None or table_a["keys"] != table_b["keys"] or table_a["value"] is None:
        raise InputError(f"{second} has no table {a['headline']!r} like that of {first}; write both anew with this version")
    return Comparison(
        first=first,
        second=second,
        same=a["hash"] == b["hash"],
        title=table_a["title"],
        unit=table_a["unit"],
        keys=tuple(table_a["keys"]),
        inputs=_inputs(a, b),
        outcomes=_outcomes(table_a, table_b),
    )


def _record(path: Path) -> Record:
    return read_record(path) if path.suffix.lower() == ".json" else result_record(run_file(path))


def _inputs(a: Record, b: Record) -> pa.Table:
    import pyarrow as pa

    rows: list[tuple[str, str, str]] = []
    for part in ("question", "uncertainty"):
        before, after = dict(_leaves(a.get(part))), dict(_leaves(b.get(part)))
        rows += [(k, _said(before.get(k)), _said(after.get(k))) for k in dict.fromkeys([*before, *after]) if before.get(k) != after.get(k)]
    data_a, data_b = ({i["name"]: i["digest"][:16] for i in r.get("inputs", [])} for r in (a, b))
    changed = [k for k in dict.fromkeys([*data_a, *data_b]) if data_a.get(k) != data_b.get(k)]
    rows += [(f"data {k}", data_a.get(k, ""), data_b.get(k, "")) for k in changed]
    if a.get("equipoise") != b.get("equipoise"):
        rows.append(("version", str(a.get("equipoise")), str(b.get("equipoise"))))
    return pa.table({name: pa.array([r[k] for r in rows], pa.string()) for k, name in enumerate(("what", "first", "second"))})


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value under its path. The rows of tables are left to their digest."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in ("rows", "line"):
                yield from _leaves(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and any(isinstance(v, dict) for v in value):
        for n, inner in enumerate(value, 1):
            name = inner.get("name", n) if isinstance(inner, dict) else n
            yield from _leaves(inner, f"{path} {name}")
    elif value is not None and value != []:
        yield path, value


def _said(value: Any) -> str:
    return "" if value is None else ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _outcomes(a: Mapping[str, Any], b: Mapping[str, Any]) -> pa.Table:
    import pyarrow as pa

    keys, value = a["keys"], a["value"]
    before, after = ({tuple(r.get(k) for k in keys): r for r in t["rows"]} for t in (a, b))
    rows = []
    for key in dict.fromkeys([*before, *after]):
        x, y = before.get(key, {}).get(value), after.get(key, {}).get(value)
        difference = y - x if x is not None and y is not None else None
        if difference is not None and abs(difference) <= ALIKE * max(abs(x), abs(y)):
            difference = 0.0
        bands = [r.get(key, {}).get(p) for r in (before, after) for p in POINTS]
        rows.append((*map(str, key), x, *bands[:3], y, *bands[3:], difference, _apart(before.get(key, {}), after.get(key, {}))))
    rows.sort(key=lambda r: (r[-2] is None, -abs(r[-2] or 0), r[: len(keys)]))
    names = [*keys, *(name for side in ("first", "second") for name in (side, *(f"{side}_{p}" for p in POINTS))), "difference", "apart"]
    kinds = [*[pa.string()] * len(keys), *[pa.float64()] * 9, pa.bool_()]
    return pa.table({n: pa.array([r[k] for r in rows], kinds[k]) for k, n in enumerate(names)})


def _apart(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool | None:
    ends = [float(x) for r in (a, b) for x in (r.get("p05"), r.get("p95")) if x is not None]
    if len(ends) < 4:
        return None
    return ends[1] < ends[2] or ends[3] < ends[0]
