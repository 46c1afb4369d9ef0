"""What a source comes to: documents, and problems that say why something was not read and what to do."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Any, TypeVar

from equipoise.words.text import Document, Given, Problem

STAGE = "sources"
Outcome = Document | Problem
T = TypeVar("T", bound=Document | Problem | Given)
_HALF = re.compile("[\ud800-\udfff]")


def problem(source: str, reason: str, remedy: str) -> Problem:
    """A problem of this stage."""
    return Problem(source, STAGE, reason, remedy)


def megabytes(count: int) -> str:
    """A number of bytes as a person reads it.

    >>> megabytes(1_500_000)
    '1.5 MB'
    """
    return f"{count / 1_000_000:,.1f} MB" if count >= 100_000 else f"{count:,} bytes"


def storable(outcome: Outcome) -> Outcome:
    """The same, with nothing in it that UTF-8 cannot write: a byte of a file's name that is no UTF-8, half a character in a title.

    Such a byte is shown as its number, so that two such names stay two; half a character is U+FFFD, so that offsets stay.
    """
    whole = _whole(outcome)
    if isinstance(whole, Document) and (given := _whole(whole.given)) is not whole.given:
        return replace(whole, given=given)
    return whole


def _whole(thing: T) -> T:
    values = ((f.name, getattr(thing, f.name)) for f in fields(thing))
    broken: dict[str, Any] = {name: _HALF.sub(_said, v) for name, v in values if isinstance(v, str) and _HALF.search(v)}
    return replace(thing, **broken) if broken else thing


def _said(half: re.Match[str]) -> str:
    code = ord(half[0])
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else "\ufffd"  # PEP 383: how Python holds the bytes of a name
