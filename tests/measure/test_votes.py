"""Agreement and similarity: a case worked by hand, published figures, and what must hold for any votes."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.errors import InputError
from equipoise.measure import agreement, similarity

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "un"

WORKED = pl.DataFrame(
    {
        "state": ["KAZ", "RUS", "USA"] * 4,
        "session": [77] * 12,
        "resolution": ["a"] * 3 + ["b"] * 3 + ["c"] * 3 + ["d"] * 3,
        "vote": [1, 1, 1, 1, 2, 3, 2, 3, 1, 1, 1, None],
    }
)
"""The example of docs/methods/agreement.md."""


def pairs(result: pl.DataFrame, column: str) -> dict[tuple[str, str], Any]:
    return {(r["state_a"], r["state_b"]): r[column] for r in result.to_dicts()}


def test_identical_votes_are_counted_with_unanimous_roll_calls() -> None:
    result = agreement(WORKED)
    assert pairs(result, "agreement") == pytest.approx({("KAZ", "RUS"): 1 / 2, ("KAZ", "USA"): 1 / 3, ("RUS", "USA"): 1 / 3})
    assert pairs(result, "n") == {("KAZ", "RUS"): 4, ("KAZ", "USA"): 3, ("RUS", "USA"): 3}


def test_linear_agreement_leaves_out_unanimous_roll_calls() -> None:
    result = agreement(WORKED, method="linear")
    assert pairs(result, "agreement") == pytest.approx({("KAZ", "RUS"): 0.5, ("KAZ", "USA"): 0.25, ("RUS", "USA"): 0.25})
    assert set(pairs(result, "n").values()) == {2}


@pytest.mark.parametrize(
    ("index", "weights", "kaz_rus"),
    [
        ("S", "absolute", 0.5),
        ("S", "squared", 0.75),
        ("pi", "squared", 1 / 2),
        ("kappa", "squared", 5 / 9),
        ("kappa", "absolute", 1 / 3),
    ],
)
def test_similarity_of_the_worked_example(index: str, weights: str, kaz_rus: float) -> None:
    assert pairs(similarity(WORKED, index, weights), "similarity")["KAZ", "RUS"] == pytest.approx(kaz_rus)


def test_where_chance_allows_no_disagreement_the_corrected_index_is_not_known() -> None:
    same = WORKED.with_columns(vote=pl.lit(1))
    assert set(pairs(similarity(same, "kappa"), "similarity").values()) == {None}
    assert set(pairs(similarity(same, "S"), "similarity").values()) == {1.0}


def test_one_state_alone_has_no_pairs() -> None:
    for measured in (agreement, similarity):
        found = measured(WORKED.filter(state="KAZ"))
        assert len(found) == 0
        assert found.columns[:4] == ["state_a", "state_b", "session", "n"]


def test_a_pair_with_no_roll_call_in_common_has_no_row() -> None:
    votes = pl.DataFrame({"state": ["A", "B", "C"], "session": [1] * 3, "resolution": [1, 1, 2], "vote": [1, 1, 1]})
    assert list(pairs(agreement(votes), "n")) == [("A", "B")]


def test_a_session_of_unanimous_votes_has_no_linear_agreement() -> None:
    assert agreement(WORKED.with_columns(vote=pl.lit(2)), method="linear").is_empty()


def test_the_same_resolution_number_in_two_sessions_is_two_roll_calls() -> None:
    two = pl.concat([WORKED, WORKED.with_columns(session=pl.lit(78, pl.Int64), vote=4 - pl.col("vote"))])
    assert agreement(two).filter(session=77).equals(agreement(WORKED))


def test_a_vote_repeated_counts_once_and_one_contradicted_is_refused() -> None:
    assert agreement(pl.concat([WORKED, WORKED])).equals(agreement(WORKED))
    changed = pl.concat([WORKED, WORKED.head(1).with_columns(vote=pl.lit(3, pl.Int64))])
    with pytest.raises(InputError, match=r"column 'vote'.*state='KAZ', session=77, resolution='a', vote=1, and=3"):
        agreement(changed)


@pytest.mark.parametrize(
    "call", [lambda: agreement(WORKED, "cosine"), lambda: similarity(WORKED, "tau"), lambda: similarity(WORKED, weights="cubed")]
)
def test_an_unknown_option_is_refused_with_those_there_are(call: Any) -> None:
    with pytest.raises(InputError, match="must be one of"):
        call()


ballots = st.lists(
    st.tuples(st.sampled_from("ABCD"), st.integers(1, 2), st.integers(1, 5), st.sampled_from([1, 2, 3, None])),
    min_size=1,
    max_size=60,
    unique_by=lambda b: b[:3],
).filter(lambda b: any(x[3] for x in b))


def frame(rows: list[tuple[str, int, int, int | None]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"state": pl.String, "session": pl.Int64, "resolution": pl.Int64, "vote": pl.Int64}, orient="row")


@settings(deadline=None, max_examples=40)
@given(ballots)
def test_agreement_is_what_counting_by_hand_gives(rows: list[tuple[str, int, int, int | None]]) -> None:
    votes = {(state, session, resolution): vote for state, session, resolution, vote in rows if vote}
    expected = {}
    for a in "ABCD":
        for b in "ABCD":
            for s in (1, 2):
                both = [(votes[a, s, r], votes[b, s, r]) for r in range(1, 6) if (a, s, r) in votes and (b, s, r) in votes]
                if a < b and both:
                    expected[a, b, s] = (len(both), sum(x == y for x, y in both) / len(both))
    got = {(r["state_a"], r["state_b"], r["session"]): (r["n"], r["agreement"]) for r in agreement(frame(rows)).to_dicts()}
    assert got.keys() == expected.keys()
    for key, (n, value) in got.items():
        assert (n, value) == (expected[key][0], pytest.approx(expected[key][1]))


@settings(deadline=None, max_examples=40)
@given(ballots, st.randoms(use_true_random=False))
def test_results_lie_in_their_bounds_and_do_not_depend_on_the_order_of_rows(rows: list[Any], random: Any) -> None:
    shuffled = random.sample(rows, len(rows))
    for call in (
        lambda v: agreement(v),
        lambda v: agreement(v, "linear"),
        lambda v: similarity(v),
        lambda v: similarity(v, "pi"),
        lambda v: similarity(v, "kappa", "squared"),
    ):
        result = call(frame(rows))
        assert result.equals(call(frame(shuffled)), null_equal=True)
        assert all(x is None or -1 - 1e-12 <= x <= 1 + 1e-12 or math.isfinite(x) for x in result[:, 4])
    assert all(0 <= x <= 1 for x in agreement(frame(rows))["agreement"])
    assert all(-1 <= x <= 1 for x in similarity(frame(rows))["similarity"])


@settings(deadline=None, max_examples=40)
@given(ballots)
def test_agreement_does_not_depend_on_what_the_states_are_called(rows: list[Any]) -> None:
    renamed = [({"A": "D", "B": "C", "C": "B", "D": "A"}[s], *rest) for s, *rest in rows]
    turn = dict(zip("ABCD", "DCBA", strict=True))
    for call in (agreement, similarity):
        plain = {(r["state_a"], r["state_b"], r["session"]): list(r.values())[3:] for r in call(frame(rows)).to_dicts()}
        other = {
            (*sorted((turn[r["state_a"]], turn[r["state_b"]])), r["session"]): list(r.values())[3:] for r in call(frame(renamed)).to_dicts()
        }
        assert plain == other


@pytest.mark.skipif(not SHARED.is_dir(), reason="the United Nations votes are in ../shared, which is not here")
def test_published_agreement_with_the_united_states_is_reproduced_in_session_77() -> None:
    votes = pl.read_parquet(SHARED / "unga_votes_cow_1946_2023.parquet").filter(session=77)
    got = agreement(votes.rename({"ccode": "state", "resid": "resolution"})).filter(pl.any_horizontal(pl.col("state_a", "state_b") == "2"))
    points = pl.read_parquet(SHARED / "idealpoints_all_jun2024.parquet").filter(pl.col("session") == 77, pl.col("ccode") != 2)
    published = {str(c): x for c, x in points.select("ccode", "USAgree").iter_rows() if x is not None and not math.isnan(x)}
    mine = {r["state_b"] if r["state_a"] == "2" else r["state_a"]: r["agreement"] for r in got.to_dicts()}
    assert len(published) > 180
    assert all(mine[c] == pytest.approx(x, abs=1e-6) for c, x in published.items())
