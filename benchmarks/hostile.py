"""How the time for hostile text grows with its length. In: hostile_sentences. Out: figures: time(4n) / time(n) of each kind.

Linear work gives 4, quadratic work 16; a kind that grows by more than the bound is a mistake. The limit on the length of a sentence is
lifted for this: what it keeps from the coder must not be what keeps the coder fast. `python benchmarks/run.py --only hostile`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from hostile_sentences import KINDS

from measure import run

BOUND = 6.0
LEAST = 0.02  # seconds; what takes less is taken for this, so that a ratio is no noise
SIZE = 500  # words; four times this are the 2,000 words and 500 and more names of the worst case
SIZES = {"one token": 25_000, "digits": 5_000, "commas": 1_250, "spaced commas": 1_250, "hyphens": 35}

TIMES = """
import json, sys, time
sys.path.insert(0, sys.argv[1])
from datetime import date
from hostile_sentences import KINDS
from equipoise.read.article import read_article
from equipoise.read.coders.rules import RulesCoder
from equipoise.settings import Settings
from equipoise.words.text import Article, ArticleId, Document, Given, Granularity, Published, PublishedBasis, Sentence, SentenceKind
sizes, paragraphs, repeats = json.loads(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
coder = RulesCoder(Settings(max_sentence_chars=100_000))
day = date(2023, 6, 15)
published = Published("2023-06-15", day, day, Granularity.DAY, PublishedBasis.GIVEN)

def read(text):
    document = Document("a.txt", "a", 0, text.encode(), "0" * 64, text, "record", Given(date="2023-06-15"))
    return read_article(document, ArticleId("a"), coder.settings)

def as_sentence(text):
    article = Article(ArticleId("a"), "a.txt", None, None, "en", published, (), None, None, "0" * 64, text)
    read(text)
    coder.code(article, [Sentence(article.id, 0, 0, 0, len(text), text, SentenceKind.BODY)])

def as_article(text):
    found = read(text)
    coder.code(found.article, found.sentences)

def timed(work, text):
    best = float("inf")
    for _ in range(repeats):
        start = time.process_time()
        work(text)
        best = min(best, time.process_time() - start)
    return best

as_article("Kazakhstan accused Russia of blocking its exports on 2 May 2023.")
times = {kind: [timed(as_sentence, KINDS[kind](size * k)[:100_000]) for k in (1, 2, 4)] for kind, size in sizes.items()}
mixed = [make(40 + i // len(KINDS)) for i in range(4 * paragraphs) for make in [list(KINDS.values())[i % len(KINDS)]]]
times["article"] = [timed(as_article, "\\n\\n".join(mixed[: k * paragraphs])) for k in (1, 2, 4)]
print(json.dumps(times))
"""


def hostile(quick: bool) -> Iterator[tuple[str, str, float | None, str, str, bool | None]]:
    """Figures of every kind, once as one sentence, and of an article of all kinds: case, what, value, unit, target, met."""
    sizes = {kind: SIZES.get(kind, SIZE) // (2 if quick else 1) for kind in KINDS}
    paragraphs = 2 * len(KINDS)
    said = run(TIMES, Path(__file__).resolve().parent, json.dumps(sizes), paragraphs, 1 if quick else 2).said
    for kind, times in said.items():
        one, two, four = (max(LEAST, t) for t in times)
        case = f"hostile: {kind}, {4 * sizes.get(kind, paragraphs):,}"
        yield case, "time", times[2], "s", "", None
        yield case, "twice as much takes", two / one, "times", "", None
        yield case, "four times as much takes", four / one, "times", f"< {BOUND:g}", four / one < BOUND
