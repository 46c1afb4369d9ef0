"""What a power can inflict by cutting trade with a target, and what that costs itself. In: flows and powers. Out: one row for each pair.

Every row is an equilibrium of whatif.trade. Definitions: docs/methods/coercion.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

import numpy as np

from equipoise.store.frames import FrameT, give_back, number, one_of
from equipoise.whatif.coercion.cuts import Threat, carry_out
from equipoise.whatif.coercion.powers import read_direction, read_powers, read_targets
from equipoise.whatif.trade.answer import CLOSURES
from equipoise.whatif.trade.market import Closure
from equipoise.whatif.trade.world import read_world

if TYPE_CHECKING:
    import pyarrow as pa


def coercion(
    flows: FrameT,
    powers: Sequence[str] | Mapping[str, Sequence[str]],
    targets: Sequence[str] | None = None,
    elasticity: float = 4.0,
    closure: str = "additive",
    direction: str = "both",
) -> FrameT:
    """What targets lose when a power cuts trade with them: power, target, target_welfare_pct, power_welfare_pct, leverage.

    ``flows`` as in ``trade``. ``powers``: countries, or coalitions by name; a member is never its coalition's target, and a coalition's own
    loss is the mean of its members', weighted by spending. ``targets``: all countries where none are named. ``direction``: what is cut,
    "both" ways, the power's "supply" to the target (its exports), or its "demand" (its imports). ``leverage``: loss of the target for each
    percent that the power loses; null where it loses nothing. Sorted by power and target.
    Raises InputError for what cannot be used, ConvergenceError where a cut has no equilibrium, naming it.

    >>> import polars as pl
    >>> value = [80.0, 10.0, 10.0, 10.0, 80.0, 10.0, 10.0, 10.0, 80.0]
    >>> flows = pl.DataFrame({"exporter": list("AAABBBCCC"), "importer": list("ABC") * 3, "value": value})
    >>> coercion(flows, ["A"], targets=["B"])["leverage"].round(6).to_list()  # A and B are alike
    [1.0]
    """
    one_of(closure, CLOSURES, "closure")
    theta, way = number(elasticity, "elasticity", above=0), read_direction(direction)
    world = read_world(flows)
    aims = read_targets(targets, world.countries)
    free = world.market(np.zeros_like(world.flows), theta, 0.0, Closure(closure))
    against = [(power, aim) for power in read_powers(powers, world.countries) for aim in aims if aim not in power.members]
    return cast(FrameT, give_back(_table([carry_out(world, free, power, aim, way) for power, aim in against]), flows))


def _table(threats: Sequence[Threat]) -> pa.Table:
    import pyarrow as pa

    return pa.table(
        {
            "power": pa.array([t.power for t in threats], pa.string()),
            "target": pa.array([t.target for t in threats], pa.string()),
            "target_welfare_pct": pa.array([t.on_target for t in threats], pa.float64()),
            "power_welfare_pct": pa.array([t.on_power for t in threats], pa.float64()),
            "leverage": pa.array([t.leverage for t in threats], pa.float64(), from_pandas=True),
        }
    )
