"""Ideal points: votes made from known points give them back, with ranges that cover; what cannot be told is said."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from equipoise.errors import ConvergenceError, InputError
from equipoise.measure import ideal_points

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "un"


@dataclass(frozen=True, slots=True)
class Made:
    """Votes drawn from the model, and the points they were drawn from, standardised."""

    votes: pl.DataFrame
    truth: dict[tuple[str, int], float]


@pytest.fixture(scope="module")
def made() -> Made:
    rng = np.random.default_rng(20231109)
    states, sessions, calls = 40, 8, 60
    names = [f"S{i:02d}" for i in range(states)]
    walk = rng.normal(0, 1, states)[:, None] + np.cumsum(rng.normal(0, 0.3, (states, sessions)), axis=1)
    walk = (walk - walk.mean()) / walk.std()
    rows, truth = [], {}
    for t in range(sessions):
        slope, low, gap = rng.normal(0, 0.7, calls), rng.normal(0.5, 1, calls), np.exp(rng.normal(-0.5, 0.5, calls))
        latent = slope * walk[:, t][:, None] + rng.normal(0, 1, (states, calls))
        vote = 1 + (latent > low) + (latent > low + gap)
        for i, name in enumerate(names):
            truth[name, t] = float(walk[i, t])
            rows += [(name, t, k, int(vote[i, k])) for k in range(calls) if rng.random() > 0.1]
    schema = {"state": pl.String, "session": pl.Int64, "resolution": pl.Int64, "vote": pl.Int64}
    return Made(pl.DataFrame(rows, schema=schema, orient="row"), truth)


@pytest.fixture(scope="module")
def found(made: Made) -> pl.DataFrame:
    top = max(made.truth, key=lambda k: made.truth[k])[0]
    return ideal_points(made.votes, positive=top)


def test_points_that_votes_were_made_from_are_found_again(made: Made, found: pl.DataFrame) -> None:
    truth = [made.truth[s, t] for s, t in found.select("state", "session").iter_rows()]
    assert np.corrcoef(found["ideal_point"], truth)[0, 1] > 0.97


@pytest.mark.parametrize("level", [0.5, 0.9])
def test_ranges_cover_as_often_as_they_say(made: Made, found: pl.DataFrame, level: float) -> None:
    top = max(made.truth, key=lambda k: made.truth[k])[0]
    ranges = found if level == 0.9 else ideal_points(made.votes, positive=top, level=level)
    inside = [low < made.truth[s, t] < high for s, t, low, high in ranges.select("state", "session", "low", "high").iter_rows()]
    assert np.mean(inside) == pytest.approx(level, abs=0.07)


def test_the_scale_has_mean_zero_and_variance_one(found: pl.DataFrame) -> None:
    assert found["ideal_point"].mean() == pytest.approx(0, abs=1e-9)
    assert np.var(found["ideal_point"].to_numpy()) == pytest.approx(1, abs=1e-9)
    assert (found["low"] < found["ideal_point"]).all()
    assert (found["ideal_point"] < found["high"]).all()
    assert found.select("state", "session").rows() == sorted(found.select("state", "session").rows())


def test_the_positive_state_sets_the_sign_and_nothing_else(made: Made, found: pl.DataFrame) -> None:
    bottom = min(made.truth, key=lambda k: made.truth[k])[0]
    turned = ideal_points(made.votes, positive=bottom)
    assert turned["ideal_point"].to_numpy() == pytest.approx(-found["ideal_point"].to_numpy(), abs=0.01)
    assert turned["sd"].to_numpy() == pytest.approx(found["sd"].to_numpy(), abs=0.01)


def test_the_same_votes_in_another_order_give_the_same_bytes(made: Made, found: pl.DataFrame) -> None:
    top = max(made.truth, key=lambda k: made.truth[k])[0]
    assert ideal_points(made.votes.sample(fraction=1, shuffle=True, seed=3), positive=top).equals(found)


def test_fewer_votes_make_a_wider_range(made: Made, found: pl.DataFrame) -> None:
    few = made.votes.filter((pl.col("state") != "S05") | (pl.col("resolution") % 6 == 0))
    mine = pl.col("state") == "S05"
    top = max(made.truth, key=lambda k: made.truth[k])[0]
    assert ideal_points(few, positive=top).filter(mine)["sd"].mean() > 1.3 * found.filter(mine)["sd"].mean()  # type: ignore[operator]


def test_all_votes_cast_are_counted_also_on_unanimous_roll_calls(made: Made, found: pl.DataFrame) -> None:
    everybody = made.votes.select("state", "session").unique().with_columns(resolution=pl.lit(999, pl.Int64), vote=pl.lit(1, pl.Int64))
    top = max(made.truth, key=lambda k: made.truth[k])[0]
    more = ideal_points(pl.concat([made.votes, everybody]), positive=top)
    assert more["n_votes"].to_list() == [n + 1 for n in found["n_votes"]]
    assert more["ideal_point"].equals(found["ideal_point"])


def test_a_session_with_only_unanimous_votes_is_bridged_by_the_walk(made: Made) -> None:
    dull = made.votes.with_columns(vote=pl.when(pl.col("session") == 4).then(1).otherwise("vote"))
    result = ideal_points(dull, positive="S00")
    sd = {t: float(x) for t, x in result.group_by("session").agg(pl.col("sd").mean()).iter_rows()}
    assert len(result.filter(session=4)) == 40
    assert sd[4] > 1.5 * sd[3]


def test_a_state_missing_for_some_sessions_has_no_rows_there(made: Made) -> None:
    gone = made.votes.filter(~((pl.col("state") == "S01") & pl.col("session").is_in([2, 3])))
    assert ideal_points(gone, positive="S00").filter(state="S01")["session"].to_list() == [0, 1, 4, 5, 6, 7]


def test_too_few_iterations_are_an_error_that_says_how_far_it_came(made: Made) -> None:
    with pytest.raises(ConvergenceError, match=r"did not settle in 3 iterations: state S\d\d in session \d still moves by") as caught:
        ideal_points(made.votes, positive="S00", max_iter=3)
    assert caught.value.iterations == 3
    assert caught.value.residual > 1e-3


def test_a_state_that_does_not_vote_cannot_set_the_sign(made: Made) -> None:
    with pytest.raises(InputError, match="positive='USA' is not in column 'state'; there are S00, S01"):
        ideal_points(made.votes)


def test_votes_that_are_all_alike_tell_nothing(made: Made) -> None:
    with pytest.raises(InputError, match="tells nothing"):
        ideal_points(made.votes.with_columns(vote=pl.lit(1)), positive="S00")
    with pytest.raises(InputError, match="only 'S00' voted"):
        ideal_points(made.votes.filter(state="S00"), positive="S00")


def test_groups_of_states_that_never_vote_together_are_named(made: Made) -> None:
    apart = made.votes.with_columns(resolution=pl.when(pl.col("state") < "S03").then(pl.col("resolution") + 1000).otherwise("resolution"))
    with pytest.raises(InputError, match=r"2 groups that never vote on the same divided resolution.*smallest has S00, S01, S02$"):
        ideal_points(apart, positive="S00")


@pytest.mark.parametrize(
    "options", [{"smooth": 0}, {"smooth": float("nan")}, {"level": 1.0}, {"level": 0}, {"max_iter": 0}, {"max_iter": 2.5}]
)
def test_an_impossible_option_is_refused(made: Made, options: dict[str, float]) -> None:
    with pytest.raises(InputError, match=next(iter(options))):
        ideal_points(made.votes, positive="S00", **options)  # type: ignore[arg-type]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the United Nations votes are in ../shared, which is not here")
def test_recent_sessions_of_the_united_nations_come_out_as_published() -> None:
    votes = pl.read_parquet(SHARED / "unga_votes_cow_1946_2023.parquet").filter(pl.col("session") >= 68)
    found = ideal_points(votes.rename({"ccode": "state", "resid": "resolution"}), positive="2")
    published = pl.read_parquet(SHARED / "idealpoints_all_jun2024.parquet").with_columns(state=pl.col("ccode").cast(pl.String))
    both = found.join(published.select("state", pl.col("session").cast(pl.Int64), "IdealPointAll"), on=["state", "session"])
    assert len(both) > 1800
    correlation = both.group_by("session").agg(pl.corr("ideal_point", "IdealPointAll"))["ideal_point"]
    assert correlation.median() > 0.98  # type: ignore[operator]
    of = {(s, t): (low, high) for s, t, low, high in found.select("state", "session", "low", "high").iter_rows()}
    assert of["365", 77][1] < of["365", 76][0], "Russia's fall in 2022 is beyond the ranges"


def test_a_refit_with_new_votes_ends_where_a_fit_from_nothing_does(made: Made, found: pl.DataFrame) -> None:
    top = max(made.truth, key=lambda k: made.truth[k])[0]
    earlier = ideal_points(made.votes.filter(pl.col("session") < 7), positive=top)
    refit = ideal_points(made.votes, positive=top, start=earlier)
    assert refit.select("state", "session").equals(found.select("state", "session"))
    assert refit["ideal_point"].to_numpy() == pytest.approx(found["ideal_point"].to_numpy(), abs=0.02)
    assert refit["sd"].to_numpy() == pytest.approx(found["sd"].to_numpy(), abs=0.02)


def test_a_refit_takes_fewer_turns(made: Made, found: pl.DataFrame) -> None:
    top = max(made.truth, key=lambda k: made.truth[k])[0]

    def settles(turns: int, start: pl.DataFrame | None) -> bool:
        try:
            ideal_points(made.votes, positive=top, max_iter=turns, start=start)
        except ConvergenceError:
            return False
        return True

    turns = next(n for n in range(2, 60) if settles(n, found))
    assert not settles(turns, None)


def test_a_state_that_an_earlier_result_does_not_have_is_no_hindrance(made: Made, found: pl.DataFrame) -> None:
    top = max(made.truth, key=lambda k: made.truth[k])[0]
    without = found.filter(pl.col("state") != "S07")
    refit = ideal_points(made.votes, positive=top, start=without)
    assert refit["ideal_point"].to_numpy() == pytest.approx(found["ideal_point"].to_numpy(), abs=0.02)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"state": "X"}, "start: none of the states"),
        ({"sd": 0.0}, "start: column 'sd'.*more than 0"),
        ({"ideal_point": 1.0}, "is the same for all states"),
        ({"ideal_point": None}, "start: column 'ideal_point'.*never empty"),
        ({"session": 1}, "start: each state, session may have one row"),
    ],
)
def test_an_earlier_result_that_is_none_is_refused(made: Made, found: pl.DataFrame, change: dict[str, object], said: str) -> None:
    start = found.filter(pl.col("state") == "S00").head(2) if "state" in change else found
    if "state" in change:
        start = start.head(1)
    with pytest.raises(InputError, match=said):
        ideal_points(made.votes, positive="S00", start=start.with_columns(**{k: pl.lit(v) for k, v in change.items()}))
