"""Who vouches for what a sentence says. In: Scene, a word, the sentences around. Out: Attribution. The speaker is not the actor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from equipoise.read.coders.rules.grammar import word_set
from equipoise.read.coders.rules.modality import DENYING, SAYING
from equipoise.read.coders.rules.scene import Held, Scene, lemma
from equipoise.read.coders.rules.subjects import subjects_of
from equipoise.words.actor import ActorKind
from equipoise.words.event import Attribution, AttributionKind

if TYPE_CHECKING:
    from spacy.tokens import Token

AUTHOR = Attribution(AttributionKind.AUTHOR, None)
SPEECH_VERBS = SAYING | DENYING | {"argue", "believe", "think", "suggest"}
OPENING, CLOSING = "“«„", "”»"
_MARKS = re.compile(f'["{OPENING}{CLOSING}]')
HEARSAY = word_set("hearsay")
SOURCES = word_set("sources")
OFFICES = word_set("single_offices")


def attribution_of(scenes: Sequence[Scene], i: int, at: int) -> Attribution:
    """Who vouches for the word at article offset ``at`` of sentence ``i``: the author unless a speaker is named for it."""
    scene = scenes[i]
    token = scene.token_at(at)
    if token is None:
        return AUTHOR
    quoted = in_quotes(scenes, i, at)
    own = speaker_of(token)
    if own is not None:
        return _named(scene, own, quoted)
    if scene.words & HEARSAY:
        return Attribution(AttributionKind.UNNAMED_SOURCE, None)
    near = _speaker_near(scenes, i) if quoted else None
    return _named(*near, True) if near is not None else AUTHOR


def voice_at(scenes: Sequence[Scene], i: int, token: Token) -> tuple[Held, ...]:
    """Who "we" or "I" inside quotation marks is: the speaker of the quotation; empty where none is known."""
    if not in_quotes(scenes, i, scenes[i].sentence.start + token.idx):
        return ()
    own = speaker_of(token)
    where, speaker = (scenes[i], own) if own is not None else _speaker_near(scenes, i) or (scenes[i], None)
    return where.parties_at(speaker)[:1] if speaker is not None else ()


def _speaker_near(scenes: Sequence[Scene], i: int) -> tuple[Scene, Token] | None:
    """The speaker that the paragraph names for a quotation: in the sentence, after it, before it."""
    for j in (i, i + 1, i - 1, i + 2):
        if 0 <= j < len(scenes) and scenes[j].sentence.paragraph == scenes[i].sentence.paragraph:
            found = _speaker_in(scenes[j])
            if found is not None:
                return scenes[j], found
    return None


def speaker_of(token: Token) -> Token | None:
    """Head word of the speaker whose words a token is part of: a verb of saying above it, or "according to"."""
    at = token
    for _ in range(40):
        source = _according(at)
        if source is not None and not _within(token, source):
            return source
        if at.head.i == at.i:
            break
        up = at.head
        if at.dep_ in ("ccomp", "parataxis", "dep") and lemma(up) in SPEECH_VERBS:
            return _subject(up)
        at = up
    for c in at.children:
        if c.dep_ in ("parataxis", "ccomp", "advcl") and lemma(c) in SPEECH_VERBS and not _within(token, c):
            inverted = _subject(c)
            if inverted is not None and not any(g.dep_ in ("ccomp", "dobj", "xcomp") for g in c.children):
                return inverted
    return None


def _according(token: Token) -> Token | None:
    for c in token.children:
        if c.lower_ == "according":
            return next((o for p in c.subtree if p.dep_ == "prep" and p.lower_ == "to" for o in p.children if o.dep_ == "pobj"), None)
    return None


def _within(token: Token, top: Token) -> bool:
    return token.i == top.i or any(a.i == top.i for a in token.ancestors)


def _subject(verb: Token) -> Token | None:
    return next(iter(subjects_of(verb)), None)


def _speaker_in(scene: Scene) -> Token | None:
    for t in scene.doc:
        if lemma(t) in SPEECH_VERBS and t.pos_ == "VERB" and t.tag_ in ("VBD", "VBZ", "VBP"):
            return _subject(t)
    return None


def _named(scene: Scene, speaker: Token, quoted: bool) -> Attribution:
    held = scene.parties_at(speaker)
    span = scene.span_at(speaker)
    who = held[0].party.name if held else None
    person = (span is not None and span.kind is ActorKind.PERSON) or (speaker.pos_ == "PROPN" and not held)
    holder = (
        lemma(speaker) in OFFICES and speaker.tag_ == "NN" and bool(held) and not any(c.lower_ in ("a", "an") for c in speaker.children)
    )
    if person or holder:
        return Attribution(AttributionKind.QUOTED_PERSON if quoted else AttributionKind.NAMED_SOURCE, who or _phrase(speaker))
    unnamed = lemma(speaker) in SOURCES or (speaker.pos_ == "NOUN" and (span is None or span.kind is not ActorKind.ORGANISATION))
    if unnamed:
        return Attribution(AttributionKind.UNNAMED_SOURCE, _phrase(speaker))
    if span is not None and who is not None:
        return Attribution(
            AttributionKind.QUOTED_PERSON if quoted and span.kind is ActorKind.REFERENCE else AttributionKind.NAMED_SOURCE, who
        )
    return Attribution(AttributionKind.UNNAMED_SOURCE, None)


def _phrase(token: Token) -> str:
    """The speaker as the text words it, without clauses that hang on it."""
    cut = {t.i for c in token.children if c.dep_ in ("relcl", "acl", "appos") for t in c.subtree}
    words = [t for t in token.subtree if t.i not in cut and abs(t.i - token.i) < 8]
    return "".join(t.text_with_ws for t in words).strip(" ,")


def in_quotes(scenes: Sequence[Scene], i: int, at: int) -> bool:
    """True where an article offset stands inside quotation marks; marks may open in an earlier sentence of the paragraph."""
    first = i
    paragraph = scenes[i].sentence.paragraph
    while first > 0 and scenes[first - 1].sentence.paragraph == paragraph and i - first < 6:
        first -= 1
    inside = False
    for j in range(first, i + 1):
        sentence = scenes[j].sentence
        for mark in _MARKS.finditer(sentence.text):
            if sentence.start + mark.start() >= at:
                return inside
            inside = not inside if mark[0] == '"' else mark[0] in OPENING
    return inside
