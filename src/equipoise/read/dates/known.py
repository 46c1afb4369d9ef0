"""Clues from what is known of the world: dated events, yearly days, offices and ages. In: a sentence. Out: Clue.

The tables are in reference (anchors, leaders); a text that speaks of an event as past is not older than it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from equipoise.read.dates import counted, returning, weigh
from equipoise.read.dates.clue import AHEAD, PASSED, Clue, TextSentence, ahead_at
from equipoise.read.dates.resolve import Stretch
from equipoise.read.dates.vocabulary import DateWords, TimeKind, add_days, add_months, day_or_none, month_end
from equipoise.reference.anchors import Edition, Fact, FactKind, Holiday, births, named_at, named_in, plain
from equipoise.reference.leaders import Term, terms
from equipoise.words.text import Span

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
_FULL_NAME = re.compile(r"\b[A-Z][\w'’-]+\s+(?:[A-Z][\w'’-]+|[a-z][a-z]-[a-z]+)\b")
_NUMBERED = re.compile(r"\b(?P<nth>\d{1,3})(?:st|nd|rd|th)\s+(?:annual\s+|anniversary\s+of\s+(?:the\s+)?)?")
_ROMAN = re.compile(r"\s+([XVIL]{1,8})\b")
_COUNTED_FROM = re.compile(
    r"\b(?:since|anniversary of|convicted|accused|charged|sentenced|similar to|unlike|years after|victims of|survivors of)\b"
)
_CLAUSE = re.compile(r"[,;:]|\b(?:but|while|whereas|and)\b")
_AGE = re.compile(r"(?:,| \(|, who is|, aged) ?(?P<age>\d\d)(?=[,)]| years old)")
_AT_AGE = re.compile(
    r"\b(?:[Aa]t|[Nn]ow) (?:the )?(?:age (?:of )?)?(?P<age>[2-9]\d),? (?:s?he|[A-Z]\w+) "
    r"(?:is|has|continues|still|remains|works|plays|lives|writes)\b"
)
_ANNIVERSARY = re.compile(r"\b(?P<years>\d{1,3})(?:st|nd|rd|th)[\s-](?:birthday\s+of|anniversary)", re.I)
_AGED = re.compile(
    r"\b(?P<name>[A-Z][\w'’-]+),\s(?:who is\s|aged\s)?(?P<age>[3-9]\d)(?=[,)]|\s?$)"
    r"|\b(?P<age2>[3-9]\d)-year-old\s+(?:[A-Z][\w'’-]+\s+)?(?P<name2>[A-Z][\w'’-]+)"
)


def of_facts(s: TextSentence, near: Sequence[TextSentence], told: Sequence[Fact]) -> Iterator[Clue]:
    for fact in told:
        at = named_at(fact.words, s.low)
        if at is None:
            continue
        span = Span(s.start + at[0], s.start + at[1])
        first, last = fact.editions[0].first, fact.editions[0].last
        if fact.kind is FactKind.THING:
            yield _shifted(s, at, [first]) or Clue(fact.name, span, weigh.since(first, "thing"), None, first, None, "thing")
        elif fact.kind is FactKind.LIFE:
            yield Clue(fact.name, span, None, counted.in_public_life([Stretch(first, last)]), None, None, "life")
        elif fact.kind is FactKind.BORN:
            yield from _of_birthday(first, s, span)
        elif fact.kind is FactKind.NTH:
            yield from _of_edition(fact, s, at)
        else:
            yield of_event(fact, s, near, at, span)


def _of_edition(fact: Fact, s: TextSentence, at: tuple[int, int]) -> Iterator[Clue]:
    """ "the 80th Academy Awards", "Super Bowl XLII": a numbered edition of a yearly series, in the weeks about it."""
    if any(w.has_year for w in s.words):
        return  # "the 79th Academy Awards in 2007": an edition of its own date, not the news
    series = {alternative[0] for alternative in fact.words if all(w in s.low for w in alternative)}
    for m in _NUMBERED.finditer(s.low):
        for name in sorted(n for n in series if s.low.startswith(n, m.end())):
            yield _edition_clue(fact, s, int(m["nth"]), (m.start(), m.end() + len(name)))
    roman = _ROMAN.match(s.text, at[1])
    if roman:
        yield _edition_clue(fact, s, _arabic(roman[1]), (at[0], roman.end(1)))


def _edition_clue(fact: Fact, s: TextSentence, number: int, at: tuple[int, int]) -> Clue:
    held = add_days(add_months(fact.editions[0].first, 12 * min(number, 400)), 10)
    return Clue(s.text[at[0] : at[1]], Span(s.start + at[0], s.start + at[1]), weigh.near(held, 30), None, None, None, "life")


def _arabic(roman: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50}[c] for c in roman]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def of_event(fact: Fact, s: TextSentence, near: Sequence[TextSentence], at: tuple[int, int], span: Span) -> Clue:
    there = tuple(e for e in fact.editions if e.place and named_at(((e.place,),), s.low))
    if there:
        fact = replace(fact, editions=there)  # "the climate conference in Baku": the editions held there
    days = [e.first for e in fact.editions]
    fitting, coming = settled(fact, s, near, at)
    if fitting:
        return _settles(fact.name, span, fitting, coming)
    if _is_ahead(s, at, len(days) > 1 or fact.kind is FactKind.SET):
        places = [e.first for e in fact.editions if e.place and e.place in s.low]
        places = places or (days if fact.kind is FactKind.SET else [])
        return Clue(fact.name, span, None, weigh.before_one_of(places) if places else None)
    shifted = _shifted(s, at, days)
    if shifted is not None:
        return shifted
    if len(days) > 1 and fact.kind is FactKind.SET:
        return Clue(
            fact.name, span, None, weigh.about_one_of([Stretch(e.first, e.last) for e in fact.editions], s.is_lead), None, None, "life"
        )
    if len(days) > 1:
        return Clue(fact.name, span, weigh.since(days[0], "fact"), weigh.after_one_of(days), days[0])
    exact = {FactKind.EVENT: "fact", FactKind.NEWS: "news", FactKind.SET: "set"}[fact.kind]
    hard = weigh.since(days[0], exact) if fact.kind is not FactKind.SET else weigh.since_or_awaited(days[0])
    is_news = s.is_lead and not _is_background(fact, s, at)
    return Clue(fact.name, span, hard, None, days[0], None, f"{exact} lead" if is_news else exact, fact.editions[0].last)


def _is_background(fact: Fact, s: TextSentence, at: tuple[int, int]) -> bool:
    """ "the worst since the 2004 bombings": what is new is not told with its year, nor counted from."""
    has_year = fact.kind is not FactKind.SET and any(w.year == fact.editions[0].first.year for w in s.words if w.has_year)
    return has_year or _COUNTED_FROM.search(s.low[max(0, at[0] - 40) : at[0]]) is not None


def _is_ahead(s: TextSentence, at: tuple[int, int], is_series: bool) -> bool:
    """Whether an event is spoken of as still to come: a summit in a sentence about the future, else only "will invade" itself."""
    before = s.text[max(0, at[0] - (200 if is_series else 25)) : at[0]]
    after = s.text[at[1] : at[1] + (80 if is_series else 0)]
    return s.is_ahead and bool(AHEAD.search(before + "|" + after)) and not PASSED.search(before[-30:])


def _settles(name: str, span: Span, editions: Sequence[Edition], coming: bool) -> Clue:
    if coming:
        stretches = [Stretch(counted.back_a_year(e.first), e.last) for e in editions]
        return Clue(name, span, counted.within(stretches), None, None, max(e.last for e in editions))
    stretches = [Stretch(e.first, counted.on_a_year(e.last)) for e in editions]
    return Clue(name, span, counted.within(stretches), None, min(e.first for e in editions))


def settled(fact: Fact, s: TextSentence, near: Sequence[TextSentence], at: tuple[int, int]) -> tuple[list[Edition], bool]:
    """The editions whose day the text gives without a year, those at a place that it names first; and whether they are still to come."""
    years = {w.year for w in s.words if w.has_year and w.year}
    fit = [e for e in fact.editions if not years or e.first.year in years]
    for sentence in (s, *(n for n in near if n is not s)):
        for words in sentence.words:
            if words.month is None or words.has_year:
                continue
            same = [e for e in fit if _same_day(words, e)]
            there = [e for e in same if e.place and e.place in s.low + " " + sentence.low]
            found = there or ([e for e in same if e.place is None] or same if sentence is s else [])
            if found:
                return found, bool(ahead_at(sentence, words))
    # "the January protests": a month without a year inside the name itself
    words_of = s.low[at[0] : at[1]]
    named = [e for e in fact.editions if plain(e.first.strftime("%B")) in words_of and "20" not in words_of]
    return (named, False) if len(named) == 1 and len(fact.editions) == 1 else ([], False)


def _same_day(words: DateWords, edition: Edition) -> bool:
    if words.kind is TimeKind.DAY_OF_YEAR:
        day = day_or_none(edition.first.year, words.month or 1, words.day or 1)
        return day is not None and edition.first <= day <= edition.last and (edition.last - edition.first).days < 62
    return words.kind is TimeKind.MONTH_ALONE and words.month == edition.first.month and (edition.last - edition.first).days < 62


def _shifted(s: TextSentence, at: tuple[int, int], days: Sequence[date]) -> Clue | None:
    """ "putin's birthday last week": the words next to a dated event that say how long ago it was."""
    for words in sorted(s.words, key=lambda w: (abs(w.start - at[1]), w.start)):
        gap = max(words.start - at[1], at[0] - words.end)
        if gap > 0 and _CLAUSE.search(s.text[min(at[1], words.end) : max(at[0], words.start)]):
            continue
        if gap <= 25 and words.kind is TimeKind.SHIFT and words.unit in ("day", "week", "month", "year") and words.count in (-1, 0):
            span = Span(s.start + min(words.start, at[0]), s.start + max(words.end, at[1]))
            return Clue(s.text[span.start - s.start : span.end - s.start], span, counted.shifted(words.unit, words.count or 0, days), None)
        if gap <= 25 and words.kind is TimeKind.AGO and words.unit == "year" and words.count and len(days) == 1:
            span = Span(s.start + min(words.start, at[0]), s.start + max(words.end, at[1]))
            first, last = date(days[0].year, 1, 1), date(days[0].year, 12, 31)
            return Clue(s.text[span.start - s.start : span.end - s.start], span, counted.years_after(first, last, words.count), None)
    return None


def _of_birthday(born: date, s: TextSentence, name: Span) -> Iterator[Clue]:
    """ "Warren Buffett, 77, said": the age of somebody whose birthday is known."""
    m = _AGE.match(s.text, name.end - s.start)
    if m:
        yield Clue(
            f"{s.text[name.start - s.start : m.end()]}", Span(name.start, s.start + m.end()), None, counted.at_age(born, int(m["age"]))
        )


def of_subject(sentences: Sequence[TextSentence], told: Sequence[Fact]) -> Iterator[Clue]:
    """ "At 80 he continues to write" in a text about one person whose birthday is known."""
    lead = " ".join(s.low for s in sentences if s.is_lead)
    subjects = [f for f in told if f.kind is FactKind.BORN and named_at(f.words, lead)]
    if len(subjects) != 1:
        return
    for s in sentences:
        for m in _AT_AGE.finditer(s.text):
            span = Span(s.start + m.start(), s.start + m.end())
            yield Clue(m[0], span, None, counted.at_age(subjects[0].editions[0].first, int(m["age"])))


def of_holidays(s: TextSentence, told: Sequence[Holiday]) -> Iterator[Clue]:
    for holiday in told:
        at = named_at(holiday.words, s.low)
        if at is None:
            continue
        days = [d for y in range(1990, 2041) if (d := day_or_none(y, holiday.month, holiday.day))]
        shifted = _shifted(s, at, days)
        if shifted is not None:
            yield shifted
            yield from _weekdays_of(s)


def _weekdays_of(s: TextSentence) -> Iterator[Clue]:
    """ "this Thursday" told as past, beside an event of last week: written on that day or later in the week."""
    for words in s.words:
        if words.kind is TimeKind.WEEKDAY and words.count == 0 and words.weekday is not None:
            span = Span(s.start + words.start, s.start + words.end)
            yield Clue(words.text, span, None, returning.weekday_passed(words.weekday, bool(ahead_at(s, words))))


def of_offices(s: TextSentence) -> Iterator[Clue]:
    """ "President Macron": written while he was in office, or later about that time."""
    for m in _TITLED.finditer(s.text):
        if m["before"]:
            continue
        held = _terms_of(m["name"], _OFFICES[m["office"].lower()])
        if held:
            yield Clue(m[0], Span(s.start + m.start("office"), s.start + m.end()), counted.in_office(held), None)
    for m in _FULL_NAME.finditer(s.text):
        known = _by_full_name().get(_bare(m[0]))
        if known:
            yield Clue(m[0], Span(s.start + m.start(), s.start + m.end()), None, counted.in_public_life(known), None, None, "life")


def of_ages(s: TextSentence) -> Iterator[Clue]:
    """ "the 30th anniversary of the launch on 12 April 1981", "Putin, 70,": a known day and the years since."""
    for m in _ANNIVERSARY.finditer(s.text):
        span = Span(s.start + m.start(), s.start + m.end())
        dated = [w for w in s.words if w.kind in (TimeKind.DAY, TimeKind.YEAR) and abs(w.start - m.start()) < 200]
        if dated:
            year, start_month = dated[0].year or 1, dated[0].month or 1
            last = date(year, 12, 31) if dated[0].kind is TimeKind.YEAR else date(year, start_month, dated[0].day or 1)
            yield Clue(m[0], span, None, counted.years_after(date(year, start_month, dated[0].day or 1), last, int(m["years"])))
            continue
        for fact in named_in(s.low):
            if len(fact.editions) == 1 and fact.kind in (FactKind.EVENT, FactKind.NEWS, FactKind.SET) and named_at(fact.words, s.low):
                yield Clue(m[0], span, None, counted.years_after(fact.editions[0].first, fact.editions[0].last, int(m["years"])))
    for m in _AGED.finditer(s.text):
        name, age = m["name"] or m["name2"], int(m["age"] or m["age2"])
        born = births().get(plain(name))
        if born is not None:
            yield Clue(m[0], Span(s.start + m.start(), s.start + m.end()), None, counted.at_age(born, age))


def _terms_of(name: str, offices: tuple[str, ...]) -> list[Stretch]:
    words = [_bare(word) for word in name.split()]
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
    return tuple((_bare(t.name.split()[-1]), frozenset(_bare(w) for n in (t.name, *t.also) for w in n.split()), t) for t in terms())


def _bare(name: str) -> str:
    """A name without possessive and accents, lower case: texts write Luis and Luís."""
    letters = unicodedata.normalize("NFKD", plain(name)).removesuffix("'s")
    return "".join(c for c in letters if not unicodedata.combining(c))


@cache
def _by_full_name() -> dict[str, tuple[Stretch, ...]]:
    """All terms of those whose name has two words, by that name."""
    found: dict[str, list[Stretch]] = {}
    for term in terms():
        for name in (term.name, *term.also):
            if len(name.split()) == 2:
                found.setdefault(_bare(name), []).append(
                    Stretch(term.start, month_end(term.end.year, term.end.month) if term.end else None)
                )
    return {name: tuple(held) for name, held in found.items()}
