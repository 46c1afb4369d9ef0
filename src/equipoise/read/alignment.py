"""Line up the sentences of two articles that say the same in their own words, in order.

In: sentences. Out: weighted wordings of sentences, pairs of sentences with a similarity 0..1. Part of finding rewrites (read/rewrites.py).
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from equipoise.reference.english import COMMON, figure_of, is_content, quotation_spans, stem, words
from equipoise.words.text import Sentence, SentenceKind

Wording = Mapping[str, float]  # a sentence's stems and ordered pairs of stems with their weights

BACKGROUND = 50  # unseen articles that word frequencies are mixed with, so that a few articles do not make every word rare
# How many articles of the background hold a word. Names and figures belong to the story, whoever writes it: sharing them is no sign of one
# text. The choice of everyday words is.
SHARE_NAME, SHARE_COMMON, SHARE_OTHER = 0.8, 0.25, 0.02
QUOTED = 0.5  # weight of words inside quotation marks: independent reporters quote the same words
SHORT_NORM = 6.0  # sentences lighter than this are not fully alike by sharing a word or two
NEAR = 0.15  # similarity from which sentences are lined up
CROSSING = 0.30  # similarity from which sentences out of order are lined up too


@dataclass(frozen=True, slots=True)
class Token:
    """A content word of a sentence: its stem, whether it looks like a name, is common, a figure, or quoted."""

    stem: str
    name: bool
    common: bool
    figure: bool
    quoted: bool


@dataclass(frozen=True, slots=True)
class Aligned:
    """Sentence ``a`` of one article and ``b`` of the other (positions), and how alike they are."""

    a: int
    b: int
    similarity: float


def tokens(sentences: Sequence[Sentence]) -> list[tuple[Token, ...]]:
    """The content words of each sentence; boilerplate gives none."""
    return [() if s.kind is SentenceKind.BOILERPLATE else tuple(_tokens(s.text)) for s in sentences]


def _tokens(text: str) -> list[Token]:
    quotes = quotation_spans(text)
    starts = [q[0] for q in quotes]
    found = []
    for k, w in enumerate(words(text)):
        if not is_content(w.text):
            continue
        q = bisect_right(starts, w.start) - 1
        figure = figure_of(w.text)
        quoted = q >= 0 and w.end <= quotes[q][1]
        found.append(Token(figure or stem(w.text), w.capital and k > 0, w.text in COMMON, figure is not None, quoted))
    return found


def weights(articles: Sequence[Sequence[tuple[Token, ...]]]) -> dict[str, float]:
    """Weight of each stem: the logarithm of how rare it is in these articles mixed with the background (inverse document frequency)."""
    held: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    as_name: Counter[str] = Counter()
    common: set[str] = set()
    for article in articles:
        flat = [t for s in article for t in s]
        held.update({t.stem for t in flat})
        seen.update(t.stem for t in flat)
        as_name.update(t.stem for t in flat if t.name or t.figure)
        common.update(t.stem for t in flat if t.common)
    n = len(articles) + BACKGROUND

    def weight(s: str) -> float:
        share = SHARE_COMMON if s in common else SHARE_NAME if as_name[s] * 2 > seen[s] else SHARE_OTHER
        return min(math.log(n / (held[s] + BACKGROUND * share)), -math.log(share))

    return {s: max(0.05, weight(s)) for s in held}


def wordings(article: Sequence[tuple[Token, ...]], weight: Mapping[str, float]) -> list[Wording]:
    """Each sentence as weighted stems and ordered pairs of stems; a word that the article repeats is its topic and weighs less."""
    times = Counter(t.stem for s in article for t in s)
    own = {s: weight[s] / math.sqrt(n) for s, n in times.items()}
    return [_wording(s, own) for s in article]


def _wording(sentence: Sequence[Token], own: Mapping[str, float]) -> Wording:
    here = {t.stem: own[t.stem] * (QUOTED if t.quoted else 1.0) for t in sentence}
    found = dict(here)
    for apart in (1, 2):
        for x, y in zip(sentence, sentence[apart:], strict=False):
            if x.stem != y.stem:
                found[f"{x.stem} {y.stem}"] = (here[x.stem] + here[y.stem]) / (1 + apart)
    return found


@dataclass(frozen=True, slots=True)
class Indexed:
    """The sentences of an article as wordings, how long each is as a vector, and which sentences hold each feature."""

    count: int
    norms: tuple[float, ...]
    holders: Mapping[str, tuple[tuple[int, float], ...]]


def index(article: Sequence[Wording]) -> Indexed:
    """Wordings made ready for many alignments; a vector is at least SHORT_NORM long."""
    holders: dict[str, tuple[tuple[int, float], ...]] = {}
    for n, w in enumerate(article):
        for feature, weight in w.items():
            holders[feature] = (*holders.get(feature, ()), (n, weight))
    norms = tuple(max(SHORT_NORM, math.sqrt(math.fsum(x * x for x in w.values()))) for w in article)
    return Indexed(len(article), norms, holders)


def align(a: Indexed, b: Indexed) -> list[Aligned]:
    """Sentences lined up, each at most once, sorted by position.

    First the order-preserving alignment with the greatest sum of similarities above NEAR (Needleman and Wunsch 1970, gaps free), then
    sentences left over that are alike from CROSSING on, for rewriters who turn paragraphs round.
    """
    alike = _similarities(a, b)
    in_order = _in_order(alike, b.count)
    used_a, used_b = {x.a for x in in_order}, {x.b for x in in_order}
    found = list(in_order)
    for (i, j), s in sorted(alike.items(), key=lambda x: (-x[1], x[0])):
        if s >= CROSSING and i not in used_a and j not in used_b:
            found.append(Aligned(i, j, s))
            used_a.add(i)
            used_b.add(j)
    return sorted(found, key=lambda x: (x.a, x.b))


def _similarities(a: Indexed, b: Indexed) -> dict[tuple[int, int], float]:
    """Cosine of all pairs of sentences that share three features or more, where it reaches NEAR."""
    products: dict[tuple[int, int], list[float]] = {}
    for feature in a.holders.keys() & b.holders.keys():
        for i, x in a.holders[feature]:
            for j, y in b.holders[feature]:
                products.setdefault((i, j), []).append(x * y)
    found = {}
    for (i, j), parts in products.items():
        if len(parts) >= 3:
            # fsum is exact: the order in which a set gives its features makes no difference, to the last bit.
            s = math.fsum(parts) / (a.norms[i] * b.norms[j])
            if s >= NEAR:
                found[i, j] = s
    return found


def _in_order(alike: Mapping[tuple[int, int], float], m: int) -> list[Aligned]:
    """The chain of pairs, rising in both articles, with the greatest sum; found with a Fenwick tree over positions in the second."""
    best: list[tuple[float, int]] = [(0.0, -1)] * (m + 1)  # (sum, index into chain) by position in b
    chain: list[tuple[int, int, float, int]] = []
    by_a: dict[int, list[tuple[int, float]]] = {}
    for (i, j), s in sorted(alike.items()):
        by_a.setdefault(i, []).append((j, s))
    for i in sorted(by_a):
        fresh = []
        for j, s in by_a[i]:
            total, before = _best_up_to(best, j)
            chain.append((i, j, s, before))
            fresh.append((j, (total + s - NEAR + 1e-9, len(chain) - 1)))
        for j, value in fresh:
            _raise(best, j + 1, value)
    at = _best_up_to(best, m)[1]
    found = []
    while at >= 0:
        i, j, s, at = chain[at]
        found.append(Aligned(i, j, s))
    return found[::-1]


def _best_up_to(tree: list[tuple[float, int]], j: int) -> tuple[float, int]:
    top = (0.0, -1)
    while j > 0:
        if tree[j][0] > top[0]:
            top = tree[j]
        j -= j & -j
    return top


def _raise(tree: list[tuple[float, int]], j: int, value: tuple[float, int]) -> None:
    while j < len(tree):
        if value[0] > tree[j][0]:
            tree[j] = value
        j += j & -j
