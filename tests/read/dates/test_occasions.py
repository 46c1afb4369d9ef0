"""What votes, journeys and summits say about when a text was written."""

from datetime import date

from equipoise.read.dates.clue import sentences_of
from equipoise.read.dates.content import believe
from equipoise.read.dates.occasions import of_votes, states_named

REST = (
    "\n\nNobody at the harbour would say more. The boats were counted in the evening by their owners, who had come from all the villages "
    "of the bay, and the mayor thanked them for their patience.\n"
)


def range_of(text: str) -> tuple[date, date, date | None]:
    found = believe(text + REST * 3, [])
    assert found is not None
    return found.range()


def test_a_journey_with_its_day_settles_the_year() -> None:
    first, last, best = range_of("Mr Xi left Hanoi on 13 December after two days of ceremony.")
    assert best is not None
    assert date(2023, 12, 13) <= first <= best <= last <= date(2024, 12, 31)


def test_a_journey_may_have_its_host_in_another_sentence() -> None:
    first, _, best = range_of("Vietnam waits and sees\n\nThe harbour was swept.\n\nXi Jinping left on 13 December.")
    assert first.year == 2023
    assert best is not None


def test_a_host_without_a_journey_says_nothing() -> None:
    first, last, best = range_of("Mr Xi left Reykjavik on 13 December after two days of ceremony.")
    assert best is None or (last - first).days > 3 * 365


def test_a_vote_points_to_the_years_in_which_the_state_voted() -> None:
    found = believe("Peru counts\n\nVoters in Peru went to the polls on Sunday to elect a president." + REST * 3, [])
    assert found is not None
    assert found.fit_of(date(2021, 4, 12)) > 5 * found.fit_of(date(2019, 4, 12))


def test_local_votes_and_votes_with_a_year_are_left_alone() -> None:
    for text in ("Voters in Peru chose mayors in local elections.", "Voters in Peru went to the polls in 2011."):
        sentences = list(sentences_of(text, []))
        assert list(of_votes(sentences[0], sentences)) == []


def test_a_state_is_known_by_name_adjective_and_capital() -> None:
    assert set(states_named("the peruvian envoy flew from lima to new zealand")) == {"PER", "NZL"}


def test_a_city_tells_the_meetings_of_a_group_apart() -> None:
    first, _, _ = range_of("Ministers spoke of the boats at the climate conference in Baku last month.")
    assert first >= date(2024, 12, 1)
