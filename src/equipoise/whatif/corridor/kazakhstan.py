"""Kazakhstan's ways out for oil, built from a table of sourced figures. In: the table, a year. Out: a network with low and high capacities.

The table has one row per route, quantity and year; sources differ, and quantities are not the same thing (nameplate, carried, agreed,
planned). Which row is used for what is told row by row. Rules and assumptions: docs/methods/corridors.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic

import pyarrow as pa

from equipoise.store.frames import FrameT, codes, give_back, numbers, open_table, whole_number
from equipoise.words.errors import InputError

TABLE = "table"
WITHIN = 3
"""Years on either side within which another figure for the same quantity counts as a dispute."""
NO_LIMIT = 1000.0
EAST, EAST_LINE, KUMKOL_ATASU = 4.0, 10.0, 20.0
"""Assumptions: what the eastern fields export, and two lines on which the table has nothing."""
REMARKS = {"cpc": (81.5, 83.0), "aktau_port": (5.2, 7.5), "btc": (50.0, 60.0)}
"""Other sources' figures that the table has in remarks only: TASS 2026 on the Caspian pipeline's Russian section; KazMunayGas' report for
2024 on the port; dfwatch and energystudies.ro on Baku-Ceyhan."""
COST = 200e6 / 11
"""Dollars for each Mt a year more: 200 million for both Kenkiyak links, 6 to 12 and 10 to 15 (head of KazMunayGas, oilprice.com, 2023).
That both cost the same is an assumption."""


@dataclass(frozen=True, slots=True)
class OilNetwork(Generic[FrameT]):
    """A network for ``corridor`` and its kin, in million tonnes a year; source S, sink T."""

    network: FrameT
    """from, to, route, capacity, low, high, state (that can close it, ``;`` between), assumed (no figure in the table), cost (dollars for
    each Mt a year more; null where not told)."""
    rests_on: FrameT
    """route, quantity, year, value, use: the rows of the table that were used and what as: central, low or high, less (taken off), plus."""


@dataclass(frozen=True, slots=True)
class _Figure:
    route: str
    quantity: str
    year: int
    value: float
    kazakh: bool


@dataclass(frozen=True, slots=True)
class _Range:
    low: float
    central: float
    high: float

    def less(self, other: _Range) -> _Range:
        """What is left when something else takes its part; never below 0."""
        return _Range(
            *(max(0.0, round(a - b, 6)) for a, b in ((self.low, other.high), (self.central, other.central), (self.high, other.low)))
        )


def oil_network(table: FrameT, year: int = 2024, planned: bool = False) -> OilNetwork[FrameT]:
    """The network that ``table`` tells of a year.

    ``table``: route_id, year, quantity, value_mt_per_y, kaz_origin_only (yes, no). Central is the last figure no later than ``year`` (else
    the first after it); low and high are the least and the largest within three years of it, with those that stand in remarks only.
    ``planned``: with the Kenkiyak links as wide as they are planned to be. Raises InputError: what every table must be, a route without the
    figures that it needs.
    """
    whole_number(year, "year", 1990)
    book = _Book(_figures(table), year)
    exports = book.take("total_export", "flow", kazakh=True)
    china = book.take("kcp", "flow", kazakh=True)
    port = book.take("aktau_port", "capacity")
    width = "planned_capacity" if planned else "capacity"
    # What the links carry for refineries at home is what they carry less what goes on to China.
    home = {r: book.take(r, "flow", use="less").less(china) for r in ("munaitas", "kenkiyak_kumkol")}
    uas = book.take("uas", "capacity")
    east = _Range(min(china.central, EAST), EAST, EAST)
    rows = [
        ("S", "WEST", "west_fields", _Range(exports.low - east.low, exports.central - EAST, exports.high - EAST), None, False),
        ("S", "EAST", "east_fields", east, None, True),
        ("WEST", "KZ_RU_BORDER", "cpc_kz", book.take("cpc_kz", "capacity"), "KAZ", False),
        ("KZ_RU_BORDER", "NOVOROSSIYSK", "cpc", book.take("cpc", "capacity"), "RUS", False),
        # Nobody is sure which line the 17.5 of the report is: what was carried is the least it can be.
        ("WEST", "SAMARA", "uas", _Range(min(uas.low, book.take("uas", "flow", use="low").low), uas.central, uas.high), "RUS", False),
        ("WEST", "AKTAU", "aktau_port", port, "KAZ", False),
        ("AKTAU", "MAKHACHKALA", "aktau_makhachkala", book.at_least("aktau_makhachkala", "flow", port), "RUS", False),
        ("AKTAU", "BAKU", "aktau_baku", book.at_least("aktau_baku_btc", "contract", port), "AZE", False),
        ("BAKU", "CEYHAN", "btc", book.take("btc", "capacity").less(book.take("btc", "flow", use="less")), "AZE; GEO; TUR", False),
        ("WEST", "KENKIYAK", "munaitas", book.take("munaitas", width).less(home["munaitas"]), "KAZ", False),
        ("KENKIYAK", "KUMKOL", "kenkiyak_kumkol", book.take("kenkiyak_kumkol", width).less(home["kenkiyak_kumkol"]), "KAZ", False),
        ("EAST", "KUMKOL", "east", _same(EAST_LINE), "KAZ", True),
        ("KUMKOL", "ATASU", "kumkol_atasu", _same(KUMKOL_ATASU), "KAZ", True),
        (
            *("ATASU", "ALASHANKOU", "kcp"),
            book.take("kcp", "capacity").less(book.take("kcp", "flow_russian_transit", use="less")),
            *("CHN", False),
        ),
    ]
    ends = (("NOVOROSSIYSK", "RUS"), ("SAMARA", "RUS"), ("MAKHACHKALA", "RUS"), ("CEYHAN", "TUR"), ("ALASHANKOU", "CHN"))
    rows += [(place, "T", f"from {place.lower()}", _same(NO_LIMIT), state, True) for place, state in ends]
    return OilNetwork(give_back(_network(rows), table), give_back(book.used(), table))


def _same(value: float) -> _Range:
    return _Range(value, value, value)


def _figures(table: object) -> tuple[_Figure, ...]:
    rows = open_table(table, ("route_id", "quantity", "year", "value_mt_per_y", "kaz_origin_only"), TABLE)
    route, quantity, origin = (codes(rows, c, TABLE) for c in ("route_id", "quantity", "kaz_origin_only"))
    if wrong := sorted(set(origin.names) - {"yes", "no"}):
        raise InputError(f"{TABLE}: column 'kaz_origin_only' must be yes or no; it has {', '.join(map(repr, wrong))}")
    year, value = numbers(rows, "year", TABLE, low=1900), numbers(rows, "value_mt_per_y", TABLE)
    return tuple(
        _Figure(
            route.names[route.at[k]], quantity.names[quantity.at[k]], int(year[k]), float(value[k]), origin.names[origin.at[k]] == "yes"
        )
        for k in range(rows.num_rows)
    )


class _Book:
    """Looks figures up, and keeps what each was used for."""

    def __init__(self, figures: Sequence[_Figure], year: int) -> None:
        self.figures, self.year = figures, year
        self.uses: dict[tuple[str, str, int, float], str] = {}

    def take(self, route: str, quantity: str, kazakh: bool | None = None, use: str = "central") -> _Range:
        """The range of a quantity. ``kazakh``: of Kazakh oil alone. Raises InputError where the table has none."""
        found = [f for f in self.figures if f.route == route and f.quantity == quantity and kazakh in (None, f.kazakh)]
        if not found:
            raise InputError(f"{TABLE}: route {route!r} has no row with quantity {quantity!r}, which the network needs")
        before = [f for f in found if f.year <= self.year]
        best = max(before, key=lambda f: f.year) if before else min(found, key=lambda f: f.year)
        near = [f for f in found if abs(f.year - self.year) <= WITHIN] or [best]
        for f in near:
            self.uses.setdefault((f.route, f.quantity, f.year, f.value), use if f is best else "low or high")
        said = [best.value, *(f.value for f in near), *(REMARKS.get(route, ()) if quantity == "capacity" else ())]
        return _Range(min(said), best.value, max(said))

    def at_least(self, route: str, quantity: str, port: _Range) -> _Range:
        """As much as the port, where the table has no capacity; at the least what was carried or agreed."""
        said = self.take(route, quantity, use="low")
        return _Range(min(said.central, port.low), port.central, port.high)

    def used(self) -> pa.Table:
        """The rows that were used."""
        rows = sorted(self.uses)
        return pa.table(
            {
                "route": pa.array([r for r, *_ in rows], pa.string()),
                "quantity": pa.array([q for _, q, *_ in rows], pa.string()),
                "year": pa.array([y for *_, y, _ in rows], pa.int64()),
                "value": pa.array([v for *_, v in rows], pa.float64()),
                "use": pa.array([self.uses[r] for r in rows], pa.string()),
            }
        )


def _network(rows: Sequence[tuple[str, str, str, _Range, str | None, bool]]) -> pa.Table:
    cost: Mapping[str, float] = {"munaitas": COST, "kenkiyak_kumkol": COST}
    columns: dict[str, list[Any]] = {
        "from": [r[0] for r in rows],
        "to": [r[1] for r in rows],
        "route": [r[2] for r in rows],
        "capacity": [round(r[3].central, 6) for r in rows],
        "low": [round(r[3].low, 6) for r in rows],
        "high": [round(r[3].high, 6) for r in rows],
        "state": [r[4] for r in rows],
        "assumed": [r[5] for r in rows],
        "cost": pa.array([cost.get(r[2]) for r in rows], pa.float64()),
    }
    return pa.table(columns)
