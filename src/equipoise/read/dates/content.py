"""When a text was written, by what it says. In: clues. Out: Belief, how well every day fits, and the shortest range that holds most of it.

Dates told as past are earlier, plans are later, a day without a year lies within a year, offices and known events bound the rest. The
factors of all clues are multiplied for every day from 1990 to the last day of the table of facts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from equipoise.read.dates import weigh
from equipoise.read.dates.clue import Clue
from equipoise.read.dates.clues import find_clues, of_repost
from equipoise.read.dates.stated import Stated
from equipoise.reference.anchors import known_until
from equipoise.words.text import Boilerplate, Span

if TYPE_CHECKING:
    import numpy as np

FIRST = date(1990, 1, 1)
LEVEL = 0.9  # of the belief that the range holds where a day can be named
WIDE_LEVEL = 0.95  # the same where none can: what is that vague is often surer than it should be
# Of its weight that a clue from the tables keeps: those of one text lean on one another, so their factors do not simply multiply.
SHARED = 0.75
LONG = 600  # characters of a text that is an article, and so of the web's age, whatever it says
NEAR = 31  # days about a value
NEARLY = 0.7  # of the most belief near a day that a better-fitting day may have near it, to be the one that is given
CONCENTRATED = 0.35  # of the belief that must lie near a day for it to be named
CONTRADICTED = 0.02  # a stated day whose factor is below this share of the best day's is contradicted
_MOST_EVIDENCE = 6


@dataclass(frozen=True, slots=True)
class Belief:
    """``first`` + index is the day. ``hard`` are the factors that rule days out, ``fit`` those and the preferences; both have maximum 1."""

    first: date
    hard: np.ndarray
    fit: np.ndarray
    evidence: tuple[Span, ...]
    bounded: bool

    def allows(self, day: date) -> bool:
        """False where the text contradicts this day; True for days that are not covered."""
        at = day.toordinal() - self.first.toordinal()
        return not 0 <= at < len(self.hard) or bool(self.hard[at] >= CONTRADICTED)

    def fit_of(self, day: date) -> float:
        """How well a day fits, 0..1; 0 for days that are not covered."""
        at = day.toordinal() - self.first.toordinal()
        return float(self.fit[at]) if 0 <= at < len(self.fit) else 0.0

    def range(self) -> tuple[date, date, date | None]:
        """First and last day of the shortest range with most of the belief, and the day it centres on where enough is near it."""
        import numpy as np

        total = np.concatenate(([0.0], np.cumsum(self.fit)))
        total /= total[-1]
        low, high = _shortest(total, LEVEL)
        best, near = self._centre(total, low, high)
        start = self.first.toordinal()
        if near < CONCENTRATED:
            low, high = _shortest(total, WIDE_LEVEL)
        day = date.fromordinal(start + best) if near >= CONCENTRATED else None
        return date.fromordinal(start + low), date.fromordinal(start + high), day

    def _centre(self, total: np.ndarray, low: int, high: int) -> tuple[int, float]:
        """The day that fits best of those with nearly the most belief in the 31 days about them, and the most such belief."""
        import numpy as np

        at = np.arange(low, high + 1)
        mass = total[np.minimum(at + NEAR + 1, len(total) - 1)] - total[np.maximum(at - NEAR, 0)]
        fits = np.where(mass >= NEARLY * mass.max(), _smoothed(self.fit)[low : high + 1], -1.0)
        best = int(np.argmax(fits))
        return best + low, float(mass.max())


def _shortest(total: np.ndarray, level: float) -> tuple[int, int]:
    """First and last index of the shortest range that holds a share of the belief, given the belief before each day."""
    import numpy as np

    ends = np.searchsorted(total, np.minimum(total[:-1] + level, 1.0) - 1e-9)
    width = np.where(total[:-1] + level <= 1.0 + 1e-9, ends - np.arange(len(ends)), len(ends) * 2)
    low = int(np.argmin(width))
    return low, int(ends[low]) - 1


def _smoothed(fit: np.ndarray) -> np.ndarray:
    import numpy as np

    return np.convolve(fit, np.array([0.3, 0.4, 0.3]), mode="same")


def believe(text: str, boilerplate: Sequence[Boilerplate], reposts: Sequence[Stated] = ()) -> Belief | None:
    """What a text's own words say about its date; None where it gives no clue at all. It is no younger than its ``reposts``."""
    import numpy as np

    clues = [*(of_repost(max(r.days), r.span, r.fetched) for r in reposts), *find_clues(text, boilerplate)]
    has_clue = any(c.hard is not None or c.soft is not None for c in clues)
    if not has_clue and len(text) < LONG:
        return None
    last = max([known_until(), *(date(c.first.year, 12, 31) for c in clues if c.first and c.first.year < known_until().year + 30)])
    days = np.arange(FIRST.toordinal(), last.toordinal() + 1)
    hard, firm, soft = np.ones(len(days)), np.ones(len(days)), np.zeros(len(days))
    for clue in _distinct(clues):
        if clue.hard is not None:
            factor = clue.hard(days)
            hard = hard * factor
            firm = firm * (factor**SHARED if clue.is_known else factor)
        if clue.soft is not None:
            soft = soft + (SHARED if clue.is_known else 1.0) * np.log(np.maximum(clue.soft(days), 1e-12))
        hard /= max(hard.max(), 1e-300)
        firm /= max(firm.max(), 1e-300)
    soft = soft + np.log(weigh.written_lately(days))
    delays = _delays(clues)
    if delays is not None:
        soft = soft + np.log(np.maximum(delays(days), 1e-12))
    fit = firm * np.exp(soft - soft.max())
    bounded = len(text) >= LONG or any(c.first or c.last or c.hard or c.exact == "life" for c in clues)
    return Belief(FIRST, hard, fit / fit.max(), _evidence(clues), bounded)


