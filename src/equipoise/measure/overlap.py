"""What two states share: groups they both belong to, and allies they both have. In: memberships, or ties by year. Out: a row for each pair.

Formulas: docs/methods/overlap.md.
"""

from __future__ import annotations

from typing import Any, TypeAlias, cast

import narwhals as nw
import numpy as np
import numpy.typing as npt

from equipoise.measure.frames import amount, code, collect, refuse_twice, take, whole
from equipoise.store.frames import FrameT, give_back, one_of
from equipoise.words.errors import InputError

Floats: TypeAlias = npt.NDArray[np.float64]

MISSING = ("none", "unknown")


def membership_overlap(members: FrameT) -> FrameT:
    """Groups or treaties that two states have in common in a year, for every pair of states with any: state_a, state_b, year, ...

    ``members``: state, group, year, a row for each membership in force; obligations of treaties do as groups. Out besides the key: common,
    groups_a, groups_b (numbers), share_a = common / groups_a, share_b, jaccard = common / groups of either. A state without a row in a
    year is not known to be in no group and has no pairs there.
    Jaccard (1901); docs/methods/overlap.md, eq. 1 and 2. Raises InputError: an empty code, the same membership twice.

    >>> import polars as pl
    >>> rows = [("KAZ", "CSTO"), ("KAZ", "OTS"), ("RUS", "CSTO")]
    >>> members = pl.DataFrame({"state": [s for s, _ in rows], "group": [g for _, g in rows], "year": 2023})
    >>> membership_overlap(members).select("common", "share_a", "share_b", "jaccard").row(0)
    (1, 0.5, 1.0, 0.5)
    """
    taken = take(members, (code("state"), code("group"), whole("year")), "members")
    refuse_twice(taken, ("state", "group", "year"), "members")
    table = collect(taken)
    parts: list[dict[str, Any]] = []
    for year in sorted(set(table["year"].to_pylist())):
        rows = _of_year(table, year)
        states, row = np.unique(np.array(rows["state"], object).astype(str), return_inverse=True)
        groups, column = np.unique(np.array(rows["group"], object).astype(str), return_inverse=True)
        member = np.zeros((len(states), len(groups)))
        member[row, column] = 1
        common, own = member @ member.T, member.sum(axis=1)
        a, b = np.triu_indices(len(states), 1)
        shared = common[a, b]
        parts.append(
            {
                **_pair_of(states, a, b, year),
                "common": shared.astype(np.int64),
                "groups_a": own[a].astype(np.int64),
                "groups_b": own[b].astype(np.int64),
                "share_a": shared / own[a],
                "share_b": shared / own[b],
                "jaccard": shared / (own[a] + own[b] - shared),
            }
        )
    return cast(FrameT, give_back(_joined(parts), members))


def treaty_overlap(ties: FrameT, top: float | None = None, missing: str = "none") -> FrameT:
    """How alike two states' portfolios of alliances are in a year: state_a, state_b, year, common, jaccard, similarity, partners.

    ``ties``: state, partner, year, value (0 = no obligation; the larger the more; null = not known), one row for each ordered pair.
    ``missing``: what a pair of states of that year without a row means, "none" (the source lists every obligation, as ATOP does) or
    "unknown". Over the partners k whose tie with both is known, counting each state's tie with itself as ``top`` (default: the largest
    value given): similarity S = 1 - 2 sum |x_ak - x_bk| / (top * partners), -1 to 1; common counts partners tied to both, jaccard is
    common over those tied to either (null where there are none), both without the two states themselves.
    Signorino and Ritter (1999); docs/methods/overlap.md, eq. 3 and 4. Raises InputError: a negative value or one above ``top``, a key
    twice, a state tied to itself, all values 0.
    """
    one_of(missing, MISSING, "missing")
    taken = take(ties, (code("state"), code("partner"), whole("year"), amount("value", null=True, high=top)), "ties")
    refuse_twice(taken, ("state", "partner", "year"), "ties")
    if collect(taken.filter(nw.col("state") == nw.col("partner")).head(1)).num_rows:
        raise InputError("ties: a state is its own partner in columns 'state' and 'partner'; leave such rows out")
    table = collect(taken)
    largest = top if top is not None else max((v for v in table["value"].to_pylist() if v is not None), default=0.0)
    if largest <= 0:
        raise InputError("ties: column 'value' holds no obligation at all; there are no portfolios to compare")
    parts = [_portfolios(_of_year(table, year), year, float(largest), missing) for year in sorted(set(table["year"].to_pylist()))]
    return cast(FrameT, give_back(_joined(parts), ties))


def _portfolios(rows: dict[str, list[Any]], year: int, top: float, missing: str) -> dict[str, Any]:
    """Columns of one year."""
    names = sorted({*rows["state"], *rows["partner"]})
    place = {name: i for i, name in enumerate(names)}
    tie = np.full((len(names), len(names)), 0.0 if missing == "none" else np.nan)
    at = [place[s] for s in rows["state"]], [place[p] for p in rows["partner"]]
    tie[at] = np.array([np.nan if v is None else v for v in rows["value"]])
    np.fill_diagonal(tie, top)
    known, value, tied = ~np.isnan(tie), np.nan_to_num(tie), np.nan_to_num(tie) > 0
    np.fill_diagonal(tied, False)
    a, b = np.triu_indices(len(names), 1)
    partners, apart, common, either = (np.zeros(len(a)) for _ in range(4))
    for first in range(len(names) - 1):  # one state against all later ones
        mine = a == first
        both = known[first] & known[first + 1 :]
        partners[mine] = both.sum(axis=1)
        apart[mine] = (np.abs(value[first] - value[first + 1 :]) * both).sum(axis=1)
        others = both.copy()
        others[:, first] = False
        others[np.arange(len(others)), np.arange(first + 1, len(names))] = False
        common[mine] = (tied[first] & tied[first + 1 :] & others).sum(axis=1)
        either[mine] = ((tied[first] | tied[first + 1 :]) & others).sum(axis=1)
    return {
        **_pair_of(np.array(names), a, b, year),
        "common": common.astype(np.int64),
        "jaccard": _ratio(common, either),
        "similarity": 1 - 2 * _ratio(apart, partners * top),
        "partners": partners.astype(np.int64),
    }


def _ratio(above: Floats, below: Floats) -> Floats:
    """NaN, not known, where there is nothing to divide by."""
    return np.asarray(np.divide(above, below, out=np.full(len(below), np.nan), where=below > 0))


def _of_year(table: Any, year: int) -> dict[str, list[Any]]:
    import pyarrow.compute as pc

    return cast("dict[str, list[Any]]", table.filter(pc.equal(table["year"], year)).to_pydict())


def _pair_of(states: Any, a: Any, b: Any, year: int) -> dict[str, Any]:
    return {"state_a": states[a], "state_b": states[b], "year": np.full(len(a), year, np.int64)}


def _joined(parts: list[dict[str, Any]]) -> Any:
    """The parts as one Arrow table, by pair and year; NaN is null."""
    import pyarrow as pa

    named: dict[str, Any] = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    text = {name: pa.array(named[name].tolist(), pa.string()) for name in ("state_a", "state_b")}
    table = pa.table(text | {name: pa.array(value, from_pandas=True) for name, value in named.items() if name not in text})
    return table.sort_by([("state_a", "ascending"), ("state_b", "ascending"), ("year", "ascending")])
