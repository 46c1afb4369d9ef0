"""Ideal points for the measures of structure: estimated from the votes that are loaded, once, or as published. In: tables. Out: Points."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from equipoise.measure.structure.alignment import normal_quantile
from equipoise.words.event import Channel
from equipoise.words.progress import Report
from equipoise.words.tie import Absent, Shape, Source, Status, Variable

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa

OWN = "equipoise-ideal-points"
POINT, SD, LOW, HIGH = "ideal_point", "ideal_point_sd", "ideal_point_low", "ideal_point_high"
PUBLISHED_LEVEL = 0.90
"""Published points come with the 5 % and 95 % quantiles of their posterior."""


@dataclass(frozen=True)
class Points:
    """Ideal points as ties. ``votes``: the dataset of the votes, None where only points are loaded; ``made``: they are new."""

    source: Source
    ties: pa.Table
    votes: str | None
    made: bool

    def frame(self) -> pl.DataFrame:
        """Columns state, year, ideal_point, sd."""
        import polars as pl

        rows = pl.DataFrame(self.ties).filter(pl.col("variable").is_in([POINT, SD, LOW, HIGH])).sort("state", "year", "variable")
        wide = rows.pivot("variable", index=["state", "year"], values="value")
        if SD in wide.columns:
            return wide.select("state", "year", POINT, sd=SD).drop_nulls()
        spread = (pl.col(HIGH) - pl.col(LOW)) / (2 * normal_quantile(PUBLISHED_LEVEL)) if {LOW, HIGH} <= set(wide.columns) else pl.lit(0.0)
        return wide.select("state", "year", POINT, sd=spread).drop_nulls()


def points_of(sources: Sequence[Source], table: Callable[..., pa.Table], report: Report) -> Points | None:
    """The points of the votes that are loaded, kept or made now (ten seconds or more for all votes); else published ones; else None."""
    votes = max((s for s in sources if any(v.name == "votes" for v in s.variables)), key=lambda s: (s.kept, s.dataset), default=None)
    if votes is not None:
        version = f"of {votes.dataset} {votes.version}"
        kept = next((s for s in sources if s.dataset == OWN and s.version == version and s.sha256 == _digest(votes)), None)
        if kept is not None:
            return Points(kept, table("ties", "dataset = ?", [OWN]), votes.dataset, made=False)
        report("estimating ideal points", 0, None)
        return _estimated(votes, version, table("ballots", "dataset = ?", [votes.dataset]))
    published = next((s for s in sources if any(v.name == POINT for v in s.variables)), None)
    return Points(published, table("ties", "dataset = ?", [published.dataset]), None, made=False) if published else None


def _digest(votes: Source) -> str:
    return hashlib.sha256(f"{votes.sha256} {votes.kept}".encode()).hexdigest()


def _estimated(votes: Source, version: str, ballots: pa.Table) -> Points | None:
    import polars as pl

    from equipoise.measure.item_response import ideal_points

    frame = pl.DataFrame(ballots).select("state", "session", "resolution", "vote")
    if "USA" not in frame["state"].unique():
        return None  # the sign of the scale rests on it
    found = ideal_points(frame).with_columns((pl.col("session") + 1945).alias("year"))
    parts = [
        found.select(
            pl.lit(OWN).alias("dataset"), pl.lit(name).alias("variable"), "state", pl.lit(None, pl.String).alias("partner"),
            pl.col("year").cast(pl.Int64), pl.lit(None, pl.String).alias("item"), pl.col(column).alias("value"),
            pl.lit(str(Status.IMPUTED)).alias("status"), pl.int_range(1, pl.len() + 1).alias("row"),
        )
        for name, column in ((POINT, "ideal_point"), (SD, "sd"))
    ]  # fmt: skip
    years = (int(str(found["year"].min())), int(str(found["year"].max())))
    units = {POINT: "ideal point (mean 0, sd 1)", SD: "posterior standard deviation"}
    source = Source(
        dataset=OWN,
        title="Ideal points of states in the UN General Assembly, estimated here",
        version=version,
        publisher="Equipoise",
        url=votes.url,
        licence=votes.licence,
        citation=f"Estimated by Equipoise with the dynamic ordinal model of Bailey, Strezhnev and Voeten (2017) from: {votes.citation}",
        bibtex=votes.bibtex,
        file=votes.file,
        sha256=_digest(votes),
        retrieved=None,
        rows=found.height,
        kept=found.height,
        aside=(),
        variables=tuple(Variable(n, Shape.STATE, u, Channel.DIPLOMACY, Absent.MISSING, *years) for n, u in units.items()),
    )
    return Points(source, pl.concat(parts).to_arrow(), votes.dataset, made=True)
