"""Layouts as publishers release them, where the shared material has none: small files of our own with the same columns."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from equipoise.ties.connector import Loaded, connector
from equipoise.words.errors import InputError
from equipoise.words.tie import Absent


def _rows(found: Loaded, *columns: str) -> list[tuple[object, ...]]:
    assert found.ties is not None
    return found.ties.sort("variable", "state", "partner", "year", "item").select(columns).rows()


def _book(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


class TestVotes:
    VOETEN = "rcid,ccode,session,vote\n9101,705,77,1\n9101,365,77,3\n9101,2,77,8\n9101,999,77,1\n9101,345,77,9\n"

    def test_absences_are_no_votes(self, load):
        found = load("un-votes", self.VOETEN)
        assert found.ballots.select("state", "session", "resolution", "vote").rows() == [("KAZ", 77, "9101", 1), ("RUS", 77, "9101", 3)]
        assert [(a.reason, a.rows) for a in found.aside] == [("absent, or no member: no vote", 2), ("state is no state that is known", 1)]

    def test_digital_library(self, load):
        head = "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,title\n"
        lines = (
            "4060001,KAZ,KAZAKHSTAN,Y,2023-02-23,11emsp,A/RES/ES-11/6,,Peace\n"
            "4060001,RUS,RUSSIAN FEDERATION,N,2023-02-23,11emsp,A/RES/ES-11/6,,Peace\n"
            "4060001,UZB,UZBEKISTAN,X,2023-02-23,11emsp,A/RES/ES-11/6,,Peace\n"
            "4060002,KAZ,KAZAKHSTAN,A,2023-12-19,78,A/RES/78/1,,Order\n"
            "4060003,KAZ,KAZAKHSTAN,N,2023-12-19,78,A/RES/78/1,,A paragraph of it\n"
        )
        found = load("un-votes", head + lines)
        assert sorted(found.ballots.select("session", "resolution", "state", "vote").rows()) == [
            (77, "4060001", "KAZ", 1), (77, "4060001", "RUS", 3), (78, "4060002", "KAZ", 2), (78, "4060003", "KAZ", 3),
        ]  # fmt: skip
        assert found.rollcalls["title"].to_list() == ["Peace", "Order", "A paragraph of it"]

    def test_roll_calls_with_issue_columns(self, load):
        found = load(
            "un-rollcalls",
            "rcid,session,importantvote,date,unres,short,descr,me,nu,di,hr,co,ec\n"
            "9101,77,1,2022-10-12,R/77/1,UKRAINE,Integrity of Ukraine,0,0,0,1,0,0\n9102,77,0,2022-12-07,R/77/2,ARMS,Arms,0,1,1,0,0,0\n",
        )
        assert found.rollcalls.select("resolution", "title", "issues", "important").rows() == [
            ("9101", "Integrity of Ukraine", ["hr"], True),
            ("9102", "Arms", ["nu", "di"], False),
        ]
        assert found.variables == ()

    def test_votes_without_session_need_their_roll_calls(self, load, tmp_path):
        votes = "rcid,iso2,country,vote\n5,KZ,Kazakhstan,1\n5,NA,Namibia,2\n5,,German Democratic Republic,3\n6,KZ,Kazakhstan,1\n"
        with pytest.raises(InputError, match=r"no column session or date\. Put the roll calls beside it as unga_rollcalls\.csv"):
            load("un-votes", votes, "unga_votes.csv")
        (tmp_path / "unga_rollcalls.csv").write_text("rcid,session,date,descr,issues\n5,40,1985-10-01,Apartheid,hr;co\n")
        found = load("un-votes", votes, "unga_votes.csv")
        assert found.ballots["state"].to_list() == ["KAZ", "NAM", "DDR"]
        assert found.rollcalls["issues"].to_list() == [["hr", "co"]]
        assert "from unga_rollcalls.csv, SHA-256" in found.aside[0].reason
        assert [a.reason for a in found.aside if a.rows] == ["its roll call is not in unga_rollcalls.csv"]


class TestTrade:
    def test_baci_sums_products_and_knows_its_own_numbers(self, load, tmp_path):
        flows = "t,i,j,k,v,q\n2022,398,842,270900,100.5,1\n2022,398,842,260300,10,2\n2022,251,398,300490,7,NA\n2022,398,490,270900,1,1\n"
        with pytest.raises(InputError, match=r"country_codes_V.*same release"):
            load("baci", flows, "BACI_HS92_Y2022_V202501.csv")
        head = "country_code,country_name,country_iso2,country_iso3\n"
        countries = head + "398,Kazakhstan,KZ,KAZ\n842,USA,US,USA\n251,France,FR,FRA\n490,Other Asia,N/A,S19\n"
        (tmp_path / "country_codes_V202501.csv").write_text(countries)
        found = load("baci", flows, "BACI_HS92_Y2022_V202501.csv")
        assert _rows(found, "state", "partner", "year", "value", "row") == [("FRA", "KAZ", 2022, 7e3, 3), ("KAZ", "USA", 2022, 110.5e3, 1)]
        assert [(a.reason, a.rows) for a in found.aside] == [("partner is no state that is known", 1)]

    def test_baci_in_its_archive(self, tmp_path):
        path = tmp_path / "BACI_HS92_V202501.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("BACI_HS92_Y2022_V202501.csv", "t,i,j,k,v,q\n2022,398,643,270900,2,1\n")
            archive.writestr("country_codes_V202501.csv", "country_code,country_iso3\n398,KAZ\n643,RUS\n")
            archive.writestr("product_codes_HS92_V202501.csv", "code,description\n270900,Oil\n")
        assert _rows(connector("baci").read(path, {}), "state", "partner", "value") == [("KAZ", "RUS", 2e3)]

    def test_comtrade(self, load):
        found = load(
            "comtrade",
            "reporterISO,partnerISO,period,flowCode,cmdCode,customsCode,motCode,partner2ISO,primaryValue\n"
            "KAZ,W00,2022,X,TOTAL,C00,0,W00,84000\nKAZ,RUS,2022,X,TOTAL,C00,0,W00,8800\nKAZ,RUS,2022,M,TOTAL,C00,0,W00,17300\n"
            "KAZ,RUS,2022,X,27,C00,0,W00,500\nKAZ,RUS,2022,X,TOTAL,C01,0,W00,100\nKAZ,CHN,2022,RX,TOTAL,C00,0,W00,3\n"
            "KAZ,CHN,202201,X,TOTAL,C00,0,W00,9\nKAZ,S19,2022,X,TOTAL,C00,0,W00,1\n",
        )
        assert _rows(found, "variable", "state", "partner", "year", "item", "value") == [
            ("exports", "KAZ", "RUS", 2022, None, 8800.0), ("exports", "KAZ", "RUS", 2022, "27", 500.0),
            ("imports", "KAZ", "RUS", 2022, None, 17300.0),
        ]  # fmt: skip
        assert found.rows == found.kept + sum(a.rows for a in found.aside) == 8

    def test_imf(self, load):
        found = load(
            "imf-imts",
            "DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE\n"
            "IMF.STA:IMTS,KAZ,XG_FOB_USD,CHN,A,2023,14.7,Billions\nIMF.STA:IMTS,KAZ,MG_CIF_USD,CHN,A,2023,15400,6\n"
            "IMF.STA:IMTS,KAZ,XG_FOB_USD,G001,A,2023,79,Billions\nIMF.STA:IMTS,KAZ,XG_FOB_USD,CHN,M,2023-01,1,Billions\n"
            "IMF.STA:IMTS,KAZ,MG_FOB_USD,CHN,A,2023,1,6\nIMF.STA:IMTS,KAZ,XG_FOB_USD,RUS,A,2023,1,Crores\n",
        )
        assert [(v, p, x) for v, p, x in _rows(found, "variable", "partner", "value")] == [
            ("exports", "CHN", pytest.approx(14.7e9)), ("imports", "CHN", pytest.approx(15.4e9)),
        ]  # fmt: skip
        assert "power is no number" in [a.reason for a in found.aside]

    def test_comext_as_sdmx(self, load):
        head = "freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE\n"
        found = load("eurostat-comext", head + "A,EU27_2020,KG,TOTAL,2,VALUE_IN_EUROS,2023,2733\nA,DE,KG,TOTAL,2,VALUE_IN_EUROS,2023,900\n"
                     "A,DE,KG,TOTAL,1,VALUE_IN_EUROS,2023,5\nA,EL,KG,27,2,VALUE_IN_EUROS,2023,5\n")  # fmt: skip
        assert _rows(found, "state", "partner", "value") == [("DEU", "KGZ", 900.0), ("EUR", "KGZ", 2733.0)]

    def test_a_sum_of_less_than_twelve_months_is_imputed(self, load):
        months = [f"2023-{m:02d},DEU,KAZ,1\n" for m in range(1, 13)] + ["2023-05,AUT,KGZ,4\n", "2024-01,DEU,KAZ,9\n"]
        found = load("eurostat-comext", "month,exp,imp,value_eur\n" + "".join(months))
        assert _rows(found, "state", "year", "value", "status") == [("AUT", 2023, 4.0, "imputed"), ("DEU", 2023, 12.0, "observed")]


class TestKazakhstan:
    HEAD = (
        ["Основные показатели внешней торговли Республики Казахстан по странам за январь-декабрь 2023 года*"],
        [],
        ["", "", "", "", "", "тыс. долларов США"],
        ["Наименование страны", "Товарооборот", "Экспорт", "", "Импорт", ""],
        ["", "", "всего", "в % к итогу", "всего", "в % к итогу"],
    )
    DATA = (
        ["Всего", 140000.5, 79000, 100, 61000.5, 100],
        ["в том числе:"],
        ["Страны СНГ", 40000, 15000, 19, 25000, 41],
        ["Россия", 27060.5, 10210.5, 12.9, 16850, 27.6],
        ["Соединённые Штаты Америки", 4, 1, 0, 3, 0],
        ["Корея, Республика", 6, "-", "-", 6, 0],
        ["Гонконг", "нет", "нет", "", "нет", ""],
    )

    def test_the_published_sheet(self, tmp_path):
        found = connector("kazakhstan-trade").read(_book(tmp_path / "trade_2023.xlsx", [*self.HEAD, *self.DATA]), {})
        assert _rows(found, "variable", "partner", "year", "value") == [
            ("exports", "KOR", 2023, 0.0), ("exports", "RUS", 2023, 10210.5e3), ("exports", "USA", 2023, 1e3),
            ("imports", "KOR", 2023, 6e3), ("imports", "RUS", 2023, 16850e3), ("imports", "USA", 2023, 3e3),
        ]  # fmt: skip
        aside = {a.reason: a for a in found.aside}
        assert aside["partner is no state that is known"].rows == 3
        assert "Страны СНГ" in " ".join(aside["partner is no state that is known"].examples)
        assert aside["exports is no number"].rows == 1

    def test_two_years_side_by_side_in_millions(self, tmp_path):
        rows = [
            ["Экспорт и импорт по странам", "", "млн. долл. США"],
            ["Страны", "Экспорт", "", "", "Импорт", "", ""],
            ["", "2022 год", "2023 год", "2023 г. в % к 2022 г.", "2022 год", "2023 год", "2023 г. в % к 2022 г."],
            ["Китай", "13 165,7", "14 670,0", "111", "10 960", "15 390", "140"],
        ]
        found = connector("kazakhstan-trade").read(_book(tmp_path / "trade.xlsx", rows), {})
        assert [(v, y, x) for v, y, x in _rows(found, "variable", "year", "value")] == [
            ("exports", 2022, pytest.approx(13165.7e6)), ("exports", 2023, pytest.approx(14670e6)),
            ("imports", 2022, pytest.approx(10960e6)), ("imports", 2023, pytest.approx(15390e6)),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("rows", "message"),
        [
            ([["За 2023 год, тыс. долларов США"], ["Страна", "Вывоз", "Ввоз"], ["Россия", 1, 2]], "no header with the columns"),
            ([["За 2023 год"], ["Страна", "Экспорт", "Импорт"], ["Россия", 1, 2]], "that values are dollars"),
            ([["тыс. долларов США"], ["Страна", "Экспорт", "Импорт"], ["Россия", 1, 2]], "no year for the column"),
            ([["2023, тыс. долларов, млн. долларов"], ["Страна", "Экспорт", "Импорт"], ["Россия", 1, 2]], "both thousands and millions"),
        ],
    )
    def test_a_changed_sheet_is_refused_with_a_remedy(self, tmp_path, rows, message):
        with pytest.raises(InputError, match=message) as raised:
            connector("kazakhstan-trade").read(_book(tmp_path / "trade.xlsx", rows), {})
        assert "exports_kusd" in str(raised.value)


class TestArms:
    REGISTER = (
        '"SIPRI Arms Transfers Database"\n"Trade register, generated 10 March 2025"\n\n'
        '"Recipient","Supplier","Year of order","","Number ordered","","Weapon designation","Weapon description","Number delivered","",'
        '"Year(s) of delivery","status","Comments","SIPRI TIV per unit","SIPRI TIV for total order","SIPRI TIV of delivered weapons"\n'
        '"Kazakhstan","Russia","2015","","8","","Su-30","fighter","8","","2015; 2017","New","","50","400","400"\n'
        '"Kazakhstan","Russia","2017","","4","","Su-30","fighter","4","","2017","New","","50","200","200"\n'
        '"Kazakhstan","unknown supplier(s)","2017","","4","","X","y","4","","2017","New","","1","4","4"\n'
        '"Kazakhstan","Turkiye","2022","","3","","Anka","UAV","","","","New","","1","3","0"\n'
    )

    def test_the_register_as_exported(self, load):
        found = load("sipri-register", self.REGISTER, "trade-register.csv")
        assert _rows(found, "state", "partner", "year", "value", "status") == [
            ("RUS", "KAZ", 2015, 200.0, "imputed"), ("RUS", "KAZ", 2017, 400.0, "imputed"),
        ]  # fmt: skip
        assert [a.reason for a in found.aside if a.rows] == [
            "nothing delivered yet, or no year of delivery",
            "state is no state that is known",
        ]

    def test_a_cut_file_says_nothing_of_absent_pairs(self, load):
        found = load("sipri-register", self.REGISTER, "trade-register.csv")
        assert [v.absent for v in found.variables] == [Absent.MISSING]
        assert "no row of 2016" in found.aside[-1].reason
        assert found.aside[-1].rows == 0

    def test_totals_with_a_column_a_year(self, load):
        text = "TIV of arms imports\n\nImports to,1990,1991,1992\nKazakhstan,,0,12\nTotal,5,6,7\n"
        found = load("sipri-tiv-imports", text, "tiv.csv")
        assert _rows(found, "variable", "state", "year", "value", "status") == [
            ("arms_imports", "KAZ", 1991, 0.0, "imputed"), ("arms_imports", "KAZ", 1992, 12.0, "observed"),
        ]  # fmt: skip


class TestOthers:
    def test_contiguity_in_spells(self, load):
        head = "dyad,state1no,state2no,conttype,begin,end\n"
        found = load("cow-contiguity", head + "1,365,705,1,199112,199306\n2,705,365,1,199112,199306\n3,705,710,1,199112,199212\n")
        assert _rows(found, "state", "partner", "year", "value") == [
            ("CHN", "KAZ", 1991, 1.0), ("CHN", "KAZ", 1992, 1.0),
            ("KAZ", "RUS", 1991, 1.0), ("KAZ", "RUS", 1992, 1.0), ("KAZ", "RUS", 1993, 1.0),
        ]  # fmt: skip

    def test_influence_in_rows(self, load):
        found = load("fbic", "iso3a,iso3b,year,fbic,economicbandwidth\nRUS,KAZ,2020,0.73,1.463\nCHN,KAZ,2020,0.19,\nRUS,RUS,2020,0,0\n")
        assert _rows(found, "variable", "state", "value", "status") == [
            ("econ_bandwidth", "CHN", None, "missing"), ("econ_bandwidth", "RUS", 1.463, "observed"),
            ("influence_capacity", "CHN", 0.19, "observed"), ("influence_capacity", "RUS", 0.73, "observed"),
        ]  # fmt: skip

    def test_sanctions_with_commas_in_names_and_groups_over_time(self, load):
        head = "case_id,sanctioned_state,sanctioning_state,begin,end,trade,arms,military,financial,travel,other\n"
        found = load(
            "gsdb",
            head + '1,"Korea, North, Iran","EU, Norway, Western countries",2003,2004,0,1,0,0,0,0\n2,Cuba,CoCom,1990,1991,1,0,0,0,0,0\n',
        )
        assert found.ties is not None
        senders = {y: set(found.ties.filter(pl.col("year") == y)["state"].unique()) for y in (2003, 2004)}
        assert {"EUR", "NOR", "DEU"} <= senders[2003]
        assert "POL" not in senders[2003]
        assert "POL" in senders[2004]
        assert set(found.ties["partner"].unique()) == {"PRK", "IRN"}
        assert [(a.rows, a.examples) for a in found.aside if "kept" in a.reason] == [(0, ("row 1: sender Western countries",))]
        assert found.kept == 1

    def test_a_case_of_a_state_against_itself_makes_no_tie(self, load):
        head = "case_id,sanctioned_state,sanctioning_state,begin,end,trade,arms,military,financial,travel,other\n"
        found = load("gsdb", head + "1,Russia,Soviet Union,1960,1961,1,0,0,0,0,0\n2,Cuba,United States,1960,1961,1,0,0,0,0,0\n")
        assert (found.kept, [a.reason for a in found.aside if a.rows]) == (1, ["no sender and no other target of its years"])

    def test_pipelines_without_start_or_capacity_make_lower_bounds(self, load):
        text = (
            "project,type,countries,status,start_year,capacity_bpd\nA,oil_pipelines,\"Kazakhstan, Russia\",operating,2001,100\n"
            'B,oil_pipelines,"Russia, Kazakhstan",operating,,10\nC,oil_pipelines,"Russia, Kazakhstan",proposed,2020,999\n'
            'D,oil_pipelines,"Kazakhstan, China",operating,2006,\nE,oil_pipelines,Kazakhstan,operating,2006,5\n'
        )  # fmt: skip
        found = load("gem-oil-pipelines", text, "goit_2003.csv")
        assert _rows(found, "state", "partner", "year", "value", "status") == [
            ("KAZ", "RUS", 2001, 100.0, "imputed"), ("KAZ", "RUS", 2002, 100.0, "imputed"), ("KAZ", "RUS", 2003, 110.0, "observed"),
        ]  # fmt: skip

    def test_a_snapshot_needs_a_year_in_its_name(self, load):
        with pytest.raises(InputError, match=r"must stand in the file's name, as in missions_2024.csv"):
            load("embassies", "op_iso3,country_iso3,QID,type\nKAZ,RUS,Q1,embassy\n", "missions.csv")

    def test_honorary_consulates_are_counted_apart(self, load):
        text = "op_iso3,country_iso3,QID,type\nKAZ,RUS,Q1,embassy\nKAZ,RUS,Q2,consulate general\nKAZ,RUS,Q3,honorary consulate\n"
        found = load("embassies", text, "missions_2024.csv")
        assert _rows(found, "item", "value") == [(None, 2.0), ("consulate", 1.0), ("embassy", 1.0), ("honorary", 1.0)]

    def test_exercises_pair_the_participants(self, load):
        text = "mmeid,country,year\nm1,Russia,2005\nm1,Kazakhstan,2005\nm1,China,2005\nm2,Kazakhstan,2006\nm2,-9,2006\nm1,Russia,2005\n"
        found = load("exercises", text)
        assert _rows(found, "state", "partner", "value") == [("CHN", "KAZ", 1.0), ("CHN", "RUS", 1.0), ("KAZ", "RUS", 1.0)]
        assert found.kept == 3

    def test_groups_of_ones_own(self, load):
        text = (
            "group,role,iso3,from,until\nABC,member,KAZ,2010-05-01,\nABC,member,RUS,2011-01-01,2013-06-30\nABC,observer,CHN,2010-01-01,\n"
        )
        found = load("groups", text)
        assert _rows(found, "partner", "year", "item", "value") == [
            ("RUS", 2011, None, 1.0), ("RUS", 2011, "ABC", 1.0), ("RUS", 2012, None, 1.0), ("RUS", 2012, "ABC", 1.0),
        ]  # fmt: skip

    def test_an_indicator_as_the_world_bank_gives_it(self, tmp_path):
        path = tmp_path / "API_NY.GDP.MKTP.CD_DS2_en_csv_v2.zip"
        table = (
            '"Data Source","World Development Indicators",\n\n"Last Updated Date","2025-07-01",\n\n'
            '"Country Name","Country Code","Indicator Name","Indicator Code","2021","2022",\n'
            '"Kazakhstan","KAZ","GDP (current US$)","NY.GDP.MKTP.CD","197.1","",\n'
            '"World","WLD","GDP (current US$)","NY.GDP.MKTP.CD","9","10",\n'
        )
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("API_NY.GDP.MKTP.CD_DS2_en_csv_v2.csv", table)
            archive.writestr("Metadata_Indicator_API_NY.GDP.MKTP.CD_DS2_en_csv_v2.csv", "a,b\n1,2\n")
        assert _rows(connector("wdi-gdp").read(path, {}), "state", "year", "value", "status") == [
            ("KAZ", 2021, 197.1, "observed"), ("KAZ", 2022, None, "missing"),
        ]  # fmt: skip
        with pytest.raises(InputError, match=r"the indicator is not SP\.POP\.TOTL"):
            connector("wdi-population").read(path, {})
