"""Domestic flows where none are published. In: trade, GDP, ratios of spending to GDP. Out: low, central, high, and how each was found.

Formula: docs/methods/world-matrix.md, eq. 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from equipoise.whatif.trade.market import Floats
from equipoise.whatif.world_matrix.grouping import Report, Size
from equipoise.whatif.world_matrix.ratios import Ratio


@dataclass(frozen=True, slots=True)
class Domestic:
    """Domestic flows of each country in one sector, money. ``how``: given, imputed or floor."""

    low: Floats
    central: Floats
    high: Floats
    how: list[str]


def impute(countries: tuple[str, ...], flows: Floats, size: Size, ratio: Ratio, report: Report, sector: str = "") -> Domestic:
    """Spending that GDP suggests, less imports; at least the floor; a flow that is given stays, with no range, unless it is too small
    to be one."""
    given = np.diagonal(flows)
    bought = flows.sum(axis=0) - given
    sold = flows.sum(axis=1) - given
    found = []
    for gdp, spent, floor in zip((size.low, size.gdp, size.high), ratio.absorption, ratio.floor, strict=True):
        found.append((spent * gdp - bought, floor * gdp))
    how = ["imputed" if left >= least else "floor" for left, least in zip(*found[1], strict=True)]
    low, central, high = (np.maximum(left, least) for left, least in found)
    real = given >= ratio.floor[0] / 2 * size.gdp
    for k in np.flatnonzero(given > 0):
        name = countries[k] if not sector else f"{countries[k]} {sector}"
        if real[k]:
            low[k] = central[k] = high[k] = given[k]
            how[k] = "given"
        else:
            detail = (
                f"{given[k]:.3g} from itself is too little for a domestic flow; imputed instead. It may be goods that came back, or a "
                "table of goods only: then use scope='goods'"
            )
            report.say(name, "given flow not used", detail, float(bought[k] + sold[k]))
    for k in np.flatnonzero(np.array(how) == "floor"):
        name = countries[k] if not sector else f"{countries[k]} {sector}"
        detail = (
            f"imports of {bought[k]:.3g} are nearly all that GDP suggests it spends, or more; {central[k]:.3g} is the least that is taken"
        )
        report.say(name, "floor", detail, float(bought[k] + sold[k]))
    return Domestic(low, central, high, how)
