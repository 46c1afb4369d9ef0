"""Find articles that are copies of one another, and fold groups of copies and rewrites under their originals.

In: articles. Out: copy pairs; articles with copy_of and copy_kind set. A near-copy that says something else is no copy.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from equipoise.reference.english import FRAME_WORDS, Word, figure_of, is_content, is_negation, stem, words
from equipoise.settings import Settings
from equipoise.words.groups import connect
from equipoise.words.text import AlignedSentences, Article, ArticleId, CopyKind, CopyPair, Span

SHORT = 40  # words; a shorter text is a copy only where it is equal
HEADLINE = 14  # words that may stand before or after a copied text, whatever they say: another headline, a section, a date
FRAME = 60  # words, where one of FRAME_WORDS shows that they are the site's own
NEIGHBOURS = (
    30  # near-copies an article is compared with; a group of equal texts lists every pair up to this size, else each with the first
)
PERMUTATIONS, BANDS = 128, 32  # finds pairs at a Jaccard of 0.7 with a probability of 0.9998
_SEGMENT_END = re.compile(r"[.!?\n]")


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of two texts that differ; ``framed`` where they stand before or after everything the texts share."""

    one: tuple[Word, ...]
    other: tuple[Word, ...]
    framed: bool


@dataclass(frozen=True, slots=True)
class Body:
    """The words of an article without its boilerplate, cut into segments at full stops and line ends."""

    words: tuple[Word, ...]
    segments: tuple[tuple[str, ...], ...]

    @property
    def key(self) -> tuple[str, ...]:
        """What equal texts have in common: the words, whatever the white space, quotes and capitals."""
        return tuple(w.text for w in self.words)


def body(article: Article) -> Body:
    """The article's own words; boilerplate and headers that were marked are left out."""
    found: list[Word] = []
    segments: list[tuple[str, ...]] = []
    for start, end in _kept(article):
        at = start
        for m in [*_SEGMENT_END.finditer(article.text, start, end), None]:
            stop = m.end() if m else end
            segment = words(article.text[at:stop], at)
            at = stop
            if segment:
                found += segment
                segments.append(tuple(w.text for w in segment))
    return Body(tuple(found), tuple(segments))


def _kept(article: Article) -> Iterator[tuple[int, int]]:
    at = 0
    for b in sorted(article.boilerplate, key=lambda b: (b.start, b.end)):
        if b.start > at:
            yield at, b.start
        at = max(at, b.end)
    if at < len(article.text):
        yield at, len(article.text)


def find_copies(articles: Sequence[Article], settings: Settings) -> list[CopyPair]:
    """Pairs of articles that say the same in the same words; the order of the articles makes no difference.

    Differences of white space, quotes, capitals, spelling slips and a site's own header or footer are allowed. Another figure, name,
    date, negation or content word in the body, or a sentence more or less, makes a near-copy that is not a copy (rewrites may find it).
    The score is the Jaccard index of word triples (Broder 1997); candidates come from MinHash-LSH, so no all-pairs comparison is made.
    """
    ordered = sorted(articles, key=lambda a: a.id)
    bodies = [body(a) for a in ordered]
    groups: dict[tuple[str, ...], list[int]] = {}
    for i, b in enumerate(bodies):
        if b.words:
            groups.setdefault(b.key, []).append(i)
    pairs = {pair: 1.0 for group in groups.values() for pair in _listed(group)}
    firsts = [group[0] for group in groups.values() if len(bodies[group[0]].words) >= SHORT]
    group_of = {group[0]: group for group in groups.values()}
    for i, j in _near(firsts, bodies):
        score = jaccard(bodies[i], bodies[j])
        if score >= settings.copy_threshold and says_the_same(bodies[i], bodies[j]):
            pairs |= dict.fromkeys(_across(group_of[i], group_of[j]), round(score, 4))
    return [_pair(ordered[i], ordered[j], bodies[i], bodies[j], s) for (i, j), s in sorted(pairs.items())]


def _listed(group: list[int]) -> Iterator[tuple[int, int]]:
    for n, i in enumerate(group):
        for j in group[n + 1 :] if len(group) <= NEIGHBOURS or n == 0 else ():
            yield i, j


def _across(one: list[int], other: list[int]) -> Iterator[tuple[int, int]]:
    for i in one if len(one) * len(other) <= NEIGHBOURS**2 else one[:1]:
        for j in other if len(one) * len(other) <= NEIGHBOURS**2 else other[:1]:
            yield (i, j) if i < j else (j, i)


def _pair(a: Article, b: Article, of_a: Body, of_b: Body, score: float) -> CopyPair:
    evidence = AlignedSentences(Span(of_a.words[0].start, of_a.words[-1].end), Span(of_b.words[0].start, of_b.words[-1].end))
    return CopyPair(a.id, b.id, CopyKind.COPY, score, (evidence,))


def _near(firsts: list[int], bodies: list[Body]) -> list[tuple[int, int]]:
    """Pairs of different texts that share a MinHash band; each text with at most NEIGHBOURS others, the likest first."""
    from rensa import RMinHash, RMinHashLSH

    hashes = {}
    for i in firsts:
        hashes[i] = RMinHash(num_perm=PERMUTATIONS, seed=1)
        hashes[i].update(sorted(_triples(bodies[i])))
    index = RMinHashLSH(threshold=0.5, num_perm=PERMUTATIONS, num_bands=BANDS)
    found: set[tuple[int, int]] = set()
    for i in firsts:
        others = sorted(index.query(hashes[i]), key=lambda j: (-hashes[i].jaccard(hashes[j]), j))
        found.update((j, i) if j < i else (i, j) for j in others[:NEIGHBOURS])
        index.insert(i, hashes[i])
    return sorted(found)


