"""What countries spend against their GDP, and how it is made: facts to impute domestic flows with. Out: Ratio, Technology.

All figures were computed from the World Input-Output Database, release 2013, year 2011 (Timmer and others 2015, Review of International
Economics 23:575): 40 economies (39 of them with a GDP of the World Bank), 35 industries. Low, central and high are the 5, 50 and 95 %
points over economies. How they are used, and how well they do: docs/methods/world-matrix.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from equipoise.whatif.trade.market import Floats

Triple = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Ratio:
    """``absorption``: spending at home and abroad over GDP (low, central, high). ``floor``: what domestic flows over GDP are at least,
    however much is imported: the smallest seen, the 5 % point and the median."""

    absorption: Triple
    floor: Triple

    def scaled(self, absorption: Triple) -> Ratio:
        """Another spending, and floors in proportion to it."""
        low, central, high = (f * new / old for f, new, old in zip(self.floor, absorption, self.absorption, strict=True))
        return Ratio(absorption, (low, central, high))


SCOPES = MappingProxyType(
    {
        "economy": Ratio((1.553, 1.845, 2.251), (1.086, 1.217, 1.479)),
        "goods": Ratio((0.389, 0.607, 1.008), (0.026, 0.130, 0.335)),
    }
)
"""All industries, or farming, mining and manufacturing only (WIOD industries 1-16)."""

GROUPS = MappingProxyType(
    {
        "food": Ratio((0.081, 0.130, 0.297), (0.004, 0.047, 0.097)),
        "materials and fuels": Ratio((0.044, 0.082, 0.192), (0.002, 0.005, 0.036)),
        "chemicals": Ratio((0.031, 0.048, 0.102), (0.001, 0.002, 0.016)),
        "manufactures": Ratio((0.112, 0.182, 0.367), (0.021, 0.050, 0.108)),
        "machinery": Ratio((0.071, 0.147, 0.364), (0.001, 0.002, 0.041)),
        "services": Ratio((0.942, 1.239, 1.462), (0.816, 0.879, 1.113)),
    }
)
"""WIOD industries 1, 3; 2, 8; 9; 4-7, 10-12, 16; 13-15; 17-35. Where re-exports make the smallest domestic flows 0 or
less, 0.001 and 0.002."""

SITC = MappingProxyType(
    {
        "0": "food",
        "1": "food",
        "4": "food",
        "2": "materials and fuels",
        "3": "materials and fuels",
        "5": "chemicals",
        "6": "manufactures",
        "8": "manufactures",
        "9": "manufactures",
        "7": "machinery",
    }
)
"""Sections of the Standard International Trade Classification, to the groups whose industries make most of what is in them."""

VALUE_ADDED = MappingProxyType(
    dict(zip(GROUPS, (0.375, 0.354, 0.333, 0.345, 0.313, 0.564), strict=True)),
)
"""Value added over output: the median economy."""

_INPUTS = np.array(
    [
        [0.297, 0.001, 0.010, 0.015, 0.002, 0.012],
        [0.018, 0.324, 0.070, 0.042, 0.005, 0.022],
        [0.021, 0.015, 0.205, 0.039, 0.012, 0.007],
        [0.039, 0.020, 0.046, 0.277, 0.163, 0.042],
        [0.010, 0.011, 0.012, 0.019, 0.252, 0.020],
        [0.226, 0.225, 0.284, 0.239, 0.219, 0.314],
    ]
)
"""Input (row) over output (column), both in the order of GROUPS: the median economy, imports included."""


def technology() -> tuple[Floats, Floats]:
    """Value-added shares (j) and input shares (k, j) that sum to 1 over a column: medians do not, so inputs are scaled to what is left."""
    labour = np.array(list(VALUE_ADDED.values()))
    inputs: Floats = _INPUTS * ((1 - labour) / _INPUTS.sum(axis=0))
    return labour, inputs
