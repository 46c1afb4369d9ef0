"""Ranges of what trade() says. In: flows, a shock, what is uncertain. Out: a RangesResult with 5, 50 and 95 % points of every measure.

Method and a worked example: docs/methods/uncertainty.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic

import numpy as np

from equipoise.store.frames import FrameT, as_code, give_back, listed, number, one_of, whole_number
from equipoise.whatif.ranges.summary import failures, points, say_failures
from equipoise.whatif.ranges.worlds import doubt_info, drawn_markets, read_doubt
from equipoise.whatif.trade.answer import CLOSURES
from equipoise.whatif.trade.many import solve_many
from equipoise.whatif.trade.market import Closure, Floats
from equipoise.whatif.trade.measures import measures
from equipoise.whatif.trade.solve import solve
from equipoise.whatif.trade.world import World, read_shock, read_world
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True, eq=False)
class RangesResult(Generic[FrameT]):
    """What the answer is worth, given what is not known.

    ``countries``: country, measure (names as in TradeResult.countries), central (the answer at central values), p05, p50, p95 (of the
    draws), share_negative (of the draws, 0..1; null where there is no number). ``flows``: exporter, importer, value, value_new, p05, p50,
    p95 of value_new; no rows unless asked for. ``failed``: draw (from 0), reason: draws without an equilibrium, which the ranges leave
    out. ``info``: closure, hold, draws, failed, seed, elasticity (low, central, high), flow_sd (largest), domestic (whether drawn),
    residual (largest).
    """

    countries: FrameT
    flows: FrameT
    failed: FrameT
    info: dict[str, Any]


def trade_ranges(
    flows: FrameT,
    shock: object,
    draws: int = 1000,
    seed: int = 0,
    elasticity: object = 4.0,
    flow_sd: float | str = 0.0,
    domestic_range: object = None,
    closure: str = "additive",
    psi: float = 0.0,
    hold: str = "effect",
    countries: Sequence[str] | None = None,
    with_flows: bool = False,
    tol: float = 1e-12,
    max_iter: int = 100_000,
) -> RangesResult[FrameT]:
    """trade() for many draws of what is uncertain; the same seed gives the same result.

    ``elasticity``: a number, (low, high), (low, central, high) or {"central": c, "sd": s}; ranges are 5-95 %. ``flow_sd``: standard
    deviation of the logarithm of each foreign flow, a number or the name of a column of ``flows``. ``domestic_range``: factors
    (low, high) on domestic flows, or a frame with country, domestic_low, domestic_high in the money of ``flows`` (WorldMatrix.ranges is
    one). ``hold``: what stays when the elasticity is drawn, the "effect" (log_change) or the "cost" behind it. ``countries``: those to
    report on (default: all). Draws without an equilibrium are listed and warned of. Raises InputError; ConvergenceError where the central
    case, or every draw, has no equilibrium.

    >>> import polars as pl
    >>> flows = pl.DataFrame({"exporter": ["A", "A", "B", "B"], "importer": ["A", "B"] * 2, "value": [80.0, 20.0, 20.0, 80.0]})
    >>> cut = pl.DataFrame({"exporter": ["A", "B"], "importer": ["B", "A"], "log_change": [-50.0, -50.0]})
    >>> found = trade_ranges(flows, cut, draws=4000, elasticity=(2.0, 8.0)).countries.row(0, named=True)
    >>> [found["measure"], *(round(found[k], 1) for k in ("p05", "central", "p95"))]  # 0.8 ** (1/2) to 0.8 ** (1/8)
    ['welfare_pct', -10.6, -5.4, -2.8]
    """
    one_of(closure, CLOSURES, "closure")
    chosen, psi = Closure(closure), number(psi, "psi", low=0)
    if psi and chosen is Closure.CONDITIONAL:
        raise InputError('psi: closure "conditional" holds output fixed, so a supply elasticity has no meaning there; leave psi at 0')
    tol, max_iter = number(tol, "tol", above=0), whole_number(max_iter, "max_iter")
    world = read_world(flows)
    log_change = read_shock(shock, world)
    shown = _shown(countries, world)
    doubt = read_doubt(world, elasticity, flow_sd, domestic_range, draws, seed, hold, flows)
    market = world.market(log_change, doubt.elasticity.central, psi, chosen)
    state = solve(market, tol, max_iter).state
    new = market.shares(state) * state.spending
    central = measures(market, state, world.flows, new)
    found = {name: np.full((doubt.draws, len(shown)), np.nan) for name in central}
    flow_draws = np.full((doubt.draws if with_flows else 0, *world.flows.shape), np.nan, np.float32)
    failed: dict[int, str] = {}
    worst = 0.0
    for start, drawn_flows, free in drawn_markets(world, doubt, psi, chosen):
        markets = replace(free, kernel=free.before * np.exp(doubt.changes(log_change, np.asarray(free.theta))))
        solved = solve_many(markets, tol, max_iter)
        failed |= {start + k: reason for k, reason in solved.failed.items()}
        good = np.flatnonzero(solved.residual <= tol)
        worst = max(worst, float(solved.residual[good].max(initial=0)))
        states = markets.at(solved.log_price)
        new_flows = markets.shares(states) * states.spending[:, None, :]
        for name, values in measures(markets, states, drawn_flows, new_flows).items():
            found[name][start + good] = values[good][:, shown]
        if with_flows:
            flow_draws[start + good] = new_flows[good]
    say_failures("trade_ranges", failed, doubt.draws)
    kept = np.setdiff1d(np.arange(doubt.draws), list(failed))
    info = {**doubt_info(doubt, len(failed), worst), "hold": doubt.hold, "closure": closure, "psi": psi}
    return RangesResult(
        give_back(_countries(world, shown, central, {name: values[kept] for name, values in found.items()}), flows),
        give_back(_flows(world, new, flow_draws[kept] if with_flows else flow_draws), flows),
        give_back(failures(failed), flows),
        info,
    )


def _shown(countries: object, world: World) -> list[int]:
    if countries is None:
        return list(range(len(world.countries)))
    if isinstance(countries, str) or not isinstance(countries, Sequence | np.ndarray) or not len(countries):
        raise InputError(f"countries must be a list of countries; {countries!r} was given")
    wanted = sorted({as_code(name) for name in countries})
    strange = [name for name in wanted if name not in world.countries]
    if strange:
        raise InputError(f"countries: {listed(strange)} not among the {len(world.countries)} countries of flows")
    return [world.countries.index(name) for name in wanted]


def _countries(world: World, shown: list[int], central: dict[str, Floats], found: dict[str, Floats]) -> pa.Table:
    """Measures of each country, in their order."""
    import pyarrow as pa

    draws = np.stack(list(found.values()), axis=2)  # draws, countries, measures
    negative = np.where(np.isnan(draws).any(axis=0), np.nan, (draws < 0).mean(axis=0))
    return pa.table(
        {
            "country": pa.array(np.repeat([world.countries[k] for k in shown], len(found)), pa.string()),
            "measure": pa.array(list(found) * len(shown), pa.string()),
            "central": pa.array(np.stack([v[shown] for v in central.values()], axis=1).ravel(), from_pandas=True),
            **points(draws),
            "share_negative": pa.array(negative.ravel(), from_pandas=True),
        }
    )


def _flows(world: World, new: Floats, draws: np.ndarray) -> pa.Table:
    import pyarrow as pa

    size = len(world.countries) if len(draws) else 0
    names = np.array(world.countries)
    columns = points(draws) if size else {name: pa.array([], pa.float64()) for name in ("p05", "p50", "p95")}
    return pa.table(
        {
            "exporter": pa.array(np.repeat(names[:size], size), pa.string()),
            "importer": pa.array(np.tile(names[:size], size), pa.string()),
            "value": world.flows[:size, :size].ravel(),
            "value_new": new[:size, :size].ravel(),
            **columns,
        }
    )
