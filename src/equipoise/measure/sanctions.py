"""Sanctions in force against a state, and the trade that runs with those who imposed them. In: cases, trade. Out: a row for each sender.

docs/methods/sanctions-exposure.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, cast

import narwhals as nw

from equipoise.measure.frames import Column, Kind, amount, code, collect, refuse, refuse_twice, take, whole
from equipoise.store.frames import FrameT, as_code, give_back
from equipoise.words.errors import InputError

CASES = (code("case"), code("sender"), code("target"), whole("first"), Column("last", Kind.WHOLE, null=True), code("kind"))
FLOWS = (code("exporter"), code("importer"), whole("year"), amount("value"))
ALL = "all"
"""The sender of the row that sums up a target's year."""


def sanctions_exposure(
    cases: FrameT,
    until: int,
    flows: object | None = None,
    trade_kinds: Iterable[str] = ("trade",),
    members: Mapping[str, Iterable[str]] | None = None,
) -> FrameT:
    """Sanctions in force by target, sender and year: target, sender, year, sanctions, kinds, kind_list, trade_share.

    ``cases``: case, sender, target, first, last (years; null: still in force), kind, a row for each kind of measure of a case and sender.
    sanctions counts cases in force, kinds the different kinds, kind_list names them in order with ";" between. ``until`` is the last
    year that the source covers; no row is made after it. The sender "all" sums a target's year up, each case once.
    With ``flows`` (exporter, importer, year, value): trade_share is the share of the target's known trade that year with senders whose
    measures include one of ``trade_kinds``, an upper bound of the trade affected, since most such measures name goods; 0 where no sender's
    do, null where the target's trade is not known. ``members`` says who a bloc's members are ("EU": [...]), so that their trade
    counts for it; in the "all" row nobody counts twice.
    docs/methods/sanctions-exposure.md, eq. 1. Raises InputError: an end before the beginning, a case, sender, target and kind twice,
    wrong flows, a sender named "all".
    """
    import pyarrow as pa

    taken = take(cases, CASES, "cases")
    refuse_twice(taken, ("case", "sender", "target", "kind"), "cases")
    refuse(taken.filter(nw.col("last") < nw.col("first")), ["case", "first", "last"], "cases: column 'last' lies before 'first'")
    refuse(taken.filter(nw.col("sender") == ALL), ["case", "sender"], f"cases: a sender may not be named {ALL!r}")
    refuse(taken.filter(nw.col("first") > until), ["case", "first"], f"cases: column 'first' lies after until={until}")
    blocs = {as_code(bloc): frozenset(map(as_code, states)) for bloc, states in (members or {}).items()}
    trade = None if flows is None else _partners(flows)
    banning = frozenset(map(str, trade_kinds))
    in_force: dict[tuple[str, str, int], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    closed: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for case in collect(taken).to_pylist():
        for year in range(case["first"], min(until, case["last"] if case["last"] is not None else until) + 1):
            for sender in (case["sender"], ALL):
                ids, kinds = in_force[case["target"], sender, year]
                ids.add(case["case"])
                kinds.add(case["kind"])
                if case["kind"] in banning:
                    closed[case["target"], sender, year] |= blocs.get(case["sender"], frozenset([case["sender"]]))
    rows: list[dict[str, Any]] = []
    for (target, sender, year), (ids, kinds) in sorted(in_force.items()):
        row = {
            "target": target,
            "sender": sender,
            "year": year,
            "sanctions": len(ids),
            "kinds": len(kinds),
            "kind_list": ";".join(sorted(kinds)),
        }
        if trade is not None:
            row["trade_share"] = _share(trade.get((target, year)), closed[target, sender, year])
        rows.append(row)
    kinds_of = {"year": pa.int64(), "sanctions": pa.int64(), "kinds": pa.int64(), "trade_share": pa.float64()}
    table = {name: pa.array([r[name] for r in rows], kinds_of.get(name, pa.string())) for name in rows[0]}
    return cast(FrameT, give_back(pa.table(table), cases))


def _partners(flows: object) -> dict[tuple[str, int], dict[str, float]]:
    """A state's trade with each partner, by state and year."""
    taken = take(flows, FLOWS, "flows")
    refuse_twice(taken, ("exporter", "importer", "year"), "flows")
    trade: dict[tuple[str, int], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in collect(taken.sort("exporter", "importer", "year")).to_pylist():
        if row["exporter"] == row["importer"]:
            continue
        trade[row["exporter"], row["year"]][row["importer"]] += row["value"]
        trade[row["importer"], row["year"]][row["exporter"]] += row["value"]
    if not trade:
        raise InputError("flows: every row is of a state with itself; nothing is traded between two states")
    return trade


def _share(partners: Mapping[str, float] | None, closed: set[str]) -> float | None:
    total = sum(partners.values()) if partners else 0.0
    return sum(value for partner, value in (partners or {}).items() if partner in closed) / total if total > 0 else None
