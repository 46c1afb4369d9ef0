"""Likelihood and confidence: two different things in two different sets of words."""

from pathlib import Path

import pytest

from equipoise.show.odds import (
    CLEAR_ODDS,
    CONFIDENCE_RULE,
    EVEN_ODDS,
    Basis,
    amount,
    confidence,
    likelihood,
    likelihood_scale,
    number,
    probability_above,
)
from equipoise.words.estimate import Direction, Estimate


def estimate(value: float | None, low: float | None, high: float | None) -> Estimate:
    """A standing of Russia."""
    return Estimate("KAZ", "standing", "RUS", Direction.BOTH, None, None, None, None, value, low, high, 0.9, "", "", ())


WORDS = {
    0.005: "practically impossible",
    0.1: "very unlikely",
    0.3: "unlikely",
    0.5: "about as likely as not",
    0.7: "likely",
    0.9: "very likely",
    0.97: "almost certain",
    1.0: "practically certain",
}


@pytest.mark.parametrize(("p", "word"), WORDS.items())
def test_each_probability_has_its_word(p: float, word: str) -> None:
    assert likelihood(p).startswith(word + " (")


def test_a_range_above_zero_is_likely_above_zero() -> None:
    p = probability_above(estimate(0.4, 0.1, 0.6))
    assert p is not None
    assert p > 0.95


def test_equal_ranges_tell_nothing() -> None:
    assert probability_above(estimate(0.2, -0.1, 0.5), estimate(0.2, -0.1, 0.5)) == pytest.approx(0.5)


def test_what_is_not_known_has_no_probability() -> None:
    assert probability_above(estimate(None, None, None)) is None


def test_confidence_grows_with_events_articles_and_outlets_not_with_probability() -> None:
    assert confidence(Basis(40, 12, 6, 0.3)).startswith("high")
    assert confidence(Basis(40, 12, 6, 0.8)).startswith("moderate")
    assert confidence(Basis(400, 2, 1, 1.0)).startswith("low")


def test_nothing_is_almost_certain_on_a_small_basis() -> None:
    small, fair, broad = Basis(3, 2, 1, 1.0), Basis(10, 6, 4, 0.3), Basis(40, 12, 6, 0.3)
    assert likelihood(0.999, fair) == "almost certain (over 95%)"
    assert likelihood(0.97, fair) == likelihood(0.97)
    assert likelihood(0.999, small) == "very likely (over 80%)"
    assert likelihood(0.001, small) == "very unlikely (under 20%)"
    assert likelihood(0.7, small) == likelihood(0.7)
    assert likelihood(0.999, broad) == "practically certain (over 99%)"


def test_figures_are_written_as_people_write_them() -> None:
    assert amount(27e9, "USD") == "27 billion USD"
    assert amount(5, "rank") == "rank 5"
    assert amount(2, "week") == "2 weeks"
    assert amount(1, "week") == "1 week"
    assert amount(1.2e6, "barrels per day") == "1.2 million barrels per day"
    assert number(-0.04, 1, sign=True) == "0.0"


def test_the_page_on_words_has_the_scale_and_the_rule_of_the_program() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "methods" / "words.md").read_text(encoding="utf-8")
    for step in likelihood_scale().split("; "):
        word, _, meaning = step.rpartition(": ")
        assert f"| {word} | {meaning} |" in page
    assert CONFIDENCE_RULE in page
    assert f"from {100 * CLEAR_ODDS:.0f}% on; below {100 * EVEN_ODDS:.0f}%" in page
