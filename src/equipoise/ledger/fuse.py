"""Say in one event what its reports say together. In: a cluster of reports. Out: an Event, whatever their order."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from statistics import median
from typing import TypeVar

from equipoise.ledger.names import is_person, state_of_name, surname
from equipoise.ledger.reports import Report
from equipoise.reference.states import state_name
from equipoise.words.actor import Actor, Party
from equipoise.words.event import Event, EventDate, EventId, Mention, Modality, Place, Standing
from equipoise.words.text import ArticleId, Granularity

T = TypeVar("T")
# Of several modalities, the one the event has: what happened happened, and an act that is over is no longer going on.
STRONGEST = (Modality.OCCURRED, Modality.ONGOING, Modality.PLANNED, Modality.HYPOTHETICAL, Modality.NEGATED)
MOST_SURE = 0.99


def fuse(reports: Sequence[Report], copies: Mapping[ArticleId, Collection[ArticleId]], groups: Mapping[ArticleId, ArticleId]) -> Event:
    """The event that the reports tell of; ``copies`` gives the copies of each article, ``groups`` names who rests on the same text.

    ``reports`` counts articles with a mention and their copies; ``independent`` counts groups of articles. The date is what all windows
    have in common. The id comes from the first mention (by its article's date, then its id): a later report keeps it.
    Confidence: 1 - product over groups of (1 - the best of the group's mentions), at most 0.99.
    """
    ordered = [r.mention for r in sorted(reports, key=lambda r: r.age)]
    decided = _deciding(reports)
    like = [m for m in decided if (m.event, m.mode) == _kind(decided)]
    leading = min(like, key=lambda m: (not m.recipients, not _is_named(m), -m.confidence, m.id))
    articles = {m.article for m in ordered}
    heard = articles | {c for a in articles for c in copies.get(a, ())}
    return Event(
        id=event_id(ordered[0]),
        event=leading.event,
        mode=leading.mode,
        context=tuple(sorted({c for m in decided for c in m.context})),
        actors=_side([a for m in like if m.reciprocal == leading.reciprocal for a in m.actors]),
        recipients=_side([a for m in like if m.reciprocal == leading.reciprocal for a in m.recipients]),
        reciprocal=leading.reciprocal,
        date=common_date(reports),
        modality=next(m for m in STRONGEST if any(x.modality is m for x in ordered)),
        channel=_most([m.channel for m in decided]),
        standing=_standing(decided),
        score=median(m.score for m in like),
        quad=leading.quad,
        confidence=_confidence(ordered, groups),
        place=_place(m.place for m in decided),
        reports=len(heard),
        independent=len({groups.get(a, a) for a in heard}),
        mentions=tuple(m.id for m in ordered),
    )


def event_id(first: Mention) -> EventId:
    """The id of the event whose first mention this is: e- and twelve hexadecimal digits."""
    return EventId("e-" + hashlib.sha256(first.id.encode()).hexdigest()[:12])


def _deciding(reports: Sequence[Report]) -> list[Mention]:
    """The mentions that say what kind of event it is: of a plan that came true, those that say it happened; sorted by id."""
    happened = [r.mention for r in reports if r.mention.modality.happened]
    return sorted(happened or [r.mention for r in reports], key=lambda m: m.id)


def _kind(mentions: Sequence[Mention]) -> tuple[object, object]:
    """Type and mode with most confidence behind them; a mode that is told beats none."""
    weight: dict[tuple[object, object], float] = defaultdict(float)
    for m in mentions:
        weight[m.event, m.mode] += m.confidence
    event = max(weight, key=lambda k: (sum(w for o, w in weight.items() if o[0] == k[0]), str(k[0])))[0]
    return max((k for k in weight if k[0] == event), key=lambda k: (k[1] is not None, round(weight[k], 9), str(k[1])))


def _is_named(m: Mention) -> bool:
    return any(is_person(a.name, a.code) for a in m.actors)


def _side(actors: Iterable[Actor]) -> tuple[Party, ...]:
    """Each party once: named persons where any are named, else the state or body under its own name."""
    by_code: dict[str, list[Actor]] = defaultdict(list)
    for a in actors:
        by_code[a.code].append(a)
    return tuple(p for code in sorted(by_code) for p in _parties(code, by_code[code]))


def _parties(code: str, actors: Sequence[Actor]) -> list[Party]:
    persons: dict[str, list[Actor]] = defaultdict(list)
    for a in actors:
        if is_person(a.name, code):
            persons[surname(a.name)].append(a)
    if persons:
        return [Party(code, _most([a.sector for a in who]), _most([a.name for a in who])) for _, who in sorted(persons.items())]
    names = [a.name for a in actors if a.name and not state_of_name(a.name)]
    return [Party(code, _most([a.sector for a in actors]), _most(names) if names else state_name(code))]


def _most(values: Sequence[T]) -> T:
    """The value that occurs most; what is known before None; then the first in the order of their texts."""
    counted = Counter(values)
    return min(counted, key=lambda v: (v is None, -counted[v], str(v)))


def common_date(reports: Sequence[Report]) -> EventDate:
    """What the windows of all reports have in common, with the most exact date told; where they exclude each other, all they span."""
    ordered = sorted(reports, key=lambda r: (r.signature.days, r.mention.date.value is None, r.id))
    earliest = max(r.signature.earliest for r in reports)
    latest = min(r.signature.latest for r in reports)
    if earliest > latest:
        earliest, latest = min(r.signature.earliest for r in reports), max(r.signature.latest for r in reports)
        return EventDate(None, _told(earliest), _told(latest), Granularity.RANGE, ordered[0].mention.date.basis)
    if earliest == latest:
        return EventDate(earliest.isoformat(), earliest, latest, Granularity.DAY, ordered[0].mention.date.basis)
    exact = ordered[0].mention.date
    fits = exact.value is not None and exact.earliest == earliest and exact.latest == latest
    known = earliest > date.min or latest < date.max
    return EventDate(
        exact.value if fits else None,
        _told(earliest),
        _told(latest),
        exact.granularity if fits else Granularity.RANGE if known else None,
        exact.basis,
    )


def _told(day: date) -> date | None:
    return None if day in (date.min, date.max) else day


def _standing(mentions: Sequence[Mention]) -> tuple[Standing, ...]:
    """For each power the sign that most mentions give; 0 where they are even."""
    votes: dict[str, int] = defaultdict(int)
    for m in mentions:
        for s in m.standing:
            votes[s.power] += s.sign
    return tuple(Standing(power, (v > 0) - (v < 0)) for power, v in sorted(votes.items()))


def _confidence(mentions: Sequence[Mention], groups: Mapping[ArticleId, ArticleId]) -> float:
    best: dict[str, float] = defaultdict(float)
    for m in mentions:
        group = groups.get(m.article, m.article)
        best[group] = max(best[group], m.confidence)
    wrong = 1.0
    for _, c in sorted(best.items()):
        wrong *= 1 - c
    return round(min(MOST_SURE, max(1 - wrong, 0.0)), 4) if len(best) > 1 else round(max(best.values()), 4)


def _place(places: Iterable[Place | None]) -> Place | None:
    """The place most reports give; a town says more than its state."""
    counted = Counter(p for p in places if p is not None)
    return min(counted, key=lambda p: (state_of_name(p.name) is not None, -counted[p], p.name, p.code or ""), default=None)
