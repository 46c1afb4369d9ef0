"""Find pronouns and descriptions that stand for somebody named before: he, it, the country, both leaders. In: words. Out: Mention,
which resolves itself.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from equipoise.read.actors.descriptions import Described, describe
from equipoise.read.actors.line import Hit
from equipoise.read.actors.vocabulary import AFTER_PERSON, RIVAL, TITLES
from equipoise.read.actors.words import Word
from equipoise.reference.descriptions import modifiers, neighbours, wholes
from equipoise.reference.sectors import Role
from equipoise.reference.states import state_name
from equipoise.words.actor import Party

if TYPE_CHECKING:
    from equipoise.read.actors.finder import Reading

_PERSON = frozenset({"he", "she", "him", "his", "her"})
_THING = frozenset({"it", "its"})
_PEOPLE = frozenset({"they", "them", "their"})
_OBJECTS = frozenset({"him", "them"})
_LEADERS = frozenset({"leaders", "presidents", "ministers", "premiers", "men", "diplomats", "statesmen"})
_SIDES = frozenset(
    {"sides", "countries", "nations", "states", "parties", "governments", "neighbors", "neighbours", "capitals", "powers", "republics"}
)
_WE = frozenset({"we", "our", "us"})
_MARKS = frozenset({'"', "“", "”"})
_EMPTY_IT = frozenset({"be", "seem", "appear", "rain", "take", "become", "happen", "turn", "look"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for somebody else's name. ``what``: person, thing, people, speaker, country, own country, two, koreas."""

    start: int
    end: int
    head: int
    what: str
    person: bool
    plural: bool
    described: Described | None = None
    role: Role | None = None  # the court's spokesman

    def resolve(self, reading: Reading, at: int) -> tuple[Party, ...]:
        """The parties meant; empty where that is not clear."""
        talk, number = reading.talk, reading.number
        key = reading.words[self.head].key
        if self.what == "two":
            return talk.two(number, at, self.person, reading.day)
        if self.what == "koreas":
            return tuple(Party(code, "GOV", state_name(code)) for code in ("KOR", "PRK"))
        if self.what == "speaker":
            return _speaking(reading.speaker(at))
        if self.what == "people" and key != "them" and (joint := talk.joint(number, at)):
            return joint
        party: Party | None
        if self.described:
            party = _described(reading, self.described, at)
            if party and self.role:
                party = Party(party.code, self.role.sector or party.sector, party.name)
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


def _described(reading: Reading, found: Described, at: int) -> Party | None:
    """Whom a description means; after a comma ("Oman, the Gulf sultanate, ...") the one named before it."""
    talk, number = reading.talk, reading.number
    if apposed := reading.apposed_to(found.start):
        return apposed
    if found.what == "body":
        return talk.organisation(number, at)
    if found.what == "named body":
        return talk.named_body(found.text)
    if found.what == "band":
        return talk.band(number, at)
    if found.what == "neighbour":
        word = reading.words[found.start]
        owner = (talk.people if word.key == "their" else talk.body)(number, word.start, False)
        beyond = neighbours(owner.code, found.text) if owner else frozenset()
        if len(beyond) == 1:
            (only,) = beyond
            return Party(only, "GOV", state_name(only))
        near = talk.country(number, at, beyond) if beyond else None
        return near or (talk.only_other(number, at, owner.code) if owner else None)
    if found.what == "whole":
        code = next((k.code for k in wholes()[found.text] if k.holds(reading.day)), None)
        return Party(code, "GOV", state_name(code)) if code else None
    return talk.country(number, at, found.members)


def _speaking(speaker: Party | None) -> tuple[Party, ...]:
    """We, said by an official: the state or body that he speaks for."""
    if speaker is None or speaker.code == "UNK":
        return ()
    return (Party(speaker.code, speaker.sector, state_name(speaker.code)),)


def _is_subject(reading: Reading, i: int) -> bool:
    token = reading.token(i)
    return token is None or token.dep_ in ("nsubj", "nsubjpass")


