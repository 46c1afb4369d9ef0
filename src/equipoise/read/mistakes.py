"""What is wrong with a file that a user wrote. In: the file's name, Mistakes with their lines. Out: one message that lists them.

A file with a mistake is used in no part; the message lists every mistake, up to a bound, so that one look mends the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

MOST_LISTED = 20
MOST_BYTES = 20_000_000
_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake; ``line`` counts from 1. ``what`` says what is wrong and what to write instead."""

    line: int
    what: str


def listed(file: str, mistakes: Iterable[Mistake]) -> str:
    """The message for all mistakes of a file, by line.

    >>> print(listed("my.csv", [Mistake(3, "no name"), Mistake(2, "no code")]))
    my.csv has 2 mistakes, so nothing of it is used:
    my.csv, line 2: no code
    my.csv, line 3: no name
    """
    found = sorted(set(mistakes))
    lines = [f"{file}, line {m.line}: {m.what}" for m in found[:MOST_LISTED]]
    more = [f"and {len(found) - MOST_LISTED} more"] if len(found) > MOST_LISTED else []
    return "\n".join([f"{file} has {len(found)} mistake{'s' * (len(found) > 1)}, so nothing of it is used:", *lines, *more])


def shown(value: object) -> str:
    """A value as a message quotes it: on one line, and not too long.

    >>> shown("CONSULT"), shown("x" * 100)[-5:]
    ("'CONSULT'", "xxx…'")
    """
    text = value if isinstance(value, str) else repr(value)
    short = text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"
    return repr(short) if isinstance(value, str) else short


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """A hint at the known word that was probably meant; empty where none is near.

    >>> nearest("consul", ["CONSULT", "AID"])
    " Did you mean 'CONSULT'?"
    """
    by_fold = {k.casefold(): str(k) for k in known}
    near = get_close_matches(word[:_LONGEST_SHOWN].casefold(), by_fold, n=1, cutoff=likeness)
    return f" Did you mean {by_fold[near[0]]!r}?" if near else ""


def read_text(file: str) -> tuple[str, list[Mistake]]:
    """The text of a file in UTF-8, or the mistake that keeps it from being read. Raises OSError where it cannot be opened."""
    if Path(file).stat().st_size > MOST_BYTES:
        return "", [Mistake(1, f"the file is larger than {MOST_BYTES // 1_000_000} MB. Split it")]
    data = Path(file).read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        line = data.count(b"\n", 0, e.start) + 1
        return "", [Mistake(line, f"byte {data[e.start]:#04x} is not UTF-8. Save the file with the encoding UTF-8")]
    if "\0" in text:
        return "", [Mistake(text.count("\n", 0, text.index("\0")) + 1, "a zero byte stands in it. Save the file as text in UTF-8")]
    return text, []
