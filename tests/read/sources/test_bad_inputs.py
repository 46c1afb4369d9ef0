"""Bad input never stops a run: each ends in a problem with a reason and a remedy, and the article beside it is read."""

from __future__ import annotations

import gzip
import json
import os
import random
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from equipoise.read.article import read_article
from equipoise.read.sources import files, gather
from equipoise.settings import Settings
from equipoise.words.text import ArticleId, Document, Problem

SETTINGS = Settings()
GOOD = "The envoy met the minister in Riga on 3 May 2021. They spoke about grain."
RUSSIAN = (
    "Министр иностранных дел прибыл в столицу с официальным визитом. Стороны обсудили торговлю зерном и новые дороги.\n"
    "Переговоры продолжатся весной, сообщила пресс-служба ведомства.\n"
)
NOISE = random.Random(7).randbytes(5000)


def gathered(path: Path, settings: Settings = SETTINGS) -> tuple[list[Document], list[Problem]]:
    out = list(gather([str(path)], settings))
    return [d for d in out if isinstance(d, Document)], [p for p in out if isinstance(p, Problem)]


SET_ASIDE: dict[str, tuple[str, bytes, str]] = {
    "an empty file": ("bad.txt", b"", "empty"),
    "white space alone": ("bad.txt", b" \r\n\t\n", "empty"),
    "an empty page": ("bad.html", b"", "empty"),
    "empty JSONL": ("bad.jsonl", b"", "empty"),
    "JSONL of blank lines": ("bad.jsonl", b"\n\n  \n", "no line"),
    "random bytes": ("bad.txt", NOISE, "control characters"),
    "NUL bytes alone": ("bad.txt", bytes(3000), "control characters"),
    "a PDF called .txt": ("bad.txt", b"%PDF-1.7\n" + NOISE, "a PDF"),
    "a picture called .html": ("bad.html", b"\x89PNG\r\n\x1a\n" + NOISE, "a picture"),
    "broken UTF-16": ("bad.txt", b"\xff\xfe" + "text".encode("utf-16-le") + b"\x00\xd8a", "UTF-16"),
    "a packed file that is none": ("bad.jsonl.gz", b"no gzip at all", "unpacked"),
    "a packed file cut short": ("bad.jsonl.gz", gzip.compress(b'{"text": "One."}\n' * 500)[:-9], "cannot be unpacked"),
    "a page without text": ("bad.html", b"<html><head><script>var x = 1</script></head><body><img src=x></body></html>", "No article text"),
    "an ending that is not read": ("bad.docx", b"PK\x03\x04" + NOISE, "ending"),
    "a line that is no JSON": ("bad.jsonl", b'{"text": "cut of', "Line 1 is not JSON"),
    "a line that is a list": ("bad.jsonl", b'["text"]', "Line 1 is no JSON object but list"),
    "a line without text": ("bad.jsonl", b'{"id": "x"}', "Line 1 has no text"),
    "a text that is a number": ("bad.jsonl", b'{"text": 5}', "no string but int"),
    "a text of white space": ("bad.jsonl", b'{"text": " \\n "}', "Line 1 has no text"),
    "a line nested too deep": ("bad.jsonl", b"[" * 100_000, "nested too deep"),
    "a number without end": ("bad.jsonl", b'{"text": ' + b"9" * 10_000 + b"}", "too many digits"),
    "a line that is binary": ("bad.jsonl", NOISE.replace(b"\n", b""), "Line 1 is not UTF-8"),
}


@pytest.mark.parametrize("what", SET_ASIDE)
def test_what_cannot_be_read_is_set_aside_and_the_run_goes_on(tmp_path: Path, what: str) -> None:
    name, data, reason = SET_ASIDE[what]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(GOOD)
    documents, problems = gathered(tmp_path)
    assert [d.stem for d in documents] == ["good"]
    assert problems
    for problem in problems:
        assert reason in problem.reason
        assert problem.remedy
        assert problem.source.startswith(str(tmp_path / name))
        assert problem.stage == "sources"


