"""Languages: English with foreign names is English; other languages are told; too little is not guessed."""

from __future__ import annotations

import pytest

from equipoise.read.language import language_code, tell_language

ENGLISH = [
    "Kassym-Jomart Tokayev met Shavkat Mirziyoyev, Sadyr Japarov and Emomali Rahmon in Cholpon-Ata to sign a treaty.",
    "Xi Jinping and Gurbanguly Berdimuhamedow opened the pipeline at Bagtyýarlyk on Thursday.",
    "The envoy left.",
    "The Uzbek premier will travel to Baku in spring.",
    "Erdoğan said that Türkiye would not join the measures against İran.",
]
OTHERS = [
    ("ru", "Министр прибыл в столицу с официальным визитом."),
    ("kk", "Президент халыққа жолдауын жариялады, деп хабарлайды баспасөз қызметі."),
    ("fr", "Le ministre des Affaires étrangères est arrivé mercredi dans la capitale pour une visite officielle de deux jours."),
    ("de", "Der Außenminister ist am Mittwoch zu einem zweitägigen Besuch in der Hauptstadt eingetroffen, teilte das Ministerium mit."),
    ("tr", "Dışişleri bakanı iki günlük resmi bir ziyaret için çarşamba günü başkente geldi ve görüşmelerde bulundu."),
    ("zh", "外交部长星期三抵达首都进行为期两天的正式访问。"),
]


@pytest.mark.parametrize("text", ENGLISH)
def test_a_sentence_full_of_foreign_names_is_not_called_foreign(text: str) -> None:
    assert tell_language(text) in ("en", None)


@pytest.mark.parametrize(("code", "text"), OTHERS)
def test_other_languages_are_told(code: str, text: str) -> None:
    assert tell_language(text) == code


@pytest.mark.parametrize("text", ["", "12 345", "Astana", "Xi Jinping, Tokayev, Mirziyoyev"])
def test_too_little_is_not_guessed(text: str) -> None:
    assert tell_language(text) is None


def test_a_foreign_quotation_in_an_english_text_changes_nothing() -> None:
    text = ENGLISH[0] + " «Мы рады встрече», he said. " + ENGLISH[4]
    assert tell_language(text) == "en"


def test_most_of_a_long_text_decides() -> None:
    assert tell_language("The envoy met the minister and left.\n" + (OTHERS[0][1] + "\n") * 1000) == "ru"


@pytest.mark.parametrize(("given", "code"), [("en-GB", "en"), ("EN", "en"), ("rus", "ru"), ("English", None), (None, None)])
def test_a_given_language_is_understood_as_people_write_it(given: str | None, code: str | None) -> None:
    assert language_code(given) == code
