"""Write a brief to a file. In: Brief, path. Out: the file, in the format its ending names. A half-written file is never left behind."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from equipoise.show.brief import Brief
from equipoise.store.nouns import uncollected
from equipoise.words.errors import InputError


def _html(brief: Brief) -> bytes:
    from equipoise.show.html import brief_html

    return brief_html(brief).encode("utf-8")


def _markdown(brief: Brief) -> bytes:
    from equipoise.show.markdown import brief_markdown

    return brief_markdown(brief).encode("utf-8")


def _json(brief: Brief) -> bytes:
    from equipoise.show.record import brief_text

    return brief_text(brief).encode("utf-8")


def _pdf(brief: Brief) -> bytes:
    from equipoise.show.pdf import brief_pdf

    return brief_pdf(brief)


def _ics(brief: Brief) -> bytes:
    from equipoise.show.calendar import brief_calendar

    return brief_calendar(brief)


WRITERS: Mapping[str, Callable[[Brief], bytes]] = {
    ".html": _html,
    ".htm": _html,
    ".md": _markdown,
    ".json": _json,
    ".pdf": _pdf,
    ".ics": _ics,
}


def render_markdown(brief: Brief) -> str:
    """The brief as Markdown text, to read on a terminal."""
    return _markdown(brief).decode("utf-8")


def check_brief_path(path: str | Path) -> Path:
    """The path, if its ending names a format of a brief and its folder is there. Raises InputError; ask before the work."""
    found = Path(path)
    if found.suffix.lower() not in WRITERS:
        raise InputError(f"A brief cannot be written as {found.name!r}. The ending chooses the format: {', '.join(WRITERS)}")
    if found.is_dir() or not found.parent.is_dir():
        what = "It is a folder" if found.is_dir() else f"There is no folder {found.parent}"
        raise InputError(f"{found} cannot be written: {what}. Name another place with -o")
    return found


@uncollected()
def save_brief(brief: Brief, path: str | Path) -> Path:
    """Write the brief; the ending chooses .html, .md, .json, .pdf or .ics.

    Raises InputError for another ending or a place that cannot be written.
    """
    found = check_brief_path(path)
    write_whole(found, WRITERS[found.suffix.lower()](brief))
    return found


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all. Raises InputError that says why it cannot be written."""
    part = path.with_name(f".{path.name[:200]}.part")
    try:
        part.unlink(missing_ok=True)  # a run that was killed may have left it
        with open(part, "xb") as out:  # new, so that nobody's link leads the bytes elsewhere
            out.write(data)
        os.replace(part, path)
    except OSError as e:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise InputError(f"{path} cannot be written: {e.strerror}. Name another place with -o") from e
