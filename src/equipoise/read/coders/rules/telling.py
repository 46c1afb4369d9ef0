"""Whether a reading is told as an event: asserted, tried, a habit, a question. In: Scene, Reading. Out: Asserted, or that it is none."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from equipoise.read.coders.rules.grammar import event_types, word_set
from equipoise.read.coders.rules.modality import DENYING, DONE, PLANS, TRIES, Asserted, asserted, is_simple_present
from equipoise.read.coders.rules.nominal import nominal_modality
from equipoise.read.coders.rules.predicates import Reading
from equipoise.read.coders.rules.scene import Scene, lemma
from equipoise.words.event import EventType, Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

HABITS = event_types("COOPERATE AID RETREAT MOBILIZE")
ATTEMPTS = word_set("attempts")
HABITUAL = word_set("habitual")


def asserted_of(reading: Reading) -> Asserted:
    """How the sentence asserts a reading; nouns that no verb carries are told by the words around them."""
    if reading.frame.is_noun and reading.frame.carrier is None:
        return Asserted(nominal_modality(reading.token), "past")
    how = asserted(reading.clause)
    if reading.frame.carrier is not None and how.modality in (Modality.OCCURRED, Modality.ONGOING):
        if lemma(reading.frame.carrier) in DENYING | {"disavow"}:  # "denied any part in the killing"
            return dataclasses.replace(how, modality=Modality.NEGATED)
        if lemma(reading.frame.carrier) in TRIES:  # "is considering sanctions"
            return dataclasses.replace(how, modality=Modality.HYPOTHETICAL)
        to_come = lemma(reading.frame.carrier) in PLANS and any(
            c.dep_ == "xcomp" and c.tag_ == "VB" for c in reading.frame.carrier.children
        )
        if to_come or lemma(reading.frame.carrier) in ("plan", "schedule"):  # "talks are set to open"
            return dataclasses.replace(how, modality=Modality.PLANNED)
    if reading.frame.is_noun and any(c.lower_ == "no" for c in reading.token.children) and how.modality is not None:
        return Asserted(Modality.NEGATED, how.tense, how.obliged, how.saying)
    return how


def is_attempt(reading: Reading) -> bool:
    """ "Tried to kill", "attempted to mediate", "made an attempt to storm": trying is such a deed itself, whatever came of it."""
    verb = reading.clause
    tried = verb.dep_ in ("xcomp", "acl", "advcl") and verb.tag_ == "VB" and lemma(verb.head) in ATTEMPTS
    if not tried or reading.frame.is_noun or (reading.event is not EventType.ASSAULT and reading.mode != "third-party"):
        return False
    return verb.head.pos_ != "VERB" or asserted(verb.head).modality in (Modality.OCCURRED, Modality.ONGOING)


def is_long_past(reading: Reading) -> bool:
    """True for what is told with a year before 1950 or a century: history, whoever tells it."""
    near = [*reading.clause.children, *reading.token.children, *(g for o in reading.frame.objects for g in o.children)]
    told = [o for c in near if c.dep_ in ("prep", "npadvmod") for o in (c, *c.children) if o.dep_ in ("pobj", "npadvmod")]
    deeper = [g for o in told for c in o.children for g in (c, *c.children)]  # "in August 1945", "in the spring of 1821"
    return any(_is_old(o) for o in (*told, *deeper))


def _is_old(token: Token) -> bool:
    if token.lower_ in ("century", "centuries"):
        return lemma(token) == "century" and not any(c.lower_ in ("this", "21st", "twenty-first", "our") for c in token.children)
    digits = token.text.removesuffix("s")
    dated = token.head.lower_ in ("in", "since", "until", "of", "during") or token.head.pos_ == "PROPN"
    return dated and len(digits) == 4 and digits.isdecimal() and 1000 <= int(digits) < 1950


def is_habit(scene: Scene, reading: Reading, how: Asserted) -> bool:
    """True for habits and states that are no events: "exports oil to", "traditionally supports"; a question tells nothing either."""
    if any(t.lower_ in HABITUAL for t in reading.clause.children):
        return True
    if scene.is_question:
        return not _asks_whether(scene, reading)
    if reading.frame.is_noun and _defines(reading):
        return True
    if reading.frame.is_noun and reading.frame.carrier is None:
        return False
    if scene.is_headline:
        return False
    if _is_rule(reading):
        return True
    return is_simple_present(reading.clause) and not reading.sense.stance and reading.event in HABITS and how.modality is Modality.OCCURRED


def _defines(reading: Reading) -> bool:
    """ "An armed attack on one member shall be considered an attack on all": an article of a treaty."""
    noun, verb = reading.token, reading.token.head
    general = any(c.lower_ in ("a", "an", "any") for c in noun.children)
    return (
        general
        and noun.dep_ in ("nsubj", "nsubjpass")
        and any(c.lower_ in ("shall", "may", "can") for c in verb.children if c.dep_ == "aux")
    )


def _is_rule(reading: Reading) -> bool:
    """ "A receiving state may expel envoys": a rule about anybody."""
    subjects = reading.frame.subjects
    permitted = any(c.lower_ in ("may", "can") for c in reading.clause.children if c.dep_ == "aux")
    return permitted and bool(subjects) and all(any(c.lower_ in ("a", "an", "any") for c in s.children) for s in subjects)


def _asks_whether(scene: Scene, reading: Reading) -> bool:
    """True for "would Lima expel them?", where the act itself is in question; "who remembers the visit?" takes it for granted."""
    verb = reading.clause
    first = next((t for t in scene.doc if not t.is_punct), None)
    asked = verb.dep_ == "ROOT" or (
        verb.head.dep_ == "ROOT" and (verb.dep_ == "conj" or (verb.dep_ == "xcomp" and lemma(verb.head) in DONE))
    )
    return asked and first is not None and first.pos_ == "AUX" and not (reading.frame.is_noun and reading.frame.carrier is None)
