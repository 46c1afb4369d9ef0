"""Many draws as 5, 50 and 95 % points. In: arrays with draws in front. Out: columns of Arrow, and a frame of what failed."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np

from equipoise.whatif.trade.market import Floats
from equipoise.words.errors import ConvergenceError

if TYPE_CHECKING:
    import pyarrow as pa

POINTS = {"p05": 5.0, "p50": 50.0, "p95": 95.0}


def points(draws: Floats) -> dict[str, pa.Array]:
    """Columns p05, p50, p95 of draws (draws, items), of those with a number; null where an item has none."""
    import pyarrow as pa

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "All-NaN", RuntimeWarning)
        percentile = np.nanpercentile if np.isnan(draws).any() else np.percentile
        found = percentile(draws, list(POINTS.values()), axis=0)
    return {name: pa.array(row.ravel(), from_pandas=True) for name, row in zip(POINTS, found, strict=True)}


def failures(failed: dict[int, str]) -> pa.Table:
    """Which draws have no equilibrium, and why: draw (from 0), reason."""
    import pyarrow as pa

    rows = sorted(failed)
    return pa.table({"draw": pa.array(rows, pa.int64()), "reason": pa.array([failed[k] for k in rows], pa.string())})


def say_failures(what: str, failed: dict[int, str], draws: int) -> None:
    """Warn that ranges leave out draws; raise ConvergenceError where none is left."""
    if not failed:
        return
    first = failed[min(failed)]
    if len(failed) == draws:
        raise ConvergenceError(f"{what}: none of the {draws} draws has an equilibrium; the first: {first}", 0, np.inf)
    warnings.warn(
        f"{what}: {len(failed)} of {draws} draws have no equilibrium, and ranges are those of the others; they are listed in .failed. "
        f"The first: {first}",
        UserWarning,
        stacklevel=3,
    )