def _is_empty(reading: Reading, i: int) -> bool:
    """It is clear that ...: the pronoun means nobody."""
    token = reading.token(i)
    return token is not None and (token.dep_ == "expl" or (token.dep_ in ("nsubj", "nsubjpass") and token.head.lemma_ in _EMPTY_IT))


def find_references(words: Sequence[Word], hits: Mapping[int, Hit], taken: Container[int]) -> Iterator[Mention]:
    """The pronouns and descriptions of a sentence, from left to right; words that belong to a phrase already are left out."""
    i, quoted = 0, quoted_words(words)
    while i < len(words):
        found = None if i in taken else _description(words, hits, i) or _pronoun(words, i, quoted)
        if found:
            yield found
        i = found.end if found else i + 1


def quoted_words(words: Sequence[Word]) -> frozenset[int]:
    """The words inside quotation marks; a mark that is not closed reaches to the end."""
    inside, out = False, []
    for i, word in enumerate(words):
        if word.text in _MARKS:
            inside = word.text == "“" or (word.text == '"' and not inside)
        elif inside:
            out.append(i)
    return frozenset(out)


def _ends_phrase(words: Sequence[Word], i: int) -> bool:
    """Whether a title ends here: the prince flew, the colonel was; not the general staff."""
    if i >= len(words) or not words[i].alpha:
        return i >= len(words) or words[i].text in (",", ".", ";") or words[i].key == "'s"
    return words[i].key in AFTER_PERSON or (words[i].key.endswith("ed") and words[i].text.islower())


def _pronoun(words: Sequence[Word], i: int, quoted: Container[int]) -> Mention | None:
    key = words[i].key
    if key in _WE and i in quoted and words[i].text[1:].islower():
        return Mention(i, i + 1, i, "speaker", False, True)
    if key in _PERSON:
        return Mention(i, i + 1, i, "person", True, False)
    if key in _THING and words[i].text != "IT":
        return Mention(i, i + 1, i, "thing", False, False)
    if key in _PEOPLE:
        return Mention(i, i + 1, i, "people", False, True)
    return None


def _description(words: Sequence[Word], hits: Mapping[int, Hit], i: int) -> Mention | None:
    key, after = words[i].key, words[i + 1].key if i + 1 < len(words) else ""
    if key == "the" and after == "sides":
        return Mention(i, i + 2, i + 1, "two", False, True)
    if key == "both" or (key in ("the", "these") and after == "two"):
        j = i + 1 + (key != "both")
        j += j < len(words) and words[j].key == "the"
        j += j + 1 < len(words) and (words[j].key in modifiers() or words[j].key in RIVAL)
        if j < len(words) and words[j].key == "koreas":
            return Mention(i, j + 1, j, "koreas", False, True)
        if j < len(words) and words[j].key in _LEADERS | _SIDES:
            return Mention(i, j + 1, j, "two", words[j].key in _LEADERS, True)
    if key == "the" and after in TITLES and _ends_phrase(words, i + 2):
        return Mention(i, i + 2, i + 1, "person", True, False)
    if key in ("his", "her", "its", "their") and after in ("country", "nation", "homeland"):
        return Mention(i, i + 2, i + 1, "own country", False, False)
    if found := describe(words, hits, i):
        end, role = _past_role(words, hits, found.end)
        return Mention(i, end, end - 1, "country", bool(role and role.person and not role.plural), False, found, role)
    return None


def _past_role(words: Sequence[Word], hits: Mapping[int, Hit], end: int) -> tuple[int, Role | None]:
    """Past the office of "the court's spokesman", where no name follows."""
    if end >= len(words) or words[end].key != "'s":
        return end, None
    for p in range(end + 1, min(end + 4, len(words))):
        hit = hits.get(p)
        if hit and hit.entry.role:
            named = hit.end < len(words) and (words[hit.end].capital or hit.end in hits)
            return (end, None) if named else (hit.end, hit.entry.role)
        if hit or not words[p].text.islower():
            break
    return end, None
