"""Claims set against data: sentences of our own on made-up trade, and what each must come to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from equipoise.errors import InputError
from equipoise.measure.claims import wording
from equipoise.measure.claims.assertion import Bound
from equipoise.project import Project, open_project
from equipoise.words.claim import ClaimCheck

SAID = date(2023, 11, 1)
SMALL = ("KOR", "DEU", "USA", "IND", "FRA", "ITA", "KGZ", "AFG", "JPN", "IRN")
# Uzbekistan's exports to and imports from each, in billion dollars of our own making.
TRADE = {
    2021: {"RUS": (3.0, 5.0), "CHN": (2.0, 5.0), "KAZ": (1.0, 3.0), "TUR": (1.0, 2.0)},
    2022: {"RUS": (3.0, 6.0), "CHN": (2.5, 6.0), "KAZ": (1.2, 3.3), "TUR": (1.5, 2.0)},
    2023: {"RUS": (3.0, 7.0), "CHN": (3.0, 9.0), "KAZ": (1.5, 3.5), "TUR": (1.4, 1.6)},
}
GDP = {"UZB": 90, "KAZ": 260, "KGZ": 14, "TJK": 12, "TKM": 60, "USA": 27_000, "CHN": 18_000, "JPN": 4_200, "DEU": 4_400}
PEOPLE = {"UZB": 36e6, "KAZ": 20e6, "KGZ": 7e6, "TJK": 10e6, "TKM": 7e6}

SUPPORTED = (
    "China is Uzbekistan's largest trading partner.",
    "China has become Uzbekistan's number one trading partner.",
    "Uzbekistan's biggest trade partner is China.",
    "Russia is the second-largest trading partner of Uzbekistan.",
    "Beijing is Tashkent's largest supplier.",
    "Turkey ranks fourth among Uzbekistan's trading partners.",
    "Russia was Uzbekistan's largest trading partner in 2021.",
    "In 2022, Russia was the top trading partner of Uzbekistan.",
    "Russia is no longer Uzbekistan's largest trading partner.",
    "Kazakhstan is Uzbekistan's largest trading partner in Central Asia.",
    "Trade between Uzbekistan and China reached $12 billion in 2023.",
    "Trade turnover between Tashkent and Moscow hit $9 billion last year.",
    "Uzbekistan's trade with Russia exceeded $8.5 billion in 2022.",
    "Uzbek exports to Kazakhstan amounted to $1.5 billion in 2023.",
    "Uzbekistan imported goods worth $9 billion from China in 2023.",
    "Chinese exports to Uzbekistan rose to $9 billion in 2023.",
    "Exports from Uzbekistan to Turkey totalled about 1.5 billion dollars in 2023.",
    "Uzbekistan runs a trade deficit of $6 billion with China.",
    "China accounts for nearly 40 percent of Uzbekistan's trade.",
    "Russia's share of Uzbekistan's imports was 31 percent in 2022.",
    "More than a third of Uzbekistan's imports come from China.",
    "Uzbekistan sent 30 percent of its exports to Russia in 2023.",
    "In 2023, trade between Uzbekistan and Kazakhstan rose by 11 percent.",
    "Trade between Uzbekistan and Turkey fell by 14 percent in 2023.",
    "Uzbekistan's GDP was $90 billion in 2023.",
    "Uzbekistan's economy is worth about $95 billion.",
    "Uzbekistan's GDP per capita is $2,500.",
    "Uzbekistan has a population of 36 million.",
    "Uzbekistan is a country of 36 million people.",
    "Uzbekistan is the most populous country in Central Asia.",
    "Kazakhstan is the largest economy in Central Asia.",
    "China is the second-largest economy in the world.",
    "Turkey is a member of NATO.",
    "Uzbekistan is not a member of the CSTO.",
    "Finland joined NATO in 2023.",
    "The ministers flew to NATO member Turkey.",
    "Ukraine is not an EU member.",
    "Kazakhstan and Russia are military allies.",
    "Uzbekistan abstained on resolution 70001.",
    "Russia voted against resolution 70/33.",
    "Uzbekistan voted with Kazakhstan on 75 percent of resolutions in 2015.",
)
CONTRADICTED = (
    "Germany is Uzbekistan's second-largest trading partner.",
    "Turkey is the largest buyer of Uzbekistan.",
    "China was Uzbekistan's largest trading partner in 2021.",
    "Trade between Uzbekistan and China reached $20 billion in 2023.",
    "Uzbekistan's trade with Russia exceeded $15 billion in 2022.",
    "China accounts for 60 percent of Uzbekistan's trade.",
    "Trade between Uzbekistan and Turkey rose by 20 percent in 2023.",
    "Uzbekistan's GDP was $150 billion in 2023.",
    "Uzbekistan is the largest economy in Central Asia.",
    "Kazakhstan is a member of NATO.",
    "Sweden is a NATO member.",
    "Belarus joined the SCO in 2019.",
    "Russia voted in favour of resolution 70/33.",
)
OUTDATED = (
    "Russia is Uzbekistan's largest trading partner.",
    "Moscow remains Tashkent's biggest trading partner.",
    "China is the second-largest trading partner of Uzbekistan.",
    "Trade between Uzbekistan and China is worth $7 billion.",
    "Britain is a member of the European Union.",
    "Uzbekistan is a member of the CSTO.",
)
NOT_CHECKABLE = (
    "Uzbekistan and Turkey plan to raise trade to $10 billion.",
    "China could become Uzbekistan's largest trading partner.",
    "Uzbekistan's gas exports to China reached $1 billion in 2023.",
    "Uzbekistan exported 76 percent of its gas to China.",
    "Uzbekistan imports 40 percent of its wheat from Kazakhstan.",
    "Russia is Uzbekistan's largest supplier of gas.",
    "Nearly 80 percent of Uzbekistan's exports go through Kazakhstan.",
    "Trade between Uzbekistan and China was $9 billion in the first nine months of 2023.",
    "Uzbekistan's trade with Germany reached 1.2 billion euros in 2023.",
    "Trade between the two countries reached 5 billion dollars in 2022.",
    "Bilateral trade with China totaled $9 billion.",
    "France is the fifth-largest foreign investor in Uzbekistan.",
    "Uzbekistan is the world's largest producer of cotton.",
    "China invested $25 billion in Uzbekistan.",
    "Trade with Uzbekistan rose by $2 billion.",
    "The delegation stayed in Uzbekistan for three weeks.",
    "Russia was Uzbekistan's largest trading partner in 1995.",
    "Uzbekistan's economy grew by 6 percent in 2023.",
    "Uzbekistan abstained on resolution 99/99.",
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("claims")
    lines = ["year,exp,imp,exports"]
    for year, partners in TRADE.items():
        for partner, (sold, bought) in {**partners, **dict.fromkeys(SMALL, (0.1, 0.2))}.items():
            lines += [f"{year},UZB,{partner},{sold * 1e9}", f"{year},{partner},UZB,{bought * 1e9}"]
    files = {
        "mit-wtf": lines,
        "wdi-gdp": ["iso3,year,value", *(f"{s},{y},{v * 1e9}" for s, v in GDP.items() for y in (2022, 2023))],
        "wdi-population": ["iso3,year,value", *(f"{s},2023,{v}" for s, v in PEOPLE.items())],
        "un-votes": [
            "session,rcid,iso3,vote",
            *(f"70,{70_001 + n},{s},{v}" for n in range(4) for s, v in (("UZB", 2), ("KAZ", 2 if n else 1), ("RUS", 3), ("USA", 1))),
        ],
        "un-rollcalls": ["session,rcid,date,descr", "70,70002,2015-12-03,Question of Antarctica A/RES/70/33"],
    }
    with open_project() as opened:
        for name, rows in files.items():
            (folder / f"{name}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
            opened.ties.load(name, folder / f"{name}.csv")
        yield opened


def check(project: Project, text: str, said: date | None = SAID) -> ClaimCheck:
    found: list[ClaimCheck] = project.ties.check_claim(text, said).rows
    assert len(found) == 1, [(f.about, f.verdict) for f in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        *((t, "supported") for t in SUPPORTED),
        *((t, "contradicted") for t in CONTRADICTED),
        *((t, "outdated") for t in OUTDATED),
        *((t, "not checkable") for t in NOT_CHECKABLE),
    ],
)
def test_what_data_say_of_a_sentence(project: Project, text: str, verdict: str) -> None:
    found = check(project, text)
    assert found.verdict == verdict, (found.about, found.note)
    assert found.note
    if verdict != "not checkable":
        assert found.about
        assert found.rule
        assert found.dataset


def test_a_verdict_names_figure_year_dataset_and_what_was_so_before(project: Project) -> None:
    found = check(project, "Russia is Uzbekistan's largest trading partner.")
    assert (found.figure, found.unit, found.year) == (2.0, "rank", 2023)
    assert found.dataset is not None
    assert found.dataset.startswith("mit-wtf file ")
    assert "1 China 12 bn USD, 2 Russia 10 bn USD" in found.note
    assert "It was so in 2022" in found.note
    assert check(project, "Russia is Uzbekistan's largest trading partner.", date(2022, 5, 1)).verdict == "supported"
    amount = check(project, "Trade between Uzbekistan and China reached $12 billion in 2023.")
    assert (amount.figure, amount.unit, amount.year) == (pytest.approx(12e9), "USD", 2023)


def test_without_a_day_the_latest_year_counts(project: Project) -> None:
    assert check(project, "China is Uzbekistan's largest trading partner.", None).year == 2023
    late = check(project, "China is Uzbekistan's largest trading partner.", date(2025, 3, 1))
    assert (late.verdict, late.year) == ("supported", 2023)
    assert "the latest year with data before 2025" in late.note
    assert check(project, "China is Uzbekistan's largest trading partner.", date(2029, 3, 1)).verdict == "not checkable"


def test_last_year_is_the_year_before_it_was_said(project: Project) -> None:
    text = "Trade between Uzbekistan and Russia reached $9 billion last year."
    assert (check(project, text, date(2023, 5, 1)).year, check(project, text, date(2023, 5, 1)).verdict) == (2022, "supported")
    assert (check(project, text, date(2024, 5, 1)).year, check(project, text, date(2024, 5, 1)).verdict) == (2023, "contradicted")


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Last year, Uzbekistan's trade with Russia amounted to $9 billion.", 2022),
        ("Trade between Uzbekistan and Russia reached $9 billion last year.", 2022),
        ("Trade between Uzbekistan and Russia reached $9 billion in the previous year.", 2022),
        ("Trade between Uzbekistan and Russia reached $10 billion this year.", 2023),
        ("Trade between Uzbekistan and Russia reached $8 billion two years ago.", 2021),
        ("Russia was Uzbekistan's largest trading partner last year.", 2022),
        ("Uzbekistan's main trading partner last year was Russia.", 2022),
    ],
)
def test_years_told_from_the_day_of_the_statement(project: Project, text: str, year: int) -> None:
    found = check(project, text, date(2023, 11, 1))
    assert (found.year, found.verdict) == (year, "supported")


def test_a_part_of_last_year_is_no_year(project: Project) -> None:
    found = check(project, "Trade between Uzbekistan and Russia reached $9 billion in the first half of last year.")
    assert (found.verdict, found.note) == ("not checkable", "it is about a part of a year; the data are by year")


def test_a_text_without_a_claim_is_an_error_that_says_what_to_write(project: Project) -> None:
    with pytest.raises(InputError, match="Say it as a newspaper would"):
        project.ties.check_claim("I like trains.")


def test_claims_of_articles_are_checked_on_their_day_and_kept(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Tashkent looks east\n\n1 March 2022\n\nRussia is Uzbekistan's largest trading partner.\n", encoding="utf-8"
    )
    project.add([tmp_path])
    found = project.ties.check_claims().rows
    assert [(c.verdict, c.year) for c in found if c.claim.startswith("a:")] == [("supported", 2022)]
    assert project.table("claim_checks").rows == found
    assert {c.claim for c in found} == {c.id for c in project.claims()}


def test_the_two_countries_are_those_named_just_before_and_no_others(project: Project, tmp_path: Path) -> None:
    told = "Trade between the two countries reached 12 billion dollars in 2023."
    texts = {
        "two": f"1 March 2024\n\nThe president of Uzbekistan arrived in China on Monday. {told}\n",
        "three": f"1 March 2024\n\nThe president of Uzbekistan arrived in China from Russia on Monday. {told}\n",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    project.add([tmp_path])
    found = {
        c.claim.split(":")[0]: c for c in project.ties.check_claims() if "12 billion" in (c.about or "") or c.claim.startswith("three")
    }
    assert found["two"].verdict == "supported"
    assert (found["three"].verdict, found["three"].note) == ("not checkable", "it does not say which two states are meant")


def test_nothing_is_checked_where_nothing_is_loaded() -> None:
    with open_project() as empty:
        found = empty.ties.check_claim("China is Uzbekistan's largest trading partner.", SAID).rows
        assert [(c.verdict, c.note) for c in found] == [("not checkable", "no dataset on trade is loaded")]
        assert empty.ties.check_claims().rows == []


@pytest.mark.parametrize(
    ("text", "figure", "bound"),
    [
        ("about $5 billion", "$5 billion", Bound.ABOUT),
        ("more than 20 percent", "20 percent", Bound.AT_LEAST),
        ("exceeded a record $5 billion", "$5 billion", Bound.AT_LEAST),
        ("less than 3 million", "3 million", Bound.AT_MOST),
        ("almost a third of", "a third", Bound.NEARLY),
        ("a quarter of", "a quarter", Bound.ABOUT),
        ("$5 billion or more", "$5 billion", Bound.AT_LEAST),
        ("it was $5 billion", "$5 billion", Bound.EXACT),
    ],
)
def test_words_say_how_exactly_a_figure_is_meant(text: str, figure: str, bound: Bound) -> None:
    start = text.index(figure)
    assert wording.bound(text, start, start + len(figure)) is bound


@pytest.mark.parametrize(
    ("text", "figure", "change"),
    [
        ("trade rose by 15 percent", "15 percent", 1),
        ("exports fell 3 percent", "3 percent", -1),
        ("a 12 percent increase", "12 percent", 1),
        ("exports rose to 5 billion", "5 billion", 0),
        ("imports fell below $3 billion", "$3 billion", 0),
        ("Russia accounts for 20 percent of trade", "20 percent", 0),
    ],
)
def test_a_change_is_no_level(text: str, figure: str, change: int) -> None:
    start = text.index(figure)
    assert wording.change(text, start, start + len(figure)) == change


@pytest.mark.parametrize(
    ("name", "verdict", "about"),
    [
        ("001", "outdated", "Russia is number 1 in Kazakhstan's trade"),
        ("001", "supported", "Kazakhstan's trade with Russia is 27 billion USD (2022)"),
        ("004", "contradicted", "Germany is number 2 in Kazakhstan's trade"),
    ],
)
def test_claims_on_kazakhstans_partners_are_decided_by_its_customs(shared: Path, name: str, verdict: str, about: str) -> None:
    with open_project() as opened:
        opened.ties.load("kazakhstan-trade", shared / "data" / "trade" / "kazakhstan_trade_by_partner_2018_2023.csv")
        opened.add([shared / "gold" / "seeds" / "articles" / f"{name}.txt"])
        assert (verdict, about) in [(str(c.verdict), c.about) for c in opened.ties.check_claims()]
