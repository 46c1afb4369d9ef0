"""What any table argument may be, and what is said where it is something else."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from equipoise import measure
from equipoise.errors import InputError

Columns = Mapping[str, Sequence[Any]]


def _relation(columns: Columns) -> Any:
    connection = duckdb.connect()
    table = pa.table(dict(columns))
    connection.register("given", table)
    return connection.table("given")


KINDS: dict[str, Callable[[Columns], Any]] = {
    "pandas": lambda c: pd.DataFrame(dict(c)),
    "polars": lambda c: pl.DataFrame(dict(c)),
    "polars-lazy": lambda c: pl.LazyFrame(dict(c)),
    "pyarrow": lambda c: pa.table(dict(c)),
    "duckdb": _relation,
}


def columns_of(frame: Any) -> dict[str, list[Any]]:
    """The columns of any frame, a pandas NaN as None."""
    found = nw.from_native(frame)
    rows = found.collect("pyarrow") if isinstance(found, nw.LazyFrame) else found
    table: pa.Table = rows.to_arrow()
    return {name: table[name].to_pylist() for name in table.column_names}


VOTES = {
    "state": [365, 705, 2] * 3,
    "session": [77] * 9,
    "resolution": [1, 1, 1, 2, 2, 2, 3, 3, 3],
    "vote": [1, 1, 3, 2, 1, 3, 3, 2, 1],
}
FLOWS = {
    "state": ["KAZ", "KAZ", "KAZ", "UZB"],
    "partner": ["RUS", "CHN", "DEU", "RUS"],
    "year": [2022, 2022, 2022, 2022],
    "value": [3.0, 5.0, None, 0.0],
}
TRADE = {
    "exporter": ["KAZ", "RUS", "KAZ"],
    "importer": ["RUS", "KAZ", "CHN"],
    "year": [2022] * 3,
    "value": [8.0, 17.0, 13.0],
}
GDP = {"state": ["KAZ", "RUS"], "year": [2022] * 2, "gdp": [225.0, 2266.0]}
PARTS = {
    "sender": ["RUS", "CHN"],
    "receiver": ["KAZ"] * 2,
    "year": [2018] * 2,
    "econ_bandwidth": [0.7, 0.4],
    "pol_bandwidth": [0.3, 0.2],
    "sec_bandwidth": [0.9, None],
    "econ_dependence": [1.0, 0.5],
    "sec_dependence": [0.8, 0.1],
}
SUPPLY = {
    "target": ["KAZ"] * 2,
    "sector": ["fuel", "machines"],
    "supplier": ["RUS", "CHN"],
    "share": [0.6, 0.3],
    "weight": [0.1, 0.2],
}
EXPORTS = {
    "exporter": ["EU"] * 6,
    "importer": ["RUS", "RUS", "KGZ", "KGZ", "USA", "USA"],
    "year": [2021, 2022] * 3,
    "value": [89.2, 55.2, 0.26, 1.1, 400.0, 510.0],
}
CALLS: dict[str, Any] = {
    "agreement": lambda make: measure.agreement(make(VOTES), method="linear"),
    "similarity": lambda make: measure.similarity(make(VOTES), index="kappa"),
    "ideal_points": lambda make: measure.ideal_points(make(VOTES), positive="2"),
    "influence_capacity": lambda make: measure.influence_capacity(make(PARTS)),
    "concentration": lambda make: measure.concentration(make(FLOWS)),
    "trade_dependence": lambda make: measure.trade_dependence(make(TRADE), make(GDP)),
    "coercion_power": lambda make: measure.coercion_power(make(SUPPLY), ["RUS", "CHN"]),
    "diversion": lambda make: measure.diversion(make(EXPORTS), target="RUS", before=(2021, 2021), after=(2022, 2022)),
}


@pytest.mark.parametrize("function", CALLS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_kind_of_frame_given_comes_back_with_the_same_values(kind: str, function: str) -> None:
    result = CALLS[function](KINDS[kind])
    assert type(result) is type(KINDS[kind](VOTES))
    assert columns_of(result) == columns_of(CALLS[function](KINDS["pyarrow"]))


@pytest.mark.parametrize("function", CALLS)
def test_the_rows_of_the_input_may_come_in_any_order_and_with_other_columns(function: str) -> None:
    def shuffled(columns: dict[str, list[Any]]) -> pl.DataFrame:
        return pl.DataFrame(columns).reverse().with_columns(note=pl.lit("of no interest"))

    assert columns_of(CALLS[function](shuffled)) == columns_of(CALLS[function](KINDS["polars"]))


@pytest.mark.parametrize("function", CALLS)
def test_an_input_is_not_changed(function: str) -> None:
    made: list[tuple[pd.DataFrame, pd.DataFrame]] = []

    def make(columns: dict[str, list[Any]]) -> pd.DataFrame:
        frame = pd.DataFrame(columns)
        made.append((frame, frame.copy(deep=True)))
        return frame

    CALLS[function](make)
    for frame, before in made:
        pd.testing.assert_frame_equal(frame, before)


def test_a_narwhals_frame_comes_back_as_one() -> None:
    result = measure.agreement(nw.from_native(pl.DataFrame(VOTES)))
    assert isinstance(result, nw.DataFrame)
    assert columns_of(result.to_native()) == columns_of(measure.agreement(pl.DataFrame(VOTES)))


def test_a_relation_that_comes_back_joins_with_the_users_own_tables() -> None:
    relation = KINDS["duckdb"](FLOWS)
    result = measure.concentration(relation)
    joined = result.join(relation.set_alias("mine"), "state").filter("partner = 'CHN'")
    assert joined.project("hirschman").fetchall() == [(0.53125,)]


@pytest.mark.parametrize(
    "codes",
    [
        pa.array([2, 10, 365]),
        pa.array([2.0, 10.0, 365.0]),
        pa.array(["2", "10", "365"]),
        pa.array(["2", "10", "365"]).dictionary_encode(),
        pa.array([Decimal(2), Decimal(10), Decimal(365)]),
    ],
    ids=["integers", "whole floats", "text", "dictionary", "decimals"],
)
def test_codes_become_text_whatever_held_them(codes: pa.Array) -> None:
    votes = pa.table({"state": codes, "session": [1] * 3, "resolution": [1] * 3, "vote": [1, 2, 3]})
    assert columns_of(measure.agreement(votes))["state_a"] == ["10", "10", "2"]


def test_a_pandas_gap_is_no_vote_and_no_year() -> None:
    votes = pd.DataFrame({"state": ["A", "B", "C"], "session": [1] * 3, "resolution": [1] * 3, "vote": [1, float("nan"), 1]})
    assert columns_of(measure.agreement(votes))["n"] == [1]
    with pytest.raises(InputError, match=r"column 'session'.*never empty"):
        measure.agreement(votes.assign(session=[1, None, 1]))


def test_namibia_stays_a_state() -> None:
    votes = pd.DataFrame({"state": ["NA", "ZA"], "session": [1, 1], "resolution": [1, 1], "vote": [1, 1]})
    assert columns_of(measure.agreement(votes))["state_a"] == ["NA"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"vote": [1, 9, 1]}, r"votes: column 'vote' .* at least 1 and at most 3.*vote=9, state='B'"),
        ({"vote": [1.5, 1, 1]}, r"column 'vote' .*vote=1.5, state='A'"),
        ({"vote": ["yes", "no", "no"]}, r"column 'vote' must hold whole numbers.*String"),
        ({"vote": [True, False, True]}, r"column 'vote' must hold whole numbers.*Boolean"),
        ({"session": [1.5, 1, 1]}, r"column 'session' .*session=1.5"),
        ({"session": [None, 1, 1]}, r"column 'session' .*session=empty, state='A'"),
        ({"state": [1.5, 2, 3]}, r"column 'state' must hold codes.*state=1.5"),
        ({"state": [True, False, True]}, r"column 'state' must hold codes.*Boolean"),
        ({"state": [None, None, None]}, r"column 'state' .*never empty; 3"),
        ({"vote": [None, None, None]}, r"nobody voted"),
    ],
)
@pytest.mark.parametrize("kind", ["polars", "pyarrow", "pandas"])
def test_a_wrong_value_is_named_with_its_column_and_row(kind: str, change: dict[str, list[Any]], said: str) -> None:
    columns = {"state": ["A", "B", "C"], "session": [1] * 3, "resolution": [1] * 3, "vote": [1, 2, 3]} | change
    if kind == "polars":
        frame: Any = pl.DataFrame({k: pl.Series(v, strict=False) for k, v in columns.items()})
    else:
        frame = KINDS[kind](columns)
    with pytest.raises(InputError) as caught:
        measure.agreement(frame)
    if kind == "pandas" and "session" in change and change["session"][0] is None:
        said = r"column 'session' .*session=empty, state='A'"
    assert re.search(said, str(caught.value)), str(caught.value)


def test_at_most_five_offenders_are_shown() -> None:
    votes = {"state": [f"S{i}" for i in range(9)], "session": [1] * 9, "resolution": [1] * 9, "vote": [7] * 9}
    with pytest.raises(InputError) as caught:
        measure.agreement(pa.table(votes))
    assert str(caught.value).count("state=") == 5
    assert str(caught.value).endswith("and more")


def test_a_column_of_mixed_types_is_named() -> None:
    with pytest.raises(InputError, match=r"column 'state' mixes types: int, str"):
        measure.agreement(pd.DataFrame({"state": [1, "B"], "session": [1, 1], "resolution": [1, 1], "vote": [1, 1]}))


def test_a_column_that_is_there_twice_is_named() -> None:
    frame = pd.DataFrame([["A", 1, 1, 1, 1]], columns=["state", "session", "resolution", "vote", "vote"])
    with pytest.raises((InputError, ValueError), match="vote"):
        measure.agreement(frame)


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_column_is_named_with_those_there_are(kind: str) -> None:
    with pytest.raises(InputError, match=r"votes: no column 'vote'; there are 'state', 'session', 'resolution'"):
        measure.agreement(KINDS[kind]({k: v for k, v in VOTES.items() if k != "vote"}))


def test_an_empty_table_is_refused() -> None:
    with pytest.raises(InputError, match="empty"):
        measure.agreement(pa.table(VOTES).slice(0, 0))


@pytest.mark.parametrize("thing", [VOTES, [1, 2], None, "votes.csv", pl.Series([1])])
def test_what_is_no_frame_is_refused(thing: object) -> None:
    with pytest.raises(InputError, match="votes must be a pandas, Polars, PyArrow or DuckDB frame"):
        measure.agreement(thing)


def test_a_number_that_is_not_finite_is_refused() -> None:
    with pytest.raises(InputError, match=r"column 'value' must hold finite numbers.*value=inf"):
        measure.concentration(pl.DataFrame(FLOWS | {"value": [float("inf"), 1.0, 1.0, 1.0]}))


def test_the_package_is_imported_without_numpy() -> None:
    code = "import sys, equipoise.measure as m; assert 'agreement' in dir(m); sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_name_that_is_no_measure_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'happiness'"):
        _ = measure.happiness
