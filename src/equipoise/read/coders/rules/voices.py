"""Who speaks when a quotation says "we". In: the scenes of an article. Out: scenes in which "we" and "I" mean their speaker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from equipoise.read.coders.rules.attribution import voice_at
from equipoise.read.coders.rules.grammar import word_set
from equipoise.read.coders.rules.scene import Scene
from equipoise.words.actor import ActorKind, ActorSpan

if TYPE_CHECKING:
    from spacy.tokens import Token

FIRST_PERSON = word_set("first_person")


def with_voices(scenes: Sequence[Scene]) -> list[Scene]:
    """The scenes; those with a first person in quotation marks have a span on it, with its speaker's party."""
    out = []
    for i, scene in enumerate(scenes):
        asked = [t for t in scene.doc if t.lower_ in FIRST_PERSON and scene.span_at(t) is None]
        found = [span for t in asked for span in _spans(scenes, i, t)]
        out.append(Scene(scene.doc, scene.sentence, sorted((*scene.spans, *found), key=lambda s: s.start)) if found else scene)
    return out


def _spans(scenes: Sequence[Scene], i: int, token: Token) -> list[ActorSpan]:
    start = scenes[i].sentence.start + token.idx
    parties = tuple(h.party for h in voice_at(scenes, i, token))
    return [ActorSpan(token.text, start, start + len(token.text), start, parties, ActorKind.REFERENCE)] if parties else []
