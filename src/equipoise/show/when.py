"""Dates in words. In: dates and ranges as they were found. Out: '9 November 2023', 'between 3 and 9 June 2023', 'date not known'."""

from __future__ import annotations

from datetime import date, timedelta

from equipoise.words.event import DateBasis, Event, EventDate
from equipoise.words.text import Granularity, Published, PublishedBasis

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]

FOUND = {
    PublishedBasis.GIVEN: "given with the article",
    PublishedBasis.STATED: "stated in the text",
    PublishedBasis.URL: "from its address",
    PublishedBasis.CONTENT: "worked out from what it tells",
    PublishedBasis.UNKNOWN: "not found",
}


def day(d: date) -> str:
    """A day in words.

    >>> day(date(2023, 11, 9))
    '9 November 2023'
    """
    return f"{d.day} {MONTHS[d.month - 1]} {d.year}"


def month(d: date) -> str:
    """A month in words."""
    return f"{MONTHS[d.month - 1]} {d.year}"


def short_month(key: str) -> str:
    """'2023-11' as a chart has room for: 'Nov 2023'."""
    return f"{MONTHS[int(key[5:7]) - 1][:3]} {key[:4]}"


def month_name(key: str) -> str:
    """'2023-11' in words: 'November 2023'."""
    return f"{MONTHS[int(key[5:7]) - 1]} {key[:4]}"


def between(first: date | None, last: date | None) -> str:
    """A range in words, as short as it can be said; an open end is said to be open.

    >>> between(date(2023, 11, 1), date(2023, 11, 30)), between(date(2023, 6, 8), date(2023, 6, 9)), between(None, date(2023, 6, 9))
    ('November 2023', '8–9 June 2023', 'by 9 June 2023')
    """
    if first is None or last is None:
        if last is not None:
            return f"by {day(last)}"
        return f"since {day(first)}" if first is not None else "date not known"
    if first == last:
        return day(first)
    return _whole(first, last) or _days(first, last)


def _whole(first: date, last: date) -> str | None:
    """The range as whole months or years, None where it is not made of them."""
    if first.day != 1 or (last + timedelta(days=1)).day != 1:
        return None
    if (first.year, first.month) == (last.year, last.month):
        return month(first)
    if (first.month, last.month) == (1, 12):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    return f"{MONTHS[first.month - 1]}–{month(last)}" if first.year == last.year else f"{month(first)} – {month(last)}"


def _days(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def event_day(d: EventDate) -> str:
    """When an event happened, in words. The window before an undated report's article is no duration: only its end is said.

    >>> window = EventDate(None, date(2023, 10, 7), date(2023, 11, 6), Granularity.RANGE, DateBasis.DOCUMENT)
    >>> event_day(window)
    'by 6 November 2023'
    """
    if d.basis is DateBasis.DOCUMENT and d.earliest is not None and d.latest is not None and d.earliest < d.latest:
        return between(None, d.latest)
    if d.granularity is Granularity.DAY and d.earliest is not None and d.earliest == d.latest:
        return day(d.earliest)
    return between(d.earliest, d.latest)


def event_when(e: Event) -> str:
    """When an event happened or is to happen, in words. A plan without a date of its own has none: its window is only the reader's."""
    return event_day(e.date) if e.modality.happened or has_own_date(e) else "no date given"


def published_day(p: Published) -> str:
    """When an article was published, in words."""
    return between(p.earliest, p.latest)


def has_own_date(e: Event) -> bool:
    """True where the report says when; a window that follows from the article's date alone is no date of the event."""
    return e.date.latest is not None and e.date.basis is not DateBasis.DOCUMENT


def sort_key(d: EventDate) -> tuple[date, date]:
    """Order by the last day it can have been, then the first; what has no date comes last."""
    latest = d.latest or d.earliest or date.max
    return latest, d.earliest or latest
