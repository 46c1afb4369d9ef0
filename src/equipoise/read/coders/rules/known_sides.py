"""Whether enough is known of who acts and who is acted on. In: Reading, Sides. Out: yes or no."""

from __future__ import annotations

from equipoise.read.coders.rules.grammar import event_types
from equipoise.read.coders.rules.lexicon import Lexicon
from equipoise.read.coders.rules.participants import Sides
from equipoise.read.coders.rules.predicates import Reading
from equipoise.read.coders.rules.scene import UNKNOWN, lemma
from equipoise.words.actor import ActorKind
from equipoise.words.event import EventType

NEEDED = event_types("COOPERATE AID")
BUSINESS = event_types("AGREE CONSULT COOPERATE SUPPORT AID REJECT")
PERSONAL = ("he", "she", "they")


def is_trade_of_firms(reading: Reading, sides: Sides) -> bool:
    """True where only private firms deal with each other: no state acts."""
    firms = bool(sides.actors) and all(h.party.sector == "BUS" for h in sides.actors)
    towards = all(h.party.sector == "BUS" or h.span.kind is ActorKind.DEMONYM for h in sides.recipients)
    return reading.event in BUSINESS and firms and towards


def has_sides(lexicon: Lexicon, reading: Reading, sides: Sides) -> bool:
    """True where those whom PLOVER asks for are known; who acts may be open where the sentence tells what was done to somebody."""
    if not any(h.party.code != UNKNOWN for h in (*sides.actors, *sides.recipients)):
        return False
    if not sides.actors and reading.event is EventType.CONSULT:
        return False
    if not sides.actors:
        finite = any(c.dep_ == "auxpass" for c in reading.clause.children)
        told = reading.frame.passive and (finite or reading.clause.dep_ in ("ROOT", "ccomp", "conj", "relcl"))
        told = told or (not reading.frame.is_noun and _somebody_acts(lexicon, reading))
        return bool(sides.recipients) and (told or reading.event is EventType.ASSAULT) and _enough(reading)
    if reading.event in NEEDED and not sides.recipients and not sides.reciprocal:
        return False
    if reading.frame.is_noun and reading.frame.carrier is None and not sides.recipients and not sides.reciprocal:
        return reading.mode in ("visit", "demo", "strike", "hunger", "riot", "resign")
    if reading.event is EventType.CONSULT and reading.mode != "visit" and not sides.recipients and not sides.reciprocal:
        return reading.frame.carrier is not None or reading.sense.mode is not None
    return True


def _somebody_acts(lexicon: Lexicon, reading: Reading) -> bool:
    """True where people do it whose state is not known: "pirates freed the Georgian sailors", "she denounced France"."""
    kinds = lexicon.classes
    people = kinds["people"] | kinds["troops"] | kinds["official"] | kinds["government"]
    return any(t.pos_ == "PROPN" or t.lower_ in PERSONAL or lemma(t) in people for t in reading.frame.subjects)


def _enough(reading: Reading) -> bool:
    return (
        not reading.frame.is_noun
        or reading.frame.carrier is not None
        or reading.mode in ("targeted", "explosives", "suicide-attack", "aerial", "drone")
    )
