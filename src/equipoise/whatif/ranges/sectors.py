"""Ranges of what sectors() says. In: data, tariffs, what is uncertain. Out: a SectorsRanges with 5, 50 and 95 % points of every measure.

Method and a worked example: docs/methods/uncertainty.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from equipoise.store.frames import listed, number, whole_number
from equipoise.whatif.ranges.spread import Spread, read_spread
from equipoise.whatif.ranges.summary import failures, points, say_failures
from equipoise.whatif.ranges.worlds import MOST_DRAWS, stratified
from equipoise.whatif.sectors.economy import Economy, Floats, Policy, read_deficits, read_economy, read_iceberg, read_tariffs
from equipoise.whatif.sectors.equilibrium import Equilibrium, find
from equipoise.whatif.sectors.welfare import compare
from equipoise.words.errors import ConvergenceError, InputError

if TYPE_CHECKING:
    import pyarrow as pa

MEASURES = ("welfare_pct", "welfare_first_order_pct", "terms_of_trade_pct", "volume_of_trade_pct", "real_wage_pct")


@dataclass(frozen=True, slots=True, eq=False)
class SectorsRanges:
    """``countries``: country, measure (names as in SectorsResult.countries), central, p05, p50, p95, share_negative (of the draws).
    ``failed``: draw (from 0), reason: draws without an equilibrium, which the ranges leave out. ``info``: draws, failed, seed, elasticity
    (sector -> low, central, high), flow_sd, domestic_range, residual (largest).
    """

    countries: pa.Table
    failed: pa.Table
    info: dict[str, Any]


def sectors_ranges(
    data: Mapping[str, Any],
    tariffs: npt.ArrayLike,
    baseline_tariffs: npt.ArrayLike | None = None,
    iceberg: npt.ArrayLike | None = None,
    deficits: str | npt.ArrayLike = "zero",
    draws: int = 100,
    seed: int = 0,
    elasticity: object = None,
    flow_sd: float = 0.0,
    domestic_range: object = None,
    tol: float = 1e-10,
    max_iter: int = 20_000,
) -> SectorsRanges:
    """sectors() for many draws of what is uncertain; baseline and counterfactual are solved anew for each draw.

    ``data`` ... ``deficits`` as in ``sectors``. ``elasticity``: factors (low, high) on every sector's theta, drawn for each sector by
    itself; or a mapping of sectors to ranges of theta as in ``trade_ranges`` (sectors that are not named stay as in the data); or None.
    ``flow_sd``: standard deviation of the logarithm of every foreign share; ``domestic_range``: factors (low, high) on the domestic one;
    shares are brought back to a sum of 1. Ranges are 5-95 %. Raises InputError; ConvergenceError where the central case, or every draw,
    has no equilibrium.

    >>> import numpy as np
    >>> half = np.full((2, 2, 1), 0.5)
    >>> ones = [[1.0], [1.0]]
    >>> world = {"regions": ["A", "B"], "sectors": ["goods"], "X_nj": ones, "wL_n": [1.0, 1.0], "pi_nij": half, "tau_nij": 0 * half,
    ...          "theta_j": [4.0], "alpha_nj": ones, "gamma_nj": ones, "gamma_nkj": np.zeros((2, 1, 1))}
    >>> apart = np.where(np.eye(2)[:, :, None] == 1, 1.0, 1e9)
    >>> row = sectors_ranges(world, 0 * half, iceberg=apart, elasticity={"goods": (2.0, 8.0)}).countries.to_pylist()[0]
    >>> [row["measure"], *(round(row[k]) for k in ("p05", "central", "p95"))]  # 0.5 ** (1/2) to 0.5 ** (1/8)
    ['welfare_pct', -29, -16, -9]
    """
    tol, max_iter = number(tol, "tol", above=0), whole_number(max_iter, "max_iter")
    draws, seed = whole_number(draws, "draws"), whole_number(seed, "seed", low=0)
    if draws > MOST_DRAWS:
        raise InputError(f"draws must be at most {MOST_DRAWS:,}; {draws:,} were asked for")
    economy = read_economy(data)
    shape = np.shape(data["pi_nij"])
    before = economy.tariffs if baseline_tariffs is None else read_tariffs(baseline_tariffs, shape, "baseline_tariffs")
    policies = Policy(before, read_iceberg(None, shape)), Policy(read_tariffs(tariffs, shape, "tariffs"), read_iceberg(iceberg, shape))
    read_deficits(deficits, economy)
    spreads, deviation = _elasticities(elasticity, economy), number(flow_sd, "flow_sd", low=0)
    own = read_spread((1.0, 1.0) if domestic_range is None else domestic_range, "domestic_range")

    def solved(some: Economy, near: tuple[Equilibrium, Equilibrium] | None) -> tuple[Equilibrium, Equilibrium]:
        gaps = read_deficits(deficits, some)
        old = find(some, policies[0], gaps, tol, max_iter, near=near[0] if near else None)
        return old, find(some, policies[1], gaps, tol, max_iter, near=near[1] if near else old)

    pair = solved(economy, None)
    central = _measures(economy, before, pair)
    found, failed, worst = np.full((draws, *central.shape), np.nan), {}, 0.0
    for k, some in enumerate(_economies(economy, spreads, deviation, own, draws, seed)):
        try:
            drawn = solved(some, pair)
        except ConvergenceError as error:
            failed[k] = str(error)
            continue
        found[k] = _measures(some, before, drawn)
        worst = max(worst, drawn[0].residual, drawn[1].residual)
    say_failures("sectors_ranges", failed, draws)
    info = {
        "draws": draws,
        "failed": len(failed),
        "seed": seed,
        "elasticity": {name: (s.low, s.central, s.high) for name, s in zip(economy.sectors, spreads, strict=True)},
        "flow_sd": deviation,
        "domestic_range": (own.low, own.high),
        "residual": worst,
    }
    return SectorsRanges(_countries(economy, central, found[[k for k in range(draws) if k not in failed]]), failures(failed), info)


def _economies(economy: Economy, spreads: list[Spread], deviation: float, own: Spread, draws: int, seed: int) -> list[Economy]:
    """One economy for each draw. A list of cheap copies: only theta and, where they are drawn, shares differ."""
    streams = [np.random.default_rng(s) for s in np.random.SeedSequence(seed).spawn(3)]
    size = len(economy.regions)
    normal = stratified(streams[0], draws, len(spreads))
    theta = np.stack([spread.draw(normal[:, j]) for j, spread in enumerate(spreads)], axis=1)
    factor = own.draw(stratified(streams[1], draws, size))
    at = np.arange(size)
    made = []
    for k in range(draws):
        shares = economy.shares
        if deviation or not own.fixed:
            shares = shares * np.exp(deviation * streams[2].standard_normal(shares.shape) - deviation**2 / 2)
            shares[:, at, at] = economy.shares[:, at, at] * factor[k]
            shares /= shares.sum(axis=2, keepdims=True)
        made.append(replace(economy, theta=theta[k], shares=shares))
    return made


def _elasticities(given: object, economy: Economy) -> list[Spread]:
    spreads = {name: Spread(t, t, t) for name, t in zip(economy.sectors, map(float, economy.theta), strict=True)}
    if isinstance(given, Mapping):
        strange = sorted({str(name) for name in given} - set(spreads))
        if strange:
            raise InputError(f"elasticity: {listed(strange)} not among the {len(spreads)} sectors of data")
        spreads |= {str(name): read_spread(value, f"elasticity: {name}") for name, value in given.items()}
    elif given is not None:
        factors = read_spread(given, "elasticity")
        spreads = {n: Spread(s.central * factors.central, s.central * factors.low, s.central * factors.high) for n, s in spreads.items()}
    return list(spreads.values())


def _measures(economy: Economy, tariffs: Floats, pair: tuple[Equilibrium, Equilibrium]) -> Floats:
    """(countries, measures)."""
    found = compare(economy, tariffs, *pair)
    return np.stack([found.exact, found.first_order, found.terms, found.volume, found.real_wage], axis=1)


def _countries(economy: Economy, central: Floats, draws: Floats) -> pa.Table:
    import pyarrow as pa

    order = sorted(range(len(economy.regions)), key=lambda n: economy.regions[n])
    draws = draws[:, order]
    return pa.table(
        {
            "country": pa.array(np.repeat([economy.regions[n] for n in order], len(MEASURES)), pa.string()),
            "measure": pa.array(list(MEASURES) * len(order), pa.string()),
            "central": central[order].ravel(),
            **points(draws),
            "share_negative": (draws < 0).mean(axis=0).ravel(),
        }
    )
