"""Concentration and trade dependence: worked by hand; shares sum to 1; what is not known is not zero."""

from __future__ import annotations

import math
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.errors import InputError
from equipoise.measure import concentration, trade_dependence

PARTNERS = pl.DataFrame(
    {
        "state": ["KAZ"] * 4,
        "partner": ["RUS", "CHN", "DEU", "ITA"],
        "year": [2023] * 4,
        "value": [2.0, 2.0, 1.0, None],
    }
)
"""The example of docs/methods/concentration.md."""
FLOWS = pl.DataFrame(
    {
        "exporter": ["KAZ", "RUS", "KAZ", "KAZ"],
        "importer": ["RUS", "KAZ", "CHN", "KAZ"],
        "year": [2023] * 4,
        "value": [10.0, 16.0, 15.0, 99.0],
    }
)
"""The example of docs/methods/trade-dependence.md."""
GDP = pl.DataFrame({"state": ["KAZ", "RUS"], "year": [2023] * 2, "gdp": [260.0, 2080.0]})


def test_concentration_of_the_worked_example() -> None:
    row = concentration(PARTNERS).row(0, named=True)
    assert row["hirschman"] == pytest.approx(0.36)
    assert row["effective_partners"] == pytest.approx(math.exp(-0.8 * math.log(0.4) - 0.2 * math.log(0.2)))
    assert (row["top_partner"], row["top_share"], row["partners"]) == ("CHN", pytest.approx(0.4), 3)


def test_a_year_of_zeros_has_no_shares_and_one_of_unknown_values_no_row() -> None:
    zeros = concentration(PARTNERS.with_columns(value=0.0)).row(0, named=True)
    assert zeros == {
        "state": "KAZ",
        "year": 2023,
        "hirschman": None,
        "effective_partners": None,
        "top_partner": None,
        "top_share": None,
        "partners": 0,
    }
    assert concentration(PARTNERS.with_columns(value=pl.lit(None, pl.Float64))).is_empty()


def test_a_partner_with_no_trade_changes_nothing() -> None:
    more = pl.concat([PARTNERS, pl.DataFrame({"state": ["KAZ"], "partner": ["FJI"], "year": [2023], "value": [0.0]})])
    assert concentration(more).equals(concentration(PARTNERS))


def test_a_partner_given_twice_is_refused() -> None:
    with pytest.raises(InputError, match=r"state='KAZ', partner='RUS', year=2023, rows=2"):
        concentration(pl.concat([PARTNERS, PARTNERS.head(1)]))


values = st.lists(st.floats(0, 1e9) | st.none(), min_size=1, max_size=30).filter(lambda v: any(v))


@settings(deadline=None, max_examples=40)
@given(values, st.randoms(use_true_random=False))
def test_concentration_lies_between_even_and_single(given_values: list[float | None], random: Any) -> None:
    rows = [("A", f"P{i:02d}", 2000, v) for i, v in enumerate(given_values)]
    schema = {"state": pl.String, "partner": pl.String, "year": pl.Int64, "value": pl.Float64}
    result = concentration(pl.DataFrame(rows, schema=schema, orient="row"))
    assert result.equals(concentration(pl.DataFrame(random.sample(rows, len(rows)), schema=schema, orient="row")))
    row = result.row(0, named=True)
    assert row["partners"] == sum(1 for v in given_values if v)
    assert 1 / row["partners"] - 1e-9 <= row["hirschman"] <= 1
    assert 1 <= row["effective_partners"] <= row["partners"] + 1e-9
    assert 1 / row["effective_partners"] <= row["hirschman"] + 1e-9
    assert row["top_share"] <= 1


def rows_of(result: pl.DataFrame) -> dict[tuple[str, str], dict[str, Any]]:
    return {(r["state"], r["partner"]): r for r in result.to_dicts()}


def test_dependence_of_the_worked_example() -> None:
    rows = rows_of(trade_dependence(FLOWS, GDP))
    assert rows["KAZ", "RUS"] == {
        "state": "KAZ",
        "partner": "RUS",
        "year": 2023,
        "exports": 10.0,
        "imports": 16.0,
        "dependence": pytest.approx(0.1),
        "partner_dependence": pytest.approx(0.0125),
        "asymmetry": pytest.approx(0.0875),
        "salience": pytest.approx(math.sqrt(0.00125)),
    }


def test_what_is_not_given_is_not_zero() -> None:
    rows = rows_of(trade_dependence(FLOWS, GDP))
    assert set(rows) == {("KAZ", "RUS"), ("RUS", "KAZ"), ("KAZ", "CHN"), ("CHN", "KAZ")}
    assert rows["CHN", "KAZ"]["imports"] == 15.0
    for pair in (("KAZ", "CHN"), ("CHN", "KAZ")):
        assert [rows[pair][c] for c in ("dependence", "partner_dependence", "asymmetry", "salience")] == [None] * 4


def test_a_year_without_gdp_leaves_the_flows_and_no_ratio() -> None:
    row = rows_of(trade_dependence(FLOWS, GDP.with_columns(year=pl.lit(2022))))["KAZ", "RUS"]
    assert (row["exports"], row["dependence"]) == (10.0, None)


