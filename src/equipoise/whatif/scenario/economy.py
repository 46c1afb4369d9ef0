"""A small economy of several sectors from two tables. In: flows by sector, technology. Out: arrays for whatif.sectors, and what was bent.

All regions make a good in the same way, unless the flows do not allow it: docs/howto/what-if.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from equipoise.store.frames import codes, listed, numbers, refuse_twice
from equipoise.words.errors import InputError

Array = npt.NDArray[np.float64]
LEAST_FINAL = 0.02
"""Of what a region spends on a sector at least this part is final spending; inputs are scaled down where they would take more."""


@dataclass(frozen=True, slots=True)
class SmallEconomy:
    """Arrays as whatif.sectors takes them, and the regions and sectors in which inputs were scaled down: 'fuels in RUS to 83 %'."""

    arrays: dict[str, Any]
    bent: tuple[str, ...]


def build_economy(flows: pa.Table, technology: pa.Table) -> SmallEconomy:
    """``flows``: exporter, importer, sector, value, with domestic ones. ``technology``: sector, elasticity, value_added, and a column for
    each sector with the share of its goods in cost; a row sums to 1.

    Spending, output, value added and final demand follow from the flows; deficits are those of the flows. Raises InputError: a row that
    does not sum to 1, a sector without technology, a region that buys nothing of a sector.
    """
    sectors = [str(s) for s in technology["sector"].to_pylist()]
    theta, inputs = _technology(technology, sectors)
    cube, regions = _cube(flows, sectors)  # importer, exporter, sector
    spending, output = cube.sum(axis=1), cube.sum(axis=0)
    nothing = [f"{sectors[j]} in {regions[n]}" for n, j in np.argwhere(~(spending > 0))]
    if nothing:
        raise InputError(f"flows: every region must buy something of every sector, at home or abroad; nothing: {listed(nothing)}")
    used = output @ inputs.T  # (n, k): sum over j of share of k in j times output of j
    factor = np.minimum(1.0, np.divide((1 - LEAST_FINAL) * spending, used, out=np.ones_like(used), where=used > 0))
    shares = factor[:, :, None] * inputs[None, :, :]
    labour = 1 - shares.sum(axis=1)
    final = spending - factor * used
    bent = [f"{sectors[k]} in {regions[n]} to {factor[n, k]:.0%}" for n, k in np.argwhere(factor < 1 - 1e-9)]
    arrays = {
        "regions": np.array(regions),
        "sectors": np.array(sectors),
        "X_nj": spending,
        "wL_n": (labour * output).sum(axis=1),
        "pi_nij": cube / spending[:, None, :],
        "tau_nij": np.zeros_like(cube),
        "theta_j": theta,
        "alpha_nj": final / final.sum(axis=1)[:, None],
        "gamma_nj": labour,
        "gamma_nkj": shares,
    }
    return SmallEconomy(arrays, tuple(bent))


def _technology(table: pa.Table, sectors: list[str]) -> tuple[Array, Array]:
    """Elasticities (j), and the share of k's goods in the cost of j (k, j)."""
    missing = [s for s in sectors if s not in table.column_names]
    if missing:
        raise InputError(f"technology: a column is needed for each sector, with the share of its goods in cost; none for {listed(missing)}")
    theta = np.array(table["elasticity"].to_pylist(), np.float64)
    added = np.array(table["value_added"].to_pylist(), np.float64)
    inputs = np.array([table[s].to_pylist() for s in sectors], np.float64)
    sums = added + inputs.sum(axis=0)
    if not (np.isfinite(sums).all() and (inputs >= 0).all() and (added > 0).all() and (theta > 0).all()):
        raise InputError("technology: elasticity and value_added must be above 0, and shares of inputs at least 0")
    wrong = [f"{s} ({x:g})" for s, x in zip(sectors, sums, strict=True) if abs(x - 1) > 1e-6]
    if wrong:
        raise InputError(f"technology: value_added and the shares of inputs must sum to 1 in each row; they do not for {listed(wrong)}")
    return theta, inputs


def _cube(flows: pa.Table, sectors: list[str]) -> tuple[Array, list[str]]:
    exporter, importer, sector = (codes(flows, c, "flows") for c in ("exporter", "importer", "sector"))
    value = numbers(flows, "value", "flows", low=0)
    refuse_twice((exporter, importer, sector), ("exporter", "importer", "sector"), "flows")
    strange = [s for s in sector.names if s not in sectors]
    if strange:
        raise InputError(f"flows: no technology for sector {listed(strange)}; there is for {listed(sectors)}")
    regions = sorted({*exporter.names, *importer.names})
    cube = np.zeros((len(regions), len(regions), len(sectors)))
    cube[importer.within(regions), exporter.within(regions), sector.within(sectors)] = value
    return cube, regions
