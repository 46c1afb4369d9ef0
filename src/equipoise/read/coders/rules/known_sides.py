"""Whether enough is known of who acts and who is acted on. In: Reading, Sides. Out: yes or no."""

from __future__ import annotations

from equipoise.read.coders.rules.fitting import GROUPS
from equipoise.read.coders.rules.grammar import event_types, word_set
from equipoise.read.coders.rules.lexicon import Lexicon
from equipoise.read.coders.rules.participants import Sides
from equipoise.read.coders.rules.predicates import Reading
from equipoise.read.coders.rules.scene import UNKNOWN, clause_words, lemma
from equipoise.words.actor import ActorKind
from equipoise.words.event import EventType

NEEDED = event_types("COOPERATE AID")
BUSINESS = event_types("AGREE CONSULT COOPERATE SUPPORT AID REJECT")
DEALINGS = event_types("AGREE COOPERATE SUPPORT AID REJECT ACCUSE COERCE SANCTION CONCEDE THREATEN REQUEST")
CRIMES = event_types("ASSAULT COERCE ACCUSE AID SANCTION THREATEN")
PUBLIC = word_set("public_life")
FIRMS = word_set("firms")
MERGERS = word_set("mergers")
PERSONAL = ("he", "she", "they")


def is_trade_of_firms(reading: Reading, sides: Sides) -> bool:
    """True where only private firms deal with each other: no state acts."""
    firms = bool(sides.actors) and all(h.party.sector == "BUS" for h in sides.actors)
    towards = all(h.party.sector == "BUS" or h.span.kind is ActorKind.DEMONYM for h in sides.recipients)
    frame = reading.frame
    counterparts = [*frame.objects, *(t for name, t in frame.preps if name in ("with", "from", "to", "by"))]
    if any(lemma(t) in FIRMS for t in frame.subjects) and any(lemma(t) in FIRMS for t in counterparts):
        return reading.event in BUSINESS  # "the Swiss chocolate maker signed a deal with a Ghanaian wholesaler"
    words = clause_words(reading.clause) | {t.lower_ for o in frame.objects for t in o.subtree}
    if (words & MERGERS or {"takeover", "bid"} <= words) and not any(h.party.sector == "GOV" and h.span.is_place for h in sides.actors):
        return reading.event in BUSINESS  # "two German banks are holding talks about a merger"
    return reading.event in BUSINESS and firms and towards and sides.implied is None


def is_business(lexicon: Lexicon, reading: Reading, sides: Sides) -> bool:
    """True where a private firm does something in or about a place and nothing of a state's concern is named."""
    firm = any(lemma(t) in FIRMS for t in reading.frame.subjects)
    if not sides.actors or not (firm or all(h.party.sector == "BUS" for h in sides.actors)):
        return False
    towards = all(h.party.sector == "BUS" or h.span.is_place or h.span.kind is ActorKind.DEMONYM for h in sides.recipients)
    towards = towards and sides.implied is None  # in an article on a state, what firms do there concerns it
    return towards and reading.event in DEALINGS and not lexicon.classes["strategic"] & clause_words(reading.clause)


def is_private_life(lexicon: Lexicon, reading: Reading, sides: Sides) -> bool:
    """True for crimes and quarrels among private people: nobody but places, police and courts of one state is named."""
    kinds = lexicon.classes
    if reading.event is not EventType.PROTEST and any(lemma(t) in kinds["private_doer"] for t in reading.frame.subjects):
        return True
    held = (*sides.actors, *sides.recipients)
    if reading.event not in CRIMES or len({h.party.code for h in held}) > 1:
        return False
    words = clause_words(reading.clause) | {lemma(t) for o in reading.frame.objects for t in o.subtree}
    bystanders = all(h.span.is_place or h.party.sector in ("COP", "JUD", None, "CVL") for h in held)
    return bystanders and bool(kinds["private_life"] & words) and not PUBLIC & words


def has_sides(lexicon: Lexicon, reading: Reading, sides: Sides) -> bool:
    """True where those whom PLOVER asks for are known; who acts may be open where the sentence tells what was done to somebody."""
    if not sides.actors and not sides.recipients and sides.implied is not None:
        return any(c.dep_ == "auxpass" for c in reading.clause.children)
    if not any(h.party.code != UNKNOWN for h in (*sides.actors, *sides.recipients)):
        return False
    if not sides.actors and reading.event is EventType.CONSULT:
        return False
    if not sides.actors:
        finite = any(c.dep_ == "auxpass" for c in reading.clause.children)
        told = reading.frame.passive and (finite or reading.clause.dep_ in ("ROOT", "ccomp", "conj", "relcl"))
        told = told or (not reading.frame.is_noun and _somebody_acts(lexicon, reading))
        return bool(sides.recipients) and (told or reading.event is EventType.ASSAULT) and _enough(reading)
    if reading.event in NEEDED and not sides.recipients and not sides.reciprocal and sides.implied is None:
        return False
    if reading.frame.is_noun and reading.frame.carrier is None and not sides.recipients and not sides.reciprocal:
        return reading.event is EventType.MOBILIZE or reading.mode in ("visit", "demo", "strike", "hunger", "riot", "resign", "obstruct")
    if reading.event is EventType.CONSULT and reading.mode != "visit" and not sides.recipients and not sides.reciprocal:
        together = any(h.party.code in GROUPS for h in sides.actors)
        return together or reading.frame.carrier is not None or reading.sense.mode is not None
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
