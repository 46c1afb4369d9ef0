"""Measures on Spark give what they give in memory, and stay there. Run where PySpark and Java are installed."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from typing import Any

import polars as pl
import pytest

from equipoise import measure
from equipoise.errors import InputError

if not shutil.which("java"):
    pytest.skip("there is no Java", allow_module_level=True)
pytest.importorskip("pyspark", reason="PySpark is not installed")
pytestmark = pytest.mark.filterwarnings("ignore")  # PySpark warns of pandas 3, which is not used

VOTES = pl.DataFrame(
    {
        "state": ["A", "B", "C"] * 3,
        "session": [1] * 6 + [2] * 3,
        "resolution": [1, 1, 1, 2, 2, 2, 1, 1, 1],
        "vote": [1, 1, 3, 2, 1, 3, 3, 2, None],
    }
)
FLOWS = pl.DataFrame({"state": ["A", "A", "B"], "partner": ["B", "C", "A"], "year": [2020] * 3, "value": [3.0, 1.0, 0.0]})
TRADE = pl.DataFrame({"exporter": ["A", "B", "A"], "importer": ["B", "A", "C"], "year": [2020] * 3, "value": [10.0, 30.0, 5.0]})
ISSUES = pl.DataFrame({"session": [1, 2], "resolution": [1, 1], "issue": ["nuclear", "trade"]})
MIRROR = TRADE.with_columns(value=pl.Series([12.0, 25.0, 6.0]))
GDP = pl.DataFrame({"state": ["A", "B"], "year": [2020] * 2, "gdp": [200.0, 1000.0]})
EXPORTS = pl.DataFrame({"exporter": ["E"] * 4, "importer": ["A", "A", "B", "B"], "year": [1, 2] * 2, "value": [9.0, 3.0, 1.0, 4.0]})

CALLS: dict[str, Any] = {
    "agreement": lambda make: measure.agreement(make(VOTES), "linear"),
    "agreement by issue, in windows, with ranges": lambda make: measure.agreement(make(VOTES), by=make(ISSUES), window=2, level=0.9),
    "similarity": lambda make: measure.similarity(make(VOTES), "pi"),
    "concentration": lambda make: measure.concentration(make(FLOWS)),
    "trade_dependence": lambda make: measure.trade_dependence(make(TRADE), make(GDP)),
    "trade_dependence by two sources": lambda make: measure.trade_dependence(make(TRADE), make(GDP), mirror=make(MIRROR)),
    "diversion": lambda make: measure.diversion(make(EXPORTS), target="A", before=(1, 1), after=(2, 2)),
}


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable  # the workers need what this process has, not what is first on the path
    options = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.driver.bindAddress": "127.0.0.1"}
    session = SparkSession.builder.master("local[1]").config(map=options).getOrCreate()
    yield session
    session.stop()


@pytest.mark.parametrize("function", CALLS)
def test_a_spark_frame_comes_back_with_the_values_of_memory(spark: Any, function: str) -> None:
    result = CALLS[function](lambda frame: spark.createDataFrame(frame.to_arrow()))
    assert hasattr(result, "sparkSession")
    assert [tuple(row) for row in result.collect()] == CALLS[function](lambda frame: frame).rows()


def test_a_wrong_vote_on_spark_is_named(spark: Any) -> None:
    with pytest.raises(InputError, match=r"column 'vote'.*vote=9, state='A'"):
        measure.agreement(spark.createDataFrame(VOTES.with_columns(vote=pl.lit(9)).to_arrow()))


def test_a_measure_that_must_collect_refuses_spark(spark: Any) -> None:
    with pytest.raises(InputError, match="collect it first"):
        measure.ideal_points(spark.createDataFrame(VOTES.to_arrow()), positive="A")
