"""Turn by turn to the fit: points, scale, roll calls, until nothing moves. In: ballots. Out: points that have settled, or ConvergenceError.

Variational inference with normal beliefs about each point and each roll call. Plain turns creep where few states tie sessions together, so
Anderson's method extrapolates from the last turns.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from equipoise.measure.item_response.ballots import Ballots, Floats, starting_points
from equipoise.measure.item_response.calls import Prior, first_calls, first_prior, learned_prior, settle_calls
from equipoise.measure.item_response.curves import Calls, Points
from equipoise.measure.item_response.walk import settle_points
from equipoise.words.errors import ConvergenceError

TOLERANCE = 1e-3
"""No point moves further than this in the last turn; points have variance 1 and standard deviations of about 0.1."""

FIRST_VARIANCE = 0.05
FIRST_STEPS = 5
WARM_STEPS = 8
"""Steps of the roll calls before the first turn: from known points they are worth going nearly all the way."""
NEAR = 0.1
"""Turns are extrapolated from once no point moves further than this in one: from afar extrapolation leaps between solutions."""

LEARNING_TURNS = 30
"""The prior of the roll calls is learned in these turns and then stands, so that there is a fixed point to reach."""

MEMORY = 6


@dataclass(frozen=True, slots=True)
class Fit:
    """Settled beliefs, and how they were reached: ``residual`` is the furthest that any point moved in the last turn."""

    points: Points
    calls: Calls
    iterations: int
    residual: float


def fit(ballots: Ballots, positive: int, smooth: float, max_iter: int, start: Points | None = None) -> Fit:
    """Points with mean 0 and variance 1 over all state-sessions, those of state ``positive`` above 0 on average.

    ``start``: points near which the search begins, where an earlier fit is at hand. Raises ConvergenceError, which names the state-session
    that moves most, where ``max_iter`` turns do not settle them.
    """
    points = start or Points(starting_points(ballots, positive), np.full(ballots.points, FIRST_VARIANCE))
    calls, prior = first_calls(ballots), first_prior()
    for _ in range(FIRST_STEPS if start is None else WARM_STEPS):
        calls = settle_calls(ballots, points, calls, prior)
    ahead = Extrapolation()
    moved = np.full(ballots.points, np.inf)
    for turn in range(1, max_iter + 1):
        if (3 if start is None else 0) < turn <= LEARNING_TURNS:
            prior = learned_prior(calls)
        new_points, new_calls = _turn(ballots, points, calls, prior, smooth)
        moved = np.abs(new_points.mean - points.mean)
        if moved.max() < TOLERANCE:
            return Fit(*_turned(ballots, positive, new_points, new_calls), turn, float(moved.max()))
        old, new = _packed(points, calls), _packed(new_points, new_calls)
        points, calls = new_points, new_calls
        if moved.max() > NEAR:
            ahead = Extrapolation()
            continue
        mean, items = _unpacked(ahead.from_turn(old, new), ballots.points)
        points, calls = Points(mean, points.variance), Calls(items, calls.covariance)
    worst = int(np.argmax(moved))
    where = f"state {ballots.states[ballots.state[worst]]} in session {ballots.session[worst]}"
    raise ConvergenceError(
        f"Ideal points did not settle in {max_iter} iterations: {where} still moves by {moved[worst]:.4f} (at most {TOLERANCE} is wanted), "
        f"and {int((moved >= TOLERANCE).sum())} of {ballots.points} state-sessions by more than that. Raise max_iter, or look for "
        f"sessions with few divided resolutions.",
        iterations=max_iter,
        residual=float(moved[worst]),
    )


def _turn(ballots: Ballots, points: Points, calls: Calls, prior: Prior, smooth: float) -> tuple[Points, Calls]:
    """One step for the points, the scale set anew, one step for the roll calls."""
    points = settle_points(ballots, points, calls, smooth)
    middle, width = points.mean.mean(), points.mean.std()
    points = Points((points.mean - middle) / width, points.variance / width**2)
    # slope * point - cut must stay the same for every vote.
    change = np.array([[width, 0, 0], [-middle, 1, 0], [0, 0, 1]])
    calls = Calls(change @ calls.mean, np.einsum("ij,jlk,ml->imk", change, calls.covariance, change))
    return points, settle_calls(ballots, points, calls, prior)


def _turned(ballots: Ballots, positive: int, points: Points, calls: Calls) -> tuple[Points, Calls]:
    """The scale the right way round."""
    if points.mean[ballots.state == positive].mean() >= 0:
        return points, calls
    flip = np.array([-1.0, 1.0, 1.0])
    return Points(-points.mean, points.variance), Calls(calls.mean * flip[:, None], calls.covariance * np.outer(flip, flip)[:, :, None])


def _packed(points: Points, calls: Calls) -> Floats:
    return np.concatenate([points.mean, calls.mean.ravel()])


def _unpacked(numbers: Floats, points: int) -> tuple[Floats, Floats]:
    return numbers[:points], numbers[points:].reshape(3, -1)


@dataclass(slots=True)
class Extrapolation:
    """Anderson's method: the mix of the last turns whose changes cancel best (Walker and Ni 2011)."""

    reached: list[Floats] = field(default_factory=list)
    changes: list[Floats] = field(default_factory=list)

    def from_turn(self, old: Floats, new: Floats) -> Floats:
        """Where to go on from, after a turn that led from ``old`` to ``new``."""
        change = new - old
        self.reached = [*self.reached[-MEMORY:], new]
        self.changes = [*self.changes[-MEMORY:], change]
        if len(self.changes) < 2:
            return new
        steps = np.diff(np.stack(self.changes, axis=1), axis=1)
        moves = np.diff(np.stack(self.reached, axis=1), axis=1)
        square = steps.T @ steps
        square += 1e-8 * np.trace(square) * np.eye(len(square))
        return np.asarray(new - moves @ np.linalg.solve(square, steps.T @ change))
