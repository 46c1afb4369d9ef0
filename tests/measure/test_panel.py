"""A panel has the rows that existed, and never a zero that nobody said."""

from __future__ import annotations

from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import equipoise
from equipoise.errors import InputError
from equipoise.measure.panel import Addition, panel
from equipoise.words.tie import Absent, Shape

GDP = pl.DataFrame({"state": ["KAZ", "RUS"], "year": [2000, 2001], "value": [18.3, None]})
Y2000 = (2000, 2000)
ALLIANCE = pl.DataFrame({"state": ["KAZ"], "partner": ["RUS"], "year": [2000], "value": [1.0]})
EXPORTS = pl.DataFrame(
    {"state": ["KAZ", "RUS"], "partner": ["RUS", "KAZ"], "year": [2000, 2000], "value": [5.0, 7.0], "status": ["observed", "imputed"]}
)
UNSAID = EXPORTS.with_columns(status=pl.Series(["missing", "observed"]))
GUESSED = EXPORTS.with_columns(status=pl.lit("guess"))


def value_of(frame: pl.DataFrame, column: str, **key: object) -> tuple[Any, str]:
    row = frame.filter(*(pl.col(k) == v for k, v in key.items()))
    assert row.height == 1
    return row[column][0], row[column + "_status"][0]


def test_spells_of_existence_decide_the_rows() -> None:
    frame = panel((1989, 1993), dyads="none").frame
    there = {s: frame.filter(pl.col("state") == s)["year"].to_list() for s in ("KAZ", "DDR", "DEU", "YUG", "SRB", "NAM")}
    assert there == {
        "KAZ": [1991, 1992, 1993], "DDR": [1989, 1990], "DEU": [1989, 1990, 1991, 1992, 1993], "YUG": [1989, 1990, 1991, 1992],
        "SRB": [1992, 1993], "NAM": [1990, 1991, 1992, 1993],
    }  # fmt: skip


def test_directed_rows_are_twice_the_undirected_ones() -> None:
    both = panel((2000, 2001)).frame
    once = panel((2000, 2001), dyads="undirected").frame
    states = panel((2000, 2001), dyads="none").frame.height // 2
    assert both.height == 2 * once.height == 2 * states * (states - 1)
    assert both.sort("state1", "state2", "year").equals(both)
    assert once.filter(pl.col("state1") >= pl.col("state2")).is_empty()


def test_outside_its_years_a_source_says_nothing_and_inside_zero_only_where_it_lists_all() -> None:
    frame = panel(
        (1999, 2002), states=["KAZ", "RUS", "CHN"], add_sources=[
            Addition("defence", ALLIANCE, Shape.UNDIRECTED, (2000, 2001), Absent.ZERO),
            Addition("exports", EXPORTS, Shape.DIRECTED, (2000, 2001)),
        ],
    ).frame  # fmt: skip
    at = {"state1": "RUS", "state2": "KAZ"}
    assert [value_of(frame, "defence", year=y, **at) for y in (1999, 2000, 2001, 2002)] == [
        (None, "missing"), (1.0, "observed"), (0.0, "observed"), (None, "missing"),
    ]  # fmt: skip
    assert [value_of(frame, "exports", year=y, **at) for y in (2000, 2001)] == [(7.0, "imputed"), (None, "missing")]
    assert value_of(frame, "exports", year=2000, state1="KAZ", state2="RUS") == (5.0, "observed")


def test_no_zero_for_a_state_that_was_not_there() -> None:
    rows = pl.DataFrame({"state1": ["KAZ"], "state2": ["RUS"], "year": [1985]})
    frame = panel(base=rows, add_sources=[Addition("defence", ALLIANCE, Shape.UNDIRECTED, (1980, 2001), Absent.ZERO)]).frame
    assert frame["defence"].to_list() == [None]


@pytest.mark.parametrize("shape", [Shape.DIRECTED, Shape.UNDIRECTED])
def test_no_zero_for_a_state_with_itself(shape: Shape) -> None:
    rows = pl.DataFrame({"state1": ["KAZ", "KAZ"], "state2": ["KAZ", "CHN"], "year": [2000, 2000]})
    frame = panel(base=rows, add_sources=[Addition("x", ALLIANCE, shape, Y2000, Absent.ZERO)]).frame
    assert frame.sort("state2")["x"].to_list() == [0.0, None]
    assert frame.sort("state2")["x_status"].to_list() == ["observed", "missing"]


