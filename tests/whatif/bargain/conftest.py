"""Actors that several tests bargain with."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest


def actors(**columns: list[Any]) -> pa.Table:
    """A table of actors in one dimension, unless it says otherwise."""
    return pa.table({"dimension": ["tariff"] * len(columns["actor"]), **columns})


@pytest.fixture
def hawk_and_dove() -> pa.Table:
    """The example worked by hand in docs/methods/bargaining.md."""
    return actors(actor=["hawk", "dove"], capability=[3.0, 1.0], position=[80.0, 20.0], salience=[50.0, 90.0])


@pytest.fixture
def council() -> pa.Table:
    """Five actors in two dimensions."""
    rows = (
        ("ministry", 60, (75, 30), (40, 35)),
        ("railway", 25, (20, 85), (55, 30)),
        ("unions", 40, (35, 10), (30, 60)),
        ("province", 15, (90, 55), (70, 20)),
        ("press", 10, (50, 40), (20, 20)),
    )
    return pa.table(
        {
            "actor": [name for name, *_ in rows for _ in range(2)],
            "dimension": ["price", "route"] * len(rows),
            "capability": [float(c) for _, c, *_ in rows for _ in range(2)],
            "position": [float(x) for *_, xs, _ in rows for x in xs],
            "salience": [float(s) for *_, ss in rows for s in ss],
        }
    )
