from __future__ import annotations

import pytest

from equipoise.reference.english import figure_of, is_content, is_negation, judgements, quotation_spans, stem, words


def test_offsets_lead_back_to_the_text() -> None:
    text = "Tokayev’s 1,500 guests didn’t pay $3.5bn"
    assert [text[w.start : w.end] for w in words(text)] == ["Tokayev’s", "1,500", "guests", "didn’t", "pay", "$", "3.5", "bn"]


@pytest.mark.parametrize(
    ("one", "other"), [("refused", "refusing"), ("shift", "shifts"), ("distanced", "distancing"), ("policies", "policy")]
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("party", "part"), ("export", "import"), ("united", "unite states"), ("minister", "ministry")])
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_figures_compare_whatever_their_dress() -> None:
    assert figure_of("1,500") == figure_of("1500")
    assert figure_of("12") == figure_of("twelve")
    assert figure_of("twelfth") is None


def test_negations_are_no_content() -> None:
    assert is_negation("wasn't")
    assert not is_content("the")
    assert is_content("uranium")


def test_quotations_are_found_in_straight_and_curly_marks() -> None:
    text = 'He said “the door is open” and "the kettle is on" but not "so".'
    assert [text[a:b] for a, b in quotation_spans(text)] == ["the door is open", "the kettle is on"]


def test_a_quotation_mark_left_open_costs_no_time() -> None:
    assert quotation_spans('"' + "a" * 200_000) == []


def test_no_adjective_judges_two_ways() -> None:
    assert judgements()["jealous"] == ("temper", -1)
    assert judgements()["pragmatic"] == ("temper", 0)
    assert {sign for _, sign in judgements().values()} == {-1, 0, 1}
