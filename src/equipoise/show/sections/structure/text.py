"""The measures in their latest year for a terminal. In: StructureFacts. Out: text."""

from __future__ import annotations

from equipoise.show.sections.structure.words import (
    ALIGNMENT,
    BALANCE,
    DEPENDENCE,
    LINKS,
    Shown,
    channels_of,
    exposed,
    figure_of,
    is_known,
    range_of,
    tells_nothing,
)
from equipoise.show.structure import StructureFacts, year_of
from equipoise.words.estimate import Estimate


def _short(e: Estimate | None, shown: Shown) -> str:
    """A range that does not break in a narrow column: [17.4–21.3]."""
    within = range_of(e, shown) if e is not None else ""
    return f" [{within.replace(' to ', '–').replace('%', '')}]" if within else ""


def printed(f: StructureFacts) -> str:
    """The measures in their latest year, a column for each power, as text for a terminal."""
    import pyarrow as pa

    from equipoise.show.tables import print_arrow

    shown = [s for s in (*DEPENDENCE, *ALIGNMENT, *LINKS) if is_known(f, s) and not tells_nothing(f, s)]
    if not shown:
        return "No dataset that is loaded says anything about these years. See: equipoise ties check"
    columns: dict[str, list[str]] = {name: [] for name in ("measure", "year", *f.powers)}
    for s in shown:
        found = {p: f.last(s.measure, p) for p in f.powers}
        latest = max(year_of(e) for e in found.values() if e is not None)
        columns["measure"].append(s.name)
        columns["year"].append(str(latest))
        for p, e in found.items():
            late = f" in {year_of(e)}" if e is not None and year_of(e) != latest else ""
            columns[p].append(figure_of(e, s) + _short(e, s) + late)
    table = print_arrow(pa.table({k: pa.array(v, pa.string()) for k, v in columns.items()}))
    whole = [
        f"{s.name.lower()} {figure_of(e, s)}{_short(e, s)} in {year_of(e)}" for s in BALANCE if (e := f.last(s.measure, None)) is not None
    ]
    some = next((e for s in BALANCE if (e := f.last(s.measure, None)) is not None), None)
    lines = [table, "", *([f"Among the powers, by {channels_of(some)}: {'; '.join(whole)}."] if some is not None else [])]
    lines += [line for line in [exposed(f)] if line]
    lines.append(
        f"In brackets: ranges. {len(f.used)} datasets; what is missing: equipoise ties check {f.target}. A page: -o {f.target.lower()}.html"
    )
    return "\n".join(lines)
