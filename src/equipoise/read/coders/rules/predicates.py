"""Which words of a sentence report events, and of what kind. In: Scene, Lexicon. Out: Readings, the senses that fit, operators applied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from equipoise.read.coders.rules.fitting import Fitting
from equipoise.read.coders.rules.frames import Frame, noun_frame, verb_frame
from equipoise.read.coders.rules.grammar import event_types, word_set
from equipoise.read.coders.rules.lexicon import Lexicon, Sense
from equipoise.read.coders.rules.modality import DONE, NOUN_PLANS, is_negated
from equipoise.read.coders.rules.scene import Scene, lemma
from equipoise.read.coders.rules.subjects import TIMES
from equipoise.words.event import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

NO_BARE = word_set("no_bare")
STANCES = event_types("SUPPORT REJECT ACCUSE")
DEEDS = event_types("ASSAULT COERCE")
CONTAINERS = word_set("containers")
ASPECT = word_set("aspect")
SEEMING = word_set("seeming")
WIDE = 0.6  # a sense of less weight tells of a whole family of verbs: it gives way to all others
LAST = 100


@dataclass(frozen=True, slots=True)
class Reading:
    """A predicate read as an event: the sense that fits best, its type and mode, and the event inside it where it is an operator."""

    frame: Frame
    sense: Sense
    event: EventType
    mode: str | None
    inner: Reading | None = None
    deed: Reading | None = None  # what a stance is about: "condemned the attack"

    @property
    def token(self) -> Token:
        """The predicate's own word."""
        return self.frame.token

    @property
    def is_wide(self) -> bool:
        """True for the senses of lexicon/WIDE.toml, which stand only where nothing else does."""
        return self.sense.weight < WIDE

    @property
    def clause(self) -> Token:
        """The verb of its clause: the predicate, or the verb that carries it."""
        return self.frame.carrier if self.frame.carrier is not None else self.frame.token


