"""A square matrix of flows with domestic ones. In: bilateral trade and GDP, any kind of frame. Out: a WorldMatrix, ready for trade().

Formulas, sources and how far off it is: docs/methods/world-matrix.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

import numpy as np

from equipoise.store.frames import FrameT, give_back, number, one_of
from equipoise.whatif.trade.market import Floats
from equipoise.whatif.world_matrix.grouping import Report, Size, added, merge, read_size, read_trade
from equipoise.whatif.world_matrix.impute import Domestic, impute
from equipoise.whatif.world_matrix.ratios import SCOPES
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True, eq=False)
class WorldMatrix(Generic[FrameT]):
    """``flows``: exporter, importer, value, imputed (true for domestic flows that are); every pair, money of the input.

    ``ranges``: country, members, gdp, exports, imports, domestic, domestic_low, domestic_high (5-95 %), domestic_share (0..1 of spending),
    how ("given", "imputed", "floor", or several in the rest of the world); trade_ranges() takes it as domestic_range. ``report``: country,
    what ("merged", "GDP from imports", "floor", "given flow not used", "left out"), detail, trade (its exports and imports),
    trade_share (0..1 of the world's). ``info``: scope, ratio, floor, countries, world_trade, imputed_share (0..1 of world spending).
    """

    flows: FrameT
    ranges: FrameT
    report: FrameT
    info: dict[str, Any]


def world_matrix(
    flows: FrameT,
    gdp: object,
    keep: Sequence[str] | None = None,
    smallest: float = 1e-4,
    rest: str = "ROW",
    scope: str = "economy",
    ratio: Sequence[float] | None = None,
) -> WorldMatrix[FrameT]:
    """A world for trade(), trade_ranges() and coercion() made of bilateral trade and GDP.

    ``flows``: exporter, importer, value (published trade; domestic flows may be among them and are then used). ``gdp``: country, gdp, in
    the same money and codes. ``keep``: countries that are never merged; others with less than ``smallest`` of world GDP become ``rest``.
    ``scope``: what domestic flows are to contain, the whole "economy" or "goods" only. ``ratio``: (low, central, high) spending over GDP,
    in place of the scope's; its floors move along. Raises InputError that names what cannot be used.

    >>> import polars as pl
    >>> trade = pl.DataFrame({"exporter": ["A", "B"], "importer": ["B", "A"], "value": [10.0, 10.0]})
    >>> world = world_matrix(trade, pl.DataFrame({"country": ["A", "B"], "gdp": [100.0, 50.0]}))
    >>> world.ranges["domestic"].to_list()  # 1.845 x 100 - 10, 1.845 x 50 - 10
    [174.5, 82.25]
    """
    one_of(scope, list(SCOPES), "scope")
    facts = SCOPES[scope] if ratio is None else SCOPES[scope].scaled(_ratio(ratio))
    report = Report()
    trade = read_trade(flows)
    size = read_size(gdp, trade, report)
    names, place = merge(trade, size, keep, smallest, str(rest), report)
    own = impute(trade.countries, trade.flows[0], size, facts, report)
    foreign = trade.foreign[0]
    cube = added(foreign[None], place, len(names))[0]
    inside = np.diagonal(cube).copy()  # trade among those that were merged is domestic now
    low, central, high = (added(part, place, len(names)) + inside for part in (own.low, own.central, own.high))
    np.fill_diagonal(cube, central)
    world_trade = float(foreign.sum())
    info = {
        "scope": scope,
        "ratio": facts.absorption,
        "floor": facts.floor,
        "countries": len(names),
        "world_trade": world_trade,
        "imputed_share": float(own.central[[how != "given" for how in own.how]].sum() / cube.sum()),
    }
    return WorldMatrix(
        give_back(_flows(names, cube, _imputed(own, place, len(names))), flows),
        give_back(_ranges(names, place, size, cube, (low, high), own), flows),
        give_back(report.table(world_trade), flows),
        info,
    )


def _ratio(given: object) -> tuple[float, float, float]:
    if isinstance(given, str) or not isinstance(given, Sequence | np.ndarray) or len(given) != 3:
        raise InputError(f"ratio must be (low, central, high) spending over GDP; {given!r} was given")
    low, central, high = (number(value, "ratio", above=0) for value in given)
    if not low <= central <= high:
        raise InputError(f"ratio: low, central and high must rise; {low:g}, {central:g}, {high:g} were given")
    return low, central, high


def _imputed(own: Domestic, place: np.ndarray, size: int) -> np.ndarray:
    return added(np.array([how != "given" for how in own.how], np.float64), place, size) > 0


def _flows(names: tuple[str, ...], cube: Floats, imputed: np.ndarray) -> pa.Table:
    import pyarrow as pa

    size = len(names)
    return pa.table(
        {
            "exporter": pa.array(np.repeat(names, size), pa.string()),
            "importer": pa.array(np.tile(names, size), pa.string()),
            "value": cube.ravel(),
            "imputed": np.diag(imputed).ravel(),
        }
    )


def _ranges(names: tuple[str, ...], place: np.ndarray, size: Size, cube: Floats, ends: tuple[Floats, Floats], own: Domestic) -> pa.Table:
    import pyarrow as pa

    central = np.diagonal(cube)
    how = [", ".join(sorted({own.how[k] for k in np.flatnonzero(place == n)})) for n in range(len(names))]
    return pa.table(
        {
            "country": pa.array(names, pa.string()),
            "members": np.bincount(place, minlength=len(names)),
            "gdp": added(size.gdp, place, len(names)),
            "exports": cube.sum(axis=1) - central,
            "imports": cube.sum(axis=0) - central,
            "domestic": central,
            "domestic_low": ends[0],
            "domestic_high": ends[1],
            "domestic_share": central / cube.sum(axis=0),
            "how": pa.array(how, pa.string()),
        }
    )
