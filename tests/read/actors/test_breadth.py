"""Names of many kinds mean whom a reader takes them for: by date, by neighbours, by facts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from equipoise.words.actor import ActorSpan

Read = Callable[..., list[list[ActorSpan]]]


def codes(spans: list[ActorSpan]) -> list[str]:
    return sorted({p.code for s in spans for p in s.parties})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Belgium funded clinics in Laos.", "Belgium"),
        ("Sweden hosted envoys for a week.", "Sweden"),
        ("Peru posted officers there.", "Peru"),
    ],
)
def test_a_verb_after_a_state_is_no_part_of_its_name(read: Read, text: str, words: str) -> None:
    assert words in [s.text for s in read(text)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Brussels imposed tariffs on Thai rubber.", {"EUR", "THA"}), ("Belgian ministers in Brussels quarrelled.", {"BEL"}),
     ("Georgia accused Russia of lying.", {"GEO", "RUS"}), ("The governor of Georgia flew home to Atlanta.", {"USA"}),
     ("Militiamen fought in Tripoli, in northern Lebanon.", {"LBN"}), ("Tripoli expelled two envoys.", {"LBY"}),
     ("Congo asked Rwanda to explain.", {"COD", "RWA"}), ("Congo buried Pascal Lissouba in Brazzaville.", {"COG"})],
)  # fmt: skip
def test_a_name_of_two_owners_means_the_one_its_neighbours_tell(read: Read, text: str, expected: set[str]) -> None:
    assert set(codes(read(text)[0])) == expected


@pytest.mark.parametrize(("day", "code"), [(date(1985, 1, 1), "COG"), (date(2005, 1, 1), "COD")])
def test_the_date_tells_the_two_congos_apart(read: Read, day: date, code: str) -> None:
    assert codes(read("Congo closed the bridge.", day=day)[0]) == [code]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Suharto warned Australia.", {"IDN", "AUS"}), ("Castro and Mitterrand dined together.", {"CUB", "FRA"}),
     ("Thatcher telephoned Gorbachev.", {"GBR", "RUS"}), ("Nixon met Mao Zedong.", {"USA", "CHN"})],
)  # fmt: skip
def test_without_a_date_a_surname_means_its_best_known_holder(read: Read, text: str, expected: set[str]) -> None:
    assert set(codes(read(text)[0])) == expected


def test_a_common_surname_means_the_leader_while_he_is_in_office(read: Read) -> None:
    assert codes(read("In Oslo, Merz praised the rescuers.", day=date(2025, 9, 1))[0]) == ["DEU", "NOR"]
    assert codes(read("In Oslo, Major praised the rescuers.", day=date(2015, 9, 1))[0]) == ["NOR"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("Karen guerrillas burnt a bridge.", "MMR"), ("Hutu militiamen fled.", "RWA"), ("Tuareg rebels signed.", "MLI"),
     ("Tuareg rebels in Niger signed.", "NER"), ("Papuan separatists fled.", "IDN"), ("Madhesi marchers sang.", "NPL"),
     ("Lashkar-e-Jhangvi killed pilgrims.", "PAK"), ("The anti-balaka burnt shops.", "CAF"), ("ISWAP fighters fled.", "IMG"),
     ("The Kamajors took a town.", "SLE"), ("Sonatrach shut a well.", "DZA"), ("The Andean Community met.", "IGO"),
     ("MINUSCA withdrew.", "UNO"), ("Faroese trawlers sailed.", "FRO"), ("KCNA denied it.", "PRK")],
)  # fmt: skip
def test_peoples_armed_groups_firms_and_bodies_have_their_codes(read: Read, text: str, code: str) -> None:
    assert code in codes(read(text)[0])


def test_an_acronym_of_several_bodies_counts_only_with_its_state(read: Read) -> None:
    assert codes(read("The BRA closed the mine.")[0]) == []
    assert "PNG" in codes(read("The BRA closed the mine, Papua New Guinea said.")[0])


def test_a_first_name_that_is_a_people_is_nobody(read: Read) -> None:
    assert codes(read("Karen Holm read a poem.")[0]) == []


@pytest.mark.parametrize(
    ("before", "text", "words", "code"),
    [("Oman recalled its envoy.", "The sultanate also froze trade.", "The sultanate", "OMN"),
     ("Nigeria asked Ghana for help.", "The oil-rich nation has debts.", "The oil-rich nation", "NGA"),
     ("Moldova thanked Spain.", "The former Soviet republic has no coast.", "The former Soviet republic", "MDA"),
     ("NATO met.", "The alliance will send ships.", "The alliance", "IGO"), ("The EU met.", "The bloc agreed.", "The bloc", "EUR"),
     ("Peru met Chile.", "Peru said its neighbour was wrong.", "its neighbour", "CHL")],
)  # fmt: skip
def test_a_description_means_the_one_it_fits(read: Read, before: str, text: str, words: str, code: str) -> None:
    found = [s for s in read(before, text)[1] if s.text == words]
    assert [p.code for s in found for p in s.parties] == [code]


@pytest.mark.parametrize(("day", "code"), [(date(2015, 1, 1), "CHN"), (date(2024, 1, 1), "IND")])
def test_the_most_populous_country_depends_on_the_day(read: Read, day: date, code: str) -> None:
    assert codes(read("The world's most populous country objected.", day=day)[0]) == [code]


def test_a_description_that_fits_nobody_in_view_is_nobody(read: Read) -> None:
    assert [s.text for s in read("Peru met Chile.", "The Balkan country objected.")[1]] == []


def test_they_are_the_two_subjects_joined_before(read: Read) -> None:
    second = read("Egypt and Sudan held talks.", "They signed a pact.")[1]
    assert codes(second) == ["EGY", "SDN"]


def test_we_in_a_quotation_is_the_state_of_who_says_it(read: Read) -> None:
    [spans] = read('"We will send tents," Norwegian Foreign Minister Ine Berg said.')
    assert [(s.text, s.parties[0].code) for s in spans if s.text == "We"] == [("We", "NOR")]


def test_we_outside_a_quotation_is_nobody(read: Read) -> None:
    assert "We" not in [s.text for s in read("We visited Norway.")[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("North and South Korean envoys dined.", {"PRK", "KOR"}),
        ("The two Koreas spoke.", {"PRK", "KOR"}),
        ("Peru's president dissolved Congress.", {"PER"}),
        ("Congress passed a bill.", {"USA"}),
        ("Chad Holm and Jordan Berg sang.", set()),
        ("Wagner's operas were sung.", set()),
    ],
)
def test_words_that_lean_on_their_neighbours(read: Read, text: str, expected: set[str]) -> None:
    assert set(codes(read(text)[0])) == expected


def test_the_french_president_is_one_span(read: Read) -> None:
    [spans] = read("The French president landed in Dakar.")
    assert [s.text for s in spans] == ["French president", "Dakar"]


def test_he_may_be_somebody_named_by_office(read: Read) -> None:
    [spans] = read("When Togo's new ruler spoke, he denounced France.")
    assert [s.parties[0].code for s in spans if s.text == "he"] == ["TGO"]


def test_a_finite_verb_ends_a_phrase(read: Read) -> None:
    assert "Sudanese censors" in [s.text for s in read("Sudanese censors pulled four newspapers.")[0]]
