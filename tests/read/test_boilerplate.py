"""Boilerplate: page furniture is marked, article text is not."""

from __future__ import annotations

from itertools import pairwise

import pytest

from equipoise.read.boilerplate import Layout, Rule, find_boilerplate, find_layout, rules
from equipoise.words.text import Document, Given

BODY = (
    "The envoy met the minister in Riga on Monday, and the two spoke about grain, roads and the price of gas for two hours.\n\n"
    "They meet again in May, when the new line across the border is to be opened by the two prime ministers."
)


NOTHING = Given()


def document(text: str, given: Given = NOTHING) -> Document:
    return Document("a.txt", "a", 0, text.encode(), "0" * 64, text, "text", given)


def layout(text: str, given: Given = NOTHING) -> Layout:
    return find_layout(text, document(text, given))


def marked(text: str) -> dict[str, str]:
    return {text[b.start : b.end]: b.kind for b in find_boilerplate(text, document(text))}


@pytest.mark.parametrize("rule", rules(), ids=lambda r: f"{r.kind}: {r.example[:30]}")
def test_every_rule_takes_its_example_and_leaves_its_counterexamples(rule: Rule) -> None:
    assert rule.holds(rule.example, at_head=True, at_edge=True)
    for line in rule.wrong:
        assert not rule.holds(line, at_head=True, at_edge=True), line


def test_what_stands_around_an_article_is_marked_with_its_kind() -> None:
    text = (
        "Home > News > Baltics\nMinisters meet in Riga over grain\n\nhttps://img.example.org/photos/1.jpg\nPhoto: The ministry\n"
        "The Sample Times\nPolitics\nBy Jane Example\nPublished: 3 May 2021, 14:05 GMT\n4 min read\nShare on Facebook\n\n"
        f"{BODY}\n\nREAD MORE: Grain prices fall\n\nThe views expressed here are those of the author alone.\n\n"
        "© 2021 The Sample Times. All rights reserved.\n\nRelated articles\nGrain prices fall again\nA new line for the coast\n"
    )
    assert marked(text) == {
        "Home > News > Baltics": "navigation",
        "https://img.example.org/photos/1.jpg": "image_url",
        "Photo: The ministry": "caption",
        "The Sample Times": "publisher_line",
        "Politics": "section_label",
        "By Jane Example": "byline",
        "Published: 3 May 2021, 14:05 GMT": "date_stamp",
        "4 min read": "reading_time",
        "Share on Facebook": "share",
        "READ MORE: Grain prices fall": "related_link",
        "The views expressed here are those of the author alone.": "disclaimer",
        "© 2021 The Sample Times. All rights reserved.": "copyright",
        "Related articles": "related_links_label",
        "Grain prices fall again": "related_link",
        "A new line for the coast": "related_link",
    }


def test_title_and_publisher_are_told_by_where_they_stand() -> None:
    text = f"The Sample\n\nRead the world\n\nMinisters meet in Riga over grain\n\n{BODY}"
    found = layout(text)
    assert found.title is not None
    assert text[found.title.start : found.title.end] == "Ministers meet in Riga over grain"
    assert found.publisher is not None
    assert text[found.publisher.start : found.publisher.end] == "The Sample"


def test_a_given_title_is_found_in_the_text() -> None:
    text = f"Riga news\nGrain, again\n\n{BODY}"
    found = layout(text, Given(title="Grain,  AGAIN"))
    assert found.title is not None
    assert text[found.title.start : found.title.end] == "Grain, again"


def test_a_text_without_furniture_has_none() -> None:
    found = layout(BODY)
    assert (found.title, found.publisher, found.standfirst, found.boilerplate) == (None, None, (), ())


@pytest.mark.parametrize("text", ["Latvia and Estonia sign a treaty", "Talks failed.", "Riga", "Share prices fell in Riga on Monday."])
def test_a_single_short_line_is_article_text(text: str) -> None:
    assert find_boilerplate(text, document(text)) == []