def test_asymmetry_turns_its_sign_with_the_pair_and_salience_does_not() -> None:
    rows = rows_of(trade_dependence(FLOWS, GDP))
    assert rows["KAZ", "RUS"]["asymmetry"] == -rows["RUS", "KAZ"]["asymmetry"]
    assert rows["KAZ", "RUS"]["salience"] == rows["RUS", "KAZ"]["salience"]


@pytest.mark.parametrize(
    ("flows", "gdp", "said"),
    [
        (FLOWS.with_columns(value=-1.0), GDP, r"flows: column 'value'.*at least 0"),
        (FLOWS, GDP.with_columns(gdp=0.0), r"gdp: column 'gdp'.*more than 0.*gdp=0, state='KAZ'"),
        (FLOWS, pl.concat([GDP, GDP]), r"gdp: each state, year may have one row"),
        (pl.concat([FLOWS, FLOWS]), GDP, r"flows: each exporter, importer, year may have one row"),
        (FLOWS.filter(importer="KAZ", exporter="KAZ"), GDP, r"every row is of a state with itself"),
        (FLOWS, "gdp.csv", r"gdp must be a pandas, Polars, PyArrow or DuckDB frame"),
    ],
)
def test_what_cannot_be_used_is_refused(flows: pl.DataFrame, gdp: Any, said: str) -> None:
    with pytest.raises(InputError, match=said):
        trade_dependence(flows, gdp)


REPORTED = pl.DataFrame(
    {"exporter": ["KAZ", "RUS", "KAZ"], "importer": ["RUS", "KAZ", "CHN"], "year": [2023] * 3, "value": [10.0, 16.0, None]}
)
BY_IMPORTER = pl.DataFrame(
    {
        "exporter": ["KAZ", "RUS", "KAZ", "CHN"],
        "importer": ["RUS", "KAZ", "CHN", "KAZ"],
        "year": [2023] * 4,
        "value": [12.0, 15.0, 8.0, 9.0],
    }
)
INCOME = pl.DataFrame({"state": ["KAZ", "RUS"], "year": [2023] * 2, "gdp": [260.0, 2080.0]})


def test_two_sources_that_disagree_make_a_range() -> None:
    row = trade_dependence(REPORTED, INCOME, mirror=BY_IMPORTER).filter(state="KAZ", partner="RUS").row(0, named=True)
    assert (row["exports"], row["imports"], row["dependence"]) == (10.0, 16.0, pytest.approx(26 / 260))
    assert (row["dependence_low"], row["dependence_high"]) == pytest.approx((25 / 260, 28 / 260))
    assert (row["asymmetry_low"], row["asymmetry_high"]) == pytest.approx((25 / 260 - 25 / 2080, 28 / 260 - 28 / 2080))
    assert row["salience_low"] < row["salience"] < row["salience_high"]
    back = trade_dependence(REPORTED, INCOME, mirror=BY_IMPORTER).filter(state="RUS").row(0, named=True)
    assert back["asymmetry_low"] < back["asymmetry"] < back["asymmetry_high"] < 0


def test_what_one_source_does_not_know_the_other_says() -> None:
    row = trade_dependence(REPORTED, INCOME, mirror=BY_IMPORTER).filter(state="KAZ", partner="CHN").row(0, named=True)
    assert (row["exports"], row["imports"], row["dependence"]) == (8.0, 9.0, pytest.approx(17 / 260))
    assert row["dependence_low"] == row["dependence_high"]
    assert row["partner_dependence"] is None, "China's income is not given"


def test_concentration_by_two_sources() -> None:
    one = pl.DataFrame({"state": ["A"] * 3, "partner": ["B", "C", "D"], "year": [2000] * 3, "value": [5.0, 5.0, None]})
    two = pl.DataFrame({"state": ["A"] * 3, "partner": ["B", "C", "D"], "year": [2000] * 3, "value": [8.0, 2.0, 0.0]})
    row = concentration(one, mirror=two).row(0, named=True)
    assert (row["hirschman"], row["hirschman_low"], row["hirschman_high"]) == pytest.approx((0.5, 0.5, 0.68))
    assert (row["top_share_low"], row["top_share_high"]) == pytest.approx((0.5, 0.8))
    assert row["effective_partners_low"] < row["effective_partners_high"] == pytest.approx(2)


def test_a_mirror_with_nothing_in_common_is_refused() -> None:
    with pytest.raises(InputError, match=r"mirror: no row has the exporter, importer, year of a row of flows"):
        trade_dependence(REPORTED, INCOME, mirror=BY_IMPORTER.with_columns(year=2019))
    with pytest.raises(InputError, match=r"mirror: column 'value'.*at least 0"):
        trade_dependence(REPORTED, INCOME, mirror=BY_IMPORTER.with_columns(value=-1.0))


def test_a_mirror_in_another_unit_is_refused() -> None:
    with pytest.raises(InputError, match=r"mirror: column 'value' is 1068.75 times that of flows.*are the units the same"):
        trade_dependence(REPORTED, INCOME, mirror=BY_IMPORTER.with_columns(value=pl.col("value") * 1000))
