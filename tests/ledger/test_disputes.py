"""What cannot all hold is kept side by side."""

from __future__ import annotations

from typing import Any

import pytest

from equipoise.words.claim import ClaimKind, Dispute, DisputeKind, Verdict, VerdictKind
from equipoise.words.text import AlignedSentences, ArticleId, CopyKind, CopyPair, Span

PUTIN, TOKAYEV = "RUS/GOV/Vladimir Putin", "KAZ/GOV/Kassym-Jomart Tokayev"


def visit(make: Any, id: str, day: str, **other: Any) -> Any:
    return make.mention(id, PUTIN, TOKAYEV, mode="visit", day=day, sentence="Putin went to see his neighbour.", **other)


def kinds(disputes: tuple[Dispute, ...]) -> list[DisputeKind]:
    return [d.kind for d in disputes]


def test_a_visit_on_two_days_is_a_dispute_about_the_date(make: Any) -> None:
    ledger = make.ledger([visit(make, "a:1", "2023-11-09"), visit(make, "b:1", "2023-11-08")])
    (dispute,) = ledger.disputes
    assert dispute.kind is DisputeKind.DATE
    assert [(v.says, v.mentions) for v in dispute.versions] == [("2023-11-08", ("b:1",)), ("2023-11-09", ("a:1",))]
    assert len(ledger.events) == 2


@pytest.mark.parametrize("day", ["2023-06-01", "2022-11-09"], ids=["months before", "a year before"])
def test_two_visits_far_apart_are_no_dispute(make: Any, day: str) -> None:
    assert make.ledger([visit(make, "a:1", "2023-11-09"), visit(make, "b:1", day)]).disputes == ()


def test_two_events_of_one_article_are_no_dispute(make: Any) -> None:
    assert make.ledger([visit(make, "a:1", "2023-11-09"), visit(make, "a:2", "2023-11-08", at=80)]).disputes == ()


def test_talks_in_two_towns_on_one_day_are_a_dispute_about_the_place(make: Any) -> None:
    ledger = make.ledger(
        [visit(make, "a:1", "2023-11-09", place=("Astana", "KAZ")), visit(make, "b:1", "2023-11-09", place=("Kostanay", "KAZ"))]
    )
    (dispute,) = ledger.disputes
    assert (dispute.kind, [v.says for v in dispute.versions]) == (DisputeKind.PLACE, ["Astana", "Kostanay"])


def test_what_one_reports_and_another_denies_is_a_dispute(make: Any) -> None:
    sentence = "Kazakhstan shipped artillery shells through the port of Aktau."
    said = make.mention("a:1", "KAZ", "RUS", kind="AID", day="2023-05-01..2023-05-20", sentence=sentence)
    denied = make.mention("b:1", "KAZ", "RUS", kind="AID", day="2023-05-01..2023-05-25", sentence=sentence, modality="negated")
    ledger = make.ledger([said, denied])
    (dispute,) = ledger.disputes
    assert dispute.kind is DisputeKind.HAPPENED
    assert {v.says: v.mentions for v in dispute.versions} == {"it happened": ("a:1",), "it did not happen": ("b:1",)}


def test_a_denial_of_something_else_is_no_dispute(make: Any) -> None:
    said = make.mention("a:1", "KAZ", "RUS", kind="AID", day="2023-05-01..2023-05-20", sentence="Wheat was shipped across the lake.")
    denied = make.mention(
        "b:1", "KAZ", "RUS", kind="AID", day="2023-05-01..2023-05-20", sentence="No soldier left his barracks.", modality="negated"
    )
    assert make.ledger([said, denied]).disputes == ()


def test_a_person_who_said_different_settles_the_dispute(make: Any) -> None:
    mentions = [visit(make, "a:1", "2023-11-09"), visit(make, "b:1", "2023-11-08")]
    assert make.ledger(mentions, verdicts=[Verdict(VerdictKind.DIFFERENT, mentions[0].id, mentions[1].id)]).disputes == ()


def test_figures_that_differ_are_a_dispute(make: Any) -> None:
    ledger = make.ledger(claims=[make.claim("a:1", 27e9), make.claim("b:1", 27.1e9), make.claim("c:1", 34e9)])
    (dispute,) = ledger.disputes
    assert dispute.kind is DisputeKind.FIGURE
    assert [v.claims for v in dispute.versions] == [("a:1", "b:1"), ("c:1",)]


