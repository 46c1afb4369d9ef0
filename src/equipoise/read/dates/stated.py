"""Dates that a page states: in its header, its address, the addresses of its images. In: text, boilerplate, address. Out: Stated.

A numeric date may be read in two orders; both days are kept until other evidence settles which is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from equipoise.read.dates.find import find_words
from equipoise.read.dates.vocabulary import TimeKind, day_or_none
from equipoise.read.stamps import tells_weather
from equipoise.words.text import Boilerplate, Span

_NUMERIC = re.compile(r"(?<!\d)(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d|\d\d)(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<a>\d{1,2})[-/.](?P<b>\d{1,2})(?!\d)")
_IN_ADDRESS = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sep>[-/_.]?)(?P<a>\d{2})(?P=sep)(?P<b>\d{2})(?!\d)")
_MONTH_IN_ADDRESS = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<a>\d{2})/")
_SECONDS = re.compile(r"(?<!\d)1[0-9]{9}(?!\d)")
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]{4,500}")
_RUSSIAN_MONTHS = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"]
_RUSSIAN = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})\s+(?P<month>{'|'.join(_RUSSIAN_MONTHS)})\s+(?P<year>(?:19|20)\d\d)(?!\d)", re.I)
_SHOWN_AGAIN = re.compile(r"\b(?:re-?posted|re-?published|re-?printed|re-?issued)\b", re.I)
_FETCHED = re.compile(
    r"\b(?:generated|printed|crawled|retrieved|accessed|archived|captured|saved|fetched|cached|downloaded|exported|viewed|snapshot)\b", re.I
)
_ARTICLES_OWN = re.compile(r"\b(?:published|posted|updated|issued|released|modified)\b", re.I)
_APART = 3  # days by which the stamps of one article may differ: published late, updated the next morning
_STAMP_KINDS = ("date_stamp", "dateline", "byline", "publisher_line", "wire_dateline")


@dataclass(frozen=True, slots=True)
class Stated:
    """A stated date: the days it may mean (one, or two where day and month may be swapped), or a month; ``span`` None = not in the text.

    ``day_first`` is the reading with the day before the month, where both can be. ``shown_again`` is true for the date of a repost:
    the article is not younger, but it may be older. ``fetched`` is true for the clock of whoever saved the page, years later perhaps.
    """

    days: tuple[date, ...]
    span: Span | None
    weekday: int | None = None
    day_first: date | None = None
    shown_again: bool = False
    fetched: bool = False


def header_dates(text: str, boilerplate: Sequence[Boilerplate]) -> list[Stated]:
    """Days with a year in the stretches that were marked as page furniture, in reading order.

    A page may show its reader's clock too: beside the weather, or later than a day that it calls the article's own ("Updated: ...").
    """
    found = []
    own, bare = list[date](), list[bool]()
    for mark in sorted(boilerplate, key=lambda b: (b.start, b.end)):
        if mark.kind in _STAMP_KINDS:
            line = text[mark.start : mark.end][:300]
            told, weather = 0, tells_weather(line)
            calls = _ARTICLES_OWN.search(line) is not None
            for s in stamp_dates(line, mark.start):
                label = line[told : s.span.start - mark.start] if s.span else line
                fetched = weather or _FETCHED.search(label) is not None
                own += s.days if calls and not fetched and not _SHOWN_AGAIN.search(label) else ()
                bare.append(not calls)
                found.append(replace(s, shown_again=fetched or _SHOWN_AGAIN.search(label) is not None, fetched=fetched))
                told = s.span.end - mark.start if s.span else told
    if not own:
        return found
    latest = max(own).toordinal() + _APART
    return [
        replace(s, shown_again=True, fetched=True) if alone and min(s.days).toordinal() > latest else s
        for s, alone in zip(found, bare, strict=True)
    ]


def stamp_dates(stamp: str, shift: int) -> list[Stated]:
    """The days that a stamp names; ``shift`` is where it begins in the text.

    >>> [s.days for s in stamp_dates("12/11/2023 19h31", 0)]
    [(datetime.date(2023, 11, 12), datetime.date(2023, 12, 11))]
    """
    found = [
        Stated((day,), Span(shift + w.start, shift + w.end), w.weekday)
        for w in find_words(stamp)
        if w.kind is TimeKind.DAY and (day := day_or_none(w.year or 1, w.month or 1, w.day or 1))
    ]
    if found:
        return found
    for m in _RUSSIAN.finditer(stamp):
        day = day_or_none(int(m["year"]), _RUSSIAN_MONTHS.index(m["month"].lower()) + 1, int(m["day"]))
        if day:
            found.append(Stated((day,), Span(shift + m.start(), shift + m.end())))
    for m in _YEAR_FIRST.finditer(stamp):
        day = day_or_none(int(m["year"]), int(m["a"]), int(m["b"]))
        if day:
            found.append(Stated((day,), Span(shift + m.start(), shift + m.end())))
    return found or [s for m in _NUMERIC.finditer(stamp) if (s := _either_order(m, shift))]


def _either_order(m: re.Match[str], shift: int) -> Stated | None:
    year = int(m["year"]) + (0 if len(m["year"]) == 4 else 2000)
    day_first = day_or_none(year, int(m["b"]), int(m["a"]))
    month_first = day_or_none(year, int(m["a"]), int(m["b"]))
    if m["sep"] == ".":
        month_first = None if day_first else month_first  # 12.11.2023 is written by those who put the day first
    days = tuple(dict.fromkeys(d for d in (day_first, month_first) if d))
    return Stated(days, Span(shift + m.start(), shift + m.end()), None, day_first if len(days) == 2 else None) if days else None


def address_date(address: str) -> tuple[date, date] | None:
    """The day, or the month's first and last day, in the path of a web address; None where there is none.

    >>> address_date("https://news.example/2023/11/12/visit.html")
    (datetime.date(2023, 11, 12), datetime.date(2023, 11, 12))
    """
    for m in _IN_ADDRESS.finditer(address):
        day = day_or_none(int(m["year"]), int(m["a"]), int(m["b"]))
        if day and day.year >= 1990:
            return day, day
    month = _MONTH_IN_ADDRESS.search(address)
    if month and 1 <= int(month["a"]) <= 12 and int(month["year"]) >= 1990:
        first = date(int(month["year"]), int(month["a"]), 1)
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return first, date.fromordinal(following.toordinal() - 1)
    return None


def image_dates(text: str) -> list[Stated]:
    """Days in the web addresses that stand in a text (its images): written out, or as seconds since 1970; in reading order."""
    found = []
    for address in _ADDRESS.finditer(text):
        for m in _IN_ADDRESS.finditer(address[0]):
            day = day_or_none(int(m["year"]), int(m["a"]), int(m["b"]))
            if day and day.year >= 1990:
                found.append(Stated((day,), Span(address.start() + m.start(), address.start() + m.end())))
        for m in _SECONDS.finditer(address[0]):
            day = datetime.fromtimestamp(int(m[0]), UTC).date()
            found.append(Stated((day,), Span(address.start() + m.start(), address.start() + m.end())))
    return found
