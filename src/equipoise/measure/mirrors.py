"""Two sources for the same flows, and how far they lie apart. In: flows, and the same flows as another source reports them. Out: both ends.

Exports as the seller declares them and imports as the buyer does differ by a tenth and more; what both say is a range, one a point.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from equipoise.measure.doors import is_spark
from equipoise.measure.frames import Column, Lazy, collect, refuse_twice, take
from equipoise.words.errors import InputError

FAR_APART = 100.0
"""Two sources of the same flows may differ by a factor of some; in the middle of all rows never by this."""


def with_mirror(flows: Lazy, mirror: object, columns: Sequence[Column], key: Sequence[str], like: object) -> Lazy:
    """The flows with columns ``value_low`` and ``value_high``: the least and the largest of both sources.

    A flow that only one source knows has its figure at both ends, and as its value; of both, the value is that of ``flows``. Raises
    InputError: what is wrong with ``mirror``, no flow in common, figures in another unit, one source on Spark and the other not.
    """
    if is_spark(like) != is_spark(mirror):
        raise InputError("flows and mirror must both live on Spark, or neither")
    other = take(mirror, columns, "mirror", spark=True)
    refuse_twice(other, key, "mirror")
    other = other.rename({"value": "mirrored"})
    if flows.join(other, on=list(key), how="inner").head(1).collect("pyarrow").is_empty():
        raise InputError(f"mirror: no row has the {', '.join(key)} of a row of flows; both must be coded alike, and turned the same way")
    keys = nw.concat([flows.select(*key), other.select(*key)]).unique(subset=list(key))
    both = keys.join(flows, on=list(key), how="left").join(other, on=list(key), how="left")
    if not is_spark(like):
        _refuse_another_unit(both)
    return both.with_columns(
        value_low=nw.min_horizontal("value", "mirrored"),
        value_high=nw.max_horizontal("value", "mirrored"),
        value=nw.coalesce("value", "mirrored"),
        mirrored=nw.coalesce("mirrored", "value"),
    )


def _refuse_another_unit(both: Lazy) -> None:
    """Raise InputError where one source's figures are so far from the other's that they are in another unit (thousands, another money)."""
    import numpy as np

    known = collect(both.filter(nw.col("value") > 0, nw.col("mirrored") > 0).select("value", "mirrored"))
    if known.num_rows:
        times = float(np.median(known["mirrored"].to_numpy() / known["value"].to_numpy()))
        if not 1 / FAR_APART < times < FAR_APART:
            raise InputError(
                f"mirror: column 'value' is {times:g} times that of flows in the middle of {known.num_rows} rows that both have; "
                f"are the units the same?"
            )
