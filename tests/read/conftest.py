"""Articles of our own for tests of copies and rewrites: three stories, each told, rewritten from that, and told by somebody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from equipoise.words.text import NOT_DATED, Article, ArticleId, Granularity, Published, PublishedBasis, Sentence, SentenceKind

STORIES = Path(__file__).parent / "stories"


def make_article(id: str, text: str, day: str | None = None) -> Article:
    """An article with nothing known of it but its text, and its day where one is given."""
    when = date.fromisoformat(day) if day else None
    published = Published(day, when, when, Granularity.DAY, PublishedBasis.GIVEN) if day else NOT_DATED
    return Article(ArticleId(id), f"{id}.txt", None, None, "en", published, (), None, None, "0" * 64, text)


def cut(article: Article) -> list[Sentence]:
    """The sentences of an article, by full stops; good enough for texts of our own."""
    found: list[Sentence] = []
    for paragraph, block in enumerate(re.finditer(r"[^\n]+", article.text)):
        for m in re.finditer(r"\S.*?[.!?](?=\s|$)|\S.*$", block.group()):
            start = block.start() + m.start()
            found.append(Sentence(article.id, len(found), paragraph, start, start + len(m.group()), m.group(), SentenceKind.BODY))
    return found


@pytest.fixture
def article() -> Callable[..., Article]:
    """Makes an article from an id, a text and a day."""
    return make_article


@pytest.fixture
def sentences() -> Callable[[Article], list[Sentence]]:
    """Cuts an article into sentences."""
    return cut


@pytest.fixture
def stories() -> list[Article]:
    """Nine articles: port, gas and chips, each told, rewritten and told apart."""
    return [make_article(p.stem, p.read_text(encoding="utf-8")) for p in sorted(STORIES.glob("*.txt"))]
