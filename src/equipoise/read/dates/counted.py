"""How well each day fits what is counted from a known one: terms of office, ages, anniversaries, "last week".

In: days. Out: factors, as in ``weigh``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from equipoise.read.dates.resolve import Stretch
from equipoise.read.dates.vocabulary import add_days, add_months

if TYPE_CHECKING:
    import numpy as np

    Weights = Callable[[np.ndarray], np.ndarray]


def within(stretches: Sequence[Stretch]) -> Weights:
    """Days outside all of the stretches are ruled out."""
    ends = [(w.first.toordinal() if w.first else 0, w.last.toordinal() if w.last else date.max.toordinal()) for w in stretches]

    def weights(days: np.ndarray) -> np.ndarray:
        import numpy as np

        fits = np.zeros(days.shape, dtype=bool)
        for low, high in ends:
            fits |= (days >= low) & (days <= high)
        return np.where(fits, 1.0, 0.001)

    return weights


def shifted(unit: str, count: int, dates: Sequence[date]) -> Weights:
    """Written when a dated event was "last week", "this year", "yesterday": ``count`` -1 or 0 of the unit."""
    stretches = [_after(d, unit, count) for d in dates]

    def weights(days: np.ndarray) -> np.ndarray:
        import numpy as np

        fits = np.zeros(days.shape, dtype=bool)
        for low, high in stretches:
            fits |= (days >= low) & (days <= high)
        return np.where(fits, 1.0, 0.0002)

    return weights


def _after(day: date, unit: str, count: int) -> tuple[int, int]:
    o = day.toordinal()
    if unit == "day":
        return o - count, o - count
    if unit == "week":
        monday = o - day.weekday() - 7 * count
        return max(monday, o), monday + 6
    if unit == "month":
        start = date(day.year + (day.month - count - 1) // 12, (day.month - count - 1) % 12 + 1, 1)
        return max(start.toordinal(), o), start.toordinal() + 30
    return max(date(day.year - count, 1, 1).toordinal(), o), date(day.year - count, 12, 31).toordinal()


def back_a_year(day: date) -> date:
    """Eleven months before: a day to come named without its year is nearer than that."""
    return add_days(day, -335)


def on_a_year(day: date) -> date:
    """Eleven months after: a day past named without its year is nearer than that."""
    return add_days(day, 335)


def in_office(held: Sequence[Stretch]) -> Weights:
    """Written while an office was held; now and then later, hardly ever before."""

    def weights(days: np.ndarray) -> np.ndarray:
        import numpy as np

        first = min(h.first.toordinal() for h in held if h.first)
        total = np.where(days >= first, 0.06, 0.02)
        for h in held:
            low, high = h.first.toordinal() if h.first else 0, h.last.toordinal() if h.last else date.max.toordinal()
            total = np.where((days >= low) & (days <= high), 1.0, total)
        return total

    return weights


def in_public_life(held: Sequence[Stretch]) -> Weights:
    """Written about somebody who held an office: mostly while it was held, often after, seldom years before."""

    def weights(days: np.ndarray) -> np.ndarray:
        import numpy as np

        first = min(h.first.toordinal() for h in held if h.first)
        last = max(h.last.toordinal() if h.last else int(days[-1]) for h in held)
        before = 0.03 + 0.7 * np.exp(-np.maximum(first - days, 0) / 500.0)
        after = 0.25 + 0.6 * np.exp(-np.maximum(days - last, 0) / 2500.0)
        return np.where(days < first, before, np.where(days > last, after, 1.0))

    return weights


def years_after(first: date, last: date, years: int) -> Weights:
    """Written about so many years after a day (an anniversary): within a few weeks of its return."""
    low = add_days(add_months(first, 12 * years), -45).toordinal()
    high = add_days(add_months(last, 12 * years), 60).toordinal()

    def weights(days: np.ndarray) -> np.ndarray:
        import numpy as np

        return np.where((days >= low) & (days <= high), 1.0, 0.04)

    return weights


def at_age(born: date, years: int) -> Weights:
    """Written while somebody had that age; a year off now and then."""
    low, high = add_months(born, 12 * years), add_months(born, 12 * years + 12)

    def weights(days: np.ndarray) -> np.ndarray:
        import numpy as np

        off = np.maximum(np.maximum(low.toordinal() - days, days - high.toordinal() + 1), 0)
        return np.where(off == 0, 1.0, np.where(off < 30, 0.1, 0.02))

    return weights
