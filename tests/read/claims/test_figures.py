"""Which figures a text gives, in absolute units."""

import math

import pytest

from equipoise.read.claims.figures import find_figures
from equipoise.read.claims.money import number_of


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Trade reached $27 billion.", 27e9, "USD"),
        ("Trade reached US$1.5bn.", 1.5e9, "USD"),
        ("It cost 27 bn dollars.", 27e9, "USD"),
        ("It cost EUR 5m.", 5e6, "EUR"),
        ("It cost €300,000 in all.", 300_000, "EUR"),
        ("They paid 12 million euros.", 12e6, "EUR"),
        ("They paid 3.2 trillion tenge.", 3.2e12, "KZT"),
        ("They paid two hundred million yuan.", 200e6, "CNY"),
        ("They paid 40 million rubles.", 40e6, "RUB"),
        ("Some 80 percent of it is oil.", 80, "percent"),
        ("It grew by 4.5% last spring.", 4.5, "percent"),
        ("A third of the oil goes north.", 100 / 3, "percent"),
        ("Four-fifths of the oil goes north.", 80, "percent"),
        ("More than half of its gas is sold.", 50, "percent"),
        ("One in five workers left.", 20, "percent"),
        ("It is the fifth-largest investor.", 5, "rank"),
        ("It is the second biggest buyer.", 2, "rank"),
        ("It is the 3rd largest buyer.", 3, "rank"),
        ("It is the largest buyer of tin.", 1, "rank"),
        ("The state ranks seventh in the table.", 7, "rank"),
        ("It is the number two supplier.", 2, "rank"),
    ],
)
def test_a_figure_is_read_in_absolute_units(text: str, value: float, unit: str) -> None:
    (figure,) = find_figures(text)
    assert (figure.value, figure.unit) == (pytest.approx(value), unit)


def test_both_ends_of_a_range_are_figures() -> None:
    assert [f.value for f in find_figures("It will cost $2-3 billion.")] == [2e9, 3e9]


@pytest.mark.parametrize(
    "text",
    ["It is one of the largest states.", "A third party spoke.", "They won two medals.", "He had one real chance.", "It cost a lot."],
)
def test_words_that_are_no_figures_are_left_alone(text: str) -> None:
    assert find_figures(text) == []


@pytest.mark.parametrize("text", [f"It cost ${'9' * 400}.", f"It cost {'9' * 300} trillion dollars.", f"A loss of {'9' * 400} percent."])
def test_a_number_without_end_is_no_figure(text: str) -> None:
    assert [f for f in find_figures(text) if not math.isfinite(f.value) or f.value > 1e30] == []


@pytest.mark.parametrize(
    ("words", "value"), [("1,200", 1200), ("twenty-five", 25), ("two and a half million", 2.5e6), ("three hundred", 300), ("many", None)]
)
def test_number_words_are_numbers(words: str, value: float | None) -> None:
    assert number_of(words) == value
