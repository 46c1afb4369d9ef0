"""The same shock under every closure and by every measure of welfare. In: flows and a shock. Out: all side by side, and whose sign differs.

What a country "loses" hangs on both choices, and the sign may: docs/methods/trade.md, section 6.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

import numpy as np

from equipoise.store.frames import FrameT, give_back, number
from equipoise.whatif.trade.market import Closure, Floats, Market, State
from equipoise.whatif.trade.measures import percent, welfare
from equipoise.whatif.trade.solve import solve
from equipoise.whatif.trade.world import read_shock, read_world
from equipoise.words.errors import ConvergenceError, InputError

if TYPE_CHECKING:
    import pyarrow as pa

ZERO = 1e-9
"""Percent below which a change has no sign."""


@dataclass(frozen=True, slots=True, eq=False)
class SensitivityResult(Generic[FrameT]):
    """``measures``: country, closure, elasticity, welfare_pct (what trade() says), real_spending_pct (spending over prices),
    real_output_pct (value of output over prices; both null in the conditional
    closure, where money is fixed), real_price_pct (factory price over prices; by the identity of Arkolakis, Costinot and
    Rodriguez-Clare it is what the domestic share says). ``countries``: country, lowest_pct, highest_pct, lowest_is, highest_is (closure
    and measure), sign_changes. ``failed``: closure, elasticity, reason: where there is no equilibrium. ``info``: psi, closures,
    elasticities.
    """

    measures: FrameT
    countries: FrameT
    failed: FrameT
    info: dict[str, Any]


def trade_sensitivity(
    flows: FrameT,
    shock: object,
    elasticity: float | Sequence[float] = 4.0,
    psi: float = 0.0,
    tol: float = 1e-12,
    max_iter: int = 100_000,
) -> SensitivityResult[FrameT]:
    """All closures and all measures of welfare for one shock, and whether they agree on who gains.

    Arguments as in trade(); ``elasticity`` may be several. With psi above 0 the conditional closure is left out. Raises InputError;
    ConvergenceError where no closure has an equilibrium.

    >>> import polars as pl
    >>> flows = pl.DataFrame({"exporter": ["A", "A", "B", "B"], "importer": ["A", "B"] * 2, "value": [80.0, 20.0, 30.0, 80.0]})
    >>> more = pl.DataFrame({"exporter": ["B"], "importer": ["A"], "log_change": [0.5]})
    >>> trade_sensitivity(flows, more).countries["sign_changes"].to_list()
    [False, False]
    """
    given = elasticity if isinstance(elasticity, Sequence | np.ndarray) and not isinstance(elasticity, str) else [elasticity]
    thetas = [number(theta, "elasticity", above=0) for theta in given]
    if not thetas:
        raise InputError("elasticity: none is given; give a number, or several")
    psi, tol = number(psi, "psi", low=0), number(tol, "tol", above=0)
    world = read_world(flows)
    log_change = read_shock(shock, world)
    closures = [c for c in Closure if not (psi and c is Closure.CONDITIONAL)]
    rows: list[tuple[str, float, dict[str, Floats]]] = []
    failed: list[tuple[str, float, str]] = []
    for theta in thetas:
        for closure in closures:
            market = world.market(log_change, theta, psi, closure)
            try:
                rows.append((closure.value, theta, _measures(market, solve(market, tol, max_iter).state)))
            except ConvergenceError as error:
                if len(failed) == len(thetas) * len(closures) - 1:
                    raise
                failed.append((closure.value, theta, str(error)))
    info = {"psi": psi, "closures": [c.value for c in closures], "elasticities": thetas}
    return SensitivityResult(
        give_back(_side_by_side(world.countries, rows), flows),
        give_back(_signs(world.countries, rows), flows),
        give_back(_failed(failed), flows),
        info,
    )


def _measures(market: Market, state: State) -> dict[str, Floats]:
    free = market.closure is not Closure.CONDITIONAL
    # Where money is held fixed prices have no level of their own, so money over prices is no measure there.
    level = np.ones_like(state.price) if free else np.full_like(state.price, np.nan)
    return {
        "welfare_pct": percent(welfare(market, state)),
        "real_spending_pct": percent(level * state.spending / market.spending / state.index),
        "real_output_pct": percent(level * state.output / state.index),
        "real_price_pct": percent(state.price / state.index),
    }


def _side_by_side(countries: tuple[str, ...], rows: list[tuple[str, float, dict[str, Floats]]]) -> pa.Table:
    import pyarrow as pa

    size = len(countries)
    table = pa.table(
        {
            "country": pa.array(list(countries) * len(rows), pa.string()),
            "closure": pa.array(np.repeat([closure for closure, _, _ in rows], size), pa.string()),
            "elasticity": np.repeat([theta for _, theta, _ in rows], size),
            **{name: pa.array(np.concatenate([found[name] for _, _, found in rows]), from_pandas=True) for name in rows[0][2]},
        }
    )
    return table.sort_by([("country", "ascending"), ("elasticity", "ascending"), ("closure", "ascending")])


def _signs(countries: tuple[str, ...], rows: list[tuple[str, float, dict[str, Floats]]]) -> pa.Table:
    import pyarrow as pa

    labels = [f"{closure} {name}" for closure, _, found in rows for name in found]
    values = np.stack([values for _, _, found in rows for values in found.values()])
    low, high = np.nanargmin(values, axis=0), np.nanargmax(values, axis=0)
    at = np.arange(len(countries))
    return pa.table(
        {
            "country": pa.array(countries, pa.string()),
            "lowest_pct": values[low, at],
            "highest_pct": values[high, at],
            "lowest_is": pa.array([labels[k] for k in low], pa.string()),
            "highest_is": pa.array([labels[k] for k in high], pa.string()),
            "sign_changes": (values[low, at] < -ZERO) & (values[high, at] > ZERO),
        }
    )


def _failed(failed: list[tuple[str, float, str]]) -> pa.Table:
    import pyarrow as pa

    closure, theta, reason = zip(*failed, strict=True) if failed else ((), (), ())
    return pa.table(
        {"closure": pa.array(closure, pa.string()), "elasticity": pa.array(theta, pa.float64()), "reason": pa.array(reason, pa.string())}
    )