@pytest.mark.parametrize(
    ("value", "other"),
    [
        (27.3e9, {}),
        (29e9, {"hedged": True}),
        (34e9, {"unit": "EUR"}),
        (34e9, {"subject": "investment"}),
        (34e9, {"relation": "fall to"}),
        (34e9, {"kind": ClaimKind.COUNT}),
    ],
    ids=["rounded", "hedged", "another unit", "another subject", "another relation", "another kind"],
)
def test_figures_that_can_both_hold_are_no_dispute(make: Any, value: float, other: dict[str, Any]) -> None:
    assert make.ledger(claims=[make.claim("a:1", 27e9), make.claim("b:1", value, **other)]).disputes == ()


def test_ranks_must_be_equal(make: Any) -> None:
    def rank(id: str, value: int) -> Any:
        return make.claim(id, value, subject="France", relation="investor", kind=ClaimKind.RANK, unit="rank")

    assert kinds(make.ledger(claims=[rank("a:1", 5), rank("b:1", 6)]).disputes) == [DisputeKind.FIGURE]
    assert make.ledger(claims=[rank("a:1", 5), rank("b:1", 5)]).disputes == ()


def test_figures_of_articles_years_apart_are_no_dispute(make: Any) -> None:
    articles = [make.article("a", "2020-03-01"), make.article("b", "2023-03-01")]
    assert make.ledger(articles=articles, claims=[make.claim("a:1", 27e9), make.claim("b:1", 34e9)]).disputes == ()


def rewrite(evidence: list[tuple[tuple[int, int], tuple[int, int]]]) -> CopyPair:
    return CopyPair(ArticleId("a"), ArticleId("b"), CopyKind.REWRITE, 0.8, tuple(AlignedSentences(Span(*x), Span(*y)) for x, y in evidence))


def test_a_figure_changed_in_a_rewritten_sentence_is_a_dispute(make: Any) -> None:
    one = make.claim("a:1", 27e9, subject="turnover", span=(10, 20))
    other = make.claim("b:1", 72e9, subject="volume", relation="come to", span=(110, 120))
    articles = [make.article("a"), make.article("b")]
    (dispute,) = make.ledger(articles=articles, copies=[rewrite([((0, 50), (100, 150))])], claims=[one, other]).disputes
    assert [v.claims for v in dispute.versions] == [("a:1",), ("b:1",)]
    assert make.ledger(articles=articles, copies=[rewrite([((0, 50), (200, 250))])], claims=[one, other]).disputes == ()


ONE = "Tashkent opened the border on Monday. Moscow looked on. It is furious about the opening, diplomats say."
OTHER = "The border was opened by Tashkent on Monday. Russia has taken a {} view of the opening."


def light(make: Any, other: str, mentions: tuple[Any, ...] = ()) -> tuple[Dispute, ...]:
    articles = [make.article("a", text=ONE), make.article("b", text=other)]
    return make.ledger(mentions, articles, [rewrite([((0, 37), (0, 44))])]).disputes  # type: ignore[no-any-return]


def test_a_rewrite_that_turns_fury_into_calm_is_a_dispute(make: Any) -> None:
    (dispute,) = light(make, OTHER.format("pragmatic"))
    assert dispute.kind is DisputeKind.CHARACTERISATION
    assert dispute.about == "How Russia is described (temper)"
    assert [v.says.split(":")[0] for v in dispute.versions] == ["furious", "pragmatic"]
    assert "It is furious about the opening" in dispute.versions[0].says


def test_the_mention_in_the_sentence_goes_with_the_characterisation(make: Any) -> None:
    mention = make.mention(
        "a:1", "RUS", "UZB", kind="ACCUSE", sentence="It is furious about the opening, diplomats say.", at=ONE.index("It is")
    )
    (dispute,) = light(make, OTHER.format("pragmatic"), (mention,))
    assert dispute.versions[0].mentions == ("a:1",)


@pytest.mark.parametrize(
    "other",
    [
        OTHER.format("hostile"),
        OTHER.format("northern"),
        "The border was opened by Tashkent on Monday. Beijing has taken a pragmatic view of it.",
    ],
    ids=["the same light", "no judgement", "another party"],
)
def test_no_other_light_no_dispute(make: Any, other: str) -> None:
    assert light(make, other) == ()
