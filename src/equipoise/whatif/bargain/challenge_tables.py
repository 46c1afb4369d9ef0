"""Who challenges whom, with what hope, what is offered, and who moves whom. In: actors and what was played. Out: columns of tables.

A challenge stands at the turn at which it is made; a move at the turn that it leads to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from equipoise.whatif.bargain.actors import Actors
from equipoise.whatif.bargain.expected_utility import Round
from equipoise.whatif.bargain.smp import SmpTurn
from equipoise.whatif.bargain.votes import Array

Index = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Moves:
    """Who moved in a turn, because of whom, in which part."""

    actor: Index
    partner: Index
    part: list[str]


@dataclass(frozen=True, slots=True)
class Contest:
    """The challenges of one turn. ``chance``, ``hope`` and ``made`` have a row for each challenger. ``offer``: who would go where."""

    chance: Array
    hope: Array
    """Expected utility over leaving things as they are, in the challenger's view."""
    made: Flags
    challenger: Index
    challenged: Index
    challenger_position: Array
    challenged_position: Array
    """One row an offer, one column a dimension, in the units given."""
    taken_by_challenger: Flags
    taken_by_challenged: Flags


def of_smp(turn: SmpTurn) -> Contest:
    """The challenges at a turn of the Spatial Model of Politics."""
    offers, count = turn.offers, len(turn.offers.initiator)
    made = np.zeros(turn.challenges.chance.shape, np.bool_)
    made[offers.initiator, offers.receiver] = True
    numbers = np.arange(count)
    return Contest(
        turn.challenges.chance,
        turn.challenges.gain,
        made,
        offers.initiator,
        offers.receiver,
        np.round(100 * offers.initiator_position, 10),
        np.round(100 * offers.receiver_position, 10),
        np.asarray(turn.taken[offers.initiator] == numbers),
        np.asarray(turn.taken[offers.receiver] == numbers),
    )


def of_round(before: Round, after: Round) -> Contest:
    """The challenges between two rounds of expected utility; those are made that the other gives way to, or meets half-way."""
    moved = np.flatnonzero(after.partner >= 0)
    challenger = after.partner[moved]
    made = np.zeros(after.chance.shape, np.bool_)
    made[challenger, moved] = True
    stays = np.zeros(len(moved), np.bool_)
    return Contest(
        after.chance,
        after.gain,
        made,
        challenger,
        moved,
        before.position[challenger, None],
        after.position[moved, None],
        stays,
        ~stays,
    )


def challenges(actors: Actors, contests: Sequence[Contest]) -> Mapping[str, object]:
    """Columns: turn, challenger, challenged, probability (that the challenger prevails), expected_utility, made."""
    n, turns = len(actors.names), len(contests)
    challenger, challenged = np.nonzero(~np.eye(n, dtype=np.bool_))
    cells = [(c.chance[challenger, challenged], c.hope[challenger, challenged], c.made[challenger, challenged]) for c in contests]
    return {
        "turn": np.repeat(np.arange(turns), len(challenger)),
        "challenger": _names(actors, np.tile(challenger, turns)),
        "challenged": _names(actors, np.tile(challenged, turns)),
        "probability": _joined([c[0] for c in cells]),
        "expected_utility": _joined([c[1] for c in cells]),
        "made": np.concatenate([np.empty(0, np.bool_), *(c[2] for c in cells)]),
    }


def offers(actors: Actors, contests: Sequence[Contest]) -> Mapping[str, object]:
    """Columns: turn, challenger, challenged, dimension, challenger_position, challenged_position (where each would go), and who took it."""
    import pyarrow as pa

    k, count = len(actors.dimensions), [len(c.challenger) for c in contests]
    dimensions = pa.array(actors.dimensions, pa.string())

    def column(of: Sequence[npt.NDArray[np.generic]], kind: type[np.generic]) -> npt.NDArray[np.generic]:
        return np.repeat(np.concatenate([np.empty(0, kind), *of]), k)

    return {
        "turn": np.repeat(np.repeat(np.arange(len(contests)), count), k),
        "challenger": _names(actors, column([c.challenger for c in contests], np.int64)),
        "challenged": _names(actors, column([c.challenged for c in contests], np.int64)),
        "dimension": dimensions.take(pa.array(np.tile(np.arange(k), sum(count)))),
        "challenger_position": _joined([c.challenger_position.ravel() for c in contests]),
        "challenged_position": _joined([c.challenged_position.ravel() for c in contests]),
        "taken_by_challenger": column([c.taken_by_challenger for c in contests], np.bool_),
        "taken_by_challenged": column([c.taken_by_challenged for c in contests], np.bool_),
    }


def influence(actors: Actors, positions: Sequence[Array], moves: Sequence[Moves]) -> Mapping[str, object]:
    """Columns: partner, actor, moves, distance (sum over turns, Euclidean, units given), first_turn, share of all movement; the largest
    distance first. Who moved whom, all turns together."""
    n = len(actors.names)
    times, far, first = np.zeros((n, n), np.int64), np.zeros((n, n)), np.full((n, n), len(positions))
    for turn, m in enumerate(moves, 1):
        way = np.sqrt(((positions[turn][m.actor] - positions[turn - 1][m.actor]) ** 2).sum(axis=1))
        times[m.partner, m.actor] += way > 0
        far[m.partner, m.actor] += way
        first[m.partner, m.actor] = np.where(way > 0, np.minimum(first[m.partner, m.actor], turn), first[m.partner, m.actor])
    partner, actor = np.nonzero(times)
    order = np.lexsort((actor, partner, -far[partner, actor]))
    partner, actor = partner[order], actor[order]
    total = far.sum()
    return {
        "partner": _names(actors, partner),
        "actor": _names(actors, actor),
        "moves": times[partner, actor],
        "distance": far[partner, actor],
        "share": far[partner, actor] / total if total > 0 else far[partner, actor],
        "first_turn": first[partner, actor],
    }


def _joined(parts: Sequence[Array]) -> Array:
    return np.concatenate([np.empty(0), *parts])


def _names(actors: Actors, index: npt.NDArray[np.generic]) -> object:
    import pyarrow as pa

    return pa.array(actors.names, pa.string()).take(pa.array(index.astype(np.int64)))
