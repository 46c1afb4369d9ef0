"""A dataset in a project: its source with what was set aside, its rows, and loading again."""

from __future__ import annotations

from pathlib import Path

import pytest

from equipoise.store.duck import Store
from equipoise.ties.connector import connector
from equipoise.ties.load import forget, load
from equipoise.words.errors import InputError


@pytest.fixture
def store(tmp_path: Path):
    with Store(tmp_path / "p.duckdb") as opened:
        yield opened


def _file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "gdp.csv"
    path.write_text("iso3,year,value\n" + text)
    return path


def test_the_source_tells_where_the_rows_come_from(store, tmp_path):
    source = load(store, connector("wdi-gdp"), _file(tmp_path, "KAZ,2020,5\nXXX,2020,1\n"), {}, "2025-07")
    assert (source.rows, source.kept, source.version, source.file) == (2, 1, "2025-07", "gdp.csv")
    assert store.read("sources") == [source]
    (tie,) = store.read("ties")
    assert (tie.dataset, tie.variable, tie.state, tie.value, tie.row) == ("wdi-gdp", "gdp", "KAZ", 5.0, 1)


def test_loading_again_replaces_and_the_same_file_gives_the_same(store, tmp_path):
    path = _file(tmp_path, "KAZ,2020,5\n")
    first = load(store, connector("wdi-gdp"), path, {})
    assert load(store, connector("wdi-gdp"), path, {}) == first
    load(store, connector("wdi-gdp"), _file(tmp_path, "KAZ,2021,6\n"), {})
    assert [t.year for t in store.read("ties")] == [2021]


def test_a_file_that_is_refused_leaves_the_project_as_it_was(store, tmp_path):
    load(store, connector("wdi-gdp"), _file(tmp_path, "KAZ,2020,5\n"), {})
    with pytest.raises(InputError, match="no row can be used"):
        load(store, connector("wdi-gdp"), _file(tmp_path, "XXX,2020,5\n"), {})
    assert [t.value for t in store.read("ties")] == [5.0]


def test_groups_need_no_file_and_others_say_what_they_need(store):
    source = load(store, connector("groups"), None, {})
    assert source.kept > 50
    assert source.file == "memberships.csv"
    with pytest.raises(InputError, match=r"atop needs a file: .*It has ccode1, ccode2"):
        load(store, connector("atop"), None, {})
    forget(store, "groups")
    assert store.read("ties") == []
