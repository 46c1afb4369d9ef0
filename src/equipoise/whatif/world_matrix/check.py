"""How far a world is from what a country's own statistics say of its partners. In: flows, official totals. Out: a row for each partner.

Definitions: docs/methods/world-matrix.md, section 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

import numpy as np

from equipoise.store.frames import FrameT, as_code, codes, give_back, numbers, open_table, refuse_twice
from equipoise.whatif.trade.market import Floats
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

SIDES = ("exports", "imports")


@dataclass(frozen=True, slots=True, eq=False)
class PartnerCheck(Generic[FrameT]):
    """``partners``: partner, exports_share and exports_share_official (0..1), exports_points (first less second, percentage points), the
    same three for imports; sorted by the largest gap. ``info``: country, for exports and imports: total (of flows), total_official, overlap
    (0..1: one less half the sum of gaps; 1 is the same shares), correlation (of ranks, partners with trade in both), only_here and
    only_official (share of trade with partners that the other table lacks).
    """

    partners: FrameT
    info: dict[str, Any]


def partner_check(flows: FrameT, official: object, country: str) -> PartnerCheck[FrameT]:
    """Partner shares of one country in ``flows`` against ``official`` ones: partner, exports, imports (null counts as 0).

    Money and years may differ, as shares are compared; what differs in truth between the years is not told apart from error.
    Raises InputError where the country has no trade, or a column is missing.

    >>> import polars as pl
    >>> flows = pl.DataFrame({"exporter": ["K", "K", "R"], "importer": ["R", "C", "K"], "value": [60.0, 40.0, 9.0]})
    >>> found = partner_check(flows, pl.DataFrame({"partner": ["R", "C"], "exports": [1.0, 1.0], "imports": [3.0, 0.0]}), "K")
    >>> round(found.info["exports"]["overlap"], 9), found.partners["exports_points"].round(6).to_list()
    (0.9, [-10.0, 10.0])
    """
    here = as_code(country)
    rows = open_table(flows, ("exporter", "importer", "value"), "flows")
    exporter, importer, value = codes(rows, "exporter", "flows"), codes(rows, "importer", "flows"), numbers(rows, "value", "flows", low=0)
    sellers, buyers = (np.array(side.names)[side.at] for side in (exporter, importer))
    table = open_table(official, ("partner", *SIDES), "official")
    partner = codes(table, "partner", "official")
    refuse_twice((partner,), ("partner",), "official")
    told = {side: dict(zip(np.array(partner.names)[partner.at], _amounts(table, side), strict=True)) for side in SIDES}
    ours = {
        "exports": _summed(buyers, value, (sellers == here) & (buyers != here)),
        "imports": _summed(sellers, value, (buyers == here) & (sellers != here)),
    }
    for side in SIDES:
        if not sum(ours[side].values()) > 0 or not sum(told[side].values()) > 0:
            where = "flows" if not sum(ours[side].values()) > 0 else "official"
            raise InputError(f"country: {here!r} has no {side} in {where}; is the code the same in both?")
    names = sorted({*ours["exports"], *ours["imports"], *partner.names})
    shares = {side: (_shares(ours[side], names), _shares(told[side], names)) for side in SIDES}
    info = {"country": here, **{side: _summary(*shares[side], ours[side], told[side]) for side in SIDES}}
    return PartnerCheck(give_back(_table(names, shares), flows), info)


def _amounts(table: pa.Table, side: str) -> Floats:
    return np.nan_to_num(numbers(table, side, "official", low=0, null=True))


def _summed(names: np.ndarray, value: Floats, kept: np.ndarray) -> dict[str, float]:
    found, at = np.unique(names[kept], return_inverse=True)
    return dict(zip(map(str, found), np.bincount(at, value[kept]).tolist(), strict=True)) if kept.any() else {}


def _shares(amounts: dict[str, float], names: list[str]) -> Floats:
    values = np.array([amounts.get(name, 0.0) for name in names])
    share: Floats = values / values.sum()
    return share


def _summary(ours: Floats, told: Floats, amounts: dict[str, float], official: dict[str, float]) -> dict[str, float | None]:
    from scipy.stats import spearmanr

    both = (ours > 0) & (told > 0)
    ranks = float(spearmanr(ours[both], told[both]).statistic) if both.sum() > 2 else None
    return {
        "total": float(sum(amounts.values())),
        "total_official": float(sum(official.values())),
        "overlap": float(1 - np.abs(ours - told).sum() / 2),
        "correlation": ranks,
        "only_here": float(ours[told == 0].sum()),
        "only_official": float(told[ours == 0].sum()),
    }


def _table(names: list[str], shares: dict[str, tuple[Floats, Floats]]) -> pa.Table:
    import pyarrow as pa

    gap = {side: 100 * (ours - told) for side, (ours, told) in shares.items()}
    order = np.argsort(-np.maximum(*(np.abs(g) for g in gap.values())), kind="stable")
    columns: dict[str, Floats] = {}
    for side, (ours, told) in shares.items():
        columns |= {f"{side}_share": ours[order], f"{side}_share_official": told[order], f"{side}_points": gap[side][order]}
    return pa.table({"partner": pa.array([names[k] for k in order], pa.string()), **columns})
