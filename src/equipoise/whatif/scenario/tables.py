"""The tables of a scenario: as they stand in its file. In: a node. Out: TableRef, its cells checked, its files not opened yet.

Five ways to write one: ``flows: file.csv``; ``file`` with ``columns`` (ours: theirs) and ``keep`` (column: value); ``columns`` with
``rows``; a list of rows with keys; ``importers`` with a row of values for each exporter (by sector: a block of them for each). And ``ties``
of a project.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from equipoise.whatif.scenario.document import Items, Mapping, Node, Place, Scalar
from equipoise.whatif.scenario.fields import Fields, kind, number, text
from equipoise.words.scenario import TableRef

Cell = str | float | None
MATRIX = ("exporter", "importer", "value")
SECTOR_MATRIX = ("exporter", "importer", "sector", "value")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The columns of a table: what must be there, which hold numbers, and which may be there besides (None: any, as text)."""

    text: tuple[str, ...]
    numbers: tuple[str, ...]
    optional: tuple[str, ...] | None = ()
    optional_numbers: tuple[str, ...] = ()
    defaults: tuple[tuple[str, str], ...] = ()

    @property
    def needed(self) -> tuple[str, ...]:
        return self.text + self.numbers

    def is_number(self, column: str) -> bool:
        return column in self.numbers or column in self.optional_numbers


def read_table(node: Node, key: str, wanted: Wanted) -> TableRef:
    """The table under a key. Raises InputError with the line."""
    line = node.at.line
    if isinstance(node, Scalar):
        return TableRef(columns=wanted.needed, path=text(node, key), line=line)
    if isinstance(node, Items):
        return _of_records(node, key, wanted)
    fields = Fields(node, f"table {key!r}")
    if fields.has("file"):
        found = _of_file(fields, wanted, line)
    elif fields.has("ties"):
        found = _of_ties(fields, wanted, line)
    elif fields.has("importers") and wanted.needed == MATRIX:
        found = TableRef(columns=MATRIX, rows=tuple(_matrix(fields, "rows")), line=line)
    elif fields.has("importers") and wanted.needed == SECTOR_MATRIX:
        found = _of_sectors(fields, line)
    elif fields.has("columns") or fields.has("rows"):
        found = _of_rows(fields, key, wanted, line)
    else:
        ways = "'file', 'columns' with 'rows', or 'ties'" + (", or 'importers' with 'rows'" if wanted.needed == MATRIX else "")
        raise node.at.error(f"table {key!r} needs {ways}")
    fields.done()
    return found


def _of_file(fields: Fields, wanted: Wanted, line: int) -> TableRef:
    rename = _pairs(fields, "columns")
    for ours, _ in rename:
        if wanted.optional is not None and ours not in (*wanted.needed, *wanted.optional):
            raise fields.place("columns").error(f"'columns' maps our columns to those of the file; there is no column {ours!r} of ours")
    return TableRef(columns=wanted.needed, path=fields.text("file"), rename=rename, keep=_pairs(fields, "keep"), line=line)


def _of_ties(fields: Fields, wanted: Wanted, line: int) -> TableRef:
    ties = Fields(fields.node("ties"), "'ties'")
    found = TableRef(
        columns=wanted.needed, dataset=ties.text("dataset"), variable=ties.text("variable"), keep=(("year", ties.text("year")),), line=line
    )
    ties.done()
    return found


def _pairs(fields: Fields, key: str) -> tuple[tuple[str, str], ...]:
    if not fields.has(key):
        return ()
    node = fields.node(key)
    if not isinstance(node, Mapping):
        raise node.at.error(f"{key!r} must be keys with values; {kind(node)} was given")
    return tuple((k.text, text(v, k.text)) for k, v in node.entries)


def _of_rows(fields: Fields, key: str, wanted: Wanted, line: int) -> TableRef:
    columns = fields.texts("columns")
    _refuse_columns(fields.place("columns"), columns, key, wanted)
    rows = []
    for node in fields.items("rows"):
        if not isinstance(node, Items) or len(node.nodes) != len(columns):
            given = f"{len(node.nodes)} values" if isinstance(node, Items) else kind(node)
            raise node.at.error(f"a row of {key!r} has {len(columns)} values ({', '.join(columns)}); here are {given}")
        rows.append(tuple(_cell(n, c, wanted) for n, c in zip(node.nodes, columns, strict=True)))
    return _complete(columns, rows, wanted, line)


