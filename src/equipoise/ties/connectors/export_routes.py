"""Ways out for a state's oil (any table of routes). In: a row for each route, quantity and year. Out: route_flow from the exporter to each
state passed on the way, oil_exports of the exporter.

Only what was carried or agreed is a flow; capacities, plans and incidents are set aside. Each figure is an item, ``route/quantity/own``
(the exporter's own oil alone) or ``.../all`` (all shippers'); a second figure for the same thing is ``... 2``, so that sources may differ.
Figures of routes must never be added blindly: measure.route_dependence chooses among them. Without an item stands what is known of own
oil carried over a state, a lower bound and so imputed. A route counts where it leaves the exporter: none that passes no other state (a
section or a port), passes the exporter itself (others' oil), begins where another one ends (a part of it) or has no figure of own oil.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from equipoise.reference.statehood import code_of
from equipoise.ties.connector import FIRST_YEAR, LAST_YEAR, Loaded, loaded, ties, variable
from equipoise.ties.dataset import Dataset, bibtex
from equipoise.ties.files import open_frame
from equipoise.ties.sieve import ROW, Sieve
from equipoise.words.errors import InputError
from equipoise.words.event import Channel
from equipoise.words.tie import Shape, Variable

if TYPE_CHECKING:
    import polars as pl

QUANTITIES = ("flow", "contract")
ALL_ROUTES = "all"
"""The mode of a row that is the sum of all routes."""
UNIT = "Mt/y"


@dataclass(frozen=True, slots=True)
class ExportRoutes:
    """The routes, with what each carries."""

    dataset: Dataset

    def read(self, path: Path, columns: Mapping[str, str]) -> Loaded:
        """The figures of each route that leaves the exporter, by state passed and year."""
        import polars as pl

        sieve = Sieve(open_frame(path, header=("year", "quantity")), path.name)
        accepted: dict[str, tuple[str, ...]] = {
            "route": ("route_id",), "start": ("from_node",), "end": ("to_node",), "mode": (), "transit": ("transit_states",), "year": (),
            "quantity": (), "value": ("value_mt_per_y",), "own": ("kaz_origin_only", "own_origin_only"), "state": ("exporter",),
        }  # fmt: skip
        sieve.columns(accepted, columns, ("state",))
        text = [c for c in sieve.frame.columns if c not in (ROW, "year", "value")]
        sieve.frame = sieve.frame.with_columns(pl.col(text).cast(pl.String).str.strip_chars().fill_null(""))
        _exporter(sieve, path)
        for name in ("route", "quantity"):
            sieve.put_aside(pl.col(name) == "", f"{name} is empty", "route", "quantity")
        sieve.whole("year", FIRST_YEAR, LAST_YEAR)
        sieve.put_aside(~pl.col("quantity").is_in(QUANTITIES), f"it is no {' or '.join(QUANTITIES)}", "route", "quantity")
        sieve.number("value", low=0, empty=False)
        sieve.frame = sieve.frame.with_columns(pl.col("own").str.to_lowercase())
        sieve.put_aside(
            ~pl.col("own").is_in(["yes", "no"]), "it does not say (yes or no) whether it is the exporter's own oil alone", "route"
        )
        _passed(sieve)
        _leaving(sieve)
        found, made = _made(sieve)
        return loaded(sieve, found, *made)


def _exporter(sieve: Sieve, path: Path) -> None:
    """The state of each row: of the column, else of where the rows of all routes begin, else in the file's name."""
    import polars as pl

    if "state" in sieve.frame.columns:
        sieve.state("state", ("iso3", "name"))
        return
    nodes = sieve.frame.filter(pl.col("mode") == ALL_ROUTES)["start"].unique().to_list()
    found = {c for n in nodes if (c := next((c for s in ("iso2", "iso3", "name") if (c := code_of(n, s))), None))}
    found = found or {c for word in re.findall(r"[A-Za-z]+", path.stem) if len(word) == 3 and (c := code_of(word.upper(), "iso3"))}
    if len(found) != 1:
        said = f"several states ({', '.join(sorted(found))})" if found else "no state"
        raise InputError(
            f"{path.name}: {said} as the exporter, in a column state, as the origin of rows of mode 'all', or in the file's name. "
            "Name the column (--columns state=NAME) or the file (routes_KAZ.csv)"
        )
    sieve.frame = sieve.frame.with_columns(pl.lit(found.pop()).alias("state"))


def _passed(sieve: Sieve) -> None:
    """The states that a route passes, as a list of codes."""
    import polars as pl

    lists = {t: [n.strip() for n in t.split(";") if n.strip()] for t in sieve.frame["transit"].unique().to_list()}
    codes = {t: [code_of(n, "iso3") or code_of(n, "name") for n in names] for t, names in lists.items()}
    sieve.put_aside(
        pl.col("transit").is_in([t for t, c in codes.items() if None in c]), "it passes no state that is known", "route", "transit"
    )
    passed = [[c for c in codes[t] if c] for t in sieve.frame["transit"].to_list()]
    sieve.frame = sieve.frame.with_columns(pl.Series("passed", passed, dtype=pl.List(pl.String)))


