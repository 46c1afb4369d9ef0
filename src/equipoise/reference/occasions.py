"""National votes and journeys of three heads of state, by state. In: data/elections.csv, data/visits.csv. Out: Occasion, elections, visits.

Both tables follow a rule of inclusion that stands in their heads, so that they are as full for one year as for another.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from equipoise.reference.anchors import Edition, edition
from equipoise.reference.files import read_rows


@dataclass(frozen=True, slots=True)
class Occasion:
    """What happens in a state again and again: ``kind`` is executive, legislative, referendum or visit; ``visitor`` a surname or None."""

    state: str
    kind: str
    visitor: str | None
    editions: tuple[Edition, ...]


@cache
def elections() -> dict[tuple[str, str], Occasion]:
    """The votes of each (state, kind), from 1996, in order of time."""
    held: dict[tuple[str, str], list[Edition]] = {}
    for row in read_rows("elections.csv"):
        held.setdefault((row["state"], row["kind"]), []).extend(edition(day) for day in row["days"].split())
    return {key: Occasion(key[0], key[1], None, tuple(sorted(days, key=lambda e: e.first))) for key, days in held.items()}


@cache
def visits() -> dict[tuple[str, str], Occasion]:
    """The journeys of each (surname, host state), in order of time."""
    return {
        (row["visitor"], row["host"]): Occasion(row["host"], "visit", row["visitor"], tuple(edition(d) for d in row["days"].split()))
        for row in read_rows("visits.csv")
    }


@cache
def visitors() -> frozenset[str]:
    """The surnames of those whose journeys are known."""
    return frozenset(visitor for visitor, _ in visits())
