"""What a supplier could inflict by withholding supply. In: supply shares of sectors, powers. Out: the loss of each target to each power.

Clayton, Maggiori and Schreger's constant-elasticity form; a coalition's shares are added before the logarithm.
Formulas: docs/methods/coercion-power.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

import narwhals as nw
import numpy as np

from equipoise.measure.frames import Column, Kind, amount, code, collect, refuse, refuse_twice, take
from equipoise.store.frames import FrameT, as_code, give_back, number
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

SHARES = (code("target"), code("sector"), code("supplier"), amount("share", high=1), amount("weight", high=1))
SLACK = 1e-9
"""Shares that are rounded may add up to a little more than 1."""


def coercion_power(shares: FrameT, powers: Iterable[str] | Mapping[str, Iterable[str]], sigma: float = 5.0) -> FrameT:
    """Loss a power inflicts by withholding supply: power, target, loss, top_sector, top_sector_loss.

    loss, in log points, sums weight / (sigma - 1) * -ln(1 - share) over the target's sectors; it is ``inf`` where the power supplies all of
    a sector that has weight. ``powers`` names suppliers, or coalitions of them; there is a row for every power and target, and 0 where it
    supplies nothing. top_sector is where the loss is largest (of equals the first by text; null where there is none). A column ``sigma``
    in ``shares`` takes the place of the argument.
    Clayton, Maggiori and Schreger (2024); docs/methods/coercion-power.md, eq. 1. Raises InputError: a share outside 0 to 1, shares of a
    target's sector above 1, weights or elasticities that differ within it, an elasticity of 1 or less, a power nobody buys from.

    >>> import polars as pl
    >>> supply = pl.DataFrame({"target": ["KAZ"], "sector": ["fuel"], "supplier": ["RUS"], "share": [0.5], "weight": [0.1]})
    >>> round(coercion_power(supply, ["RUS"])["loss"][0], 6)
    0.017329
    """
    import pyarrow as pa

    elasticity = number(sigma, "sigma", above=1)
    supply = _supply(shares, elasticity)
    blocs = _blocs(powers, set(supply["supplier"].to_pylist()))
    rows = [r for power, members in sorted(blocs.items()) for r in _losses(supply, power, members)]
    columns = {name: [r[i] for r in rows] for i, name in enumerate(("power", "target", "loss", "top_sector", "top_sector_loss"))}
    kinds = (pa.string(), pa.string(), pa.float64(), pa.string(), pa.float64())
    return cast(FrameT, give_back(pa.table({n: pa.array(v, k) for (n, v), k in zip(columns.items(), kinds, strict=True)}), shares))


def _supply(shares: Any, elasticity: float) -> pa.Table:
    """The checked shares, each with its elasticity."""
    given = "sigma" in getattr(nw.from_native(shares, pass_through=True), "columns", ())
    supply = take(shares, (*SHARES, *([Column("sigma", Kind.NUMBER, above=1)] if given else [])), "shares")
    refuse_twice(supply, ("target", "sector", "supplier"), "shares")
    if not given:
        supply = supply.with_columns(sigma=nw.lit(elasticity))
    sectors = supply.group_by("target", "sector").agg(nw.col("share").sum(), *(f(c) for c in ("weight", "sigma") for f in (_least, _most)))
    refuse(
        sectors.filter(nw.col("share") > 1 + SLACK),
        ["target", "sector", "share"],
        "shares: column 'share' of a sector adds up to more than 1",
    )
    for column in ("weight", "sigma"):
        differ = sectors.filter(nw.col(f"{column}_least") != nw.col(f"{column}_most"))
        refuse(
            differ,
            ["target", "sector", f"{column}_least", f"{column}_most"],
            f"shares: column {column!r} must be equal on all rows of a target's sector",
        )
    return collect(supply.sort("target", "sector", "supplier"))


def _least(column: str) -> nw.Expr:
    return nw.col(column).min().alias(f"{column}_least")


def _most(column: str) -> nw.Expr:
    return nw.col(column).max().alias(f"{column}_most")


def _blocs(powers: Iterable[str] | Mapping[str, Iterable[str]], suppliers: set[str]) -> dict[str, frozenset[str]]:
    """Each power's members, as codes."""
    if isinstance(powers, str):
        raise InputError(f"powers must be a list of suppliers or a dict of lists; the text {powers!r} was given")
    named = powers.items() if isinstance(powers, Mapping) else [(p, [p]) for p in powers]
    blocs = {as_code(name): frozenset([as_code(members)] if isinstance(members, str) else map(as_code, members)) for name, members in named}
    if not blocs or not all(blocs.values()):
        raise InputError("powers: name at least one supplier for each power")
    strange = sorted(set().union(*blocs.values()) - suppliers)
    if strange:
        raise InputError(
            f"powers: not among the column 'supplier': {', '.join(strange[:5])}; there are {', '.join(sorted(suppliers)[:20])}"
        )
    return blocs


def _losses(supply: pa.Table, power: str, members: frozenset[str]) -> list[tuple[str, str, float, str | None, float]]:
    """Loss and worst sector of every target, by target. ``supply`` is sorted by target, sector and supplier."""
    target, sector, supplier = (np.array(supply[c].to_pylist(), object) for c in ("target", "sector", "supplier"))
    new = np.append(True, (target[1:] != target[:-1]) | (sector[1:] != sector[:-1]))
    first, group = np.flatnonzero(new), np.cumsum(new) - 1
    withheld = np.where(np.isin(supplier, sorted(members)), supply["share"].to_numpy(), 0.0)
    share = np.bincount(group, withheld)
    share = np.where(share >= 1 - SLACK, 1.0, share)
    weight, sigma = (supply[c].to_numpy()[first] for c in ("weight", "sigma"))
    with np.errstate(divide="ignore", invalid="ignore"):
        loss = np.where((weight > 0) & (share > 0), weight / (sigma - 1) * -np.log1p(-share), 0.0)
    found = []
    for name in sorted(set(target)):
        mine = np.flatnonzero(target[first] == name)
        top = int(mine[np.argmax(loss[mine])])  # the first of equals, and sectors are in the order of their text
        found.append((power, name, float(loss[mine].sum()), str(sector[first[top]]) if loss[top] > 0 else None, float(loss[top])))
    return found
