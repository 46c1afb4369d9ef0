"""Number the evidence of a brief. In: events, claims and estimates as the sections name them. Out: marks, and the exhibits they lead to.

Numbers are given in the order of first mention, so that the page reads 1, 2, 3. A figure that rests on many events is marked with
their number and leads to the list of them; each line of that list has its quoted sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from equipoise.show.facts import Facts
from equipoise.show.odds import counted
from equipoise.show.page import Mark
from equipoise.show.phrases import say
from equipoise.show.safe import one_line, shorten
from equipoise.words.claim import ClaimId
from equipoise.words.estimate import Estimate
from equipoise.words.event import EventId, MentionId

MOST_MARKS = 4
SOURCES = Mark("list of articles", "articles", "The articles this counts")


@dataclass(slots=True)
class EvidenceBook:
    """Collects what the page refers to while its sections are written; ``events`` and ``claims`` map ids to their numbers."""

    facts: Facts
    events: dict[EventId, int] = field(default_factory=dict)
    claims: dict[ClaimId, int] = field(default_factory=dict)
    wanted: dict[EventId, list[MentionId]] = field(default_factory=dict)
    listed: dict[tuple[str, str | None], tuple[EventId, ...]] = field(default_factory=dict)

    def event(self, id: EventId) -> Mark:
        """A mark that leads to the sentences reporting an event."""
        number = self.events.setdefault(id, len(self.events) + len(self.claims) + 1)
        return Mark(str(number), f"e{number}", shorten(say(self.facts.event[id]), 120))

    def claim(self, id: ClaimId) -> Mark:
        """A mark that leads to the sentence asserting a figure."""
        number = self.claims.setdefault(id, len(self.events) + len(self.claims) + 1)
        return Mark(str(number), f"e{number}", shorten(one_line(self.facts.claim[id].sentence.text), 120))

    def mention(self, event: EventId, id: MentionId) -> Mark:
        """A mark that leads to one report of an event: the event's number and a letter."""
        self.event(event)
        asked = self.wanted.setdefault(event, [])
        if id not in asked:
            asked.append(id)
        letter = letter_of(asked.index(id))
        number = self.events[event]
        return Mark(f"{number}{letter}", f"e{number}{letter}", shorten(one_line(self.facts.mention[id].sentence.text), 120))

    def several(self, ids: Sequence[EventId], most: int = MOST_MARKS) -> tuple[Mark, ...]:
        """Marks of events: each where they are few, else the first and how many more there are."""
        known = [i for i in ids if i in self.facts.event]
        shown = known if len(known) <= most else known[: most - 1]
        marks = [self.event(i) for i in shown]
        if len(shown) < len(known):
            marks.append(
                Mark(
                    f"+{len(known) - len(shown):,}",
                    "basis",
                    "All of these events are in the tables: see the list of events behind each figure",
                )
            )
        return tuple(marks)

    def estimate(self, e: Estimate | None, named: bool = False) -> tuple[Mark, ...]:
        """A mark that leads to the events behind an estimate, ``named`` after its power; none where it rests on none."""
        if e is None or not e.events:
            return ()
        name = f"{self.facts.name(e.power)}: " if named and e.power else ""
        if len(e.events) == 1 and e.events[0] in self.facts.event:
            direct = self.event(e.events[0])
            return (Mark(f"{name}1 event", direct.target, direct.title),)
        if e.power is None or "-" in e.power:
            return (Mark(counted(len(e.events), "event"), "basis", "The events behind this figure"),)
        key = (e.power, e.channel)
        self.listed.setdefault(key, e.events)
        return (Mark(name + counted(len(e.events), "event"), anchor(*key), f"The events behind this figure: {self.facts.name(e.power)}"),)


def anchor(power: str, channel: str | None) -> str:
    """Where the events behind a power's figures are listed."""
    return f"basis-{power}" + (f"-{channel}" if channel else "")


def letter_of(n: int) -> str:
    """0 -> a, 25 -> z, 26 -> aa."""
    return (letter_of(n // 26 - 1) if n >= 26 else "") + "abcdefghijklmnopqrstuvwxyz"[n % 26]
