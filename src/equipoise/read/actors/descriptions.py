"""Find descriptions of states and bodies: the oil-rich kingdom, its eastern neighbour, the bloc, the world's most populous country. In:
words. Out: Described (which words, which states they fit). Whom they mean is settled in pronouns.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from equipoise.read.actors.gazetteer import Sort
from equipoise.read.actors.line import Hit
from equipoise.read.actors.vocabulary import BODY_HEADS, FUNCTION_WORDS
from equipoise.read.actors.words import Word
from equipoise.reference.descriptions import heads, modifiers, wholes

_MOST_WORDS = 7
_ARTICLES = frozenset({"the", "this", "that"})
_PLAIN = frozenset({"country", "nation", "republic", "kingdom", "island", "emirate", "sultanate", "principality", "monarchy"})
# Before these heads alone nothing is said about a state: "the state", "the territory", "the federation".
_BODIES = frozenset({"bloc", "alliance", "union", "grouping", "organisation", "organization"})
_BANDS = frozenset({"group", "movement", "militia", "organisation", "organization", "faction", "company", "firm"})
_NEIGHBOURS = frozenset({"neighbour", "neighbor"})
_SIDES = frozenset({"eastern", "western", "northern", "southern", "giant", "big", "larger", "smaller", "powerful", "immediate", "close",
                    "former", "northwestern", "northeastern", "southwestern", "southeastern", "small", "huge"})  # fmt: skip
_NOT_STATES = frozenset({"first", "only", "last", "other", "next", "same", "second", "host", "third", "federal", "member"})


@dataclass(frozen=True, slots=True)
class Described:
    """Words ``start`` to ``end`` that describe somebody. ``what``: country, whole, body, named body, band, neighbour. ``text``: the words
    of a whole, the head noun of a body named before, the side on which a neighbour lies."""

    start: int
    end: int
    what: str
    members: frozenset[str] | None = None
    text: str = ""


def describe(words: Sequence[Word], hits: Mapping[int, Hit], i: int) -> Described | None:
    """The description that begins at word i, if one does."""
    key = words[i].key
    if key in ("its", "their", "his", "her"):
        return _neighbour(words, i)
    if found := _whole(words, i):
        return found
    if key not in _ARTICLES:
        return None
    if _key(words, i + 1) in _BODIES and words[i + 1].text.islower():
        return Described(i, i + 2, "body")
    if _key(words, i + 1) in BODY_HEADS and i not in hits and _ends(words, hits, i + 2):
        return Described(i, i + 2, "named body", None, words[i + 1].text)
    if _key(words, i + 1) in _BANDS and words[i + 1].text.islower() and _key(words, i + 2) not in ("of", "'s"):
        return Described(i, i + 2, "band")
    return _country(words, hits, i)


def _ends(words: Sequence[Word], hits: Mapping[int, Hit], i: int) -> bool:
    """Whether the head noun before word i ends the phrase: not the court in Lyon, the council members."""
    hit = hits.get(i)
    return _key(words, i) not in ("of", "in", "from", "for", "at", "-") and not (hit and hit.entry.sort is Sort.ROLE)


def _country(words: Sequence[Word], hits: Mapping[int, Hit], i: int) -> Described | None:
    """The impoverished West African country: known words say which states it can be; one of them must, where others stand there, too."""
    limit = min(len(words), i + _MOST_WORDS)
    for end in range(limit, i + 1, -1):
        for size in (2, 1):
            start = end - size
            if start <= i:
                continue
            noun = _joined(words, start, end)
            if noun not in heads() or words[start].capital:
                continue
            members = _members(words, hits, i + 1, start)
            if members is None or (start == i + 1 and noun not in _PLAIN):
                return None
            own = heads()[noun]
            both = members & own if members and own else members or own
            return Described(i, end, "country", both or None)
    return None


def _members(words: Sequence[Word], hits: Mapping[int, Hit], start: int, end: int) -> frozenset[str] | None:
    """The states that the words before the noun fit (empty: all); None where they say that no state is meant."""
    found: frozenset[str] = frozenset()
    p, unknown = start, 0
    while p < end:
        size = next((n for n in (3, 2, 1) if p + n <= end and _joined(words, p, p + n) in modifiers()), 0)
        if size:
            fits = modifiers()[_joined(words, p, p + size)]
            found = found & fits if found else fits
            p += size
            continue
        word = words[p]
        hit = hits.get(p)
        named = hit is not None and hit.entry.sort is not Sort.ROLE
        if named or not (word.alpha or word.text == "-") or word.capital or word.key in _NOT_STATES or word.key in FUNCTION_WORDS:
            return None
        p, unknown = p + 1, unknown + 1
    return found if found or not unknown else None


def _whole(words: Sequence[Word], i: int) -> Described | None:
    if words[i].key not in _first_words():
        return None
    for end in range(min(len(words), i + 9), i + 1, -1):
        text = _joined(words, i, end).removeprefix("the ").replace(" 's", "'s")
        if text in wholes():
            return Described(i, end, "whole", None, text)
    return None


@cache
def _first_words() -> frozenset[str]:
    return frozenset({"the"} | {text.split()[0].removesuffix("'s") for text in wholes()})


def _neighbour(words: Sequence[Word], i: int) -> Described | None:
    j = i + 1
    while _key(words, j) in _SIDES:
        j += 1
    return Described(i, j + 1, "neighbour", None, _key(words, j - 1)) if _key(words, j) in _NEIGHBOURS else None


def _key(words: Sequence[Word], i: int) -> str:
    return words[i].key if 0 <= i < len(words) else ""


def _joined(words: Sequence[Word], start: int, end: int) -> str:
    out = ""
    for word in words[start:end]:
        out += word.key if word.text == "-" or out.endswith("-") or not out else " " + word.key
    return out.replace("’", "'")
