"""Lines and paragraphs: blank lines part blocks, wrapped blocks are one paragraph."""

from __future__ import annotations

import pytest

from equipoise.read.lines import is_wrapped, lines_of, paragraphs


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_every_kind_of_newline_ends_a_line(newline: str) -> None:
    text = newline.join(["One.", "Two.", "", "Three."])
    assert [(x.text, x.block) for x in lines_of(text)] == [("One.", 0), ("Two.", 0), ("Three.", 1)]
    assert all(text[x.start : x.end] == x.text for x in lines_of(text))


def test_short_lines_of_a_page_head_are_not_put_together() -> None:
    block = lines_of("The Sample Times\nPolitics\nby Jane Example\n3 May 2021")
    assert not is_wrapped(block)
    assert len(list(paragraphs(block))) == 4


def test_paragraphs_that_stand_line_by_line_are_not_put_together() -> None:
    long = (
        "The envoy met the minister in Riga on Monday, and the two spoke about grain, roads and the price of gas for two hours and a half"
    )
    assert len(list(paragraphs(lines_of(f"{long}\nand then {long}")))) == 2
