"""How much of a state's exports leave over each other state's ground. In: routes with quantities. Out: shares by state, with a range.

Route tables hold capacities, plans and flows of all shippers beside what was carried; which row counts is decided here, by rules that
docs/methods/route-dependence.md states.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import narwhals as nw

from equipoise.measure.frames import amount, code, collect, refuse, take, whole
from equipoise.store.frames import FrameT, as_code, give_back, whole_number
from equipoise.words.errors import InputError

OWN, EVERYBODY = "yes", "no"
ROUTES = (code("route"), code("transit"), whole("year"), code("quantity"), amount("value"), code("own"))


@dataclass(frozen=True, slots=True)
class Carried:
    """What a route carried of the state's own in a year: a figure between two ends, and why it is not exact (empty where it is)."""

    low: float
    value: float
    high: float
    why: str


def route_dependence(
    routes: FrameT,
    exits: Sequence[str],
    year: int,
    total: str | None = None,
    quantities: Sequence[str] = ("flow", "contract"),
    reach: int = 1,
) -> FrameT:
    """Share of a state's exports over each transit state: state, year, quantity, low, high, share, share_low, share_high, routes, why.

    ``routes``: route, transit (states passed, ";" between them; "" none), year, quantity (what the figure is), value, own ("yes": the
    state's own goods alone, "no": all shippers'). ``exits`` names the routes that leave the state, none part of another, so that nothing
    counts twice; ``total``: the route whose figure is all exports (default: the exits added). For each exit, in ``year``:
    1. the first of ``quantities`` that has a figure counts; capacities, plans and incidents never do unless named there;
    2. own goods come before all shippers'; of these the own share of the nearest year that has both figures is taken, else all of it,
       and the range reaches from the least own share known (0 where none is) to all of it;
    3. several figures for the same thing are a conflict: their mean, and the range over them;
    4. a year without figures takes the nearest year within ``reach`` (of equals the earlier), which widens nothing but is said in ``why``.
    A route with no such figure is named in ``why`` and counts nothing, but where a total is given, what it leaves unexplained is added to
    the upper end of the states that the route passes; a state reached by such routes alone has a null
    quantity. Shares are cut at 1. ``routes`` lists the exits over the state.
    docs/methods/route-dependence.md. Raises InputError: an unknown exit, own other than yes and no, no figure for any exit or the total.
    """
    import pyarrow as pa

    when, near = whole_number(year, "year", low=0), whole_number(reach, "reach", low=0)
    taken = take(routes, ROUTES, "routes")
    refuse(
        taken.filter(~nw.col("own").is_in([OWN, EVERYBODY])), ["route", "own"], "routes: column 'own' must be 'yes' or 'no'; it is not in"
    )
    rows = collect(taken.sort("route", "year", "quantity", "value")).to_pylist()
    known = {row["route"] for row in rows}
    if isinstance(exits, str) or not exits:
        raise InputError(f"exits must be a list of routes; {exits!r} was given")
    names = list(map(as_code, exits))
    strange = sorted({*names, *([as_code(total)] if total is not None else [])} - known)
    if strange:
        raise InputError(f"exits: not among the column 'route': {', '.join(strange)}; there are {', '.join(sorted(known))}")
    carried = {name: _carried([r for r in rows if r["route"] == name], when, quantities, near) for name in dict.fromkeys(names)}
    found = {name: c for name, c in carried.items() if c is not None}
    if not found:
        raise InputError(f"exits: no figure for any of them in {when}, give or take {near}, in column 'quantity': {', '.join(quantities)}")
    unknown = [f"{name}: no figure" for name, c in carried.items() if c is None]
    whole_of = _added(list(found.values()))
    if total is not None:
        of_total = _carried([r for r in rows if r["route"] == as_code(total)], when, quantities, near)
        if of_total is None or of_total.value <= 0:
            raise InputError(f"total: route {total!r} has no figure in {when}, give or take {near}")
        whole_of = of_total
    passed = {
        name: sorted({s.strip() for r in rows if r["route"] == name for s in r["transit"].split(";") if s.strip()}) for name in carried
    }
    unexplained = max(whole_of.high - _added(list(found.values())).low, 0.0) if unknown else 0.0
    table: list[dict[str, Any]] = []
    for state in sorted({s for states in passed.values() for s in states}):
        over = [name for name in found if state in passed[name]]
        part = _added([found[name] for name in over])
        if any(state in passed[name] for name in carried if name not in found):
            part = replace(part, high=part.high + unexplained)
        why = (
            [f"{name}: {found[name].why}" for name in over if found[name].why]
            + unknown
            + ([f"total: {whole_of.why}"] if whole_of.why else [])
        )
        rest = whole_of.low - part.low, whole_of.high - part.high  # a share's ends: the part against what else there is
        low = part.low / whole_of.high if total is not None else _against(part.low, rest[1])
        high = part.high / whole_of.low if total is not None and whole_of.low > 0 else _against(part.high, rest[0])
        row = {"state": state, "year": when, "quantity": part.value, "low": part.low, "high": part.high}
        row |= {"share": min(part.value / whole_of.value, 1.0), "share_low": min(low, 1.0), "share_high": min(high, 1.0)}
        if not over:  # all that leads there has no figure: not known, and not 0
            row |= dict.fromkeys(("quantity", "share"))
            row |= {} if total is not None else dict.fromkeys(("low", "high", "share_low", "share_high"))
        table.append(row | {"routes": ";".join(over), "why": "; ".join(why)})
    kinds = {"state": pa.string(), "year": pa.int64(), "routes": pa.string(), "why": pa.string()}
    names_out = ("state", "year", "quantity", "low", "high", "share", "share_low", "share_high", "routes", "why")
    return cast(FrameT, give_back(pa.table({n: pa.array([r[n] for r in table], kinds.get(n, pa.float64())) for n in names_out}), routes))


