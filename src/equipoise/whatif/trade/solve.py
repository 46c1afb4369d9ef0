"""Find the prices that clear the market. In: a Market. Out: its state in equilibrium, or a ConvergenceError; never a state that is not one.

First, prices follow excess demand, each scaled by its own slope and all accelerated (Anderson 1965); that settles ordinary shocks in ten to
twenty passes over the shares. Where it does not, Newton's method with the exact slope goes on, and where that gets lost too, it is led to
the end by small parts of the shock, each from the equilibrium of the part before.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from equipoise.whatif.acceleration import Acceleration
from equipoise.whatif.trade.market import Floats, Market, State
from equipoise.words.errors import ConvergenceError

SLOW = 12
"""Accelerated steps that do not halve the error before Newton's method takes over."""
NEWTON_STEPS = 30
"""Steps of Newton's method before it counts as lost."""
HALVINGS = 12
FIRST_PART, LEAST_PART = 0.02, 1e-6
"""The first part of a shock that is tried alone, and the one at which there is no equilibrium to go on to."""
HALFWAY = 1e-9
"""Tolerance on the way."""
LONGEST = 3.0
"""Longest step, in logarithms of prices: further out the slope says nothing."""


@dataclass(frozen=True, slots=True)
class Solved:
    """An equilibrium, and how it was reached."""

    state: State
    iterations: int
    residual: float


@dataclass(frozen=True, slots=True)
class _Point:
    z: Floats
    state: State

    @property
    def residual(self) -> float:
        return float(self.state.residual)


def solve(market: Market, tol: float, max_iter: int) -> Solved:
    """The equilibrium nearest to no change. Raises ConvergenceError with iterations and residual where ``tol`` is not reached."""
    start = np.zeros(len(market.output))
    here, done = _accelerate(market, _Point(start, market.at(start)), tol, max_iter)
    best = here.residual
    for way in (_descend, _by_parts):
        if here.residual <= tol:
            break
        here, steps = way(market, here, tol, max_iter - done)
        done, best = done + steps, min(best, here.residual)
    if not here.residual <= tol:
        raise _failed(market, done, best, tol, max_iter)
    return Solved(here.state, done, here.residual)


def _accelerate(market: Market, start: _Point, tol: float, max_iter: int) -> tuple[_Point, int]:
    """The best point that accelerated steps come to, and how many were made: an equilibrium, or a start for Newton's method."""
    # A country that trades with nobody has no slope: its market is cleared at any price.
    scale = -1 / np.minimum(market.own_slope(start.state), -1e-6)
    faster = Acceleration(len(scale))
    here = best = start
    since = done = 0
    while here.residual > tol and done < max_iter and since < SLOW:
        step = faster.step(here.state.excess * scale)
        if not np.abs(step).max() <= LONGEST:
            break
        here = _Point(here.z + step, market.at(here.z + step))
        done += 1
        if not np.isfinite(here.residual):
            break
        since = since + 1 if here.residual > 0.5 * best.residual else 0
        best = here if here.residual < best.residual else best
    return best, done


def _descend(market: Market, here: _Point, tol: float, max_iter: int) -> tuple[_Point, int]:
    """Newton's method as far as it goes, and how many steps that was."""
    for done in range(min(NEWTON_STEPS, max_iter)):
        if here.residual <= tol:
            return here, done
        step = _newton(market, here)
        if step is None:
            return here, done
        here = step
    return here, min(NEWTON_STEPS, max_iter)


def _by_parts(market: Market, lost: _Point, tol: float, max_iter: int) -> tuple[_Point, int]:
    """The end of a path from no shock to all of it; ``lost`` where the path ends before."""
    z = np.zeros(len(market.output))
    reached, part, done = 0.0, FIRST_PART, 0
    while done < max_iter and part > LEAST_PART:
        share = min(1.0, reached + part)
        nearer = market.part(share)
        here, steps = _descend(nearer, _Point(z, nearer.at(z)), tol if share == 1 else max(tol, HALFWAY), max_iter - done)
        done += max(steps, 1)
        if here.residual > max(tol, HALFWAY):
            part /= 2
            continue
        if share == 1:
            return here, done
        z, reached, part = here.z, share, 1.6 * part
    return lost, done


def _newton(market: Market, here: _Point) -> _Point | None:
    """The step that makes the error smaller, or None where the slope shows none."""
    move = _straight(market.slope(here.state), here.state.excess)
    longest = float(np.max(np.abs(move)))
    if not np.isfinite(longest):
        return None
    move *= min(1.0, LONGEST / max(longest, LONGEST))
    error = float(np.linalg.norm(here.state.excess))
    for _ in range(HALVINGS):
        after = market.at(here.z + move)
        if float(np.linalg.norm(after.excess)) < error:
            return _Point(here.z + move, after)
        move = move / 2
    return None


def _straight(slope: Floats, excess: Floats) -> Floats:
    """The step that clears the market if its slope stays; the shortest one where parts of the world do not trade with each other."""
    try:
        move = np.asarray(-np.linalg.solve(slope, excess), np.float64)
    except np.linalg.LinAlgError:
        move = np.full_like(excess, np.inf)
    if np.max(np.abs(move)) < 1e3:
        return move
    try:
        return np.asarray(-np.linalg.lstsq(slope, excess, rcond=1e-14)[0], np.float64)
    except np.linalg.LinAlgError:
        return np.full_like(excess, np.nan)


def _failed(market: Market, done: int, best: float, tol: float, max_iter: int) -> ConvergenceError:
    why = "max_iter was reached" if done >= max_iter else "more steps bring it no nearer"
    return ConvergenceError(
        f"trade ({market.closure.value}): no equilibrium found after {done} steps ({why}). "
        f"Largest relative market-clearing error: {best:.3g}; asked for: {tol:.3g}. "
        "A country cut off from all others while its output and spending differ has none: leave it a partner",
        done,
        best,
    )
