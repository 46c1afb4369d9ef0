"""Posteriors against printed tables, other formulas, and their own promise: a 90 % range holds the truth nine times in ten."""

from __future__ import annotations

from dataclasses import replace
from math import exp

import numpy as np
import pytest

from equipoise.measure.posterior import (
    PRIOR_SCORE_SD,
    SCORE_LIMIT,
    Bands,
    contrast_bands,
    priors_from,
    rate_bands,
    score_bands,
    share_bands,
    vector_bands,
)
from equipoise.settings import Settings

PRIORS = priors_from(Settings())
CASES = 4000


def array(*x: float) -> np.ndarray:
    return np.array(x, dtype=np.float64)


def covered(truth: np.ndarray, bands: Bands) -> float:
    return float(np.mean((bands.low <= truth) & (truth <= bands.high)))


def test_effective_vectors_by_harmonic_numbers() -> None:
    # Counts 2, 1, 0 and a prior of 1: E[H] = H(6) - 3/6 H(3) - 2/6 H(2) - 1/6 H(1) = 2.45 - 0.91667 - 0.5 - 0.16667 = 0.86667.
    bands = vector_bands(array(2, 1, 0).reshape(1, 3), replace(PRIORS, share=1.0))
    assert bands.value[0] == pytest.approx(exp(0.8666667), abs=1e-6)


def test_equal_engagement_with_many_events_approaches_the_number_of_powers() -> None:
    bands = vector_bands(np.full((1, 5), 20_000.0), PRIORS)
    assert bands.low[0] == pytest.approx(5, abs=0.01)
    assert bands.value[0] <= bands.high[0] <= 5 + 1e-9


def test_one_sided_engagement_approaches_one_vector() -> None:
    assert vector_bands(array(50_000, 0, 0).reshape(1, 3), PRIORS).high[0] < 1.01


def test_equal_counts_have_equal_ranges_whatever_stands_beside_them() -> None:
    alone = vector_bands(array(3, 1, 0).reshape(1, 3), PRIORS)
    among = vector_bands(np.array([[9.0, 9.0, 9.0], [3.0, 1.0, 0.0]]), PRIORS)
    assert (alone.low[0], alone.high[0]) == (among.low[1], among.high[1])


def test_the_range_of_vectors_agrees_with_another_way_to_draw() -> None:
    alpha = array(3.5, 1.5, 0.5)
    draws = np.random.default_rng(1).dirichlet(alpha, 200_000)
    low, high = np.quantile(np.exp(-(draws * np.log(draws)).sum(axis=1)), (0.05, 0.95))
    bands = vector_bands((alpha - PRIORS.share).reshape(1, 3), PRIORS)
    assert (bands.low[0], bands.high[0]) == pytest.approx((low, high), abs=0.05)


def test_a_share_is_the_margin_of_the_dirichlet() -> None:
    # Prior 1 for each of two powers, no more seen of one than 0 of 1: Beta(1, 2) has the distribution function 1 - (1 - x)^2.
    bands = share_bands(array(0), array(1), 2, replace(PRIORS, share=1.0))
    assert bands.value[0] == pytest.approx(1 / 3)
    assert [bands.low[0], bands.high[0]] == pytest.approx([1 - 0.95**0.5, 1 - 0.05**0.5])


def test_a_rate_without_events_is_low_and_not_zero() -> None:
    few, many = rate_bands(array(0, 0), array(0, 0), array(1, 100), PRIORS).high
    assert 0 < many < few


def test_a_rate_of_nothing_read_is_not_known() -> None:
    assert np.isnan(rate_bands(array(3), array(0), array(0), PRIORS).value[0])


def test_doubtful_dates_widen_a_rate_and_leave_its_mean() -> None:
    sure, doubtful = (rate_bands(array(3), array(s), array(10), PRIORS) for s in (0, 1.5))
    assert sure.value == doubtful.value
    assert doubtful.low[0] < sure.low[0] < sure.high[0] < doubtful.high[0]


def test_scores_that_agree_narrow_the_range() -> None:
    agreed = score_bands(array(6), array(24), array(96), PRIORS)
    mixed = score_bands(array(6), array(24), array(296), PRIORS)
    assert agreed.value == mixed.value
    assert agreed.high[0] - agreed.low[0] < mixed.high[0] - mixed.low[0]


def test_ranges_of_rates_hold_nine_times_in_ten() -> None:
    rng = np.random.default_rng(2)
    rate = rng.gamma(PRIORS.rate_shape, 1 / PRIORS.rate_rate, CASES)
    n = rng.poisson(rate * 12).astype(np.float64)
    assert covered(rate, rate_bands(n, np.zeros(CASES), np.full(CASES, 12.0), PRIORS)) == pytest.approx(0.9, abs=0.02)


def test_ranges_of_rates_hold_with_doubtful_dates() -> None:
    rng = np.random.default_rng(3)
    rate = rng.gamma(PRIORS.rate_shape, 1 / PRIORS.rate_rate, CASES)
    inside = rng.poisson(rate * 12)
    # Each event inside has a window that is half inside, and as many events outside have one too: then half of them are inside.
    seen = inside + rng.poisson(rate * 12)
    bands = rate_bands(seen * 0.5, seen * 0.25, np.full(CASES, 12.0), PRIORS)
    assert covered(rate, bands) >= 0.88


def test_ranges_of_scores_hold_nine_times_in_ten() -> None:
    rng = np.random.default_rng(4)
    k, size = PRIORS.score_weight, 4
    variance = k * PRIOR_SCORE_SD**2 / rng.chisquare(k, CASES)
    mean = rng.normal(PRIORS.score_mean, np.sqrt(variance / k))
    possible = np.abs(mean) <= SCORE_LIMIT  # ranges are cut off there
    scores = rng.normal(mean, np.sqrt(variance), (size, CASES))
    bands = score_bands(np.full(CASES, float(size)), scores.sum(axis=0), (scores**2).sum(axis=0), PRIORS)
    truth = np.where(possible, mean, (bands.low + bands.high) / 2)
    assert (covered(truth, bands) * CASES - (~possible).sum()) / possible.sum() == pytest.approx(0.9, abs=0.02)


def test_ranges_of_contrasts_hold_nine_times_in_ten() -> None:
    rng = np.random.default_rng(5)
    p = rng.beta(0.5, 0.5, CASES)
    gains = rng.binomial(9, p).astype(np.float64)
    assert covered(2 * p - 1, contrast_bands(gains, 9 - gains, 0.5, PRIORS)) == pytest.approx(0.9, abs=0.02)


def test_ranges_of_shares_and_vectors_hold_nine_times_in_ten() -> None:
    rng = np.random.default_rng(6)
    p = rng.dirichlet([PRIORS.share] * 4, 800)
    counts = np.array([rng.multinomial(15, row) for row in p], dtype=np.float64)
    assert covered(p[:, 0], share_bands(counts[:, 0], counts.sum(axis=1), 4, PRIORS)) == pytest.approx(0.9, abs=0.035)
    truth = np.exp(-(p * np.log(np.maximum(p, 1e-300))).sum(axis=1))
    assert covered(truth, vector_bands(counts, PRIORS)) == pytest.approx(0.9, abs=0.035)
