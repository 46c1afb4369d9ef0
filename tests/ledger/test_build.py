"""Laws of the ledger: nothing lost, nothing counted twice, order makes no difference."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.words.claim import ClaimKind, DisputeKind, Verdict, VerdictKind
from equipoise.words.event import MentionId, Modality, Place
from equipoise.words.text import AlignedSentences, ArticleId, CopyKind, CopyPair, Span

PUTIN = "RUS/GOV/Vladimir Putin"


def pair(a: str, b: str, kind: CopyKind = CopyKind.COPY) -> CopyPair:
    return CopyPair(ArticleId(a), ArticleId(b), kind, 1.0, (AlignedSentences(Span(0, 20), Span(0, 20)),))


def test_copies_are_reports_and_not_independent(make: Any) -> None:
    articles = [
        make.article("a", "2023-11-10"),
        make.article("b", "2023-11-11"),
        make.article("c", "2023-11-12"),
        make.article("d", "2023-11-13"),
    ]
    mentions = [make.mention(f"{i}:1", PUTIN, "KAZ", mode="visit", day="2023-11-09") for i in ("a", "c", "d")]
    (event,) = make.ledger(mentions, articles, [pair("a", "b"), pair("a", "c", CopyKind.REWRITE)]).events
    assert (event.reports, event.independent) == (4, 2)


def test_the_date_of_an_event_is_what_its_reports_have_in_common(make: Any) -> None:
    a = make.mention("a:1", PUTIN, "KAZ", mode="visit", day="2023-10-13..2023-11-12")
    b = make.mention("b:1", PUTIN, "KAZ", mode="visit", day="2023-10-20..2023-11-14")
    (event,) = make.ledger([a, b]).events
    assert (event.date.value, event.date.earliest, event.date.latest) == (None, date(2023, 10, 20), date(2023, 11, 12))


def test_a_report_with_the_day_tells_the_day(make: Any) -> None:
    a = make.mention("a:1", PUTIN, "KAZ", mode="visit", day="2023-10-13..2023-11-12")
    b = make.mention("b:1", PUTIN, "KAZ", mode="visit", day="2023-11-09")
    (event,) = make.ledger([a, b]).events
    assert event.date.value == "2023-11-09"


def test_what_happened_is_not_younger_than_its_report(make: Any) -> None:
    (event,) = make.ledger([make.mention("a:1", PUTIN, "KAZ", mode="visit")], [make.article("a", "2023-11-12")]).events
    assert event.date.latest == date(2023, 11, 12)


def test_named_persons_stand_for_their_state(make: Any) -> None:
    a = make.mention("a:1", "RUS", "KAZ", mode="visit", day="2023-11-09")
    b = make.mention("b:1", PUTIN, "KAZ", mode="visit", day="2023-11-09")
    (event,) = make.ledger([a, b]).events
    assert [(p.code, p.name) for p in event.actors + event.recipients] == [("RUS", "Vladimir Putin"), ("KAZ", "Kazakhstan")]


def test_confidence_grows_with_independent_reports_only(make: Any) -> None:
    mentions = [make.mention(f"{i}:1", PUTIN, "KAZ", mode="visit", day="2023-11-09", confidence=0.6) for i in "ab"]
    (apart,) = make.ledger(mentions).events
    (copied,) = make.ledger(mentions, copies=[pair("a", "b", CopyKind.REWRITE)]).events
    assert apart.confidence == 0.84  # 1 - 0.4 * 0.4
    assert copied.confidence == 0.6


def test_a_later_report_keeps_the_id_of_the_event(make: Any) -> None:
    articles = [make.article("b", "2023-11-10"), make.article("a", "2023-11-20")]
    first = make.mention("b:1", PUTIN, "KAZ", mode="visit", day="2023-11-09")
    later = make.mention("a:1", PUTIN, "KAZ", mode="visit", day="2023-11-09")
    (before,), (after,) = make.ledger([first], articles).events, make.ledger([first, later], articles).events
    assert before.id == after.id
    assert after.mentions == ("b:1", "a:1")


def test_a_plan_that_came_true_on_its_day_is_part_of_what_happened(make: Any) -> None:
    plan = make.mention("a:1", PUTIN, "KAZ", kind="AGREE", modality="planned", day="2023-11-09", sentence="Putin is to visit Kazakhstan.")
    done = make.mention("b:1", PUTIN, "KAZ", mode="visit", day="2023-11-09", sentence="Putin visited Kazakhstan.")
    ledger = make.ledger([plan, done], [make.article("a", "2023-11-01"), make.article("b", "2023-11-10")])
    (event,) = ledger.events
    assert (event.event, event.mode, event.modality) == ("CONSULT", "visit", Modality.OCCURRED)
    assert "planned for the day" in next(x.reason for x in ledger.event_mentions if x.mention == "a:1")


def test_a_plan_without_its_day_is_linked_and_stays_apart(make: Any) -> None:
    plan = make.mention(
        "a:1", PUTIN, "KAZ", kind="AGREE", modality="planned", day="2023-11-01..2023-12-31", sentence="Putin is to visit Kazakhstan."
    )
    done = make.mention("b:1", PUTIN, "KAZ", mode="visit", day="2023-11-09", sentence="Putin visited Kazakhstan.")
    ledger = make.ledger([plan, done], [make.article("a", "2023-11-01"), make.article("b", "2023-11-10")])
    assert len(ledger.events) == 2
    assert "b:1" in next(x.reason for x in ledger.event_mentions if x.mention == "a:1")


def test_nothing_makes_nothing(make: Any) -> None:
    ledger = make.ledger()
    assert (ledger.events, ledger.event_mentions, ledger.disputes) == ((), (), ())


DAYS = [date(2023, 1, 1) + timedelta(days=n) for n in range(0, 60, 3)]
SENTENCES = [
    "Envoys quarrelled over the price of gas.",
    "The price of gas was fixed by envoys.",
    "Soldiers crossed the bridge at night.",
    "A bridge was crossed.",
]


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, Any]:
    """A handful of mentions, claims, copies and verdicts that get in each other's way."""
    mentions = []
    for n in range(draw(st.integers(1, 14))):
        codes = draw(st.lists(st.sampled_from(["RUS", "KAZ", "CHN", PUTIN, "RUS/CVL"]), min_size=1, max_size=2, unique=True))
        first = draw(st.sampled_from([None, *DAYS]))
        width = draw(st.sampled_from([0, 0, 2, 30, 400]))
        mentions.append(
            {
                "id": f"{draw(st.sampled_from('abcde'))}:{n}",
                "actors": codes,
                "recipients": draw(st.sampled_from([(), ("KAZ",), ("UKR",)])),
                "kind": draw(st.sampled_from(["CONSULT", "AGREE", "ASSAULT"])),
                "mode": draw(st.sampled_from([None, None, "visit"])),
                "day": None if first is None else f"{first}..{first + timedelta(days=width)}",
                "modality": draw(st.sampled_from(["occurred", "occurred", "ongoing", "planned", "negated"])),
                "sentence": draw(st.sampled_from(SENTENCES)),
                "place": draw(st.sampled_from([None, None, ("Astana", "KAZ"), ("Almaty", "KAZ"), ("Kazakhstan", "KAZ")])),
                "reciprocal": draw(st.booleans()),
                "confidence": draw(st.sampled_from([0.3, 0.8])),
            }
        )
    ids = [m["id"] for m in mentions]
    verdicts = draw(
        st.lists(
            st.builds(
                Verdict,
                st.sampled_from([VerdictKind.SAME, VerdictKind.DIFFERENT]),
                st.sampled_from(ids).map(MentionId),
                st.sampled_from(ids).map(MentionId),
            )
            | st.builds(Verdict, st.just(VerdictKind.WRONG), st.sampled_from(ids).map(MentionId), st.none()),
            max_size=3,
        )
    )
    claims = [
        {"id": f"{draw(st.sampled_from('abcde'))}:c{n}", "value": draw(st.sampled_from([10.0, 11.0, 30.0])), "hedged": draw(st.booleans())}
        for n in range(draw(st.integers(0, 4)))
    ]
    copies = draw(
        st.lists(st.sampled_from([pair("a", "b"), pair("b", "c", CopyKind.REWRITE), pair("d", "e", CopyKind.REWRITE)]), unique=True)
    )
    return {"mentions": mentions, "verdicts": verdicts, "claims": claims, "copies": copies, "seed": draw(st.integers(0, 999))}


