"""Who votes with whom: agreement and similarity of roll-call votes. In: votes of states. Out: a row for each pair of states and session.

Every index comes from one table: how often a pair cast each of the nine combinations of votes. Formulas: docs/methods/agreement.md.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import narwhals as nw
import numpy as np
import numpy.typing as npt

from equipoise.measure.doors import is_spark
from equipoise.measure.frames import Column, Kind, Lazy, code, collect, held, refuse, take, whole
from equipoise.store.frames import FrameT, give_back, one_of
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Measured: TypeAlias = tuple[Ints, Floats]
"""Common roll calls, and the measure (NaN: not defined), for each pair."""

CODES = (1, 2, 3)
"""Yes, abstain, no."""
METHODS = ("identical", "linear")
INDICES = ("S", "pi", "kappa")
WEIGHTS = ("absolute", "squared")
KEY = ("state_a", "state_b", "session")
VOTE_KEY = ("state", "session", "resolution")
BALLOT = (code("state"), whole("session"), code("resolution"), Column("vote", Kind.WHOLE, null=True, low=1, high=3))

_APART = np.abs(np.subtract.outer(CODES, CODES))


def agreement(votes: FrameT, method: str = "identical") -> FrameT:
    """Agreement of every pair of states in every session: state_a, state_b, session, n, agreement (0 to 1).

    "identical": share of equal votes; "linear": mean of 1 - abs(a-b)/2 without the roll calls on which all votes cast were the same.
    Voeten's two published figures; docs/methods/agreement.md, eq. 1 and 2. Raises InputError for votes other than 1, 2, 3, a vote given
    twice with different values, an unknown method, or columns other than state, session, resolution, vote.

    >>> import polars as pl
    >>> ballots = {"state": ["KAZ", "RUS"] * 2, "session": [77] * 4, "resolution": [1, 1, 2, 2], "vote": [1, 1, 2, 3]}
    >>> agreement(pl.DataFrame(ballots), method="linear")["agreement"].to_list()
    [0.5]
    """
    one_of(method, METHODS, "method")
    measured = _identical if method == "identical" else _linear
    return _by_pair(votes, "agreement", measured, divided_only=method == "linear")


def similarity(votes: FrameT, index: str = "S", weights: str = "absolute") -> FrameT:
    """Similarity of every pair of states in every session: state_a, state_b, session, n, similarity (at most 1).

    "S" (Signorino and Ritter 1999), -1 to 1; "pi" (Scott) and "kappa" (Cohen, weighted) correct for chance (Häge 2011) and are null where
    chance alone allows no disagreement. Distances of votes count as they are ("absolute") or squared.
    docs/methods/agreement.md, eq. 3 to 5. Raises InputError as ``agreement`` does.
    """
    one_of(index, INDICES, "index")
    one_of(weights, WEIGHTS, "weights")
    distance = _APART if weights == "absolute" else _APART**2

    def measured(counts: Ints) -> Measured:
        return _spatial(counts, distance) if index == "S" else _corrected(counts, distance, own=index == "kappa")

    return _by_pair(votes, "similarity", measured)


def take_votes(votes: object, *, spark: bool = False) -> Lazy:
    """Votes cast, each once, checked: state, session, resolution, vote."""
    given = take(votes, BALLOT, "votes", spark=spark).filter(~nw.col("vote").is_null())
    once = held(given.group_by(*VOTE_KEY).agg(nw.col("vote").min(), nw.col("vote").max().alias("and")))
    if not collect(once.head(1)).num_rows:
        raise InputError("votes: nobody voted; column 'vote' is empty in every row")
    two = once.filter(nw.col("vote") != nw.col("and"))
    refuse(two, [*VOTE_KEY, "vote", "and"], "votes: a state may have one vote on a resolution; in column 'vote' these have two")
    return once.drop("and")


def _by_pair(votes: FrameT, name: str, measured: Callable[[Ints], Measured], divided_only: bool = False) -> FrameT:
    def one_table(ballots: pa.Table) -> pa.Table:
        return _pairs(ballots, name, measured, divided_only)

    taken = take_votes(votes, spark=True)
    if not is_spark(votes):
        return cast(FrameT, give_back(one_table(collect(taken)), votes))
    # A session is settled where it lies; sessions do not touch each other.
    schema = f"state_a string, state_b string, session bigint, n bigint, {name} double"
    spread: Any = taken.to_native()
    return cast(FrameT, spread.groupBy("session").applyInArrow(one_table, schema).sort(*KEY))


def _pairs(ballots: pa.Table, name: str, measured: Callable[[Ints], Measured], divided_only: bool) -> pa.Table:
    """A row for each pair and session with a roll call in common, sorted by the key."""
    import pyarrow as pa

    states, state = _numbered(ballots["state"])
    _, resolution = _numbered(ballots["resolution"])
    session = ballots["session"].to_numpy()
    order = np.argsort(session, kind="stable")
    sessions, starts = np.unique(session[order], return_index=True)
    columns = [np.split(x[order], starts[1:]) for x in (state, resolution, ballots["vote"].to_numpy())]
    parts = [_session(int(s), i, r, v, measured, divided_only) for s, i, r, v in zip(sessions, *columns, strict=True)]
    a, b, s, n, value = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((s, b, a))
    named = {
        "state_a": states.take(pa.array(a[order])),
        "state_b": states.take(pa.array(b[order])),
        "session": pa.array(s[order]),
        "n": pa.array(n[order]),
        name: pa.array(value[order], from_pandas=True),
    }
    return pa.table(named)


def _numbered(codes: Any) -> tuple[Any, Ints]:
    """The codes in the order of their text, and the place of each row's code among them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    distinct = pc.unique(codes)
    distinct = distinct.take(pc.sort_indices(distinct))
    return distinct, pc.index_in(codes, value_set=distinct).cast(pa.int64()).to_numpy()


