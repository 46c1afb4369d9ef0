"""How the settings of ideal points were chosen: by votes left out and by halves of the roll calls, never by published points.

In: ../shared, where it is present. Out: a table for docs/methods/ideal-points.md, section 5. About two minutes a setting, which is the
prior standard deviation of slopes and, after a colon, that of steps: `python evaluation/ideal_points.py 1.0 0.7 0.7:0.25`. How often
ranges hold the truth, by votes drawn from known points: `python evaluation/ideal_points.py coverage`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
from scipy.special import ndtr

from equipoise.errors import ConvergenceError
from equipoise.measure import ideal_points
from equipoise.measure.frames import collect
from equipoise.measure.item_response import calls as roll_calls
from equipoise.measure.item_response.ballots import ABSTAIN, NO, YES, Ballots, Floats, Votes, read_ballots
from equipoise.measure.item_response.fit import Fit, fit
from equipoise.measure.votes import take_votes

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "un" / "unga_votes_cow_1946_2023.parquet"
SMOOTH, TURNS, SEED = 0.5, 120, 7
Keep = Callable[[Votes, int], npt.NDArray[np.bool_]]


@dataclass(frozen=True, slots=True)
class Halves:
    """Two fits on halves of the roll calls: correlation of points within sessions, and how often they agree within their 90 % ranges."""

    median: float
    tenth: float
    covered: float


def split(ballots: Ballots, keep: Keep) -> tuple[Ballots, tuple[Votes, ...]]:
    """The ballots that are kept, and the votes left out: yes, abstentions, no."""
    kinds = {YES: ballots.yes, ABSTAIN: ballots.abstain, NO: ballots.no}
    kept = {k: keep(v, k) for k, v in kinds.items()}
    yes, abstain, no = (Votes(v.point[kept[k]], v.call[kept[k]]) for k, v in kinds.items())
    return replace(ballots, yes=yes, abstain=abstain, no=no), tuple(Votes(v.point[~kept[k]], v.call[~kept[k]]) for k, v in kinds.items())


def log_likelihood(found: Fit, left_out: tuple[Votes, ...]) -> float:
    """Mean log probability of the votes left out, points and roll calls being as uncertain as they are."""
    logs: list[Floats] = []
    for kind, votes in zip((YES, ABSTAIN, NO), left_out, strict=True):
        mean, variance = found.points.mean[votes.point], found.points.variance[votes.point]
        covariance = found.calls.covariance[0, 0][votes.call]
        (low, _, _), (high, _, _), (_, middle, tied) = (found.calls.cut(up) for up in (0, 1, 0.5))
        slope = found.calls.slope[votes.call]
        spread = variance * (slope**2 + covariance) + middle[votes.call] + mean * (mean * covariance - 2 * tied[votes.call])
        width = np.sqrt(1 + np.maximum(spread, 0))
        yes, no = ndtr((low[votes.call] - slope * mean) / width), ndtr((slope * mean - high[votes.call]) / width)
        logs.append(np.log(np.maximum({YES: yes, ABSTAIN: 1 - yes - no, NO: no}[kind], 1e-12)))
    return float(np.concatenate(logs).mean())


def halves(ballots: Ballots, positive: int, smooth: float) -> Halves:
    """Points from one half of the roll calls against those from the other."""
    first = np.random.default_rng(SEED).random(ballots.calls) < 0.5
    one, two = (_half(ballots, positive, half, smooth) for half in (first, ~first))
    by_session = [
        np.corrcoef(one.points.mean[s], two.points.mean[s])[0, 1] for s in (ballots.session == t for t in np.unique(ballots.session))
    ]
    apart = np.abs(one.points.mean - two.points.mean) / np.sqrt(one.points.variance + two.points.variance)
    return Halves(float(np.median(by_session)), float(np.quantile(by_session, 0.1)), float((apart < 1.645).mean()))


def _half(ballots: Ballots, positive: int, half: npt.NDArray[np.bool_], smooth: float) -> Fit:
    place = np.cumsum(half) - 1
    yes, abstain, no = (Votes(v.point[half[v.call]], place[v.call[half[v.call]]]) for v in (ballots.yes, ballots.abstain, ballots.no))
    return fit(replace(ballots, calls=int(half.sum()), yes=yes, abstain=abstain, no=no), positive, smooth, TURNS)


def coverage(seeds: int = 10, states: int = 60, sessions: int = 10, calls: int = 60) -> tuple[dict[float, float], float]:
    """How often ranges of each level hold the point that votes were drawn from, and the median correlation within sessions."""
    held: dict[float, list[bool]] = {0.5: [], 0.9: []}
    correlations = []
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        walk = np.cumsum(np.hstack([rng.normal(0, 1, (states, 1)), rng.normal(0, 0.3, (states, sessions - 1))]), axis=1)
        walk = (walk - walk.mean()) / walk.std()
        slope, low = rng.normal(0, 0.7, (sessions, 1, calls)), rng.normal(0.5, 1, (sessions, 1, calls))
        gap = np.exp(rng.normal(-0.5, 0.5, (sessions, 1, calls)))
        latent = slope * walk.T[:, :, None] + rng.normal(0, 1, (sessions, states, calls))
        session, state, call = (x.ravel() for x in np.indices(latent.shape))
        vote = (1 + (latent > low) + (latent > low + gap)).ravel()
        names = np.array([f"S{i:02d}" for i in range(states)])
        votes = pa.table({"state": names[state], "session": session, "resolution": call, "vote": vote})
        top = names[walk.mean(axis=1).argmax()]
        for level, inside in held.items():
            found = ideal_points(votes, positive=top, level=level).to_pydict()
            truth = np.array([walk[int(s[1:]), t] for s, t in zip(found["state"], found["session"], strict=True)])
            inside += list((np.array(found["low"]) <= truth) & (truth <= np.array(found["high"])))
        points = np.array(found["ideal_point"]).reshape(states, sessions)
        correlations += [np.corrcoef(points[:, t], walk[:, t])[0, 1] for t in range(sessions)]
    return {level: float(np.mean(inside)) for level, inside in held.items()}, float(np.median(correlations))


def main() -> int:
    """Print a row for each setting that is given, or how often ranges hold the truth."""
    if sys.argv[1:] == ["coverage"]:
        held, correlation = coverage()
        print(
            ", ".join(f"{level:.0%} ranges hold {share:.1%}" for level, share in held.items()) + f"; median correlation {correlation:.3f}"
        )
        return 0
    if not SHARED.is_file():
        print("The votes of the United Nations are not in ../shared.", file=sys.stderr)
        return 2
    table = pq.read_table(SHARED, columns=["ccode", "session", "resid", "vote"]).rename_columns(["state", "session", "resolution", "vote"])
    ballots = read_ballots(collect(take_votes(table).sort("session", "resolution", "state")))
    positive = ballots.states.index("2")
    gone = np.random.default_rng(SEED).random(ballots.points) < 0.06
    schemes: dict[str, Keep] = {
        "5 % of votes": lambda v, k: np.random.default_rng(SEED + k).random(len(v.point)) >= 0.05,
        "6 % of state-sessions": lambda v, _: ~gone[v.point],
    }
    for setting in sys.argv[1:] or ["0.7"]:
        sd, _, steps = setting.partition(":")
        roll_calls.SLOPE_SD, smooth = float(sd), float(steps or SMOOTH)
        for name, keep in schemes.items():
            kept, left_out = split(ballots, keep)
            fitted = partial(fit, kept, positive, smooth, TURNS)
            _say(setting, name, lambda fitted=fitted, left_out=left_out: f"{log_likelihood(fitted(), left_out):.4f}")
        _say(setting, "halves", lambda smooth=smooth: str(halves(ballots, positive, smooth)))
    return 0


def _say(setting: str, name: str, work: Callable[[], str]) -> None:
    try:
        said = work()
    except ConvergenceError as error:
        said = f"not settled in {error.iterations} turns, residual {error.residual:.4f}"
    print(f"{setting} | {name} | {said}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
