"""Whether what is denied, planned, asked or supposed is told from what happened; and that news without an event codes nothing.

The sentences are our own and stand beside this file. In tricky.txt: modality | accepted types | actors > recipients | sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from equipoise.read.coders import Coding


def _lines(name: str) -> list[str]:
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("line", _lines("tricky.txt"))
def test_type_sides_and_modality_are_right(line: str, code: Callable[..., Coding]) -> None:
    modality, types, sides, text = (part.strip() for part in line.split("|", 3))
    actors, _, recipients = sides.partition(">")
    found = [(str(m.event), m.modality.value, {a.code for a in m.actors}, {a.code for a in m.recipients}) for m in code(text).mentions]
    wanted = [(event, modality, set(actors.split()), set(recipients.split())) for event in types.split()]
    assert any(w in found for w in wanted), found


@pytest.mark.parametrize("text", _lines("no_events.txt"))
def test_a_sentence_without_an_event_codes_nothing(text: str, code: Callable[..., Coding]) -> None:
    assert [(str(m.event), m.rule) for m in code(text).mentions] == []
