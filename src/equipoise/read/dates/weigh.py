"""How well each day fits as a day of publication. In: one clue's date. Out: a function from day ordinals to factors.

The shapes are plain mixtures: most news is written within days of what it tells, some within months, a little within years.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from equipoise.read.dates.resolve import Stretch
from equipoise.read.dates.vocabulary import add_days

if TYPE_CHECKING:
    import numpy as np

    Weights = Callable[[np.ndarray], np.ndarray]

# How often the latest, second and third latest date told is the one the news is about: of dates in figures, and of known events, which
# may be another of that name.
LATEST_SHARES = {True: (0.93, 0.05, 0.02), False: (0.8, 0.14, 0.06)}
# The share of belief that such a date says nothing of when the text was written.
MISTAKEN = {True: 0.03, False: 0.35}
OCCASION_MISTAKEN = 0.3
AROUND_MISTAKEN = 0.1
# How often a text is written while what it tells lasts (a month or year named, an affair), not after it.
MEANWHILE = {
    **{"month": 0.15, "month lead": 0.2, "year": 0.35, "lone year": 0.27, "fresh year": 0.45, "fact": 0.2, "fact lead": 0.5},
    **{"news": 0.3, "news lead": 0.6, "fresh news": 0.6, "set": 0.4, "set lead": 0.6},
}
# How often a clue of that kind misleads: the factor for days before the date it gives.
MISLEADS = {"day": 0.003, "month": 0.005, "year": 0.03, "fact": 0.03, "news": 0.05, "thing": 0.02}
# (weight, mean delay in days) of what is written after the latest date told, by how exact that date is.
DELAYS = {
    "day": ((0.35, 12.0), (0.3, 200.0), (0.35, 1000.0)),
    "day lead": ((0.5, 8.0), (0.22, 120.0), (0.28, 900.0)),
    "dated weekday": ((0.75, 4.0), (0.1, 40.0), (0.15, 800.0)),
    "fresh day": ((0.4, 6.0), (0.25, 90.0), (0.35, 800.0)),
    "fresh day lead": ((0.7, 5.0), (0.15, 60.0), (0.15, 800.0)),
    "month": ((0.15, 60.0), (0.35, 400.0), (0.5, 1000.0)),
    "month lead": ((0.25, 45.0), (0.35, 300.0), (0.4, 1000.0)),
    "year": ((0.35, 300.0), (0.4, 900.0), (0.25, 3000.0)),
    "lone year": ((0.3, 500.0), (0.4, 1800.0), (0.3, 6000.0)),
    "fresh year": ((0.6, 200.0), (0.25, 900.0), (0.15, 3000.0)),
    "thing": ((1.0, 5000.0),),
    "fact": ((0.2, 150.0), (0.3, 900.0), (0.5, 5000.0)),
    "fact lead": ((0.5, 30.0), (0.25, 300.0), (0.25, 3000.0)),
    "news": ((0.3, 60.0), (0.3, 500.0), (0.4, 3000.0)),
    "news lead": ((0.75, 10.0), (0.13, 120.0), (0.12, 1500.0)),
    "fresh news": ((0.8, 4.0), (0.12, 60.0), (0.08, 1500.0)),
    "set": ((0.3, 60.0), (0.3, 500.0), (0.4, 3000.0)),
    "set lead": ((0.7, 10.0), (0.15, 120.0), (0.15, 1500.0)),
}


def since(first: date, exact: str) -> Weights:
    """Days before ``first`` are ruled out, but for the share of such clues that mislead."""
    low, factor = first.toordinal(), MISLEADS[exact.removesuffix(" lead")]
    planned = 0.1 if exact.startswith("year") else 0.0  # "the 2014 season", named the year before

    def weights(days: np.ndarray) -> np.ndarray:
        import numpy as np

        before = factor + planned * np.exp(-np.maximum(low - days, 0) / 300.0) if planned else factor
        return np.asarray(np.where(days >= low, 1.0, before))

    return weights


def since_or_awaited(first: date) -> Weights:
    """Of a day known long before: texts of the year or two before it name it too."""
    low = first.toordinal()

    def weights(days: np.ndarray) -> np.ndarray:
        import numpy as np

        return np.asarray(np.where(days >= low, 1.0, 0.02 + 0.5 * np.exp(-np.maximum(low - days, 0) / 250.0)))

    return weights


@dataclass(frozen=True, slots=True)
class Told:
    """Something dated that a text tells: from when to when it lasted, and how exact that is (a key of DELAYS)."""

    first: date
    last: date
    exact: str


def latest(told: Sequence[Told]) -> Weights:
    """Density of being written while the latest of several things told lasted or after it; the older ones count in case it misleads.

    Things set in advance may also lie ahead.
    """
    is_dated = told[0].exact.removesuffix(" lead").split()[-1] in ("day", "weekday", "month", "year")
    shares = LATEST_SHARES[is_dated][: len(told)]

    def weights(days: np.ndarray) -> np.ndarray:
        import numpy as np

        total = np.zeros(days.shape)
        for share, thing in zip(shares, told, strict=False):
            total += share / sum(shares) * _written_of(thing)(days)
        return total

    return doubted(weights, MISTAKEN[is_dated])


def doubted(fits: Weights, share: float) -> Weights:
    """``share`` of the belief spread over all days: what is named may be another of that name, or told years later."""

    def weights(days: np.ndarray) -> np.ndarray:
        found = fits(days)
        total = float(found.sum())
        return (1 - share) * found / total + share / len(days) if total > 0 else found + 1.0

    return weights


def _written_of(thing: Told) -> Weights:
    low, high = thing.first.toordinal(), thing.last.toordinal()
    meanwhile = MEANWHILE.get(thing.exact, 0.5) if high > low + 3 else 0.0
    awaited = 0.3 if thing.exact.startswith("set") else 0.0
    after, before = delay(thing.last, thing.exact), _mixture([thing.first], ((0.6, 60.0), (0.4, 400.0)), -1)

    def weights(days: np.ndarray) -> np.ndarray:
        import numpy as np

        total: np.ndarray = (1 - meanwhile) * after(days)
        if meanwhile:
            total = total + meanwhile / (high - low + 1) * ((days >= low) & (days <= high))
        return np.asarray((1 - awaited) * total + awaited * before(days)) if awaited else total

    return weights


def written_lately(days: np.ndarray) -> np.ndarray:
    """Before anything is read: texts that reach this program are of the web's age, few from before 2000."""
    import numpy as np

    return np.asarray(1.0 / (1.0 + np.exp(-(days - date(2000, 1, 1).toordinal()) / 600.0)) + 0.02)


