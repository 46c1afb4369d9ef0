"""How far two coders agree, counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from equipoise.read.agreement import agreement, cohens_kappa
from equipoise.words.actor import Actor
from equipoise.words.event import Attribution, AttributionKind, Channel, EventDate, EventType, Mention, MentionId, Modality, Quad
from equipoise.words.text import ArticleId, Granularity, Quote


def mention(at: int, type_: EventType, sentence: int = 0, actor: str = "RUS") -> Mention:
    return Mention(
        MentionId(f"a:{at}:{type_}"),
        ArticleId("a"),
        Quote("s", sentence, sentence + 50),
        Quote("t", at, at + 5),
        type_,
        None,
        (),
        (Actor(None, None, None, actor, None, None),),
        (),
        False,
        EventDate(None, date(2023, 1, 1), date(2023, 1, 2), Granularity.RANGE, None),
        Modality.OCCURRED,
        Attribution(AttributionKind.AUTHOR, None),
        Channel.DIPLOMACY,
        (),
        1.0,
        Quad.VERBAL_COOPERATION,
        0.5,
        "rules",
        "r",
    )


A, B, C = EventType.AID, EventType.AGREE, EventType.CONSULT


def test_a_coder_that_finds_one_more_and_one_other_type() -> None:
    first = [mention(0, A), mention(20, B), mention(100, C, 100)]
    second = [mention(2, A, actor="USA"), mention(22, C), mention(40, C), mention(130, C, 100)]
    found = agreement(first, second)
    assert (found.both, found.only_a, found.only_b) == (3, 0, 1)
    assert found.type == pytest.approx(2 / 3)
    assert found.actors == pytest.approx(2 / 3)
    assert found.confused == (("AGREE", "CONSULT", 1),)
    # Four answers: AID/AID, AGREE/CONSULT, CONSULT/CONSULT, nothing/CONSULT: 2/4 agree; by chance (1*1 + 1*3) / 16 = 1/4.
    assert found.kappa == pytest.approx((1 / 2 - 1 / 4) / (1 - 1 / 4))


def test_agreement_does_not_depend_on_the_order() -> None:
    first, second = [mention(0, A), mention(20, B)], [mention(22, C), mention(0, A)]
    assert agreement(first, second) == agreement(first[::-1], second[::-1])


def test_nothing_in_common_is_no_figure() -> None:
    found = agreement([], [])
    assert (found.kappa, found.type, found.both) == (None, None, 0)
    assert cohens_kappa([("AID", "AID")]) is None


def test_a_denial_and_a_report_share_the_type_and_not_the_modality() -> None:
    x = mention(0, A)
    found = agreement([x], [replace(x, modality=Modality.NEGATED)])
    assert (found.type, found.modality) == (1.0, 0.0)
