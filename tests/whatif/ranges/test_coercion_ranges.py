"""Ranges of threats."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from equipoise.errors import ConvergenceError, InputError
from equipoise.whatif import coercion, coercion_ranges


def found(table: Any, power: str, target: str, measure: str) -> dict[str, Any]:
    (row,) = [r for r in table.to_pylist() if (r["power"], r["target"], r["measure"]) == (power, target, measure)]
    return row


@pytest.mark.parametrize("direction", ["both", "supply", "demand"])
def test_the_central_case_is_coercion_and_so_is_every_draw_where_nothing_is_uncertain(direction: str, uneven: pa.Table) -> None:
    want = {(r["power"], r["target"]): r for r in coercion(uneven, {"AB": ["A", "B"], "D": ["D"]}, direction=direction).to_pylist()}
    rows = coercion_ranges(uneven, {"AB": ["A", "B"], "D": ["D"]}, draws=3, direction=direction).threats.to_pylist()
    assert len(rows) == 3 * len(want)
    for row in rows:
        for point in ("central", "p05", "p95"):
            said = want[row["power"], row["target"]][row["measure"]]
            assert row[point] is None if said is None else row[point] == pytest.approx(said, rel=1e-7, abs=1e-10)


def test_more_doubt_makes_wider_ranges_around_the_same_centre(uneven: pa.Table) -> None:
    little, much = (
        found(coercion_ranges(uneven, ["A"], ["C"], elasticity=spread, draws=100).threats, "A", "C", "target_welfare_pct")
        for spread in ((3.5, 4, 4.5), (2, 4, 8))
    )
    assert much["p05"] < little["p05"] < little["central"] == much["central"] < little["p95"] < much["p95"] < 0
    assert much["share_negative"] == 1


def test_the_same_seed_gives_the_same_ranges(uneven: pa.Table) -> None:
    options: dict[str, Any] = {"draws": 20, "flow_sd": 0.2, "domestic_range": (0.7, 1.4), "elasticity": (2.0, 6.0)}
    one, again, other = (coercion_ranges(uneven, ["A"], seed=seed, **options).threats for seed in (1, 1, 2))
    assert one.equals(again)
    assert not one.equals(other)


def test_a_draw_that_fails_is_listed_with_its_threat(flows: Any) -> None:
    hard = flows([[394, 1, 1, 19], [18, 201, 2, 93], [1, 78, 645, 2], [11, 35, 9, 740]])
    with pytest.warns(UserWarning, match="bloc against C"):
        result = coercion_ranges(hard, {"bloc": ["B", "D"]}, ["C"], draws=40, flow_sd=1.5)
    assert 0 < result.info["failed"] == len(result.failed) < 40
    assert {(r["power"], r["target"]) for r in result.failed.to_pylist()} == {("bloc", "C")}
    assert found(result.threats, "bloc", "C", "target_welfare_pct")["p50"] < 0


def test_what_cannot_be_used_is_refused(uneven: pa.Table) -> None:
    with pytest.raises(InputError, match="'Q'"):
        coercion_ranges(uneven, ["Q"])
    with pytest.raises(InputError, match="direction"):
        coercion_ranges(uneven, ["A"], direction="sideways")
    with pytest.raises(ConvergenceError, match="all against C"):
        coercion_ranges(uneven, {"all": ["A", "B", "D"]}, ["C"], draws=2)
