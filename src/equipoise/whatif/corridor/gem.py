"""Networks from Global Energy Monitor's tables of pipelines. In: a table as it is published. Out: links between states, what was left out.

The tables differ from tracker to tracker and year to year, so columns are known by any of their names. What a pipeline can carry is
missing for half of the oil pipelines: it is told as missing, never as 0.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic

import pyarrow as pa

from equipoise.reference.statehood import code_of, sovereign
from equipoise.store.frames import FrameT, give_back, listed, number, one_of, open_table
from equipoise.whatif.corridor.links import columns_of
from equipoise.words.errors import InputError

TABLE = "frame"
NAMES = {
    "areas": ("countries", "areas", "Countries", "CountriesOrAreas"),
    "status": ("status", "Status"),
    "name": ("project", "name", "PipelineName"),
    "part": ("unit", "unit_name", "SegmentName"),
    "kind": ("type", "tracker_acro", "Fuel"),
    "owner": ("owner", "Owner", "parent", "Parent"),
    "start": ("start_year", "StartYear1"),
    "begins": ("StartCountry",),
    "ends": ("EndCountry",),
}
CAPACITY = {"oil": ("capacity_bpd", "CapacityBOEd"), "gas": ("CapacityBcm/y", "capacity")}
UNIT = {"oil": "barrels a day", "gas": "bcm a year"}
KINDS = {"oil": ("oil_pipelines", "oil"), "gas": ("ggit", "gas")}
"""What the trackers call a pipeline of the product; other kinds are terminals and other products."""
UNKNOWN = ("", "--", "unknown")


@dataclass(frozen=True, slots=True)
class GemNetwork(Generic[FrameT]):
    """Lines between states, in the tracker's unit."""

    network: FrameT
    """from, to (states), route, capacity, state (all that it crosses, ``;`` between), owner (without shares), status, start (year), unit,
    assumed (capacity is the caller's), direction ("told" by the tracker, or "as listed": the order in which it names states, which need
    not be the flow's)."""
    aside: FrameT
    """reason, rows, example: what was left out."""
    info: dict[str, Any]
    """rows, kept, without_capacity (of those kept), unit."""


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    areas: tuple[str, ...]
    ends: tuple[str, str] | None
    status: str
    capacity: float | None
    owner: str | None
    start: int | None


def gem_network(
    frame: FrameT, product: str = "oil", status: Sequence[str] = ("operating",), missing: float | str | None = None
) -> GemNetwork[FrameT]:
    """The pipelines of a tracker that join two states, as links for ``corridor``, ``transport``, ``interdict`` and ``expand``.

    ``frame``: a tracker's table (Global Oil, or Gas, Infrastructure Tracker; Asia Gas Tracker): names of states, status and capacity under
    any of their published names. ``product``: oil (barrels a day) or gas (bcm a year). ``status``: operating, construction, proposed ...
    ``missing``: what to do with lines of unknown capacity. None: they stay, with no capacity, and an engine refuses them by name; "aside":
    they are left out and counted; a number: taken for each, and marked ``assumed``. A link leads from the first to the last state: of a
    line that runs both ways give the other direction as well. Raises InputError.
    """
    one_of(product, tuple(UNIT), "product")
    if isinstance(missing, str):
        one_of(missing, ("aside",), "missing")
    elif missing is not None:
        number(missing, "missing", low=0)
    wanted = {s.casefold() for s in status}
    rows = _rows(frame, product)
    aside: dict[str, list[str]] = {}
    lines = []
    for row in rows:
        line = _line(row, product, wanted, missing)
        if isinstance(line, str):
            aside.setdefault(line, []).append(_name(row))
        else:
            lines.append(line)
    if not lines:
        reasons = [f"{why} ({len(names)})" for why, names in sorted(aside.items(), key=lambda a: -len(a[1]))]
        raise InputError(f"{TABLE}: no line is left of {len(rows)}: {listed(reasons)}")
    known = sum(line.capacity is not None for line in lines)
    left_out = sorted(aside.items(), key=lambda a: (-len(a[1]), a[0]))
    return GemNetwork(
        give_back(_links(lines, product, None if missing == "aside" else missing), frame),
        give_back(
            pa.table(
                {
                    "reason": pa.array([why for why, _ in left_out], pa.string()),
                    "rows": pa.array([len(names) for _, names in left_out], pa.int64()),
                    "example": pa.array([names[0] for _, names in left_out], pa.string()),
                }
            ),
            frame,
        ),
        {"rows": len(rows), "kept": len(lines), "without_capacity": len(lines) - known, "unit": UNIT[product]},
    )


