"""Read an article's mentions together: a visit keeps its host and date, a deed in passing counts once.

In: mentions in order. Out: those kept.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from equipoise.read.coders.rules.grammar import event_types
from equipoise.words.actor import Actor
from equipoise.words.event import DateBasis, EventDate, EventType, Mention, Standing

VISIT = "visit"
PASSING = event_types("ASSAULT COERCE")
NAMED_AGAIN = frozenset({"visit", "trip", "tour", "journey", "stay", "stop"})  # a noun that recalls a visit takes no date from around it


def complete(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """A visit without a host has that of the visitor's last visit, implied, and one that a noun recalls has its date; a deed that a noun
    names again is left out.
    """
    hosts: dict[str, tuple[Actor, tuple[Standing, ...]]] = {}
    dates: dict[tuple[str, str], EventDate] = {}
    deeds: set[tuple[object, ...]] = set()
    out = []
    for m in mentions:
        if m.event is EventType.CONSULT and m.mode == VISIT and len(m.actors) == 1:
            visitor = m.actors[0].code
            if m.recipients:
                hosts[visitor] = dataclasses.replace(m.recipients[0], text=None, start=None, end=None), m.standing
            elif visitor in hosts:
                host, standing = hosts[visitor]
                m = dataclasses.replace(m, recipients=(host,), standing=tuple(s for s in standing if s.power == visitor))
            m = _dated(m, dates)
        if m.event in PASSING:
            deed = (m.event, frozenset(a.code for a in m.actors), frozenset(a.code for a in m.recipients))
            if deed in deeds and m.rule.endswith("_noun"):
                continue  # background is coded once in an article
            deeds.add(deed)
        out.append(m)
    return tuple(out)


def _dated(visit: Mention, dates: dict[tuple[str, str], EventDate]) -> Mention:
    """The visit with the date that it was told with before, where now only a noun recalls it; its date is remembered."""
    if not visit.recipients:
        return visit
    who = (visit.actors[0].code, visit.recipients[0].code)
    loose = visit.date.basis in (DateBasis.DOCUMENT, DateBasis.ANAPHORIC)
    if who in dates and loose and visit.trigger.text.lower() in NAMED_AGAIN:
        return dataclasses.replace(visit, date=dataclasses.replace(dates[who], basis=DateBasis.ANAPHORIC))
    dates[who] = visit.date
    return visit
