"""The scripts of benchmarks/ and evaluation/ are imported by their bare names: two of one name would hide each other."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_no_script_hides_another() -> None:
    there = [{p.name for p in (ROOT / folder).glob("*.py")} for folder in ("benchmarks", "evaluation")]
    assert there[0] & there[1] == set()
