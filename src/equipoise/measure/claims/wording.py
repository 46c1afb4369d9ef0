"""The words around a figure: how exactly it is meant, whether it tells of a change, a part of a year, or what is to come.

In: text, the place of the figure. Out: Bound, flags. Each pattern has an example in the tests.
"""

from __future__ import annotations

import re

from equipoise.measure.claims.assertion import Bound

_BEFORE = (
    (Bound.NEARLY, r"nearly|almost|close to|just under|approaching|not quite"),
    (Bound.AT_MOST, r"less than|fewer than|under|below|at most|no more than|not more than|up to|as much as"),
    (Bound.AT_LEAST, r"more than|over|above|at least|upwards? of|in excess of|well over|no less than|not less than|exceed(?:s|ed|ing)?"
                     r"|surpass(?:es|ed|ing)?|topp(?:ed|ing)|tops"),
    (Bound.ABOUT, r"about|around|approximately|approx\.|roughly|some|circa|ca\.|an estimated|estimated|just over|a little over|~|≈"),
)  # fmt: skip
_BOUNDS = tuple((bound, re.compile(rf"(?:(?<!\w)(?:{words}))\s*(?:(?:a|an|the|record|of)\s+)*$", re.I)) for bound, words in _BEFORE)
_MORE_AFTER = re.compile(r"\s*(?:\+|or more\b|at least\b)", re.I)
_LESS_AFTER = re.compile(r"\s*(?:or less\b|at most\b)", re.I)
_SO_AFTER = re.compile(r"\s*(?:or so\b|approximately\b)", re.I)
_ROUND = re.compile(r"\b(?:half|third|quarter|fifth|sixth|seventh|eighth|ninth|tenth|one in|out of)\b", re.I)

_UP = r"r[io]se|risen|rising|gr[eo]w|grown|growing|growth|increas\w+|jump\w*|surg\w+|climb\w*|gain\w*|expand\w*|soar\w*|up"
_DOWN = r"f[ea]ll|fallen|falling|dropp?\w*|declin\w+|decreas\w+|plung\w+|slump\w*|shr[aiu]nk\w*|contract\w+|down|slid"
_CHANGED = re.compile(
    rf"\b(?P<word>{_UP}|{_DOWN})(?:\s+(?:again|sharply|further|slightly))?(?:\s+(?:by|of))?\s+(?:[\w-]+\s+){{0,2}}$", re.I
)
_CHANGE_AFTER = re.compile(
    rf"\s*(?:percent|per cent|%)?\s*(?P<word>increase|growth|rise|jump|surge|gain|higher|more than|drop|fall|decline|decrease|lower"
    rf"|less than"
    rf"|year[- ]on[- ]year|{_UP}|{_DOWN})\b",
    re.I,
)
_LEVEL = re.compile(
    r"\b(?:to|at|for|below|above|under|past|beyond|of a total|totall?ing|worth)\s+"
    r"(?:(?:a|an|the|record|nearly|almost|about|around|over|more than)\s+)*$",
    re.I,
)
_FROM = re.compile(r"\bfrom\s+(?:[\w-]+\s+)?$", re.I)
_DOWNWARD = re.compile(rf"^(?:{_DOWN}|drop|fall|decline|decrease|lower|less than)$", re.I)

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_PART_OF_YEAR = re.compile(
    r"\b(?:first|last|past|previous|next|\d+|two|three|four|six|seven|eight|nine|ten|eleven)\s+(?:\w+\s+)?(?:months?|weeks)\b"
    r"|\bhalf[- ]year\b"
    r"|\b(?:first|second|third|fourth|last|previous)[- ](?:half|quarter)\b(?!\s+of\s+(?:its|their|all)\b)|\bQ[1-4]\b"
    rf"|\b(?:in|during|for|since|through|to)\s+(?:{_MONTHS})\b|\b(?:{_MONTHS})\s?[-–—]\s?(?:{_MONTHS})\b"
    r"|\b(?:monthly|quarterly|daily|per month|a month|so far this year|year to date)\b",
)
_SEVERAL_YEARS = re.compile(
    r"\b(?:over|in|during|for|within)\s+(?:the\s+)?(?:last|past|next)\s+(?!year\b)[\w-]+\s+(?:years|decades?)\b|\bsince (?:19|20)\d\d\b",
    re.I,
)
_TO_COME = re.compile(
    r"\b(?:will|would|could|(?-i:may)|might|should|shall|plans?|planned|planning|aims?|aimed|aiming|hopes?|expect\w*|target\w*|intend\w*|goal|seeks?|sought"
    r"|wants?|potential\w*|forecast\w*|predict\w*|project(?:s|ed)|set to|going to|pledg\w+|agreed to|by (?:20[3-9]\d|2[1-9]\d\d)|if)\b",
    re.I,
)
_PAST = re.compile(
    r"\b(?:was|were|had|amounted|reached|totall?ed|stood|exceeded|surpassed|accounted|went|came|fell|rose|grew|made|hit|ranked|bought|sold|exported"
    r"|imported|supplied|constituted|represented|received|topped|increased|decreased|dropped|declined|jumped|used to be)\b",
    re.I,
)
_NOT = re.compile(r"\b(?:not|no longer|never|nor|isn['’]t|wasn['’]t|ceased to be|denies|denied)\b", re.I)


