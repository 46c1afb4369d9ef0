"""Make articles of inputs. In: inputs. Out: articles, sentences, problems. Ids are settled here, the same for any order of adding."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from equipoise.read.intake import BATCH, batches
from equipoise.settings import Settings
from equipoise.store.duck import Store
from equipoise.store.runs import run_of
from equipoise.store.schema import Coded, Input
from equipoise.words.event import MentionId
from equipoise.words.progress import Report, silent
from equipoise.words.text import NOT_DATED, Article, ArticleId, Document, Problem

if TYPE_CHECKING:
    from equipoise.read.article import ReadArticle


def open_articles(store: Store, settings: Settings, report: Report = silent) -> None:
    """Every input is an article with sentences. One whose id or reading settings changed is read again."""
    run = run_of(settings)
    names = settle_ids(store.read("inputs"))
    done = {c.article for c in store.read("coded", "stage = 'read' AND run = ?", [run.id]) if names.get(c.input) == c.article}
    together = _share_a_source(store)
    done -= together if together - done else set()
    with store.transaction():
        _follow(store, names)
        for article in sorted(set(store.column("articles", "id")) - done):
            _forget(store, article)
    todo = sorted((i, key) for key, i in names.items() if i not in done)
    for batch in batches(todo, BATCH):
        results = [(i, key, _read(_document(store, key), i, settings)) for i, key in batch]
        problems = {(p.source, p.stage, p.reason): p for _, _, r in results for p in r.problems}
        with store.transaction():
            store.add("articles", [r.article for _, _, r in results], run.id)
            store.add("sentences", [s for _, _, r in results for s in r.sentences], run.id)
            for where in sorted(problems):
                store.delete("problems", "source = ? AND stage = ? AND reason = ?", where)
            store.add("problems", [problems[where] for where in sorted(problems)])
            store.add("coded", [Coded(i, "read", key) for i, key, _ in results], run.id)
        report("reading", store.count("articles"), len(names))


def _read(document: Document, id: ArticleId, settings: Settings) -> ReadArticle:
    """The article of a document. One on which the reader itself fails is kept without sentences, with the failure as its problem."""
    from equipoise.read.article import ReadArticle, read_article

    try:
        return read_article(document, id, settings)
    except Exception as e:  # one article must not stop a thousand
        d, g = document, document.given
        bare = Article(id, d.source, g.title, g.publisher, None, NOT_DATED, (), None, None, d.sha256, d.text, g.url, coded=False)
        return ReadArticle(bare, (), (failure(d.source, "read", e),))


def failure(source: str, stage: str, error: Exception) -> Problem:
    """What is told of an article on which a part of Equipoise itself failed."""
    reason = f"Equipoise failed on it: {type(error).__name__}: {' '.join(str(error).split())[:200]}"
    return Problem(source, stage, reason, "It is kept and not coded. Please report this with the article; the others are not concerned.")


def settle_ids(inputs: Iterable[Input]) -> dict[str, ArticleId]:
    """Key -> article id: the given id or the file's stem; where several are the same, the later ones get -2, -3 ... by origin.

    The same inputs get the same ids whatever the order they were added in.
    """
    groups: dict[str, list[Input]] = defaultdict(list)
    for row in inputs:
        groups[row.stem].append(row)
    taken, ids = set(groups), {}
    for stem in sorted(groups):
        first, *later = sorted(groups[stem], key=lambda r: (r.origin, r.order, r.key))
        ids[first.key] = ArticleId(stem)
        numbers = itertools.count(2)
        for row in later:
            name = next(n for n in (f"{stem}-{k}" for k in numbers) if n not in taken)
            taken.add(name)
            ids[row.key] = ArticleId(name)
    return ids


def _document(store: Store, key: str) -> Document:
    (row,) = store.read("inputs", "key = ?", [key])
    raw = store.raw(row.sha256) if row.media == "html" else None
    return Document(row.source, row.stem, row.order, raw or b"", row.sha256, row.text, row.media, row.given, row.html_date)


def _share_a_source(store: Store) -> set[str]:
    """Articles of one source, say a file that was changed. Problems name sources, so such articles are forgotten together."""
    return set(store.column("articles", "id", "source IN (SELECT source FROM articles GROUP BY source HAVING count(*) > 1)"))


def _follow(store: Store, names: Mapping[str, ArticleId]) -> None:
    """Verdicts name mentions, and those their article: where an article gets another id, the verdict goes with it."""
    renamed = {c.article: names[c.input] for c in store.read("coded", "stage = 'read'") if names.get(c.input, c.article) != c.article}
    if not renamed:
        return

    def now(mention: MentionId) -> MentionId:
        article, *place = mention.rsplit(":", 2)
        return MentionId(":".join([renamed.get(article, article), *place]))

    verdicts = store.read("verdicts")
    moved = [replace(v, a=now(v.a), b=now(v.b) if v.b is not None else None) for v in verdicts]
    store.replace("verdicts", [replace(v, a=v.b, b=v.a) if v.b is not None and v.b < v.a else v for v in moved])


def _forget(store: Store, article: str) -> None:
    for row in store.read("articles", "id = ?", [article]):
        store.delete("problems", "source = ? AND stage <> ?", [row.source, "sources"])
    store.delete("articles", "id = ?", [article])
    for table in ("sentences", "mentions", "claims", "coded"):
        store.delete(table, "article = ?", [article])