def build(make: Any, world: dict[str, Any], rng: random.Random | None = None) -> Any:
    parts = {
        "mentions": [make.mention(**m) for m in world["mentions"]],
        "articles": [make.article("a", "2023-02-01"), make.article("b", "2023-02-20"), make.article("c")],
        "copies": list(world["copies"]),
        "claims": [make.claim(c["id"], c["value"], hedged=c["hedged"], kind=ClaimKind.AMOUNT) for c in world["claims"]],
        "verdicts": list(world["verdicts"]),
    }
    if rng is not None:
        for part in parts.values():
            rng.shuffle(part)
    return make.ledger(**parts)


@settings(max_examples=200, deadline=None)
@given(world=worlds())
def test_any_order_gives_the_same_ledger(make: Any, world: dict[str, Any]) -> None:
    want = build(make, world)
    for turn in range(3):
        assert build(make, world, random.Random(world["seed"] + turn)) == want


@settings(max_examples=200, deadline=None)
@given(world=worlds())
def test_nothing_is_lost_or_counted_twice(make: Any, world: dict[str, Any]) -> None:
    ledger = build(make, world)
    wrong = {v.a for v in world["verdicts"] if v.kind is VerdictKind.WRONG}
    in_events = [m for e in ledger.events for m in e.mentions]
    assert sorted(in_events) == sorted({m["id"] for m in world["mentions"]} - wrong)
    assert sorted((x.event, x.mention) for x in ledger.event_mentions) == sorted((e.id, m) for e in ledger.events for m in e.mentions)
    assert all(1 <= e.independent <= e.reports for e in ledger.events)
    assert len({e.id for e in ledger.events}) == len(ledger.events)


