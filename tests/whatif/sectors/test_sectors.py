"""Many sectors: hand-worked cases, the one-sector model as a special case, laws, published figures, and what is refused."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.errors import ConvergenceError, InputError
from equipoise.whatif import sectors, trade

pytestmark = pytest.mark.filterwarnings("ignore:sectors. first-order:UserWarning")


def world(seed: int = 0, regions: int = 4, count: int = 3, tariff: float = 0.15) -> dict[str, Any]:
    """Shares drawn at random; not an equilibrium, which the baseline solve then finds."""
    rng = np.random.default_rng(seed)
    shares = rng.uniform(0.1, 1, (regions, regions, count))
    at_home = np.arange(regions)
    shares[at_home, at_home] *= 5
    shares /= shares.sum(axis=1, keepdims=True)
    labour, inputs, final = rng.uniform(0.3, 0.7, (regions, count)), rng.random((regions, count, count)), rng.random((regions, count))
    inputs *= ((1 - labour) / inputs.sum(axis=1))[:, None, :]
    tariffs = rng.uniform(0, 2 * tariff, shares.shape)
    tariffs[at_home, at_home] = 0
    return {
        "regions": [f"R{k}" for k in range(regions)],
        "sectors": [f"S{k}" for k in range(count)],
        "X_nj": rng.uniform(1, 10, (regions, count)),
        "wL_n": rng.uniform(3, 10, regions),
        "pi_nij": shares,
        "tau_nij": tariffs,
        "theta_j": rng.uniform(2, 9, count),
        "alpha_nj": final / final.sum(axis=1, keepdims=True),
        "gamma_nj": labour,
        "gamma_nkj": inputs,
    }


def column(result: Any, name: str = "welfare_pct") -> np.ndarray[Any, Any]:
    return np.asarray(result.countries[name].to_numpy())


def test_twins_cut_apart_lose_as_by_hand_and_more_where_goods_are_made_of_goods() -> None:
    # P = (0.5) ** (-1/4 / gamma): with a share gamma of labour in cost, log P - log w = (1/theta)(log 2)/gamma.
    half, ones = np.full((2, 2, 1), 0.5), np.ones((2, 1))
    twins: dict[str, Any] = {
        "regions": ["A", "B"],
        "sectors": ["goods"],
        "wL_n": [1, 1],
        "pi_nij": half,
        "tau_nij": 0 * half,
        "theta_j": [4],
        "alpha_nj": ones,
    }
    apart = np.where(np.eye(2)[:, :, None] == 1, 1.0, 1e9)
    for gamma in (1.0, 0.4):
        made = {"X_nj": ones / gamma, "gamma_nj": gamma * ones, "gamma_nkj": np.full((2, 1, 1), 1 - gamma)}
        result = sectors({**twins, **made}, 0 * half, iceberg=apart)
        assert column(result) == pytest.approx(100 * (0.5 ** (0.25 / gamma) - 1))
        assert column(result, "real_wage_pct") == pytest.approx(column(result))


def test_one_sector_without_inputs_and_tariffs_is_the_one_sector_model() -> None:
    balanced = np.array([[60.0, 9, 3], [9, 90, 3], [3, 3, 30]])
    output = balanced.sum(axis=1)
    names = list("ABC")
    ones = np.ones((3, 1))
    data = {
        "regions": names, "sectors": ["goods"], "X_nj": output[:, None], "wL_n": output, "pi_nij": (balanced / output).T[:, :, None],
        "tau_nij": np.zeros((3, 3, 1)), "theta_j": [5.0], "alpha_nj": ones, "gamma_nj": ones, "gamma_nkj": np.zeros((3, 1, 1)),
    }  # fmt: skip
    dearer = np.ones((3, 3, 1))
    dearer[1, 0] = 1.3  # B buys from A
    found = column(sectors(data, data["tau_nij"], iceberg=dearer))
    table = pa.table({"exporter": np.repeat(names, 3), "importer": np.tile(names, 3), "value": balanced.ravel()})
    shock = pa.table({"exporter": ["A"], "importer": ["B"], "log_change": [-5 * np.log(1.3)]})
    assert found == pytest.approx(trade(table, shock, 5.0).countries["welfare_pct"].to_numpy(), abs=1e-7)


def test_a_tariff_pays_revenue_that_an_iceberg_cost_of_the_same_size_melts_away() -> None:
    data = world(tariff=0)
    raised = data["tau_nij"].copy()
    raised[0, 1:] = 0.2
    tariff = column(sectors(data, raised))
    iceberg = column(sectors(data, data["tau_nij"], iceberg=1 + raised))
    assert tariff[0] > iceberg[0] + 0.5


def test_tariffs_as_they_were_change_nothing() -> None:
    data = world()
    result = sectors(data, data["tau_nij"], deficits="observed")
    for name in ("welfare_pct", "welfare_first_order_pct", "terms_of_trade_pct", "volume_of_trade_pct", "real_wage_pct"):
        assert column(result, name) == pytest.approx(0, abs=1e-7)


def test_small_changes_are_as_the_first_order_says_and_terms_of_trade_are_somebodys_gain() -> None:
    data = world(3)
    raised = data["tau_nij"] + 0.0001 * (data["tau_nij"] > 0)
    result = sectors(data, raised, tol=1e-13)
    assert column(result) == pytest.approx(column(result, "welfare_first_order_pct"), abs=2e-6)
    assert np.abs(column(result)).max() > 1e-4


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 1000), st.permutations(range(4)), st.permutations(range(3)), st.sampled_from(["zero", "observed"]))
def test_money_and_the_order_of_regions_and_sectors_change_nothing(seed: int, order: list[int], sort: list[int], deficits: str) -> None:
    data = world(seed)
    half = data["tau_nij"] / 2
    want = column(sectors(data, half, deficits=deficits))
    richer = {**data, "X_nj": 1e6 * data["X_nj"], "wL_n": 1e6 * data["wL_n"]}
    assert column(sectors(richer, half, deficits=deficits)) == pytest.approx(want, abs=1e-6)
    moved = {
        "regions": [data["regions"][k] for k in order],
        "sectors": [data["sectors"][k] for k in sort],
        "wL_n": data["wL_n"][order],
        "theta_j": data["theta_j"][sort],
        **{key: data[key][order][:, sort] for key in ("X_nj", "alpha_nj", "gamma_nj")},
        **{key: data[key][np.ix_(order, order, sort)] for key in ("pi_nij", "tau_nij")},
        "gamma_nkj": data["gamma_nkj"][np.ix_(order, sort, sort)],
    }
    assert column(sectors(moved, half[np.ix_(order, order, sort)], deficits=deficits)) == pytest.approx(want, abs=1e-6)


def test_deficits_given_as_an_array_are_those_that_are_named() -> None:
    data = world(5)
    trade_ = data["X_nj"][:, None] * data["pi_nij"] / (1 + data["tau_nij"])
    observed = trade_.sum(axis=(1, 2)) - trade_.sum(axis=(0, 2))
    half = data["tau_nij"] / 2
    assert column(sectors(data, half, deficits=observed)) == pytest.approx(column(sectors(data, half, deficits="observed")), abs=1e-7)
    assert column(sectors(data, half, deficits=np.zeros(4))) == pytest.approx(column(sectors(data, half)), abs=1e-7)


def test_a_large_change_warns_that_the_first_order_misleads() -> None:
    data = world(2, tariff=0.6)
    with pytest.warns(UserWarning, match="first-order and exact welfare differ"):
        sectors(data, 0 * data["tau_nij"])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"pi_nij": None}, "no 'pi_nij'"),
        ({"X_nj": np.ones((4, 9))}, r"X_nj: must have the shape \(4, 3\)"),
        ({"wL_n": [1, 1, 0, 1]}, "wL_n: must hold finite numbers, more than 0; 0 at"),
        ({"theta_j": [1, -2, 3]}, "theta_j"),
        ({"regions": ["A", "A", "B", "C"]}, "'A' more than once"),
        ({"alpha_nj": np.ones((4, 3))}, "alpha_nj summed over sectors must be 1"),
        ({"gamma_nj": np.full((4, 3), 0.99)}, "gamma_nj plus gamma_nkj"),
        ({"X_nj": np.array([[1, 1, 1]] * 3 + [[0, 0, 0]])}, "'R3' spends nothing"),
        ({"tau_nij": np.full((4, 4, 3), -1.0)}, "tau_nij: must hold finite numbers, more than -1"),
        ({"theta_j": ["a", "b", "c"]}, "array of numbers"),
    ],
)
def test_data_that_cannot_be_is_refused_by_name(change: dict[str, Any], said: str) -> None:
    data = {k: v for k, v in {**world(), **change}.items() if v is not None}
    with pytest.raises(InputError, match=said):
        sectors(data, world()["tau_nij"])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"tariffs": np.zeros((4, 4, 2))}, "tariffs: must have the shape"),
        ({"tariffs": np.full((4, 4, 3), np.nan)}, "tariffs: must hold finite"),
        ({"baseline_tariffs": np.zeros((4, 4))}, "baseline_tariffs"),
        ({"iceberg": np.full((4, 4, 3), 0.5)}, "at least 1"),
        ({"deficits": "magic"}, "'observed'"),
        ({"deficits": [1, 1, 1, 1]}, "sum to 0"),
        ({"tol": -1}, "tol"),
    ],
)
def test_options_that_cannot_be_are_refused_by_name(options: dict[str, Any], said: str) -> None:
    data = world()
    with pytest.raises(InputError, match=said):
        sectors(data, **{"tariffs": data["tau_nij"], **options})


def test_a_good_that_nobody_can_deliver_any_more_is_named() -> None:
    data = world()
    data["pi_nij"][0, 1, 2] += data["pi_nij"][0, 0, 2]
    data["pi_nij"][0, 0, 2] = 0  # R0 makes no S2 for itself
    closed = np.ones((4, 4, 3))
    closed[0, 1:, 2] = 1e300
    with pytest.raises(InputError, match="S2 in R0"):
        sectors(data, data["tau_nij"], iceberg=closed)


def test_a_solve_that_does_not_arrive_raises_and_says_how_far_it_came() -> None:
    data = world()
    with pytest.raises(ConvergenceError) as caught:
        sectors(data, data["tau_nij"], max_iter=3)
    assert caught.value.iterations == 3
    assert caught.value.residual > 1e-10


def test_the_input_is_not_changed() -> None:
    data, copy = world(), world()
    sectors(data, data["tau_nij"] / 2)
    assert all(np.array_equal(data[key], copy[key]) for key in data)


@pytest.mark.parametrize(
    ("deficits", "table"), [("zero", "published_table2_zero_deficit"), ("observed", "r_package_test_observed_deficit")]
)
def test_nafta_is_as_caliendo_and_parro_published_it(deficits: str, table: str, shared: Path) -> None:
    folder = shared / "gold/whatif/cp2015_nafta"
    with np.load(folder / "inputs.npz", allow_pickle=False) as archive:
        data = {key: archive[key] for key in archive.files}
    published = json.loads((folder / "case.json").read_text(encoding="utf-8"))[table]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rows = sectors(data, data["tau_nij_cfl"], data["tau_nij_bln"], deficits=deficits).countries.to_pylist()
    names = ("terms_of_trade_pct", "volume_of_trade_pct", "welfare_first_order_pct", "real_wage_pct")
    found = {r["country"]: [round(r[n], 2) + 0.0 for n in names] for r in rows}
    assert {k: found[k] for k in ("Mexico", "Canada", "USA")} == {k: published[k] for k in ("Mexico", "Canada", "USA")}
