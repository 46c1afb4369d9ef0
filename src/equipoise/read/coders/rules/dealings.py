"""Who deals with whom where nobody is named: the two states that the sentence, or what was told just before, is about.

In: scenes, the mentions told so far, a Reading. Out: its Sides. "Thirteen agreements were signed." after a visit is between visitor
and host; "the ministers discussed the border" between those whose ministers met.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from equipoise.read.coders.rules.grammar import event_types
from equipoise.read.coders.rules.lexicon import Lexicon
from equipoise.read.coders.rules.participants import Sides
from equipoise.read.coders.rules.predicates import Reading
from equipoise.read.coders.rules.scene import UNKNOWN, Held, Scene, lemma
from equipoise.reference.states import states
from equipoise.words.actor import Actor, ActorKind, ActorSpan, Party
from equipoise.words.event import Mention, Modality

WITHIN = 3  # sentences back to the dealings that a sentence goes on with
OPENING = 30  # sentences of an article in which its first dealings are told
DEALINGS = event_types("CONSULT AGREE SUPPORT COOPERATE AID CONCEDE")
GIVEN = event_types("AID SANCTION")
TOGETHER = event_types("CONSULT AGREE SUPPORT COOPERATE")
SIGNED = frozenset(
    ("sign", "initial", "ink", "conclude", "exchange", "reach", "adopt", "ratify", "seal", "strike", "agree", "approve", "clinch")
)
SIDES = frozenset(
    (
        "both",
        "two",
        "sides",
        "parties",
        "leaders",
        "ministers",
        "presidents",
        "governments",
        "countries",
        "capitals",
        "neighbours",
        "delegations",
    )
)

Pair = tuple[Held, Held]


@dataclass(frozen=True, slots=True)
class Dealt:
    """Who may be meant: ``near`` the two of the sentence or just before, ``first`` those of the article's first dealings, ``given`` who
    gave or withheld what, and from whom, just before.
    """

    near: Pair | None
    first: Pair | None
    given: Sides | None


def dealt_before(scenes: Sequence[Scene], i: int, before: Sequence[Sequence[Mention]]) -> Dealt:
    """Who dealt with whom when sentence ``i`` is told; ``before``: the mentions of the sentences before it."""
    deals = (_told(reversed(_deals(told))) for told in before[:OPENING])
    first = next((found for found in deals if len(found) == 2), None)
    given = [m for told in before[-WITHIN:] for m in told if m.event in GIVEN and m.actors and m.recipients]
    return Dealt(_pair(scenes, i, before), (first[0], first[1]) if first else None, _one_way(given[-1]) if given else None)


def may_go_on(reading: Reading) -> bool:
    """True for the kinds of event whose sides may be left out."""
    return not reading.is_wide and (reading.event in TOGETHER or reading.event in GIVEN)


def goes_on(lexicon: Lexicon, reading: Reading, sides: Sides, dealt: Dealt) -> Sides | None:
    """The sides of dealings of which none is named: an accord signed by nobody, "the two sides discussed", "the tanks were delivered"."""
    if sides.actors or sides.recipients or sides.implied is not None or not may_go_on(reading):
        return None
    frame = reading.frame
    if reading.event in GIVEN:
        return dealt.given if frame.passive and not frame.subjects and not frame.is_noun else None
    pair = dealt.near
    if frame.is_noun:
        if frame.carrier is None or frame.subjects or reading.mode == "visit":
            return None
        pair = pair or dealt.first
    elif frame.passive and not frame.subjects:
        if frame.lemma not in SIGNED or not any(lemma(t) in lexicon.classes["agreement"] for t in frame.objects):
            return None
    elif any(t.lower_ in SIDES for t in frame.subjects):
        pair = pair or dealt.first
    else:
        return None
    return Sides(pair, (), reciprocal=True) if pair is not None else None


def _pair(scenes: Sequence[Scene], i: int, before: Sequence[Sequence[Mention]]) -> Pair | None:
    """The two states that sentence ``i`` names, else those of the last dealings told, or named, in the sentences before it."""
    own = _states(scenes[i])
    if len(own) == 2:
        return own[0], own[1]
    if len(own) > 2:
        return None
    for j in range(i - 1, max(-1, i - 1 - WITHIN), -1):
        found = _told(reversed(_deals(before[j]))) or _states(scenes[j])
        if len(found) == 2 and {h.party.code for h in own} <= {h.party.code for h in found}:
            return found[0], found[1]
        if len(found) > 2:
            return None
    return None


def _deals(mentions: Sequence[Mention]) -> list[Mention]:
    return [m for m in mentions if m.event in DEALINGS and m.modality is not Modality.HYPOTHETICAL]


def _one_way(m: Mention) -> Sides:
    actors, recipients = (tuple(_held(a, m.trigger.start) for a in side) for side in (m.actors, m.recipients))
    return Sides(actors, recipients)


def _told(mentions: Iterable[Mention]) -> list[Held]:
    for m in mentions:
        found = {a.code: a for a in (*m.actors, *m.recipients) if a.code != UNKNOWN}
        if len(found) > 1:
            return [_held(a, m.trigger.start) for a in found.values()]
    return []


def _states(scene: Scene) -> list[Held]:
    """The states that a sentence names, each once, in reading order."""
    codes = _codes()
    found: dict[str, Held] = {}
    for span in scene.spans:
        for party in span.parties:
            if party.code in codes and party.code not in found:
                found[party.code] = _held(Actor(None, None, None, party.code, party.sector, party.name), span.start)
    return list(found.values())


@cache
def _codes() -> frozenset[str]:
    return frozenset(s.code for s in states())


def _held(actor: Actor, at: int) -> Held:
    """A party that no words of the sentence name."""
    party = Party(actor.code, actor.sector, actor.name)
    return Held(ActorSpan("", at, at, at, (party,), ActorKind.STATE), party)
