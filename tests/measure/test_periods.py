"""Periods, months, and dates that are not exact."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.measure.periods import Period, halves, month_period, months_between, previous_period, share_inside, spread_over_months
from equipoise.words.errors import InputError

DAYS = st.dates(date(2020, 1, 1), date(2025, 12, 31))
NOVEMBER = Period(date(2023, 11, 1), date(2023, 11, 30))


@given(DAYS, DAYS)
def test_halves_follow_one_another_and_cover_all_days(a: date, b: date) -> None:
    first, last = sorted((a, b))
    found = halves(first, last)
    if found is None:
        assert (first.year, first.month) == (last.year, last.month)
        return
    assert (found.earlier.since, found.later.until) == (first, last)
    assert found.later.since is not None
    assert found.earlier.until == found.later.since - timedelta(days=1)
    assert found.later.since.day == 1


def test_half_of_a_window_inside_is_a_half() -> None:
    assert share_inside(date(2023, 10, 22), date(2023, 11, 10), NOVEMBER) == 0.5


def test_a_window_that_must_lie_inside_is_inside_though_one_end_is_open() -> None:
    assert share_inside(date(2023, 11, 3), None, Period(date(2023, 11, 1), None)) == 1.0


def test_a_window_that_must_lie_outside_is_outside_though_one_end_is_open() -> None:
    assert share_inside(None, date(2023, 10, 31), NOVEMBER) == 0.0


def test_a_window_that_cannot_be_placed_is_not_counted() -> None:
    assert share_inside(None, date(2023, 11, 12), NOVEMBER) == 0.0
    assert share_inside(None, None, NOVEMBER) == 0.0


def test_a_window_that_ends_before_it_begins_is_not_counted() -> None:
    assert share_inside(date(2023, 12, 5), date(2023, 10, 5), NOVEMBER) == 0.0
    assert spread_over_months(date(2023, 12, 5), date(2023, 10, 5), Period()) == ()


def test_without_limits_everything_is_inside() -> None:
    assert share_inside(None, None, Period()) == 1.0


def test_a_wide_window_has_no_month() -> None:
    assert spread_over_months(date(2023, 1, 1), date(2023, 12, 31), Period()) == ()


def test_the_month_before_a_leap_february_is_january() -> None:
    assert previous_period(month_period("2024-03")) == month_period("2024-02")
    assert previous_period(Period(date(2023, 1, 1), date(2023, 12, 31))) == Period(date(2022, 1, 1), date(2022, 12, 31))


def test_an_open_period_has_none_before_it() -> None:
    assert previous_period(Period(date(2023, 1, 1), None)) is None
    assert previous_period(Period(date.min, date(300, 1, 1))) is None


def test_a_period_that_ends_before_it_begins_is_an_error() -> None:
    with pytest.raises(InputError):
        Period(date(2023, 2, 1), date(2023, 1, 1))


@given(first=DAYS, length=st.integers(0, 91))
def test_the_months_of_a_window_share_it_out(first: date, length: int) -> None:
    last = date.fromordinal(first.toordinal() + length)
    assert sum(m.share for m in spread_over_months(first, last, Period())) == pytest.approx(1)


@given(first=DAYS, length=st.integers(0, 91), cut=DAYS)
def test_what_is_not_before_a_day_is_after_it(first: date, length: int, cut: date) -> None:
    last = date.fromordinal(first.toordinal() + length)
    before = Period(None, date.fromordinal(cut.toordinal() - 1))
    assert share_inside(first, last, before) + share_inside(first, last, Period(cut, None)) == pytest.approx(1)


@given(first=DAYS, length=st.integers(0, 900))
def test_the_period_before_ends_the_day_before_and_is_as_long(first: date, length: int) -> None:
    period = Period(first, date.fromordinal(first.toordinal() + length))
    before = previous_period(period)
    assert before is not None
    assert before.until is not None
    assert before.since is not None
    assert (first - before.until).days == 1
    whole_months = first.day == 1 and month_period(str(period.until)[:7]).until == period.until
    if whole_months:
        assert period.until is not None
        assert len(months_between(before.since, before.until)) == len(months_between(first, period.until))
    else:
        assert (before.until - before.since).days == length