def until(last: date, factor: float) -> Weights:
    """Days after ``last`` are ruled out, but for a share ``factor``."""
    high = last.toordinal()

    def weights(days: np.ndarray) -> np.ndarray:
        import numpy as np

        return np.where(days <= high, 1.0, factor)

    return weights


def near(day: date, days_off: int) -> Weights:
    """Written about a day, give or take: a soft edge, very little left for what misleads."""
    middle = day.toordinal()

    def weights(days: np.ndarray) -> np.ndarray:
        import numpy as np

        return np.maximum(np.exp(-0.5 * ((days - middle) / days_off) ** 2), 0.0003)

    return weights


def before_repost(day: date) -> Weights:
    """Density of being written before a text was shown again: mostly within a week."""
    return _mixture([day], ((0.7, 5.0), (0.2, 60.0), (0.1, 700.0)), -1)


def delay(first: date, exact: str) -> Weights:
    """Density of being written some days after the latest date told."""
    return _mixture([first], DELAYS[exact], 1)


def soon_before(last: date) -> Weights:
    """Density of being written before a date that is still to come."""
    return _mixture([last], ((0.6, 90.0), (0.4, 700.0)), -1)


def before_one_of(dates: Sequence[date]) -> Weights:
    """Written before one of the dates, mostly in the two months before it."""
    return doubted(_mixture(dates, ((0.9, 30.0), (0.1, 365.0)), -1), OCCASION_MISTAKEN)


