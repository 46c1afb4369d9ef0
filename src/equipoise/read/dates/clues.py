"""Clues in a text to when it was written. In: text without its furniture. Out: Clue, each with the words it rests on.

Here are the clues that dates give; those of known events, offices and ages are in ``known``. A clue says for every day how well it fits;
``content`` puts them together. Nothing here decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from equipoise.read.dates import returning, weigh
from equipoise.read.dates.clue import Clue, TextSentence, ahead_at, end_at, sentences_of
from equipoise.read.dates.find import find_words
from equipoise.read.dates.known import of_ages, of_facts, of_holidays, of_offices, of_subject
from equipoise.read.dates.occasions import of_visits, of_votes, states_named
from equipoise.read.dates.vocabulary import NUMBERS, DateWords, TimeKind, add_days, day_or_none, month_end
from equipoise.read.dates.yearly import of_feasts
from equipoise.reference.anchors import could_be_named, holidays, named_in, plain
from equipoise.words.text import Boilerplate, Span

_AWAY = re.compile(
    r"\b(?:only |just |about |less than )?(?P<number>\w+) (?P<unit>day|week|month)s?(?:['’])? (?:away|off|from now|ahead)\b", re.I
)
_RELEASE = re.compile(
    r"\b(?:press release|media release|news release|for immediate (?:use|release)|joint (?:statement|communiqu[eé])|press communiqu[eé])\b",
    re.I,
)
VOTES = "election results"  # the kind of knowledge in the chronicle that the table of national votes repeats
HEADS = ("date_stamp", "dateline", "byline", "publisher_line", "wire_dateline")
HEAD_CHARS = 600  # of a page in which its own date stands
BESIDE = 60  # characters between "eleven days ago" and the day that it means
MOST_CHARS = 60_000  # of a text that are searched; what dates an article stands early in it


def find_clues(text: str, boilerplate: Sequence[Boilerplate]) -> list[Clue]:
    """All clues of a text, in reading order within each kind."""
    sentences = list(sentences_of(text[:MOST_CHARS], boilerplate))
    clues: list[Clue] = [*_of_headers(text, boilerplate), *_of_sources(text, boilerplate)]
    dated = frozenset(
        date(w.year or 1, w.month or 1, w.day or 1) for sentence in sentences for w in sentence.words if w.kind is TimeKind.DAY
    )
    is_release = _RELEASE.search(text[:HEAD_CHARS]) is not None
    for sentence in sentences:
        clues += _of_dates(sentence, dated, is_release)
    low = plain(text[:MOST_CHARS])
    told = named_in(low)
    voted = {f.name for f in told if f.source == VOTES}
    hosts = sorted(states_named(low))
    returning = [h for h in holidays() if could_be_named(h.words, low)]
    for i, sentence in enumerate(sentences):
        near = sentences[max(0, i - 1) : i + 2]
        facts = list(of_facts(sentence, near, told))
        if not any(c.what in voted for c in facts):
            facts += of_votes(sentence, near)
        clues += [replace(c, is_known=c.exact is not None) for c in of_visits(sentence, near, hosts)]
        # "Putin's birthday last week" and a summit with its day are told by the text; the rest is only named
        clues += [c if c.hard is not None and c.exact in (None, "life") else replace(c, is_known=True) for c in facts]
        clues += [replace(c, is_known=True) for c in of_offices(sentence)]
        clues += of_holidays(sentence, returning)
        clues += of_ages(sentence)
        if sentence.is_lead:
            clues += of_feasts(sentence)
    clues += of_subject(sentences, told)
    return clues


def _of_dates(s: TextSentence, dated: frozenset[date], is_release: bool) -> Iterator[Clue]:
    """``dated`` are the days that the text gives with their year: the same day or weekday without one says nothing more.

    ``is_release``: what a press release tells in its lead is of the last days.
    """
    for words in s.words:
        span = Span(s.start + words.start, s.start + words.end)
        ahead = end_at(s, words) if words.lead in ("by", "until") else ahead_at(s, words)
        if words.kind is TimeKind.DAY:
            day = date(words.year or 1, words.month or 1, words.day or 1)
            yield _dated(words.text, span, day, day, ahead, "day", s.is_lead)
            if ahead:
                yield from _away(s, words, day)
        elif words.kind is TimeKind.MONTH:
            first = date(words.year or 1, words.month or 1, 1)
            yield _dated(words.text, span, first, month_end(first.year, first.month), ahead, "month", s.is_lead)
        elif words.kind is TimeKind.YEAR:
            year = words.year or 1
            yield _dated(words.text, span, date(year, 1, 1), date(year, 12, 31), ahead, "year", s.is_lead)
        elif words.kind is TimeKind.DAY_OF_YEAR:
            month, day_of = words.month or 1, words.day or 1
            if any((d.month, d.day) == (month, day_of) for d in dated):
                continue
            if words.of_year == -1:
                continue  # "9 May last year" may be a week or twenty months ago
            soon = s.is_lead and (is_release or words.weekday is not None) and ahead is False
            fits = returning.news_of(month, day_of) if soon else returning.day_of_year(month, day_of, ahead)
            yield Clue(words.text, span, returning.weekday_fits(month, day_of, words.weekday, ahead), fits)
        elif (words.kind is TimeKind.WEEKDAY and words.count in (None, -1)) or words.text.lower() == "yesterday":
            is_news = s.is_lead and words.weekday is not None and ahead is not None and all(d.weekday() != words.weekday for d in dated)
            told = returning.told_on(words.weekday or 0, bool(ahead)) if is_news else None
            yield Clue(words.text, span, None, told, None, None, "fresh")
        elif words.kind is TimeKind.SHIFT and words.unit in ("day", "weekend") and words.part is None:
            yield Clue(words.text, span, None, None, None, None, "fresh")  # "tomorrow", "at the weekend": news of these days
        elif words.kind is TimeKind.AGO and words.unit in ("day", "week") and words.count:
            yield from _counted(s, words, words.count * (7 if words.unit == "week" else 1))
        elif words.kind is TimeKind.MONTH_ALONE and not words.attribute and words.of_year != -1:
            is_this = 0 in (words.count, words.of_year)
            running = returning.of_this_year(words.month or 1, bool(ahead)) if is_this else None
            yield Clue(words.text, span, running, returning.month(words.month or 1, ahead, is_this))


def _of_sources(text: str, boilerplate: Sequence[Boilerplate]) -> Iterator[Clue]:
    """The latest dated line of a list of sources or links: the article is about as old as the newest thing it cites."""
    cited = [
        (day, Span(b.start + w.start, b.start + w.end))
        for b in boilerplate
        if b.kind in ("related_link", "source")
        for w in find_words(text[b.start : b.end][:600])
        if w.kind is TimeKind.DAY and (day := day_or_none(w.year or 1, w.month or 1, w.day or 1))
    ]
    if cited:
        day, span = max(cited, key=lambda c: (c[0], -c[1].start))
        yield Clue(f"cited {day}", span, None, weigh.cited(day), None, day)


def _counted(s: TextSentence, words: DateWords, days: int) -> Iterator[Clue]:
    """ "Eleven days ago, on 25 August": how far back a day is settles the day of writing, and which of day and month comes first."""
    for other in s.words:
        near = min(abs(other.start - words.end), abs(words.start - other.end)) <= BESIDE
        if near and other.kind in (TimeKind.DAY_OF_YEAR, TimeKind.DAY) and other.month and other.day:
            span = Span(s.start + words.start, s.start + words.end)
            yield Clue(words.text, span, None, returning.days_after(other.month, other.day, days, 1 if days < 14 else 4))


def _of_headers(text: str, boilerplate: Sequence[Boilerplate]) -> Iterator[Clue]:
    """ "Lisbon, 14 September" at the head of a page: the day of publication, in a year that the rest must tell."""
    heads = [b for b in boilerplate if b.kind in HEADS and b.start < HEAD_CHARS]
    if any(w.has_year for b in heads for w in find_words(text[b.start : b.end][:300])):
        return  # a full date is the page's own; what stands beside it is an entry's
    for b in heads:
        for w in find_words(text[b.start : b.end][:300]):
            if w.kind is TimeKind.DAY_OF_YEAR and w.of_year is None:
                span = Span(b.start + w.start, b.start + w.end)
                yield Clue(f"dated {w.text}", span, None, returning.stamped(w.month or 1, w.day or 1, w.weekday))


def of_repost(day: date, span: Span | None, fetched: bool) -> Clue:
    """The day on which a text was shown again: it is no younger, and mostly little older; how much older than its copy says nothing."""
    older = None if fetched else weigh.before_repost(day)
    return Clue(f"shown again {day}", span or Span(0, 0), weigh.until(day, 0.02 if fetched else 0.0005), older, None, day)


def _away(s: TextSentence, words: DateWords, day: date) -> Iterator[Clue]:
    """ "6 October 2024 is three weeks away": how far off a dated day is."""
    m = _AWAY.search(s.text, words.end, words.end + 120)
    number = NUMBERS.get(m["number"].lower(), 0) or (int(m["number"]) if m["number"].isdigit() else 0) if m else 0
    if m and number:
        unit = m["unit"].lower()
        length = number * {"day": 1, "week": 7, "month": 30}[unit]
        span = Span(s.start + m.start(), s.start + m.end())
        yield Clue(m[0], span, weigh.near(add_days(day, -length), {"day": 1, "week": 5, "month": 15}[unit]), None)


def _dated(what: str, span: Span, first: date, last: date, ahead: bool | None, exact: str, is_lead: bool) -> Clue:
    if ahead:
        sure = exact != "year"
        return Clue(
            what, span, weigh.until(add_days(last, 2), 0.008) if sure else weigh.until(last, 0.02), weigh.soon_before(last), None, last
        )
    if ahead is None:
        return Clue(what, span, None, weigh.around(first, last, 0.65))
    return Clue(what, span, weigh.since(first, exact), None, first, None, f"{exact} lead" if is_lead else exact, last)
