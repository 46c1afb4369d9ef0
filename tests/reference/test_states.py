"""Codes by name and names by code."""

from __future__ import annotations

from datetime import date

import pytest

from equipoise.reference.leaders import holder
from equipoise.reference.states import code_for, names_of_codes, state, state_name


@pytest.mark.parametrize(
    ("text", "code"),
    [("Kazakhstan", "KAZ"), ("kz", "KAZ"), ("KAZ", "KAZ"), ("Kazakh", "KAZ"), ("EU", "EUR"), ("West", "WST"), ("the West", "WST"),
     ("UK", "GBR"),
     ("türkiye", "TUR"), ("Turkey", "TUR"), ("burma", "MMR"), ("Viet Nam", "VNM"), ("Côte d’Ivoire", "CIV"), ("the Netherlands", "NLD"),
     ("Central Asia", "CAS"), ("XK", "KOS"), ("United Nations", "UNO"), ("Kosovo", "KOS"), ("Hong Kong", "HKG")],
)  # fmt: skip
def test_a_user_may_name_a_state_in_many_ways(text: str, code: str) -> None:
    assert code_for(text) == code


@pytest.mark.parametrize("text", ["Atlantis", "", "the", "ZZZ", "Kazakhstan and Russia"])
def test_what_nobody_is_called_has_no_code(text: str) -> None:
    assert code_for(text) is None


def test_every_code_has_a_name_and_an_unknown_code_stands_for_itself() -> None:
    assert all(names_of_codes().values())
    assert state_name("WST") == "The West"
    assert state_name("QQQ") == "QQQ"


def test_a_people_is_named_after_the_adjective_only_where_english_does() -> None:
    assert "Kazakhs" in state("KAZ").people
    assert "Chineses" not in state("CHN").people
    assert "Poles" in state("POL").people


@pytest.mark.parametrize(
    ("code", "office", "day", "name"),
    [("RUS", "president", date(2010, 6, 1), "Dmitry Medvedev"), ("RUS", "leader", date(2023, 11, 9), "Vladimir Putin"),
     ("DEU", "leader", date(2022, 1, 1), "Olaf Scholz"), ("KAZ", "foreign minister", date(2023, 11, 1), "Murat Nurtleu"),
     ("USA", "president", date(2025, 1, 25), "Donald Trump")],
)  # fmt: skip
def test_the_holder_of_an_office_depends_on_the_day(code: str, office: str, day: date, name: str) -> None:
    term = holder(code, office, day)
    assert term is not None
    assert term.name == name


def test_nobody_is_named_where_the_tables_do_not_reach() -> None:
    assert holder("TUV", "president", date(2020, 1, 1)) is None
    assert holder("RUS", "president", date(1700, 1, 1)) is None
