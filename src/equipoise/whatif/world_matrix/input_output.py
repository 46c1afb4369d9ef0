"""A published inter-country input-output table as a world of sectors. In: a wide frame (OECD ICIO). Out: a SectorWorld, nothing imputed.

Formulas: docs/methods/world-matrix.md, section 4.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from equipoise.store.frames import listed, number
from equipoise.whatif.trade.market import Floats
from equipoise.whatif.world_matrix.by_sector import SectorWorld
from equipoise.whatif.world_matrix.grouping import Report
from equipoise.whatif.world_matrix.layouts import ICIO_UNIT, country_of
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

NOT_MADE = ("TAXSUB", "TLS", "VA", "VALU", "OUT")
"""Rows of some editions that carry a country's code and are no industry: taxes, value added, output."""
LEAST_VALUE_ADDED = 0.01
"""The least share of value added in output: where inputs cost more than the output is worth, they are scaled down to leave it."""


@dataclass(frozen=True, slots=True)
class _Table:
    """``inputs``: (i, k, n, j), what n's industry j uses of i's k; ``final``: (i, k, n). Money."""

    countries: list[str]
    industries: list[str]
    inputs: Floats
    final: Floats


def icio_world(frame: object, elasticity: float | Mapping[str, float] = 4.0) -> SectorWorld:
    """The arrays of sectors() from an inter-country input-output table: trade, costs and final use of every country as published.

    ``frame``: wide, the first column naming the rows (KAZ_B05), the others the uses: industries (RUS_C19) and final uses (RUS_HFCE, any
    name that is no industry). Rows and columns without an underscore (value added, taxes, output) are left out, and parts of a country
    (CN1, CN2) added up. ``elasticity``: theta of all industries, or of each by name. Tariffs are 0: those in force are part of today's
    shares. Value added is output less inputs. Negative uses (stocks that fell) count as 0. ``report`` says what was adjusted. Raises
    InputError: not the layout, a row given twice, empty or infinite cells, an industry without elasticity.

    >>> import polars as pl
    >>> uses = {"A_01": [30.0, 10.0], "B_01": [5.0, 20.0], "A_HFCE": [40.0, 15.0], "B_HFCE": [25.0, 55.0]}
    >>> world = icio_world(pl.DataFrame({"row": ["A_01", "B_01"], **uses}))
    >>> (world.data["X_nj"] / 1e6).tolist(), world.data["gamma_nj"].round(2).tolist()  # 1 - (30 + 10) / 100, 1 - (5 + 20) / 100
    ([[95.0], [105.0]], [[0.6], [0.75]])
    """
    table = _read(frame)
    report = Report()
    theta = _elasticities(elasticity, table.industries)
    cube = (table.inputs.sum(axis=3) + table.final).transpose(1, 0, 2)  # (k, i, n)
    output = cube.sum(axis=2).T  # (i, k)
    spending = cube.sum(axis=1).T  # (n, k)
    size = len(table.countries)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.where(spending.T[:, None, :] > 0, cube / cube.sum(axis=1, keepdims=True), np.eye(size)[None])
        used = np.where(output[:, None, :] > 0, table.inputs.sum(axis=0).transpose(1, 0, 2) / output[:, None, :], 0.0)  # (n, k, j)
    labour = 1 - used.sum(axis=1)
    for n, j in np.argwhere(labour < LEAST_VALUE_ADDED):
        detail = f"inputs cost {1 - labour[n, j]:.3g} of the output of {table.industries[j]}; scaled to {1 - LEAST_VALUE_ADDED:g}"
        report.say(table.countries[n], "inputs scaled", detail, float(output[n, j]))
        used[n, :, j] *= (1 - LEAST_VALUE_ADDED) / used[n, :, j].sum()
        labour[n, j] = LEAST_VALUE_ADDED
    final = table.final.sum(axis=0).T  # (n, k)
    idle = [
        name
        for name, spent, made in zip(table.countries, final.sum(axis=1), output.sum(axis=1), strict=True)
        if not spent > 0 or not made > 0
    ]
    if idle:
        raise InputError(f"frame: {listed(idle)} has no final use, or makes nothing; leave it out of rows and columns")
    data = {
        "regions": table.countries,
        "sectors": table.industries,
        "X_nj": spending,
        "wL_n": (labour * output).sum(axis=1),
        "pi_nij": shares.transpose(2, 1, 0).copy(),
        "tau_nij": np.zeros((size, size, len(table.industries))),
        "theta_j": theta,
        "alpha_nj": final / final.sum(axis=1, keepdims=True),
        "gamma_nj": labour,
        "gamma_nkj": used,
    }
    abroad = cube * ~np.eye(size, dtype=bool)
    info = {
        "countries": size,
        "sectors": len(table.industries),
        "world_trade": float(abroad.sum()),
        "value_added_over_gdp": None,
        "final_floor": 0,
    }
    return SectorWorld(data, _ranges(table, cube, abroad), report.table(float(abroad.sum())), info)


