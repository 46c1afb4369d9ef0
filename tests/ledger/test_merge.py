"""What becomes one event, and what stays apart."""

from __future__ import annotations

from typing import Any

import pytest

PUTIN, TOKAYEV, LAVROV = "RUS/GOV/Vladimir Putin", "KAZ/GOV/Kassym-Jomart Tokayev", "RUS/GOV/Sergei Lavrov"


def test_two_reports_of_a_visit_are_one_event(make: Any) -> None:
    a = make.mention("a:1", PUTIN, "KAZ", mode="visit", day="2023-11-09", sentence="Putin flew to Astana.")
    b = make.mention("b:1", "RUS", TOKAYEV, mode="visit", day="2023-10-15..2023-11-14", sentence="Crowds cheered his recent stay.")
    assert make.events(a, b) == {frozenset({"a:1", "b:1"})}


def test_two_visits_a_year_apart_stay_apart(make: Any) -> None:
    a = make.mention("a:1", PUTIN, "KAZ", mode="visit", day="2022-10-13")
    b = make.mention("b:1", PUTIN, "KAZ", mode="visit", day="2023-11-09")
    assert len(make.events(a, b)) == 2


def test_an_undated_report_never_bridges_two_visits(make: Any) -> None:
    a = make.mention("a:1", PUTIN, "KAZ", mode="visit", day="2022-10-13")
    b = make.mention("b:1", PUTIN, "KAZ", mode="visit", day="2023-11-09")
    c = make.mention("c:1", PUTIN, "KAZ", mode="visit")
    events = make.events(a, b, c)
    assert not any({"a:1", "b:1"} <= e for e in events)


def test_a_gift_of_a_government_and_one_of_citizens_stay_apart(make: Any) -> None:
    sentence = "Kazakhstan sent warm yurts and generators to Ukraine."
    a = make.mention("a:1", "KAZ/GOV", "UKR", kind="AID", day="2023-01-10", sentence=sentence)
    b = make.mention("b:1", "KAZ/CVL", "UKR", kind="AID", day="2023-01-10", sentence=sentence)
    assert len(make.events(a, b)) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"actors": "KAZ", "recipients": "RUS"},
        {"actors": LAVROV},
        {"actors": "CHN"},
        {"kind": "SUPPORT", "mode": None},
        {"mode": "phone"},
        {"modality": "hypothetical"},
        {"modality": "negated"},
        {"day": "2023-11-11"},
        {"place": ("Kostanay", "KAZ")},
        {"place": ("Moscow", "RUS")},
    ],
    ids=[
        "roles swapped",
        "another person",
        "another state",
        "another kind",
        "another mode",
        "only thought of",
        "denied",
        "day",
        "town",
        "state of the place",
    ],
)
def test_a_contradiction_keeps_reports_apart(make: Any, other: dict[str, Any]) -> None:
    visit = {"actors": PUTIN, "recipients": "KAZ", "mode": "visit", "day": "2023-11-09", "place": ("Astana", "KAZ")}
    assert len(make.events(make.mention("a:1", **visit), make.mention("b:1", **(visit | other)))) == 2


def test_a_state_as_place_holds_its_towns(make: Any) -> None:
    a = make.mention("a:1", PUTIN, "KAZ", mode="visit", day="2023-11-09", place=("Astana", "KAZ"))
    b = make.mention("b:1", PUTIN, "KAZ", mode="visit", day="2023-11-09", place=("Kazakhstan", "KAZ"))
    ledger = make.ledger([a, b])
    assert [e.place.name for e in ledger.events if e.place] == ["Astana"]


def test_talks_at_a_visit_belong_to_the_visit(make: Any) -> None:
    visit = make.mention("a:1", PUTIN, "KAZ", mode="visit", day="2023-11-09", sentence="Putin landed in Astana.")
    talks = make.mention("a:2", [PUTIN, TOKAYEV], reciprocal=True, day="2023-11-09", sentence="They spoke for two hours.", at=50)
    assert make.events(visit, talks) == {frozenset({"a:1", "a:2"})}


def test_a_visitor_may_meet_several_hosts(make: Any) -> None:
    a = make.mention("a:1", PUTIN, TOKAYEV, mode="visit", day="2023-11-09")
    b = make.mention("b:1", [PUTIN, "KAZ/GOV/Almasadam Satkaliyev"], reciprocal=True, day="2023-11-09")
    c = make.mention("c:1", LAVROV, "KAZ/GOV/Murat Nurtleu", mode="visit", day="2023-11-09")
    assert make.events(a, b, c) == {frozenset({"a:1", "b:1"}), frozenset({"c:1"})}


def test_accusations_of_one_day_are_told_apart_by_their_words(make: Any) -> None:
    def accuse(id: str, sentence: str) -> Any:
        return make.mention(id, "USA", "CHN", kind="ACCUSE", mode="disapprove", day="2023-03-01", sentence=sentence)

    a = accuse("a:1", "Washington deplored the arrest of bookshop owners in Hong Kong.")
    b = accuse("b:1", "The White House deplored that bookshop owners had been arrested.")
    c = accuse("c:1", "Washington criticised subsidies for solar panel makers.")
    assert make.events(a, b, c) == {frozenset({"a:1", "b:1"}), frozenset({"c:1"})}


def test_like_sentences_a_month_apart_are_two_events(make: Any) -> None:
    sentence = "Russia shelled grain silos near the harbour."
    a = make.mention("a:1", "RUS", "UKR", kind="ASSAULT", day="2023-07-01", sentence=sentence)
    b = make.mention("b:1", "RUS", "UKR", kind="ASSAULT", day="2023-08-01", sentence=sentence)
    assert len(make.events(a, b)) == 2


def test_one_sentence_with_two_triggers_tells_of_two_events(make: Any) -> None:
    sentence = "They praised the forum and signed a customs treaty."
    a = make.mention("a:1", ["RUS", "KAZ"], reciprocal=True, kind="SUPPORT", day="2023-11-09", sentence=sentence, trigger="praised")
    b = make.mention("a:2", ["RUS", "KAZ"], reciprocal=True, kind="SUPPORT", day="2023-11-09", sentence=sentence, trigger="signed")
    assert len(make.events(a, b)) == 2


def test_a_report_that_names_fewer_parties_needs_like_words(make: Any) -> None:
    full = make.mention(
        "a:1", "USA", "KAZ", kind="THREATEN", day="2023-03-20", sentence="Washington warned Astana of penalties for smuggled chips."
    )
    like = make.mention("b:1", "USA", (), kind="THREATEN", day="2023-03-20", sentence="Washington warned of penalties for smuggled chips.")
    unlike = make.mention("c:1", "USA", (), kind="THREATEN", day="2023-03-20", sentence="A strike on the harbour was threatened.")
    assert make.events(full, like, unlike) == {frozenset({"a:1", "b:1"}), frozenset({"c:1"})}


def test_every_mention_says_why_it_is_where_it_is(make: Any) -> None:
    a = make.mention("a:1", PUTIN, "KAZ", mode="visit", day="2023-11-09")
    b = make.mention("b:1", PUTIN, "KAZ", mode="visit", day="2023-11-09")
    reasons = {x.mention: x.reason for x in make.ledger([a, b]).event_mentions}
    assert reasons["a:1"] == "first report"
    assert reasons["b:1"].startswith("same parties, kind and day")
    assert "a:1" in reasons["b:1"]
