"""What counts, for whom, and what must hold whatever the events are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.measure.balance import MEASURES, UNITS, balance
from equipoise.measure.look_up import Sheet, key_of
from equipoise.settings import Settings
from equipoise.store.schema import from_arrow, to_arrow
from equipoise.words.actor import Power
from equipoise.words.errors import InputError, SettingsError
from equipoise.words.estimate import Direction
from equipoise.words.event import Event
from equipoise.words.text import Article

MakeEvent = Callable[..., Event]
MakeArticle = Callable[..., Article]
NOVEMBER = (date(2023, 11, 1), date(2023, 11, 30))


def sheet(events: Any, articles: Any, *, target: str = "KAZ", **options: Any) -> Sheet:
    return Sheet(balance(target, list(events), list(articles), Settings(), **options))


def ids(found: Sheet, measure: str, power: str | None, direction: Direction = Direction.BOTH, **at: str) -> tuple[str, ...]:
    estimate = found.get(measure, power, direction, **at)
    return () if estimate is None else estimate.events


@pytest.mark.parametrize("modality", ["planned", "hypothetical", "negated"])
def test_what_was_not_done_counts_nowhere(an_event: MakeEvent, an_article: MakeArticle, modality: str) -> None:
    found = sheet([an_event("e", "RUS", "KAZ", standing="RUS+", modality=modality)], [an_article("a")])
    assert all(e.events == () for e in found)
    assert found.band("standing", "RUS").value is None


def test_an_ongoing_event_counts(an_event: MakeEvent, an_article: MakeArticle) -> None:
    assert ids(sheet([an_event("e", "RUS", "KAZ", modality="ongoing")], [an_article("a")]), "engagement", "RUS") == ("e",)


def test_two_members_in_one_event_count_once_for_their_power(an_event: MakeEvent, an_article: MakeArticle) -> None:
    together = sheet([an_event("e", "FRA DEU EUR", "KAZ")], [an_article("a")])
    alone = sheet([an_event("e", "FRA", "KAZ")], [an_article("a")])
    assert together.band("engagement", "EUR") == alone.band("engagement", "EUR")


def test_an_event_with_two_powers_counts_for_each(an_event: MakeEvent, an_article: MakeArticle) -> None:
    found = sheet([an_event("e", "RUS CHN", "KAZ")], [an_article("a")])
    assert ids(found, "engagement", "RUS") == ids(found, "engagement", "CHN") == ("e",)


def test_two_that_act_together_on_a_third_did_not_act_on_each_other(an_event: MakeEvent, an_article: MakeArticle) -> None:
    found = sheet([an_event("e", "RUS KAZ", "USA", score=-3)], [an_article("a")])
    assert ids(found, "engagement", "RUS") == ()
    assert ids(found, "engagement", "USA", Direction.TARGET_TO_POWER) == ("e",)


def test_the_west_is_shown_apart_and_not_shared_out(an_event: MakeEvent, an_article: MakeArticle) -> None:
    found = sheet([an_event("e1", "WST", "KAZ", standing="WST+"), an_event("e2", "USA", "KAZ")], [an_article("a")])
    assert ids(found, "engagement", "WST") == ("e1",)
    assert ids(found, "engagement", "USA") == ("e2",)
    assert found.get("share", "WST") is None
    assert found.band("standing", "WST").value == pytest.approx(1 / 3)
    assert ids(found, "tilt", "RUS-WST") == ("e1", "e2")


def test_organisations_and_the_unnamed_are_no_other_state(an_event: MakeEvent, an_article: MakeArticle) -> None:
    events = [an_event(c, c, "KAZ") for c in ("UNO", "IGO", "NGO", "CAS", "INT", "UNK", "MNC")]
    assert ids(sheet([*events, an_event("e", "UZB", "KAZ")], [an_article("a")]), "engagement", "other") == ("e",)


def test_an_event_of_others_moves_nothing(an_event: MakeEvent, an_article: MakeArticle) -> None:
    war = an_event("e", "RUS", "UKR", score=-9, standing="RUS-")
    assert all(e.events == () for e in sheet([war], [an_article("a")]))


def test_a_power_can_gain_by_what_the_target_does_with_another(an_event: MakeEvent, an_article: MakeArticle) -> None:
    found = sheet([an_event("e", "KAZ", "UKR", score=10, standing="RUS-")], [an_article("a")])
    assert found.band("standing", "RUS").value == pytest.approx(-1 / 3)
    assert found.band("standing", "RUS", Direction.POWER_TO_TARGET).value is None


def test_signs_of_members_make_one_sign(an_event: MakeEvent, an_article: MakeArticle) -> None:
    found = sheet([an_event("e", "FRA DEU", "KAZ", standing="FRA+ DEU-")], [an_article("a")])
    assert found.band("standing", "EUR").value == 0.0


def test_a_target_that_is_a_power_does_not_compete_with_itself(an_event: MakeEvent, an_article: MakeArticle) -> None:
    found = sheet([an_event("e", "EUR", "HUN"), an_event("f", "HUN", "HUN")], [an_article("a")], target="HUN")
    assert ids(found, "engagement", "EUR") == ("e",)
    assert "USA" not in sheet([], [an_article("a")], target="USA").powers("engagement")


def test_nothing_read_is_not_known_and_not_zero(an_event: MakeEvent, an_article: MakeArticle) -> None:
    found = sheet([an_event("e", "RUS", "KAZ", on="2023-02-10")], [an_article("a", "2023-11-02")])
    assert found.band("engagement", "RUS", month="2023-02").value is None  # an event, and no article of that month
    assert ids(found, "engagement", "RUS", month="2023-02") == ("e",)
    assert found.get("engagement", "RUS", month="2023-05") is None
    nothing = found.band("engagement", "RUS", month="2023-11")  # an article, and no event: rare, not never
    assert nothing.value == pytest.approx(0.25)
    assert nothing.low is not None
    assert nothing.low > 0


def test_a_wide_date_belongs_to_the_period_and_to_no_month(an_event: MakeEvent, an_article: MakeArticle) -> None:
    found = sheet([an_event("e", "RUS", "KAZ", on="2022-01-01", to="2023-12-31")], [an_article("a")])
    assert ids(found, "engagement", "RUS") == ("e",)
    assert "2022-06" not in found.months("engagement")


def test_an_undated_event_counts_only_without_a_period(an_event: MakeEvent, an_article: MakeArticle) -> None:
    events = [an_event("e", "RUS", "KAZ", on=None)]
    assert ids(sheet(events, [an_article("a")]), "engagement", "RUS") == ("e",)
    assert ids(sheet(events, [an_article("a")], since=NOVEMBER[0]), "engagement", "RUS") == ()


def test_a_channel_and_a_month_can_be_asked_for_together(an_event: MakeEvent, an_article: MakeArticle) -> None:
    found = sheet([an_event("e", "RUS", "KAZ", channel="energy"), an_event("f", "RUS", "KAZ")], [an_article("a")])
    for measure in ("engagement", "net_cooperation"):
        assert ids(found, measure, "RUS", channel="energy", month="2023-11") == ("e",)


def test_without_months_the_rest_is_the_same(worked_events: tuple[Event, ...], worked_articles: tuple[Article, ...]) -> None:
    full = balance("KAZ", worked_events, worked_articles, Settings(), *NOVEMBER)
    assert balance("KAZ", worked_events, worked_articles, Settings(), *NOVEMBER, by_month=False) == [e for e in full if e.month is None]


def test_no_events_and_no_articles_are_no_estimate_and_no_error() -> None:
    found = sheet([], [])
    assert {e.measure for e in found} == set(MEASURES) == set(UNITS)
    assert all(e.value is e.low is e.high is None for e in found)


def test_a_wider_level_makes_a_wider_range(worked_events: tuple[Event, ...], worked_articles: tuple[Article, ...]) -> None:
    narrow, wide = (
        balance("KAZ", worked_events, worked_articles, Settings(level=level), *NOVEMBER, by_month=False) for level in (0.5, 0.95)
    )
    for a, b in zip(narrow, wide, strict=True):
        if a.low is not None and a.high is not None and b.low is not None and b.high is not None:
            assert b.low <= a.low <= a.high <= b.high


@pytest.mark.parametrize(
    "wrong", [{"prior_rate": (0.0, 1.0)}, {"prior_share": 0.0}, {"prior_score": (0.0, 0.0)}, {"prior_score": (11.0, 1.0)}]
)
def test_a_prior_that_is_no_distribution_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match="prior"):
        balance("KAZ", [], [], Settings(**wrong))


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InputError, match="before it begins"):
        balance("KAZ", [], [], Settings(), date(2024, 1, 1), date(2023, 1, 1))


def test_powers_are_a_setting(an_event: MakeEvent, an_article: MakeArticle) -> None:
    own = Settings(powers=(Power("IND", "India"), Power("RUS", "Russia")))
    found = Sheet(balance("KAZ", [an_event("e", "FRA", "KAZ"), an_event("f", "IND", "KAZ")], [an_article("a")], own))
    assert found.powers("share") == ["IND", "RUS", "other"]
    assert ids(found, "engagement", "other") == ("e",)
    assert found.powers("tilt") == ["IND-RUS", "IND-WST", "RUS-WST"]


def test_a_bloc_is_a_power_with_members(an_event: MakeEvent, an_article: MakeArticle) -> None:
    blocs = Settings(powers=(Power("CSTO", "Collective Security Treaty", ("RUS", "BLR")), Power("G7", "G7", ("USA", "JPN"))))
    events = [an_event("e1", "RUS BLR", "KAZ"), an_event("e2", "JPN", "KAZ"), an_event("e3", "BLR", "KAZ")]
    tilt = Sheet(balance("KAZ", events, [an_article("a")], blocs)).get("tilt", "CSTO-G7")
    assert tilt is not None
    assert tilt.value == pytest.approx(2 * 2.5 / 4 - 1)
    assert tilt.events == ("e1", "e2", "e3")


def test_estimates_are_the_same_after_they_were_kept(worked_events: tuple[Event, ...], worked_articles: tuple[Article, ...]) -> None:
    found = balance("KAZ", worked_events, worked_articles, Settings(), *NOVEMBER)
    assert from_arrow("estimates", to_arrow("estimates", found)) == found


CODES = st.sampled_from(["KAZ", "RUS", "CHN", "USA", "EUR", "DEU", "FRA", "GBR", "TUR", "UZB", "WST", "CAS", "UNO"])
EVENTS = st.lists(
    st.fixed_dictionaries(
        {
            "actors": st.lists(CODES, min_size=1, max_size=3).map(" ".join),
            "recipients": st.lists(CODES, max_size=2).map(" ".join),
            "score": st.floats(-10, 10).map(lambda x: round(x, 1)),
            "on": st.none() | st.dates(date(2023, 10, 1), date(2023, 12, 31)).map(str),
            "channel": st.sampled_from(["diplomacy", "energy", "trade"]),
            "modality": st.sampled_from(["occurred", "ongoing", "planned", "negated"]),
            "reciprocal": st.booleans(),
            "standing": st.sampled_from(["", "RUS+", "FRA- DEU-", "WST0 USA+", "CHN-"]),
        }
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(rows=EVENTS)
def test_shares_sum_to_one_wherever_they_are_known(an_event: MakeEvent, an_article: MakeArticle, rows: list[dict[str, Any]]) -> None:
    found = sheet([an_event(f"e{i}", **row) for i, row in enumerate(rows)], [an_article("a")])
    sums: dict[Any, list[float | None]] = {}
    for e in found:
        if e.measure == "share":
            sums.setdefault((e.direction, e.channel, e.month), []).append(e.value)
    for values in sums.values():
        known = [v for v in values if v is not None]
        assert known == [] or (len(known) == len(values) and sum(known) == pytest.approx(1, abs=1e-7))


@settings(max_examples=40, deadline=None)
@given(rows=EVENTS, order=st.randoms(use_true_random=False))
def test_the_order_of_events_and_articles_changes_nothing(
    an_event: MakeEvent, an_article: MakeArticle, rows: list[dict[str, Any]], order: Any
) -> None:
    events = [an_event(f"e{i}", **row) for i, row in enumerate(rows)]
    articles = [an_article("a", "2023-10-28", "2023-11-20"), an_article("b"), an_article("c", copy_of="b")]
    before = balance("KAZ", events, articles, Settings(), NOVEMBER[0])
    order.shuffle(events)
    order.shuffle(articles)
    assert balance("KAZ", events, articles, Settings(), NOVEMBER[0]) == before


@settings(max_examples=40, deadline=None)
@given(rows=EVENTS, copies=st.integers(1, 5))
def test_a_copy_adds_nothing(an_event: MakeEvent, an_article: MakeArticle, rows: list[dict[str, Any]], copies: int) -> None:
    events = [an_event(f"e{i}", **row) for i, row in enumerate(rows)]
    copied = [an_article(f"a-{i}", copy_of="a") for i in range(copies)]
    once = balance("KAZ", events, [an_article("a")], Settings())
    assert balance("KAZ", [replace(e, reports=e.reports + copies) for e in events], [an_article("a"), *copied], Settings()) == once


@settings(max_examples=40, deadline=None)
@given(rows=EVENTS)
def test_every_value_lies_in_its_range_and_every_key_is_unique(
    an_event: MakeEvent, an_article: MakeArticle, rows: list[dict[str, Any]]
) -> None:
    found = balance("KAZ", [an_event(f"e{i}", **row) for i, row in enumerate(rows)], [an_article("a")], Settings(), *NOVEMBER)
    limits = {"share": (0, 1), "standing": (-1, 1), "tilt": (-1, 1), "net_cooperation": (-10, 10), "effective_vectors": (1, 7)}
    for e in found:
        if e.value is None or e.low is None or e.high is None:
            assert e.value is e.low is e.high is None
            continue
        least, most = limits.get(e.measure, (0, float("inf")))
        assert least - 1e-9 <= e.low <= e.value <= e.high <= most + 1e-9
    assert len({key_of(e) for e in found}) == len(found)


@settings(max_examples=40, deadline=None)
@given(rows=EVENTS)
def test_either_way_is_the_union_of_both_directions(an_event: MakeEvent, an_article: MakeArticle, rows: list[dict[str, Any]]) -> None:
    found = sheet([an_event(f"e{i}", **row) for i, row in enumerate(rows)], [an_article("a")])
    for power in found.powers("engagement"):
        ways = (ids(found, "engagement", power, d) for d in (Direction.POWER_TO_TARGET, Direction.TARGET_TO_POWER))
        assert set(ids(found, "engagement", power)) == set().union(*ways)
