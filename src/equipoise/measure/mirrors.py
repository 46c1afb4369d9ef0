"""Two sources for the same flows, and how far they lie apart. In: flows, and the same flows as another source reports them. Out: both ends.

Exports as the seller declares them and imports as the buyer does differ by a tenth and more; what both say is a range, one a point.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from equipoise.measure.doors import is_spark
from equipoise.measure.frames import Column, Lazy, refuse_twice, take
from equipoise.words.errors import InputError


def with_mirror(flows: Lazy, mirror: object, columns: Sequence[Column], key: Sequence[str], like: object) -> Lazy:
    """The flows with columns ``value_low`` and ``value_high``: the least and the largest of both sources.

    A flow that only one source knows has its figure at both ends, and as its value; of both, the value is that of ``flows``. Raises
    InputError: what is wrong with ``mirror``, no flow in common, one source on Spark and the other not.
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
    return both.with_columns(
        value_low=nw.min_horizontal("value", "mirrored"),
        value_high=nw.max_horizontal("value", "mirrored"),
        value=nw.coalesce("value", "mirrored"),
        mirrored=nw.coalesce("mirrored", "value"),
    )
