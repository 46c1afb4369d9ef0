"""The step that brings a dataset into a project. In: a connector and a file. Out: rows of sources, ties, ballots, rollcalls."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from equipoise.store.duck import Store
from equipoise.ties.connector import Connector
from equipoise.ties.files import sha256_of
from equipoise.words.errors import InputError
from equipoise.words.tie import Source

if TYPE_CHECKING:
    import polars as pl

TABLES = ("sources", "ties", "ballots", "rollcalls")


def load(
    store: Store,
    connector: Connector,
    path: Path | None,
    columns: Mapping[str, str],
    version: str | None = None,
    retrieved: date | None = None,
) -> Source:
    """The dataset is in the project as this file has it; what an earlier file of it had is gone. The same file gives the same rows.

    ``version``: what the publisher calls the release; without it the first twelve digits of the file's SHA-256 stand for it.
    ``path`` None: the file that comes with Equipoise. Raises InputError; then the project is as it was.
    """
    about = connector.dataset
    path = path or about.file
    if path is None:
        raise InputError(
            f"{about.name} needs a file: equipoise ties load {about.name} FILE. It has {about.columns}; get it from {about.url}"
        )
    found, digest = connector.read(path, columns), sha256_of(path)
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
