"""An actor file with a mistake is refused whole: the message names file, line, what is wrong and what to write."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from equipoise.read.actors.gazetteer import Gazetteer
from equipoise.read.actors.own_file import read_own_actors
from equipoise.read.actors.words import cut
from equipoise.words.errors import InputError

HEAD = "name,code,sector,start,end,kind\n"
GOOD = HEAD + "# ours\nSilk Bank,KAZ,BUS,,,organisation\n\nAnna Berg,NOR,GOV,2020-01,2021-12,person\n"


def refused(tmp_path: Path, text: str | bytes) -> list[str]:
    file = tmp_path / "my.csv"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(InputError) as caught:
        read_own_actors(str(file))
    return str(caught.value).splitlines()


@pytest.mark.parametrize("data", [GOOD.encode(), b"\xef\xbb\xbf" + GOOD.encode(), GOOD.replace("\n", "\r\n").encode()])
def test_rows_are_read_with_their_months(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "my.csv").write_bytes(data)
    bank, berg = read_own_actors(str(tmp_path / "my.csv"))
    assert (bank.name, bank.code, bank.sector, bank.start) == ("Silk Bank", "KAZ", "BUS", None)
    assert (berg.start, berg.end) == (date(2020, 1, 1), date(2021, 12, 1))


MISTAKES = [
    (",KAZ,BUS,,,organisation", r"the name is missing"),
    ('"---",KAZ,BUS,,,organisation', r"the name is missing \(it is '---'\)"),
    ("X,QQQ,BUS,,,organisation", r"code 'QQQ' is not known"),
    ("X,Kazakhstan,BUS,,,organisation", r"code 'Kazakhstan' is not known\. Did you mean 'KAZ'"),
    ("X,kaz,BUS,,,organisation", r"code 'kaz' is not known\. Did you mean 'KAZ'"),
    ("X,KAZ,BUSS,,,organisation", r"sector 'BUSS' is none of PLOVER's\. Did you mean 'BUS'"),
    ("X,KAZ,GOV,soon,,person", r"start 'soon' is no month\. Write YYYY-MM"),
    ("X,KAZ,GOV,2021-13,,person", r"start '2021-13' is no month"),
    ("X,KAZ,GOV,,2021-03-05,person", r"end '2021-03-05' is no month"),
    ("X,KAZ,GOV,2021-03,2020-01,person", r"it ends \(2020-01\) before it starts \(2021-03\)"),
    ("X,KAZ,GOV,,,persn", r"kind 'persn' is not known\. Did you mean 'person'"),
    ("X,KAZ,GOV", r"it has 3 cells, the first line has 6"),
    ("X, Ltd,KAZ,BUS,,,organisation", r"it has 7 cells, the first line has 6\. Put a name with a comma between quotes"),
    ('"X,KAZ,BUS,,,organisation', r"a quote is opened and never closed"),
    ('"X\nY",KAZ,BUS,,,organisation', r"holds a line break"),
    ("Silk Bank,KAZ,BUS,,,organisation", r"'Silk Bank' stands in line 3 already"),
    ("Anna Berg,NOR,MIL,2020-01,2021-12,person", r"'Anna Berg' stands in line 5 already"),
]


@pytest.mark.parametrize(("row", "said"), MISTAKES, ids=[m[1][:30] for m in MISTAKES])
def test_a_row_that_cannot_be_used_is_named_with_its_line(tmp_path: Path, row: str, said: str) -> None:
    first, found = refused(tmp_path, GOOD + row + "\n")
    assert "1 mistake, so nothing of it is used" in first
    assert "my.csv, line 6: " in found
    assert re.search(said, found)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (GOOD.replace(",", ";"), 1, "separated by semicolons. Separate them by commas"),
        (GOOD.replace(",", "\t"), 1, "separated by tabs"),
        (GOOD.removeprefix(HEAD), 2, "the names of the columns are missing. The first line must be: name,code"),
        (GOOD.replace("sector", "sectr"), 1, "unknown column 'sectr'. Did you mean 'sector'"),
        (GOOD.replace("sector", "name"), 1, "the column name stands twice"),
        ("name,sector\nX,BUS\n", 1, "the column code is missing"),
        ("", 1, "it holds no row. The first line must be: name,code"),
        (GOOD.replace("Silk", "Sílk").encode("latin-1"), 3, "byte 0xed is not UTF-8"),
        (GOOD.encode("utf-16"), 1, "not UTF-8"),
        (GOOD.replace("Silk", "Si\0lk"), 3, "a zero byte stands in it"),
    ],
)
def test_a_file_that_is_no_table_of_actors_says_so(tmp_path: Path, text: str | bytes, line: int, said: str) -> None:
    found = refused(tmp_path, text)[1]
    assert f"my.csv, line {line}: " in found
    assert said in found


def test_all_mistakes_are_listed_at_once_up_to_twenty(tmp_path: Path) -> None:
    lines = refused(tmp_path, HEAD + "X,QQQ,ZZZ,soon,never,planet\n")
    assert len(lines) == 6
    assert all("line 2: " in line for line in lines[1:])
    lines = refused(tmp_path, HEAD + "".join(f"X{i},QQQ,,,,\n" for i in range(1000)))
    assert len(lines) == 22
    assert lines[-1] == "and 980 more"


def test_a_person_may_hold_two_offices_one_after_the_other(tmp_path: Path) -> None:
    file = tmp_path / "my.csv"
    file.write_text(HEAD + "Anna Berg,NOR,GOV,2020-01,2021-12,person\nAnna Berg,EUR,GOV,2022-01,,person\n")
    found = Gazetteer((str(file),)).longest(cut("Anna Berg spoke."), 0)
    assert found is not None
    assert [(t.state, t.start.year) for t in found[0].terms] == [("NOR", 2020), ("EUR", 2022)]
