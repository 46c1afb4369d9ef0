"""Fill in what an article told before: "the visit" is to where the visitor went. In: mentions in order. Out: the same, completed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from equipoise.words.actor import Actor
from equipoise.words.event import EventType, Mention, Standing

VISIT = "visit"


def complete(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """A visit without a host gets the one of the visitor's last visit in the article, as an implied recipient."""
    hosts: dict[str, tuple[Actor, tuple[Standing, ...]]] = {}
    out = []
    for m in mentions:
        if m.event is EventType.CONSULT and m.mode == VISIT and len(m.actors) == 1:
            visitor = m.actors[0].code
            if m.recipients:
                hosts[visitor] = dataclasses.replace(m.recipients[0], text=None, start=None, end=None), m.standing
            elif visitor in hosts:
                host, standing = hosts[visitor]
                m = dataclasses.replace(m, recipients=(host,), standing=tuple(s for s in standing if s.power == visitor))
        out.append(m)
    return tuple(out)
