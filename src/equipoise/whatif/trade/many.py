"""Solve many markets at once. In: a Market with an axis in front. Out: their states, and for each that has no equilibrium the reason.

The same accelerated steps as for one market, on all that have not arrived; the few that do not arrive are solved one by one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from equipoise.whatif.acceleration import ManyAccelerations
from equipoise.whatif.trade.market import Floats, Market
from equipoise.whatif.trade.solve import LONGEST, solve
from equipoise.words.errors import ConvergenceError

TOGETHER = 40
"""Steps made together before those that have not arrived are solved one by one."""


@dataclass(frozen=True, slots=True)
class SolvedMany:
    """``log_price``: (markets, countries), NaN where there is no equilibrium; ``failed``: the reason, by place of the market."""

    log_price: Floats
    residual: Floats
    failed: dict[int, str]


def solve_many(markets: Market, tol: float, max_iter: int) -> SolvedMany:
    """The equilibrium of each market nearest to no change. What one market comes to does not depend on the others."""
    count, size = markets.output.shape
    found, residual = np.full((count, size), np.nan), np.full(count, np.inf)
    going, left, z = markets, np.arange(count), np.zeros((count, size))
    faster, scale = ManyAccelerations(z.shape), np.zeros_like(z)
    for step in range(min(TOGETHER, max_iter) + 1):
        state = going.at(z)
        if step == 0:
            scale = -1 / np.minimum(going.own_slope(state), -1e-6)
        done = state.residual <= tol
        found[left[done]], residual[left[done]] = z[done], state.residual[done]
        kept = ~done & np.isfinite(state.residual)
        if not kept.all():
            going, left, z, scale, excess = going.some(kept), left[kept], z[kept], scale[kept], state.excess[kept]
            faster.keep(kept)
        else:
            excess = state.excess
        if not len(left):
            break
        move = faster.step(excess * scale)
        z = z + np.clip(np.nan_to_num(move), -LONGEST, LONGEST)
    return _one_by_one(markets, found, residual, tol, max_iter)


def _one_by_one(markets: Market, found: Floats, residual: Floats, tol: float, max_iter: int) -> SolvedMany:
    failed = {}
    for k in np.flatnonzero(~(residual <= tol)):
        try:
            solved = solve(markets.one(int(k)), tol, max_iter)
        except ConvergenceError as error:
            failed[int(k)] = str(error)
            residual[k] = error.residual
        else:
            found[k], residual[k] = np.log(solved.state.price), solved.residual
    return SolvedMany(found, residual, failed)
