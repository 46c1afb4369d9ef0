"""Find an estimate among many. In: estimates as ``balance`` gives them. Out: the one that is asked for, and its band."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from equipoise.words.estimate import Band, Direction, Estimate

NOT_KNOWN = Band(None, None, None)


@dataclass(frozen=True, slots=True)
class EstimateKey:
    """What an estimate is of, apart from target and period."""

    measure: str
    power: str | None
    direction: Direction
    channel: str | None
    month: str | None


def key_of(estimate: Estimate) -> EstimateKey:
    """The key of an estimate."""
    return EstimateKey(estimate.measure, estimate.power, estimate.direction, estimate.channel, estimate.month)


def band_of(estimate: Estimate | None) -> Band:
    """Value and range of an estimate; not known where there is none."""
    return Band(estimate.value, estimate.low, estimate.high) if estimate else NOT_KNOWN


class Sheet:
    """Estimates of one target and period, found by what they are of.

    >>> Sheet([]).band("share", "RUS")
    Band(value=None, low=None, high=None)
    """

    def __init__(self, estimates: Iterable[Estimate]) -> None:
        self._rows = {key_of(e): e for e in estimates}

    def __iter__(self) -> Iterator[Estimate]:
        return iter(self._rows.values())

    def get(
        self,
        measure: str,
        power: str | None = None,
        direction: Direction = Direction.BOTH,
        channel: str | None = None,
        month: str | None = None,
    ) -> Estimate | None:
        """The estimate, or None where there is no such row."""
        return self._rows.get(EstimateKey(measure, power, direction, channel, month))

    def band(
        self,
        measure: str,
        power: str | None = None,
        direction: Direction = Direction.BOTH,
        channel: str | None = None,
        month: str | None = None,
    ) -> Band:
        """Value and range of an estimate; not known where there is no such row."""
        return band_of(self.get(measure, power, direction, channel, month))

    def powers(self, measure: str) -> list[str]:
        """Powers (or pairs, of a tilt) that a measure has rows for, in their order."""
        return list(dict.fromkeys(k.power for k in self._rows if k.measure == measure and k.power is not None))

    def months(self, measure: str) -> list[str]:
        """Months that a measure has rows for, in order."""
        return sorted({k.month for k in self._rows if k.measure == measure and k.month is not None})
