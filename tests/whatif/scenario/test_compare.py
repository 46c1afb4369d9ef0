"""Two scenarios side by side: what was asked differently, and what comes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.whatif.scenario.conftest import BARGAIN, TRADE

from equipoise.errors import InputError
from equipoise.whatif.scenario.compare import compare_files, compare_records
from equipoise.whatif.scenario.read import parse_scenario
from equipoise.whatif.scenario.record import read_record, result_record
from equipoise.whatif.scenario.run import run_scenario


def record(text: str) -> dict[str, object]:
    return result_record(run_scenario(parse_scenario(text, "f.yaml", "f"), "f.yaml"))


def test_the_same_question_is_the_same() -> None:
    found = compare_records(record(TRADE), record("# a comment\n" + TRADE))
    assert found.same
    assert found.inputs.num_rows == 0
    assert set(found.outcomes["difference"].to_pylist()) == {0.0}


def test_what_was_asked_differently_is_named() -> None:
    found = compare_records(record(TRADE), record(TRADE.replace("cut: true", "flow_percent: -20").replace("[10, 80, 5]", "[10, 80, 9]")))
    assert not found.same
    what = {r["what"]: (r["first"], r["second"]) for r in found.inputs.to_pylist()}
    assert what["shocks 1.cut"] == ("True", "False")
    assert what["shocks 1.flow_percent"] == ("", "-20.0")
    assert "data flows" in what


def test_outcomes_are_told_with_difference_and_whether_ranges_part() -> None:
    found = compare_records(record(TRADE), record(TRADE.replace("cut: true", "flow_percent: -1")))
    by_country = {r["country"]: r for r in found.outcomes.to_pylist()}
    assert by_country["B"]["difference"] == pytest.approx(by_country["B"]["second"] - by_country["B"]["first"])
    assert by_country["B"]["apart"] is True
    sizes = [abs(r["difference"]) for r in found.outcomes.to_pylist()]
    assert sizes == sorted(sizes, reverse=True)


def test_a_result_that_was_written_compares_with_a_scenario(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(record(TRADE)))
    (tmp_path / "b.yaml").write_text(TRADE)
    assert compare_files(tmp_path / "a.json", tmp_path / "b.yaml").same


def test_what_cannot_be_compared_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be compared"):
        compare_records(record(TRADE), record(BARGAIN))
    (tmp_path / "x.json").write_text("{}")
    with pytest.raises(InputError, match="is no result"):
        read_record(tmp_path / "x.json")
    (tmp_path / "y.json").write_text("[" * 100_000)
    with pytest.raises(InputError, match="cannot be read"):
        read_record(tmp_path / "y.json")
