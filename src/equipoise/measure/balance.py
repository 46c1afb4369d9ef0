"""The balance of influence from the news: estimates of who deals with a target, how, and which way it leans.

In: target, events, articles, settings, period. Out: estimates with ranges and the events behind each. Formulas: docs/methods/balance.md.
Only what happened counts, each event once however often it was reported; nothing planned, negated or hypothetical counts as done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from equipoise.measure.exposure import exposure, exposure_by_month, independent_articles
from equipoise.measure.periods import Period, share_inside
from equipoise.measure.posterior import (
    DRAWS,
    STANDING_PRIOR,
    Bands,
    Floats,
    Priors,
    contrast_bands,
    priors_from,
    rate_bands,
    score_bands,
    share_bands,
    vector_bands,
)
from equipoise.measure.roll_up import BOTH, WEST, WEST_BLOC, WESTERN_POWERS, Contact, Roster, Stand, contacts, roster_for, stands
from equipoise.measure.tally import ALL, CHANNELS, Placed, Positions, Tally, place, tally, with_months
from equipoise.settings import Settings
from equipoise.words.estimate import Direction, Estimate
from equipoise.words.event import Event, EventId
from equipoise.words.text import Article

ENGAGEMENT = "engagement"
NET_COOPERATION = "net_cooperation"
STANDING = "standing"
SHARE = "share"
EFFECTIVE_VECTORS = "effective_vectors"
TILT = "tilt"
MEASURES = (ENGAGEMENT, NET_COOPERATION, STANDING, SHARE, EFFECTIVE_VECTORS, TILT)
"""The measures, in the order in which estimates come out."""

UNITS = {
    ENGAGEMENT: "events per independent article",
    NET_COOPERATION: "PLOVER score, -10 to 10",
    STANDING: "-1 (loses) to 1 (gains)",
    SHARE: "share of engagement, 0 to 1",
    EFFECTIVE_VECTORS: "vectors",
    TILT: "-1 (towards the second) to 1 (towards the first)",
}
"""Unit of each measure, for people."""

_DIRECTIONS = tuple(Direction)

Mask: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Ground:
    """What all measures of one run stand on."""

    target: str
    period: Period
    roster: Roster
    placed: Placed
    priors: Priors
    exposure: Floats  # [whole period, each month]

    def always(self, why: str) -> list[str]:
        """One method for the whole period and every month."""
        return [why] * len(self.exposure)

    def rows(
        self,
        measure: str,
        powers: Sequence[str | None],
        at: Sequence[Positions],
        bands: Bands,
        why: Sequence[str],
        on: Sequence[tuple[EventId, ...]],
    ) -> list[Estimate]:
        """Estimates of one measure. ``at`` is direction, channel, month of each; ``why`` the method by month; ``on`` the events behind."""
        channels, months = (None, *(c.value for c in CHANNELS)), (None, *self.placed.months)
        target, since, until = self.target, self.period.since, self.period.until
        level, unit = self.priors.level, UNITS[measure]
        columns = [x.tolist() for x in at] + [_none_for_nan(x) for x in (bands.value, bands.low, bands.high)]
        return [
            Estimate(
                target, measure, p, _DIRECTIONS[d], channels[c], months[m], since, until, value, low, high, level, unit, why[m], events
            )
            for p, d, c, m, value, low, high, events in zip(powers, *columns, on, strict=True)
        ]


def balance(
    target: str,
    events: Sequence[Event],
    articles: Sequence[Article],
    settings: Settings,
    since: date | None = None,
    until: date | None = None,
    *,
    by_month: bool = True,
) -> list[Estimate]:
    """Estimates for a target over a period (both ends inclusive, None = open), by measure, power, direction, channel, month.

    Rows for the whole period are there for every power and direction; of engagement for every channel too. Monthly rows are there
    where something was read or happened, and nowhere without ``by_month``. ``value`` is None where there is nothing to estimate from:
    no article for a rate, no event for the rest. The order of events and articles changes nothing. Raises InputError for a period that
    ends before it begins, SettingsError for a prior that is no distribution.
    """
    period, priors, roster = Period(since, until), priors_from(settings), roster_for(target, settings.powers)
    inside = [e for e in events if e.modality.happened and share_inside(e.date.earliest, e.date.latest, period) > 0]
    done = sorted(inside, key=lambda e: (e.date.earliest or date.max, e.id))
    read = independent_articles(articles)
    monthly = {m.month: m.articles for m in exposure_by_month(read, period)} if by_month else {}
    placed = with_months(place(done, period, by_month), tuple(monthly))
    amounts = np.array([exposure(read, period), *(monthly.get(m, 0.0) for m in placed.months)])
    ground = _Ground(target, period, roster, placed, priors, amounts)
    met = contacts(done, roster)
    scores = np.array([e.score for e in done], dtype=np.float64)
    dealt = _tally(ground, done, met, scores[_events(met)])
    friendly = [c for c in met if done[c.event].score > 0]
    cooperative = _tally(ground, done, friendly, scores[_events(friendly)])
    signs = stands(done, roster)
    stood = _tally(ground, done, signs, np.array([s.sign for s in signs], dtype=np.float64))
    return [
        *_engagement(ground, dealt),
        *_net_cooperation(ground, dealt),
        *_standing(ground, stood),
        *_share(ground, dealt),
        *_effective_vectors(ground, dealt),
        *_tilt(ground, cooperative),
    ]


def _events(rows: Sequence[Contact | Stand]) -> Positions:
    return np.array([r.event for r in rows], dtype=np.int64)


def _tally(ground: _Ground, events: Sequence[Event], rows: Sequence[Contact | Stand], value: Floats) -> Tally:
    power = np.array([r.power for r in rows], dtype=np.int64)
    direction = np.array([r.direction for r in rows], dtype=np.int64)
    return tally(events, ground.placed, _events(rows), power, direction, value, len(ground.roster.rows))


def _none_for_nan(x: Floats) -> list[float | None]:
    return [None if v != v else v for v in x.tolist()]


def _by_power(
    ground: _Ground, measure: str, kept: Mask, counted: Tally, bands: Callable[[Positions], Bands], why: Sequence[str]
) -> list[Estimate]:
    """One estimate for each cell of a mask over power x direction x channel x month."""
    cells = np.flatnonzero(kept)
    power, *at = np.unravel_index(cells, kept.shape)
    names = ground.roster.rows
    return ground.rows(measure, [names[p] for p in power.tolist()], at, bands(cells), why, [counted.events(c) for c in cells.tolist()])


def _engagement(ground: _Ground, dealt: Tally) -> list[Estimate]:
    p = ground.priors
    read = np.broadcast_to(ground.exposure, dealt.n.shape)
    kept = dealt.n > 0
    kept[..., ALL] = True
    kept[:, :, ALL, :] |= read[:, :, ALL, :] > 0
    prior = f"Gamma-Poisson; prior Gamma({p.rate_shape:g}, {p.rate_rate:g})"
    why = [f"{prior}; {x:g} independent articles; eq. 4" for x in ground.exposure.tolist()]

    def bands(cells: Positions) -> Bands:
        return rate_bands(dealt.n.flat[cells], dealt.spread.flat[cells], read.flat[cells], p)

    return _by_power(ground, ENGAGEMENT, _without_bloc(kept), dealt, bands, why)


def _net_cooperation(ground: _Ground, dealt: Tally) -> list[Estimate]:
    p = ground.priors
    kept = dealt.n > 0
    kept[:, :, ALL, ALL] = True
    why = f"Normal mean, variance unknown; prior mean {p.score_mean:g} with the weight of {p.score_weight:g} events; eq. 6"

    def bands(cells: Positions) -> Bands:
        return score_bands(dealt.n.flat[cells], dealt.total.flat[cells], dealt.squares.flat[cells], p)

    return _by_power(ground, NET_COOPERATION, _without_bloc(kept), dealt, bands, ground.always(why))


def _standing(ground: _Ground, stood: Tally) -> list[Estimate]:
    kept = stood.n > 0
    kept[:, :, ALL, ALL] = True
    why = f"Beta of gains against losses, no change as half of each; prior Beta({STANDING_PRIOR:g}, {STANDING_PRIOR:g}); eq. 7"
    up, down = (stood.n + stood.total) / 2, (stood.n - stood.total) / 2  # (gains - losses, and no change split between them)

    def bands(cells: Positions) -> Bands:
        return contrast_bands(up.flat[cells], down.flat[cells], STANDING_PRIOR, ground.priors)

    return _by_power(ground, STANDING, _without_bloc(kept), stood, bands, ground.always(why))


def _share(ground: _Ground, dealt: Tally) -> list[Estimate]:
    """By channel or by month, not both: a month of one channel has too few events to be shared out among so many."""
    p, size = ground.priors, len(ground.roster.shared_out)
    total = np.broadcast_to(dealt.n[:size].sum(axis=0), dealt.n.shape)
    kept = np.array([_whole_or_all(t > 0) for t in total])
    kept[size:] = False  # the West is not shared out
    why = f"Dirichlet; prior {p.share:g} for each of {size} powers; eq. 5"

    def bands(cells: Positions) -> Bands:
        return share_bands(dealt.n.flat[cells], total.flat[cells], size, p)

    return _by_power(ground, SHARE, kept, dealt, bands, ground.always(why))


def _effective_vectors(ground: _Ground, dealt: Tally) -> list[Estimate]:
    p, size = ground.priors, len(ground.roster.shared_out)
    counts = dealt.n[:size]
    kept = _whole_or_all(counts.sum(axis=0) > 0)
    cells = np.flatnonzero(kept)
    bands = vector_bands(counts.reshape(size, -1)[:, cells].T, p)
    why = f"exp of the entropy of engagement shares; Dirichlet, prior {p.share:g} for each of {size} powers; {DRAWS} seeded draws; eq. 8"
    on = [_union(dealt, [power * kept.size + c for power in range(size)]) for c in cells.tolist()]
    at = np.unravel_index(cells, kept.shape)
    return ground.rows(EFFECTIVE_VECTORS, [None] * cells.size, at, bands, ground.always(why), on)


def _tilt(ground: _Ground, cooperative: Tally) -> list[Estimate]:
    p, names = ground.priors, ground.roster.rows
    why = ground.always(
        f"Beta of cooperative events with the first against those with the second; prior Beta({p.share:g}, {p.share:g}); eq. 9"
    )
    out: list[Estimate] = []
    for first, second in _pairs(ground.roster):
        i, j = names.index(first), names.index(second)
        a, b = cooperative.n[i], cooperative.n[j]
        kept = _whole_or_all(a + b > 0)
        kept[:BOTH, :, 1:] = False  # by month either way only
        cells = np.flatnonzero(kept)
        bands = contrast_bands(a.flat[cells], b.flat[cells], p.share, p)
        name = f"{first}-{WEST if second == WEST_BLOC else second}"
        on = [_union(cooperative, [i * kept.size + c, j * kept.size + c]) for c in cells.tolist()]
        out += ground.rows(TILT, [name] * cells.size, np.unravel_index(cells, kept.shape), bands, why, on)
    return out


def _pairs(roster: Roster) -> Iterator[tuple[str, str]]:
    """Every two declared powers in their order, and each declared power outside the West against the Western bloc."""
    for i, first in enumerate(roster.declared):
        for second in roster.declared[i + 1 :]:
            yield first, second
    if roster.target not in WESTERN_POWERS:
        for first in roster.declared:
            if first not in WESTERN_POWERS:
                yield first, WEST_BLOC


def _without_bloc(kept: Mask) -> Mask:
    """The Western bloc comes out as a side of a tilt only."""
    out = kept.copy()
    out[-1] = False
    return out


def _whole_or_all(kept: Mask) -> Mask:
    """Of cells direction x channel x month: those that are of all channels or of the whole period; the total always."""
    out = kept.copy()
    out[:, 1:, 1:] = False
    out[:, ALL, ALL] = True
    return out


def _union(counted: Tally, cells: Sequence[int]) -> tuple[EventId, ...]:
    """Ids of the events of several cells, each once, in their order."""
    return counted.ids(np.unique(np.concatenate([counted.positions(c) for c in cells])))
