"""What is wrong in a file is named with its rows, or refused with a remedy; nothing is dropped unseen."""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import io
import string
import zipfile
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from equipoise.ties import files
from equipoise.ties.connector import connector, connectors
from equipoise.ties.files import open_frame
from equipoise.words.errors import InputError
from equipoise.words.tie import Absent

HEAD = "iso3,year,value\n"


class TestRows:
    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            ("KZK,2020,5", "state is no state that is known"),
            (",2020,5", "state is no state that is known"),
            ("WLD,2020,5", "state is no state that is known"),
            ("KAZ,2020,-5", "value is below 0"),
            ("KAZ,2020,five", "value is no number"),
            ("KAZ,2020,5 bn", "value is no number"),
            ("KAZ,2020,inf", "value is no finite number"),
            ("KAZ,,5", "year is empty"),
            ("KAZ,2020.5,5", "year is no whole number"),
            ("KAZ,3020,5", "year is above 2100"),
            ("KAZ,MMXX,5", "year is no number"),
        ],
    )
    def test_a_row_that_cannot_be_used_is_named(self, load, line, reason):
        found = load("wdi-gdp", f"{HEAD}RUS,2020,1\n{line}\n")
        assert [(a.reason, a.rows) for a in found.aside] == [(reason, 1)]
        assert found.aside[0].examples[0].startswith("row 2: ")
        assert found.ties["state"].to_list() == ["RUS"]

    def test_the_same_row_twice_is_kept_once(self, load):
        found = load("wdi-gdp", f"{HEAD}KAZ,2020,5\nKAZ,2020,5.0\nRUS,2020,1\n")
        assert found.ties.select("state", "value", "row").rows() == [("KAZ", 5.0, 1), ("RUS", 1.0, 3)]
        assert [a.examples for a in found.aside] == [("row 2: state KAZ, year 2020",)]

    def test_rows_that_contradict_one_another_are_all_set_aside(self, load):
        found = load("wdi-gdp", f"{HEAD}KAZ,2020,5\nKAZ,2020,6\nKAZ,2020,5\nRUS,2020,1\n")
        assert found.ties["state"].to_list() == ["RUS"]
        assert [(a.reason, a.rows) for a in found.aside] == [("several rows of the same state, year differ", 3)]

    def test_an_empty_value_does_not_contradict_a_number(self, load):
        found = load("wdi-gdp", f"{HEAD}KAZ,2020,\nKAZ,2020,6\nRUS,2020,\n")
        assert found.ties.sort("state").select("state", "value", "status").rows() == [("KAZ", 6.0, "observed"), ("RUS", None, "missing")]

    def test_na_is_namibia(self, load):
        found = load("imf-imts", "REF_AREA,INDICATOR,COUNTERPART_AREA,FREQ,TIME_PERIOD,OBS_VALUE\nNA,TXG_FOB_USD,ZA,A,2020,5\n")
        assert found.ties["state"].to_list() == ["NAM"]

    def test_rows_in_another_unit_are_set_aside(self, load):
        head = "exp,imp,year,value_usd,unit\n"
        found = load("mit-wtf", head + "KAZ,RUS,2010,5,USD\nKAZ,CHN,2010,5,kUSD\nKAZ,TUR,2010,5,EUR\nKAZ,UZB,2010,5,\n")
        assert dict(found.ties.select("partner", "value").iter_rows()) == {"RUS": 5.0, "CHN": 5000.0}
        (aside,) = found.aside
        assert aside.reason == "unit is none of USD, kUSD, mUSD"
        assert aside.examples == ("row 3: unit EUR, state KAZ, year 2010", "row 4: unit empty, state KAZ, year 2010")

    def test_a_year_missing_in_the_middle_is_not_taken_as_no_alliance(self, load, shared: Path, tmp_path):
        rows = pl.read_parquet(shared / "data/ties/atop_alliance_dyads_1946_2018.parquet").filter(pl.col("year") > 2009)
        absent = {}
        for name, part in {"whole": rows, "gap": rows.filter(pl.col("year") != 2014), "cut": rows.filter(pl.col("ccode1") == 705)}.items():
            part.write_parquet(tmp_path / f"{name}.parquet")
            absent[name] = {v.absent for v in connector("atop").read(tmp_path / f"{name}.parquet", {}).variables}
        assert absent == {"whole": {Absent.ZERO}, "gap": {Absent.MISSING}, "cut": {Absent.MISSING}}

    def test_votes_outside_the_three_are_named(self, load):
        found = load("un-votes", "rcid,ccode,session,vote\n1,705,77,1\n1,365,77,4\n1,2,77,maybe\n")
        assert {a.reason for a in found.aside} == {"vote is above 3", "vote is no number"}

    def test_missing_codes_of_cow_are_missing_values(self, load):
        found = load("cow-nmc", "ccode,year,cinc,milex,milper\n705,1995,0.003,-9,40\n")
        there = {v: (x, s) for v, x, s in found.ties.select("variable", "value", "status").iter_rows()}
        assert there["milex"] == (None, "missing")
        assert there["milper"] == (40_000.0, "observed")

    def test_negative_troops_are_set_aside_but_negative_stocks_are_not(self, load):
        fdi = load("unctad-fdi", "origin_iso3,dest_iso3,year,value_musd\nRUS,KAZ,2010,-3\n")
        assert fdi.ties["value"].to_list() == [-3e6]
        with pytest.raises(InputError, match="troops is below 0"):
            load("us-troops", "countryname,year,troops_ad\nKazakhstan,2010,-3\n")


