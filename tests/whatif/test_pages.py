"""The examples of the methods pages come out as the pages say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

METHODS = Path(__file__).resolve().parents[2] / "docs" / "methods"


@pytest.mark.parametrize("page", ["trade", "coercion", "sectors", "uncertainty", "world-matrix"])
def test_the_example_of_the_page_comes_out_as_it_says(page: str) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (METHODS / f"{page}.md").read_text(encoding="utf-8"), re.DOTALL)
    assert any("assert" in block for block in blocks)
    names: dict[str, object] = {}  # a page is read from top to bottom
    for block in blocks:
        exec(compile(block, f"{page}.md", "exec"), names)
