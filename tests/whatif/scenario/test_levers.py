"""Levers side by side, and the cheapest way to depend less: hand-worked networks and laws."""

from __future__ import annotations

import pytest
from tests.whatif.scenario.conftest import BARGAIN, CORRIDOR, TRADE

from equipoise.errors import InputError
from equipoise.whatif import coercion
from equipoise.whatif.scenario.data import Shelf
from equipoise.whatif.scenario.diversify import Diversified, diversify
from equipoise.whatif.scenario.levers import Asked, levers
from equipoise.whatif.scenario.read import parse_scenario

PRICED = """title: Two exits
engine: corridor
network:
  - {from: S, to: field, route: wells, capacity: 100}
  - {from: field, to: T, route: north, capacity: 80, state: RUS}
  - {from: field, to: hub, route: pipe, capacity: 10, cost: 2, most: 40}
  - {from: hub, to: T, route: sea, capacity: 25, cost: 3}
  - {from: field, to: T, route: rail, capacity: 5, cost: 10}
cases:
  open:
  north closes: {close: north}
uncertainty: {draws: 0}
"""


def asked(text: str) -> Asked:
    return Asked(parse_scenario(text, "f.yaml", "f"), Shelf("f.yaml", ()))


def bought(found: Diversified) -> dict[str, float]:
    sheets = {s.name: s for s in found.sheets}
    return {r["route"]: r["after"] - r["now"] for r in sheets["widen"].table.to_pylist()} if "widen" in sheets else {}


@pytest.mark.parametrize(
    ("budget", "expected"),
    [
        (10, {"pipe": 5.0}),  # 2 a unit, up to what the sea can take
        (30, {"pipe": 15.0}),
        (80, {"pipe": 25.0, "sea": 10.0}),  # 30 buys 15; then 5 a unit for both: 10 more
        (180, {"pipe": 30.0, "sea": 15.0, "rail": 7.5}),  # the pipe is at its most: 105 spent, then rail
    ],
)
def test_the_cheapest_way_is_found(budget: float, expected: dict[str, float]) -> None:
    assert bought(diversify("KAZ", budget, asked(PRICED))) == pytest.approx(expected, abs=1e-3)


def test_no_budget_is_overrun_and_nothing_is_bought_in_vain() -> None:
    for budget in (7, 55, 500, 10_000):
        found = diversify("KAZ", budget, asked(PRICED))
        spent = sum(r["cost"] for s in found.sheets if s.name == "widen" for r in s.table.to_pylist())
        assert spent <= budget * (1 + 1e-6)
        cases = {r["case"]: r["max_flow"] for s in found.sheets if s.name == "cases" for r in s.table.to_pylist()}
        assert cases["north closes, widened"] >= cases["north closes"]
        assert cases["north closes, widened"] <= 100 + 1e-6  # what the wells give
    rich = diversify("KAZ", 10_000, asked(PRICED))
    through = {r["case"]: r["max_flow"] for s in rich.sheets if s.name == "cases" for r in s.table.to_pylist()}
    assert through["north closes, widened"] == pytest.approx(100, abs=0.01)


def test_more_money_never_makes_the_worst_case_worse() -> None:
    found = diversify("KAZ", 150, asked(PRICED))
    (budgets,) = (s.table.to_pylist() for s in found.sheets if s.name == "budgets")
    worst = [r["worst_case"] for r in budgets]
    assert worst == sorted(worst)


def test_no_part_of_a_budget_is_overrun() -> None:
    text = PRICED.replace("cost: 2,", "cost: 18.2e+6,").replace("cost: 10}", "cost: 7.7e+9}")
    (budgets,) = (s.table.to_pylist() for s in diversify("KAZ", 2e8, asked(text)).sheets if s.name == "budgets")
    assert [r["budget"] for r in budgets] == [5e7, 1e8, 1.5e8, 2e8]
    for r in budgets:
        assert 0.99 * r["budget"] < r["spent"] <= r["budget"]


def test_what_is_closed_cannot_be_widened() -> None:
    text = PRICED.replace("capacity: 80, state: RUS", "capacity: 80, state: RUS, cost: 0.001")
    assert "north" not in bought(diversify("KAZ", 20, asked(text)))


def test_partners_are_ranked_by_the_threat_that_is_left() -> None:
    found = diversify("A", 1, None, asked(TRADE), ["B"])
    (rows,) = (s.table.to_pylist() for s in found.sheets if s.name == "partners")
    assert [r["partner"] for r in rows] == ["C"]
    assert rows[0]["threat_after_pct"] > rows[0]["threat_pct"]


@pytest.mark.parametrize(
    ("text", "budget", "says"),
    [
        (PRICED, 0, "budget must be a number above 0"),
        (CORRIDOR, 1, "no link of the network has a 'cost'"),
        (PRICED.replace("  north closes: {close: north}\n", ""), 1, "no case closes anything"),
        (TRADE, 1, "is a scenario of trade; another is needed"),
    ],
)
def test_what_cannot_be_used_is_said(text: str, budget: float, says: str) -> None:
    with pytest.raises(InputError) as error:
        diversify("KAZ", budget, asked(text))
    assert says in str(error.value)


