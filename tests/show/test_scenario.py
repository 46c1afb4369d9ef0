"""A what-if page shows what a stranger wrote as text, tells ranges beside figures, and loads nothing."""

from __future__ import annotations

import re

import pytest

from equipoise.show.scenario import Evidence, view_result
from equipoise.show.scenario_save import print_result, result_html
from equipoise.show.scenario_words import cell, label
from equipoise.whatif.scenario.read import parse_scenario
from equipoise.whatif.scenario.result import ScenarioResult
from equipoise.whatif.scenario.run import run_scenario

HOSTILE = """title: "<script>alert(1)</script> \\u202e"
engine: bargain
who: "<b>A</b>"
does: "=HYPERLINK(1)"
actors:
  - {actor: "<img src=x onerror=alert(1)>", capability: 3, position: 80, salience: 50, why: "</td><script>"}
  - {actor: dove, capability: 1, position: 20, salience: 90}
uncertainty: {draws: 5, position_sd: 3}
notes: "<iframe src='//evil'>"
sources:
  - url: https://example.org/?a="><script>
    note: "<script>"
  - event: e-1
"""


@pytest.fixture
def hostile() -> ScenarioResult:
    return run_scenario(parse_scenario(HOSTILE, "f.yaml", "f"), "f.yaml")


def test_words_of_a_stranger_are_shown_and_not_run(hostile: ScenarioResult) -> None:
    page = result_html(hostile, {"e-1": (Evidence("<script>x", "quoted <script>"),)})
    body = page.split("</style>", 1)[1]
    assert not re.search(r"<(script|img|iframe|b>)", body)
    assert "&lt;script&gt;" in body
    assert "\u202e" not in body
    assert "quoted &lt;script&gt;" in body


def test_a_terminal_is_not_steered(hostile: ScenarioResult) -> None:
    from equipoise.show.safe import for_terminal

    assert "\u202e" not in "".join(for_terminal(line) for line in print_result(hostile).split("\n"))


def test_every_figure_of_the_main_table_has_its_range(hostile: ScenarioResult) -> None:
    view = view_result(hostile)
    table = next(b for s in view.sections for b in s.blocks if type(b).__name__ == "Table" and b.caption.startswith("Mean position at"))  # type: ignore[union-attr]
    (row,) = table.rows  # type: ignore[union-attr]
    assert re.fullmatch(r"[\d.]+ / [\d.]+ / [\d.]+", row[-1].note or "")


def test_sections_have_ids_that_differ(hostile: ScenarioResult) -> None:
    ids = [s.id for s in view_result(hostile).sections]
    assert len(ids) == len(set(ids))
    assert ids[0] == "result"


def test_names_and_figures_are_for_reading() -> None:
    assert label("welfare_pct") == "Welfare, %"
    assert label("value", "turns") == "Mean position"
    assert cell("KAZ", "country") == "Kazakhstan"
    assert cell("EAEU3", "country") == "EAEU3"
    assert cell(-0.0004, "welfare_pct") == "0.00"
    assert cell("additive welfare_pct", "lowest_is") == "additive: welfare"
    assert cell(55.05, "lost_pct") == "55.05"