def _delays(clues: Sequence[Clue]) -> weigh.Weights | None:
    """News follows soon on the latest thing it tells: the density after the latest dates, by how exact they are."""
    dated = sorted({(c.first, c.lasted or c.first, c.exact) for c in clues if c.first is not None and c.exact is not None}, reverse=True)
    if not dated:
        return None
    years = {first.year for first, _, _ in dated if dated[0][0].year - 6 <= first.year}
    fresh = [c for c in clues if c.exact == "fresh"]
    told: dict[date, weigh.Told] = {}
    for first, last, exact in dated:
        told.setdefault(first, weigh.Told(first, last, _exactness(first, exact, len(years), fresh)))
    return weigh.latest(list(told.values())[:3])


def _exactness(day: date, exact: str, years: int, fresh: Sequence[Clue]) -> str:
    """Which delay fits a date: one year named says little about when it was named, "on Tuesday" says days."""
    if exact.startswith("year"):
        return "fresh year" if fresh else "lone year" if years < 3 else "year"
    if exact in ("news lead", "fact lead") and fresh:
        return "fresh news"
    if exact in ("day", "day lead") and fresh:
        # "on Tuesday", "yesterday": written within days of the latest day it gives, the more so where that day is the Tuesday
        same = any(c.what.lower().split()[-1] == f"{day:%A}".lower() for c in fresh)
        return "dated weekday" if same else f"fresh {exact}"
    return exact


def _distinct(clues: Sequence[Clue]) -> list[Clue]:
    """The same words twice say no more than once."""
    seen: dict[str, Clue] = {}
    for clue in clues:
        seen.setdefault(clue.what.lower(), clue)
    return list(seen.values())


def _evidence(clues: Sequence[Clue]) -> tuple[Span, ...]:
    """The clues that bound the date most: the latest days told and the earliest to come, then those without a year; in reading order."""
    ranked = sorted(clues, key=lambda c: (c.first is None and c.last is None, -(c.first or c.last or FIRST).toordinal(), c.span.start))
    spans = {(c.span.start, c.span.end): c.span for c in ranked[:_MOST_EVIDENCE]}
    return tuple(spans[k] for k in sorted(spans))
