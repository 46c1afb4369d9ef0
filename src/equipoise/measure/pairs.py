"""Count how pairs of states voted. In: votes cast, each with its group of roll calls. Out: for each pair and group, 3 x 3 counts.

Every index of agreement and similarity comes from these tables, so the roll calls are gone through once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pyarrow as pa

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Measured: TypeAlias = tuple[Ints, Mapping[str, Floats]]
"""Common roll calls, and the columns of the measure (NaN: not defined), for each pair."""
Measure: TypeAlias = Callable[[Ints], Measured]
"""From counts (3, 3, pairs), the first axis being the vote of the first state, to what is measured of them."""

CODES = (1, 2, 3)
"""Yes, abstain, no."""


def by_pair(ballots: pa.Table, within: Sequence[str], measure: Measure, divided_only: bool) -> pa.Table:
    """A row for each pair and group with a roll call in common, sorted: state_a, state_b, the columns ``within``, n, what is measured.

    ``ballots``: state, resolution, vote, each once in its group; roll calls are told apart by resolution within a group. ``divided_only``
    leaves out the roll calls on which all votes of the group were the same.
    """
    import pyarrow as pa

    states, state = numbered(ballots["state"])
    _, resolution = numbered(ballots["resolution"])
    keys, group = _grouped(ballots.select(list(within)))
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    columns = [np.split(x[order], starts[1:]) for x in (state, resolution, ballots["vote"].to_numpy())]
    parts = [_one_group(place, votes, measure, divided_only) for place, votes in enumerate(zip(*columns, strict=True))]
    a, b, g, n = (np.concatenate([part[i] for part in parts]) for i in range(4))
    order = np.lexsort((g, b, a))
    named = {"state_a": states.take(pa.array(a[order])), "state_b": states.take(pa.array(b[order]))}
    named |= {name: keys[name].take(pa.array(g[order])) for name in within}
    named["n"] = pa.array(n[order])
    for name in parts[0][4]:
        named[name] = pa.array(np.concatenate([part[4][name] for part in parts])[order], from_pandas=True)
    return pa.table(named)


def numbered(codes: Any) -> tuple[Any, Ints]:
    """The codes in the order of their text, and the place of each row's code among them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    distinct = pc.unique(codes)
    distinct = distinct.take(pc.sort_indices(distinct))
    return distinct, pc.index_in(codes, value_set=distinct).cast(pa.int64()).to_numpy()


def _grouped(keys: pa.Table) -> tuple[pa.Table, Ints]:
    """The distinct keys in order, empty ones last, and the place of each row's key among them."""
    whole = np.zeros(keys.num_rows, np.int64)
    for name in keys.column_names:
        distinct, place = numbered(keys[name])
        whole = whole * len(distinct) + place
    _, first, group = np.unique(whole, return_index=True, return_inverse=True)
    return keys.take(first), np.asarray(group)


def _one_group(
    place: int, votes: tuple[Ints, Ints, Ints], measure: Measure, divided_only: bool
) -> tuple[Ints, Ints, Ints, Ints, Mapping[str, Floats]]:
    """Pairs (a before b), the group's place, common roll calls and measures of one group."""
    state, resolution, vote = votes
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
    n, values = measure(counts[:, :, met])
    return present[a[met]], present[b[met]], np.full(len(n), place, np.int64), n, values
