"""PLOVER sectors and the nouns that mean them. In: data/sectors.toml. Out: Role for each noun, sector_label."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from equipoise.reference.files import read_table

_IRREGULAR = {"man": "men", "woman": "women", "child": "children", "person": "people", "chief of staff": "chiefs of staff"}
_TAIL = (" of ", " in ", " to ")


@dataclass(frozen=True, slots=True)
class Role:
    """A noun for somebody who acts. ``sector`` is None where it says nothing (leader, group: the word before decides); ``person`` is
    true for
    one person or several, false for a body; ``plural``; ``domestic``: without a country it means those of the country in question."""

    noun: str
    sector: str | None
    person: bool
    plural: bool
    domestic: bool


def plural_of(noun: str) -> str:
    """The plural of a role noun.

    >>> plural_of("minister"), plural_of("deputy"), plural_of("secretary of state"), plural_of("policeman")
    ('ministers', 'deputies', 'secretaries of state', 'policemen')
    """
    for tail in _TAIL:
        if tail in noun:
            head, rest = noun.split(tail, 1)
            return plural_of(head) + tail + rest
    for one, many in _IRREGULAR.items():
        if noun.endswith(one) and not noun.endswith("human"):
            return noun[: -len(one)] + many
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


@cache
def roles() -> dict[str, Role]:
    """Every role noun in lower case, singular and plural. A noun listed in two sectors has the first; generic words have sector None."""
    found: dict[str, Role] = {}
    for sector, row in read_table("sectors.toml").items():
        domestic = set(row["domestic"])
        for person, listed in ((False, row["bodies"]), (True, row["persons"])):
            for entry in listed:
                noun, _, other = str(entry).partition("*")
                code = None if sector == "generic" else other or sector
                if noun not in found or (code is None and found[noun].sector in {"GOV", "PTY", "MIL"} and noun in _ALWAYS_GENERIC):
                    found[noun] = Role(noun, code, person, not person and noun.endswith("s"), noun in domestic)
                many = plural_of(noun)
                if many not in found and (person or not noun.endswith("s")):
                    found[many] = Role(many, code, person, True, many in domestic)
    return found


# These stand in a sector's list too, so that "the leader" alone counts as government, yet "rebel leader" must stay a rebel.
_ALWAYS_GENERIC = frozenset(
    {"leader", "spokesman", "spokeswoman", "spokesperson", "forces", "troops", "party", "parties", "official", "commander", "officer"}
)


@cache
def sectors() -> dict[str, str]:
    """Labels of the sectors."""
    return {name: str(row["label"]) for name, row in read_table("sectors.toml").items() if name != "generic"} | {
        "PRM": "Paramilitary",
        "UAF": "Unidentified armed forces",
        "PRE": "Prisoners",
    }


def sector_label(sector: str) -> str:
    """What a reader sees for a sector.

    >>> sector_label("MIL")
    'Armed forces'
    """
    return sectors().get(sector, sector)
