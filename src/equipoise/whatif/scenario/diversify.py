"""The cheapest way to depend less. In: target, budget, scenarios that hold a network and flows. Out: what to widen, what it brings.

Capacity: of all ways to spend the budget on links that have a cost, the cheapest of those whose worst case lets most through
(``whatif.corridor.expansion``). Partners: with whom cheaper trade lowers the worst threat most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from equipoise.reference.states import state_name
from equipoise.store.frames import listed
from equipoise.whatif.coercion import coercion, coercion_answers
from equipoise.whatif.corridor.expansion import Expansion, expand
from equipoise.whatif.scenario.data import digest_of
from equipoise.whatif.scenario.engines import corridor as corridor_engine
from equipoise.whatif.scenario.engines.trade import world
from equipoise.whatif.scenario.levers import Asked, hashes, powers_in, question_of, rests_on
from equipoise.whatif.scenario.result import Sheet, amount
from equipoise.words.errors import InputError
from equipoise.words.scenario import Case, Change, CorridorQuestion, TradeQuestion

CHEAPER = 0.05
"""By how much trade with a partner is made cheaper, to see what it brings."""
STEPS = (0.25, 0.5, 0.75, 1.0)
"""Parts of the budget that are tried as well."""
DIGITS = 4
"""Decimals of what is added."""


@dataclass(frozen=True, slots=True)
class Diversified:
    """``sheets``: ``widen`` (route, now, after, cost), ``cases`` (each threat before and after, with ranges), ``budgets`` (what parts of
    the budget reach), ``partners``; those for which there are data."""

    target: str
    budget: float
    sheets: tuple[Sheet, ...]
    says: tuple[str, ...]
    notices: tuple[str, ...]
    rests_on: tuple[str, ...]
    hash: str


def diversify(
    target: str,
    budget: float,
    network: Asked | None,
    trade: Asked | None = None,
    powers: Sequence[str] = (),
    members: Mapping[str, Sequence[str]] | None = None,
) -> Diversified:
    """What to spend a budget on, and with whom to trade more cheaply. ``members`` as in ``levers``. Raises InputError."""
    if not np.isfinite(budget) or budget <= 0:
        raise InputError(f"budget must be a number above 0; {budget:g} was given")
    if network is None and trade is None:
        raise InputError(f"no data on {target}: give a network with costs (--network) or flows (--trade)")
    sheets: list[Sheet] = []
    says: list[str] = []
    notices: list[str] = []
    for part in (_widen(budget, network) if network else None, _partners(target, powers, trade, members or {}) if trade else None):
        if part is not None:
            sheets += part.sheets
            says += part.says
            notices += part.notices
    used = [a for a in (network, trade) if a is not None]
    return Diversified(
        target=target,
        budget=budget,
        sheets=tuple(sheets),
        says=tuple(says),
        notices=tuple(dict.fromkeys(notices)),
        rests_on=rests_on(used),
        hash=digest_of([target, budget, list(powers), {k: list(v) for k, v in (members or {}).items()}, *hashes(used)])[:16],
    )


@dataclass(frozen=True, slots=True)
class _Part:
    sheets: tuple[Sheet, ...]
    says: tuple[str, ...]
    notices: tuple[str, ...]


def _widen(budget: float, asked: Asked) -> _Part:
    question: CorridorQuestion = question_of(asked, CorridorQuestion)
    opened = asked.shelf.open(question.network, "network", ("from", "to", "route"), ("capacity",))
    rows = corridor_engine.rows_of(opened)
    extra = opened.table.to_pylist()
    cost = np.array([_number(r.get("cost"), np.nan) for r in extra])
    if not np.isfinite(cost).any():
        raise InputError(
            f"{asked.shelf.file}: no link of the network has a 'cost' (money for one unit of capacity), so nothing can be bought"
        )
    names = [r.route for r in rows]
    shared = sorted({r.route for r, c in zip(rows, cost, strict=True) if np.isfinite(c) and names.count(r.route) > 1})
    if shared:
        raise InputError(f"{asked.shelf.file}: a link with a 'cost' needs a route of its own; several links share {listed(shared)}")
    threats = [Case(c.name, c.close) for c in question.cases if c.close and not c.change]
    if not threats:
        raise InputError(f"{asked.shelf.file}: no case closes anything, so there is no loss to lower")
    closed = np.array([np.nan_to_num(corridor_engine.capacities_of(c, rows, question, asked.shelf.file), nan=1.0) == 0 for c in threats])
    capacity = np.array([r.capacity for r in rows])
    most = np.array([_number(r.get("most"), np.nan) for r in extra]) - capacity
    # Each link stands for itself, so that what a case closes on a state's territory is closed there and nowhere else.
    links = pa.table(
        {"from": [r.tail for r in rows], "to": [r.head for r in rows], "route": [str(k) for k in range(len(rows))], "capacity": capacity}
    )
    priced = np.flatnonzero(np.isfinite(cost))
    room = [None if np.isnan(most[k]) else max(0.0, float(most[k])) for k in priced]
    options = pa.table({"route": [str(k) for k in priced], "cost": cost[priced], "most": pa.array(room, pa.float64())})
    closures = {t.name: [str(k) for k in np.flatnonzero(shut)] for t, shut in zip(threats, closed, strict=True)}

    def best(money: float) -> Expansion[pa.Table]:
        ends = {"demand": question.demand, "source": question.source, "sink": question.sink}
        return expand(links, options, closures, budget=money, **ends)  # type: ignore[arg-type]

    chosen = best(budget)
    added = np.zeros(len(rows))
    for r in chosen.additions.to_pylist():
        added[int(r["route"])] = _down(r["added"])
    unit = question.unit or "units of the network"
    widen = {r.route: (r.capacity, r.capacity + a, a * c) for r, a, c in zip(rows, added, cost, strict=True) if a > 0}
    plan = tuple(Change(route, after) for route, (_, after, _) in widen.items())
    both = [c for t in threats for c in (t, Case(f"{t.name}, widened", t.close, plan))] if plan else threats
    found = corridor_engine.answer(replace(asked.scenario, question=replace(question, cases=(Case("open"), *both))), asked.shelf)
    columns = ("route", "now", "after", "cost")
    bought = pa.table({c: [row[k] for row in ((n, *v) for n, v in widen.items())] for k, c in enumerate(columns)}) if widen else None
    tried = [(part * budget, best(part * budget)) for part in STEPS]
    budgets = pa.table(
        {
            "budget": [money for money, _ in tried],
            "spent": [sum(_down(r["added"]) * cost[int(r["route"])] for r in e.additions.to_pylist()) for _, e in tried],
            "worst_case": [float(min(r["flow_after"] for r in e.scenarios.to_pylist())) for _, e in tried],
        }
    )
    sheets = [Sheet("widen", "What to widen", bought, ("route",), "after", unit)] if bought is not None else []
    sheets += [
        replace(found.sheets[0], title="What gets through, before and after"),
        Sheet("budgets", "What parts of the budget reach: the worst case", budgets, ("budget",), "worst_case", unit),
    ]
    return _Part(tuple(sheets), tuple(_says(budget, widen, found.sheets[0].table.to_pylist(), unit)), found.notices)


def _down(added: float) -> float:
    """What is added, rounded down: the budget is a limit."""
    return float(np.floor((added + 1e-7) * 10**DIGITS) / 10**DIGITS)


def _says(budget: float, widen: Mapping[str, tuple[float, float, float]], rows: list[dict[str, Any]], unit: str) -> list[str]:
    if not widen:
        return [f"Nothing that {budget:,.0f} can buy lets more through in any case."]
    spent = sum(c for _, _, c in widen.values())
    bought = "; ".join(f"{route} from {amount(now)} to {amount(after)}" for route, (now, after, _) in widen.items())
    flow = {r["case"]: r["max_flow"] for r in rows}
    gains = [f"{n}: {amount(f)} to {amount(flow[f'{n}, widened'])}" for n, f in flow.items() if f"{n}, widened" in flow]
    return [f"Widen {bought}, for {spent:,.0f} of {budget:,.0f}.", f"What gets through then ({unit}). {'; '.join(gains)}."]


def _partners(target: str, powers: Sequence[str], asked: Asked, members: Mapping[str, Sequence[str]]) -> _Part:
    """With whom trade would have to be cheaper, so that the worst threat is smaller."""
    question: TradeQuestion = question_of(asked, TradeQuestion)
    flows, _, _ = world(question, asked.shelf, [target, *powers])
    who, countries = powers_in(flows, powers, question, members)
    if target not in countries:
        raise InputError(f"{asked.shelf.file}: {target} is not among the countries of its flows: {listed(sorted(countries))}")
    if not who:
        who = {c: (c,) for c in sorted(countries) if c != target}
    theta = question.elasticity.central
    threats = coercion(flows, who, [target], theta, question.closure).to_pylist()
    worst = min(threats, key=lambda r: r["target_welfare_pct"])
    name = worst["power"]
    answers = coercion_answers(flows, {name: who[name]}, target, None, CHEAPER, theta, question.closure).to_pylist()
    rows = [r for r in answers if r["answer"] == "cheaper trade" and r["threat_after_pct"] is not None]
    rows.sort(key=lambda r: (-r["threat_after_pct"], r["partner"]))
    table = pa.table(
        {
            "partner": pa.array([r["partner"] for r in rows], pa.string()),
            "threat_pct": pa.array([worst["target_welfare_pct"]] * len(rows), pa.float64()),
            "threat_after_pct": pa.array([r["threat_after_pct"] for r in rows], pa.float64()),
            "offset_share": pa.array([r["offset_share"] for r in rows], pa.float64()),
            "enough_cost_cut": pa.array([r["enough_cost_cut"] for r in rows], pa.float64()),
        }
    )
    title = f"Trade {CHEAPER:.0%} cheaper beforehand: what a cut by {state_name(name)} costs then"
    sheet = Sheet("partners", title, table, ("partner",), "threat_after_pct", "percent")
    says = [f"The worst threat by trade is that of {state_name(name)}: {worst['target_welfare_pct']:.2f} %.".replace("-", "−")]
    if rows:
        best = rows[0]
        said = f"Trade {CHEAPER:.0%} cheaper with {state_name(best['partner'])} would bring it to {best['threat_after_pct']:.2f} %."
        says.append(said.replace("-", "−"))
    return _Part((sheet,), tuple(says), ("What it costs to make trade cheaper is not known here, so partners are ranked and not bought.",))


def _number(value: object, missing: float) -> float:
    return float(str(value)) if value not in (None, "") else missing
