"""Play Bueno de Mesquita's expected-utility model round by round. In: actors in one dimension. Out: the rounds.

The variant of Scholz, Calbert and Smith (2011), Journal of Theoretical Politics 23:510: docs/methods/bargaining.md, eq. 11 to 15.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from equipoise.whatif.bargain.actors import Actors
from equipoise.whatif.bargain.votes import Array

Index = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Round:
    """Where everybody stands, and why."""

    position: Array
    """In the units given."""
    risk: Array
    """Exponent that led here; 1 at the start, below 1 for those who take risks."""
    partner: Index
    """With whom each actor dealt to come here; -1 where nobody."""
    yields: npt.NDArray[np.bool_]
    """Did it give way in a confrontation? False also stands for a compromise, and for nobody."""
    chance: Array
    """P(i, j) that led here, row i; zeros at the start."""
    gain: Array
    """What i expects of challenging j in its own view, row i; zeros at the start."""


def play_rounds(actors: Actors, rounds: int) -> Iterator[Round]:
    """The start and the rounds after it."""
    position, n = actors.position[:, 0], len(actors.names)
    scale = float(np.ptp(position))
    now = Round(position, np.ones(n), np.full(n, -1), np.zeros(n, dtype=np.bool_), np.zeros((n, n)), np.zeros((n, n)))
    yield now
    for _ in range(rounds):
        now = _next(actors, now.position, scale)
        yield now


def _next(actors: Actors, position: Array, scale: float) -> Round:
    """One round. Where all start in one place (scale 0) nobody ever moves."""
    apart = np.abs(position[:, None] - position[None, :]) / (scale or 1.0)
    power, salience = actors.capability * actors.salience[:, 0], actors.salience[:, 0]
    neutral = np.ones(len(position))
    chance = win_chances(apart, power, neutral)
    risk = exponents(expected_utilities(apart, chance, salience[None, :], neutral).sum(axis=0))
    chance = win_chances(apart, power, risk)
    mine = expected_utilities(apart, chance, salience[None, :], risk)
    theirs = expected_utilities(apart, chance.T, salience[:, None], risk)
    return _settle(position, risk, chance, mine, theirs)


def win_chances(apart: Array, power: Array, risk: Array) -> Array:
    """P(i, j): net support for i's position against j's, over all votes cast in all pairs. 0 where the two are in one place. Eq. 11."""
    loss = apart ** risk[:, None]  # row: voter
    n = len(apart)
    gains = np.empty((n, n))
    for i in range(n):
        gains[i] = power @ np.maximum(loss - loss[:, i, None], 0)
    total = 2 * gains.sum()  # what k loses with i over j it gains with j over i
    if not total > 0:
        return np.zeros((n, n))
    return np.where(apart > 0, gains / total, 0.0)


def expected_utilities(apart: Array, chance: Array, stake: Array, risk: Array) -> Array:
    """What a challenge is worth that prevails with ``chance`` and is resisted by ``stake``; row: the judge, with its exponent. Eq. 12."""
    r = risk[:, None]
    best, worst, same = 2 - 4 * (0.5 - apart / 2) ** r, 2 - 4 * (0.5 + apart / 2) ** r, 2 - 4 * 0.5**r
    return np.asarray(stake * (chance * best + (1 - chance) * worst) + (1 - stake) * best - same)


def exponents(danger: Array) -> Array:
    """Risk exponent of each actor, 0.5 to 2, from how much others expect of challenging it; 1 where all are in equal danger. Eq. 13."""
    low, high = danger.min(), danger.max()
    attitude = (2 * danger - high - low) / (high - low) if high > low else np.zeros(len(danger))
    return np.asarray((1 - attitude / 3) / (1 + attitude / 3))


def _settle(position: Array, risk: Array, chance: Array, mine: Array, theirs: Array) -> Round:
    """All move at once: each to the nearest confrontation that it must give way in, else to a compromise, else nowhere. Eq. 14 and 15.

    ``mine``, ``theirs``: what each actor (row) thinks that it, and that the other (column), expects of a challenge between them.
    """
    here, there = position[:, None], position[None, :]
    elsewhere = here != there
    fights = elsewhere & (theirs > mine) & (mine > 0)
    meets = elsewhere & (theirs > 0) & (mine < 0) & (theirs > -mine)
    gain, cost = np.where(meets, theirs, 1.0), np.where(meets, -mine, 0.0)
    nearest = np.where(fights, np.abs(here - there), np.inf)
    first = np.where(meets, (cost * here + gain * there) / (cost + gain), np.inf)
    yields = fights.any(axis=1)
    partner = np.where(yields, np.argmin(nearest, axis=1), np.where(meets.any(axis=1), np.argmin(first, axis=1), -1))
    rows = np.arange(len(position))
    middle = position + (position[partner] - position) * cost[rows, partner] / gain[rows, partner]
    after = np.where(yields, position[partner], np.where(partner >= 0, middle, position))
    return Round(after, risk, partner, yields, chance, mine)
