"""The tables of national votes, journeys and summits hold together."""

from datetime import date

from equipoise.reference.anchors import known_until, named_in, plain
from equipoise.reference.occasions import elections, visitors, visits
from equipoise.reference.states import states


def test_a_vote_is_found_by_state_and_kind() -> None:
    days = [e.first for e in elections()["FRA", "executive"].editions]
    assert date(2012, 5, 6) in days  # from the REIGN list
    assert date(2022, 4, 24) in days  # typed after its end


def test_days_are_in_order_and_within_what_is_known() -> None:
    for occasion in (*elections().values(), *visits().values()):
        firsts = [e.first for e in occasion.editions]
        assert firsts == sorted(set(firsts)), (occasion.state, occasion.kind)
        assert all(date(1996, 1, 1) <= e.first <= e.last <= known_until() for e in occasion.editions), (occasion.state, occasion.kind)


def test_every_state_of_the_tables_is_a_state() -> None:
    codes = {s.code for s in states()}
    assert {o.state for o in (*elections().values(), *visits().values())} <= codes


def test_journeys_are_short_and_those_of_one_visitor_do_not_fall_on_the_same_days_in_far_places() -> None:
    assert {"Xi", "Putin", "Obama", "Trump", "Biden"} == visitors()
    assert all((e.last - e.first).days <= 10 for o in visits().values() for e in o.editions)


def test_a_summit_is_found_with_its_cities() -> None:
    found = [f for f in named_in(plain("The BRICS summit was opened in Kazan.")) if f.name == "BRICS summit"]
    assert [e.first.year for e in found[0].editions if e.place == "kazan"] == [2024]
