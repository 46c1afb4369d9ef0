"""The date of an event: which of a sentence's times belongs to it, else the one told before, else a window that ends with the article.

In: article, sentences. Out: DateSpan for a sentence, EventDate for a trigger. The coders ask; nothing here knows what an event is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from equipoise.read.dates.clause import cost, counted_back, counted_from, is_aside
from equipoise.read.dates.find import find_words
from equipoise.read.dates.resolve import Stretch, Window, event_date, resolve
from equipoise.read.dates.vocabulary import DateWords, TimeKind, add_days
from equipoise.reference.anchors import FactKind, named_at, named_in, plain
from equipoise.words.event import DateBasis, DateSpan, EventDate, Modality
from equipoise.words.text import Article, Sentence, SentenceKind, Span

RECENT = 30  # days before publication within which an undated event of a news text is taken to lie
FRESH = 14  # the same for what is told in the present tense: "officials reject the idea"
GENERAL = 90  # the same for what is going on
AHEAD = 365  # days after publication within which an undated plan is taken to lie
CHAIN = 2  # times counted from one another: "three days later ... the next day"
NAMED_WITHIN = 12  # sentences before one that counts "two days after the vote" in which the vote may have been dated
LIVE = 4  # sentences that begin with a time of day in a page that tells as it happens
LEAD = 3  # sentences of the body that say what the news is
NEAR = 31  # days about the value of a publication date that is worked out
NOT_KNOWN = EventDate(None, None, None, None, None)

_COMING = re.compile(
    r"\b(?:will|would|shall|is to|are to|plans?|planned|planning|scheduled|due|upcoming|expected|set|going|aims?|hopes?|intends?)\b", re.I
)
_GOES_ON = re.compile(
    r"^(?:he|she|they|it|both|his|her|their|there|during|at (?:the|their|a)|in return|also|the (?:two|sides|leaders|summit|meeting|talks"
    r"|visit|forum|conference|agreement|deal|event|ceremony|delegation|parties|document|documents|presidents|ministers|move|decision|attack|strike|protests?|trip|vote|law))\b",
    re.I,
)
_FRAMING = (TimeKind.DAY, TimeKind.MONTH, TimeKind.DAY_OF_YEAR, TimeKind.MONTH_ALONE, TimeKind.WEEKDAY, TimeKind.SHIFT, TimeKind.AGO)
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])[:.h][0-5]\d\b")
_BACK = re.compile(r"\bback (?:in|on) (?:the )?$", re.I)
_HAD = re.compile(r"\bhad\s[^,;]*$")
_QUOTES = ('"', "“", "‘", "«")
_DAYS = (TimeKind.DAY, TimeKind.DAY_OF_YEAR)
_MOST_CHARS = 5000  # of a sentence that are searched for times; what is longer is no sentence


class DateReader:
    """Dates of one article's events. Times without a year are resolved against the article's date; unknown stays unknown."""

    def __init__(self, article: Article, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        first, last = article.published.earliest, article.published.latest
        self._published = Window(first, last) if first is not None and last is not None else None
        if self._published is not None and (best := _day(article.published.value)) is not None:
            now = self._published  # a day that most of the belief lies near: what is told is told from there
            self._published = Window(max(now.first, add_days(best, -NEAR)), min(now.last, add_days(best, NEAR)), best)
        told_from = self._published  # where windows end and counts begin: the best guess where there is one
        self._told_from = Window(told_from.best, told_from.best) if told_from is not None and told_from.best else told_from
        low = plain(article.text)
        self._events = tuple(f for f in named_in(low) if f.kind is FactKind.EVENT and (f.is_lasting or len(f.editions) == 1))
        self._found = lru_cache(maxsize=256)(self._find)
        self._first = next((i for i, s in enumerate(sentences) if s.kind is SentenceKind.BODY), None)
        self._is_live = sum(bool(_CLOCK.match(s.text)) for s in sentences) >= LIVE
        self._news: date | None = None
        self._news = self._news_day()

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
        if best is not None and not (modality is Modality.ONGOING and self._is_over(best)):
            return best
        if not ahead and tense != "present":
            told = self._told_before(i)
            if told is not None:
                return told
        known = self._known(i, place) if not ahead else None
        return known or (self._since_told(i) if tense == "past" and not ahead else None) or self._window(ahead, modality, tense, i, place)

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
        ranked = []
        for found in self._found(i):
            back = counted_back(text, place, found)
            far = cost(text, place, back or found, most)
            if far is not None:
                ranked.append((far, found.start, back or found))
        for _, _, words in sorted(ranked, key=lambda r: r[:2]):
            to_come = ahead and not _BACK.search(text, max(0, words.start - 20), words.start)  # "back in March" has been
            when = self._resolve(i, words, to_come)
            if when is not None and self._can_be(when, to_come) and (ahead or not self._is_end_to_come(words, when)):
                return self._until_now(when) if not ahead else when
        return None

    def _can_be(self, when: EventDate, ahead: bool) -> bool:
        if self._published is None:
            return True
        if ahead:
            return when.latest is None or when.latest >= self._published.first
        return when.earliest is None or when.earliest <= self._published.last

    def _is_end_to_come(self, words: DateWords, when: EventDate) -> bool:
        """True for "until the end of 2028", of what was announced: the end of what is to be, not the day of the words."""
        late = self._published is not None and when.latest is not None and when.latest > self._published.last
        return words.lead in ("until", "by") and late

    def _is_over(self, when: EventDate) -> bool:
        """True for a time long before the article: what still goes on has another."""
        return self._published is not None and when.latest is not None and when.latest < add_days(self._published.first, -GENERAL)

    def _until_now(self, when: EventDate) -> EventDate:
        # "this year", "by June": what has happened cannot lie after the article's date.
        if self._published is None or when.earliest is None or when.latest is None or when.value or when.latest <= self._published.last:
            return when
        return event_date(Stretch(when.earliest, self._published.last), when.basis or DateBasis.RELATIVE)

    def _frame(self, i: int, before: int = 0, steps: int = CHAIN) -> Stretch | None:
        """The last exact time told earlier in the sentence (before offset ``before``) or in the three sentences before it.

        It is what "a week later" counts from, and what "The summit ..." goes on about; "a week later" is such a time itself.
        """
        for j in range(i, max(-1, i - 4), -1):
            for words in reversed(self._found(j)):
                if not (j < i or words.end <= before) or words.lead in ("since", "until", "by") or not self._is_own(j, words):
                    continue
                if words.kind in _FRAMING and self._is_ahead(j, words.start):
                    continue  # "who will be guests at the parade on 26 January": nothing past is of a day to come
                when = None
                if words.kind in _FRAMING:
                    when = resolve(words, self._published, False)
                elif words.kind is TimeKind.LATER and words.count and steps:
                    when = self._counted(j, words, steps - 1)
                if when is not None and (day := _day(when.value)) is not None:
                    return Stretch(day, day)
                if when is not None and when.earliest is not None and when.latest is not None:
                    return Stretch(when.earliest, when.latest)
        return None

    def _counted(self, i: int, words: DateWords, steps: int = CHAIN) -> EventDate | None:
        """ "Two days after the statement", "three days later": counted from the day told with what is named, or else told last."""
        named = counted_from(self._sentences[i].text, words)
        if named is None:
            return resolve(words, self._published, False, self._frame(i, words.start, steps) or self._now())
        for j in range(i - 1, max(-1, i - NAMED_WITHIN), -1):
            low = self._sentences[j].text.lower()
            if any(word in low for word in named) and (frame := self._frame(j, len(low), 0)) is not None:
                return resolve(words, self._published, False, frame)
        return None

    def _now(self) -> Stretch | None:
        """The day of the article's news, else its days of publication: what "four weeks earlier" counts from where no day was told."""
        if self._told_from is None:
            return None
        return Stretch(self._news, self._news) if self._news else Stretch(self._told_from.first, self._told_from.last)

    def _resolve(self, i: int, words: DateWords, ahead: bool) -> EventDate | None:
        if words.kind is not TimeKind.LATER:
            return resolve(words, self._published, ahead)
        # counted back in its own sentence ("in October, two years after they had left"), else from what is named or was told
        own = self._frame(i, words.start) if words not in self._found(i) else None
        return resolve(words, self._published, ahead, own) if own else self._counted(i, words)

    def _told_before(self, i: int) -> EventDate | None:
        if not _GOES_ON.match(self._sentences[i].text) or any(w.kind in _FRAMING for w in self._found(i)):
            return None
        before = self._sentences[i - 1] if i else None
        if before is None or not any(w.kind in _FRAMING for w in self._found(i - 1)):
            return None
        apart = before.paragraph != self._sentences[i].paragraph
        if apart and i - 1 != self._first:
            return None
        frame = self._frame(i)
        if frame is None or frame.first is None or frame.last is None or (frame.last - frame.first).days > 40:
            return None
        if apart and self._published is not None and frame.last < add_days(self._published.first, -FRESH):
            return None  # "The two sides signed" may begin a paragraph after the news, not after what was long ago
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

    def _is_own(self, i: int, words: DateWords) -> bool:
        return not is_aside(self._sentences[i].text, words)

    def _since_told(self, i: int) -> EventDate | None:
        """ "In January the two signed. Their neighbour recalled its envoy.": what a paragraph tells next is of the time it told last."""
        now, paragraph = self._told_from, self._sentences[i].paragraph
        if now is None or any(w.kind in _FRAMING for w in self._found(i)) or self._sentences[i].text.startswith(_QUOTES):
            return None
        for j in range(i - 1, max(-1, i - NAMED_WITHIN), -1):
            if self._sentences[j].paragraph != paragraph:
                return None
            if any(_tells(w) and not w.lead and self._is_own(j, w) and not self._is_ahead(j, w.start) for w in self._found(j)):
                frame = self._frame(j, len(self._sentences[j].text))
                if frame is None or frame.first is None or frame.last is None or (frame.last - frame.first).days > 40:
                    return None
                last = min(now.last, frame.last)
                return event_date(Stretch(frame.first, last), DateBasis.ANAPHORIC) if frame.first <= last else None
        return None

    def _news_day(self) -> date | None:
        """The day of the news: the first day that the article's first sentences tell, where it lies in its last days; else None."""
        now = self._told_from
        if now is None or (now.last - now.first).days > NEAR:
            return None
        if self._is_live:
            return add_days(now.first, -1)
        exact = (now.last - now.first).days <= 2
        body = [i for i, s in enumerate(self._sentences) if s.kind is SentenceKind.BODY][:LEAD]
        for i in body:
            for words in self._found(i):
                if words.kind in (_FRAMING if exact else _DAYS) and words.lead not in ("since", "until", "by"):
                    when = resolve(words, now, False)
                    day = _day(when.value) if when is not None else None
                    if day is not None and add_days(now.first, -FRESH) < day <= now.last:
                        return day
        return None

    def _window(self, ahead: bool, modality: Modality, tense: str | None, i: int, place: int) -> EventDate:
        now = self._told_from
        if now is None:
            return NOT_KNOWN
        if ahead:
            return event_date(Stretch(now.first, add_days(now.last, AHEAD)), DateBasis.DOCUMENT)
        news = self._news
        had = _HAD.search(self._sentences[i].text[max(0, place - 40) : place])
        if news is not None and modality is not Modality.ONGOING and not had:
            # a report of Thursday's vote: what it tells beside that is of those days too; of what goes on it says as it happens
            first = add_days(now.first, -FRESH) if tense == "perfect" and not self._is_live else news
            return event_date(Stretch(first, now.last), DateBasis.DOCUMENT)
        days = GENERAL if modality is Modality.ONGOING else FRESH if tense == "present" else RECENT
        return event_date(Stretch(add_days(now.first, -days), now.last), DateBasis.DOCUMENT)


def _tells(words: DateWords) -> bool:
    return words.kind in _FRAMING or (words.kind is TimeKind.LATER and bool(words.count))


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value and len(value) == 10 else None
    except ValueError:
        return None
