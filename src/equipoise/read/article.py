"""Read one document. In: Document, its id, settings. Out: Article, its sentences, problems. Nothing is coded here.

Boilerplate is marked, language and date are told, the text is split. What cannot be coded is kept, with its reason among the problems.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from equipoise.read.boilerplate import Layout, find_layout
from equipoise.read.language import language_code, tell_language
from equipoise.read.published import find_published
from equipoise.read.sentences import split
from equipoise.settings import Settings
from equipoise.words.text import Article, ArticleId, Document, Problem, Published, PublishedBasis, Sentence, SentenceKind, Span

STAGE = "read"
VAGUE_DAYS = 3 * 366  # a range longer than that is told among the problems
LONGEST_NAME = 500  # characters of a title or publisher that are kept
_MARKUP = re.compile(r"\*\*|__|`|(?<=\s)#+$")
_SMALL_WORDS = frozenset(("OF", "THE", "AND", "IN", "FOR"))


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article with its sentences, and what could not be read of it."""

    article: Article
    sentences: tuple[Sentence, ...]
    problems: tuple[Problem, ...]


def read_article(document: Document, id: ArticleId, settings: Settings) -> ReadArticle:
    """The document as an article: ``text`` is the document's, from its beginning up to ``settings.max_text_chars``.

    ``coded`` is False where the text is in another language than the settings' or holds no sentence; the problems say so.
    """
    problems: list[Problem] = []
    text = _readable_part(document, settings, problems)
    layout = find_layout(text, document)
    published, date_problems = find_published(document, text, layout.boilerplate)
    problems += date_problems
    if published.basis is PublishedBasis.UNKNOWN and not date_problems:
        problems.append(_undated(document))
    elif _is_vague(published):
        problems.append(_vaguely_dated(document, published))
    sentences = split(id, text, layout.boilerplate, layout.title, layout.standfirst)
    language = _language(document, text, sentences, layout)
    coded = _can_be_coded(document, language, sentences, settings, problems)
    article = Article(
        id=id,
        source=document.source,
        title=_name(document.given.title, text, layout.title),
        publisher=as_name(_name(document.given.publisher, text, layout.publisher)),
        language=language,
        published=published,
        boilerplate=layout.boilerplate,
        copy_of=None,
        copy_kind=None,
        sha256=document.sha256,
        text=text,
        url=document.given.url or (document.source if document.source.startswith(("http://", "https://")) else None),
        coded=coded,
    )
    return ReadArticle(article, tuple(sentences), tuple(problems))


def _readable_part(document: Document, settings: Settings, problems: list[Problem]) -> str:
    """The text, cut at the last break before the limit where it is longer."""
    text, limit = document.text, settings.max_text_chars
    if len(text) <= limit:
        return text
    at = max(text.rfind("\n", limit - limit // 10, limit), text.rfind(". ", limit - limit // 10, limit) + 1)
    at = at if at > 0 else text.rfind(" ", limit - limit // 10, limit)
    at = at if at > 0 else limit
    problems.append(
        Problem(
            document.source,
            STAGE,
            f"The text has {len(text):,} characters; the first {at:,} were read, the rest was not.",
            f"Split it into its articles, or raise the setting max_text_chars (now {limit:,}).",
        )
    )
    return text[:at]


def _undated(document: Document) -> Problem:
    return Problem(
        document.source,
        STAGE,
        "No publication date is stated, given or to be told from the text.",
        'Give one: a line of JSONL may carry "date" (2023-11-14, 2023-11 or 2023).',
    )


def _is_vague(published: Published) -> bool:
    first, last = published.earliest, published.latest
    return published.basis is PublishedBasis.CONTENT and first is not None and last is not None and (last - first).days > VAGUE_DAYS


def _vaguely_dated(document: Document, published: Published) -> Problem:
    return Problem(
        document.source,
        STAGE,
        f"No publication date is stated; the text only tells that it is of {published.earliest} to {published.latest}.",
        'Give the date where it is known: a line of JSONL may carry "date" (2023-11-14, 2023-11 or 2023).',
    )


def _language(document: Document, text: str, sentences: list[Sentence], layout: Layout) -> str | None:
    """What the text itself shows, where it shows it; else what the input says."""
    body = text
    if layout.boilerplate:
        body = "\n".join(s.text for s in sentences if s.kind is not SentenceKind.BOILERPLATE) or text
    return tell_language(body) or language_code(document.given.language)


def _can_be_coded(document: Document, language: str | None, sentences: list[Sentence], settings: Settings, problems: list[Problem]) -> bool:
    own = [s for s in sentences if s.kind is not SentenceKind.BOILERPLATE]
    if not own:
        problems.append(
            Problem(
                document.source,
                STAGE,
                "There is no article text in it: all of it is page furniture or characters that cannot be read.",
                "Look at the source; give the article's text as .txt or as a line of JSONL.",
            )
        )
        return False
    if language is not None and language != settings.language:
        problems.append(
            Problem(
                document.source,
                STAGE,
                f"The text is in another language ({language}) than the one that is coded ({settings.language}); "
                "it is kept and listed, not coded.",
                "Give a translation as a file of its own.",
            )
        )
        return False
    long = [s for s in own if len(s.text) > settings.max_sentence_chars]
    if long:
        problems.append(
            Problem(
                document.source,
                STAGE,
                f"{len(long)} {'stretch' if len(long) == 1 else 'stretches'} without a sentence end, "
                f"longer than {settings.max_sentence_chars:,} characters "
                f"(the longest has {max(len(s.text) for s in long):,}): kept, not coded.",
                "Check that the file holds running text; the setting max_sentence_chars raises the limit.",
            )
        )
    return len(long) < len(own)


def _name(given: str | None, text: str, span: Span | None) -> str | None:
    """A title or publisher as given, else the words of its line without Markdown's marks; white space made single."""
    words = given or (_MARKUP.sub("", text[span.start : span.end]).strip("#_ ") if span else "")
    return " ".join(words.split())[:LONGEST_NAME].strip("*_ ") or None


def as_name(publisher: str | None) -> str | None:
    """A publisher printed in capitals, written as a name; short words, which may be abbreviations, are left.

    >>> as_name("STEPPE WIRE"), as_name("BBC NEWS"), as_name("TASS")
    ('Steppe Wire', 'BBC News', 'TASS')
    """
    if publisher is None or not publisher.isupper():
        return publisher
    words = publisher.split()
    shortest = 4 if len(words) > 1 else 6
    return " ".join(w.lower() if w in _SMALL_WORDS and i else w if len(w) < shortest else w.capitalize() for i, w in enumerate(words))
