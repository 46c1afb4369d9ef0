"""The Spatial Model of Politics: against its definition written out plainly, and laws that it keeps."""

from __future__ import annotations

from importlib import import_module
from math import isclose

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.whatif.bargain.actors import Actors
from equipoise.whatif.bargain.challenges import make_offers, weigh_challenges
from equipoise.whatif.bargain.smp import SmpTurn, look, play
from equipoise.whatif.bargain.votes import Array, chances, distances, risks, utilities

SEEDS = st.integers(0, 2**32 - 1)


def draw(seed: int, actors: int = 8, dimensions: int = 2) -> Actors:
    random = np.random.default_rng(seed)
    return Actors(
        tuple(f"a{i}" for i in range(actors)),
        tuple(f"d{k}" for k in range(dimensions)),
        random.uniform(1, 100, actors),
        random.uniform(0, 1, (actors, dimensions)),
        random.uniform(0.05, 1, (actors, dimensions)) / dimensions,
    )


def path(actors: Actors, turns: int = 6) -> list[Array]:
    return [turn.positions for turn in play(actors, turns)]


def challenge_by_the_book(actors: Actors, risk: Array, i: int, j: int) -> tuple[float, float]:
    """Chance and gain of i's challenge to j as i sees it: the definition, actor by actor, in utilities."""
    seen = [(2 * risk[i] + r) / 3 for r in risk]
    weight = [float(c * s.sum()) for c, s in zip(actors.capability, actors.salience, strict=True)]

    def worth(k: int, place: int) -> float:
        s = actors.salience[k]
        d = float(np.sqrt((s**2 * (actors.position[k] - actors.position[place]) ** 2).sum() / (s**2).sum()))
        return float((1 - d) * (1 + d * seen[k]))

    side_i, side_j = 1e-10 + weight[i] * (1 - worth(i, j)), 1e-10 + weight[j] * (1 - worth(j, i))
    votes = []
    for k in range(len(seen)):
        if k in (i, j):
            continue
        to_i, to_j, own = worth(k, i), worth(k, j), worth(k, k)
        lean = weight[k] * (to_i - to_j)
        p = (side_i + max(lean, 0)) / (side_i + side_j + abs(lean))
        votes.append(weight[k] * (p * (2 * to_i + own) + (1 - p) * 3 * to_j - p * 3 * to_i - (1 - p) * (2 * to_j + own)))
    for_i = side_i + sum(v for v in votes if v > 0)
    for_j = side_j - sum(v for v in votes if v < 0)
    chance, stake = for_i / (for_i + for_j), float(actors.salience[j].sum())
    win, lose = 2 * worth(i, i), 2 * worth(i, j)
    return chance, (1 - stake) * win + stake * (chance * win + (1 - chance) * lose) - (worth(i, i) + worth(i, j))


@given(SEEDS, st.integers(2, 7), st.integers(1, 3))
@settings(max_examples=25, deadline=None)
def test_challenges_are_those_of_the_definition(seed: int, actors: int, dimensions: int) -> None:
    drawn = draw(seed, actors, dimensions)
    distance = distances(drawn.position, drawn.salience, drawn.position)
    risk = risks(drawn.capability, distance)
    found = weigh_challenges(distance, risk, drawn.capability, drawn.salience.sum(axis=1))
    for i in range(actors):
        for j in range(actors):
            if i != j:
                chance, gain = challenge_by_the_book(drawn, risk, i, j)
                assert isclose(found.chance[i, j], chance, abs_tol=1e-12)
                assert isclose(found.gain[i, j], gain, abs_tol=1e-12)


def choice_by_the_book(actors: Actors, turn: SmpTurn, k: int) -> int:
    """The number of the offer that k takes: positions of everybody under each, weighed one by one."""
    options, states = [-1], [turn.positions]
    for number, (i, j) in enumerate(zip(turn.offers.initiator, turn.offers.receiver, strict=True)):
        if k in (i, j):
            after = turn.positions.copy()
            after[i], after[j] = turn.offers.initiator_position[number], turn.offers.receiver_position[number]
            options.append(number)
            states.append(after)
    worth = [utilities(distances(turn.positions, actors.salience, s), turn.risk).mean(axis=1) for s in states]
    return options[int(np.argmax(np.round(chances(actors.capability, np.column_stack(worth)), 9)))]


