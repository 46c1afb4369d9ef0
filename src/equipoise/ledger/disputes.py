"""Find what cannot all hold and keep the versions side by side. In: clusters, events, claims, articles. Out: disputes, sorted by id.

Two events that differ only in their day or place, an event that one article reports and another denies, figures, characterisations.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from equipoise.ledger.characters import character_disputes
from equipoise.ledger.contradict import kind_contradiction, parties_contradiction, same_parties
from equipoise.ledger.figures import figure_disputes
from equipoise.ledger.merge import EXACT, Cluster
from equipoise.ledger.reports import Likeness, Report, Stance, same_place
from equipoise.ledger.verdicts import Judged
from equipoise.reference.plover import type_label
from equipoise.words.claim import Claim, Dispute, DisputeId, DisputeKind, Version
from equipoise.words.event import Event, EventType
from equipoise.words.text import Article, CopyPair

DAYS_APART = 3  # talks of the same persons reported this close together may be one that somebody misdated
DAYS_APART_ALIKE = 31  # the same where the sentences are alike
COMPARED = 4  # reports of each event whose words are compared
ALIKE = 0.45  # likeness of sentences from which two reports tell of one thing
ALIKE_DENIED = 0.20  # the same for a report and its denial


def find_disputes(
    clusters: Sequence[Cluster],
    events: Mapping[int, Event],
    judged: Judged,
    claims: Sequence[Claim],
    articles: Sequence[Article],
    pairs: Sequence[CopyPair],
) -> list[Dispute]:
    """All disputes, each once. Two events that one and the same article reports, or that a person called different, are no dispute."""
    wrong_free = {m.id for m in judged.mentions}
    found = [
        *_event_disputes(clusters, events, judged),
        *_inner_dates(clusters, events),
        *figure_disputes(claims, articles, pairs),
        *character_disputes(articles, pairs, [m for m in judged.mentions if m.id in wrong_free]),
    ]
    unique = {d.id: d for d in (_named(kind, about, versions) for kind, about, versions in found)}
    return [unique[i] for i in sorted(unique)]


def _named(kind: DisputeKind, about: str, versions: Sequence[Version]) -> Dispute:
    ordered = tuple(sorted(versions, key=lambda v: (v.says, v.mentions, v.claims)))
    content = repr((kind.value, about, [(v.says, v.mentions, v.claims) for v in ordered]))
    return Dispute(DisputeId("d-" + hashlib.sha256(content.encode()).hexdigest()[:12]), kind, about, ordered)


def _event_disputes(
    clusters: Sequence[Cluster], events: Mapping[int, Event], judged: Judged
) -> Iterator[tuple[DisputeKind, str, list[Version]]]:
    likeness = Likeness([r for c in clusters for r in c.reports])
    for one, other in _neighbours(clusters):
        a, b = one.reports[0], other.reports[0]
        if not _is_near(a, b) or one.articles & other.articles or judged.keeps_apart(one, other):
            continue
        compared = [(x, y) for x in one.reports[:COMPARED] for y in other.reports[:COMPARED]]
        kind = _disputed(a, b, lambda of=compared: max(likeness(x, y) for x, y in of))  # type: ignore[misc]
        if kind is not None:
            yield kind, _about(events[one.number]), [_version(kind, one, events), _version(kind, other, events)]


def _neighbours(clusters: Sequence[Cluster]) -> Iterator[tuple[Cluster, Cluster]]:
    """Pairs of clusters of one kind, with one set of parties, near in time or in a window that may hold the other."""
    blocks: dict[tuple[EventType, frozenset[str]], list[Cluster]] = defaultdict(list)
    for c in clusters:
        s = c.reports[0].signature
        if s.stance in (Stance.HAPPENED, Stance.NEGATED) and s.who.everyone:
            blocks[s.event, s.who.everyone].append(c)
    for block in blocks.values():
        block.sort(key=lambda c: (c.reports[0].signature.earliest, c.number))
        for n, one in enumerate(block):
            reach = one.reports[0].signature.latest.toordinal() + DAYS_APART_ALIKE
            for other in block[n + 1 : n + 61]:
                if other.reports[0].signature.earliest.toordinal() > reach:
                    break
                yield one, other


def _is_near(a: Report, b: Report) -> bool:
    """False where nothing but likeness in a wide window could make a dispute of the two; checked first, as it is cheap."""
    one, other = a.signature, b.signature
    if one.stance is not other.stance:
        return one.earliest <= other.latest and other.earliest <= one.latest
    return max(one.days, other.days) <= EXACT


def _disputed(a: Report, b: Report, alike: Callable[[], float]) -> DisputeKind | None:
    """What two reports differ in, where everything else says that they tell of one event; None where they differ in more, or need not."""
    one, other = a.signature, b.signature
    if parties_contradiction(one.who, other.who) or not same_parties(one.who, other.who):
        return None
    overlap = one.earliest <= other.latest and other.earliest <= one.latest
    in_place = same_place(one.place, other.place)
    if one.stance is not other.stance:
        modes = one.mode == other.mode or None in (one.mode, other.mode)
        if not (one.event is other.event and modes and overlap and in_place):
            return None
        denied = (_is_talks(a, b) and max(one.days, other.days) <= EXACT) or alike() >= ALIKE_DENIED
        return DisputeKind.HAPPENED if denied else None
    if kind_contradiction(one, other) or max(one.days, other.days) > EXACT:
        return None
    if not overlap and in_place:
        gap = max(one.earliest, other.earliest).toordinal() - min(one.latest, other.latest).toordinal()
        near = (gap <= DAYS_APART and _is_talks(a, b)) or (gap <= DAYS_APART_ALIKE and alike() >= ALIKE)
        return DisputeKind.DATE if near else None
    if overlap and not in_place:
        return DisputeKind.PLACE if _is_talks(a, b) or alike() >= ALIKE else None
    return None


def _is_talks(a: Report, b: Report) -> bool:
    """Talks of the same named persons: they cannot be in two places, and seldom meet twice in a few days."""
    shared = {code for code, _ in a.signature.who.persons & b.signature.who.persons}
    return a.signature.event is EventType.CONSULT and bool(shared)


def _about(e: Event) -> str:
    """The event in words: kind and parties."""
    actors = ", ".join(p.name or p.code for p in e.actors)
    recipients = ", ".join(p.name or p.code for p in e.recipients)
    return f"{type_label(e.event)}: {actors}" + (f" and {recipients}" if recipients else "")


def _version(kind: DisputeKind, c: Cluster, events: Mapping[int, Event]) -> Version:
    e = events[c.number]
    says = {
        DisputeKind.DATE: _when(e),
        DisputeKind.PLACE: e.place.name if e.place else "place not told",
        DisputeKind.HAPPENED: "it happened" if e.modality.happened else "it did not happen",
    }[kind]
    return Version(says, mentions=e.mentions)


def _when(e: Event) -> str:
    if e.date.value:
        return e.date.value
    ends = [d.isoformat() for d in (e.date.earliest, e.date.latest) if d is not None]
    return " to ".join(ends) if ends else "date not told"


def _inner_dates(clusters: Sequence[Cluster], events: Mapping[int, Event]) -> Iterator[tuple[DisputeKind, str, list[Version]]]:
    """Events that a person made one although their reports' dates exclude each other."""
    for c in clusters:
        if max(r.signature.earliest for r in c.reports) <= min(r.signature.latest for r in c.reports):
            continue
        told: dict[str, list[Report]] = defaultdict(list)
        for r in sorted(c.reports, key=lambda r: r.id):
            told[r.mention.date.value or f"{r.signature.earliest} to {r.signature.latest}"].append(r)
        yield (
            DisputeKind.DATE,
            _about(events[c.number]),
            [Version(says, mentions=tuple(r.id for r in rs)) for says, rs in sorted(told.items())],
        )
