"""Tell places from governments: "met in Astana" is a place, "Astana asserted" is not. In: words, a phrase, what the preposition hangs
on. Out: bool.
"""

from __future__ import annotations

from collections.abc import Sequence

from equipoise.read.actors.gazetteer import Sort
from equipoise.read.actors.names import Phrase
from equipoise.read.actors.vocabulary import BEFORE_NAME, DIRECTIONS, EVENT_NOUNS, INVOLVED, SETTLEMENTS, WHERE
from equipoise.read.actors.words import Word

_MAYBE = frozenset({Sort.STATE, Sort.CAPITAL, Sort.PLACE, Sort.GROUP, Sort.SEAT})


def is_place(words: Sequence[Word], phrase: Phrase, before: tuple[Phrase, bool] | None, governor: str) -> bool:
    """Whether the phrase names where something happened. ``before`` is the phrase before with its own answer; ``governor`` the lemma
    of the word on which
    the preposition hangs ("" where there is no parse)."""
    if phrase.role is not None or phrase.sort not in _MAYBE:
        return False
    if phrase.sort is Sort.PLACE:
        return True
    if _is_part_of_event_name(words, phrase) or _follows_place(words, phrase, before):
        return True
    at = phrase.start - 1
    apposed = at - 1 if at > 0 and words[at].key == "," else at
    if at >= 0 and phrase.sort is Sort.CAPITAL and words[apposed].key in SETTLEMENTS:
        return True
    if phrase.end < len(words) and words[phrase.end].key == "'s":
        return False
    while at >= 0 and words[at].key in BEFORE_NAME and not (words[at].key == "of" and at and words[at - 1].key in DIRECTIONS):
        at -= 1
    if at > 0 and words[at].key == "of" and words[at - 1].key in DIRECTIONS:
        return True  # north of Baghdad
    if at < 0 or words[at].key not in WHERE:
        return False
    return not ({governor, words[at - 1].key if at else ""} & INVOLVED)


def _is_part_of_event_name(words: Sequence[Word], phrase: Phrase) -> bool:
    """The Minsk agreements, the Astana International Forum: the city is in the name, and did nothing."""
    if phrase.sort not in (Sort.CAPITAL, Sort.SEAT):
        return False
    for word in words[phrase.end : phrase.end + 3]:
        if word.key in EVENT_NOUNS:
            return word.capital or word is words[phrase.end]
        if not word.capital:
            return False
    return False


def _follows_place(words: Sequence[Word], phrase: Phrase, before: tuple[Phrase, bool] | None) -> bool:
    """Almaty, Kazakhstan: the state after its city, of the tables or not (in Arsal, Lebanon)."""
    if phrase.sort is not Sort.STATE or phrase.start < 3 or words[phrase.start - 1].key != ",":
        return False
    back = [w for w in words[max(0, phrase.start - 4) : phrase.start - 1] if not w.capital]
    if words[phrase.start - 2].capital and back and back[-1].key in WHERE:
        return True
    if before is None:
        return False
    city, was_place = before
    between = [w.key for w in words[city.end : phrase.start]]
    return was_place and between == [","] and city.party.code == phrase.party.code


def is_goal(words: Sequence[Word], at: int) -> bool:
    """Whether the name at an offset is where somebody goes: Kurds fled to Turkey, so they come from elsewhere."""
    before = next((i for i, w in enumerate(words) if w.start == at), 0) - 1
    return before >= 0 and words[before].key in ("to", "into", "towards")
