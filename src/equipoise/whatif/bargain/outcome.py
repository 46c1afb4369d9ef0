"""Make tables of what was played. In: actors and the turns. Out: a Bargaining, its tables of the kind of the table given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Generic

import numpy as np
import numpy.typing as npt

from equipoise.store.frames import FrameT, give_back
from equipoise.whatif.bargain.actors import Actors
from equipoise.whatif.bargain.challenge_tables import Contest, Moves, challenges, influence, of_round, of_smp, offers
from equipoise.whatif.bargain.expected_utility import Round
from equipoise.whatif.bargain.smp import SmpTurn
from equipoise.whatif.bargain.votes import Array


@dataclass(frozen=True, slots=True)
class Bargaining(Generic[FrameT]):
    """How a bargain went. Turn 0 is the start; actors and dimensions are in the order given."""

    positions: FrameT
    """turn, actor, dimension, position (in the units given)."""
    power: FrameT
    """turn, actor, and probability (smp: that the actor's position wins at that turn; actors in one place share one figure) or risk
    (expected_utility: the exponent that led to the turn)."""
    turns: FrameT
    """turn, dimension, mean_position (weights: capability times salience; null where all are 0)."""
    moves: FrameT
    """turn (that the move led to), actor, partner, part: what made an actor move. "challenger" or "challenged" (smp), "yields" or
    "compromises" (expected_utility)."""
    challenges: FrameT
    """turn (at which it could be made), challenger, challenged, probability (that the challenger prevails), expected_utility (over leaving
    things as they are, both in the challenger's view), made. Everybody against everybody else."""
    offers: FrameT
    """turn, challenger, challenged, dimension, challenger_position, challenged_position (where each of the two would go),
    taken_by_challenger, taken_by_challenged: what came of the challenges that were made."""
    influence: FrameT
    """partner, actor, moves, distance, share (of all movement, 0..1), first_turn: who moved whom, all turns together, the most first."""
    info: Mapping[str, Any]
    """method, turns (the last one), settled (smp: did movement all but cease?)."""


def of_turns(actors: Actors, turns: Sequence[SmpTurn], like: FrameT) -> Bargaining[FrameT]:
    """The tables of a Spatial Model of Politics. ``actors`` has the positions as they were given."""
    # Ten decimals take off what multiplying by 100 adds (63.029999999999994).
    positions = [actors.position, *(np.round(100 * t.positions, 10) for t in turns[1:])]
    moves = [_smp_moves(t) for t in turns[:-1]]
    power = {"probability": np.concatenate([t.probability for t in turns])}
    contests = [of_smp(t) for t in turns[:-1]]
    info = {"method": "smp", "turns": len(turns) - 1, "settled": turns[-1].settled}
    return _tables(actors, positions, power, moves, contests, info, like)


def of_rounds(actors: Actors, rounds: Sequence[Round], like: FrameT) -> Bargaining[FrameT]:
    """The tables of an expected-utility model."""
    positions = [r.position[:, None] for r in rounds]
    moves = [_round_moves(r) for r in rounds[1:]]
    power = {"risk": np.concatenate([r.risk for r in rounds])}
    contests = [of_round(a, b) for a, b in pairwise(rounds)]
    info = {"method": "expected_utility", "turns": len(rounds) - 1, "settled": None}
    return _tables(actors, positions, power, moves, contests, info, like)


def _smp_moves(turn: SmpTurn) -> Moves:
    actor = np.flatnonzero(turn.taken >= 0)
    initiator, receiver = turn.offers.initiator[turn.taken[actor]], turn.offers.receiver[turn.taken[actor]]
    own = initiator == actor
    return Moves(actor, np.where(own, receiver, initiator), ["challenger" if o else "challenged" for o in own])


def _round_moves(now: Round) -> Moves:
    actor = np.flatnonzero(now.partner >= 0)
    return Moves(actor, now.partner[actor], ["yields" if y else "compromises" for y in now.yields[actor]])


def _tables(
    actors: Actors,
    positions: Sequence[Array],
    power: Mapping[str, Array],
    moves: Sequence[Moves],
    contests: Sequence[Contest],
    info: Mapping[str, Any],
    like: FrameT,
) -> Bargaining[FrameT]:
    import pyarrow as pa

    n, k, turns = len(actors.names), len(actors.dimensions), len(positions)
    names, dimensions, turn = pa.array(actors.names, pa.string()), pa.array(actors.dimensions, pa.string()), np.arange(turns)
    means = np.concatenate([actors.mean_positions(p) for p in positions])

    def names_of(index: Sequence[npt.NDArray[np.intp]]) -> pa.Array:
        return names.take(pa.array(np.concatenate([np.empty(0, np.int64), *index])))

    tables = (
        {
            "turn": np.repeat(turn, n * k),
            "actor": names.take(pa.array(np.tile(np.repeat(np.arange(n), k), turns))),
            "dimension": dimensions.take(pa.array(np.tile(np.arange(k), turns * n))),
            "position": np.concatenate(positions).ravel(),
        },
        {"turn": np.repeat(turn, n), "actor": names.take(pa.array(np.tile(np.arange(n), turns))), **power},
        {
            "turn": np.repeat(turn, k),
            "dimension": dimensions.take(pa.array(np.tile(np.arange(k), turns))),
            "mean_position": pa.array(means, mask=np.isnan(means)),
        },
        {
            "turn": np.repeat(turn[1:], [len(m.actor) for m in moves]),
            "actor": names_of([m.actor for m in moves]),
            "partner": names_of([m.partner for m in moves]),
            "part": pa.array([p for m in moves for p in m.part], pa.string()),
        },
        challenges(actors, contests),
        offers(actors, contests),
        influence(actors, positions, moves),
    )
    first, second, third, fourth, fifth, sixth, seventh = (give_back(pa.table(t), like) for t in tables)
    return Bargaining(first, second, third, fourth, fifth, sixth, seventh, info)