@pytest.mark.parametrize(
    ("line", "stamp"),
    [
        (" date 2021-05-03 The envoy met the minister in Riga.", "date 2021-05-03"),
        ("May 3, 2021 – The envoy met the minister in Riga.", "May 3, 2021 –"),
        ("Monday, May 3, 2021 On Sunday the envoy met the minister in Riga.", "Monday, May 3, 2021"),
        ("RIGA, May 3 (Sample) - The envoy met the minister in Riga.", "RIGA, May 3 (Sample) -"),
        ("RIGA (Sample) — The envoy met the minister in Riga.", "RIGA (Sample) —"),
    ],
)
def test_a_stamp_before_the_first_words_is_marked_alone(line: str, stamp: str) -> None:
    text = f"{line}\n\n{BODY}"
    assert list(marked(text)) == [stamp]


@pytest.mark.parametrize(
    "line",
    [
        "May 3, 2021 was the day on which the envoy met the minister in Riga for the first time.",
        "On 3 May 2021 the envoy met the minister in Riga for the first time in eleven years.",
        "In RIGA (the capital) - the envoy met the minister for the first time in eleven years.",
        "NATO - the alliance that Latvia joined in 2004 - met in Riga for a summit of two days.",
    ],
)
def test_a_date_or_a_name_that_begins_a_sentence_is_no_stamp(line: str) -> None:
    assert marked(f"{line}\n\n{BODY}") == {}


def test_the_date_behind_a_title_is_no_part_of_it() -> None:
    text = f"Ministers meet in Riga over grain Monday, May 3, 2021\n\n{BODY}"
    found = layout(text)
    assert found.title is not None
    assert text[found.title.start : found.title.end].strip() == "Ministers meet in Riga over grain"
    assert list(marked(text).values()) == ["date_stamp"]


def test_a_front_matter_is_marked() -> None:
    assert list(marked(f"---\ntitle: Riga\ndate: 2021-05-03\n---\n\n{BODY}").values()) == ["front_matter"]


def test_characters_that_cannot_be_read_are_marked() -> None:
    text = BODY.replace("grain", "gr\0in")
    assert marked(text) == {"\0": "unreadable"}


def test_spans_are_in_order_and_do_not_overlap() -> None:
    text = f"By Jane Example\n\0\n\0Politics\nRelated\n\n{BODY}\n\nRelated\n\0\nShare\n"
    spans = find_boilerplate(text, document(text))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(b.start < b.end for b in spans)


HOSTILE = [
    "view own are ",
    "share ",
    "by A ",
    "home > a ",
    "subscribe free ",
    "reproduction ",
    "news ",
    "[image ",
    "A. ",
    "(AFP) ",
    "- ",
    "=",
    "May 3 ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_line_makes_a_rule_run_away(piece: str) -> None:
    """A rule that went back over a line again and again would not end here."""
    text = "\n".join((piece * 300)[: 20 + 17 * i] for i in range(40))
    assert all(a.end <= b.start for a, b in pairwise(layout(text).boilerplate))


def test_an_outlet_beside_the_date_is_the_publisher_and_no_title() -> None:
    text = f"The Sample Courier | Politics | 3.5.2021\n\nRiga asks for more grain\n\n{BODY}"
    found = layout(text)
    assert found.publisher is not None
    assert text[found.publisher.start : found.publisher.end] == "The Sample Courier"
    assert found.title is not None
    assert text[found.title.start : found.title.end] == "Riga asks for more grain"


def test_a_question_that_stands_first_is_the_title() -> None:
    text = f"Who is to pay for the new line across the border?\n3 May 2021\n{BODY}"
    found = layout(text)
    assert found.title is not None
    assert text[found.title.start : found.title.end].startswith("Who is to pay")
    assert list(marked(text).values()) == ["date_stamp"]


def test_a_title_that_ends_with_a_quotation_is_no_paragraph() -> None:
    text = f'STEPPE TALK\nInterview: "We can neither move the river nor buy another one"\nRiga, 04.03.2024\n\n{BODY}'
    assert marked(text)["Riga, 04.03.2024"] == "date_stamp"
