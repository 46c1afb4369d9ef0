"""Who a figure is about: subject, relation, object. In: a figure, its sentence's parse and actors. Out: Frame.

The verb that governs the figure gives the subject and the relation; a rank's noun gives its relation and, by its owner or place, its
object.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from equipoise.read.claims.counts import TIMES
from equipoise.read.claims.figures import Figure
from equipoise.words.actor import ActorSpan
from equipoise.words.claim import ClaimKind
from equipoise.words.text import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_ROUGHLY = frozenset(("at", "least", "most", "up", "about", "nearly", "some", "almost", "over", "less", "more", "fewer", "than", "around"))
_LONGEST = 12  # words of a phrase that are kept as a name


@dataclass(frozen=True, slots=True)
class Frame:
    """What a figure is said of; None where the sentence does not say."""

    subject: str | None
    relation: str | None
    object: str | None


NO_FRAME = Frame(None, None, None)


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A sentence's parse with its actors; ``shift`` turns token offsets into article offsets."""

    doc: Doc
    actors: Sequence[ActorSpan]
    shift: int


def frame_of(figure: Figure, sentence: Sentence, doc: Doc, actors: Sequence[ActorSpan]) -> Frame:
    """Subject, relation and object of a figure by the parse; nothing where there is no parse."""
    span = doc.char_span(figure.start, figure.end, alignment_mode="expand") if len(doc) else None
    if span is None:
        return NO_FRAME
    parsed = _Parsed(doc, actors, sentence.start)
    head = _noun(span.root)
    verb = _verb(span.root)
    if figure.kind is ClaimKind.RANK:
        if head.lemma_ == "number" and head.head.pos_ == "NOUN":
            head = head.head  # "the number one producer"
        return _rank_frame(parsed, head, verb, figure)
    if figure.kind is ClaimKind.SHARE and head.dep_ in ("compound", "nmod", "amod") and head.head.pos_ == "NOUN":
        head = head.head  # "a 40% share of its trade"
    return _verb_frame(parsed, span.root, head, verb, figure)


def _noun(token: Token) -> Token:
    """The noun a figure belongs to: "the fifth-largest foreign investor" -> investor."""
    for _ in range(5):
        if token.pos_ in ("NOUN", "PROPN") or token.head == token:
            break
        if token.head.pos_ in ("VERB", "AUX", "ADP"):
            break
        token = token.head
    return token


def _verb(token: Token) -> Token | None:
    for ancestor in (token, *token.ancestors):
        if ancestor.pos_ in ("VERB", "AUX"):
            return ancestor
    return None


def _subject(verb: Token | None) -> Token | None:
    for _ in range(4):
        if verb is None:
            return None
        for child in verb.children:
            if child.dep_ in _SUBJECTS and child.pos_ != "DET":
                return child
        if verb.dep_ == "relcl":
            return verb.head
        if verb.dep_ == "acl":
            return verb.head
        # "agreed to build", "came and signed": the subject stands at the verb above
        verb = verb.head if verb.dep_ in ("xcomp", "conj", "advcl", "ccomp", "aux", "pcomp") and verb.head != verb else None
        if verb is not None and verb.pos_ not in ("VERB", "AUX"):
            verb = _verb(verb)
    return None


def _rank_frame(parsed: _Parsed, noun: Token, verb: Token | None, figure: Figure) -> Frame:
    above = noun.head
    about = above if noun.dep_ == "appos" and above.pos_ in ("NOUN", "PROPN") else _subject(verb)
    if about is not None and (about == noun or noun.is_ancestor(about) or about.is_ancestor(noun)):
        about = next((c for c in noun.children if c.dep_ == "appos"), None)
    about = about if about is not None else _just_before(noun)
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    place = next((g for c in noun.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj"), None)
    left = [c for c in noun.lefts if c.idx >= figure.end and c.lower_ != "number" and c.tag_ != "JJS"]
    words = [c.lower_ for c in left if c.dep_ in ("compound", "amod", "nmod") and c.pos_ in ("NOUN", "ADJ", "PROPN")]
    relation = " ".join(["rank as", *words, noun.lemma_.lower()]) if noun.pos_ == "NOUN" else "rank"
    return Frame(_name(parsed, about), relation, _name(parsed, owner or place))


def _just_before(noun: Token) -> Token | None:
    """The name that a loose apposition follows: "Kazakhstan - the largest country in Central Asia"."""
    first = noun.left_edge
    if first.i < 2 or not first.nbor(-1).is_punct:
        return None
    name = first.nbor(-2)
    return name if name.pos_ == "PROPN" else None


def _verb_frame(parsed: _Parsed, root: Token, head: Token, verb: Token | None, figure: Figure) -> Frame:
    whole = _of(head) if figure.kind in (ClaimKind.SHARE, ClaimKind.AMOUNT) else None
    subject = _subject(verb)
    if subject is not None and (subject in (head, root) or subject.is_ancestor(root)):
        # "80 percent of its exports are carried", "106 products were banned": the figure stands in the subject
        named = whole if whole is not None else subject
        return Frame(_name(parsed, named), verb.lemma_.lower() if verb else None, _name(parsed, _object(verb, root)))
    relation = verb.lemma_.lower() if verb is not None else None
    if whole is not None:
        return Frame(_name(parsed, subject), relation, _name(parsed, whole))
    lasts = figure.unit in TIMES or (figure.unit or "").removesuffix("s") in TIMES
    other = head if figure.kind is ClaimKind.COUNT and head != root and not lasts else _object(verb, root)
    return Frame(_name(parsed, subject), relation, _name(parsed, other))


def _of(noun: Token) -> Token | None:
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "in", "for"):
            return next((g for g in child.children if g.dep_ == "pobj"), None)
    return None


def _object(verb: Token | None, figure: Token) -> Token | None:
    if verb is None:
        return None
    for child in verb.children:
        if child.dep_ in ("dobj", "attr", "dative") and child != figure and not child.is_ancestor(figure) and not _is_figure(child):
            return child
    for child in verb.children:
        if child.dep_ in ("prep", "agent"):
            found = next(
                (g for g in child.children if g.dep_ == "pobj" and g != figure and not g.is_ancestor(figure) and not _is_figure(g)), None
            )
            if found is not None:
                return found
    return None


def _is_figure(noun: Token) -> bool:
    return noun.pos_ == "NUM" or any(c.pos_ in ("NUM", "SYM") for c in noun.children)


def _name(parsed: _Parsed, token: Token | None) -> str | None:
    """The resolved name of the actor that a token heads, else the words of its phrase without what hangs on behind."""
    if token is None:
        return None
    place = parsed.shift + token.idx
    for span in parsed.actors:
        if span.start <= place < span.end:
            names = sorted({p.name or p.code for p in span.parties})
            if names and (span.head == place or span.end <= place + len(token.text) + 1):
                return " and ".join(names)
    words = [
        t
        for t in token.subtree
        if t.i <= token.i and t.lower_ not in _ROUGHLY and t.dep_ not in ("det", "predet", "punct", "nummod", "quantmod")
    ]
    words = [t for t in words if t.pos_ not in ("VERB", "ADP", "SCONJ", "PRON", "NUM", "SYM") or t == token]
    return " ".join("".join(t.text_with_ws for t in words[-_LONGEST:]).split()) or None
