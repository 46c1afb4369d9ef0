"""The world of many sectors as checked arrays. In: a mapping of arrays and options. Out: an Economy and Policies, or an InputError.

Axes as users give them: n importer, i exporter, j and k sector. Inside, the sector comes first (j, n, i), so that each sector's matrix lies
in one piece.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from equipoise.store.frames import listed, one_of
from equipoise.words.errors import InputError

Floats: TypeAlias = npt.NDArray[np.float64]

DEFICITS = ("zero", "observed")
SUMS_TO_ONE = 1e-4
"""How far shares may be from summing to 1: published tables are rounded."""
BALANCED = 1e-6
"""How far deficits of the world may be from summing to 0, against the sum of their sizes."""


@dataclass(frozen=True, slots=True)
class Economy:
    """A world as observed. Money is in one unit."""

    regions: tuple[str, ...]
    sectors: tuple[str, ...]
    spending: Floats
    """X, (j, n): what n spends on j, tariffs included."""
    value_added: Floats
    """wL, (n)."""
    shares: Floats
    """pi, (j, n, i)."""
    tariffs: Floats
    """tau, (j, n, i), as observed."""
    theta: Floats
    """Trade elasticity, (j)."""
    final: Floats
    """alpha, (j, n): shares of final spending."""
    labour: Floats
    """Value-added share of output, (j, n)."""
    inputs: Floats
    """(n, k, j): share of input k in the cost of output j."""

    @property
    def observed_deficits(self) -> Floats:
        """Imports less exports, net of tariffs, as the data have them."""
        trade = self.spending[:, :, None] * self.shares / (1 + self.tariffs)
        deficits: Floats = trade.sum(axis=(0, 2)) - trade.sum(axis=(0, 1))
        return deficits


@dataclass(frozen=True, slots=True)
class Policy:
    """Tariffs (0.1 = 10 %) and iceberg factors (1 = none), both (j, n, i)."""

    tariffs: Floats
    iceberg: Floats


def read_economy(data: Mapping[str, Any]) -> Economy:
    """The arrays, checked. Raises InputError: a missing key, a wrong shape, NaN, shares that do not sum to 1, values that cannot be."""
    keys = ("regions", "sectors", "X_nj", "wL_n", "pi_nij", "tau_nij", "theta_j", "alpha_nj", "gamma_nj", "gamma_nkj")
    missing = [key for key in keys if key not in data]
    if missing:
        raise InputError(f"data: no {listed(missing)}; needed are {', '.join(keys)}")
    regions = tuple(str(name) for name in np.asarray(data["regions"]).ravel())
    sectors = tuple(str(name) for name in np.asarray(data["sectors"]).ravel())
    n, j = len(regions), len(sectors)
    twice = sorted({name for name in regions if regions.count(name) > 1})
    if twice:
        raise InputError(f"data: regions names {listed(twice)} more than once")
    if not n or not j:
        raise InputError("data: regions and sectors must name at least one each")
    spending = _array(data["X_nj"], (n, j), "data: X_nj", low=0)
    idle = [name for name, spent in zip(regions, spending.sum(axis=1), strict=True) if not spent > 0]
    if idle:
        raise InputError(f"data: X_nj: every region must spend something; {listed(idle)} spends nothing")
    added = _array(data["wL_n"], (n,), "data: wL_n", above=0)
    shares = _array(data["pi_nij"], (n, n, j), "data: pi_nij", low=0)
    theta = _array(data["theta_j"], (j,), "data: theta_j", above=0)
    final = _array(data["alpha_nj"], (n, j), "data: alpha_nj", low=0)
    labour = _array(data["gamma_nj"], (n, j), "data: gamma_nj", above=0)
    inputs = _array(data["gamma_nkj"], (n, j, j), "data: gamma_nkj")  # published tables have some a little below 0
    _sum_to_one(shares.sum(axis=1), "pi_nij summed over exporters")
    _sum_to_one(final.sum(axis=1), "alpha_nj summed over sectors")
    _sum_to_one(labour + inputs.sum(axis=1), "gamma_nj plus gamma_nkj summed over inputs k")
    tariffs = read_tariffs(data["tau_nij"], (n, n, j), "data: tau_nij")
    return Economy(regions, sectors, _own(spending.T), added, _first(shares), tariffs, theta, _own(final.T), _own(labour.T), inputs)


def read_tariffs(given: object, shape: tuple[int, ...], name: str) -> Floats:
    """Tariffs above -1, as (j, n, i)."""
    return _first(_array(given, shape, name, above=-1))


def read_iceberg(given: object, shape: tuple[int, ...]) -> Floats:
    """Factors of at least 1, as (j, n, i); none given: all 1. Infinity is an embargo, and so is a very large one, such as 1e9."""
    if given is None:
        n, i, j = shape
        return np.ones((j, n, i))
    return _first(_array(given, shape, "iceberg", low=1, infinite=True))


def read_deficits(given: object, economy: Economy) -> Floats:
    """The deficits, in money; those of the world sum to 0."""
    if isinstance(given, str):
        one_of(given, DEFICITS, "deficits")
        return economy.observed_deficits if given == "observed" else np.zeros(len(economy.regions))
    deficits = _array(given, (len(economy.regions),), "deficits")
    if abs(deficits.sum()) > BALANCED * np.abs(deficits).sum():
        raise InputError(f"deficits: those of the world must sum to 0; they sum to {deficits.sum():g}")
    return deficits


def _array(
    given: object, shape: tuple[int, ...], name: str, low: float = -np.inf, above: float = -np.inf, infinite: bool = False
) -> Floats:
    try:
        array = np.asarray(given, np.float64)
    except (TypeError, ValueError) as error:
        raise InputError(f"{name}: must be an array of numbers") from error
    if array.shape != shape:
        raise InputError(f"{name}: must have the shape {shape}; it has {array.shape}")
    bad = np.isnan(array) | (np.isinf(array) & (not infinite)) | (array < low) | (array <= above)
    if bad.any():
        rule = f", at least {low:g}" if np.isfinite(low) else f", more than {above:g}" if np.isfinite(above) else ""
        raise InputError(f"{name}: must hold {'' if infinite else 'finite '}numbers{rule}; {_shown(array, bad)}")
    return array


def _sum_to_one(sums: Floats, name: str) -> None:
    bad = np.abs(sums - 1) > SUMS_TO_ONE
    if bad.any():
        raise InputError(f"data: {name} must be 1; {_shown(sums, bad)}")


def _shown(array: Floats, bad: npt.NDArray[np.bool_]) -> str:
    places = np.argwhere(bad)
    shown = ", ".join(f"{array[tuple(p)]:g} at {[int(k) for k in p]}" for p in places[:5])
    return shown + (f" and {len(places) - 5} more" if len(places) > 5 else "")


def _first(array: Floats) -> Floats:
    return _own(np.moveaxis(array, -1, 0))


def _own(array: Floats) -> Floats:
    return np.ascontiguousarray(array)
