"""A project in one DuckDB file (or in memory). In: rows of the tables in schema.py. Out: the same rows. Nothing else touches the file.

Every write is a transaction: after a kill at any moment the file opens and holds what was committed last.
"""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from equipoise.store.schema import TABLES, arrow_schema, from_arrow, to_arrow
from equipoise.words.errors import ProjectDamaged, ProjectLocked, ProjectMissing, ProjectTooNew, StoreError

if TYPE_CHECKING:
    import pyarrow as pa

FORMAT = 3  # of the project file; raised when a table or column is added. Format 1 had no ties, 2 no checks of claims
MEMORY = ":memory:"
_SINCE = {2: ("sources", "ties", "rollcalls", "ballots", "estimates"), 3: ("claim_checks",)}
"""The tables that came, or were changed, with a format."""
_NO_ROOM = (duckdb.IOException, duckdb.TransactionException, duckdb.OutOfMemoryException, duckdb.FatalException)


class Store:
    """An open project file. Use as a context manager, or close() it; only one process can hold it."""

    def __init__(self, path: str | Path = MEMORY, create: bool = True) -> None:
        self.path = str(path)
        self._con = _connect(self.path, create)
        try:
            self._prepare()
        except duckdb.Error as e:
            self._con.close()
            raise ProjectDamaged(
                f"{self.path} is not as Equipoise writes it: {str(e).splitlines()[0]}. Start a new project and add the articles again"
            ) from e
        except BaseException:
            self._con.close()
            raise

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """The file is complete on disk and free for others."""
        self._con.close()

    # --- rows -------------------------------------------------------------------------------------------------------------------------

    def read(self, table: str, where: str = "", parameters: Sequence[Any] = ()) -> list[Any]:
        """Rows of a table as its nouns, ordered by its key. ``where`` is SQL after WHERE, with ? for parameters."""
        return from_arrow(table, self.arrow(table, where, parameters))

    def arrow(self, table: str, where: str = "", parameters: Sequence[Any] = ()) -> pa.Table:
        """Rows of a table as Arrow, ordered by its key."""
        names = ", ".join(f'"{n}"' for n in arrow_schema(table).names)
        order = ", ".join(f'"{k}" NULLS FIRST' for k in TABLES[table].key)
        query = f"SELECT {names} FROM {table} {'WHERE ' + where if where else ''} ORDER BY {order}"  # noqa: S608  names come from schema.py
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # an extra copy of the rows is fine here
            found: pa.Table = self._run(query, list(parameters)).to_arrow_table()
        return found.cast(arrow_schema(table))

    def column(self, table: str, name: str, where: str = "", parameters: Sequence[Any] = ()) -> list[Any]:
        """The values of one column, sorted."""
        query = f'SELECT "{name}" FROM {table} {"WHERE " + where if where else ""} ORDER BY 1'  # noqa: S608
        return [r[0] for r in self._run(query, list(parameters)).fetchall()]

    def count(self, table: str, where: str = "", parameters: Sequence[Any] = ()) -> int:
        """How many rows."""
        row = self._run(f"SELECT count(*) FROM {table} {'WHERE ' + where if where else ''}", list(parameters)).fetchone()  # noqa: S608
        return int(row[0]) if row else 0

    def add(self, table: str, rows: Iterable[Any], run: str | None = None) -> None:
        """Rows are added; a row of the same key must not be there yet."""
        self.add_arrow(table, to_arrow(table, rows), run)

    def add_arrow(self, table: str, frame: pa.Table, run: str | None = None) -> None:
        """Rows are added from an Arrow table with the table's columns: for datasets of more rows than are worth a noun each."""
        if not frame.num_rows:
            return
        frame = frame.select(arrow_schema(table).names).cast(arrow_schema(table))
        self._con.register("incoming", frame)
        try:
            names = ", ".join(f'"{n}"' for n in frame.column_names)
            self._run(f"INSERT INTO {table} ({names}, run) SELECT {names}, ? FROM incoming", [run])  # noqa: S608
        finally:
            self._con.unregister("incoming")

    def delete(self, table: str, where: str, parameters: Sequence[Any] = ()) -> None:
        """Rows that fit are gone."""
        self._run(f"DELETE FROM {table} WHERE {where}", list(parameters))  # noqa: S608

    def replace(self, table: str, rows: Iterable[Any], run: str | None = None) -> None:
        """The table holds these rows and no others."""
        self._run(f"DELETE FROM {table}")  # noqa: S608
        self.add(table, rows, run)

    # --- raw inputs and facts about the file --------------------------------------------------------------------------------------------

    def keep_raw(self, sha256: str, data: bytes) -> None:
        """The bytes of an input are kept by their hash, once."""
        self._run("INSERT INTO raws SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM raws WHERE sha256 = ?)", [sha256, data, sha256])

    def raw(self, sha256: str) -> bytes | None:
        """The bytes with this hash, None where there are none."""
        row = self._run("SELECT data FROM raws WHERE sha256 = ?", [sha256]).fetchone()
        return bytes(row[0]) if row else None

    def fact(self, name: str) -> str | None:
        """A fact about the file: its format, the state its ledger was built from."""
        row = self._run("SELECT value FROM facts WHERE name = ?", [name]).fetchone()
        return str(row[0]) if row else None

    def set_fact(self, name: str, value: str) -> None:
        """The fact has this value."""
        self._run("INSERT OR REPLACE INTO facts VALUES (?, ?)", [name, value])

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside are kept together, or none of them."""
        self._run("BEGIN")
        try:
            yield
            self._run("COMMIT")
        except BaseException:
            with suppress(duckdb.Error):  # a commit that failed has ended the transaction already
                self._con.execute("ROLLBACK")
            raise

    def _run(self, query: str, parameters: Sequence[Any] = ()) -> duckdb.DuckDBPyConnection:
        """The query's result. Raises StoreError where the disk or the memory is at its end; what was committed before is kept."""
        try:
            return self._con.execute(query, list(parameters)) if parameters else self._con.execute(query)
        except _NO_ROOM as e:
            said = str(e).splitlines()[0]
            raise StoreError(
                f"{self.path} cannot be written or read on: {said}. Make room and run the command again; it goes on from here"
            ) from e

    def _prepare(self) -> None:
        columns = self._run(
            "SELECT table_name, column_name FROM information_schema.tables JOIN information_schema.columns USING (table_name) "
            "WHERE table_type = 'BASE TABLE'"  # a view could show another file under a table's name
        ).fetchall()
        there = {table for table, _ in columns}
        if there and "facts" not in there:
            raise ProjectDamaged(f"{self.path} is a DuckDB file, but no Equipoise project. Name another file")
        if there:
            said = self.fact("format") or ""
            written = int(said) if said.isdecimal() and len(said) <= 6 else 0
            if not written:
                raise ProjectDamaged(f"{self.path} does not say which format it has. Start a new project and add the articles again")
            if written > FORMAT:
                raise ProjectTooNew(
                    f"{self.path} was written by a newer Equipoise (format {written}; this one reads up to {FORMAT}). "
                    "Update: pip install -U equipoise"
                )
            if written < FORMAT:
                new = [name for since, names in _SINCE.items() if since > written for name in names]
                self._bring_up_to_date(new)
                there |= set(new)
                columns = [*columns, *((name, column) for name in new for column in (*arrow_schema(name).names, "run"))]
            if missing := sorted({*TABLES, "raws"} - there):
                raise ProjectDamaged(f"{self.path} lacks the tables {', '.join(missing)}. Start a new project and add the articles again")
            wanted = {(name, column) for name in TABLES for column in (*arrow_schema(name).names, "run")}
            if missing := sorted({f"{table}.{column}" for table, column in wanted - set(columns)}):
                raise ProjectDamaged(
                    f"{self.path} lacks the columns {', '.join(missing[:5])}. Start a new project and add the articles again"
                )
            return
        with self.transaction():
            self._run("CREATE TABLE facts (name VARCHAR PRIMARY KEY, value VARCHAR)")
            self._run("CREATE TABLE raws (sha256 VARCHAR, data BLOB)")
            for name in TABLES:
                self._make(name)
            self.set_fact("format", str(FORMAT))

    def _bring_up_to_date(self, new: Sequence[str]) -> None:
        """A project of an older format gets the tables that came since. Estimates are made anew whenever they are asked for."""
        with self.transaction():
            for name in new:
                self._run(f"DROP TABLE IF EXISTS {name}")
                self._make(name)
            self.set_fact("format", str(FORMAT))

    def _make(self, table: str) -> None:
        self._con.register("empty", arrow_schema(table).empty_table())
        self._run(f"CREATE TABLE {table} AS SELECT *, NULL::VARCHAR AS run FROM empty")  # noqa: S608
        self._con.unregister("empty")


