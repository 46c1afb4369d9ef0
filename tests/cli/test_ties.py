"""The commands on structural data say what they did, and what is wrong."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from equipoise.project import open_project
from equipoise.ties.connector import connectors

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def gdp(tmp_path: Path) -> Path:
    path = tmp_path / "gdp.csv"
    path.write_text(
        "iso3,year,money\nKAZ,2000,18.3\nKAZ,2002,24.6\nRUS,2000,259\nWLD,2000,33000\nKAZ,2003,many\nNAM,2000,3.4\n", encoding="utf-8"
    )
    return path


def test_a_dataset_is_loaded_and_what_was_not_kept_is_said(run: Run, gdp: Path, tmp_path: Path) -> None:
    code, out, _ = run("ties", "load", "wdi-gdp", gdp, "--columns", "value=money", "--version", "2025-07", "-p", "k.duckdb")
    assert code == 0
    assert "wdi-gdp, 2025-07: 6 rows read, 4 kept, years 2000-2002" in out
    assert "set aside 1: state is no state that is known (row 4: state WLD)" in out
    assert "set aside 1: value is no number (row 5: value many)" in out
    with open_project(tmp_path / "k.duckdb") as project:
        assert {(t["state"], t["year"]): t["value"] for t in project.ties.table("wdi-gdp").to_pylist()} == {
            ("KAZ", 2000): 18.3, ("KAZ", 2002): 24.6, ("RUS", 2000): 259.0, ("NAM", 2000): 3.4,
        }  # fmt: skip


def test_a_file_that_cannot_be_read_changes_nothing(run: Run, gdp: Path, tmp_path: Path) -> None:
    run("ties", "load", "wdi-gdp", gdp, "--columns", "value=money", "-p", "k.duckdb")
    (tmp_path / "bad.csv").write_text("iso3,year\nKAZ,2000\n", encoding="utf-8")
    code, _, err = run("ties", "load", "wdi-gdp", "bad.csv", "-p", "k.duckdb")
    assert code == 2
    assert "bad.csv: no column value" in err
    assert "--columns value=NAME" in err
    with open_project(tmp_path / "k.duckdb") as project:
        assert project.ties.table("wdi-gdp").num_rows == 4


def test_check_shows_the_years_that_are_missing(run: Run, gdp: Path, tmp_path: Path) -> None:
    run("ties", "load", "wdi-gdp", gdp, "--columns", "value=money", "-p", "k.duckdb")
    code, out, _ = run("ties", "check", "Kazakhstan", "-p", "k.duckdb")
    assert code == 0
    assert "2000-2002" in out
    assert "2001" in out.split("2000-2002")[1]
    run("ties", "check", "KAZ", "-p", "k.duckdb", "-o", "c.csv")
    with (tmp_path / "c.csv").open(encoding="utf-8", newline="") as file:
        assert [r["missing"] for r in csv.DictReader(file)] == ["2001"]


def test_a_dataset_can_be_taken_out(run: Run, gdp: Path) -> None:
    run("ties", "load", "wdi-gdp", gdp, "--columns", "value=money", "-p", "k.duckdb")
    assert run("ties", "forget", "wdi-gdp", "-p", "k.duckdb")[0] == 0
    assert "No dataset is loaded" in run("ties", "check", "KAZ", "-p", "k.duckdb")[1]
    code, _, err = run("ties", "forget", "wdi-gdp", "-p", "k.duckdb")
    assert (code, "has no dataset 'wdi-gdp'" in err) == (2, True)


def test_the_list_says_what_there_is_and_how_to_cite_it(run: Run) -> None:
    lines = run("ties", "list")[1].splitlines()
    assert [line for line in lines if line.startswith("wdi-gdp ")] == [
        "wdi-gdp            gross domestic product of a state            1960-2024  yes    CC BY 4.0"
    ]
    assert next(line for line in lines if line.startswith("comtrade")).split()[-4] == "key"
    assert next(line for line in lines if line.startswith("atop")).split()[-4] == "no"
    assert max(map(len, lines)) <= 100
    assert len(lines) == len(connectors()) + 4  # each dataset in one line, below the names of the columns
    assert "@misc{worldbank_wdi_gdp" in run("ties", "list", "wdi-gdp", "--cite")[1]
    assert "columns   state (ISO3), year, value" in run("ties", "list", "wdi-gdp")[1]
    code, _, err = run("ties", "list", "wdi-gdb")
    assert (code, "did you mean wdi-gdp?" in err) == (2, True)


def test_a_panel_is_written_with_its_sources_and_citations(run: Run, gdp: Path, tmp_path: Path) -> None:
    run("ties", "load", "wdi-gdp", gdp, "--columns", "value=money", "-p", "k.duckdb")
    code, _, _ = run("panel", "-p", "k.duckdb", "--years", "1999-2003", "--dyads", "none", "--states", "KAZ,NAM", "-o", "p.csv")
    assert code == 0
    with (tmp_path / "p.csv").open(encoding="utf-8", newline="") as file:
        rows = {(r["state"], r["year"]): (r["gdp"], r["gdp_status"]) for r in csv.DictReader(file)}
    assert rows["KAZ", "2000"] == ("18.3", "observed")
    assert rows["KAZ", "2001"] == rows["KAZ", "2003"] == rows["KAZ", "1999"] == ("", "missing")
    assert "wdi-gdp file" in (tmp_path / "p.csv.sources.csv").read_text(encoding="utf-8")
    assert "@misc{worldbank_wdi_gdp" in (tmp_path / "p.csv.bib").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--years", "many"], "is not FIRST-LAST"),
        (["--years", "2000-2001", "--with", "tarde"], "Nothing loaded answers to 'tarde'"),
        (["--years", "2000-2001", "--states", "KAZ,XYZ"], "'XYZ'"),
    ],
)
def test_a_panel_that_cannot_be_is_refused(run: Run, gdp: Path, words: list[str], message: str) -> None:
    run("ties", "load", "wdi-gdp", gdp, "--columns", "value=money", "-p", "k.duckdb")
    code, _, err = run("panel", "-p", "k.duckdb", "-o", "p.csv", *words)
    assert (code, message in err) == (2, True), err


def test_a_panel_without_a_dataset_that_fits_says_so(run: Run, gdp: Path, tmp_path: Path) -> None:
    run("ties", "load", "groups", "-p", "k.duckdb")
    code, out, _ = run("panel", "-p", "k.duckdb", "--years", "2000-2001", "--dyads", "none", "--states", "KAZ", "-o", "p.csv")
    assert (code, "has its rows alone" in out) == (0, True)
    assert (tmp_path / "p.csv").read_text(encoding="utf-8").split() == ["state,year", "KAZ,2000", "KAZ,2001"]
    run("ties", "load", "wdi-gdp", gdp, "--columns", "value=money", "-p", "k.duckdb")
    assert "rows alone" not in run("panel", "-p", "k.duckdb", "--years", "2000-2001", "--dyads", "none", "-o", "p.csv")[1]


def test_a_mapping_needs_two_sides(run: Run, gdp: Path) -> None:
    code, _, err = run("ties", "load", "wdi-gdp", gdp, "--columns", "value", "-p", "k.duckdb")
    assert (code, "is not NAME=COLUMN" in err) == (2, True)
