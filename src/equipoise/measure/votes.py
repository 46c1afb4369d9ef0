"""Who votes with whom: agreement and similarity of roll-call votes. In: votes of states. Out: a row for each pair of states and session.

By issue area (``by``) and over several sessions (``window``) as well. Formulas: docs/methods/agreement.md; counting: pairs.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import narwhals as nw
import numpy as np

from equipoise.measure.doors import is_spark
from equipoise.measure.frames import Column, Kind, Lazy, code, collect, held, refuse, refuse_twice, take, whole
from equipoise.measure.pairs import by_pair
from equipoise.measure.vote_indices import APART, Corrected, Mean
from equipoise.store.frames import FrameT, give_back, number, one_of, whole_number
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

METHODS = ("identical", "linear")
INDICES = ("S", "pi", "kappa")
WEIGHTS = ("absolute", "squared")
VOTE_KEY = ("state", "session", "resolution")
ISSUE_KEY = ("session", "resolution", "issue")
BALLOT = (code("state"), whole("session"), code("resolution"), Column("vote", Kind.WHOLE, null=True, low=1, high=3))


def agreement(votes: FrameT, method: str = "identical", *, by: object | None = None, window: int = 1, level: float | None = None) -> FrameT:
    """Agreement of every pair of states in every session: state_a, state_b, session, n, agreement (0 to 1).

    "identical": share of equal votes; "linear": mean of 1 - abs(a-b)/2 without the roll calls on which all votes cast were the same.
    Voeten's two published figures; docs/methods/agreement.md, eq. 1 and 2.

    ``by``: roll calls with their issue area (session, resolution, issue; one roll call may have several): a row for each issue, column
    ``issue`` after session, null for the roll calls that have none. ``window``: each session together with the ``window`` - 1 before it,
    its roll calls pooled; column ``first_session`` says where the roll calls begin. ``level``: columns low and high, the range at that
    level if the roll calls were draws from all that might have been called. Votes of one state alone have no pairs, and no rows come out.
    Raises InputError for votes other than 1, 2, 3, a vote given twice with different values, an unknown method, a
    window below 1, a level outside 0 to 1, or columns other than state, session, resolution, vote.

    >>> import polars as pl
    >>> ballots = {"state": ["KAZ", "RUS"] * 2, "session": [77] * 4, "resolution": [1, 1, 2, 2], "vote": [1, 1, 2, 3]}
    >>> agreement(pl.DataFrame(ballots), method="linear")["agreement"].to_list()
    [0.5]
    """
    one_of(method, METHODS, "method")
    closeness = np.eye(3) if method == "identical" else 1 - APART / 2
    return _measured(votes, Mean("agreement", closeness, 0.0, _level(level)), by, window, divided_only=method == "linear")


def similarity(
    votes: FrameT,
    index: str = "S",
    weights: str = "absolute",
    *,
    by: object | None = None,
    window: int = 1,
    level: float | None = None,
) -> FrameT:
    """Similarity of every pair of states in every session: state_a, state_b, session, n, similarity (at most 1).

    "S" (Signorino and Ritter 1999), -1 to 1; "pi" (Scott) and "kappa" (Cohen, weighted) correct for chance (Häge 2011) and are null where
    chance alone allows no disagreement. Distances of votes count as they are ("absolute") or squared.
    docs/methods/agreement.md, eq. 3 to 5. ``by``, ``window``, ``level`` and errors as in ``agreement``.
    """
    one_of(index, INDICES, "index")
    one_of(weights, WEIGHTS, "weights")
    distance = APART if weights == "absolute" else APART**2
    if index == "S":
        return _measured(votes, Mean("similarity", 1 - distance / distance.max(), -1.0, _level(level)), by, window)
    return _measured(votes, Corrected("similarity", distance, index == "kappa", _level(level)), by, window)


def take_votes(votes: object, *, spark: bool = False) -> Lazy:
    """Votes cast, each once, checked: state, session, resolution, vote."""
    given = take(votes, BALLOT, "votes", spark=spark).filter(~nw.col("vote").is_null())
    once = held(given.group_by(*VOTE_KEY).agg(nw.col("vote").min(), nw.col("vote").max().alias("and")))
    if not collect(once.head(1)).num_rows:
        raise InputError("votes: nobody voted; column 'vote' is empty in every row")
    two = once.filter(nw.col("vote") != nw.col("and"))
    refuse(two, [*VOTE_KEY, "vote", "and"], "votes: a state may have one vote on a resolution; in column 'vote' these have two")
    return once.drop("and")


def _level(level: float | None) -> float | None:
    if level is not None and number(level, "level", above=0) >= 1:
        raise InputError(f"level must be less than 1; {level!r} was given")
    return None if level is None else float(level)


def _measured(votes: FrameT, measure: Mean | Corrected, by: object | None, window: int, divided_only: bool = False) -> FrameT:
    sessions = whole_number(window, "window")
    if by is not None and is_spark(by) != is_spark(votes):
        raise InputError("votes and by must both live on Spark, or neither")
    taken = take_votes(votes, spark=True)
    within = ["session"]
    if by is not None:
        taken, within = _with_issues(taken, by), [*within, "issue"]
    if sessions > 1:
        taken, within = _pooled(taken, sessions), [*within, "first_session"]
    if not is_spark(votes):
        return cast(FrameT, give_back(by_pair(collect(taken), within, measure, divided_only), votes))
    return cast(FrameT, _on_spark(taken, within, measure, divided_only))


def _with_issues(votes: Lazy, by: object) -> Lazy:
    """The votes once for each issue of their roll call; ``issue`` is null where the roll call has none."""
    issues = take(by, (whole("session"), code("resolution"), code("issue")), "by", spark=True)
    refuse_twice(issues, ISSUE_KEY, "by")
    joined = votes.join(issues, on=["session", "resolution"], how="left")
    if not collect(joined.filter(~nw.col("issue").is_null()).head(1)).num_rows:
        raise InputError("by: no roll call of column 'resolution' is among the votes; session and resolution must be coded alike in both")
    return held(joined)


def _pooled(votes: Lazy, window: int) -> Lazy:
    """The votes once for each session whose window they are in: that session, and the first one with votes in its window."""
    sessions = np.array(sorted(collect(votes.select("session").unique())["session"].to_pylist()))
    own = nw.concat_str([nw.col("session").cast(nw.String()), nw.lit("/"), nw.col("resolution")])
    votes = votes.with_columns(resolution=own)
    parts = []
    for last in sessions.tolist():
        first = int(sessions[np.searchsorted(sessions, last - window + 1)])
        inside = votes.filter(nw.col("session") >= first, nw.col("session") <= last)
        parts.append(inside.with_columns(session=nw.lit(last).cast(nw.Int64()), first_session=nw.lit(first).cast(nw.Int64())))
    return nw.concat(parts)


def _on_spark(votes: Lazy, within: list[str], measure: Mean | Corrected, divided_only: bool) -> Any:
    """Each group is settled where it lies; groups do not touch each other."""
    names = [measure.name, *(["low", "high"] if measure.level is not None else [])]
    kinds = {"session": "bigint", "issue": "string", "first_session": "bigint"}
    fields = ["state_a string", "state_b string", *(f"{c} {kinds[c]}" for c in within), "n bigint", *(f"{c} double" for c in names)]

    def one_table(ballots: pa.Table) -> pa.Table:
        return by_pair(ballots, within, measure, divided_only)

    spread: Any = votes.to_native()
    found = spread.groupBy(*within).applyInArrow(one_table, ", ".join(fields))
    return found.sort(*(found[c].asc_nulls_last() for c in ("state_a", "state_b", *within)))
