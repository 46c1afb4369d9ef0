"""Markets in which trade is cut off. In: a World, powers and targets. Out: Markets, and what both sides' welfare becomes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from equipoise.whatif.coercion.powers import Direction, Power
from equipoise.whatif.trade.market import Floats, Market
from equipoise.whatif.trade.measures import percent, welfare
from equipoise.whatif.trade.solve import solve
from equipoise.whatif.trade.world import World
from equipoise.words.errors import ConvergenceError

LEFT = math.exp(-50.0)
"""What is left of a flow that is cut off, at given prices."""
TOLERANCE, MOST_STEPS = 1e-12, 100_000
NOTHING = 1e-10
"""Percent below which a loss is rounding, and no leverage can be told from it."""


@dataclass(frozen=True, slots=True)
class Threat:
    """What both sides' welfare would change by, in percent; ``leverage`` is NaN where the power's own is nothing."""

    power: str
    target: str
    on_target: float
    on_power: float

    @property
    def leverage(self) -> float:
        return float(leverage(np.float64(self.on_target), np.float64(self.on_power)))


def cut(kernel: Floats, members: Sequence[int], target: int, direction: Direction) -> Floats:
    """The kernel (..., i, j) without trade between the power and the target."""
    left, some = kernel.copy(), np.array(members)
    if direction is not Direction.DEMAND:
        left[..., some, target] *= LEFT
    if direction is not Direction.SUPPLY:
        left[..., target, some] *= LEFT
    return left


def carry_out(world: World, free: Market, power: Power, target: int, direction: Direction) -> Threat:
    """What the cut does to both. Raises ConvergenceError that names them."""
    lost = after_cut(world, free, power, target, direction)
    return Threat(power.name, world.countries[target], float(lost[target]), float(own_cost(lost, free.spending, power.members)))


def after_cut(world: World, free: Market, power: Power, target: int, direction: Direction) -> Floats:
    """Everybody's welfare in the equilibrium after the cut, percent. Raises ConvergenceError that names power and target."""
    market = replace(free, kernel=cut(free.kernel, power.members, target, direction))
    try:
        return percent(welfare(market, solve(market, TOLERANCE, MOST_STEPS).state))
    except ConvergenceError as error:
        what = f"coercion: {power.name} against {world.countries[target]}: {error}"
        raise ConvergenceError(what, error.iterations, error.residual) from error


def leverage(on_target: Floats | np.float64, on_power: Floats | np.float64) -> Floats:
    """Loss of the target for each percent that the power loses; NaN where that is nothing."""
    felt = np.abs(on_power) > NOTHING
    ratio: Floats = np.where(felt, on_target / np.where(felt, on_power, 1.0), np.nan)
    return ratio


def own_cost(lost: Floats, spending: Floats, members: Sequence[int]) -> Floats:
    """The mean of the members' losses, weighted by their spending."""
    some = np.array(members)
    weight = spending[..., some]
    cost: Floats = (weight * lost[..., some]).sum(-1) / weight.sum(-1)
    return cost
