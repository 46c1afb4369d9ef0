"""Measures of structure: worked by hand on small files, with a range and a dataset for everything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from equipoise.errors import InputError
from equipoise.measure.structure.alignment import wilson
from equipoise.measure.structure.ground import Said, band_of
from equipoise.project import Project, open_project
from equipoise.words.estimate import Estimate
from equipoise.words.tie import Absent, Shape, Source, Status, Tie, Variable

PARTNERS = ("RUS", "CHN", "DEU", "FRA", "ITA", "USA", "TUR", "UZB", "KGZ", "JPN")


def values(found: list[Estimate], measure: str) -> dict[tuple[str | None, int], float | None]:
    return {(e.power, e.since.year if e.since else 0): e.value for e in found if e.measure == measure}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    flows = [f"2020,KAZ,{p},{100 + n}\n2020,{p},KAZ,{200 - n}\n" for n, p in enumerate(PARTNERS)]
    (tmp_path / "flows.csv").write_text("year,exp,imp,exports\n" + "".join(flows), encoding="utf-8")
    (tmp_path / "gdp.csv").write_text("iso3,year,value\nKAZ,2020,30000\n", encoding="utf-8")
    votes = [
        f"{70 + n % 2},{70_000 + n},{state},{vote}\n"
        for n in range(40)
        for state, vote in (("USA", 3), ("KAZ", 1 + n % 2), ("RUS", 1), ("CHN", 1 + n % 2))
    ]
    (tmp_path / "votes.csv").write_text("session,rcid,iso3,vote\n" + "".join(votes), encoding="utf-8")
    with open_project() as opened:
        opened.ties.load("wdi-gdp", tmp_path / "gdp.csv")
        opened.ties.load("un-votes", tmp_path / "votes.csv")
        opened.ties.load("mit-wtf", tmp_path / "flows.csv")
        yield opened


def test_trade_with_each_power_is_worked_out_by_hand(project: Project) -> None:
    found = project.ties.measure("KAZ", ["RUS", "EU"], (2019, 2020)).rows
    total = sum(100 + n + 200 - n for n in range(10))
    assert values(found, "trade_share") == {("RUS", 2020): pytest.approx(300 / total), ("EUR", 2020): pytest.approx(900 / total)}
    assert values(found, "export_share")["RUS", 2020] == pytest.approx(100 / 1045)
    assert values(found, "trade_dependence")["RUS", 2020] == pytest.approx(300 / 30_000)
    assert values(found, "trade_concentration") == {(None, 2020): pytest.approx(0.1)}
    assert values(found, "effective_partners") == {(None, 2020): pytest.approx(10)}


def test_everything_has_a_range_and_names_its_datasets(project: Project) -> None:
    found = project.ties.measure("KAZ", years=(2015, 2020)).rows
    assert {e.measure for e in found} >= {"trade_share", "vote_agreement", "ideal_point", "ideal_distance", "shared_groups"}
    for e in found:
        assert e.value is not None
        assert e.low is not None
        assert e.high is not None
        assert e.low <= e.value <= e.high, e
        assert e.datasets
        assert e.method


def test_agreement_is_the_share_of_identical_votes(project: Project) -> None:
    found = values(project.ties.measure("KAZ", ["RUS", "CHN", "USA"], (2015, 2016)).rows, "vote_agreement")
    assert found == {("RUS", 2015): 1.0, ("RUS", 2016): 0.0, ("CHN", 2015): 1.0, ("CHN", 2016): 1.0, ("USA", 2015): 0.0, ("USA", 2016): 0.0}


def test_ideal_points_are_estimated_once_and_kept(project: Project) -> None:
    told: list[str] = []
    first = project.ties.measure("KAZ", years=(2015, 2016), report=lambda what, *_: told.append(what)).rows
    again = project.ties.measure("KAZ", years=(2015, 2016), report=lambda what, *_: told.append(what)).rows
    assert first == again
    assert told.count("estimating ideal points") == 1
    assert "equipoise-ideal-points" in [s.dataset for s in project.ties.sources()]


def test_estimates_of_the_news_and_of_structure_do_not_push_each_other_out(project: Project) -> None:
    project.ties.measure("KAZ", years=(2020, 2020))
    kept = project.store.count("estimates")
    project.measure("KAZ")
    project.measure("KAZ")
    assert project.store.count("estimates", "len(datasets) > 0") == kept


def test_what_nobody_loaded_cannot_be_measured(project: Project) -> None:
    with pytest.raises(InputError, match="'Atlantis' is no state"):
        project.ties.measure("Atlantis")
    with open_project() as empty, pytest.raises(InputError, match="No dataset is loaded"):
        empty.ties.measure("KAZ")


def test_a_band_goes_over_what_datasets_say() -> None:
    band, how = band_of([Said("a", 0.2), Said("b", 0.3), Said("c", 0.25)], first="b")
    assert (band.value, band.low, band.high, how) == (0.3, 0.2, 0.3, "range over 3 datasets")
    alone, how = band_of([Said("a", 0.95)], ceiling=1.0)
    assert (alone.low, alone.high) == (pytest.approx(0.855), 1.0)
    assert "assumed" in how


@pytest.mark.parametrize(("share", "n", "low", "high"), [(0.0, 10, 0.0, 0.213), (0.5, 100, 0.419, 0.581), (1.0, 10, 0.787, 1.0)])
def test_wilson_stays_between_zero_and_one(share: float, n: int, low: float, high: float) -> None:
    band = wilson(share, n, 0.90)
    assert (band.low, band.high) == (pytest.approx(low, abs=1e-3), pytest.approx(high, abs=1e-3))


def test_kazakhstans_trade_is_as_published(shared: Path) -> None:
    with open_project() as opened:
        opened.ties.load("kazakhstan-trade", shared / "data" / "trade" / "kazakhstan_trade_by_partner_2018_2023.csv")
        found = opened.ties.measure("KAZ", ["RUS", "CHN"], (2018, 2023)).rows
    shares = values(found, "trade_share")
    published = {
        ("RUS", 2018): 0.195,
        ("RUS", 2021): 0.242,
        ("RUS", 2023): 0.194,
        ("CHN", 2018): 0.123,
        ("CHN", 2022): 0.179,
        ("CHN", 2023): 0.215,
    }
    assert {k: round(shares[k] or 0, 3) for k in published} == published
    spread = values(found, "effective_partners")
    assert [round(spread[None, y] or 0, 1) for y in (2018, 2021, 2022, 2023)] == [20.8, 18.9, 20.4, 18.4]


def test_arms_are_counted_over_five_years_with_the_range_of_three_and_ten() -> None:
    deals = [("RUS", 2014, 90), ("RUS", 2021, 10), ("FRA", 2019, 20), ("TUR", 2023, 10)]
    with open_project() as opened:
        store = opened.store
        variable = Variable("arms_deliveries", Shape.DIRECTED, "million TIV", None, Absent.ZERO, 2010, 2023)
        store.add("sources", [Source("arms", "", "1", "", "", "", "", "", "", "", None, 4, 4, (), (variable,))])
        store.add(
            "ties", [Tie("arms", "arms_deliveries", s, "KAZ", y, None, v, Status.OBSERVED, n) for n, (s, y, v) in enumerate(deals, 1)]
        )
        found = {e.power: e for e in opened.ties.measure("KAZ", ["RUS", "EU", "CHN"], (2023, 2023)) if e.measure == "arms_share"}
    assert (found["RUS"].value, found["RUS"].low, found["RUS"].high) == (0.25, 0.25, pytest.approx(100 / 130))
    assert (found["EUR"].value, found["EUR"].low, found["EUR"].high) == (0.5, 0.0, 0.5)
    assert found["CHN"].value == 0.0
