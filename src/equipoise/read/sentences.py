"""Split an article's text into sentences. In: text, boilerplate, where the title is. Out: Sentence in reading order, offsets kept.

One pass over possible ends, each looked at through a window of bounded size: a line of five million characters takes seconds, not hours.
What lies between sentences is white space and list marks, nothing else.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from equipoise.read.lines import Line, lines_of, paragraphs, trimmed
from equipoise.words.text import ArticleId, Boilerplate, Sentence, SentenceKind, Span

# A run of end marks is looked at once, from its first mark: the lookbehind keeps a million full stops linear.
_END = re.compile(r"(?<![.!?…])[.!?…]++(?:[\"'”’»)\]*_]|\[\d{1,3}\]){0,12}+(?=\s)|[。！？]++[”’」』）]{0,4}")
_GLUED = re.compile(r"(?<=[a-z0-9][a-z)”])[.!?][”\"’]?(?=[“\"‘]?[A-Z][a-z]{1,30}[ ,])")
_TOKEN = re.compile(r"\S{1,40}$")
_NEXT = re.compile(r"\s*(?:[\"'“‘«(\[*_—–-]\s?){0,4}(\w[\w’'-]{0,40}|\S)")
_MARK = re.compile(r"(?:#{1,6}|[-*+•▪●◦‣·>])\s+(?=\S)|\*{3,}$|[-_=*]{3,}$")
_DOTTED = re.compile(r"(?:[A-Za-z]\.){1,6}[A-Za-z]")
_SPEECH_WORDS = 7  # how far after a quoted question its speaker is looked for
_QUOTES = frozenset("\"'”’»")

HEADING_WORDS, HEADING_CHARS = 12, 100


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists of sentences.toml."""

    titles: frozenset[str]
    before_number: frozenset[str]
    may_end: frozenset[str]
    openers: frozenset[str]
    speech: frozenset[str]


@cache
def _words() -> _Words:
    lists = tomllib.loads(files("equipoise.read").joinpath("sentences.toml").read_text(encoding="utf-8"))
    return _Words(**{name: frozenset(words.split()) for name, words in lists.items()})


def split(
    article: ArticleId,
    text: str,
    boilerplate: Sequence[Boilerplate] = (),
    title: Span | None = None,
    standfirst: Sequence[Span] = (),
) -> list[Sentence]:
    """Every sentence of the text in reading order, numbered from 0; boilerplate is kept and marked.

    Spans are trimmed, do not overlap, and every character outside them is white space or a list mark.

    >>> [s.text for s in split(ArticleId("a"), "Gen. Lee met U.S. envoys at 5 p.m. on Monday. He left.")]
    ['Gen. Lee met U.S. envoys at 5 p.m. on Monday.', 'He left.']
    """
    out: list[Sentence] = []
    lines = lines_of(text)
    only = len(lines) == 1

    def add(start: int, end: int, paragraph: int, kind: SentenceKind) -> None:
        start, end = trimmed(text, start, end)
        if start < end:
            out.append(Sentence(article, len(out), paragraph, start, end, text[start:end], kind))

    spans = sorted(boilerplate, key=lambda b: (b.start, b.end))
    for number, paragraph in enumerate(paragraphs(lines)):
        for start, end, is_boilerplate in _pieces(paragraph, spans):
            if is_boilerplate:
                add(start, end, number, SentenceKind.BOILERPLATE)
                continue
            start, end = trimmed(text, start, end)
            mark = _MARK.match(text, start, end)
            marked_heading = bool(mark and text.startswith("#", start))
            start = mark.end() if mark else start
            kind = _kind(text, start, end, title, standfirst, marked_heading, only)
            for a, b in _sentence_spans(text, start, end, whole=kind in (SentenceKind.TITLE, SentenceKind.HEADING)):
                add(a, b, number, kind)
    return out


def _pieces(paragraph: Sequence[Line], spans: list[Boilerplate]) -> Iterator[tuple[int, int, bool]]:
    """Stretches of a paragraph, in order, each boilerplate or not. ``spans`` is sorted; those passed are taken off its front lazily."""
    start, end = paragraph[0].start, paragraph[-1].end
    at = start
    for b in _overlapping(spans, start, end):
        if b.end <= at:
            continue
        if b.start > at:
            yield at, b.start, False
        yield max(at, b.start), min(end, b.end), True
        at = min(end, b.end)
    if at < end:
        yield at, end, False


