"""Networks from Global Energy Monitor's tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from equipoise.errors import InputError
from equipoise.whatif.corridor import corridor
from equipoise.whatif.corridor.gem import gem_network

OIL = pa.table(
    {
        "project": ["Steppe Line", "Steppe Line", "Hill Line", "Home Line", "Sea Line", "Gas Liquids", "Odd Line", "Zero Line"],
        "unit": [None, None, "North", None, None, None, None, None],
        "type": ["oil_pipelines"] * 5 + ["ngl_pipelines"] + ["oil_pipelines"] * 2,
        "parent": ["A Oil [60.00%]; B Oil [unknown %]", None, "C", "C", "C", "C", "C", "C"],
        "countries": [
            "Kazakhstan, Russia", "Kazakhstan, Russia", "Kazakhstan, China", "Kazakhstan", None, "Kazakhstan, Russia",
            "Kazakhstan, Atlantis", "Kazakhstan, Türkiye",
        ],
        "status": ["operating", "operating", "Operating", "operating", "operating", "operating", "operating", "operating"],
        "start_year": ["2001", "--", None, "1990", "1990", "1990", "1990", "1990"],
        "capacity_bpd": [1340000.0, 5.0, None, 7.0, 7.0, 7.0, 7.0, 0.0],
    }
)  # fmt: skip


def test_lines_between_states_become_links_and_the_rest_is_told() -> None:
    found = gem_network(OIL)
    first, second, third = found.network.to_pylist()
    assert (first["from"], first["to"], first["route"], first["capacity"]) == ("KAZ", "RUS", "Steppe Line", 1340000.0)
    assert (first["state"], first["owner"], first["start"], first["direction"]) == ("KAZ; RUS", "A Oil; B Oil", 2001, "as listed")
    assert second["route"] == "Steppe Line (2)"
    assert (third["route"], third["to"], third["capacity"], third["status"]) == ("Hill Line, North", "CHN", None, "operating")
    assert {(r["reason"], r["rows"]) for r in found.aside.to_pylist()} == {
        ("within one state", 1),
        ("no states are named", 1),
        ("no pipeline of this product", 1),
        ("crosses an area that is no state we know", 1),
        ("capacity is not above 0", 1),
    }
    assert found.info == {"rows": 8, "kept": 3, "without_capacity": 1, "unit": "barrels a day"}


def test_what_is_not_known_is_never_zero() -> None:
    with pytest.raises(InputError, match="capacity"):
        corridor(gem_network(OIL).network, source="KAZ", sink="CHN")
    aside = gem_network(OIL, missing="aside")
    assert aside.network.num_rows == 2
    assert "capacity is not known" in aside.aside["reason"].to_pylist()
    assumed = gem_network(OIL, missing=400000)
    assert [(r["capacity"], r["assumed"]) for r in assumed.network.to_pylist() if r["to"] == "CHN"] == [(400000.0, True)]
    assert corridor(assumed.network, source="KAZ", sink="CHN").scenarios["max_flow"][0].as_py() == 400000.0


def test_where_the_tracker_tells_both_ends_they_are_the_ends() -> None:
    gas = pa.table(
        {
            "PipelineName": ["Coast", "Loop"], "SegmentName": ["I", "--"], "Fuel": ["Gas", "Gas"], "Owner": ["X", "X"],
            "Countries": ["Kazakhstan, Turkmenistan", "Kazakhstan, Russia"], "StartCountry": ["Turkmenistan", "Kazakhstan"],
            "EndCountry": ["Kazakhstan", "Kazakhstan"], "Status": ["Operating", "Operating"], "CapacityBcm/y": ["7.2", "--"],
        }
    )  # fmt: skip
    found = gem_network(gas, "gas")
    assert [(r["from"], r["to"], r["direction"]) for r in found.network.to_pylist()] == [("TKM", "KAZ", "told")]
    assert found.aside.to_pylist()[0]["reason"] == "begins and ends in one state"


@pytest.mark.parametrize(
    ("file", "product", "kept", "unknown"),
    [
        ("gem_goit_oil_ngl_pipelines_2024", "oil", 45, 17),
        ("gem_asia_gas_pipelines_2024_08", "gas", 46, 5),
        ("gem_ggit_gas_pipelines_lng_2024_10", "gas", 173, 36),
    ],
)
def test_the_published_tables_are_read_whole(shared: Path, file: str, product: str, kept: int, unknown: int) -> None:
    table = pq.read_table(shared / "data" / "energy" / f"{file}.parquet")
    found = gem_network(table, product)
    assert found.info["kept"] + sum(found.aside["rows"].to_pylist()) == found.info["rows"] == table.num_rows
    assert (found.info["kept"], found.info["without_capacity"]) == (kept, unknown)
    assert any("KAZ" in r["state"] and r["to"] == "CHN" for r in found.network.to_pylist())
    known = gem_network(table, product, missing="aside").network
    assert corridor(known, source="KAZ", sink="RUS").scenarios["max_flow"][0].as_py() > 0


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"product": "water"}, ("product", "oil")),
        ({"missing": "guess"}, ("missing", "aside")),
        ({"missing": -1.0}, ("missing", "-1")),
        ({"frame": OIL.drop_columns(["countries"])}, ("areas", "'Countries'")),
        ({"frame": OIL.drop_columns(["capacity_bpd"])}, ("capacity", "capacity_bpd")),
        ({"status": ("proposed",)}, ("no line is left", "status: operating (7)")),
        ({"frame": [1, 2]}, ("frame", "list")),
    ],
)
def test_what_cannot_be_used_is_named(changed: dict[str, Any], named: tuple[str, ...]) -> None:
    with pytest.raises(InputError) as said:
        gem_network(**{"frame": OIL, **changed})
    for word in named:
        assert word in str(said.value)
