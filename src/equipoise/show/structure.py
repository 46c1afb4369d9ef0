"""What datasets say of a state's ties, as a page, files and text for a terminal. In: estimates, coverage, sources. Out: StructureView.

The sections are in sections/structure/; the brief takes the same ones.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from equipoise.reference.states import state_name
from equipoise.settings import Settings
from equipoise.show.page import Section
from equipoise.words.errors import InputError
from equipoise.words.estimate import Direction, Estimate
from equipoise.words.tie import Source

if TYPE_CHECKING:
    from equipoise.ties.coverage import Coverage

ENDINGS = (".html", ".htm", ".md", ".csv", ".parquet", ".json")


@dataclass(frozen=True, slots=True)
class StructureInput:
    """Everything a page on structure is made from. ``news`` are the estimates of the ledger, empty where no articles were read."""

    target: str
    powers: tuple[str, ...]
    years: tuple[int, int]
    estimates: tuple[Estimate, ...]
    news: tuple[Estimate, ...]
    coverage: tuple[Coverage, ...]
    sources: tuple[Source, ...]
    settings: Settings


class StructureFacts:
    """The input with its look-ups."""

    def __init__(self, given: StructureInput) -> None:
        self.input = given
        self.target = given.target
        self.powers = given.powers

    @cached_property
    def by_measure(self) -> dict[str, list[Estimate]]:
        """Estimates by measure, in order of power and year."""
        found: dict[str, list[Estimate]] = {}
        for e in self.input.estimates:
            found.setdefault(e.measure, []).append(e)
        return found

    def series(self, measure: str, power: str | None) -> list[Estimate]:
        """A measure with one power over the years, only known values."""
        return [e for e in self.by_measure.get(measure, ()) if e.power == power and e.value is not None]

    def last(self, measure: str, power: str | None) -> Estimate | None:
        """The latest known value."""
        return max(self.series(measure, power), key=year_of, default=None)

    def news(self, measure: str, power: str) -> Estimate | None:
        """What the news say of a power over the whole period and all channels."""
        return next(
            (
                e
                for e in self.input.news
                if e.measure == measure and e.power == power and e.channel is None and e.month is None and e.direction is Direction.BOTH
            ),
            None,
        )

    @cached_property
    def used(self) -> list[Source]:
        """The datasets that an estimate rests on, by name."""
        named = {d.split(" ")[0] for e in self.input.estimates for d in e.datasets}
        return sorted((s for s in self.input.sources if s.dataset in named), key=lambda s: s.dataset)


def year_of(e: Estimate) -> int:
    """The year of an estimate."""
    return e.since.year if e.since is not None else 0


@dataclass(frozen=True)
class StructureView:
    """A page on structure, ready to show."""

    given: StructureInput

    @property
    def title(self) -> str:
        """Headline."""
        return f"{state_name(self.given.target)}: ties with the powers"

    @property
    def version(self) -> str:
        """Of Equipoise."""
        from equipoise import __version__

        return __version__

    @property
    def subtitle(self) -> str:
        """Years and powers."""
        names = ", ".join(state_name(p) for p in self.given.powers)
        first, last = self.given.years
        return f"{first} to {last} · {names} · from {len(StructureFacts(self.given).used)} datasets"

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The page in sections."""
        from equipoise.show.sections.structure import page_sections

        return page_sections(StructureFacts(self.given))

    def text(self) -> str:
        """For a terminal: each measure in its latest year, with ranges."""
        from equipoise.show.sections.structure import printed

        return printed(StructureFacts(self.given))

    def save(self, path: str | Path) -> Path:
        """Write it: .html and .md the page, .csv and .parquet the estimates, .json all. Raises InputError."""
        from equipoise.show.save import write_whole

        found = check_structure_path(path)
        match found.suffix.lower():
            case ".html" | ".htm":
                write_whole(found, self._html().encode("utf-8"))
            case ".md":
                from equipoise.show.markdown import sections_markdown

                write_whole(found, sections_markdown(self.title, self.subtitle, self.sections).encode("utf-8"))
            case ".json":
                text = json.dumps(structure_record(self.given), ensure_ascii=False, indent=1, allow_nan=False)
                write_whole(found, (text + "\n").encode("utf-8"))
            case _:
                from equipoise.show.tables import save_table
                from equipoise.store.schema import to_arrow

                save_table(to_arrow("estimates", self.given.estimates), found, self.title)
        return found

    def _html(self) -> str:
        from equipoise.show.html import render

        return render("structure.html", view=self, lang="en")


def check_structure_path(path: str | Path) -> Path:
    """The path, if a page on structure can be written there. Raises InputError; ask before the work."""
    found = Path(path)
    if found.suffix.lower() not in ENDINGS:
        raise InputError(f"Measures cannot be written as {found.name!r}. The ending chooses the format: {', '.join(ENDINGS)}")
    if found.is_dir() or not found.parent.is_dir():
        what = "It is a folder" if found.is_dir() else f"There is no folder {found.parent}"
        raise InputError(f"{found} cannot be written: {what}. Name another place with -o")
    return found


def structure_record(given: StructureInput) -> dict[str, Any]:
    """The page as plain values: every estimate with its datasets, the coverage, and how to cite."""
    return {
        "target": given.target,
        "powers": list(given.powers),
        "years": {"from": given.years[0], "to": given.years[1]},
        "estimates": [_estimate(e) for e in given.estimates],
        "coverage": [
            {f: getattr(c, f) or None for f in ("dataset", "variable", "unit", "years", "missing", "partners")} for c in given.coverage
        ],
        "sources": _sources(StructureFacts(given).used),
    }


def _estimate(e: Estimate) -> dict[str, Any]:
    return {
        "measure": e.measure,
        "power": e.power,
        "channel": e.channel,
        "direction": e.direction.value,
        "year": year_of(e),
        "value": e.value,
        "low": e.low,
        "high": e.high,
        "level": e.level,
        "unit": e.unit,
        "method": e.method,
        "datasets": list(e.datasets),
    }


def _sources(found: Sequence[Source]) -> list[dict[str, Any]]:
    return [
        {"dataset": s.dataset, "version": s.version, "title": s.title, "citation": s.citation, "bibtex": s.bibtex, "licence": s.licence}
        for s in found
    ]
