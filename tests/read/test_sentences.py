"""Sentences: where they end, where they do not, and that every offset holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.read.sentences import split
from equipoise.words.text import ArticleId, Boilerplate, SentenceKind, Span

A = ArticleId("a")


def texts(text: str) -> list[str]:
    return [s.text for s in split(A, text)]


ONE = [
    "Gen. Lee met Mr. Orlov and Dr. Aydin near St. Catharines.",
    "The U.S. Treasury warned the U.K. government.",
    "J. R. Hartley met John F. Novak.",
    "Trade grew by 3.5 percent to $2.7 billion.",
    "Resolution No. 1325 was adopted at 5 p.m. Monday.",
    "The paper cites pp. 3 to 9 of vol. 2.",
    "Sept. 3 is a holiday.",
    "They met on Jan. 5 in Riga.",
    "Siemens Corp. Holdings bought the plant.",
    "The ministry (see e.g. the report) agreed.",
    "“Will it hold?” the envoy asked.",
    "“Never!” Orlov said.",
    "He wondered... and then left.",
    "It lies near www.example.org and costs 5 euros.",
    "Talks with Iran, Iraq, etc. were held.",
    "1. Trade comes first.",
]


@pytest.mark.parametrize("text", ONE)
def test_one_sentence_stays_one(text: str) -> None:
    assert texts(text) == [text]


TWO = [
    ("He left the U.S.", "The talks went on."),
    ("They met at 5 p.m.", "He left at six."),
    ("He joined Acme Corp.", "The firm grew."),
    ("“It is over.”", "Orlov went home."),
    ("Is it over?", "Nobody knows."),
    ("Trade fell in 2022.", "In 2023 it grew."),
    ("It cost $5.", "Prices rose."),
    ("They spoke (at length).", "Nothing came of it."),
    ("He waited...", "The train never came."),
    ("The treaty was signed.[12]", "It holds."),
    ("They agreed.", "“We are glad,” the envoy said."),
    ("It ended.", "3,000 people left."),
    ("“We stay,” he said.", "“They go.”"),
]


@pytest.mark.parametrize(("one", "two"), TWO)
def test_two_sentences_are_told_apart(one: str, two: str) -> None:
    assert texts(f"{one} {two}") == [one, two]


def test_a_missing_space_does_not_hide_an_end() -> None:
    assert texts("The summit ended.Leaders flew home on Monday.") == ["The summit ended.", "Leaders flew home on Monday."]


def test_a_line_is_a_paragraph_and_paragraphs_are_counted() -> None:
    sentences = split(A, "One is here. Two is here.\n\nThree is here.\r\nFour is here.\n")
    assert [(s.paragraph, s.text) for s in sentences] == [
        (0, "One is here."),
        (0, "Two is here."),
        (1, "Three is here."),
        (2, "Four is here."),
    ]
    assert [s.number for s in sentences] == [0, 1, 2, 3]


def test_a_hard_wrapped_paragraph_is_put_together() -> None:
    text = (
        "The two ministers met in the capital on Monday and spoke\nabout grain for an hour. "
        "They will meet again in the\nspring, the ministry said."
    )
    assert len(split(A, text)) == 2
    assert {s.paragraph for s in split(A, text)} == {0}


def test_list_marks_and_headings_are_told_from_text() -> None:
    sentences = split(
        A, "# The visit\n\nTwo points were made.\n\n- Trade will grow.\n- Roads will be built.\n\nWhat comes next\n\nNobody knows yet.\n"
    )
    assert [(s.kind, s.text) for s in sentences] == [
        (SentenceKind.HEADING, "The visit"),
        (SentenceKind.BODY, "Two points were made."),
        (SentenceKind.BODY, "Trade will grow."),
        (SentenceKind.BODY, "Roads will be built."),
        (SentenceKind.HEADING, "What comes next"),
        (SentenceKind.BODY, "Nobody knows yet."),
    ]


def test_a_text_of_one_line_is_body_even_without_a_full_stop() -> None:
    assert [s.kind for s in split(A, "Latvia and Estonia signed an agreement")] == [SentenceKind.BODY]


def test_questions_and_answers_stay_sentences() -> None:
    assert texts("Q: Who pays for it?\nA: The state does. Others may join.") == [
        "Q: Who pays for it?",
        "A: The state does.",
        "Others may join.",
    ]


def test_boilerplate_inside_a_line_is_a_sentence_of_its_own() -> None:
    text = "3 May 2021 The two met in Riga. They agreed."
    sentences = split(A, text, [Boilerplate(0, 10, "date_stamp")])
    assert [(s.kind.value, s.text) for s in sentences] == [
        ("boilerplate", "3 May 2021"),
        ("body", "The two met in Riga."),
        ("body", "They agreed."),
    ]


def test_the_title_is_one_sentence_however_it_is_punctuated() -> None:
    text = "Who pays? Riga asks. Nobody answers\n\nThe two met in Riga."
    kinds = [(s.kind.value, s.text) for s in split(A, text, title=Span(0, 35))]
    assert kinds == [("title", "Who pays? Riga asks. Nobody answers"), ("body", "The two met in Riga.")]


@given(st.text(alphabet=st.sampled_from("aA.!?… \n\r\t“”\"'()[]1-:—Mr日。\u2028\x00"), max_size=120))
def test_every_character_is_in_a_sentence_or_is_white_space_or_a_list_mark(text: str) -> None:
    at, left = 0, []
    for s in split(A, text):
        assert s.start >= at
        assert s.text == text[s.start : s.end] == s.text.strip()
        assert s.text
        left.append(text[at : s.start])
        at = s.end
    left.append(text[at:])
    assert all(not x.strip().strip("-#*") for x in left)


@pytest.mark.parametrize("piece", [".", ". ", "a. ", "?!", "“", ".”", "A.", "\n", "a\n", ".[1]", "Mr. ", "1. ", ". \t"])
def test_a_million_characters_of_anything_are_split_in_one_pass(piece: str) -> None:
    text = (piece * (300_000 // len(piece)))[:300_000]
    assert all(s.text == text[s.start : s.end] for s in split(A, text)[:100])