def bound(text: str, start: int, end: int) -> Bound:
    """How exactly the figure at start..end is meant; a fraction in words ("a quarter") is a round figure."""
    before = text[max(0, start - 40) : start]
    for kind, pattern in _BOUNDS:
        if pattern.search(before):
            return kind
    for kind, pattern in ((Bound.AT_LEAST, _MORE_AFTER), (Bound.AT_MOST, _LESS_AFTER), (Bound.ABOUT, _SO_AFTER)):
        if pattern.match(text, end):
            return kind
    return Bound.ABOUT if _ROUND.search(text[start:end]) else Bound.EXACT


def step(figure: str, value: float) -> float:
    """The step that a figure is written to: "27 billion" to whole billions, "26.1" to tenths. 0 where no digits are written.

    >>> step("$27 billion", 27e9), step("19.4 percent", 19.4)
    (1000000000.0, 0.1)
    """
    digits = re.search(r"\d[\d,]*(?:\.(?P<part>\d+))?", figure)
    if digits is None:
        return 0.0
    written = float(digits[0].replace(",", ""))
    scale = abs(value) / written if written else 0.0
    return round(scale * 10.0 ** -len(digits["part"] or ""), 9)


def change(text: str, start: int, end: int) -> int:
    """1 where the figure says by how much something rose, -1 where fell, 0 where it is a level."""
    before = text[max(0, start - 50) : start]
    found = None if _LEVEL.search(before) else _CHANGED.search(before)
    found = found or _CHANGE_AFTER.match(text, end)
    return 0 if found is None else -1 if _DOWNWARD.match(found["word"]) else 1


def is_earlier_level(text: str, start: int) -> bool:
    """Whether the figure is the first of "from 20 to 27"."""
    return bool(_FROM.search(text[max(0, start - 25) : start])) and " to " in text[start : start + 60]


def part_of_year(text: str) -> bool:
    """Whether the sentence speaks of months or quarters."""
    return _PART_OF_YEAR.search(text) is not None


def several_years(text: str) -> bool:
    """Whether the sentence speaks of several years together."""
    return _SEVERAL_YEARS.search(text) is not None


def is_to_come(text: str, end: int) -> bool:
    """Whether what is said is planned, possible or to come; words after the figure's clause do not count."""
    clause = re.split(r"[;:]|, (?:and|but|while|which|where)\b", text[:end])[-1]
    return _TO_COME.search(clause) is not None


def is_past(text: str) -> bool:
    """Whether the sentence is told in the past tense."""
    return _PAST.search(text) is not None


def is_negated(text: str) -> bool:
    """Whether the words say that it is not so."""
    return _NOT.search(text) is not None
