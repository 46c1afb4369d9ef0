"""Numbers that are known as a range. In: what a user gives for one. Out: a Spread that turns normal draws into values.

A range is a 5-95 % range, everywhere in this program. Formula: docs/methods/uncertainty.md, eq. 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from equipoise.store.frames import number
from equipoise.whatif.trade.market import Floats
from equipoise.words.errors import InputError

Z95 = 1.6448536269514722
"""The 95 % point of the standard normal distribution."""
FORMS = "a number, (low, high), (low, central, high), or a mapping with central and sd, or low and high and perhaps central"


@dataclass(frozen=True, slots=True)
class Spread:
    """A positive number of which half the draws are below ``central``, 5 % below ``low`` and 5 % above ``high``."""

    central: float
    low: float
    high: float

    def draw(self, normal: Floats) -> Floats:
        """Values for standard normal draws: lognormal, with a width of its own on either side."""
        return drawn(np.float64(self.central), np.float64(self.low), np.float64(self.high), normal)

    @property
    def fixed(self) -> bool:
        return self.low == self.high


def drawn(central: Floats | np.float64, low: Floats | np.float64, high: Floats | np.float64, normal: Floats) -> Floats:
    """Values between 0 and infinity with these 5, 50 and 95 % points."""
    width = np.where(normal > 0, np.log(high / central), np.log(central / low)) / Z95
    values: Floats = central * np.exp(width * normal)
    return values


def read_spread(given: object, option: str) -> Spread:
    """What a user gave, checked: positive, low <= central <= high. Raises InputError."""
    if isinstance(given, Spread):
        return _checked((given.low, given.central, given.high), option)
    if isinstance(given, Mapping):
        return _mapping(given, option)
    if isinstance(given, Sequence | np.ndarray) and not isinstance(given, str):
        if len(given) not in (2, 3):
            raise InputError(f"{option} must be {FORMS}; {len(given)} numbers were given")
        return _checked(given, option)
    value = number(given, option, above=0)
    return Spread(value, value, value)


def _mapping(given: Mapping[str, object], option: str) -> Spread:
    keys = set(given)
    if keys == {"central", "sd"}:
        central, sd = number(given["central"], f"{option}: central", above=0), number(given["sd"], f"{option}: sd", low=0)
        factor = math.exp(Z95 * math.sqrt(math.log1p((sd / central) ** 2)))
        return Spread(central, central / factor, central * factor)
    if keys == {"low", "high"}:
        return _checked((given["low"], given["high"]), option)
    if keys == {"low", "central", "high"}:
        return _checked((given["low"], given["central"], given["high"]), option)
    raise InputError(f"{option} must be {FORMS}; the keys {', '.join(sorted(map(repr, keys)))} were given")


def _checked(given: Sequence[object] | np.ndarray, option: str) -> Spread:
    values = [number(value, option, above=0) for value in given]
    low, high = values[0], values[-1]
    central = values[1] if len(values) == 3 else math.sqrt(low * high)
    if not low <= central <= high:
        raise InputError(f"{option}: low, central and high must rise; {', '.join(f'{v:g}' for v in values)} were given")
    return Spread(central, low, high)
