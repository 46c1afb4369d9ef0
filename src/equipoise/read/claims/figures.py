"""Find figures in a sentence: amounts of money, shares, ranks. In: text. Out: Figure, sorted, not overlapping.

Counts need a parse and are in ``counts``.

Values are absolute: scale words are multiplied out, fractions become percent, a rank's unit is ``rank``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from equipoise.read.claims.money import CODES, LARGEST, ORDINALS, PARTS, SCALES, SIGNS, SMALL, TENS, WORDS, number_of
from equipoise.words.claim import ClaimKind


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text. Offsets are those of the text that was searched. ``counted`` is the noun counted,
    None elsewhere."""

    start: int
    end: int
    kind: ClaimKind
    value: float
    unit: str | None
    counted: str | None = None


_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_TENS = "|".join(TENS)
_SMALL = "|".join(sorted(SMALL, key=len, reverse=True))
NUMBER = rf"(?:{_DIGITS}|(?:{_TENS})(?:[- ](?:{_SMALL}))?|(?:{_SMALL})(?:\s+and\s+a\s+half)?)"
_SCALE = r"(?:hundred|thousand|millions?|billions?|trillions?|mln|bln|trn|mn|bn|tn)"
_SCALE_SHORT = r"(?:\s?[-]?\s?(?:hundred|thousand|millions?|billions?|trillions?|mln|bln|trn|mn|bn|tn|[mbk](?![\w/])))"
_SIGN = "|".join(re.escape(s) for s in sorted(SIGNS, key=len, reverse=True))
_CODE = "|".join(sorted(CODES))
_WORD = "|".join(re.escape(w) for w in sorted(WORDS, key=len, reverse=True))
_TO = r"(?:\s?[-–—]\s?|\s+(?:to|and|or)\s+)"

_SIGNED = re.compile(
    rf"(?<![\w$€£])(?P<sign>{_SIGN})\s?(?P<number>{_DIGITS})(?P<scale>{_SCALE_SHORT})?"
    rf"(?:{_TO}(?:{_SIGN})?\s?(?P<number2>{_DIGITS})(?P<scale2>{_SCALE_SHORT})?)?(?![\w])",
    re.I,
)
# "USD100" is money, "COP27" is a meeting: only the common codes may touch their number.
_CODED = re.compile(
    rf"(?<!\w)(?P<sign>(?:USD|EUR|GBP|JPY|CNY|RUB|KZT|CHF)(?=\s?\d)|(?:{_CODE})(?=\s\d))\s?(?P<number>{_DIGITS})(?P<scale>{_SCALE_SHORT})?(?!\w)"
)
_NAMED = re.compile(
    rf"(?<![\w.,$€£-])(?P<number>{NUMBER})(?:{_TO}(?P<number2>{NUMBER}))?(?P<scale>(?:\s?-?{_SCALE}){{1,2}})?"
    rf"(?:\s+of)?[\s-]+(?P<sign>(?:(?:{_WORD})(?:s|es)?|{_CODE}))(?!\w)",
    re.I,
)
_PERCENT = re.compile(
    rf"(?<![\w.,$-])(?P<number>[-−]?{NUMBER})(?:{_TO}(?P<number2>{NUMBER}))?[\s-]?"
    r"(?P<unit>%|percentage points?|percent|per cent|pct\b)",
    re.I,
)
_FRACTION = re.compile(
    r"\b(?P<top>a|an|one|two|three|four|five|six|seven|eight|nine)[\s-](?P<part>third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s?"
    r"(?=\s+(?:of\s+(?!a century|an hour|a year)|the\s))|\b(?P<half>half)(?=\s+(?:of\s|the\s|its\s|their\s|his\s|her\s|all\s|our\s))",
    re.I,
)
_ONE_IN = re.compile(rf"\b(?P<top>one|two|three|four|nine)\s+(?:in|out\s+of)\s+(?:every\s+)?(?P<whole>{_SMALL}|hundred|\d{{1,3}})\b", re.I)
_BEST = (
    r"largest|biggest|greatest|highest|longest|richest|wealthiest|smallest|lowest|poorest|oldest|tallest|deepest|fastest|strongest|busiest|heaviest"
    r"|cheapest|youngest|top|leading|ranked|ranking|most[\s-]\w+|least[\s-]\w+|best|worst"
)
_ORDINAL = "|".join(ORDINALS) + r"|\d{1,3}(?:st|nd|rd|th)"
_RANKED = re.compile(rf"\b(?P<nth>{_ORDINAL})[\s-](?P<best>{_BEST})\b", re.I)
_PLACE = re.compile(
    rf"\b(?:rank(?:s|ed|ing)?|plac(?:es|ed)|came|comes|finish(?:ed|es)?)\s+(?:in\s+)?(?P<nth>{_ORDINAL})\b|\bin\s+(?P<nth2>{_ORDINAL})\s+place\b",
    re.I,
)
_NUMBER_ONE = re.compile(r"\b(?:[Nn]umber|[Nn]o\.|№)\s?(?P<n>one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s+(?=[a-z])")
_FIRST = re.compile(
    r"\b(?P<best>largest|biggest|highest|longest|richest|wealthiest|smallest|lowest|poorest|oldest|tallest|deepest|most\s+populous)\b(?![\s-]ever)",
    re.I,
)
_ONE_OF = re.compile(r"\b(?:one|some|two|three|many|among|several)\s+(?:of\s+)?(?:the|its|his|their|\w+['’]s?)\s+(?:\S+\s+){0,2}$", re.I)


