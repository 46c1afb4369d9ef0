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
