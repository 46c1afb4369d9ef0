"""Predicates and their arguments. In: a parsed sentence. Out: a Frame for each verb or noun, with logical subject and object.

Passives, relative clauses, conjuncts, infinitives and light verbs ("held talks") are undone here, so that the lexicon need not know them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from equipoise.read.coders.rules.grammar import word_set
from equipoise.read.coders.rules.subjects import OBJECT_CONTROL, RELATIVE, SUBJECTS, antecedents, subjects_of

if TYPE_CHECKING:
    from spacy.tokens import Token

LIGHT = word_set("light")
ASKING = word_set("asking")
RECEIVING = word_set("receiving")
PARTS = word_set("parts")
ALONE = word_set("intransitive")
BEHIND = ("by", "to", "on", "against", "from", "with", "for", "between")  # "the lifting of sanctions on", "the dispatch of medics to"
UNDER_LIGHT = ("come", "put", "place", "keep", "hold", "bring")  # "came under attack", "put under house arrest"
UNDER_OF = ("with", "between", "against", "to", "on", "from")
WAYS = ("home", "back", "away", "out", "off", "down", "up")
DIRECTIONS = ("north", "south", "east", "west", "close", "northeast", "northwest", "southeast", "southwest")
ASIDE = ("after", "before", "following", "during", "amid", "since", "despite")  # "after a call with Paris" has no part in the deed
BELOW = ("with", "between", "against")  # "came to an agreement with": the preposition hangs on the noun before it


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate with its logical arguments (head tokens). ``carrier`` is the verb that a noun predicate hangs on."""

    token: Token
    lemma: str
    particle: str | None
    is_noun: bool
    carrier: Token | None
    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]
    indirect: tuple[Token, ...]
    preps: tuple[tuple[str, Token], ...]
    clauses: tuple[Token, ...]
    passive: bool

    @property
    def key(self) -> str:
        """Lemma with its particle: "call off"."""
        return f"{self.lemma} {self.particle}" if self.particle else self.lemma


def verb_frame(token: Token) -> Frame:
    """The frame of a verb (or of an adjective with a copula: its subject is the copula's)."""
    passive = is_passive(token)
    subject, objects, indirect = _core(token, passive)
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), None)
    # "lodged a protest with Minsk": the parser hangs the preposition on the object as often as on the verb.
    own = (*_preps(token), *_cleft(token))
    held = (p for o in objects for n, x in _preps(o) if n == "of" for p in _preps(x) if p[0] in UNDER_OF)  # "a threat of force against"
    preps = (
        *own,
        *(p for o in objects for p in _preps(o) if p[0] != "of"),
        *held,
        *(p for name, o in own if name not in ASIDE for p in _preps(o) if p[0] in BELOW),
    )
    if passive and not subject:  # "has been accused of fraud, much of it old, by officials": the agent stands far off
        subject = tuple(o for t in token.subtree if t.dep_ == "agent" and t.head.i != token.i for o in t.children if o.dep_ == "pobj")[:1]
    return Frame(token, token.lemma_.lower(), particle, False, None, subject, objects, indirect, preps, clauses_of(token), passive)


def _cleft(token: Token) -> tuple[tuple[str, Token], ...]:
    """ "It was on Cuba that Lima placed the blame": what stands before the clause belongs in it."""
    top = token.head
    if (
        token.dep_ not in ("ccomp", "advcl", "relcl")
        or top.lemma_ != "be"
        or not any(c.dep_ in SUBJECTS and c.lower_ == "it" for c in top.children)
    ):
        return ()
    return tuple(p for c in top.children if c.dep_ == "prep" and c.i < token.i for p in _objects_of(c))


def noun_frame(token: Token) -> Frame:
    """The frame of a noun; the verb that carries it gives it a subject and its prepositions ("sanctions were imposed on X by Y")."""
    carrier = carrier_of(token)
    subjects: tuple[Token, ...] = ()
    preps = [*_preps(token), *_agents_below(token)]
    if token.dep_ == "nsubj" and token.head.lemma_ == "be":
        preps += _preps(token.head)  # "his first trip was to Bishkek"
    passive = False
    if carrier is None and token.dep_ == "pobj" and token.head.lower_ in ("during", "on", "in") and token.head.head.pos_ in ("VERB", "AUX"):
        subjects = antecedents(subjects_of(token.head.head))  # "during a visit in May, the sultan pledged ..."
    if carrier is not None:
        passive = is_passive(carrier)
        subject, _, indirect = _core(carrier, passive)
        subjects = tuple(s for s in subject if s != token and token not in s.conjuncts)
        own = [p for p in _preps(carrier) if p[1].i != token.i]
        below = [p for _, o in own for p in _preps(o) if p[0] in BELOW]  # "talks were held in Valletta between ..."
        preps += own + below + [("dative", t) for t in indirect]
        if carrier.lemma_.lower() in RECEIVING:
            preps, subjects = [("to", s) for s in subjects] + preps, ()
    borne = _borne(carrier, token) if carrier is not None else ()
    return Frame(token, token.lemma_.lower(), None, True, carrier, subjects, borne, (), tuple(preps), clauses_of(token), passive)


