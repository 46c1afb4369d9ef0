"""Speed and memory of a panel: 200 states by 75 years, directed, with six sources. In: datasets that are made up. Out: figures.

The same columns, with the same statuses and zeros, come from plain pandas merges in the same run. `make bench` runs it, or
`python benchmarks/run.py --only panel`.
"""

from __future__ import annotations

from collections.abc import Iterator

from measure import Measured, run

STATES, YEARS = 200, (1949, 2023)
QUICK = (40, (2009, 2023))

WORK = """
import json, sys, time
import numpy as np, pandas as pd, polars as pl
from equipoise.measure.panel import Addition, panel
from equipoise.measure.panel.rows import state_years
from equipoise.reference.statehood import System
from equipoise.words.tie import Absent, Shape
how, size, first, last, seed = sys.argv[1], *map(int, sys.argv[2:6])
rng, years = np.random.default_rng(seed), (first, last)
there = state_years(first, last, System.COW)
codes = sorted(there["state"].unique())[:size]  # also in years in which they were not there: a source must say no zero of them
one = pl.DataFrame({"state": np.repeat(codes, last - first + 1), "year": np.tile(np.arange(first, last + 1), size)})
pairs = one.rename({"state": "state1"}).join(one.rename({"state": "state2"}), on="year").filter(pl.col("state1") != pl.col("state2"))
base = pairs.select("state1", "state2", "year").sort("state1", "state2", "year")

def some(share, equals=False):
    rows = base.filter(pl.Series(rng.random(base.height) < share) & (pl.col("state1") < pl.col("state2") if equals else pl.lit(True)))
    return rows.rename({"state1": "state", "state2": "partner"}).with_columns(value=pl.Series(rng.random(rows.height)))

def of_states():
    return one.with_columns(value=pl.Series(rng.random(one.height)))

sources = [
    Addition("exports", some(0.6), Shape.DIRECTED, years),
    Addition("arms", some(0.02), Shape.DIRECTED, years, Absent.ZERO),
    Addition("alliance", some(0.2, True), Shape.UNDIRECTED, years, Absent.ZERO),
    Addition("agreement", some(0.9, True), Shape.UNDIRECTED, years),
    Addition("gdp", of_states(), Shape.STATE, years),
    Addition("population", of_states(), Shape.STATE, years),
]

def ours():
    return panel(base=base, add_sources=sources).frame

def listed():
    return panel(years, add_sources=sources).frame

def plain():
    frame, exist = base_pandas.copy(), there_pandas.assign(there=True)
    for s, rows in zip(sources, rows_pandas):
        if s.shape is Shape.STATE:
            for side in ("1", "2"):
                named = rows.rename(columns={"state": "state" + side, "value": s.name + side})
                frame = frame.merge(named, on=["state" + side, "year"], how="left")
                frame[s.name + side + "_status"] = np.where(frame[s.name + side].isna(), "missing", "observed")
            continue
        if s.shape is Shape.UNDIRECTED:
            rows = pd.concat([rows, rows.rename(columns={"state": "partner", "partner": "state"})])
        named = rows.rename(columns={"state": "state1", "partner": "state2", "value": s.name})
        frame = frame.merge(named, on=["state1", "state2", "year"], how="left")
        if s.absent is Absent.ZERO:
            for side in ("1", "2"):
                frame = frame.merge(exist.rename(columns={"state": "state" + side, "there": "there" + side}), on=["state" + side, "year"],
                    how="left")
            frame.loc[frame[s.name].isna() & frame.there1.notna() & frame.there2.notna(), s.name] = 0.0
            frame = frame.drop(columns=["there1", "there2"])
        frame[s.name + "_status"] = np.where(frame[s.name].isna(), "missing", "observed")
    return frame

if how == "plain":
    base_pandas, there_pandas, rows_pandas = base.to_pandas(), there.to_pandas(), [s.frame.to_pandas() for s in sources]
panel((2000, 2000), add_sources=sources[:1])  # imports are not what is measured
start = time.perf_counter()
frame = dict(ours=ours, listed=listed, plain=plain)[how]()
seconds = time.perf_counter() - start
frame = pl.DataFrame(frame)
values = [c for c in frame.columns if frame[c].dtype == pl.Float64]
sums = {c: [round(frame[c].fill_nan(None).sum(), 3), int((frame[c + "_status"] == "missing").sum())] for c in values}
print(json.dumps(dict(seconds=seconds, rows=len(frame), sums=sums)))
"""

Row = tuple[str, str, float | None, str, str, bool | None]


def panels(seed: int, quick: bool) -> Iterator[Row]:
    """Figures of panels with six sources: case, what, value, unit, target, met. Targets are for the full size."""
    size, years = QUICK if quick else (STATES, YEARS)
    ours, listed, plain = (run(WORK, how, size, *years, seed) for how in ("ours", "listed", "plain"))
    case = f"panel of {ours.said['rows']:,} rows, six sources"
    yield case, "time", ours.said["seconds"], "s", "" if quick else "< 20", None if quick else ours.said["seconds"] < 20
    yield _memory(case, ours)
    yield case, "plain pandas merges", plain.said["seconds"], "s", "", None
    yield case, "times as fast as pandas", plain.said["seconds"] / ours.said["seconds"], "", "", None
    same = plain.said["sums"] == ours.said["sums"] and plain.said["rows"] == ours.said["rows"]
    yield case, "equal values and statuses", float(same), "", "1", same
    case = f"panel of {listed.said['rows']:,} rows, states as listed"
    yield case, "time", listed.said["seconds"], "s", "" if quick else "< 20", None if quick else listed.said["seconds"] < 20
    yield _memory(case, listed)


def _memory(case: str, done: Measured) -> Row:
    return case, "peak memory, with the made-up data", done.peak_mb, "MB", "< 3072", None if done.peak_mb is None else done.peak_mb < 3072
