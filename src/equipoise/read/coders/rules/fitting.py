"""Whether a sense fits a predicate: its subject, object, complement and the words around. In: Frame, Sense. Out: the first misfit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from equipoise.read.coders.rules.frames import Frame
from equipoise.read.coders.rules.lexicon import Lexicon, Sense, Test
from equipoise.read.coders.rules.modality import COMMANDING, commands_own
from equipoise.read.coders.rules.scene import Scene, clause_words, head_words, lemma, phrase_words
from equipoise.words.actor import ActorKind
from equipoise.words.event import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

PERSONAL = (ActorKind.PERSON, ActorKind.OFFICE)
PERSON_ENDINGS = (
    "ologist",
    "alist",
    "onist",
    "arist",
    "urist",
    "orist",
    "ivist",
    "woman",
    "sman",
    "eman",
    "rman",
    "keeper",
    "worker",
    "goer",
    "holder",
)
GROUPS = frozenset(["CAS", "WST"])  # several states in one word: they can meet each other
WANTED = ("suspect", "accuse", "want", "charge", "convict", "indict", "sentence")
SUBJUNCTIVE = ("insist", "demand", "propose", "recommend", "suggest", "ask", "urge", "request", "order")
ANY_CLAUSE = "*"
NOTHING = "*"  # as a forbidden object: the verb must have none; as a wanted one: any
REFLEXIVE = ("itself", "himself", "herself", "themselves", "ourselves", "myself", "yourself")
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


class Fitting:
    """Tests senses against the frames of one sentence."""

    def __init__(self, scene: Scene, lexicon: Lexicon) -> None:
        self.scene = scene
        self.lexicon = lexicon

    def misfit(self, frame: Frame, sense: Sense) -> str | None:
        """What keeps a sense from fitting, in words; None where it fits."""
        if not self._subject_fits(frame, sense):
            return "the subject is none that it asks for"
        if sense.op == "demand" and any(t.lower_ in REFLEXIVE for t in frame.objects):
            return "it is asked of nobody else"
        if frame.lemma in COMMANDING and frame.clauses and commands_own(frame.token):
            return "it is a command to their own men"
        if not self._object_fits(frame, sense):
            return "the object is none that it asks for"
        return self._rest(frame, sense)

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
        return sense.object.holds(frozenset(w for t in (*frame.objects, *frame.indirect) for w in (*head_words(t), *self._kinds_of(t))))

    def _kinds_of(self, token: Token) -> Iterator[str]:
        """ "person" for whoever is named by name, office or nationality, and for words formed like those for people ("geologist")."""
        span = self.scene.span_at(token)
        if (span is not None and span.kind in PERSONAL) or (token.pos_ == "NOUN" and lemma(token).endswith(PERSON_ENDINGS)):
            yield "person"
        if span is not None and any(p.sector == "CVL" for p in span.parties):
            yield "people"  # "a million Ghanaians"
        if span is not None and span.is_place:
            yield "town"
        if any(c.dep_ in ("acl", "relcl") and lemma(c) in WANTED for c in token.children):  # "a broker suspected of selling diamonds"
            yield "suspect"

    def _rest(self, frame: Frame, sense: Sense) -> str | None:
        if sense.prep and not any(name in sense.prep for name, _ in frame.preps):
            return "none of its prepositions follows"
        if (sense.about.any_of or sense.about.none_of) and not self._about_fits(frame, sense):
            return "what follows its preposition is nothing that it asks for"
        if (sense.to.any_of or sense.to.none_of) and not self._complement_fits(frame, sense):
            return "no complement that it asks for follows"
        if (sense.words.any_of or sense.words.none_of) and not _words_fit(frame, sense):
            return "the words around are none that it asks for"
        if sense.under.any_of and not sense.under.holds(_told_by(frame)):
            return "the verb that it is the subject of is none that it asks for"
        return None if self._party_fits(frame, sense) else "nobody known stands where it asks for a party"

    def _about_fits(self, frame: Frame, sense: Sense) -> bool:
        tokens = [t for name, t in frame.preps if not sense.prep or name in sense.prep]
        return sense.about.holds(frozenset(w for t in tokens for w in phrase_words(t) | clause_words(t)))

    def _party_fits(self, frame: Frame, sense: Sense) -> bool:
        if sense.party == "clause":
            return any(self._acts(s) for c in frame.clauses for s in _subjects_of(c))
        if sense.party == "prep":
            return any(self.scene.parties_at(t) for name, t in frame.preps if not sense.prep or name in sense.prep)
        return sense.party != "any" or self._two_sides(frame)

    def _two_sides(self, frame: Frame) -> bool:
        others = [*frame.objects, *frame.indirect, *(t for name, t in frame.preps if name in ("with", "between", "to", "and"))]
        if any(self.scene.parties_at(t) for t in others):
            return True
        codes = {h.party.code for t in frame.subjects for h in self.scene.parties_at(t)}
        return len(codes) > 1 or bool(codes & GROUPS)

    def _complement_fits(self, frame: Frame, sense: Sense) -> bool:
        clauses = [
            *frame.clauses,
            *(c for c in frame.token.children if c.dep_ == "advcl" and c.tag_ in ("VB", "VBG") and ANY_CLAUSE not in sense.to.any_of),
        ]
        if not clauses or ANY_CLAUSE in sense.to.none_of:
            return not clauses and not sense.to.any_of
        if (sense.op == "demand" or sense.event is EventType.REQUEST) and frame.lemma in SUBJUNCTIVE and all(_is_told(c) for c in clauses):
            return False  # "insists it did not deport them" asks nothing of anybody
        words = {lemma(c) for c in clauses} | {a.lower_ for c in clauses for a in c.children if a.dep_ in ("aux", "mark")}
        words |= {f"or {lemma(g)}" for c in clauses if any(a.lower_ == "or" for a in c.children) for g in c.children if g.dep_ == "conj"}
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


def _is_told(clause: Token) -> bool:
    """True for a clause that states a fact: "it did not deport them", "they had crossed"."""
    aux = [c for c in clause.children if c.dep_ in ("aux", "auxpass")]
    if clause.dep_ != "ccomp" or any(c.lower_ in ("should", "must", "would", "be") for c in aux):
        return False
    return any(c.tag_ in ("VBD", "VBZ") for c in aux) or (not aux and clause.tag_ in ("VBD", "VBZ"))


def _subjects_of(clause: Token) -> list[Token]:
    return [c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass")]


def _told_by(frame: Frame) -> frozenset[str]:
    """The verb whose subject a noun is; nothing where it is none's."""
    noun = frame.token
    return frozenset([lemma(noun.head)]) if noun.dep_ in ("nsubj", "nsubjpass") else frozenset()


def _words_fit(frame: Frame, sense: Sense) -> bool:
    near = phrase_words(frame.token) if frame.is_noun else frozenset()
    wide = clause_words(frame.token) | (clause_words(frame.carrier) if frame.carrier is not None else near)
    return not (sense.words.none_of & (near or wide)) and (not sense.words.any_of or bool(sense.words.any_of & (wide | near)))
