"""One step for the roll calls: their slopes and cuts, given the points. In: beliefs. Out: new beliefs, and their prior.

Each roll call is three numbers with a normal belief; a Newton step on the expected log-posterior moves the mean, its curvature is the
precision. Slopes have the prior N(0, SLOPE_SD^2) of the model; that of cuts and gaps is learned from all roll calls.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from equipoise.measure.item_response.ballots import Ballots, Floats, Ints
from equipoise.measure.item_response.curves import Calls, Points, Said, listen

SLOPE_SD = 0.7
"""Prior standard deviation of a slope. At 1, votes left out are told a little better, but points move with the half of the roll calls
that is taken, and the search hardly settles: docs/methods/ideal-points.md, section 5."""

LONGEST_STEP = 1.0
"""Newton steps are cut to this in each number: far from the optimum the curvature misleads."""

PSEUDO_CALLS = 20
"""The prior of cuts and gaps is worth this many roll calls, so that few roll calls do not decide it."""

VAGUE = ((0.0, 2.0), (0.0, 1.0))
"""Mean and standard deviation of lower cut and log gap before any roll call is seen."""


@dataclass(frozen=True, slots=True)
class Prior:
    """Mean and variance of slope, lower cut and log gap over roll calls, each (3, 1)."""

    mean: Floats
    variance: Floats


def first_prior() -> Prior:
    """The prior before any roll call is seen."""
    mean = np.array([0.0, *(m for m, _ in VAGUE)])
    return Prior(mean[:, None], np.array([SLOPE_SD, *(s for _, s in VAGUE)])[:, None] ** 2)


def learned_prior(calls: Calls) -> Prior:
    """The prior that fits what is believed of all roll calls, held back by ``PSEUDO_CALLS`` (empirical Bayes)."""
    start, size = first_prior(), calls.mean.shape[1]
    weight = size + PSEUDO_CALLS
    mean = (calls.mean.sum(axis=1, keepdims=True) + PSEUDO_CALLS * start.mean) / weight
    own = np.stack([calls.covariance[i, i] for i in range(3)]) + (calls.mean - mean) ** 2
    variance = (own.sum(axis=1, keepdims=True) + PSEUDO_CALLS * start.variance) / weight
    mean[0], variance[0] = start.mean[0], start.variance[0]
    return Prior(mean, variance)


def first_calls(ballots: Ballots) -> Calls:
    """Roll calls that tell nobody apart: cuts from the counts of votes alone."""
    counts = np.stack([np.bincount(v.call, minlength=ballots.calls) for v in (ballots.yes, ballots.abstain, ballots.no)])
    share = (counts + 0.5) / (counts.sum(axis=0) + 1.5)
    low, high = ndtri(share[0]), ndtri(share[0] + share[1])
    return Calls(np.stack([np.zeros(ballots.calls), low, np.log(high - low)]), np.zeros((3, 3, ballots.calls)))


def settle_calls(ballots: Ballots, points: Points, calls: Calls, prior: Prior) -> Calls:
    """Beliefs about the roll calls one step nearer to what the votes say, given the points."""
    slope, curve = _by_cuts(listen(ballots, points, calls), points, calls)
    gap = calls.gap
    # By the chain rule from (slope, lower, upper cut) to (slope, lower cut, log gap).
    turn = np.zeros((3, 3, ballots.calls))
    turn[0, 0] = turn[1, 1] = turn[2, 1] = 1
    turn[2, 2] = gap
    gradient = np.einsum("ijk,ik->jk", turn, slope) - (calls.mean - prior.mean) / prior.variance
    precision = np.einsum("ijk,ilk,lmk->jmk", turn, curve, turn)
    precision[2, 2] += np.maximum(0, -gap * slope[2])  # left out where it would make the curvature negative
    for i in range(3):
        precision[i, i] += 1 / prior.variance[i]
    covariance = np.linalg.inv(precision.transpose(2, 0, 1)).transpose(1, 2, 0)
    step = np.einsum("ijk,jk->ik", covariance, gradient)
    return Calls(calls.mean + np.clip(step, -LONGEST_STEP, LONGEST_STEP), covariance)


def _by_cuts(said: Iterable[Said], points: Points, calls: Calls) -> tuple[Floats, Floats]:
    """Gradient (3, calls) and minus the Hessian (3, 3, calls) by slope, lower and upper cut."""
    size = calls.mean.shape[1]
    gradient, curve = np.zeros((3, size)), np.zeros((3, 3, size))
    for part in said:
        call, mean, variance = part.votes.call, points.mean[part.votes.point], points.variance[part.votes.point]

        def total(values: Floats, call: Ints = call) -> Floats:
            return np.asarray(np.bincount(call, values, size), float)

        bend = part.bend
        gradient[0] -= total(mean * part.pull + bend * calls.slope[call] * variance)
        curve[0, 0] += total(bend * (mean * mean + variance))
        for i, own, first in ((1, part.low_low, part.low), (2, part.high_high, part.high)):
            if own is not None and first is not None:
                gradient[i] += total(first)
                curve[i, i] += total(own)
                curve[0, i] -= total(mean * (own if part.low_high is None else own + part.low_high))
        if part.low_high is not None:
            curve[1, 2] += total(part.low_high)
    for i, j in ((0, 1), (0, 2), (1, 2)):
        curve[j, i] = curve[i, j]
    return gradient, curve
