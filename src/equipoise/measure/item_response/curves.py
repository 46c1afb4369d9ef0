"""What votes say, given what is believed about points and roll calls. In: beliefs. Out: expected derivatives.

A vote is yes below the lower cut, abstention between the cuts, no above the upper one, of slope * point + a standard normal error. Beliefs
are normal, so what a vote turns on is nearly so too; expectations take the two Gauss-Hermite nodes, one spread to either side, which are
exact for cubics.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import erfcx, ndtr

from equipoise.measure.item_response.ballots import Ballots, Floats, Votes

NODES = (-1.0, 1.0)
AT_A_TIME = 1 << 14
_ROOT_HALF = 0.5**0.5
_ROOT_TWO_OVER_PI = (2 / np.pi) ** 0.5


@dataclass(frozen=True, slots=True)
class Points:
    """What is believed of the state-sessions: mean and variance of each."""

    mean: Floats
    variance: Floats


@dataclass(frozen=True, slots=True)
class Calls:
    """What is believed of the roll calls: means (3, calls) of slope, lower cut and log gap to the upper; covariance (3, 3, calls)."""

    mean: Floats
    covariance: Floats

    @property
    def slope(self) -> Floats:
        """How far a roll call separates; its sign is the side that says no."""
        return np.asarray(self.mean[0])

    @property
    def gap(self) -> Floats:
        """Distance of the two cuts."""
        return np.asarray(np.exp(self.mean[2]))

    def cut(self, up: float) -> tuple[Floats, Floats, Floats]:
        """The lower cut (up=0), the upper (1) or between: its place, variance, and covariance with the slope."""
        c, stretch = self.covariance, up * self.gap
        variance = c[1, 1] + 2 * stretch * c[1, 2] + stretch**2 * c[2, 2]
        return self.mean[1] + stretch, variance, c[0, 1] + stretch * c[0, 2]


@dataclass(frozen=True, slots=True)
class Said:
    """What the votes of one kind say: first derivatives by the two cuts, minus the second ones; None where a cut has no part.

    ``tied`` is the covariance of slope and cut, by roll call.
    """

    votes: Votes
    tied: Floats
    low: Floats | None
    high: Floats | None
    low_low: Floats | None
    low_high: Floats | None
    high_high: Floats | None

    @property
    def pull(self) -> Floats:
        """Derivative by a shift of both cuts."""
        return _sum(self.low, self.high)

    @property
    def bend(self) -> Floats:
        """Minus the second derivative by such a shift, never negative."""
        return _sum(self.low_low, self.low_high, self.low_high, self.high_high)


def listen(ballots: Ballots, points: Points, calls: Calls) -> Iterator[Said]:
    """What all votes say, some at a time: yes, abstentions, no."""
    for votes in _some(ballots.yes):
        yield _beyond(votes, points, calls, up=0)
    for votes in _some(ballots.abstain):
        yield _between(votes, points, calls)
    for votes in _some(ballots.no):
        yield _beyond(votes, points, calls, up=1)


def _some(votes: Votes) -> Iterator[Votes]:
    """The votes, as many at a time as stay in a core's cache with what is computed of them."""
    for start in range(0, len(votes.point), AT_A_TIME):
        yield Votes(votes.point[start : start + AT_A_TIME], votes.call[start : start + AT_A_TIME])


def _beyond(votes: Votes, points: Points, calls: Calls, up: int) -> Said:
    """Yes (up=0) lies below the lower cut, no (1) above the upper."""
    sign = 1 - 2 * up
    distance, spread, tied = _distance(votes, points, calls, up)
    slope = bend = np.zeros(len(distance))
    for node in NODES:
        u = sign * distance + node * spread
        ratio = _ROOT_TWO_OVER_PI / erfcx(-_ROOT_HALF * u)  # density over probability of u, stable in both tails
        slope = slope + ratio / 2
        bend = bend + ratio * (u + ratio) / 2
    if up:
        return Said(votes, tied, None, -slope, None, None, bend)
    return Said(votes, tied, slope, None, bend, None, None)


def _between(votes: Votes, points: Points, calls: Calls) -> Said:
    """An abstention lies between the cuts; both are as uncertain as the middle."""
    middle, spread, tied = _distance(votes, points, calls, 0.5)
    half = calls.gap[votes.call] / 2
    low, high, low_low, low_high, high_high = np.zeros((5, len(half)))
    for node in NODES:
        a, b = middle - half + node * spread, middle + half + node * spread
        # On the side of 0 where probabilities are small, their difference is exact.
        right = a + b > 0
        chance = np.maximum(ndtr(np.where(right, -a, b)) - ndtr(np.where(right, -b, a)), 1e-300)
        at_a, at_b = (np.exp(-0.5 * x * x) / (np.sqrt(2 * np.pi) * chance) for x in (a, b))
        low, high = low - at_a / 2, high + at_b / 2
        low_low = low_low + (at_a - a) * at_a / 2
        high_high = high_high + (at_b + b) * at_b / 2
        low_high = low_high - at_a * at_b / 2
    return Said(votes, tied, low, high, low_low, low_high, high_high)


def _distance(votes: Votes, points: Points, calls: Calls, up: float) -> tuple[Floats, Floats, Floats]:
    """Cut less slope * point for each vote, its standard deviation, and the covariance of slope and cut for each roll call."""
    cut, cut_variance, tied = calls.cut(up)
    mean, variance = points.mean[votes.point], points.variance[votes.point]
    slope_variance = calls.covariance[0, 0]
    square = (calls.slope**2 + slope_variance)[votes.call]
    spread = variance * square + cut_variance[votes.call] + mean * (mean * slope_variance[votes.call] - 2 * tied[votes.call])
    return cut[votes.call] - calls.slope[votes.call] * mean, np.sqrt(np.maximum(spread, 0)), tied


def _sum(*parts: Floats | None) -> Floats:
    given = [p for p in parts if p is not None]
    total = given[0]
    for part in given[1:]:
        total = total + part
    return total
