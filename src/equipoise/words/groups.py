"""Which articles say the same. In: article ids, pairs. Out: for each article the name of its group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from equipoise.words.text import ArticleId, CopyPair


def connect(ids: Iterable[ArticleId], pairs: Sequence[CopyPair]) -> dict[ArticleId, ArticleId]:
    """For each article the smallest id among those that chains of pairs connect it to; pairs with unknown articles are left out."""
    parent = {i: i for i in ids}

    def first(i: ArticleId) -> ArticleId:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for p in pairs:
        if p.a in parent and p.b in parent:
            a, b = sorted((first(p.a), first(p.b)))
            parent[b] = a
    return {i: first(i) for i in list(parent)}
