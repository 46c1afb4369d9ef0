"""Organisations, parliaments, companies, media and armed groups with their codes. In: data/organisations.csv. Out: Organisation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from equipoise.reference.files import parts, read_rows


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body with a name. ``also`` are further names and acronyms."""

    code: str
    sector: str
    name: str
    also: tuple[str, ...]


@cache
def organisations() -> tuple[Organisation, ...]:
    """All organisations, in the file's order."""
    return tuple(Organisation(r["code"], r["sector"], r["name"], parts(r["also"])) for r in read_rows("organisations.csv"))
