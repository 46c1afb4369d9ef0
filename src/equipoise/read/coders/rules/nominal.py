"""Whether an event that a noun names took place ("the planned visit", "no talks"). In: a noun. Out: its modality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.read.coders.rules.grammar import word_set
from equipoise.read.coders.rules.modality import PLANS, asserted
from equipoise.read.coders.rules.scene import lemma
from equipoise.words.event import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

UNREAL = word_set("unreal")
COMING = word_set("coming")
NOT_HELD = word_set("not_held")
HAPPENING = word_set("happening")
SUPPOSED = word_set("supposed")  # "the possibility of talks"
PREVENTED = word_set("prevented")  # "denied an attack"
SHOWING = word_set("showing")
TAKING_PLACE = word_set("taking_place")


def nominal_modality(noun: Token) -> Modality | None:
    """How the words around a noun assert it as an event of its own; None where they do not."""
    words = {lemma(c) for c in noun.children if c.dep_ in ("amod", "compound", "nmod")} | {
        c.lower_ for c in noun.children if c.dep_ in ("amod", "det")
    }
    if words & (UNREAL | {"any"}):
        return Modality.HYPOTHETICAL
    if words & {"no"}:
        return Modality.NEGATED
    if words & COMING:
        return Modality.PLANNED
    if words & NOT_HELD:
        return Modality.NEGATED
    head = noun.head
    if (
        noun.dep_ == "pobj"
        and head.head.i != head.i
        and head.lower_ in ("of", "for", "about", "on", "against")
        and lemma(head.head) in SUPPOSED
    ):
        return Modality.HYPOTHETICAL
    if noun.dep_ == "dobj" and lemma(head) in SHOWING:
        return None  # "underlining its commitment": dwelt upon, not told
    if noun.dep_ == "nsubj" and lemma(head) not in HAPPENING:
        return Modality.OCCURRED  # "the visit may seem ...": that there was a visit is taken for granted
    if noun.dep_ in ("dobj", "nsubjpass", "nsubj", "attr") and head.pos_ in ("VERB", "AUX"):
        if lemma(head) in PLANS and noun.dep_ in ("dobj", "nsubjpass"):
            return Modality.PLANNED
        if lemma(head) in PREVENTED and noun.dep_ in ("dobj", "nsubjpass"):
            return Modality.NEGATED
        own = asserted(head)
        if noun.dep_ == "nsubj" and lemma(head) == "be":
            return Modality.OCCURRED if own.modality in (Modality.NEGATED, None) else own.modality
        if own.modality in (Modality.PLANNED, Modality.HYPOTHETICAL):
            return own.modality
        if own.modality is Modality.NEGATED and lemma(head) in TAKING_PLACE:
            return Modality.NEGATED
    return Modality.OCCURRED
