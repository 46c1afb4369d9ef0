"""When a text without a date line was written."""

from datetime import date

import numpy as np
import pytest

from equipoise.read.dates.content import Belief, believe
from equipoise.read.dates.returning import month
from equipoise.read.dates.yearly import easter

REST = (
    "\n\nOfficials of the harbour said that the work would go on. Nobody was hurt, and the boats were counted in the evening by "
    "their owners, who had come from all the villages of the bay. The mayor thanked them for their patience, and the council will meet "
    "again to speak of it.\n"
)


def belief(text: str) -> Belief:
    found = believe(text + REST * 3, [])
    assert found is not None
    return found


def is_about(text: str, day: date, days: int = 31) -> bool:
    first, last, best = belief(text).range()
    return best is not None and abs((best - day).days) <= days and first <= day <= last


def test_a_storm_in_the_lead_dates_a_text_to_its_weeks() -> None:
    assert is_about("Boats lost as Typhoon Haiyan passes\n\nThe fishers of the bay lost boats yesterday.", date(2013, 11, 9))


def test_a_storm_named_in_passing_bounds_a_text_but_gives_no_day() -> None:
    filler = "The harbour master spoke of nets and ropes, of prices and of the weather in the bay, and nobody asked him to stop. " * 6
    found = belief(f"Harbour gets new cranes\n\n{filler}It is the largest order since Typhoon Haiyan.")
    first, _, best = found.range()
    assert first >= date(2013, 11, 8)
    assert best is None


def test_an_election_may_be_written_about_before_it_is_held() -> None:
    found = belief("Parties open their campaigns\n\nThe Verkhovna Rada will be renewed in the Ukrainian parliamentary election of autumn.")
    assert found.fit_of(date(2014, 10, 10)) > 8 * found.fit_of(date(2011, 10, 10))


def test_a_numbered_edition_of_a_yearly_series_gives_the_year() -> None:
    first, last, _ = belief("Actors gather in Los Angeles\n\nThe 80th Academy Awards were handed out on Sunday.").range()
    assert date(2007, 11, 1) <= first <= date(2008, 2, 24) <= last <= date(2008, 6, 1)


def test_an_edition_with_its_own_year_is_not_the_news() -> None:
    found = belief("A host returns\n\nShe had led the 75th Academy Awards in 2003 and comes back.")
    assert found.allows(date(2011, 5, 1))


def test_an_age_dates_a_text_about_somebody_well_known() -> None:
    found = belief("Warren Buffett, 77, gives away more\n\nHe spoke to the harbour's owners.")
    assert found.fit_of(date(2008, 3, 1)) > 10 * found.fit_of(date(2012, 3, 1))


def test_a_weekday_with_a_day_of_the_month_settles_the_year() -> None:
    found = belief("Twitter users mourn a boat\n\nIt sank on Wednesday, 14 May, people wrote on Twitter.")
    assert found.fit_of(date(2014, 5, 16)) > 10 * found.fit_of(date(2013, 5, 16))


def test_a_plan_bounds_a_text_from_above_and_its_distance_settles_it() -> None:
    first, last, best = belief("A vote draws near\n\nThe vote, which will take place on 9 June 2019, is two weeks away.").range()
    assert best is not None
    assert abs((best - date(2019, 5, 26)).days) <= 7
    assert last <= date(2019, 6, 11)
    assert first >= date(2019, 5, 10)


def test_a_plan_in_the_present_tense_is_no_bound_from_below() -> None:
    assert belief("Fair is near\n\nThe fair opens on 3 May 2012, its director said.").allows(date(2012, 3, 1))


def test_what_follows_a_founding_year_is_not_told_of_that_year() -> None:
    found = belief("A new party\n\nThe party, founded in 2012, will run in the vote.")
    assert found.fit_of(date(2013, 9, 1)) > 5 * found.fit_of(date(2011, 9, 1))


def test_a_feast_in_the_lead_prefers_its_weeks_in_any_year() -> None:
    found = belief("Pilgrims leave for Hajj\n\nThe port was full of pilgrims.")
    assert found.fit_of(date(2015, 9, 22)) > 5 * found.fit_of(date(2015, 4, 22))