DECODED: dict[str, tuple[bytes, str, str]] = {
    "UTF-16 with its mark": (GOOD.encode("utf-16"), GOOD, "UTF-16"),
    "UTF-16 without a mark": (GOOD.encode("utf-16-be"), GOOD, "UTF-16"),
    "UTF-32": (GOOD.encode("utf-32"), GOOD, "UTF-32"),
    "cp1251": (RUSSIAN.encode("cp1251"), RUSSIAN, "Windows-1251"),
    "koi8-r": (RUSSIAN.encode("koi8_r"), RUSSIAN, "koi8_r"),
    "cp1252": ("“Grain,” the café’s owner said.".encode("cp1252"), "“Grain,” the café’s owner said.", "Windows-1252"),
    "UTF-8 and cp1252 by lines": (
        "Élan is UTF-8.\n".encode() + "Café is not.\n".encode("cp1252"),
        "Élan is UTF-8.\nCafé is not.\n",
        "mixed",
    ),
    "UTF-8 and cp1252 in a line": ("“One” – “two” and ".encode() + b"\x93three\x94.", "“One” – “two” and “three”.", "mixed"),
    "UTF-8 and cp1251 by lines": ("Это первая строка.\n".encode() + RUSSIAN.encode("cp1251"), "Это первая строка.\n" + RUSSIAN, "mixed"),
    "some NUL bytes": (GOOD.encode() + b"\0" + GOOD.encode(), GOOD + "\0" + GOOD, "NUL"),
}


@pytest.mark.parametrize("what", DECODED)
def test_other_encodings_are_decoded_where_they_can_be_told_and_named(tmp_path: Path, what: str) -> None:
    data, text, reason = DECODED[what]
    (tmp_path / "odd.txt").write_bytes(data)
    (document,), (problem,) = gathered(tmp_path)
    assert document.text == text
    assert document.raw == data
    assert reason in problem.reason


def test_broken_lines_are_named_and_the_others_are_read(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": GOOD}),
        '{"text": "cut',
        "",
        json.dumps({"id": "x", "text": GOOD}),
        "null",
        json.dumps({"title": "no text"}),
    ]
    (tmp_path / "some.jsonl").write_text("\n".join(lines))
    documents, problems = gathered(tmp_path / "some.jsonl")
    assert [d.order for d in documents] == [1, 4]
    assert [p.source.rsplit(":", 1)[1] for p in problems] == ["2", "5", "6"]


def test_half_a_character_in_a_record_is_replaced_and_marked_unreadable(tmp_path: Path) -> None:
    (tmp_path / "half.jsonl").write_text('{"text": "The envoy \\ud800 met the minister in Riga on Monday."}')
    (document,), (problem,) = gathered(tmp_path / "half.jsonl")
    article = read_article(document, ArticleId("half"), SETTINGS).article
    assert article.text.encode("utf-8")
    assert [b.kind for b in article.boilerplate] == ["unreadable"]
    assert "half a character" in problem.reason


def test_fields_of_a_wrong_type_are_left_out_and_named(tmp_path: Path) -> None:
    row = {"id": {"a": 1}, "date": 2023, "title": ["x"], "language": "", "text": GOOD}
    (tmp_path / "odd.jsonl").write_text(json.dumps(row))
    (document,), (problem,) = gathered(tmp_path / "odd.jsonl")
    assert (document.stem, document.given.date, document.given.title, document.given.language) == ("odd", "2023", None, None)
    assert '"id"' in problem.reason
    assert '"title"' in problem.reason


def test_a_missing_path_is_a_problem(tmp_path: Path) -> None:
    documents, (problem,) = gathered(tmp_path / "nowhere")
    assert not documents
    assert "no such file" in problem.reason


def test_an_empty_folder_is_a_problem(tmp_path: Path) -> None:
    documents, (problem,) = gathered(tmp_path)
    assert not documents
    assert "no file" in problem.reason


def test_a_link_that_leads_nowhere_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    (tmp_path / "good.txt").write_text(GOOD)
    documents, (problem,) = gathered(tmp_path)
    assert [d.stem for d in documents] == ["good"]
    assert "nowhere" in problem.reason


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    documents, (problem,) = gathered(tmp_path)
    assert not documents
    assert "regular file" in problem.reason


