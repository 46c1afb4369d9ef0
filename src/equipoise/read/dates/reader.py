"""The date of an event: which of a sentence's times belongs to it, else the one told before, else a window that ends with the article.

In: article, sentences. Out: DateSpan for a sentence, EventDate for a trigger. The coders ask; nothing here knows what an event is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from equipoise.read.dates.find import find_words
from equipoise.read.dates.resolve import Stretch, Window, event_date, resolve
from equipoise.read.dates.vocabulary import DateWords, TimeKind, add_days
from equipoise.reference.anchors import FactKind, named_at, named_in, plain
from equipoise.words.event import DateBasis, DateSpan, EventDate, Modality
from equipoise.words.text import Article, Sentence, SentenceKind, Span

RECENT = 30  # days before publication within which an undated event of a news text is taken to lie
FRESH = 14  # the same for what is told in the present tense: "officials reject the idea"
GENERAL = 90  # the same for what is going on, or is told in the perfect tense
AHEAD = 365  # days after publication within which an undated plan is taken to lie
NOT_KNOWN = EventDate(None, None, None, None, None)

_BREAK = re.compile(
    r";|:|[–—]|,?\s\b(?:which|who|whom|whose|where|while|whereas|but|because|although|though|if|when|after|before|since|as|that|than)\b|,\s+and\b|,"
)
_COMING = re.compile(
    r"\b(?:will|would|shall|is to|are to|plans?|planned|planning|scheduled|due|upcoming|expected|set|going|aims?|hopes?|intends?)\b", re.I
)
_JOINED = re.compile(r"\b(?:and|but|then)\s+(?:then\s+|also\s+|even\s+|later\s+)?$")
_OTHER_TIME = re.compile(r"\b(?:since|after|before|until|following|ahead of|prior to)\s+\S+\s", re.I)
_GOES_ON = re.compile(
    r"^[\"“'‘]?(?:he|she|they|it|both|there|during|at (?:the|their|a)|in return|also|the (?:two|sides|leaders|summit|meeting|talks"
    r"|visit|forum|conference|agreement|deal|event|ceremony|delegation|parties|document|documents|presidents|ministers|move|decision|attack|strike|protests?|trip|vote|law))\b",
    re.I,
)
_LOOSE = (TimeKind.RECENT, TimeKind.LENGTH)
_FRAMING = (TimeKind.DAY, TimeKind.MONTH, TimeKind.DAY_OF_YEAR, TimeKind.MONTH_ALONE, TimeKind.WEEKDAY, TimeKind.SHIFT, TimeKind.AGO)
_MOST_CHARS = 5000  # of a sentence that are searched for times; what is longer is no sentence


class DateReader:
    """Dates of one article's events. Times without a year are resolved against the article's date; unknown stays unknown."""

    def __init__(self, article: Article, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        first, last = article.published.earliest, article.published.latest
        self._published = Window(first, last) if first is not None and last is not None else None
        low = plain(article.text)
        self._events = tuple(f for f in named_in(low) if f.kind is FactKind.EVENT and (f.is_lasting or len(f.editions) == 1))
        self._found = lru_cache(maxsize=256)(self._find)

    def spans(self, i: int) -> list[DateSpan]:
        """The time expressions of sentence ``i`` that can be resolved, in article offsets, sorted."""
        sentence = self._sentences[i]
        out = []
        for words in self._found(i):
            when = self._resolve(i, words, self._is_ahead(i, words.start))
            if when is not None:
                out.append(DateSpan(Span(sentence.start + words.start, sentence.start + words.end), when))
        return out

    def words(self, i: int) -> tuple[DateWords, ...]:
        """All time expressions of sentence ``i``, unresolved, in offsets of the sentence."""
        return self._found(i)

    def date_of(self, i: int, at: int, modality: Modality, tense: str | None = None) -> EventDate:
        """When the event happened (or will) whose trigger starts at article offset ``at`` in sentence ``i``.

        ``tense`` is past, perfect, present or future where the coder knows. The time in the trigger's own clause wins, then the time told
        in the sentence before (anaphoric), then a window that ends, or for plans begins, with the article's date; all None where nothing
        tells.
        """
        # "he said they would build it": the promise has occurred, though its verb stands in the future
        ahead = modality in (Modality.PLANNED, Modality.HYPOTHETICAL) or (modality is Modality.NEGATED and tense == "future")
        place = at - self._sentences[i].start
        best = self._own_time(i, place, ahead)
        if best is not None:
            return best
        if not ahead and tense != "present":
            told = self._told_before(i)
            if told is not None:
                return told
        known = self._known(i, place) if not ahead else None
        return known or self._window(ahead, modality, tense)

    def told_at(self, i: int, at: int) -> EventDate | None:
        """The time that sentence ``i`` gives in the clause at article offset ``at``; None where it gives none."""
        place = at - self._sentences[i].start
        return self._own_time(i, place, self._is_ahead(i, place), most=0)

    def _find(self, i: int) -> tuple[DateWords, ...]:
        sentence = self._sentences[i]
        if sentence.kind is SentenceKind.BOILERPLATE:
            return ()
        return tuple(find_words(sentence.text[:_MOST_CHARS]))

    def _is_ahead(self, i: int, place: int) -> bool:
        text = self._sentences[i].text
        return bool(_COMING.search(text, max(0, place - 80), place))

    def _own_time(self, i: int, place: int, ahead: bool, most: int = 5) -> EventDate | None:
        text = self._sentences[i].text
        ranked = sorted((cost, w.start, w) for w in self._found(i) if (cost := _cost(text, place, w, most)) is not None)
        for _, _, words in ranked:
            when = self._resolve(i, words, ahead)
            if when is not None and self._can_be(when, ahead):
                return self._until_now(when) if not ahead else when
        return None

    def _can_be(self, when: EventDate, ahead: bool) -> bool:
        if self._published is None:
            return True
        if ahead:
            return when.latest is None or when.latest >= self._published.first
        return when.earliest is None or when.earliest <= self._published.last

    def _until_now(self, when: EventDate) -> EventDate:
        # "this year", "by June": what has happened cannot lie after the article's date.
        if self._published is None or when.earliest is None or when.latest is None or when.value or when.latest <= self._published.last:
            return when
        return event_date(Stretch(when.earliest, self._published.last), when.basis or DateBasis.RELATIVE)

    def _frame(self, i: int, before: int = 0) -> Stretch | None:
        """The last exact time told earlier in the sentence (before offset ``before``) or in the three sentences before it.

        It is what "a week later" counts from, and what "The summit ..." goes on about.
        """
        for j in range(i, max(-1, i - 4), -1):
            for words in reversed(self._found(j)):
                if (j < i or words.end <= before) and words.kind in _FRAMING and words.lead not in ("since", "until", "by"):
                    when = resolve(words, self._published, False)
                    if when is not None and when.earliest is not None and when.latest is not None:
                        return Stretch(when.earliest, when.latest)
        return None

    def _resolve(self, i: int, words: DateWords, ahead: bool) -> EventDate | None:
        frame = self._frame(i, words.start) if words.kind is TimeKind.LATER else None
        return resolve(words, self._published, ahead, frame)

    def _told_before(self, i: int) -> EventDate | None:
        if not _GOES_ON.match(self._sentences[i].text) or any(w.kind in _FRAMING for w in self._found(i)):
            return None
        before = self._sentences[i - 1] if i else None
        if before is None or before.paragraph != self._sentences[i].paragraph or not any(w.kind in _FRAMING for w in self._found(i - 1)):
            return None
        frame = self._frame(i)
        if frame is None or frame.first is None or frame.last is None or (frame.last - frame.first).days > 40:
            return None
        return event_date(frame, DateBasis.ANAPHORIC)

    def _known(self, i: int, place: int) -> EventDate | None:
        """The time of a well-known event that the trigger itself names ("the annexation of Crimea"); None for summits and the like."""
        low = plain(self._sentences[i].text[:_MOST_CHARS])
        for fact in self._events:
            at = named_at(fact.words, low)
            if at is None or not at[0] <= place < at[1]:
                continue
            begun = [e for e in fact.editions if self._published is None or e.first <= self._published.last]
            if begun:
                last = (self._published.last if self._published else None) if fact.is_lasting else begun[-1].last
                return event_date(Stretch(begun[-1].first, last), DateBasis.DOCUMENT)
        return None

    def _window(self, ahead: bool, modality: Modality, tense: str | None) -> EventDate:
        now = self._published
        if now is None:
            return NOT_KNOWN
        if ahead:
            return event_date(Stretch(now.first, add_days(now.last, AHEAD)), DateBasis.DOCUMENT)
        lasting = modality is Modality.ONGOING or tense == "perfect"
        days = GENERAL if lasting else FRESH if tense == "present" else RECENT
        return event_date(Stretch(add_days(now.first, -days), now.last), DateBasis.DOCUMENT)


def _cost(text: str, place: int, words: DateWords, most: int) -> int | None:
    """How far a time is from a trigger: characters between, and more for every clause border; None where it cannot belong to it."""
    low, high = (words.end, place) if words.end <= place else (place, words.start)
    between = text[low:high]
    borders = sum(1 if m[0] == "," else 3 for m in _BREAK.finditer(between))
    if words.start > place and _OTHER_TIME.search(between):
        borders += 4  # "his first trip since the warrant of March 17": the time of something else
    if words.start < 3 and borders:
        borders -= 1  # "On Monday, the ministers ..." : a time at the head rules the sentence
    if words.end <= place and _JOINED.search(between):
        borders += 2  # "came last week and welcomed": the time belongs to the verb before the "and"
    if words.attribute:
        # "the January protests": the words belong to the noun after them
        return len(between) if words.end <= place and len(between) < 30 and not borders else None
    if borders > most:
        return None
    return len(between) + 40 * borders + (60 if words.kind in _LOOSE else 0)
