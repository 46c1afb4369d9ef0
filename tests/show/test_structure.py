"""A page on structure reads without us: levels with ranges, what is missing, how to cite; and its place in a brief."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from equipoise.project import Project, open_project
from equipoise.show.page import Figure, Table, Years
from equipoise.show.structure import StructureView
from equipoise.words.errors import InputError

PARTNERS = ("RUS", "CHN", "DEU", "FRA", "ITA", "USA", "TUR", "UZB", "KGZ", "JPN")
ARTICLE = (
    "Trade shifts east\n\n10 November 2023\n\nChinese President Xi Jinping visited Kazakhstan on 9 November 2023. "
    "Russia is Kazakhstan's largest trading partner. Trade between Kazakhstan and China reached $300 million in 2022.\n"
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("structure")
    flows = [
        f"{year},KAZ,{p},{(100 + n + 60 * late * (p == 'CHN')) * 1e6}\n{year},{p},KAZ,{200e6}\n"
        for year, late in ((2021, 0), (2022, 0), (2023, 1))
        for n, p in enumerate(PARTNERS)
    ]
    (folder / "flows.csv").write_text("year,exp,imp,exports\n" + "".join(flows), encoding="utf-8")
    (folder / "gdp.csv").write_text("iso3,year,value\nKAZ,2021,30000000000\nKAZ,2023,40000000000\n", encoding="utf-8")
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    with open_project() as opened:
        opened.ties.load("mit-wtf", folder / "flows.csv")
        opened.ties.load("wdi-gdp", folder / "gdp.csv")
        opened.add([folder / "article.txt"])
        yield opened


@pytest.fixture(scope="module")
def page(project: Project) -> StructureView:
    return project.ties.page("KAZ", ["RUS", "CHN", "EU"], (2021, 2023))


def table(page: StructureView, caption: str) -> Table:
    return next(b for s in page.sections for b in s.blocks if isinstance(b, Table) and b.caption.startswith(caption))


def test_the_page_has_each_part_in_order(page: StructureView) -> None:
    assert [s.id for s in page.sections] == ["summary", "dependence", "balance", "momentum", "missing", "method", "cite"]


def test_the_summary_gives_the_latest_year_of_each_power_with_its_range(page: StructureView) -> None:
    found = table(page, "The latest year of each measure")
    assert [c.name for c in found.columns] == ["Channel", "Russia", "China", "European Union"]
    row = next(r for r in found.rows if r[0].text == "Goods trade")
    total = sum(range(300, 310)) + 60
    assert [c.text for c in row[1:]] == [f"{100 * x / total:.1f}%" for x in (300, 361, 909)]
    assert row[0].note == "2023"
    assert row[2].note == f"{90 * 361 / total:.1f}% to {110 * 361 / total:.1f}%"


def test_a_year_that_no_dataset_knows_is_a_gap_and_no_zero(page: StructureView) -> None:
    charts = [b.chart for s in page.sections for b in s.blocks if isinstance(b, Figure) and isinstance(b.chart, Years)]
    dependence = next(c for c in charts if "GDP" in c.title)
    assert {p.year for p in dependence.points} == {2021, 2023}


def test_level_and_momentum_stand_side_by_side_and_are_not_added_up(page: StructureView) -> None:
    found = table(page, "Level and momentum")
    china = next(r for r in found.rows if r[0].text == "China")
    assert china[1].text == "11.6%"
    assert china[3].text not in ("–", "0")  # a visit is in the news
    russia = next(r for r in found.rows if r[0].text == "Russia")
    assert russia[4].text == "–"  # nothing happened with it


def test_weights_move_the_balance_and_are_refused_where_they_mean_nothing(project: Project) -> None:
    found = project.ties.measure("KAZ", ["RUS", "CHN"], (2023, 2023), weights={"trade": 2}).rows
    spread = next(e for e in found if e.measure == "vector_spread")
    assert "weights trade 2" in spread.method
    assert {e.measure for e in found} >= {"vector_share", "vector_balance", "vector_tilt", "vector_rank_by_weights"}
    with pytest.raises(InputError, match="there is no channel oil"):
        project.ties.measure("KAZ", ["RUS", "CHN"], (2023, 2023), weights={"oil": 1})


def test_years_outside_the_data_are_refused(project: Project) -> None:
    with pytest.raises(InputError, match="nothing on 1400-1500; they span 2021-2023"):
        project.ties.page("KAZ", years=(1400, 1500))


@pytest.mark.parametrize("name", ["a.html", "a.md", "a.csv", "a.parquet", "a.json"])
def test_it_is_written_in_every_format(page: StructureView, tmp_path: Path, name: str) -> None:
    assert page.save(tmp_path / name).stat().st_size > 1000


def test_the_page_loads_nothing_and_cites_its_datasets(page: StructureView, tmp_path: Path) -> None:
    html = page.save(tmp_path / "a.html").read_text(encoding="utf-8")
    assert "<script" not in html
    assert " src=" not in html
    assert "@techreport{feenstra2005" in html
    assert html.count("<svg") >= 4
    record = json.loads(page.save(tmp_path / "a.json").read_text(encoding="utf-8"))
    assert {s["dataset"] for s in record["sources"]} >= {"mit-wtf", "wdi-gdp"}
    assert all(e["low"] <= e["value"] <= e["high"] for e in record["estimates"])


def test_another_ending_is_refused(page: StructureView, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="The ending chooses"):
        page.save(tmp_path / "a.doc")


def test_a_brief_has_structure_and_verdicts_where_datasets_are_loaded(project: Project, tmp_path: Path) -> None:
    brief = project.brief("KAZ")
    ids = [s.id for s in brief.sections]
    assert ids.index("structure") == ids.index("disputes") + 1
    claims = next(s for s in brief.sections if s.id == "claims")
    found = next(b for b in claims.blocks if isinstance(b, Table))
    assert found.columns[-1].name == "Set against data"
    verdicts = {r[0].text: r[-1].text for r in found.rows}
    assert verdicts == {"rank 1": "Contradicted", "300 million USD": "Supported"}
    record = json.loads(brief.save(tmp_path / "b.json").read_text(encoding="utf-8"))
    assert {c["verdict"] for c in record["claim_checks"]} == {"contradicted", "supported"}
    assert record["structure"]["target"] == "KAZ"
    assert "Structure" in brief.save(tmp_path / "b.html").read_text(encoding="utf-8")


def test_a_brief_without_datasets_says_nothing_of_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    with open_project() as plain:
        plain.add([tmp_path / "a.txt"])
        brief = plain.brief("KAZ")
    assert "structure" not in [s.id for s in brief.sections]
    record = json.loads(brief.save(tmp_path / "b.json").read_text(encoding="utf-8"))
    assert "structure" not in record
    assert "claim_checks" not in record
    assert "Equipoise has not checked them." in brief.save(tmp_path / "b.md").read_text(encoding="utf-8")
