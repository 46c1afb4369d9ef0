"""The equations of one-sector trade in exact changes. In: shares, output, spending, log price changes. Out: excess demand and its slope.

Notation and sources: docs/methods/trade.md. Index i exports, j imports; every hat is new over old.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]


class Closure(Enum):
    """What happens to spending when output changes."""

    ADDITIVE = "additive"
    """The deficit stays what it was in money."""
    MULTIPLICATIVE = "multiplicative"
    """Spending stays the same multiple of output."""
    CONDITIONAL = "conditional"
    """Output and spending stay what they were."""


@dataclass(frozen=True, slots=True)
class State:
    """The market at given factory prices. All factors are new over old."""

    price: Floats
    """Factory-gate price."""
    index: Floats
    """Consumer price index P."""
    output: Floats
    """Value of output; 1 in the conditional closure."""
    spending: Floats
    """New spending E', in money."""
    demand: Floats
    """The world's spending on each country's goods, in money."""
    excess: Floats
    """Logarithm of demand over supply; NaN where there can be no market (spending not above 0)."""

    residual: float
    """Largest relative error of market clearing; infinite where there can be no market."""


@dataclass(frozen=True, slots=True)
class Market:
    """A world before its prices have moved."""

    before: Floats
    """Share of i in the spending of j."""
    kernel: Floats
    """The same, times exp(b)."""
    output: Floats
    spending: Floats
    theta: float
    psi: float
    closure: Closure

    def part(self, share: float) -> Market:
        """The same world after that share of the shock: exp(share b)."""
        if share == 1:
            return self
        left = np.maximum(self.kernel, self.before * math.exp(-50))
        return replace(self, kernel=self.before ** (1 - share) * left**share)

    def at(self, z: Floats) -> State:
        """The market when the logarithms of factory prices have changed by ``z``."""
        with np.errstate(all="ignore"):
            weight = np.exp(-self.theta * z)
            total = weight @ self.kernel
            log_index = -np.log(total) / self.theta
            if self.closure is Closure.CONDITIONAL:
                output, spending = np.ones_like(z), self.spending
                level = float(z.mean())
            else:
                output = np.exp((1 + self.psi) * z - self.psi * log_index)
                spending = self._spent(output)
                earned = output @ self.output
                # Prices have no level of their own: a common factor makes world output what it was, and takes out the one by which
                # spending in the world may differ from it. Both are in every equation, so the system has one solution.
                level = float(2 * np.log(earned) - np.log(self.output.sum()) - np.log(spending.sum()))
            demand = weight * (self.kernel @ (spending / total))
            excess = np.log(demand / (output * self.output)) + level
            if not spending.min() > 0:
                excess = np.full_like(z, np.nan)
            worst = float(np.abs(np.expm1(excess)).max())
            residual = worst if math.isfinite(worst) else math.inf
            return State(np.exp(z), np.exp(log_index), output, spending, demand, excess, residual)

    def own_slope(self, state: State) -> Floats:
        """The diagonal of the slope, leaving out what the level of prices adds to it."""
        shares = self.shares(state)
        own = np.diagonal(shares)
        base = self._base * state.output
        slope: Floats = (shares * shares) @ (self.theta * state.spending - self.psi * base)
        slope = (slope + (1 + self.psi) * own * base) / state.demand - self.theta
        return slope if self.closure is Closure.CONDITIONAL else slope - (1 + self.psi) + self.psi * own

    def slope(self, state: State) -> Floats:
        """Derivatives of the excess (rows) by the logarithms of prices (columns)."""
        shares = self.shares(state)
        base = self._base * state.output
        theta, psi = self.theta, self.psi
        slope: Floats = (shares * (theta * state.spending - psi * base)) @ shares.T
        slope += (1 + psi) * shares * base
        slope /= state.demand[:, None]
        slope[np.diag_indices_from(slope)] -= theta
        if self.closure is Closure.CONDITIONAL:
            slope += 1 / len(base)
            return slope
        slope[np.diag_indices_from(slope)] -= 1 + psi
        slope += psi * shares.T
        earned = state.output * self.output
        by_output = ((1 + psi) * earned - psi * (shares @ earned)) / earned.sum()
        by_spending = ((1 + psi) * base - psi * (shares @ base)) / state.spending.sum()
        slope += 2 * by_output - by_spending
        return slope

    def shares(self, state: State) -> Floats:
        """New share of i in the spending of j."""
        weight = state.price**-self.theta
        new: Floats = self.kernel * weight[:, None] * state.index**self.theta
        return new

    @property
    def _base(self) -> Floats:
        """What moves with output in spending."""
        if self.closure is Closure.CONDITIONAL:
            return np.zeros_like(self.output)
        return self.output if self.closure is Closure.ADDITIVE else self.spending

    def _spent(self, output: Floats) -> Floats:
        if self.closure is Closure.ADDITIVE:
            return output * self.output + (self.spending - self.output)
        return output * self.spending
