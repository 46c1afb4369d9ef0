"""How sure a mention is. In: Reading, Sides, how it is asserted. Out: 0..1, so that of mentions with 0.8 about 80 % have the right type.

The sense's weight times what its surroundings are worth, then a logistic curve whose two numbers stand in confidence.toml.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib import resources
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
LEAST, MOST = 0.05, 0.97
NEEDS_RECIPIENT = event_types("COOPERATE AID SANCTION ACCUSE REQUEST THREATEN REJECT COERCE ASSAULT SUPPORT")


def confidence_of(reading: Reading, sides: Sides, modality: Modality) -> float:
    """The chance that the type is right, between 0.05 and 0.97, rounded to three places."""
    slope, intercept = curve()
    return calibrated(uncalibrated(reading, sides, modality), slope, intercept)


def calibrated(value: float, slope: float, intercept: float) -> float:
    """A value between 0 and 1 on the logistic curve: sigmoid(slope * logit(value) + intercept), kept between 0.05 and 0.97.

    >>> calibrated(0.8, 1.0, 0.0)
    0.8
    """
    inner = min(MOST, max(LEAST, value))
    score = slope * math.log(inner / (1 - inner)) + intercept
    return round(min(MOST, max(LEAST, 1 / (1 + math.exp(-score)))), 3)


@cache
def curve() -> tuple[float, float]:
    """Slope and intercept of the curve. evaluation/fit_confidence.py writes them."""
    text = (resources.files("equipoise.read.coders.rules") / "confidence.toml").read_text(encoding="utf-8")
    numbers = tomllib.loads(text)
    return float(numbers["slope"]), float(numbers["intercept"])


def uncalibrated(reading: Reading, sides: Sides, modality: Modality) -> float:
    """The sense's weight times what its surroundings are worth."""
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
    return value


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
