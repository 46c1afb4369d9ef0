"""One step for the points: where states stand, given the roll calls. In: beliefs. Out: new beliefs about state-sessions.

Every vote pulls its point; the pulls on a point act as one measurement of it, and a state's points are a random walk over the sessions it
voted in: so a Kalman filter and a Rauch-Tung-Striebel smoother give mean and variance of each, for all states at once.
"""

from __future__ import annotations

import numpy as np

from equipoise.measure.item_response.ballots import Ballots
from equipoise.measure.item_response.curves import Calls, Points, listen

FIRST_VARIANCE = 1.0
"""Prior variance of a state's first point: that of all points."""

LEAST_PRECISION = 1e-6


def settle_points(ballots: Ballots, points: Points, calls: Calls, smooth: float) -> Points:
    """Beliefs about the points one step nearer to what the votes say, given the roll calls; a walk's steps have deviation ``smooth``."""
    pull, precision = np.zeros(ballots.points), np.zeros(ballots.points)
    slope, uncertain = calls.slope, calls.covariance[0, 0]
    for part in listen(ballots, points, calls):
        point, call, bend = part.votes.point, part.votes.call, part.bend
        # An uncertain slope counts against points far out: they would have to be right about it.
        back = bend * (points.mean[point] * uncertain[call] - part.tied[call])
        pull -= np.bincount(point, slope[call] * part.pull + back, ballots.points)
        precision += np.bincount(point, (slope**2 + uncertain)[call] * bend, ballots.points)
    precision = np.maximum(precision, LEAST_PRECISION)
    return smoothed(ballots, Points(points.mean + pull / precision, precision), smooth)


def smoothed(ballots: Ballots, measured: Points, smooth: float) -> Points:
    """The walk through measurements; here ``measured.variance`` holds their precisions."""
    size = (int(ballots.turn.max()) + 1, len(ballots.states))
    at = np.full(size, ballots.points)  # past a state's last session: a place with no precision
    at[ballots.turn, ballots.state] = np.arange(ballots.points)
    value, precision = (np.append(x, 0.0)[at] for x in (measured.mean, measured.variance))
    mean, variance, expected, before = (np.zeros(size) for _ in range(4))
    m, v = np.zeros(size[1]), np.full(size[1], FIRST_VARIANCE)
    for t in range(size[0]):
        expected[t], before[t] = m, v
        variance[t] = 1 / (1 / v + precision[t])
        mean[t] = variance[t] * (m / v + precision[t] * value[t])
        m, v = mean[t], variance[t] + smooth**2
    for t in range(size[0] - 2, -1, -1):
        gain = variance[t] / before[t + 1]
        mean[t] += gain * (mean[t + 1] - expected[t + 1])
        variance[t] += gain**2 * (variance[t + 1] - before[t + 1])
    return Points(mean[ballots.turn, ballots.state], variance[ballots.turn, ballots.state])
