"""Tables as files and on the terminal."""

import csv
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from equipoise.show.tables import print_table, save_rows, save_table
from equipoise.store.schema import to_arrow
from equipoise.words.errors import InputError
from equipoise.words.text import Problem

from . import made

ROWS = pa.table({"name": ["=1+1", 'a,b\n"c"', None, "<b>\u202e"], "value": [-1.5, 2.0, None, 0.0], "list": [["x"], [], None, ["y"]]})


def test_csv_defuses_formulas_keeps_numbers_and_quotes_what_needs_it(tmp_path: Path) -> None:
    with save_table(ROWS, tmp_path / "t.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["name", "value", "list"],
        ["'=1+1", "-1.5", '["x"]'],
        ['a,b\n"c"', "2.0", "[]"],
        ["", "", ""],
        ["<b>⟨U+202E⟩", "0.0", '["y"]'],
    ]


def test_parquet_keeps_types_and_nesting(tmp_path: Path) -> None:
    assert pq.read_table(save_table(ROWS, tmp_path / "t.parquet")).equals(ROWS)


def test_json_and_json_lines_hold_the_same_rows(tmp_path: Path) -> None:
    whole = json.loads(save_table(ROWS, tmp_path / "t.json").read_text(encoding="utf-8"))
    lines = [json.loads(x) for x in save_table(ROWS, tmp_path / "t.jsonl").read_text(encoding="utf-8").split("\n") if x]
    assert whole == lines == ROWS.to_pylist()


def test_html_and_markdown_show_strangers_words_as_words(tmp_path: Path) -> None:
    html = save_table(ROWS, tmp_path / "t.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;⟨U+202E⟩" in html
    assert save_table(ROWS, tmp_path / "t.md").read_text(encoding="utf-8").splitlines()[2] == '| =1+1 | -1.5 | \\["x"\\] |'


def test_events_of_a_project_can_be_saved_in_every_format(tmp_path: Path) -> None:
    rows = to_arrow("events", made.project().events)
    for ending in ("csv", "parquet", "json", "jsonl", "html", "md"):
        assert save_table(rows, tmp_path / f"events.{ending}").stat().st_size > 1000


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.parquet"):
        save_table(ROWS, tmp_path / "t.xls")


def test_events_are_printed_in_words_with_their_ids_whole() -> None:
    events = made.project().events
    text = print_table("events", events)
    assert all(e.id in text for e in events)
    assert "is planned" in text


def test_a_long_table_is_cut_with_a_note() -> None:
    problems = [Problem(f"{n}.txt", "source", "Empty.", "Give it again.") for n in range(300)]
    assert print_table("problems", problems).endswith("… 100 more of 300. All of them: -o problems.csv")


def test_printed_words_cannot_steer_the_terminal_or_the_markup() -> None:
    text = print_table("problems", [Problem("\x1b[31ma[bold]b.txt", "source", "line\nbreak", "[red]x[/red]")])
    assert "\x1b" not in text
    assert "[bold]" in text
    assert "line break" in text


def test_a_table_without_rows_says_so() -> None:
    assert print_table("events", []) == "No events."


def test_pages_of_events_are_in_words_and_the_other_files_have_all_columns(tmp_path: Path) -> None:
    events = made.project().events
    table = to_arrow("events", events)
    page = save_rows("events", events, table, tmp_path / "events.html").read_text(encoding="utf-8")
    assert '<h1 id="title">Events</h1>' in page
    assert "Emmanuel Macron (France) visited Kazakhstan in Astana" in page
    assert "CONSULT" not in page
    assert pq.read_table(save_rows("events", events, table, tmp_path / "events.parquet")).equals(table)
