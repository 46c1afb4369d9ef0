"""Which words of a sentence report events, and of what kind. In: Scene, Lexicon. Out: Readings, the senses that fit, operators applied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from equipoise.read.coders.rules.frames import TIMES, Frame, noun_frame, verb_frame
from equipoise.read.coders.rules.grammar import event_types, word_set
from equipoise.read.coders.rules.lexicon import Lexicon, Sense, Test
from equipoise.read.coders.rules.modality import DONE
from equipoise.read.coders.rules.scene import Scene, clause_words, head_words, lemma, phrase_words
from equipoise.words.actor import ActorKind
from equipoise.words.event import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

ANY_CLAUSE = "*"
NOTHING = "*"  # as a forbidden object: the verb must have none; as a wanted one: any
NO_BARE = word_set("no_bare")
STANCES = event_types("SUPPORT REJECT ACCUSE")
DEEDS = event_types("ASSAULT COERCE")
CONTAINERS = word_set("containers")
ASPECT = word_set("aspect")
SECTOR_WORDS = {
    "MIL": ("army", "force", "military", "troop"),
    "COP": ("police", "force"),
    "REB": ("rebel", "guerrilla"),
    "GOV": ("government",),
    "LEG": ("parliament",),
    "JUD": ("court",),
    "OPP": ("opposition",),
    "LAB": ("worker",),
    "EDU": ("student",),
    "CVL": ("people",),
    "REF": ("refugee",),
    "UAF": ("gunman",),
}


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
    def clause(self) -> Token:
        """The verb of its clause: the predicate, or the verb that carries it."""
        return self.frame.carrier if self.frame.carrier is not None else self.frame.token


class Predicates:
    """The readings of one sentence; each word is read once."""

    def __init__(self, scene: Scene, lexicon: Lexicon) -> None:
        self.scene = scene
        self.lexicon = lexicon
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
            rank = sense.demands + (1.5 if reading.inner is not None else 0) + sense.weight
            if best is None or rank > best[0]:
                best = (rank, reading)
        return best[1] if best else None

    def _fit(self, frame: Frame, sense: Sense, loose: bool) -> Reading | None:
        if frame.is_noun and not sense.bare and frame.carrier is None and not loose:
            return None
        if not (self._subject_fits(frame, sense) and self._object_fits(frame, sense) and self._rest_fits(frame, sense)):
            return None
        if sense.op is None:
            return Reading(frame, sense, sense.event, sense.mode, deed=self._deed(frame, sense)) if sense.event else None
        return self._operate(frame, sense)

    def _deed(self, frame: Frame, sense: Sense) -> Reading | None:
        """The violent or coercive deed that a stance is taken on; who did it is who the stance is towards."""
        if sense.event not in STANCES or frame.is_noun:
            return None
        found = (self.read(t, loose=True) for t in (*frame.objects, *(t for n, t in frame.preps if n in ("from", "of", "for"))))
        return next((r for r in found if r is not None and r.event in DEEDS and r.frame.is_noun), None)

    def _operate(self, frame: Frame, sense: Sense) -> Reading | None:
        inner = self._inner(frame, sense)
        table = self.lexicon.outcomes[sense.op or ""]
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
            if lemma(token) in CONTAINERS:
                for c in token.children:
                    hit = next((r for o in c.children if c.lower_ == "of" for r in [self.read(o, loose=True)] if r is not None), None)
                    if hit is not None:
                        return hit
            for c in token.children:
                if c.dep_ in ("compound", "amod") and lemma(c) in self.lexicon.nouns and c.pos_ in ("NOUN", "PROPN"):
                    found = self._best(noun_frame(c), self.lexicon.nouns[lemma(c)], True)
                    if found is not None and token in frame.objects:
                        return found
        return None

    def _subject_fits(self, frame: Frame, sense: Sense) -> bool:
        if sense.party == "subject" and frame.subjects and not any(self._acts(t) for t in frame.subjects):
            return False
        if not (sense.subject.any_of or sense.subject.none_of):
            return True
        words = frozenset(w for t in frame.subjects for w in self._words_of(t))
        return sense.subject.holds(words)

    def _acts(self, token: Token) -> bool:
        """True for words that name an actor, or people of one ("a group of Moroccan diplomats"); not for things of theirs."""
        if self.scene.directly_at(token) or self.scene.unknown_at(token):
            return True
        kinds = self.lexicon.classes
        people = lemma(token) in kinds["people"] | kinds["troops"] | kinds["official"] | kinds["government"] | kinds["collective"]
        return people and bool(self.scene.parties_at(token))

    def _object_fits(self, frame: Frame, sense: Sense) -> bool:
        if sense.party == "object" and not any(self._acts(t) for t in (*frame.objects, *frame.indirect)):
            return False
        if not (sense.object.any_of or sense.object.none_of):
            return True
        if NOTHING in sense.object.none_of:
            return not frame.objects
        if NOTHING in sense.object.any_of and frame.objects:
            return Test(none_of=sense.object.none_of).holds(frozenset(w for t in frame.objects for w in head_words(t)))
        return sense.object.holds(frozenset(w for t in (*frame.objects, *frame.indirect) for w in head_words(t)))

    def _rest_fits(self, frame: Frame, sense: Sense) -> bool:
        if sense.prep and not any(name in sense.prep for name, _ in frame.preps):
            return False
        if sense.about.any_of or sense.about.none_of:
            tokens = [t for name, t in frame.preps if not sense.prep or name in sense.prep]
            if not sense.about.holds(frozenset(w for t in tokens for w in phrase_words(t) | clause_words(t))):
                return False
        if (sense.to.any_of or sense.to.none_of) and not self._complement_fits(frame, sense):
            return False
        if sense.words.any_of or sense.words.none_of:
            near = phrase_words(frame.token) if frame.is_noun else frozenset()
            wide = clause_words(frame.token) | (clause_words(frame.carrier) if frame.carrier is not None else near)
            if sense.words.none_of & (near or wide) or (sense.words.any_of and not sense.words.any_of & (wide | near)):
                return False
        if sense.party == "clause" and not any(self.scene.parties_at(s) for c in frame.clauses for s in _subjects_of(c)):
            return False
        if sense.party == "prep" and not any(self.scene.parties_at(t) for name, t in frame.preps if not sense.prep or name in sense.prep):
            return False
        return sense.party != "any" or self._two_sides(frame)

    def _two_sides(self, frame: Frame) -> bool:
        others = [*frame.objects, *frame.indirect, *(t for name, t in frame.preps if name in ("with", "between", "to", "and"))]
        if any(self.scene.parties_at(t) for t in others):
            return True
        return len({h.party.code for t in frame.subjects for h in self.scene.parties_at(t)}) > 1

    def _complement_fits(self, frame: Frame, sense: Sense) -> bool:
        clauses = [
            *frame.clauses,
            *(c for c in frame.token.children if c.dep_ == "advcl" and c.tag_ in ("VB", "VBG") and ANY_CLAUSE not in sense.to.any_of),
        ]
        if not clauses:
            return False
        words = {lemma(c) for c in clauses} | {a.lower_ for c in clauses for a in c.children if a.dep_ in ("aux", "mark")}
        return not (sense.to.none_of & words) and bool(ANY_CLAUSE in sense.to.any_of or sense.to.any_of & words)

    def _words_of(self, token: Token) -> Iterator[str]:
        yield from phrase_words(token)
        for c in token.children:
            if c.dep_ in ("acl", "prep") and lemma(token) in (
                "ten",
                "hundred",
                "thousand",
                "dozen",
                "number",
                "group",
                "million",
                "score",
                "one",
                "some",
            ):
                yield from (lemma(t) for t in c.subtree)
        span = self.scene.span_at(token)
        if span is None:
            return
        for party in span.parties:
            if party.sector in SECTOR_WORDS:
                yield from SECTOR_WORDS[party.sector]
            elif party.sector is None and span.kind in (ActorKind.STATE, ActorKind.CAPITAL, ActorKind.ORGANISATION):
                yield from ("government", "country")


def _subjects_of(clause: Token) -> list[Token]:
    return [c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass")]


def _copula(token: Token) -> Token:
    return token.head if token.dep_ in ("acomp", "oprd") and token.head.pos_ in ("AUX", "VERB") else token


def _of_adjective(token: Token, frame: Frame) -> Frame:
    """ "is ready to help": the copula's subject, the adjective's complements."""
    own = verb_frame(token)
    return Frame(
        token, lemma(token), None, False, None, frame.subjects, (), (), own.preps + frame.preps, own.clauses + frame.clauses, False
    )
