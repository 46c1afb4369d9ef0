"""Old and new wire sentences: each words mean whom a reader takes them for. The table is wire.txt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from equipoise.words.actor import ActorSpan

Read = Callable[..., list[list[ActorSpan]]]
TABLE = Path(__file__).parent / "wire.txt"


def cases() -> Iterator[tuple[date, tuple[str, ...], str]]:
    for block in TABLE.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line.strip() and not line.startswith("#")]
        if lines:
            day, text, expected = lines
            yield date.fromisoformat(day), tuple(t.strip() for t in text.split("||")), expected


def meant(spans: list[ActorSpan], words: str) -> str:
    """Codes of the first span that holds the words (@ before a place), as the table writes them."""
    found = next((s for s in spans if s.text == words), None) or next((s for s in spans if words in s.text), None)
    found = found or next((s for s in spans if s.text in words and s.parties), None)
    if found is None:
        return "0"
    codes = "+".join(sorted(p.code for p in found.parties))
    return "0" if codes == "UNK" else "@" * found.is_place + codes


@pytest.mark.parametrize(("day", "texts", "expected"), list(cases()), ids=lambda value: value[-1][:50] if isinstance(value, tuple) else "")
def test_words_mean_whom_a_reader_takes_them_for(read: Read, day: date, texts: tuple[str, ...], expected: str) -> None:
    spans = read(*texts, day=day)[-1]
    wanted = {words: "+".join(sorted(codes.split("+"))) for words, codes in (pair.split(" = ") for pair in expected.split("; "))}
    assert {words: meant(spans, words) for words in wanted} == wanted


def test_the_table_is_broad() -> None:
    assert len(list(cases())) >= 150
