from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from equipoise.read.article import read_article
from equipoise.read.copies import find_copies
from equipoise.read.rewrites import find_rewrites
from equipoise.read.sources import gather
from equipoise.settings import Settings
from equipoise.words.text import Article, ArticleId, CopyKind, CopyPair, Document, Sentence

Make = Callable[..., Article]
Cut = Callable[[Article], list[Sentence]]


def rewrites(articles: list[Article], cut: Cut, copies: list[CopyPair] | None = None) -> list[CopyPair]:
    return find_rewrites(articles, {a.id: cut(a) for a in articles}, copies or [], Settings())


def test_only_the_rewrite_of_each_story_is_found(stories: list[Article], sentences: Cut) -> None:
    found = rewrites(stories, sentences)
    assert {(p.a, p.b) for p in found} == {(f"{s}-rewritten", f"{s}-told") for s in ("chips", "gas", "port")}
    assert {p.kind for p in found} == {CopyKind.REWRITE}


def test_a_pair_alone_is_judged_as_in_company(stories: list[Article], sentences: Cut) -> None:
    by_id = {a.id: a for a in stories}
    for story in ("chips", "gas", "port"):
        told, rewritten, apart = (by_id[ArticleId(f"{story}-{kind}")] for kind in ("told", "rewritten", "apart"))
        assert len(rewrites([told, rewritten], sentences)) == 1
        assert rewrites([told, apart], sentences) == []


def test_evidence_quotes_sentences_that_say_the_same(stories: list[Article], sentences: Cut) -> None:
    texts = {a.id: a.text for a in stories}
    gas = next(p for p in rewrites(stories, sentences) if p.a == "gas-rewritten")
    quotes = [(texts[gas.a][e.a.start : e.a.end], texts[gas.b][e.b.start : e.b.end]) for e in gas.evidence]
    assert any(a.startswith("Almost all of Belgrade's gas") and b.startswith("Belgrade buys almost all") for a, b in quotes)


def test_a_near_copy_with_another_figure_is_a_rewrite(stories: list[Article], article: Make, sentences: Cut) -> None:
    told = next(a for a in stories if a.id == "port-told")
    changed = article("port-changed", told.text.replace("49 percent", "94 percent"))
    assert find_copies([told, changed], Settings()) == []
    (pair,) = rewrites([told, changed], sentences)
    assert (pair.kind, pair.score > 0.9) == (CopyKind.REWRITE, True)


def test_copies_are_not_rewrites_and_share_the_rewrites_of_their_text(stories: list[Article], article: Make, sentences: Cut) -> None:
    told, rewritten = (next(a for a in stories if a.id == f"gas-{kind}") for kind in ("told", "rewritten"))
    articles = [told, rewritten, article("gas-copy", told.text)]
    found = rewrites(articles, sentences, find_copies(articles, Settings()))
    assert {(p.a, p.b) for p in found} == {("gas-copy", "gas-rewritten"), ("gas-rewritten", "gas-told")}


def test_shared_quotations_alone_are_no_rewrite(article: Make, sentences: Cut) -> None:
    quotes = [
        "“We will not choose between our neighbours,” the minister said.",
        "“The corridor is open to every honest trader,” he added.",
        "“Nobody dictates our tariffs,” he insisted.",
    ]
    one = [
        "Customs officers in Batumi are working night shifts.",
        "Lorries wait for days at the border post of Sarpi.",
        "Drivers sleep in their cabins and cook beside the road.",
        "A third lane is under construction, but the asphalt is late.",
    ]
    other = [
        "Parliament spent Tuesday arguing over railway charges.",
        "Deputies of the governing party defended the budget for new locomotives.",
        "An amendment to freeze fees failed by nine votes.",
        "The debate resumes after the holidays with a report by auditors.",
    ]
    a = article("a", " ".join([*one[:2], quotes[0], one[2], quotes[1], one[3]]))
    b = article("b", " ".join([other[0], quotes[0], *other[1:3], quotes[1], other[3]]))
    assert rewrites([a, b], sentences) == []


def test_the_order_of_articles_makes_no_difference_to_rewrites(stories: list[Article], sentences: Cut) -> None:
    want = rewrites(stories, sentences)
    for seed in range(5):
        random.Random(seed).shuffle(stories)
        assert rewrites(stories, sentences) == want


def test_articles_without_sentences_are_left_in_peace(article: Make) -> None:
    assert find_rewrites([article("a", ""), article("b", "")], {}, [], Settings()) == []


def test_of_the_five_seed_articles_one_pair_is_found(shared: Path) -> None:
    settings = Settings()
    documents = [d for d in gather([str(shared / "gold" / "seeds" / "articles")], settings) if isinstance(d, Document)]
    read = [read_article(d, ArticleId(d.stem), settings) for d in documents]
    articles = [r.article for r in read]
    copies = find_copies(articles, settings)
    found = find_rewrites(articles, {r.article.id: r.sentences for r in read}, copies, settings)
    assert copies == []
    assert [(p.a, p.b) for p in found] == [("000", "002")]
