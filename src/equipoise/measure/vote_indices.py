"""Indices of how alike two states vote, with their ranges. In: 3 x 3 counts of pairs' votes. Out: index, low, high.

A range takes the roll calls seen as draws from all that might have been called: docs/methods/agreement.md, section "Ranges".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from equipoise.measure.pairs import CODES, Floats, Ints, Measured

APART = np.abs(np.subtract.outer(CODES, CODES))
"""Distance of two votes."""

PRIOR = 0.1
"""Added to each of the nine cells before the variance of pi and kappa is taken: who never differed so far may yet."""


@dataclass(frozen=True, slots=True)
class Mean:
    """An index that is linear in the mean of a vote's closeness: ``closeness`` (3, 3) is 0 to 1, the index runs from ``low`` to 1."""

    name: str
    closeness: Floats
    low: float
    level: float | None = None

    def __call__(self, counts: Ints) -> Measured:
        """Common roll calls and the index of each pair, with a Wilson range where a level is asked for."""
        n = counts.sum(axis=(0, 1))
        mean = np.einsum("vwp,vw->p", counts, self.closeness) / n
        columns = {self.name: self._scaled(mean)}
        if self.level is not None:
            square = np.einsum("vwp,vw->p", counts, self.closeness**2) / n
            low, high = wilson(mean, n, square - mean**2, self.level)
            columns |= {"low": self._scaled(low), "high": self._scaled(high)}
        return n, columns

    def _scaled(self, mean: Floats) -> Floats:
        return np.asarray(self.low + (1 - self.low) * mean)


@dataclass(frozen=True, slots=True)
class Corrected:
    """1 - observed / expected disagreement; expected from each state's own votes (kappa) or from those of both together (pi)."""

    name: str
    distance: Ints
    own: bool
    level: float | None = None

    def __call__(self, counts: Ints) -> Measured:
        """Common roll calls and the index of each pair (NaN where chance allows no disagreement), with a range by the delta method."""
        n = counts.sum(axis=(0, 1))
        of_a, of_b = counts.sum(axis=1), counts.sum(axis=0)
        if not self.own:
            of_a = of_b = of_a + of_b
        expected = np.einsum("vp,wp,vw->p", of_a, of_b, self.distance)
        observed = np.einsum("vwp,vw->p", counts, self.distance) * n * (1 if self.own else 4)
        value = 1 - np.divide(observed, expected, out=np.full(len(n), np.nan), where=expected > 0)
        columns = {self.name: value}
        if self.level is not None:
            reach = float(ndtri((1 + self.level) / 2)) * self._standard_error(counts, n)
            columns |= {"low": value - reach, "high": np.minimum(value + reach, 1)}
        return n, columns

    def _standard_error(self, counts: Ints, n: Ints) -> Floats:
        """By the delta method on the multinomial counts (Fleiss, Cohen and Everitt 1969, for any weights)."""
        p = (counts + PRIOR) / (n + PRIOR * len(CODES) ** 2)
        of_a, of_b = p.sum(axis=1), p.sum(axis=0)
        if not self.own:
            of_a = of_b = (of_a + of_b) / 2
        expected = np.einsum("vp,wp,vw->p", of_a, of_b, self.distance)
        observed = np.einsum("vwp,vw->p", p, self.distance)
        by_a, by_b = (np.einsum("wp,vw->vp", of, self.distance) for of in (of_b, of_a))
        pull = observed / expected**2 * (by_a[:, None] + by_b[None, :]) - self.distance[:, :, None] / expected
        mean = (p * pull).sum(axis=(0, 1))
        return np.asarray(np.sqrt(np.maximum((p * pull**2).sum(axis=(0, 1)) - mean**2, 0) / n))


def wilson(mean: Floats, n: Ints, variance: Floats, level: float) -> tuple[Floats, Floats]:
    """Wilson's score range of a mean of values from 0 to 1: its n is worth more where they vary less than zeros and ones would."""
    z2 = float(ndtri((1 + level) / 2)) ** 2
    most = mean * (1 - mean)
    # A little of the variance of zeros and ones is mixed in: where few values were seen, theirs understates.
    mixed = (n * variance + most) / (n + 1)
    worth = n * np.divide(most, mixed, out=np.ones(len(n)), where=mixed > 0)
    middle = (mean + z2 / (2 * worth)) / (1 + z2 / worth)
    reach = np.sqrt(z2 * (most / worth + z2 / (4 * worth**2))) / (1 + z2 / worth)
    return np.minimum(np.maximum(middle - reach, 0), mean), np.maximum(np.minimum(middle + reach, 1), mean)
