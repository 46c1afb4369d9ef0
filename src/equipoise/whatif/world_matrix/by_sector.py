"""A world of sectors that buy from each other. In: bilateral trade by sector and GDP. Out: a SectorWorld, whose data sectors() takes.

Formulas, sources and how far off it is: docs/methods/world-matrix.md, section 4.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from equipoise.store.frames import listed, number
from equipoise.whatif.trade.market import Floats
from equipoise.whatif.world_matrix.grouping import Report, added, merge, read_size, read_trade
from equipoise.whatif.world_matrix.impute import Domestic, impute
from equipoise.whatif.world_matrix.ratios import GROUPS, SITC, technology
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

LEAST_FINAL = 0.02
"""The least share of what a country spends on a sector that goes to final use, where inputs would take more than all of it."""


@dataclass(frozen=True, slots=True, eq=False)
class SectorWorld:
    """``data``: what sectors() and coercion_sectors() take. ``ranges`` (PyArrow): country, sector, exports, imports, domestic,
    domestic_low, domestic_high (5-95 %), how. ``report`` (PyArrow): as that of WorldMatrix. ``info``: countries, sectors, world_trade,
    value_added_over_gdp (5, 50 and 95 % points over countries; 1 would be consistent), final_floor (cells where inputs would have left
    nothing for final use).
    """

    data: dict[str, Any]
    ranges: pa.Table
    report: pa.Table
    info: dict[str, Any]


def sector_world(
    flows: object,
    gdp: object,
    sectors: Mapping[str, str] = SITC,
    elasticity: float | Mapping[str, float] = 4.0,
    keep: Sequence[str] | None = None,
    smallest: float = 1e-3,
    rest: str = "ROW",
) -> SectorWorld:
    """A world for sectors() with five groups of goods and services, of trade by sector, GDP and the technology of the median economy.

    ``flows``: exporter, importer, sector, value. ``gdp``: country, gdp, same money. ``sectors``: the group each sector code belongs to
    (default: sections of SITC); groups are "food", "materials and fuels", "chemicals", "manufactures", "machinery", "services"; services
    are not traded unless a code leads there. ``elasticity``: theta of all groups, or of each. ``keep``, ``smallest``, ``rest`` as in
    world_matrix(). Tariffs are 0: those in force are part of today's shares. Raises InputError that names what cannot be used.

    >>> import polars as pl
    >>> flows = pl.DataFrame({"exporter": ["A", "B"], "importer": ["B", "A"], "sector": ["3", "7"], "value": [10.0, 10.0]})
    >>> world = sector_world(flows, pl.DataFrame({"country": ["A", "B"], "gdp": [100.0, 100.0]}))
    >>> world.data["X_nj"].round(1).tolist()[0]
    [13.0, 8.2, 4.8, 18.2, 14.7, 123.9]
    """
    names = list(GROUPS)
    wrong = sorted({str(group) for group in sectors.values()} - set(names))
    if wrong:
        raise InputError(f"sectors: there is no group {listed(wrong)}; there are {listed(names)}")
    theta = _elasticities(elasticity, names)
    report = Report()
    trade = read_trade(flows, {str(code): str(group) for code, group in sectors.items()})
    size = read_size(gdp, trade, report)
    countries, place = merge(trade, size, keep, smallest, str(rest), report)
    count = len(countries)
    zero = np.zeros((len(trade.countries),) * 2)
    given = {name: trade.flows[trade.sectors.index(name)] if name in trade.sectors else zero for name in names}
    own = {name: impute(trade.countries, given[name], size, GROUPS[name], report, name) for name in names}
    abroad = np.stack([given[name] * ~np.eye(len(zero), dtype=bool) for name in names])
    cube = added(abroad, place, count)
    inside = np.diagonal(cube, axis1=1, axis2=2).copy()
    at = np.arange(count)
    ends = {end: np.stack([added(getattr(own[name], end), place, count) for name in names]) + inside for end in ("low", "central", "high")}
    cube[:, at, at] = ends["central"]
    data, floored = _data(countries, names, cube, theta)
    world_trade = float(abroad.sum())
    implied = data["wL_n"] / added(size.gdp, place, count)
    info = {
        "countries": count,
        "sectors": len(names),
        "world_trade": world_trade,
        "value_added_over_gdp": tuple(float(x) for x in np.percentile(implied, (5, 50, 95))),
        "final_floor": floored,
    }
    return SectorWorld(data, _ranges(countries, names, cube, ends, own, place), report.table(world_trade), info)


def _data(countries: tuple[str, ...], names: list[str], cube: Floats, theta: Floats) -> tuple[dict[str, Any], int]:
    """The arrays of sectors() from flows (sector, exporter, importer), and in how many cells final use had to be held above 0."""
    labour, inputs = technology()
    spending, output = cube.sum(axis=1).T, cube.sum(axis=2).T  # (n, j)
    final = spending - output @ inputs.T
    least = LEAST_FINAL * spending
    floored = int((final < least).sum())
    final = np.maximum(final, least)
    size = len(countries)
    return {
        "regions": list(countries),
        "sectors": names,
        "X_nj": spending,
        "wL_n": output @ labour,
        "pi_nij": (cube / cube.sum(axis=1, keepdims=True)).transpose(2, 1, 0).copy(),
        "tau_nij": np.zeros((size, size, len(names))),
        "theta_j": theta,
        "alpha_nj": final / final.sum(axis=1, keepdims=True),
        "gamma_nj": np.tile(labour, (size, 1)),
        "gamma_nkj": np.tile(inputs, (size, 1, 1)),
    }, floored


def _elasticities(given: object, names: list[str]) -> Floats:
    if not isinstance(given, Mapping):
        return np.full(len(names), number(given, "elasticity", above=0))
    missing = [name for name in names if name not in given]
    strange = sorted({str(name) for name in given} - set(names))
    if missing or strange:
        raise InputError(f"elasticity: needs one for each of {listed(names)}; missing {listed(missing)}, unknown {listed(strange)}")
    return np.array([number(given[name], f"elasticity: {name}", above=0) for name in names])


def _ranges(
    countries: tuple[str, ...], names: list[str], cube: Floats, ends: dict[str, Floats], own: dict[str, Domestic], place: np.ndarray
) -> pa.Table:
    import pyarrow as pa

    central = ends["central"]
    how = [", ".join(sorted({own[name].how[k] for k in np.flatnonzero(place == n)})) for n in range(len(countries)) for name in names]
    return pa.table(
        {
            "country": pa.array(np.repeat(countries, len(names)), pa.string()),
            "sector": pa.array(names * len(countries), pa.string()),
            "exports": (cube.sum(axis=2) - central).T.ravel(),
            "imports": (cube.sum(axis=1) - central).T.ravel(),
            "domestic": central.T.ravel(),
            "domestic_low": ends["low"].T.ravel(),
            "domestic_high": ends["high"].T.ravel(),
            "how": pa.array(how, pa.string()),
        }
    )
