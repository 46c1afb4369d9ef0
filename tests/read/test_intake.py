"""Taking in: each article once however often it is named, and problems that are said as long as they hold."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from equipoise.read.intake import BATCH, Taken, take_in
from equipoise.settings import Settings
from equipoise.store.duck import Store

SETTINGS = Settings()
GOOD = "The envoy met the minister in Riga on 3 May 2021. They spoke about grain."


def taken(store: Store, *sources: Path | str) -> Taken:
    return take_in(store, [str(s) for s in sources], SETTINGS)


def test_the_same_file_named_twice_is_one_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one.txt").write_text(GOOD)
    (tmp_path / "lines.jsonl").write_text('{"text": "Two."}\n{"text": "Two."}\n')
    monkeypatch.chdir(tmp_path)
    with Store() as store:
        assert taken(store, "one.txt", "./one.txt", tmp_path / "lines.jsonl", tmp_path) == Taken(3, 4, 0)
        assert store.count("inputs") == 3  # the two lines are two articles, as they are when the file is given once


def test_what_was_said_of_a_file_is_kept_wherever_a_portion_ends(tmp_path: Path) -> None:
    for k in range(BATCH - 1):
        (tmp_path / f"a{k:03d}.txt").write_text(GOOD)
    (tmp_path / "b.txt").write_bytes(GOOD.encode("utf-16"))  # its problem is the last of a portion, its article the first of the next
    with Store() as store:
        taken(store, tmp_path)
        assert store.column("problems", "source") == [str(tmp_path / "b.txt")]


def test_a_problem_that_was_mended_is_taken_back(tmp_path: Path) -> None:
    with Store() as store:
        taken(store, tmp_path / "articles")
        assert store.count("problems") == 1
        os.mkdir(tmp_path / "articles")
        (tmp_path / "articles" / "one.txt").write_text(GOOD)
        taken(store, tmp_path / "articles")
        assert store.read("problems") == []
