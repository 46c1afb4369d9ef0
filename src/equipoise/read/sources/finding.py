"""Find the files under a path. In: a path as given. Out: files in a fixed order, or problems. Folders are searched downwards.

Hidden names are left out; links to folders are not followed, so that no search goes round in circles.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from equipoise.read.sources.outcome import problem
from equipoise.words.text import Problem

ENDINGS = (".txt", ".md", ".html", ".htm", ".jsonl", ".jsonl.gz")
OURS = (".duckdb", ".duckdb.wal", ".wal", ".tmp")  # a project file may lie among its articles
_KINDS = ", ".join(ENDINGS)


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file; ``named`` where it was given itself, not found in a folder."""

    path: str
    named: bool


def find_files(path: str, leave_out: Sequence[str] = ()) -> Iterator[Found | Problem]:
    """The files that a path means, folders searched downwards, each folder's files before its folders, by name."""
    if os.path.isfile(path):
        yield Found(path, named=True)
    elif os.path.isdir(path):
        yield from _in_folder(path, {os.path.realpath(x) for x in leave_out})
    elif os.path.lexists(path):
        what = "a link that leads nowhere" if os.path.islink(path) else "neither a file nor a folder"
        yield problem(path, f"It is {what}.", "Give a file, a folder or an http(s) address.")
    else:
        yield problem(path, "There is no such file or folder.", "Check the path.")


def _in_folder(path: str, leave_out: set[str]) -> Iterator[Found | Problem]:
    refused: list[OSError] = []
    seen = 0
    for at, folders, names in os.walk(path, onerror=refused.append):
        folders[:] = sorted(d for d in folders if not d.startswith(".") and os.path.realpath(os.path.join(at, d)) not in leave_out)
        for d in list(folders):
            if os.path.islink(os.path.join(at, d)):
                yield problem(os.path.join(at, d), "It is a link to a folder; links are not followed.", "Give the folder itself.")
        for name in sorted(names):
            file = os.path.join(at, name)
            if name.startswith(".") or name.lower().endswith(OURS) or os.path.realpath(file) in leave_out:
                continue
            seen += 1
            yield _judged(file)
        yield from (_refused(e) for e in refused)
        seen += len(refused)
        refused.clear()
    yield from (_refused(e) for e in refused)
    if not seen and not refused:
        yield problem(path, "There is no file in this folder.", f"Put articles into it ({_KINDS}), or give another folder.")


def _judged(file: str) -> Found | Problem:
    if not file.lower().endswith(ENDINGS):
        return problem(file, "Files of this ending are not read.", f"Save it as one of {_KINDS}, or give the file by its own name.")
    if not os.path.isfile(file):
        return problem(file, "It is no regular file, or a link that leads nowhere.", "Give the file itself.")
    return Found(file, named=False)


def _refused(error: OSError) -> Problem:
    return problem(str(error.filename), f"The folder cannot be opened: {error.strerror}.", "Check its permissions.")
