"""Read an article's mentions together: a visit keeps its host, a deed in passing counts once. In: mentions in order. Out: those kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from equipoise.read.coders.rules.grammar import event_types
from equipoise.words.actor import Actor
from equipoise.words.event import EventType, Mention, Standing

VISIT = "visit"
PASSING = event_types("ASSAULT COERCE")


def complete(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """A visit without a host has that of the visitor's last visit, implied; a deed that a noun names again is left out."""
    hosts: dict[str, tuple[Actor, tuple[Standing, ...]]] = {}
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
        if m.event in PASSING:
            deed = (m.event, frozenset(a.code for a in m.actors), frozenset(a.code for a in m.recipients))
            if deed in deeds and m.rule.endswith("_noun"):
                continue  # background is coded once in an article
            deeds.add(deed)
        out.append(m)
    return tuple(out)
