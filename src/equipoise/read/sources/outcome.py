"""What a source comes to: documents, and problems that say why something was not read and what to do."""

from __future__ import annotations

from equipoise.words.text import Document, Problem

STAGE = "sources"
Outcome = Document | Problem


def problem(source: str, reason: str, remedy: str) -> Problem:
    """A problem of this stage."""
    return Problem(source, STAGE, reason, remedy)


def megabytes(count: int) -> str:
    """A number of bytes as a person reads it.

    >>> megabytes(1_500_000)
    '1.5 MB'
    """
    return f"{count / 1_000_000:,.1f} MB" if count >= 100_000 else f"{count:,} bytes"
