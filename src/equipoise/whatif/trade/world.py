"""Flows and shocks as matrices. In: tables of a user. Out: a World, checked, countries in the order of their names."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from equipoise.store.frames import Codes, codes, listed, numbers, open_table, refuse, refuse_twice
from equipoise.whatif.trade.market import Closure, Floats, Market
from equipoise.words.errors import InputError

LARGEST_CHANGE = 100.0
"""Largest log change of a flow: e^100 times is no trade policy, and much more cannot be computed with."""


@dataclass(frozen=True, slots=True)
class World:
    """Who sells how much to whom. ``flows[i, j]``: from i to j, domestic ones on the diagonal."""

    countries: tuple[str, ...]
    flows: Floats
    absent: int
    """Pairs for which no flow was given; they count as 0."""

    def market(self, log_change: Floats, theta: float, psi: float, closure: Closure) -> Market:
        """The market after partial effects, before prices have moved."""
        output, spending = self.flows.sum(axis=1), self.flows.sum(axis=0)
        shares = self.flows / spending
        return Market(shares, shares * np.exp(log_change), output, spending, theta, psi, closure)


def read_world(flows: object) -> World:
    """The flows, checked. Raises InputError: a pair given twice, a negative or missing value, a country without domestic flow."""
    rows = open_table(flows, ("exporter", "importer", "value"), "flows")
    exporter, importer = codes(rows, "exporter", "flows"), codes(rows, "importer", "flows")
    value = numbers(rows, "value", "flows", low=0)
    refuse_twice((exporter, importer), ("exporter", "importer"), "flows")
    countries = tuple(sorted({*exporter.names, *importer.names}))
    size = len(countries)
    matrix = np.zeros((size, size))
    matrix[exporter.within(countries), importer.within(countries)] = value
    alone = [name for name, own in zip(countries, np.diagonal(matrix), strict=True) if not own > 0]
    if alone:
        raise InputError(
            "flows: every country needs its domestic flow (exporter = importer: gross output less exports) above 0; "
            f"missing for {listed(alone)}"
        )
    if not np.isfinite(matrix.sum()):
        raise InputError("flows: column 'value' adds up to more than can be computed with; give it in a larger unit")
    return World(countries, matrix, size * size - len(value))


def read_shock(shock: object, world: World) -> Floats:
    """Log changes as a matrix, 0 where none is given. Raises InputError: an unknown country, a pair given twice, a change above 100."""
    rows = open_table(shock, ("exporter", "importer", "log_change"), "shock")
    exporter, importer = codes(rows, "exporter", "shock"), codes(rows, "importer", "shock")
    change = numbers(rows, "log_change", "shock", high=LARGEST_CHANGE)
    refuse_twice((exporter, importer), ("exporter", "importer"), "shock")
    matrix = np.zeros_like(world.flows)
    matrix[_known(exporter, "exporter", world), _known(importer, "importer", world)] = change
    own = np.diagonal(matrix)
    refuse(own, own > -LARGEST_CHANGE, "shock: a country must be left its own market; log_change with exporter = importer")
    return matrix


def _known(given: Codes, column: str, world: World) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    place = given.within(world.countries)
    if place.min() < 0:
        strange = sorted({given.names[k] for k in given.at[place < 0]})
        raise InputError(f"shock: column {column!r} names {listed(strange)}, not among the {len(world.countries)} countries of flows")
    return place
