"""What an event is once future, refusal and condition have been taken in ("will help" is AGREE). In: Reading, Asserted. Out: Coded."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from equipoise.read.coders.rules.frames import verb_frame
from equipoise.read.coders.rules.grammar import event_types
from equipoise.read.coders.rules.lexicon import Lexicon
from equipoise.read.coders.rules.modality import CLAIMS, Asserted
from equipoise.read.coders.rules.participants import Sides
from equipoise.read.coders.rules.predicates import Reading
from equipoise.read.coders.rules.scene import Scene, lemma
from equipoise.words.event import EventType, Modality

FUTURE = event_types("CONSULT SUPPORT COOPERATE AID RETREAT SANCTION COERCE ASSAULT MOBILIZE PROTEST CONCEDE")
WILLING = event_types("CONSULT SUPPORT COOPERATE AID")
SPOKEN = event_types("REQUEST REJECT THREATEN AGREE SUPPORT CONCEDE ACCUSE")
HOSTILE = event_types("SANCTION COERCE ASSAULT MOBILIZE")
ONE_SIDED = event_types("REJECT THREATEN REQUEST SANCTION")
YIELDS = event_types("CONCEDE AGREE RETREAT")
YIELDING = event_types("CONCEDE AGREE SANCTION")


@dataclass(frozen=True, slots=True)
class Coded:
    """Type and modality as they stand after the future and refusals have been taken in."""

    event: EventType
    mode: str | None
    modality: Modality


def coded_as(lexicon: Lexicon, scene: Scene, reading: Reading, how: Asserted, sides: Sides) -> Coded:
    """Type, mode and modality of a reading: plans to help are AGREE, a refusal in the future is REJECT."""
    event, mode, modality = reading.event, sides.mode or reading.mode, how.modality or Modality.OCCURRED
    if scene.is_question and (modality.happened or modality is Modality.PLANNED):  # "will Chad recognise Kosovo?"
        modality = Modality.HYPOTHETICAL
    if how.saying is None and modality is Modality.NEGATED and how.tense == "future" and event in WILLING | YIELDS and sides.actors:
        return _outcome(lexicon, "refuse", event, Modality.OCCURRED)  # "Chad will not recognise Kosovo"
    if (
        how.saying is not None
        and modality is Modality.NEGATED
        and how.tense == "future"
        and _speaks_for_itself(lexicon, scene, how.saying, sides)
    ):
        return _outcome(lexicon, "refuse", event, Modality.OCCURRED)
    if (
        modality is Modality.HYPOTHETICAL
        and how.saying is not None
        and how.tense == "future"
        and event in WILLING
        and _speaks_for_itself(lexicon, scene, how.saying, sides)
    ):
        return _outcome(lexicon, "future", event, modality)  # "said it would meet them if ..."
    if (
        modality is Modality.HYPOTHETICAL
        and event in HOSTILE
        and how.saying is not None
        and _speaks_for_itself(lexicon, scene, how.saying, sides)
    ):
        return _outcome(lexicon, "future", event, Modality.OCCURRED)  # "said it would strike again if ..."
    if modality is Modality.PLANNED and event in FUTURE and reading.sense.op not in ("promise", "threaten"):
        coded = _outcome(lexicon, "future", event, modality)
        own = how.saying is not None and event is not EventType.CONSULT and _speaks_for_itself(lexicon, scene, how.saying, sides)
        return Coded(coded.event, coded.mode, Modality.OCCURRED if own else modality)
    if modality is Modality.ONGOING and event in SPOKEN and mode != "investigate":
        modality = Modality.OCCURRED  # "is demanding": words are spoken, they do not go on
    if reading.sense.lasting and how.tense == "perfect" and modality is Modality.OCCURRED:
        modality = Modality.ONGOING
    if modality.happened and (
        reading.sense.planned or reading.sense.op == "intend" or (reading.sense.op == "prepare" and event in YIELDING)
    ):
        modality = Modality.PLANNED
    return Coded(event, mode, modality)


def _outcome(lexicon: Lexicon, op: str, event: EventType, modality: Modality) -> Coded:
    table = lexicon.outcomes[op]
    name, _, mode = table.get(event.value, table["default"]).partition(" ")
    return Coded(EventType(name), mode or None, modality)


def _speaks_for_itself(lexicon: Lexicon, scene: Scene, saying: int, sides: Sides) -> bool:
    """True where the speaker is the actor: "Astana said it would not accept"."""
    verb = scene.doc[saying]
    subjects = [t for t in verb_frame(verb).subjects if lemma(t) not in lexicon.classes["media"]]
    speakers = {h.party.code for t in subjects for h in scene.parties_at(t)}
    return bool(speakers & {h.party.code for h in sides.actors}) or (not sides.actors and bool(speakers))


def addressed(scene: Scene, saying: int, sides: Sides) -> Sides:
    """What was said to somebody's face is towards them ("told Putin that Astana would not ...")."""
    taken = {h.party.code for h in sides.actors}
    told = [
        h for c in scene.doc[saying].children if c.dep_ in ("dobj", "dative") for h in scene.directly_at(c) if h.party.code not in taken
    ]
    return dataclasses.replace(sides, recipients=tuple(told)) if told else sides


def accused_by(scene: Scene, reading: Reading, sides: Sides) -> Sides:
    """What is denied was done, says the accuser, to them: "rejected Chadian charges that its soldiers had burned two villages"."""
    at = reading.clause
    while at.dep_ in ("conj", "xcomp") and at.head.i != at.i:
        at = at.head
    claim = at.head
    if sides.recipients or at.dep_ not in ("acl", "relcl", "ccomp") or lemma(claim) not in CLAIMS:
        return sides
    taken = {h.party.code for h in sides.actors}
    return dataclasses.replace(sides, recipients=tuple(h for h in scene.modifiers_at(claim) if h.party.code not in taken))


def apart(scene: Scene, reading: Reading, coded: Coded, sides: Sides) -> Sides:
    """A meeting that is refused or demanded has two sides again: who speaks, and who is spoken to."""
    if not sides.reciprocal or coded.event not in ONE_SIDED or coded.event is reading.event:
        return sides
    speakers = {h.party.code for t in reading.frame.subjects for h in scene.parties_at(t)}
    own = tuple(h for h in sides.actors if h.party.code in speakers)
    others = tuple(h for h in sides.actors if h.party.code not in speakers)
    return dataclasses.replace(sides, actors=own, recipients=others, reciprocal=False) if own and others else sides