@pytest.mark.parametrize("group", ["EUR", "EAEU"])
def test_groups_of_states_have_no_rows_and_no_zeros(group: str) -> None:
    rows = pl.DataFrame({"state": [group, "DEU"], "partner": ["KAZ", "KAZ"], "year": [2000, 2000], "value": [9.0, 2.0]})
    given = Addition("x", rows, Shape.DIRECTED, Y2000, Absent.ZERO)
    frame = panel(Y2000, add_sources=[given]).frame
    assert not frame.filter(pl.any_horizontal(pl.col("state1", "state2") == group)).height
    base = pl.DataFrame({"state1": [group, group], "state2": ["KAZ", "RUS"], "year": [2000, 2000]})
    assert panel(base=base, add_sources=[given]).frame["x"].to_list() == [9.0, None]


def test_a_null_is_missing_also_where_the_source_lists_all_there_is() -> None:
    rows = EXPORTS.with_columns(value=pl.Series([None, 7.0]), status=pl.Series(["missing", "imputed"]))
    frame = panel(Y2000, states=["KAZ", "RUS"], add_sources=[Addition("x", rows, Shape.DIRECTED, Y2000, Absent.ZERO)]).frame
    assert frame["x"].to_list() == [None, 7.0]
    assert frame["x_status"].to_list() == ["missing", "imputed"]


def test_a_pair_of_equals_may_be_given_from_both_sides_alike_but_not_with_two_values() -> None:
    both = pl.concat([ALLIANCE, ALLIANCE.select(state="partner", partner="state", year="year", value="value")])
    made = panel(Y2000, states=["KAZ", "RUS"], add_sources=[Addition("x", both, Shape.UNDIRECTED, Y2000)]).frame
    assert made["x"].to_list() == [1.0, 1.0]
    differ = both.with_columns(value=pl.Series([1.0, 0.0]))
    with pytest.raises(InputError, match="the two sides of a pair differ: 'KAZ and RUS in 2000'"):
        panel(Y2000, add_sources=[Addition("x", differ, Shape.UNDIRECTED, Y2000)])


def test_a_variable_that_says_whose_it_is_keeps_that_behind_its_number() -> None:
    gdp, trade = Addition("gdp.mine", GDP, Shape.STATE, Y2000), Addition("exports.mine", EXPORTS, Shape.DIRECTED, Y2000)
    frame = panel(Y2000, dyads="undirected", states=["KAZ", "RUS"], add_sources=[gdp, trade]).frame
    assert [c for c in frame.columns if c.endswith(".mine")] == ["gdp1.mine", "gdp2.mine", "exports_12.mine", "exports_21.mine"]


def test_values_of_one_state_stand_on_both_sides() -> None:
    frame = panel((2000, 2001), states=["KAZ", "RUS"], add_sources=[Addition("gdp", GDP, Shape.STATE, (2000, 2001))]).frame
    assert value_of(frame, "gdp1", state1="KAZ", state2="RUS", year=2000) == (18.3, "observed")
    assert value_of(frame, "gdp2", state1="RUS", state2="KAZ", year=2000) == (18.3, "observed")
    assert value_of(frame, "gdp1", state1="RUS", state2="KAZ", year=2001) == (None, "missing")  # the source says that it is not known


def test_directed_values_in_an_undirected_panel_are_two_columns() -> None:
    frame = panel(
        (2000, 2000), dyads="undirected", states=["KAZ", "RUS"], add_sources=[Addition("exports", EXPORTS, Shape.DIRECTED, (2000, 2000))]
    ).frame
    assert frame.select("exports_12", "exports_21").row(0) == (5.0, 7.0)


def test_the_register_says_where_each_column_comes_from_and_its_counts_add_up() -> None:
    made = panel(
        (2000, 2001), states=["KAZ", "RUS"], add_sources=[Addition("gdp", GDP, Shape.STATE, (2000, 2001), source="WDI 2025", unit="USD")]
    )
    assert [(a.column, a.source, a.unit, a.first, a.last) for a in made.register] == [
        ("gdp1", "WDI 2025", "USD", 2000, 2001), ("gdp2", "WDI 2025", "USD", 2000, 2001),
    ]  # fmt: skip
    assert all(a.observed + a.imputed + a.missing == made.frame.height for a in made.register)


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow", "duckdb"])
def test_rows_of_ones_own_come_back_as_the_frame_they_were(kind: str) -> None:
    rows = pa.table({"state1": ["RUS", "KAZ"], "state2": ["KAZ", "RUS"], "year": [2000, 2000], "mine": [1, 2]})
    base = {
        "pandas": rows.to_pandas,
        "polars": lambda: pl.from_arrow(rows),
        "pyarrow": lambda: rows,
        "duckdb": lambda: duckdb.from_arrow(rows),
    }[kind]()
    frame = panel(base=base, add_sources=[Addition("exports", EXPORTS, Shape.DIRECTED, (2000, 2000))]).frame
    assert type(frame) is type(base)
    table = (
        frame
        if kind == "pyarrow"
        else frame.to_arrow_table()
        if kind == "duckdb"
        else pa.table(frame)
        if kind == "polars"
        else pa.Table.from_pandas(frame)
    )
    assert table["exports"].to_pylist() == [5.0, 7.0]
    assert table["mine"].to_pylist() == [2, 1]  # sorted by the keys, with all that the rows had


