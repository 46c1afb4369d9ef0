"""What trade would have been without the closure, and how far it was beyond. In: a history of exports. Out: importers ranked, with ranges.

The counterfactual of an importer is its own past share of what all others import, carried on: docs/methods/diversion.md, eq. 5 to 7.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

import numpy as np
import numpy.typing as npt

from equipoise.measure.frames import amount, code, collect, refuse_twice, take, whole
from equipoise.measure.rerouting import candidates_among
from equipoise.store.frames import FrameT, as_code, give_back, number, whole_number
from equipoise.words.errors import InputError

Floats: TypeAlias = npt.NDArray[np.float64]

HISTORY = (code("exporter"), code("importer"), whole("period"), amount("value"))
ENOUGH = 6
"""Changes from block to block that an importer needs in its own past; with fewer, all importers' changes are drawn from."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """Exports by exporter, importer and block of periods (means over the periods known, NaN where none is); first come those ``before``."""

    value: Floats
    importers: list[str]
    before: int


def rerouted(
    history: FrameT,
    target: str,
    since: int,
    step: int = 1,
    candidates: Iterable[str] | None = None,
    min_value: float = 0.0,
    level: float = 0.90,
    draws: int = 1000,
    seed: int = 1,
) -> FrameT:
    """Exports beyond the counterfactual after ``target`` was closed off: importer, before, expected, observed, excess_log, low, high, ...

    ``history``: exporter, importer, period, value; periods are whole numbers in order (years, or 202203 for months). ``since`` is the
    first period after; periods are taken in blocks of ``step`` (12 months, so that seasons do not matter), counted from ``since`` both
    ways; what does not fill a block at either end is left out. Exports of all exporters are added. For each candidate with before >=
    ``min_value``: before is the mean per period in the last block before, observed that of all blocks after; expected = the importer's
    share in the last block before, of what all importers but it and the target buy, times what they bought after; excess_log =
    ln(observed / expected), excess_value their difference, chance the share of draws in which it is above 0; rank by excess_log (1 =
    largest). low, high, value_low, value_high: the central ``level`` of draws, in which the other importers are drawn anew, exporters too
    where there are several, and the importer's share walks on from block to block by changes drawn from its past (from all importers'
    where it has fewer than 6).
    Our own measure; docs/methods/diversion.md, eq. 5 to 7. Raises InputError: as ``diversion`` does, and fewer than three blocks before
    or none after. An importer unknown in a block is no candidate and no benchmark: it is ranked last with null measures.
    """
    if number(level, "level", above=0) >= 1:
        raise InputError(f"level must be less than 1; {level!r} was given")
    times, least = whole_number(draws, "draws"), number(min_value, "min_value")
    taken = take(history, HISTORY, "history")
    refuse_twice(taken, ("exporter", "importer", "period"), "history")
    rows = collect(taken.sort("exporter", "importer", "period")).to_pydict()
    blocks = _blocks(rows, whole_number(since, "since", low=-(10**9)), whole_number(step, "step"))
    closed = as_code(target)
    wanted = candidates_among(blocks.importers, closed, candidates)
    found = _estimates(blocks, closed, times, np.random.default_rng(whole_number(seed, "seed", low=0)), level)
    return cast(FrameT, give_back(_ranked(found, blocks, wanted, least), history))


