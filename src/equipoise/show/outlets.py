"""One spelling for each outlet. In: articles. Out: the same articles, outlets that differ only in case named alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from equipoise.words.text import Article


def one_spelling(articles: Sequence[Article]) -> list[Article]:
    """The articles in their order. An outlet is named as most of its articles name it; of equals, as in running text, not in capitals."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        if article.publisher:
            spellings[article.publisher.casefold()][article.publisher] += 1
    name = {folded: min(found, key=lambda s: (-found[s], s.isupper(), s.islower(), s)) for folded, found in spellings.items()}
    return [replace(a, publisher=name[a.publisher.casefold()]) if a.publisher else a for a in articles]
