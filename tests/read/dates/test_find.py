"""Which words name a time."""

import pytest

from equipoise.read.dates.find import find_words
from equipoise.read.dates.vocabulary import TimeKind


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("They met on 9 November 2023 in the city.", "9 November 2023", TimeKind.DAY),
        ("They met on November 9th, 2023.", "November 9th, 2023", TimeKind.DAY),
        ("Signed 2021-06-30 by both.", "2021-06-30", TimeKind.DAY),
        ("It opened on Thursday, August 20.", "Thursday, August 20", TimeKind.DAY_OF_YEAR),
        ("It will run from 8-9 June this year.", "8-9 June this year", TimeKind.DAY_OF_YEAR),
        ("He came in February 2023 again.", "February 2023", TimeKind.MONTH),
        ("In early October he left.", "early October", TimeKind.MONTH_ALONE),
        ("It began in May.", "May", TimeKind.MONTH_ALONE),
        ("They left on the 19th.", "on the 19th", TimeKind.DAY_OF_MONTH),
        ("He agreed that evening.", "that evening", TimeKind.LATER),
        ("It is to be paid within two months.", "within two months", TimeKind.LENGTH),
        ("Exports fell in 2014.", "2014", TimeKind.YEAR),
        ("Output grew in 2014-2016.", "2014-2016", TimeKind.STRETCH),
        ("In the 1990s trade was small.", "the 1990s", TimeKind.STRETCH),
        ("In the first half of 2023 it rose.", "first half of 2023", TimeKind.STRETCH),
        ("He flew home last week.", "last week", TimeKind.SHIFT),
        ("He flew home yesterday.", "yesterday", TimeKind.SHIFT),
        ("He speaks this Thursday.", "this Thursday", TimeKind.WEEKDAY),
        ("Two weeks ago it was shut.", "Two weeks ago", TimeKind.AGO),
        ("Four weeks later, he came back.", "Four weeks later", TimeKind.LATER),
        ("Trade grew over the past three months.", "the past three months", TimeKind.LENGTH),
        ("The two recently spoke.", "recently", TimeKind.RECENT),
    ],
)
def test_times_are_found_with_all_their_words(text: str, words: str, kind: TimeKind) -> None:
    assert [(w.text, w.kind) for w in find_words(text)] == [(words, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "About 2000 people marched.",
        "Call 555-2014-3000 now.",
        "It cost $2,014 in all.",
        "Prime Minister Theresa May spoke.",
        "They may march on the capital.",
        "He second-guessed the plan.",
    ],
)
def test_other_numbers_and_names_are_no_times(text: str) -> None:
    assert find_words(text) == []


def test_a_month_before_a_noun_belongs_to_the_noun() -> None:
    (words,) = find_words("The causes of the January protests remain.")
    assert words.attribute


def test_since_opens_a_stretch() -> None:
    (words,) = find_words("Since 1991, the state has stood alone.")
    assert words.lead == "since"


@pytest.mark.parametrize("piece", ["1 ", "12/", "the ", "2014-", "a few ", "last ", "January "])
def test_a_very_long_line_of_parts_of_times_is_read_to_its_end(piece: str) -> None:
    found = find_words(piece * 20_000 + "on 3 May 2021")
    assert found[-1].text == "3 May 2021"