def after_one_of(dates: Sequence[date]) -> Weights:
    """Written after one of the dates, often soon after."""
    return doubted(_mixture(dates, DELAYS["fact"], 1), OCCASION_MISTAKEN)


def so_long_after(dates: Sequence[date], days: int, off: int) -> Weights:
    """Written when one of the dates was so many days before the news, give or take ``off``; news is days old, at times weeks."""
    return doubted(_mixture([add_days(d, days - off) for d in dates], ((0.75, 2.0 * off + 4.0), (0.25, 60.0)), 1), OCCASION_MISTAKEN)


def about_one_of(editions: Sequence[Stretch], is_lead: bool) -> Weights:
    """Written about one of the editions of a series that is set in advance: before it, while it lasts or after it."""
    firsts, lasts = [e.first for e in editions if e.first], [e.last for e in editions if e.last]
    parts = ((0.7, 12.0), (0.2, 120.0), (0.1, 1500.0)) if is_lead else ((0.3, 30.0), (0.3, 300.0), (0.4, 3000.0))
    before, after = _mixture(firsts, parts, -1), _mixture(lasts, parts, 1)
    peak = parts[0][0] / parts[0][1]

    def weights(days: np.ndarray) -> np.ndarray:
        import numpy as np

        total = 0.35 * before(days) + 0.65 * after(days)
        for first, last in zip(firsts, lasts, strict=True):
            total = np.where((days > first.toordinal()) & (days < last.toordinal()), 0.65 * peak, total)
        return total

    return doubted(weights, OCCASION_MISTAKEN)


def around(first: date, last: date, ahead: float = 0.5) -> Weights:
    """Written before, in or after a day, month or year; ``ahead`` is the share of belief that it was still to come."""
    parts = ((0.6, 60.0), (0.4, 400.0)) if first == last else ((0.3, 120.0), (0.7, 900.0))
    before, after = _mixture([last], parts, -1), _mixture([first], parts, 1)

    def weights(days: np.ndarray) -> np.ndarray:
        total: np.ndarray = ahead * before(days) + (1 - ahead) * after(days)
        return total

    return doubted(weights, AROUND_MISTAKEN)


def _mixture(dates: Sequence[date], parts: tuple[tuple[float, float], ...], sign: int) -> Weights:
    ordinals = [d.toordinal() for d in dates]

    def weights(days: np.ndarray) -> np.ndarray:
        import numpy as np

        total = np.full(days.shape, 1e-6)
        kernel = _kernel(parts)
        start, size = int(days[0]), len(days)
        for o in ordinals:
            at = o - start
            if sign > 0 and at < size:  # a day after the last one weighed is no bound within them
                low, skip = max(at, 0), max(-at, 0)
                tail = kernel[skip : skip + size - low]
                total[low : low + len(tail)] += tail
            elif sign < 0 and at >= 0:
                high = min(at, size - 1)
                tail = kernel[at - high : at + 1]
                total[high + 1 - len(tail) : high + 1] += tail[::-1]
        return total

    return weights


@cache
def _kernel(parts: tuple[tuple[float, float], ...]) -> np.ndarray:
    """The density of a mixture of exponentials for 0, 1, 2 ... days; long enough for every calendar that is asked about."""
    import numpy as np

    gap = np.arange(30_000)
    total: np.ndarray = sum((share / mean * np.exp(-gap / mean) for share, mean in parts), np.zeros(len(gap)))
    return total


def cited(day: date) -> Weights:
    """Written about the day of the newest thing cited; a paper dated tomorrow is quoted today."""
    before, after = _mixture([day], ((1.0, 1.5),), -1), _mixture([day], ((0.8, 3.0), (0.2, 200.0)), 1)

    def weights(days: np.ndarray) -> np.ndarray:
        total: np.ndarray = before(days) + after(days)
        return total

    return weights
