"""The equations of one-sector trade in exact changes. In: shares, output, spending, log price changes. Out: excess demand and its slope.

Notation and sources: docs/methods/trade.md. Index i exports, j imports; every hat is new over old. Arrays may have an axis in front, one
place for each of many markets that are looked at together; theta and psi then are numbers or columns. The exact slope is for one market.
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

    residual: Floats
    """Largest relative error of market clearing; infinite where there can be no market. One number for each market."""


@dataclass(frozen=True, slots=True)
class Market:
    """A world before its prices have moved."""

    before: Floats
    """Share of i in the spending of j."""
    kernel: Floats
    """The same, times exp(b)."""
    output: Floats
    spending: Floats
    theta: float | Floats
    psi: float
    closure: Closure

    def one(self, k: int) -> Market:
        """One of many markets."""
        theta = self.theta if isinstance(self.theta, float) else float(self.theta[k, 0])
        return replace(self, before=self.before[k], kernel=self.kernel[k], output=self.output[k], spending=self.spending[k], theta=theta)

    def some(self, kept: npt.NDArray[np.bool_]) -> Market:
        """Those of many markets that are kept."""
        theta = self.theta if isinstance(self.theta, float) else self.theta[kept]
        before, kernel, output, spending = (a[kept] for a in (self.before, self.kernel, self.output, self.spending))
        return Market(before, kernel, output, spending, theta, self.psi, self.closure)

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
            total = np.matmul(weight[..., None, :], self.kernel)[..., 0, :]
            log_index = -np.log(total) / self.theta
            if self.closure is Closure.CONDITIONAL:
                output, spending = np.ones_like(z), self.spending
                level = z.mean(-1, keepdims=True)
            else:
                output = np.exp((1 + self.psi) * z - self.psi * log_index)
                spending = self._spent(output)
                earned = (output * self.output).sum(-1, keepdims=True)
                # Prices have no level of their own: a common factor makes world output what it was, and takes out the one by which
                # spending in the world may differ from it. Both are in every equation, so the system has one solution.
                level = 2 * np.log(earned) - np.log(self.output.sum(-1, keepdims=True)) - np.log(spending.sum(-1, keepdims=True))
            demand = weight * np.matmul(self.kernel, (spending / total)[..., None])[..., 0]
            excess = np.log(demand / (output * self.output)) + level
            worst = np.abs(np.expm1(excess)).max(-1)
            residual = np.where(np.isfinite(worst) & (spending.min(-1) > 0), worst, np.inf)
            excess = np.where(residual[..., None] < np.inf, excess, np.nan)
            return State(np.exp(z), np.exp(log_index), output, spending, demand, excess, residual)

    def own_slope(self, state: State) -> Floats:
        """The diagonal of the slope, leaving out what the level of prices adds to it."""
        shares = self.shares(state)
        own = np.diagonal(shares, axis1=-2, axis2=-1)
        base = self._base * state.output
        slope: Floats = np.matmul(shares * shares, (self.theta * state.spending - self.psi * base)[..., None])[..., 0]
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
        new: Floats = self.kernel * weight[..., :, None] * (state.index**self.theta)[..., None, :]
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
