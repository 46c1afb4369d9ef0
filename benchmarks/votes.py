"""Speed of the measures over all votes of the United Nations, 1946-2023. In: ../shared where it is present, else as many votes made up.

Agreement is held against a plain pandas merge and groupby in the same process; ideal points against a fixed time. `make bench` runs it, or
`python benchmarks/run.py --only votes`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from measure import run

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "un" / "unga_votes_cow_1946_2023.parquet"
SESSIONS, STATES, CALLS = 77, 142, 78
"""Sessions, states and roll calls a session of the votes that are made up: about as many votes as the real ones."""

PLAIN_FROM = 66
"""One merge of all sessions would take more than 10 GB in pandas; both are compared on the sessions from this one on."""

AGREEMENT = """
import json, sys, time
import pandas as pd
from equipoise.measure import agreement
votes = pd.read_parquet(sys.argv[1]).drop_duplicates()
votes = votes.assign(state=votes.state.astype(str))  # codes are text, for both
votes, some = votes[votes.session >= int(sys.argv[2])], votes[votes.session >= int(sys.argv[3])]
agreement(votes.head(1000))  # imports are not what is measured

def timed(work, *args):
    start = time.perf_counter()
    return work(*args), time.perf_counter() - start

def plain(votes):
    both = votes.merge(votes, on=["session", "resolution"], suffixes=("_a", "_b"))
    both = both[both.state_a < both.state_b]
    both = both.assign(same=both.vote_a == both.vote_b)
    return both.groupby(["state_a", "state_b", "session"], as_index=False).agg(n=("same", "size"), agreement=("same", "mean"))

_, whole = timed(agreement, votes)
ours, fast = timed(agreement, some)
theirs, slow = timed(plain, some)
joined = ours.merge(theirs, on=["state_a", "state_b", "session"])
equal = len(joined) == len(ours) == len(theirs) and bool((joined.agreement_x - joined.agreement_y).abs().max() < 1e-12)
print(json.dumps(dict(votes=len(votes), some=len(some), seconds=whole, fast=fast, slow=slow, equal=equal)))
"""
POINTS = """
import json, sys, time
import pyarrow.parquet as pq
import equipoise.measure as measure
votes = pq.read_table(sys.argv[1])
votes = votes.filter(__import__("pyarrow").compute.greater_equal(votes["session"], int(sys.argv[2])))
start, cpu = time.perf_counter(), time.process_time()
points = measure.ideal_points(votes, positive="2")
print(json.dumps(dict(votes=len(votes), rows=len(points), seconds=time.perf_counter() - start, cpu=time.process_time() - cpu)))
"""


def write_votes(path: Path, seed: int) -> Path:
    """All votes as state, session, resolution, vote: the real ones where they are present, else drawn from the model."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    if SHARED.is_file():
        table = pq.read_table(SHARED, columns=["ccode", "session", "resid", "vote"]).rename_columns(
            ["state", "session", "resolution", "vote"]
        )
        pq.write_table(table, path)
        return path
    rng = np.random.default_rng(seed)
    point = rng.normal(0, 1, (SESSIONS, STATES, 1)) * 0.1 + rng.normal(0, 1, (1, STATES, 1))
    latent = point * rng.normal(0, 0.7, (SESSIONS, 1, CALLS)) + rng.normal(0, 1, (SESSIONS, STATES, CALLS))
    session, state, call = (x.ravel() for x in np.indices(latent.shape))
    vote = 1 + (latent.ravel() > 1) + (latent.ravel() > 2)
    pq.write_table(pa.table({"state": state + 2, "session": session + 1, "resolution": session * 1000 + call, "vote": vote}), path)
    return path


def votes(folder: Path, seed: int, quick: bool) -> Iterator[tuple[str, str, float | None, str, str, bool | None]]:
    """Figures of agreement and ideal points: case, what, value, unit, target, met."""
    file, first = write_votes(folder / "votes.parquet", seed), 70 if quick else 1
    said = run(AGREEMENT, file, first, max(first, PLAIN_FROM)).said
    case = f"agreement over {said['votes']:,} votes"
    yield case, "time", said["seconds"], "s", "" if quick else "< 10", None if quick else said["seconds"] < 10
    case, ratio = f"agreement over {said['some']:,} votes", said["slow"] / said["fast"]
    yield case, "time", said["fast"], "s", "", None
    yield case, "plain pandas merge and groupby", said["slow"], "s", "", None
    yield case, "times as fast as pandas", ratio, "", "" if quick else ">= 20", None if quick else ratio >= 20
    yield case, "equal values", float(said["equal"]), "", "1", bool(said["equal"])
    done = run(POINTS, file, first)
    case = f"ideal points over {done.said['votes']:,} votes"
    yield case, "time", done.said["seconds"], "s", "" if quick else "< 20", None if quick else done.said["seconds"] < 20
    yield case, "time on processors", done.said["cpu"], "s", "", None
    yield case, "peak memory", done.peak_mb, "MB", "< 2048", None if done.peak_mb is None else done.peak_mb < 2048
