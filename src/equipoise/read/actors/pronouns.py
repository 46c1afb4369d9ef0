"""Find pronouns and descriptions that stand for somebody named before: he, it, the country, both leaders. In: words. Out: Mention,
which resolves itself.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from equipoise.read.actors.gazetteer import Sort
from equipoise.read.actors.line import Hit
from equipoise.read.actors.references import region_members
from equipoise.read.actors.words import Word
from equipoise.reference.states import state_name
from equipoise.words.actor import Party

if TYPE_CHECKING:
    from equipoise.read.actors.finder import Reading

_PERSON = frozenset({"he", "she", "him", "his", "her"})
_THING = frozenset({"it", "its"})
_PEOPLE = frozenset({"they", "them", "their"})
_OBJECTS = frozenset({"him", "them"})
_COUNTRY = frozenset({"country", "nation", "republic", "state", "kingdom"})
_LEADERS = frozenset({"leaders", "presidents", "ministers", "premiers", "men", "diplomats", "statesmen"})
_SIDES = frozenset(
    {"sides", "countries", "nations", "states", "parties", "governments", "neighbors", "neighbours", "capitals", "powers", "republics"}
)
_EMPTY_IT = frozenset({"be", "seem", "appear", "rain", "take", "become", "happen", "turn", "look"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for somebody else's name. ``what``: person, thing, people, country, his country, two."""

    start: int
    end: int
    head: int
    what: str
    person: bool
    plural: bool
    region: str | None = None

    def resolve(self, reading: Reading, at: int) -> tuple[Party, ...]:
        """The parties meant; empty where that is not clear."""
        talk, number = reading.talk, reading.number
        key = reading.words[self.head].key
        if self.what == "two":
            return talk.two(number, at, self.person, reading.day)
        party: Party | None
        if self.what == "country":
            party = talk.country(number, at, region_members(self.region) if self.region else None)
        elif self.what == "own country":
            word = reading.words[self.start]
            owner = (talk.people if word.key == "their" else talk.body if word.key == "its" else talk.person)(number, word.start, False)
            party = Party(owner.code, "GOV", state_name(owner.code)) if owner and owner.code != "UNK" else None
        else:
            as_object = key in _OBJECTS or (key == "it" and not _is_subject(reading, self.head))
            if key == "it" and _is_empty(reading, self.head):
                return ()
            if self.what == "thing":
                party = talk.body(number, at, as_object, key == "its")
            else:
                party = (talk.person if self.what == "person" else talk.people)(number, at, as_object)
        return (party,) if party else ()


def _is_subject(reading: Reading, i: int) -> bool:
    token = reading.token(i)
    return token is None or token.dep_ in ("nsubj", "nsubjpass")


def _is_empty(reading: Reading, i: int) -> bool:
    """It is clear that ...: the pronoun means nobody."""
    token = reading.token(i)
    return token is not None and (token.dep_ == "expl" or (token.dep_ in ("nsubj", "nsubjpass") and token.head.lemma_ in _EMPTY_IT))


def find_references(words: Sequence[Word], hits: Mapping[int, Hit], taken: Container[int]) -> Iterator[Mention]:
    """The pronouns and descriptions of a sentence, from left to right; words that belong to a phrase already are left out."""
    i = 0
    while i < len(words):
        found = None if i in taken else _description(words, hits, i) or _pronoun(words, i)
        if found:
            yield found
        i = found.end if found else i + 1


def _pronoun(words: Sequence[Word], i: int) -> Mention | None:
    key = words[i].key
    if key in _PERSON:
        return Mention(i, i + 1, i, "person", True, False)
    if key in _THING and words[i].text != "IT":
        return Mention(i, i + 1, i, "thing", False, False)
    if key in _PEOPLE:
        return Mention(i, i + 1, i, "people", False, True)
    return None


def _description(words: Sequence[Word], hits: Mapping[int, Hit], i: int) -> Mention | None:
    key, after = words[i].key, words[i + 1].key if i + 1 < len(words) else ""
    if key == "both" or (key in ("the", "these") and after == "two"):
        j = i + 1 + (key != "both")
        j += j < len(words) and words[j].key == "the"
        if j < len(words) and words[j].key in _LEADERS | _SIDES:
            return Mention(i, j + 1, j, "two", words[j].key in _LEADERS, True)
    if key in ("his", "her", "its", "their") and after in ("country", "nation", "homeland"):
        return Mention(i, i + 2, i + 1, "own country", False, False)
    if key in ("the", "this", "that"):
        region = hits.get(i + 1)
        j = region.end if region and region.entry.sort is Sort.GROUP_ADJECTIVE else i + 1
        if j < len(words) and words[j].key in _COUNTRY and (j > i + 1 or words[j].key in ("country", "nation", "republic", "kingdom")):
            name = region.entry.party.name if region and j > i + 1 and region.entry.party else None
            return Mention(i, j + 1, j, "country", False, False, name)
    return None
