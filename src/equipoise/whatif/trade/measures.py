"""What a new equilibrium means for each country. In: a Market and its State. Out: named percent changes and shares.

Definitions: docs/methods/trade.md, section 4. Arrays may have an axis in front for many markets. Flows are those before the shock.
"""

from __future__ import annotations

import numpy as np

from equipoise.whatif.trade.market import Closure, Floats, Market, State

SHARES = ("domestic_share", "domestic_share_new")
"""Measures that are shares of spending, 0..1; all others are percent changes."""


def welfare(market: Market, state: State) -> Floats:
    """Welfare, new over old: what spending buys, or in the conditional closure factory price over consumer price."""
    if market.closure is Closure.CONDITIONAL:
        return state.price / state.index
    return state.spending / market.spending / state.index


def measures(market: Market, state: State, flows: Floats, new: Floats, reference: int = 0) -> dict[str, Floats]:
    """All measures by name, one number for each country; NaN where a country had nothing of which there could be a change."""
    conditional = market.closure is Closure.CONDITIONAL
    # Holding output and spending leaves the level of prices open: the reference importer's price index is the unit.
    unit = state.index[..., reference, None] if conditional else 1.0
    bought = _foreign(flows)
    return {
        "welfare_pct": percent(welfare(market, state)),
        "output_pct": percent(state.price / unit if conditional else state.output),
        "price_pct": percent(state.index / unit),
        "exports_pct": percent(_foreign(new).sum(-1), bought.sum(-1)),
        "imports_pct": percent(_foreign(new).sum(-2), bought.sum(-2)),
        "factory_price_pct": percent(state.price / unit),
        "terms_of_trade_pct": percent(_terms(bought, state.price)),
        "domestic_share": np.broadcast_to(_own(flows) / flows.sum(-2), state.price.shape),
        "domestic_share_new": _own(new) / state.spending,
    }


def acr_error(market: Market, state: State, own_change: Floats) -> Floats:
    """Largest relative gap between price over price index and what the domestic share says of it (docs/methods/trade.md, eq. 5)."""
    before = _own(market.before) * np.exp(own_change)
    after = _own(market.shares(state))
    gap: Floats = np.abs(state.price / state.index * (after / before) ** (1 / market.theta) - 1).max(-1)
    return gap


def percent(new: Floats, old: Floats | float = 1.0) -> Floats:
    """Change in percent; NaN where there was nothing."""
    with np.errstate(divide="ignore", invalid="ignore"):
        change: Floats = np.where(old > 0, 100 * (new - old) / old, np.nan)
    return change


def _terms(bought: Floats, price: Floats) -> Floats:
    """Price of what a country makes over the price of what it imports, both at the border of the seller, weights as before; NaN
    where it imported nothing."""
    with np.errstate(divide="ignore", invalid="ignore"):
        dearer: Floats = np.matmul(price[..., None, :], bought)[..., 0, :] / bought.sum(-2)
        terms: Floats = price / dearer
    return terms


def _foreign(flows: Floats) -> Floats:
    """Without the domestic flows, which may be a thousand times larger: subtracting them from sums would leave rounding errors."""
    foreign = flows.copy()
    at = np.arange(flows.shape[-1])
    foreign[..., at, at] = 0
    return foreign


def _own(matrix: Floats) -> Floats:
    return np.diagonal(matrix, axis1=-2, axis2=-1)
