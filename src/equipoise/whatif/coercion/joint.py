"""What powers can inflict together, against what each could alone. In: flows and powers. Out: a row for each pair, and all, and target."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

import numpy as np

from equipoise.store.frames import FrameT, give_back, number, one_of
from equipoise.whatif.coercion.cuts import Threat, carry_out
from equipoise.whatif.coercion.powers import Power, read_direction, read_powers, read_targets
from equipoise.whatif.trade.answer import CLOSURES
from equipoise.whatif.trade.market import Closure
from equipoise.whatif.trade.world import read_world
from equipoise.words.errors import ConvergenceError, InputError

if TYPE_CHECKING:
    import pyarrow as pa

Row = tuple[str, str, int, Threat | None, float, str | None]


def coercion_joint(
    flows: FrameT,
    powers: Sequence[str] | Mapping[str, Sequence[str]],
    targets: Sequence[str] | None = None,
    elasticity: float = 4.0,
    closure: str = "additive",
    direction: str = "both",
) -> FrameT:
    """What a joint threat is worth beyond the sum of the single ones, for every two powers and for all of them.

    Arguments as in ``coercion``; two powers or more, without a common member. Out: powers (names joined by " + "), target, count (of
    powers), joint_pct (the target's welfare), sum_pct (of the single threats), beyond_sum_pct (joint less sum; negative: together they
    hurt more), own_pct (welfare of all members, weighted by spending), reason (why there is no equilibrium, which leaves joint_pct null; it
    may be that of a single threat, which leaves sum_pct null). Sorted by count, powers, target.

    >>> import polars as pl
    >>> value = [80.0, 10.0, 10.0, 10.0, 10.0, 80.0, 10.0, 10.0, 10.0, 10.0, 80.0, 10.0, 10.0, 10.0, 10.0, 80.0]
    >>> flows = pl.DataFrame({"exporter": list("AAAABBBBCCCCDDDD"), "importer": list("ABCD") * 4, "value": value})
    >>> coercion_joint(flows, ["A", "B"], targets=["C"])["beyond_sum_pct"].round(3).to_list()
    [0.045]
    """
    one_of(closure, CLOSURES, "closure")
    theta, way = number(elasticity, "elasticity", above=0), read_direction(direction)
    world = read_world(flows)
    aims, single = read_targets(targets, world.countries), read_powers(powers, world.countries)
    if len(single) < 2:
        raise InputError("powers: a joint threat needs two powers; name another, or use coercion()")
    free = world.market(np.zeros_like(world.flows), theta, 0.0, Closure(closure))

    def threat(power: Power, aim: int) -> tuple[Threat | None, str | None]:
        try:
            return carry_out(world, free, power, aim, way), None
        except ConvergenceError as error:
            return None, str(error)

    alone = {(power.name, aim): threat(power, aim) for power in single for aim in aims if aim not in power.members}
    rows: list[Row] = []
    for together in (*itertools.combinations(single, 2), *([tuple(single)] if len(single) > 2 else [])):
        bloc = _bloc(together)
        for aim in aims:
            if aim in bloc.members:
                continue
            joint, reason = threat(bloc, aim)
            parts = [alone[power.name, aim] for power in together]
            total = sum(part.on_target if part else np.nan for part, _ in parts)
            reason = reason or next((why for _, why in parts if why), None)
            rows.append((bloc.name, world.countries[aim], len(together), joint, total, reason))
    return cast(FrameT, give_back(_table(rows), flows))


def _bloc(powers: Sequence[Power]) -> Power:
    members = [k for power in powers for k in power.members]
    if len(set(members)) < len(members):
        raise InputError(f"powers: {' and '.join(repr(p.name) for p in powers)} have a member in common; a sum would count it twice")
    return Power(" + ".join(power.name for power in powers), tuple(sorted(members)))


def _table(rows: Sequence[Row]) -> pa.Table:
    import pyarrow as pa

    joint = np.array([row[3].on_target if row[3] else np.nan for row in rows])
    total = np.array([row[4] for row in rows], np.float64)
    return pa.table(
        {
            "powers": pa.array([row[0] for row in rows], pa.string()),
            "target": pa.array([row[1] for row in rows], pa.string()),
            "count": pa.array([row[2] for row in rows], pa.int64()),
            "joint_pct": pa.array(joint, from_pandas=True),
            "sum_pct": pa.array(total, from_pandas=True),
            "beyond_sum_pct": pa.array(joint - total, from_pandas=True),
            "own_pct": pa.array([row[3].on_power if row[3] else None for row in rows], pa.float64()),
            "reason": pa.array([row[5] for row in rows], pa.string()),
        }
    )