def find_figures(text: str) -> list[Figure]:
    """Amounts, shares and ranks of a text, sorted; of overlapping readings the one found first in the order amount, share, rank is kept.

    >>> [(f.value, f.unit) for f in find_figures("Trade hit $27 billion, a third of it oil; it is the fifth-largest partner.")]
    [(27000000000.0, 'USD'), (33.333333, 'percent'), (5.0, 'rank')]
    """
    kept: list[Figure] = []
    for figure in (*_amounts(text), *_shares(text), *_ranks(text)):
        if abs(figure.value) <= LARGEST and all(figure.end <= k.start or figure.start >= k.end for k in kept):
            kept.append(figure)
    return sorted(kept, key=lambda f: (f.start, f.end))


def _scale(words: str | None) -> float:
    found = re.findall(r"[a-z]+", (words or "").lower())
    return math.prod(SCALES.get(word, SCALES.get(word.removesuffix("s"), 1.0)) for word in found)


def _currency(words: str) -> str:
    low = words.lower()
    name = (
        WORDS.get(low) or WORDS.get(low.removesuffix("s")) or WORDS.get(low.removesuffix("es")) or WORDS.get(low.replace("pounds", "pound"))
    )
    if name is None and low == "hryvnias":
        name = "UAH"
    signs = {k.lower(): v for k, v in SIGNS.items()}
    found = name or signs.get(low) or words.upper()
    return "CNY" if found == "RMB" else found


def _pair(m: re.Match[str], kind: ClaimKind, unit: str) -> Iterator[Figure]:
    """One figure, or both ends of a range; a scale word after the second number counts for both."""
    groups = m.groupdict()
    second = groups.get("number2")
    shared = groups.get("scale2") or groups.get("scale")
    first = number_of(m["number"].replace("−", "-") if m["number"][0] not in "-−" else m["number"][1:])
    if first is None:
        return
    sign = -1.0 if m["number"][0] in "-−" else 1.0
    value = sign * first * _scale(groups.get("scale") or (shared if second else None))
    if second is None:
        yield Figure(m.start(), m.end(), kind, _clean(value), unit)
        return
    yield Figure(m.start(), m.end("number"), kind, _clean(value), unit)
    other = number_of(second)
    if other is not None:
        yield Figure(m.start("number2"), m.end(), kind, _clean(other * _scale(shared)), unit)


def _clean(value: float) -> float:
    return round(value, 6)


def _amounts(text: str) -> Iterator[Figure]:
    for m in _SIGNED.finditer(text):
        yield from _pair(m, ClaimKind.AMOUNT, _currency(m["sign"]))
    for pattern in (_CODED, _NAMED):
        for m in pattern.finditer(text):
            if m["sign"].lower() in ("real", "won", "pound", "pounds", "som") and not re.search(r"\d|illion|thousand", m[0]):
                continue  # "two won", "one real chance": words that are seldom money
            yield from _pair(m, ClaimKind.AMOUNT, _currency(m["sign"]))


def _shares(text: str) -> Iterator[Figure]:
    for m in _PERCENT.finditer(text):
        points = m["unit"].lower().startswith("percentage")
        yield from _pair(m, ClaimKind.SHARE, "percentage points" if points else "percent")
    for m in _FRACTION.finditer(text):
        part = 1 if m["half"] else SMALL.get(m["top"].lower(), 1)
        whole = 2 if m["half"] else PARTS[m["part"].lower()]
        if part < whole:
            yield Figure(m.start(), m.end(), ClaimKind.SHARE, _clean(100 * part / whole), "percent")
    for m in _ONE_IN.finditer(text):
        top, whole_of = number_of(m["top"]), number_of(m["whole"])
        if top and whole_of and 1 < top + 1 < whole_of:
            yield Figure(m.start(), m.end(), ClaimKind.SHARE, _clean(100 * top / whole_of), "percent")


def _nth(word: str) -> float:
    digits = re.match(r"\d+", word)
    return float(digits[0]) if digits else float(ORDINALS[word.lower()])


def _ranks(text: str) -> Iterator[Figure]:
    for m in _RANKED.finditer(text):
        yield Figure(m.start(), m.end(), ClaimKind.RANK, _nth(m["nth"]), "rank")
    for m in _PLACE.finditer(text):
        yield Figure(m.start(), m.end(), ClaimKind.RANK, _nth(m["nth"] or m["nth2"]), "rank")
    for m in _NUMBER_ONE.finditer(text):
        value = number_of(m["n"])
        if value:
            yield Figure(m.start(), m.end("n"), ClaimKind.RANK, value, "rank")
    for m in _FIRST.finditer(text):
        if not _ONE_OF.search(text[max(0, m.start() - 60) : m.start()]):
            yield Figure(m.start(), m.end(), ClaimKind.RANK, 1.0, "rank")
