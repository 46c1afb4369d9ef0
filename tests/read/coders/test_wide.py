"""Wide senses stand where nothing else does, and nowhere else."""

from collections.abc import Callable

import pytest

from equipoise.read.coders import Coding
from equipoise.read.coders.rules.lexicon import load_lexicon
from equipoise.read.coders.rules.predicates import WIDE


def rules(coding: Coding) -> list[str]:
    return [m.rule for m in coding.mentions]


def test_the_senses_of_the_wide_file_are_those_of_little_weight() -> None:
    assert {s.id for s in load_lexicon().senses if s.weight < WIDE} == {s.id for s in load_lexicon().senses if s.id.startswith("wide.")}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Fiji delivered ten trams to Samoa.", "AID"),
        ("Fiji froze its scholarships for Samoa.", "SANCTION"),
        ("Fijian gunships raked a Samoan village.", "ASSAULT"),
    ],
)
def test_an_object_that_no_list_holds_is_read(code: Callable[..., Coding], text: str, event: str) -> None:
    (mention,) = code(text).mentions
    assert mention.event.value == event
    assert mention.rule.startswith("wide.")
    (plain,) = code("Fiji condemned Samoa.").mentions
    assert mention.confidence < plain.confidence - 0.05


def test_another_event_in_the_clause_keeps_a_wide_sense_silent(code: Callable[..., Coding]) -> None:
    assert not any(r.startswith("wide.") for r in rules(code("Fiji handed Samoa a note of protest.")))


@pytest.mark.parametrize(
    "text", ["Fiji gave its name to a Samoan pine.", "Rain cut off villages in Fiji.", "Fiji shares a reef with Samoa."]
)
def test_what_no_state_does_to_another_is_silent(code: Callable[..., Coding], text: str) -> None:
    assert not code(text).mentions
