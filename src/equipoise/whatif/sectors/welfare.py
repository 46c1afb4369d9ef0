"""What two equilibria say of welfare. In: an Economy and its equilibria before and after. Out: the exact change, and its first-order parts.

Formulas: docs/methods/sectors.md, eq. 7 and 8.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from equipoise.whatif.sectors.economy import Economy, Floats
from equipoise.whatif.sectors.equilibrium import Equilibrium


@dataclass(frozen=True, slots=True)
class Welfare:
    """Percent changes, (n)."""

    exact: Floats
    terms: Floats
    volume: Floats
    real_wage: Floats

    @property
    def first_order(self) -> Floats:
        return self.terms + self.volume


def exact(economy: Economy, old: Equilibrium, new: Equilibrium) -> Floats:
    """Income over prices, new over old."""
    change: Floats = new.income / old.income / index(economy, old, new)
    return change


def index(economy: Economy, old: Equilibrium, new: Equilibrium) -> Floats:
    """Consumer prices, new over old."""
    prices: Floats = np.exp((economy.final * np.log(new.price / old.price)).sum(axis=0))
    return prices


def compare(economy: Economy, tariffs: Floats, old: Equilibrium, new: Equilibrium) -> Welfare:
    """The exact change, and the first-order parts with the weights of the old equilibrium, its ``tariffs`` and finite changes."""
    cost, income = new.cost / old.cost, old.income
    sold = (old.trade.sum(axis=1) * (cost - 1)).sum(axis=0)
    bought = (old.trade * (cost - 1)[:, None, :]).sum(axis=(0, 2))
    more = tariffs * (new.trade - old.trade * cost[:, None, :])
    return Welfare(
        100 * (exact(economy, old, new) - 1),
        100 * (sold - bought) / income,
        100 * more.sum(axis=(0, 2)) / income,
        100 * (new.wage / old.wage / index(economy, old, new) - 1),
    )
