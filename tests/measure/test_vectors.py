"""How multi-vector a state is: by hand, by what must hold, and what is refused."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from equipoise.errors import InputError
from equipoise.measure import vectors
from equipoise.measure.vector_balance import balance, disagreement, spread

TIES = pl.DataFrame(
    [
        ("trade", "CHN", 40.0),
        ("trade", "EU", 40.0),
        ("trade", "RUS", 20.0),
        ("arms", "CHN", 10.0),
        ("arms", "EU", 0.0),
        ("arms", "RUS", 90.0),
    ],
    schema=["channel", "vector", "value"],
    orient="row",
).with_columns(state=pl.lit("KAZ"), year=2023)
"""The example of docs/methods/vectors.md."""


def figure(found: pl.DataFrame, measure: str, vector: str | None = None) -> dict[str, Any]:
    rows = found.filter(measure=measure)
    return (rows if vector is None else rows.filter(vector=vector)).row(0, named=True)


def test_the_worked_example() -> None:
    found = vectors(TIES, tilts=[("RUS", "EU")])
    p = {"CHN": 0.25, "EU": 0.2, "RUS": 0.55}
    assert {v: figure(found, "share", v)["value"] for v in p} == pytest.approx(p)
    assert figure(found, "spread")["value"] == pytest.approx(math.exp(-sum(x * math.log(x) for x in p.values())))
    assert figure(found, "balance")["value"] == pytest.approx(1 - (0.55 - 1 / 3 + 1 / 3 - 0.25 + 1 / 3 - 0.2) * 3 / 4)
    assert figure(found, "tilt", "RUS-EU")["value"] == pytest.approx(0.35 / 0.75)
    # Mean of the two channels is p; entropies in bits 1.4388, 1.5219 and 0.4690.
    assert figure(found, "disagreement")["value"] == pytest.approx(1.4388 - (1.5219 + 0.4690) / 2, abs=1e-4)


def test_weights_are_a_setting_and_the_ranks_they_cause_are_shown() -> None:
    trade_alone = vectors(TIES, weights={"trade": 1.0, "arms": 0.0})
    assert figure(trade_alone, "share", "RUS")["value"] == pytest.approx(0.2)
    assert figure(trade_alone, "share", "RUS")["channels"] == "trade"
    russia = figure(vectors(TIES), "share", "RUS")
    assert (russia["rank"], russia["rank_low"], russia["rank_high"]) == (1, 1, 3), "by trade alone Russia is third"
    assert russia["weight_low"] < 0.3 < 0.8 < russia["weight_high"]


def test_the_more_ties_stand_behind_the_shares_the_narrower_the_range() -> None:
    few, many = (figure(vectors(TIES, worth=w), "spread") for w in (5.0, 500.0))
    assert few["low"] < many["low"] < many["value"] < many["high"]
    assert many["high"] - many["low"] < few["high"] - few["low"]


def test_a_range_is_that_of_the_beta_distribution_where_there_are_two_vectors_in_one_channel() -> None:
    two = TIES.filter((pl.col("channel") == "trade") & (pl.col("vector") != "EU"))
    found = figure(vectors(two, worth=3.0, draws=40_000), "share", "CHN")
    # Beta(2, 1) has the distribution function x^2.
    assert (found["low"], found["high"]) == pytest.approx((math.sqrt(0.05), math.sqrt(0.95)), abs=0.01)
    assert figure(vectors(two), "disagreement")["value"] is None, "one channel cannot disagree"


def test_a_channel_that_does_not_know_a_vector_is_left_out_and_that_is_seen() -> None:
    hidden = TIES.with_columns(value=pl.when((pl.col("channel") == "arms") & (pl.col("vector") == "EU")).then(None).otherwise("value"))
    assert set(vectors(hidden)["channels"]) == {"trade"}
    gone = TIES.filter((pl.col("channel") != "arms") | (pl.col("vector") != "EU"))
    assert set(vectors(gone)["channels"]) == {"trade"}, "a missing row is not a zero"


@pytest.mark.parametrize("worth", [2.0, 30.0, 1000.0])
def test_a_range_holds_its_value(worth: float) -> None:
    found = vectors(TIES, tilts=[("RUS", "EU")], worth=worth)
    assert ((found["low"] <= found["value"]) & (found["value"] <= found["high"])).all()


def test_the_same_seed_gives_the_same_draws() -> None:
    assert vectors(TIES).equals(vectors(TIES.sample(fraction=1, shuffle=True, seed=4)))
    assert not vectors(TIES).equals(vectors(TIES, seed=2))


@given(
    arrays(np.float64, st.tuples(st.integers(2, 4), st.integers(2, 5)), elements=st.floats(0, 1)).filter(
        lambda x: (x.sum(axis=1) > 0.01).all()
    )
)
def test_laws(raw: np.ndarray) -> None:
    channels = raw / raw.sum(axis=1, keepdims=True)
    count = channels.shape[1]
    assert (spread(channels) >= 1 - 1e-9).all()
    assert (spread(channels) <= count + 1e-9).all()
    assert (balance(channels) >= -1e-9).all()
    assert (balance(channels) <= 1 + 1e-9).all()
    pairs = len(channels) * (len(channels) - 1) / 2
    assert -1e-9 <= disagreement(channels) <= pairs + 1e-9
    assert disagreement(np.stack([channels[0]] * 3)) == pytest.approx(0, abs=1e-9)
    assert balance(np.full(count, 1 / count)) == pytest.approx(1)
    assert balance(np.eye(count)[0]) == pytest.approx(0)


@pytest.mark.parametrize(
    ("change", "options", "said"),
    [
        ({"value": -1.0}, {}, "'value'.*at least 0"),
        ({"value": None}, {}, "nothing can be said"),
        ({"channel": "trade"}, {}, "each state, year, channel, vector may have one row"),
        ({}, {"weights": {"trade": 1.0}}, "weights must name each channel.*arms"),
        ({}, {"weights": {"trade": 0.0, "arms": 0.0}}, "one at least must be more than 0"),
        ({}, {"weights": {"trade": -1.0, "arms": 2.0}}, r"weights\['trade'\] must be a number of at least 0"),
        ({}, {"tilts": [("RUS", "USA")]}, "tilts: not among the column 'vector': USA"),
        ({}, {"worth": 0}, "worth"),
        ({}, {"level": 1.0}, "level must be less than 1"),
        ({}, {"draws": 0}, "draws"),
    ],
)
def test_what_cannot_be_used_is_refused(change: dict[str, Any], options: dict[str, Any], said: str) -> None:
    frame = TIES.with_columns(**{k: pl.lit(v, pl.Float64) if v is None else pl.lit(v) for k, v in change.items()})
    with pytest.raises(InputError, match=said):
        vectors(frame, **options)