def test_no_permission_is_a_problem_with_its_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed.txt").write_text(GOOD)
    (tmp_path / "open.txt").write_text(GOOD)
    real = files._bytes_of

    # Permissions do not bind the root user, who runs the tests in a container.
    def refusing(path: str, settings: Settings) -> bytes | Problem:
        if "closed" in path:
            raise PermissionError(13, "Permission denied", path)
        return real(path, settings)

    monkeypatch.setattr(files, "_bytes_of", refusing)
    documents, (problem,) = gathered(tmp_path)
    assert [d.stem for d in documents] == ["open"]
    assert "permission" in problem.reason
    assert "chmod" in problem.remedy


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind the root user")
@pytest.mark.parametrize("name", ["closed.txt", "closed.jsonl", "closed"])
def test_closed_files_and_folders_are_problems(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(GOOD) if "." in name else path.mkdir()
    path.chmod(0)
    try:
        documents, (problem,) = gathered(tmp_path)
    finally:
        path.chmod(0o700)
    assert not documents
    assert "ermission" in problem.reason + problem.remedy


def test_a_file_over_the_limit_is_set_aside_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as f:
        f.truncate(SETTINGS.max_file_bytes + 1)
    documents, (problem,) = gathered(tmp_path)
    assert not documents
    assert "too large" in problem.reason
    assert "max_file_bytes" in problem.remedy


def test_a_text_of_50_megabytes_is_read_in_part_with_bounded_memory(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_bytes((GOOD + "\n").encode() * (50_000_000 // (len(GOOD) + 1)))
    tracemalloc.start()
    (document,), problems = gathered(tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    result = read_article(document, ArticleId("long"), SETTINGS)
    assert not problems
    assert 900_000 < len(result.article.text) <= SETTINGS.max_text_chars
    assert document.text.startswith(result.article.text)
    assert any("characters" in p.reason and "max_text_chars" in p.remedy for p in result.problems)
    assert peak < 250_000_000


@pytest.mark.parametrize("piece", ["a", "word ", "a.", ". ", "“", "(", "http://a", "<b", "share ", "1.", "by A"])
def test_a_line_of_five_megabytes_is_read_up_to_the_limit(tmp_path: Path, piece: str) -> None:
    (tmp_path / "line.txt").write_text((piece * (5_000_000 // len(piece) + 1))[:5_000_000])
    (document,), _ = gathered(tmp_path)
    result = read_article(document, ArticleId("line"), SETTINGS)
    assert len(result.article.text) <= SETTINGS.max_text_chars
    assert any("were read, the rest was not" in p.reason for p in result.problems)
    for s in result.sentences[:50]:
        assert s.text == result.article.text[s.start : s.end]


def test_a_sentence_without_end_is_named_and_the_article_not_coded(tmp_path: Path) -> None:
    (tmp_path / "flow.txt").write_text("the men and the " * 1000)
    (document,), _ = gathered(tmp_path)
    result = read_article(document, ArticleId("flow"), SETTINGS)
    assert not result.article.coded
    assert any("without a sentence end" in p.reason for p in result.problems)


def test_a_packed_file_that_unpacks_without_end_is_stopped(tmp_path: Path) -> None:
    settings = Settings(max_file_bytes=1_000_000)  # 60 MB pack to 60 kB
    line = json.dumps({"text": GOOD}).encode() + b"\n"
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(line + bytes(60_000_000), 9))
    tracemalloc.start()
    documents, problems = gathered(tmp_path, settings)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(documents) == 1
    assert any("unpacks to more" in p.reason for p in problems)
    assert peak < 20_000_000


def test_a_line_over_the_limit_is_skipped_and_the_next_is_read(tmp_path: Path) -> None:
    settings = Settings(max_file_bytes=10_000)
    rows = [json.dumps({"text": "x" * 50_000}), json.dumps({"text": GOOD})]
    (tmp_path / "long.jsonl").write_text("\n".join(rows))
    (document,), (problem,) = gathered(tmp_path, settings)
    assert (document.text, document.order) == (GOOD, 2)
    assert problem.source.endswith(":1")


def test_more_lines_than_the_limit_are_named(tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_text((json.dumps({"text": GOOD}) + "\n") * 5)
    documents, (problem,) = gathered(tmp_path, Settings(max_lines=3))
    assert len(documents) == 3
    assert "From line 4 on" in problem.reason


def test_an_article_in_another_language_is_kept_and_not_coded(tmp_path: Path) -> None:
    (tmp_path / "ru.txt").write_text(RUSSIAN)
    (document,), problems = gathered(tmp_path)
    result = read_article(document, ArticleId("ru"), SETTINGS)
    assert not problems
    assert (result.article.language, result.article.coded, result.article.text) == ("ru", False, RUSSIAN)
    assert any("another language (ru)" in p.reason for p in result.problems)


def test_hostile_text_is_kept_as_it_is(tmp_path: Path) -> None:
    text = (
        "The envoy said <script>alert(1)</script> on Monday in Riga.\n=1+1 was \u202ereversed\u202c and \x1b[31mred\x1b[0m for the press.\n"
    )
    (tmp_path / "hostile.txt").write_text(text)
    (document,), _ = gathered(tmp_path)
    result = read_article(document, ArticleId("h"), SETTINGS)
    assert result.article.text == text
    assert all(s.text == text[s.start : s.end] for s in result.sentences)


def test_a_file_name_that_is_no_utf_8_is_read_and_named_with_its_bytes(tmp_path: Path) -> None:
    for odd in (b"odd\xfe.txt", b"odd\xff.txt", b"odd\xff.bin"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + odd)).write_text(GOOD)
    documents, (problem,) = gathered(tmp_path)
    assert [d.stem for d in documents] == ["odd\\xfe", "odd\\xff"]
    for text in (problem.source, *(d.source for d in documents)):
        assert text.encode("utf-8")


def nested(depth: int) -> str:
    return "<html><body>" + "<div>" * depth + f"<p>{GOOD}</p>" + "</div>" * depth + "</body></html>"


PAGES: dict[str, Callable[[], str]] = {
    "nested 50,000 deep": lambda: nested(50_000),
    "opened and never closed": lambda: "<html><body>" + "<div><span><b>" * 30_000 + GOOD,
    "200,000 elements": lambda: f"<html><body><p>{GOOD}</p>" + "<i>x</i>" * 200_000 + "</body></html>",
    "mostly scripts": lambda: "<html><body>" + "<script>var a = '<p>no</p>';</script>" * 20_000 + f"<p>{GOOD}</p><script>" + "x" * 500_000,
    "comments left open": lambda: f"<html><body><article><p>{GOOD}</p></article>" + "<!-- " * 100_000,
    "angle brackets alone": lambda: f"<html><body><p>{GOOD}</p>" + "<" * 300_000,
    "one tag without end": lambda: f"<html><body><p>{GOOD}</p><a " + "x='1' " * 100_000,
    "entities": lambda: f"<html><body><p>{GOOD}</p><p>" + "&amp;lt;" * 50_000 + "</p></body></html>",
    "tables in tables": lambda: "<html><body>" + "<table><tr><td>" * 5_000 + GOOD,
}


@pytest.mark.parametrize("what", PAGES)
def test_hostile_pages_are_read_or_set_aside(tmp_path: Path, what: str) -> None:
    (tmp_path / "page.html").write_text(PAGES[what]())
    documents, problems = gathered(tmp_path)
    assert documents or problems
    for document in documents:
        assert GOOD in document.text
        assert "var a" not in document.text


def test_a_page_that_its_parsers_break_on_is_read_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from lxml.etree import ParserError

    def breaking(*_: object, **__: object) -> None:
        raise ParserError("Document is empty")

    monkeypatch.setattr("trafilatura.bare_extraction", breaking)
    monkeypatch.setattr("htmldate.find_date", breaking)
    (tmp_path / "page.html").write_text(f"<html><body><p>{GOOD}</p></body></html>")
    (document,), (problem,) = gathered(tmp_path)
    assert document.text == GOOD
    assert "read plainly" in problem.reason