def _blocks(rows: dict[str, list[Any]], since: int, step: int) -> Blocks:
    periods = sorted(set(rows["period"]))
    first = next((i for i, p in enumerate(periods) if p >= since), len(periods))
    before, after = first // step, (len(periods) - first) // step
    if before < 3 or after < 1:
        raise InputError(
            f"history: column 'period' has {first} periods before since={since} and {len(periods) - first} from it on; three blocks of "
            f"{step} before and one after are needed"
        )
    start = first - before * step
    block = {p: (i - start) // step for i, p in enumerate(periods) if start <= i < first + after * step}
    exporters, importers = sorted(set(rows["exporter"])), sorted(set(rows["importer"]))
    at_exporter, at_importer = ({name: i for i, name in enumerate(names)} for names in (exporters, importers))
    sums, counts = np.zeros((2, len(exporters), len(importers), before + after))
    for exporter, importer, period, value in zip(rows["exporter"], rows["importer"], rows["period"], rows["value"], strict=True):
        if period in block:
            place = at_exporter[exporter], at_importer[importer], block[period]
            sums[place] += value
            counts[place] += 1
    # A month without a row of one exporter is not known to be 0; its block's mean is over the months known.
    mean = np.divide(sums, counts, out=np.full(sums.shape, np.nan), where=counts > 0)
    return Blocks(mean, importers, before)


def _estimates(blocks: Blocks, target: str, draws: int, rng: np.random.Generator, level: float) -> dict[str, Floats]:
    """Measures of each importer; NaN where it is not known in every block, or is 0 in one before."""
    n, b = blocks.before, blocks.value.shape[2]
    total = np.where(np.isnan(blocks.value).all(axis=0), np.nan, np.nansum(blocks.value, axis=0))
    known = ~np.isnan(total).any(axis=1) & (total[:, :n] > 0).all(axis=1)
    others = known & (np.array(blocks.importers) != target)
    if others.sum() < 3:
        raise InputError("history: fewer than three importers but the target are known in every block; there is nothing to compare with")
    share = _share(total, total, others)
    changes = np.diff(np.log(share[:, :n]), axis=1)
    m = changes.shape[1]
    changes = (changes - changes.mean(axis=1, keepdims=True)) * (m / (m - 1)) ** 0.5  # centring took some of their spread away
    expected = share[:, n - 1] * (total[others][:, n:].sum(axis=0).mean() - np.where(others, total[:, n:].mean(axis=1), 0))
    observed = total[:, n:].mean(axis=1)
    logs, values = np.zeros((draws, len(total))), np.zeros((draws, len(total)))
    exporters, pooled = len(blocks.value), changes[known].ravel()
    filled = np.nan_to_num(blocks.value)
    for d in range(draws):
        weight = np.bincount(rng.integers(exporters, size=exporters), minlength=exporters) if exporters > 1 else np.ones(1)
        drawn = np.einsum("e,eib->ib", weight, filled) if exporters > 1 else filled[0]
        counted = np.bincount(rng.choice(np.flatnonzero(others), others.sum()), minlength=len(total))
        rest = counted @ drawn - counted[:, None] * drawn
        with np.errstate(divide="ignore", invalid="ignore"):
            past = drawn[:, n - 1] / rest[:, n - 1]
            steps = _drawn_changes(changes, pooled, b - n, rng)
            would = (past[:, None] * rest[:, n:] * np.exp(np.cumsum(steps, axis=1))).mean(axis=1)
            logs[d] = np.log(drawn[:, n:].mean(axis=1) / would)
            values[d] = observed * (1 - np.exp(-logs[d]))  # not observed - would: drawn exporters are another bloc, of another size
    with np.errstate(divide="ignore", invalid="ignore"):
        measured = {
            "before": total[:, :n].mean(axis=1),
            "expected": expected,
            "observed": observed,
            "excess_log": np.log(observed / expected),
        }
        ends = [_quantile(x, q, np.asarray(known)) for x in (logs, values) for q in _tails(level)]
    measured |= {"low": ends[0], "high": ends[1], "excess_value": observed - expected, "value_low": ends[2], "value_high": ends[3]}
    measured["chance"] = (logs > 0).mean(axis=0)
    return {name: np.where(known, x, np.nan) for name, x in measured.items()}


def _share(total: Floats, of: Floats, others: npt.NDArray[np.bool_]) -> Floats:
    """Each importer against all others but the target and itself."""
    rest = of[others].sum(axis=0) - np.where(others[:, None], of, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(total / rest)


def _drawn_changes(changes: Floats, pooled: Floats, size: int, rng: np.random.Generator) -> Floats:
    """Changes of a share from block to block, drawn from the importer's own past where that is long enough."""
    if changes.shape[1] < ENOUGH:
        return np.asarray(rng.choice(pooled, (len(changes), size)))
    picked = rng.integers(changes.shape[1], size=(len(changes), size))
    return np.asarray(np.take_along_axis(changes, picked, axis=1))


def _quantile(draws: Floats, q: float, known: npt.NDArray[np.bool_]) -> Floats:
    """Of each known importer's draws; those in which it sold nothing before, or to nobody, are no draws."""
    usable = np.where(np.isnan(draws) | (draws == np.inf), np.nan, draws)
    some = known & ~np.isnan(usable).all(axis=0)
    found = np.full(draws.shape[1], np.nan)
    found[some] = np.nanquantile(usable[:, some], q, axis=0)
    return found


def _tails(level: float) -> tuple[float, float]:
    return (1 - level) / 2, (1 + level) / 2


def _ranked(found: dict[str, Floats], blocks: Blocks, wanted: set[str], least: float) -> Any:
    import pyarrow as pa

    names = np.array(blocks.importers, object)
    kept = np.flatnonzero(np.isin(names, sorted(wanted)) & ~(found["before"] < least))
    order = kept[np.argsort(-found["excess_log"][kept], kind="stable")]
    known = ~np.isnan(found["excess_log"][order])
    columns = {"importer": pa.array(names[order].tolist(), pa.string())}
    columns |= {name: pa.array(value[order], pa.float64(), from_pandas=True) for name, value in found.items()}
    return pa.table(columns | {"rank": pa.array(np.arange(1, len(order) + 1), pa.int64(), mask=~known)})
