"""Least-cost flows of several goods: against other solvers, by hand, and what cannot be used."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.errors import InputError
from equipoise.whatif.corridor import corridor
from equipoise.whatif.corridor.transport import transport

NETWORK = pa.table(
    {
        "from": ["field", "field", "port", "mine"],
        "to": ["port", "border", "world", "port"],
        "route": ["pipe", "rail", "sea", "road"],
        "capacity": [6.0, 10.0, 9.0, 5.0],
        "cost": [1.0, 4.0, 2.0, 1.0],
        "state": ["KAZ; RUS", "KAZ", None, "RUS"],
        "owner": ["CPC", "KTZ", "port authority", ""],
    }
)
SUPPLIES = pa.table({"node": ["field", "mine"], "commodity": ["oil", "ore"], "supply": [12.0, 5.0]})
DEMANDS = pa.table({"node": ["world", "world", "border"], "commodity": ["oil", "ore", "oil"], "demand": [8.0, 5.0, 3.0]})


def rows(table: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table.to_pylist()
    return found


def test_two_goods_share_a_port_and_the_one_that_is_dearer_to_leave_goes_first() -> None:
    # 9 leave the port. Oil costs 1 + 2 on the way, ore 1 + 2 as well; oil unmet costs 50, ore 20: 6 of oil (the pipe) and 3 of ore.
    dear = pa.table({**DEMANDS.to_pydict(), "penalty": [50.0, 20.0, 50.0]})
    result = transport(NETWORK, SUPPLIES, dear)
    assert rows(result.scenarios) == [{"scenario": "baseline", "demand": 16.0, "served": 12.0, "unmet": 4.0, "cost": 6 * 3 + 3 * 3 + 3 * 4}]
    served = {(r["node"], r["commodity"]): r["served"] for r in rows(result.demands)}
    assert served == {("world", "oil"): 6.0, ("world", "ore"): 3.0, ("border", "oil"): 3.0}


def test_what_capacity_is_worth_is_what_one_more_unit_saves() -> None:
    dear = pa.table({**DEMANDS.to_pydict(), "penalty": [50.0, 20.0, 50.0]})
    worth = {r["route"]: r["worth"] for r in rows(transport(NETWORK, SUPPLIES, dear).capacities)}
    # One unit more of port: one more of ore (20 - 3). One more of pipe: one of oil instead of one of ore (50 - 20).
    assert worth == pytest.approx({"sea": 17.0, "pipe": 30.0})
    for route, expected in worth.items():
        at = NETWORK["route"].to_pylist().index(route)
        wider = [c + (k == at) for k, c in enumerate(NETWORK["capacity"].to_pylist())]
        after = transport(NETWORK.set_column(3, "capacity", [wider]), SUPPLIES, dear)
        assert _total(transport(NETWORK, SUPPLIES, dear), dear) - _total(after, dear) == pytest.approx(expected)


def _total(result: Any, demands: pa.Table) -> float:
    penalty = {(r["node"], r["commodity"]): r["penalty"] for r in rows(demands)}
    spent: float = result.scenarios["cost"][0].as_py()
    return spent + sum(penalty[r["node"], r["commodity"]] * r["unmet"] for r in rows(result.demands))


@pytest.mark.parametrize(
    ("closed", "served"),
    [(["pipe"], 8.0), (["node:port"], 3.0), (["state:RUS"], 3.0), (["state:KAZ"], 5.0), (["owner:CPC"], 8.0), (["sea", "rail"], 0.0)],
)
def test_routes_nodes_states_and_owners_close(closed: list[str], served: float) -> None:
    result = transport(NETWORK, SUPPLIES, DEMANDS, {"x": closed})
    assert result.scenarios["served"][0].as_py() == pytest.approx(served)
    assert all(r["route"] not in closed for r in rows(result.flows))


def test_a_demand_that_nothing_leads_to_is_unmet_and_no_error() -> None:
    far = pa.concat_tables([DEMANDS, pa.table({"node": ["mine"], "commodity": ["oil"], "demand": [2.0]})])
    unmet = {(r["node"], r["commodity"]): r["unmet"] for r in rows(transport(NETWORK, SUPPLIES, far).demands)}
    assert unmet["mine", "oil"] == 2.0


def test_with_a_low_penalty_what_is_too_dear_to_carry_stays() -> None:
    result = transport(NETWORK, SUPPLIES, DEMANDS, penalty=3.5)
    assert {r["route"] for r in rows(result.flows)} == {"pipe", "sea", "road"}  # the rail costs 4


links = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 30), st.integers(0, 9)),
    min_size=1,
    max_size=18,
    unique_by=lambda e: e[:2],
).map(lambda found: [*found, (0, 2, 0, 1), (2, 1, 0, 1)])


def table(found: list[tuple[int, int, int, int]]) -> pa.Table:
    tail, head, capacity, cost = zip(*found, strict=True)
    return pa.table(
        {
            "from": [f"n{t}" for t in tail],
            "to": [f"n{h}" for h in head],
            "route": [f"r{k}" for k in range(len(found))],
            "capacity": [float(c) for c in capacity],
            "cost": [float(c) for c in cost],
        }
    )


@given(links)
@settings(max_examples=60, deadline=None)
def test_one_good_served_is_the_largest_flow_and_costs_what_networkx_says(found: list[tuple[int, int, int, int]]) -> None:
    network = table([e for e in found if e[0] != e[1]])
    most = corridor(network, source="n0", sink="n1", demand=25).scenarios["max_flow"][0].as_py()
    supplies = pa.table({"node": ["n0"], "commodity": ["oil"], "supply": [25.0]})
    demands = pa.table({"node": ["n1"], "commodity": ["oil"], "demand": [25.0]})
    told = rows(transport(network, supplies, demands).scenarios)[0]
    assert told["served"] == pytest.approx(most, abs=1e-6)
    assert told["cost"] == pytest.approx(_cheapest(network, int(most)), abs=1e-5)


def _cheapest(network: pa.Table, amount: int) -> float:
    """The same by scipy's dense program in another form: one amount, no penalty."""
    import numpy as np
    from scipy.optimize import linprog

    nodes = sorted({*network["from"].to_pylist(), *network["to"].to_pylist()})
    balance = np.zeros((len(nodes), network.num_rows))
    for k, r in enumerate(network.to_pylist()):
        balance[nodes.index(r["from"]), k] -= 1
        balance[nodes.index(r["to"]), k] += 1
    right = np.zeros(len(nodes))
    right[nodes.index("n0")], right[nodes.index("n1")] = -amount, amount
    best = linprog(network["cost"].to_numpy(), A_eq=balance, b_eq=right, bounds=[(0, c) for c in network["capacity"].to_pylist()])
    return float(best.fun)


