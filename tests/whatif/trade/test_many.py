"""Many markets at once come to what each comes to alone."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from equipoise.whatif.trade.many import solve_many
from equipoise.whatif.trade.market import Closure, Market
from equipoise.whatif.trade.solve import solve


def drawn(closure: Closure, psi: float, count: int = 30, size: int = 7, sd: float = 0.3) -> Market:
    rng = np.random.default_rng(2)
    flows = np.exp(rng.normal(0, sd, (count, size, size))) * (1 + 20 * np.eye(size))
    shares = flows / flows.sum(axis=1, keepdims=True)
    change = rng.normal(0, 1, (count, size, size)) * (1 - np.eye(size))
    theta = np.exp(rng.normal(1.4, 0.3, (count, 1)))
    return Market(shares, shares * np.exp(change), flows.sum(axis=2), flows.sum(axis=1), theta, psi, closure)


@pytest.mark.parametrize(("closure", "psi"), [(c, p) for c in Closure for p in (0.0, 1.24) if not (p and c is Closure.CONDITIONAL)])
def test_each_market_comes_to_its_own_equilibrium(closure: Closure, psi: float) -> None:
    markets = drawn(closure, psi)
    found = solve_many(markets, 1e-12, 1000)
    assert not found.failed
    assert found.residual.max() <= 1e-12
    for k in range(len(found.residual)):
        alone = solve(markets.one(k), 1e-12, 1000)
        assert found.log_price[k] == pytest.approx(np.log(alone.state.price), abs=1e-10)


def test_what_a_market_comes_to_does_not_hang_on_the_others() -> None:
    markets = drawn(Closure.ADDITIVE, 0.0)
    all_of_them = solve_many(markets, 1e-12, 1000).log_price
    some = np.arange(30) % 3 == 1
    assert (solve_many(markets.some(some), 1e-12, 1000).log_price == all_of_them[some]).all()


def test_markets_without_equilibrium_are_named_and_the_others_solved() -> None:
    markets = drawn(Closure.ADDITIVE, 0.0, count=4)
    kernel = markets.kernel.copy()
    kernel[2, 0, 1:] *= np.exp(-50.0)  # the first country of the third market is cut off, with its deficit to be paid
    kernel[2, 1:, 0] *= np.exp(-50.0)
    found = solve_many(replace(markets, kernel=kernel), 1e-12, 1000)
    assert list(found.failed) == [2]
    assert "no equilibrium" in found.failed[2]
    assert np.isnan(found.log_price[2]).all()
    assert np.isfinite(found.log_price[[0, 1, 3]]).all()


def test_hard_markets_are_finished_one_by_one(monkeypatch: Any) -> None:
    markets = drawn(Closure.MULTIPLICATIVE, 0.0)
    want = solve_many(markets, 1e-12, 1000).log_price
    monkeypatch.setattr(sys.modules["equipoise.whatif.trade.many"], "TOGETHER", 2)
    assert solve_many(markets, 1e-12, 1000).log_price == pytest.approx(want, abs=1e-10)
