"""Published tables of bilateral trade as flows. In: a frame in the layout of its publisher. Out: exporter, importer, sector, value in USD.

Layouts and where they come from: docs/methods/world-matrix.md, section 1. No file is read and none fetched here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from equipoise.store.frames import FrameT, as_code, codes, give_back, listed, numbers, one_of, open_table, whole_number
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns of a long table, and what one unit of its values is in USD."""

    exporter: str
    importer: str
    value: str
    year: str
    sector: str
    unit: float
    total: str | None = None
    """The sector code of rows that are sums over sectors."""


LAYOUTS = MappingProxyType(
    {
        "unctad": Layout("exp", "imp", "value_kusd", "year", "sitc1", 1e3, "total"),
        "baci": Layout("i", "j", "v", "t", "k", 1e3),
        "itpd-e": Layout("exporter_iso3", "importer_iso3", "trade", "year", "industry_id", 1e6),
    }
)
"""UNCTAD's merchandise trade matrix by SITC section as this project's data folder has it; CEPII's BACI; the USITC's ITPD-E. "icio" is
wide."""
ICIO_UNIT = 1e6
ICIO_PARTS = MappingProxyType({"CN1": "CHN", "CN2": "CHN", "MX1": "MEX", "MX2": "MEX"})
"""The two parts in which some editions give China and Mexico."""


def bilateral_flows(
    frame: FrameT, layout: str, year: int | None = None, sectors: bool = False, names: Mapping[object, str] | None = None
) -> FrameT:
    """A published table as exporter, importer, value (USD), and ``sector`` where asked for; values of a pair are added up.

    ``layout``: "unctad", "baci", "itpd-e" or "icio" (OECD inter-country input-output table, wide: first column names the rows, such as
    KAZ_B05; all uses of a country are added up, domestic ones included). ``year``: needed where the table has more than one. ``names``:
    other codes for countries (BACI has numbers; its country_codes file is such a mapping). Rows that sum over sectors are used where
    sectors are not asked for, and dropped where they are. Raises InputError: unknown layout, a missing column, several years, no rows left.

    >>> import polars as pl
    >>> baci = pl.DataFrame({"t": [2022] * 3, "i": [398, 398, 643], "j": [643, 643, 398], "k": ["27", "72", "27"], "v": [1.0, 2.0, 4.0]})
    >>> bilateral_flows(baci, "baci", names={398: "KAZ", 643: "RUS"}).rows()
    [('KAZ', 'RUS', 3000.0), ('RUS', 'KAZ', 4000.0)]
    """
    one_of(layout, [*LAYOUTS, "icio"], "layout")
    renamed = {as_code(old): str(new) for old, new in (names or {}).items()}
    if layout == "icio":
        exporter, importer, sector, value = _wide(frame)
    else:
        exporter, importer, sector, value = _long(frame, layout, year, sectors)
    exporter, importer = ([renamed.get(code, code) for code in side] for side in (exporter, importer))
    return cast(FrameT, give_back(_added_up(exporter, importer, sector if sectors else None, value), frame))


def _long(frame: object, name: str, year: int | None, sectors: bool) -> tuple[list[str], list[str], list[str], np.ndarray]:
    layout = LAYOUTS[name]
    needed = [layout.exporter, layout.importer, layout.value, layout.year]
    with_sector = sectors or layout.total is not None
    rows = open_table(frame, [*needed, layout.sector] if with_sector else needed, "frame")
    at_year = numbers(rows, layout.year, "frame")
    years = sorted({int(y) for y in np.unique(at_year)})
    if year is None and len(years) > 1:
        raise InputError(f"year: the table has {len(years)} years, {years[0]} to {years[-1]}; name one")
    chosen = years[0] if year is None else whole_number(year, "year")
    if chosen not in years:
        raise InputError(f"year: no row is of {chosen}; there are {', '.join(map(str, years))}")
    rows = rows.filter(at_year == chosen)
    if layout.total is not None:
        is_total = np.array([code == layout.total for code in _text(rows, layout.sector)])
        if is_total.any():
            rows = rows.filter(~is_total if sectors else is_total)
    if not rows.num_rows:
        raise InputError(f"frame: no rows by sector are left of {chosen}")
    sector = _text(rows, layout.sector) if sectors else [""] * rows.num_rows
    return _text(rows, layout.exporter), _text(rows, layout.importer), sector, numbers(rows, layout.value, "frame", low=0) * layout.unit


def _text(rows: pa.Table, column: str) -> list[str]:
    found = codes(rows, column, "frame")
    return [found.names[k] for k in found.at]


def _wide(frame: object) -> tuple[list[str], list[str], list[str], np.ndarray]:
    """Sums over the uses of each country; rows without an underscore (value added, taxes, output) are no flows."""
    import narwhals as nw

    found: Any = nw.from_native(cast(Any, frame), eager_only=True)
    label, *columns = found.columns
    users = {column: country_of(column) for column in columns if "_" in column}
    makers = [str(name) for name in found[label].to_list()]
    countries = sorted(set(users.values()))
    used = np.zeros((len(makers), len(countries)))
    for column, country in users.items():
        used[:, countries.index(country)] += found[column].to_numpy()
    rows = [k for k, name in enumerate(makers) if "_" in name and country_of(name) in countries]
    if not rows:
        raise InputError("frame: no row is named like KAZ_B05; the first column of the ICIO layout names country and industry")
    value = used[rows]
    if not np.isfinite(value).all():
        raise InputError("frame: some flows are empty or no numbers; the ICIO layout has none")
    exporter = [c for k in rows for c in [country_of(makers[k])] * len(countries)]
    sector = [s for k in rows for s in [makers[k].split("_", 1)[1]] * len(countries)]
    # A use may be negative where stocks fell; added up over all uses hardly any is, and a flow cannot be.
    return exporter, countries * len(rows), sector, np.maximum(value.ravel(), 0) * ICIO_UNIT


def country_of(label: str) -> str:
    """The country of a row or column of the ICIO layout, KAZ of KAZ_B05."""
    code = label.split("_", 1)[0]
    return ICIO_PARTS.get(code, code)


def _added_up(exporter: list[str], importer: list[str], sector: list[str] | None, value: np.ndarray) -> pa.Table:
    import pyarrow as pa

    if not exporter:
        raise InputError("frame: no rows are left of the year and sectors asked for")
    keys = ["exporter", "importer", *(["sector"] if sector is not None else [])]
    table = pa.table({"exporter": exporter, "importer": importer, **({"sector": sector} if sector is not None else {}), "value": value})
    summed = table.group_by(keys, use_threads=False).aggregate([("value", "sum")]).rename_columns([*keys, "value"])
    empty = sorted({code for side in keys[:2] for code in summed[side].to_pylist() if not code})
    if empty:
        raise InputError(f"frame: countries without a code: {listed(empty)}")
    return summed.sort_by([(key, "ascending") for key in keys])
