"""Oil routes and sanctions among the measures of structure, and claims on routes: worked by hand on a table of our own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from equipoise.project import Project, open_project
from equipoise.words.estimate import Estimate

ROUTES = """route_id,from_node,to_node,mode,transit_states,year,quantity,value_mt_per_y,own_origin_only,exporter
south,Sangachal,Ceyhan,pipeline,GEO;TUR,2020,flow,24,yes,Azerbaijan
south,Sangachal,Ceyhan,pipeline,GEO;TUR,2021,flow,27,yes,Azerbaijan
north,Baku,Novorossiysk,pipeline,RUS,2020,flow,2,yes,Azerbaijan
north,Baku,Novorossiysk,pipeline,RUS,2020,flow,4,yes,Azerbaijan
sum,Azerbaijan,world,all,,2020,flow,30,yes,Azerbaijan
sum,Azerbaijan,world,all,,2021,flow,36,yes,Azerbaijan
"""
PARTNERS = ("RUS", "TUR", "DEU", "FRA", "ITA", "USA", "GEO", "IRN", "CHN", "IND")
CASES = """case_id,sanctioned_state,sanctioning_state,begin,end,trade,arms,military,financial,travel,other
1,Azerbaijan,Russia,2020,2020,1,0,0,0,0,0
2,Azerbaijan,"Germany, Iran",2020,2021,1,0,0,0,0,0
3,Azerbaijan,United States,2020,2021,0,1,0,0,0,0
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("transit")
    flows = [f"{y},{a},{b},{v}\n" for y in (2020, 2021) for p in PARTNERS for a, b, v in (("AZE", p, 60), (p, "AZE", 40))]
    files = {"export-routes": ROUTES, "gsdb": CASES, "mit-wtf": "year,exp,imp,exports\n" + "".join(flows)}
    with open_project() as opened:
        for name, text in files.items():
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
            opened.ties.load(name, folder / f"{name}.csv")
        yield opened


@pytest.fixture(scope="module")
def found(project: Project) -> list[Estimate]:
    return project.ties.measure("AZE", ["RUS", "TUR", "EU", "USA", "CHN"], (2019, 2022)).rows


def by(found: list[Estimate], measure: str) -> dict[tuple[str | None, int], Estimate]:
    return {(e.power, e.since.year if e.since else 0): e for e in found if e.measure == measure}


def test_shares_of_oil_over_each_power(found: list[Estimate]) -> None:
    share = by(found, "route_share")
    assert {k: e.value for k, e in share.items() if k[1] == 2020} == {("RUS", 2020): pytest.approx(0.1), ("TUR", 2020): pytest.approx(0.8)}
    conflict = share["RUS", 2020]
    assert (conflict.low, conflict.high) == (pytest.approx(2 / 30), pytest.approx(4 / 30))
    assert "sources differ" in conflict.method
    plain = share["TUR", 2020]
    assert (plain.low, plain.high) == (pytest.approx(0.72), pytest.approx(0.88))
    assert "assumed reporting error" in plain.method


def test_a_year_without_a_figure_takes_the_one_beside_it_and_says_so(found: list[Estimate]) -> None:
    share = by(found, "route_share")
    assert share["RUS", 2021].value == pytest.approx(3 / 36)
    assert "north: figure of 2020" in share["RUS", 2021].method.replace(", sources differ", "")
    assert {y for _, y in share} == {2020, 2021}  # and not the years beside, which have no figure of their own
    assert not any(e.power in ("EUR", "USA", "CHN") for e in share.values())


def test_without_all_exports_there_is_no_share(tmp_path: Path) -> None:
    (tmp_path / "routes.csv").write_text("".join(x for x in ROUTES.splitlines(keepends=True) if not x.startswith("sum")), encoding="utf-8")
    with open_project() as opened:
        opened.ties.load("export-routes", tmp_path / "routes.csv")
        assert by(opened.ties.measure("AZE", ["RUS"], (2020, 2021)).rows, "route_share") == {}


