"""The table of dated public facts holds together."""

from datetime import date

from equipoise.reference.anchors import FactKind, births, facts, holidays, known_until, named_at, named_in, plain


def test_every_fact_has_words_days_and_a_source() -> None:
    for fact in facts():
        assert fact.words, fact.name
        assert fact.editions, fact.name
        assert fact.source, fact.name
        assert all(word == plain(word) and word for words in fact.words for word in words), fact.name


def test_editions_are_in_order_and_end_after_they_begin() -> None:
    for fact in facts():
        assert list(fact.editions) == sorted(fact.editions, key=lambda e: (e.first, e.last)), fact.name
        assert all(e.first <= e.last <= known_until() for e in fact.editions), fact.name


def test_names_are_unique() -> None:
    names = [f.name for f in facts()] + [h.name for h in holidays()]
    assert len(names) == len(set(names))


def test_holidays_are_days_of_the_year() -> None:
    assert all(date(2024, h.month, h.day) for h in holidays())


def test_a_fact_is_found_by_whole_words_only() -> None:
    words = (("ots",),)
    assert named_at(words, plain("The OTS met.")) == (4, 7)
    assert named_at(words, plain("The robots met.")) is None


def test_birthdays_and_births_agree() -> None:
    days = {h.name.split("'")[0].split()[-1].lower(): (h.month, h.day) for h in holidays() if h.name.endswith("birthday")}
    for surname, born in births().items():
        if surname in days and surname != "lukashenko":  # his is given on two days
            assert days[surname] == (born.month, born.day), surname


def test_a_text_s_facts_are_found_by_any_of_their_names() -> None:
    assert any("typhoon haiyan" in f.name for f in named_in(plain("Boats were lost when Typhoon Haiyan came.")))
    assert named_in(plain("Boats were lost.")) == []


def test_series_have_several_editions_and_people_one_birthday() -> None:
    assert any(f.kind is FactKind.SET and len(f.editions) > 3 for f in facts())
    assert all(len(f.editions) == 1 for f in facts() if f.kind in (FactKind.BORN, FactKind.NTH, FactKind.LIFE, FactKind.THING))
