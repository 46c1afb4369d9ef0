"""A dataset that is one plain table, described rather than programmed. In: a file, a description. Out: Loaded.

``Table`` fits files with a row for each state and year, or pair of states and year, and a column for each value; what does not fit has a
module of its own in connectors/.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from equipoise.ties.connector import FIRST_YEAR, LAST_YEAR, Loaded, loaded, one_a_pair, ties, variable, zero_if_whole
from equipoise.ties.dataset import Dataset
from equipoise.ties.files import open_frame, year_in_name
from equipoise.ties.sieve import ROW, Sieve
from equipoise.words.tie import Absent, Shape, Variable

if TYPE_CHECKING:
    import polars as pl

    from equipoise.words.event import Channel

EU_AS_ONE = dict.fromkeys(("EUR", "EU", "EU27", "EU28", "EU27_2020", "EU28_2013", "EUU"), "EUR")
"""What sources call the European Union as a whole; its code is EUR."""


@dataclass(frozen=True, slots=True)
class Value:
    """A column that becomes a variable. ``names`` are what files call it; a number in a file times ``scale`` is in ``unit``.

    Numbers below ``low`` are set aside; the codes in ``missing`` say that the value is not known. ``required`` False: a file may lack it.
    ``yes_no``: any number above 0 is 1.
    """

    name: str
    names: tuple[str, ...]
    unit: str
    channel: Channel | None
    scale: float = 1.0
    absent: Absent = Absent.MISSING
    low: float | None = 0.0
    missing: tuple[float, ...] = ()
    required: bool = True
    yes_no: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """``state`` and ``partner``: column -> the scheme of its codes; no partner: values of single states. The first that is there counts.

    ``fixed``: the state of every row, where the file has none. ``year_offset`` is added to the column of years (sessions). ``item``: the
    column of sectors; ``whole_items`` are its names for all of them, ``sum_items`` adds their sum where the file has no such row.
    ``units``: for a column ``unit``, the factor of each; rows in other units are set aside. ``snapshot``: where there is no year, that in
    the file's name is meant. ``undirected``: each pair is kept once.
    """

    dataset: Dataset
    values: tuple[Value, ...]
    state: Mapping[str, str]
    partner: Mapping[str, str] | None = None
    undirected: bool = False
    fixed: str | None = None
    year: tuple[str, ...] = ()
    year_offset: int = 0
    item: tuple[str, ...] = ()
    whole_items: tuple[str, ...] = ()
    sum_items: bool = False
    units: Mapping[str, float] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)
    snapshot: bool = False
    header: tuple[str, ...] = ()

    def read(self, path: Path, columns: Mapping[str, str]) -> Loaded:
        """The values of each state or pair and year."""
        sieve = Sieve(open_frame(path, header=self.header), path.name)
        schemes = {"state": scheme_of(sieve, self.state, columns.get("state"))}
        if self.partner is not None:
            schemes["partner"] = scheme_of(sieve, self.partner, columns.get("partner"))
        self._columns(sieve, columns)
        self._years(sieve, path)
        self._states(sieve, schemes)
        self._numbers(sieve)
        keys = ["year", *(["item"] if self.item else [])]
        there = [v for v in self.values if v.name in sieve.frame.columns]
        names = [v.name for v in there]
        if self.undirected:
            one_a_pair(sieve, "state", "partner", keys, names)
        else:
            sieve.once(["state", *(["partner"] if self.partner else []), *keys], names)
        frames = [self._ties(sieve.frame, v) for v in there]
        return loaded(sieve, (self._variable(sieve, v) for v in there), *frames)

    def _columns(self, sieve: Sieve, given: Mapping[str, str]) -> None:
        accepted: dict[str, tuple[str, ...]] = {"state": tuple(self.state)} if self.fixed is None else {}
        accepted |= {"partner": tuple(self.partner)} if self.partner is not None else {}
        accepted |= (
            {"year": ("year", *self.year)} | ({"item": self.item} if self.item else {}) | ({"unit": ("unit",)} if self.units else {})
        )
        accepted |= {v.name: v.names for v in self.values}
        optional = [v.name for v in self.values if not v.required] + ["unit"] + (["year"] if self.snapshot else [])
        sieve.columns(accepted, given, optional)

    def _years(self, sieve: Sieve, path: Path) -> None:
        import polars as pl

        if self.snapshot and "year" not in sieve.frame.columns:
            sieve.frame = sieve.frame.with_columns(pl.lit(year_in_name(path), pl.Int64).alias("year"))
        sieve.whole("year", FIRST_YEAR - self.year_offset, LAST_YEAR - self.year_offset)
        sieve.frame = sieve.frame.with_columns(pl.col("year") + self.year_offset)

    def _states(self, sieve: Sieve, schemes: Mapping[str, str]) -> None:
        import polars as pl

        if self.fixed is None:
            sieve.state("state", schemes["state"], "year", self.also)
        else:
            sieve.frame = sieve.frame.with_columns(pl.lit(self.fixed).alias("state"))
        if self.partner is not None:
            sieve.state("partner", schemes["partner"], "year", self.also)
            sieve.apart("state", "partner")

    def _numbers(self, sieve: Sieve) -> None:
        import polars as pl

        if self.item:
            text = pl.col("item").cast(pl.String).str.strip_chars()
            sieve.frame = sieve.frame.with_columns(text.alias("item"))
            sieve.put_aside(pl.col("item").is_null() | (pl.col("item") == ""), "item is empty", "state", "year")
            sieve.frame = sieve.frame.with_columns(
                pl.when(pl.col("item").is_in(self.whole_items)).then(None).otherwise(pl.col("item")).alias("item")
            )
        factor = pl.lit(1.0)
        if "unit" in sieve.frame.columns:
            known = pl.col("unit").cast(pl.String).is_in(list(self.units)).fill_null(value=False)
            sieve.put_aside(~known, f"unit is none of {', '.join(self.units)}", "unit", "state", "year")
            factor = pl.col("unit").cast(pl.String).replace_strict(self.units, return_dtype=pl.Float64)
        for value in self.values:
            if value.name not in sieve.frame.columns:
                continue
            sieve.number(value.name)
            if value.missing:
                codes = pl.col(value.name).is_in(list(value.missing))
                sieve.frame = sieve.frame.with_columns(pl.when(codes).then(None).otherwise(pl.col(value.name)).alias(value.name))
            if value.low is not None:
                sieve.number(value.name, low=value.low)
            number = pl.col(value.name)
            sieve.frame = sieve.frame.with_columns((number > 0).cast(pl.Float64) if value.yes_no else number * factor)

    def _ties(self, frame: pl.DataFrame, value: Value) -> pl.DataFrame:
        import polars as pl

        item = "item" if self.item else None
        partner = "partner" if self.partner is not None else None
        found = ties(frame, value.name, value=value.name, partner=partner, item=item, scale=value.scale)
        if not self.sum_items:
            return found
        total = summed(frame, ["state", "partner", "year"], value.name)
        return pl.concat([found, ties(total, value.name, value=value.name, scale=value.scale)])

    def _variable(self, sieve: Sieve, value: Value) -> Variable:
        shape = Shape.UNDIRECTED if self.undirected else Shape.DIRECTED if self.partner is not None else Shape.STATE
        sides = ("state", "partner") if self.partner is not None else ("state",)
        absent = zero_if_whole(sieve, sieve.frame, *sides) if value.absent is Absent.ZERO else Absent.MISSING
        return variable(sieve.frame, value.name, shape, value.unit, value.channel, absent)


def summed(frame: pl.DataFrame, keys: list[str], *values: str) -> pl.DataFrame:
    """Sums over the rows of each key in the order of the file; ``row`` is the first of them. A sum of nulls alone is null."""
    import polars as pl

    sums = [pl.when(pl.col(v).is_not_null().any()).then(pl.col(v).sum()).alias(v) for v in values]
    return frame.group_by(keys, maintain_order=True).agg(*sums, pl.col(ROW).min())


def scheme_of(sieve: Sieve, known: Mapping[str, str], given: str | None) -> str:
    """How the states of a column are named; a column that the user maps takes the first of the known schemes, unless it is a known one;
    numbers are those of COW.
    """
    if not known:
        return "iso3"
    there = {c.strip().casefold() for c in sieve.frame.columns}
    by_name = {name.casefold(): scheme for name, scheme in known.items()}
    first = next(iter(known.values()))
    if given is not None:
        return by_name.get(given.casefold()) or ("cow" if _holds_numbers(sieve, given) else first)
    return next((scheme for name, scheme in by_name.items() if name in there), first)


def _holds_numbers(sieve: Sieve, given: str) -> bool:
    import polars as pl

    name = next((c for c in sieve.frame.columns if c.strip().casefold() == given.casefold()), None)
    if name is None or sieve.frame[name].dtype.is_nested():
        return False
    text = sieve.frame[name].cast(pl.String, strict=False).drop_nulls()
    return bool(text.len()) and bool(text.str.contains(r"^\s*\d+(\.0)?\s*$").all())
