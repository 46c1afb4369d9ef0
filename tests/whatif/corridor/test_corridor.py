"""What gets through when corridors close, told in tables."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from equipoise.errors import InputError
from equipoise.whatif.corridor import corridor

PAGE = Path(__file__).resolve().parents[3] / "docs" / "methods" / "corridors.md"
GOLD = Path(__file__).resolve().parents[3].parent / "shared" / "gold" / "whatif" / "corridor_kaz"


def links(*rows: tuple[str, str, float, str]) -> pa.Table:
    columns = zip(*rows, strict=True)
    return pa.table({name: list(column) for name, column in zip(("from", "to", "capacity", "route"), columns, strict=True)})


ORE = links(
    ("S", "mine", 10, "mine"),
    ("mine", "railhead", 8, "road"),
    ("mine", "river", 6, "barge"),
    ("railhead", "river", 2, "branch"),
    ("railhead", "T", 5, "rail"),
    ("river", "T", 4, "river port"),
)
"""The example worked by hand in docs/methods/corridors.md."""


def column(table: Any, name: str) -> list[Any]:
    return list(table[name].to_pylist())


def test_the_example_of_the_page_comes_out_as_worked_by_hand() -> None:
    result = corridor(ORE, {"as it is": [], "rail closed": ["rail"], "both ways out closed": ["rail", "river port"]})
    assert result.scenarios.to_pylist() == [
        {"scenario": "as it is", "max_flow": 9.0, "demand": 10.0, "unmet": 1.0},
        {"scenario": "both ways out closed", "max_flow": 0.0, "demand": 10.0, "unmet": 10.0},
        {"scenario": "rail closed", "max_flow": 4.0, "demand": 10.0, "unmet": 6.0},
    ]
    assert [(c["scenario"], c["route"], c["capacity"]) for c in result.cuts.to_pylist()] == [
        ("as it is", "rail", 5.0),
        ("as it is", "river port", 4.0),
        ("rail closed", "river port", 4.0),
    ]
    page = PAGE.read_text(encoding="utf-8")
    for row in result.scenarios.to_pylist():
        assert f"| {row['scenario']} | {row['max_flow']:g} | {row['unmet']:g} |" in page


def test_the_textbook_network_of_cormen_and_others_carries_23() -> None:
    # Cormen, Leiserson, Rivest, Stein: Introduction to Algorithms, 3rd ed., figure 26.6; the cut there is 12 + 7 + 4.
    result = corridor(
        links(
            *(("s", "v1", 16, "a"), ("s", "v2", 13, "b"), ("v1", "v3", 12, "c"), ("v2", "v1", 4, "d"), ("v3", "v2", 9, "e")),
            *(("v2", "v4", 14, "f"), ("v4", "v3", 7, "g"), ("v3", "t", 20, "h"), ("v4", "t", 4, "i")),
        ),
        source="s",
        sink="t",
    )
    assert column(result.scenarios, "max_flow") == [23.0]
    assert sorted(column(result.cuts, "capacity")) == [4.0, 7.0, 12.0]


@pytest.mark.skipif(not GOLD.is_dir(), reason="no ../shared/gold beside the repository")
def test_the_export_routes_of_kazakhstan_carry_what_two_solvers_say() -> None:
    with (GOLD / "edges.csv").open(encoding="utf-8", newline="") as file:
        network = links(*((r["from"], r["to"], int(r["capacity_kt_per_y"]), r["route"]) for r in csv.DictReader(file)))
    cases = json.loads((GOLD / "expected.json").read_text(encoding="utf-8"))["cases"]
    changes = {
        name: {part.rsplit(" ", 1)[0]: int(part.rsplit(" ", 1)[1]) for part in case["change"].split(", ")}
        for name, case in cases.items()
        if "change" in case
    }
    result = corridor(network, {name: case["closed"] for name, case in cases.items()}, changes)
    got = {r["scenario"]: (r["max_flow"], r["unmet"]) for r in result.scenarios.to_pylist()}
    assert got == {name: (case["max_export_kt"], case["lost_kt"]) for name, case in cases.items()}


def test_decimals_add_up_as_they_are_written() -> None:
    result = corridor(links(("S", "A", 0.1, "a"), ("S", "B", 0.2, "b"), ("A", "T", 1, "c"), ("B", "T", 1, "c")))
    assert column(result.scenarios, "max_flow") == [0.3]  # 0.1 + 0.2 in binary is 0.30000000000000004


def test_capacities_of_very_different_sizes_are_not_rounded_against_each_other() -> None:
    result = corridor(links(("S", "A", 2**53, "a"), ("S", "T", 1, "b"), ("A", "T", 2**53, "c")))
    assert column(result.scenarios, "max_flow") == [float(2**53 + 1)]
    assert column(result.flows, "flow") == [float(2**53), float(2**53), 1.0]


def test_a_demand_that_binds_bounds_the_flow_and_leaves_the_cut_of_the_network() -> None:
    result = corridor(ORE, demand=3.5)
    assert result.scenarios.to_pylist() == [{"scenario": "baseline", "max_flow": 3.5, "demand": 3.5, "unmet": 0.0}]
    assert sum(column(result.cuts, "capacity")) == 9.0
    assert sum(f for f, to in zip(column(result.flows, "flow"), column(result.flows, "to"), strict=True) if to == "T") == 3.5


def test_no_demand_is_met_by_no_flow() -> None:
    result = corridor(ORE, demand=0)
    assert column(result.scenarios, "max_flow") == [0.0]
    assert set(column(result.flows, "flow")) == {0.0}


def test_demand_is_what_the_source_gives_before_closures_and_changes() -> None:
    result = corridor(ORE, {"a": ["mine"]}, {"b": {"mine": 3, "river port": 9}})
    assert column(result.scenarios, "demand") == [10.0, 10.0]
    assert column(result.scenarios, "max_flow") == [0.0, 3.0]


def test_a_scenario_named_only_in_changes_closes_nothing() -> None:
    result = corridor(ORE, changes={"wider port": {"river port": 6}})
    assert result.scenarios.to_pylist()[1] == {"scenario": "wider port", "max_flow": 10.0, "demand": 10.0, "unmet": 0.0}


def test_a_route_both_closed_and_changed_is_closed() -> None:
    assert column(corridor(ORE, {"x": ["rail"]}, {"x": {"rail": 100}}).scenarios, "max_flow") == [4.0]


def test_a_change_holds_for_each_row_of_a_route() -> None:
    network = links(("S", "A", 9, "in"), ("A", "B", 2, "pipe"), ("B", "T", 3, "pipe"))
    assert column(corridor(network, {"x": []}, {"x": {"pipe": 7.5}}).scenarios, "max_flow") == [7.5]


def test_a_sink_that_nothing_leads_to_gets_nothing() -> None:
    result = corridor(links(("S", "A", 5, "a"), ("B", "T", 5, "b")))
    assert result.scenarios.to_pylist() == [{"scenario": "baseline", "max_flow": 0.0, "demand": 5.0, "unmet": 5.0}]
    assert result.cuts.num_rows == 0


def test_a_link_without_capacity_is_part_of_the_cut_and_a_closed_one_is_not() -> None:
    network = links(("S", "A", 5, "a"), ("A", "T", 0, "dry"), ("A", "T", 3, "shut"))
    cuts = corridor(network, {"x": ["shut"]}).cuts
    assert [(c["route"], c["capacity"]) for c in cuts.to_pylist()] == [("dry", 0.0)]


def test_of_two_smallest_cuts_the_one_nearer_to_the_source_is_told() -> None:
    assert column(corridor(links(("S", "A", 3, "first"), ("A", "T", 3, "second"))).cuts, "route") == ["first"]


def test_parallel_links_between_two_nodes_are_kept_apart() -> None:
    flows = corridor(links(("S", "T", 3, "pipe"), ("S", "T", 4, "rail"))).flows
    assert [(f["route"], f["flow"]) for f in flows.to_pylist()] == [("pipe", 3.0), ("rail", 4.0)]


def test_codes_may_be_numbers() -> None:
    network = pa.table({"from": [1.0, 2.0], "to": [2, 3], "capacity": [5, 4], "route": [10, 20]})
    result = corridor(network, {"x": [20]}, source=1, sink="3")  # type: ignore[arg-type, list-item]
    assert column(result.scenarios, "max_flow") == [0.0]
    assert column(result.flows, "from") == ["1", "2"]


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"closures": {"x": ["rial"]}}, ("'rial'", "'route'", "'rail'")),
        ({"closures": {"x": "rail"}}, ("list of routes", "'rail'")),
        ({"closures": ["rail"]}, ("closures", "list")),
        ({"closures": {}}, ("closures", "no scenario")),
        ({"changes": {"x": {"rial": 3}}}, ("changes", "'rial'")),
        ({"changes": {"x": {"rail": -3}}}, ("'rail'", "-3")),
        ({"changes": {"x": {"rail": float("nan")}}}, ("'rail'", "nan")),
        ({"changes": {"x": ["rail"]}}, ("changes", "new capacity")),
        ({"source": "Q"}, ("source", "'Q'")),
        ({"sink": "Q"}, ("sink", "'Q'")),
        ({"sink": "S"}, ("two nodes", "'S'")),
        ({"demand": -1}, ("demand", "-1")),
        ({"demand": float("inf")}, ("demand", "inf")),
        ({"network": links(("S", "T", -1, "a"))}, ("'capacity'", "-1")),
        ({"network": links(("S", "T", float("inf"), "a"))}, ("'capacity'", "inf")),
        ({"network": links(("S", "T", 1.2e308, "a"), ("S", "T", 1.2e308, "b"))}, ("'capacity'", "larger unit")),
        ({"network": links(("S", "T", 1, "a"), ("S", "T", 2, "a"))}, ("from='S'", "route='a'")),
        ({"network": ORE.drop_columns(["route"])}, ("'route'",)),
        ({"network": ORE.slice(0, 0)}, ("empty",)),
        ({"network": pa.table({**ORE.to_pydict(), "to": [None] * 6})}, ("'to'", "6")),
        ({"network": [("S", "T", 1)]}, ("network", "list")),
    ],
)
def test_what_cannot_be_used_is_named(changed: dict[str, Any], named: tuple[str, ...]) -> None:
    with pytest.raises(InputError) as said:
        corridor(**{"network": ORE, **changed})
    for word in named:
        assert word in str(said.value)


def test_frames_come_back_as_they_were_given() -> None:
    import duckdb
    import pandas as pd
    import polars as pl

    for given in (ORE.to_pandas(), pl.from_arrow(ORE), duckdb.from_arrow(ORE)):
        result = corridor(given)
        assert isinstance(given, pd.DataFrame | pl.DataFrame | duckdb.DuckDBPyRelation)
        assert type(result.scenarios) is type(result.cuts) is type(result.flows) is type(given)


def test_a_result_without_rows_is_a_frame_of_any_kind_too() -> None:
    import polars as pl

    cuts = corridor(pl.from_arrow(links(("S", "A", 5, "a"), ("B", "T", 5, "b")))).cuts
    assert cuts.columns == ["scenario", "from", "to", "route", "capacity"]
