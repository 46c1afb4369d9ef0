"""Find articles that rewrite one source in other words: sentences that line up, and rare content that both share.

In: articles, their sentences, copy pairs. Out: rewrite pairs with the aligned sentences as evidence. Copies are not looked for here.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from equipoise.read.alignment import NEAR, Aligned, Indexed, Token, Wording, align, index, tokens, weights, wordings
from equipoise.settings import Settings
from equipoise.words.groups import connect
from equipoise.words.text import AlignedSentences, Article, ArticleId, CopyKind, CopyPair, Sentence, Span

HALF = 0.14  # strength at which the score is 0.5; same-story articles written apart stay below (docs/methods/rewrites.md)
SENTENCES = 3  # sentences that must line up
SHARED = 3  # rare pairs of words two articles must share to be compared at all
HELD = 50  # articles that may hold a pair of words that still counts as rare
CANDIDATES = 25  # articles each one is compared with, those with the most rare pairs in common
LONGEST = 400  # sentences of an article that are compared
MEMBERS = 10  # copies of an article that are compared beside it
NOTHING = index(())


@dataclass(frozen=True, slots=True)
class Reading:
    """What of an article is compared: its sentences, their wordings (boilerplate has none), its rare names and figures."""

    sentences: tuple[Sentence, ...]
    wordings: tuple[Wording, ...]
    rare: frozenset[str]
    indexed: Indexed = NOTHING


def find_rewrites(
    articles: Sequence[Article],
    sentences: Mapping[ArticleId, Sequence[Sentence]],
    copies: Sequence[CopyPair],
    settings: Settings,
) -> list[CopyPair]:
    """Pairs of articles that rewrite one source, sorted by id; the order of the articles makes no difference.

    A pair needs three aligned sentences and a score of at least ``settings.rewrite_threshold``. The score is x / (x + HALF), where x is
    the sum of the similarities of aligned sentences above the level of chance, over the square root of the number of sentences of the
    shorter article, raised by up to half for rare names and figures that both share. Pairs that are copies are left out; copies of a
    rewrite are rewrites of the same source.
    """
    ids = sorted(a.id for a in articles)
    group = connect(ids, [c for c in copies if c.kind is CopyKind.COPY])
    members: dict[ArticleId, list[ArticleId]] = {}
    for i in ids:
        members.setdefault(group[i], []).append(i)
    readings = _read(ids, sentences)
    found = []
    for one, other in _candidates(list(members), readings):
        if _compared(one, other, readings, settings) is not None:
            for a in members[one][:MEMBERS]:
                for b in members[other][:MEMBERS]:
                    pair = _compared(min(a, b), max(a, b), readings, settings)
                    found += [pair] if pair is not None else []
    return sorted(found, key=lambda p: (p.a, p.b))


def _read(ids: Sequence[ArticleId], sentences: Mapping[ArticleId, Sequence[Sentence]]) -> dict[ArticleId, Reading]:
    texts = {i: tuple(sentences.get(i, ()))[:LONGEST] for i in ids}
    content = {i: tokens(texts[i]) for i in ids}
    weight = weights(list(content.values()))
    rare = _rare(content)
    worded = {i: tuple(wordings(content[i], weight)) for i in ids}
    return {i: Reading(texts[i], worded[i], rare[i], index(worded[i])) for i in ids}


def _rare(content: Mapping[ArticleId, Sequence[tuple[Token, ...]]]) -> dict[ArticleId, frozenset[str]]:
    """Names and figures of each article that few others hold."""
    own = {i: frozenset(t.stem for s in c for t in s if (t.name or t.figure) and not t.common) for i, c in content.items()}
    held = Counter(s for stems in own.values() for s in stems)
    few = max(2, len(own) // 100)
    return {i: frozenset(s for s in stems if held[s] <= few) for i, stems in own.items()}


def _candidates(ids: Sequence[ArticleId], readings: Mapping[ArticleId, Reading]) -> list[tuple[ArticleId, ArticleId]]:
    """Pairs that share rare pairs of words, through an inverted index as a sparse matrix: no all-pairs comparison."""
    import numpy as np
    from scipy.sparse import csr_matrix

    own = [sorted(f for f in readings[i].indexed.holders if " " in f) for i in ids]
    held = Counter(f for fs in own for f in fs)
    column = {f: k for k, f in enumerate(sorted(f for f, n in held.items() if 2 <= n <= HELD))}
    cells = [(row, column[f]) for row, fs in enumerate(own) for f in fs if f in column]
    if not cells:
        return []
    rows, columns = np.array(cells, dtype=np.int64).T
    holds = csr_matrix((np.ones(len(cells), dtype=np.int32), (rows, columns)), shape=(len(ids), len(column)))
    shared = (holds @ holds.T).tocsr()
    chosen: set[tuple[int, int]] = set()
    for i in range(len(ids)):
        stretch = slice(shared.indptr[i], shared.indptr[i + 1])
        others = [(-int(n), int(j)) for j, n in zip(shared.indices[stretch], shared.data[stretch], strict=True) if j != i and n >= SHARED]
        chosen.update((min(i, j), max(i, j)) for _, j in sorted(others)[:CANDIDATES])
    return [(ids[i], ids[j]) for i, j in sorted(chosen)]


def _compared(a: ArticleId, b: ArticleId, readings: Mapping[ArticleId, Reading], settings: Settings) -> CopyPair | None:
    one, other = readings[a], readings[b]
    aligned = align(one.indexed, other.indexed)
    if len(aligned) < SENTENCES:
        return None
    score = _score(aligned, one, other)
    if score < settings.rewrite_threshold:
        return None
    evidence = tuple(AlignedSentences(_span(one.sentences[x.a]), _span(other.sentences[x.b])) for x in aligned)
    return CopyPair(a, b, CopyKind.REWRITE, round(score, 4), evidence)


def _score(aligned: Sequence[Aligned], one: Reading, other: Reading) -> float:
    above = sum(x.similarity - NEAR for x in aligned)
    shorter = min(sum(1 for w in r.wordings if w) for r in (one, other))
    x = above / math.sqrt(shorter) * (1 + min(0.5, 0.1 * len(one.rare & other.rare)))
    return x / (x + HALF)


def _span(s: Sentence) -> Span:
    return Span(s.start, s.end)
