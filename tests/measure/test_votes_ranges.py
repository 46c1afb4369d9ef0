"""Agreement by issue area, over windows of sessions, and its ranges: by hand, by simulation, by what must hold."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from equipoise.errors import InputError
from equipoise.measure import agreement, similarity
from equipoise.measure.vote_indices import APART, Corrected, Mean

VOTES = pl.DataFrame(
    {
        "state": ["A", "B"] * 6,
        "session": [1] * 4 + [2] * 4 + [5] * 4,
        "resolution": [1, 1, 2, 2] * 3,
        "vote": [1, 1, 1, 3, 2, 2, 1, 1, 3, 1, 2, 1],
    }
)
"""Equal: one of two in session 1, both in session 2, none in session 5; resolutions are numbered anew in each session."""
ISSUES = pl.DataFrame({"session": [1, 1, 2, 5], "resolution": [1, 1, 2, 1], "issue": ["nuclear", "Palestine", "nuclear", "nuclear"]})


def test_an_issue_area_has_its_own_row_and_roll_calls_without_one_are_shown_apart() -> None:
    rows = agreement(VOTES, by=ISSUES).select("session", "issue", "n", "agreement").rows()
    assert rows == [
        (1, "Palestine", 1, 1.0),
        (1, "nuclear", 1, 1.0),
        (1, None, 1, 0.0),
        (2, "nuclear", 1, 1.0),
        (2, None, 1, 1.0),
        (5, "nuclear", 1, 0.0),
        (5, None, 1, 0.0),
    ]


def test_a_window_pools_the_roll_calls_of_its_sessions() -> None:
    rows = agreement(VOTES, window=2).select("session", "first_session", "n", "agreement").rows()
    assert rows == [(1, 1, 2, 0.5), (2, 1, 4, 0.75), (5, 5, 2, 0.0)], "sessions 3 and 4 had no votes and are not made up"
    assert agreement(VOTES, window=5).filter(session=5).select("first_session", "n").row(0) == (1, 6)


def test_a_window_of_one_session_is_no_window() -> None:
    assert agreement(VOTES, window=1).equals(agreement(VOTES))


def test_windows_and_issues_go_together() -> None:
    rows = agreement(VOTES, by=ISSUES, window=2).filter(session=2, issue="nuclear").select("first_session", "n", "agreement").rows()
    assert rows == [(1, 2, 1.0)]


def test_wilson_range_of_a_share() -> None:
    votes = pl.DataFrame(
        {"state": ["A", "B"] * 10, "session": 1, "resolution": sorted(list(range(10)) * 2), "vote": [1, 1] * 8 + [1, 3] * 2}
    )
    row = agreement(votes, level=0.95).row(0, named=True)
    # Wilson's 95 % range for 8 of 10 is printed as 0.490 to 0.943; ours mixes in the observed variance, which here is the same.
    assert (row["agreement"], row["low"], row["high"]) == pytest.approx((0.8, 0.4902, 0.9433), abs=5e-4)


@pytest.mark.parametrize(
    "measure",
    [
        Mean("x", np.eye(3), 0.0, 0.9),
        Mean("x", 1 - APART / 2, 0.0, 0.9),
        Mean("x", 1 - APART**2 / 4, -1.0, 0.9),
        Corrected("x", APART**2, True, 0.9),
        Corrected("x", APART**2, False, 0.9),
    ],
)
@pytest.mark.parametrize(
    "table", [[[50, 10, 2], [8, 10, 3], [5, 4, 8]], [[10, 10, 40], [5, 10, 5], [10, 5, 5]], [[60, 5, 1], [5, 15, 2], [1, 1, 10]]]
)
def test_ranges_hold_the_truth_about_as_often_as_they_say(measure: Any, table: list[list[int]]) -> None:
    p = np.array(table) / np.sum(table)
    truth = measure((p * 1e9).round().astype(np.int64)[:, :, None])[1]["x"][0]
    drawn = np.random.default_rng(5).multinomial(80, p.ravel(), 3000).T.reshape(3, 3, -1)
    found = measure(drawn)[1]
    held = np.mean((found["low"] <= truth) & (truth <= found["high"]))
    assert 0.85 < held < 0.95


def test_a_range_holds_its_value_and_stays_within_the_index() -> None:
    for index, floor in (("S", -1.0), ("pi", -np.inf), ("kappa", -np.inf)):
        found = similarity(VOTES, index, level=0.9).drop_nulls()
        assert ((found["low"] <= found["similarity"]) & (found["similarity"] <= found["high"])).all()
        assert (found["low"] >= floor).all()
        assert (found["high"] <= 1).all()


def test_two_that_never_differed_are_not_sure_to_agree() -> None:
    row = agreement(VOTES, level=0.9).filter(session=2).row(0, named=True)
    assert row["agreement"] == row["high"] == 1.0
    assert 0.3 < row["low"] < 0.7


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"window": 0}, "window must be a whole number of at least 1"),
        ({"window": 1.5}, "window must be a whole number"),
        ({"level": 1.0}, "level must be less than 1"),
        ({"level": 0}, "level must be a number more than 0"),
        ({"by": ISSUES.drop("issue")}, "by: no column 'issue'"),
        ({"by": pl.concat([ISSUES, ISSUES])}, "by: each session, resolution, issue may have one row"),
        ({"by": ISSUES.with_columns(session=pl.Series([77, 78, 79, 80]))}, "by: no roll call of column 'resolution' is among the votes"),
        ({"by": ISSUES.head(0)}, "by: the table is empty"),
    ],
)
def test_an_option_that_cannot_be_used_is_refused(options: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        agreement(VOTES, **options)