def _connect(path: str, create: bool) -> duckdb.DuckDBPyConnection:
    place = Path(path)
    if path != MEMORY:
        if not create and not place.exists():
            raise ProjectMissing(f"There is no project {path}. Make one: equipoise add ARTICLES --project {path}")
        if place.is_dir() or not place.resolve().parent.is_dir():
            raise ProjectMissing(f"{path} cannot be a project file: {'it is a folder' if place.is_dir() else 'its folder does not exist'}")
    # No extension is ever fetched and no other file opened: what a project file names must not reach the network or the disk.
    config: dict[str, Any] = {"autoinstall_known_extensions": False, "autoload_known_extensions": False, "enable_external_access": False}
    # The whole path, since the database takes "md:x" and ":memory:x" for something else than a file.
    whole = path if path == MEMORY else os.path.abspath(path)
    try:
        return duckdb.connect(whole, config=config)
    except duckdb.Error as e:
        raise _explained(path, str(e).replace(whole, path)) from e


def _explained(path: str, said: str) -> Exception:
    holder = re.search(r"PID (\d+)", said)
    if "lock" in said.lower():
        who = f"process {holder[1]}" if holder else "another process"
        return ProjectLocked(f"{path} is in use by {who}. Wait until it has finished, or end it, and run the command again")
    if re.search(r"newer version|version number", said, re.I):
        return ProjectTooNew(f"{path} was written by a newer version of the database. Update: pip install -U equipoise duckdb")
    if "permission" in said.lower() or "read-only" in said.lower():
        return ProjectMissing(f"{path} cannot be opened: no permission to read and write it")
    return ProjectDamaged(f"{path} cannot be opened as a project: {said.splitlines()[0]}")
