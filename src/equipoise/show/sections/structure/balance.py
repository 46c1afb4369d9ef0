"""How multi-vector the state is over the years, and what the choice of weights does. In: StructureFacts. Out: a section."""

from __future__ import annotations

from equipoise.reference.states import state_name
from equipoise.show.page import (
    Block,
    Cell,
    Column,
    Section,
    Table,
)
from equipoise.show.sections.structure.series import chart, point
from equipoise.show.sections.structure.words import (
    BALANCE,
    DEPENDENCE,
    channels_of,
    figure_of,
    range_of,
)
from equipoise.show.structure import StructureFacts, year_of


def balance(f: StructureFacts) -> Section | None:
    series = [(s, f.series(s.measure, None)) for s in BALANCE]
    points = [point(s.name, e) for s, found in series for e in found]
    if not points:
        return None
    blocks: list[Block] = chart(
        "Spread (number of powers), balance (0 to 1), disagreement of channels (bits)", BALANCE[0], points, shared=False
    )
    blocks.append(_balance_table(f))
    ranks = _ranks(f)
    if ranks is not None:
        blocks.append(ranks)
    lead = (
        "Spread: how many powers its ties would come to if they were even. Balance: 1 even, 0 all with one. Disagreement: whether channels"
        " lead to different powers. Our own measures, of trade, arms, investment and aid with the powers named; channels weigh the same"
        " unless told otherwise."
    )
    return Section("balance", "Balance over the years", lead, tuple(blocks))


def _balance_table(f: StructureFacts) -> Table:
    by = {s.measure: {year_of(e): e for e in f.series(s.measure, None)} for s in BALANCE}
    years = sorted({y for found in by.values() for y in found})
    chosen = years if len(years) <= 8 else [*years[:1], *years[-7:]]
    rows = []
    for year in chosen:
        found = [by[s.measure].get(year) for s in BALANCE]
        some = next(e for e in found if e is not None)
        cells = [Cell(figure_of(e, s), note=range_of(e, s) if e else None) for e, s in zip(found, BALANCE, strict=True)]
        rows.append((Cell(str(year)), *cells, Cell(channels_of(some))))
    columns = (Column("Year"), *(Column(s.name, numeric=True) for s in BALANCE), Column("Channels known"))
    note = f"{len(years) - len(chosen)} years between are in the chart and in the .csv." if len(chosen) < len(years) else None
    return Table("Spread, balance and disagreement, with their ranges", columns, tuple(rows), note)


def _ranks(f: StructureFacts) -> Table | None:
    rows = []
    for p in f.powers:
        share, rank = f.last("vector_share", p), f.last("vector_rank_by_weights", p)
        if share is None or rank is None or rank.low is None or rank.high is None:
            continue
        band = f"{rank.low:.0f}" if rank.low == rank.high else f"{rank.low:.0f} to {rank.high:.0f}"
        shown = DEPENDENCE[0]
        rows.append(
            (Cell(state_name(p)), Cell(figure_of(share, shown), note=range_of(share, shown)), Cell(f"{rank.value or 0:.0f}"), Cell(band))
        )
    columns = (
        Column("Power"),
        Column("Share", numeric=True),
        Column("Place", numeric=True),
        Column("Place by other weights", numeric=True),
    )
    last = max((year_of(e) for e in f.by_measure.get("vector_share", ())), default=0)
    return Table(f"Place of each power in {last}, and what the choice of weights does to it", columns, tuple(rows)) if rows else None
