"""Whom each actor challenges, and what the two would settle on. In: one turn's state. Out: at most one challenge and one bargain an actor.

The Spatial Model of Politics as KAPSARC's KTAB defines it: docs/methods/bargaining.md, eq. 5 to 8.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from equipoise.whatif.bargain.votes import BLOCK, Array

LEAST_SIDE = 1e-10
"""What each side of a challenge starts with."""

LEAST_GAIN = 1e-5
"""A challenge that promises less is not made."""

TIE = 1e-13
"""Gains that differ by less are alike (what is left is rounding): the earlier actor is challenged."""

STILL = 1e-6
"""Weight that each party gives its own position in a bargain, whatever happens."""

Index = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Challenges:
    """What each actor expects of challenging each other one (row: challenger), in the challenger's own view."""

    chance: Array
    """That the challenger prevails, 0..1."""
    gain: Array
    """Expected utility over leaving things as they are; minus infinity against oneself."""

    def targets(self) -> Index:
        """Whom each actor challenges: the most promising one, the earlier one where alike; -1 where none is worth it."""
        best = self.gain.max(axis=1)
        first = np.argmax(self.gain >= (best - TIE)[:, None], axis=1)
        return np.where(best > LEAST_GAIN, first, -1)


@dataclass(frozen=True, slots=True)
class Offers:
    """What challengers and those they challenge would settle on: one row an offer, in the order of the initiators."""

    initiator: Index
    receiver: Index
    initiator_position: Array
    """Where the initiator would go (0..1); one column a dimension."""
    receiver_position: Array


def weigh_challenges(distance: Array, risk: Array, capability: Array, salience: Array) -> Challenges:
    """Chance and expected gain of every challenge, with eq. 5 to 7. ``salience``: each actor's sum over the dimensions, 0..1."""
    n = len(risk)
    weight = (capability * salience)[:, None]
    far, bend = weight * distance, weight * (distance * (1 - distance))
    chance = np.empty((n, n))
    step = max(1, BLOCK // (n * n))
    for start in range(0, n, step):
        block = np.arange(start, min(start + step, n))
        chance[block] = _prevail(block, far, bend, (2 * risk[block, None] + risk) / 3)
    cost = distance * (1 - risk[:, None] * (1 - distance))
    gain = cost * (1 - 2 * salience * (1 - chance))
    np.fill_diagonal(gain, -np.inf)
    return Challenges(chance, gain)


def _prevail(me: Index, far: Array, bend: Array, seen: Array) -> Array:
    """Chance that the challengers ``me`` (rows) prevail over each actor (columns). Eq. 5 and 6.

    Axes of the cubes: challenger i, voter k, challenged j. An actor's own place is worth 1 to it, so eq. 6 is written with losses
    q = 1 - u: a third party casts p w q_ki - (1 - p) w q_kj. ``far`` - ``seen`` * ``bend`` is w q; ``seen``: each voter's risk as the
    challenger sees it.
    """
    rows, everyone = np.arange(len(me)), np.arange(len(far))
    loss = far - seen[:, :, None] * bend
    mine = loss[rows, :, me][:, :, None]  # what voter k loses should i prevail
    urge = loss - mine
    for_i = LEAST_SIDE + urge[rows, me, :]
    both = for_i + LEAST_SIDE - urge[:, everyone, everyone]
    votes = np.maximum(urge, 0)
    votes += for_i[:, None, :]
    np.abs(urge, out=urge)
    urge += both[:, None, :]
    votes /= urge
    votes *= np.add(loss, mine, out=urge)
    votes -= loss
    votes[rows, me, :] = 0
    votes[:, everyone, everyone] = 0
    cast = votes.sum(axis=1)
    strength = np.abs(votes, out=votes).sum(axis=1)
    return np.asarray((for_i + (strength + cast) / 2) / (both + strength))


def make_offers(challenges: Challenges, positions: Array, salience: Array) -> Offers:
    """Where each challenger would meet its target, dimension by dimension, in its own view; rounded to 0.01 on 0..100. Eq. 8."""
    targets = challenges.targets()
    i = np.flatnonzero(targets >= 0)
    j = targets[i]
    chance = challenges.chance[i, j][:, None]
    here, there = positions[i], positions[j]
    mine, theirs = (salience[i] * chance) ** 2, (salience[j] * (1 - chance)) ** 2
    total = mine + theirs + STILL
    return Offers(
        i, j, _rounded(((mine + STILL) * here + theirs * there) / total), _rounded((mine * here + (theirs + STILL) * there) / total)
    )


def _rounded(place: Array) -> Array:
    """To four decimals, halves upward."""
    return np.asarray(np.floor(place * 1e4 + 0.5) / 1e4)
