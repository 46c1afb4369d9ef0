"""Bueno de Mesquita's model: against its definition written out plainly, and laws that it keeps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.whatif.bargain.actors import Actors
from equipoise.whatif.bargain.expected_utility import exponents, play_rounds, win_chances

SEEDS = st.integers(0, 2**32 - 1)


def draw(seed: int, actors: int) -> Actors:
    random = np.random.default_rng(seed)
    names = tuple(f"a{i}" for i in range(actors))
    return Actors(names, ("x",), random.uniform(1, 9, actors), random.uniform(-40, 40, (actors, 1)), random.uniform(0, 1, (actors, 1)))


def round_by_the_book(x: list[float], c: list[float], s: list[float], scale: float) -> list[float]:
    """One round of the definition in docs/methods/bargaining.md, pair by pair."""
    n = range(len(x))

    def g(a: int, b: int) -> float:
        return abs(x[a] - x[b]) / scale

    def vote(k: int, i: int, j: int, r: list[float]) -> float:
        return float(c[k] * s[k] * (g(k, j) ** r[k] - g(k, i) ** r[k]))

    def chance(i: int, j: int, r: list[float]) -> float:
        if x[i] == x[j]:
            return 0.0
        return sum(max(0.0, vote(k, i, j, r)) for k in n) / sum(abs(vote(k, a, b, r)) for k in n for a in n for b in n)

    def gain(i: int, j: int, r: list[float], judge: float) -> float:
        best, worst, same = (2 - 4 * (0.5 + sign * g(i, j) / 2) ** judge for sign in (-1, 1, 0))
        p = chance(i, j, r)
        return float(s[j] * (p * best + (1 - p) * worst) + (1 - s[j]) * best - same)

    ones = [1.0 for _ in n]
    danger = [sum(gain(j, i, ones, 1.0) for j in n) for i in n]
    low, high = min(danger), max(danger)
    r = [(1 - (2 * d - high - low) / (high - low) / 3) / (1 + (2 * d - high - low) / (high - low) / 3) for d in danger]
    after = []
    for i in n:
        fights, meets = [], []
        for j in n:
            if x[i] == x[j]:
                continue
            a, b = gain(i, j, r, r[i]), gain(j, i, r, r[i])
            if b > a > 0:
                fights.append((abs(x[i] - x[j]), j, x[j]))
            elif b > 0 > a and b > abs(a):
                meets.append(((abs(a) * x[i] + abs(b) * x[j]) / (abs(a) + abs(b)), j, x[i] + (x[j] - x[i]) * abs(a / b)))
        offers = sorted(fights) or sorted(meets)
        after.append(offers[0][2] if offers else x[i])
    return after


@given(SEEDS, st.integers(2, 6))
@settings(max_examples=25, deadline=None)
def test_rounds_are_those_of_the_definition(seed: int, actors: int) -> None:
    drawn = draw(seed, actors)
    start, then, *_ = play_rounds(drawn, 2)
    x = start.position.tolist()
    expected = round_by_the_book(x, drawn.capability.tolist(), drawn.salience[:, 0].tolist(), max(x) - min(x))
    np.testing.assert_allclose(then.position, expected, rtol=0, atol=1e-9)


@given(SEEDS)
@settings(max_examples=20, deadline=None)
def test_positions_stay_between_the_outermost(seed: int) -> None:
    drawn = draw(seed, 7)
    for now in play_rounds(drawn, 5):
        assert drawn.position.min() - 1e-9 <= now.position.min()
        assert now.position.max() <= drawn.position.max() + 1e-9


@given(SEEDS, st.floats(0.01, 1000), st.floats(-500, 500))
@settings(max_examples=20, deadline=None)
def test_positions_have_no_unit_and_no_zero(seed: int, unit: float, zero: float) -> None:
    drawn = draw(seed, 5)
    # One round: with a compromise at hand the choice looks at the place of the middle, so only the unit may change after it.
    moved = Actors(drawn.names, drawn.dimensions, drawn.capability, unit * drawn.position + zero, drawn.salience)
    one, two = (list(play_rounds(a, 2)) for a in (drawn, moved))
    for before, after in zip(one, two, strict=True):
        np.testing.assert_allclose(unit * before.position + zero, after.position, rtol=1e-7, atol=1e-6)


def test_chances_are_shares_of_all_votes() -> None:
    apart = np.array([[0.0, 1.0], [1.0, 0.0]])
    np.testing.assert_allclose(win_chances(apart, np.array([1.5, 0.9]), np.array([0.5, 2.0])), [[0, 0.3125], [0.1875, 0]])


def test_exponents_run_from_a_half_for_the_most_endangered_to_two() -> None:
    assert exponents(np.array([3.0, -1.0, 1.0])).tolist() == pytest.approx([0.5, 2.0, 1.0])
    assert exponents(np.array([3.0, 3.0])).tolist() == [1.0, 1.0]
