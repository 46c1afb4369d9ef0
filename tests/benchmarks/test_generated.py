"""What benchmarks measure on is what they say: generated articles and ledgers, the same each time. Nothing is timed here."""

from __future__ import annotations

import importlib.util
import json
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"


def load(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    # The scripts import one another by their names, as they do when they are run.
    monkeypatch.syspath_prepend(str(FOLDER))
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, f"benchmark_{name}", module)
    spec.loader.exec_module(module)
    return module


def test_articles_have_about_the_length_asked_for_and_every_fortieth_is_a_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = list(load("articles", monkeypatch).make_articles(80, 200, random.Random(3)))
    assert len({r["id"] for r in rows}) == 80
    assert all(180 < len(r["text"].split()) < 300 for r in rows)
    assert rows[39]["text"].endswith(rows[38]["text"])
    assert len({r["text"] for r in rows}) == 80


def test_the_same_seed_gives_the_same_articles(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    articles = load("articles", monkeypatch)
    one, two, other = (articles.write_articles(tmp_path / f"{i}.jsonl", 5, 100, seed).read_bytes() for i, seed in enumerate((1, 1, 2)))
    assert one == two
    assert one != other
    assert json.loads(one.splitlines()[0])["id"] == "a00000"


def test_a_long_text_is_at_least_as_long_as_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = load("articles", monkeypatch).write_long_text(tmp_path / "long.txt", 50_000, 1)
    assert 50_000 <= file.stat().st_size < 60_000


def test_a_generated_ledger_quotes_its_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = load("ledger", monkeypatch).make_ledger(50, random.Random(1))
    texts = {a.id: a.text for a in ledger.articles}
    assert len(ledger.events) == 50
    assert {m for e in ledger.events for m in e.mentions} == {m.id for m in ledger.mentions}
    for m in ledger.mentions:
        assert texts[m.article][m.sentence.start : m.sentence.end] == m.sentence.text
        assert texts[m.article][m.trigger.start : m.trigger.end] == m.trigger.text


def test_work_is_measured_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    measure = load("measure", monkeypatch)
    done = measure.run("import json, sys; print('noise'); print(json.dumps({'got': sys.argv[1]}))", 7)
    assert done.said == {"got": "7"}
    assert done.seconds > 0
    with pytest.raises(RuntimeError, match="no such luck"):
        measure.run("raise SystemExit('no such luck')")


def test_hostile_sentences_grow_as_asked_and_stay_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = load("hostile_sentences", monkeypatch).KINDS
    for kind, make in kinds.items():
        assert make(100) == make(100)
        assert 1.6 < (len(make(400)) - 30) / (len(make(200)) - 30) < 2.4, kind
    assert kinds["one token"](100_000).split()[-1].startswith("a" * 100_000)


def test_every_benchmark_there_is_can_be_called(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = load("run", monkeypatch).CASES
    assert {"help", "brief", "hostile", "votes", "whatif", "networks", "long", "chain"} <= set(cases)


def test_a_case_that_was_not_run_keeps_its_figures(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bench = load("run", monkeypatch)
    monkeypatch.setattr(bench, "CASES", {n: lambda d, quick, n=n: iter([bench.Figure(n, "time", 1.0, "s", "", None)]) for n in "ab"})
    file = tmp_path / "bench.json"
    for only in ("a", "b"):
        monkeypatch.setattr(sys, "argv", ["run", "--only", only, "--out", str(file)])
        assert bench.main() == 0
    assert [f["case"] for name in "ab" for f in json.loads(file.read_text())[name]["figures"]] == ["a", "b"]


def test_a_missed_target_fails_the_run_and_is_marked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bench, hostile = load("run", monkeypatch), load("hostile", monkeypatch)
    times = {"linear": [0.1, 0.2, 0.4], "square": [0.1, 0.4, 1.6], "noise": [0.0001, 0.0004, 0.0016]}
    measured = load("measure", monkeypatch).Measured(1.0, None, times)
    monkeypatch.setattr(hostile, "run", lambda *_: measured)
    monkeypatch.setattr(bench, "CASES", {"hostile": lambda d, quick: (bench.Figure(*f) for f in hostile.hostile(quick))})
    monkeypatch.setattr(sys, "argv", ["run", "--out", str(tmp_path / "bench.json")])
    assert bench.main() == 1
    missed = [line for line in capsys.readouterr().out.splitlines() if "MISSED" in line]
    assert len(missed) == 1
    assert "square" in missed[0]
