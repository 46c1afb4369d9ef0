"""Date stamps are told by their form alone."""

from __future__ import annotations

import pytest

from equipoise.read.stamps import date_prefix, date_tail, is_date_stamp, is_dated_line, wire_dateline

STAMPS = [
    "12/11/2023 19h31",
    "2023-11-12T19:33:24Z",
    "Published on 3 May 2021 at 14:05 GMT",
    "Updated: Mon, May 3rd, 2021 | 2:05 p.m. EST",
    "3. May 2021",
    "May 2021",
    "Sunday, 3 May",
    "03.05.2021 - 14:05",
    "Posted May 3, 2021; updated May 4, 2021",
    "Page copy retrieved by our robot: 2021-05-03 04:12",
]
NONE = [
    "Two met on 3 May 2021",
    "2021",
    "14:05",
    "May",
    "May talks",
    "Monday",
    "3 May 2021 talks",
    "12/11 talks",
    "",
    "Sunday Times",
    "1991-2021",
]


@pytest.mark.parametrize("line", STAMPS)
def test_a_line_that_is_a_date_is_a_stamp(line: str) -> None:
    assert is_date_stamp(line)


@pytest.mark.parametrize("line", NONE)
def test_a_line_that_says_more_or_less_is_none(line: str) -> None:
    assert not is_date_stamp(line)


def test_no_stamp_is_found_where_there_is_no_text_behind_it() -> None:
    assert date_prefix("3 May 2021") is None
    assert wire_dateline("RIGA, May 3 (Sample) -") is None
    assert date_tail("Monday, May 3, 2021") is None


DATED = [
    "The Sample Times | Politics | 3.5.2021",
    "Riga, 3 May 2021, 18:40",
    "Sample Courier, 3 May 2021",
    "*Analysis. 3 May 2021*",
    "Reposted on 3 May 2021 | 3 min read",
    "Sample Ledger - May 3, 2021",
    "Issue 12 | 3 May 2021 | Web version",
    "No. 7 · 3 May 2021 · Read in your browser",
    "3 May 2021, by our staff in Rabat | 3 comments | Share",
    "Monday, 3 May 2021 | 06:10 | Riga +9 °C",
    "3 May 2021, Tampere: -12°",
]
UNDATED = [
    "By our reckoning 3 May 2021 was late",
    "Ministers met on 3 May 2021",
    "The Sample Times | Politics",
    "Riga agreed, on 3 May 2021, to build the line",
    "May 2021",
    "On 3 May 2021 the glacier at Vatna warmed to 4 °C",
]


@pytest.mark.parametrize("line", DATED)
def test_a_head_line_of_names_and_a_date_is_a_stamp(line: str) -> None:
    assert is_dated_line(line)


@pytest.mark.parametrize("line", UNDATED)
def test_a_line_that_says_something_of_a_date_is_none(line: str) -> None:
    assert not is_dated_line(line)
