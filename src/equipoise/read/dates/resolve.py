"""Turn words for a time into days. In: DateWords, the days on which the article may have been published. Out: EventDate.

A time without a year means the latest one before publication, or the next one where something is planned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from equipoise.read.dates.vocabulary import DateWords, TimeKind, add_days, add_months, day_or_none, month_end
from equipoise.words.event import DateBasis, EventDate
from equipoise.words.text import Granularity

DAYS = {"hour": 0, "day": 1, "night": 1, "weekend": 7, "week": 7, "fortnight": 14}
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
RECENT_DAYS = {None: 30, "day": 10, "hour": 2, "week": 45, "month": 180, "year": 365 * 5, "decade": 365 * 30}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from first to last; None = open."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which an article may have been published, both ends known; ``best`` where one fits so well that it has a value."""

    first: date
    last: date
    best: date | None = None


def resolve(words: DateWords, published: Window | None, ahead: bool, frame: Stretch | None = None) -> EventDate | None:
    """The days that the words mean, or None where they cannot be told (no publication date, nothing to count from).

    ``ahead``: the event is still to come when the article is written. ``frame``: the last dated event, for "a week later".
    An imprecise publication date widens the answer: both its ends are tried.
    """
    if words.has_year:
        return _lead(words, _with_year(words), published, DateBasis.EXPLICIT)
    if words.kind is TimeKind.LATER:
        found = _counted_from(words, frame)
        return event_date(found, DateBasis.ANAPHORIC) if found else None
    if published is None:
        return None
    if published.best and (guess := _at(words, published.best, ahead)) is not None:
        return _about(guess, words, published, ahead)
    both = [_at(words, day, ahead) for day in (published.first, published.last)]
    return _lead(words, _spanning(both), published, DateBasis.RELATIVE) if any(both) else None


def _about(guess: Stretch, words: DateWords, published: Window, ahead: bool) -> EventDate:
    """What a time means where the article's day is a best guess: counted from that day.

    A weekday or "yesterday" is a day as surely as the article's own is: it is the value, and the range says how far off it may be.
    """
    found = _lead(words, guess, published, DateBasis.RELATIVE)
    if _is_of_calendar(words) or found.granularity is not Granularity.DAY:
        return found  # the day that fits best was found with the months that are told, so the turn of a year is not tried on both sides
    wide = _spanning([guess, *(_at(words, day, ahead) for day in (published.first, published.last))])
    return EventDate(found.value, wide.first, wide.last, Granularity.RANGE, found.basis)


def _spanning(stretches: Sequence[Stretch | None]) -> Stretch:
    firsts, lasts = [s.first for s in stretches if s and s.first], [s.last for s in stretches if s and s.last]
    return Stretch(min(firsts, default=None), max(lasts, default=None))


def _is_of_calendar(words: DateWords) -> bool:
    """True for "25 February", "last year": of the calendar."""
    return words.kind in (TimeKind.DAY_OF_YEAR, TimeKind.MONTH_ALONE, TimeKind.SEASON) or (
        words.kind is TimeKind.SHIFT and words.unit in ("month", "quarter", "year")
    )


def event_date(found: Stretch, basis: DateBasis) -> EventDate:
    """The EventDate of a stretch: a value and an exact granularity where it is one day, one month or one year."""
    first, last = found.first, found.last
    if first is None or last is None:
        return EventDate(None, first, last, Granularity.RANGE, basis)
    if first == last:
        return EventDate(first.isoformat(), first, last, Granularity.DAY, basis)
    if first.day == 1 and last == month_end(first.year, first.month):
        return EventDate(f"{first:%Y-%m}", first, last, Granularity.MONTH, basis)
    if (first.month, first.day, last.month, last.day, last.year) == (1, 1, 12, 31, first.year):
        return EventDate(f"{first.year:04d}", first, last, Granularity.YEAR, basis)
    return EventDate(None, first, last, Granularity.RANGE, basis)


