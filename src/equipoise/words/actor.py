"""Who acts: Party (a code with its name), Actor (a party as a mention reports it), ActorSpan (words that mean parties), Power.

Codes are ISO 3166 alpha-3 and the extensions of PLOVER and ours (EUR, UNO, IGO, NGO, WST, CAS ...); sectors are PLOVER's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who can act: ``code`` state or organisation code, ``sector`` PLOVER sector or None, ``name`` the resolved entity."""

    code: str
    sector: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Actor:
    """A party in a mention. An implied actor has ``text``, ``start``, ``end`` None."""

    text: str | None
    start: int | None
    end: int | None
    code: str
    sector: str | None
    name: str | None


class ActorKind(StrEnum):
    """What kind of words refer to the parties."""

    STATE = "state"  # Kazakhstan, the country's demonym as a noun
    DEMONYM = "demonym"  # adjective: Kazakh
    PERSON = "person"
    OFFICE = "office"  # the Kazakh president, a Western diplomat
    CAPITAL = "capital"  # Astana, the Kremlin: a government or a place
    ORGANISATION = "organisation"
    GROUP = "group"  # the West, Central Asian countries
    REFERENCE = "reference"  # he, the country, the two leaders


@dataclass(frozen=True, slots=True)
class ActorSpan:
    """Words of one sentence that refer to one or more parties, resolved. Offsets are the article's.

    ``head`` is the offset of the head word. ``is_place`` is true where the words name where something happened, not who acted
    ("met in Astana"). ``place`` is the city or country name where the words can be a place.
    """

    text: str
    start: int
    end: int
    head: int
    parties: tuple[Party, ...]
    kind: ActorKind
    is_place: bool = False
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Power:
    """An outside actor that competes. ``members`` are the codes rolled up into it once (the EU's member states); they count under it."""

    code: str
    name: str
    members: tuple[str, ...] = ()
