"""Coverage says which years a dataset has of a state, and which of those in which the state existed it lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from equipoise.errors import InputError
from equipoise.project import Project, open_project
from equipoise.ties.coverage import Coverage, spans


@pytest.fixture
def project():
    with open_project() as opened:
        yield opened


def load(project: Project, tmp_path: Path, dataset: str, text: str) -> None:
    path = tmp_path / f"{dataset}_2024.csv"
    path.write_text(text, encoding="utf-8")
    project.ties.load(dataset, path)


def of(project: Project, country: str, variable: str) -> Coverage:
    (row,) = [c for c in project.ties.coverage(country) if c.variable == variable]
    return row


GDP = "iso3,year,value\nKAZ,1995,1\nKAZ,1996,\nKAZ,1998,3\nRUS,1989,5\nHKG,1989,5\nUSA,2000,9\n"


def test_years_without_a_value_are_missing_from_when_the_state_was_there(project: Project, tmp_path: Path) -> None:
    load(project, tmp_path, "wdi-gdp", GDP)
    row = of(project, "Kazakhstan", "gdp")
    assert (row.years, row.unit, row.partners, row.absent) == ("1989-2000", "USD", "", "not known")
    assert row.missing == "1991-1994, 1996-1997, 1999-2000"  # no row and an empty cell alike; none before 1991


def test_a_place_that_is_in_no_list_of_states_is_taken_to_have_been_there(project: Project, tmp_path: Path) -> None:
    load(project, tmp_path, "wdi-gdp", GDP)
    assert of(project, "HKG", "gdp").missing == "1990-2000"


def test_a_state_of_which_nothing_is_known_is_missing_altogether(project: Project, tmp_path: Path) -> None:
    load(project, tmp_path, "wdi-gdp", GDP)
    assert of(project, "FRA", "gdp").missing == "all"


def test_partners_are_counted_from_both_sides_each_once_and_goods_do_not_count(project: Project, tmp_path: Path) -> None:
    rows = ("KAZ,RUS,2000,X,TOTAL,5", "RUS,KAZ,2000,X,TOTAL,6", "KAZ,CHN,2001,X,TOTAL,5", "KAZ,RUS,2001,X,TOTAL,5", "KAZ,USA,2001,X,27,1")
    load(project, tmp_path, "comtrade", "reporterISO,partnerISO,period,flowCode,cmdCode,primaryValue\n" + "\n".join(rows) + "\n")
    assert of(project, "KAZ", "exports").partners == "1-2"
    assert of(project, "CHN", "exports").partners == "1"
    assert of(project, "CHN", "exports").missing == "2000"


def test_votes_are_covered_by_session(project: Project, tmp_path: Path) -> None:
    load(project, tmp_path, "un-votes", "ccode,session,resid,vote\n705,55,1,1\n705,57,1,1\n365,56,1,1\n")
    row = of(project, "KAZ", "votes")
    assert (row.years, row.missing, row.partners) == ("2000-2002", "2001", "")


def test_a_source_that_lists_all_there_is_says_zero(project: Project) -> None:
    project.ties.load("groups")
    assert of(project, "KAZ", "shared_groups").absent == "zero"


def test_an_unknown_country_is_refused(project: Project) -> None:
    with pytest.raises(InputError, match="'Atlantis' is no state"):
        project.ties.coverage("Atlantis")


def test_years_as_spans() -> None:
    assert spans([]) == ""
    assert spans([2001]) == "2001"
    assert spans([1999, 2001, 2002, 2004]) == "1999, 2001-2002, 2004"
