"""The rule coder. In: article, sentences. Out: Coding. The steps in order: parse, actors, dates, mentions, claims."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from equipoise.read.actors import ActorFinder
from equipoise.read.claims import find_claims
from equipoise.read.coders import Coding
from equipoise.read.coders.rules.attribution import AUTHOR, attribution_of
from equipoise.read.coders.rules.completion import complete
from equipoise.read.coders.rules.frames import LIGHT
from equipoise.read.coders.rules.home_state import home_of
from equipoise.read.coders.rules.lemmas import mend_lemmas
from equipoise.read.coders.rules.lexicon import load_lexicon
from equipoise.read.coders.rules.mending import mend_clauses, mend_verbs
from equipoise.read.coders.rules.mentions import CODER, Workshop, all_mentions
from equipoise.read.coders.rules.modality import DONE, PLANS, SAYING
from equipoise.read.coders.rules.scene import Scene
from equipoise.read.coders.rules.voices import with_voices
from equipoise.read.dates import DateReader
from equipoise.read.parse import load_model, parse
from equipoise.settings import Settings
from equipoise.words.event import Attribution, Mention, MentionId
from equipoise.words.text import Article, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from equipoise.words.actor import ActorSpan


class RulesCoder:
    """Codes by dependency rules and a lexicon; needs no network and gives the same result every time."""

    name = CODER

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._nlp = load_model(settings)
        self._lexicon = load_lexicon(settings.lexicon)
        self._known = frozenset(v.split()[0] for v in self._lexicon.verbs) | LIGHT | SAYING | PLANS | DONE
        self._actors = ActorFinder(settings)

    def code(self, article: Article, sentences: Sequence[Sentence]) -> Coding:
        """The mentions and claims of one article, in reading order; mention ids are unique in it."""
        shop, docs, actors = self.workshop(article, sentences)
        scenes = shop.scenes
        mentions = complete(_with_unique_ids(all_mentions(shop)))

        def vouches(at: int) -> Attribution:
            return next((attribution_of(scenes, i, at) for i, s in enumerate(sentences) if s.start <= at < s.end), AUTHOR)

        return Coding(mentions, tuple(find_claims(article, sentences, docs, actors, shop.dates, vouches)))

    def workshop(self, article: Article, sentences: Sequence[Sentence]) -> tuple[Workshop, list[Doc], list[list[ActorSpan]]]:
        """An article parsed, its actors found: what mentions are made from."""
        docs = parse(sentences, self._nlp, self.settings.max_sentence_chars)
        for doc in docs:
            mend_verbs(doc, self._known)
            mend_lemmas(doc, self._known)
            mend_clauses(doc)
        actors = self._actors.find(article, sentences, docs)
        reader = DateReader(article, sentences)
        scenes = [Scene(doc, s, spans) for doc, s, spans in zip(docs, sentences, actors, strict=True)]
        scenes = with_voices(scenes)
        home = home_of(scenes)
        for scene in scenes:
            scene.home = home
        return Workshop(article, scenes, reader, self._lexicon, self.settings), docs, actors


def _with_unique_ids(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    seen: Counter[str] = Counter()
    out = []
    for m in mentions:
        seen[m.id] += 1
        out.append(m if seen[m.id] == 1 else dataclasses.replace(m, id=MentionId(f"{m.id}-{seen[m.id]}")))
    return tuple(out)
