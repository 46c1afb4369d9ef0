"""The accuracy table: figures beside floors and ranges, what is absent is named, what was recorded is read back."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

FILE = Path(__file__).resolve().parents[2] / "evaluation" / "accuracy.py"


@pytest.fixture
def accuracy(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setattr(sys, "path", [*sys.path])
    spec = importlib.util.spec_from_file_location("accuracy", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "accuracy", module)
    spec.loader.exec_module(module)
    return module


def test_without_the_gold_nothing_is_scored_and_the_reason_is_said(
    accuracy: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["accuracy", "--shared", str(tmp_path / "absent"), "--out", str(tmp_path / "out")])
    assert accuracy.main() == 0
    assert capsys.readouterr().out == "nothing is scored: absent/checks is not there\n"


def test_a_figure_stands_beside_its_floor_its_range_and_what_was_recorded(accuracy: ModuleType, tmp_path: Path) -> None:
    case = accuracy.Case("public", "copies", tmp_path)
    samples = [{"recall": k / 100, "precision": None} for k in range(100)]
    rows = list(accuracy.rows_of(case, {"recall": 0.5, "precision": 1.0}, samples, {("public", "copies and rewrites found"): 0.75}))
    recall, precision = rows
    assert (recall.value, recall.low, recall.high, recall.last, recall.verdict) == (0.5, 0.05, 0.94, 0.75, "BELOW")
    assert (precision.value, precision.low, precision.last, precision.verdict) == (1.0, None, None, "goal")


def test_less_is_better_for_errors(accuracy: ModuleType, tmp_path: Path) -> None:
    case = accuracy.Case("public", "calibration", tmp_path)
    verdicts = [next(accuracy.rows_of(case, {"ece": v}, [], {})).verdict for v in (0.04, 0.08, 0.2, None)]
    assert verdicts == ["goal", "floor", "BELOW", "nothing to count"]


def test_what_is_recorded_is_read_back(accuracy: ModuleType, tmp_path: Path) -> None:
    case = accuracy.Case("own dev", "dates", tmp_path)
    text = accuracy.table(list(accuracy.rows_of(case, {"inside_share": 0.909, "value_31_share": None}, [], {})))
    assert accuracy.recorded(text) == {("own dev", "undated articles: inside the range"): 0.909}


def test_the_part_set_aside_is_scored_only_when_asked_for(accuracy: ModuleType, tmp_path: Path) -> None:
    assert {c.split for c in accuracy.cases(tmp_path, held=False)} == {None, "dev"}
    assert {c.split for c in accuracy.cases(tmp_path, held=True)} == {None, "dev", "held"}


def test_every_case_has_measures(accuracy: ModuleType, tmp_path: Path) -> None:
    kinds = {m.kind for m in accuracy.MEASURES}
    assert {c.kind for c in accuracy.cases(tmp_path, held=True)} == kinds
