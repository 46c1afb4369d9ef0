"""What a power can inflict by cutting trade with a target, and what that costs itself. In: flows and powers. Out: one row for each pair.

Every row is an equilibrium of whatif.trade. Definitions: docs/methods/coercion.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from equipoise.store.frames import FrameT, as_code, give_back, listed, number, one_of
from equipoise.whatif.trade.answer import CLOSURES
from equipoise.whatif.trade.market import Closure, Floats, Market
from equipoise.whatif.trade.measures import welfare
from equipoise.whatif.trade.solve import solve
from equipoise.whatif.trade.world import World, read_world
from equipoise.words.errors import ConvergenceError, InputError

LEFT = math.exp(-50.0)
"""What is left of a flow that is cut off, at given prices."""
TOLERANCE, MOST_STEPS = 1e-12, 100_000


@dataclass(frozen=True, slots=True)
class Power:
    """A country, or several that act together; ``members`` are places among the countries."""

    name: str
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Threat:
    """What both sides' welfare would change by, in percent; ``leverage`` is NaN where the power's own is 0."""

    power: str
    target: str
    on_target: float
    on_power: float

    @property
    def leverage(self) -> float:
        return self.on_target / self.on_power if self.on_power else np.nan


def coercion(
    flows: FrameT,
    powers: Sequence[str] | Mapping[str, Sequence[str]],
    targets: Sequence[str] | None = None,
    elasticity: float = 4.0,
    closure: str = "additive",
) -> FrameT:
    """What targets lose when a power cuts all trade with them, both ways: power, target, target_welfare_pct, power_welfare_pct, leverage.

    ``flows`` as in ``trade``. ``powers``: countries, or coalitions by name; a member is never its coalition's target, and a coalition's own
    loss is the mean of its members', weighted by spending. ``targets``: all countries where none are named. ``leverage``: loss of the
    target for each percent that the power loses; null where it loses nothing. Sorted by power and target.
    Raises InputError for what cannot be used, ConvergenceError where a cut has no equilibrium, naming it.

    >>> import polars as pl
    >>> value = [80.0, 10.0, 10.0, 10.0, 80.0, 10.0, 10.0, 10.0, 80.0]
    >>> flows = pl.DataFrame({"exporter": list("AAABBBCCC"), "importer": list("ABC") * 3, "value": value})
    >>> coercion(flows, ["A"], targets=["B"])["leverage"].round(6).to_list()  # A and B are alike
    [1.0]
    """
    one_of(closure, CLOSURES, "closure")
    theta = number(elasticity, "elasticity", above=0)
    world = read_world(flows)
    aims = _places(targets, "targets", world) if targets is not None else tuple(range(len(world.countries)))
    free = world.market(np.zeros_like(world.flows), theta, 0.0, Closure(closure))
    threats = [_threat(world, free, power, target) for power in _powers(powers, world) for target in aims if target not in power.members]
    return cast(FrameT, give_back(_table(sorted(threats, key=lambda t: (t.power, t.target))), flows))


def _threat(world: World, free: Market, power: Power, target: int) -> Threat:
    """The equilibrium without trade between them."""
    members = np.array(power.members)
    kernel = free.kernel.copy()
    kernel[members, target] *= LEFT
    kernel[target, members] *= LEFT
    market = replace(free, kernel=kernel)
    try:
        lost = 100 * (welfare(market, solve(market, TOLERANCE, MOST_STEPS).state) - 1)
    except ConvergenceError as error:
        cut = f"coercion: {power.name} against {world.countries[target]}: {error}"
        raise ConvergenceError(cut, error.iterations, error.residual) from error
    weight: Floats = market.spending[members]
    own = float(weight @ lost[members] / weight.sum())
    return Threat(power.name, world.countries[target], float(lost[target]), own)


def _powers(powers: object, world: World) -> Iterator[Power]:
    if isinstance(powers, Mapping):
        groups = {as_code(name): members for name, members in powers.items()}
        if len(groups) < len(powers):
            raise InputError(f"powers: two have the same name; the names are {listed(sorted(map(as_code, powers)))}")
    else:
        groups = {world.countries[k]: (world.countries[k],) for k in _places(powers, "powers", world)}
    if not groups:
        raise InputError("powers: none is named; name a country, or a coalition as a dict of name and countries")
    for name, members in groups.items():
        yield Power(name, _places(members, f"powers: {name}", world))


def _places(names: object, option: str, world: World) -> tuple[int, ...]:
    """Where the countries are; each once, in their order."""
    if isinstance(names, str) or not isinstance(names, Sequence | np.ndarray) or not len(names):
        raise InputError(f"{option} must be a list of countries; {names!r} was given")
    wanted = sorted({as_code(name) for name in names})
    strange = [name for name in wanted if name not in world.countries]
    if strange:
        raise InputError(f"{option}: {listed(strange)} not among the {len(world.countries)} countries of flows")
    return tuple(world.countries.index(name) for name in wanted)


def _table(threats: Sequence[Threat]) -> object:
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
