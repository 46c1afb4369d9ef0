"""Find where two rewrites of one source put the same party in a different light. In: articles, pairs, mentions. Out: disputes.

Between two places where the texts line up, an adjective of one text ("jealous") is set against those of the other ("pragmatic") that
judge the same thing (reference/data/judgements.toml) about the same party. Who is judged: the nearest name or pronoun before it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from equipoise.ledger.names import state_of_word
from equipoise.reference.english import is_negation, judgements, words
from equipoise.reference.states import state_name
from equipoise.words.claim import DisputeKind, Version
from equipoise.words.event import Mention, MentionId
from equipoise.words.text import Article, ArticleId, CopyKind, CopyPair

PASSAGE = 5  # sentences after two sentences that line up that are still taken to say the same
LONGEST = 200_000  # characters of an article that are searched
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*[”\"’')]*")
_PRONOUNS = frozenset({"it", "they", "he", "she", "its", "their", "his", "her"})

Found = tuple[DisputeKind, str, list[Version]]


@dataclass(frozen=True, slots=True)
class Light:
    """One adjective that judges a party: ``heading`` what it judges, ``sign`` -1, 0 or +1; ``sentence`` counts from 0."""

    word: str
    heading: str
    sign: int
    party: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Text:
    """An article as sentences with their offsets, and the adjectives in them that judge somebody."""

    article: ArticleId
    spans: tuple[tuple[int, int], ...]
    sentences: tuple[str, ...]
    lights: tuple[Light, ...]

    def at(self, offset: int) -> int:
        """Number of the sentence that an offset lies in or after."""
        return max(0, bisect_right([s for s, _ in self.spans], offset) - 1)


def character_disputes(articles: Sequence[Article], pairs: Sequence[CopyPair], mentions: Sequence[Mention]) -> list[Found]:
    """A dispute for each party and heading on which the passages of two rewrites that line up put it in different lights."""
    rewrites = [p for p in pairs if p.kind is CopyKind.REWRITE]
    wanted = {i for p in rewrites for i in (p.a, p.b)}
    texts = {a.id: _text(a) for a in articles if a.id in wanted}
    by_article: dict[ArticleId, list[Mention]] = defaultdict(list)
    for m in mentions:
        by_article[m.article].append(m)
    return [d for p in rewrites if p.a in texts and p.b in texts for d in _between(p, texts[p.a], texts[p.b], by_article)]


def _text(article: Article) -> Text:
    found = [m for m in _SENTENCE.finditer(article.text[:LONGEST]) if m.group().strip()]
    sentences = tuple(m.group() for m in found)
    return Text(article.id, tuple(m.span() for m in found), sentences, tuple(_lights(sentences)))


def _lights(sentences: Sequence[str]) -> Iterator[Light]:
    known = judgements()
    for n, sentence in enumerate(sentences):
        here = words(sentence)
        for k, w in enumerate(here):
            if w.text in known and not any(is_negation(x.text) for x in here[max(0, k - 3) : k]):
                party = _judged(sentence[: w.start], sentences[n - 1] if n else "")
                if party is not None:
                    heading, sign = known[w.text]
                    yield Light(w.text, heading, sign, party, n)


def _judged(before: str, previous: str) -> str | None:
    """Code of the state that is spoken of: the last one named before the adjective; behind a pronoun, the first of the sentence before."""
    last: str | None = None
    for w in words(before):
        if w.text in _PRONOUNS:
            last = "pronoun"
        elif w.capital and (code := state_of_word(w.text)):
            last = code
    if last != "pronoun":
        return last
    return next((code for w in words(previous) if w.capital and (code := state_of_word(w.text))), None)


def _between(pair: CopyPair, a: Text, b: Text, mentions: Mapping[ArticleId, Sequence[Mention]]) -> Iterator[Found]:
    anchors = sorted({(a.at(e.a.start), b.at(e.b.start)) for e in pair.evidence})
    seen: set[tuple[str, str]] = set()
    for n, (i, j) in enumerate(anchors):
        end_a = min([i + PASSAGE, *(x for x, _ in anchors[n + 1 :] if x > i)])
        end_b = min([j + PASSAGE, *(y for _, y in anchors if y > j)])
        ours = [x for x in a.lights if i <= x.sentence < end_a]
        theirs = [x for x in b.lights if j <= x.sentence < end_b]
        for key in sorted({(x.party, x.heading) for x in ours} & {(x.party, x.heading) for x in theirs}):
            one, other = ([x for x in side if (x.party, x.heading) == key] for side in (ours, theirs))
            if key not in seen and _differ(one, other):
                seen.add(key)
                about = f"How {state_name(key[0])} is described ({key[1]})"
                yield DisputeKind.CHARACTERISATION, about, [_version(a, one, mentions), _version(b, other, mentions)]


def _differ(one: Sequence[Light], other: Sequence[Light]) -> bool:
    """True where each side is of one mind, and one finds fault where the other does not."""
    left, right = {x.sign for x in one}, {x.sign for x in other}
    return len(left) == len(right) == 1 and left != right and -1 in left | right


def _version(text: Text, lights: Sequence[Light], mentions: Mapping[ArticleId, Sequence[Mention]]) -> Version:
    last = lights[-1]
    quote = " ".join(text.sentences[last.sentence].split())
    said = ", ".join(dict.fromkeys(x.word for x in lights))
    ids = {m for x in lights for m in _mentions_in(text, x.sentence, mentions)}
    return Version(f"{said}: “{quote}” ({text.article})", mentions=tuple(sorted(ids)))


def _mentions_in(text: Text, sentence: int, mentions: Mapping[ArticleId, Sequence[Mention]]) -> list[MentionId]:
    start, end = text.spans[sentence]
    return [m.id for m in mentions.get(text.article, ()) if m.sentence.start < end and m.sentence.end > start]
