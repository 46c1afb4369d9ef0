"""The accuracy table: every judge that is there is called, one that is not is named with its reason."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

FILE = Path(__file__).resolve().parents[2] / "evaluation" / "accuracy.py"


@pytest.fixture
def accuracy(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("accuracy", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "accuracy", module)
    spec.loader.exec_module(module)
    return module


def test_without_the_gold_every_judge_is_skipped_with_a_reason(
    accuracy: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["accuracy", "--shared", str(tmp_path / "absent"), "--out", str(tmp_path / "out")])
    assert accuracy.main() == 0
    said = capsys.readouterr().out.splitlines()
    assert said == [f"skipped {j.name}: absent/checks/{j.script} is not there" for j in accuracy.JUDGES]


def test_numbers_are_named_by_their_path_and_lists_are_counted(accuracy: ModuleType) -> None:
    said = {"n": 2, "right": {"share": 0.5, "which": ["a", "b"]}, "note": "x", "none": None}
    assert list(accuracy.figures(said)) == [("n", 2.0), ("right.share", 0.5), ("right.which", 2.0)]


def test_the_table_has_a_line_for_each_figure(accuracy: ModuleType) -> None:
    lines = accuracy.table({"dates": {"n": 2, "inside_share": 0.5}}, {"copies": "no gold"}, all_figures=True).splitlines()
    assert [line.split() for line in lines] == [
        ["judge", "figure", "value"],
        ["dates", "n", "2"],
        ["dates", "inside_share", "0.5"],
        ["skipped", "copies:", "no", "gold"],
    ]


def test_only_the_main_figures_are_shown_unless_all_are_asked_for(accuracy: ModuleType) -> None:
    said = {"dates": {"n": 2, "inside_share": 0.5}}
    assert "inside_share" in accuracy.table(said, {})
    assert " n " not in accuracy.table(said, {})


def test_a_judge_is_called_with_records_of_its_own_input(accuracy: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared, out = tmp_path / "shared", tmp_path / "out"
    (shared / "checks").mkdir(parents=True)
    (shared / "gold").mkdir()
    (shared / "gold" / "g.jsonl").write_text('{"id": "1"}\n')
    (shared / "checks" / "prepare.py").write_text("import sys, shutil; shutil.copy(sys.argv[1], sys.argv[2])")
    (shared / "checks" / "judge.py").write_text("import sys, json; print(json.dumps({'called_with': sys.argv[1:], 'n': 1})); sys.exit(1)")
    judge = accuracy.Judge("mine", "judge.py", "gold/g.jsonl", ("gold/g.jsonl", "DIR"), prepare="prepare.py")
    assert accuracy.missing(judge, shared) is None
    called: list[list[str]] = []
    real = accuracy._run

    def run(*command: object) -> str:
        called.append([str(c) for c in command])
        return "" if Path(str(command[0])).name == "equipoise" else str(real(*command))

    monkeypatch.setattr(accuracy, "_run", run)
    said = accuracy.score(judge, shared, out)
    records = str(out / "gold-g")
    assert [c[1:] for c in called if Path(c[0]).name == "equipoise"] == [["read", str(out / "g.jsonl"), "--out", records]]
    assert said == {"called_with": [str(shared / "gold" / "g.jsonl"), records, "--json"], "n": 1}
    assert json.loads((out / "g.jsonl").read_text()) == {"id": "1"}
