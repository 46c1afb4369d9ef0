"""Files that tables are written to are whole or not there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from equipoise.store.duck import Store
from equipoise.store.records import write_lines, write_tables
from equipoise.words.errors import InputError, StoreError


def test_rows_that_break_off_leave_the_file_as_it_was_and_nothing_beside_it(tmp_path: Path) -> None:
    path = write_lines([{"a": 1}], tmp_path / "rows.jsonl")

    def breaking() -> Iterator[dict[str, int]]:
        yield {"a": 2}
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_lines(breaking(), path)
    assert path.read_text() == '{"a": 1}\n'
    assert os.listdir(tmp_path) == ["rows.jsonl"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with Store() as store, pytest.raises(InputError, match="cannot be a folder"):
        write_tables(store, tmp_path / "file")


@pytest.mark.parametrize("ending", [".jsonl", ".parquet"])
def test_a_table_that_cannot_be_put_in_place_leaves_nothing_beside_it(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"articles{ending}").mkdir()
    with Store() as store, pytest.raises(StoreError, match="cannot be written"):
        write_tables(store, tmp_path, ["articles"], ending)
    assert os.listdir(tmp_path) == [f"articles{ending}"]
