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
from equipoise.read.dates.clues import find_clues
from equipoise.reference.anchors import known_until
from equipoise.words.text import Boilerplate, Span

if TYPE_CHECKING:
    import numpy as np

FIRST = date(1990, 1, 1)
LEVEL = 0.9  # of the belief that the range holds
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
        """First and last day of the shortest range with 90 % of the belief, and the day it centres on where most of it is near that day."""
        import numpy as np

        total = np.concatenate(([0.0], np.cumsum(self.fit)))
        total /= total[-1]
        ends = np.searchsorted(total, np.minimum(total[:-1] + LEVEL, 1.0) - 1e-9)
        reachable = total[:-1] + LEVEL <= 1.0 + 1e-9
        width = np.where(reachable, ends - np.arange(len(ends)), len(ends) * 2)
        low = int(np.argmin(width))
        high = int(ends[low]) - 1
        best = int(np.argmax(_smoothed(self.fit)[low : high + 1])) + low
        near = total[min(best + 32, len(total) - 1)] - total[max(best - 31, 0)]
        day = date.fromordinal(self.first.toordinal() + best)
        start = self.first.toordinal()
        return date.fromordinal(start + low), date.fromordinal(start + high), day if near >= 0.5 else None


def _smoothed(fit: np.ndarray) -> np.ndarray:
    import numpy as np

    return np.convolve(fit, np.ones(3) / 3, mode="same")


def believe(text: str, boilerplate: Sequence[Boilerplate]) -> Belief | None:
    """What a text's own words say about its date; None where it gives no clue at all."""
    import numpy as np

    clues = find_clues(text, boilerplate)
    if all(c.hard is None and c.soft is None for c in clues):
        return None
    last = max([known_until(), *(date(c.first.year, 12, 31) for c in clues if c.first and c.first.year < known_until().year + 30)])
    days = np.arange(FIRST.toordinal(), last.toordinal() + 1)
    hard, soft = np.ones(len(days)), np.zeros(len(days))
    for clue in _distinct(clues):
        if clue.hard is not None:
            hard = hard * clue.hard(days)
        if clue.soft is not None:
            soft = soft + np.log(np.maximum(clue.soft(days), 1e-12))
        hard /= max(hard.max(), 1e-300)
    delays = _delays(clues)
    if delays is not None:
        soft = soft + np.log(np.maximum(delays(days), 1e-12))
    fit = hard * np.exp(soft - soft.max())
    bounded = any(c.first or c.last or c.hard or c.exact == "life" for c in clues)
    return Belief(FIRST, hard, fit / fit.max(), _evidence(clues), bounded)


def _delays(clues: Sequence[Clue]) -> weigh.Weights | None:
    """News follows soon on the latest thing it tells: the density after the latest date, by how exact that date is."""
    dated = [c for c in clues if c.first is not None and c.exact is not None]
    if not dated:
        return None
    latest = max(dated, key=lambda c: (c.first or FIRST, c.exact or "", -c.span.start))
    years = {c.first.year for c in dated if c.first and latest.first and latest.first.year - 6 <= c.first.year}
    lone = latest.exact == "year" and len(years) < 3  # one year named says little about when it was named
    exact = "lone year" if lone else latest.exact or "thing"
    if exact == "day" and any(c.exact == "fresh" for c in clues):
        # "on Tuesday", "yesterday": written within days of the latest day it gives, the more so where that day is the Tuesday
        same = any(c.what.lower().split()[-1] == f"{latest.first:%A}".lower() for c in clues if c.exact == "fresh")
        exact = "dated weekday" if same else "fresh day"
    return weigh.delay(latest.first or FIRST, exact)


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
