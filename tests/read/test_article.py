"""A document becomes an article: title, publisher, language, sentences, and what could not be read of it."""

from __future__ import annotations

import hashlib

import pytest

from equipoise.read.article import ReadArticle, read_article
from equipoise.settings import Settings
from equipoise.words.text import ArticleId, Document, Given, PublishedBasis, SentenceKind

BODY = (
    "The envoy met the minister in Riga on Monday, and the two spoke about grain, roads and the price of gas for two hours. "
    "They meet again in May."
)
TEXT = f"Ministers meet in Riga over grain\n\nThe Sample Times\n3 May 2021\n\n{BODY}\n"

NOTHING, DEFAULTS = Given(), Settings()


def read(text: str, given: Given = NOTHING, settings: Settings = DEFAULTS, source: str = "news/a.txt") -> ReadArticle:
    raw = text.encode()
    return read_article(Document(source, "a", 0, raw, hashlib.sha256(raw).hexdigest(), text, "text", given), ArticleId("a"), settings)


def test_an_article_keeps_its_text_and_says_where_it_is_from() -> None:
    article = read(TEXT).article
    assert (article.text, article.source, article.id) == (TEXT, "news/a.txt", "a")
    assert (article.title, article.publisher, article.language) == ("Ministers meet in Riga over grain", "The Sample Times", "en")
    assert article.published.value == "2021-05-03"
    assert (article.copy_of, article.copy_kind, article.coded) == (None, None, True)


def test_what_is_given_goes_before_what_the_page_shows() -> None:
    article = read(TEXT, Given(title=" A  visit ", publisher="Another", date="2021-05-04", url="https://example.org/1")).article
    assert (article.title, article.publisher, article.published.value, article.url) == (
        "A visit",
        "Another",
        "2021-05-04",
        "https://example.org/1",
    )
    assert article.published.basis is PublishedBasis.GIVEN


def test_sentences_are_numbered_and_only_furniture_is_boilerplate() -> None:
    result = read(TEXT)
    assert [s.kind for s in result.sentences] == [
        SentenceKind.TITLE,
        SentenceKind.BOILERPLATE,
        SentenceKind.BOILERPLATE,
        SentenceKind.BODY,
        SentenceKind.BODY,
    ]
    assert not result.problems


def test_an_article_without_any_date_says_so() -> None:
    (problem,) = read("The envoy met the minister and the two spoke about grain for some hours.").problems
    assert "date" in problem.reason
    assert problem.remedy


def test_a_page_of_furniture_alone_is_kept_and_not_coded() -> None:
    result = read("\0\0\0 \0")
    assert not result.article.coded
    assert any("no article text" in p.reason for p in result.problems)


@pytest.mark.parametrize("limit", [50, 120, 125])
def test_a_text_over_the_limit_is_cut_at_a_break_and_the_rest_is_named(limit: int) -> None:
    result = read(BODY, settings=Settings(max_text_chars=limit))
    text = result.article.text
    assert len(text) <= limit
    assert BODY.startswith(text)
    assert not BODY[len(text)].isalnum() or not text[-1].isalnum()
    assert any("max_text_chars" in p.remedy for p in result.problems)


def test_another_language_is_read_where_the_settings_ask_for_it() -> None:
    text = "Министр прибыл в столицу с официальным визитом 3 мая 2021 года."
    assert read(text).article.coded is False
    assert read(text, settings=Settings(language="ru")).article.coded is True


def test_reading_twice_gives_the_same() -> None:
    assert read(TEXT) == read(TEXT)


def test_a_date_known_only_to_some_years_is_told() -> None:
    found = read("The old mill\n\n" + "The mill stands by the river, and the miller said that it would stand there for ever. " * 9)
    assert found.article.published.basis is PublishedBasis.CONTENT
    assert any("only tells" in p.reason for p in found.problems)


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ("SAMPLE WIRE\nRiga, 3 May 2021, 18:40\n\nMinisters meet in Riga over grain", "Sample Wire"),
        ("Sample Courier, 3 May 2021\n\nMinisters meet in Riga over grain", "Sample Courier"),
        ("Ministers meet in Riga over grain\n\nSample Courier · Rail and ports · May 3, 2021", "Sample Courier"),
        ("The Daily Sample | Politics | 3.5.2021\n\nMinisters meet in Riga over grain", "The Daily Sample"),
        ("# Ministers meet in **Riga** over grain\n\n**Press notice** | Sample Grain Forum, Riga | 3 May 2021", "Sample Grain Forum"),
        ("BORDERPOST - talks about the region\nPublished 3 May 2021\n\nMinisters meet in Riga over grain", "Borderpost"),
    ],
)
def test_a_first_line_with_outlet_and_date_is_neither_title_nor_text(head: str, publisher: str) -> None:
    found = read(f"{head}\n\n{BODY}\n")
    article = found.article
    assert (article.title, article.publisher, article.published.value) == ("Ministers meet in Riga over grain", publisher, "2021-05-03")
    assert article.published.basis is PublishedBasis.STATED
    assert {b.kind for b in article.boilerplate} <= {"date_stamp", "publisher_line"}
    own = [s.text for s in found.sentences if s.kind is not SentenceKind.BOILERPLATE]
    assert not any("2021" in words for words in own)
