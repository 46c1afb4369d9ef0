"""Ties that are there or not, and what others have put into the target. In: ties of pairs. Out: shares, counts and treaties, by year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from equipoise.measure.structure.ground import Ground, Said, band_of
from equipoise.reference.memberships import MEMBER, groups, standing
from equipoise.words.actor import Power
from equipoise.words.estimate import Band, Direction, Estimate

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Inflow:
    """Something that comes from others to the target, of which shares are taken over the last ``window`` years."""

    variable: str
    measure: str
    channel: str
    unit: str
    window: int = 1


ARMS, ARMS_YEARS, ARMS_OTHER = "arms_deliveries", 5, (3, 10)
"""The window of years over which arms are counted, and the others that make its range (docs/methods/arms-dependence.md)."""
INFLOWS = (
    Inflow("fdi_stock", "investment_share", "investment", "share of the stock of direct investment in the target"),
    Inflow("aid", "aid_share", "humanitarian", "share of the aid to the target in three years", 3),
)


def inflows(ground: Ground) -> Iterator[Estimate]:
    """Each power's share in what comes to the target. Over a window, the range is that of windows half and one and a half times as long."""
    import polars as pl

    for kind in INFLOWS:
        if not ground.has(kind.variable):
            continue
        rows = ground.before(kind.variable, 2 * kind.window).filter(pl.col("partner") == ground.target, pl.col("state") != ground.target)
        for (dataset,), part in rows.group_by("dataset", maintain_order=True):
            yield from _shares(ground, kind, str(dataset), part)


def arms(ground: Ground) -> Iterator[Estimate]:
    """Each power's share in the arms delivered to the target; a bloc is whom it held in the year of delivery."""
    import polars as pl

    from equipoise.measure.arms import arms_dependence

    unit = f"share of the arms delivered to the target in {ARMS_YEARS} years"
    how = f"range: windows of {ARMS_OTHER[0]}, {ARMS_YEARS} and {ARMS_OTHER[1]} years"
    for dataset, variable in ground.bringing(ARMS):
        back = ground.before(ARMS, max(ARMS_OTHER))
        rows = back.filter(pl.col("dataset") == dataset, pl.col("partner") == ground.target, pl.col("state") != ground.target)
        rows = rows.filter(pl.col("year").is_between(variable.first, variable.last))
        if rows.is_empty():
            continue
        covered = (max(variable.first, ground.years[0] - max(ARMS_OTHER)), min(variable.last, ground.years[1]))
        for power in ground.powers:
            mine = [s in ground.bloc(power, y) for s, y in rows.select("state", "year").iter_rows()]
            named = rows.with_columns(supplier=pl.when(pl.Series(mine)).then(pl.lit(power.code)).otherwise(pl.lit("others")))
            sums = named.group_by("supplier", "year").agg(pl.col("value").sum()).with_columns(recipient=pl.lit(ground.target))
            found = {
                (r["supplier"], r["year"]): r
                for r in arms_dependence(sums, ARMS_YEARS, ARMS_OTHER, covered).iter_rows(named=True)
                if r["year"] >= ground.years[0]
            }
            for year in sorted({y for _, y in found}):
                r = found.get((power.code, year))
                band = Band(r["share"], r["low"], r["high"]) if r else Band(0.0, 0.0, 0.0)
                yield ground.row("arms_share", power.code, "security", year, band, unit, how, [dataset], Direction.POWER_TO_TARGET)