def test_a_large_program_is_solved_by_another_method_to_the_same_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    import numpy as np

    from equipoise.whatif.corridor import transport as module

    random = np.random.default_rng(3)
    pairs = [(a, b) for a in range(12) for b in range(12) if a != b]
    chosen = [pairs[k] for k in random.choice(len(pairs), 50, replace=False)]
    network = table([(a, b, int(random.integers(1, 30)), int(random.integers(1, 9))) for a, b in chosen])
    goods = [(f"n{random.integers(0, 6)}", f"n{random.integers(6, 12)}", f"g{k}") for k in range(4)]
    supplies = pa.table({"node": [g[0] for g in goods], "commodity": [g[2] for g in goods], "supply": [40.0] * 4})
    demands = pa.table({"node": [g[1] for g in goods], "commodity": [g[2] for g in goods], "demand": [40.0] * 4})
    one = transport(network, supplies, demands)
    monkeypatch.setattr(module, "LARGE", 0)
    other = transport(network, supplies, demands)
    assert one.scenarios["unmet"][0].as_py() > 1
    for name in ("served", "cost"):
        assert other.scenarios[name][0].as_py() == pytest.approx(one.scenarios[name][0].as_py(), rel=1e-9)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"network": NETWORK.set_column(3, "capacity", [[1.0, -2.0, 3.0, 4.0]])}, ("capacity", "-2")),
        ({"network": NETWORK.set_column(3, "capacity", [[1.0, float("nan"), 3.0, 4.0]])}, ("capacity", "NaN")),
        ({"network": NETWORK.set_column(4, "cost", [[1.0, -2.0, 3.0, 4.0]])}, ("cost", "-2")),
        ({"network": NETWORK.drop_columns(["route"])}, ("route",)),
        ({"supplies": SUPPLIES.set_column(0, "node", [["field", "moon"]])}, ("supplies", "moon")),
        ({"supplies": SUPPLIES.set_column(2, "supply", [[float("nan"), 1.0]])}, ("supply", "NaN")),
        ({"supplies": pa.concat_tables([SUPPLIES, SUPPLIES])}, ("supplies", "field")),
        ({"demands": DEMANDS.set_column(0, "node", [["world", "moon", "border"]])}, ("demands", "moon")),
        ({"demands": DEMANDS.set_column(1, "commodity", [["oil", "gold", "oil"]])}, ("nobody supplies", "gold")),
        ({"demands": DEMANDS.set_column(2, "demand", [[1.0, -1.0, 1.0]])}, ("demand", "-1")),
        ({"penalty": -1.0}, ("penalty", "-1")),
        ({"penalty": float("nan")}, ("penalty", "nan")),
        ({"closures": {"x": ["pype"]}}, ("route", "pype", "pipe")),
        ({"closures": {"x": ["state:CHN"]}}, ("state", "CHN", "RUS")),
        ({"closures": {"x": "pipe"}}, ("list", "pipe")),
        ({"closures": {}}, ("closures",)),
    ],
)
def test_what_cannot_be_used_is_named(changed: dict[str, Any], named: tuple[str, ...]) -> None:
    with pytest.raises(InputError) as said:
        transport(**{"network": NETWORK, "supplies": SUPPLIES, "demands": DEMANDS, **changed})
    for word in named:
        assert word in str(said.value)
