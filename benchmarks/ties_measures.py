"""Speed of the measures of structure: votes by issue and window, refits, influence, diversion, balance. In: ../shared, else made up.

`python benchmarks/run.py --only measures`. Agreement of all votes, and ideal points from nothing, are in votes.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from votes import write_votes

from measure import run

VOTES = """
import json, sys, time
import polars as pl
from equipoise.measure import agreement, ideal_points, similarity
votes = pl.read_parquet(sys.argv[1]).with_columns(pl.col("state").cast(pl.String)).filter(pl.col("session") >= int(sys.argv[2]))
issues = votes.select("session", "resolution").unique().with_columns(issue=(pl.col("resolution").hash(1) % 6).cast(pl.String))
agreement(votes.head(1000))  # imports are not what is measured

def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start

last = votes["session"].max()
said = dict(votes=len(votes))
said["kappa of all pairs with ranges"] = timed(lambda: similarity(votes, "kappa", "squared", level=0.9))
said["agreement in windows of three sessions"] = timed(lambda: agreement(votes, window=3))
said["agreement by six issue areas"] = timed(lambda: agreement(votes, by=issues))
start = time.perf_counter()
earlier = ideal_points(votes.filter(pl.col("session") < last), positive="2")
said["ideal points without the last session, from nothing"] = time.perf_counter() - start
said["refit of ideal points with a new session"] = timed(lambda: ideal_points(votes, positive="2", start=earlier))
print(json.dumps(said))
"""
TIES = """
import json, sys, time
import numpy as np
import polars as pl
from equipoise import measure
rng, states, years = np.random.default_rng(1), int(sys.argv[1]), int(sys.argv[2])
one, other, year = (x.ravel() for x in np.indices((states, states, years)))
keep = one != other
codes = np.array([f"S{i:03d}" for i in range(states)])
value = rng.lognormal(0, 2, keep.sum())
pairs = pl.DataFrame({"a": codes[one[keep]], "b": codes[other[keep]], "year": 2000 + year[keep], "value": value})
flows = pairs.rename({"a": "exporter", "b": "importer"})
gdp = pl.DataFrame({"state": np.repeat(codes, years), "year": np.tile(2000 + np.arange(years), states), "gdp": 1e4})
tie = pairs.rename({"a": "sender", "b": "receiver"})
ties = {name: tie for name in ("trade", "aid", "agreements", "missions", "organisations", "arms", "alliances")}
obligations = pairs.rename({"a": "state", "b": "partner"}).with_columns(value=(pl.col("value") > 5).cast(pl.Float64))
deliveries = tie.rename({"sender": "supplier", "receiver": "recipient"}).filter(pl.col("value") > 20)
shares = tie.filter(pl.col("sender").is_in(codes[:5])).select(state="receiver", year="year", vector="sender", value="value")
shares = pl.concat(shares.with_columns(channel=pl.lit(c)) for c in ("trade", "arms", "votes")).filter(~pl.col("state").is_in(codes[:5]))
one_exporter = flows.filter(exporter=codes[0])
last = 2000 + years - 1
measure.concentration(pairs.head(100).rename({"a": "state", "b": "partner"}))  # imports are not what is measured

def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start

said = {"rows": len(pairs)}
said["trade dependence with a second source"] = timed(lambda: measure.trade_dependence(flows, gdp, mirror=flows))
partners = tie.rename({"sender": "state", "receiver": "partner"})
said["concentration with a second source"] = timed(lambda: measure.concentration(partners, mirror=partners))
said["influence components from seven tables"] = timed(lambda: measure.influence_components(ties, gdp))
said["treaty overlap"] = timed(lambda: measure.treaty_overlap(obligations))
said["arms dependence"] = timed(lambda: measure.arms_dependence(deliveries, years=(2000, last)))
said["vectors, 2,000 draws a state and year"] = timed(lambda: measure.vectors(shares.filter(year=last)))
said["rerouted trade, 1,000 draws"] = timed(
    lambda: measure.rerouted(one_exporter.rename({"year": "period"}), target=codes[1], since=last - 1)
)
print(json.dumps(said))
"""


def measures(folder: Path, seed: int, quick: bool) -> Iterator[tuple[str, str, float | None, str, str, bool | None]]:
    """Figures of the measures of structure: case, what, value, unit, target, met."""
    votes = run(VOTES, write_votes(folder / "votes.parquet", seed), 70 if quick else 1).said
    case = f"{votes.pop('votes'):,} votes"
    yield from _times(case, votes)
    refit = votes["refit of ideal points with a new session"] / votes["ideal points without the last session, from nothing"]
    yield case, "refit as a share of a fit from nothing", refit, "", "" if quick else "< 0.8", None if quick else refit < 0.8
    ties = run(TIES, 40 if quick else 200, 10 if quick else 20).said
    yield from _times(f"{ties.pop('rows'):,} pairs and years", ties)


def _times(case: str, said: dict[str, float]) -> Iterator[tuple[str, str, float | None, str, str, bool | None]]:
    for what, seconds in said.items():
        yield case, what, seconds, "s", "", None
