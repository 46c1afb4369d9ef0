"""Take sources in. In: paths, addresses, feeds. Out: the tables inputs and problems, and the raw bytes. Nothing is read or coded yet."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from equipoise.settings import Settings
from equipoise.store.duck import Store
from equipoise.store.schema import Input, to_plain
from equipoise.words.progress import Report, silent
from equipoise.words.text import Document, Problem

T = TypeVar("T")
BATCH = 64  # articles a transaction


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of the sources given: articles that are new, those that were there already, and how many problems."""

    new: int
    known: int
    problems: int


class Met:
    """The documents a call has met. Equal ones are told by their lines; the same line met again is no other: its file was given twice."""

    def __init__(self) -> None:
        self._orders: dict[str, dict[int, int]] = {}

    def number(self, words: str, order: int) -> int:
        """1 for the first document of these words, 2 for the same words in another line ..."""
        orders = self._orders.setdefault(words, {})
        return orders.setdefault(order, len(orders) + 1)


def take_in(
    store: Store,
    sources: Sequence[str],
    settings: Settings,
    feeds: Sequence[str] = (),
    report: Report = silent,
    leave_out: Sequence[str] = (),
) -> Taken:
    """What the sources hold is in the store as inputs, each once; what cannot be read is among the problems.

    ``leave_out``: folders below the sources that are not read, such as the one results are written to.
    """
    from equipoise.read.sources import gather

    known, seen, counts = set(store.column("inputs", "key")), Met(), Counter[str]()
    spoken = {*sources, *feeds}  # what was said of them in earlier calls is out of date, and is taken back once
    with store.transaction():
        for source in sorted(spoken):
            store.delete("problems", "source = ? AND stage = ?", [source, "sources"])
    for batch in batches(gather(sources, settings, feeds, leave_out), BATCH):
        documents = [d for d in batch if isinstance(d, Document)]
        problems = {(p.source, p.stage, p.reason): p for p in batch if isinstance(p, Problem)}
        rows = [(identify(d, seen), d) for d in documents]
        fresh = {row.key: (row, d) for row, d in rows if row.key not in known}
        known.update(fresh)
        named = {d.source for d in documents} | {p.source for p in problems.values()}
        with store.transaction():
            for _, d in fresh.values():
                store.keep_raw(d.sha256, d.raw)
            store.add("inputs", [row for row, _ in fresh.values()])
            for source in sorted(named - spoken):
                store.delete("problems", "source = ? AND stage = ?", [source, "sources"])
            for where in sorted(problems):
                store.delete("problems", "source = ? AND stage = ? AND reason = ?", where)
            store.add("problems", [p for _, p in sorted(problems.items())])
        spoken |= named
        counts.update(new=len(fresh), known=len(rows) - len(fresh), problems=len(problems))
        report("taking in", counts["new"] + counts["known"], None)
    return Taken(counts["new"], counts["known"], counts["problems"])


def identify(document: Document, seen: Met) -> Input:
    """The document as an input. Its key is made of where it comes from, its name, what was given with it and its text.

    The same line twice in one file is two articles (the second a copy), the same file given twice is one: ``seen`` tells them apart.
    """
    d = document
    path = d.source.removesuffix(f":{d.order}") if d.order else d.source
    origin = path if "://" in path else str(Path(path).resolve())
    text = hashlib.sha256(d.text.encode("utf-8", "replace")).hexdigest()
    words = "\0".join([origin, d.stem, repr(to_plain(d.given)), text])
    key = hashlib.sha256(f"{words}\0{seen.number(words, d.order)}".encode("utf-8", "replace")).hexdigest()[:32]
    return Input(key, d.source, origin, d.stem, d.order, d.sha256, d.media, d.given, d.html_date, d.text)


def batches(rows: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Rows in groups of ``size``, the last one shorter."""
    it = iter(rows)
    while batch := tuple(islice(it, size)):
        yield batch
