"""With whom the target votes in the UN General Assembly. In: ballots of one release, ideal points. Out: agreement and distance, by year.

Agreement is the share of identical votes where both voted (a bloc: all its members' votes together), with a Wilson interval; the distance
is that of ideal points, with the range of both posteriors. Year = session + 1945.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from equipoise.measure.structure.ground import Ground
from equipoise.words.estimate import Band, Estimate

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa

CHANNEL = "diplomacy"
FEWEST_VOTES = 10
"""Fewer votes in common than this in a year say nothing."""


def agreement(ground: Ground, ballots: pa.Table) -> Iterator[Estimate]:
    """Share of identical votes with each power in each year. ``ballots``: those of the sessions asked for, of one dataset."""
    import polars as pl

    votes = pl.DataFrame(ballots).with_columns((pl.col("session") + 1945).alias("year")).filter(pl.col("year").is_between(*ground.years))
    if votes.is_empty():
        return
    dataset = str(votes["dataset"][0])
    mine = votes.filter(pl.col("state") == ground.target).select("year", "resolution", mine="vote")
    both = votes.join(mine, on=["year", "resolution"])
    for year in ground.span():
        there = both.filter(pl.col("year") == year)
        for power in ground.powers:
            theirs = there.filter(pl.col("state").is_in(sorted(ground.bloc(power, year) - {ground.target})))
            if theirs["resolution"].n_unique() < FEWEST_VOTES:
                continue
            share = float((theirs["vote"] == theirs["mine"]).mean())  # type: ignore[arg-type]
            calls = theirs["resolution"].n_unique()
            band = wilson(share, calls, ground.level)
            method = f"identical votes on {calls} roll calls where both voted; Wilson interval"
            yield ground.row("vote_agreement", power.code, CHANNEL, year, band, "share of identical votes, 0 to 1", method, [dataset])


def wilson(share: float, n: int, level: float) -> Band:
    """The Wilson score interval of a share (Wilson 1927).

    >>> wilson(0.5, 100, 0.90)
    Band(value=0.5, low=0.4188..., high=0.5811...)
    """
    z = normal_quantile(level)
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return Band(share, max(0.0, min(share, centre - half)), min(1.0, max(share, centre + half)))


def normal_quantile(level: float) -> float:
    """The standard normal's bound of a central interval.

    >>> round(normal_quantile(0.90), 4)
    1.6449
    """
    from statistics import NormalDist

    return NormalDist().inv_cdf(0.5 + level / 2)


def distances(ground: Ground, points: pl.DataFrame, dataset: str) -> Iterator[Estimate]:
    """The target's ideal point, and how far each power's is from it. ``points``: state, year, ideal_point, sd."""
    import polars as pl

    z = normal_quantile(ground.level)
    place = {
        (s, y): (p, sd)
        for s, y, p, sd in points.filter(pl.col("year").is_between(*ground.years)).select("state", "year", "ideal_point", "sd").iter_rows()
    }
    for year in ground.span():
        own = place.get((ground.target, year))
        if own is None:
            continue
        band = Band(own[0], own[0] - z * own[1], own[0] + z * own[1])
        yield ground.row(
            "ideal_point", None, CHANNEL, year, band, "ideal point (mean 0, sd 1 over all states)", "dynamic item-response model", [dataset]
        )
        for power in ground.powers:
            theirs = [place[s, year] for s in sorted(ground.bloc(power, year) - {ground.target}) if (s, year) in place]
            if not theirs:
                continue
            mean = sum(p for p, _ in theirs) / len(theirs)
            sd = math.sqrt(own[1] ** 2 + sum(s * s for _, s in theirs) / len(theirs) ** 2)
            gap = abs(own[0] - mean)
            found = Band(gap, max(0.0, gap - z * sd), gap + z * sd)
            yield ground.row(
                "ideal_distance",
                power.code,
                CHANNEL,
                year,
                found,
                "distance of ideal points",
                "dynamic item-response model; posterior of both",
                [dataset],
            )
