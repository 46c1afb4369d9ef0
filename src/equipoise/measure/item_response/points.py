"""Ideal points for users. In: votes in any frame. Out: one row for each state and session, with its range.

Bailey, Strezhnev and Voeten's dynamic ordinal item-response model; how it is fitted and what it reproduces: docs/methods/ideal-points.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
from scipy.special import ndtri

from equipoise.measure.frames import Column, Kind, code, collect, refuse_twice, take, whole
from equipoise.measure.item_response.ballots import Ballots, Floats, read_ballots
from equipoise.measure.item_response.curves import Points
from equipoise.measure.item_response.fit import fit
from equipoise.measure.votes import take_votes
from equipoise.store.frames import FrameT, as_code, give_back, number
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa


UNKNOWN_VARIANCE = 1.0
"""Of the points of states that an earlier result does not have."""

EARLIER = (code("state"), whole("session"), Column("ideal_point", Kind.NUMBER), Column("sd", Kind.NUMBER, above=0))


def ideal_points(
    votes: FrameT, positive: str = "USA", smooth: float = 0.5, level: float = 0.90, max_iter: int = 200, *, start: object | None = None
) -> FrameT:
    """Where states stand: state, session, ideal_point, sd, low, high, n_votes.

    One scale for all sessions, mean 0 and variance 1 over all state-sessions, with state ``positive`` above 0 on average. ``smooth`` is the
    standard deviation of a state's step from one session it voted in to the next; low and high bound the central ``level`` of the belief.
    n_votes counts all votes cast, also those on roll calls on which all were the same, which say nothing about points.
    ``start``: an earlier result (state, session, ideal_point, sd) on fewer votes, for a refit with the newest: the search begins there,
    which takes a third of the iterations and ends where it would have, give or take a hundredth.
    Bailey, Strezhnev and Voeten (2017); docs/methods/ideal-points.md.
    Raises InputError as ``agreement`` does, and where ``positive`` does not vote, no roll call is divided, or states fall into groups that
    never vote together; ConvergenceError where ``max_iter`` is not enough.
    """
    walk = number(smooth, "smooth", above=0)
    share = number(level, "level", above=0)
    if share >= 1:
        raise InputError(f"level must be less than 1; {level!r} was given")
    if isinstance(max_iter, bool) or not isinstance(max_iter, int) or max_iter < 1:
        raise InputError(f"max_iter must be a whole number of at least 1; {max_iter!r} was given")
    table = collect(take_votes(votes).sort("session", "resolution", "state"))
    states = table["state"].unique().to_pylist()
    side = _place(as_code(positive), states)
    if len(states) < 2:
        raise InputError(f"votes: only {states[0]!r} voted (column 'state'); this tells nothing about where it stands")
    ballots = read_ballots(table)
    found = fit(ballots, side, walk, max_iter, None if start is None else _earlier(start, ballots))
    return cast(FrameT, give_back(_rows(ballots, found.points.mean, np.sqrt(found.points.variance), share), votes))


def _earlier(start: object, ballots: Ballots) -> Points:
    """Where an earlier result had the state-sessions; new sessions of a state start where its nearest one was, new states at 0."""
    given = take(start, EARLIER, "start")
    refuse_twice(given, ("state", "session"), "start")
    known: dict[str, list[tuple[int, float, float]]] = {}
    for row in collect(given.sort("state", "session")).to_pylist():
        known.setdefault(row["state"], []).append((row["session"], row["ideal_point"], row["sd"]))
    if not known.keys() & set(ballots.states):
        raise InputError("start: none of the states in column 'state' is among those of the votes; codes must be alike in both")
    mean, variance = np.zeros(ballots.points), np.full(ballots.points, UNKNOWN_VARIANCE)
    for i, (state, session) in enumerate(zip(ballots.state.tolist(), ballots.session.tolist(), strict=True)):
        sessions = known.get(ballots.states[state])
        if sessions:
            nearest = min(sessions, key=lambda s: (abs(s[0] - session), s[0]))
            mean[i], variance[i] = nearest[1], nearest[2] ** 2
    if mean.std() == 0:
        raise InputError("start: column 'ideal_point' is the same for all states of the votes; that is no earlier result")
    return Points((mean - mean.mean()) / mean.std(), variance)


def _place(positive: str, states: list[str]) -> int:
    """Where state ``positive`` is among the states in the order of their text."""
    ordered = sorted(states)
    if positive not in ordered:
        raise InputError(
            f"positive={positive!r} is not in column 'state'; there are {', '.join(ordered[:20])}{' ...' if len(ordered) > 20 else ''}"
        )
    return ordered.index(positive)


def _rows(ballots: Ballots, mean: Floats, sd: Floats, level: float) -> pa.Table:
    """The table that comes out, by state and session."""
    import pyarrow as pa

    reach = float(ndtri((1 + level) / 2)) * sd
    return pa.table(
        {
            "state": pa.array([ballots.states[i] for i in ballots.state], pa.string()),
            "session": pa.array(ballots.session, pa.int64()),
            "ideal_point": mean,
            "sd": sd,
            "low": mean - reach,
            "high": mean + reach,
            "n_votes": pa.array(ballots.n_votes, pa.int64()),
        }
    )
