"""Periods, months, and how much of an uncertain date lies inside one.

In: dates of events and articles. Out: shares of them, months, the period before. All days are inclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from equipoise.words.errors import InputError

WIDEST_MONTHLY_WINDOW = 92  # days: a wider window says too little about a month (a document's own window is 90 days)


@dataclass(frozen=True, slots=True)
class Period:
    """From ``since`` to ``until``, both inclusive; None = without that limit. Raises InputError where it ends before it begins."""

    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise InputError(f"The period ends ({self.until}) before it begins ({self.since}). Exchange --from and --to")

    @property
    def is_open(self) -> bool:
        """True where neither end is limited."""
        return self.since is None and self.until is None


@dataclass(frozen=True, slots=True)
class MonthShare:
    """The part (0..1) of an uncertain date that lies in a month, ``YYYY-MM``."""

    month: str
    share: float


def month_of(day: date) -> str:
    """The month of a day.

    >>> month_of(date(2023, 11, 9))
    '2023-11'
    """
    return f"{day.year:04d}-{day.month:02d}"


def month_period(month: str) -> Period:
    """First to last day of a month ``YYYY-MM``.

    >>> month_period("2024-02").until
    datetime.date(2024, 2, 29)
    """
    first = date.fromisoformat(f"{month}-01")
    return Period(first, _last_of_month(first))


def months_between(since: date, until: date) -> list[str]:
    """Every month from that of ``since`` to that of ``until``, in order.

    >>> months_between(date(2023, 11, 9), date(2024, 1, 1))
    ['2023-11', '2023-12', '2024-01']
    """
    first, last = since.year * 12 + since.month - 1, until.year * 12 + until.month - 1
    return [f"{m // 12:04d}-{m % 12 + 1:02d}" for m in range(first, last + 1)]


def previous_period(period: Period) -> Period | None:
    """The period of the same length that ends the day before this one begins; None where this one has an open end.

    Whole months are answered by as many whole months (February is not two days "shorter"), everything else by as many days.

    >>> previous_period(Period(date(2024, 1, 1), date(2024, 2, 29)))
    Period(since=datetime.date(2023, 11, 1), until=datetime.date(2023, 12, 31))
    >>> previous_period(Period(date(2023, 11, 8), date(2023, 11, 14)))
    Period(since=datetime.date(2023, 11, 1), until=datetime.date(2023, 11, 7))
    """
    if period.since is None or period.until is None:
        return None
    try:
        end = period.since - timedelta(days=1)
        if period.since.day == 1 and period.until == _last_of_month(period.until):
            length = len(months_between(period.since, period.until))
            first = period.since.year * 12 + period.since.month - 1 - length
            return Period(date(first // 12, first % 12 + 1, 1), end)
        return Period(period.since - (period.until - period.since) - timedelta(days=1), end)
    except (OverflowError, ValueError):  # the calendar begins in the year 1
        return None


@dataclass(frozen=True, slots=True)
class Halves:
    """Two periods that follow one another."""

    earlier: Period
    later: Period


def halves(first: date, last: date) -> Halves | None:
    """The days from ``first`` to ``last``, parted at the turn of the month nearest their middle; None where no month turns between them.

    >>> halves(date(2023, 1, 10), date(2023, 6, 20)).later
    Period(since=datetime.date(2023, 4, 1), until=datetime.date(2023, 6, 20))
    """
    turns = [date.fromisoformat(f"{m}-01") for m in months_between(first, last)[1:]]
    if not turns:
        return None
    middle = first + (last - first) / 2
    turn = min(turns, key=lambda t: (abs(t - middle), t))
    return Halves(Period(first, turn - timedelta(days=1)), Period(turn, last))


def share_inside(earliest: date | None, latest: date | None, period: Period) -> float:
    """Share (0..1) of a date window's days that lie in a period: the probability of being inside, each day as likely as the next.

    1 or 0 where the known end settles it; a window with an open end that could lie on both sides gives 0: it cannot be placed.
    docs/methods/balance.md, eq. 1.

    >>> share_inside(date(2023, 11, 1), date(2023, 11, 10), Period(date(2023, 11, 8), None))
    0.3
    """
    if period.is_open:
        return 1.0
    if _is_before(latest, period.since) or _is_before(period.until, earliest):
        return 0.0
    begins_inside = period.since is None or (earliest is not None and earliest >= period.since)
    ends_inside = period.until is None or (latest is not None and latest <= period.until)
    if begins_inside and ends_inside:
        return 1.0
    if earliest is None or latest is None or latest < earliest:
        return 0.0
    return _common_days(earliest, latest, period) / _days(earliest, latest)


def spread_over_months(earliest: date | None, latest: date | None, period: Period) -> tuple[MonthShare, ...]:
    """Each month of the period that a date window touches, with the share of the window's days in it; in order.

    Nothing for a window with an open end or wider than ``WIDEST_MONTHLY_WINDOW`` days: such a date belongs to no month.

    >>> [m.share for m in spread_over_months(date(2023, 10, 22), date(2023, 11, 10), Period())]
    [0.5, 0.5]
    """
    if earliest is None or latest is None or not 0 < _days(earliest, latest) <= WIDEST_MONTHLY_WINDOW:
        return ()
    begin = max(earliest, period.since) if period.since else earliest
    end = min(latest, period.until) if period.until else latest
    if begin > end:
        return ()
    if begin.year == end.year and begin.month == end.month:
        return (MonthShare(month_of(begin), _days(begin, end) / _days(earliest, latest)),)
    days = _days(earliest, latest)
    return tuple(MonthShare(m, _common_days(begin, end, month_period(m)) / days) for m in months_between(begin, end))


def _last_of_month(day: date) -> date:
    if day.year == date.max.year and day.month == 12:
        return date.max
    return date(day.year + day.month // 12, day.month % 12 + 1, 1) - timedelta(days=1)


def _is_before(a: date | None, b: date | None) -> bool:
    return a is not None and b is not None and a < b


def _days(first: date, last: date) -> int:
    return (last - first).days + 1


def _common_days(first: date, last: date, period: Period) -> int:
    begin = max(first, period.since) if period.since else first
    end = min(last, period.until) if period.until else last
    return max(0, _days(begin, end))
