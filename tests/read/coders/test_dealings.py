"""Who deals with whom where no side is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from equipoise.read.coders import Coding
from equipoise.words.event import EventType, Modality

Code = Callable[..., Coding]
VISIT = "Norwegian Prime Minister Jonas Gahr Støre visited Ghana and met the Ghanaian president."


@pytest.mark.parametrize(
    "text",
    [
        "Nine agreements were signed on fishing, timber and customs.",
        "The two sides signed a contract to rebuild the harbour.",
        "A memorandum on timber was initialled.",
    ],
)
def test_an_accord_signed_by_nobody_is_between_those_who_dealt_before(code: Code, text: str) -> None:
    found = [m for m in code(VISIT, text).mentions if m.event is EventType.SUPPORT]
    assert [({a.code for a in m.actors}, m.recipients, m.reciprocal) for m in found] == [({"NOR", "GHA"}, (), True)]


def test_parties_that_no_words_name_have_no_place_in_the_text(code: Code) -> None:
    found = [m for m in code(VISIT, "Nine agreements were signed on timber.").mentions if m.event is EventType.SUPPORT]
    assert all(a.text is None and a.start is None for m in found for a in m.actors)


def test_alone_it_is_nobody_s(code: Code) -> None:
    assert not code("Nine agreements were signed on fishing, timber and customs.").mentions


def test_with_three_before_nobody_knows_which(code: Code) -> None:
    found = code("The leaders of Norway, Ghana and Peru met on Monday.", "Nine agreements were signed on timber.").mentions
    assert not [m for m in found if m.event is EventType.SUPPORT]


def test_what_is_done_to_one_alone_is_not_dealing(code: Code) -> None:
    found = code(VISIT, "The village was shelled.", "The harbour was closed.").mentions
    assert not [m for m in found if m.reciprocal and m.event is not EventType.CONSULT]


def test_a_killing_told_in_full_is_told_whoever_condemns_it(code: Code) -> None:
    found = code("Peru condemned the killing of two Ghanaian soldiers by Norwegian troops.").mentions
    told = {(m.event, a.code) for m in found for a in m.actors if m.modality is Modality.OCCURRED}
    assert (EventType.ASSAULT, "NOR") in told
    assert (EventType.ACCUSE, "PER") in told
