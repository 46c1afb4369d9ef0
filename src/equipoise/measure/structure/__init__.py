"""What structure says: the target's ties with each power, year by year, every value with a range and its datasets.

In: what is loaded into a project. Out: estimates. Formulas and assumptions: docs/methods/structure.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from equipoise.measure.structure.alignment import agreement, distances
from equipoise.measure.structure.ground import Ground
from equipoise.measure.structure.links import arms, inflows, links, shared_groups
from equipoise.measure.structure.multivector import multivector
from equipoise.measure.structure.trade import trade
from equipoise.measure.structure.transit import exposed, routes
from equipoise.words.estimate import Estimate

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa

__all__ = ["Ground", "structure"]


def structure(
    ground: Ground,
    ballots: pa.Table | None = None,
    points: tuple[str, pl.DataFrame] | None = None,
    weights: Mapping[str, float] | None = None,
) -> list[Estimate]:
    """Every measure that what is loaded allows, by measure, power and year.

    ``ballots``: the votes of one dataset, or None; ``points``: the dataset that ideal points are of, and state, year, ideal_point, sd;
    ``weights``: of the channels in the measures of balance (trade, arms, investment, aid), None: equal.
    """
    found = [*trade(ground), *arms(ground), *inflows(ground), *links(ground), *shared_groups(ground), *routes(ground), *exposed(ground)]
    if ballots is not None:
        found += agreement(ground, ballots)
    if points is not None:
        found += distances(ground, points[1], points[0])
    merged = _merged(sorted(found, key=lambda e: (*_key(e), e.datasets)))
    return sorted([*merged, *multivector(ground, merged, weights)], key=_key)


def _key(estimate: Estimate) -> tuple[str, ...]:
    return (estimate.measure, estimate.power or "", estimate.channel or "", str(estimate.direction), str(estimate.since))


def _merged(found: Iterable[Estimate]) -> list[Estimate]:
    """One estimate a key: where several datasets give one, the first one's value and a range over all."""
    merged = []
    for _, group in groupby(found, _key):
        same = list(group)
        lows, highs = ([getattr(e, end) for e in same if getattr(e, end) is not None] for end in ("low", "high"))
        merged.append(
            same[0]
            if len(same) == 1
            else replace(
                same[0],
                low=min(lows, default=None),
                high=max(highs, default=None),
                method=f"{same[0].method}; range over {len(same)} datasets",
                datasets=tuple(sorted({d for e in same for d in e.datasets})),
            )
        )
    return merged
