"""What the measures of structure stand on. In: a target, powers, years, what is loaded. Out: its ties by variable, and rows of estimates.

A value that several datasets give has the range from the least to the most that they say. A value that one dataset gives has the range of
the reporting error that is assumed for its kind; the method of each estimate says which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from equipoise.reference.memberships import groups, members
from equipoise.words.actor import Power
from equipoise.words.estimate import Band, Direction, Estimate
from equipoise.words.tie import Source, Variable

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa

EU_CODE = "EUR"
REPORTING_ERROR = 0.10
"""Assumed error of a flow or stock that one dataset alone reports, either way. Ours; mirror figures of trade differ by as much or more."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one dataset says of something."""

    dataset: str
    value: float


@dataclass(frozen=True)
class Ground:
    """One run: who is measured, against whom, when, and from what. ``ties`` gives the rows of a variable in which the target takes part."""

    target: str
    powers: Sequence[Power]
    years: tuple[int, int]
    level: float
    sources: Sequence[Source]
    table: Callable[[str], pa.Table]
    """Rows of a variable, columns of the table ties; only those of the target as state or partner, for variables of pairs."""

    def span(self) -> range:
        """The years asked for."""
        return range(self.years[0], self.years[1] + 1)

    def has(self, variable: str) -> bool:
        """Whether a loaded dataset brings the variable."""
        return any(v.name == variable for s in self.sources for v in s.variables)

    def of(self, variable: str) -> pl.DataFrame:
        """The target's rows of a variable, all items together, with known values, in the years asked for."""
        return self._clean(self.table(variable))

    def before(self, variable: str, years: int) -> pl.DataFrame:
        """As ``of``, with rows of that many years before the first one."""
        return self._clean(self.table(variable), years)

    def bringing(self, variable: str) -> list[tuple[str, Variable]]:
        """The datasets that bring a variable, with what they say of it."""
        return [(s.dataset, v) for s in self.sources for v in s.variables if v.name == variable]

    def _clean(self, rows: pa.Table, before: int = 0) -> pl.DataFrame:
        import polars as pl

        frame = pl.DataFrame(rows).select("dataset", "state", "partner", "year", "item", "value")
        return frame.filter(
            pl.col("value").is_not_null(), pl.col("item").is_null(), pl.col("year").is_between(self.years[0] - before, self.years[1])
        )

    def bloc(self, power: Power, year: int) -> frozenset[str]:
        """The states that a power is in a year: those that belonged to the EU then, the members declared of another bloc, or itself."""
        day = date(year, 12, 31)
        if power.code == EU_CODE:
            return members("EU", day) | {EU_CODE}
        if power.code in groups() and not power.members:
            return members(power.code, day)
        return frozenset(power.members) or frozenset({power.code})

    @cached_property
    def versions(self) -> Mapping[str, str]:
        """Dataset and version, by dataset."""
        return {s.dataset: f"{s.dataset} {s.version}" for s in self.sources}

    def row(
        self,
        measure: str,
        power: str | None,
        channel: str | None,
        year: int,
        band: Band,
        unit: str,
        method: str,
        datasets: Iterable[str],
        direction: Direction = Direction.BOTH,
    ) -> Estimate:
        """An estimate of a year."""
        return Estimate(
            subject=self.target,
            measure=measure,
            power=power,
            direction=direction,
            channel=channel,
            month=None,
            since=date(year, 1, 1),
            until=date(year, 12, 31),
            value=band.value,
            low=band.low,
            high=band.high,
            level=self.level,
            unit=unit,
            method=method,
            events=(),
            datasets=tuple(self.versions.get(d, d) for d in sorted(set(datasets))),
        )


def band_of(said: Sequence[Said], first: str | None = None, ceiling: float | None = None) -> tuple[Band, str]:
    """The band of what datasets say of one thing, and how it came about.

    The value is that of the dataset ``first``, else the median (of two, the mean); the range goes from the least to the most. Of one
    dataset alone it is the reporting error that is assumed.
    """
    values = sorted(s.value for s in said)
    if not values:
        return Band(None, None, None), "no dataset says"
    value = next((s.value for s in said if s.dataset == first), _median(values))
    if len(values) == 1:
        high = value * (1 + REPORTING_ERROR)
        band = Band(value, value * (1 - REPORTING_ERROR), high if ceiling is None else min(high, ceiling))
        return band, f"one dataset; range: assumed reporting error of {REPORTING_ERROR:.0%}"
    return Band(value, values[0], values[-1]), f"range over {len(values)} datasets"


def _median(values: Sequence[float]) -> float:
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2