class Predicates:
    """The readings of one sentence; each word is read once."""

    def __init__(self, scene: Scene, lexicon: Lexicon) -> None:
        self.scene = scene
        self.lexicon = lexicon
        self.fitting = Fitting(scene, lexicon)
        self._memo: dict[tuple[int, bool], Reading | None] = {}

    def all(self) -> list[Reading]:
        """Every word that can be read as an event, in reading order; what to keep of them is decided elsewhere."""
        return [r for t in self.scene.doc for r in [self.read(t)] if r is not None]

    def read(self, token: Token, loose: bool = False) -> Reading | None:
        """The event that a word reports. ``loose``: also nouns that report one only with a verb ("aid" in "suspended aid")."""
        key = (token.i, loose)
        if key not in self._memo:
            self._memo[key] = None  # a word inside its own complement would never end
            self._memo[key] = self._read(token, loose)
        return self._memo[key]

    def _read(self, token: Token, loose: bool) -> Reading | None:
        if token.dep_ in ("acomp", "oprd", "xcomp", "attr") and token.tag_ in ("VBN", "JJ") and lemma(token.head) in SEEMING:
            return None  # "did not feel threatened by": a mood, no deed
        if token.tag_ == "VBG" and token.lower_ in self.lexicon.nouns and any(c.lower_ == "of" for c in token.children):
            return self._best(noun_frame(token), self.lexicon.nouns[token.lower_], loose)  # "the shelling of"
        if token.pos_ in ("NOUN", "PROPN"):
            senses = self.lexicon.nouns.get(lemma(token), ())
            if senses and not (token.pos_ == "PROPN" and (token.dep_ == "compound" or token.lower_ in TIMES)):
                return self._best(noun_frame(token), senses, loose)
            if not (token.pos_ == "NOUN" and token.dep_ == "ROOT"):
                return None
        if token.pos_ in ("VERB", "AUX", "ADJ", "NOUN", "ADP", "ADV") and (
            token.pos_ != "ADJ" or token.dep_ in ("acomp", "ROOT", "conj", "oprd", "ccomp", "advcl")
        ):
            if token.pos_ == "NOUN" and lemma(token) not in self.lexicon.verbs:
                return None
            frame = verb_frame(_copula(token))
            frame = frame if frame.token is token else _of_adjective(token, frame)
            return self._best(frame, self._verb_senses(frame), loose)
        return None

    def _verb_senses(self, frame: Frame) -> tuple[Sense, ...]:
        table = self.lexicon.verbs
        joined = [f"{frame.lemma} {c.lower_}" for c in frame.token.children if c.dep_ in ("prt", "prep", "advmod", "dative")]
        particle = tuple(s for k in joined for s in table.get(k, ()))
        if particle and frame.particle:
            return particle
        if frame.particle and frame.lemma in NO_BARE:
            return ()
        return particle + table.get(frame.lemma, ())

    def _best(self, frame: Frame, senses: tuple[Sense, ...], loose: bool) -> Reading | None:
        best: tuple[float, Reading] | None = None
        for sense in senses:
            reading = self._fit(frame, sense, loose)
            if reading is None:
                continue
            rank = sense.demands + (1.5 if reading.inner is not None else 0) + sense.weight - (LAST if reading.is_wide else 0)
            if best is None or rank > best[0]:
                best = (rank, reading)
        return best[1] if best else None

    def _fit(self, frame: Frame, sense: Sense, loose: bool) -> Reading | None:
        if frame.is_noun and not sense.bare and frame.carrier is None and not loose:
            return None
        if self.fitting.misfit(frame, sense) is not None:
            return None
        if sense.op is None:
            return Reading(frame, sense, sense.event, sense.mode, deed=self._deed(frame, sense)) if sense.event else None
        return self._operate(frame, sense)

    def _deed(self, frame: Frame, sense: Sense) -> Reading | None:
        """The violent or coercive deed that a stance is taken on; who did it is who the stance is towards."""
        if sense.event not in STANCES or frame.is_noun or any(self.scene.directly_at(t) for t in frame.objects):
            return None  # "condemned Minsk for the raids": who is meant is named
        found = (self.read(t, loose=True) for t in (*frame.objects, *(t for n, t in frame.preps if n in ("from", "of", "for"))))
        return next((r for r in found if r is not None and r.event in DEEDS and r.frame.is_noun), None)

    def _operate(self, frame: Frame, sense: Sense) -> Reading | None:
        inner = self._inner(frame, sense)
        kept_from = sense.op == "promise" and inner is not None and not inner.frame.is_noun and is_negated(inner.token)
        table = self.lexicon.outcomes["refrain" if kept_from else sense.op or ""]
        outcome = table.get(inner.event.value, table["default"]) if inner is not None else table["default"]
        if not outcome:
            return None
        name, _, mode = outcome.partition(" ")
        event = EventType(name)
        if inner is not None and event is inner.event and not mode:
            mode = inner.mode or ""
        return Reading(frame, sense, event, mode or None, inner)

    def _inner(self, frame: Frame, sense: Sense) -> Reading | None:
        """The event that an operator works on: a complement clause, else an object, else what follows a preposition."""
        places = [*frame.objects, *frame.clauses] if sense.op == "reverse" else [*frame.clauses, *frame.objects]
        places += [t for name, t in frame.preps if name in ("to", "on", "upon", "for", "from", "with", "against", "of", "in")]
        for token in places:
            found = self.read(token, loose=True)
            if found is not None:
                return found
            if lemma(token) in DONE | ASPECT and token.pos_ == "VERB":  # "prepared to resume shelling"
                further = [c for c in token.children if c.dep_ in ("xcomp", "dobj", "ccomp")]
                hit = next((r for c in further for r in [self.read(c, loose=True)] if r is not None), None)
                if hit is not None:
                    return hit
            hit = self._contained(token)
            if hit is not None:
                return hit
            for c in token.children:
                if c.dep_ in ("compound", "amod") and lemma(c) in self.lexicon.nouns and c.pos_ in ("NOUN", "PROPN"):
                    found = self._best(noun_frame(c), self.lexicon.nouns[lemma(c)], True)
                    if found is not None and token in frame.objects:
                        return found
        return None

    def _contained(self, token: Token) -> Reading | None:
        """The event behind a noun that only holds it: "a series of raids", "plans to close the border"."""
        inside: list[Token] = []
        if lemma(token) in CONTAINERS:
            inside += [o for c in token.children if c.lower_ == "of" for o in c.children]
        if lemma(token) in NOUN_PLANS:
            inside += [c for c in token.children if c.dep_ in ("acl", "relcl") and c.tag_ == "VB"]
            inside += [o for c in token.children if c.lower_ in ("for", "on") for o in c.children]
        return next((r for o in inside for r in [self.read(o, loose=True)] if r is not None), None)


def _copula(token: Token) -> Token:
    return token.head if token.dep_ in ("acomp", "oprd") and token.head.pos_ in ("AUX", "VERB") else token


def _of_adjective(token: Token, frame: Frame) -> Frame:
    """ "is ready to help": the copula's subject, the adjective's complements."""
    own = verb_frame(token)
    return Frame(
        token, lemma(token), None, False, None, frame.subjects, (), (), own.preps + frame.preps, own.clauses + frame.clauses, False
    )
