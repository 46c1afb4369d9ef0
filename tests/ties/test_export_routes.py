"""Export routes: which rows are flows out of the exporter, and what becomes of sources that differ."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from equipoise.errors import InputError
from equipoise.ties.connector import Loaded, connector

HEAD = "route_id,from_node,to_node,mode,transit_states,year,quantity,value_mt_per_y,own_origin_only\n"
ROUTES = (
    "north,Field,Sea,pipeline,RUS,2020,flow,60,no\n"
    "north,Field,Sea,pipeline,RUS,2020,flow,48,yes\n"
    "north,Field,Sea,pipeline,RUS,2020,capacity,80,no\n"
    "far,Sea,Town,pipeline,RUS;BLR,2020,flow,9,yes\n"  # goes on where north ends
    "west,Port,Town,tanker,AZE;GEO,2020,flow,4,yes\n"
    "west,Port,Town,tanker,AZE;GEO,2020,flow,6,yes\n"  # another source
    "home,Field,Port,pipeline,,2020,flow,9,yes\n"
    "others,Omsk,Gate,pipeline,KAZ,2020,flow,9,no\n"
    "big,Baku,Coast,pipeline,AZE,2020,flow,30,no\n"
)
TOTAL = "sum,KZ,world,all,,2020,flow,64,yes\n"


def figures(found: Loaded, *columns: str) -> list[tuple[object, ...]]:
    assert found.ties is not None
    return found.ties.filter(pl.col("item").is_not_null()).select(*columns).sort(*columns).rows()


def test_only_what_leaves_the_exporter_is_kept_and_every_other_row_has_its_reason(load) -> None:
    found = load("export-routes", HEAD + ROUTES + TOTAL)
    assert (found.rows, found.kept) == (10, 5)
    assert {a.reason.split(":")[0]: a.rows for a in found.aside if a.rows} == {
        "it is no flow or contract": 1,
        "it begins where another route ends, and is counted there": 1,
        "it passes no other state": 1,
        "it passes the exporter itself": 1,
        "the route has no figure of the exporter's own oil": 1,
    }


def test_figures_that_differ_are_both_kept(load) -> None:
    found = load("export-routes", HEAD + ROUTES + TOTAL)
    assert figures(found, "partner", "item", "value") == [
        (None, "sum/flow/own", 64.0),
        ("AZE", "west/flow/own", 4.0),
        ("AZE", "west/flow/own 2", 6.0),
        ("GEO", "west/flow/own", 4.0),
        ("GEO", "west/flow/own 2", 6.0),
        ("RUS", "north/flow/all", 60.0),
        ("RUS", "north/flow/own", 48.0),
    ]
    assert [a.examples for a in found.aside if "all are kept" in a.reason] == [("west",)]


def test_without_an_item_stands_the_least_that_is_known(load) -> None:
    found = load("export-routes", HEAD + ROUTES + TOTAL)
    whole = found.ties.filter(pl.col("item").is_null()).select("variable", "partner", "value", "status").sort("variable", "partner").rows()
    assert whole == [
        ("oil_exports", None, 64.0, "observed"),
        ("route_flow", "AZE", 5.0, "imputed"),
        ("route_flow", "GEO", 5.0, "imputed"),
        ("route_flow", "RUS", 48.0, "imputed"),
    ]


@pytest.mark.parametrize(
    ("text", "name", "columns", "exporter"),
    [
        (HEAD + TOTAL + ROUTES, "data.csv", {}, "KAZ"),
        (HEAD + ROUTES, "routes_kaz.csv", {}, "KAZ"),
        (HEAD.strip() + ",who\nup,A,B,pipeline,TUR,2020,flow,4,yes,Azerbaijan\n", "data.csv", {"state": "who"}, "AZE"),
    ],
)
def test_the_exporter_is_in_a_column_or_the_totals_or_the_name_of_the_file(load, text, name, columns, exporter) -> None:
    assert load("export-routes", text, name, columns).ties["state"].unique().to_list() == [exporter]


def test_without_an_exporter_the_message_says_how_to_name_it(load) -> None:
    with pytest.raises(InputError, match=r"no state as the exporter.*--columns state=NAME"):
        load("export-routes", HEAD + ROUTES, "data.csv")


def test_rows_that_cannot_be_read_are_set_aside(load) -> None:
    bad = (
        "a,X,Y,pipeline,Atlantis,2020,flow,4,yes\nb,X,Y,pipeline,RUS,2020,flow,-4,yes\nc,X,Y,pipeline,RUS,2020,flow,4,perhaps\n"
        "west,Port,Town,tanker,AZE;GEO,2020,flow,4,yes\n"
    )
    found = load("export-routes", HEAD + ROUTES + TOTAL + bad)
    reasons = {a.reason: a.rows for a in found.aside}
    assert found.kept == 5
    assert reasons["it passes no state that is known"] == reasons["value is below 0"] == reasons["repeats an earlier row"] == 1
    assert reasons["it does not say (yes or no) whether it is the exporter's own oil alone"] == 1


def test_the_routes_of_kazakhstan(shared: Path) -> None:
    found = connector("export-routes").read(shared / "data" / "corridors_kaz.csv", {})
    assert found.ties is not None
    assert (found.rows, found.kept, sum(a.rows for a in found.aside)) == (38, 15, 23)
    routes = found.ties.filter(pl.col("variable") == "route_flow", pl.col("item").is_not_null())["item"].str.split("/").list.first()
    assert set(routes) == {"cpc", "uas", "kcp", "aktau_baku_btc", "aktau_makhachkala"}
