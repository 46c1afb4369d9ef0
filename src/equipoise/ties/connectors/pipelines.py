"""Pipelines between states (Global Energy Monitor). In: a row for each pipeline or segment. Out: gas_pipeline_capacity,
oil_pipeline_capacity.

A pipeline in operation that crosses several states counts, with its capacity, for each pair of them, from the year it began to the year of
the snapshot (the last year in the file's name). Pipelines that are proposed, under construction, idle or retired do not count: the tracker
does not say from when to when retired ones ran, so earlier years are what of today's pipelines ran then. A pipeline without a year of
start counts in the year of the snapshot alone. A sum that leaves out a pipeline of unknown capacity or start is a lower bound, marked
imputed. Half of the oil pipelines have no capacity, so a pair without a row is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from equipoise.reference.statehood import code_of, sovereign
from equipoise.ties.connector import Loaded, loaded, ties, variable
from equipoise.ties.dataset import Dataset, bibtex
from equipoise.ties.files import open_frame, year_in_name
from equipoise.ties.sieve import ROW, Sieve
from equipoise.words.event import Channel
from equipoise.words.tie import Shape

if TYPE_CHECKING:
    import polars as pl

NAMES = {"Canary Islands": "ESP"}


@dataclass(frozen=True, slots=True)
class Pipelines:
    """Pipelines of one fuel. ``capacity``: the columns with it in ``unit``; ``other_kinds``: what else the tracker holds."""

    dataset: Dataset
    name: str
    unit: str
    capacity: tuple[str, ...]
    other_kinds: tuple[str, ...]

    def read(self, path: Path, columns: Mapping[str, str]) -> Loaded:
        """Capacity in operation between two states in each year."""
        import polars as pl

        sieve = Sieve(open_frame(path, header=("Countries", "Status")), path.name)
        snapshot = year_in_name(path)
        accepted = {
            "areas": ("countries", "CountriesOrAreas"), "status": (), "start": ("start_year", "StartYear1"), "capacity": self.capacity,
            "kind": ("tracker_acro", "type", "Fuel"),
        }  # fmt: skip
        sieve.columns(accepted, columns, ("kind",))
        if "kind" in sieve.frame.columns:
            sieve.put_aside(pl.col("kind").is_in(self.other_kinds), "it is no pipeline of this fuel", "kind", "areas")
        sieve.put_aside(pl.col("areas").is_null(), "no states are named", "status")
        sieve.frame = sieve.frame.with_columns(pl.col("areas").cast(pl.String).str.split(",").list.eval(pl.element().str.strip_chars()))
        sieve.put_aside(pl.col("areas").list.len() < 2, "within one state", "areas")
        running = pl.col("status").cast(pl.String).str.to_lowercase().str.strip_chars() == "operating"
        sieve.put_aside(~running.fill_null(value=False), "not in operation", "status", "areas")
        unknown = [n for n in sieve.frame["areas"].explode().unique().drop_nulls().to_list() if _code(n) is None]
        few = [len({c for n in r if (c := _code(n))}) < 2 for r in sieve.frame["areas"].to_list()]
        sieve.frame = sieve.frame.with_columns(pl.Series("few", few, dtype=pl.Boolean))
        sieve.put_aside(pl.col("few"), "it does not join two states that are known", "areas")
        if unknown:
            sieve.note("areas that are no states", unknown)
        if sieve.frame["capacity"].dtype == pl.String:
            sieve.frame = sieve.frame.with_columns(pl.col("capacity").str.strip_chars().replace("--", None))
        sieve.number("capacity", low=0)
        lines = sieve.frame
        sieve.put_aside(pl.col("capacity").is_null(), "no capacity; the sums it belongs to are marked imputed", "areas", "start")
        frame = _yearly(lines, snapshot)
        there = variable(frame, self.name, Shape.UNDIRECTED, self.unit, Channel.ENERGY)
        return loaded(sieve, [there], ties(frame, self.name, value="value", imputed="imputed"))


def _code(name: str) -> str | None:
    code = NAMES.get(name) or code_of(name, "name")
    return sovereign(code) if code else None


def _yearly(lines: pl.DataFrame, snapshot: int) -> pl.DataFrame:
    """The sums of each pair and year, and whether they are lower bounds."""
    import polars as pl

    pairs: dict[tuple[str, str], list[tuple[int | None, float | None, int]]] = {}
    starts = pl.col("start").cast(pl.String).str.extract(r"((?:19|20)\d\d)", 1).cast(pl.Int64)
    for areas, start, capacity, row in lines.select("areas", starts, "capacity", ROW).iter_rows():
        for pair in combinations(sorted({c for n in areas if (c := _code(n))}), 2):
            pairs.setdefault(pair, []).append((start, capacity, row))
    found = [{"state": a, "partner": b, **r} for (a, b), there in sorted(pairs.items()) for r in _sums(there, snapshot)]
    kinds = {"state": pl.String, "partner": pl.String, "year": pl.Int64, "value": pl.Float64, "imputed": pl.Boolean, ROW: pl.Int64}
    return pl.DataFrame(found, schema=kinds)


def _sums(there: list[tuple[int | None, float | None, int]], snapshot: int) -> Iterator[dict[str, object]]:
    """A line that began after the snapshot's year and is in operation began in it, for all that the snapshot tells."""
    began = [(min(start, snapshot) if start else snapshot, start is None, capacity, row) for start, capacity, row in there]
    known = [b for b in began if b[2] is not None]
    for year in range(min((b[0] for b in known), default=snapshot + 1), snapshot + 1):
        running = [b for b in known if b[0] <= year]
        lower = any(capacity is None and (start <= year) for start, _, capacity, _ in began)
        undated = year < snapshot and any(b[1] for b in began)
        yield {"year": year, "value": sum(b[2] or 0.0 for b in running), "imputed": lower or undated, ROW: min(b[3] for b in running)}


def _dataset(name: str, tracker: str, what: str, unit: str, columns: str) -> Dataset:
    return Dataset(
        name=name,
        title=tracker,
        what=what,
        unit=unit,
        years="1950-2024",
        version="as the file has it",
        publisher="Global Energy Monitor",
        url="https://globalenergymonitor.org/projects/",
        licence="CC BY 4.0",
        citation=f"Global Energy Monitor. {tracker}.",
        bibtex=bibtex("misc", name.replace("-", "_"), author="{Global Energy Monitor}", title=tracker),
        columns=columns,
    )


GAS = Pipelines(
    _dataset(
        "gem-gas-pipelines", "Global Gas Infrastructure Tracker", "capacity of gas pipelines in operation between two states",
        "bcm/y", "areas (names), status, start_year, capacity (bcm/y); the year of the snapshot in the file's name",
    ),
    "gas_pipeline_capacity", "bcm/y", ("CapacityBcm/y", "capacity"), ("GGIT-lng", "GGIT-import", "GGIT-export", "Hydrogen"),
)  # fmt: skip
OIL = Pipelines(
    _dataset(
        "gem-oil-pipelines", "Global Oil Infrastructure Tracker", "capacity of oil pipelines in operation between two states",
        "barrels/day", "countries (names), status, start_year, capacity_bpd; the year of the snapshot in the file's name",
    ),
    "oil_pipeline_capacity", "barrels/day", ("capacity_bpd", "CapacityBOEd"), ("ngl_pipelines", "NGL"),
)  # fmt: skip
