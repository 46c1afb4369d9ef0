"""Stage 2, the whole of it: mentions become events counted once; what cannot all hold is kept as disputes.

In: articles, copies, mentions, claims, verdicts. Out: a Ledger. A function of what is in the tables, not of the order they came in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from equipoise.ledger.fuse import fuse
from equipoise.ledger.merge import Cluster, merge_reports
from equipoise.ledger.plans import join_plans
from equipoise.ledger.reports import make_reports
from equipoise.ledger.verdicts import judge
from equipoise.settings import Settings
from equipoise.words.claim import Claim, Dispute, Verdict
from equipoise.words.event import Event, EventMention, Mention
from equipoise.words.groups import connect
from equipoise.words.text import Article, ArticleId, CopyKind, CopyPair


@dataclass(frozen=True, slots=True)
class Ledger:
    """Events sorted by id; which mention belongs to which, and why; disputes sorted by id; verdicts about mentions there are none of."""

    events: tuple[Event, ...]
    event_mentions: tuple[EventMention, ...]
    disputes: tuple[Dispute, ...]
    unused_verdicts: tuple[Verdict, ...] = ()


def build_ledger(
    articles: Iterable[Article],
    copies: Iterable[CopyPair],
    mentions: Iterable[Mention],
    claims: Iterable[Claim],
    verdicts: Iterable[Verdict],
    settings: Settings,
) -> Ledger:
    """Every mention that no verdict calls wrong is in one event; every event has at least one mention and one independent report.

    The same articles, mentions, claims and verdicts in any order give an equal Ledger.
    """
    from equipoise.ledger.disputes import find_disputes

    kept = sorted(articles, key=lambda a: a.id)
    pairs = sorted(copies, key=lambda p: (p.a, p.b, p.kind))
    groups = connect([a.id for a in kept], pairs)
    same_words = connect([a.id for a in kept], [p for p in pairs if p.kind is CopyKind.COPY])
    judged = judge(mentions, verdicts)
    reports = make_reports(judged.mentions, kept, groups)
    clusters = judged.join(join_plans(merge_reports(reports, judged.apart), judged.apart))
    members = _copies_of(same_words)
    events = {c.number: fuse(c.reports, members, groups) for c in clusters}
    disputes = find_disputes(clusters, events, judged, sorted(claims, key=lambda c: c.id), kept, pairs)
    return Ledger(
        tuple(sorted(events.values(), key=lambda e: e.id)),
        tuple(sorted(_event_mentions(clusters, events), key=lambda x: (x.event, x.mention))),
        tuple(disputes),
        judged.unused,
    )


def _copies_of(same_words: dict[ArticleId, ArticleId]) -> dict[ArticleId, list[ArticleId]]:
    members: dict[ArticleId, list[ArticleId]] = defaultdict(list)
    for article, first in sorted(same_words.items()):
        members[first].append(article)
    return {article: members[first] for article, first in same_words.items()}


def _event_mentions(clusters: Sequence[Cluster], events: dict[int, Event]) -> list[EventMention]:
    return [EventMention(events[c.number].id, mention, why) for c in clusters for mention, why in c.why.items()]