@given(SEEDS, st.integers(2, 9), st.integers(1, 3))
@settings(max_examples=25, deadline=None)
def test_each_actor_takes_the_likeliest_of_its_offers(seed: int, actors: int, dimensions: int) -> None:
    drawn = draw(seed, actors, dimensions)
    turn = look(drawn, drawn.position)
    assert turn.taken.tolist() == [choice_by_the_book(drawn, turn, k) for k in range(actors)]


@given(SEEDS)
@settings(max_examples=15, deadline=None)
def test_nobody_leaves_the_room_between_the_outermost_positions(seed: int) -> None:
    drawn = draw(seed)
    low, high = drawn.position.min(axis=0) - 5e-5, drawn.position.max(axis=0) + 5e-5  # bargains are rounded to 1e-4
    for positions in path(drawn, 12):
        assert ((positions >= low) & (positions <= high)).all()


@given(SEEDS)
@settings(max_examples=15, deadline=None)
def test_actors_in_another_order_move_the_same(seed: int) -> None:
    drawn = draw(seed)
    order = np.random.default_rng(seed).permutation(len(drawn.names))
    turned = Actors(
        tuple(drawn.names[k] for k in order), drawn.dimensions, drawn.capability[order], drawn.position[order], drawn.salience[order]
    )
    for one, two in zip(path(drawn), path(turned), strict=True):
        np.testing.assert_allclose(one[order], two, rtol=0, atol=1e-12)


@given(SEEDS)
@settings(max_examples=15, deadline=None)
def test_left_and_right_can_be_swapped(seed: int) -> None:
    drawn = draw(seed)
    mirrored = Actors(drawn.names, drawn.dimensions, drawn.capability, 1 - drawn.position, drawn.salience)
    for one, two in zip(path(drawn, 2), path(mirrored, 2), strict=True):
        np.testing.assert_allclose(1 - one, two, rtol=0, atol=1e-12)


@pytest.mark.parametrize("scale", [1e-2, 1e6])
def test_capability_has_no_unit(scale: float) -> None:
    drawn = draw(7)
    scaled = Actors(drawn.names, drawn.dimensions, scale * drawn.capability, drawn.position, drawn.salience)
    for one, two in zip(path(drawn, 5), path(scaled, 5), strict=True):
        np.testing.assert_allclose(one, two, rtol=0, atol=2e-4)


def test_a_dimension_in_which_all_agree_changes_nothing_but_the_stakes() -> None:
    drawn = draw(11, dimensions=1)
    same = np.full((8, 1), 0.3)
    wider = Actors(drawn.names, ("d0", "d1"), drawn.capability, np.hstack([drawn.position, same]), np.hstack([drawn.salience, 0 * same]))
    for one, two in zip(path(drawn), path(wider), strict=True):
        np.testing.assert_allclose(one[:, 0], two[:, 0], rtol=0, atol=1e-12)
        assert (two[:, 1] == 0.3).all()


def test_win_probabilities_of_hundreds_of_positions_do_not_underflow() -> None:
    turn = look(draw(3, actors=300), draw(3, actors=300).position)
    assert turn.probability.sum() == pytest.approx(1)
    assert np.isfinite(turn.risk).all()


def test_large_and_small_numbers_of_actors_are_weighed_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = draw(5, actors=20)
    whole = look(drawn, drawn.position)
    monkeypatch.setattr(import_module("equipoise.whatif.bargain.smp"), "CELLS", 100)
    for module in ("votes", "challenges"):
        monkeypatch.setattr(import_module(f"equipoise.whatif.bargain.{module}"), "BLOCK", 900)
    pieces = look(drawn, drawn.position)
    np.testing.assert_allclose(whole.challenges.chance, pieces.challenges.chance, rtol=0, atol=1e-14)
    np.testing.assert_allclose(whole.probability, pieces.probability, rtol=0, atol=1e-14)
    assert whole.taken.tolist() == pieces.taken.tolist()


def test_of_two_alike_the_earlier_is_challenged() -> None:
    twins = Actors(("a", "b", "c"), ("x",), np.array([5.0, 2.0, 2.0]), np.array([[0.2], [0.7], [0.7]]), np.array([[0.5], [0.5], [0.5]]))
    distance = distances(twins.position, twins.salience, twins.position)
    found = weigh_challenges(distance, risks(twins.capability, distance), twins.capability, twins.salience.sum(axis=1))
    assert found.targets()[0] == 1
    assert make_offers(found, twins.position, twins.salience).receiver[0] == 1
