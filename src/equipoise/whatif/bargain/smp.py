"""Play the Spatial Model of Politics turn by turn. In: actors. Out: the turns, each with who challenged whom and where everybody stands.

KAPSARC's KTAB with its deterministic defaults, written anew from its definition: docs/methods/bargaining.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from equipoise.whatif.bargain.actors import Actors
from equipoise.whatif.bargain.challenges import Challenges, Index, Offers, make_offers, weigh_challenges
from equipoise.whatif.bargain.votes import LEAST_COALITION, Array, distances, risks, utilities, win_probabilities

SETTLED = 0.02
"""Stop once a turn moves less than this share of what the first one moved."""

ALIKE = 1e-14
"""Worths that differ by less are the same."""

TIE = 1e-12
"""Chances whose logarithms differ by less are alike; what is left is rounding."""

CELLS = 1 << 18
"""Votes counted at once: everybody may challenge one actor, whose offers then are as many as there are actors."""

HARDLY = 1e-4
"""Added to the first turn's movement, so that nothing moved at all is settled too."""


@dataclass(frozen=True, slots=True)
class SmpTurn:
    """How things stand at one turn, and what the actors make of it."""

    positions: Array
    """0..1; one row an actor, one column a dimension."""
    capability: Array
    distance: Array
    risk: Array
    challenges: Challenges
    offers: Offers
    taken: Index
    """The number of the offer that each actor settles for; -1 where it stays as it is."""
    settled: bool
    """Has movement all but ceased?"""

    @property
    def probability(self) -> Array:
        """Of each actor's position to win. No step rests on it, so it is worked out when it is asked for."""
        return win_probabilities(self.capability, self.positions, self.distance, self.risk)


def play(actors: Actors, max_turns: int) -> Iterator[SmpTurn]:
    """The turns from the start to the last one, which is where movement has all but ceased, or ``max_turns``."""
    positions, first, settled = actors.position, 0.0, False
    for turn in range(max_turns + 1):
        state = look(actors, positions, settled)
        yield state
        if settled:
            return
        after = _settle(state)
        moved = float(np.sqrt(((after - positions) ** 2).sum(axis=1)).sum())
        first = moved if turn == 0 else first
        settled = turn > 0 and moved / (first + HARDLY) < SETTLED
        positions = after


def look(actors: Actors, positions: Array, settled: bool = False) -> SmpTurn:
    """One turn: risks, challenges, offers and what comes of them."""
    distance = distances(positions, actors.salience, positions)
    risk = risks(actors.capability, distance)
    challenges = weigh_challenges(distance, risk, actors.capability, actors.salience.sum(axis=1))
    offers = make_offers(challenges, positions, actors.salience)
    return SmpTurn(
        positions,
        actors.capability,
        distance,
        risk,
        challenges,
        offers,
        _choose(actors, positions, utilities(distance, risk), risk, offers),
        settled,
    )


def _choose(actors: Actors, positions: Array, worth: Array, risk: Array, offers: Offers) -> Index:
    """What each actor takes of the offers it made or got: the likeliest to win a vote of all against the others and the status quo.

    The worth of an offer is the mean worth of everybody's position were it struck (eq. 9).
    """
    n, many = len(positions), len(offers.initiator)
    here = utilities(distances(positions, actors.salience, offers.initiator_position), risk)
    there = utilities(distances(positions, actors.salience, offers.receiver_position), risk)
    change = here - worth[:, offers.initiator] + there - worth[:, offers.receiver]
    options = np.column_stack([np.zeros(n), change / n])  # the status quo, then the offers; all less the mean worth of what is
    owners = np.concatenate([np.arange(n), offers.initiator, offers.receiver])
    entries = np.concatenate([np.zeros(n, dtype=np.intp), np.arange(1, many + 1), np.arange(1, many + 1)])
    order = np.lexsort((entries, owners))
    return _most_likely(actors.capability, options, owners[order], entries[order]) - 1


def _most_likely(weights: Array, worth: Array, owners: Index, entries: Index) -> Index:
    """For each owner, in order, which of its entries (columns of ``worth``) is most likely to win a vote among them; the first where alike.

    The vote of eq. 3 for all owners at once: only pairs of one owner's entries are compared. ``owners`` are sorted and none is left out.
    """
    count = np.bincount(owners)
    starts = np.cumsum(count) - count
    pairs = count[owners]
    left = np.repeat(np.arange(len(owners)), pairs)
    first = np.cumsum(pairs) - pairs
    right = np.arange(len(left)) - np.repeat(first, pairs) + starts[owners[left]]
    lead, both = np.empty(len(left)), np.empty(len(left))
    step = max(1, CELLS // len(worth))
    for start in range(0, len(left), step):
        chunk = slice(start, start + step)
        gains = worth[:, entries[left[chunk]]] - worth[:, entries[right[chunk]]]
        gains[np.abs(gains) < ALIKE] = 0  # two proposals of one bargain: what is left is rounding
        lead[chunk] = weights @ gains
        both[chunk] = weights @ np.abs(gains, out=gains)
    logs = np.add.reduceat(np.log((LEAST_COALITION + (both + lead) / 2) / (2 * LEAST_COALITION + both)), first)
    good = logs >= np.repeat(np.maximum.reduceat(logs, starts), count) - TIE
    where = np.where(good, np.arange(len(owners)), len(owners))
    return entries[np.minimum.reduceat(where, starts)]


def _settle(state: SmpTurn) -> Array:
    """Where everybody stands after all have moved at once."""
    after = state.positions.copy()
    offers, taken = state.offers, state.taken
    movers = np.flatnonzero(taken >= 0)
    offer = taken[movers]
    own = (offers.initiator[offer] == movers)[:, None]
    after[movers] = np.where(own, offers.initiator_position[offer], offers.receiver_position[offer])
    return after
