"""Facts about English that both reading and the ledger need: words of a text, their stems, which words carry meaning, how adjectives judge.

In: plain text. Out: words with their offsets, stems, figures. No grammar: the parse belongs to read/.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

# Three alternatives that cannot overlap, so matching is linear in the length of the text.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[%$€£¥]")
_QUOTED = re.compile(r"[“\"«]([^“”\"«»\n]{12,300})[”\"»]")

_LISTS = tomllib.loads(files("equipoise.reference").joinpath("data/english.toml").read_text(encoding="utf-8"))
STOPWORDS: frozenset[str] = frozenset(_LISTS["stop"].split())
"""Words that say little about what a sentence is about."""
COMMON: frozenset[str] = frozenset(_LISTS["common"].split())
"""Content words so common in news about states that sharing them is weak evidence."""
NEGATIONS: frozenset[str] = frozenset(_LISTS["negations"].split())
FRAME_WORDS: frozenset[str] = frozenset(_LISTS["frame"].split())
"""Words by which a site's own lines around a text show themselves."""
NUMBER_WORDS: dict[str, str] = _LISTS["numbers"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, lower case, with its offsets in the text; ``capital`` where it was written with a capital letter."""

    text: str
    start: int
    end: int
    capital: bool


def words(text: str, at: int = 0) -> list[Word]:
    """The words, figures and currency signs of a text in order; offsets count from ``at``.

    A possessive ending and an apostrophe's shape make no difference.

    >>> [w.text for w in words("Astana’s $1.5bn deal isn't dead")]
    ['astana', '$', '1.5', 'bn', 'deal', "isn't", 'dead']
    """
    found = []
    for m in _WORD.finditer(text):
        raw = m.group()
        low = raw.lower().replace("’", "'")
        if low.endswith("'s") and low not in {"it's", "let's"}:
            low = low[:-2]
        found.append(Word(low, at + m.start(), at + m.end(), raw[0].isupper()))
    return found


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A word without its common endings, so that forms of one word agree; not a dictionary form.

    >>> [stem(w) for w in ("visited", "visits", "visiting", "countries", "stopped", "Russian", "increasingly")]
    ['visit', 'visit', 'visit', 'country', 'stop', 'russia', 'increas']
    """
    w = word.lower().replace("’", "'")
    w = w[:-2] if w.endswith("'s") else w
    if len(w) < 4 or not w.isalpha():
        return w
    if w.endswith("ly") and len(w) > 5:
        w = w[:-2]
    if w.endswith("ies") and len(w) > 4:
        return w[:-3] + "y"
    if w.endswith(("sses", "shes", "ches", "xes")):
        w = w[:-2]
    elif w.endswith("s") and not w.endswith(("ss", "us", "is")):
        w = w[:-1]
    for ending in ("ing", "ied", "ed"):
        if w.endswith(ending) and len(w) - len(ending) >= 3 and any(v in w[: -len(ending)] for v in "aeiouy"):
            w = w[: -len(ending)] + ("y" if ending == "ied" else "")
            if len(w) > 3 and w[-1] == w[-2] and w[-1] not in "lsz":
                w = w[:-1]
            break
    if w.endswith("ian") and len(w) > 5:  # Russian, Ukrainian, Italian: with Russia, Ukraine, Italy they share the stem's beginning
        w = w[:-1]
    for ending in ("ment", "ness", "ation", "ion", "ern", "ity", "ive", "ent", "ant", "ance", "ence"):
        if w.endswith(ending) and len(w) - len(ending) >= 4:
            w = w[: -len(ending)]
            break
    return w[:-1] if w.endswith("e") and len(w) > 4 else w


def is_content(word: str) -> bool:
    """True where a word says what a sentence is about."""
    return len(word) > 1 and word not in STOPWORDS


def is_negation(word: str) -> bool:
    """True for words that turn a sentence round.

    >>> is_negation("didn't"), is_negation("notable")
    (True, False)
    """
    return word in NEGATIONS or word.endswith("n't")


def figure_of(word: str) -> str | None:
    """What a figure or number word means as text that compares; None for other words.

    >>> figure_of("1,000"), figure_of("27"), figure_of("three"), figure_of("trade")
    ('1000', '27', '3', None)
    """
    if word[:1].isdigit():
        whole = re.sub(r",(?=\d{3}(?:\D|$))", "", word)
        return whole.replace(",", ".")
    return NUMBER_WORDS.get(word)


def quotation_spans(text: str) -> list[tuple[int, int]]:
    """Where the words inside quotation marks stand, at least 12 characters long, in order and not overlapping."""
    return [m.span(1) for m in _QUOTED.finditer(text)]


@cache
def judgements() -> dict[str, tuple[str, int]]:
    """Adjective -> (what it judges, -1 unfavourable, 0 sober or +1 favourable); the file's comment says how they were chosen."""
    data = tomllib.loads(files("equipoise.reference").joinpath("data/judgements.toml").read_text(encoding="utf-8"))
    signs = {"unfavourable": -1, "sober": 0, "favourable": 1}
    return {word: (about, signs[side]) for about, sides in data.items() for side, listed in sides.items() for word in listed.split()}
