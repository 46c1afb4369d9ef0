"""States over time: when each existed, its numbers in the field's lists, the names it bore. In: data/statehood.csv, data/state_names.csv,
data/territories.csv, states.py. Out: Spell, code_of, existed, number_of, name_in.

A state keeps one code through its life: RUS is the Soviet Union too (as in COW and in the UN), DEU the Federal Republic before 1990, YEM
the Arab Republic. A state that ended with no successor of the same rank has a code of its own: YUG to April 1992, CSK, DDR, YMD, RVN.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from equipoise.reference.files import parts, read_rows
from equipoise.reference.states import plain, states
from equipoise.words.errors import InputError


class System(StrEnum):
    """A list of states that says which existed when."""

    COW = "cow"  # Correlates of War, State System Membership v2016: recognised states
    GW = "gw"  # Gleditsch & Ward: independent states


class Scheme(StrEnum):
    """How a dataset names states."""

    ISO3 = "iso3"
    ISO2 = "iso2"
    COW = "cow"
    GW = "gw"
    NAME = "name"  # English names, present or former


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of a state's existence in a list; ``until`` None: it exists."""

    system: System
    number: int
    code: str
    since: date
    until: date | None


_OTHER_CODES = {
    "XKX": "KOS", "XKO": "KOS", "RKS": "KOS", "UVK": "KOS",  # Kosovo has no ISO code; sources make up one each
    "ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "BUR": "MMR", "SCG": "SRB", "SER": "SRB", "SUN": "RUS", "WBG": "PSE", "ADO": "AND",
}  # fmt: skip


@cache
def spells(system: System = System.COW) -> tuple[Spell, ...]:
    """The spells of a list, by number and day."""
    return tuple(
        Spell(System(r["system"]), int(r["number"]), r["code"], date.fromisoformat(r["from"]), _day(r["until"]))
        for r in read_rows("statehood.csv")
        if r["system"] == system
    )


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def existed(code: str, year: int, system: System = System.COW) -> bool:
    """Whether the state existed on any day of the year.

    >>> existed("KAZ", 1991), existed("KAZ", 1990), existed("DDR", 1990), existed("DDR", 1991)
    (True, False, True, False)
    """
    return any(s.since.year <= year and (s.until is None or s.until.year >= year) for s in _by_code(system).get(code, ()))


@cache
def _by_code(system: System) -> dict[str, tuple[Spell, ...]]:
    found: dict[str, tuple[Spell, ...]] = {}
    for spell in spells(system):
        found[spell.code] = (*found.get(spell.code, ()), spell)
    return found


def number_of(code: str, year: int, system: System = System.COW) -> int | None:
    """The number that a list gives a state in a year, the one of the year's last day where it has two; None where it did not exist.

    >>> number_of("KAZ", 2020), number_of("DEU", 1980), number_of("DEU", 2000), number_of("PSE", 2020)
    (705, 260, 255, None)
    """
    there = [s for s in _by_code(system).get(code, ()) if s.since.year <= year and (s.until is None or s.until.year >= year)]
    return max(there, key=lambda s: s.since).number if there else None


def code_of(value: object, scheme: Scheme | str, year: int | None = None) -> str | None:
    """The code of a state as a dataset names it; None where it is no state that is known. A number or name that passed from one state to
    another needs the year; on the year's last day it decides.

    >>> code_of("NA", "iso2"), code_of(345, "cow", 1990), code_of(345, "cow", 2010), code_of("East Germany", "name", 1980)
    ('NAM', 'YUG', 'SRB', 'DDR')
    """
    scheme = _scheme(scheme)
    text = _text(value)
    if scheme in (Scheme.COW, Scheme.GW):
        return _code_of_number(int(text), System(scheme.value), year) if text.isdecimal() and len(text) <= 6 else None
    if scheme is Scheme.ISO3:
        wanted = text.upper()
        return wanted if wanted in _codes() else _OTHER_CODES.get(wanted)
    if scheme is Scheme.ISO2:
        return _iso2().get(text.upper())
    return _code_of_name(plain(text), year)


def _scheme(scheme: Scheme | str) -> Scheme:
    try:
        return Scheme(scheme)
    except ValueError as error:
        raise InputError(f"States are named by one of {', '.join(Scheme)}; {scheme!r} was given") from error


def _text(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


@cache
def _code_of_number(number: int, system: System, year: int | None) -> str | None:
    of_it = [s for s in spells(system) if s.number == number]
    there = [s for s in of_it if year is None or (s.since.year <= year and (s.until is None or s.until.year >= year))]
    return max(there or of_it, key=lambda s: s.since).code if of_it else None


@cache
def _codes() -> frozenset[str]:
    return frozenset({s.code for s in states()} | {r["code"] for r in (*read_rows("statehood.csv"), *read_rows("territories.csv"))})


@cache
def _iso2() -> dict[str, str]:
    territories = {r["iso2"]: r["code"] for r in read_rows("territories.csv")}
    return territories | {s.iso2: s.code for s in states()} | {"UK": "GBR", "EL": "GRC"}  # as the EU writes them


@cache
def _code_of_name(name: str, year: int | None) -> str | None:
    for former, since, until in _former().get(name, ()):
        if year is None or since <= year <= until:
            return former
    last, _, first = name.partition(", ")  # Korea, North; Gambia, The
    tries = (name, name.removeprefix("the "), f"{first} {last}".strip().removeprefix("the "))
    return next((code for t in tries if (code := _names().get(t))), None)


@cache
def _former() -> dict[str, tuple[tuple[str, int, int], ...]]:
    """A name of earlier years -> the codes that bore it, each with its first and last year."""
    found: dict[str, tuple[tuple[str, int, int], ...]] = {}
    for row in read_rows("state_names.csv"):
        there = (row["code"], int(row["from"][:4]), int(row["until"][:4] or 9999))
        for name in {plain(n) for n in (row["name"], *parts(row["further"]))}:
            found[name] = (*found.get(name, ()), there)
    return found


@cache
def _names() -> dict[str, str]:
    """Every name that leads to a code whatever the year: today's, and former ones that only one state bore."""
    found: dict[str, str] = {}
    for s in states():
        for name in (s.name, *s.names):
            found.setdefault(plain(name), s.code)
    for row in read_rows("state_names.csv"):
        for name in (row["name"], *parts(row["further"])):
            found.setdefault(plain(name), row["code"])
    for row in read_rows("territories.csv"):
        found.setdefault(plain(row["name"]), row["code"])
    return found


@cache
def sovereign(code: str) -> str:
    """The state that a code stands for or belongs to.

    >>> sovereign("REU"), sovereign("FRA")
    ('FRA', 'FRA')
    """
    return next((r["of"] for r in read_rows("territories.csv") if r["code"] == code), code)


def name_in(code: str, year: int) -> str:
    """The name that a state bore at the end of a year; its present name where no other is known, the code where nothing is.

    >>> name_in("RUS", 1980), name_in("RUS", 2000), name_in("MMR", 1980)
    ('Soviet Union', 'Russia', 'Burma')
    """
    for row in read_rows("state_names.csv"):
        if row["code"] == code and row["from"] <= f"{year}-12-31" and (row["until"] or "9999") >= f"{year}-12-31":
            return row["name"]
    return next((s.name for s in states() if s.code == code), code)