def _shares(ground: Ground, kind: Inflow, dataset: str, rows: pl.DataFrame) -> Iterator[Estimate]:
    import polars as pl

    last = int(str(rows["year"].max()))
    for year in (y for y in ground.span() if y <= last):
        for power in ground.powers:
            bloc = sorted(ground.bloc(power, year) - {ground.target})
            found = []
            for window in sorted({kind.window, max(1, kind.window // 2), kind.window * 3 // 2}):
                there = rows.filter(pl.col("year").is_between(year - window + 1, year))
                total = float(there["value"].sum())
                if total > 0:
                    found.append((window, float(there.filter(pl.col("state").is_in(bloc))["value"].sum()) / total))
            value = dict(found).get(kind.window)
            if value is None:
                continue
            if kind.window == 1:
                band, how = band_of([Said(dataset, value)], ceiling=1.0)
            else:
                shares = [v for _, v in found]
                band, how = Band(value, min(shares), max(shares)), f"range: windows of {found[0][0]} to {found[-1][0]} years"
            yield ground.row(kind.measure, power.code, kind.channel, year, band, kind.unit, how, [dataset], Direction.POWER_TO_TARGET)


@dataclass(frozen=True, slots=True)
class Link:
    """A tie of two states that is there or not, or a count of them. ``both``: the same seen from either side."""

    variable: str
    measure: str
    channel: str
    unit: str
    both: bool = True


LINKS = (
    Link("alliance_defence", "defence_pact", "security", "share of the power's states with a defence pact, 0 to 1"),
    Link("alliance_nonaggression", "nonaggression_pact", "security", "share of the power's states with a non-aggression pact, 0 to 1"),
    Link("shared_igos", "shared_igos", "institutions", "intergovernmental organisations in common (a bloc: mean of its states)"),
    Link("missions", "missions_in_target", "diplomacy", "embassies and consulates of the power in the target (a bloc: mean)", both=False),
    Link("influence_capacity", "influence_capacity", "other", "formal bilateral influence capacity, 0 to 1 (a bloc: mean)", both=False),
    Link("troops", "troops_in_target", "security", "persons (a bloc: mean)", both=False),
    *(
        Link(f"sanctions_{kind}", f"sanctions_{kind}", "sanctions", f"share of the power's states with {kind} sanctions on it", both=False)
        for kind in ("trade", "arms", "military", "financial", "travel", "other")
    ),
)  # fmt: skip


def links(ground: Ground) -> Iterator[Estimate]:
    """Each link with each power in the years that its dataset covers; where the dataset lists all there is, no row means none."""
    import polars as pl

    for link in (x for x in LINKS if ground.has(x.variable)):
        rows = ground.of(link.variable)
        if not link.both:
            rows = rows.filter(pl.col("partner") == ground.target)
        for source, variable in ground.bringing(link.variable):
            mine = rows.filter(pl.col("dataset") == source)
            other = pl.when(pl.col("state") == ground.target).then("partner").otherwise("state")
            at = {
                (str(p), int(y)): float(v)
                for p, y, v in mine.select(other.alias("other"), "year", "value").sort("other", "year").iter_rows()
            }
            for year in (y for y in ground.span() if variable.first <= y <= variable.last):
                for power in ground.powers:
                    yield from _link(ground, link, source, power, year, at, none=0.0 if variable.absent == "zero" else None)


def _link(
    ground: Ground, link: Link, dataset: str, power: Power, year: int, at: dict[tuple[str, int], float], none: float | None
) -> Iterator[Estimate]:
    said = [at.get((s, year), none) for s in sorted(ground.bloc(power, year) - {ground.target, "EUR"})]
    values = [v for v in said if v is not None]
    if not values:
        return
    value = sum(values) / len(values)
    band = Band(value, value, value) if len(values) == 1 else Band(value, min(values), max(values))
    method = "as the dataset says" if len(values) == 1 else f"mean of {len(values)} states; range from the least to the most"
    direction = Direction.BOTH if link.both else Direction.POWER_TO_TARGET
    yield ground.row(link.measure, power.code, link.channel, year, band, link.unit, method, [dataset], direction)


def shared_groups(ground: Ground) -> Iterator[Estimate]:
    """How many of the groups of states that Equipoise knows target and power both belong to at the end of the year."""
    for year in ground.span():
        day = date(year, 12, 31)
        own = {g for g in groups() if standing(ground.target, g, day) == MEMBER}
        for power in ground.powers:
            counts = [len({g for g in own if standing(s, g, day) == MEMBER}) for s in sorted(ground.bloc(power, year) - {"EUR"})]
            if not counts:  # a bloc that did not exist yet
                continue
            value = sum(counts) / len(counts)
            band = Band(value, min(counts), max(counts))
            unit = f"groups in common, of {len(groups())} (a bloc: mean of its states)"
            yield ground.row("shared_groups", power.code, "institutions", year, band, unit, "membership on 31 December", ["memberships"])
