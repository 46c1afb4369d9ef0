"""The actors of a bargain as arrays. In: a table of any kind, long. Out: Actors, checked."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from equipoise.store.frames import OFFENDERS, Codes, codes, listed, numbers, open_table, refuse, refuse_twice
from equipoise.whatif.bargain.votes import Array
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

TABLE = "actors"
FULL = 100 + 1e-9
"""What the saliences of an actor may sum to; a little more than 100, since 33.4 + 33.3 + 33.3 is."""


@dataclass(frozen=True, slots=True)
class Actors:
    """Who bargains, over what. Rows are actors and columns dimensions, both in the order of first appearance."""

    names: tuple[str, ...]
    dimensions: tuple[str, ...]
    capability: Array
    position: Array
    """In the units given."""
    salience: Array
    """0..1."""

    def mean_positions(self, positions: Array) -> Array:
        """Mean position in each dimension, weighted by capability and salience; NaN where all weights are 0."""
        weights = self.capability[:, None] * self.salience
        total = weights.sum(axis=0)
        return np.asarray(np.divide((weights * positions).sum(axis=0), total, out=np.full(len(total), np.nan), where=total > 0))


def read_actors(frame: object, *, bounded: bool) -> Actors:
    """The table as Actors. ``bounded``: positions are 0..100, and the saliences of an actor sum to at most 100.

    Raises InputError: what every table must be, a capability below 0 or that differs within an actor, a salience or position out of its
    range, an actor without a row for a dimension, an actor and dimension given twice.
    """
    rows = open_table(frame, ("actor", "dimension", "capability", "position", "salience"), TABLE)
    actor, dimension = (_by_appearance(codes(rows, c, TABLE)) for c in ("actor", "dimension"))
    refuse_twice((actor, dimension), ("actor", "dimension"), TABLE)
    capability = _capabilities(rows, actor)
    low, high = (0.0, 100.0) if bounded else (-math.inf, math.inf)
    cells = np.full((2, len(actor.names), len(dimension.names)), np.nan)
    cells[0, actor.at, dimension.at] = numbers(rows, "position", TABLE, low=low, high=high)
    cells[1, actor.at, dimension.at] = numbers(rows, "salience", TABLE, low=0, high=100)
    _refuse_gaps(actor, dimension, cells[0])
    if bounded:
        _refuse_zeal(actor, cells[1])
    return Actors(actor.names, dimension.names, capability, cells[0], cells[1] / 100)


def _by_appearance(found: Codes) -> Codes:
    """The same column, its names in the order in which they appear first."""
    _, first = np.unique(found.at, return_index=True)
    order = np.argsort(first)
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return Codes(tuple(found.names[k] for k in order), place[found.at])


def _capabilities(rows: pa.Table, actor: Codes) -> Array:
    """One value an actor."""
    given = numbers(rows, "capability", TABLE, low=0)
    found = np.empty(len(actor.names))
    found[actor.at] = given
    refuse(given, given == found[actor.at], f"{TABLE}: column 'capability' must have one value for each actor; it changes within an actor")
    return found


def _refuse_gaps(actor: Codes, dimension: Codes, position: Array) -> None:
    gaps = [f"({actor.names[i]}, {dimension.names[k]})" for i, k in np.argwhere(np.isnan(position))]
    if gaps:
        more = f" and {len(gaps) - OFFENDERS} more" if len(gaps) > OFFENDERS else ""
        shown = ", ".join(gaps[:OFFENDERS])
        raise InputError(f"{TABLE}: every actor needs a row for every dimension; there is none for (actor, dimension) {shown}{more}")


def _refuse_zeal(actor: Codes, salience: Array) -> None:
    over = [f"{actor.names[i]} ({salience[i].sum():g})" for i in np.flatnonzero(salience.sum(axis=1) > FULL)]
    if over:
        raise InputError(
            f"{TABLE}: column 'salience' may sum to at most 100 over the dimensions of an actor; it is more for {listed(over)}"
        )
