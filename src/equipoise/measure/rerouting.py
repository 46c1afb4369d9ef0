"""Where trade went when a target was closed off. In: exports by importer and year. Out: importers ranked by excess growth.

The growth of all importers but the target, taken together, is what an importer's own growth is held against: docs/methods/diversion.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias, cast

import narwhals as nw
import numpy as np
import numpy.typing as npt

from equipoise.measure.doors import is_spark
from equipoise.measure.frames import Lazy, amount, code, collect, refuse_twice, take, whole
from equipoise.store.frames import FrameT, as_code, give_back, number, whole_number
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

FLOWS = (code("exporter"), code("importer"), whole("year"), amount("value"))
Years: TypeAlias = tuple[int, int]
Floats: TypeAlias = npt.NDArray[np.float64]


def diversion(
    flows: FrameT,
    target: str,
    before: Years,
    after: Years,
    candidates: Iterable[str] | None = None,
    min_value: float = 0.0,
    *,
    level: float | None = None,
    draws: int = 2000,
    seed: int = 1,
) -> FrameT:
    """Importers whose imports outgrew the benchmark after ``target`` was closed off, by rank.

    Out: importer, before, after, ratio, excess_log = ln(ratio / g), excess_value = after - before * g, share_of_lost = excess_value /
    (what the target lost against g), rank (1 = largest excess_log; of equals the first by text). ``before`` and ``after`` are (first, last)
    years; a mean is over the years given for the importer. g is the growth of all importers but the target that are known in both
    periods. Candidates (default: all but the target) need before > 0 and before >= ``min_value``; one with no year after is ranked last,
    with null measures. share_of_lost is null where the target lost nothing.
    ``level``: columns low and high, the central range of excess_log over ``draws`` in which the importers that make up g, and the years of
    both periods, are drawn anew; it is that of the benchmark and of single years, not of the importer's own course: see ``rerouted``.
    Our own measure; docs/methods/diversion.md, eq. 1 to 4. Raises InputError: a negative or unknown value, a key twice, a target or
    candidate that is no importer, periods with no data.

    >>> import polars as pl
    >>> rows = [("EU", "RUS", 100.0, 40.0), ("EU", "KGZ", 1.0, 8.0), ("EU", "USA", 99.0, 102.0)]
    >>> flows = [{"exporter": e, "importer": i, "year": y, "value": v} for e, i, *vs in rows for y, v in zip((2021, 2022), vs)]
    >>> diversion(pl.DataFrame(flows), target="RUS", before=(2021, 2021), after=(2022, 2022))["importer"].to_list()
    ['KGZ', 'USA']
    """
    import pyarrow as pa

    first, second = _years(before, "before"), _years(after, "after")
    taken = take(flows, FLOWS, "flows", spark=True)
    refuse_twice(taken, ("exporter", "importer", "year"), "flows")
    if is_spark(flows):  # a bloc's members are added there, so that only importers and years are collected
        taken = taken.group_by("importer", "year").agg(nw.col("value").sum()).with_columns(exporter=nw.lit("all"))
    importers, then, now = _means(taken, first, second)
    wanted = candidates_among(importers, as_code(target), candidates)
    least = number(min_value, "min_value")
    table = _ranked(importers, then, now, as_code(target), wanted, least)
    if level is not None:
        if number(level, "level", above=0) >= 1:
            raise InputError(f"level must be less than 1; {level!r} was given")
        rng = np.random.default_rng(whole_number(seed, "seed", low=0))
        ends = _ends(_by_year(taken), importers, first, second, as_code(target), float(level), whole_number(draws, "draws"), rng)
        place = [importers.index(i) for i in table["importer"].to_pylist()]
        for name, values in zip(("low", "high"), ends, strict=True):
            table = table.add_column(
                table.column_names.index("excess_value"), name, pa.array(values[place], pa.float64(), from_pandas=True)
            )
    return cast(FrameT, give_back(table, flows))


def _years(given: Years, option: str) -> Years:
    try:
        first, last = given
        if int(first) == first and int(last) == last and first <= last:
            return int(first), int(last)
    except (TypeError, ValueError):
        pass
    raise InputError(f"{option} must be (first year, last year); {given!r} was given")


def _means(flows: Lazy, before: Years, after: Years) -> tuple[list[str], Floats, Floats]:
    """Importers in order, and each one's mean in both periods; NaN where no year is given."""
    sums = _by_year(flows)
    importers = sorted(sums)

    def means(period: Years) -> Floats:
        inside = [[x for year, x in sums[i].items() if period[0] <= year <= period[1]] for i in importers]
        return np.array([sum(xs) / len(xs) if xs else np.nan for xs in inside])

    return importers, means(before), means(after)


