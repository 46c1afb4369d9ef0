"""One clue to when a text was written, and the sentences that clues are looked for in. In: text, furniture. Out: Clue, TextSentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from equipoise.read.dates.find import find_words
from equipoise.read.dates.vocabulary import DateWords
from equipoise.reference.anchors import plain
from equipoise.words.text import Boilerplate, Span

if TYPE_CHECKING:
    import numpy as np

    Weights = Callable[[np.ndarray], np.ndarray]

LEAD_CHARS = 700  # of a text, title included, that tell its news
_ABBREVIATED = r"(?<=\bSt\.)|(?<=\bMr\.)|(?<=\bMs\.)|(?<=\bDr\.)|(?<=\bGen\.)|(?<=\bU\.S\.)|(?<=\bU\.N\.)|(?<=\bNo\.)"
_SENTENCE = re.compile(rf"[^.!?\n]+(?:[.!?](?:(?!\s|$|[”\"’'])|{_ABBREVIATED})[^.!?\n]*)*[.!?]?[”\"’']?")
AHEAD = re.compile(
    r"\b(?:will|shall|is to|are to|is due|are due|set to|scheduled|upcoming|is expected|are expected|is set to|are set to"
    r"|slated|for release|release date|in time for|hits? (?:theat(?:er|re)s|cinemas|shelves)"
    r"|to be held|to be signed|to be opened|to take place|is going to|plans? to|invit(?:es|ed|ing|ations?)|would)\b",
    re.I,
)
PASSED = re.compile(r"\b(?:after|since|following|when|despite|during)\b", re.I)
_SCHEDULED = re.compile(  # "the fair opens on 3 May 2012": a plan in the present tense
    r"\b(?:opens|begins|starts|returns|arrives|premi[eè]res|debuts|expires|ends|takes place|kicks off|comes out|airs|runs)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_DONE_IN = re.compile(  # "a party founded in 2012 will run": what comes after the year is not the year's
    r"\b(?:founded|created|established|formed|born|built|launched|introduced|elected|signed|opened|released|published|died|began|started)"
    r"(?: again)? (?:in|on) (?:early |late |mid-)?$"
)
_TOWARDS = re.compile(
    r"\b(?:through|up to|to|beyond|ahead of|as early as|as late as|no later than|before) (?:the )?(?:end of )?$", re.IGNORECASE
)
_NAMES_EVENT = re.compile(  # "prepare for the 2018 Winter Games", "the 8 November 2015 election": part of a name, which says no tense
    r",? (?:(?:Winter |Summer |FIFA |UEFA |Asian |European |Commonwealth |Rugby |Cricket )?"
    r"(?:Olympics?|Paralympics?|Games|World Cup|Championships?|Cup|Expo|Euro)\b"
    r"|(?:general |presidential |parliamentary |legislative |federal )?(?:elections?|vote|polls?|referendum|deadline|summit)\b)"
)
_LASTED = re.compile(r"\b(?:was|were|held|ruled|served|remained|stayed|lasted|reigned|led|lived|worked|ran|headed|governed)\b")
_MUST = re.compile(r"\b(?:must|should|will|shall|(?:has|have|is|are) to|to be)\b", re.IGNORECASE)
_TOLD = re.compile(r"\b(?:was|were|had|did|said|told|[a-z]{3,}ed)\b")


@dataclass(frozen=True, slots=True)
class Clue:
    """``hard`` weights rule days out, ``soft`` ones prefer some; both take day ordinals and give a factor for each."""

    what: str
    span: Span
    hard: Weights | None
    soft: Weights | None
    first: date | None = None  # the latest day known to lie before publication, where the clue gives one
    last: date | None = None  # the earliest day known to lie after it
    exact: str | None = None  # how exact ``first`` is (day, month, year, thing); "fresh", "life": clues of those kinds
    lasted: date | None = None  # the end of what began on ``first``, where it took more than a day
    is_known: bool = False  # from a table of what happened when or who held which office, not from a date in the text


@dataclass(frozen=True, slots=True)
class TextSentence:
    text: str
    low: str
    start: int
    words: tuple[DateWords, ...]
    is_lead: bool = False  # stands where an article says what its news is

    @property
    def is_ahead(self) -> bool:
        return bool(AHEAD.search(self.text)) and not (_TOLD.search(self.text) and "would" in self.low)


def sentences_of(text: str, boilerplate: Sequence[Boilerplate]) -> Iterator[TextSentence]:
    lead = LEAD_CHARS
    marked = [b for b in boilerplate if b.kind != "caption"]
    for m in _SENTENCE.finditer(text):
        if len(m[0]) < 4 or any(m.start() < b.end and b.start < m.end() for b in marked if b.end - b.start >= (m.end() - m.start()) // 2):
            continue
        part = _blanked(m[0][:3000], m.start(), marked)
        yield TextSentence(part, plain(part), m.start(), tuple(find_words(part)), lead > 0)
        lead -= len(part)


def _blanked(part: str, start: int, marked: Sequence[Boilerplate]) -> str:
    for b in marked:
        low, high = max(b.start - start, 0), min(b.end - start, len(part))
        if low < high:
            part = part[:low] + " " * (high - low) + part[high:]
    return part


def ahead_at(s: TextSentence, words: DateWords) -> bool | None:
    """True for a time to come, False for one past, None where the sentence may mean either."""
    before = s.text[max(0, words.start - 90) : words.start]
    if _DONE_IN.search(before):
        return False
    if words.has_year and (_TOWARDS.search(before) or _NAMES_EVENT.match(s.text, words.end)):
        return None
    if words.has_year and re.search(r"\b[A-Z][a-z]+ \d{1,2}\s?[-–]\s?$", before):
        return None  # "January 23 - March 9 2014": the end of a time that may be running
    if words.has_year and _SCHEDULED.search(before):
        return None
    if AHEAD.search(before) and not re.search(r"\bwould\b|\bwere\b|\bwas\b", before, re.I):
        return True
    after = s.text[words.end : words.end + 60]
    if re.search(r"\b(?:will|would|is to|are to)\b", after, re.I) or re.search(r"\b(?:would|upcoming|due|early in)\b", before, re.I):
        return None
    return False


def end_at(s: TextSentence, words: DateWords) -> bool | None:
    """As ``ahead_at`` for "by May 2030" and "until 2030": to come, unless a past is told ("he ruled until 2010")."""
    before = s.text[max(0, words.start - 80) : words.start]
    if _MUST.search(before) or not _TOLD.search(before):
        return True
    return False if words.lead == "until" and _LASTED.search(before) else None
