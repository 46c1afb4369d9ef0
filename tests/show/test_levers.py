"""Levers in a brief: a section where a result is given, nothing else changed without one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from equipoise.show.brief import make_brief
from equipoise.show.levers import read_levers
from equipoise.show.page import Table
from equipoise.show.save import save_brief
from equipoise.words.errors import InputError

from . import made

RECORD: dict[str, Any] = {
    "equipoise": "0.1.0",
    "hash": "abc123",
    "target": "KAZ",
    "levers": [
        {
            "power": "RUS", "trade_loss": -0.6, "trade_loss_p05": -1.1, "trade_loss_p50": -0.61, "trade_loss_p95": -0.35,
            "own_loss": -0.09, "leverage": 6.7, "flow_lost": 80.0,
        },
        {"power": "CHN", "trade_loss": -0.66, "own_loss": -0.01, "leverage": 110.9, "shift": -2.1, "shift_p05": -8.8, "shift_p95": 5.9},
    ],
    "says": ["By its territory Russia can hold up most."],
    "notices": ["No actor <script>alert(1)</script> belongs to 'TUR'."],
    "rests_on": ["trade: a ban (x.yaml)"],
}  # fmt: skip


def stored(folder: Path, **changed: Any) -> Path:
    place = folder / "levers.json"
    place.write_text(json.dumps({**RECORD, **changed}), encoding="utf-8")
    return place


def test_a_result_becomes_a_section_after_structure_with_own_cost_and_ranges(tmp_path: Path) -> None:
    brief = make_brief(replace(made.project(), levers=read_levers(stored(tmp_path), "KAZ")))
    ids = [s.id for s in brief.sections]
    assert "levers" in ids
    section = brief.sections[ids.index("levers")]
    table = next(b for b in section.blocks if isinstance(b, Table))
    russia, china = table.rows
    assert [c.text for c in russia] == ["Russia", "−0.60", "−0.09", "6.7", "80", "–"]
    assert russia[1].note == "−1.10 / −0.61 / −0.35"
    assert china[5].text == "−2.1"
    assert china[4].text == "–"
    page = save_brief(brief, tmp_path / "brief.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "By its territory Russia can hold up most." in page
    assert json.loads(save_brief(brief, tmp_path / "brief.json").read_text(encoding="utf-8"))["levers"]["hash"] == "abc123"
    assert "Levers" in save_brief(brief, tmp_path / "brief.md").read_text(encoding="utf-8")


def test_without_a_result_a_brief_says_nothing_of_levers(tmp_path: Path) -> None:
    brief = make_brief(made.project())
    assert "levers" not in [s.id for s in brief.sections]
    assert "levers" not in json.loads(save_brief(brief, tmp_path / "brief.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"target": "UZB"}, "Uzbekistan"),
        ({"levers": []}, "holds no levers"),
        ({"levers": [{"power": 3}]}, "holds no levers"),
        ({"levers": [{"power": "RUS", "trade_loss": "much"}]}, "holds no levers"),
        ({"levers": [{"power": "RUS", "trade_loss": float("nan")}]}, "holds no levers"),
        ({"says": "text"}, "holds no levers"),
        ({"says": [3]}, "holds no levers"),
        ({"hash": None}, "holds no levers"),
    ],
)
def test_a_file_that_is_no_result_about_the_target_is_refused(tmp_path: Path, changed: dict[str, Any], word: str) -> None:
    with pytest.raises(InputError, match=word):
        read_levers(stored(tmp_path, **changed), "KAZ")


def test_no_file_and_no_json_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_levers(tmp_path / "nowhere.json", "KAZ")
    (tmp_path / "x.json").write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(InputError, match="holds no levers"):
        read_levers(tmp_path / "x.json", "KAZ")
    (tmp_path / "y.json").write_text(" " * 5_000_001, encoding="utf-8")
    with pytest.raises(InputError, match="larger than 5 MB"):
        read_levers(tmp_path / "y.json", "KAZ")
