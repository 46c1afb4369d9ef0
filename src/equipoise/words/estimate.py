"""Estimate: subject, measure, period, value, low, high, method. Nothing is estimated without a range."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from equipoise.words.event import EventId


class Direction(StrEnum):
    """Who acts towards whom."""

    POWER_TO_TARGET = "power_to_target"
    TARGET_TO_POWER = "target_to_power"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Band:
    """A value with its range, low <= value <= high; all None where there is nothing to estimate from."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """One estimate. ``subject`` is the target state; ``power`` a power's code, ``A-B`` for a tilt, None for the whole;
    ``channel`` None = all channels; ``month`` 'YYYY-MM' or None = the whole period; ``level`` the width of the range (0.9);
    ``events`` are the events it rests on, ``datasets`` the datasets (each as ``name version``) where it rests on data."""

    subject: str
    measure: str
    power: str | None
    direction: Direction
    channel: str | None
    month: str | None
    since: date | None
    until: date | None
    value: float | None
    low: float | None
    high: float | None
    level: float
    unit: str
    method: str
    events: tuple[EventId, ...]
    datasets: tuple[str, ...] = ()
