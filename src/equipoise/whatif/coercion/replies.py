"""What the target of a threat can do about it. In: flows, a power, its target. Out: answers, the best of them first.

Three answers: to stop in return what the power leaves open; to make trade cheaper with one other partner once the cut is there; and to have
done so beforehand. Definitions: docs/methods/coercion.md, section 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from equipoise.store.frames import FrameT, as_code, give_back, number, one_of
from equipoise.whatif.coercion.cuts import MOST_STEPS, TOLERANCE, after_cut, cut, own_cost
from equipoise.whatif.coercion.powers import Direction, Power, read_direction, read_places, read_powers
from equipoise.whatif.trade.answer import CLOSURES
from equipoise.whatif.trade.many import solve_many
from equipoise.whatif.trade.market import Closure, Floats, Market
from equipoise.whatif.trade.measures import percent, welfare
from equipoise.whatif.trade.world import World, read_world
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

MOST_CUT = 0.5
"""The largest cut of a trade cost that is tried when asking what would make up for a threat."""
HALVINGS = 12
TOGETHER = 2**22
"""Cells of markets that are solved at a time."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A world with a power and its target; ``lost`` is the target's welfare under the threat, in percent."""

    world: World
    free: Market
    power: Power
    target: int
    direction: Direction

    def cheaper(self, kernel: Floats, partners: Sequence[int], cuts: Floats) -> Floats:
        """One kernel for each partner: trade with it costs less by that part, both ways."""
        many = np.repeat(kernel[None], len(partners), axis=0)
        factor = (1 - cuts) ** -np.asarray(self.free.theta)
        at, some = np.arange(len(partners)), np.array(partners)
        many[at, some, self.target] *= factor
        many[at, self.target, some] *= factor
        return many

    def welfare(self, kernels: Floats) -> Floats:
        """Percent changes of everybody's welfare, (kernels, countries); NaN where there is no equilibrium."""
        lost = [np.empty((0, len(self.world.countries)))]
        step = max(1, TOGETHER // kernels[0].size)
        for start in range(0, len(kernels), step):
            some = kernels[start : start + step]
            before, output, spending = (
                np.broadcast_to(a, (len(some), *a.shape)) for a in (self.free.before, self.free.output, self.free.spending)
            )
            markets = Market(before, some, output, spending, self.free.theta, 0.0, self.free.closure)
            lost.append(percent(welfare(markets, markets.at(solve_many(markets, TOLERANCE, MOST_STEPS).log_price))))
        return np.concatenate(lost)


def coercion_answers(
    flows: FrameT,
    power: str | dict[str, Sequence[str]],
    target: str,
    partners: Sequence[str] | None = None,
    cost_cut: float = 0.1,
    elasticity: float = 4.0,
    closure: str = "additive",
    direction: str = "both",
) -> FrameT:
    """What the target can do when a power cuts trade with it, the best answer first.

    ``flows`` ... ``direction`` as in ``coercion``; ``power``: a country, or a coalition as {name: members}. ``partners``: countries with
    which trade might become cheaper (default: all that the target trades with, the power left out). ``cost_cut``: by how much, 0.1 is a
    tenth of what the good costs on arrival, both ways. Out: answer ("none", "retaliate": the target stops the rest of its trade with the
    power, "cheaper trade"), partner (null but for "cheaper trade"), target_welfare_pct and power_welfare_pct (with the cut and the
    answer, against today), offset_points (target_welfare_pct less that of "none"), offset_share (of the loss; 1 makes up for all of it),
    threat_after_pct (what the same cut would cost the target if the answer had been given beforehand; null but for "none" and
    "cheaper trade"), enough_cost_cut (the cost cut with this partner that makes up for the whole loss; null where half is not enough, and
    where nothing is lost). Rows without an equilibrium are null in numbers. Sorted by target_welfare_pct, falling.

    >>> import polars as pl
    >>> value = [80.0, 10.0, 10.0, 10.0, 80.0, 10.0, 10.0, 10.0, 80.0]
    >>> flows = pl.DataFrame({"exporter": list("AAABBBCCC"), "importer": list("ABC") * 3, "value": value})
    >>> coercion_answers(flows, "A", "B").select("answer", "partner", "offset_share").rows()[0][:2]
    ('cheaper trade', 'C')
    """
    one_of(closure, CLOSURES, "closure")
    theta, way = number(elasticity, "elasticity", above=0), read_direction(direction)
    part = number(cost_cut, "cost_cut", above=0)
    if part > MOST_CUT:
        raise InputError(f"cost_cut must be at most {MOST_CUT:g} (half of the price on arrival); {part:g} was given")
    world = read_world(flows)
    powers = read_powers(power if isinstance(power, dict) else [power], world.countries)
    if len(powers) != 1:
        raise InputError(f"power must be one country or coalition; {len(powers)} were given")
    (aim,) = read_places([target], "target", world.countries)
    if aim in powers[0].members:
        raise InputError(f"target: {as_code(target)!r} belongs to the power that threatens it")
    free = world.market(np.zeros_like(world.flows), theta, 0.0, Closure(closure))
    case = _Case(world, free, powers[0], aim, way)
    return cast(FrameT, give_back(_table(case, _partners(case, partners), part), flows))


def _partners(case: _Case, given: object) -> tuple[int, ...]:
    flows, aim = case.world.flows, case.target
    if given is None:
        trades = np.flatnonzero(flows[aim] + flows[:, aim] > 0)
        return tuple(int(k) for k in trades if k != aim and k not in case.power.members)
    chosen = read_places(given, "partners", case.world.countries)
    wrong = [case.world.countries[k] for k in chosen if k == aim or k in case.power.members]
    if wrong:
        raise InputError(f"partners: {', '.join(wrong)} is the target or the power; name others")
    return chosen


def _table(case: _Case, partners: tuple[int, ...], part: float) -> pa.Table:
    import pyarrow as pa

    free, aim = case.free, case.target
    threatened = cut(free.kernel, case.power.members, aim, case.direction)
    none = after_cut(case.world, free, case.power, aim, case.direction)
    labels: list[tuple[str, str | None]] = [("none", None)]
    after, enough = [float(none[aim])], [np.nan]
    everybody = [none]
    if case.direction is not Direction.BOTH:
        labels.append(("retaliate", None))
        everybody.append(case.welfare(cut(free.kernel, case.power.members, aim, Direction.BOTH)[None])[0])
        after.append(np.nan)
        enough.append(np.nan)
    if partners:
        cuts = np.full(len(partners), part)
        with_cut = case.welfare(case.cheaper(threatened, partners, cuts))
        before = case.welfare(case.cheaper(free.kernel, partners, cuts))
        labels += [("cheaper trade", case.world.countries[k]) for k in partners]
        everybody += list(with_cut)
        after += list(percent(1 + with_cut[:, aim] / 100, 1 + before[:, aim] / 100))
        enough += list(_enough(case, threatened, partners) if none[aim] < 0 else np.full(len(partners), np.nan))
    lost = np.array(everybody)
    on_target = lost[:, aim]
    offset = on_target - on_target[0]
    share = offset / -on_target[0] if on_target[0] < 0 else np.full_like(offset, np.nan)
    own = own_cost(lost, np.broadcast_to(free.spending, lost.shape), case.power.members)
    order = np.argsort(np.where(np.isnan(on_target), np.inf, -on_target), kind="stable")
    columns = {
        "target_welfare_pct": on_target,
        "power_welfare_pct": own,
        "offset_points": offset,
        "offset_share": share,
        "threat_after_pct": np.array(after),
        "enough_cost_cut": np.array(enough),
    }
    return pa.table(
        {
            "answer": pa.array([labels[k][0] for k in order], pa.string()),
            "partner": pa.array([labels[k][1] for k in order], pa.string()),
            **{name: pa.array(values[order], from_pandas=True) for name, values in columns.items()},
        }
    )


def _enough(case: _Case, threatened: Floats, partners: tuple[int, ...]) -> Floats:
    """The cost cut with each partner that leaves the target no worse off than today, by halving the interval; NaN where none does."""
    low, high = np.zeros(len(partners)), np.full(len(partners), MOST_CUT)
    possible = case.welfare(case.cheaper(threatened, partners, high))[:, case.target] >= 0
    some = np.flatnonzero(possible)
    chosen = [partners[k] for k in some]
    for _ in range(HALVINGS if chosen else 0):
        middle = (low + high) / 2
        good = np.zeros(len(partners), bool)
        good[some] = case.welfare(case.cheaper(threatened, chosen, middle[some]))[:, case.target] >= 0
        low, high = np.where(good, low, middle), np.where(good, middle, high)
    return np.where(possible, high, np.nan)
