"""How far positions are apart, what they are worth to each actor, and who would win a vote. In: arrays. Out: arrays.

Everything of the Spatial Model of Politics that is no challenge and no bargain: docs/methods/bargaining.md, eq. 1 to 4 and 10.
Positions and saliences are on 0..1.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

LEAST_COALITION = 1e-8
"""What each side of a state vote starts with, so that a vote without voters is even."""

BLOCK = 1 << 15
"""Cells worked on at once: a quarter of a megabyte, so that they stay in the processor's cache."""

SAME_PLACE = 1e-3
"""Positions nearer than this (0.1 on 0..100) are one and the same in the win probability."""


def distances(ideals: Array, saliences: Array, places: Array) -> Array:
    """How far each place is for each actor, weighted by what the actor cares about: one row an actor, one column a place. Eq. 1.

    An actor who cares about nothing finds every place as good as its own: 0.
    """
    weights = saliences**2
    total = weights.sum(axis=1)
    apart = np.zeros((len(ideals), len(places)))
    for k in range(ideals.shape[1]):
        apart += weights[:, k, None] * (ideals[:, k, None] - places[None, :, k]) ** 2
    return np.asarray(np.sqrt(np.divide(apart, total[:, None], out=np.zeros_like(apart), where=total[:, None] > 0)))


def utilities(distance: Array, risk: Array) -> Array:
    """What a place at a distance is worth to an actor of a risk attitude (one for each row): 1 at its own place. Eq. 2."""
    return np.asarray((1 - distance) * (1 + distance * risk[:, None]))


def chances(weights: Array, worth: Array) -> Array:
    """Probability of each option (column) to win, when every actor (row) votes in each pair by what it gains. Sums to 1. Eq. 3."""
    voters, options = worth.shape
    sides = np.empty((options, options))
    step = max(1, BLOCK // (voters * options))
    for start in range(0, options, step):
        gains = worth[:, start : start + step, None] - worth[:, None, :]
        np.maximum(gains, 0, out=gains)
        sides[start : start + step] = (weights @ gains.reshape(voters, -1)).reshape(-1, options)
    sides += LEAST_COALITION
    logs = np.log(sides / (sides + sides.T)).sum(axis=1)  # a product of hundreds of chances would underflow
    product = np.exp(logs - logs.max())
    return np.asarray(product / product.sum())


def risks(capability: Array, distance: Array) -> Array:
    """Risk attitude of each actor: -0.5 where its position is the likeliest to lose, 1 the likeliest to win; 0 if all are alike. Eq. 4."""
    chance = chances(capability, utilities(distance, np.zeros(len(capability))))
    low, high = chance.min(), chance.max()
    if not high > low:
        return np.zeros(len(capability))
    return np.asarray((3 * chance - (high + 2 * low)) / (2 * (high - low)))


def win_probabilities(capability: Array, positions: Array, distance: Array, risk: Array) -> Array:
    """Probability that each actor's position wins. Actors in one place share one figure, so that the sum can be more than 1. Eq. 10."""
    apart = np.sqrt(((positions[:, None, :] - positions[None, :, :]) ** 2).sum(axis=2))
    near = apart < SAME_PLACE
    distinct: list[int] = []
    for i, known in enumerate(near):
        if not known[distinct].any():
            distinct.append(i)
    chance = chances(capability, utilities(distance[:, distinct], risk))
    last = len(distinct) - 1 - np.argmax(near[:, distinct[::-1]], axis=1)
    return np.asarray(chance[last])
