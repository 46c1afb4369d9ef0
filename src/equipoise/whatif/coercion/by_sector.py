"""Threats to cut trade in some sectors, where goods are made of goods. In: data as for sectors(), powers. Out: a row for each threat.

Every row is an equilibrium of whatif.sectors. Definitions: docs/methods/coercion.md, section 5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from equipoise.store.frames import listed, number, whole_number
from equipoise.whatif.coercion.cuts import leverage, own_cost
from equipoise.whatif.coercion.powers import Direction, Power, read_direction, read_powers, read_targets
from equipoise.whatif.sectors.economy import Economy, Floats, Policy, read_deficits, read_economy, read_iceberg
from equipoise.whatif.sectors.equilibrium import Equilibrium, find
from equipoise.whatif.sectors.shocks import EMBARGO
from equipoise.whatif.sectors.welfare import exact
from equipoise.words.errors import ConvergenceError, InputError

if TYPE_CHECKING:
    import pyarrow as pa

ALL = "all"


def coercion_sectors(
    data: Mapping[str, Any],
    powers: Sequence[str] | Mapping[str, Sequence[str]],
    targets: Sequence[str] | None = None,
    sectors: Sequence[str] | str | None = None,
    direction: str = "both",
    deficits: str | npt.ArrayLike = "zero",
    tol: float = 1e-10,
    max_iter: int = 20_000,
) -> pa.Table:
    """What targets lose when a power cuts trade with them in a sector: power, target, sector, the welfare of both, leverage.

    ``data``, ``deficits``, ``tol``, ``max_iter`` as in ``sectors``; ``powers``, ``targets``, ``direction`` as in ``coercion``. ``sectors``:
    None cuts trade in all at once (sector "all"); names, or "each" for every one, cut it in one after the other. Columns are those of
    ``coercion`` with ``sector``, and ``reason``: why a threat has no equilibrium, whose numbers are null
    (a region that must import what it is cut off from). Tariffs are as in the data.
    Sorted by power, target and sector.

    >>> import numpy as np
    >>> half = np.full((2, 2, 1), 0.5)
    >>> ones = [[1.0], [1.0]]
    >>> world = {"regions": ["A", "B"], "sectors": ["goods"], "X_nj": ones, "wL_n": [1.0, 1.0], "pi_nij": half, "tau_nij": 0 * half,
    ...          "theta_j": [4.0], "alpha_nj": ones, "gamma_nj": ones, "gamma_nkj": np.zeros((2, 1, 1))}
    >>> coercion_sectors(world, ["A"], ["B"])["target_welfare_pct"].to_numpy().round(2)  # 0.5 ** (1/4)
    array([-15.91])
    """
    tol, max_iter, way = number(tol, "tol", above=0), whole_number(max_iter, "max_iter"), read_direction(direction)
    economy = read_economy(data)
    aims, chosen = read_targets(targets, economy.regions), _sectors(sectors, economy)
    gaps = read_deficits(deficits, economy)
    shape = (len(economy.regions), len(economy.regions), len(economy.sectors))
    old = find(economy, Policy(economy.tariffs, read_iceberg(None, shape)), gaps, tol, max_iter)
    rows = []
    for power in read_powers(powers, economy.regions):
        for aim in (aim for aim in aims if aim not in power.members):
            for name, cut_in in chosen:
                lost, reason = _lost(economy, gaps, old, _embargo(economy, power, aim, cut_in, way), tol, max_iter)
                own = float(own_cost(lost, old.income, power.members))
                rows.append((power.name, economy.regions[aim], name, float(lost[aim]), own, reason))
    return _table(rows)


def _sectors(given: object, economy: Economy) -> list[tuple[str, list[int]]]:
    names = economy.sectors
    if given is None:
        return [(ALL, list(range(len(names))))]
    if given == "each":
        given = names
    if isinstance(given, str) or not isinstance(given, Sequence | np.ndarray) or not len(given):
        raise InputError(f'sectors must be a list of sectors, "each" or None; {given!r} was given')
    strange = sorted({str(name) for name in given} - set(names))
    if strange:
        raise InputError(f"sectors: {listed(strange)} not among the {len(names)} sectors of data")
    return [(name, [names.index(name)]) for name in sorted({str(name) for name in given})]


def _embargo(economy: Economy, power: Power, aim: int, sectors: list[int], way: Direction) -> Policy:
    iceberg = np.ones_like(economy.shares)
    for j in sectors:
        for member in power.members:
            if way is not Direction.DEMAND:
                iceberg[j, aim, member] = EMBARGO
            if way is not Direction.SUPPLY:
                iceberg[j, member, aim] = EMBARGO
    return Policy(economy.tariffs, iceberg)


def _lost(economy: Economy, gaps: Floats, old: Equilibrium, policy: Policy, tol: float, most: int) -> tuple[Floats, str | None]:
    """Everybody's welfare in percent, NaN with the reason where there is no equilibrium."""
    try:
        return 100 * (exact(economy, old, find(economy, policy, gaps, tol, most, near=old)) - 1), None
    except (ConvergenceError, InputError) as error:
        return np.full(len(economy.regions), np.nan), str(error)


def _table(rows: Sequence[tuple[str, str, str, float, float, str | None]]) -> pa.Table:
    import pyarrow as pa

    on_target, own = (np.array([row[k] for row in rows], np.float64) for k in (3, 4))
    return pa.table(
        {
            "power": pa.array([row[0] for row in rows], pa.string()),
            "target": pa.array([row[1] for row in rows], pa.string()),
            "sector": pa.array([row[2] for row in rows], pa.string()),
            "target_welfare_pct": pa.array(on_target, from_pandas=True),
            "power_welfare_pct": pa.array(own, from_pandas=True),
            "leverage": pa.array(leverage(on_target, own), from_pandas=True),
            "reason": pa.array([row[5] for row in rows], pa.string()),
        }
    )