def _lead(words: DateWords, found: Stretch, published: Window | None, basis: DateBasis) -> EventDate:
    now = published.last if published else None
    if words.attribute:
        return event_date(found, basis)  # "after the January protests": the month is the protests', not what comes after
    if words.lead in ("since", "after") and found.first is not None:
        if words.lead == "after" and words.kind in (TimeKind.DAY, TimeKind.DAY_OF_YEAR, TimeKind.WEEKDAY):
            return event_date(found, basis)
        end = now if now is not None and now >= found.first else found.last if words.lead == "after" or now is not None else None
        return event_date(Stretch(found.first, end), basis)
    if words.lead in ("by", "until") and found.last is not None and published is not None and found.last > published.first:
        return event_date(Stretch(min(published.first, found.last), found.last), basis)
    if words.lead == "before" and found.first is not None:
        return event_date(Stretch(None, add_days(found.first, -1)), basis)
    return event_date(found, basis)


def _with_year(words: DateWords) -> Stretch:
    if words.kind is TimeKind.STRETCH:
        return Stretch(words.first, words.last)
    year = words.year or 1
    if words.kind is TimeKind.YEAR:
        low, high = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}.get(words.part or "", (1, 12))
        return Stretch(date(year, low, 1), month_end(year, high))
    if words.kind is TimeKind.MONTH:
        return _month(year, words.month or 1, words.part)
    return Stretch(date(year, words.month or 1, words.day or 1), date(year, words.month or 1, words.last_day or words.day or 1))


def _month(year: int, month: int, part: str | None) -> Stretch:
    low, high = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}.get(part or "", (1, 31))
    last = month_end(year, month)
    return Stretch(date(year, month, low), date(year, month, min(high, last.day)))


def _counted_from(words: DateWords, frame: Stretch | None) -> Stretch | None:
    if frame is None or frame.first is None or frame.last is None:
        return None
    if not words.count:
        return _month(frame.first.year, words.month, words.part) if words.month else frame  # "in July of that year"
    if words.unit in ("month", "year") and abs(words.count) == 1 and words.text.lower().startswith("the "):
        day = _moved(frame.first, words.unit, words.count)  # "the year before": the calendar's
        return _month(day.year, day.month, None) if words.unit == "month" else Stretch(date(day.year, 1, 1), date(day.year, 12, 31))
    first, last = (_moved(d, words.unit or "day", words.count) for d in (frame.first, frame.last))
    blur = _blur(words.unit, words.count)
    return Stretch(add_days(first, -blur), add_days(last, blur))


def _moved(day: date, unit: str, count: int) -> date:
    if unit in DAYS:
        return add_days(day, DAYS[unit] * count)
    return add_months(day, MONTHS_IN.get(unit, 1) * count)


def _blur(unit: str | None, count: int) -> int:
    # "four weeks later" is a day or two off, "a month ago" a week, "ten years ago" half a year.
    base = {"hour": 0, "day": 0, "night": 0, "week": 2, "weekend": 2, "fortnight": 3, "month": 10, "quarter": 45, "year": 180}.get(
        unit or "", 730
    )
    return base if abs(count) > 1 or unit not in ("week",) else 3


def _at(words: DateWords, now: date, ahead: bool) -> Stretch | None:
    match words.kind:
        case TimeKind.DAY_OF_YEAR:
            return _day_of_year(words, now, ahead)
        case TimeKind.MONTH_ALONE | TimeKind.SEASON:
            return _month_alone(words, now, ahead)
        case TimeKind.DAY_OF_MONTH:
            return _day_of_month(words.day or 1, now, ahead)
        case TimeKind.WEEKDAY:
            return _weekday(words, now, ahead)
        case TimeKind.SHIFT:
            return _weekend(now, ahead) if words.unit == "weekend" and words.count is None else _shifted(words, now)
        case TimeKind.AGO:
            return _ago(words, now)
        case TimeKind.LENGTH:
            count = words.count or 0
            other = _moved(now, words.unit or "month", count)
            return Stretch(min(now, other), max(now, other))
        case _:
            return Stretch(add_days(now, -RECENT_DAYS.get(words.unit, 365 * 5)), now)


def _day_of_year(words: DateWords, now: date, ahead: bool) -> Stretch | None:
    month, day = words.month or 1, words.day or 1
    days = [d for y in range(now.year - 5, now.year + 6) if (d := day_or_none(y, month, day))]
    if words.weekday is not None:
        days = [d for d in days if d.weekday() == words.weekday] or days
    if words.of_year is not None:
        days = [d for d in days if d.year == now.year + words.of_year]
        near = days
    else:
        near = [d for d in days if d >= now] if ahead else [d for d in reversed(days) if d <= now]
    if not near:
        return None
    last = day_or_none(near[0].year, month, words.last_day) if words.last_day else near[0]
    return Stretch(near[0], last or near[0])


