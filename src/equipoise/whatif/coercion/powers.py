"""Who threatens whom, and which trade is cut. In: names given by a user. Out: places among the countries, or an InputError."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from equipoise.store.frames import as_code, listed, one_of
from equipoise.words.errors import InputError


class Direction(Enum):
    """Which flows between power and target are cut."""

    BOTH = "both"
    """What they sell each other."""
    SUPPLY = "supply"
    """What the power sells to the target."""
    DEMAND = "demand"
    """What the power buys from the target."""


@dataclass(frozen=True, slots=True)
class Power:
    """A country, or several that act together; ``members`` are places among the countries."""

    name: str
    members: tuple[int, ...]


def read_direction(given: object) -> Direction:
    one_of(given, [d.value for d in Direction], "direction")
    return Direction(given)


def read_powers(powers: object, countries: Sequence[str]) -> list[Power]:
    """Countries, or coalitions by name, in the order of their names."""
    if isinstance(powers, Mapping):
        groups = {as_code(name): members for name, members in powers.items()}
        if len(groups) < len(powers):
            raise InputError(f"powers: two have the same name; the names are {listed(sorted(map(as_code, powers)))}")
    else:
        groups = {countries[k]: (countries[k],) for k in read_places(powers, "powers", countries)}
    if not groups:
        raise InputError("powers: none is named; name a country, or a coalition as a dict of name and countries")
    return [Power(name, read_places(groups[name], f"powers: {name}", countries)) for name in sorted(groups)]


def read_places(names: object, option: str, countries: Sequence[str]) -> tuple[int, ...]:
    """Where the countries are; each once, in the order of their names."""
    if isinstance(names, str) or not isinstance(names, Sequence | np.ndarray) or not len(names):
        raise InputError(f"{option} must be a list of countries; {names!r} was given")
    wanted = sorted({as_code(name) for name in names})
    strange = [name for name in wanted if name not in countries]
    if strange:
        raise InputError(f"{option}: {listed(strange)} not among the {len(countries)} countries of flows")
    return tuple(countries.index(name) for name in wanted)


def read_targets(targets: object, countries: Sequence[str]) -> tuple[int, ...]:
    """All countries, by name, where none is named."""
    if targets is None:
        return tuple(sorted(range(len(countries)), key=lambda k: countries[k]))
    return read_places(targets, "targets", countries)