def test_trade_with_those_who_restrict_trade(found: list[Estimate]) -> None:
    exposed = by(found, "sanctions_exposed_trade")
    assert {k: e.value for k, e in exposed.items()} == {
        (None, 2020): pytest.approx(0.3),  # Russia, Germany, Iran of ten equal partners
        (None, 2021): pytest.approx(0.2),
        ("RUS", 2020): pytest.approx(0.1),
        ("EUR", 2020): pytest.approx(0.1),
        ("EUR", 2021): pytest.approx(0.1),
    }
    one = exposed[None, 2020]
    assert (one.low, one.high) == (pytest.approx(0.27), pytest.approx(0.33))
    assert {d.split(" ")[0] for d in one.datasets} == {"gsdb", "mit-wtf"}


def test_the_page_and_the_text_show_both(project: Project) -> None:
    text = project.ties.page("AZE", ["RUS", "TUR"], (2019, 2022)).text()
    assert "Oil export" in text
    assert "Trade with all states whose trade sanctions on it are in force: 20.0% of goods trade in 2021 (18.0% to 22.0%)" in text


@pytest.mark.parametrize(
    ("text", "verdict", "year"),
    [
        ("Eighty percent of Azerbaijan's oil exports went through Turkey in 2020.", "supported", 2020),
        ("Azerbaijan ships about 10 percent of its oil exports via Russia.", "supported", 2021),
        ("More than 70 percent of Azerbaijani oil exports cross Georgian territory.", "supported", 2021),
        ("In 2020, 40 percent of Azerbaijan's oil exports passed through Russia.", "contradicted", 2020),
        ("Azerbaijan exports 50 percent of its crude oil across Turkey.", "contradicted", 2021),
        ("Ten percent of Azerbaijan's oil exports go through Iran.", "not checkable", None),
        ("80 percent of Azerbaijan's oil exports go through the BTC pipeline, which crosses Turkey.", "not checkable", None),
        ("80 percent of Azerbaijan's oil exports go through Georgia and Turkey.", "not checkable", None),
        ("80 percent of Azerbaijan's oil and gas exports go through Turkey.", "not checkable", None),
        ("Ten percent of Azerbaijan's oil exports do not go through Russia.", "not checkable", None),
        ("80 percent of Azerbaijan's oil exports to Europe go through Turkey.", "not checkable", None),
        ("80 percent of Azerbaijan's exports go through Turkey.", "not checkable", None),
        ("80 percent of Kazakhstan's oil exports go through Russia.", "not checkable", None),
    ],
)
def test_claims_on_the_way_oil_takes(project: Project, text: str, verdict: str, year: int | None) -> None:
    (check,) = project.ties.check_claim(text, date(2021, 11, 1)).rows
    assert (check.verdict, check.year) == (verdict, year), (check.about, check.note)
    if year is not None:
        assert "territory" in check.about
        assert check.dataset.startswith("export-routes")


def test_russia_carries_most_of_kazakhstans_oil(shared: Path) -> None:
    with open_project() as opened:
        opened.ties.load("export-routes", shared / "data" / "corridors_kaz.csv")
        share = by(opened.ties.measure("KAZ", ["RUS", "CHN"], (2021, 2025)).rows, "route_share")
        said = {
            text: str(opened.ties.check_claim(text, date(2023, 11, 1)).rows[0].verdict)
            for text in (
                "95 percent of Kazakhstan's oil exports go through Russia.",
                "40 percent of Kazakhstan's oil exports go through Russia.",
            )
        }
    russia = share["RUS", 2023]
    assert russia.low is not None
    assert russia.high is not None
    # The press gives 3.73 of 70.5 Mt that did not go over Russian ports.
    assert russia.low <= 1 - 3.73 / 70.5 <= russia.high
    assert share["CHN", 2023].value == pytest.approx(1.209 / 70.5)
    assert ("RUS", 2025) not in share  # all exports are known for 2022 and 2023 alone
    assert list(said.values()) == ["supported", "contradicted"]