def _borne(carrier: Token, noun: Token) -> tuple[Token, ...]:
    """Whom a verb carries into an event: "put the minister under house arrest", "was put on trial"."""
    if noun.dep_ != "pobj" or noun.head.head.i != carrier.i:
        return ()
    objects = tuple(c for c in carrier.children if c.dep_ == "dobj")
    return objects or (antecedents(subjects_of(carrier)) if is_passive(carrier) else ())


def _agents_below(noun: Token) -> list[tuple[str, Token]]:
    """ "The expulsion of diplomats by Albania": the parser hangs "by" on the diplomats."""
    below = [o for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for o in c.children if o.dep_ == "pobj"]
    others = [o for c in noun.children if c.dep_ == "prep" and c.lower_ != "of" for o in c.children if o.dep_ == "pobj"]
    agents = [p for o in others for p in _preps(o) if p[0] == "by" and p[1].pos_ == "PROPN"]  # "a raid on Chad by Libya"
    return [p for o in below for p in _preps(o) if p[0] in BEHIND] + agents


def is_passive(token: Token) -> bool:
    """True for "was sanctioned" and for "the towns seized by"."""
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in token.children):
        return True
    if token.tag_ != "VBN" or any(c.dep_ == "aux" and c.lemma_ == "have" for c in token.children):
        return False
    if _joined_late(token):
        return False
    if token.dep_ == "conj" and not any(c.dep_ in (*SUBJECTS, "dobj") for c in token.children):
        return token.head.tag_ == "VBN" and is_passive(token.head)
    if token.dep_ == "acl" and token.head.dep_ == "ROOT" and not any(c.dep_ == "agent" for c in token.children) and token.i > token.head.i:
        return False  # "Turkish companies invested in ...": no other verb in the sentence, so this is its main verb
    return token.dep_ in ("acl", "advcl", "relcl", "xcomp", "ccomp", "amod", "ROOT") and not any(
        c.dep_ in ("dobj", *SUBJECTS) for c in token.children
    )


def _joined_late(token: Token) -> bool:
    """ "Received a guest and, the same evening, protested": a second main verb that the parser takes for a participle."""
    head = token.head
    return (
        token.dep_ == "advcl"
        and token.i > head.i
        and head.tag_ in ("VBD", "VBZ", "VBP")
        and any(c.dep_ == "cc" and head.i < c.i < token.i for c in head.children)
        and not any(c.dep_ == "conj" for c in head.children)
        and not any(c.dep_ == "agent" for c in token.children)
    )


def _core(token: Token, passive: bool) -> tuple[tuple[Token, ...], tuple[Token, ...], tuple[Token, ...]]:
    """(logical subjects, objects, indirect objects) of a verb."""
    objects = list(antecedents(tuple(_whole(c) for c in token.children if c.dep_ in ("dobj", "oprd"))))
    indirect = [c for c in token.children if c.dep_ == "dative" and c.pos_ != "ADP"]
    surface = subjects_of(token)
    if not passive:
        gap = _object_gap(token) or _shared_object(token)
        return antecedents(surface), tuple(objects) or gap, tuple(indirect)
    agents = [p for c in token.children if c.dep_ in ("agent", "prep") and c.lower_ == "by" for p in c.children if p.dep_ == "pobj"]
    gone = antecedents(surface)
    if objects:  # "was granted asylum", "was stripped of": the surface subject receives
        return tuple(agents), tuple(objects), gone
    return tuple(agents), gone, tuple(indirect)


def _whole(token: Token) -> Token:
    """ "Most of its sanctions" is its sanctions, "a series of attacks" attacks."""
    if token.lemma_.lower() in PARTS:
        return next((o for c in token.children if c.lower_ == "of" for o in c.children if o.dep_ == "pobj"), token)
    return token


def _shared_object(token: Token) -> tuple[Token, ...]:
    """ "Condemned and fined the company": the object of the second verb is the first one's too, where nothing stands between them."""
    for c in token.children:
        if c.dep_ == "conj" and c.tag_ == token.tag_ and c.i - token.i == 2 and token.lemma_.lower() not in ALONE:
            return tuple(o for o in c.children if o.dep_ == "dobj")
    return ()


def _object_gap(token: Token) -> tuple[Token, ...]:
    """The antecedent of a relative clause that has its own subject and no object ("the war that Moscow unleashed")."""
    if token.dep_ == "relcl" and any(c.dep_ in SUBJECTS and c.lower_ not in RELATIVE for c in token.children):
        return (token.head,)
    return ()


