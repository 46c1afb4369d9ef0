"""Say what each figure claims: of whom, in what relation, when, how surely, on whose word.

In: sentences, parses, actors, dates. Out: Claim.
Subjects and objects are the resolved names of actors where actors are meant, else the words of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from equipoise.read.claims.counts import find_counts
from equipoise.read.claims.figures import Figure, find_figures
from equipoise.read.claims.frame import Frame, frame_of
from equipoise.read.dates import DateReader
from equipoise.words.actor import ActorSpan
from equipoise.words.claim import Claim, ClaimId
from equipoise.words.event import Attribution, AttributionKind
from equipoise.words.text import Article, Quote, Sentence, SentenceKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

AUTHOR = Attribution(AttributionKind.AUTHOR, None)
MOST_CHARS = 4000  # of a sentence that are searched for figures
_HEDGE_BEFORE = re.compile(
    r"\b(?:about|around|nearly|almost|approximately|approx\.|roughly|some|over|more than|less than|fewer than|up to|at least|at most"
    r"|estimated|close to|under|above|below|circa|reportedly|allegedly|supposedly|as many as|as much as|an average of|perhaps|probably"
    r"|possibly|likely|may be|might be|could|upwards? of|in excess of|well over|just over|just under|anywhere between|expected to \w+)\s+"
    r"(?:a\s+|an\s+|the\s+|of\s+|\w+\s+)?$",
    re.I,
)
_HEDGE_AFTER = re.compile(r"\s*(?:or so|or more|or less|at least|at most|approximately|\+)", re.I)
_HEDGED = re.compile(r"\b(?:reportedly|allegedly|supposedly|estimate[sd]?|rumou?red|unconfirmed|is believed to|are believed to)\b", re.I)


def find_claims(
    article: Article,
    sentences: Sequence[Sentence],
    docs: Sequence[Doc],
    actors: Sequence[Sequence[ActorSpan]],
    reader: DateReader,
    attributions: Callable[[int], Attribution] | None = None,
) -> list[Claim]:
    """All figures that the article asserts, in reading order; boilerplate asserts nothing.

    ``docs[i]`` and ``actors[i]`` belong to ``sentences[i]``; ``attributions(offset)`` says who vouches for what
    stands at an article offset.
    """
    claims: list[Claim] = []
    for i, sentence in enumerate(sentences):
        if sentence.kind is SentenceKind.BOILERPLATE:
            continue
        doc, spans = docs[i], actors[i] if i < len(actors) else ()
        for figure in _figures(sentence.text[:MOST_CHARS], doc, reader, i):
            frame = frame_of(figure, sentence, doc, spans)
            claims.append(_claim(article, sentence, figure, frame, reader, i, attributions))
    return _with_ids(claims)


def _figures(text: str, doc: Doc, reader: DateReader, i: int) -> list[Figure]:
    figures = find_figures(text)
    # "four weeks later" is a date and a length at once: only a calendar's numbers are left out.
    dates = [(w.start, w.end) for w in reader.words(i) if w.unit is None]
    figures = [f for f in figures if not any(f.start < b and a < f.end for a, b in dates if f.unit != "rank")]
    counts = find_counts(text, doc, [*dates, *((f.start, f.end) for f in figures)])
    return sorted((*figures, *counts), key=lambda f: (f.start, f.end))


def _claim(
    article: Article,
    sentence: Sentence,
    figure: Figure,
    frame: Frame,
    reader: DateReader,
    i: int,
    attributions: Callable[[int], Attribution] | None,
) -> Claim:
    start, end = sentence.start + figure.start, sentence.start + figure.end
    return Claim(
        ClaimId(f"{article.id}:{start}-{end}:{figure.kind.value}"),
        article.id,
        Quote(sentence.text, sentence.start, sentence.end),
        Quote(article.text[start:end], start, end),
        figure.kind,
        frame.subject,
        frame.relation,
        frame.object,
        figure.value,
        figure.unit,
        reader.told_at(i, start),
        is_hedged(sentence.text, figure),
        attributions(start) if attributions else AUTHOR,
    )


def is_hedged(text: str, figure: Figure) -> bool:
    """True where the words around a figure say that it is not exact or not certain."""
    return bool(
        _HEDGE_BEFORE.search(text[max(0, figure.start - 40) : figure.start])
        or _HEDGE_AFTER.match(text, figure.end)
        or _HEDGED.search(text, max(0, figure.start - 150), figure.end)
    )


def _with_ids(claims: list[Claim]) -> list[Claim]:
    return list(_unique(claims))


def _unique(claims: list[Claim]) -> Iterator[Claim]:
    seen: set[str] = set()
    for claim in claims:
        if claim.id not in seen:
            seen.add(claim.id)
            yield claim