def _carried(rows: list[dict[str, Any]], year: int, quantities: Sequence[str], reach: int) -> Carried | None:
    """What one route carried of the state's own, by the rules; None where nothing says."""
    for quantity in quantities:
        figures: dict[tuple[int, str], list[float]] = {}
        for r in rows:
            if r["quantity"] == quantity:
                figures.setdefault((r["year"], r["own"]), []).append(r["value"])
        years = sorted({y for y, _ in figures if abs(y - year) <= reach}, key=lambda y: (abs(y - year), y))
        if not years:
            continue
        at = years[0]
        why = [] if quantity == quantities[0] else [quantity]
        why += [f"figure of {at}"] if at != year else []
        own = figures.get((at, OWN))
        if own is not None:
            return Carried(min(own), sum(own) / len(own), max(own), ", ".join([*why, *(["sources differ"] if len(set(own)) > 1 else [])]))
        everybody = figures[at, EVERYBODY]
        parts = {
            y: _mean(figures[y, OWN]) / _mean(f) for (y, o), f in figures.items() if o == EVERYBODY and (y, OWN) in figures and _mean(f) > 0
        }
        nearest = min(parts, key=lambda y: (abs(y - at), y), default=None)
        share, least = (parts[nearest], min(parts.values())) if nearest is not None else (1.0, 0.0)
        said = f"own share of {nearest}" if nearest is not None else "all shippers, own share not known"
        mean = _mean(everybody)
        return Carried(min(everybody) * min(least, 1.0), mean * min(share, 1.0), max(everybody), ", ".join([*why, said]))
    return None


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _added(parts: list[Carried]) -> Carried:
    why = "; ".join(p.why for p in parts if p.why) if len(parts) == 1 else ""
    return Carried(sum(p.low for p in parts), sum(p.value for p in parts), sum(p.high for p in parts), why)


def _against(part: float, rest: float) -> float:
    return part / (part + rest) if part + rest > 0 else 0.0
