"""Article, Sentence, Span: what was read, before anything was coded.

All offsets are Unicode code points in the article's text, end exclusive: ``text[start:end]`` is what a span means.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

ArticleId = NewType("ArticleId", str)


class Granularity(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"


class PublishedBasis(StrEnum):
    """Where a publication date comes from."""

    STATED = "stated"
    URL = "url"
    CONTENT = "content"
    GIVEN = "given"
    UNKNOWN = "unknown"


class CopyKind(StrEnum):
    """Place of an article in a group of copies; an article alone has none."""

    ORIGINAL = "original"
    COPY = "copy"
    REWRITE = "rewrite"


class SentenceKind(StrEnum):
    """What a sentence is in its article. Boilerplate is kept and marked, never coded."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    HEADING = "heading"
    BODY = "body"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A span with its words: ``article.text[start:end] == text``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """A span that is not article text: image_url, caption, publisher_line, section_label, date_stamp, disclaimer, related_links ..."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published. ``value`` is ISO 8601 (day, month, year or first/last); all None where nothing tells."""

    value: str | None
    earliest: date | None
    latest: date | None
    granularity: Granularity | None
    basis: PublishedBasis
    evidence: tuple[Span, ...] = ()


NOT_DATED = Published(None, None, None, None, PublishedBasis.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Given:
    """What the input says about an article beside its text; None where nothing. ``date`` is as given (ISO day, month or year)."""

    id: str | None = None
    date: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One article as it came in: decoded or extracted text, and the raw bytes it came from.

    ``source`` is the path or address as given (``file.jsonl:12`` for a line); ``stem`` the given id, else the file's stem, before
    collisions are settled; ``sha256`` the hash of ``raw`` (for a line of JSONL, of its text in UTF-8). ``order`` sorts documents of one
    source (line number, 0 otherwise). ``html_date`` is what the page's own metadata say, ISO, None where nothing.
    """

    source: str
    stem: str
    order: int
    raw: bytes
    sha256: str
    text: str
    media: str  # text | html | record
    given: Given = Given()
    html_date: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article. ``text`` is what all offsets count in; ``coded`` is False where it was kept and not coded (say, not English)."""

    id: ArticleId
    source: str
    title: str | None
    publisher: str | None
    language: str | None
    published: Published
    boilerplate: tuple[Boilerplate, ...]
    copy_of: ArticleId | None
    copy_kind: CopyKind | None
    sha256: str
    text: str
    url: str | None = None
    coded: bool = True


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article, in reading order. ``paragraph`` counts from 0; ``text == article.text[start:end]``."""

    article: ArticleId
    number: int
    paragraph: int
    start: int
    end: int
    text: str
    kind: SentenceKind


@dataclass(frozen=True, slots=True)
class AlignedSentences:
    """A sentence of one article and the sentence of another that says the same."""

    a: Span
    b: Span


@dataclass(frozen=True, slots=True)
class CopyPair:
    """Two articles that are copies or rewrites of one another, ``a < b``; ``score`` 0..1; the aligned sentences are the evidence."""

    a: ArticleId
    b: ArticleId
    kind: CopyKind
    score: float
    evidence: tuple[AlignedSentences, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was given and not read, or read in part. ``reason`` and ``remedy`` are sentences a person understands."""

    source: str
    stage: str
    reason: str
    remedy: str
