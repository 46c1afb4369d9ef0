"""Clues in a text to when it was written. In: text without its furniture. Out: Clue, each with the words it rests on.

A clue says for every day how well it fits; ``content`` puts them together. Nothing here decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from equipoise.read.dates import weigh
from equipoise.read.dates.find import find_words
from equipoise.read.dates.resolve import Stretch
from equipoise.read.dates.vocabulary import DateWords, TimeKind, day_or_none, month_end
from equipoise.reference.anchors import Edition, Fact, facts, holidays, named_at, plain
from equipoise.reference.leaders import Term, terms
from equipoise.words.text import Boilerplate, Span

if TYPE_CHECKING:
    import numpy as np

    Weights = Callable[[np.ndarray], np.ndarray]

MOST_CHARS = 60_000  # of a text that are searched; what dates an article stands early in it
_ABBREVIATED = r"(?<=\bSt\.)|(?<=\bMr\.)|(?<=\bMs\.)|(?<=\bDr\.)|(?<=\bGen\.)|(?<=\bU\.S\.)|(?<=\bU\.N\.)|(?<=\bNo\.)"
_SENTENCE = re.compile(rf"[^.!?\n]+(?:[.!?](?:(?!\s|$|[”\"’'])|{_ABBREVIATED})[^.!?\n]*)*[.!?]?[”\"’']?")
_AHEAD = re.compile(
    r"\b(?:will|shall|is to|are to|is due|are due|scheduled|upcoming|is expected|are expected|is set to|are set to"
    r"|is going to|plans? to|would)\b",
    re.I,
)
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
    exact: str | None = None  # how exact ``first`` is: day, month, year, thing


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    low: str
    start: int
    words: tuple[DateWords, ...]

    @property
    def is_ahead(self) -> bool:
        return bool(_AHEAD.search(self.text)) and not (_TOLD.search(self.text) and "would" in self.low)


def find_clues(text: str, boilerplate: Sequence[Boilerplate]) -> list[Clue]:
    """All clues of a text, in reading order within each kind."""
    sentences = list(_sentences(text[:MOST_CHARS], boilerplate))
    clues: list[Clue] = []
    for sentence in sentences:
        clues += _of_dates(sentence)
    for i, sentence in enumerate(sentences):
        near = sentences[max(0, i - 1) : i + 2]
        clues += _of_facts(sentence, near)
        clues += _of_holidays(sentence)
        clues += _of_offices(sentence)
    return clues


def _sentences(text: str, boilerplate: Sequence[Boilerplate]) -> Iterator[_Sentence]:
    marked = [b for b in boilerplate if b.kind != "caption"]
    for m in _SENTENCE.finditer(text):
        if len(m[0]) < 4 or any(m.start() < b.end and b.start < m.end() for b in marked if b.end - b.start >= (m.end() - m.start()) // 2):
            continue
        part = _blanked(m[0][:3000], m.start(), marked)
        yield _Sentence(part, plain(part), m.start(), tuple(find_words(part)))


def _blanked(part: str, start: int, marked: Sequence[Boilerplate]) -> str:
    for b in marked:
        low, high = max(b.start - start, 0), min(b.end - start, len(part))
        if low < high:
            part = part[:low] + " " * (high - low) + part[high:]
    return part


def _of_dates(s: _Sentence) -> Iterator[Clue]:
    for words in s.words:
        span = Span(s.start + words.start, s.start + words.end)
        ahead = _ahead_at(s, words)
        if words.kind is TimeKind.DAY:
            day = date(words.year or 1, words.month or 1, words.day or 1)
            yield _dated(words.text, span, day, day, ahead, "day")
        elif words.kind is TimeKind.MONTH:
            first = date(words.year or 1, words.month or 1, 1)
            yield _dated(words.text, span, first, month_end(first.year, first.month), ahead, "month")
        elif words.kind is TimeKind.YEAR:
            year = words.year or 1
            coming = ahead or words.lead in ("by", "until")
            yield _dated(words.text, span, date(year, 1, 1), date(year, 12, 31), coming, "year")
        elif words.kind is TimeKind.DAY_OF_YEAR:
            month, day_of = words.month or 1, words.day or 1
            yield Clue(words.text, span, weigh.weekday_fits(month, day_of, words.weekday), weigh.day_of_year(month, day_of, ahead))
        elif words.kind is TimeKind.MONTH_ALONE and not words.attribute:
            yield Clue(words.text, span, None, weigh.month(words.month or 1, ahead or words.lead in ("by", "until")))


def _ahead_at(s: _Sentence, words: DateWords) -> bool | None:
    """True for a time to come, False for one past, None where the sentence may mean either."""
    before = s.text[max(0, words.start - 90) : words.start]
    if _AHEAD.search(before) and not re.search(r"\bwould\b|\bwere\b|\bwas\b", before, re.I):
        return True
    after = s.text[words.end : words.end + 60]
    if re.search(r"\b(?:will|would|is to|are to)\b", after, re.I) or re.search(r"\b(?:would|upcoming|due|early in)\b", before, re.I):
        return None
    return False


def _dated(what: str, span: Span, first: date, last: date, ahead: bool | None, exact: str) -> Clue:
    if ahead:
        return Clue(what, span, weigh.until(last, 0.02), weigh.soon_before(last), None, last)
    if ahead is None:
        return Clue(what, span, None, weigh.around(first))
    return Clue(what, span, weigh.since(first, exact), None, first, None, exact)


def _of_facts(s: _Sentence, near: Sequence[_Sentence]) -> Iterator[Clue]:
    for fact in facts():
        at = named_at(fact.words, s.low)
        if at is None:
            continue
        span = Span(s.start + at[0], s.start + at[1])
        if fact.is_thing:
            yield Clue(fact.name, span, weigh.since(fact.editions[0].first, "thing"), None, fact.editions[0].first, None, "thing")
            continue
        ahead = s.is_ahead
        settled = _settled(fact, s, near, at)
        if settled is not None:
            edition, coming = settled
            yield _settles(fact.name, span, edition, coming)
        elif ahead:
            places = [e for e in fact.editions if e.place and e.place in s.low]
            if places:
                yield Clue(fact.name, span, None, weigh.before_one_of([e.first for e in places]))
        else:
            shifted = _shifted(s, at, [e.first for e in fact.editions])
            yield shifted if shifted else Clue(fact.name, span, weigh.since(fact.editions[0].first, "fact"), weigh.after_one_of(
                [e.first for e in fact.editions]), fact.editions[0].first)  # fmt: skip


def _settles(name: str, span: Span, edition: Edition, coming: bool) -> Clue:
    if coming:
        return Clue(name, span, weigh.within(Stretch(weigh.back_a_year(edition.first), edition.last)), None, None, edition.last)
    return Clue(name, span, weigh.within(Stretch(edition.first, weigh.on_a_year(edition.last))), None, edition.first)


def _settled(fact: Fact, s: _Sentence, near: Sequence[_Sentence], at: tuple[int, int]) -> tuple[Edition, bool] | None:
    """The edition whose day the text gives without a year, and whether it is still to come."""
    for sentence in (s, *(n for n in near if n is not s)):
        for words in sentence.words:
            if words.month is None or words.has_year:
                continue
            for edition in fact.editions:
                if _same_day(words, edition) and (sentence is s or edition.place is None or edition.place in s.low + sentence.low):
                    return edition, bool(_ahead_at(sentence, words))
    # "the January protests": a month without a year inside the name itself
    named = [e for e in fact.editions if plain(e.first.strftime("%B")) in s.low[at[0] : at[1]] and "20" not in s.low[at[0] : at[1]]]
    return (named[0], False) if len(named) == 1 and len(fact.editions) == 1 else None


def _same_day(words: DateWords, edition: Edition) -> bool:
    if words.kind is TimeKind.DAY_OF_YEAR:
        day = day_or_none(edition.first.year, words.month or 1, words.day or 1)
        return day is not None and edition.first <= day <= edition.last and (edition.last - edition.first).days < 62
    return words.kind is TimeKind.MONTH_ALONE and words.month == edition.first.month and (edition.last - edition.first).days < 62


def _shifted(s: _Sentence, at: tuple[int, int], days: Sequence[date]) -> Clue | None:
    """ "putin's birthday last week": the words next to a dated event that say how long ago it was."""
    for words in sorted(s.words, key=lambda w: (abs(w.start - at[1]), w.start)):
        gap = max(words.start - at[1], at[0] - words.end)
        if gap <= 25 and words.kind is TimeKind.SHIFT and words.unit in ("day", "week", "month", "year") and words.count in (-1, 0):
            span = Span(s.start + min(words.start, at[0]), s.start + max(words.end, at[1]))
            return Clue(s.text[words.start : words.end], span, None, weigh.shifted(words.unit, words.count or 0, list(days)))
    return None


def _of_holidays(s: _Sentence) -> Iterator[Clue]:
    for holiday in holidays():
        at = named_at(holiday.words, s.low)
        if at is None:
            continue
        days = [d for y in range(1990, 2041) if (d := day_or_none(y, holiday.month, holiday.day))]
        shifted = _shifted(s, at, days)
        if shifted is not None:
            yield shifted
            yield from _weekdays_of(s)


def _weekdays_of(s: _Sentence) -> Iterator[Clue]:
    """ "this Thursday" told as past, beside an event of last week: written on that day or later in the week."""
    for words in s.words:
        if words.kind is TimeKind.WEEKDAY and words.count == 0 and words.weekday is not None:
            span = Span(s.start + words.start, s.start + words.end)
            yield Clue(words.text, span, None, weigh.weekday_passed(words.weekday, bool(_ahead_at(s, words))))


_OFFICES = {
    "president": ("president",),
    "prime minister": ("prime minister", "head of government", "premier"),
    "premier": ("prime minister", "premier", "head of government"),
    "chancellor": ("chancellor",),
    "foreign minister": ("foreign minister",),
    "secretary of state": ("foreign minister", "secretary of state"),
    "secretary-general": ("secretary-general", "secretary general"),
    "secretary general": ("secretary-general", "secretary general"),
}
_TITLED = re.compile(
    r"(?P<before>\b(?:[Ff]ormer|[Ee]x|[Tt]hen|[Ll]ate|[Ff]ormerly)[\s-]+(?:\w+[\s-]+)?)?"
    r"\b(?P<office>President|Prime Minister|Premier|Chancellor"
    r"|Foreign Minister|Secretary of State|Secretary[- ]General)\s+(?P<name>[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){0,3})"
)


def _of_offices(s: _Sentence) -> Iterator[Clue]:
    """ "President Macron": written while he was in office, or later about that time."""
    for m in _TITLED.finditer(s.text):
        if m["before"]:
            continue
        held = _terms_of(m["name"], _OFFICES[m["office"].lower()])
        if held:
            yield Clue(m[0], Span(s.start + m.start("office"), s.start + m.end()), None, weigh.in_office(held))


def _terms_of(name: str, offices: tuple[str, ...]) -> list[Stretch]:
    words = plain(name).replace("'s", "").split()
    found = []
    for last, term_words, term in _terms():
        # "President Vladimir Putin", "President Putin": the surname, and the first name where one is given
        at = words.index(last) if last in words else -1
        if at < 0 or term.office not in offices or (at > 0 and words[0] not in term_words):
            continue
        found.append(Stretch(term.start, month_end(term.end.year, term.end.month) if term.end else None))
    return found


@cache
def _terms() -> tuple[tuple[str, frozenset[str], Term], ...]:
    return tuple((plain(t.name).split()[-1], frozenset(w for n in (t.name, *t.also) for w in plain(n).split()), t) for t in terms())
