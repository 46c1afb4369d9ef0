"""measure and check-claim as a user runs them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
PARTNERS = ("RUS", "CHN", "DEU", "FRA", "ITA", "USA", "TUR", "UZB", "KGZ", "JPN")


@pytest.fixture
def loaded(run: Run, tmp_path: Path) -> Path:
    flows = [f"2023,KAZ,{p},{(100 + n) * 1e6}\n2023,{p},KAZ,{200e6}\n" for n, p in enumerate(PARTNERS)]
    (tmp_path / "flows.csv").write_text("year,exp,imp,exports\n" + "".join(flows), encoding="utf-8")
    run("ties", "load", "mit-wtf", "flows.csv", "-p", "k.duckdb")
    return tmp_path


def test_measure_prints_a_column_for_each_power_with_ranges(run: Run, loaded: Path) -> None:
    code, out, _ = run("measure", "KAZ", "-p", "k.duckdb", "--powers", "RUS,CHN,EU", "--from", "2020", "--to", "2023")
    assert code == 0
    assert out.split("\n")[0].split() == ["measure", "year", "RUS", "CHN", "EUR"]
    assert "9.9% [8.9–10.8]" in out
    assert "Among the powers, by trade: spread" in out


def test_measure_writes_what_the_ending_says(run: Run, loaded: Path) -> None:
    code, out, _ = run("measure", "KAZ", "-p", "k.duckdb", "--powers", "RUS,CHN", "-o", "k.csv", "-o", "k.html")
    assert code == 0
    assert out == "Wrote k.csv\nWrote k.html\n"
    with (loaded / "k.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {r["power"] for r in rows if r["measure"] == "trade_share"} == {"RUS", "CHN"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("measure", "Atlantis"), "'Atlantis' is no state"),
        (("measure", "KAZ", "--from", "2023", "--to", "2020"), "--from 2023 is after --to 2020"),
        (("measure", "KAZ", "--weights", "trade"), "is not CHANNEL=NUMBER"),
        (("measure", "KAZ", "--weights", "oil=1"), "there is no channel oil"),
        (("measure", "KAZ", "--weights", "trade=nan"), "a weight is a number of 0 or more"),
        (("measure", "KAZ", "--powers", "KAZ,RUS"), "cannot be a power over itself"),
        (("measure", "KAZ", "-o", "k.doc"), "The ending chooses"),
        (("check-claim", "I like trains."), "Say it as a newspaper would"),
        (("check-claim", "x", "--date", "soon"), "--date soon is not a date"),
    ],
)
def test_what_cannot_be_asked_is_said(run: Run, loaded: Path, words: tuple[str, ...], said: str) -> None:
    code, _, err = run(*words, "-p", "k.duckdb")
    assert code == 2
    assert said in err


def test_a_project_without_datasets_is_told_how_to_load_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("10 November 2023\n\nRussia criticised Kazakhstan.\n", encoding="utf-8")
    run("add", "a.txt", "-p", "n.duckdb")
    code, _, err = run("measure", "KAZ", "-p", "n.duckdb")
    assert code == 2
    assert "No dataset is loaded. Load one: equipoise ties load" in err


def test_a_claim_is_told_with_figure_source_and_rule(run: Run, loaded: Path) -> None:
    code, out, _ = run("check-claim", "Japan is Kazakhstan's largest trading partner.", "-p", "k.duckdb", "--date", "2023-11")
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "Supported"
    assert lines[1] == "  understood: Japan is number 1 in Kazakhstan's trade"
    assert lines[2].startswith("  data:       2023: 1 Japan 309 m USD, 2 Kyrgyzstan 308 m USD")
    assert lines[3].startswith("  source:     mit-wtf file ")
    assert lines[4].startswith("  rule:       rank: goods trade")
    assert run("check-claim", "Japan is Kazakhstan's largest trading partner.", "-p", "k.duckdb", "-o", "c.json")[0] == 0