def _leaving(sieve: Sieve) -> None:
    """Rows of all routes together, and of those that leave the exporter, are left."""
    import polars as pl

    whole = pl.col("mode") == ALL_ROUTES
    inside = pl.col("passed").list.len() == 0
    sieve.put_aside(whole & (pl.col("value") == 0), "a sum of 0 can have no parts", "route", "year")
    sieve.put_aside(~whole & inside, "it passes no other state: a section or a port of the exporter", "route", "start", "end")
    sieve.put_aside(~whole & pl.col("passed").list.contains(pl.col("state")), "it passes the exporter itself", "route", "transit")
    ends = sieve.frame.filter(~whole).select("state", start="end", _of="route").unique()
    parts = sieve.frame.filter(~whole).join(ends, on=["state", "start"]).filter(pl.col("route") != pl.col("_of"))[ROW]
    sieve.put_aside(pl.col(ROW).is_in(parts.implode()), "it begins where another route ends, and is counted there", "route", "start")
    own = (pl.col("own") == "yes").any().over("state", "route")
    sieve.put_aside(~own, "the route has no figure of the exporter's own oil", "route", "year")
    key = ["state", "route", "year", "quantity", "own"]
    sieve.put_aside(pl.struct(*key, "value", "transit").is_first_distinct().not_(), "repeats an earlier row", *key, "value")
    sieve.frame = sieve.frame.with_columns(pl.col(ROW).cum_count().over(key).alias("nth"))
    several = sieve.frame.filter(pl.col("nth") > 1)
    if several.height:
        sieve.note("several figures for the same route, quantity and year; all are kept", several["route"].unique().sort().to_list())


def _made(sieve: Sieve) -> tuple[list[Variable], list[pl.DataFrame]]:
    import polars as pl

    own = pl.when(pl.col("own") == "yes").then(pl.lit("own")).otherwise(pl.lit("all"))
    nth = pl.when(pl.col("nth") > 1).then(pl.format(" {}", "nth")).otherwise(pl.lit(""))
    rows = sieve.frame.with_columns(pl.format("{}/{}/{}{}", "route", "quantity", own, nth).alias("item"))
    whole = rows.filter(pl.col("mode") == ALL_ROUTES)
    routes = rows.filter(pl.col("mode") != ALL_ROUTES).explode("passed").rename({"passed": "partner"})
    carried = routes.filter(pl.col("own") == "yes", pl.col("quantity") == QUANTITIES[0])
    each = carried.group_by("state", "partner", "year", "route", maintain_order=True).agg(pl.col("value").mean(), pl.col(ROW).min())
    over = each.group_by("state", "partner", "year", maintain_order=True).agg(pl.col("value").sum(), pl.col(ROW).min())
    total = whole.group_by("state", "year", maintain_order=True).agg(
        pl.col("value").mean(), pl.col(ROW).min(), (pl.col("value").n_unique() > 1).alias("several")
    )
    found, made = [], []
    if routes.height:
        found.append(variable(routes, "route_flow", Shape.DIRECTED, UNIT, Channel.TRANSIT))
        made += [ties(routes, "route_flow", value="value", item="item")]
        made += [ties(over.with_columns(pl.lit(value=True).alias("lower")), "route_flow", value="value", imputed="lower")]
    if whole.height:
        found.append(variable(whole, "oil_exports", Shape.STATE, UNIT, Channel.ENERGY))
        made += [ties(whole, "oil_exports", value="value", partner=None, item="item")]
        made += [ties(total, "oil_exports", value="value", partner=None, imputed="several")]
    return found, made


CONNECTOR = ExportRoutes(
    Dataset(
        name="export-routes",
        title="Export routes for oil, as compiled by the user",
        what="oil carried from the exporter (state) over each state on the way (partner), by route; all oil exports",
        unit=UNIT,
        years="any",
        version="as the file has it",
        publisher="whoever compiled the table",
        url="https://ar2024.kmg.kz/en/strategic-report/operating-review/midstream",
        licence="of each source",
        citation="Table of export routes, compiled from the sources named in its rows.",
        bibtex=bibtex("misc", "export_routes", title="Table of export routes, compiled from the sources named in its rows"),
        columns="route_id, from_node, to_node, mode (all: the sum of all routes), transit_states (ISO3, ';' between), year, quantity "
        "(flow, contract), value_mt_per_y, kaz_origin_only or own_origin_only (yes, no); state or exporter, else the origin of "
        "rows of mode all",
    )
)  # fmt: skip
