"""Trade of the target with each power. In: exports, imports, GDP. Out: shares, dependence on GDP, concentration, by year.

What the target itself reports goes before what its partner reports. Shares are of the target's trade with all partners in the same dataset,
so that datasets of different coverage do not mix. Formulas: docs/methods/structure.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from equipoise.measure.structure.ground import Ground, Said, band_of
from equipoise.words.estimate import Estimate

if TYPE_CHECKING:
    import polars as pl

EXPORTS, IMPORTS, GDP = "exports", "imports", "gdp"
CHANNEL = "trade"
SHARE = "share of the target's goods trade, 0 to 1"
FEWEST_PARTNERS = 10
"""A dataset with fewer partners of the target in a year is no basis for a share of all its trade."""


@dataclass(frozen=True, slots=True)
class Flows:
    """The target's trade in one dataset and year: partner -> value in USD; ``complete`` where both directions are there."""

    dataset: str
    year: int
    exports: dict[str, float]
    imports: dict[str, float]

    @property
    def complete(self) -> bool:
        """Whether shares of all trade can be taken from it."""
        return len(self.exports) >= FEWEST_PARTNERS and len(self.imports) >= FEWEST_PARTNERS

    def total(self, bloc: frozenset[str] | None = None) -> float:
        """Exports and imports together, with the states of a bloc or with all."""
        return sum_of(self.exports, bloc) + sum_of(self.imports, bloc)


def sum_of(flows: dict[str, float], bloc: frozenset[str] | None) -> float:
    """The flows with the states of a bloc, or all; the same sum whatever the order."""
    return sum(v for p, v in sorted(flows.items()) if bloc is None or p in bloc)


def trade(ground: Ground) -> Iterator[Estimate]:
    """Shares, dependence and concentration for every year that a dataset covers."""
    by_year: dict[int, list[Flows]] = {}
    for flows in flows_of(ground):
        if flows.complete:
            by_year.setdefault(flows.year, []).append(flows)
    gdp = {r["year"]: (r["dataset"], r["value"]) for r in ground.of(GDP).sort("dataset").iter_rows(named=True)} if ground.has(GDP) else {}
    for year, found in sorted(by_year.items()):
        found.sort(key=lambda f: (-len(f.exports) - len(f.imports), f.dataset))
        yield from _shares(ground, year, found)
        yield from _concentration(ground, year, found)
        if year in gdp:
            yield from _dependence(ground, year, found, *gdp[year])


def flows_of(ground: Ground) -> list[Flows]:
    """The target's trade in each dataset and year; what it reports itself goes before what its partners report."""
    import polars as pl

    frames = [ground.of(v).with_columns(pl.lit(v).alias("variable")) for v in (EXPORTS, IMPORTS) if ground.has(v)]
    if not frames:
        return []
    rows = pl.concat(frames).filter(pl.col("state") != pl.col("partner"))
    return [
        _flows(ground.target, str(d), int(str(y)), part)
        for (d, y), part in rows.sort("dataset", "year").group_by("dataset", "year", maintain_order=True)
    ]


def _flows(target: str, dataset: str, year: int, rows: pl.DataFrame) -> Flows:
    exports: dict[str, float] = {}
    imports: dict[str, float] = {}
    for state, partner, variable, value in (
        rows.select("state", "partner", "variable", "value").sort("state", "partner", "variable").iter_rows()
    ):
        other = partner if state == target else state
        out = (variable == EXPORTS) == (state == target)
        own = state == target
        flows = exports if out else imports
        if own or other not in flows:
            flows[other] = value
    return Flows(dataset, year, exports, imports)


def _shares(ground: Ground, year: int, found: list[Flows]) -> Iterator[Estimate]:
    for power in ground.powers:
        bloc = ground.bloc(power, year) - {ground.target}
        kinds = {
            "trade_share": [Said(f.dataset, f.total(bloc) / f.total()) for f in found],
            "export_share": [Said(f.dataset, sum_of(f.exports, bloc) / sum_of(f.exports, None)) for f in found],
            "import_share": [Said(f.dataset, sum_of(f.imports, bloc) / sum_of(f.imports, None)) for f in found],
        }
        for measure, said in kinds.items():
            band, how = band_of(said, first=found[0].dataset, ceiling=1.0)
            yield ground.row(measure, power.code, CHANNEL, year, band, SHARE, f"customs data, {how}", [s.dataset for s in said])


def _concentration(ground: Ground, year: int, found: list[Flows]) -> Iterator[Estimate]:
    import numpy as np

    said, spread = [], []
    for flows in found:
        partners = sorted({*flows.exports, *flows.imports})
        shares = np.array([flows.exports.get(p, 0.0) + flows.imports.get(p, 0.0) for p in partners]) / flows.total()
        held = shares[shares > 0]
        said.append(Said(flows.dataset, float((shares**2).sum())))
        spread.append(Said(flows.dataset, float(np.exp(-(held * np.log(held)).sum()))))
    for measure, values, unit in (
        ("trade_concentration", said, "Hirschman index, 0 to 1"),
        ("effective_partners", spread, "partners (exponential of the entropy of shares)"),
    ):
        band, how = band_of(values, first=found[0].dataset, ceiling=1.0 if measure == "trade_concentration" else None)
        yield ground.row(measure, None, CHANNEL, year, band, unit, f"customs data, {how}", [s.dataset for s in values])


def _dependence(ground: Ground, year: int, found: list[Flows], gdp_dataset: str, gdp: float) -> Iterator[Estimate]:
    if gdp <= 0:
        return
    for power in ground.powers:
        bloc = ground.bloc(power, year) - {ground.target}
        said = [Said(f.dataset, f.total(bloc) / gdp) for f in found]
        band, how = band_of(said, first=found[0].dataset)
        named = [*(s.dataset for s in said), gdp_dataset]
        yield ground.row(
            "trade_dependence", power.code, CHANNEL, year, band, "exports and imports over GDP", f"customs data and GDP, {how}", named
        )
