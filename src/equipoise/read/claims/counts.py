"""Find counts in a parsed sentence: 106 products, three weeks, 1.2 million barrels per day. In: text, parse. Out: Figure.

A number counts when a noun is counted by it; dates, ages, scores, names with a number in them and "the two leaders" are no counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from equipoise.read.claims.figures import NUMBER, Figure
from equipoise.read.claims.money import number_of
from equipoise.words.claim import ClaimKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SCALE = r"hundred|thousand|million|billion|trillion|mln|bln|mn|bn"
_NUMBERS = re.compile(
    rf"(?<![\w.,:/$€£#№+-])(?P<number>(?:(?:a|two|three|half a)\s)?dozen|{NUMBER}(?:[\s-](?:{_SCALE}))*)(?![\w%]|[.,:/]\d)", re.I
)
_UNITS = (
    r"barrels|tons|tonnes|cubic met(?:er|re)s|kilomet(?:er|re)s|km|miles|met(?:er|re)s|hectares|acres|gigawatts|megawatts|GW|MW|TWh|GWh"
    r"|MWh|kWh|bcm|mcm|mtpa|bpd|litres|liters|kg|kilograms|degrees"
)
_MEASURED = re.compile(
    rf"[\s-](?P<unit>(?:square |metric |short |cubic )?(?:{_UNITS}|kilomet(?:er|re)|mile|barrel|ton|tonne|met(?:er|re))(?!\w)"
    r"(?:\s?(?:per|a|an|/)\s?(?:day|year|month|hour))?)",
)
_HARMED = re.compile(r"\s+(?:others?\s+)?(?:were\s+)?(?:injured|wounded|killed|dead|detained|arrested|missing|displaced)\b", re.I)
_PER = re.compile(r"\s?(?:per|a|an|/)\s?(?P<per>day|week|year|month|hour|capita|annum)\b")
TIMES = ("day", "week", "month", "year", "decade", "hour", "minute", "century", "night", "fortnight")
_TIME = "|".join(TIMES)
_A_WHILE = re.compile(
    r"\b(?:for|within|lasted|lasting|over|after)\s+(?:about\s+|almost\s+|nearly\s+|just\s+)?"
    rf"(?P<a>an?)\s+(?P<unit>{_TIME})\b(?!\s+of)",
    re.I,
)
_AGE = re.compile(r"[\s-]*years?[\s-]old|\s+years?\s+of\s+age", re.I)
_HELD_BACK = frozenset(("the", "these", "those", "both", "this", "that"))  # "the two sides" points back
_NO_NOUNS = frozenset(("percent", "pm", "am", "a.m.", "p.m.", "o'clock", "gmt", "utc", "thing", "things", "side", "sides", "ones"))
_NAMES = (
    "article resolution chapter page section flight route room level type phase part grade number no no. channel highway point version "
    "clause aged age act figure table line"
)
_NAMES_BEFORE = frozenset(_NAMES.split())


def find_counts(text: str, doc: Doc, taken: Sequence[tuple[int, int]]) -> list[Figure]:
    """Counts of a sentence that do not overlap ``taken`` (dates, other figures), sorted.

    An empty parse gives only measured units."""
    at = {token.idx: token for token in doc}
    kept: list[Figure] = []
    for figure in (*_numbers(text, at, taken), *_whiles(text)):
        spans = (*taken, *((k.start, k.end) for k in kept))
        if all(figure.end <= a or figure.start >= b for a, b in spans):
            kept.append(figure)
    return sorted(kept, key=lambda f: (f.start, f.end))


def _numbers(text: str, at: dict[int, Token], taken: Sequence[tuple[int, int]]) -> Iterator[Figure]:
    for m in _NUMBERS.finditer(text):
        value = number_of(m["number"])
        if value is None or any(m.start() < b and a < m.end() for a, b in taken) or _AGE.match(text, m.end()):
            continue
        unit = _unit(text, m, at)
        if unit is not None and not (value == 1 and m["number"].lower() == "one"):
            yield Figure(m.start(), m.end("number"), ClaimKind.COUNT, value, unit, unit)


def _unit(text: str, m: re.Match[str], at: dict[int, Token]) -> str | None:
    measured = _MEASURED.match(text, m.end())
    if measured:
        return re.sub(r"\s?(?:\b(?:per|a|an)\b|/)\s?", " per ", measured["unit"])
    if _HARMED.match(text, m.end()):
        return "people"
    token, last = at.get(m.start()), at.get(text.rfind(" ", m.start(), m.end("number")) + 1 or m.start())
    noun = _counted(last) if last is not None else None
    if noun is None or token is None or _points_back(token, noun, m):
        return None
    per = _PER.match(text, noun.idx + len(noun.text))
    return f"{noun.lower_} per {per['per']}" if per else noun.lower_


def _counted(token: Token) -> Token | None:
    """The noun that a number word counts, climbing over the number's own parts."""
    head = token
    for _ in range(4):
        if head.head == head:
            return None
        dep, head = head.dep_, head.head
        if (head.pos_ == "NOUN" or head.tag_ == "NNPS") and dep in ("nummod", "compound", "quantmod", "amod", "npadvmod", "appos"):
            near = 0 < head.i - token.i <= 6
            return head if near and head.lower_ not in _NO_NOUNS and head.is_alpha else None
        if head.pos_ not in ("NUM", "ADV", "SYM"):
            return None
    return None


def _points_back(token: Token, noun: Token, m: re.Match[str]) -> bool:
    before = token.nbor(-1) if token.i > 0 else None
    if before is None:
        return False
    if before.lower_ in _NAMES_BEFORE or (before.pos_ == "PROPN" and before.dep_ in ("compound", "nmod") and before.is_alpha):
        return True
    small = m["number"].isalpha()
    return small and (before.lower_ in _HELD_BACK or before.tag_ in ("PRP$", "POS")) and noun.lower_.rstrip("s") not in TIMES


def _whiles(text: str) -> Iterator[Figure]:
    for m in _A_WHILE.finditer(text):
        yield Figure(m.start("a"), m.end(), ClaimKind.COUNT, 1.0, m["unit"].lower(), m["unit"].lower())
