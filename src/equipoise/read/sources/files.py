"""Read one file. In: a path. Out: its documents, or a problem with reason and remedy. What cannot be read never stops the run."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator

from equipoise.read.sources.decoding import UndecodableError, decode
from equipoise.read.sources.front_matter import read_front_matter
from equipoise.read.sources.outcome import Outcome, megabytes, problem
from equipoise.read.sources.records import read_records
from equipoise.settings import Settings
from equipoise.words.text import Document, Given, Problem

_RECORDS = (".jsonl", ".jsonl.gz")
_PAGES = (".html", ".htm")


def read_file(path: str, settings: Settings) -> Iterator[Outcome]:
    """The documents of a file, streaming for JSONL; a problem for each thing in it that could not be read."""
    name = path.lower()
    try:
        if name.endswith(_RECORDS):
            yield from read_records(path, settings)
            return
        data = _bytes_of(path, settings)
    except OSError as e:
        yield refused(path, e)
        return
    if isinstance(data, Problem):
        yield data
        return
    yield from read_bytes(path, stem_of(path), data, settings, is_page=name.endswith(_PAGES))


def read_bytes(
    source: str,
    stem: str,
    data: bytes,
    settings: Settings,
    is_page: bool = False,
    declared: str | None = None,
    given: Given | None = None,
) -> Iterator[Outcome]:
    """The document that some bytes are, a page or plain text."""
    if not data.strip():
        yield problem(source, "It is empty.", "Put the article's text into it, or leave it out.")
        return
    if is_page or _looks_like_page(data):
        from equipoise.read.sources.pages import read_page

        yield from read_page(source, stem, data, declared, given)
        return
    try:
        decoded = decode(data, declared)
    except UndecodableError as e:
        yield problem(source, e.reason, e.remedy)
        return
    if not decoded.text.strip("\0 \t\r\n\ufeff"):
        yield problem(source, "There is no text in it, only white space.", "Put the article's text into it, or leave it out.")
        return
    if decoded.note:
        yield problem(source, decoded.note, "Save it as UTF-8, and check that names and quotation marks are right.")
    yield Document(source, stem, 0, data, hashlib.sha256(data).hexdigest(), decoded.text, "text", given or read_front_matter(decoded.text))


def refused(path: str, error: OSError) -> Problem:
    """Why a file could not be opened or read, in words."""
    if isinstance(error, PermissionError):
        return problem(path, "There is no permission to read it.", "Change its permissions (chmod +r), or run as somebody who may.")
    return problem(path, f"It cannot be read: {error.strerror or error}.", "Check the file.")


def stem_of(path: str) -> str:
    """A file's name without folder and ending; what stands before ``.jsonl.gz`` too.

    >>> stem_of("news/2023/astana.txt"), stem_of("all.jsonl.gz")
    ('astana', 'all')
    """
    name = os.path.basename(path.rstrip("/"))
    lower = name.lower()
    ending = next((e for e in (".jsonl.gz", ".jsonl", ".html", ".htm", ".txt", ".md") if lower.endswith(e)), "")
    return name[: len(name) - len(ending)] if ending else os.path.splitext(name)[0] or name


def _bytes_of(path: str, settings: Settings) -> bytes | Problem:
    size = os.stat(path).st_size
    if size > settings.max_file_bytes:
        return problem(
            path,
            f"It is too large: {megabytes(size)}, the limit is {megabytes(settings.max_file_bytes)}.",
            "Split it into its articles, or raise the setting max_file_bytes.",
        )
    with open(path, "rb") as f:
        # A file may grow while it is read.
        return f.read(settings.max_file_bytes)


def _looks_like_page(data: bytes) -> bool:
    return data[:300].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html"))
