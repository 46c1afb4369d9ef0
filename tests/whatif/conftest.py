"""Small worlds of our own for what-if tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

World = dict[str, list[Any]]


def make_flows(matrix: Any) -> pa.Table:
    """A matrix of flows as a table; countries are A, B, C ..."""
    size = len(matrix)
    names = [chr(65 + k) for k in range(size)]
    return pa.table({"exporter": np.repeat(names, size), "importer": np.tile(names, size), "value": np.asarray(matrix, float).ravel()})


def make_shock(*rows: tuple[str, str, float]) -> pa.Table:
    exporter, importer, change = zip(*rows, strict=True)
    return pa.table({"exporter": exporter, "importer": importer, "log_change": [float(b) for b in change]})


@pytest.fixture
def flows() -> Callable[[Any], pa.Table]:
    return make_flows


@pytest.fixture
def shock() -> Callable[..., pa.Table]:
    return make_shock


@pytest.fixture
def uneven() -> pa.Table:
    """Four countries of unlike size, with deficits and one pair that does not trade."""
    return make_flows([[800, 60, 20, 5], [90, 300, 10, 0], [15, 30, 120, 8], [4, 6, 12, 40]])


def make_world(seed: int = 3, regions: int = 3, count: int = 2) -> dict[str, Any]:
    """A small world of sectors that buy from each other, balanced in no sector."""
    rng = np.random.default_rng(seed)
    shares = rng.uniform(0.2, 1, (regions, regions, count))
    shares[np.arange(regions), np.arange(regions)] += 2
    shares /= shares.sum(axis=1, keepdims=True)
    labour, inputs = rng.uniform(0.3, 0.7, (regions, count)), rng.uniform(0.1, 1, (regions, count, count))
    inputs *= ((1 - labour) / inputs.sum(axis=1))[:, None, :]
    spending, final = rng.uniform(5, 20, (regions, count)), rng.uniform(0.2, 1, (regions, count))
    return {
        "regions": [chr(65 + k) for k in range(regions)],
        "sectors": [f"s{k}" for k in range(count)],
        "X_nj": spending,
        "wL_n": (labour * (spending[:, None, :] * shares).sum(axis=0)).sum(axis=1),
        "pi_nij": shares,
        "tau_nij": np.zeros_like(shares),
        "theta_j": rng.uniform(3, 6, count),
        "alpha_nj": final / final.sum(axis=1, keepdims=True),
        "gamma_nj": labour,
        "gamma_nkj": inputs,
    }


@pytest.fixture
def small_world() -> World:
    return make_world()
