"""All names and role nouns in one tree of words. In: the tables of reference/, the user's actor files. Out: Entry for the longest run
of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache

from equipoise.read.actors.own_file import read_own_actors
from equipoise.read.actors.vocabulary import STOP
from equipoise.read.actors.words import Word, keys
from equipoise.reference.groups import groups
from equipoise.reference.leaders import Term, terms
from equipoise.reference.organisations import organisations
from equipoise.reference.sectors import Role, roles
from equipoise.reference.states import states
from equipoise.words.actor import Party


class Sort(Enum):
    """What a run of words is, before its neighbours are looked at."""

    STATE = "state"
    DEMONYM = "demonym"  # adjective of a state
    PEOPLE = "people"  # plural noun: Kazakhs
    CAPITAL = "capital"
    SEAT = "seat"  # the Kremlin
    PLACE = "place"
    ORGANISATION = "organisation"
    GROUP = "group"
    GROUP_ADJECTIVE = "group adjective"
    ETHNIC = "ethnic"  # Kurds; the country of the text decides
    ETHNIC_ADJECTIVE = "ethnic adjective"
    PERSON = "person"  # full name
    SURNAME = "surname"
    ROLE = "role"
    NOBODY = "nobody"  # the Persian Gulf: bears a state's name and is no actor


@dataclass(frozen=True, slots=True)
class Entry:
    """What a run of words can mean. ``as_written`` holds the exact spellings an acronym needs; ``terms`` a person's offices.
    ``weak``: the name means other things, too, and counts only where the text names the state otherwise (a people: where a role
    noun follows). ``homes``: the states in which a people lives."""

    sort: Sort
    party: Party | None = None
    role: Role | None = None
    terms: tuple[Term, ...] = ()
    as_written: frozenset[str] = frozenset()
    place: str | None = None
    weak: bool = False
    homes: frozenset[str] = frozenset()


class Gazetteer:
    """The tree. ``longest(words, i)`` gives the entry that begins at word i and covers most words, and how many."""

    def __init__(self, extra: Iterable[str] = ()) -> None:
        self._root: dict[str, object] = {}
        for name, entry in _shipped():
            self.add(name, entry)
        for path in extra:
            mine: set[str] = set()
            for name, entry in own_entries(path):
                self.add(name, entry, override=name not in mine)  # a second office of a person joins the first
                mine.add(name)

    def add(self, name: str, entry: Entry, override: bool = False) -> None:
        """Put a name into the tree. The meanings of one name stand in the order they came; terms of one name are joined; an override
        stands alone.
        """
        node = self._root
        for key in keys(name):
            node = node.setdefault(key, {})  # type: ignore[assignment]
        old: list[Entry] = [] if override else list(node.get("", ()))  # type: ignore[call-overload]
        for i, known in enumerate(old):
            if known.sort is entry.sort and entry.terms:
                old[i] = Entry(known.sort, terms=tuple(dict.fromkeys(known.terms + entry.terms)))
                break
        else:
            old.append(entry)
        node[""] = tuple(old)

    def longest(self, words: Sequence[Word], at: int) -> tuple[Entry, int] | None:
        """The longest entry beginning at word ``at`` with its number of words; names must be written with a capital, acronyms as they
        are.
        """
        node: object = self._root.get(words[at].key)
        best: tuple[Entry, int] | None = None
        i = at
        while isinstance(node, dict):
            i += 1
            for entry in node.get("", ()):
                if _fits(entry, words[at:i]):
                    best = (entry, i - at)
                    break
            node = node.get(words[i].key) if i < len(words) else None
        return best


def _fits(entry: Entry, words: Sequence[Word]) -> bool:
    if entry.sort is Sort.ROLE:
        return True
    if entry.as_written:
        return "".join(w.text for w in words) in entry.as_written
    first = next((w for w in words if w.key != "the"), words[0])
    # "al-Qaeda", "the international community": lower-case names are in the tables as such; every other name bears a capital.
    return first.capital or any(w.capital for w in words[1:]) or (entry.sort is Sort.GROUP and entry.place == "lower")


@cache
def _shipped() -> tuple[tuple[str, Entry], ...]:
    """All entries of the tables, in the order in which a name's first meaning counts."""
    found: list[tuple[str, Entry]] = []
    for make in (_states, _organisations, _groups, _places, _full_names, _roles, _surnames):
        found.extend(make())
    return tuple(found)


def _states() -> Iterable[tuple[str, Entry]]:
    for s in states():
        gov = Party(s.code, "GOV", s.name)
        for name in (s.name, *s.names):
            yield name, Entry(Sort.STATE, gov, as_written=_acronym(name), place=s.name)
        for name in s.demonyms:
            yield name, Entry(Sort.DEMONYM, gov, as_written=_acronym(name))
        for name in s.people:
            yield name, Entry(Sort.PEOPLE, Party(s.code, "CVL", name))
        for name in s.capitals:
            yield name, Entry(Sort.CAPITAL, gov, place=name)
        for name in s.seats:
            yield name, Entry(Sort.SEAT, gov, place=name)


def _places() -> Iterable[tuple[str, Entry]]:
    for s in states():
        for name in s.places:
            yield name, Entry(Sort.PLACE, Party(s.code, None, s.name), place=name)


def _organisations() -> Iterable[tuple[str, Entry]]:
    for o in organisations():
        for written in (o.name, *o.also):
            name = written.removesuffix("?")
            weak = name != written
            yield name, Entry(Sort.ORGANISATION, Party(o.code, o.sector, o.name), as_written=_acronym(name) or _small(name), weak=weak)


