"""Whose deed a verb reports: its subject, through conjuncts, complements, relative and participle clauses. In: a verb. Out: head words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.read.coders.rules.grammar import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "csubj")
PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
FINITE = ("VBD", "VBZ", "VBP")
REFLEXIVE = frozenset({"itself", "himself", "herself", "themselves"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
# The subject of the complement is the object of these ("urged Moscow to withdraw"), of all others their subject ("agreed to leave").
OBJECT_CONTROL = word_set("object_control")
TIMES = word_set("times")
SAYING = word_set("saying")


def subjects_of(token: Token) -> tuple[Token, ...]:
    """Head words of who does (passive: of whom is done) what a verb says; empty where nobody is named."""
    own = tuple(c for c in token.children if c.dep_ in SUBJECTS + PASSIVE_SUBJECTS)
    if own:
        verbs = [
            c for c in own if c.tag_ in FINITE and c.pos_ == "VERB"
        ]  # "Rome snubs Athens, hails Tirana": the first verb taken for a noun
        return own if not verbs else subjects_of(verbs[0]) or own
    spoken = _speaker_behind(token)
    if spoken:
        return spoken
    stray = _stray(token)
    if stray and token.tag_ in FINITE:
        return stray[-1:]
    found = _from_above(token) if token.head.i != token.i else ()
    return found or (_from_below(token) if token.tag_ in FINITE else ()) or _swallowed(token)


def _speaker_behind(token: Token) -> tuple[Token, ...]:
    """ "..., grumbled a senator": who speaks stands behind the verb, where the parser looks for an object."""
    if token.tag_ not in FINITE or token.lemma_.lower() not in SAYING:
        return ()
    said = any(c.i < token.i and (c.dep_ == "ccomp" or c.tag_ in ("``", "''")) for c in token.children)
    return tuple(c for c in token.children if c.dep_ in ("dobj", "attr") and c.i > token.i)[:1] if said else ()


def _stray(token: Token) -> tuple[Token, ...]:
    """ "In 1974 Turkey invaded": the parser takes the subject for a time."""
    before = [c for c in token.children if c.dep_ in ("npadvmod", "nmod", "dep") and c.pos_ == "PROPN" and c.i < token.i]
    before += [o for c in token.children if c.dep_ == "prep" and c.i < token.i for o in c.children if o.i == token.i - 1 and _after_year(o)]
    return tuple(c for c in before if c.lower_ not in TIMES)


def _swallowed(token: Token) -> tuple[Token, ...]:
    """ "With the help of Oman, Chad and Mali signed": the parser joins the subject to the phrase in front; it begins behind the comma."""
    own = [c for c in token.children if c.i < token.i and c.dep_ in ("aux", "auxpass", "neg", "advmod")]
    if token.dep_ != "ROOT" or not (token.tag_ in FINITE or any(c.tag_ in (*FINITE, "MD") for c in own)):
        return ()
    last = min([token.i, *(c.i for c in own)])
    first = last
    while first > 0 and token.doc[first - 1].text != ",":
        first -= 1
    words = token.doc[first:last]
    if first == 0 or any(t.pos_ in ("VERB", "AUX") for t in words):
        return ()
    return tuple(t for t in words if t.pos_ in ("NOUN", "PROPN") and not first <= t.head.i < last)


def _from_below(token: Token) -> tuple[Token, ...]:
    """ "Crowds burned cars, looted shops": the parser hangs the first of several verbs below a later one."""
    for c in token.children:
        if (
            c.i < token.i
            and c.dep_ in ("advcl", "ccomp", "dep", "parataxis")
            and c.tag_ in FINITE
            and not any(g.dep_ == "mark" for g in c.children)
        ):
            found = tuple(g for g in c.children if g.dep_ in SUBJECTS)
            if found:
                return found
    return ()


def _from_above(token: Token) -> tuple[Token, ...]:
    head, dep = token.head, token.dep_
    if dep == "conj" and (head.pos_ in ("VERB", "AUX") or head.tag_.startswith("VB")):
        return subjects_of(head)
    if dep in ("acl", "relcl", "amod") and head.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
        infinitive = token.tag_ == "VB" or any(c.tag_ == "TO" for c in token.children)
        return _owner(head) if infinitive else (head,)
    if dep in ("xcomp", "ccomp"):
        goal = [c for c in head.children if c.dep_ in ("dobj", "dative") and c.i < token.i]
        if head.lemma_.lower() in OBJECT_CONTROL and goal:
            return (_person(goal[0]),)
        return _passive_aware(head)
    if dep in ("advcl", "dep", "parataxis") and head.pos_ in ("VERB", "AUX"):
        return _passive_aware(head)
    if dep == "pcomp":
        return _behind_preposition(head)
    return _passive_aware(head.head) if head.pos_ == "ADJ" and dep == "xcomp" else ()


def _behind_preposition(prep: Token) -> tuple[Token, ...]:
    """ "accused Minsk of jamming", "left without signing", "its record of jailing"."""
    above = prep.head
    if above.pos_ in ("VERB", "AUX"):
        goal = [c for c in above.children if c.dep_ == "dobj"]
        if goal and prep.lower_ in ("of", "for", "from", "into") and prep.i > goal[0].i:
            return (goal[0],)
        return _passive_aware(above)
    return _owner(above) if above.pos_ == "NOUN" else ()


def _after_year(token: Token) -> bool:
    return token.pos_ == "PROPN" and any(c.dep_ == "nummod" and len(c.text) == 4 and c.text.isdigit() for c in token.children)


def _passive_aware(verb: Token) -> tuple[Token, ...]:
    if verb.pos_ == "ADJ" and verb.head.i != verb.i:
        verb = verb.head
    if verb.pos_ in ("NOUN", "PROPN"):
        return _owner(verb)
    return subjects_of(verb)


def _person(token: Token) -> Token:
    return next((c for c in token.children if c.dep_ == "pobj"), token)


def _owner(noun: Token) -> tuple[Token, ...]:
    """Who stands behind a noun with a clause ("its decision to cut aid"): the possessor, else the subject of the verb that carries it."""
    owners = tuple(c for c in noun.children if c.dep_ == "poss")
    if owners:
        return owners
    up = noun.head
    if noun.dep_ in ("dobj", "attr") and up.pos_ in ("VERB", "AUX"):
        return subjects_of(up)
    if noun.dep_ == "pobj" and up.head.pos_ in ("VERB", "AUX"):
        return subjects_of(up.head)
    return (noun,)


def antecedents(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Relative pronouns replaced by what they stand for."""
    out: list[Token] = []
    for t in tokens:
        if t.lower_ in REFLEXIVE and t.head.dep_ in ("ccomp", "xcomp") and t.head.head.i != t.i:  # "declared itself ready to mediate"
            out += subjects_of(t.head.head)
            continue
        if t.lower_ in RELATIVE and t.pos_ != "NOUN":
            clause = t.head
            if clause.dep_ == "ccomp" and clause.head.lemma_ == "be":  # "it was Oman that helped": the parser takes it for a complement
                out.append(next((c for c in clause.head.children if c.dep_ == "attr" and c.i < clause.i), t))
                continue
            while clause.dep_ in ("xcomp", "ccomp", "conj", "aux", "auxpass") and clause.head.i != clause.i:
                clause = clause.head
            if clause.dep_ in ("relcl", "acl") and clause.head.i != clause.i:
                t = clause.head
                out += _who_is(t)
        out.append(t)
    return tuple(out)


def _who_is(noun: Token) -> tuple[Token, ...]:
    """ "She was the first minister who visited": whom a noun behind "be" or "become" is said of; not "it" and "there"."""
    if noun.dep_ != "attr" or noun.head.lemma_ not in ("be", "become"):
        return ()
    return tuple(c for c in noun.head.children if c.dep_ == "nsubj" and c.lower_ not in ("it", "there", "that", "this"))