def test_levers_are_those_of_the_engines() -> None:
    found = {r["power"]: r for r in levers("A", ["B", "C"], asked(TRADE), asked(CORRIDOR), None).sheet.table.to_pylist()}
    flows = Shelf("f", ()).open(asked(TRADE).scenario.question.flows, "flows", ("exporter", "importer"), ("value",)).table  # type: ignore[union-attr]
    threats = {r["power"]: r for r in coercion(flows, ["B", "C"], ["A"]).to_pylist()}
    for power, row in found.items():
        assert row["trade_loss"] == pytest.approx(threats[power]["target_welfare_pct"])
        assert row["own_loss"] == pytest.approx(threats[power]["power_welfare_pct"])
        assert row["leverage"] == pytest.approx(threats[power]["leverage"])
        for measure in ("trade_loss", "own_loss", "leverage"):
            assert row[f"{measure}_p05"] < row[f"{measure}_p50"] < row[f"{measure}_p95"]
        assert row["flow_lost"] is None


def test_a_union_acts_through_its_members() -> None:
    four = """title: x
engine: trade
flows:
  importers: [A, B, C, D]
  rows:
    A: [100, 12, 8, 5]
    B: [10, 80, 5, 4]
    C: [9, 6, 60, 3]
    D: [6, 5, 2, 70]
shocks: [{from: A, to: B, cut: true}]
uncertainty: {draws: 0}
"""
    found = levers("A", ["UNION"], asked(four), None, None, {"UNION": ("B", "C", "Z")}).sheet.table.to_pylist()[0]
    flows = Shelf("f", ()).open(asked(four).scenario.question.flows, "flows", ("exporter", "importer"), ("value",)).table  # type: ignore[union-attr]
    (threat,) = coercion(flows, {"UNION": ["B", "C"]}, ["A"]).to_pylist()
    assert found["trade_loss"] == pytest.approx(threat["target_welfare_pct"])


def test_a_threat_without_an_equilibrium_is_said_and_left_out() -> None:
    found = levers("A", ["B", "UNION"], asked(TRADE), None, None, {"UNION": ("B", "C")})  # nobody is left to A, whose trade is not balanced
    rows = {r["power"]: r for r in found.sheet.table.to_pylist()}
    assert rows["UNION"]["trade_loss"] is None
    assert rows["B"]["trade_loss"] < 0
    assert any("A cut by UNION has no equilibrium" in n for n in found.notices)


def test_territory_and_weight_at_the_table() -> None:
    actors = BARGAIN.replace("{actor: hawk,", "{actor: hawk, state: RUS,").replace("{actor: dove,", "{actor: dove, state: KAZ,")
    found = levers("KAZ", ["RUS", "CHN"], None, asked(CORRIDOR), asked(actors))
    rows = {r["power"]: r for r in found.sheet.table.to_pylist()}
    assert rows["RUS"]["flow_lost"] == pytest.approx(100 * 50 / 56)
    assert rows["CHN"]["flow_lost"] == pytest.approx(100 * 6 / 56)
    assert rows["RUS"]["shift"] == pytest.approx(42.39 - 20, abs=6)  # the median of draws around the example worked by hand
    assert rows["CHN"]["shift"] is None
    assert any("belongs to 'CHN'" in n for n in found.notices)
    with pytest.raises(InputError, match="a key 'state'"):
        levers("KAZ", ["RUS"], None, None, asked(BARGAIN))


def test_levers_name_their_data_and_their_hash_hangs_on_them() -> None:
    first = levers("A", ["B"], asked(TRADE))
    again = levers("A", ["B"], asked("# a comment\n" + TRADE.replace("title: A cut", "title: Another title")))
    other = levers("A", ["B"], asked(TRADE.replace("A: [100, 12, 8]", "A: [100, 12, 9]")))
    assert first.hash == again.hash != other.hash
    data = Shelf("f", ()).open(asked(TRADE).scenario.question.flows, "flows", ("exporter", "importer"), ("value",))  # type: ignore[union-attr]
    assert f"SHA-256 {data.digest[:16]}" in first.rests_on[0]


def test_the_hash_of_diversify_hangs_on_its_data() -> None:
    first, other = (diversify("KAZ", 10, asked(text)) for text in (PRICED, PRICED.replace("capacity: 80", "capacity: 81")))
    assert first.hash != other.hash
    assert first.rests_on[0] != other.rests_on[0]


def test_powers_that_are_nowhere_are_an_error() -> None:
    with pytest.raises(InputError, match=r"powers: 'XYZ' have no part in any of the data: Not in the flows of f.yaml: 'XYZ'\."):
        levers("A", ["XYZ"], asked(TRADE))
