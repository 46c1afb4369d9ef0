"""Trade and GDP as arrays, with small states put together. In: checked tables. Out: Trade, Merged, and what happened to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from equipoise.store.frames import as_code, codes, listed, number, numbers, open_table, refuse_twice
from equipoise.whatif.trade.market import Floats
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Trade:
    """``flows``: (sector, exporter, importer), money, as published; the diagonal is 0 where no domestic flow was given."""

    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    flows: Floats

    @property
    def foreign(self) -> Floats:
        abroad = self.flows.copy()
        at = np.arange(len(self.countries))
        abroad[:, at, at] = 0
        return abroad


@dataclass(frozen=True, slots=True)
class Size:
    """GDP of each country: (low, central, high); all three alike where it is known."""

    low: Floats
    gdp: Floats
    high: Floats
    known: np.ndarray


@dataclass(slots=True)
class Report:
    """What was imputed, merged or dropped."""

    rows: list[tuple[str, str, str, float]] = field(default_factory=list)

    def say(self, country: str, what: str, detail: str, trade: float) -> None:
        self.rows.append((country, what, detail, trade))

    def table(self, world_trade: float) -> pa.Table:
        import pyarrow as pa

        rows = sorted(self.rows)
        trade = np.array([row[3] for row in rows], np.float64)
        return pa.table(
            {
                "country": pa.array([row[0] for row in rows], pa.string()),
                "what": pa.array([row[1] for row in rows], pa.string()),
                "detail": pa.array([row[2] for row in rows], pa.string()),
                "trade": trade,
                "trade_share": trade / (2 * world_trade),
            }
        )


def read_trade(flows: object, sectors: Mapping[str, str] | None = None) -> Trade:
    """Flows as a cube; with ``sectors``, codes of the column "sector" are added up in the groups they lead to. Raises InputError."""
    columns = ("exporter", "importer", *(("sector",) if sectors is not None else ()), "value")
    rows = open_table(flows, columns, "flows")
    exporter, importer = codes(rows, "exporter", "flows"), codes(rows, "importer", "flows")
    value = numbers(rows, "value", "flows", low=0)
    keys = [exporter, importer]
    at = np.zeros(len(value), np.int64)
    names: tuple[str, ...] = ("all",)
    if sectors is not None:
        sector = codes(rows, "sector", "flows")
        keys.append(sector)
        strange = [name for name in sector.names if name not in sectors]
        if strange:
            raise InputError(f"flows: column 'sector' has {listed(strange)}, which sectors= leads nowhere; say to which group each belongs")
        names = tuple(dict.fromkeys(sectors.values()))
        at = np.array([names.index(sectors[name]) for name in sector.names])[sector.at]
    refuse_twice(keys, columns[:-1], "flows")
    countries = tuple(sorted({*exporter.names, *importer.names}))
    cube = np.zeros((len(names), len(countries), len(countries)))
    np.add.at(cube, (at, exporter.within(countries), importer.within(countries)), value)
    return Trade(countries, names, cube)


def read_size(gdp: object, trade: Trade, report: Report) -> Size:
    """GDP of the countries that trade; where it is not given it is told from imports, as much as they are of the GDP of others."""
    rows = open_table(gdp, ("country", "gdp"), "gdp")
    country, value = codes(rows, "country", "gdp"), numbers(rows, "gdp", "gdp")
    refuse_twice((country,), ("country",), "gdp")
    bad = [country.names[k] for k in country.at[value <= 0]]
    if bad:
        raise InputError(f"gdp: must be above 0; it is not for {listed(sorted(bad))}")
    place = country.within(trade.countries)
    for name, amount in zip((country.names[k] for k in country.at[place < 0]), value[place < 0], strict=True):
        report.say(name, "left out", f"has a GDP ({amount:.3g}) and no trade", 0.0)
    central = np.full(len(trade.countries), np.nan)
    central[place[place >= 0]] = value[place >= 0]
    known = np.isfinite(central)
    if not known.any():
        raise InputError("gdp: none of its countries is among those of flows; do both use the same codes?")
    foreign = trade.foreign.sum(axis=0)
    bought, sold = foreign.sum(axis=0), foreign.sum(axis=1)
    told = np.where(bought > 0, bought, sold)
    points = (
        np.percentile(told[known & (told > 0)] / central[known & (told > 0)], (95, 50, 5)) if (known & (told > 0)).any() else np.ones(3)
    )
    low, middle, high = (np.where(known, central, np.maximum(told, 1e-300) / point) for point in points)
    for k in np.flatnonzero(~known):
        report.say(
            trade.countries[k],
            "GDP from imports",
            f"no GDP is given; {middle[k]:.3g} ({low[k]:.3g} to {high[k]:.3g}) would fit its imports",
            float(bought[k] + sold[k]),
        )
    return Size(low, middle, high, known)


def merge(
    trade: Trade, size: Size, keep: Sequence[str] | None, smallest: float, rest: str, report: Report
) -> tuple[tuple[str, ...], np.ndarray]:
    """Names of the new world, and for each country its place there. Small ones that nobody asked to keep become the rest of the world."""
    limit = number(smallest, "smallest", low=0) * size.gdp.sum()
    kept = [as_code(name) for name in keep or ()]
    strange = sorted({name for name in kept if name not in trade.countries})
    if strange:
        raise InputError(f"keep: {listed(strange)} not among the {len(trade.countries)} countries of flows")
    small = np.array([gdp < limit and name not in kept for name, gdp in zip(trade.countries, size.gdp, strict=True)])
    if small.any():
        small |= np.array([name == rest for name in trade.countries])
    elif rest in kept:
        raise InputError(f"keep: {rest!r} is the name of the rest of the world; choose another with rest=")
    stay = [name for name, gone in zip(trade.countries, small, strict=True) if not gone]
    if not stay:
        raise InputError(f"smallest: {smallest:g} of world GDP leaves no country; make it smaller")
    names = tuple(sorted([*stay, rest])) if small.any() else tuple(stay)
    foreign = trade.foreign.sum(axis=0)
    for k in np.flatnonzero(small):
        amount = float(foreign[k].sum() + foreign[:, k].sum())
        report.say(trade.countries[k], "merged", f"into {rest}: GDP {size.gdp[k]:.3g} is below {limit:.3g}", amount)
    return names, np.array([names.index(rest if gone else name) for name, gone in zip(trade.countries, small, strict=True)])


def added(values: Floats, place: np.ndarray, size: int) -> Floats:
    """Sums over the members of each country of the new world; of one axis or, for matrices (sector, i, j), of two."""
    member = (place[:, None] == np.arange(size)).astype(np.float64)
    total: Floats = values @ member if values.ndim == 1 else np.matmul(member.T, np.matmul(values, member))
    return total
