"""Sentences side by side are each told."""

from collections.abc import Callable

import pytest

from equipoise.read.coders import Coding
from equipoise.words.event import Modality


def events(coding: Coding) -> set[tuple[str, str]]:
    return {(m.event.value, str(m.actors[0].code)) for m in coding.mentions if m.actors}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Oman recalled its ambassador from Chad, Qatar shipped rifles to Chad, and Kuwait hosted two rounds of talks.",
            ("AID", "QAT"),
        ),
        ("In 2012, Oman agreed to forgive a debt of Chad; in return Chad extended the lease on the base.", ("AGREE", "OMN")),
        ("We were at our best in 2022, when Emmanuel Macron travelled to Oman and to Chad in one week.", ("CONSULT", "FRA")),
    ],
)
def test_clauses_side_by_side_are_each_told(code: Callable[..., Coding], text: str, told: tuple[str, str]) -> None:
    assert told in events(code(text))


def test_what_is_said_stays_with_its_speaker(code: Callable[..., Coding]) -> None:
    (mention,) = code("Oman will not send troops to Chad, said the Qatari minister.").mentions
    assert mention.attribution.who is not None


def test_a_denial_is_told_only_where_nothing_known_is_denied(code: Callable[..., Coding]) -> None:
    assert events(code("Oman denied that its position had changed.")) == {("REJECT", "OMN")}
    (mention,) = code("Oman denied that its troops had shelled Chad.").mentions
    assert (mention.event.value, mention.modality) == ("ASSAULT", Modality.NEGATED)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Peru armed rebels in Chad.", ("AID", "PER")),
        ("Norway suspended aid to Mali.", ("SANCTION", "NOR")),
        ("On Friday Zambia recalled its envoy from Chad.", ("SANCTION", "ZMB")),
        ("The Omani minister assaults the Qatari group.", ("ASSAULT", "OMN")),
        ("Senegal's foreign minister left for Banjul to see Gambian leaders.", ("CONSULT", "SEN")),
    ],
)
def test_a_verb_or_subject_that_the_parser_mistakes_is_found(code: Callable[..., Coding], text: str, told: tuple[str, str]) -> None:
    assert told in events(code(text))


def test_the_first_of_two_names_with_a_comma_acts_too(code: Callable[..., Coding]) -> None:
    (mention,) = code("Oman, Qatar pledged aid to Chad.").mentions
    assert {a.code for a in mention.actors} == {"OMN", "QAT"}


def test_a_phrase_without_a_name_stays_a_phrase(code: Callable[..., Coding]) -> None:
    assert not code("A list of armed groups in Mali.").mentions
