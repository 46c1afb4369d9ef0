"""Counts by power, direction, channel and month, with the events behind each. In: contacts, dates. Out: arrays of sums.

Channel and month have a position 0 for "all". An event whose date may lie outside a month or period counts by its share inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from equipoise.measure.periods import MonthShare, Period, share_inside, spread_over_months
from equipoise.measure.posterior import Floats
from equipoise.words.event import Channel, Event, EventId

Positions: TypeAlias = npt.NDArray[np.int64]

CHANNELS = tuple(Channel)
ALL = 0
"""Position of "all channels" and of "the whole period"."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where each event lies in time: its weight in the period, and its weights in months (three arrays of one length, by event)."""

    months: tuple[str, ...]
    weight: Floats
    month_event: Positions
    month: Positions
    month_weight: Floats


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums over the events of each cell, arrays of shape power x direction x (1 + channels) x (1 + months).

    ``n`` sum of weights, ``spread`` sum of w(1-w), ``total`` sum of w*x, ``squares`` sum of w*x*x, x being the value of a row.
    """

    n: Floats
    spread: Floats
    total: Floats
    squares: Floats
    _ids: npt.NDArray[np.object_] = field(repr=False)
    _event: Positions = field(repr=False)
    _start: Positions = field(repr=False)

    def positions(self, cell: int) -> Positions:
        """Positions of the events of a cell (its position in the flattened arrays), ascending."""
        return self._event[self._start[cell] : self._start[cell + 1]]

    def events(self, cell: int) -> tuple[EventId, ...]:
        """Ids of the events of a cell."""
        return self.ids(self.positions(cell))

    def ids(self, positions: Positions) -> tuple[EventId, ...]:
        """Ids of events by their positions."""
        return tuple(self._ids[positions].tolist())


def place(events: Sequence[Event], period: Period, by_month: bool) -> Placed:
    """Weights of events in the period and, where asked for, in its months. docs/methods/balance.md, eq. 1."""
    spreads: list[tuple[MonthShare, ...]] = [spread_over_months(e.date.earliest, e.date.latest, period) if by_month else () for e in events]
    months = tuple(sorted({m.month for s in spreads for m in s}))
    position = {month: i + 1 for i, month in enumerate(months)}
    flat = [(i, position[m.month], m.share) for i, s in enumerate(spreads) for m in s]
    return Placed(
        months,
        np.array([share_inside(e.date.earliest, e.date.latest, period) for e in events], dtype=np.float64),
        np.array([f[0] for f in flat], dtype=np.int64),
        np.array([f[1] for f in flat], dtype=np.int64),
        np.array([f[2] for f in flat], dtype=np.float64),
    )


def with_months(placed: Placed, further: Sequence[str]) -> Placed:
    """The same with further months, in which no event lies."""
    months = tuple(sorted({*placed.months, *further}))
    moved = np.array([0, *(months.index(m) + 1 for m in placed.months)], dtype=np.int64)
    return Placed(months, placed.weight, placed.month_event, moved[placed.month], placed.month_weight)


def tally(
    events: Sequence[Event], placed: Placed, event: Positions, power: Positions, direction: Positions, value: Floats, powers: int
) -> Tally:
    """Sums over rows (one a contact): the event's position, the power's, the direction's, and the value that is summed.

    A row counts in four kinds of cell: its channel and all channels, its months and the whole period.
    """
    row, month, weight = _over_time(placed, event)
    channel_of = np.array([CHANNELS.index(e.channel) + 1 for e in events], dtype=np.int64)
    shape = (powers, 3, 1 + len(CHANNELS), 1 + len(placed.months))
    cell = np.concatenate(
        [
            np.ravel_multi_index((power[row], direction[row], channel, month), shape)
            for channel in (np.full(row.size, ALL, dtype=np.int64), channel_of[event[row]])
        ]
    )
    row, weight = np.concatenate([row, row]), np.concatenate([weight, weight])
    order = np.lexsort((event[row], cell))
    cell, row, weight = cell[order], row[order], weight[order]
    size = int(np.prod(shape))
    x = value[row]

    def summed(w: Floats) -> Floats:
        return np.bincount(cell, w, minlength=size).astype(np.float64).reshape(shape)

    ids = np.array([e.id for e in events], dtype=object)
    start = np.searchsorted(cell, np.arange(size + 1))
    return Tally(summed(weight), summed(weight * (1 - weight)), summed(weight * x), summed(weight * x * x), ids, event[row], start)


def _over_time(placed: Placed, event: Positions) -> tuple[Positions, Positions, Floats]:
    """Each row once for the whole period and once for each month its event lies in; rows with weight 0 are left out."""
    bounds = np.searchsorted(placed.month_event, np.arange(placed.weight.size + 1))
    first, count = bounds[event], bounds[event + 1] - bounds[event]
    row = np.repeat(np.arange(event.size), count)
    within = np.arange(row.size) - np.repeat(np.cumsum(count) - count, count)
    at = np.repeat(first, count) + within
    rows = np.concatenate([np.arange(event.size), row])
    months = np.concatenate([np.full(event.size, ALL, dtype=np.int64), placed.month[at]])
    weights = np.concatenate([placed.weight[event], placed.month_weight[at]])
    kept = weights > 0
    return rows[kept], months[kept], weights[kept]
