"""What changed between two periods, and how sure that is. In: estimates of both (or their bands, from a saved brief). Out: changes.

Two ranges that overlap can still differ for sure, and two values that differ can be chance: the probability says which.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import atanh, hypot, log
from statistics import NormalDist

from equipoise.measure.look_up import EstimateKey, band_of, key_of
from equipoise.words.errors import InputError
from equipoise.words.estimate import Band, Direction, Estimate
from equipoise.words.event import EventId

_EDGE = 1e-6  # nearest a share may come to 0 or 1 before it is transformed


@dataclass(frozen=True, slots=True)
class Change:
    """One estimate in two periods. ``difference`` is after less before; ``probability`` (0.5..1) that the true value moved that way.

    ``events_before`` and ``events_after`` are what the two rest on.
    """

    measure: str
    power: str | None
    direction: Direction
    channel: str | None
    unit: str
    before: Band
    after: Band
    difference: float
    probability: float
    events_before: tuple[EventId, ...]
    events_after: tuple[EventId, ...]


def compare(before: Iterable[Estimate], after: Iterable[Estimate]) -> list[Change]:
    """Changes between the whole-period estimates of two periods, the surest first (then the order of ``after``).

    Monthly estimates are left out, and so is what is not known in one of the periods: that is no change. Raises InputError where the
    two are about different targets or the same estimate occurs twice. docs/methods/balance.md, eq. 10.
    """
    old, new = _whole_period(before), _whole_period(after)
    subjects = {e.subject for e in (*old.values(), *new.values())}
    if len(subjects) > 1:
        raise InputError(f"Estimates of different targets cannot be compared: {', '.join(sorted(subjects))}")
    changes = [_change(old[key], e) for key, e in new.items() if key in old and e.value is not None and old[key].value is not None]
    return sorted(changes, key=lambda c: -c.probability)  # the sort is stable: ties keep the order of `after`


def notable(changes: Sequence[Change], at_least: float = 0.9) -> list[Change]:
    """The changes whose probability is at least this. Of a hundred rows that did not change about 2 x (1 - at_least) x 100 still pass."""
    return [c for c in changes if c.probability >= at_least]


def probability_of_rise(measure: str, before: Band, after: Band, level: float, level_before: float | None = None) -> float:
    """Probability that the true value is higher after than before, from two bands alone.

    Each band is read as a Normal distribution on the scale where the measure is nearest to one (log for what is positive, logit for
    shares, atanh for what runs from -1 to 1), with the half of the range that faces the other band. ``level`` is the width of the ranges,
    ``level_before`` that of the first where it differs. Eq. 10. Raises InputError for a band without a value or a level outside 0..1.
    """
    b, a = _on_scale(measure, before), _on_scale(measure, after)
    rises = a.value >= b.value
    sd_after = (a.value - a.low if rises else a.high - a.value) / _quantile(level)
    sd_before = (b.high - b.value if rises else b.value - b.low) / _quantile(level_before or level)
    total, gap = hypot(sd_after, sd_before), a.value - b.value
    if total == 0:
        return 0.5 if gap == 0 else float(gap > 0)
    return NormalDist().cdf(gap / total)


def _quantile(level: float) -> float:
    if not 0 < level < 1:
        raise InputError(f"level must lie between 0 and 1, not {level}")
    return NormalDist().inv_cdf((1 + level) / 2)


def _change(before: Estimate, after: Estimate) -> Change:
    old, new = band_of(before), band_of(after)
    rise = probability_of_rise(after.measure, old, new, after.level, before.level)
    return Change(
        measure=after.measure,
        power=after.power,
        direction=after.direction,
        channel=after.channel,
        unit=after.unit,
        before=old,
        after=new,
        difference=round((after.value or 0.0) - (before.value or 0.0), 9),
        probability=round(max(rise, 1 - rise), 6),
        events_before=before.events,
        events_after=after.events,
    )


def _whole_period(estimates: Iterable[Estimate]) -> dict[EstimateKey, Estimate]:
    out: dict[EstimateKey, Estimate] = {}
    for e in estimates:
        if e.month is not None:
            continue
        if key_of(e) in out:
            raise InputError(f"The estimate {key_of(e)} is given twice: compare one period with one other")
        out[key_of(e)] = e
    return out


@dataclass(frozen=True, slots=True)
class _Scaled:
    value: float
    low: float
    high: float


def _on_scale(measure: str, band: Band) -> _Scaled:
    if band.value is None or band.low is None or band.high is None:
        raise InputError(f"A band without a value cannot be compared ({measure})")
    return _Scaled(*(_transformed(measure, x) for x in (band.value, band.low, band.high)))


def _transformed(measure: str, x: float) -> float:
    if measure in {"engagement", "effective_vectors"}:
        return log(max(x, _EDGE))
    if measure == "share":
        p = min(max(x, _EDGE), 1 - _EDGE)
        return log(p / (1 - p))
    if measure in {"standing", "tilt"}:
        return atanh(min(max(x, -1 + _EDGE), 1 - _EDGE))
    return x
