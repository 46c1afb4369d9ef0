"""Find the prices that clear the market. In: a Market. Out: its state in equilibrium, or a ConvergenceError; never a state that is not one.

First, prices follow excess demand, each scaled by its own slope and all accelerated (Anderson 1965); that settles ordinary shocks in ten to
twenty passes over the shares. Where it does not, Newton's method with the exact slope goes on, with shortened steps where a full one does
not help, and with plain steps along excess demand (Alvarez and Lucas 2007) where none does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from equipoise.whatif.acceleration import Acceleration
from equipoise.whatif.trade.market import Closure, Floats, Market, State
from equipoise.words.errors import ConvergenceError

SLOW = 12
"""Accelerated steps that do not halve the error before Newton's method takes over."""
PATIENCE = 300
"""Steps without progress after which a solve is given up."""
HALVINGS = 12
FOLLOWING = 20
"""Plain steps before Newton's method is tried again."""
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
        return self.state.residual


def solve(market: Market, tol: float, max_iter: int) -> Solved:
    """The equilibrium nearest to no change. Raises ConvergenceError with iterations and residual where ``tol`` is not reached."""
    start = np.zeros(len(market.output))
    here, done = _accelerate(market, _Point(start, market.at(start)), tol, max_iter)
    best, since, plain = here.residual, 0, 0
    while not here.residual <= tol:
        if done >= max_iter or since >= PATIENCE:
            raise _failed(market, done, best, tol, max_iter)
        done += 1
        step = None if plain else _newton(market, here)
        if step is None:
            plain = (plain or FOLLOWING) - 1
            step = _follow(market, here)
        if step is None:
            raise _failed(market, done, best, tol, max_iter)
        here = step
        since = since + 1 if here.residual > 0.9 * best else 0
        best = min(best, here.residual)
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


def _follow(market: Market, here: _Point) -> _Point | None:
    """Prices rise where demand is more than supply; None where no short step leaves a market."""
    supply = 0.0 if market.closure is Closure.CONDITIONAL else 1 + market.psi
    move = here.state.excess / (market.theta + supply)
    for _ in range(HALVINGS):
        after = market.at(here.z + move)
        if np.isfinite(after.residual):
            return _Point(here.z + move, after)
        move = move / 2
    return None


def _failed(market: Market, done: int, best: float, tol: float, max_iter: int) -> ConvergenceError:
    why = "max_iter was reached" if done >= max_iter else "more steps bring it no nearer"
    return ConvergenceError(
        f"trade ({market.closure.value}): no equilibrium found after {done} steps ({why}). "
        f"Largest relative market-clearing error: {best:.3g}; asked for: {tol:.3g}. "
        "A country cut off from all others while its output and spending differ has none: leave it a partner",
        done,
        best,
    )
