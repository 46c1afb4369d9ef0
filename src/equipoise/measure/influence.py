"""Formal influence capacity of one state over another (FBIC). In: its five sub-indices. Out: their sums and product.

Formula recovered from the published index and reproduced within its rounding: docs/methods/influence-capacity.md.
"""

from __future__ import annotations

from typing import cast

import narwhals as nw

from equipoise.measure.frames import amount, code, collect, refuse_twice, take, whole
from equipoise.store.frames import FrameT, give_back, number

KEY = ("sender", "receiver", "year")
BANDWIDTH = ("econ_bandwidth", "pol_bandwidth", "sec_bandwidth")
DEPENDENCE = ("econ_dependence", "sec_dependence")
PARTS = (code("sender"), code("receiver"), whole("year"), *(amount(c, null=True) for c in (*BANDWIDTH, *DEPENDENCE)))


def influence_capacity(components: FrameT, scale: float | None = None) -> FrameT:
    """Capacity of a sender to influence a receiver in a year: sender, receiver, year, bandwidth, dependence, capacity.

    bandwidth is the sum of its three sub-indices, dependence of its two (there is no political dependence), capacity = bandwidth *
    dependence / scale. Without ``scale`` the largest product among the rows is it, so the top row is 1 and values of two samples do not
    compare; with a number they do. A part that is null makes null what it enters. All products zero and no scale: capacity is null.
    Moyer and others (2021); docs/methods/influence-capacity.md, eq. 1.
    Raises InputError: a negative part, a key twice, a scale of 0 or less.

    >>> import polars as pl
    >>> row = {"sender": "RUS", "receiver": "KAZ", "year": 2018, "econ_bandwidth": 1.0, "pol_bandwidth": 0.5, "sec_bandwidth": 0.5}
    >>> influence_capacity(pl.DataFrame([row | {"econ_dependence": 0.6, "sec_dependence": 0.4}]), scale=8.0)["capacity"].to_list()
    [0.25]
    """
    divisor = None if scale is None else number(scale, "scale", above=0)
    parts = take(components, PARTS, "components")
    refuse_twice(parts, KEY, "components")
    sums = parts.select(*KEY, bandwidth=_sum(BANDWIDTH), dependence=_sum(DEPENDENCE)).with_columns(
        capacity=nw.col("bandwidth") * nw.col("dependence")
    )
    by = nw.lit(divisor) if divisor is not None else nw.col("capacity").max()
    scaled = sums.with_columns(by=by).with_columns(capacity=nw.when(nw.col("by") > 0).then(nw.col("capacity") / nw.col("by")))
    return cast(FrameT, give_back(collect(scaled.drop("by").sort(*KEY)), components))


def _sum(columns: tuple[str, ...]) -> nw.Expr:
    """The sum, null where a part is null."""
    total = nw.col(columns[0])
    for column in columns[1:]:
        total = total + nw.col(column)
    return total