def test_days_before_a_feast_are_counted() -> None:
    found = belief("Port is full\n\nThe ship left ten days before the beginning of the Hajj.")
    assert found.fit_of(date(2015, 9, 12)) > 3 * found.fit_of(date(2015, 9, 24))


@pytest.mark.parametrize(("year", "day"), [(2000, date(2000, 4, 23)), (2008, date(2008, 3, 23)), (2019, date(2019, 4, 21))])
def test_easter_is_reckoned(year: int, day: date) -> None:
    assert easter(year) == day


def test_an_article_without_a_clue_gets_the_years_of_the_web() -> None:
    found = belief("The harbour\n\nA boat came in.")
    first, last, best = found.range()
    assert (best, found.bounded) == (None, True)
    assert first < date(2004, 1, 1) < date(2024, 1, 1) < last


def test_a_note_without_a_clue_gets_none() -> None:
    assert believe("The two sides spoke about nets.", []) is None


def test_an_office_held_until_a_year_says_nothing_of_the_years_after_it() -> None:
    found = belief("A life in boats\n\nHe was the harbour master until 2010 and wrote a book.")
    assert found.fit_of(date(2012, 5, 1)) > 0.1


def test_a_deadline_is_still_to_come() -> None:
    assert not belief("Work on the pier\n\nThe harbour must be deepened by 3 May 2012.").allows(date(2014, 5, 1))


def test_an_event_told_with_its_year_is_background() -> None:
    text = "Train leaves the rails\n\nIt is the worst day since the 2004 Madrid train bombings."
    assert belief(text).range()[2] is None


def test_a_tournament_s_year_is_part_of_its_name() -> None:
    assert belief("Crews build the hall\n\nThe hall is for the 2014 Winter Games.").fit_of(date(2013, 5, 1)) > 0.1


def test_a_day_after_the_last_one_weighed_is_no_bound_within_them() -> None:
    import numpy as np

    from equipoise.read.dates.weigh import around

    days = np.arange(date(2000, 1, 1).toordinal(), date(2010, 1, 1).toordinal())
    late, early = date(2030, 1, 1), date(1900, 1, 1)
    for first, last in ((late, late), (early, early), (early, late)):
        assert around(first, last)(days).shape == days.shape


def test_a_press_release_is_of_the_days_that_its_lead_tells() -> None:
    lead = (
        "The minister opened the new pier of the bay on 27 October. The pier cost 3 million in 2019, and a second one will follow in 2021."
    )
    released, told = believe(f"PRESS RELEASE\n\n{lead}{REST}", []), believe(f"THE BAY\n\n{lead}{REST}", [])
    assert released is not None
    assert told is not None
    best = released.range()[2]
    assert best is not None
    assert (best.month, best.day) in {(10, 27), (10, 28), (10, 29)}
    near, far = date(2020, 10, 28), date(2020, 12, 20)
    assert released.fit_of(near) / released.fit_of(far) > 2 * told.fit_of(near) / told.fit_of(far)


def test_a_plan_for_a_day_is_mostly_of_the_weeks_before_it() -> None:
    found = belief("Pier to open\n\nThe minister will open the new pier on 25 October, five years after the bay asked for it in 2016.")
    year = max(range(2016, 2024), key=lambda y: found.fit_of(date(y, 10, 20)))
    assert found.fit_of(date(year, 10, 20)) > 3 * found.fit_of(date(year, 6, 20))


def test_a_journey_is_counted_from() -> None:
    text = "Boats and promises\n\nOn Thursday the five met in the harbour. Four weeks earlier they had received Vladimir Putin in Dushanbe."
    found = belief(text)
    assert found.fit_of(date(2025, 11, 7)) > 5 * found.fit_of(date(2025, 10, 11))


def test_the_running_month_is_seldom_named() -> None:
    days = np.array([date(2019, 12, 28).toordinal(), date(2020, 1, 5).toordinal()])
    running, past = month(12, False)(days)
    assert past > 2 * running
    running, past = month(12, False, is_this=True)(days)
    assert running > past


def test_a_month_of_that_year_is_not_of_the_year_of_writing() -> None:
    found = belief("Loans\n\nThe loan of October 2013 came after the army had deposed Mohamed Morsi in July of that year.")
    assert found.allows(date(2015, 2, 11))
