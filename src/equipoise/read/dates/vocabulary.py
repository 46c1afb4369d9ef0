"""The words for times: months, weekdays, units, numbers, and DateWords, one time expression as found. In: nothing. Out: to find, resolve.

Plain data; nothing here knows when an article was published.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
WEEKDAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
WEEKDAYS |= {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6}
_TO_TEN = "zero one two three four five six seven eight nine ten"
_TO_TWENTY = "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
NUMBERS = {word: i for i, word in enumerate(f"{_TO_TEN} {_TO_TWENTY}".split())}
NUMBERS |= {"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "couple": 2}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "1": 1, "2": 2, "3": 3, "4": 4}


class TimeKind(StrEnum):
    """What kind of words name the time."""

    DAY = "day"  # 9 November 2023
    MONTH = "month"  # February 2023
    YEAR = "year"  # 2014
    STRETCH = "stretch"  # 2014-2016, the 1990s, the first half of 2023
    DAY_OF_YEAR = "day_of_year"  # November 9
    MONTH_ALONE = "month_alone"  # in August
    DAY_OF_MONTH = "day_of_month"  # on the 19th
    SEASON = "season"  # last summer
    WEEKDAY = "weekday"  # on Thursday
    SHIFT = "shift"  # last week, this year, tomorrow
    AGO = "ago"  # two weeks ago
    LENGTH = "length"  # the past three months, the coming years
    RECENT = "recent"  # recently, in recent weeks
    LATER = "later"  # a week later, the next day: counted from another date in the text


@dataclass(frozen=True, slots=True)
class DateWords:
    """Words that name a time, not yet resolved. Offsets are those of the text that was searched.

    ``count`` is signed: -1 = last, 0 = this, 1 = next (SHIFT, WEEKDAY, MONTH_ALONE; None = not said), days or weeks for AGO and LATER.
    ``lead`` is the word that turns a time into an open stretch: since, after, before, until, by. ``first`` and ``last`` bound a STRETCH.
    ``part`` is early, mid or late; ``attribute`` is true where a noun follows that the words belong to ("the January protests").
    ``of_year`` is -1, 0 or 1 in "June last year", "8-9 June this year", "May next year".
    """

    text: str
    start: int
    end: int
    kind: TimeKind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    weekday: int | None = None
    unit: str | None = None
    count: int | None = None
    part: str | None = None
    lead: str | None = None
    first: date | None = None
    last: date | None = None
    attribute: bool = False
    of_year: int | None = None

    @property
    def has_year(self) -> bool:
        """True where the words alone settle the year."""
        return self.kind in (TimeKind.DAY, TimeKind.MONTH, TimeKind.YEAR, TimeKind.STRETCH)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day.

    >>> day_or_none(2023, 2, 29) is None
    True
    """
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_months(day: date, months: int) -> date:
    """The same day of the month some months on, or the month's last day where it is shorter; kept inside years 1..9999."""
    count = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def add_days(day: date, days: int) -> date:
    """Some days on, kept inside the calendar."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.max if days > 0 else date.min
