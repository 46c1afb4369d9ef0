"""Cut a sentence into words. In: text. Out: Word (offsets in that text). One pass, no parse; names are compared by ``key``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from equipoise.reference.states import plain

# U.S. and D.C. are one word; 's is its own; Al-Qaeda and N'Djamena fall into parts, and a name in the tables falls into the same parts.
_WORD = re.compile(r"(?:[A-Z]\.){2,}|['’][sS]\b|[^\W_]+|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence: ``text[start:end]``. ``key`` is lower case without accents; ``capital`` tells whether it begins with a
    capital.
    """

    text: str
    key: str
    start: int
    end: int
    capital: bool
    alpha: bool


def cut(text: str) -> list[Word]:
    """The words of a text in order.

    >>> [w.text for w in cut("The U.S. and Côte d’Ivoire's army")]
    ['The', 'U.S.', 'and', 'Côte', 'd', '’', 'Ivoire', "'s", 'army']
    """
    words = []
    for match in _WORD.finditer(text):
        found = match.group()
        key = found.lower() if found.isascii() else plain(found)
        words.append(Word(found, key, match.start(), match.end(), found[0].isupper(), found[0].isalnum()))
    return words


def keys(name: str) -> tuple[str, ...]:
    """A name as the finder compares it.

    >>> keys("Nagorno-Karabakh")
    ('nagorno', '-', 'karabakh')
    """
    return tuple(w.key for w in cut(name))
