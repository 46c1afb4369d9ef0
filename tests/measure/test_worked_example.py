"""The numbers of docs/methods/balance.md, section 4: worked by hand there, or taken from printed tables of distributions."""

from __future__ import annotations

import re
from math import sqrt
from pathlib import Path

import pytest

from equipoise.measure.look_up import Sheet
from equipoise.words.estimate import Band, Direction

PAGE = Path(__file__).resolve().parents[2] / "docs" / "methods" / "balance.md"


def is_band(band: Band, value: float, low: float, high: float, within: float = 5e-4) -> bool:
    return (band.value, band.low, band.high) == pytest.approx((value, low, high), abs=within)


def test_engagement_with_russia_is_three_and_a_half_events_in_five(worked: Sheet) -> None:
    # Gamma(3.5, 5): 2 x 5 x rate is chi-square with 7 degrees of freedom, whose printed 5 % and 95 % points are 2.167 and 14.067.
    assert is_band(worked.band("engagement", "RUS"), 0.7, 2.167 / 10, 14.067 / 10)


def test_either_way_counts_an_event_once_and_a_reciprocal_one_in_both_directions(worked: Sheet) -> None:
    by_direction = {d: worked.get("engagement", "RUS", d) for d in Direction}
    assert {d.value: e.events for d, e in by_direction.items() if e} == {
        "power_to_target": ("e1", "e2"),
        "target_to_power": ("e2", "e4"),
        "both": ("e1", "e2", "e4"),
    }


def test_a_date_that_lies_half_in_the_period_counts_half_and_widens_the_range(worked: Sheet) -> None:
    # Mean (0.5 + 0.5) / 5, variance (0.5 + 0.5 + 0.25) / 25: the Gamma with these has shape 0.8 and rate 4.
    usa = worked.band("engagement", "USA")
    assert is_band(usa, 0.2, 0.00547, 0.64879, 1e-5)


def test_net_cooperation_with_russia_is_shrunk_towards_zero(worked: Sheet) -> None:
    # Scores 4, 5, -2; Student t with 5 degrees of freedom has its printed 95 % point at 2.015.
    half = 2.015 * sqrt(85.2 / 25)
    assert is_band(worked.band("net_cooperation", "RUS"), 1.4, 1.4 - half, 1.4 + half, 1e-3)


def test_a_single_gain_leaves_standing_open(worked: Sheet) -> None:
    # Beta(2, 1) has the distribution function x^2.
    assert is_band(worked.band("standing", "EUR"), 1 / 3, 2 * sqrt(0.05) - 1, 2 * sqrt(0.95) - 1, 1e-8)


def test_two_gains_and_a_loss_make_standing_a_fifth(worked: Sheet) -> None:
    # Beta(3, 2) has the distribution function 4x^3 - 3x^4.
    band = worked.band("standing", "RUS")
    assert band.value == pytest.approx(0.2)
    for end, probability in ((band.low, 0.05), (band.high, 0.95)):
        x = ((end or 0.0) + 1) / 2
        assert 4 * x**3 - 3 * x**4 == pytest.approx(probability, abs=1e-7)


def test_shares_of_seven_powers(worked: Sheet) -> None:
    shares = {p: worked.band("share", p).value for p in worked.powers("share")}
    ninths = {"RUS": 3.5, "CHN": 0.5, "USA": 1.0, "EUR": 1.5, "GBR": 0.5, "TUR": 0.5, "other": 1.5}
    assert shares == pytest.approx({p: n / 9 for p, n in ninths.items()})


def test_tilt_compares_cooperative_events_only(worked: Sheet) -> None:
    tilt = worked.get("tilt", "RUS-EUR")
    assert tilt is not None
    assert tilt.value == pytest.approx(0.25)  # Beta(2.5, 1.5): the refusal e4 is no cooperation
    assert set(tilt.events) == {"e1", "e2", "e3"}


def test_tilt_towards_the_west_adds_its_powers_up(worked: Sheet) -> None:
    assert worked.band("tilt", "RUS-WST").value == pytest.approx(2 * 2.5 / 4.5 - 1)


def test_a_plan_is_not_done(worked: Sheet) -> None:
    china = worked.get("engagement", "CHN")
    assert china is not None
    assert china.events == ()
    assert is_band(worked.band("engagement", "CHN"), 0.1, 0.0039 / 10, 3.841 / 10, 1e-4)  # chi-square with 1 degree of freedom


def test_the_page_prints_the_numbers_that_come_out(worked: Sheet) -> None:
    text = PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (\S+) \| (-?[\d.]+) \| (-?[\d.]+) \| (-?[\d.]+) \|", text, re.MULTILINE)
    assert len(rows) >= 9
    for measure, power, *numbers in rows:
        band = worked.band(measure, None if power == "all" else power)
        assert is_band(band, *(float(x) for x in numbers), within=5.1e-4), (measure, power, band)


def test_the_page_names_every_equation_that_a_method_names(worked: Sheet) -> None:
    text = PAGE.read_text(encoding="utf-8")
    named = {n for e in worked for n in re.findall(r"eq\. (\d+)", e.method)}
    assert named == {"4", "5", "6", "7", "8", "9"}
    assert all(f"(eq. {n})" in text for n in named | {"1", "2", "3", "10"})