class TestColumns:
    def test_a_changed_layout_names_the_column_what_is_there_and_the_remedy(self, load):
        with pytest.raises(InputError) as raised:
            load("mit-wtf", "exp,imp,yr,value_usd\nKAZ,RUS,2010,5\n")
        message = str(raised.value)
        assert "no column year" in message
        assert "'exp', 'imp', 'yr', 'value_usd'" in message
        assert "--columns year=yr" in message

    def test_columns_can_be_mapped(self, load):
        found = load(
            "mit-wtf", "from,to,yr,usd\nKAZ,RUS,2010,5\n", columns={"state": "from", "partner": "to", "year": "yr", "exports": "usd"}
        )
        assert found.ties.select("state", "partner", "value").rows() == [("KAZ", "RUS", 5.0)]

    def test_a_mapped_column_of_numbers_has_those_of_cow(self, load):
        text = "a,b,year,value_usd\n705,365,2010,5\n"
        found = load("mit-wtf", text, columns={"state": "a", "partner": "b"})
        assert found.ties.select("state", "partner").rows() == [("KAZ", "RUS")]

    @pytest.mark.parametrize(
        "value", [["KAZ"], {"code": "KAZ"}, b"KAZ", dt.timedelta(1), dt.date(2020, 1, 1), True, 1.5, None], ids=lambda v: type(v).__name__
    )
    @pytest.mark.parametrize("column", ["exp", "imp", "year", "value_usd"])
    def test_columns_of_another_kind_are_refused_or_set_aside(self, tmp_path, column, value):
        good = {"exp": ["KAZ", "KAZ"], "imp": ["RUS", "CHN"], "year": [2010, 2010], "value_usd": [1.0, 2.0]}
        pl.DataFrame({**good, column: [value, value]}, strict=False).write_parquet(tmp_path / "data.parquet")
        try:
            found = connector("mit-wtf").read(tmp_path / "data.parquet", {})
        except InputError as error:
            message = str(error)
        else:
            message = "data.parquet"
            assert column == "value_usd"
            assert found.rows == found.kept + sum(a.rows for a in found.aside)
        assert "data.parquet" in message

    def test_a_mapped_column_that_is_not_there_is_named(self, load):
        with pytest.raises(InputError, match="no column year"):
            load("wdi-gdp", f"{HEAD}KAZ,2020,5\n", columns={"year": "when"})
        with pytest.raises(InputError, match="there is no column 'yaer' to map"):
            load("wdi-gdp", f"{HEAD}KAZ,2020,5\n", columns={"yaer": "year"})

    @pytest.mark.parametrize("name", sorted(n for n in connectors() if n != "kazakhstan-trade"))
    def test_every_connector_refuses_a_file_of_another_kind(self, load, name):
        with pytest.raises(InputError, match="no column"):
            load(name, "colour,shape\nred,round\n", "things_2024.csv")

    @pytest.mark.parametrize("name", sorted(connectors()))
    def test_every_dataset_says_what_it_is_and_how_to_cite_it(self, name):
        about = connector(name).dataset
        assert about.name == name
        for text in (about.title, about.what, about.unit, about.years, about.publisher, about.licence, about.citation, about.columns):
            assert text.strip()
        assert about.url.startswith("http")
        assert about.bibtex.startswith("@")
        assert about.bibtex.count("{") == about.bibtex.count("}")


