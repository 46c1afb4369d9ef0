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
SIGMAS = ("sigma", "sigma_low", "sigma_high")
SLACK = 1e-9
"""Shares that are rounded may add up to a little more than 1."""


def coercion_power(
    shares: FrameT, powers: Iterable[str] | Mapping[str, Iterable[str]], sigma: float | tuple[float, float, float] = 5.0
) -> FrameT:
    """Loss a power inflicts by withholding supply: power, target, loss, top_sector, top_sector_loss.

    loss, in log points, sums weight / (sigma - 1) * -ln(1 - share) over the target's sectors; it is ``inf`` where the power supplies all of
    a sector that has weight. ``powers`` names suppliers, or coalitions of them; there is a row for every power and target, and 0 where it
    supplies nothing. top_sector is where the loss is largest (of equals the first by text; null where there is none). A column ``sigma``
    in ``shares`` takes the place of the argument.
    ``sigma`` as (low, middle, high), or columns sigma, sigma_low and sigma_high in ``shares``: columns low and high follow loss, the losses
    with every sector's elasticity at its high and at its low end.
    Clayton, Maggiori and Schreger (2024); docs/methods/coercion-power.md, eq. 1. Raises InputError: a share outside 0 to 1, shares of a
    target's sector above 1, weights or elasticities that differ within it, an elasticity of 1 or less, a power nobody buys from.

    >>> import polars as pl
    >>> supply = pl.DataFrame({"target": ["KAZ"], "sector": ["fuel"], "supplier": ["RUS"], "share": [0.5], "weight": [0.1]})
    >>> round(coercion_power(supply, ["RUS"])["loss"][0], 6)
    0.017329
    """
    import pyarrow as pa

    supply = _supply(shares, _elasticities(sigma))
    ends = {"low": "sigma_high", "high": "sigma_low"} if "sigma_low" in supply.column_names else {}
    blocs = _blocs(powers, set(supply["supplier"].to_pylist()))
    rows = [r for power, members in sorted(blocs.items()) for r in _losses(supply, power, members, "sigma")]
    bounds = {end: [r[2] for power, m in sorted(blocs.items()) for r in _losses(supply, power, m, of)] for end, of in ends.items()}
    of_row = {name: [r[i] for r in rows] for i, name in enumerate(("power", "target", "loss", "top_sector", "top_sector_loss"))}
    columns = {n: of_row[n] for n in ("power", "target", "loss")} | bounds | {n: of_row[n] for n in ("top_sector", "top_sector_loss")}
    text = ("power", "target", "top_sector")
    return cast(
        FrameT, give_back(pa.table({n: pa.array(v, pa.string() if n in text else pa.float64()) for n, v in columns.items()}), shares)
    )


def _elasticities(sigma: object) -> dict[str, float]:
    """The option as columns: one elasticity, or the ends of its range as well."""
    if not isinstance(sigma, tuple | list):
        return {"sigma": number(sigma, "sigma", above=1)}
    if len(sigma) != 3:
        raise InputError(f"sigma must be a number or (low, middle, high); {sigma!r} was given")
    low, middle, high = (number(s, "sigma", above=1) for s in sigma)
    if not low <= middle <= high:
        raise InputError(f"sigma must be in order (low, middle, high); {sigma!r} was given")
    return {"sigma": middle, "sigma_low": low, "sigma_high": high}


def _supply(shares: Any, elasticity: dict[str, float]) -> pa.Table:
    """The checked shares, each with its elasticity and, where one is given, the elasticity's range."""
    found: Any = nw.from_native(shares, pass_through=True)
    columns = found.collect_schema().names() if isinstance(found, nw.LazyFrame) else getattr(found, "columns", ())
    given = [c for c in SIGMAS if c in columns]
    if given and given not in (list(SIGMAS[:1]), list(SIGMAS)):
        raise InputError(f"shares: a range of elasticities takes the columns {', '.join(SIGMAS)}; there are only {', '.join(given)}")
    supply = take(shares, (*SHARES, *(Column(c, Kind.NUMBER, above=1) for c in given)), "shares")
    refuse_twice(supply, ("target", "sector", "supplier"), "shares")
    if not given:
        supply = supply.with_columns(**{c: nw.lit(x) for c, x in elasticity.items()})
        given = list(elasticity)
    if len(given) > 1:
        disordered = supply.filter((nw.col("sigma_low") > nw.col("sigma")) | (nw.col("sigma") > nw.col("sigma_high")))
        refuse(disordered, ["target", "sector", *SIGMAS], "shares: elasticities must be in order, sigma_low to sigma to sigma_high")
    equal = ("weight", *given)
    sectors = supply.group_by("target", "sector").agg(nw.col("share").sum(), *(f(c) for c in equal for f in (_least, _most)))
    refuse(
        sectors.filter(nw.col("share") > 1 + SLACK),
        ["target", "sector", "share"],
        "shares: column 'share' of a sector adds up to more than 1",
    )
    for column in equal:
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


def _losses(supply: pa.Table, power: str, members: frozenset[str], by: str) -> list[tuple[str, str, float, str | None, float]]:
    """Loss and worst sector of every target, at the elasticities of column ``by``. ``supply`` is sorted by target, sector and supplier."""
    target, sector, supplier = (np.array(supply[c].to_pylist(), object) for c in ("target", "sector", "supplier"))
    new = np.append(True, (target[1:] != target[:-1]) | (sector[1:] != sector[:-1]))
    first, group = np.flatnonzero(new), np.cumsum(new) - 1
    withheld = np.where(np.isin(supplier, sorted(members)), supply["share"].to_numpy(), 0.0)
    share = np.bincount(group, withheld)
    share = np.where(share >= 1 - SLACK, 1.0, share)
    weight, sigma = (supply[c].to_numpy()[first] for c in ("weight", by))
    with np.errstate(divide="ignore", invalid="ignore"):
        loss = np.where((weight > 0) & (share > 0), weight / (sigma - 1) * -np.log1p(-share), 0.0)
    found = []
    for name in sorted(set(target)):
        mine = np.flatnonzero(target[first] == name)
        top = int(mine[np.argmax(loss[mine])])  # the first of equals, and sectors are in the order of their text
        found.append((power, name, float(loss[mine].sum()), str(sector[first[top]]) if loss[top] > 0 else None, float(loss[top])))
    return found
