"""How well each day fits what returns: weekdays, days and months without a year, feasts. In: one clue. Out: factors, as in ``weigh``.

A day without its year is near: mostly of the last weeks, or of the next ones where it is still to come.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from equipoise.read.dates.vocabulary import day_or_none

if TYPE_CHECKING:
    import numpy as np

    Weights = Callable[[np.ndarray], np.ndarray]

RUNNING = 0.4  # how much less often than the month before it the running month is named without "this"
EPOCH = date(1970, 1, 1).toordinal()


def told_on(weekday: int, ahead: bool) -> Weights:
    """A weekday in the article's first lines, as its news: mostly yesterday's or today's, or one of the days to come."""
    shares = (0.05, 0.3, 0.2, 0.15, 0.12, 0.1, 0.08) if ahead else (0.3, 0.27, 0.15, 0.1, 0.07, 0.06, 0.05)

    def weights(days: np.ndarray) -> np.ndarray:
        import numpy as np

        gap = (weekday - (days + 6)) % 7 if ahead else (days + 6 - weekday) % 7
        return np.asarray(np.array(shares)[gap])

    return weights


def about_feast(returns: Sequence[date], days_off: int) -> Weights:
    """Written about a feast that returns every year, a third of the belief left for those who name it at any time."""
    ordinals = sorted(d.toordinal() for d in returns)

    def weights(days: np.ndarray) -> np.ndarray:
        import numpy as np

        known = np.array(ordinals)
        at = np.clip(np.searchsorted(known, days), 1, len(known) - 1)
        gap = np.minimum(np.abs(days - known[at - 1]), np.abs(days - known[at]))
        return np.asarray(0.3 / 365 + 0.7 / (2 * days_off) * np.exp(-gap / days_off))

    return weights


def day_of_year(month: int, day: int, ahead: bool | None) -> Weights:
    """A day given without its year lies in the past year (or the coming one), mostly in the last weeks."""

    def weights(days: np.ndarray) -> np.ndarray:
        gone, to_come = _gaps(days, month, day)
        if ahead is None:
            both: np.ndarray = _near(gone) + _soon(to_come)
            return both
        return _soon(to_come) if ahead else _near(gone)

    return weights


def _soon(gap: np.ndarray) -> np.ndarray:
    import numpy as np

    return 0.6 * np.exp(-gap / 20.0) / 20.0 + np.where(gap <= 330, 0.4 / 330, 0.05 / 330)


def _near(gap: np.ndarray) -> np.ndarray:
    import numpy as np

    return 0.5 * np.exp(-gap / 20.0) / 20.0 + np.where(gap <= 330, 0.5 / 330, 0.05 / 330)


def month(number: int, ahead: bool | None, is_this: bool = False) -> Weights:
    """A month named alone lies in the past year (or the coming one); the running one is seldom called by its name but as "this"."""

    def weights(days: np.ndarray) -> np.ndarray:
        import numpy as np

        gone, _ = _gaps(days, number, 1)
        _, to_come = _gaps(days, number, 28)
        gap = to_come if ahead else gone
        running = np.where(gap < 28, 1.0 if is_this else RUNNING, 1.0)
        return running * np.where(gap <= 320, 1.0 / 320 + np.exp(-gap / 90.0) / 180.0, 0.15 / 320)

    return weights


def _gaps(days: np.ndarray, month: int, day: int) -> tuple[np.ndarray, np.ndarray]:
    """Days since the last and until the next return of a day of the year."""
    import numpy as np

    first, last = date.fromordinal(int(days[0])).year - 1, date.fromordinal(int(days[-1])).year + 1
    returns = np.array([d.toordinal() for y in range(first, last + 1) if (d := day_or_none(y, month, min(day, 28) if month == 2 else day))])
    at = np.searchsorted(returns, days, side="right")
    return days - returns[at - 1], returns[np.searchsorted(returns, days, side="left")] - days


def of_this_year(number: int, ahead: bool) -> Weights:
    """ "This October" is the running year's: written in or after that month, or up to it where it is still to come."""

    def weights(days: np.ndarray) -> np.ndarray:
        import numpy as np

        running = (days - EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(int) % 12 + 1
        return np.where(running <= number if ahead else running >= number, 1.0, 0.03)

    return weights


def news_of(month: int, day: int) -> Weights:
    """A weekday with its day, told in the lead as past ("received him on Sunday, 15 September"): the news is days old."""

    def weights(days: np.ndarray) -> np.ndarray:
        import numpy as np

        gone, _ = _gaps(days, month, day)
        return np.asarray(0.7 * np.exp(-gone / 5.0) / 5.0 + 0.3 * _near(gone))

    return weights


def weekday_fits(month: int, day: int, weekday: int | None, ahead: bool | None) -> Weights | None:
    """Where a day of the year comes with its weekday, only years in which they agree are left; None where no weekday is given."""
    if weekday is None:
        return None

    def weights(days: np.ndarray) -> np.ndarray:
        import numpy as np

        gone, to_come = _gaps(days, month, day)
        last = (days - gone + 6) % 7 == weekday  # ordinal 1 is a Monday
        coming = (days + to_come + 6) % 7 == weekday
        to_be = 0.1 if ahead is False else 1.0
        return np.where(last & (gone <= 200), 1.0, np.where(coming & (to_come <= 165), to_be, 0.02))

    return weights


def stamped(month: int, day: int, weekday: int | None) -> Weights:
    """A page's own date without its year: written on that day of some year, of those where the weekday agrees if one is given."""

    def weights(days: np.ndarray) -> np.ndarray:
        import numpy as np

        gone, _ = _gaps(days, month, day)
        fits = gone == 0
        if weekday is not None:
            fits &= (days + 6) % 7 == weekday
        return np.where(fits, 1.0, 0.001)

    return weights


def days_after(month: int, day: int, count: int, off: int) -> Weights:
    """Written so many days after a day of the year, give or take ``off``; little left for days that mean something else."""

    def weights(days: np.ndarray) -> np.ndarray:
        import numpy as np

        gone, _ = _gaps(days, month, day)
        return np.where(np.abs(gone - count) <= off, 1.0, 0.03)

    return weights


def weekday_passed(weekday: int, ahead: bool) -> Weights:
    """Written in the part of the week from (or, for what is to come, up to) a weekday."""

    def weights(days: np.ndarray) -> np.ndarray:
        import numpy as np

        today = (days + 6) % 7
        return np.where(today <= weekday if ahead else today >= weekday, 1.0, 0.03)

    return weights