def _session(
    session: int, state: Ints, resolution: Ints, vote: Ints, measured: Callable[[Ints], Measured], divided_only: bool
) -> tuple[Ints, Ints, Ints, Ints, Floats]:
    """Pairs (a before b), session, common roll calls and measure of one session."""
    present, row = np.unique(state, return_inverse=True)
    columns, column = np.unique(resolution, return_inverse=True)
    ballots = np.zeros((len(CODES), len(present), -len(columns) % 64 + len(columns)), bool)
    ballots[vote - 1, row, column] = True
    if divided_only:
        ballots &= ballots.any(axis=1).sum(axis=0) > 1
    a, b = np.triu_indices(len(present), 1)
    # A state's votes of one kind are the bits of a few words: what two states have in common are the bits that both have set.
    words = np.packbits(ballots, axis=2).view(np.uint64)
    of_a, of_b = words[:, a], words[:, b]
    counts = np.stack([[np.bitwise_count(v & w).sum(axis=1, dtype=np.int64) for w in of_b] for v in of_a])
    met = counts.sum(axis=(0, 1)) > 0
    n, value = measured(counts[:, :, met])
    return present[a[met]], present[b[met]], np.full(len(n), session, np.int64), n, value


def _identical(counts: Ints) -> Measured:
    n = counts.sum(axis=(0, 1))
    return n, np.trace(counts) / n


def _linear(counts: Ints) -> Measured:
    n = counts.sum(axis=(0, 1))
    return n, 1 - _total(counts, _APART) / (2 * n)


def _spatial(counts: Ints, distance: Ints) -> Measured:
    n = counts.sum(axis=(0, 1))
    return n, 1 - 2 * _total(counts, distance) / (n * distance.max())


def _corrected(counts: Ints, distance: Ints, own: bool) -> Measured:
    """1 - observed / expected disagreement; expected from each state's own votes (kappa) or from those of both together (pi)."""
    n = counts.sum(axis=(0, 1))
    of_a, of_b = counts.sum(axis=1), counts.sum(axis=0)
    if not own:
        of_a = of_b = of_a + of_b
    expected = np.einsum("vp,wp,vw->p", of_a, of_b, distance)
    observed = _total(counts, distance) * n * (1 if own else 4)
    return n, 1 - np.divide(observed, expected, out=np.full(len(n), np.nan), where=expected > 0)


def _total(counts: Ints, distance: Ints) -> Ints:
    return cast(Ints, np.einsum("vwp,vw->p", counts, distance))
