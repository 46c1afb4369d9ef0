"""A dataset is in a project whole or not at all: after a kill, from a second process, in a project of an older version, loaded twice."""

from __future__ import annotations

import http.server
import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest

from equipoise.errors import InputError
from equipoise.project import open_project
from equipoise.store.records import EXPORTED, RECORDS

TABLES = ("sources", "ties", "ballots", "rollcalls")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that takes a while to load: two hundred thousand votes."""
    path = tmp_path_factory.mktemp("many") / "votes.csv"
    codes = [2, 20, 31, 40, 41, 42, 51, 52, 53, 70, 90, 91, 92, 93, 94, 95, 100, 101, 110, 130, 135, 140, 145, 150, 155, 160, 165, 200]
    lines = [f"{c},{40 + r % 30},{r},{1 + (r * c) % 3}" for r in range(8_000) for c in codes]
    path.write_text("ccode,session,resid,vote\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def exported(path: Path, folder: Path) -> dict[str, bytes]:
    with open_project(path) as project:
        return {p.name: p.read_bytes() for p in project.export(folder)}


def test_killed_while_loading_the_old_rows_are_there_or_the_new_ones_never_a_part(many: Path, tmp_path: Path) -> None:
    path, small = tmp_path / "p.duckdb", tmp_path / "small.csv"
    small.write_text("ccode,session,resid,vote\n705,77,1,1\n365,77,1,3\n", encoding="utf-8")
    with open_project(path) as project:
        project.ties.load("un-votes", small)
    command = [sys.executable, "-m", "equipoise", "ties", "load", "un-votes", str(many), "--project", str(path)]
    begun = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    whole = time.monotonic() - begun
    with open_project(path) as project:
        (source,) = project.ties.sources()
        rows = project.store.count("ballots")
        assert rows == source.kept == 8_000 * 28
        project.ties.load("un-votes", small)
    killed = 0
    for share in (0.4, 0.6, 0.75, 0.85, 0.95):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(whole * share)
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                killed += 1
        with open_project(path) as project:
            (source,) = project.ties.sources()
            assert project.store.count("ballots") == source.kept
            assert source.kept in (2, rows)
            project.ties.load("un-votes", small)
    assert killed


def test_killed_while_fetching_nothing_is_loaded_and_the_next_fetch_goes_on(tmp_path: Path) -> None:
    asked: list[str] = []
    hang = threading.Event()

    class Slow(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            (page,) = parse_qs(urlsplit(self.path).query)["page"]
            asked.append(page)
            row = {"countryiso3code": "KAZ", "date": str(2020 + int(page)), "value": 5}
            body = json.dumps([{"pages": 2}, [row]]).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if page == "2" and asked.count("2") == 1:
                self.wfile.write(body[:10])
                self.wfile.flush()
                hang.wait(30)
                return
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address, path = f"http://127.0.0.1:{server.server_port}", tmp_path / "p.duckdb"
    command = [sys.executable, "-m", "equipoise", "ties", "fetch", "wdi-gdp", "-p", str(path)]
    command += ["--endpoint", address, "--cache", str(tmp_path / "c")]
    try:
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            wait_until(lambda: "2" in asked)
            process.send_signal(signal.SIGKILL)
        hang.set()
        with open_project(path) as project:
            assert [project.store.count(t) for t in TABLES] == [0, 0, 0, 0]
        subprocess.run(command, check=True, capture_output=True)
    finally:
        hang.set()
        server.shutdown()
        server.server_close()
    assert asked == ["1", "2", "2"]  # the first page was kept
    with open_project(path) as project:
        assert [t["year"] for t in project.ties.table("wdi-gdp").to_pylist()] == [2021, 2022]


def wait_until(true: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_project_in_use_is_said_and_left_alone(tmp_path: Path) -> None:
    path, file = tmp_path / "p.duckdb", tmp_path / "gdp.csv"
    file.write_text("iso3,year,value\nKAZ,2020,5\n", encoding="utf-8")
    with open_project(path) as project:
        done = subprocess.run(
            [sys.executable, "-m", "equipoise", "ties", "load", "wdi-gdp", str(file), "-p", str(path)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode != 0
        assert "is in use by process" in done.stderr
        assert "Traceback" not in done.stderr
        assert len(project.ties.sources()) == 0


def test_the_same_file_twice_and_in_another_order_gives_the_same_bytes(tmp_path: Path) -> None:
    gdp, trade = tmp_path / "gdp.csv", tmp_path / "trade.csv"
    gdp.write_text("iso3,year,value\nRUS,2020,7\nKAZ,2020,5\nXXX,2020,1\n", encoding="utf-8")
    trade.write_text("exp,imp,year,value_usd\nRUS,KAZ,2010,2\nKAZ,RUS,2010,6\n", encoding="utf-8")
    with open_project(tmp_path / "a.duckdb") as project:
        project.ties.load("wdi-gdp", gdp)
        project.ties.load("mit-wtf", trade)
    first = exported(tmp_path / "a.duckdb", tmp_path / "a")
    with open_project(tmp_path / "a.duckdb") as project:
        project.ties.load("wdi-gdp", gdp)
    assert exported(tmp_path / "a.duckdb", tmp_path / "again") == first
    with open_project(tmp_path / "b.duckdb") as project:
        project.ties.load("mit-wtf", trade)
        project.ties.load("wdi-gdp", gdp)
    assert exported(tmp_path / "b.duckdb", tmp_path / "b") == first
    assert [json.loads(line)["dataset"] for line in first["sources.jsonl"].splitlines()] == ["mit-wtf", "wdi-gdp"]
    assert len(first["ties.jsonl"].splitlines()) == 4


def test_exports_have_the_tables_of_datasets_and_the_exchange_format_does_not(tmp_path: Path) -> None:
    assert set(TABLES) <= set(EXPORTED)
    assert not set(TABLES) & set(RECORDS)
    with open_project(tmp_path / "p.duckdb") as project:
        project.ties.load("groups")
        assert {p.stem for p in project.records(tmp_path / "r")} == set(RECORDS)
        assert set(TABLES) <= {p.stem for p in project.export(tmp_path / "e", ".parquet")}


def test_a_project_of_the_first_format_takes_datasets(tmp_path: Path) -> None:
    path, article = tmp_path / "p.duckdb", tmp_path / "a.txt"
    article.write_text(
        "Kazakhstan\n\n5 May 2023\n\nChina and Kazakhstan signed a trade agreement in Astana on 5 May 2023.", encoding="utf-8"
    )
    with open_project(path) as project:
        project.add(article)
        events = project.events().rows
    with duckdb.connect(str(path)) as old:
        for table in (*TABLES, "claim_checks"):
            old.execute(f"DROP TABLE {table}")
        old.execute("ALTER TABLE estimates DROP COLUMN datasets")
        old.execute("UPDATE facts SET value = '1' WHERE name = 'format'")
    with open_project(path) as project:
        assert project.events().rows == events != []
        with pytest.raises(InputError, match="has no dataset 'groups'; it has none"):
            project.ties.table("groups")
        project.ties.load("groups")
        assert len(project.ties.measure("KAZ", ["RUS"], (2020, 2021))) > 0
