"""What a project has loaded becomes columns of a panel: families, several datasets of one variable, votes, totals."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from equipoise.errors import InputError
from equipoise.project import Project, open_project


@pytest.fixture
def project():
    with open_project() as opened:
        yield opened


def load(project: Project, tmp_path: Path, dataset: str, text: str) -> None:
    path = tmp_path / f"{dataset}_2024.csv"
    path.write_text(text, encoding="utf-8")
    project.ties.load(dataset, path)


def columns(frame: pl.DataFrame) -> list[str]:
    return [c for c in frame.columns if not c.endswith("_status") and c not in ("state1", "state2", "state", "year")]


def at(frame: pl.DataFrame, a: str, b: str, year: int, column: str) -> tuple[Any, str]:
    row = frame.filter(pl.col("state1") == a, pl.col("state2") == b, pl.col("year") == year)
    return row[column].item(), row[column + "_status"].item()


GDP = "iso3,year,value\nKAZ,2000,18.3\nRUS,2000,\nEUU,2000,9\n"
COMTRADE = "reporterISO,partnerISO,period,flowCode,cmdCode,primaryValue\nKAZ,RUS,2000,X,TOTAL,5\nKAZ,RUS,2000,M,TOTAL,7\n"
WTF = "exp,imp,year,value_usd\nKAZ,RUS,2000,6\n"
VOTES = "ccode,session,resid,vote\n" + "".join(
    f"{c},55,{r},{v}\n" for r, votes in ((1, "113"), (2, "131"), (3, "11")) for c, v in zip((705, 365, 2), votes, strict=False)
)


def test_a_variable_of_several_datasets_says_whose_each_column_is(project: Project, tmp_path: Path) -> None:
    load(project, tmp_path, "comtrade", COMTRADE)
    load(project, tmp_path, "mit-wtf", WTF)
    made = project.ties.panel((2000, 2000), ["trade"], states=["KAZ", "RUS"])
    assert columns(made.frame) == ["exports.comtrade", "exports.mit-wtf", "imports"]
    assert at(made.frame, "KAZ", "RUS", 2000, "exports.comtrade") == (5.0, "observed")
    assert at(made.frame, "KAZ", "RUS", 2000, "exports.mit-wtf") == (6.0, "observed")
    assert at(made.frame, "RUS", "KAZ", 2000, "exports.mit-wtf") == (None, "missing")
    assert [(a.column, a.source.split(" ")[0], a.unit) for a in made.register] == [
        ("exports.comtrade", "comtrade", "USD"), ("exports.mit-wtf", "mit-wtf", "USD"), ("imports", "comtrade", "USD"),
    ]  # fmt: skip


def test_a_dataset_chosen_by_name_needs_no_suffix(project: Project, tmp_path: Path) -> None:
    load(project, tmp_path, "comtrade", COMTRADE)
    load(project, tmp_path, "mit-wtf", WTF)
    assert columns(project.ties.panel((2000, 2000), ["mit-wtf"], states=["KAZ", "RUS"]).frame) == ["exports"]


def test_what_the_source_does_not_know_is_missing(project: Project, tmp_path: Path) -> None:
    load(project, tmp_path, "wdi-gdp", GDP)
    frame = project.ties.panel((2000, 2001), ["economy"], states=["KAZ", "RUS"]).frame
    assert columns(frame) == ["gdp1", "gdp2"]
    assert at(frame, "KAZ", "RUS", 2000, "gdp1") == (18.3, "observed")
    assert at(frame, "KAZ", "RUS", 2000, "gdp2") == (None, "missing")  # its row is there, its cell is empty
    assert at(frame, "KAZ", "RUS", 2001, "gdp1") == (None, "missing")


@pytest.mark.parametrize("name", ["votes", "agreement", "un-votes"])
def test_votes_become_agreement_in_the_year_of_the_session(project: Project, tmp_path: Path, name: str) -> None:
    load(project, tmp_path, "un-votes", VOTES)
    made = project.ties.panel((1999, 2001), [name], states=["KAZ", "RUS", "USA"])
    assert columns(made.frame) == ["agreement"]
    assert at(made.frame, "KAZ", "RUS", 2000, "agreement") == (pytest.approx(2 / 3), "observed")  # alike in 1 and 3 of three
    assert at(made.frame, "RUS", "KAZ", 2000, "agreement") == at(made.frame, "KAZ", "RUS", 2000, "agreement")
    assert at(made.frame, "KAZ", "USA", 2000, "agreement") == (0.5, "observed")  # no vote of the USA on the third
    assert at(made.frame, "KAZ", "RUS", 1999, "agreement") == (None, "missing")
    assert made.register[0].unit == "share of identical votes"


def test_without_names_all_that_fits_is_there(project: Project, tmp_path: Path) -> None:
    load(project, tmp_path, "wdi-gdp", GDP)
    load(project, tmp_path, "un-votes", VOTES)
    load(project, tmp_path, "mit-wtf", WTF)
    assert columns(project.ties.panel((2000, 2000)).frame) == ["exports", "gdp1", "gdp2", "agreement"]
    assert columns(project.ties.panel((2000, 2000), dyads="none").frame) == ["gdp"]


def test_a_name_that_nothing_answers_to_says_what_there_is(project: Project, tmp_path: Path) -> None:
    load(project, tmp_path, "un-votes", VOTES)
    with pytest.raises(InputError, match=r"answers to 'tarde'; loaded are agreement\. Words for several: .*trade"):
        project.ties.panel((2000, 2000), ["tarde"])
    with pytest.raises(InputError, match="about pairs of states"):
        project.ties.panel((2000, 2000), ["votes"], dyads="none")


def test_a_name_that_is_repeated_adds_no_column_twice(project: Project, tmp_path: Path) -> None:
    load(project, tmp_path, "wdi-gdp", GDP)
    assert columns(project.ties.panel((2000, 2000), ["gdp", "economy", "wdi-gdp"], dyads="none").frame) == ["gdp"]


def test_goods_are_no_totals(project: Project, tmp_path: Path) -> None:
    goods = COMTRADE + "KAZ,CHN,2000,X,27,3\nKAZ,RUS,2000,X,27,4\n"
    load(project, tmp_path, "comtrade", goods)
    frame = project.ties.panel((2000, 2000), ["exports"], states=["KAZ", "RUS", "CHN"]).frame
    assert at(frame, "KAZ", "RUS", 2000, "exports") == (5.0, "observed")
    assert at(frame, "KAZ", "CHN", 2000, "exports") == (None, "missing")


def test_a_file_of_goods_alone_leaves_the_totals_missing(project: Project, tmp_path: Path) -> None:
    load(project, tmp_path, "comtrade", COMTRADE.replace("TOTAL", "27"))
    made = project.ties.panel((2000, 2000), states=["KAZ", "RUS"])
    assert [(a.column, a.observed, a.missing) for a in made.register] == [("exports", 0, 2), ("imports", 0, 2)]
    assert columns(made.frame) == ["exports", "imports"]


def test_memberships_are_zero_only_between_states_that_were_there(project: Project) -> None:
    project.ties.load("groups")
    frame = project.ties.panel((1989, 2015), ["memberships"], states=["KAZ", "RUS", "USA", "BLR"]).frame
    assert frame.filter(pl.col("year") < 1991, pl.col("state1") == "KAZ").height == 0
    assert at(frame, "KAZ", "RUS", 2015, "shared_groups")[0] >= 3  # EAEU, CSTO, SCO, CIS
    assert at(frame, "KAZ", "USA", 2015, "shared_groups") == (0.0, "observed")
