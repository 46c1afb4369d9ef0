"""How sure a mention is. In: Reading, Sides, how it is asserted. Out: 0..1, the sense's weight times what its surroundings are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.read.coders.rules.grammar import event_types
from equipoise.read.coders.rules.modality import SAYING
from equipoise.read.coders.rules.participants import Sides
from equipoise.read.coders.rules.predicates import Reading
from equipoise.read.coders.rules.scene import lemma
from equipoise.words.event import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

WORTH = {
    "ROOT": 1.0,
    "conj": 0.97,
    "ccomp": 0.93,
    "xcomp": 0.9,
    "advcl": 0.82,
    "acl": 0.75,
    "relcl": 0.72,
    "pcomp": 0.75,
    "parataxis": 0.85,
}
MODESTY = 0.75
NEEDS_RECIPIENT = event_types("COOPERATE AID SANCTION ACCUSE REQUEST THREATEN REJECT COERCE ASSAULT SUPPORT")


def confidence_of(reading: Reading, sides: Sides, modality: Modality) -> float:
    """Between 0.05 and 0.97, rounded to three places."""
    value = reading.sense.weight * place_in_sentence(reading.clause)
    if reading.frame.is_noun and reading.frame.carrier is None:
        value *= 0.8
    if not sides.actors:
        value *= 0.75
    if not sides.recipients and not sides.reciprocal and not sides.home and reading.event in NEEDS_RECIPIENT:
        value *= 0.8
    if modality in (Modality.HYPOTHETICAL, Modality.ONGOING):
        value *= 0.92
    if reading.sense.op is not None and reading.inner is None:
        value *= 0.92
    # On sentences that the lexicon was not written from, types are right about nine times in ten: the product above is too modest.
    return round(min(0.97, max(0.05, 1 - (1 - value) * MODESTY)), 3)


def place_in_sentence(verb: Token) -> float:
    """1 for the main clause (what is said counts as one), less for clauses that hang on it."""
    value, at = 1.0, verb
    for _ in range(12):
        if at.head.i == at.i:
            return value
        if at.dep_ in ("ccomp", "parataxis") and lemma(at.head) in SAYING:
            value *= 0.98
        elif at.dep_ in WORTH:
            value *= WORTH[at.dep_]
        at = at.head
    return value
