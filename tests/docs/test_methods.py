"""The values that the methods pages print are those of the code, and the examples worked by hand come out as they say."""

from __future__ import annotations

import importlib
import math
import re
from pathlib import Path

import pytest

METHODS = Path(__file__).resolve().parents[2] / "docs" / "methods"
HOMES = {
    "alignment": "equipoise.read.alignment",
    "clue": "equipoise.read.dates.clue",
    "content": "equipoise.read.dates.content",
    "copies": "equipoise.read.copies",
    "figures": "equipoise.ledger.figures",
    "fuse": "equipoise.ledger.fuse",
    "merge": "equipoise.ledger.merge",
    "reader": "equipoise.read.dates.reader",
    "returning": "equipoise.read.dates.returning",
    "rewrites": "equipoise.read.rewrites",
    "weigh": "equipoise.read.dates.weigh",
}
ROW = re.compile(r"^\| [^|]+ \| `(\w+)\.([A-Z_]+)` \| ([\d.]+) \|$", re.MULTILINE)
PRINTED = [(p.name, *m) for p in sorted(METHODS.glob("*.md")) for m in ROW.findall(p.read_text(encoding="utf-8"))]


def test_the_pages_print_values() -> None:
    assert {page for page, *_ in PRINTED} == {"dates.md", "ledger.md", "rewrites.md"}


@pytest.mark.parametrize(("page", "module", "name", "printed"), PRINTED)
def test_a_printed_value_is_the_codes(page: str, module: str, name: str, printed: str) -> None:
    assert getattr(importlib.import_module(HOMES[module]), name) == float(printed), f"docs/methods/{page}"


def test_the_rewrite_worked_by_hand_scores_as_the_page_says() -> None:
    from equipoise.read.alignment import Aligned
    from equipoise.read.rewrites import Reading, _score

    nine = tuple({"word": 1.0} for _ in range(9))
    reading = Reading((), nine, frozenset({"one", "two", "three"}))
    aligned = [Aligned(i, i, s) for i, s in enumerate((0.45, 0.35, 0.25, 0.20))]
    printed = re.search(r"score = [\d.]+ / [\d.]+ = ([\d.]+):", (METHODS / "rewrites.md").read_text(encoding="utf-8"))
    assert printed is not None
    assert math.isclose(_score(aligned, reading, reading), float(printed[1]), abs_tol=5e-4)


def test_every_page_is_listed() -> None:
    listed = (METHODS / "README.md").read_text(encoding="utf-8")
    assert [p.name for p in sorted(METHODS.glob("*.md")) if p.name != "README.md" and f"({p.name})" not in listed] == []
