"""Which states a description fits: the oil-rich kingdom, the world's most populous country, its northern neighbour. In:
data/descriptions.csv. Out: heads, modifiers, wholes, neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from equipoise.reference.files import parts, read_rows
from equipoise.reference.leaders import month


@dataclass(frozen=True, slots=True)
class Known:
    """A state that a whole description means between two months; None = open."""

    code: str
    since: date | None
    until: date | None

    def holds(self, day: date | None) -> bool:
        """Whether it holds on this day; where no day is known, whether it holds now."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@cache
def heads() -> dict[str, frozenset[str]]:
    """Nouns that stand for a state, with the states they fit (empty = any)."""
    return _words("head")


@cache
def modifiers() -> dict[str, frozenset[str]]:
    """Words before such a noun, with the states they fit."""
    return _words("modifier")


def _words(kind: str) -> dict[str, frozenset[str]]:
    return {word: frozenset(parts(r["codes"])) for r in read_rows("descriptions.csv") if r["kind"] == kind for word in parts(r["words"])}


@cache
def wholes() -> dict[str, tuple[Known, ...]]:
    """Descriptions that mean one state.

    >>> [k.code for k in wholes()["hermit kingdom"]]
    ['PRK']
    """
    found: dict[str, tuple[Known, ...]] = {}
    for row in read_rows("descriptions.csv"):
        if row["kind"] == "whole":
            since, until = (month(row[c]) if row[c] else None for c in ("since", "until"))
            for text in parts(row["words"]):
                found[text] = (*found.get(text, ()), Known(row["codes"], since, until))
    return found


_ACROSS = {"southern": "north", "eastern": "west"}


@cache
def neighbours(code: str, side: str) -> frozenset[str]:
    """The states beyond a state's northern, southern, eastern or western border; empty where the table tells none.

    >>> sorted(neighbours("GEO", "northern")), sorted(neighbours("RUS", "southern"))[:2]
    (['RUS'], ['AZE', 'GEO'])
    """
    rows = [(r["words"], parts(r["codes"])) for r in read_rows("descriptions.csv") if r["kind"] == _ACROSS.get(side, side[:-3])]
    if side in _ACROSS:
        return frozenset(owner for owner, beyond in rows if code in beyond)
    return frozenset(c for owner, beyond in rows if owner == code for c in beyond)
