"""Ranges of what coercion() says. In: flows, powers, what is uncertain. Out: 5, 50 and 95 % points for each power and target.

Method and a worked example: docs/methods/uncertainty.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic

import numpy as np

from equipoise.store.frames import FrameT, give_back, one_of
from equipoise.whatif.coercion.cuts import MOST_STEPS, TOLERANCE, carry_out, cut, leverage, own_cost
from equipoise.whatif.coercion.powers import Power, read_direction, read_powers, read_targets
from equipoise.whatif.ranges.summary import points, say_failures
from equipoise.whatif.ranges.worlds import doubt_info, drawn_markets, read_doubt
from equipoise.whatif.trade.answer import CLOSURES
from equipoise.whatif.trade.many import solve_many
from equipoise.whatif.trade.market import Closure, Floats
from equipoise.whatif.trade.measures import percent, welfare
from equipoise.whatif.trade.world import World, read_world

if TYPE_CHECKING:
    import pyarrow as pa

MEASURES = ("target_welfare_pct", "power_welfare_pct", "leverage")


@dataclass(frozen=True, slots=True, eq=False)
class CoercionRanges(Generic[FrameT]):
    """``threats``: power, target, measure (target_welfare_pct, power_welfare_pct, leverage), central, p05, p50, p95, share_negative (of
    the draws). ``failed``: power, target, draw (from 0), reason: draws without an equilibrium, which the ranges leave out. ``info``:
    closure, direction, draws, failed (rows of ``failed``), seed, elasticity (low, central, high), flow_sd, domestic (whether drawn),
    residual.
    """

    threats: FrameT
    failed: FrameT
    info: dict[str, Any]


def coercion_ranges(
    flows: FrameT,
    powers: Sequence[str] | Mapping[str, Sequence[str]],
    targets: Sequence[str] | None = None,
    draws: int = 200,
    seed: int = 0,
    elasticity: object = 4.0,
    flow_sd: float | str = 0.0,
    domestic_range: object = None,
    closure: str = "additive",
    direction: str = "both",
) -> CoercionRanges[FrameT]:
    """coercion() for many draws of what is uncertain: ``powers``, ``targets``, ``direction`` as there, the rest as in ``trade_ranges``.

    Every threat sees the same draws, so that powers can be compared draw by draw. Raises InputError; ConvergenceError where a threat has
    no equilibrium at central values.

    >>> import polars as pl
    >>> flows = pl.DataFrame({"exporter": list("AABB"), "importer": list("ABAB"), "value": [80.0, 20.0, 20.0, 80.0]})
    >>> row = coercion_ranges(flows, ["A"], ["B"], elasticity=(3.0, 5.0)).threats.row(0, named=True)
    >>> [row["measure"], *(round(row[k], 1) for k in ("p05", "p50", "p95"))]  # 0.8 ** (1/3) to 0.8 ** (1/5)
    ['target_welfare_pct', -7.1, -5.6, -4.4]
    """
    one_of(closure, CLOSURES, "closure")
    way = read_direction(direction)
    world = read_world(flows)
    aims = read_targets(targets, world.countries)
    against = [(power, aim) for power in read_powers(powers, world.countries) for aim in aims if aim not in power.members]
    doubt = read_doubt(world, elasticity, flow_sd, domestic_range, draws, seed, "effect", flows)
    free = world.market(np.zeros_like(world.flows), doubt.elasticity.central, 0.0, Closure(closure))
    central = [carry_out(world, free, power, aim, way) for power, aim in against]
    found = np.full((len(against), 2, doubt.draws), np.nan)
    failed: list[tuple[Power, int, int, str]] = []
    worst = 0.0
    for start, _, markets in drawn_markets(world, doubt, 0.0, Closure(closure)):
        for k, (power, aim) in enumerate(against):
            cut_off = replace(markets, kernel=cut(markets.kernel, power.members, aim, way))
            solved = solve_many(cut_off, TOLERANCE, MOST_STEPS)
            failed += [(power, aim, start + draw, reason) for draw, reason in solved.failed.items()]
            worst = max(worst, float(solved.residual.max(where=solved.residual <= TOLERANCE, initial=0)))
            lost = percent(welfare(cut_off, cut_off.at(solved.log_price)))
            here = slice(start, start + len(lost))
            found[k, 0, here] = lost[:, aim]
            found[k, 1, here] = own_cost(lost, markets.spending, power.members)
    say_failures(
        "coercion_ranges", {k: f"{p.name} against {world.countries[t]}: {why}" for k, (p, t, _, why) in enumerate(failed)}, found[:, 0].size
    )
    exact = np.array([[t.on_target, t.on_power, t.leverage] for t in central])
    info = {**doubt_info(doubt, len(failed), worst), "closure": closure, "direction": direction}
    threats, lost_draws = _threats(world, against, exact, found), _failed(world, failed)
    return CoercionRanges(give_back(threats, flows), give_back(lost_draws, flows), info)


def _threats(world: World, against: list[tuple[Power, int]], central: Floats, found: Floats) -> pa.Table:
    import pyarrow as pa

    ratio = leverage(found[:, 0], found[:, 1])
    draws = np.moveaxis(np.concatenate([found, ratio[:, None]], axis=1), 2, 0)  # draws, threats, measures
    rows = len(MEASURES)
    with np.errstate(invalid="ignore"):
        negative = np.where(np.isnan(draws).all(axis=0), np.nan, (draws < 0).sum(axis=0) / np.maximum((~np.isnan(draws)).sum(axis=0), 1))
    return pa.table(
        {
            "power": pa.array(np.repeat([power.name for power, _ in against], rows), pa.string()),
            "target": pa.array(np.repeat([world.countries[aim] for _, aim in against], rows), pa.string()),
            "measure": pa.array(list(MEASURES) * len(against), pa.string()),
            "central": pa.array(central.ravel(), from_pandas=True),
            **points(draws),
            "share_negative": pa.array(negative.ravel(), from_pandas=True),
        }
    )


def _failed(world: World, failed: list[tuple[Power, int, int, str]]) -> pa.Table:
    import pyarrow as pa

    return pa.table(
        {
            "power": pa.array([power.name for power, _, _, _ in failed], pa.string()),
            "target": pa.array([world.countries[aim] for _, aim, _, _ in failed], pa.string()),
            "draw": pa.array([draw for _, _, draw, _ in failed], pa.int64()),
            "reason": pa.array([reason for _, _, _, reason in failed], pa.string()),
        }
    )
