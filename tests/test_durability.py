"""Nothing is lost, nothing counted twice: the same articles in any order, in any portions, after any kill, make the same export."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

import equipoise as eq
from equipoise.read.opening import settle_ids
from equipoise.settings import load_settings
from equipoise.store.schema import Input
from equipoise.words.text import Given

ONE = load_settings(environ={}, workers=1)


def exported(project: eq.Project, folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in project.export(folder)}


def whole(sources: Iterable[Path], tmp_path: Path, name: str) -> dict[str, bytes]:
    with eq.open_project(tmp_path / f"{name}.duckdb", ONE) as p:
        for source in sources:
            p.add(source)
        return exported(p, tmp_path / name)


def test_the_order_of_adding_changes_nothing(articles: Path, tmp_path: Path) -> None:
    files = sorted(articles.iterdir())
    (articles / "more").mkdir()
    twin = articles / "more" / files[0].name  # the same name, other words: one of the two gets a number
    twin.write_text("Turkey and Kazakhstan signed a trade agreement in Ankara on 5 May 2023.", encoding="utf-8")
    first = whole([*files, twin], tmp_path, "first")
    shuffled = [*files, twin]
    random.Random(5).shuffle(shuffled)
    assert whole(shuffled, tmp_path, "shuffled") == first
    assert whole([twin, *reversed(files)], tmp_path, "backwards") == first
    assert first["events.jsonl"]


def test_the_same_articles_twice_change_nothing(articles: Path, tmp_path: Path) -> None:
    with eq.open_project(tmp_path / "p.duckdb", ONE) as p:
        assert p.add(articles).new == 5
        first = exported(p, tmp_path / "first")
        again = p.add(articles)
        assert (again.new, again.known) == (0, 5)
        assert exported(p, tmp_path / "again") == first


def test_two_folders_and_one_add_are_the_same_as_two_adds(articles: Path, tmp_path: Path) -> None:
    files = sorted(articles.iterdir())
    with eq.open_project(tmp_path / "together.duckdb", ONE) as p:
        p.add(articles)
        together = exported(p, tmp_path / "together")
    assert whole(files, tmp_path, "apart") == together


def test_killed_at_any_moment_the_same_command_ends_in_the_same_ledger(articles: Path, tmp_path: Path) -> None:
    for k in range(40):
        (articles / f"more-{k:02d}.txt").write_text(
            f"Report {k}\n\n{1 + k % 28} May 2023\n\nFrance sent {k + 2} million euros in aid to Kazakhstan on {1 + k % 28} May 2023. "
            f"Minister number {k} praised the agreement. China criticised France.",
            encoding="utf-8",
        )
    undisturbed = whole([articles], tmp_path, "undisturbed")
    path = tmp_path / "killed.duckdb"
    command = [sys.executable, "-m", "equipoise", "add", str(articles), "--project", str(path)]
    killed, waits = 0, iter([0.7, 1.6, 2.2, 2.8, 3.4, 4.0])
    for wait in waits:
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={"EQUIPOISE_WORKERS": "1"}) as process:
            time.sleep(wait)
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                killed += 1
        if path.exists():
            eq.open_project(path, ONE).close()  # it opens, whatever was being written
    assert killed
    with eq.open_project(path, ONE) as p:
        p.add(articles)
        assert exported(p, tmp_path / "killed") == undisturbed


def test_a_ledger_left_unfinished_is_finished_when_it_is_read(articles: Path, tmp_path: Path) -> None:
    from equipoise.read.intake import take_in

    expected = whole([articles], tmp_path, "expected")
    with eq.open_project(tmp_path / "p.duckdb", ONE) as p:
        take_in(p.store, [str(articles)], ONE)  # and the process was killed here
    with eq.open_project(tmp_path / "p.duckdb", ONE) as p:
        assert len(p.events()) > 0
        assert exported(p, tmp_path / "later") == expected


def given(key: str, stem: str, origin: str) -> Input:
    return Input(key, origin, origin, stem, 0, "", "text", Given(), None, "")


def test_ids_are_stems_and_later_ones_get_numbers_that_are_free() -> None:
    rows = [given("k1", "a", "/1"), given("k2", "a", "/2"), given("k3", "a-2", "/3"), given("k4", "a", "/0")]
    ids = {"k4": "a", "k1": "a-3", "k2": "a-4", "k3": "a-2"}
    assert settle_ids(rows) == ids
    assert settle_ids(reversed(rows)) == ids


@pytest.mark.parametrize("workers", [1, 2])
def test_the_number_of_processes_changes_nothing(articles: Path, tmp_path: Path, workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("equipoise.read.coding.FEW", 0)
    monkeypatch.setattr("equipoise.read.coding.BATCH", 2)
    expected = whole([articles], tmp_path, "one")
    with eq.open_project(None, load_settings(environ={}, workers=workers)) as p:
        p.add(articles)
        assert exported(p, tmp_path / "many") == expected


def test_a_project_opened_with_other_settings_is_what_it_would_have_been_from_the_start(articles: Path, tmp_path: Path) -> None:
    other = load_settings(environ={}, workers=1, powers=[{"code": "FRA", "name": "France"}, {"code": "RUS", "name": "Russia"}])
    with eq.open_project(tmp_path / "p.duckdb", ONE) as p:
        p.add(articles)
        first = exported(p, tmp_path / "first")
    with eq.open_project(tmp_path / "p.duckdb", other) as p:
        changed = exported(p, tmp_path / "changed")
    with eq.open_project(None, other) as p:
        p.add(articles)
        assert exported(p, tmp_path / "fresh") == changed != first
    with eq.open_project(tmp_path / "p.duckdb", ONE) as p:
        assert exported(p, tmp_path / "back") == first