def _rows(frame: object, product: str) -> list[dict[str, Any]]:
    """The rows under our names of columns. Raises InputError where one that is needed is missing."""
    there = columns_of(frame)
    accepted = {**NAMES, "capacity": CAPACITY[product]}
    found = {ours: next((n for n in names if n in there), None) for ours, names in accepted.items()}
    for needed in ("areas", "status", "name", "capacity"):
        if there and found[needed] is None:
            raise InputError(f"{TABLE}: no column for {needed}; it is called one of {', '.join(map(repr, accepted[needed]))}")
    theirs = {ours: name for ours, name in found.items() if name is not None}
    table = open_table(frame, tuple(dict.fromkeys(theirs.values())), TABLE)
    return [{ours: row[name] for ours, name in theirs.items()} for row in table.to_pylist()]


def _line(row: dict[str, Any], product: str, wanted: set[str], missing: float | str | None) -> _Line | str:
    """A line between states, or why it is none."""
    if "kind" in row and _text(row["kind"]).casefold() not in KINDS[product]:
        return "no pipeline of this product"
    status = _text(row["status"]).casefold()
    if status not in wanted:
        return f"status: {status or 'not told'}"
    if not _text(row["areas"]):
        return "no states are named"
    names = [n.strip() for n in _text(row["areas"]).split(",") if n.strip()]
    areas = [_code(n) for n in names]
    if None in areas:
        return "crosses an area that is no state we know"
    states = tuple(dict.fromkeys(a for a in areas if a))
    if len(states) < 2:
        return "within one state"
    begins, ends = (_code(_text(row.get(k))) for k in ("begins", "ends"))
    told = (begins, ends) if begins and ends and begins != ends else None
    if begins and begins == ends:
        return "begins and ends in one state"
    capacity = _capacity(row["capacity"])
    if isinstance(capacity, str):
        return capacity
    if capacity is None and missing == "aside":
        return "capacity is not known"
    start = re.search(r"(?:19|20)\d\d", _text(row.get("start")))
    return _Line(_name(row), states, told, status, capacity, _owners(_text(row.get("owner"))), int(start[0]) if start else None)


def _capacity(given: object) -> float | str | None:
    """A capacity; None where it is not known; a reason where it is none."""
    text = _text(given)
    if text.casefold() in UNKNOWN:
        return None
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        return "capacity is no number"
    if math.isnan(value):
        return None
    return value if 0 < value < math.inf else "capacity is not above 0"


def _text(given: object) -> str:
    return "" if given is None or (isinstance(given, float) and math.isnan(given)) else str(given).strip()


def _owners(text: str) -> str | None:
    """The owners without their shares, so that one name closes all that is theirs."""
    return re.sub(r"\s*\[[^\]]*\]", "", text) or None


def _name(row: dict[str, Any]) -> str:
    part = _text(row.get("part"))
    return _text(row["name"]) + (f", {part}" if part and part != "--" else "")


def _code(name: str) -> str | None:
    code = code_of(name, "name") if name and name != "--" else None
    return sovereign(code) if code else None


def _links(lines: Sequence[_Line], product: str, missing: float | str | None) -> pa.Table:
    """A row for each line; lines of one name between the same states get numbers, so that each can be closed alone."""
    ends = [line.ends or (line.areas[0], line.areas[-1]) for line in lines]
    seen: dict[tuple[tuple[str, str], str], int] = {}
    routes = []
    for line, pair in zip(lines, ends, strict=True):
        seen[pair, line.name] = seen.get((pair, line.name), 0) + 1
        routes.append(line.name + (f" ({seen[pair, line.name]})" if seen[pair, line.name] > 1 else ""))
    assumed = [line.capacity is None and missing is not None for line in lines]
    capacity = [float(missing) if a and missing is not None else line.capacity for a, line in zip(assumed, lines, strict=True)]
    return pa.table(
        {
            "from": pa.array([a for a, _ in ends], pa.string()),
            "to": pa.array([b for _, b in ends], pa.string()),
            "route": pa.array(routes, pa.string()),
            "capacity": pa.array(capacity, pa.float64()),
            "state": pa.array(["; ".join(line.areas) for line in lines], pa.string()),
            "owner": pa.array([line.owner for line in lines], pa.string()),
            "status": pa.array([line.status for line in lines], pa.string()),
            "start": pa.array([line.start for line in lines], pa.int64()),
            "unit": pa.array([UNIT[product]] * len(lines), pa.string()),
            "assumed": pa.array(assumed, pa.bool_()),
            "direction": pa.array(["told" if line.ends else "as listed" for line in lines], pa.string()),
        }
    )
