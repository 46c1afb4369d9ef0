"""Each measure of structure has a page, each page an example that runs as printed, and the parts that a page needs."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from equipoise import measure

METHODS = Path(__file__).resolve().parents[2] / "docs" / "methods"
PAGES = {
    "agreement": "agreement",
    "arms_dependence": "arms-dependence",
    "coercion_power": "coercion-power",
    "concentration": "concentration",
    "diversion": "diversion",
    "ideal_points": "ideal-points",
    "influence_capacity": "influence-capacity",
    "influence_components": "influence-capacity",
    "membership_overlap": "overlap",
    "rerouted": "diversion",
    "route_dependence": "route-dependence",
    "sanctions_exposure": "sanctions-exposure",
    "similarity": "agreement",
    "trade_dependence": "trade-dependence",
    "treaty_overlap": "overlap",
    "vectors": "vectors",
}


def test_each_measure_has_a_page_that_names_it() -> None:
    data_frame_measures = {name for name in measure.__all__ if callable(getattr(measure, name))} - {"panel"}
    assert data_frame_measures <= set(PAGES)
    assert [name for name, page in PAGES.items() if name not in (METHODS / f"{page}.md").read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("page", sorted(set(PAGES.values())))
def test_a_page_says_what_it_must_and_its_example_runs_as_printed(page: str) -> None:
    text = (METHODS / f"{page}.md").read_text(encoding="utf-8")
    for part in ("xample", "Published numbers it reproduces", "when not to use it"):
        assert part in text, part
    assert "eq." in text or "## Rules" in text
    assert "**Source" in text or "Our own measure" in text or "## Rules" in text
    result = doctest.testfile(str(METHODS / f"{page}.md"), module_relative=False)
    assert result.attempted > 2
    assert result.failed == 0
