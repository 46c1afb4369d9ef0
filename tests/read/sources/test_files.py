"""Files and folders in, documents out, in a fixed order and with the text untouched."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from pathlib import Path

from equipoise.read.sources import gather
from equipoise.settings import Settings
from equipoise.words.text import Document, Problem

SETTINGS = Settings()
TEXT = "The envoy met the minister in Riga on Monday. They spoke about grain.\r\n\r\nThey meet again in May.\n"


def read(*sources: object, settings: Settings = SETTINGS, leave_out: tuple[str, ...] = ()) -> tuple[list[Document], list[Problem]]:
    out = list(gather([str(s) for s in sources], settings, leave_out=leave_out))
    return [d for d in out if isinstance(d, Document)], [p for p in out if isinstance(p, Problem)]


def test_a_text_keeps_its_newlines_and_white_space(tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_bytes(TEXT.encode())
    (document,), problems = read(file)
    assert document.text == TEXT
    assert document.raw == TEXT.encode()
    assert document.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (document.source, document.stem, document.media, problems) == (str(file), "note", "text", [])


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    (document,), problems = read(file)
    assert document.text == TEXT
    assert not problems


def test_a_folder_is_searched_downwards_files_first_and_by_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "z/c.txt", "c/d.txt", ".hidden.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    documents, problems = read(tmp_path)
    assert [os.path.relpath(d.source, tmp_path) for d in documents] == ["a.md", "b.txt", "c/d.txt", "z/c.txt"]
    assert not problems


def test_what_the_run_writes_itself_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "articles.jsonl").write_text('{"id": "a"}\n')
    (tmp_path / "kaz.duckdb").write_bytes(b"\0\1\2")
    documents, problems = read(tmp_path, leave_out=(str(tmp_path / "out"),))
    assert [d.stem for d in documents] == ["a"]
    assert not problems


def test_a_link_round_in_a_circle_is_named_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    documents, (loop,) = read(tmp_path)
    assert len(documents) == 1
    assert "link" in loop.reason


def test_each_line_of_jsonl_is_an_article_with_what_it_says(tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    rows = [
        {
            "id": "visit",
            "text": "One.",
            "date": "2023-11",
            "title": "A visit",
            "publisher": "The Sample",
            "language": "en",
            "url": "https://example.org/1",
        },
        {"text": "Two."},
    ]
    file.write_text("\n".join(json.dumps(r) for r in rows))
    (one, two), problems = read(file)
    assert (one.stem, one.source, one.order, one.given.date, one.given.title) == ("visit", f"{file}:1", 1, "2023-11", "A visit")
    assert (two.stem, two.source, two.text, two.given.id) == ("all", f"{file}:2", "Two.", None)
    assert two.sha256 == hashlib.sha256(b"Two.").hexdigest()
    assert not problems


def test_packed_jsonl_reads_like_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl.gz"
    file.write_bytes(gzip.compress(b'\n{"text": "One."}\n\n{"id": "x", "text": "Two."}\n'))
    documents, problems = read(file)
    assert [(d.stem, d.source, d.text) for d in documents] == [("all", f"{file}:2", "One."), ("x", f"{file}:4", "Two.")]
    assert not problems


def test_ids_that_are_plain_numbers_are_not_taken_for_line_numbers(tmp_path: Path) -> None:
    file = tmp_path / "n.jsonl"
    file.write_text('broken\n{"id": 3, "text": "One."}\n{"id": "1", "text": "Two."}\n')
    (one, two), (broken,) = read(file)
    assert (one.source, two.source) == (f"{file}#3", f"{file}#1")
    assert broken.source == f"{file}#L1"
    assert "Line 1" in broken.reason


def test_an_id_that_stood_before_names_its_article_by_its_line(tmp_path: Path) -> None:
    file = tmp_path / "n.jsonl"
    file.write_text('{"id": 3, "text": "One."}\n{"id": 3, "text": "Two."}\n')
    assert [d.source for d in read(file)[0]] == [f"{file}#3", f"{file}#L2"]


def test_utf16_jsonl_keeps_its_lines(tmp_path: Path) -> None:
    file = tmp_path / "wide.jsonl"
    file.write_bytes('{"text": "Ķīlis."}\n{"text": "Two."}\n'.encode("utf-16"))
    documents, _ = read(file)
    assert [(d.text, d.order) for d in documents] == [("Ķīlis.", 1), ("Two.", 2)]


def test_the_same_sources_give_the_same_outcome_twice(tmp_path: Path) -> None:
    for i in range(5):
        (tmp_path / f"{i}.txt").write_text(TEXT * i)
    assert list(gather([str(tmp_path)], SETTINGS)) == list(gather([str(tmp_path)], SETTINGS))


def test_the_front_matter_of_a_markdown_file_says_what_a_record_would(tmp_path: Path) -> None:
    file = tmp_path / "visit.md"
    text = '---\ntitle: "A visit: to Riga"\ndate: 2021-05-03\nsource: The Sample\nurl: javascript:x\n---\n\nThe envoy met the minister.\n'
    file.write_text(text)
    (document,), problems = read(file)
    assert document.text == text
    assert (document.given.title, document.given.date, document.given.publisher) == ("A visit: to Riga", "2021-05-03", "The Sample")
    assert document.given.url is None
    assert not problems


def test_a_line_across_the_beginning_is_no_front_matter(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ndate: 2021-05-03\nand so on without an end\n")
    (document,), _ = read(tmp_path)
    assert document.given.date is None
