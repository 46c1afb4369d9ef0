"""Users' tables come in checked and go out as the kind they came in."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from equipoise.errors import InputError
from equipoise.store.frames import Codes, as_code, codes, give_back, number, numbers, one_of, open_table, refuse_twice, whole_number

ROWS = {"state": ["KAZ", "RUS", "KAZ"], "value": [1.0, 2.0, 3.0]}


KINDS: dict[str, Callable[[], Any]] = {
    "pandas": lambda: pd.DataFrame(ROWS),
    "polars": lambda: pl.DataFrame(ROWS),
    "lazy polars": lambda: pl.LazyFrame(ROWS),
    "pyarrow": lambda: pa.table(ROWS),
    "duckdb": lambda: duckdb.from_arrow(pa.table(ROWS)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_frame_opens_alike_and_is_given_back(kind: str) -> None:
    frame = KINDS[kind]()
    rows = open_table(frame, ["value", "state"], "flows")
    assert rows.column_names == ["value", "state"]
    assert codes(rows, "state", "flows").names == ("KAZ", "RUS")
    assert numbers(rows, "value", "flows").tolist() == [1, 2, 3]
    assert type(give_back(pa.table(ROWS), frame)) is type(frame)


def test_codes_are_sorted_text_and_rows_point_to_them() -> None:
    found = codes(pa.table({"c": [705.0, 2.0, 705.0]}), "c", "t")
    assert found.names == ("2", "705")
    assert found.at.tolist() == [1, 0, 1]
    assert found.within(["705", "9"]).tolist() == [0, -1, 0]
    assert as_code(705.0) == as_code(np.float64(705)) == as_code("705") == "705"


@pytest.mark.parametrize("column", [pd.Categorical(["b", "a"]), pl.Series(["b", "a"], dtype=pl.Categorical), ["b", "a"]])
def test_codes_may_be_categories(column: Any) -> None:
    frame = pl.DataFrame({"c": column}) if isinstance(column, pl.Series) else pd.DataFrame({"c": column})
    assert codes(open_table(frame, ["c"], "t"), "c", "t").names == ("a", "b")


@pytest.mark.parametrize("values", [[1.5, 2], ["a", None], [None, None], [True, False], [datetime.date(2020, 1, 1)]])
def test_what_is_no_code_is_refused(values: list[Any]) -> None:
    with pytest.raises(InputError, match="column 'c' must hold codes"):
        codes(pa.table({"c": values}), "c", "t")


@pytest.mark.parametrize("values", [[1, 2], [Decimal("1.0"), Decimal("2.0")], [np.float32(1), np.float32(2)]])
def test_numbers_of_every_kind_are_floats(values: list[Any]) -> None:
    assert numbers(pa.table({"x": values}), "x", "t").tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    ("values", "said"),
    [([1.0, None], r"nothing \(or NaN\) in row 2"), ([1.0, -3.0], "-3 in row 2"), ([1.0, 200.0], "200 in row 2"), (["1", "2"], "string")],
)
def test_what_is_against_the_rule_is_quoted_with_its_row(values: list[Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        numbers(pa.table({"x": values}), "x", "t", low=0, high=100)


def test_nothing_is_nan_where_it_is_allowed() -> None:
    assert np.isnan(numbers(pa.table({"x": [1.0, None]}), "x", "t", null=True)[1])


def test_at_most_five_offenders_are_shown() -> None:
    with pytest.raises(InputError, match=r"in row 5 and 4 more$"):
        numbers(pa.table({"x": [-1.0] * 9}), "x", "t", low=0)


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        ({"state": ["A"]}, "must be a pandas"),
        (pd.DataFrame({"state": ["A"]}), "no column 'value'; there are 'state'"),
        (pd.DataFrame([["A", 1, 2]], columns=["state", "value", "value"]), "more than once: 'value'"),
        (
            pa.Table.from_arrays([pa.array(["A"]), pa.array([1]), pa.array([2])], ["state", "value", "value"]),
            "more than once: 'value'",
        ),
        (pd.DataFrame({"state": [], "value": []}), "the table is empty"),
        (pd.DataFrame({"state": ["A", 1], "value": [1, 2]}), "'state' mixes types: int, str"),
    ],
)
def test_a_frame_that_cannot_be_opened_says_why(frame: Any, said: str) -> None:
    with pytest.raises(InputError, match=said):
        open_table(frame, ["state", "value"], "flows")


@pytest.mark.parametrize("size", [2, 400])
def test_a_key_given_twice_is_quoted_in_full_tables_and_in_sparse_ones(size: int) -> None:
    names = tuple(f"{k:03d}" for k in range(size))
    once = Codes(names, np.array([0, 1, 1])), Codes(names, np.array([0, 0, 1]))
    refuse_twice(once, ("a", "b"), "t")
    with pytest.raises(InputError, match="a='001', b='001'"):
        refuse_twice((Codes(names, np.array([0, 1, 1])), Codes(names, np.array([0, 1, 1]))), ("a", "b"), "t")


def test_options_are_checked_by_name() -> None:
    assert number(np.float64(2), "theta", above=0) == 2
    assert whole_number(3, "rounds") == 3
    for call in (
        lambda: number(0, "theta", above=0),
        lambda: number("4", "theta"),
        lambda: number(True, "theta"),
        lambda: whole_number(1.0, "theta"),
        lambda: whole_number(0, "theta"),
        lambda: one_of("x", ("y",), "theta"),
    ):
        with pytest.raises(InputError, match="theta"):
            call()