class TestFiles:
    @pytest.mark.parametrize("text", ["", "\n", HEAD])
    def test_an_empty_file(self, load, text):
        with pytest.raises(InputError, match=r"data\.csv"):
            load("wdi-gdp", text)

    def test_no_file_and_an_unknown_kind(self, load, tmp_path):
        with pytest.raises(InputError, match="There is no file"):
            connector("wdi-gdp").read(tmp_path / "no.csv", {})
        with pytest.raises(InputError, match=r"kind \.rds are not read; convert it to CSV or Parquet"):
            load("wdi-gdp", b"x", "data.rds")

    def test_a_truncated_parquet_file(self, load):
        buffer = io.BytesIO()
        pl.DataFrame({"iso3": ["KAZ"] * 100, "year": [2020] * 100, "value": [1.0] * 100}).write_parquet(buffer)
        with pytest.raises(InputError, match="cannot be read as parquet"):
            load("wdi-gdp", buffer.getvalue()[:-40], "data.parquet")

    @pytest.mark.parametrize("name", ["data.xlsx", "data.xls", "data.parquet", "data.zip", "data.csv.gz"])
    def test_bytes_that_are_no_such_file(self, load, name):
        with pytest.raises(InputError, match="data"):
            load("wdi-gdp", b"\x00\x01\x02 not what the name says", name)

    def test_a_ragged_table(self, load):
        with pytest.raises(InputError, match="cannot be read as csv"):
            load("wdi-gdp", f"{HEAD}KAZ,2020,5,6,7\n")

    def test_bombs_are_not_unpacked(self, load, tmp_path, monkeypatch):
        monkeypatch.setattr(files, "LARGEST", 100_000)
        text = HEAD.encode() + b"KAZ,2020,5\n" * 100_000
        with pytest.raises(InputError, match="larger than 100,000 bytes when unpacked"):
            load("wdi-gdp", gzip.compress(text), "data.csv.gz")
        with zipfile.ZipFile(tmp_path / "data.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("data.csv", text)
        with pytest.raises(InputError, match="larger than 100,000 bytes when unpacked"):
            open_frame(tmp_path / "data.zip")
        with pytest.raises(InputError, match="larger than 100,000 bytes"):
            load("wdi-gdp", text)

    def test_a_book_that_is_too_large_when_unpacked(self, tmp_path, monkeypatch):
        monkeypatch.setattr(files, "LARGEST_BOOK", 1_000)
        path = tmp_path / "data.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            book.add_worksheet().write_row(0, 0, ["iso3", "year", "value"])
        with pytest.raises(InputError, match="larger than 1,000 bytes when unpacked"):
            open_frame(path)

    def test_a_parquet_file_of_few_bytes_and_many_rows(self, tmp_path, monkeypatch):
        monkeypatch.setattr(files, "MOST_CELLS", 1_000)
        pl.DataFrame({"iso3": ["KAZ"] * 1_000, "year": [2020] * 1_000}).write_parquet(tmp_path / "data.parquet")
        with pytest.raises(InputError, match="1,000 rows of 2 columns"):
            open_frame(tmp_path / "data.parquet")

    def test_an_archive_with_several_files_names_them(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "data.zip", "w") as archive:
            archive.writestr("one.csv", "a\n1\n")
            archive.writestr("two.csv", "a\n1\n")
        with pytest.raises(InputError, match=r"one\.csv, two\.csv"):
            open_frame(tmp_path / "data.zip")

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    def test_encodings(self, tmp_path, encoding):
        (tmp_path / "data.csv").write_bytes("name;year\nCôte d'Ivoire;2020\n".encode(encoding))
        assert open_frame(tmp_path / "data.csv").rows() == [("Côte d'Ivoire", "2020")]

    def test_a_sheet_behind_others_with_lines_above_its_header(self, tmp_path):
        path = tmp_path / "tracker.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            book.add_worksheet("About").write_row(0, 0, ["This is a tracker"])
            sheet = book.add_worksheet("Data")
            sheet.write_row(0, 0, ["Released in 2024"])
            sheet.write_row(2, 0, ["Countries", "Status", "StartYear1"])
            sheet.write_row(3, 0, ["Kazakhstan, China", "Operating", 2009])
        frame = open_frame(path, header=("Countries", "Status"))
        assert frame.columns == ["Countries", "Status", "StartYear1"]
        assert frame.rows()[-1] == ("Kazakhstan, China", "Operating", "2009")


CELLS = st.one_of(
    st.sampled_from(["KAZ", "RUS", "CHN", "NA", "XXX", "", "2020", "1", "-9", "0", "nan", "inf", "1e400", "EU27", "3.5", '"x', "−5"]),
    st.text(string.ascii_letters + string.digits + " .-é", max_size=6),
)


class TestInfluencersInTheNamesOfColumns:
    def test_one_that_is_no_state_is_left_out_and_said(self, load):
        found = load("fbic", "iso3,year,fbic_rus,fbic_qqq\nKAZ,2010,0.7,0.9\n")
        assert [(t["state"], t["value"]) for t in found.ties.to_dicts()] == [("RUS", 0.7)]
        assert [(a.rows, "QQQ" in a.reason) for a in found.aside] == [(0, True)]

    def test_a_file_with_no_state_among_them_is_refused(self, load):
        with pytest.raises(InputError, match="none of the influencers in its columns is a state that is known: QQQ"):
            load("fbic", "iso3,year,fbic_qqq\nKAZ,2010,0.9\n")

    def test_rows_of_the_one_influencer_itself_alone_are_refused(self, load):
        with pytest.raises(InputError, match=r"no row can be used\. the influencer itself"):
            load("fbic", "iso3,year,fbic_rus\nRUS,2010,0.9\n")


class TestNothingIsDroppedUnseen:
    """Rows that would do, with up to two of their cells spoilt, after one that is left as it is."""

    @pytest.mark.parametrize(
        ("name", "good"),
        [
            ("mit-wtf", {"exp": "KAZ", "imp": "RUS", "year": "2010", "value_usd": "5"}),
            ("cow-igo", {"ccode1": "705", "ccode2": "365", "year": "2010", "dyadigos": "40"}),
            ("un-votes", {"ccode": "705", "session": "77", "resid": "77001", "vote": "1"}),
            ("comtrade", {"reporterISO": "KAZ", "partnerISO": "CHN", "period": "2020", "flowCode": "X", "primaryValue": "5"}),
            ("sipri-register", {"supplier": "Russia", "recipient": "Kazakhstan", "delivery_years": "1999; 2001", "tiv_delivered": "4"}),
            ("eurostat-comext", {"month": "2020-01", "exp": "DEU", "imp": "KAZ", "value_eur": "5"}),
            ("gem-oil-pipelines", {"countries": "Russia, China", "status": "operating", "start_year": "2011", "capacity_bpd": "5"}),
            (
                "export-routes",
                {"route_id": "a", "from_node": "X", "to_node": "Y", "mode": "pipeline", "transit_states": "RUS", "year": "2020"}
                | {"quantity": "flow", "value_mt_per_y": "5", "own_origin_only": "yes", "exporter": "KAZ"},
            ),
            ("fbic", {"iso3": "KAZ", "year": "2010", "fbic_rus": "0.7", "econb_rus": "1", "fbic_chn": "0.1"}),
            (
                "gsdb",
                {"sanctioned_state": "Russia", "sanctioning_state": "EU, Norway", "begin": "2014", "end": "2016"}
                | dict.fromkeys(("trade", "arms", "military", "financial", "travel", "other"), "1"),
            ),
        ],
    )
    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_rows_in_are_rows_kept_and_rows_set_aside(self, tmp_path, name, good, data):
        spoilt = st.dictionaries(st.sampled_from(sorted(good)), CELLS, max_size=2)
        rows = [good, *({**good, **s} for s in data.draw(st.lists(spoilt, max_size=10)))]
        path = tmp_path / "data_2024.parquet"
        pl.DataFrame(rows, schema=dict.fromkeys(good, pl.String)).write_parquet(path)
        with contextlib.suppress(InputError):  # no row can be used: they contradict one another, or no year is whole
            found = connector(name).read(path, {})
            assert found.rows == len(rows) == found.kept + sum(a.rows for a in found.aside)
            assert found.kept > 0
