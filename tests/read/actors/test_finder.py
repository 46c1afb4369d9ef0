"""Names, offices, metonyms, places and references are found and resolved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from equipoise.read.actors import parties_in
from equipoise.words.actor import ActorKind, ActorSpan
from equipoise.words.errors import InputError

Read = Callable[..., list[list[ActorSpan]]]


def codes(spans: list[ActorSpan]) -> list[tuple[str, str]]:
    return [(s.text, s.parties[0].code) for s in spans]


def span(spans: list[ActorSpan], text: str) -> ActorSpan:
    found = [s for s in spans if s.text == text]
    assert found, f"{text!r} is not among {[s.text for s in spans]}"
    return found[-1]


@pytest.mark.parametrize(
    ("text", "words", "code", "sector"),
    [("Uzbek border guards stopped a lorry.", "Uzbek border guards", "UZB", "MIL"),
     ("Kenyan riot police used batons.", "Kenyan riot police", "KEN", "COP"),
     ("Chad's high court met on Monday.", "Chad's high court", "TCD", "JUD"),
     ("A senior Tajik official spoke.", "Tajik official", "TJK", "GOV"),
     ("Colombian rebel leaders refused.", "Colombian rebel leaders", "COL", "REB"),
     ("The government of Ghana agreed.", "government of Ghana", "GHA", "GOV"),
     ("Opposition parties in Togo marched.", "Opposition parties in Togo", "TGO", "OPP"),
     ("Hamas fired rockets.", "Hamas", "PSE", "REB"),
     ("The U.N. Security Council met.", "U.N. Security Council", "UNO", "GOV"),
     ("A Western diplomat disagreed.", "Western diplomat", "WST", "GOV"),
     ("The Red Cross sent help.", "Red Cross", "IGO", "MED"),
     ("Rosatom won the tender.", "Rosatom", "RUS", "BUS"),
     ("The Pentagon denied it.", "Pentagon", "USA", "MIL")],
)  # fmt: skip
def test_a_phrase_has_the_code_and_sector_of_its_words(read: Read, text: str, words: str, code: str, sector: str) -> None:
    found = span(read(text)[0], words)
    assert (found.parties[0].code, found.parties[0].sector) == (code, sector)


def test_a_person_with_title_and_country_is_one_span_whose_head_is_the_name(read: Read) -> None:
    [spans] = read("Polish Prime Minister Donald Tusk met reporters.", day=date(2024, 5, 1))
    assert (spans[0].text, spans[0].kind) == ("Polish Prime Minister Donald Tusk", ActorKind.PERSON)
    assert spans[0].parties[0].name == "Donald Tusk"
    assert spans[0].head == spans[0].text.index("Tusk")


def test_a_name_after_its_office_and_a_comma_is_one_span(read: Read) -> None:
    [spans] = read("Sadyr Japarov, the Kyrgyz president, arrived on Friday.")
    assert codes(spans)[0] == ("Sadyr Japarov, the Kyrgyz president", "KGZ")


def test_a_misspelt_first_name_is_still_the_person(read: Read) -> None:
    [spans] = read("Nursultn Nazarbayev spoke first.")
    assert spans[0].parties[0].name == "Nursultan Nazarbayev"


def test_another_person_with_a_leaders_surname_is_not_the_leader(read: Read) -> None:
    [spans] = read("The novelist Agatha Merkel gave a reading.")
    assert "Angela Merkel" not in [p.name for s in spans for p in s.parties]


@pytest.mark.parametrize(("day", "name"), [(date(1991, 3, 1), "George Bush"), (date(2005, 3, 1), "George W. Bush")])
def test_the_date_tells_two_presidents_of_one_name_apart(read: Read, day: date, name: str) -> None:
    [spans] = read("President Bush thanked the pilots.", day=day)
    assert spans[0].parties[0].name == name


def test_a_person_introduced_with_a_country_is_known_by_surname_later(read: Read) -> None:
    first, second = read("Uzbek trade envoy Jasur Nematov flew to Oslo.", "Nematov was optimistic.")
    assert codes(first)[0] == ("Uzbek trade envoy Jasur Nematov", "UZB")
    assert codes(second) == [("Nematov", "UZB")]


def test_an_analyst_speaks_for_no_state(read: Read) -> None:
    [spans] = read("Marta Lindqvist, an analyst at Chatham House, was doubtful.")
    assert spans[0].parties[0].code == "UNK"
    assert spans[0].parties[0].sector == "EDU"


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [("The ministers met in Tashkent.", "Tashkent", True), ("Tashkent rejected the offer.", "Tashkent", False),
     ("Trade in Central Asia doubled.", "Central Asia", True), ("China widened its influence in Laos.", "Laos", False),
     ("The Minsk agreements failed.", "Minsk", True), ("They spoke in Almaty, Kazakhstan.", "Kazakhstan", True),
     ("A bomb went off north of Kabul.", "Kabul", True), ("Talks between Hanoi and Manila stalled.", "Hanoi", False)],
)  # fmt: skip
def test_a_city_is_a_place_or_a_government(read: Read, text: str, words: str, place: bool) -> None:
    found = span(read(text)[0], words)
    assert found.is_place is place
    assert found.place is not None or found.kind is ActorKind.GROUP


def test_a_state_that_only_describes_is_no_actor() -> None:
    assert codes(parties_in("a pro-Iranian crowd, a Geneva-based fund and the Turkish-held town")) == []


def test_hyphens_join_two_parties() -> None:
    assert codes(parties_in("Chinese-Russian trade and the Serbia-Kosovo talks")) == [
        ("Chinese", "CHN"), ("Russian", "RUS"), ("Serbia", "SRB"), ("Kosovo", "KOS"),
    ]  # fmt: skip


def test_two_adjectives_share_one_noun() -> None:
    assert [(s.text, s.parties[0].sector) for s in parties_in("Latvian and Estonian soldiers")] == [
        ("Latvian", "MIL"), ("Estonian soldiers", "MIL"),
    ]  # fmt: skip


def test_the_pronoun_us_is_not_a_state() -> None:
    assert codes(parties_in("They told us that the US agreed")) == [("US", "USA")]


def test_seas_and_prizes_are_no_actors() -> None:
    assert codes(parties_in("ships in the South China Sea and the Persian Gulf")) == []


def test_he_is_the_subject_of_the_sentence_before(read: Read) -> None:
    _, second = read("Viktor Orban met Emmanuel Macron in Paris.", "He praised the talks.", day=date(2023, 1, 5))
    assert span(second, "He").parties[0].name == "Viktor Orban"


def test_him_is_not_the_subject_of_its_own_sentence(read: Read) -> None:
    [spans] = read("Emmanuel Macron flew to Warsaw, where Donald Tusk welcomed him.", day=date(2024, 3, 1))
    assert span(spans, "him").parties[0].name == "Emmanuel Macron"


def test_it_is_the_state_that_acted(read: Read) -> None:
    _, second = read("Mongolia signed the treaty with Japan.", "It also opened a new embassy.")
    assert span(second, "It").parties[0].code == "MNG"


def test_it_in_it_is_clear_is_nobody(read: Read) -> None:
    _, second = read("Mongolia signed the treaty.", "It is clear that prices rose.")
    assert [s.text for s in second] == []


def test_the_country_is_the_one_most_in_view_and_of_its_region(read: Read) -> None:
    _, second = read("Uzbekistan turned to France for help.", "The Central Asian country needs turbines.")
    assert codes(second)[0] == ("The Central Asian country", "UZB")


def test_both_leaders_are_two_parties_and_a_missing_one_is_the_holder_of_the_office(read: Read) -> None:
    [spans] = read("Vladimir Putin went to Belgrade for talks with Serbia, and both leaders greeted veterans.", day=date(2019, 1, 17))
    assert {p.code for p in span(spans, "both leaders").parties} == {"RUS", "SRB"}
    assert "Aleksandar Vucic" in {p.name for p in span(spans, "both leaders").parties}


def test_the_two_countries_are_the_last_two_named(read: Read) -> None:
    _, second = read("Peru and Chile reopened the border.", "The two countries share a railway.")
    assert [p.code for p in span(second, "The two countries").parties] == ["PER", "CHL"]


def test_police_without_a_country_are_those_of_the_place(read: Read) -> None:
    [spans] = read("Police fired on demonstrators in Nairobi.")
    assert {(s.text, s.parties[0].code) for s in spans} >= {("Police", "KEN"), ("demonstrators in Nairobi", "KEN")}


def test_an_ethnic_group_is_of_the_country_it_lives_in(read: Read) -> None:
    [spans] = read("Soldiers shot two ethnic Albanians in Skopje.")
    assert span(spans, "Albanians").parties[0].code == "MKD"


def test_boilerplate_without_a_parse_has_no_actors(nlp: object) -> None:
    from spacy.tokens import Doc

    from equipoise.read.actors import ActorFinder
    from equipoise.settings import Settings
    from equipoise.words.text import NOT_DATED, Article, ArticleId, Sentence, SentenceKind

    text = "Reuters, Moscow"
    article = Article(ArticleId("a"), "a", None, None, "en", NOT_DATED, (), None, None, "", text)
    sentence = Sentence(ArticleId("a"), 0, 0, 0, len(text), text, SentenceKind.BOILERPLATE)
    assert ActorFinder(Settings()).find(article, [sentence], [Doc(nlp.vocab)]) == [[]]  # type: ignore[attr-defined]


def test_a_users_file_adds_and_overrides(read: Read, tmp_path: Path) -> None:
    file = tmp_path / "my.csv"
    rows = ["Silk Bank,KAZ,BUS,,,organisation", "Gazprom,NGO,SOC,,,organisation", "Anna Berg,NOR,GOV,2020-01,,person"]
    file.write_text("\n".join(["name,code,sector,start,end,kind", *rows]))
    [spans] = read("Anna Berg told Silk Bank and Gazprom to wait.", actors=(file,))
    assert codes(spans) == [("Anna Berg", "NOR"), ("Silk Bank", "KAZ"), ("Gazprom", "NGO")]


@pytest.mark.parametrize("row", [",KAZ,BUS,,,organisation", "X,QQQ,BUS,,,organisation", "X,KAZ,GOV,soon,,person", "X,KAZ,GOV,,,planet"])
def test_a_users_row_that_cannot_be_used_is_named(read: Read, tmp_path: Path, row: str) -> None:
    file = tmp_path / "my.csv"
    file.write_text("name,code,sector,start,end,kind\n" + row + "\n")
    with pytest.raises(InputError, match="line 2"):
        read("Nothing happened.", actors=(file,))


def test_a_missing_users_file_is_named(read: Read, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.csv"):
        read("Nothing happened.", actors=(tmp_path / "none.csv",))


@pytest.mark.parametrize(
    ("text", "words", "code", "sector"),
    [("The commander of the Nigerian Air Force resigned.", "commander of the Nigerian Air Force", "NGA", "MIL"),
     ("The Danish House of Representatives adjourned.", "Danish House of Representatives", "DNK", "LEG"),
     ("A member of the Peruvian parliament resigned.", "member of the Peruvian parliament", "PER", "LEG")],
)  # fmt: skip
def test_a_body_belongs_to_the_state_named_with_it(read: Read, text: str, words: str, code: str, sector: str) -> None:
    found = span(read(text)[0], words)
    assert (found.parties[0].code, found.parties[0].sector) == (code, sector)


def test_a_leaders_surname_may_be_another_persons_first_name(read: Read) -> None:
    [spans] = read("Canadian envoy Christopher Lund resigned.")
    assert (spans[0].text, spans[0].parties[0].name) == ("Canadian envoy Christopher Lund", "Christopher Lund")


def test_a_paper_of_another_state_does_not_tell_where_the_police_are(read: Read) -> None:
    [spans] = read("Police closed the bridge, Reuters reported.")
    assert [s.text for s in spans] == ["Reuters"]


def test_dollars_are_no_actor() -> None:
    assert codes(parties_in("a loan of US$20 million to Fiji")) == [("Fiji", "FJI")]


@pytest.mark.parametrize("text", ["", "   ", "'s", "-", "“”", "The", "President", "of", "its", "A" * 5000, "Kazakh " * 500, "x-" * 2000])
def test_odd_texts_do_no_harm(text: str) -> None:
    assert all(text[s.start : s.end] == s.text for s in parties_in(text))


def test_a_chancellor_is_of_a_state_that_has_one_wherever_the_sentence_takes_place(read: Read) -> None:
    spans = read("Germany wants oil from Kazakhstan.", "The chancellor flew to Astana on Monday.", day=date(2024, 9, 16))
    assert (spans[1][0].text, spans[1][0].parties[0].code) == ("chancellor", "DEU")
    alone = read("The chancellor will meet the president of Kazakhstan in Astana.", day=date(2024, 9, 16))
    assert "KAZ" not in [p.code for s in alone[0] if "chancellor" in s.text for p in s.parties]
