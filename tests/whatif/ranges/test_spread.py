"""Numbers that are known as a range."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from equipoise.errors import InputError
from equipoise.whatif.ranges.spread import Spread, read_spread
from equipoise.whatif.ranges.worlds import stratified


def test_five_percent_of_draws_are_below_low_half_below_central_and_five_above_high() -> None:
    values = Spread(4.0, 2.5, 9.0).draw(stratified(np.random.default_rng(1), 10_000, 1)[:, 0])
    assert np.mean(values < 2.5) == pytest.approx(0.05, abs=2e-4)
    assert np.mean(values < 4.0) == pytest.approx(0.5, abs=2e-4)
    assert np.mean(values > 9.0) == pytest.approx(0.05, abs=2e-4)


def test_forms_of_a_range() -> None:
    assert read_spread(4, "x") == Spread(4, 4, 4)
    assert read_spread((2, 8), "x") == Spread(4, 2, 8)
    assert read_spread([2, 3, 8], "x") == Spread(3, 2, 8)
    assert read_spread({"low": 2, "high": 8}, "x") == Spread(4, 2, 8)
    assert read_spread({"low": 2, "central": 5, "high": 8}, "x") == Spread(5, 2, 8)


def test_a_standard_deviation_is_that_of_the_draws() -> None:
    # For a lognormal with median c and log deviation s = sqrt(ln(1 + (sd/c)^2)) the deviation is c exp(s^2/2) sqrt(exp(s^2) - 1).
    values = read_spread({"central": 4, "sd": 1}, "x").draw(stratified(np.random.default_rng(1), 100_000, 1)[:, 0])
    ratio = np.sqrt(1 + 1 / 16)
    assert np.std(values) == pytest.approx(4 * ratio * np.sqrt(1 / 16), rel=2e-3)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (0, "more than 0"),
        ((4, 2), "must rise"),
        ((2, 9, 8), "must rise"),
        ((1, 2, 3, 4), "4 numbers"),
        ({"mean": 4}, "'mean'"),
        ({"central": 4, "sd": -1}, "sd"),
        ("four", "must be a number"),
        ((0, 3), "more than 0"),
    ],
)
def test_what_is_no_range_is_refused(given: Any, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_spread(given, "elasticity")
