"""A person's judgements are data and are replayed."""

from __future__ import annotations

from typing import Any

from equipoise.words.claim import DisputeKind, Verdict, VerdictKind
from equipoise.words.event import MentionId

PUTIN = "RUS/GOV/Vladimir Putin"


def verdict(kind: str, a: str, b: str | None = None) -> Verdict:
    return Verdict(VerdictKind(kind), MentionId(a), MentionId(b) if b else None)


def visits(make: Any, **days: str) -> list[Any]:
    return [make.mention(f"{article}:1", PUTIN, "KAZ", mode="visit", day=day) for article, day in days.items()]


def groups(ledger: Any) -> set[frozenset[str]]:
    return {frozenset(e.mentions) for e in ledger.events}


def test_same_makes_two_events_one_with_all_their_mentions(make: Any) -> None:
    mentions = visits(make, a="2023-11-09", b="2023-11-09", c="2023-12-24", d="2023-12-24")
    ledger = make.ledger(mentions, verdicts=[verdict("same", "a:1", "c:1")])
    assert groups(ledger) == {frozenset({"a:1", "b:1", "c:1", "d:1"})}


def test_events_joined_against_their_dates_keep_the_dispute(make: Any) -> None:
    ledger = make.ledger(visits(make, a="2023-11-09", c="2023-12-24"), verdicts=[verdict("same", "a:1", "c:1")])
    assert [d.kind for d in ledger.disputes] == [DisputeKind.DATE]
    (event,) = ledger.events
    assert (event.date.value, str(event.date.earliest), str(event.date.latest)) == (None, "2023-11-09", "2023-12-24")


def test_different_takes_one_event_apart(make: Any) -> None:
    mentions = visits(make, a="2023-11-09", b="2023-11-09")
    assert len(make.ledger(mentions).events) == 1
    assert len(make.ledger(mentions, verdicts=[verdict("different", "b:1", "a:1")]).events) == 2


def test_different_holds_against_same(make: Any) -> None:
    mentions = visits(make, a="2023-11-09", b="2023-12-01", c="2023-12-24")
    both = [verdict("same", "a:1", "b:1"), verdict("same", "b:1", "c:1"), verdict("different", "a:1", "c:1")]
    events = groups(make.ledger(mentions, verdicts=both))
    assert not any({"a:1", "c:1"} <= e for e in events)
    assert frozenset({"a:1", "b:1"}) in events


def test_wrong_leaves_a_mention_out(make: Any) -> None:
    ledger = make.ledger(visits(make, a="2023-11-09", b="2023-11-09"), verdicts=[verdict("wrong", "a:1")])
    assert groups(ledger) == {frozenset({"b:1"})}
    assert [x.mention for x in ledger.event_mentions] == ["b:1"]


def test_a_verdict_on_a_mention_there_is_none_of_is_reported(make: Any) -> None:
    gone = verdict("same", "a:1", "gone:7")
    assert make.ledger(visits(make, a="2023-11-09"), verdicts=[gone]).unused_verdicts == (gone,)
