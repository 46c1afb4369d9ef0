from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable

import pytest

from equipoise.read.copies import find_copies, fold
from equipoise.settings import Settings
from equipoise.words.text import AlignedSentences, Article, ArticleId, Boilerplate, CopyKind, CopyPair, Span

Make = Callable[..., Article]

TEXT = (
    "Mongolia will supply copper to a French smelter for 12 years, the two governments said in Ulaanbaatar on Friday. The contract is "
    "worth 400 million euros and was signed by President Ukhnaa Khurelsukh. Paris had looked for a seller outside Russia and China "
    "since the spring. The ore did not pass through the port of Vladivostok in recent months, although a railway leads there. “We are a "
    "landlocked country with two large neighbours,” the president said. Opposition parties asked who would pay for the new road to the "
    "mine, which is not finished yet."
)


def kinds(articles: list[Article]) -> dict[tuple[str, str], CopyKind]:
    return {(p.a, p.b): p.kind for p in find_copies(articles, Settings())}


def test_equal_texts_are_copies(article: Make) -> None:
    assert kinds([article("b", TEXT), article("a", TEXT)]) == {("a", "b"): CopyKind.COPY}


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace(". ", ".\n\n"),
        TEXT.replace("“", '"').replace("”", '"'),
        TEXT.upper(),
        TEXT.replace("Khurelsukh", "Khurelsuk"),
        "Steppe Herald\nWorld\n14 June 2023\n\n" + TEXT,
        "Copper deal brings Paris and Ulaanbaatar together\n\n" + TEXT + "\n\nRead more on our site and subscribe to the newsletter.",
    ],
    ids=["white space", "quotes", "capitals", "a slip of the pen", "another header", "a headline and a footer"],
)
def test_a_copy_may_look_different(article: Make, other: str) -> None:
    assert kinds([article("a", TEXT), article("b", other)]) == {("a", "b"): CopyKind.COPY}


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace("400 million", "500 million"),
        TEXT.replace("12 years", "two years"),
        TEXT.replace("Friday", "Monday"),
        TEXT.replace("French", "German"),
        TEXT.replace("did not pass", "did pass"),
        TEXT.replace("will supply", "will not supply"),
        TEXT.replace("signed", "rejected"),
        TEXT.replace("Opposition parties asked who would pay for the new road to the mine, which is not finished yet.", ""),
        TEXT + " The smelter burnt down on Sunday, and the French company said it would not take any ore before the autumn of next year.",
    ],
    ids=["figure", "number word", "day", "country", "negation gone", "negation", "verb", "a sentence less", "a sentence more"],
)
def test_what_says_something_else_is_no_copy(article: Make, other: str) -> None:
    assert other != TEXT
    assert kinds([article("a", TEXT), article("b", other)]) == {}


def test_a_headline_with_another_figure_is_no_mere_header(article: Make) -> None:
    one, other = "Copper contract worth 400 million euros signed\n\n" + TEXT, "Copper contract worth 900 million euros signed\n\n" + TEXT
    assert kinds([article("a", one), article("b", other)]) == {}


def test_marked_boilerplate_makes_no_difference(article: Make) -> None:
    head = "Weather today: 14 degrees, wind from the north, tomorrow the same again in most parts of the country and on the coast. " * 3
    framed = dataclasses.replace(article("b", head + TEXT), boilerplate=(Boilerplate(0, len(head), "navigation"),))
    assert kinds([article("a", TEXT), framed]) == {("a", "b"): CopyKind.COPY}


def test_short_texts_are_copies_only_when_equal(article: Make) -> None:
    short = "Chad hosted ministers from four neighbouring states on Tuesday."
    near = "Chad hosted ministers from four neighbouring states on Tuesday again."
    assert kinds([article("a", short), article("b", near), article("c", short.upper())]) == {("a", "c"): CopyKind.COPY}


def test_texts_without_words_are_nobodys_copies(article: Make) -> None:
    assert kinds([article("a", ""), article("b", ""), article("c", " — ...")]) == {}


def test_evidence_and_score_of_a_copy(article: Make) -> None:
    (pair,) = find_copies([article("a", TEXT), article("b", "World\n\n" + TEXT)], Settings())
    (aligned,) = pair.evidence
    assert TEXT[aligned.a.start : aligned.a.end].startswith("Mongolia")
    assert 0.9 < pair.score < 1


def test_the_order_of_articles_makes_no_difference_to_copies(article: Make) -> None:
    articles = [article(f"a{i}", TEXT if i % 3 else TEXT + f"\n\nPosted by editor {i}") for i in range(8)]
    want = find_copies(articles, Settings())
    for seed in range(5):
        random.Random(seed).shuffle(articles)
        assert find_copies(articles, Settings()) == want
    assert len(want) == 8 * 7 // 2


def test_a_thousand_equal_texts_hang_together_without_a_million_pairs(article: Make) -> None:
    articles = [article(f"{i:04d}", TEXT) for i in range(1000)]
    pairs = find_copies(articles, Settings())
    assert len(pairs) < 5000
    assert {a.copy_of for a in fold(articles, pairs)} == {None, "0000"}


def link(a: str, b: str, kind: CopyKind) -> CopyPair:
    return CopyPair(ArticleId(a), ArticleId(b), kind, 1.0, (AlignedSentences(Span(0, 1), Span(0, 1)),))


def places(articles: list[Article]) -> dict[str, tuple[str | None, str | None]]:
    return {a.id: (a.copy_of, a.copy_kind) for a in articles}


def test_the_earliest_of_a_group_is_the_original(article: Make) -> None:
    articles = [article("a", "x", "2023-05-02"), article("b", "x", "2023-05-01"), article("c", "x"), article("d", "y", "2023-01-01")]
    folded = fold(articles, [link("a", "b", CopyKind.COPY), link("b", "c", CopyKind.REWRITE)])
    assert places(folded) == {"a": ("b", "copy"), "b": (None, "original"), "c": ("b", "rewrite"), "d": (None, None)}


def test_on_one_day_the_smallest_id_is_the_original(article: Make) -> None:
    folded = fold([article("b", "x", "2023-05-01"), article("a", "x", "2023-05-01")], [link("a", "b", CopyKind.COPY)])
    assert places(folded) == {"a": (None, "original"), "b": ("a", "copy")}


def test_a_copy_of_a_rewrite_points_to_the_article_whose_words_it_has(article: Make) -> None:
    articles = [article("a", "x", "2023-05-01"), article("b", "y", "2023-05-02"), article("c", "y", "2023-05-03")]
    folded = fold(articles, [link("a", "b", CopyKind.REWRITE), link("b", "c", CopyKind.COPY)])
    assert places(folded) == {"a": (None, "original"), "b": ("a", "rewrite"), "c": ("b", "copy")}


def test_folding_again_changes_nothing(article: Make) -> None:
    articles = [article("a", "x", "2023-05-01"), article("b", "x", "2023-05-02")]
    once = fold(articles, [link("a", "b", CopyKind.COPY)])
    assert fold(once, [link("a", "b", CopyKind.COPY)]) == once
    assert places(fold(once, [])) == {"a": (None, None), "b": (None, None)}