def _by_year(flows: Lazy) -> dict[str, dict[int, float]]:
    """What each importer took in each year from all exporters."""
    rows = collect(flows.sort("importer", "year", "exporter"))
    codes, years, value = (rows[c].to_pylist() for c in ("importer", "year", "value"))
    sums: dict[str, dict[int, float]] = {}
    for importer, year, x in zip(codes, years, value, strict=True):
        by_year = sums.setdefault(importer, {})
        by_year[year] = by_year.get(year, 0.0) + x
    return sums


def _ends(
    sums: dict[str, dict[int, float]],
    importers: list[str],
    before: Years,
    after: Years,
    target: str,
    level: float,
    draws: int,
    rng: np.random.Generator,
) -> tuple[Floats, Floats]:
    """Ends of the range of excess_log of each importer."""
    periods = [sorted({y for by_year in sums.values() for y in by_year if a <= y <= b}) for a, b in (before, after)]
    tables = [np.array([[sums[i].get(y, np.nan) for y in years] for i in importers]) for years in periods]
    others = np.flatnonzero(np.array(importers, object) != target)
    logs = np.full((draws, len(importers)), np.nan)
    for d in range(draws):
        then, now = (_known_mean(t[:, rng.integers(t.shape[1], size=t.shape[1])]) for t in tables)
        chosen = rng.choice(others, len(others))
        both = chosen[~np.isnan(then[chosen]) & ~np.isnan(now[chosen])]
        with np.errstate(divide="ignore", invalid="ignore"):
            logs[d] = np.log(now / then / (now[both].sum() / then[both].sum()))
    logs[~np.isfinite(logs) & (logs != -np.inf)] = np.nan
    some = ~np.isnan(logs).all(axis=0)
    ends = np.full((2, len(importers)), np.nan)
    with np.errstate(invalid="ignore"):
        ends[:, some] = np.nanquantile(logs[:, some], [(1 - level) / 2, (1 + level) / 2], axis=0)
    return ends[0], ends[1]


def _known_mean(values: Floats) -> Floats:
    """The mean of each row's known values; NaN where there is none."""
    known = ~np.isnan(values)
    return np.asarray(np.divide(np.nansum(values, axis=1), known.sum(axis=1), out=np.full(len(values), np.nan), where=known.any(axis=1)))


def candidates_among(importers: list[str], target: str, given: Iterable[object] | None) -> set[str]:
    """The importers that are looked at. Raises InputError for a target or candidate that is none."""
    if target not in importers:
        raise InputError(f"target {target!r} is not among the importers; there are {', '.join(importers[:20])}")
    if given is None:
        return set(importers) - {target}
    if isinstance(given, str):
        raise InputError(f"candidates must be a list of importers; the text {given!r} was given")
    wanted = set(map(as_code, given))
    strange = sorted(c for c in wanted if c not in importers or c == target)
    if strange or not wanted:
        raise InputError(f"candidates must be importers other than the target; these are not: {', '.join(strange[:5]) or 'none was given'}")
    return wanted


def _ranked(importers: list[str], first: Floats, second: Floats, target: str, wanted: set[str], least: float) -> pa.Table:
    """The table that comes out; NaN is null."""
    import pyarrow as pa

    codes = np.array(importers, object)
    growth = _growth(first, second, codes != target)
    closed = int(np.flatnonzero(codes == target)[0])
    lost = first[closed] * growth - second[closed]
    if np.isnan(lost):
        raise InputError(f"target {target!r} has no value in one of the two periods")
    kept = np.flatnonzero(np.isin(codes, sorted(wanted)) & (first > 0) & (first >= least))
    old, new = first[kept], second[kept]
    excess = new - old * growth
    with np.errstate(divide="ignore"):
        columns = {"before": old, "after": new, "ratio": new / old, "excess_log": np.log(new / old / growth), "excess_value": excess}
    columns["share_of_lost"] = excess / lost if lost > 0 else np.full(len(kept), np.nan)
    # Stable, and importers come sorted: of equals the first by text. NaN, not known, sorts last.
    order = np.argsort(-columns["excess_log"], kind="stable")
    known = ~np.isnan(columns["excess_log"][order])
    named = {"importer": pa.array(codes[kept][order].tolist(), pa.string())}
    named |= {name: pa.array(value[order], pa.float64(), from_pandas=True) for name, value in columns.items()}
    return pa.table(named | {"rank": pa.array(np.arange(1, len(kept) + 1), pa.int64(), mask=~known)})


def _growth(first: Floats, second: Floats, others: npt.NDArray[np.bool_]) -> float:
    """The growth of all importers but the target, of those known in both periods."""
    both = others & ~np.isnan(first) & ~np.isnan(second)
    then, now = first[both].sum(), second[both].sum()
    if not (then > 0 and now > 0):
        raise InputError(
            "flows: no growth to compare with; but for the target, nothing is imported in one of the two periods (column 'year')"
        )
    return float(now / then)
