"""The five sub-indices of influence capacity from our own ties. In: trade, GDP, aid, arms, treaties, missions ... Out: a row for each pair.

The published index's weights inside its sub-indices are in a codebook that we have not: ours are equal, and named. What the result shares
with the published one, and what not: docs/methods/influence-capacity.md.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from equipoise.measure.frames import Column, Kind, amount, code, collect, refuse_twice, take, whole
from equipoise.store.frames import FrameT, as_code, give_back, number
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import polars as pl

KEY = ["sender", "receiver", "year"]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a sub-index: from which table, and what of it. ``share``: of the receiver's total; ``per_gdp``: of its GDP."""

    index: str
    name: str
    table: str
    share: bool = False
    per_gdp: bool = False


PARTS = (
    Part("econ_bandwidth", "trade", "trade"),
    Part("econ_bandwidth", "aid", "aid"),
    Part("econ_bandwidth", "agreements", "agreements"),
    Part("pol_bandwidth", "missions", "missions"),
    Part("pol_bandwidth", "shared_organisations", "organisations"),
    Part("sec_bandwidth", "arms", "arms"),
    Part("sec_bandwidth", "alliance", "alliances"),
    Part("econ_dependence", "trade_share", "trade", share=True),
    Part("econ_dependence", "trade_per_gdp", "trade", per_gdp=True),
    Part("econ_dependence", "aid_share", "aid", share=True),
    Part("econ_dependence", "aid_per_gdp", "aid", per_gdp=True),
    Part("sec_dependence", "arms_share", "arms", share=True),
)
"""Which parts make up which sub-index. Not to be had from such tables: the arms stock that the published security dependence also uses."""

INDICES = tuple(dict.fromkeys(part.index for part in PARTS))
TABLES = tuple(dict.fromkeys(part.table for part in PARTS))
LISTS_ALL = ("aid", "agreements", "missions", "arms", "alliances")
"""Tables that list every tie of the years they cover: there a pair without a row has none. Trade and shared organisations do not."""


def influence_components(
    ties: Mapping[str, FrameT],
    gdp: object | None = None,
    weights: Mapping[str, float] | None = None,
    partial: bool = False,
    scales: Mapping[str, float] | None = None,
    lists_all: Collection[str] = LISTS_ALL,
) -> FrameT:
    """The five sub-indices that ``influence_capacity`` takes, from our own ties: sender, receiver, year, econ_bandwidth, ..., parts.

    ``ties``: tables by name, each sender, receiver, year, value (>= 0; null = not known), of these: "trade" (both ways added, the same for
    both), "aid", "arms" (what the sender gives the receiver), "agreements", "missions", "organisations", "alliances" (how many, or how
    strong). ``gdp``: state, year, gdp, in the money of trade and aid. Shares are of the receiver's total over all senders of the table, so
    it must hold them all. Each part is divided by its largest value over all rows, or by ``scales[part]``, so that it runs from 0 to 1;
    a sub-index is the mean of its parts with ``weights`` (part -> weight, default equal). In the tables of ``lists_all`` a pair without a
    row is 0 in the years from the table's first to its last; everywhere else it is not known. A sub-index with a part that is not known
    is null; with ``partial`` it is the mean of the others (null where there are none). ``parts`` lists the parts used, ";" between them.
    docs/methods/influence-capacity.md, eq. 2 to 4. Raises InputError: an unknown table or part, a negative value, a key twice, a
    state paired with itself.
    """
    import polars as pl

    strange = sorted(set(ties) - set(TABLES))
    if strange or not ties:
        raise InputError(f"ties: not a table of a component: {', '.join(strange) or 'none was given'}; there are {', '.join(TABLES)}")
    names = [part.name for part in PARTS]
    for option, given in (("weights", weights), ("scales", scales)):
        unknown = sorted(set(given or {}) - set(names))
        if unknown:
            raise InputError(f"{option}: not a part: {', '.join(unknown)}; there are {', '.join(names)}")
    tables = {name: _tie(frame, name) for name, frame in ties.items()}
    income = None if gdp is None else _income(gdp)
    keys = pl.concat([t.select(KEY) for t in tables.values()]).unique().sort(KEY)
    for name in TABLES:
        keys = _with_table(keys, name, tables.get(name), name in lists_all)
    if income is not None:
        keys = keys.join(income, on=["receiver", "year"], how="left", maintain_order="left")
    keys = keys.select(*KEY, *(_part(part, income is not None) for part in PARTS))
    by = {name: number(x, f"scales[{name!r}]", above=0) for name, x in (scales or {}).items()}
    keys = keys.with_columns(pl.col(name) / (by[name] if name in by else pl.col(name).max()) for name in names)
    # A part that is 0 everywhere has no scale, and is 0.
    keys = keys.with_columns(pl.when(pl.col(name).is_nan()).then(0.0).otherwise(pl.col(name)).alias(name) for name in names)
    worth = {name: number((weights or {}).get(name, 1.0), f"weights[{name!r}]", low=0) for name in names}
    found = keys.select(*KEY, *(_index(index, worth, partial) for index in INDICES), _used(worth))
    like = next(iter(ties.values()))
    return cast(FrameT, give_back(found.to_arrow(compat_level=pl.CompatLevel.oldest()), like))


