"""One rule coder for all tests of coding, and short ways to code a text."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from equipoise.read.coders import Coding
from equipoise.read.coders.rules import RulesCoder
from equipoise.settings import Settings
from equipoise.words.event import Mention
from equipoise.words.text import Article, ArticleId, Granularity, Published, PublishedBasis, Sentence, SentenceKind

DAY = datetime.date(2023, 6, 15)
PUBLISHED = Published("2023-06-15", DAY, DAY, Granularity.DAY, PublishedBasis.GIVEN)


@pytest.fixture(scope="session")
def coder() -> RulesCoder:
    return RulesCoder(Settings())


@pytest.fixture(scope="session")
def code(coder: RulesCoder) -> Callable[..., Coding]:
    """Codes sentences of one paragraph."""

    def run(*texts: str) -> Coding:
        text = " ".join(texts)
        article = Article(ArticleId("a"), "a.txt", None, None, "en", PUBLISHED, (), None, None, "0" * 64, text)
        sentences, at = [], 0
        for number, t in enumerate(texts):
            at = text.index(t, at)
            sentences.append(Sentence(article.id, number, 0, at, at + len(t), t, SentenceKind.BODY))
            at += len(t)
        return coder.code(article, sentences)

    return run


@pytest.fixture(scope="session")
def best(code: Callable[..., Coding]) -> Callable[[str], Mention | None]:
    """The surest mention of a sentence, None where nothing is coded."""

    def run(text: str) -> Mention | None:
        return max(code(text).mentions, key=lambda m: m.confidence, default=None)

    return run
