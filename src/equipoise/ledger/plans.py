"""Tie plans to what came of them. In: clusters. Out: clusters, where a plan whose exact day came true is part of what happened.

A plan with another or no exact day stays an event of its own; its reason names what later happened between the same parties.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from equipoise.ledger.contradict import identity_contradiction, same_parties
from equipoise.ledger.merge import EXACT, Cluster
from equipoise.ledger.reports import Stance, same_place
from equipoise.reference.english import stem, words
from equipoise.words.event import EventType, MentionId

# Talks that are announced are coded AGREE; these words in the sentence show that what is planned is a meeting.
MEETING = frozenset(
    stem(w)
    for w in (
        "visit",
        "meet",
        "meeting",
        "talks",
        "summit",
        "trip",
        "travel",
        "arrive",
        "host",
        "welcome",
        "negotiations",
        "forum",
        "conference",
    )
)
LATER = timedelta(days=120)  # after a plan is reported, what happens between the same parties may be what was planned


def join_plans(clusters: Sequence[Cluster], apart: Iterable[tuple[MentionId, MentionId]]) -> list[Cluster]:
    """Plans joined to the talks that happened on the day planned; other plans of talks name in their reasons what happened later."""
    happened: dict[frozenset[str], list[Cluster]] = defaultdict(list)
    for c in clusters:
        first = c.reports[0].signature
        if first.stance is Stance.HAPPENED and first.event is EventType.CONSULT:
            happened[first.who.everyone].append(c)
    forbidden = {frozenset(pair) for pair in apart}
    left = []
    for plan in clusters:
        met = [c for c in happened[plan.reports[0].signature.who.everyone] if _may_be(plan, c, forbidden)] if _is_meeting(plan) else []
        on_day = [c for c in met if _on_the_day(plan, c)]
        if on_day:
            on_day[0].absorb(plan, "planned for the day on which it happened")
            continue
        for c in met[:1]:
            for mention in plan.why:
                plan.why[mention] += (
                    f"; the parties met later, as {c.reports[0].id} reports, but the dates do not show that it was this plan"
                )
        left.append(plan)
    return left


def _is_meeting(c: Cluster) -> bool:
    s = c.reports[0].signature
    if s.stance is not Stance.PLANNED or s.event not in (EventType.AGREE, EventType.CONSULT):
        return False
    return s.event is EventType.CONSULT or any(stem(w.text) in MEETING for r in c.reports for w in words(r.mention.sentence.text))


def _may_be(plan: Cluster, met: Cluster, forbidden: set[frozenset[MentionId]]) -> bool:
    one, other = plan.reports[0], met.reports[0]
    if not same_parties(one.signature.who, other.signature.who) or any(frozenset((a, b)) in forbidden for a in plan.why for b in met.why):
        return False
    if identity_contradiction(one.signature.who, other.signature.who) or not same_place(one.signature.place, other.signature.place):
        return False
    begins = min(r.out for r in plan.reports)
    last = other.signature.latest
    return _on_the_day(plan, met) or (begins <= last and (last - begins) <= LATER)


def _on_the_day(plan: Cluster, met: Cluster) -> bool:
    one, other = plan.reports[0].signature, met.reports[0].signature
    return one.days <= EXACT and other.days <= EXACT and one.earliest <= other.latest and other.earliest <= one.latest
