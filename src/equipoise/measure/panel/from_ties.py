"""What is loaded into a project, as additions to a panel. In: sources, ties, ballots. Out: Additions.

A variable that one dataset brings keeps its name; where several bring it, each column says whose it is (``exports.mit-wtf``): nothing is
chosen or averaged unseen. Votes become agreement (identical votes; year = session + 1945). A panel has totals: what stands for one item
of a variable (a sector, a group) is left out, and where only items are known the total is missing, never their sum and never zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from equipoise.measure.panel.adding import Addition
from equipoise.measure.panel.rows import Dyads
from equipoise.words.errors import InputError
from equipoise.words.tie import Absent, Shape, Source, Status, Variable

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa

VOTES, AGREEMENT = "votes", "agreement"
FAMILIES: dict[str, tuple[str, ...]] = {
    "trade": ("exports", "imports", "exports_eur"),
    "votes": (VOTES,),
    "arms": ("arms_deliveries", "arms_exports", "arms_imports"),
    "alliances": ("alliance_defence", "alliance_offence", "alliance_neutrality", "alliance_nonaggression", "alliance_consultation"),
    "memberships": ("shared_igos", "shared_groups"),
    "capabilities": ("cinc", "milex", "milper"),
    "economy": ("gdp", "population"),
    "investment": ("fdi_stock", "aid"),
    "sanctions": tuple(f"sanctions_{kind}" for kind in ("trade", "arms", "military", "financial", "travel", "other")),
    "influence": ("influence_capacity", "econ_bandwidth", "pol_bandwidth", "sec_bandwidth", "econ_dependence", "sec_dependence"),
    "pipelines": ("gas_pipeline_capacity", "oil_pipeline_capacity"),
}
"""Words for several variables at once."""


def additions(
    sources: Sequence[Source],
    include: Sequence[str],
    dyads: str,
    ties_of: Callable[[str], pa.Table],
    table: Callable[[str], pa.Table],
) -> list[Addition]:
    """An addition for each variable that is loaded and included, by variable and dataset; ``include`` empty: all that fits the panel.

    Raises InputError for a name that nothing loaded answers to, and for one about pairs in a panel of single states.
    """
    chosen = _chosen(sources, include)
    if dyads == Dyads.NONE and not include:
        chosen = [(s, v) for s, v in chosen if v.shape is Shape.STATE and v.name != VOTES]
    names = Counter(v.name for _, v in chosen)
    ties_of = cache(ties_of)
    found = []
    for source, variable in sorted(chosen, key=lambda c: (c[1].name, c[0].dataset)):
        name = variable.name if names[variable.name] == 1 else f"{variable.name}.{source.dataset}"
        found.append(_agreement(source, variable, name, table) if variable.name == VOTES else _addition(source, variable, name, ties_of))
    return found


def _chosen(sources: Sequence[Source], include: Sequence[str]) -> list[tuple[Source, Variable]]:
    there = [(s, v) for s in sources for v in s.variables]
    if not include:
        return there
    chosen: list[tuple[Source, Variable]] = []
    for name in include:
        fits = [(s, v) for s, v in there if name in (s.dataset, v.name) or v.name in FAMILIES.get(name, ())]
        fits += [(s, v) for s, v in there if name == AGREEMENT and v.name == VOTES]
        if not fits:
            loaded = ", ".join(sorted({AGREEMENT if v.name == VOTES else v.name for _, v in there})) or "nothing"
            raise InputError(f"Nothing loaded answers to {name!r}; loaded are {loaded}. Words for several: {', '.join(FAMILIES)}")
        chosen += [f for f in fits if f not in chosen]
    return chosen


def _addition(source: Source, variable: Variable, name: str, ties_of: Callable[[str], pa.Table]) -> Addition:
    import polars as pl

    rows = _frame(ties_of(source.dataset)).filter(pl.col("variable") == variable.name)
    keys = ["state", *(["partner"] if variable.shape is not Shape.STATE else []), "year"]
    whole = rows.filter(pl.col("item").is_null()).select(*keys, "value", "status")
    parts = rows.filter(pl.col("item").is_not_null()).select(keys).unique(maintain_order=True).join(whole, on=keys, how="anti")
    unknown = parts.with_columns(pl.lit(None, pl.Float64).alias("value"), pl.lit(str(Status.MISSING)).alias("status"))
    absent = variable.absent if whole.height else Absent.MISSING
    return _of(source, replace(variable, absent=absent), name, pl.concat([whole, unknown]))


def _agreement(source: Source, variable: Variable, name: str, table: Callable[[str], pa.Table]) -> Addition:
    import polars as pl

    from equipoise.measure.votes import agreement

    votes = _frame(table("ballots")).filter(pl.col("dataset") == source.dataset).select("state", "session", "resolution", "vote")
    rows = agreement(votes).select(state="state_a", partner="state_b", year=pl.col("session") + 1945, value="agreement")
    shared = replace(variable, unit="share of identical votes", shape=Shape.UNDIRECTED, absent=Absent.MISSING)
    return _of(source, shared, name.replace(VOTES, AGREEMENT, 1), rows)


def _of(source: Source, variable: Variable, name: str, rows: pl.DataFrame) -> Addition:
    return Addition(
        name=name,
        frame=rows,
        shape=variable.shape,
        years=(variable.first, variable.last),
        absent=variable.absent,
        source=f"{source.dataset} {source.version}",
        citation=source.citation,
        unit=variable.unit,
    )


def _frame(rows: pa.Table) -> pl.DataFrame:
    import polars as pl

    return pl.DataFrame(rows)
