from __future__ import annotations

from equipoise.read.alignment import CROSSING, NEAR, align, index

A = {"w1": 5.0, "w2": 5.0, "w3": 5.0}
B = {"w4": 5.0, "w5": 5.0, "w6": 5.0}
C = {"w7": 5.0, "w8": 5.0, "w9": 5.0}


def positions(one: list[dict[str, float]], other: list[dict[str, float]]) -> list[tuple[int, int]]:
    return [(x.a, x.b) for x in align(index(one), index(other))]


def test_equal_sentences_line_up_in_order() -> None:
    assert positions([A, B, C], [A, C]) == [(0, 0), (2, 1)]


def test_a_paragraph_turned_round_lines_up_where_it_is_very_like() -> None:
    assert positions([A, B, C], [C, A, B]) == [(0, 1), (1, 2), (2, 0)]


def test_each_sentence_lines_up_once() -> None:
    assert positions([A, A], [A]) in ([(0, 0)], [(1, 0)])


def test_two_shared_words_are_not_enough() -> None:
    assert positions([A], [{"w1": 5.0, "w2": 5.0, "w4": 5.0}]) == []


def test_similarity_is_the_cosine() -> None:
    # Hand-worked: (5*5*3) / (sqrt(75) * sqrt(150)) = 75 / 106.066 = 0.7071
    (found,) = align(index([A]), index([A | B]))
    assert round(found.similarity, 4) == 0.7071
    assert NEAR < CROSSING < 1