@settings(max_examples=200, deadline=None)
@given(world=worlds())
def test_no_event_holds_a_contradiction(make: Any, world: dict[str, Any]) -> None:
    ledger = build(make, world | {"verdicts": [v for v in world["verdicts"] if v.kind is not VerdictKind.SAME]})
    told = {m["id"]: make.mention(**m) for m in world["mentions"]}
    for e in ledger.events:
        mentions = [told[i] for i in e.mentions]
        first = max((m.date.earliest for m in mentions if m.date.earliest), default=date.min)
        assert first <= min((m.date.latest for m in mentions if m.date.latest), default=date.max)
        assert not {Place("Astana", "KAZ"), Place("Almaty", "KAZ")} <= {m.place for m in mentions}
        assert len({m.modality is Modality.NEGATED for m in mentions}) == 1


@settings(max_examples=100, deadline=None)
@given(world=worlds())
def test_a_verdict_different_always_holds(make: Any, world: dict[str, Any]) -> None:
    wrong = {v.a for v in world["verdicts"] if v.kind is VerdictKind.WRONG}
    for v in world["verdicts"]:
        if v.kind is VerdictKind.DIFFERENT and v.a != v.b and not {v.a, v.b} & wrong:
            assert not any({v.a, v.b} <= set(e.mentions) for e in build(make, world).events)


@settings(max_examples=100, deadline=None)
@given(world=worlds())
def test_a_copy_adds_reports_and_nothing_else(make: Any, world: dict[str, Any]) -> None:
    before = build(make, world)
    after = build(make, world | {"copies": [*world["copies"], pair("a", "z")]})
    assert [(e.id, e.independent, e.mentions) for e in before.events] == [(e.id, e.independent, e.mentions) for e in after.events]


def test_disputes_have_two_versions_and_an_id_of_their_own(make: Any) -> None:
    ledger = make.ledger(claims=[make.claim("a:1", 27e9), make.claim("b:1", 34e9)])
    (dispute,) = ledger.disputes
    assert (dispute.kind, [v.says for v in dispute.versions]) == (DisputeKind.FIGURE, ["27,000,000,000 USD", "34,000,000,000 USD"])
