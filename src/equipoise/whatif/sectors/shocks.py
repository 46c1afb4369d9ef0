"""Measures of trade policy by name. In: data with regions and sectors, and a list of what is done. Out: tariffs and icebergs for sectors().

The kinds of shock, with an example of each: docs/methods/sectors.md, section 6.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from equipoise.store.frames import listed
from equipoise.whatif.sectors.economy import Floats, read_tariffs
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

EMBARGO = math.inf
"""The iceberg factor of goods that may not be delivered."""
SIZES = {"export_ban": None, "import_ban": None, "embargo": None, "cost": "cost_pct", "tariff": "tariff", "tariff_change": "points"}
"""Each kind of shock, and the field that holds its size."""
FIELDS = ("kind", "exporter", "importer", "sector")
LARGEST = 1e6
"""The largest size, in percent or percentage points, that is taken for meant."""


@dataclass(frozen=True, slots=True, eq=False)
class SectorShocks:
    """Arrays that sectors() takes, importer x exporter x sector, and what they do.

    ``tariffs``: ad valorem; ``iceberg``: factors of at least 1. ``cells``: one row for each shock: shock (its place from 1), kind,
    exporters, importers, sectors (counts), cells (trade relations that it changes), trade (imports there today, money of the data).
    """

    tariffs: Floats
    iceberg: Floats
    cells: pa.Table


def sector_shocks(data: Mapping[str, Any], shocks: Iterable[Mapping[str, Any]]) -> SectorShocks:
    """Export bans, embargoes, sanctions, tariffs and other costs by name, as arrays: ``sectors(data, s.tariffs, iceberg=s.iceberg)``.

    Each shock is a mapping: ``kind``, and of ``exporter``, ``importer`` and ``sector`` a name, several, or none for all (domestic trade is
    never touched). Kinds: "export_ban" (the exporter delivers no more), "import_ban" (the importer buys no more; the same cells, told from
    the other side), "embargo" (both directions), "cost" (``cost_pct``: delivery gets dearer by so many percent without revenue to
    anyone, such as a standard, a border queue or a sanction that is evaded at a price), "tariff" (``tariff``: the new rate, 0.25 is 25 %),
    "tariff_change" (``points``: percentage points added). Shocks add up in their order: costs multiply, a later tariff replaces.
    Raises InputError that says which shock and what is unknown, or that a shock meets no trade relation at all.

    >>> import numpy as np
    >>> world = {"regions": ["A", "B"], "sectors": ["oil", "gas"], "pi_nij": np.full((2, 2, 2), 0.5), "tau_nij": np.zeros((2, 2, 2)),
    ...          "X_nj": np.ones((2, 2))}
    >>> ban, tax = {"kind": "export_ban", "exporter": "A", "sector": "oil"}, {"kind": "tariff", "importer": "A", "tariff": 0.1}
    >>> made = sector_shocks(world, [ban, tax])
    >>> made.iceberg[1, 0].tolist(), made.tariffs[0, 1].tolist(), made.cells["trade"].to_pylist()
    ([inf, 1.0], [0.1, 0.1], [0.5, 1.0])
    """
    missing = [key for key in ("regions", "sectors", "pi_nij", "tau_nij", "X_nj") if key not in data]
    if missing:
        raise InputError(f"data: no {listed(missing)}")
    regions = [str(name) for name in np.asarray(data["regions"]).ravel()]
    sectors = [str(name) for name in np.asarray(data["sectors"]).ravel()]
    shape = (len(regions), len(regions), len(sectors))
    tariffs = np.moveaxis(read_tariffs(data["tau_nij"], shape, "data: tau_nij"), 0, -1).copy()
    iceberg = np.ones(shape)
    value = np.asarray(data["X_nj"], np.float64)[:, None, :] * np.asarray(data["pi_nij"], np.float64) / (1 + tariffs)
    foreign = ~np.eye(len(regions), dtype=bool)[:, :, None]
    rows = []
    for k, shock in enumerate(shocks, start=1):
        where = f"shock {k}"
        kind, size = _kind(shock, where)
        exporter, importer = (_chosen(shock.get(side), regions, f"{where}: {side}", "regions") for side in ("exporter", "importer"))
        sector = _chosen(shock.get("sector"), sectors, f"{where}: sector", "sectors")
        here = importer[:, None, None] & exporter[None, :, None] & sector & foreign
        if kind == "embargo":
            here |= exporter[:, None, None] & importer[None, :, None] & sector & foreign
        if not here.any():
            raise InputError(f"{where}: exporter and importer are the same, and trade at home is never touched; name two regions")
        _apply(kind, size, here, tariffs, iceberg, where)
        rows.append((k, kind, int(exporter.sum()), int(importer.sum()), int(sector.sum()), int(here.sum()), float(value[here].sum())))
    if not rows:
        raise InputError("shocks: the list is empty; name at least one")
    return SectorShocks(tariffs, iceberg, _table(rows))


def _apply(kind: str, size: float, here: np.ndarray, tariffs: Floats, iceberg: Floats, where: str) -> None:
    if kind in ("export_ban", "import_ban", "embargo"):
        iceberg[here] = EMBARGO
    elif kind == "cost":
        iceberg[here] *= 1 + size / 100
    elif kind == "tariff":
        tariffs[here] = size
    else:
        tariffs[here] += size / 100
        if tariffs[here].min() <= -1:
            raise InputError(f"{where}: points: a tariff would fall to -100 % or less")


def _kind(shock: object, where: str) -> tuple[str, float]:
    """The kind of a shock and its size, checked."""
    if not isinstance(shock, Mapping):
        raise InputError(f"{where}: must be a mapping with kind, exporter, importer, sector; {type(shock).__name__} was given")
    kind = shock.get("kind")
    if kind not in SIZES:
        raise InputError(f"{where}: kind must be one of {', '.join(map(repr, SIZES))}; {kind!r} was given")
    field = SIZES[kind]
    strange = sorted(str(key) for key in shock if key not in (*FIELDS, field))
    if strange:
        raise InputError(f"{where}: {kind!r} has no field {listed(strange)}; it has {', '.join([*FIELDS, *([field] if field else [])])}")
    if field is None:
        return kind, math.nan
    size = shock.get(field)
    low: dict[str, Callable[[float], bool]] = {"cost_pct": lambda x: x >= 0, "tariff": lambda x: x > -1, "points": lambda x: x != 0}
    value = float(size) if isinstance(size, int | float | np.integer | np.floating) and not isinstance(size, bool) else math.nan
    if not abs(value) <= LARGEST or not low[field](value):
        rule = {"cost_pct": "at least 0", "tariff": "more than -1 (0.25 is 25 %)", "points": "other than 0"}[field]
        raise InputError(f"{where}: {field} must be a number {rule}, for {kind!r}; {size!r} was given")
    return kind, value


def _chosen(given: object, names: Sequence[str], where: str, what: str) -> np.ndarray:
    """Which of the names are meant; all where none is given."""
    if given is None:
        return np.ones(len(names), bool)
    wanted = [given] if isinstance(given, str) else list(given) if isinstance(given, Sequence | set | np.ndarray) else None
    if not wanted:
        raise InputError(f"{where}: must be a name or a list of names; {given!r} was given")
    strange = sorted({str(name) for name in wanted} - set(names))
    if strange:
        raise InputError(f"{where}: {listed(strange)} not among the {len(names)} {what} of data: {listed(list(names))}")
    return np.isin(np.array(names), [str(name) for name in wanted])


def _table(rows: Sequence[tuple[int, str, int, int, int, int, float]]) -> pa.Table:
    import pyarrow as pa

    names = ("shock", "kind", "exporters", "importers", "sectors", "cells", "trade")
    return pa.table(dict(zip(names, (list(column) for column in zip(*rows, strict=True)), strict=True)))
