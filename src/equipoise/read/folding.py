"""Fold copies and rewrites. In: articles, sentences. Out: copies, and each article's place in its group."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from equipoise.read.coding import uncode
from equipoise.settings import Settings
from equipoise.store.duck import Store
from equipoise.store.runs import run_of
from equipoise.words.progress import Report, silent
from equipoise.words.text import Article, ArticleId, CopyKind, Sentence


def fold_copies(store: Store, settings: Settings, report: Report = silent) -> None:
    """Copies are marked and have no mentions of their own; done before coding, so that none is coded for nothing."""
    from equipoise.read.copies import find_copies, fold

    articles = _unfolded(store)
    report("looking for copies", 0, len(articles))
    pairs = find_copies(articles, settings)
    folded = fold(articles, [p for p in pairs if p.kind is CopyKind.COPY])
    with store.transaction():
        store.replace("copies", pairs, run_of(settings).id)
        store.replace("articles", folded, run_of(settings).id)
        for copy in (a.id for a in folded if a.copy_kind is CopyKind.COPY):
            uncode(store, copy)


def fold_rewrites(store: Store, settings: Settings, report: Report = silent) -> None:
    """The table copies holds copies and rewrites, and every article knows its place in its group."""
    from equipoise.read.copies import fold
    from equipoise.read.rewrites import find_rewrites

    articles = _unfolded(store)
    copies = store.read("copies")
    sentences: dict[ArticleId, list[Sentence]] = defaultdict(list)
    for s in store.read("sentences"):
        sentences[s.article].append(s)
    report("looking for rewrites", 0, len(articles))
    pairs = sorted([*copies, *find_rewrites(articles, sentences, copies, settings)], key=lambda p: (p.a, p.b))
    with store.transaction():
        store.replace("copies", pairs, run_of(settings).id)
        store.replace("articles", fold(articles, pairs), run_of(settings).id)


def _unfolded(store: Store) -> list[Article]:
    return [replace(a, copy_of=None, copy_kind=None) for a in store.read("articles")]
