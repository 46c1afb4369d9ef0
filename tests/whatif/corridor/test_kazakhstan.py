"""Kazakhstan's ways out for oil, from the table of sourced figures."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from equipoise.errors import InputError
from equipoise.whatif.corridor import corridor
from equipoise.whatif.corridor.bounds import corridor_bounds
from equipoise.whatif.corridor.kazakhstan import oil_network

CLOSED = {"as it is": [], "CPC closes": ["cpc", "cpc_kz"], "all through Russia": ["state:RUS"]}


@pytest.fixture
def figures(shared: Path) -> pa.Table:
    with (shared / "data" / "corridors_kaz.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for r in rows:
        r["year"], r["value_mt_per_y"] = int(r["year"]), float(r["value_mt_per_y"])  # type: ignore[call-overload]
    return pa.Table.from_pylist(rows)


def link(network: pa.Table, route: str) -> dict[str, Any]:
    found: dict[str, Any] = next(r for r in network.to_pylist() if r["route"] == route)
    return found


def test_what_sources_dispute_is_a_range(figures: pa.Table) -> None:
    network = oil_network(figures, 2024).network
    assert [link(network, "cpc_kz")[c] for c in ("low", "capacity", "high")] == [53.7, 53.7, 72.5]  # widened in 2025
    assert [link(network, "cpc")[c] for c in ("low", "capacity", "high")] == [67.0, 81.5, 83.0]
    assert [link(network, "aktau_port")[c] for c in ("low", "capacity", "high")] == [5.2, 7.5, 7.5]
    assert [link(network, "kcp")[c] for c in ("low", "capacity", "high")] == [10.021, 10.021, 10.021]
    # 6 less what it carried beyond what went on to China: 5.791 - 1.2 in 2024, 4.5 - 1.209 in 2022 by another source.
    assert [link(network, "munaitas")[c] for c in ("low", "capacity", "high")] == [1.409, 1.409, 2.709]
    assert all(r["low"] <= r["capacity"] <= r["high"] for r in network.to_pylist())


def test_the_year_chooses_the_figure(figures: pa.Table) -> None:
    assert link(oil_network(figures, 2025).network, "cpc_kz")["capacity"] == 72.5
    assert link(oil_network(figures, 2022).network, "west_fields")["capacity"] == pytest.approx(60.3)
    used = oil_network(figures, 2022).rests_on.to_pylist()
    assert {"route": "total_export", "quantity": "flow", "year": 2022, "value": 64.3, "use": "central"} in used


def test_flow_that_is_not_kazakh_is_not_kazakhstans_export(figures: pa.Table) -> None:
    rows = figures.to_pylist()
    rows.append(
        {
            **next(r for r in rows if r["route_id"] == "kcp"),
            "quantity": "flow",
            "year": 2024,
            "kaz_origin_only": "no",
            "value_mt_per_y": 11.0,
        }
    )
    assert oil_network(pa.Table.from_pylist(rows), 2024).network.equals(oil_network(figures, 2024).network)


def test_bounds_hold_the_gold_cases_and_wider_links_raise_them(figures: pa.Table, shared: Path) -> None:
    cases = json.loads((shared / "gold" / "whatif" / "corridor_kaz" / "expected.json").read_text(encoding="utf-8"))["cases"]
    now, later = (
        {r["scenario"]: r for r in corridor_bounds(oil_network(figures, 2024, planned).network, CLOSED).to_pylist()}
        for planned in (False, True)
    )
    for ours, theirs in (("CPC closes", "cpc_closed"), ("all through Russia", "all_russian_exits_closed")):
        assert now[ours]["low"] <= cases[theirs]["max_export_kt"] / 1000 <= now[ours]["high"]
        # With the links widened something else holds the flow up, and the figure in dispute no longer matters.
        assert later[ours]["central"] == cases[f"{theirs}_after_200MUSD_expansion"]["max_export_kt"] / 1000
        assert all(later[ours][side] >= now[ours][side] for side in ("low", "central", "high"))


def test_bounds_are_those_of_the_engine(figures: pa.Table) -> None:
    network = oil_network(figures, 2024).network
    told = corridor_bounds(network, {"x": ["aktau_port"]}).to_pylist()[0]
    for side, column in (("low", "low"), ("central", "capacity"), ("high", "high")):
        plain = network.set_column(network.column_names.index("capacity"), "capacity", network[column])
        assert corridor(plain, {"x": ["aktau_port"]}).scenarios["max_flow"][0].as_py() == told[side]


def test_a_table_without_a_figure_that_is_needed_is_named(figures: pa.Table) -> None:
    rows = [r for r in figures.to_pylist() if (r["route_id"], r["quantity"]) != ("uas", "capacity")]
    with pytest.raises(InputError, match=r"'uas'.*'capacity'"):
        oil_network(pa.Table.from_pylist(rows))
    with pytest.raises(InputError, match="maybe"):
        oil_network(pa.Table.from_pylist([{**r, "kaz_origin_only": "maybe"} for r in rows]))


@pytest.mark.parametrize(
    ("low", "high", "word"),
    [([2.0], [3.0], "must rise"), ([0.5], [0.7], "must rise"), ([-1.0], [3.0], "low"), ([float("inf")], [3.0], "low")],
)
def test_low_and_high_must_lie_round_the_capacity(low: list[float], high: list[float], word: str) -> None:
    with pytest.raises(InputError, match=word):
        corridor_bounds(pa.table({"from": ["S"], "to": ["T"], "route": ["r"], "capacity": [1.0], "low": low, "high": high}))


def test_an_empty_low_or_high_is_the_capacity() -> None:
    network = pa.table(
        {"from": ["S"], "to": ["T"], "route": ["r"], "capacity": [1.5], "low": pa.array([None], pa.float64()), "high": [2.0]}
    )
    assert corridor_bounds(network).to_pylist() == [{"scenario": "baseline", "low": 1.5, "central": 1.5, "high": 2.0}]


def test_the_page_says_what_comes_out(figures: pa.Table) -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "methods" / "corridors.md").read_text(encoding="utf-8")
    for planned, names in (
        (False, ("CPC closes", "all through Russia closes")),
        (True, ("CPC closes, Kenkiyak widened", "all through Russia closes, widened")),
    ):
        told = [corridor_bounds(oil_network(figures, y, planned).network, CLOSED).to_pylist() for y in (2024, 2023)]
        for name, scenario in zip(names, ("CPC closes", "all through Russia"), strict=True):
            cells = [
                next(f"{r['central']:.1f} ({r['low']:.1f} to {r['high']:.1f})" for r in rows if r["scenario"] == scenario) for rows in told
            ]
            assert f"| {name} | {cells[0]} | {cells[1]} |" in page
