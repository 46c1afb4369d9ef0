"""Feasts that move through the calendar: a text about one is of its weeks. In: a sentence of an article's lead. Out: Clue.

The Islamic feasts are reckoned with the tabular calendar (off by a day or two where the moon is seen otherwise), Easter with the Gregorian
computus (Meeus, Astronomical Algorithms, chapter 8), both for 1989 to 2042.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache

from equipoise.read.dates import returning
from equipoise.read.dates.clue import Clue, TextSentence
from equipoise.read.dates.vocabulary import NUMBERS, add_days
from equipoise.words.text import Span

FIRST_YEAR, LAST_YEAR = 1989, 2042
_EPOCH = 227_015  # ordinal of 1 Muharram of the year 1 in the tabular calendar


def _islamic(month: int, day: int) -> Callable[[int], list[date]]:
    def days(year: int) -> list[date]:
        found = []
        about = (year - 622) * 33 // 32
        for lunar in range(about - 1, about + 3):
            passed = (lunar - 1) * 354 + (3 + 11 * lunar) // 30 + 29 * (month - 1) + month // 2 + day - 1
            held = date.fromordinal(_EPOCH + passed)
            if held.year == year:
                found.append(held)
        return found

    return days


def easter(year: int) -> date:
    """Easter Sunday of the western churches.

    >>> easter(2024)
    datetime.date(2024, 3, 31)
    """
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _from_easter(shift: int) -> Callable[[int], list[date]]:
    return lambda year: [easter(year) + timedelta(shift)]


def _fixed(month: int, day: int) -> Callable[[int], list[date]]:
    return lambda year: [date(year, month, day)]


def _weekday(month: int, weekday: int, nth: int) -> Callable[[int], list[date]]:
    def days(year: int) -> list[date]:
        first = date(year, month, 1)
        return [first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))]

    return days


_FEASTS: tuple[tuple[str, Callable[[int], list[date]], int], ...] = (
    (r"hajj", _islamic(12, 9), 15),
    (r"ramadan", _islamic(9, 15), 15),
    (r"eid al-fitr|eid ul-fitr", _islamic(10, 1), 5),
    (r"eid al-adha|eid ul-adha", _islamic(12, 10), 5),
    (r"ashura", _islamic(1, 10), 5),
    (r"good friday|easter|holy week", _from_easter(-1), 12),
    (r"mardi gras|shrove tuesday", _from_easter(-47), 8),
    (r"ash wednesday", _from_easter(-46), 8),
    (r"thanksgiving", _weekday(11, 3, 4), 12),
    (r"memorial day", _weekday(5, 0, 4), 10),
    (r"labor day", _weekday(9, 0, 1), 10),
    (r"mother['’]s day", _weekday(5, 6, 2), 10),
    (r"christmas|boxing day", _fixed(12, 25), 20),
    (r"new year['’]s (?:day|eve)", _fixed(1, 1), 10),
    (r"halloween", _fixed(10, 31), 12),
    (r"valentine['’]s day", _fixed(2, 14), 10),
    (r"st\.? patrick['’]s day", _fixed(3, 17), 10),
    (r"april fools?['’]?s?['’]? day", _fixed(4, 1), 8),
    (r"anzac day", _fixed(4, 25), 10),
    (r"australia day", _fixed(1, 26), 10),
    (r"canada day", _fixed(7, 1), 10),
    (r"guy fawkes|bonfire night", _fixed(11, 5), 10),
    (r"remembrance day|armistice day|veterans day", _fixed(11, 11), 10),
    (r"waitangi day", _fixed(2, 6), 10),
    (r"groundhog day", _fixed(2, 2), 8),
    (r"nobel peace prize (?:winner|is awarded|was awarded|has been awarded)|awarded the nobel", _fixed(10, 9), 20),
)
_ANY = re.compile("|".join(rf"(?P<f{i}>\b(?:{words})\b)" for i, (words, _, _) in enumerate(_FEASTS)), re.IGNORECASE)
# The first letters of each alternative: a sentence without any of them names no feast.
_WORDS = tuple(sorted({word[:5] for words, _, _ in _FEASTS for word in re.sub(r"\\.|\(.*?\)\??|[?\[\]’]", "", words).split("|")}))
_BEFORE = re.compile(
    r"\b(?P<number>\d{1,2}|[a-z]+) (?P<unit>day|week)s? (?P<way>before|after|ahead of|until) "
    r"(?:the )?(?:(?:beginning|start|end|annual) (?:of )?)?(?:the )?$",
    re.IGNORECASE,
)


def of_feasts(s: TextSentence) -> Iterator[Clue]:
    for m in _ANY.finditer(s.text) if any(word in s.low for word in _WORDS) else ():
        if m.lastgroup is None:
            continue
        number = int(m.lastgroup[1:])
        span = Span(s.start + m.start(), s.start + m.end())
        returns, days_off = _returns(number), _FEASTS[number][2]
        before = _BEFORE.search(s.text[max(0, m.start() - 60) : m.start()])
        count = _count(before["number"]) if before else 0
        if before and count:
            length = count * (7 if before["unit"].lower() == "week" else 1)
            sign = 1 if before["way"].lower() == "after" else -1
            returns, days_off = tuple(add_days(d, sign * length) for d in returns), 3
        yield Clue(m[0], span, None, returning.about_feast(returns, days_off))


def _count(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS.get(word.lower(), 0)


@cache
def _returns(number: int) -> tuple[date, ...]:
    """The days of a feast, in order."""
    return tuple(sorted(day for year in range(FIRST_YEAR, LAST_YEAR + 1) for day in _FEASTS[number][1](year)))