def _of_records(node: Items, key: str, wanted: Wanted) -> TableRef:
    found = []
    columns: dict[str, None] = dict.fromkeys(wanted.needed)
    for item in node.nodes:
        if not isinstance(item, Mapping):
            raise item.at.error(f"a row of {key!r} must be keys with values ({', '.join(wanted.needed)}); {kind(item)} was given")
        fields = Fields(item, f"a row of {key!r}")
        row: dict[str, Cell] = {}
        for c in wanted.needed:
            if fields.has(c) or c not in dict(wanted.defaults):
                row[c] = _cell(fields.node(c), c, wanted)
        extra = wanted.optional if wanted.optional is not None else tuple(k.text for k, _ in item.entries if k.text not in wanted.needed)
        for c in extra:
            if fields.has(c):
                row[c] = _cell(fields.node(c), c, wanted)
                columns[c] = None
        fields.done()
        found.append(row)
    defaults = dict(wanted.defaults)
    rows = [tuple(row.get(c, defaults.get(c)) for c in columns) for row in found]
    if not rows:
        raise node.at.error(f"table {key!r} is empty")
    return TableRef(columns=tuple(columns), rows=tuple(rows), line=node.at.line)


def _of_sectors(fields: Fields, line: int) -> TableRef:
    """A matrix for each sector, all with the same importers."""
    node = fields.node("sectors")
    inner = Fields(node, "'sectors'")
    importers = fields.texts("importers")
    rows: list[tuple[Cell, ...]] = []
    for sector, _ in getattr(node, "entries", ()):
        rows += [(*pair[:2], sector.text, pair[2]) for pair in _matrix(inner, sector.text, importers)]
    return TableRef(columns=SECTOR_MATRIX, rows=tuple(rows), line=line)


def _matrix(fields: Fields, key: str, importers: tuple[str, ...] = ()) -> Iterator[tuple[Cell, ...]]:
    """exporter, importer, value: a row of values for each exporter."""
    importers = importers or fields.texts("importers")
    node = fields.node(key)
    if not isinstance(node, Mapping):
        raise node.at.error(f"{key!r} must have a key for each exporter, with a list of values; {kind(node)} was given")
    for exporter, values in node.entries:
        if not isinstance(values, Items) or len(values.nodes) != len(importers):
            given = f"{len(values.nodes)} values" if isinstance(values, Items) else kind(values)
            raise values.at.error(f"{exporter.text} needs {len(importers)} values (to {', '.join(importers)}); here are {given}")
        for importer, value in zip(importers, values.nodes, strict=True):
            yield exporter.text, importer, number(value, f"{exporter.text} to {importer}", low=0)


def _refuse_columns(at: Place, columns: Sequence[str], key: str, wanted: Wanted) -> None:
    twice = sorted({c for c in columns if columns.count(c) > 1})
    if twice:
        raise at.error(f"table {key!r}: column {twice[0]!r} is there twice")
    missing = [c for c in wanted.needed if c not in columns and c not in dict(wanted.defaults)]
    if missing:
        raise at.error(f"table {key!r} needs the columns {', '.join(wanted.needed)}; missing: {', '.join(missing)}")
    if wanted.optional is not None:
        strange = [c for c in columns if c not in (*wanted.needed, *wanted.optional)]
        if strange:
            raise at.error(f"table {key!r} has no column {strange[0]!r}; there are {', '.join((*wanted.needed, *wanted.optional))}")


def _complete(columns: tuple[str, ...], rows: list[tuple[Cell, ...]], wanted: Wanted, line: int) -> TableRef:
    """With the default of a column that was left out."""
    for column, value in wanted.defaults:
        if column not in columns:
            columns, rows = (*columns, column), [(*row, value) for row in rows]
    return TableRef(columns=columns, rows=tuple(rows), line=line)


def _cell(node: Node, column: str, wanted: Wanted) -> Cell:
    if wanted.is_number(column):
        return number(node, column)
    if isinstance(node, Items):
        return "; ".join(text(n, column) for n in node.nodes)
    if isinstance(node, Scalar) and not node.quoted and not node.text:
        return None
    return text(node, column)