def _triples(b: Body) -> set[str]:
    w = b.key
    return {" ".join(w[k : k + 3]) for k in range(max(1, len(w) - 2))}


def jaccard(a: Body, b: Body) -> float:
    """Share of word triples that two texts have in common, 0..1."""
    one, other = _triples(a), _triples(b)
    return len(one & other) / len(one | other) if one and other else 0.0


def says_the_same(a: Body, b: Body) -> bool:
    """True where two near-copies differ only in what changes no meaning; see find_copies."""
    return all(_harmless(d) for d in _differences(a, b))


def _differences(a: Body, b: Body) -> list[Difference]:
    """Stretches of words that differ. Segments are matched first, words only inside those that differ (word by word is slow)."""
    starts_a, starts_b = _starts(a), _starts(b)
    found: list[Difference] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a.segments, b.segments, autojunk=False).get_opcodes():
        if tag != "equal":
            one, other = a.words[starts_a[i1] : starts_a[i2]], b.words[starts_b[j1] : starts_b[j2]]
            head, tail = i1 == 0 and j1 == 0, i2 == len(a.segments) and j2 == len(b.segments)
            if len(one) + len(other) < 2000:
                found += _word_differences(one, other, head, tail)
            else:
                found.append(Difference(one, other, False))
    return found


def _starts(b: Body) -> list[int]:
    starts = [0]
    for s in b.segments:
        starts.append(starts[-1] + len(s))
    return starts


def _word_differences(one: tuple[Word, ...], other: tuple[Word, ...], head: bool, tail: bool) -> list[Difference]:
    ops = SequenceMatcher(None, [w.text for w in one], [w.text for w in other], autojunk=False).get_opcodes()
    last = len(ops) - 1
    return [
        Difference(one[i1:i2], other[j1:j2], (n == 0 and head) or (n == last and tail))
        for n, (tag, i1, i2, j1, j2) in enumerate(ops)
        if tag != "equal"
    ]


def _harmless(d: Difference) -> bool:
    if d.framed and _is_frame(d.one) and _is_frame(d.other) and not _overlaps(d.one, d.other):
        return True
    left, right = _meaning(d.one), _meaning(d.other)
    return len(left) == len(right) and all(map(_same_word, left, right))


def _is_frame(stretch: tuple[Word, ...]) -> bool:
    """True for what a site sets around a text: few words, or words such as "subscribe". A further sentence of the report is no frame."""
    if len(stretch) <= HEADLINE:
        return True
    return len(stretch) <= FRAME and any(w.text in FRAME_WORDS for w in stretch)


def _overlaps(one: tuple[Word, ...], other: tuple[Word, ...]) -> bool:
    """True where both are versions of one heading, so that their differences matter."""
    left, right = set(_meaning(one)), set(_meaning(other))
    return len(left & right) * 2 >= max(1, min(len(left), len(right))) and bool(left and right)


def _meaning(stretch: tuple[Word, ...]) -> list[str]:
    return [figure_of(w.text) or w.text for w in stretch if is_negation(w.text) or figure_of(w.text) or is_content(w.text)]


def _same_word(one: str, other: str) -> bool:
    """Forms or misspellings of one word; figures and negations must be equal."""
    if one == other:
        return True
    if any(c.isdigit() for c in one + other) or is_negation(one) != is_negation(other):
        return False
    return stem(one) == stem(other) or (min(len(one), len(other)) >= 6 and SequenceMatcher(None, one, other).ratio() >= 0.85)


def fold(articles: Sequence[Article], pairs: Sequence[CopyPair]) -> list[Article]:
    """The articles in the order given, each with its place in its group of copies and rewrites.

    A group is what pairs connect. Its original is the article that was surely out first (latest possible day, then earliest possible day,
    undated last), then the smallest id. A copy points to the first article with its words, whose mentions count for it; a rewrite to the
    original.
    """
    known = {a.id: a for a in articles}
    usable = [p for p in pairs if p.a in known and p.b in known]
    groups, copies = connect(known, usable), connect(known, [p for p in usable if p.kind is CopyKind.COPY])
    original: dict[ArticleId, ArticleId] = {}
    first_with_words: dict[ArticleId, ArticleId] = {}
    size: dict[ArticleId, int] = {}
    for a in sorted(articles, key=_age):
        original.setdefault(groups[a.id], a.id)
        first_with_words.setdefault(copies[a.id], a.id)
        size[groups[a.id]] = size.get(groups[a.id], 0) + 1
    return [_placed(a, original[groups[a.id]], first_with_words[copies[a.id]]) if size[groups[a.id]] > 1 else _alone(a) for a in articles]


def _age(a: Article) -> tuple[date, date, str]:
    last = a.published.latest or date.max
    return last, a.published.earliest or last, a.id


def _alone(a: Article) -> Article:
    return dataclasses.replace(a, copy_of=None, copy_kind=None)


def _placed(a: Article, original: ArticleId, first_with_words: ArticleId) -> Article:
    if a.id == original:
        return dataclasses.replace(a, copy_of=None, copy_kind=CopyKind.ORIGINAL)
    if a.id != first_with_words:
        return dataclasses.replace(a, copy_of=first_with_words, copy_kind=CopyKind.COPY)
    return dataclasses.replace(a, copy_of=original, copy_kind=CopyKind.REWRITE)