def _read(frame: object) -> _Table:
    import narwhals as nw

    found: Any = nw.from_native(cast(Any, frame), eager_only=True)
    label, *columns = found.columns
    rows = [(k, str(name)) for k, name in enumerate(found[label].to_list()) if _is_made(str(name))]
    twice = sorted(name for name, times in Counter(name for _, name in rows).items() if times > 1)
    if twice:
        raise InputError(f"frame: rows named more than once: {listed(twice)}")
    uses = [column for column in columns if "_" in column]
    countries = sorted({country_of(column) for column in uses})
    rows = [(k, name) for k, name in rows if country_of(name) in countries]
    if not rows or not uses:
        raise InputError("frame: no row or no column is named like KAZ_B05; the first column of the ICIO layout names country and industry")
    industries = sorted({_industry(name) for _, name in rows})
    size, count = len(countries), len(industries)
    maker = np.array([countries.index(country_of(name)) * count + industries.index(_industry(name)) for _, name in rows])
    at = np.array([k for k, _ in rows])
    inputs, final = np.zeros((size * count, size * count)), np.zeros((size * count, size))
    for column in uses:
        try:
            values = np.asarray(found[column].to_numpy(), np.float64)[at]
        except (TypeError, ValueError) as error:
            raise InputError(f"frame: column {column!r} must hold numbers") from error
        if not np.isfinite(values).all():
            name = rows[int(np.flatnonzero(~np.isfinite(values))[0])][1]
            raise InputError(f"frame: column {column!r} has no number in row {name!r}; the ICIO layout has no empty cells")
        values = np.maximum(values, 0) * ICIO_UNIT
        n = countries.index(country_of(column))
        if _industry(column) in industries:
            np.add.at(inputs[:, n * count + industries.index(_industry(column))], maker, values)
        else:
            np.add.at(final[:, n], maker, values)
    return _Table(countries, industries, inputs.reshape(size, count, size, count), final.reshape(size, count, size))


def _is_made(label: str) -> bool:
    return "_" in label and _industry(label) not in NOT_MADE


def _industry(label: str) -> str:
    return label.split("_", 1)[1]


def _elasticities(given: object, industries: Sequence[str]) -> Floats:
    if not isinstance(given, Mapping):
        return np.full(len(industries), number(given, "elasticity", above=0))
    missing = [name for name in industries if name not in given]
    if missing:
        raise InputError(f"elasticity: none for {listed(missing)}; give one for each industry, or one number for all")
    return np.array([number(given[name], f"elasticity: {name}", above=0) for name in industries])


def _ranges(table: _Table, cube: Floats, abroad: Floats) -> pa.Table:
    import pyarrow as pa

    own = np.diagonal(cube, axis1=1, axis2=2).T.ravel()  # (n, k)
    count = len(table.industries)
    return pa.table(
        {
            "country": pa.array(np.repeat(table.countries, count), pa.string()),
            "sector": pa.array(table.industries * len(table.countries), pa.string()),
            "exports": abroad.sum(axis=2).T.ravel(),
            "imports": abroad.sum(axis=1).T.ravel(),
            "domestic": own,
            "domestic_low": own,
            "domestic_high": own,
            "how": pa.array(["given"] * len(own), pa.string()),
        }
    )
