"""What a scenario came to. In: what an engine found. Out: ScenarioResult: named tables with ranges, what they rest on, one hash."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from equipoise.whatif.scenario.data import Opened, digest_of
from equipoise.words.errors import InputError
from equipoise.words.scenario import Scenario

if TYPE_CHECKING:
    import pyarrow as pa

WHERE = ("line",)
"""Fields that say where something stands."""
LOW, HIGH = "p05", "p95"
"""Columns of a range: 5 and 95 % of the draws."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A named table of a result. ``keys`` tell its rows apart, ``value`` is the column that it is about, with its range in p05 and p95
    where there is one. ``unit`` is the value's."""

    name: str
    title: str
    table: pa.Table
    keys: tuple[str, ...] = ()
    value: str | None = None
    unit: str = ""
    brief: tuple[str, ...] = ()
    """The columns for a narrow place; none: all."""

    @property
    def has_range(self) -> bool:
        """Are 5 and 95 % points in it?"""
        return {LOW, HIGH} <= set(self.table.column_names)


@dataclass(frozen=True, slots=True)
class Input:
    """A table that went in: where from, its rows, the SHA-256 of its content."""

    name: str
    source: str
    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Found:
    """What an engine makes of a scenario. The first sheet is the headline. ``says`` are the main findings in words, ``notices`` what was
    done to the inputs or should be known, ``assumptions`` what the figures rest on."""

    sheets: tuple[Sheet, ...]
    inputs: tuple[Opened, ...]
    info: Mapping[str, Any]
    says: tuple[str, ...]
    notices: tuple[str, ...]
    assumptions: tuple[str, ...]
    flows: pa.Table | None = None
    baseline: pa.Table | None = None
    """exporter, importer, year (null where the scenario gives none), value, case: after and before."""


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """A scenario that was run. The same scenario, data and version give the same ``hash``."""

    scenario: Scenario
    version: str
    hash: str
    sheets: tuple[Sheet, ...]
    inputs: tuple[Input, ...]
    info: Mapping[str, Any]
    says: tuple[str, ...]
    notices: tuple[str, ...]
    assumptions: tuple[str, ...]
    flows: pa.Table | None
    baseline: pa.Table | None

    @property
    def headline(self) -> Sheet:
        """The main table."""
        return self.sheets[0]

    def sheet(self, name: str) -> Sheet:
        """A table by its name. Raises InputError for another name."""
        found = next((s for s in self.sheets if s.name == name), None)
        if found is None:
            raise InputError(f"there is no table {name!r}; there are {', '.join(s.name for s in self.sheets)}")
        return found

    def ties(self, case: str | None = None, year: int | None = None) -> pa.Table:
        """Flows after the change as ties under the scenario's name: exporter, importer, state, partner, year, value, scenario.

        ``state`` and ``partner`` are exporter and importer again, so that every measure finds its columns. Flows of a country with itself
        are left out. ``case``: of a network's cases the one meant (the last one where none is named). ``year`` is needed where the scenario
        gives none. Raises InputError: the engine moves no flows, an unknown case.
        """
        return self._ties(self.flows, case, year, self.scenario.name)

    def ties_before(self, case: str | None = None, year: int | None = None) -> pa.Table:
        """The same flows before the change; scenario "baseline"."""
        return self._ties(self.baseline, case, year, "baseline")

    def _ties(self, flows: pa.Table | None, case: str | None, year: int | None, name: str) -> pa.Table:
        import pyarrow as pa
        import pyarrow.compute as pc

        if flows is None:
            raise InputError(
                f"{self.scenario.name}: the engine {self.scenario.engine.value} moves no flows, so there are no ties to measure"
            )
        cases = list(dict.fromkeys(flows["case"].to_pylist()))
        chosen = case if case is not None else cases[-1]
        if chosen not in cases:
            raise InputError(f"{self.scenario.name}: there is no case {chosen!r}; there are {', '.join(map(repr, cases))}")
        kept = flows.filter(pc.and_(pc.equal(flows["case"], chosen), pc.not_equal(flows["exporter"], flows["importer"])))
        at = year if year is not None else _year(self.scenario)
        label = name if len(cases) == 1 else f"{name}: {chosen}"
        rows = kept.num_rows
        return pa.table(
            {
                "exporter": kept["exporter"],
                "importer": kept["importer"],
                "state": kept["exporter"],
                "partner": kept["importer"],
                "year": pa.array([at] * rows, pa.int64()),
                "value": kept["value"],
                "scenario": pa.array([label] * rows, pa.string()),
            }
        )


def settle(scenario: Scenario, found: Found, version: str) -> ScenarioResult:
    """The result, with its hash."""
    inputs = tuple(Input(o.name, o.source, o.rows, o.digest) for o in found.inputs)
    return ScenarioResult(
        scenario=scenario,
        version=version,
        hash=scenario_hash(scenario, [i.digest for i in inputs], version),
        sheets=found.sheets,
        inputs=inputs,
        info=found.info,
        says=found.says,
        notices=found.notices,
        assumptions=found.assumptions,
        flows=found.flows,
        baseline=found.baseline,
    )


def scenario_hash(scenario: Scenario, digests: Sequence[str], version: str) -> str:
    """16 hexadecimal digits of all that can change a result: the question, its data and the version; not title, notes, line numbers and
    names of files: what is in them counts."""
    asked = {"engine": scenario.engine.value, "question": plain(scenario.question, (*WHERE, "path")), "spread": plain(scenario.spread)}
    return digest_of({**asked, "data": sorted(digests), "version": version})[:16]


def plain(noun: Any, without: Sequence[str] = WHERE) -> Any:
    """A noun as dicts and lists, without where it stands in a file."""
    if dataclasses.is_dataclass(noun):
        return {f.name: plain(getattr(noun, f.name), without) for f in dataclasses.fields(noun) if f.name not in without}
    return [plain(x, without) for x in noun] if isinstance(noun, tuple) else noun


def _year(scenario: Scenario) -> int:
    given = getattr(scenario.question, "year", None)
    if given is not None:
        return int(given)
    if scenario.deed.since is not None:
        return int(scenario.deed.since[:4])
    raise InputError(f"{scenario.name}: ties have a year; give year=, or 'year' or 'since' in the scenario")


def amount(value: float) -> str:
    """A number for reading: whole above 100, else three significant digits.

    >>> amount(31688.0), amount(4.5678), amount(0.01234)
    ('31,688', '4.57', '0.0123')
    """
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
