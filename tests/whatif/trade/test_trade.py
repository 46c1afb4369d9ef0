"""One-sector trade: hand-worked cases, laws that every solution obeys, published figures, and what is refused."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from equipoise.errors import ConvergenceError, InputError
from equipoise.whatif import trade

CLOSURES = ("additive", "multiplicative", "conditional")
TWINS = [[80, 20], [20, 80]]
Flows = Callable[[Any], pa.Table]
Shock = Callable[..., pa.Table]


def make_flows(matrix: Any) -> pa.Table:
    names = [chr(65 + k) for k in range(len(matrix))]
    return pa.table({"exporter": np.repeat(names, len(names)), "importer": np.tile(names, len(names)), "value": np.asarray(matrix).ravel()})


def column(frame: Any, value: str, *keys: str) -> dict[Any, Any]:
    rows = frame.to_pylist()
    return {tuple(r[k] for k in keys) if len(keys) > 1 else r[keys[0]]: r[value] for r in rows}


def welfare(result: Any) -> dict[str, float]:
    return column(result.countries, "welfare_pct", "country")


@pytest.mark.parametrize("closure", CLOSURES)
def test_twins_who_trade_more_gain_what_their_domestic_share_says(closure: str, flows: Flows, shock: Shock) -> None:
    # By symmetry no wage moves: P = (0.8 + 0.2 * 2) ** (-1/4), so welfare is 1.2 ** (1/4) = 1.046635.
    result = trade(flows(TWINS), shock(("A", "B", math.log(2)), ("B", "A", math.log(2))), closure=closure)
    assert welfare(result) == pytest.approx({"A": 4.66351394, "B": 4.66351394})
    assert column(result.countries, "domestic_share_new", "country") == pytest.approx({"A": 0.8 / 1.2, "B": 0.8 / 1.2})


def test_a_supply_that_answers_to_prices_makes_the_gain_larger(flows: Flows, shock: Shock) -> None:
    # p (p/P) ** psi = 1 and P = p c with c = 1.2 ** (-1/4), so p = c ** psi, P = c ** (1 + psi), welfare = 1.2 ** ((1 + psi) / 4).
    both = shock(("A", "B", math.log(2)), ("B", "A", math.log(2)))
    result = trade(flows(TWINS), both, psi=1.5)
    assert welfare(result)["A"] == pytest.approx(100 * (1.2 ** (2.5 / 4) - 1))
    assert column(result.countries, "output_pct", "country")["A"] == pytest.approx(0, abs=1e-9)
    assert column(result.countries, "factory_price_pct", "country")["A"] == pytest.approx(100 * (1.2 ** (-1.5 / 4) - 1))


def test_a_country_without_partners_left_is_back_at_what_it_makes_itself(flows: Flows, shock: Shock) -> None:
    result = trade(flows(TWINS), shock(("A", "B", -50), ("B", "A", -50)))
    assert welfare(result)["A"] == pytest.approx(100 * (0.8**0.25 - 1))
    assert column(result.countries, "exports_pct", "country")["A"] == pytest.approx(-100)


@pytest.mark.parametrize("psi", [0.0, 1.24])
@pytest.mark.parametrize("closure", CLOSURES[:2])
def test_every_market_clears_and_every_budget_is_spent(closure: str, psi: float, uneven: pa.Table, shock: Shock) -> None:
    result = trade(uneven, shock(("A", "B", -50), ("C", "A", 0.7)), closure=closure, psi=psi)
    old, new = (column(result.flows, v, "exporter", "importer") for v in ("value", "value_new"))
    grown = column(result.countries, "output_pct", "country")
    names = sorted(grown)
    was, sold = ({n: sum(f[(n, m)] for m in names) for n in names} for f in (old, new))
    worth = {n: was[n] * (1 + grown[n] / 100) for n in names}
    assert sum(worth.values()) == pytest.approx(sum(was.values()))
    common = sum(sold.values()) / sum(worth.values())
    assert sold == pytest.approx({n: common * w for n, w in worth.items()})
    spent = {n: sum(old[(m, n)] for m in names) for n in names}
    spending = {n: sum(new[(m, n)] for m in names) for n in names}
    if closure == "additive":
        assert common == pytest.approx(1)
        assert spending == pytest.approx({n: worth[n] + spent[n] - was[n] for n in names})
    else:
        assert spending == pytest.approx({n: worth[n] / was[n] * spent[n] for n in names})


def test_the_conditional_closure_keeps_output_and_spending(uneven: pa.Table, shock: Shock) -> None:
    result = trade(uneven, shock(("A", "B", -1), ("D", "A", 2)), closure="conditional", reference="C")
    for axis in ("exporter", "importer"):
        sums = result.flows.group_by(axis).aggregate([("value", "sum"), ("value_new", "sum")])
        assert column(sums, "value_sum", axis) == pytest.approx(column(sums, "value_new_sum", axis))
    assert column(result.countries, "price_pct", "country")["C"] == pytest.approx(0, abs=1e-12)


def test_without_deficits_the_two_rules_for_them_agree(flows: Flows, shock: Shock) -> None:
    balanced = flows([[50, 10, 4], [12, 70, 0], [2, 2, 30]])
    cut = shock(("A", "B", -2), ("B", "C", 1))
    one, other = (trade(balanced, cut, closure=c) for c in CLOSURES[:2])
    assert welfare(one) == pytest.approx(welfare(other), abs=1e-9)


def test_a_change_of_the_reference_moves_prices_and_not_welfare(uneven: pa.Table, shock: Shock) -> None:
    cut = shock(("A", "C", -3))
    one, other = (trade(uneven, cut, closure="conditional", reference=r) for r in "AD")
    assert welfare(one) == pytest.approx(welfare(other), abs=1e-9)
    assert column(one.countries, "price_pct", "country") != pytest.approx(column(other.countries, "price_pct", "country"))


def test_who_never_traded_has_no_percent_change_and_a_shock_there_is_counted(flows: Flows, shock: Shock) -> None:
    result = trade(flows([[50, 10, 0], [8, 70, 0], [0, 0, 30]]), shock(("A", "C", 1), ("A", "B", -1)))
    assert column(result.countries, "exports_pct", "country")["C"] is None
    assert result.info["shocks_without_flow"] == 1


def test_a_country_left_with_one_partner_needs_newtons_steps_and_gets_them(shock: Shock) -> None:
    names = [f"{k:02d}" for k in range(30)]
    rng = np.random.default_rng(4)
    size = np.exp(rng.normal(5, 1, 30))
    matrix = np.outer(size, size) / size.sum() * 0.3 + np.diag(size)
    table = pa.table({"exporter": np.repeat(names, 30), "importer": np.tile(names, 30), "value": matrix.ravel()})
    cut = [(a, b, -50.0) for a in names for b in names if a != b and "00" in (a, b) and "01" not in (a, b)]
    result = trade(table, shock(*cut), closure="multiplicative")
    assert result.info["residual"] <= 1e-12
    assert result.info["acr_error"] < 1e-9
    assert welfare(result)["00"] == min(welfare(result).values())


def test_a_surplus_that_only_one_partner_is_left_to_buy_is_found_by_parts_of_the_shock(flows: Flows, shock: Shock) -> None:
    # C sells far more than it buys, A alone may still trade with it, and A bought next to nothing from it.
    world = flows([[394, 1, 1, 19], [18, 201, 2, 93], [1, 78, 645, 2], [11, 35, 9, 740]])
    result = trade(world, shock(*((a, b, -50.0) for a in "ABCD" for b in "ABCD" if a != b and "C" in (a, b) and "A" not in (a, b))))
    assert result.info["residual"] <= 1e-12
    assert result.info["iterations"] > 50
    assert column(result.countries, "output_pct", "country")["C"] < -50


worlds = st.integers(2, 5).flatmap(
    lambda n: st.tuples(
        st.lists(st.lists(st.floats(0, 50), min_size=n, max_size=n), min_size=n, max_size=n),
        st.lists(st.floats(40, 400), min_size=n, max_size=n),
        st.lists(st.lists(st.floats(-1.5, 1.5), min_size=n, max_size=n), min_size=n, max_size=n),
    )
)


def drawn(world: Any) -> tuple[np.ndarray[Any, Any], pa.Table]:
    """A matrix whose output and spending are less than a fifth apart, and shocks on foreign flows."""
    foreign, own, change = (np.array(part, float) for part in world)
    np.fill_diagonal(foreign, own)
    assume(np.all(np.abs(foreign.sum(axis=0) / foreign.sum(axis=1) - 1) < 0.2))
    names = [chr(65 + k) for k in range(len(own))]
    rows = [(a, b, change[i, j]) for i, a in enumerate(names) for j, b in enumerate(names) if i != j]
    exporter, importer, value = zip(*rows, strict=True)
    return foreign, pa.table({"exporter": exporter, "importer": importer, "log_change": value})


@settings(max_examples=25, deadline=None)
@given(worlds, st.sampled_from(CLOSURES), st.sampled_from([1.5, 4.0, 8.0]), st.integers(0, 2**31))
def test_units_order_and_names_change_nothing_and_the_domestic_share_says_it_all(world: Any, closure: str, theta: float, seed: int) -> None:
    matrix, change = drawn(world)
    table = make_flows(matrix)
    result = trade(table, change, theta, closure)
    found = welfare(result)
    assert result.info["acr_error"] < 1e-9
    scaled = table.set_column(2, "value", pa.array(1e6 * table["value"].to_numpy()))
    assert welfare(trade(scaled, change, theta, closure)) == pytest.approx(found, abs=1e-7)
    shuffled = table.take(pa.array(np.random.default_rng(seed).permutation(len(table))))
    assert welfare(trade(shuffled, change, theta, closure)) == found
    new_name = {name: chr(122 - k) for k, name in enumerate(sorted(found))}
    renamed, other = (
        t.set_column(0, "exporter", [[new_name[v] for v in t["exporter"].to_pylist()]]).set_column(
            1, "importer", [[new_name[v] for v in t["importer"].to_pylist()]]
        )
        for t in (table, change)
    )
    moved = welfare(trade(renamed, other, theta, closure))
    assert {k: moved[v] for k, v in new_name.items()} == pytest.approx(found, abs=1e-7)


@settings(max_examples=15, deadline=None)
@given(worlds, st.sampled_from(CLOSURES))
def test_no_shock_is_no_change(world: Any, closure: str) -> None:
    matrix, change = drawn(world)
    nothing = change.set_column(2, "log_change", pa.array(np.zeros(len(change))))
    result = trade(make_flows(matrix), nothing, closure=closure)
    assert np.abs(result.countries["welfare_pct"].to_numpy()).max() < 1e-9
    assert result.flows["value_new"].to_numpy() == pytest.approx(result.flows["value"].to_numpy())


@pytest.mark.parametrize("kind", ["pandas", "polars", "lazy polars", "duckdb", "pyarrow"])
def test_frames_come_back_as_the_kind_that_was_given(kind: str, uneven: pa.Table, shock: Shock) -> None:
    change = shock(("A", "B", -1))
    want = trade(uneven, change).countries.to_pylist()
    give: Any = {"pandas": lambda t: t.to_pandas(), "polars": pl.from_arrow, "duckdb": duckdb.from_arrow, "pyarrow": lambda t: t}.get(
        kind, lambda t: pl.from_arrow(t).lazy()
    )
    given, with_shock = give(uneven), give(change)
    result = trade(given, with_shock)
    assert type(result.countries) is type(given)
    assert type(result.flows) is type(given)
    back: Any = result.countries
    rows = {
        "pandas": lambda: back.to_dict("records"),
        "polars": lambda: back.to_dicts(),
        "lazy polars": lambda: back.collect().to_dicts(),
        "duckdb": lambda: back.to_arrow_table().to_pylist(),
        "pyarrow": lambda: back.to_pylist(),
    }[kind]()
    assert rows == want


def test_codes_may_be_numbers_and_become_text(shock: Shock) -> None:
    table = pd.DataFrame(
        {"exporter": [705.0, 705.0, 365.0, 365.0], "importer": [705, 365, 705, 365], "value": [80, 20, 20, 80], "year": 2014}
    )
    change = pd.DataFrame({"exporter": ["705"], "importer": [365], "log_change": [-1]})
    assert list(trade(table, change).countries["country"]) == ["365", "705"]


@pytest.mark.parametrize(
    ("change", "options", "said"),
    [
        (("A", "Z", 1.0), {}, "'Z'"),
        (("A", "B", float("nan")), {}, "log_change"),
        (("A", "B", 1e6), {}, "at most 100"),
        (("A", "B", 1.0), {"elasticity": 0}, "elasticity must be a number more than 0"),
        (("A", "B", 1.0), {"elasticity": float("nan")}, "elasticity"),
        (("A", "B", 1.0), {"closure": "magic"}, "'multiplicative'"),
        (("A", "B", 1.0), {"psi": -1}, "psi"),
        (("A", "B", 1.0), {"psi": 1, "closure": "conditional"}, "holds output fixed"),
        (("A", "B", 1.0), {"closure": "conditional", "reference": "Q"}, "'Q'"),
        (("A", "B", 1.0), {"tol": 0}, "tol"),
        (("A", "B", 1.0), {"max_iter": 0}, "max_iter"),
        (("A", "A", -500.0), {}, "own market"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(change: Any, options: dict[str, Any], said: str, uneven: pa.Table, shock: Shock) -> None:
    with pytest.raises(InputError, match=said):
        trade(uneven, shock(change), **options)


@pytest.mark.parametrize(
    ("matrix", "said"),
    [([[80, 20], [20, 0]], "missing for 'B'"), ([[80, -20], [20, 80]], "-20 in row 2"), ([[80, float("inf")], [20, 80]], "finite")],
)
def test_flows_that_cannot_be_are_refused_with_their_place(matrix: Any, said: str, flows: Flows, shock: Shock) -> None:
    with pytest.raises(InputError, match=said):
        trade(flows(matrix), shock(("A", "B", 1.0)))


def test_a_pair_given_twice_is_refused(uneven: pa.Table, shock: Shock) -> None:
    with pytest.raises(InputError, match="exporter='A', importer='B'"):
        trade(pa.concat_tables([uneven, uneven.slice(1, 1)]), shock(("A", "B", 1.0)))


def test_a_solve_that_does_not_arrive_raises_and_says_how_far_it_came(uneven: pa.Table, shock: Shock) -> None:
    with pytest.raises(ConvergenceError) as caught:
        trade(uneven, shock(("A", "B", -5)), max_iter=2)
    assert caught.value.iterations == 2
    assert 0 < caught.value.residual < 1


def test_cutting_off_a_country_with_a_deficit_has_no_equilibrium(uneven: pa.Table, shock: Shock) -> None:
    cut = [(a, b, -50.0) for a in "ABCD" for b in "ABCD" if a != b and "C" in (a, b)]
    with pytest.raises(ConvergenceError, match="cut off"):
        trade(uneven, shock(*cut))


def test_the_input_is_not_changed(uneven: pa.Table, shock: Shock) -> None:
    table, change = uneven.to_pandas(), shock(("A", "B", -1)).to_pandas()
    before = table.copy(), change.copy()
    trade(table, change)
    pd.testing.assert_frame_equal(table, before[0])
    pd.testing.assert_frame_equal(change, before[1])


@pytest.mark.parametrize("closure", CLOSURES[:2])
def test_welfare_after_the_eu_enlargement_is_statas(closure: str, shared: Path) -> None:
    folder = shared / "gold/whatif/stata_ge_gravity_eu2000"
    with (folder / "input_and_flows.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    pair = {k: [r[k] for r in rows] for k in ("exporter", "importer")}
    change = pa.table({**pair, "log_change": [float(r["partial"]) for r in rows]})
    result = trade(pa.table({**pair, "value": [float(r["trade"]) for r in rows]}), change, 4.0, closure)
    with (folder / "expected.csv").open(encoding="utf-8") as file:
        want = {r["country"]: 100 * (float(r[f"welfare_ratio_{closure}"]) - 1) for r in csv.DictReader(file)}
    assert welfare(result) == pytest.approx(want, abs=1e-5)
