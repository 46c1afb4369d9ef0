"""An earlier brief to compare with. In: a brief.json that Equipoise wrote. Out: its estimates and what it already knew."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from equipoise.words.errors import InputError
from equipoise.words.estimate import Direction, Estimate


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier brief said: its estimates, the events it had, the questions in dispute, and the period it covered."""

    target: str
    since: date | None
    until: date | None
    estimates: tuple[Estimate, ...]
    events: frozenset[str]
    mentions: frozenset[str]
    disputes: frozenset[str]


def read_earlier(path: str | Path) -> Earlier:
    """The earlier brief. Raises InputError where the file is none."""
    try:
        brief = json.loads(Path(path).read_text(encoding="utf-8"))
        return _earlier(brief)
    except OSError as e:
        raise InputError(f"{path} cannot be read: {e.strerror}. --since needs a brief.json that Equipoise wrote") from e
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as e:
        raise InputError(f"{path} is no brief that Equipoise wrote. --since needs a brief.json (equipoise brief ... -o brief.json)") from e


def _earlier(brief: Mapping[str, Any]) -> Earlier:
    since, until = (date.fromisoformat(d) if d else None for d in (brief["period"]["from"], brief["period"]["to"]))
    rows: list[Estimate] = []
    level = float(brief.get("level", 0.9))

    def add(measure: str, power: str | None, channel: str | None, band: Mapping[str, float | None], events: tuple[Any, ...]) -> None:
        rows.append(
            Estimate(
                brief["target"], measure, power, Direction.BOTH, channel, None, since, until,
                band["value"], band["low"], band["high"], level, "", "from an earlier brief", events,
            )
        )  # fmt: skip

    for p in brief["powers"]:
        ids = tuple(p["events"])
        for measure in ("engagement", "standing", "net_cooperation", "share"):
            if measure in p:
                add(measure, p["code"], None, p[measure], ids)
        for channel, row in p["channels"].items():
            add("net_cooperation", p["code"], channel, row["net"], ())
    add("effective_vectors", None, None, brief["balance"]["effective_vectors"], ())
    for t in brief["balance"]["tilt"]:
        add("tilt", "-".join(t["between"]), None, t, ())
    return Earlier(
        brief["target"],
        since,
        until,
        tuple(rows),
        frozenset(str(e["id"]) for e in brief["events"]),
        frozenset(str(m) for e in brief["events"] for m in e["mentions"]),
        frozenset(str(d["about"]) for d in brief["disputes"]),
    )
