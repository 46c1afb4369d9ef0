"""What changed since the period before, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta

from equipoise.measure.balance import balance
from equipoise.measure.changes import Change, compare, notable, probability_of_rise
from equipoise.settings import Settings
from equipoise.words.errors import InputError
from equipoise.words.estimate import Band, Estimate
from equipoise.words.event import Event
from equipoise.words.text import Article

MakeEvent = Callable[..., Event]
MakeArticle = Callable[..., Article]


def estimates(an_event: MakeEvent, an_article: MakeArticle, russian: int, month: str, target: str = "KAZ") -> list[Estimate]:
    events = [an_event(f"{month}-{i}", "RUS", target, on=f"{month}-{i + 1:02d}", standing="RUS+") for i in range(russian)]
    articles = [an_article(f"{month}-a{i}", f"{month}-{i + 1:02d}") for i in range(10)]
    return balance(target, events, articles, Settings(), date.fromisoformat(f"{month}-01"), date.fromisoformat(f"{month}-30"))


def of(changes: list[Change], measure: str, power: str | None) -> Change:
    return next(c for c in changes if c.measure == measure and c.power == power and c.direction == "both" and c.channel is None)


def test_a_rise_from_one_event_to_twelve_is_sure(an_event: MakeEvent, an_article: MakeArticle) -> None:
    changes = compare(estimates(an_event, an_article, 1, "2023-10"), estimates(an_event, an_article, 12, "2023-11"))
    change = of(changes, "engagement", "RUS")
    assert change.difference > 0
    assert change.probability > 0.99
    assert change.events_before == ("2023-10-0",)
    assert len(change.events_after) == 12


def test_the_same_again_is_no_change(an_event: MakeEvent, an_article: MakeArticle) -> None:
    change = of(compare(estimates(an_event, an_article, 3, "2023-10"), estimates(an_event, an_article, 3, "2023-11")), "engagement", "RUS")
    assert (change.difference, change.probability) == (0, 0.5)


def test_what_is_not_known_before_is_no_change(an_event: MakeEvent, an_article: MakeArticle) -> None:
    changes = compare(estimates(an_event, an_article, 0, "2023-10"), estimates(an_event, an_article, 3, "2023-11"))
    assert not [c for c in changes if c.measure == "standing"]


def test_the_surest_come_first(an_event: MakeEvent, an_article: MakeArticle) -> None:
    changes = compare(estimates(an_event, an_article, 1, "2023-10"), estimates(an_event, an_article, 9, "2023-11"))
    assert [c.probability for c in changes] == sorted((c.probability for c in changes), reverse=True)
    assert notable(changes, 0.95) == [c for c in changes if c.probability >= 0.95] != []


def test_monthly_rows_are_not_compared(an_event: MakeEvent, an_article: MakeArticle) -> None:
    before, after = estimates(an_event, an_article, 1, "2023-10"), estimates(an_event, an_article, 9, "2023-11")
    assert any(e.month for e in after)
    assert compare(before, after) == compare([e for e in before if not e.month], [e for e in after if not e.month])


def test_different_targets_are_refused(an_event: MakeEvent, an_article: MakeArticle) -> None:
    with pytest.raises(InputError, match="different targets"):
        compare(estimates(an_event, an_article, 1, "2023-10"), estimates(an_event, an_article, 1, "2023-11", "UZB"))


def test_one_estimate_twice_is_refused(an_event: MakeEvent, an_article: MakeArticle) -> None:
    rows = estimates(an_event, an_article, 1, "2023-10")
    with pytest.raises(InputError, match="twice"):
        compare([*rows, *rows], rows)


@pytest.mark.parametrize(("before", "after"), [(0, 3), (1, 4), (3, 5), (10, 22), (5, 2)])
def test_the_probability_is_near_the_exact_one_for_rates(an_event: MakeEvent, an_article: MakeArticle, before: int, after: int) -> None:
    # Two Gamma rates of equal exposure: the share of the first in their sum is a Beta.
    exact = float(beta.sf(0.5, after + 0.5, before + 0.5))
    changes = compare(estimates(an_event, an_article, before, "2023-10"), estimates(an_event, an_article, after, "2023-11"))
    assert of(changes, "engagement", "RUS").probability == pytest.approx(max(exact, 1 - exact), abs=0.03)


BANDS = st.tuples(*[st.floats(0.01, 0.99)] * 3).map(sorted).map(lambda x: Band(x[1], x[0], x[2]))


@given(a=BANDS, b=BANDS, measure=st.sampled_from(["share", "standing", "engagement", "net_cooperation", "effective_vectors", "tilt"]))
def test_a_rise_one_way_is_a_fall_the_other(a: Band, b: Band, measure: str) -> None:
    assert probability_of_rise(measure, a, b, 0.9) == pytest.approx(1 - probability_of_rise(measure, b, a, 0.9))


def test_a_band_without_a_value_cannot_be_compared() -> None:
    with pytest.raises(InputError, match="without a value"):
        probability_of_rise("share", Band(None, None, None), Band(0.5, 0.4, 0.6), 0.9)
