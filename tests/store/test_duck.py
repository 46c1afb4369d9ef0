"""The project file: what goes in comes out, one process at a time, refused when it is newer or no project."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest

from equipoise.errors import ProjectDamaged, ProjectLocked, ProjectMissing, ProjectTooNew
from equipoise.store.duck import FORMAT, Store
from equipoise.store.schema import TABLES, arrow_schema, from_arrow, to_arrow, to_plain
from equipoise.words.actor import Actor
from equipoise.words.event import (
    Attribution,
    AttributionKind,
    Channel,
    DateBasis,
    EventDate,
    EventType,
    Mention,
    MentionId,
    Modality,
    Place,
    Quad,
    Standing,
)
from equipoise.words.text import NOT_DATED, Article, ArticleId, Boilerplate, CopyKind, Granularity, Published, PublishedBasis, Quote, Span
from equipoise.words.tie import Status, Tie

DATED = Published("2023-11", date(2023, 11, 1), date(2023, 11, 30), Granularity.MONTH, PublishedBasis.CONTENT, (Span(0, 5),))


def article(name: str, published: Published = DATED) -> Article:
    return Article(
        ArticleId(name),
        f"{name}.txt",
        None,
        None,
        "en",
        published,
        (Boilerplate(0, 3, "caption"),),
        ArticleId("z"),
        CopyKind.COPY,
        "0" * 64,
        "text",
    )


def test_rows_come_back_as_they_went_in(tmp_path: Path) -> None:
    rows = [article("a"), article("b", NOT_DATED)]
    with Store(tmp_path / "p.duckdb") as store:
        store.add("articles", reversed(rows), "run")
    with Store(tmp_path / "p.duckdb") as store:
        assert store.read("articles") == rows
        assert store.read("articles", "id = ?", ["b"]) == rows[1:]


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_table_has_an_arrow_schema_and_its_key_columns(name: str) -> None:
    schema = arrow_schema(name)
    assert set(TABLES[name].key) <= set(schema.names)
    assert from_arrow(name, to_arrow(name, [])) == []


def test_plain_rows_hold_only_what_json_can_hold() -> None:
    assert to_plain(article("a"))["published"] == {
        "value": "2023-11",
        "earliest": "2023-11-01",
        "latest": "2023-11-30",
        "granularity": "month",
        "basis": "content",
        "evidence": [{"start": 0, "end": 5}],
    }


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "p.duckdb") as store:

        def fail() -> None:
            with store.transaction():
                store.add("articles", [article("a")])
                raise RuntimeError

        with pytest.raises(RuntimeError):
            fail()
        assert store.count("articles") == 0


def test_a_second_process_gets_a_clear_message(tmp_path: Path) -> None:
    path = tmp_path / "p.duckdb"
    code = "import sys, equipoise as eq; p = eq.open_project(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(ProjectLocked, match=f"in use by process {other.pid}"):
            Store(path)
        other.communicate("")
    Store(path).close()


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with Store(tmp_path / "p.duckdb") as store:
        store.set_fact("format", str(FORMAT + 1))
    with pytest.raises(ProjectTooNew, match="newer Equipoise"):
        Store(tmp_path / "p.duckdb")


def test_a_project_from_before_there_were_ties_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "p.duckdb"
    with Store(path) as store:
        store.keep_raw("a", b"bytes")
        store.set_fact("format", "1")
    with duckdb.connect(str(path)) as old:
        for table in ("sources", "ties", "rollcalls", "ballots"):
            old.execute(f"DROP TABLE {table}")
        old.execute("ALTER TABLE estimates DROP COLUMN datasets")
    with Store(path) as store:
        assert store.fact("format") == str(FORMAT)
        assert store.raw("a") == b"bytes"
        assert store.read("ties") == store.read("estimates") == []


def test_a_project_from_before_claims_were_checked_keeps_its_ties(tmp_path: Path) -> None:
    path = tmp_path / "p.duckdb"
    tie = Tie("wdi-gdp", "gdp", "KAZ", None, 2023, None, 261.4, Status.OBSERVED, 1)
    with Store(path) as store:
        store.add("ties", [tie])
        store.set_fact("format", "2")
    with duckdb.connect(str(path)) as old:
        old.execute("DROP TABLE claim_checks")
    with Store(path) as store:
        assert store.fact("format") == str(FORMAT)
        assert store.read("ties") == [tie]
        assert store.read("claim_checks") == []


def test_what_is_no_project_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.duckdb").write_text("hello\n" * 1000)
    with pytest.raises(ProjectDamaged):
        Store(tmp_path / "text.duckdb")
    duckdb.connect(str(tmp_path / "other.duckdb")).execute("CREATE TABLE mine (x INT)").close()
    with pytest.raises(ProjectDamaged, match="no Equipoise project"):
        Store(tmp_path / "other.duckdb")
    with pytest.raises(ProjectMissing, match="equipoise add"):
        Store(tmp_path / "none.duckdb", create=False)
    with pytest.raises(ProjectMissing, match="folder does not exist"):
        Store(tmp_path / "no" / "p.duckdb")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE facts SET value = '1' WHERE name = 'format'; DROP TABLE ties; CREATE VIEW ties AS SELECT 1 AS dataset",
        "ALTER TABLE facts RENAME COLUMN value TO other",
        "UPDATE facts SET value = 'soon' WHERE name = 'format'",
        "DELETE FROM facts",
    ],
)
def test_a_project_that_was_changed_by_hand_is_refused_in_words(tmp_path: Path, change: str) -> None:
    path = tmp_path / "p.duckdb"
    Store(path).close()
    duckdb.connect(str(path)).execute(change).close()
    before = path.read_bytes()
    with pytest.raises(ProjectDamaged, match="Start a new project"):
        Store(path)
    assert path.read_bytes() == before


def test_a_project_whose_tables_are_not_its_own_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret")
    for n, change in enumerate(
        (
            f"DROP TABLE problems; CREATE VIEW problems AS SELECT content AS source FROM read_text('{secret}')",
            "ALTER TABLE events DROP COLUMN score",
        )
    ):
        path = tmp_path / f"{n}.duckdb"
        Store(path).close()
        duckdb.connect(str(path)).execute(change).close()
        with pytest.raises(ProjectDamaged, match="lacks the"):
            Store(path)


def test_a_name_is_a_file_whatever_the_database_would_take_it_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (":memory:mine", "md:mine", "sqlite:mine.db"):
        Store(name).close()
        assert (tmp_path / name).is_file()


def test_a_full_disk_is_said_and_what_was_kept_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "p.duckdb"
    with Store(path) as store:
        store.keep_raw("first", b"words")
    code = (
        "import os, resource, sys; from equipoise.store.duck import Store; store = Store(sys.argv[1]); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000)); [store.keep_raw(str(n), os.urandom(500_000)) for n in range(9)]"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True)
    assert "StoreError: " in done.stderr
    assert "Make room" in done.stderr
    with Store(path) as store:
        assert store.raw("first") == b"words"


def test_raw_bytes_are_kept_once_by_hash(tmp_path: Path) -> None:
    with Store(tmp_path / "p.duckdb") as store:
        store.keep_raw("ab", b"\x00\xff")
        store.keep_raw("ab", b"\x00\xff")
        assert store.raw("ab") == b"\x00\xff"
        assert store.raw("cd") is None


def test_nested_rows_come_back_whole_and_nulls_stay_nulls(tmp_path: Path) -> None:
    when = EventDate(None, date(2023, 1, 1), None, Granularity.RANGE, DateBasis.DOCUMENT)
    actor = Actor(None, None, None, "RUS", "GOV", None)
    rows = [
        Mention(
            MentionId(f"m{k}"),
            ArticleId("a"),
            Quote("words", 0, 5),
            Quote("or", 1, 3),
            EventType.AID,
            None if k else "mode",
            ("legal",) * k,
            (actor,) * (k % 3),
            (),
            bool(k % 2),
            when,
            Modality.OCCURRED,
            Attribution(AttributionKind.AUTHOR, None),
            Channel.ENERGY,
            (Standing("RUS", -1),) * (k % 2),
            1.5,
            Quad.MATERIAL_COOPERATION,
            0.5,
            "rules",
            "rule",
            Place("Astana", None) if k % 2 else None,
        )
        for k in range(7)
    ]
    assert from_arrow("mentions", to_arrow("mentions", rows)) == rows
    assert from_arrow("mentions", to_arrow("mentions", rows).slice(2, 3)) == rows[2:5]
    with Store(tmp_path / "p.duckdb") as store:
        store.add("mentions", rows[:4], "run")
        store.add("mentions", rows[4:], "run")
        assert store.read("mentions") == rows