def test_kinds_of_result_hold_the_same() -> None:
    made = {k: panel((2000, 2000), states=["KAZ", "RUS"], kind=k).frame for k in ("polars", "pandas", "pyarrow")}
    assert isinstance(made["pandas"], pd.DataFrame)
    assert made["pyarrow"].to_pylist() == made["polars"].to_dicts() == made["pandas"].to_dict("records")


def test_it_is_found_under_its_name() -> None:
    assert equipoise.panel is panel


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "needs either years"),
        ({"years": (2001, 2000)}, "from the earlier to the later"),
        ({"years": (2000, 99_999_999)}, "must end by 2100"),
        ({"years": (2000, 2001), "dyads": "triads"}, "dyads must be one of"),
        ({"years": (2000, 2001), "system": "un"}, "system must be one of"),
        ({"years": (2000, 2001), "states": ["KAZ", "XYZ"]}, "'XYZ'"),
        ({"years": (2000, 2001), "kind": "spark"}, "kind must be one of"),
        ({"base": pl.DataFrame({"state1": ["A"], "year": [2000]})}, "no column 'state2'"),
        ({"base": pl.DataFrame({"state1": ["A", "A"], "state2": ["B", "B"], "year": [1, 1]})}, "may have one row"),
        ({"years": Y2000, "dyads": "none", "add_sources": [Addition("x", EXPORTS, Shape.DIRECTED, Y2000)]}, "pairs of states"),
        ({"years": Y2000, "add_sources": [Addition("x", GDP.vstack(GDP), Shape.STATE, Y2000)]}, "may have one row"),
        ({"years": Y2000, "add_sources": [Addition("x", GDP, Shape.STATE, Y2000)] * 2}, "has a column 'x1' already"),
        ({"years": Y2000, "add_sources": [Addition("x", GUESSED, Shape.DIRECTED, Y2000)]}, "status"),
        ({"years": Y2000, "add_sources": [Addition("x", UNSAID, Shape.DIRECTED, Y2000)]}, "1 rows have a value and the status missing"),
        ({"years": Y2000, "add_sources": [Addition("x", GDP, Shape.STATE, (2001, 2000))]}, "from the earlier to the later"),
        ({"years": Y2000, "add_sources": [Addition("x", GDP, "monadic", Y2000)]}, "x: shape must be one of"),
        ({"years": Y2000, "add_sources": [Addition("x", GDP, Shape.STATE, Y2000, "nought")]}, "x: absent must be one of"),
        ({"years": Y2000, "add_sources": [Addition("x", GDP.with_columns(year=pl.lit("soon")), Shape.STATE, Y2000)]}, "'soon'"),
        ({"base": pl.DataFrame({"state1": ["A"], "state2": ["B"], "year": ["soon"]})}, "must hold years"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        panel(**options)


@given(
    st.sets(st.tuples(st.sampled_from(["KAZ", "RUS", "CHN"]), st.sampled_from(["USA", "TUR"]), st.integers(1995, 2010)), min_size=1),
    st.tuples(st.integers(1995, 2002), st.integers(2003, 2010)),
)
def test_a_value_is_there_where_the_source_has_one_and_nowhere_else(said: set[tuple[str, str, int]], years: tuple[int, int]) -> None:
    rows = pl.DataFrame([(*k, 1.0) for k in sorted(said)], schema=["state", "partner", "year", "value"], orient="row")
    frame = panel((1993, 2012), states=["KAZ", "RUS", "CHN", "USA", "TUR"], add_sources=[Addition("x", rows, Shape.DIRECTED, years)]).frame
    there = {(a, b, y) for a, b, y, x in frame.select("state1", "state2", "year", "x").iter_rows() if x is not None}
    assert there == {k for k in said if years[0] <= k[2] <= years[1]}
