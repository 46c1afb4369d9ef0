"""Code articles, on several processes where it pays. In: articles, sentences. Out: mentions, claims. Each batch is kept when it is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, cast

from equipoise import registry
from equipoise.read.intake import batches
from equipoise.read.opening import failure
from equipoise.settings import Settings
from equipoise.store.duck import Store
from equipoise.store.runs import run_of
from equipoise.store.schema import Coded
from equipoise.words.errors import EquipoiseError
from equipoise.words.progress import Report, silent
from equipoise.words.text import Article, Problem, Sentence

if TYPE_CHECKING:
    from equipoise.read.coders import Coder, Coding

BATCH = 16  # articles handed to a process at a time
STAGE = "coding"
FEW = 200_000  # characters; below, starting a second process costs more than it saves


def code_articles(store: Store, settings: Settings, report: Report = silent) -> None:
    """Every article that can be coded and is no copy has its mentions and claims; one without mentions is among the problems."""
    run = run_of(settings)
    done = set(store.column("coded", "article", "stage = 'code' AND run = ?", [run.id]))
    todo = [a for a in store.column("articles", "id", "coded AND copy_kind IS DISTINCT FROM 'copy'") if a not in done]
    at, total = len(done), len(done) + len(todo)
    for ids, codings in _codings(store, todo, settings):
        with store.transaction():
            for i in ids:
                uncode(store, i)
            store.add("mentions", [m for c in codings for m in c.mentions], run.id)
            store.add("claims", [m for c in codings for m in c.claims], run.id)
            store.add("problems", [p for c in codings for p in c.problems])
            store.add("coded", [Coded(i, "code", i) for i in ids], run.id)
        at += len(ids)
        report("coding", at, total)
    with store.transaction():
        store.delete("problems", "stage = ?", [STAGE])
        quiet = store.column(
            "articles", "source", "coded AND copy_kind IS DISTINCT FROM 'copy' AND id NOT IN (SELECT article FROM mentions)"
        )
        store.add("problems", [_nothing(source) for source in sorted(set(quiet))])


def uncode(store: Store, article: str) -> None:
    """Nothing is left of how an article was coded."""
    for table in ("mentions", "claims"):
        store.delete(table, "article = ?", [article])
    store.delete("coded", "article = ? AND stage = 'code'", [article])
    store.delete("problems", "stage = 'coder' AND source IN (SELECT source FROM articles WHERE id = ?)", [article])


def _nothing(source: str) -> Problem:
    reason = "No event was found in it: no sentence reports what one state, body or group did to another."
    return Problem(
        source, STAGE, reason, "If it is about something else, nothing needs to be done. Else see docs/howto/own-actors-and-words.md"
    )


def _codings(store: Store, ids: Sequence[str], settings: Settings) -> Iterator[tuple[Sequence[str], list[Coding]]]:
    parts = list(batches(ids, BATCH))
    workers = settings.workers or 2
    if (
        workers == 1
        or len(parts) < 2
        or getattr(registry.load(registry.CODERS, settings.coder), "alone", False)
        or sum(len(t) for t in store.column("articles", "text")) < FEW
    ):
        for part in parts:
            yield part, _code(_load(store, part), settings)
        return
    # joblib's processes do not import the caller's script again, so the Python API works without a __main__ guard.
    from joblib import Parallel, delayed

    with Parallel(n_jobs=workers, return_as="generator", batch_size=1, pre_dispatch="2*n_jobs") as pool:
        yield from zip(parts, pool(delayed(_code)(_load(store, part), settings) for part in parts), strict=True)


def _load(store: Store, ids: Sequence[str]) -> list[tuple[Article, list[Sentence]]]:
    marks = ", ".join("?" * len(ids))
    sentences: dict[str, list[Sentence]] = defaultdict(list)
    for s in store.read("sentences", f"article IN ({marks})", ids):
        sentences[s.article].append(s)
    found = {a.id: a for a in store.read("articles", f"id IN ({marks})", ids)}
    return [(found[i], sentences[i]) for i in ids]


def _code(batch: list[tuple[Article, list[Sentence]]], settings: Settings) -> list[Coding]:
    coder = _coder(settings, settings.fingerprint())
    return [_code_one(coder, article, sentences) for article, sentences in batch]


def _code_one(coder: Coder, article: Article, sentences: list[Sentence]) -> Coding:
    from equipoise.read.coders import Coding

    try:
        return coder.code(article, sentences)
    except EquipoiseError:
        raise  # such as a server that cannot be reached: it concerns every article
    except Exception as e:  # one article must not stop a thousand
        return Coding((), (), (failure(article.source, "coder", e),))


@cache
def _coder(settings: Settings, fingerprint: str) -> Coder:
    """The coder; a file of words or actors that has changed since gives another fingerprint, and so another coder."""
    return cast("Coder", registry.load(registry.CODERS, settings.coder)(settings))
