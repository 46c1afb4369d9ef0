"""Rows of one table as users take them. In: nouns. Out: an iterable, and Arrow, Polars or pandas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from equipoise.store.schema import to_arrow

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one table, as nouns (iterate, ``rows``), and as Arrow, Polars or pandas."""

    table: str
    rows: list[Any]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def to_arrow(self) -> pa.Table:
        """An Arrow table with the columns of the data dictionary."""
        return to_arrow(self.table, self.rows)

    def to_polars(self) -> pl.DataFrame:
        """A Polars frame."""
        import polars as pl

        return pl.DataFrame(self.to_arrow())

    def to_pandas(self) -> pd.DataFrame:
        """A pandas frame; pandas must be installed."""
        frame: pd.DataFrame = self.to_arrow().to_pandas()
        return frame
