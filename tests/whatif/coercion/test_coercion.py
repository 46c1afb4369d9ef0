"""Coercion: what cutting trade costs both sides."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from equipoise.errors import ConvergenceError, InputError
from equipoise.whatif import coercion, trade

Flows = Callable[[Any], pa.Table]


def row(table: pa.Table, power: str, target: str) -> dict[str, Any]:
    (found,) = [r for r in table.to_pylist() if (r["power"], r["target"]) == (power, target)]
    return found


def test_each_row_is_the_trade_equilibrium_without_trade_between_the_two(uneven: pa.Table, shock: Callable[..., pa.Table]) -> None:
    found = row(coercion(uneven, ["A"]), "A", "C")
    cut = trade(uneven, shock(("A", "C", -50), ("C", "A", -50))).countries.to_pylist()
    lost = {r["country"]: r["welfare_pct"] for r in cut}
    assert found["target_welfare_pct"] == pytest.approx(lost["C"])
    assert found["power_welfare_pct"] == pytest.approx(lost["A"])
    assert found["leverage"] == pytest.approx(lost["C"] / lost["A"])
    assert lost["C"] < lost["A"] < 0  # the small one loses more


def test_rows_are_sorted_and_nobody_is_its_own_target(uneven: pa.Table) -> None:
    table = coercion(uneven, ["C", "A"])
    assert list(zip(*(table[k].to_pylist() for k in ("power", "target")), strict=True)) == [(p, t) for p in "AC" for t in "ABCD" if p != t]


def test_a_coalition_takes_more_than_its_members_one_by_one_and_shares_its_loss_by_spending(uneven: pa.Table) -> None:
    alone = coercion(uneven, ["A", "B"], targets=["C"])
    joint = coercion(uneven, {"A and B": ["A", "B"]})
    assert sorted(joint["target"].to_pylist()) == ["C", "D"]
    assert row(joint, "A and B", "C")["target_welfare_pct"] < sum(alone["target_welfare_pct"].to_pylist())


def test_the_loss_of_twins_of_three_is_as_computed_by_hand(flows: Flows) -> None:
    # A and B are alike and C trades with nobody: no wage moves, so welfare is (ratio of domestic shares) ** (-1/4).
    table = coercion(flows([[80, 20, 0], [20, 80, 0], [0, 0, 50]]), ["A"], targets=["B"])
    assert row(table, "A", "B")["target_welfare_pct"] == pytest.approx(100 * (0.8**0.25 - 1))
    assert row(table, "A", "B")["leverage"] == pytest.approx(1)


def test_who_does_not_trade_loses_nothing(flows: Flows) -> None:
    found = row(coercion(flows([[80, 20, 0], [20, 80, 0], [0, 0, 50]]), ["A"], targets=["C"]), "A", "C")
    assert found["target_welfare_pct"] == pytest.approx(0, abs=1e-10)
    assert found["power_welfare_pct"] == pytest.approx(0, abs=1e-10)


def test_pandas_in_is_pandas_out(uneven: pa.Table) -> None:
    assert isinstance(coercion(uneven.to_pandas(), ["A"]), pd.DataFrame)


@pytest.mark.parametrize(
    ("powers", "targets", "said"),
    [
        (["Q"], None, "'Q'"),
        ([], None, "powers"),
        ({}, None, "none is named"),
        ("USA", None, "a list of countries"),
        ({"bloc": []}, None, "bloc"),
        (["A"], ["Z"], "targets: 'Z'"),
    ],
)
def test_unknown_or_missing_countries_are_named(powers: Any, targets: Any, said: str, uneven: pa.Table) -> None:
    with pytest.raises(InputError, match=said):
        coercion(uneven, powers, targets)


def test_a_blockade_without_equilibrium_says_whose_it_is(uneven: pa.Table) -> None:
    with pytest.raises(ConvergenceError, match="all against C"):
        coercion(uneven, {"all": ["A", "B", "D"]}, targets=["C"])


def test_losses_of_2014_are_those_of_the_other_program(shared: Path) -> None:
    with gzip.open(shared / "gold/whatif/wiod44_2000_2014.csv.gz", "rt", encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["year"] == "2014"]
    flows = pa.table(
        {"exporter": [r["exporter"] for r in rows], "importer": [r["importer"] for r in rows], "value": [float(r["trade"]) for r in rows]}
    )
    with (shared / "gold/whatif/coercion_wiod44_2014/expected.csv").open(encoding="utf-8") as file:
        want = {(r["power"], r["target"]): float(r["welfare_loss_target_pct"]) for r in csv.DictReader(file)}
    found = coercion(flows, sorted({power for power, _ in want}))
    got = {(r["power"], r["target"]): r["target_welfare_pct"] for r in found.to_pylist()}
    assert {k: got[k] for k in want} == pytest.approx(want, abs=1e-5)
