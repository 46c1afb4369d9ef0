"""Over whose ground the target's oil leaves, and how much of its trade runs with those who sanction it. In: ties. Out: shares, by year.

The choice among figures of routes is that of measure.route_dependence, the exposure that of measure.sanctions_exposure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from equipoise.measure.structure.ground import Ground, Said, band_of
from equipoise.measure.structure.trade import Flows, flows_of
from equipoise.words.estimate import Band, Direction, Estimate

if TYPE_CHECKING:
    import polars as pl

ROUTES, TOTAL, BAN = "route_flow", "oil_exports", "sanctions_trade"
ROUTE_SHARE, EXPOSED_SHARE = "route_share", "sanctions_exposed_trade"
EXPOSED = "share of goods trade with states whose trade sanctions on it are in force, 0 to 1"
REACH = 1
"""A route, or the sum of all, without a figure in a year takes that of the year beside it; a year without any is left out."""
WHOLE = "*"
"""The route that stands for all exports; no item begins so."""


def routes(ground: Ground) -> Iterator[Estimate]:
    """Share of the target's oil exports that leaves over each power's ground, where all exports of about the year are known.

    A power that no route of the table passes has no value: the table need not have all routes.
    """
    from equipoise.measure.routes import route_dependence

    unit = "share of oil exports over the power's territory, 0 to 1"
    for dataset, _ in ground.bringing(ROUTES):
        over, whole = _figures(ground, ROUTES, dataset), _figures(ground, TOTAL, dataset)
        for year in ground.span():
            if not (_near(over, year, 0) and _near(whole, year, REACH)):
                continue
            table = _passing(ground, over, whole, year)
            exits = sorted(set(table["route"]) - {WHOLE})
            for row in route_dependence(table, exits, year, WHOLE, reach=REACH).iter_rows(named=True):
                if row["share"] is None:
                    continue
                band, how = Band(row["share"], row["share_low"], row["share_high"]), "range over what figures leave open"
                if band.low == band.high:
                    band, how = band_of([Said(dataset, row["share"])], ceiling=1.0)
                method = (
                    f"routes {row['routes'].replace(';', ', ')}; {how}{'. ' if row['why'] else ''}{row['why'].replace(WHOLE, 'all routes')}"
                )
                yield ground.row(ROUTE_SHARE, row["state"], "transit", year, band, unit, method, [dataset], Direction.POWER_TO_TARGET)


def _figures(ground: Ground, variable: str, dataset: str) -> pl.DataFrame:
    """Figures of routes as the table has them: route, partner, year, quantity, own, value."""
    import polars as pl

    if not ground.has(variable):
        return pl.DataFrame(schema={"year": pl.Int64})
    rows = pl.DataFrame(ground.table(variable)).filter(
        pl.col("dataset") == dataset, pl.col("state") == ground.target, pl.col("value").is_not_null(), pl.col("item").is_not_null()
    )
    parts = pl.col("item").str.extract_groups(r"^(?<route>.*)/(?<quantity>[^/]+)/(?<sort>own|all)(?: \d+)?$")
    return (
        rows.with_columns(parts.alias("parts"))
        .unnest("parts")
        .filter(pl.col("route").is_not_null())
        .select(
            "route",
            "partner",
            "year",
            "quantity",
            "value",
            own=pl.when(pl.col("sort") == "own").then(pl.lit("yes")).otherwise(pl.lit("no")),
        )
    )


def _near(frame: pl.DataFrame, year: int, reach: int) -> bool:
    return bool(frame["year"].is_between(year - reach, year + reach).any())


def _passing(ground: Ground, over: pl.DataFrame, whole: pl.DataFrame, year: int) -> pl.DataFrame:
    """The table that route_dependence takes: of the states passed, the powers that they are or belong to in the year."""
    import polars as pl

    blocs = {p.code: ground.bloc(p, year) for p in ground.powers}
    passed = {
        route: ";".join(code for code, bloc in blocs.items() if bloc & set(part["partner"]))
        for (route,), part in over.group_by("route", maintain_order=True)
    }
    figures = over.unique(["route", "year", "quantity", "own", "value"], maintain_order=True)
    figures = figures.with_columns(transit=pl.col("route").replace_strict(passed, return_dtype=pl.String))
    total = whole.with_columns(route=pl.lit(WHOLE), transit=pl.lit(""))
    columns = ["route", "transit", "year", "quantity", "value", "own"]
    return pl.concat([figures.select(columns), total.select(columns)])


def exposed(ground: Ground) -> Iterator[Estimate]:
    """Share of the target's trade with those whose trade sanctions on it are in force: of each power's states, and of all (power None)."""
    if not ground.has(BAN):
        return
    found = [f for f in flows_of(ground) if f.complete]
    senders = ground.of(BAN)
    for dataset, variable in ground.bringing(BAN):
        years = range(max(variable.first, ground.years[0]), min(variable.last, ground.years[1]) + 1)
        part = senders.filter(_of(dataset, ground.target))
        by = {y: {str(s) for s, at in part.select("state", "year").iter_rows() if at == y} for y in years}
        shares = {f.dataset: _exposed(ground, [g for g in found if g.dataset == f.dataset], by) for f in found}
        for year in years:
            here = sorted((f for f in found if f.year == year), key=lambda f: (-len(f.exports) - len(f.imports), f.dataset))
            for power in (None, *(p.code for p in ground.powers)) if here and (by[year] or variable.absent == "zero") else ():
                said = [Said(f.dataset, shares[f.dataset].get((power, year), 0.0)) for f in here]
                if not any(s.value for s in said) and variable.absent != "zero":
                    continue
                band, how = band_of(said, first=here[0].dataset, ceiling=1.0)
                method = f"an upper bound: most sanctions name goods; customs data, {how}"
                named = [dataset, *(s.dataset for s in said)]
                yield ground.row(EXPOSED_SHARE, power, "sanctions", year, band, EXPOSED, method, named, Direction.POWER_TO_TARGET)


def _of(dataset: str, target: str) -> pl.Expr:
    import polars as pl

    return (pl.col("dataset") == dataset) & (pl.col("partner") == target) & (pl.col("value") > 0)


def _exposed(ground: Ground, flows: list[Flows], by: dict[int, set[str]]) -> dict[tuple[str | None, int], float]:
    """The share by power (None: all senders together) and year, in the flows of one dataset."""
    import polars as pl

    from equipoise.measure.sanctions import ALL, sanctions_exposure

    cases, members = [], {}
    for year, senders in by.items():
        cases += [(f"{s} {year}", s, year) for s in sorted(senders)]
        for power in ground.powers:
            sending = (ground.bloc(power, year) - {ground.target}) & senders
            if sending:
                name = f"{power.code} in {year}"  # a bloc has other members in other years
                members[name] = sorted(sending)
                cases.append((name, name, year))
    trade = [
        (a, b, f.year, value)
        for f in flows
        for out, flow in ((True, f.exports), (False, f.imports))
        for p, value in flow.items()
        for a, b in (((ground.target, p) if out else (p, ground.target)),)
    ]
    if not cases or not trade:
        return {}
    rows = pl.DataFrame(cases, schema=["case", "sender", "first"], orient="row").with_columns(
        last="first", target=pl.lit(ground.target), kind=pl.lit("trade")
    )
    table = pl.DataFrame(trade, schema=["exporter", "importer", "year", "value"], orient="row")
    found = sanctions_exposure(rows, max(by), table, members=members).drop_nulls("trade_share")
    at = {(s, y): share for s, y, share in found.select("sender", "year", "trade_share").iter_rows()}
    everybody = {(None, y): at[ALL, y] for y in by if (ALL, y) in at}
    return everybody | {(p.code, y): at[name, y] for p in ground.powers for y in by if ((name := f"{p.code} in {y}"), y) in at}
