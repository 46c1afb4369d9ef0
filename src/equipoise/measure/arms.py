"""Who arms whom: a recipient's share of deliveries from each supplier. In: deliveries by year. Out: shares over a window, with a range.

Deliveries are lumpy, so a single year says little; the range is what windows of other lengths say: docs/methods/arms-dependence.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np

from equipoise.measure.frames import amount, code, collect, refuse_twice, take, whole
from equipoise.store.frames import FrameT, give_back, whole_number
from equipoise.words.errors import InputError

DELIVERIES = (code("supplier"), code("recipient"), whole("year"), amount("value"))


def arms_dependence(deliveries: FrameT, window: int = 5, windows: Sequence[int] = (3, 10), years: tuple[int, int] | None = None) -> FrameT:
    """Share of each supplier in what a recipient got: recipient, supplier, year, delivered, total, share, low, high.

    ``deliveries``: supplier, recipient, year, value (volume, 0 or more); the source must list every delivery of the ``years`` (first, last)
    that it covers (default: the first and last year given). year is the last of ``window`` years; delivered and total are sums over
    them. low and high: the least and largest share by this window and by the lengths in ``windows`` (a supplier that delivered nothing in
    one has 0 there). Windows that reach before the first year covered are left out, and so are those in which the recipient got
    nothing; where the window itself is, there is no row.
    docs/methods/arms-dependence.md, eq. 1. Raises InputError: a negative or unknown value, a key twice, a window below 1, a delivery
    outside ``years``.

    >>> import polars as pl
    >>> rows = [("RUS", 2020, 30.0), ("ESP", 2021, 10.0)]
    >>> given = pl.DataFrame([{"supplier": s, "recipient": "KAZ", "year": y, "value": v} for s, y, v in rows])
    >>> arms_dependence(given, window=2, windows=())["share"].to_list()
    [0.25, 0.75]
    """
    import pyarrow as pa

    length = whole_number(window, "window")
    lengths = sorted({length, *(whole_number(w, "windows") for w in windows)})
    taken = take(deliveries, DELIVERIES, "deliveries")
    refuse_twice(taken, ("supplier", "recipient", "year"), "deliveries")
    rows = collect(taken.sort("recipient", "supplier", "year")).to_pydict()
    first, last = _covered(rows["year"], years)
    by_pair: dict[str, dict[str, np.ndarray]] = {}
    for supplier, recipient, year, value in zip(rows["supplier"], rows["recipient"], rows["year"], rows["value"], strict=True):
        by_pair.setdefault(recipient, {}).setdefault(supplier, np.zeros(last - first + 1))[year - first] += value
    columns: dict[str, list[object]] = {
        name: [] for name in ("recipient", "supplier", "year", "delivered", "total", "share", "low", "high")
    }
    for recipient, suppliers in by_pair.items():
        each = np.array(list(suppliers.values()))
        sums = {k: _moving(each, k) for k in lengths if k <= each.shape[1]}
        for place in range(length - 1, each.shape[1]):
            totals = {k: s[:, place].sum() for k, s in sums.items() if place >= k - 1}
            shares = {k: sums[k][:, place] / total for k, total in totals.items() if total > 0}
            if length not in shares:
                continue
            for i, supplier in enumerate(suppliers):
                mine = [share[i] for share in shares.values()]
                if max(mine) > 0:
                    found = (recipient, supplier, first + place, sums[length][i, place], totals[length], shares[length][i])
                    for name, value in zip(columns, (*found, min(mine), max(mine)), strict=True):
                        columns[name].append(value)
    text = ("recipient", "supplier")
    kinds = {name: pa.string() if name in text else pa.int64() if name == "year" else pa.float64() for name in columns}
    table = pa.table({name: pa.array(values, kinds[name]) for name, values in columns.items()})
    keys = [(name, "ascending") for name in ("recipient", "supplier", "year")]
    return cast(FrameT, give_back(table.sort_by(keys), deliveries))


def _covered(given: list[int], years: tuple[int, int] | None) -> tuple[int, int]:
    if years is None:
        return min(given), max(given)
    try:
        first, last = (whole_number(y, "years", low=-10_000) for y in years)
    except (TypeError, ValueError) as error:
        raise InputError(f"years must be (first year, last year); {years!r} was given") from error
    strange = sorted(y for y in set(given) if not first <= y <= last)
    if strange or first > last:
        raise InputError(f"years: {first} to {last} must hold every delivery in column 'year'; outside are {strange[:5]}")
    return first, last


def _moving(values: np.ndarray, length: int) -> np.ndarray:
    """Sums over the last ``length`` years, for each year; those of the first years are not whole."""
    run = np.cumsum(values, axis=1)
    run[:, length:] = run[:, length:] - run[:, :-length]
    # A difference of sums of floats may leave crumbs where nothing was delivered.
    return np.where(np.abs(run) < 1e-9, 0.0, run)
