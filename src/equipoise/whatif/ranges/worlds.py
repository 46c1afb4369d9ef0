"""Worlds as they may be: flows and elasticities drawn from their ranges. In: a World and what is uncertain. Out: Markets, some at a time.

The same seed gives the same draws, whatever else is asked for: elasticity, domestic and foreign flows each have a stream of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from equipoise.store.frames import codes, listed, number, numbers, open_table, refuse, refuse_twice, whole_number
from equipoise.whatif.ranges.spread import Spread, drawn, read_spread
from equipoise.whatif.trade.market import Closure, Floats, Market
from equipoise.whatif.trade.world import LARGEST_CHANGE, World
from equipoise.words.errors import InputError

CELLS = 2**19
"""Flows of all draws that are held at a time: more do not fit where a processor is fast."""
MOST_DRAWS = 1_000_000
HOLDS = ("effect", "cost")


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is uncertain about a world. ``domestic``: central, low and high domestic flow of each country, in money."""

    elasticity: Spread
    flow_sd: Floats
    """Standard deviation of the logarithm of each flow, (i, j); 0 where it is certain."""
    domestic: tuple[Floats, Floats, Floats]
    draws: int
    seed: int
    hold: str

    def theta(self) -> Floats:
        return self.elasticity.draw(stratified(self._stream(0), self.draws, 1)[:, 0])

    def own(self) -> Floats:
        """Domestic flows, (draws, countries)."""
        return drawn(*self.domestic, stratified(self._stream(1), self.draws, len(self.domestic[0])))

    def worlds(self, size: int) -> Iterator[tuple[int, Floats, Floats]]:
        """The number of the first draw, theta (draws, 1), and factors on flows with the domestic ones as money (draws, i, j)."""
        theta, own, foreign = self.theta(), self.own(), self._stream(2)
        at, many = np.arange(size), max(1, CELLS // size**2)
        for start in range(0, self.draws, many):
            some = slice(start, min(start + many, self.draws))
            factor = np.ones((some.stop - start, size, size))
            if self.flow_sd.any():  # the mean of every flow stays what it was
                factor = np.exp(self.flow_sd * foreign.standard_normal(factor.shape) - self.flow_sd**2 / 2)
            factor[:, at, at] = own[some]
            yield start, theta[some, None], factor

    def changes(self, log_change: Floats, theta: Floats) -> Floats:
        """The shock in each draw: the same effect, or the same cost behind it, which does more to trade that is more elastic."""
        if self.hold == "effect":
            return log_change
        factor = theta[:, :, None] / self.elasticity.central
        moved: Floats = np.clip(log_change * factor, None, LARGEST_CHANGE)
        return moved

    def _stream(self, k: int) -> np.random.Generator:
        return np.random.default_rng(np.random.SeedSequence(self.seed).spawn(3)[k])


def stratified(rng: np.random.Generator, draws: int, count: int) -> Floats:
    """Standard normal draws (draws, count), in each column one from every part of equal probability: fewer draws do as well."""
    from scipy.special import ndtri

    part = rng.permuted(np.tile(np.arange(draws)[:, None], count), axis=0)
    normal: Floats = ndtri((part + rng.uniform(1e-9, 1 - 1e-9, part.shape)) / draws)
    return normal


def read_doubt(
    world: World, elasticity: object, flow_sd: object, domestic_range: object, draws: object, seed: object, hold: object, flows: object
) -> Doubt:
    """What is uncertain, checked. Raises InputError. ``flow_sd`` may name a column of ``flows``."""
    draws = whole_number(draws, "draws")
    if draws > MOST_DRAWS:
        raise InputError(f"draws must be at most {MOST_DRAWS:,}; {draws:,} were asked for")
    if hold not in HOLDS:
        raise InputError(f"hold must be one of {', '.join(map(repr, HOLDS))}; {hold!r} was given")
    deviation = _deviations(world, flow_sd, flows)
    np.fill_diagonal(deviation, 0)
    return Doubt(
        read_spread(elasticity, "elasticity"),
        deviation,
        _domestic(world, domestic_range),
        draws,
        whole_number(seed, "seed", low=0),
        str(hold),
    )


def doubt_info(doubt: Doubt, failed: int, residual: float) -> dict[str, Any]:
    """What was drawn, for the info of a result."""
    spread = doubt.elasticity
    return {
        "draws": doubt.draws,
        "failed": failed,
        "seed": doubt.seed,
        "elasticity": (spread.low, spread.central, spread.high),
        "flow_sd": float(doubt.flow_sd.max()),
        "domestic": bool(np.any(doubt.domestic[1] < doubt.domestic[2])),
        "residual": residual,
    }


def drawn_markets(world: World, doubt: Doubt, psi: float, closure: Closure) -> Iterator[tuple[int, Floats, Market]]:
    """The number of the first draw, flows (draws, i, j) and markets before any shock."""
    at = np.arange(len(world.countries))
    base = world.flows.copy()
    base[at, at] = 1
    for start, theta, factor in doubt.worlds(len(at)):
        flows = base * factor
        output, spending = flows.sum(2), flows.sum(1)
        shares = flows / spending[:, None, :]
        yield start, flows, Market(shares, shares, output, spending, theta, psi, closure)


def _deviations(world: World, flow_sd: object, flows: object) -> Floats:
    if not isinstance(flow_sd, str):
        return np.full_like(world.flows, number(flow_sd, "flow_sd", low=0))
    rows = open_table(flows, ("exporter", "importer", flow_sd), "flows")
    exporter, importer = codes(rows, "exporter", "flows"), codes(rows, "importer", "flows")
    matrix = np.zeros_like(world.flows)
    matrix[exporter.within(world.countries), importer.within(world.countries)] = numbers(rows, flow_sd, "flows", low=0, high=5)
    return matrix


def _domestic(world: World, given: object) -> tuple[Floats, Floats, Floats]:
    central = np.diagonal(world.flows).copy()
    if given is None:
        return central, central, central
    if isinstance(given, tuple | list):
        factors = read_spread(given, "domestic_range")
        if not factors.low <= 1 <= factors.high:
            raise InputError(f"domestic_range: factors on the domestic flows must have 1 between them; {given!r} was given")
        return central, central * factors.low, central * factors.high
    rows = open_table(given, ("country", "domestic_low", "domestic_high"), "domestic_range")
    country = codes(rows, "country", "domestic_range")
    refuse_twice((country,), ("country",), "domestic_range")
    place = country.within(world.countries)
    if place.min() < 0:
        strange = sorted({country.names[k] for k in country.at[place < 0]})
        raise InputError(f"domestic_range: {listed(strange)} not among the {len(world.countries)} countries of flows")
    low, high = (numbers(rows, name, "domestic_range", low=0) for name in ("domestic_low", "domestic_high"))
    refuse(
        low, (low > 0) & (low <= central[place] * (1 + 1e-9)), "domestic_range: domestic_low must be above 0 and at most the domestic flow"
    )
    refuse(high, high >= central[place] * (1 - 1e-9), "domestic_range: domestic_high must be at least the domestic flow")
    lows, highs = central.copy(), central.copy()
    lows[place], highs[place] = np.minimum(low, central[place]), np.maximum(high, central[place])
    return central, lows, highs
