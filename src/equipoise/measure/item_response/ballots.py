"""The votes as arrays, and where the search for ideal points starts. In: checked votes. Out: ballots by kind of vote; starting points.

Roll calls on which all votes were the same tell nothing and are left out; the votes cast on them still count in ``n_votes``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from equipoise.measure.pairs import numbered
from equipoise.words.errors import InputError

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]

YES, ABSTAIN, NO = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Votes:
    """Votes of one kind: for each vote its state-session and its roll call."""

    point: Ints
    call: Ints


@dataclass(frozen=True, slots=True)
class Ballots:
    """All votes. State-sessions are ordered by state and session; ``turn`` is a state-session's place among those of its state."""

    states: tuple[str, ...]
    state: Ints
    session: Ints
    turn: Ints
    n_votes: Ints
    calls: int
    yes: Votes
    abstain: Votes
    no: Votes

    @property
    def points(self) -> int:
        """Number of state-sessions."""
        return len(self.state)


def read_ballots(votes: Any) -> Ballots:
    """The votes of an Arrow table (state, session, resolution, vote; each once), or InputError where they cannot tell states apart."""
    names, state = numbered(votes["state"])
    states = np.array(names.to_pylist())
    session, vote = votes["session"].to_numpy(), votes["vote"].to_numpy()
    resolution = numbered(votes["resolution"])[1]
    call = _numbered(session, resolution)
    point = _numbered(state, session)
    first = np.unique(point, return_index=True)[1]
    divided = _divided(call, vote)
    if not divided.any():
        raise InputError(
            "votes: on every resolution all states that voted did so alike (column 'vote'); this tells nothing about where they stand"
        )
    _refuse_strangers(states, state[divided], call[divided])
    of = state[first]
    kept = np.unique(call[divided], return_inverse=True)[1]
    by_kind = {kind: Votes(point[divided][vote[divided] == kind], kept[vote[divided] == kind]) for kind in (YES, ABSTAIN, NO)}
    return Ballots(
        states=tuple(states.tolist()),
        state=of,
        session=session[first],
        turn=np.arange(len(of)) - np.searchsorted(of, of),
        n_votes=np.bincount(point),
        calls=int(kept.max()) + 1,
        yes=by_kind[YES],
        abstain=by_kind[ABSTAIN],
        no=by_kind[NO],
    )


def starting_points(ballots: Ballots, positive: int) -> Floats:
    """The first component of how states vote together over all sessions, mean 0 and variance 1; state ``positive`` is above 0."""
    size = (len(ballots.states), ballots.calls)
    cast, leaning = np.zeros(size), np.zeros(size)
    for votes, value in ((ballots.yes, -1.0), (ballots.abstain, 0.0), (ballots.no, 1.0)):
        cast[ballots.state[votes.point], votes.call] = 1
        leaning[ballots.state[votes.point], votes.call] = value
    leaning -= cast * (leaning.sum(axis=0) / cast.sum(axis=0))
    together = (leaning @ leaning.T) / np.maximum(cast @ cast.T, 1)
    component = np.linalg.eigh(together)[1][:, -1]
    start = (component if component[positive] >= 0 else -component)[ballots.state]
    return np.asarray((start - start.mean()) / start.std())


def _numbered(a: Ints, b: Ints) -> Ints:
    """The place of each pair among the distinct pairs, in their order."""
    low, size = b.min(), int(b.max() - b.min()) + 1
    return np.asarray(np.unique(a * size + (b - low), return_inverse=True)[1])


def _divided(call: Ints, vote: Ints) -> npt.NDArray[np.bool_]:
    """Was the vote cast on a roll call on which votes differed?"""
    seen = np.zeros((call.max() + 1, 4), bool)
    seen[call, vote] = True
    return np.asarray(seen.sum(axis=1)[call] > 1)


def _refuse_strangers(states: npt.NDArray[np.str_], state: Ints, call: Ints) -> None:
    """Groups of states that never vote on one divided roll call have no scale in common."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    size = len(states) + int(call.max()) + 1
    graph = coo_array((np.ones(len(state)), (state, len(states) + call)), shape=(size, size))
    group = connected_components(graph, directed=False)[1][: len(states)]
    voting = np.unique(state)
    groups, members = np.unique(group[voting], return_counts=True)
    if len(groups) > 1:
        smallest = groups[np.argmin(members)]
        named = states[voting[group[voting] == smallest]].tolist()
        raise InputError(
            f"votes: column 'state' falls into {len(groups)} groups that never vote on the same divided resolution, so there is no one "
            f"scale; give one group at a time. The smallest has {', '.join(named[:5])}{' and more' if len(named) > 5 else ''}"
        )