def _day_of_month(day: int, now: date, ahead: bool) -> Stretch | None:
    for step in (0, 1, 2) if ahead else (0, -1, -2):
        month = add_months(date(now.year, now.month, 1), step)
        found = day_or_none(month.year, month.month, day)
        if found is not None and (found >= now if ahead else found <= now):
            return Stretch(found, found)
    return None


def _month_alone(words: DateWords, now: date, ahead: bool) -> Stretch:
    month = words.month or 1
    year = now.year
    if words.of_year is not None:
        year += words.of_year
    elif words.count == 0:
        pass  # "this August" is the calendar year's
    elif ahead or words.count == 1:
        year += month < now.month or (month == now.month and words.count == 1)
    else:
        year -= month > now.month or (month == now.month and words.count == -1)
    found = _month(year, month, words.part)
    if words.kind is TimeKind.SEASON:
        return Stretch(found.first, month_end(year + (month + 2 > 12), (month + 1) % 12 + 1))
    if not ahead and words.count is None and found.last is not None and found.first is not None and found.first <= now < found.last:
        return Stretch(found.first, now)
    return found


def _weekday(words: DateWords, now: date, ahead: bool) -> Stretch:
    wanted = words.weekday or 0
    if words.count == 0:
        day = add_days(now, wanted - now.weekday())  # "this Thursday" is the one of the running week
    elif ahead or words.count == 1:
        day = add_days(now, (wanted - now.weekday()) % 7 + (7 if words.count == 1 and wanted == now.weekday() else 0))
    else:
        day = add_days(now, -((now.weekday() - wanted) % 7))
        if words.count == -1 and day == now:
            day = add_days(day, -7)
    return Stretch(day, day)


def _shifted(words: DateWords, now: date) -> Stretch | None:
    count, unit = words.count or 0, words.unit or "day"
    if unit in ("day", "night"):
        day = add_days(now, count)
        return Stretch(day, day)
    if unit in ("week", "weekend", "fortnight"):
        monday = add_days(now, -now.weekday() + 7 * count)
        found = Stretch(add_days(monday, 4) if unit == "weekend" else monday, add_days(monday, 6))
        if unit == "weekend" and count == 0 and now.weekday() < 4:
            found = Stretch(add_days(monday, -2), add_days(monday, 6))
    else:
        months = MONTHS_IN.get(unit, 12)
        start = date(now.year, now.month, 1) if unit == "month" else date(now.year, (now.month - 1) // 3 * 3 + 1, 1)
        start = start if unit in ("month", "quarter") else date(now.year if unit == "year" else now.year // 10 * 10 or 1, 1, 1)
        start = add_months(start, months * count)
        end = add_months(start, months - 1)
        found = Stretch(start, month_end(end.year, end.month))
    return _part(found, words.part, now)


def _weekend(now: date, ahead: bool) -> Stretch:
    """ "At the weekend": the one to come for plans (Saturday and Sunday), else the last one begun."""
    saturday = add_days(now, (5 - now.weekday()) % 7 if ahead else -((now.weekday() - 5) % 7))
    return Stretch(saturday, add_days(saturday, 1) if ahead else min(add_days(saturday, 1), now))


def _part(found: Stretch, part: str | None, now: date) -> Stretch:
    if found.first is None or found.last is None or part is None:
        return found
    third = (found.last - found.first).days // 3
    return {
        "earlier": Stretch(found.first, max(found.first, now)),
        "later": Stretch(min(now, found.last), found.last),
        "early": Stretch(found.first, add_days(found.first, third)),
        "late": Stretch(add_days(found.last, -third), found.last),
    }.get(part, found)


def _ago(words: DateWords, now: date) -> Stretch | None:
    count, unit = words.count, words.unit or "day"
    if count is None:  # "several years ago"
        return Stretch(_moved(now, unit, -7), _moved(now, unit, -2))
    day, blur = _moved(now, unit, -count), _blur(unit, count)
    if unit == "year":
        return Stretch(date(day.year, 1, 1), date(day.year, 12, 31))
    return Stretch(add_days(day, -blur), min(add_days(day, blur), now))
