"""States and every other actor code: names, adjectives, capitals, seats of power. In: data/states.csv, data/codes.csv. Out: State,
state_name, code_for.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from equipoise.reference.files import parts, read_rows


@dataclass(frozen=True, slots=True)
class State:
    """A state as texts name it. ``demonyms`` are adjectives, ``people`` plural nouns; ``capital`` is None where it bears the state's
    name.
    """

    code: str
    iso2: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    people: tuple[str, ...]
    capital: str | None
    capitals: tuple[str, ...]
    seats: tuple[str, ...]
    places: tuple[str, ...]


@cache
def states() -> tuple[State, ...]:
    """All states, sorted by code."""
    return tuple(sorted((_state(row) for row in read_rows("states.csv")), key=lambda s: s.code))


def _state(row: dict[str, str]) -> State:
    demonyms, capitals = parts(row["demonyms"]), parts(row["capital"])
    return State(
        code=row["code"],
        iso2=row["iso2"],
        name=row["name"],
        names=parts(row["names"]),
        demonyms=demonyms,
        people=parts(row["people"]) + tuple(d + "s" for d in demonyms if _takes_s(d)),
        capital=capitals[0] if capitals else None,
        capitals=capitals,
        seats=parts(row["seats"]),
        places=parts(row["places"]),
    )


def _takes_s(demonym: str) -> bool:
    """Whether the adjective with an s is the people: Kazakhs, Cubans, Thais; not Frenchs, Chineses, U.S.s."""
    return demonym[-1].isalpha() and demonym[-1].islower() and not demonym.endswith(("ese", "sh", "ch", "s", "ic", "land", "stan"))


@cache
def state(code: str) -> State:
    """The state with this ISO alpha-3 code; KeyError where there is none."""
    return {s.code: s for s in states()}[code]


@cache
def names_of_codes() -> dict[str, str]:
    """English names of all codes that an actor can have."""
    other = {row["code"]: row["name"] for row in read_rows("codes.csv")}
    return {**{s.code: s.name for s in states()}, **other}


def state_name(code: str) -> str:
    """The English name of an actor code (state, organisation code or extension); the code itself where it is unknown.

    >>> state_name("KAZ"), state_name("EUR"), state_name("WST")
    ('Kazakhstan', 'European Union', 'The West')
    """
    return names_of_codes().get(code, code)


def plain(text: str) -> str:
    """Lower case, no accents, one kind of apostrophe and single spaces: how names are compared.

    >>> plain("Côte  d’Ivoire")
    "cote d'ivoire"
    """
    bare = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    kept = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(kept.replace("ı", "i").casefold().split())


@cache
def _codes_by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for s in states():
        for name in (s.code, s.iso2, s.name, *s.names, *s.demonyms, *s.people):
            found.setdefault(plain(name), s.code)
    for row in read_rows("codes.csv"):
        for name in (row["code"], row["name"], *parts(row["further"])):
            found[plain(name)] = row["code"]
    return found


def code_for(text: str) -> str | None:
    """The actor code that a user means: a code of two or three letters, a name, a former name or a people; None where nobody is known
    by it.

    >>> code_for("Kazakhstan"), code_for("kz"), code_for("EU"), code_for("West"), code_for("Atlantis")
    ('KAZ', 'KAZ', 'EUR', 'WST', None)
    """
    wanted = plain(text)
    found = _codes_by_name()
    return found.get(wanted) or found.get(wanted.removeprefix("the "))