def _preps(token: Token) -> Iterator[tuple[str, Token]]:
    """(preposition, object) pairs in reading order; "in response to X" also as to."""
    for c in token.children:
        if (c.dep_ in ("prep", "agent", "dative") and c.pos_ in ("ADP", "SCONJ", "VERB", "PART")) or (c.dep_ == "prep"):
            yield from _objects_of(c)
        elif c.dep_ == "advmod" and c.lower_ in WAYS:  # "fell back from the border"
            for p in c.children:
                if p.dep_ == "prep":
                    yield from _objects_of(p)
        elif c.dep_ == "advmod" and c.lower_ in DIRECTIONS:  # "massing north of the town"
            yield from (("near", o) for p in c.children if p.dep_ == "prep" for _, o in _objects_of(p))
    if token.dep_ == "conj" and token.head.pos_ == token.pos_ and token.pos_ == "NOUN":
        return


def _objects_of(prep: Token) -> Iterator[tuple[str, Token]]:
    for o in prep.children:
        if o.dep_ in ("pobj", "pcomp"):
            yield prep.lower_, o
        elif o.dep_ == "prep":
            yield from _objects_of(o)


def clauses_of(token: Token) -> tuple[Token, ...]:
    """Heads of complement clauses: that-clauses, infinitives, gerunds; also behind a preposition ("insisted on leaving")."""
    direct = [c for c in token.children if c.dep_ in ("ccomp", "xcomp", "acl") and c.pos_ in ("VERB", "AUX", "ADJ", "NOUN")]
    if token.pos_ == "NOUN":  # "a plea by Malta to take them in"
        direct += [c for c in token.children if c.dep_ == "relcl" and c.tag_ == "VB" and any(g.tag_ == "TO" for g in c.children)]
    behind = [o for c in token.children if c.dep_ == "prep" for o in c.children if o.dep_ == "pcomp"]
    through = [
        g for c in token.children if c.dep_ in ("dobj", "dative") for g in c.children if g.dep_ in ("acl", "relcl") and g.tag_ == "VB"
    ]
    # "appealed to Harare to hold elections": the infinitive hangs on the one who is asked.
    asked = [
        g
        for c in token.children
        if c.dep_ == "prep"
        for o in c.children
        for g in o.children
        if g.dep_ in ("acl", "relcl") and g.tag_ == "VB"
    ]
    goals = {c.lower_ if c.dep_ == "prep" else c.dep_ for c in token.children}
    name = token.lemma_.lower()
    if (name in OBJECT_CONTROL and goals & {"to", "on", "upon"}) or (name in ASKING and goals & {"dobj", "dative"}):
        asked += [c for c in token.children if c.dep_ == "advcl" and c.tag_ == "VB"]
    return tuple(dict.fromkeys([*direct, *behind, *through, *asked]))


def carrier_of(noun: Token) -> Token | None:
    """The light verb that a noun is the object, passive subject or prepositional object of; None where there is none."""
    top = noun
    while top.dep_ == "conj" and top.head.pos_ in ("NOUN", "PROPN"):
        top = top.head
    if top.dep_ == "pobj" and top.head.lower_ == "of" and top.head.head.lemma_ in GROUPINGS:
        return carrier_of(top.head.head)  # "a series of strikes", "a round of talks"
    verb = top.head
    if top.dep_ in ("dobj", "nsubjpass"):
        return verb if verb.lemma_.lower() in LIGHT else None
    if top.dep_ == "attr" and verb.lemma_ == "be" and any(c.dep_ == "expl" for c in verb.children):
        return verb  # "there have been contacts between"
    if top.dep_ == "pobj" and verb.lower_ in ("in", "for") and verb.head.lemma_ in SHARE and verb.head.dep_ in ("dobj", "pobj", "conj"):
        owner = verb.head.head  # "played no part in the killing", "denied any role in the raid", "claimed responsibility for"
        return owner if owner.lemma_ in SHARING else None
    if top.dep_ == "pobj" and verb.lower_ in ("in", "for") and verb.head.lemma_ in SHARING:
        held = any(c.dep_ == "dobj" and c.lemma_ in SHARE for c in verb.head.children)
        return verb.head if held else _prep_light(verb)
    if top.dep_ == "pobj" and verb.lower_ == "with" and verb.head.lemma_ == "do" and verb.head.head.lower_ == "nothing":
        return verb.head.head.head  # "had nothing to do with the raid"
    return _prep_light(verb) if top.dep_ == "pobj" and verb.dep_ == "prep" else None


def _prep_light(prep: Token) -> Token | None:
    """ "Took part in talks", "came under attack": the verb that carries what stands behind a preposition."""
    light = prep.head.lemma_.lower()
    if (prep.lower_ in ("in", "into", "on", "to") and light in PREP_LIGHT) or (prep.lower_ == "under" and light in UNDER_LIGHT):
        return prep.head
    return None


GROUPINGS = word_set("groupings")
PREP_LIGHT = word_set("prep_light")
SHARE = word_set("share")
SHARING = ("play", "have", "take", "deny", "disclaim", "claim", "disavow", "admit", "acknowledge")
