"""Which of day and month a page writes first, by how it writes otherwise."""

import pytest

from equipoise.read.dates.order import day_comes_first


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The neighbours hailed the programme of the harbour town.", True),
        ("They met on 9 May in the old mint.", True),
        ("They met on May 9 and spoke of defense and labor.", False),
        ("The center was reopened; its neighbors were not asked.", None),
        ("The defence ministry bought a color printer.", None),
        ("They met twice.", None),
    ],
)
def test_spelling_and_dates_in_words_tell_the_order(text: str, first: bool | None) -> None:
    assert day_comes_first(text) is first
