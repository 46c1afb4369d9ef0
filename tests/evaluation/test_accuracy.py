"""The accuracy table: figures beside floors and ranges, what is absent is named, what was recorded is read back."""

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
    assert {c.split for c in accuracy.cases(tmp_path, held=False)} == {None, "dev", "held", "open"}  # the set once held has been opened
    assert {c.split for c in accuracy.cases(tmp_path, held=True)} == {None, "dev", "held", "open", "blind"}


def test_the_speed_stands_in_the_table_with_its_day_and_way(accuracy: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    speed = sys.modules["speed"]
    chain = {"date": "2030-01-02", "quick": False, "figures": [{"case": "1000 x 600 words", "what": "whole chain", "value": 100.0}]}
    (tmp_path / "bench.json").write_text(json.dumps({"chain": chain}))
    monkeypatch.setattr(speed, "_changed", lambda: 0.0)
    row = accuracy._speed(tmp_path, {("speed", "speed of the whole chain, sentences/s"): 90.0})
    assert (row.value, row.verdict, row.last) == (100.0, "floor", 90.0)
    assert "2030-01-02, 1000 x 600 words" in accuracy.table([row])
    assert accuracy.recorded(accuracy.table([row])) == {("speed", "speed of the whole chain, sentences/s"): 100.0}


def test_a_speed_measured_before_the_code_changed_is_measured_again(
    accuracy: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speed = sys.modules["speed"]
    (tmp_path / "bench.json").write_text(json.dumps({"chain": {"date": "2030-01-02", "quick": False, "figures": []}}))
    monkeypatch.setattr(speed, "_changed", lambda: float("inf"))
    figure = {"case": "40 x 600 words", "what": "whole chain", "value": 70}
    sample = {"chain": {"date": "2030-01-03", "quick": True, "figures": [figure]}}
    script = f"import pathlib, sys; pathlib.Path(sys.argv[sys.argv.index('--out') + 1]).write_text({json.dumps(sample)!r})"
    (tmp_path / "run.py").write_text(script)
    monkeypatch.setattr(speed, "BENCH", tmp_path / "run.py")
    assert speed.speed(tmp_path) == speed.Speed(70.0, "2030-01-03, 40 x 600 words")
    (tmp_path / "accuracy" / "speed.json").unlink()
    (tmp_path / "run.py").write_text("raise SystemExit('no such luck')")
    with pytest.raises(RuntimeError, match="no such luck"):
        speed.speed(tmp_path)


def test_a_split_is_scored_in_the_form_its_scorer_reads(accuracy: ModuleType, tmp_path: Path) -> None:
    scorers = sys.modules["scorers"]
    one = {"event": ["AID"], "actors": ["FIN"], "recipients": ["TUR"], "modality": "occurred", "words": {"FIN": "Finland", "TUR": "Turkey"}}
    record = {"id": "x", "text": "Finland sent blankets to Turkey.", "pub_date": "2020-01-01", "expected": [one], "split": "open"}
    rows = [record, {**record, "id": "y", "split": "blind"}, {**record, "id": "z", "expected": []}]
    gold = tmp_path / "gold.jsonl"
    gold.write_text("".join(json.dumps(r) + "\n" for r in rows))
    reader = scorers.Scorers.__new__(scorers.Scorers)
    reader._out, reader._load = tmp_path / "out", lambda path: [json.loads(line) for line in Path(path).read_text().splitlines()]
    tricky, plover = (reader._load(reader._gold(accuracy.Case("fresh open", kind, gold, split="open"))) for kind in ("tricky", "plover"))
    assert [r["id"] for r in tricky] == ["x", "z"]
    assert [(r["id"], r["event"]) for r in plover] == [("x", "AID")]


def test_every_case_has_measures(accuracy: ModuleType, tmp_path: Path) -> None:
    kinds = {m.kind for m in accuracy.MEASURES}
    assert {c.kind for c in accuracy.cases(tmp_path, held=True)} | {"speed"} == kinds