def _tie(frame: object, name: str) -> pl.DataFrame:
    taken = take(frame, (code("sender"), code("receiver"), whole("year"), amount("value", null=True)), name)
    refuse_twice(taken, KEY, name)
    rows = _polars(taken)
    own = rows.filter(rows["sender"] == rows["receiver"])
    if len(own):
        raise InputError(f"{name}: a state is paired with itself in columns 'sender' and 'receiver': {as_code(own['sender'][0])}")
    return rows


def _income(gdp: object) -> pl.DataFrame:
    taken = take(gdp, (code("state"), whole("year"), Column("gdp", Kind.NUMBER, null=True, above=0)), "gdp")
    refuse_twice(taken, ("state", "year"), "gdp")
    return _polars(taken).rename({"state": "receiver"})


def _polars(taken: Any) -> pl.DataFrame:
    import polars as pl

    return cast("pl.DataFrame", pl.from_arrow(collect(taken)))


def _with_table(keys: pl.DataFrame, name: str, table: pl.DataFrame | None, whole_list: bool) -> pl.DataFrame:
    """The keys with the table's value and the receiver's total of it; null where it is not known."""
    import polars as pl

    if table is None:
        return keys.with_columns(pl.lit(None, pl.Float64).alias(c) for c in (name, f"{name} of all"))
    total = table.group_by("receiver", "year").agg(pl.col("value").sum().alias(f"{name} of all"))
    listed = table.rename({"value": name}).with_columns(pl.lit(True).alias("listed"))
    joined = keys.join(listed, on=KEY, how="left", maintain_order="left")
    joined = joined.join(total, on=["receiver", "year"], how="left", maintain_order="left")
    if whole_list:
        covered = pl.col("year").is_between(table["year"].min(), table["year"].max()) & pl.col("listed").is_null()
        joined = joined.with_columns(pl.when(covered).then(0.0).otherwise(pl.col(name)).alias(name))
    return joined.drop("listed")


def _part(part: Part, income: bool) -> pl.Expr:
    """The part's raw value."""
    import polars as pl

    value = pl.col(part.table)
    if part.share:
        # Nothing received from anybody is a dependence on nobody.
        return pl.when(value == 0).then(0.0).otherwise(value / pl.col(f"{part.table} of all")).alias(part.name)
    if part.per_gdp:
        return (value / pl.col("gdp") if income else pl.lit(None, pl.Float64)).alias(part.name)
    return value.alias(part.name)


def _index(index: str, worth: Mapping[str, float], partial: bool) -> pl.Expr:
    """The weighted mean of the parts of a sub-index: of all of them, or of those known."""
    import polars as pl

    own = [part.name for part in PARTS if part.index == index and worth[part.name] > 0]
    if not own:
        raise InputError(f"weights: every part of {index} has weight 0")
    known = pl.sum_horizontal(pl.when(pl.col(n).is_not_null()).then(worth[n]).otherwise(0.0) for n in own)
    total = pl.sum_horizontal(pl.col(n).fill_null(0.0) * worth[n] for n in own)
    enough = known > 0 if partial else pl.all_horizontal(pl.col(n).is_not_null() for n in own)
    return pl.when(enough).then(total / known).otherwise(None).alias(index)


def _used(worth: Mapping[str, float]) -> pl.Expr:
    import polars as pl

    named = [pl.when(pl.col(n).is_not_null()).then(pl.lit(n)).otherwise(None) for n in worth if worth[n] > 0]
    return pl.concat_str(named, separator=";", ignore_nulls=True).alias("parts")
