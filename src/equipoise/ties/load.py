"""The step that brings a dataset into a project. In: a connector and a file. Out: rows of sources, ties, ballots, rollcalls."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from equipoise.store.duck import Store
from equipoise.ties.connector import Connector
from equipoise.ties.files import sha256_of
from equipoise.words.tie import Source

if TYPE_CHECKING:
    import polars as pl

TABLES = ("sources", "ties", "ballots", "rollcalls")


def load(
    store: Store, connector: Connector, path: Path, columns: Mapping[str, str], version: str | None = None, retrieved: date | None = None
) -> Source:
    """The dataset is in the project as this file has it; what an earlier file of it had is gone. The same file gives the same rows.

    ``version``: what the publisher calls the release; without it the first twelve digits of the file's SHA-256 stand for it.
    Raises InputError; then the project is as it was.
    """
    found = connector.read(path, columns)
    about, digest = connector.dataset, sha256_of(path)
    source = Source(
        dataset=about.name,
        title=about.title,
        version=version or f"file {digest[:12]}",
        publisher=about.publisher,
        url=about.url,
        licence=about.licence,
        citation=about.citation,
        bibtex=about.bibtex,
        file=path.name,
        sha256=digest,
        retrieved=retrieved,
        rows=found.rows,
        kept=found.kept,
        aside=found.aside,
        variables=found.variables,
    )
    with store.transaction():
        _forget(store, about.name)
        store.add("sources", [source])
        for table, rows in (("ties", found.ties), ("ballots", found.ballots), ("rollcalls", found.rollcalls)):
            if rows is not None:
                store.add_arrow(table, _of(about.name, rows).to_arrow())
    return source


def forget(store: Store, dataset: str) -> None:
    """Nothing of the dataset is left in the project."""
    with store.transaction():
        _forget(store, dataset)


def _forget(store: Store, dataset: str) -> None:
    for table in TABLES:
        store.delete(table, "dataset = ?", [dataset])


def _of(dataset: str, rows: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    return rows.with_columns(pl.lit(dataset).alias("dataset"))
