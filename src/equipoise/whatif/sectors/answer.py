"""Answer "what if these tariffs changed?" with many sectors. In: arrays of data and tariffs. Out: a SectorsResult.

Formulas, sources and a worked example: docs/methods/sectors.md.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from equipoise.store.frames import listed, number, whole_number
from equipoise.whatif.sectors.economy import Economy, Policy, read_deficits, read_economy, read_iceberg, read_tariffs
from equipoise.whatif.sectors.equilibrium import Equilibrium, find
from equipoise.whatif.sectors.welfare import Welfare, compare

if TYPE_CHECKING:
    import pyarrow as pa

APART, POINTS = 0.1, 0.01
"""First-order welfare is called wrong where it is off by more than a tenth of the exact figure and by more than 0.01 percentage points."""


@dataclass(frozen=True, slots=True, eq=False)
class SectorsResult:
    """The world after the change, against the baseline equilibrium; every percent is a change (1.5 is +1.5 %).

    ``countries`` (PyArrow, sorted by name): country, welfare_pct (exact), welfare_first_order_pct, terms_of_trade_pct,
    volume_of_trade_pct, real_wage_pct. ``flows`` (made when it is asked for): exporter, importer, sector, value (baseline), value_new,
    net of tariffs, in the money of the data, every pair. ``info``: closure (the deficits), elasticity (smallest and largest of the
    sectors), iterations and residual (largest relative error) of the counterfactual, and baseline_iterations and baseline_residual.
    """

    countries: pa.Table
    info: dict[str, Any]
    _trade: tuple[Economy, Equilibrium, Equilibrium] = field(repr=False)

    @property
    def flows(self) -> pa.Table:
        return _flows(*self._trade)


def sectors(
    data: Mapping[str, Any],
    tariffs: npt.ArrayLike,
    baseline_tariffs: npt.ArrayLike | None = None,
    iceberg: npt.ArrayLike | None = None,
    deficits: str | npt.ArrayLike = "zero",
    tol: float = 1e-10,
    max_iter: int = 20_000,
) -> SectorsResult:
    """What a change of tariffs or other trade costs does, with sectors that buy from each other (Caliendo and Parro 2015).

    ``data``: regions, sectors, X_nj, wL_n, pi_nij, tau_nij, theta_j, alpha_nj, gamma_nj, gamma_nkj (docs/methods/sectors.md). ``tariffs``
    and ``baseline_tariffs`` (none: as observed): ad valorem, importer x exporter x sector; ``iceberg``: factors of at least 1.
    ``deficits``: "zero", "observed" or one sum of money for each region; the same before and after.
    Warns (UserWarning) where the first-order figure misleads. Raises InputError for what cannot be used, ConvergenceError (iterations,
    residual) where ``tol`` is not reached.

    >>> import numpy as np
    >>> half = np.full((2, 2, 1), 0.5)
    >>> ones = [[1.0], [1.0]]
    >>> world = {"regions": ["A", "B"], "sectors": ["goods"], "X_nj": ones, "wL_n": [1.0, 1.0], "pi_nij": half, "tau_nij": 0 * half,
    ...          "theta_j": [4.0], "alpha_nj": ones, "gamma_nj": ones, "gamma_nkj": np.zeros((2, 1, 1))}
    >>> raised = 0 * half
    >>> raised[0, 1] = 0.01  # A taxes what it buys from B, whose wage falls: A gains, B loses more
    >>> sectors(world, raised).countries["welfare_pct"].to_numpy().round(3)
    array([ 0.245, -0.248])
    """
    tol, max_iter = number(tol, "tol", above=0), whole_number(max_iter, "max_iter")
    economy = read_economy(data)
    shape = np.shape(data["pi_nij"])
    free = read_iceberg(None, shape)
    before = economy.tariffs if baseline_tariffs is None else read_tariffs(baseline_tariffs, shape, "baseline_tariffs")
    after = Policy(read_tariffs(tariffs, shape, "tariffs"), read_iceberg(iceberg, shape))
    gaps = read_deficits(deficits, economy)
    old = find(economy, Policy(before, free), gaps, tol, max_iter)
    new = find(economy, after, gaps, tol, max_iter, near=old)
    welfare = compare(economy, before, old, new)
    _warn(
        economy.regions,
        welfare,
        "leaves out what is lost on the way where trade gets dearer or ends (iceberg costs)"
        if iceberg is not None
        else "is not made for a change as large",
    )
    info = {
        "closure": deficits if isinstance(deficits, str) else "given",
        "elasticity": (float(economy.theta.min()), float(economy.theta.max())),
        "iterations": new.iterations,
        "residual": new.residual,
        "baseline_iterations": old.iterations,
        "baseline_residual": old.residual,
    }
    return SectorsResult(_countries(economy.regions, welfare), info, (economy, old, new))


def _warn(regions: tuple[str, ...], welfare: Welfare, why: str) -> None:
    gap = np.abs(welfare.first_order - welfare.exact)
    wrong = np.flatnonzero((gap > APART * np.abs(welfare.exact)) & (gap > POINTS))
    if len(wrong):
        worst = int(wrong[np.argmax(gap[wrong])])
        warnings.warn(
            f"sectors: first-order and exact welfare differ by more than 10 % in {listed([regions[k] for k in wrong])}; "
            f"most in {regions[worst]}: {welfare.first_order[worst]:.2f} % against {welfare.exact[worst]:.2f} %. "
            f"The first-order figure {why}: use welfare_pct",
            UserWarning,
            stacklevel=3,
        )


def _countries(regions: tuple[str, ...], welfare: Welfare) -> pa.Table:
    import pyarrow as pa

    table = pa.table(
        {
            "country": pa.array(regions, pa.string()),
            "welfare_pct": welfare.exact,
            "welfare_first_order_pct": welfare.first_order,
            "terms_of_trade_pct": welfare.terms,
            "volume_of_trade_pct": welfare.volume,
            "real_wage_pct": welfare.real_wage,
        }
    )
    return table.sort_by("country")


def _flows(economy: Economy, old: Equilibrium, new: Equilibrium) -> pa.Table:
    """Trade of every pair in every sector, (j, n, i) as rows."""
    import pyarrow as pa

    shape = old.trade.shape
    sector, importer, exporter = (at.ravel() for at in np.indices(shape, np.int32))
    regions, sectors = pa.array(economy.regions, pa.string()), pa.array(economy.sectors, pa.string())
    return pa.table(
        {
            "exporter": regions.take(pa.array(exporter)),
            "importer": regions.take(pa.array(importer)),
            "sector": sectors.take(pa.array(sector)),
            "value": old.trade.ravel(),
            "value_new": new.trade.ravel(),
        }
    )
