"""One event in full, on the terminal and as a page."""

from pathlib import Path

import pytest

from equipoise.show.event import EventView, render_event, save_event, view_event
from equipoise.words.errors import InputError

from . import made


def macron() -> EventView:
    """Macron's visit with its three reports."""
    p = made.project()
    e = p.events[0]
    return view_event(e, [m for m in p.mentions if m.id in e.mentions], p.articles, [r for r in p.event_mentions if r.event == e.id])


def test_the_event_is_shown_with_each_sentence_lit_in_its_paragraph() -> None:
    text = render_event(macron())
    assert text.startswith("Emmanuel Macron (France) visited Kazakhstan in Astana.")
    assert "» French President Emmanuel Macron travelled to Astana on 1 November and met Kassym-Jomart Tokayev. « He praised" in " ".join(
        text.split()
    )
    assert text.count("\nSentence ") == 3
    assert "3, of which 1 independent" in text


def test_it_says_why_it_was_coded_so_and_why_the_report_belongs_to_it() -> None:
    text = " ".join(render_event(macron()).split())
    assert "rule made/consult" in text
    assert "In this event because: made up" in text
    assert "France gains" in text


def test_nothing_in_it_can_steer_the_terminal() -> None:
    p = made.project()
    e = next(e for e in p.events if any("china" in m for m in e.mentions))
    text = render_event(view_event(e, [m for m in p.mentions if m.id in e.mentions], p.articles, []))
    assert "\x1b" not in text
    assert "⟨U+202E⟩" in text


def test_the_page_escapes_and_loads_nothing(tmp_path: Path) -> None:
    page = save_event(macron(), tmp_path / "e.html").read_text(encoding="utf-8")
    assert "<mark>French President Emmanuel Macron" in page
    assert "<script" not in page
    assert "src=" not in page


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.html, \.txt"):
        save_event(macron(), tmp_path / "e.pdf")
