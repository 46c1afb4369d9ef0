"""Replay a person's verdicts. In: mentions, verdicts. Out: the mentions that count, which must be together and which apart.

``wrong`` leaves a mention out. ``different`` keeps two mentions in two events. ``same`` makes the events of two mentions one, whatever
their dates; where the two verdicts pull at the same events, ``different`` holds: an event too many is seen, a false merger is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from equipoise.ledger.merge import Cluster
from equipoise.words.claim import Verdict, VerdictKind
from equipoise.words.event import Mention, MentionId

JOINED = "a person judged the two events the same"


@dataclass(frozen=True, slots=True)
class Judged:
    """What verdicts leave: the mentions that count, pairs that are one event, pairs that are not, verdicts about unknown mentions."""

    mentions: tuple[Mention, ...]
    together: tuple[tuple[MentionId, MentionId], ...]
    apart: tuple[tuple[MentionId, MentionId], ...]
    unused: tuple[Verdict, ...]

    def join(self, clusters: Sequence[Cluster]) -> list[Cluster]:
        """The clusters with those made one that a person said are the same."""
        home = {m: c for c in clusters for m in c.why}
        for a, b in self.together:
            one, other = sorted((home[a], home[b]), key=lambda c: c.number)
            if one is not other and not self.keeps_apart(one, other):
                one.absorb(other, JOINED)
                home.update(dict.fromkeys(other.why, one))
        return sorted({c.number: c for c in home.values()}.values(), key=lambda c: c.number)

    def keeps_apart(self, one: Cluster, other: Cluster) -> bool:
        """True where a person said that a mention of one and a mention of the other are different events."""
        return any((a in one.why and b in other.why) or (b in one.why and a in other.why) for a, b in self.apart)


def judge(mentions: Iterable[Mention], verdicts: Iterable[Verdict]) -> Judged:
    """The verdicts applied to the mentions there are; the order of neither makes a difference."""
    every = {m.id: m for m in mentions}
    ordered = sorted(verdicts, key=lambda v: (v.kind, v.a, v.b or "", v.note or ""))
    wrong = {v.a for v in ordered if v.kind is VerdictKind.WRONG}
    known = [v for v in ordered if v.a in every and (v.b is None or v.b in every)]
    pairs = {
        kind: tuple(
            sorted(
                {
                    (min(v.a, v.b), max(v.a, v.b))
                    for v in known
                    if v.kind is kind and v.b is not None and v.a != v.b and not {v.a, v.b} & wrong
                }
            )
        )
        for kind in (VerdictKind.SAME, VerdictKind.DIFFERENT)
    }
    unused = tuple(v for v in ordered if v not in known)
    kept = tuple(every[i] for i in sorted(every) if i not in wrong)
    return Judged(kept, pairs[VerdictKind.SAME], pairs[VerdictKind.DIFFERENT], unused)
