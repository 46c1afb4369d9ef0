"""How a target's exposure is spread over powers."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from equipoise.errors import InputError
from equipoise.whatif import coercion, coercion_balance


def threats(**losses: list[float | None]) -> pl.DataFrame:
    rows = [(f"P{k}", target, loss) for target, row in losses.items() for k, loss in enumerate(row)]
    return pl.DataFrame(rows, schema={"power": pl.String, "target": pl.String, "target_welfare_pct": pl.Float64}, orient="row")


def found(frame: pl.DataFrame) -> dict[str, dict[str, Any]]:
    return {row["target"]: row for row in coercion_balance(frame).to_dicts()}


def test_alike_is_one_and_one_alone_is_nothing() -> None:
    rows = found(threats(even=[-1.0, -1.0, -1.0, -1.0], alone=[-5.0, 0.0, 0.0, 0.0]))
    assert (rows["even"]["balance"], rows["even"]["effective_powers"]) == pytest.approx((1, 4))
    assert (rows["alone"]["balance"], rows["alone"]["effective_powers"]) == pytest.approx((0, 1))
    assert (rows["alone"]["worst_power"], rows["alone"]["worst_pct"], rows["alone"]["worst_share"]) == ("P0", -5, 1)


def test_three_to_one_by_hand() -> None:
    row = found(threats(K=[-1.0, -3.0]))["K"]
    assert row["balance"] == pytest.approx(0.5)
    assert row["effective_powers"] == pytest.approx(math.exp(-(0.75 * math.log(0.75) + 0.25 * math.log(0.25))))
    assert (row["worst_power"], row["powers"]) == ("P1", 2)


def test_a_gain_counts_as_nothing_and_a_threat_without_a_number_is_left_out() -> None:
    rows = found(threats(gains=[-2.0, 0.5], unknown=[-2.0, None], safe=[0.0, 0.1]))
    assert (rows["gains"]["balance"], rows["gains"]["powers"]) == (0, 2)
    assert (rows["unknown"]["balance"], rows["unknown"]["powers"], rows["unknown"]["worst_share"]) == (None, 1, 1)
    assert rows["safe"]["worst_power"] is None
    assert rows["safe"]["effective_powers"] is None


def test_it_takes_what_coercion_gives(uneven: pa.Table) -> None:
    table = coercion(uneven.to_pandas(), ["A", "B"])
    balance = coercion_balance(table)
    assert isinstance(balance, pd.DataFrame)
    assert list(balance["target"]) == ["A", "B", "C", "D"]
    assert list(balance["powers"]) == [1, 1, 2, 2]


def test_what_cannot_be_used_is_refused() -> None:
    with pytest.raises(InputError, match="power='P0', target='K'"):
        coercion_balance(pl.concat([threats(K=[-1.0]), threats(K=[-2.0])]))
    with pytest.raises(InputError, match="empty in every row"):
        coercion_balance(threats(K=[None]))
    with pytest.raises(InputError, match="no column 'power'"):
        coercion_balance(threats(K=[-1.0]).drop("power"))
