"""Clues in a text to when it was written. In: text without its furniture. Out: Clue, each with the words it rests on.

Here are the clues that dates give; those of known events, offices and ages are in ``known``. A clue says for every day how well it fits;
``content`` puts them together. Nothing here decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from equipoise.read.dates import weigh
from equipoise.read.dates.clue import Clue, TextSentence, ahead_at, sentences_of
from equipoise.read.dates.find import find_words
from equipoise.read.dates.known import of_ages, of_facts, of_holidays, of_offices
from equipoise.read.dates.vocabulary import TimeKind, day_or_none, month_end
from equipoise.reference.anchors import could_be_named, facts, holidays, plain
from equipoise.words.text import Boilerplate, Span

MOST_CHARS = 60_000  # of a text that are searched; what dates an article stands early in it


def find_clues(text: str, boilerplate: Sequence[Boilerplate]) -> list[Clue]:
    """All clues of a text, in reading order within each kind."""
    sentences = list(sentences_of(text[:MOST_CHARS], boilerplate))
    clues: list[Clue] = [*_of_sources(text, boilerplate)]
    for sentence in sentences:
        clues += _of_dates(sentence)
    low = plain(text[:MOST_CHARS])
    told = [f for f in facts() if could_be_named(f.words, low)]
    returning = [h for h in holidays() if could_be_named(h.words, low)]
    for i, sentence in enumerate(sentences):
        near = sentences[max(0, i - 1) : i + 2]
        clues += of_facts(sentence, near, told)
        clues += of_holidays(sentence, returning)
        clues += of_offices(sentence)
        clues += of_ages(sentence)
    return clues


def _of_dates(s: TextSentence) -> Iterator[Clue]:
    for words in s.words:
        span = Span(s.start + words.start, s.start + words.end)
        ahead = ahead_at(s, words)
        if words.kind is TimeKind.DAY:
            day = date(words.year or 1, words.month or 1, words.day or 1)
            yield _dated(words.text, span, day, day, ahead, "day")
        elif words.kind is TimeKind.MONTH:
            first = date(words.year or 1, words.month or 1, 1)
            yield _dated(words.text, span, first, month_end(first.year, first.month), ahead, "month")
        elif words.kind is TimeKind.YEAR:
            year = words.year or 1
            coming = True if words.lead in ("by", "until") else ahead
            yield _dated(words.text, span, date(year, 1, 1), date(year, 12, 31), coming, "year")
        elif words.kind is TimeKind.DAY_OF_YEAR:
            month, day_of = words.month or 1, words.day or 1
            yield Clue(words.text, span, weigh.weekday_fits(month, day_of, words.weekday), weigh.day_of_year(month, day_of, ahead))
        elif (words.kind is TimeKind.WEEKDAY and words.count in (None, -1)) or words.text.lower() == "yesterday":
            yield Clue(words.text, span, None, None, None, None, "fresh")
        elif words.kind is TimeKind.MONTH_ALONE and not words.attribute:
            yield Clue(words.text, span, None, weigh.month(words.month or 1, ahead or words.lead in ("by", "until")))


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


def _dated(what: str, span: Span, first: date, last: date, ahead: bool | None, exact: str) -> Clue:
    if ahead:
        return Clue(what, span, weigh.until(last, 0.02), weigh.soon_before(last), None, last)
    if ahead is None:
        return Clue(what, span, None, weigh.around(first, 0.95))
    return Clue(what, span, weigh.since(first, exact), None, first, None, exact)