def _groups() -> Iterable[tuple[str, Entry]]:
    for g in groups():
        if g.kind == "nobody":
            yield from ((name, Entry(Sort.NOBODY)) for name in g.bare)
            continue
        bare, adjective = (Sort.GROUP, Sort.GROUP_ADJECTIVE) if g.kind == "states" else (Sort.ETHNIC, Sort.ETHNIC_ADJECTIVE)
        party = Party(g.code or "UNK", "GOV" if g.kind == "states" else "CVL", g.name)
        homes = frozenset(g.members) if g.kind == "people" or g.code is None else frozenset()
        for name in g.bare:
            yield name, Entry(bare, party, place="lower" if name[0].islower() else None, homes=homes)
        for name in g.adjectives:
            yield name.removesuffix("?"), Entry(adjective, party, weak=name.endswith("?"), homes=homes)


def _full_names() -> Iterable[tuple[str, Entry]]:
    return ((name, entry) for term in terms() for name, entry in person_entries(term) if entry.sort is Sort.PERSON)


def _surnames() -> Iterable[tuple[str, Entry]]:
    """After states, places and role nouns: Montenegro is a state before it is a Portuguese surname."""
    named = ((name, entry) for term in terms() for name, entry in person_entries(term) if entry.sort is Sort.SURNAME)
    # He and To are surnames, too; the text means the pronoun and the preposition.
    return ((name, entry) for name, entry in named if name.lower() not in STOP and (len(name) > 2 or name == "Xi"))


def person_entries(term: Term) -> Iterable[tuple[str, Entry]]:
    """The full names of a person and the surnames, with the Arabic article and without it (Bashar Assad)."""
    written = (term.name, *term.also)
    surnames = {surname_of(name, term.state) for name in written if " " in name}
    if term.state in _BY_FIRST_NAME:
        surnames |= {name.split()[0] for name in written if " " in name and name.split()[0].lower() not in _TITLES}
    for name in dict.fromkeys(v for n in written for v in (n, _without_article(n))):
        yield name, Entry(Sort.PERSON if " " in name else Sort.SURNAME, terms=(term,))
    for name in sorted({v for n in surnames for v in (n, _without_article(n))} - set(written)):
        yield name, Entry(Sort.SURNAME, terms=(term,))


_ARTICLE = re.compile(r"\b(?:al|el|as|ash|ad|an)-(?=[A-Z])")


def _without_article(name: str) -> str:
    return _ARTICLE.sub("", name)


_BY_FIRST_NAME = frozenset({"ETH", "ERI", "THA", "MYS"})  # Meles, Thaksin, Mahathir
_TITLES = frozenset({"king", "queen", "prince", "princess", "crown", "tunku", "sultan", "tengku", "general"})
_FAMILY_FIRST = frozenset({"CHN", "PRK", "KOR", "KHM", "TWN", "HKG"})
_PARTICLES = frozenset(
    {"de", "da", "van", "von", "der", "bin", "al", "el", "ben", "abu", "del", "la", "dos", "di", "le", "ter", "bint", "ould"}
)
_SUFFIXES = frozenset({"II", "III", "IV", "V", "VI", "Jr", "Jr.", "XVI", "VII", "VIII", "X", "XIV"})


def surname_of(name: str, state: str) -> str:
    """The part of a full name that stands alone in news.

    >>> surname_of("Xi Jinping", "CHN"), surname_of("Ursula von der Leyen", "EUR"), surname_of("Charles III", "GBR")
    ('Xi', 'von der Leyen', 'Charles III')
    """
    parts = name.split()
    if len(parts) > 1 and parts[-1] in _SUFFIXES:
        return name
    if state in _FAMILY_FIRST and (len(parts) == 3 or "-" in name or (len(parts) == 2 and state in {"CHN", "KHM"})):
        return parts[0]
    i = len(parts) - 1
    while i > 1 and parts[i - 1].lower() in _PARTICLES:
        i -= 1
    return " ".join(parts[i:])


def _roles() -> Iterable[tuple[str, Entry]]:
    for noun, role in roles().items():
        yield noun, Entry(Sort.ROLE, role=role)


def _acronym(name: str) -> frozenset[str]:
    """The spelling of an acronym or a lower-case name, which counts only as it is written (US is no pronoun); empty for other names."""
    bare = "".join(w for w in name.split())
    short = bare.replace(".", "").replace("-", "").replace("/", "").replace("+", "")
    is_acronym = " " not in name and len(short) <= 8 and sum(c.isupper() for c in short) >= 2 and not any(c.islower() for c in short[:2])
    return frozenset({bare}) if is_acronym else frozenset()


def _small(name: str) -> frozenset[str]:
    """A name in small letters (anti-balaka) counts as it is written; with a capital, too."""
    return frozenset({"".join(name.split()), "".join(name.capitalize().split())}) if name.islower() else frozenset()


_USER_SORTS = {
    "state": Sort.STATE, "demonym": Sort.DEMONYM, "capital": Sort.CAPITAL, "organisation": Sort.ORGANISATION, "group": Sort.GROUP,
    "place": Sort.PLACE, "person": Sort.PERSON, "office": Sort.ORGANISATION,
}  # fmt: skip


def own_entries(path: str) -> Iterable[tuple[str, Entry]]:
    """The entries of a user's actor file. Raises InputError that lists its mistakes."""
    for row in read_own_actors(path):
        if row.kind == "person":
            yield from person_entries(Term(row.name, row.code, "official", row.sector or "GOV", row.start or date.min, row.end, path, ()))
        else:
            place = row.name if row.kind in {"place", "capital", "state"} else None
            yield row.name, Entry(_USER_SORTS[row.kind], Party(row.code, row.sector, row.name), as_written=_acronym(row.name), place=place)
