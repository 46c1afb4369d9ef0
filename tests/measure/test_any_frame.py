"""Every measure takes every kind of frame, gives that kind back, and gives the same values from each."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from equipoise import measure
from equipoise.errors import InputError

VOTES = pl.DataFrame(
    {
        "state": ["A", "B", "C"] * 4,
        "session": [1] * 6 + [2] * 6,
        "resolution": [1, 1, 1, 2, 2, 2] * 2,
        "vote": [1, 1, 3, 2, 1, 3, 3, 2, 1, 1, 2, 2],
    }
)
ISSUES = pl.DataFrame({"session": [1, 2], "resolution": [1, 2], "issue": ["nuclear", "trade"]})
MEMBERS = pl.DataFrame({"state": ["A", "A", "B"], "group": ["X", "Y", "X"], "year": [2020] * 3})
OBLIGED = pl.DataFrame({"state": ["A", "B", "C"], "partner": ["B", "A", "A"], "year": [2020] * 3, "value": [2.0, 2.0, None]})
TRADE = pl.DataFrame({"exporter": ["A", "B", "A"], "importer": ["B", "A", "C"], "year": [2020] * 3, "value": [10.0, 30.0, None]})
MIRROR = TRADE.with_columns(value=pl.Series([12.0, 25.0, 6.0]))
GDP = pl.DataFrame({"state": ["A", "B"], "year": [2020] * 2, "gdp": [200.0, 1000.0]})
FLOWS = pl.DataFrame({"state": ["A", "A", "B"], "partner": ["B", "C", "A"], "year": [2020] * 3, "value": [3.0, 1.0, 0.0]})
SUPPLY = pl.DataFrame({"target": ["T"] * 2, "sector": ["fuel"] * 2, "supplier": ["A", "B"], "share": [0.5, 0.3], "weight": [0.1] * 2})
ARMS = pl.DataFrame({"supplier": ["A", "B"], "recipient": ["C", "C"], "year": [2019, 2020], "value": [3.0, 1.0]})
CASES = pl.DataFrame(
    {"case": [1, 1], "sender": ["A", "B"], "target": ["C", "C"], "first": [2018, 2019], "last": [2019, None], "kind": ["trade", "arms"]}
)
ROUTES = pl.DataFrame(
    {"route": ["n", "s"], "transit": ["A", "B;C"], "year": [2020] * 2, "quantity": ["flow"] * 2, "value": [3.0, 1.0], "own": ["yes"] * 2}
)
TIES = TRADE.rename({"exporter": "sender", "importer": "receiver"})
SHARES = pl.DataFrame(
    {"state": ["K"] * 4, "year": [2020] * 4, "channel": ["x", "x", "y", "y"], "vector": ["A", "B"] * 2, "value": [3.0, 1.0, 1.0, 1.0]}
)
HISTORY = pl.DataFrame(
    [("E", i, 2015 + t, float(10 + k + (3 * t if i == "N" else t % (k + 2)))) for k, i in enumerate("TNABCD") for t in range(8)],
    schema=["exporter", "importer", "period", "value"],
    orient="row",
)

Make = Callable[[pl.DataFrame], Any]
CALLS: dict[str, Callable[[Make], Any]] = {
    "agreement": lambda f: measure.agreement(f(VOTES), "linear", level=0.9),
    "agreement by issue": lambda f: measure.agreement(f(VOTES), by=f(ISSUES), window=2),
    "similarity": lambda f: measure.similarity(f(VOTES), "kappa", "squared", level=0.9),
    "ideal_points": lambda f: measure.ideal_points(f(VOTES), positive="A"),
    "membership_overlap": lambda f: measure.membership_overlap(f(MEMBERS)),
    "treaty_overlap": lambda f: measure.treaty_overlap(f(OBLIGED)),
    "concentration": lambda f: measure.concentration(f(FLOWS)),
    "trade_dependence": lambda f: measure.trade_dependence(f(TRADE), f(GDP), mirror=f(MIRROR)),
    "coercion_power": lambda f: measure.coercion_power(f(SUPPLY), ["A"], sigma=(3.0, 5.0, 9.0)),
    "arms_dependence": lambda f: measure.arms_dependence(f(ARMS), window=2, windows=()),
    "sanctions_exposure": lambda f: measure.sanctions_exposure(f(CASES), until=2020, flows=f(TRADE.drop_nulls())),
    "route_dependence": lambda f: measure.route_dependence(f(ROUTES), ["n", "s"], 2020),
    "influence_components": lambda f: measure.influence_components({"trade": f(TIES)}, f(GDP), partial=True),
    "vectors": lambda f: measure.vectors(f(SHARES), tilts=[("A", "B")], draws=50),
    "rerouted": lambda f: measure.rerouted(f(HISTORY), target="T", since=2021, draws=20),
    "diversion": lambda f: measure.diversion(
        f(HISTORY.rename({"period": "year"})), target="T", before=(2018, 2020), after=(2021, 2022), level=0.9, draws=20
    ),
}
_OPEN = duckdb.connect()
KINDS: dict[str, tuple[Make, type]] = {
    "pandas": (lambda f: f.to_pandas(), pd.DataFrame),
    "pyarrow": (lambda f: f.to_arrow(), pa.Table),
    "duckdb": (lambda f: _OPEN.from_arrow(f.to_arrow()), duckdb.DuckDBPyRelation),
    "lazy polars": (lambda f: f.lazy(), pl.LazyFrame),
}


def rows(frame: Any) -> list[tuple[Any, ...]]:
    """Rows of a frame of any kind, with None for what is not known."""
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    table = frame.to_arrow_table() if isinstance(frame, duckdb.DuckDBPyRelation) else frame
    table = pa.Table.from_pandas(table, preserve_index=False) if isinstance(table, pd.DataFrame) else table
    found = table.rows() if isinstance(table, pl.DataFrame) else [tuple(r.values()) for r in table.to_pylist()]
    return [tuple(None if isinstance(x, float) and math.isnan(x) else x for x in row) for row in found]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", CALLS)
def test_the_same_kind_comes_back_with_the_same_values(name: str, kind: str) -> None:
    make, expected = KINDS[kind]
    found = CALLS[name](make)
    assert isinstance(found, expected)
    assert rows(found) == rows(CALLS[name](lambda f: f))


@pytest.mark.parametrize("name", CALLS)
def test_no_rows_are_no_basis(name: str) -> None:
    with pytest.raises(InputError, match="empty"):
        CALLS[name](lambda f: f.head(0))


@pytest.mark.parametrize("name", CALLS)
def test_what_is_no_frame_is_named(name: str) -> None:
    with pytest.raises(InputError, match="must be a pandas, Polars, PyArrow or DuckDB frame"):
        CALLS[name](lambda f: f.to_dict())


@pytest.mark.parametrize("name", CALLS)
def test_the_order_of_rows_does_not_matter(name: str) -> None:
    assert rows(CALLS[name](lambda f: f.reverse())) == rows(CALLS[name](lambda f: f))
