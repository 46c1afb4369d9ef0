"""A panel as files. In: its rows and register. Out: the table, beside it where each column comes from, and the citations as BibTeX."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from equipoise.show.save import write_whole
from equipoise.show.tables import save_table

if TYPE_CHECKING:
    import pyarrow as pa


def save_panel(rows: pa.Table, register: Sequence[Any], bibtex: Sequence[str], path: str | Path) -> list[Path]:
    """The files written: the panel, ``<panel>.sources.csv`` (a row for each column: source, years, counts), and ``<panel>.bib``."""
    import pyarrow as pa

    written = [save_table(rows, path, "Panel")]
    if register:
        names = [f.name for f in fields(register[0])]
        table = pa.table({n: [asdict(r)[n] for r in register] for n in names})
        written.append(save_table(table, f"{path}.sources.csv", "Sources of the panel"))
    if bibtex:
        place = Path(f"{path}.bib")
        write_whole(place, ("\n\n".join(sorted(set(bibtex))) + "\n").encode())
        written.append(place)
    return written