def _overlapping(spans: list[Boilerplate], start: int, end: int) -> Iterator[Boilerplate]:
    # Spans do not nest, so of those that begin before only the last can still reach in.
    i = max(0, bisect_left(spans, start, key=lambda b: b.start) - 1)
    while i < len(spans) and spans[i].start < end:
        if spans[i].end > start:
            yield spans[i]
        i += 1


def _kind(
    text: str, start: int, end: int, title: Span | None, standfirst: Sequence[Span], marked_heading: bool, only: bool
) -> SentenceKind:
    if title is not None and start < title.end and title.start < end:
        return SentenceKind.TITLE
    if any(start < s.end and s.start < end for s in standfirst):
        return SentenceKind.STANDFIRST
    if marked_heading or (not only and _is_heading(text, start, end)):
        return SentenceKind.HEADING
    return SentenceKind.BODY


def _is_heading(text: str, start: int, end: int) -> bool:
    """True for a short line of its own that begins with a capital and does not end like a sentence."""
    if end - start > HEADING_CHARS:
        return False
    line = text[start:end]
    words = line.split()
    if not words or len(words) > HEADING_WORDS or not (line[0].isupper() or line[0].isdigit()):
        return False
    if line.endswith(":"):
        return len(words) <= 6
    return line[-1] not in ".!?…,;\"'”’»)"


def _sentence_spans(text: str, start: int, end: int, whole: bool) -> Iterator[tuple[int, int]]:
    if whole or start >= end:
        yield start, end
        return
    at = start
    for stop in _ends(text, start, end):
        if stop > at:
            yield at, stop
            at = stop
    if at < end:
        yield at, end


def _ends(text: str, start: int, end: int) -> Iterator[int]:
    ends = (m.end() for m in _END.finditer(text, start, end) if _is_end(text, start, m))
    glued = (m.end() for m in _GLUED.finditer(text, start, end) if not _web_like(text, m.start(), start))
    yield from sorted({*ends, *glued})


def _web_like(text: str, at: int, start: int) -> bool:
    token = _TOKEN.search(text, max(start, at - 40), at)
    return bool(token and any(x in token.group() for x in ("/", "@", "www", "http", ".")))


def _is_end(text: str, start: int, m: re.Match[str]) -> bool:
    mark = m.group()
    if mark[0] in "。！？":
        return True
    follows = _NEXT.match(text, m.end(), m.end() + 60)
    if follows is None:
        return True
    word = follows.group(1)
    if word[0].islower():
        return False
    if mark[0] in "!?":
        return not (mark[-1] in _QUOTES and _speaker_follows(text, m.end()))
    if len(mark.rstrip("\"'”’»)]*_")) > 1 and mark[0] in ".…":  # an ellipsis before a capital
        return True
    if len(mark) > 1 and mark[-1] in _QUOTES:
        return True
    token = _TOKEN.search(text, max(start, m.start() - 40), m.start())
    return token is None or _ends_after(token.group(), word, at_start=token.start() == start, closed=len(mark) > 1)


def _speaker_follows(text: str, at: int) -> bool:
    """True for ``“Why?” Lee asked``: the words up to the next mark hold a verb of speech."""
    clause = re.split(r"[.,;:!?“\"]", text[at : at + 100], maxsplit=1)[0]
    return any(w in _words().speech for w in clause.split()[:_SPEECH_WORDS])


def _ends_after(token: str, word: str, at_start: bool, closed: bool) -> bool:
    """Whether a full stop after ``token`` and before ``word`` ends a sentence."""
    bare = token.lstrip("\"'“‘«([*_-–—").lower()
    opener = word.lower() in _words().openers
    if at_start and (bare.isdigit() or (len(bare) == 1 and bare.isalpha())):  # "1. Trade", "a. Trade"
        return False
    if bare in _words().titles:
        return False
    if bare in _words().before_number:
        return not word[0].isdigit()
    if bare in _words().may_end:
        return opener or (closed and not word[0].isdigit())
    if len(bare) == 1 and bare.isalpha():  # an initial
        return opener and bare != "i"
    if _DOTTED.fullmatch(bare):
        return opener
    return True
