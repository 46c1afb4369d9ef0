"""Said is not done: whether what a verb reports happened, goes on, is planned, supposed or denied. In: a verb. Out: Asserted.

Walks from the verb up through the verbs and marks that govern it. None as modality = the sentence does not assert it at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from equipoise.read.coders.rules.grammar import word_set
from equipoise.read.coders.rules.scene import lemma
from equipoise.words.event import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

SAYING = word_set("saying")
DENYING = word_set("denying")
CLAIMS = word_set("claims")
REBUTTING = word_set("rebutting")
COMMANDING = word_set("commanding")
OWN_MEN = word_set("own_men")
BRANDING = word_set("branding")
UNTRUE = word_set("untrue")
OPINION = word_set("opinion")
PLANS = word_set("plans")
TRIES = word_set("tries")
FAILS = word_set("fails")
DONE = word_set("done")
NOUN_PLANS = word_set("noun_plans")
CONDITIONS = word_set("conditions")
BY_THE_WAY = word_set("by_the_way")


@dataclass(frozen=True, slots=True)
class Asserted:
    """What a sentence says about a predicate. ``obliged`` marks "must" and "should"; ``saying`` is the nearest verb of saying above."""

    modality: Modality | None
    tense: str
    obliged: bool = False
    saying: int | None = None  # token index of the nearest verb of saying above


def asserted(token: Token) -> Asserted:
    """How the sentence asserts a verb (or an adjective or noun with a copula)."""
    verb = _finite_of(token)
    state: Modality | None = Modality.OCCURRED
    tense = tense_of(verb)
    state, obliged = _own(verb, state)
    at: Token | None = verb
    for _ in range(12):
        if at is None:
            break
        step = _above(at, state)
        state, at, saying = step
        if saying is not None or state is None:
            return Asserted(state, tense, obliged, saying)
    return Asserted(state, tense, obliged)


def tense_of(verb: Token) -> str:
    """past, perfect, present or future."""
    aux = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if any(c.lower_ in ("will", "shall", "'ll", "wo", "would") for c in aux):
        return "future"
    if any(c.lemma_ == "have" and c.tag_ in ("VBZ", "VBP", "VB") for c in aux):
        return "perfect"
    tags = {c.tag_ for c in aux} | ({verb.tag_} if not aux else set())
    if "VBD" in tags:
        return "past"
    if tags & {"VBZ", "VBP"}:
        return "present"
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and not aux:
        return tense_of(verb.head)
    if verb.dep_ in ("xcomp", "advcl", "pcomp", "ccomp") and verb.head.i != verb.i and verb.head.pos_ in ("VERB", "AUX"):
        return tense_of(verb.head)
    return "past"


def is_simple_present(token: Token) -> bool:
    """True for "exports", "meets": the simple present, which reports habits, states and headlines."""
    verb = _finite_of(token)
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and not any(c.dep_ == "aux" for c in verb.children):
        return tense_of(verb) == "present"
    return verb.tag_ in ("VBZ", "VBP") and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)


def _finite_of(token: Token) -> Token:
    if (
        token.pos_ in ("ADJ", "NOUN", "ADV", "ADP", "PROPN")
        and token.dep_ in ("acomp", "attr", "oprd", "prep")
        and token.head.pos_ in ("AUX", "VERB")
    ):
        return token.head
    return token


def _own(verb: Token, state: Modality | None) -> tuple[Modality | None, bool]:
    """Auxiliaries and negation on the verb itself."""
    aux = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if (
        verb.dep_ == "conj"
        and not aux
        and not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
        and verb.head.pos_ in ("VERB", "AUX")
        and verb.tag_ in ("VB", "VBN", "VBG")
        and verb.head.tag_ == verb.tag_
    ):
        aux = {c.lower_ for c in verb.head.children if c.dep_ in ("aux", "auxpass")}
    joined = verb.dep_ == "conj" and verb.head.pos_ == "VERB" and any(c.lower_ == "nor" and c.i < verb.i for c in verb.head.children)
    obliged = bool(aux & {"must", "should", "ought", "need"})
    if is_negated(verb) or joined:
        return Modality.NEGATED, obliged
    if aux & {"will", "shall", "'ll", "wo", "sha"}:
        return Modality.PLANNED, obliged
    if aux & {"would", "'d"} and verb.tag_ == "VB":
        conditional = _has_condition(verb) or ("have" in aux)
        return (Modality.HYPOTHETICAL if conditional or not _reported(verb) else Modality.PLANNED), obliged
    if aux & {"may", "might", "could", "can", "ca"}:
        return Modality.HYPOTHETICAL, obliged
    if obliged:
        return None, True
    if is_to_come(verb):
        return Modality.PLANNED, obliged
    if verb.tag_ == "VBG" and any(c.lemma_ == "be" for c in verb.children if c.dep_ == "aux"):
        return Modality.ONGOING, obliged
    return state, obliged


def is_to_come(verb: Token) -> bool:
    """True for a present tense with a time to come: "flies to Rangoon tomorrow", "is meeting them next week"."""
    progressive = verb.tag_ == "VBG" and any(c.tag_ in ("VBZ", "VBP") for c in verb.children if c.dep_ == "aux")
    if not progressive and (verb.tag_ not in ("VBZ", "VBP") or any(c.dep_ in ("aux", "auxpass") for c in verb.children)):
        return False
    near = [c for c in verb.children if c.dep_ in ("npadvmod", "advmod", "tmod")]
    near += [o for c in verb.children if c.dep_ == "prep" for o in (*c.children, *(g for x in c.children for g in x.children))]
    return any(c.lower_ == "tomorrow" or (c.dep_ == "npadvmod" and any(g.lower_ in ("next", "coming") for g in c.children)) for c in near)


def is_negated(verb: Token) -> bool:
    """True for "did not", "never", "no side ..."; not for "not only"."""
    if any(c.lower_ in ("neither", "nor") and c.i < verb.i for c in verb.children):
        return True
    if any(c.dep_ == "neg" or c.lower_ in ("never", "not", "n't") for c in verb.children if c.dep_ in ("neg", "advmod", "preconj")):
        return not any(c.lower_ == "only" for c in verb.children)
    if any(
        c.lower_ in ("no", "neither") and c.dep_ == "det"
        for o in verb.children
        if o.dep_ in ("dobj", "nsubj", "nsubjpass", "attr")
        for c in o.children
    ):
        return True
    return any(o.lower_ in ("nobody", "none", "nothing", "neither") for o in verb.children if o.dep_ in ("nsubj", "nsubjpass", "dobj"))


def _has_condition(verb: Token) -> bool:
    return any(c.dep_ == "advcl" and _condition(c) for c in verb.children)


def _condition(clause: Token) -> bool:
    if any(c.dep_ in ("mark", "advmod") and c.lower_ in CONDITIONS for c in clause.children):
        return True
    first = min(clause.subtree, key=lambda t: t.i)
    return first.lower_ in ("were", "should", "had") and first.dep_ in ("aux", "auxpass", "ROOT", "advcl")


def _reported(verb: Token) -> bool:
    """True where a verb of saying in the past stands above: its "would" is a plan ("said it would visit")."""
    at = verb
    for _ in range(6):
        if at.head.i == at.i:
            return any(c.dep_ in ("ccomp", "parataxis") and lemma(c) in SAYING for c in at.children)
        if at.dep_ in ("relcl",):
            return False
        at = at.head
        if lemma(at) in SAYING | PLANS:
            return True
    return False


def _above(at: Token, state: Modality | None) -> tuple[Modality | None, Token | None, int | None]:
    """One step up: (modality now, verb to go on with or None, verb of saying)."""
    head, dep = at.head, at.dep_
    if dep in ("acl", "relcl", "ccomp") and lemma(head) in CLAIMS:
        rebutting = _rebutted_by(head)
        if rebutting is not None:
            return Modality.NEGATED, None, rebutting.i  # "denied allegations that its soldiers burned down a hospital"
    if head.i == at.i or dep in ("relcl", "parataxis", "appos", "dep"):
        return _root_infinitive(at, state), None, None
    infinitive = any(c.tag_ == "TO" for c in at.children if c.dep_ == "aux")
    if dep == "conj":
        if any(c.dep_ in ("nsubj", "nsubjpass") for c in at.children) and head.dep_ not in ("advcl", "ccomp", "xcomp"):
            return state, None, None
        return state, head if head.pos_ in ("VERB", "AUX") and head.dep_ in ("xcomp", "ccomp", "advcl", "acl", "pcomp") else None, None
    if dep in ("xcomp", "ccomp"):
        return _complement(at, head, state, infinitive)
    if dep == "advcl":
        if _condition(at):
            return Modality.HYPOTHETICAL if state is not Modality.NEGATED else state, None, None
        if infinitive:
            return None, None, None
        return state, head if at.tag_ in ("VBG", "VBN") else None, None
    if dep == "acl":
        if infinitive:
            planned = (
                Modality.PLANNED
                if lemma(head) in NOUN_PLANS
                else Modality.HYPOTHETICAL
                if lemma(head) in ("attempt", "bid", "effort")
                else None
            )
            return planned, None, None
        return state, None, None
    if dep == "pcomp":
        if _condition(at):  # "disagree about whether it could extradite them"
            return Modality.HYPOTHETICAL, None, None
        return _behind_preposition(head, state)
    if dep in ("amod", "csubj", "compound"):
        return None, None, None
    return state, None, None


def _rebutted_by(claim: Token) -> Token | None:
    """The verb that says of a claim that it is not so: "denied a report", "dismissed as false a report", "called the report a lie"."""
    verb = claim.head.head if claim.dep_ == "pobj" else claim.head
    if verb.pos_ != "VERB" or is_negated(verb):
        return None
    said_of_it = (g for c in verb.children if c.dep_ in ("oprd", "dobj", "ccomp", "prep", "acomp") for g in (c, *c.children))
    branded = lemma(verb) in BRANDING and any(t.lower_ in UNTRUE for t in said_of_it)
    plain = lemma(verb) in REBUTTING and (claim.dep_ != "pobj" or claim.head.lower_ == "as")
    return verb if branded or plain else None


def _behind_preposition(head: Token, state: Modality | None) -> tuple[Modality | None, Token | None, int | None]:
    if head.lower_ == "without":
        return Modality.NEGATED, None, None
    if lemma(head.head) in DONE and head.lower_ in ("to", "in", "with", "by", "on"):
        own, _ = _own(head.head, Modality.OCCURRED)
        return _stronger(state, own), head.head, None
    if head.lower_ in BY_THE_WAY:
        return state, None, None
    return None, None, None


def _root_infinitive(at: Token, state: Modality | None) -> Modality | None:
    if any(c.tag_ == "TO" for c in at.children if c.dep_ == "aux") and at.tag_ == "VB":
        return Modality.PLANNED  # headline: "Putin to visit Astana"
    return state


def _complement(at: Token, head: Token, state: Modality | None, infinitive: bool) -> tuple[Modality | None, Token | None, int | None]:
    word = lemma(head)
    if not infinitive and any(c.dep_ in ("mark", "advmod") and c.lower_ in ("whether", "if") for c in at.children):
        return Modality.HYPOTHETICAL, None, None  # "it is unclear whether Delhi will bomb the camps"
    governor = _finite_of(head)
    if word in DENYING:
        return Modality.NEGATED, None, head.i
    own, _ = _own(governor, Modality.OCCURRED)
    if infinitive and word in COMMANDING and commands_own(head):
        return _stronger(state, own), governor, None
    if at.dep_ == "ccomp" and not infinitive and at.tag_ != "VBG":
        if word in OPINION:
            return None, None, None
        if word in SAYING or head.pos_ in ("VERB", "AUX"):
            if word in PLANS and state is Modality.OCCURRED:
                state = Modality.PLANNED
            return state, None, head.i if word in SAYING else None
    if own is Modality.NEGATED and word not in FAILS:
        return Modality.NEGATED, None, None
    if word in FAILS or (word in ("have", "be") and any(c.lower_ == "yet" for c in (*head.children, *at.children))):
        return Modality.NEGATED, None, None  # "has yet to recognise", "is yet to be"
    if word in PLANS or (word == "be" and infinitive) or (word == "go" and infinitive):
        return (Modality.PLANNED if state is not Modality.NEGATED else state), governor, None
    if word in TRIES:
        return Modality.HYPOTHETICAL, None, None
    if word in SAYING and infinitive:
        return state, None, head.i  # "is said to have sent"
    if word in DONE:
        now = _stronger(state, own)
        goes_on = now is Modality.OCCURRED and word in ("continue", "keep", "persist")
        return (Modality.ONGOING if goes_on else now), governor, None
    return None if infinitive else state, None, None


def commands_own(verb: Token) -> bool:
    """ "Ordered his troops to withdraw", "told its forces to hold fire": a command to one's own men is carried out."""
    told = [c for c in verb.children if c.dep_ in ("dobj", "dative")]
    told += [g for c in verb.children if c.dep_ in ("ccomp", "xcomp") for g in c.children if g.dep_ == "nsubj"]
    return any(lemma(t) in OWN_MEN and any(c.tag_ == "PRP$" for c in t.children) for t in told)


def _stronger(a: Modality | None, b: Modality | None) -> Modality | None:
    return b if a is Modality.OCCURRED else a
