"""Who deals with whom where nobody is named: the two states that the sentence, or what was told just before, is about.

In: scenes, the mentions told so far, a Reading. Out: the two parties. "Thirteen agreements were signed." after a visit is between visitor
and host; "the ministers discussed the border" between those whose ministers met.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from equipoise.read.coders.rules.grammar import event_types
from equipoise.read.coders.rules.lexicon import Lexicon
from equipoise.read.coders.rules.participants import Sides
from equipoise.read.coders.rules.predicates import Reading
from equipoise.read.coders.rules.scene import UNKNOWN, Held, Scene, lemma
from equipoise.reference.states import states
from equipoise.words.actor import Actor, ActorKind, ActorSpan, Party
from equipoise.words.event import Mention, Modality

WITHIN = 3  # sentences back to the dealings that a sentence goes on with
DEALINGS = event_types("CONSULT AGREE SUPPORT COOPERATE AID CONCEDE")
TOGETHER = event_types("CONSULT AGREE SUPPORT COOPERATE")
SIGNED = frozenset(
    ("sign", "initial", "ink", "conclude", "exchange", "reach", "adopt", "ratify", "seal", "strike", "agree", "approve", "clinch")
)
SIDES = frozenset(
    (
        "side",
        "party",
        "leader",
        "minister",
        "president",
        "government",
        "country",
        "capital",
        "neighbour",
        "delegation",
        "negotiator",
        "state",
    )
)
BOTH = ("both", "two")

Pair = tuple[Held, Held]


def pair_of(scenes: Sequence[Scene], i: int, before: Sequence[Sequence[Mention]]) -> Pair | None:
    """The two states that sentence ``i`` names, else those of the last dealings told (``before``: mentions by sentence), or named."""
    own = _states(scenes[i])
    if len(own) == 2:
        return own[0], own[1]
    if len(own) > 2:
        return None
    for j in range(i - 1, max(-1, i - 1 - WITHIN), -1):
        dealt = [m for m in before[j] if m.event in DEALINGS and m.modality is not Modality.HYPOTHETICAL]
        found = _told(reversed(dealt)) or _states(scenes[j])
        if len(found) == 2 and {h.party.code for h in own} <= {h.party.code for h in found}:
            return found[0], found[1]
        if len(found) > 2:
            return None
    return None


def goes_on(lexicon: Lexicon, reading: Reading, sides: Sides) -> bool:
    """True where dealings are told of which no side is named: an accord signed by nobody, "the two sides discussed", "talks were held"."""
    if sides.actors or sides.recipients or sides.implied is not None or reading.event not in TOGETHER or reading.is_wide:
        return False
    frame = reading.frame
    if frame.is_noun:
        return frame.carrier is not None and not frame.subjects and reading.mode != "visit"
    if frame.passive and not frame.subjects:
        return frame.lemma in SIGNED and any(lemma(t) in lexicon.classes["agreement"] for t in frame.objects)
    return any((lemma(t) in SIDES and t.tag_ == "NNS") or t.lower_ in BOTH for t in frame.subjects)


def between(pair: Pair) -> Sides:
    """Both as actors of what they do together."""
    return Sides(pair, (), reciprocal=True)


def _told(mentions: Iterable[Mention]) -> list[Held]:
    for m in mentions:
        found = {a.code: a for a in (*m.actors, *m.recipients) if a.code != UNKNOWN}
        if len(found) > 1:
            return [_held(a, m.trigger.start) for a in found.values()]
    return []


def _states(scene: Scene) -> list[Held]:
    """The states that a sentence names, each once, in reading order."""
    codes = {s.code for s in states()}
    found: dict[str, Held] = {}
    for span in scene.spans:
        for party in span.parties:
            if party.code in codes and party.code not in found:
                found[party.code] = _held(Actor(None, None, None, party.code, party.sector, party.name), span.start)
    return list(found.values())


def _held(actor: Actor, at: int) -> Held:
    """A party that no words of the sentence name."""
    party = Party(actor.code, actor.sector, actor.name)
    return Held(ActorSpan("", at, at, at, (party,), ActorKind.STATE), party)
