"""Where a sense looks for a party: subject, object, possessor, a preposition, the place. In: Reading, slot. Out: who stands there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from equipoise.read.coders.rules.frames import Frame
from equipoise.read.coders.rules.grammar import event_types
from equipoise.read.coders.rules.predicates import Reading
from equipoise.read.coders.rules.scene import Held, Scene
from equipoise.words.actor import ActorKind
from equipoise.words.event import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

PLACES = ("in", "at", "on", "near", "outside", "throughout", "across", "around", "inside", "to", "into", "off", "along")
DOMESTIC = event_types("PROTEST COERCE ASSAULT CONCEDE RETREAT SANCTION REQUEST REJECT ACCUSE THREATEN MOBILIZE")


def slot_of(scene: Scene, reading: Reading, slot: str, others: tuple[Held, ...]) -> tuple[Held, ...]:
    """Who stands where a sense says to look (lexicon/README.md; not ``inner``); ``others`` are on the other side already."""
    frame = reading.frame
    if slot == "subject":
        return parties_at(scene, frame.subjects)
    if slot == "object":
        return _objects(scene, frame)
    if slot == "indirect":
        return parties_at(scene, (*frame.indirect, *(t for n, t in frame.preps if n == "dative")))
    if slot == "poss":
        return scene.modifiers_at(frame.token) if frame.is_noun else ()
    if slot == "adj":
        return scene.modifiers_at(frame.token) if frame.is_noun else ()
    if slot == "clause":
        return parties_at(scene, [s for c in frame.clauses for s in c.children if s.dep_ in ("nsubj", "nsubjpass")])
    if slot == "any":
        return _any(scene, reading, others)
    if slot == "host":
        return _hosting(scene, reading, others)
    if slot == "sentence":
        before = [h for h in scene.within(list(scene.doc)) if not h.span.is_place and h.span.head < scene.sentence.start + frame.token.idx]
        return not_among(before, others, reading.event)[-1:]
    if slot == "place":
        return _place(scene, reading, others)
    if slot == "speaker":
        return speaker_of(scene, reading)
    if slot in ("none", "home", "people", "hosted"):
        return ()
    tokens = [t for name, t in frame.preps if name == slot]
    tokens = [t for t in tokens if not (t.dep_ == "pcomp" and any(c.dep_ == "nsubj" for c in t.children))]  # "with Rome paying the bill"
    found = parties_at(scene, [t for t in tokens if t.dep_ != "pcomp"])
    taken = {h.party.code for h in others}
    if found and {h.party.code for h in found} <= taken:  # "up to its border with Chad"
        deeper = [h for h in scene.within([w for t in tokens if t.dep_ != "pcomp" for w in t.subtree]) if h.party.code not in taken]
        found = tuple(deeper[:1]) or found
    return found or scene.within([w for t in tokens if t.dep_ == "pcomp" for w in t.subtree])[:1]


def parties_at(scene: Scene, tokens: Iterable[Token]) -> tuple[Held, ...]:
    """Whoever is named at the tokens, each party once."""
    out: tuple[Held, ...] = ()
    for t in tokens:
        out = merged(out, scene.parties_at(t))
    return out


def speaker_of(scene: Scene, reading: Reading) -> tuple[Held, ...]:
    """Who says the clause: the subject of the verb that it is the complement of."""
    verb = reading.clause
    while verb.dep_ in ("acomp", "xcomp", "oprd") and verb.head.i != verb.i:  # "said it was ready to help"
        verb = verb.head
    if verb.dep_ != "ccomp" or verb.head.pos_ != "VERB":
        return ()
    return parties_at(scene, [c for c in verb.head.children if c.dep_ == "nsubj"])


def not_among(found: Iterable[Held], others: tuple[Held, ...], event: EventType) -> tuple[Held, ...]:
    """What is not one of the other side already; within a state only where other words name it."""
    taken = {h.party.code for h in others}
    out = []
    for h in found:
        if h.party.code in taken:
            same_words = any(h.span.start < o.span.end and o.span.start < h.span.end for o in others)
            same_thing = any(o.party == h.party for o in others)
            same_one = h.span.kind is ActorKind.REFERENCE and (h.party.sector is None or h.party.sector in {o.party.sector for o in others})
            if event not in DOMESTIC or same_words or same_one or same_thing:
                continue
        out.append(h)
    return tuple(out)


def merged(a: tuple[Held, ...], b: tuple[Held, ...]) -> tuple[Held, ...]:
    """Both, each party once."""
    out = list(a)
    for h in b:
        if all(h.party != o.party for o in out):
            out.append(h)
    return tuple(out)


def foreign_first(found: tuple[Held, ...], others: tuple[Held, ...]) -> tuple[Held, ...]:
    """Those of other states than the other side first."""
    taken = {h.party.code for h in others}
    return tuple(sorted(found, key=lambda h: h.party.code in taken))


def preps_of(token: Token) -> list[tuple[str, Token]]:
    """The prepositions of a word, each with what follows it."""
    return [(c.lower_, o) for c in token.children if c.dep_ == "prep" for o in c.children if o.dep_ == "pobj"]


def _objects(scene: Scene, frame: Frame) -> tuple[Held, ...]:
    return parties_at(scene, frame.objects) or tuple(h for t in frame.objects for h in scene.within(list(t.subtree))[:1])[:1]


def _hosting(scene: Scene, reading: Reading, others: tuple[Held, ...]) -> tuple[Held, ...]:
    """The other state in the clause that a visit is told in passing of ("during a visit, he praised Georgia")."""
    noun = reading.token
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("during", "on") or noun.head.head.pos_ not in ("VERB", "AUX"):
        return ()
    return not_among(scene.within(list(noun.head.head.subtree)), others, reading.event)[:1]


def _any(scene: Scene, reading: Reading, others: tuple[Held, ...]) -> tuple[Held, ...]:
    """The first other party named after the trigger in its clause, else before it; speakers of the sentence are left out."""
    top = reading.clause
    tokens = [t for t in top.subtree if not any(t.i in _subtree(c) for c in top.children if _is_apart(c))]
    held = [h for h in scene.within(tokens) if not h.span.is_place]
    after = not_among([h for h in held if h.span.head >= scene.sentence.start + reading.token.idx], others, reading.event)
    return foreign_first(after, others)[:1]


def _is_apart(part: Token) -> bool:
    """What another clause tells, and what was before or after ("moved tanks to the border after a call with Paris")."""
    other = part.dep_ in ("ccomp", "parataxis", "conj") and part.pos_ in ("VERB", "AUX")
    return other or (part.dep_ == "prep" and part.lower_ in ("after", "before", "following", "during", "amid", "since"))


def _place(scene: Scene, reading: Reading, others: tuple[Held, ...]) -> tuple[Held, ...]:
    taken = {h.party.code for h in others}
    for verb in dict.fromkeys((reading.token, reading.clause)):
        for name, token in preps_of(verb):
            if name in PLACES:
                hits = scene.parties_at(token)
                if hits and {h.party.code for h in hits} <= taken:  # "along its border with Chad": the other one, where one is named
                    hits = tuple(h for h in scene.within(list(token.subtree)) if h.party.code not in taken) or hits
                if hits:
                    return hits[:1]
    tokens = list(reading.clause.subtree)
    return tuple(h for h in scene.within(tokens) if h.span.is_place)[:1]


def _subtree(token: Token) -> frozenset[int]:
    return frozenset(t.i for t in token.subtree)
