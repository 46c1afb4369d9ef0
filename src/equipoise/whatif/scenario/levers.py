"""What each power can do to a target, side by side. In: target, powers, scenarios that hold the data. Out: a table with own cost, ranges.

Trade: all trade with the target is cut. Flow: everything on the power's territory is closed to the target's network. Position: how far the
power's actors move where the others end up. Definitions: docs/howto/what-if.md.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import pyarrow as pa
import pyarrow.compute as pc

from equipoise import __version__
from equipoise.reference.states import state_name
from equipoise.store.frames import listed
from equipoise.whatif.bargain import pull_ranges
from equipoise.whatif.ranges import coercion_ranges
from equipoise.whatif.scenario.data import Opened, Shelf, digest_of
from equipoise.whatif.scenario.engines import corridor as corridor_engine
from equipoise.whatif.scenario.engines.bargain import NUMBERS, TEXT, USUAL
from equipoise.whatif.scenario.engines.trade import doubt, world
from equipoise.whatif.scenario.result import Sheet, scenario_hash
from equipoise.words.errors import ConvergenceError, InputError
from equipoise.words.scenario import BargainQuestion, Case, CorridorQuestion, Scenario, TradeQuestion

MOST_DRAWS, MOST_BARGAINS = 1000, 100
"""Of trade, and of bargains, which are played anew without each power."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A scenario whose data are used, and where they lie."""

    scenario: Scenario
    shelf: Shelf


@dataclass(frozen=True, slots=True)
class Levers:
    """``sheet``: power, then for trade the change of welfare of the target and of the power in percent and leverage (the first over the
    second), for the network the share lost in percent, for the bargain the shift of the others' mean position in points (median); each
    with p05, p50 and p95 of the draws; null where a power has no part. ``says``, ``notices``: findings and what to know. ``rests_on``:
    each scenario with its data and the first digits of their SHA-256."""

    target: str
    sheet: Sheet
    says: tuple[str, ...]
    notices: tuple[str, ...]
    rests_on: tuple[str, ...]
    hash: str


def levers(
    target: str,
    powers: Sequence[str],
    trade: Asked | None = None,
    network: Asked | None = None,
    bargain: Asked | None = None,
    members: Mapping[str, Sequence[str]] | None = None,
) -> Levers:
    """The levers of each power. ``members``: countries of powers that are not countries of the data themselves. Raises InputError."""
    if not powers:
        raise InputError("powers: none is named; give codes: --powers RUS,CHN,EU")
    if trade is None and network is None and bargain is None:
        raise InputError(f"no data on {target}: give a scenario with flows (--trade), a network (--network) or actors (--bargain)")
    rows: dict[str, dict[str, Any]] = {p: {"power": p} for p in powers}
    notices: list[str] = []
    for asked, fill in ((trade, _trade), (network, _network), (bargain, _bargain)):
        if asked is not None:
            notices += fill(target, rows, asked, members or {})
    table = pa.Table.from_pylist(list(rows.values()), schema=pa.schema([("power", pa.string()), *((c, pa.float64()) for c in COLUMNS)]))
    if all(len(row) == 1 for row in rows.values()) and not any("no equilibrium" in n for n in notices):
        raise InputError(f"powers: {listed(list(powers))} have no part in any of the data: {' '.join(notices)}")
    used = [a for a in (trade, network, bargain) if a is not None]
    return Levers(
        target=target,
        sheet=Sheet("levers", "What each power can do", table, ("power",), "trade_loss", "percent"),
        says=tuple(_says(list(rows.values()))),
        notices=tuple(dict.fromkeys(notices)),
        rests_on=rests_on(used),
        hash=digest_of([target, list(powers), {k: list(v) for k, v in (members or {}).items()}, *hashes(used)])[:16],
    )


POINTS = ("p05", "p50", "p95")
COLUMNS = tuple(
    name
    for measure in ("trade_loss", "own_loss", "leverage", "flow_lost", "shift")
    for name in (measure, *(f"{measure}_{point}" for point in POINTS))
)


def data_of(asked: Asked) -> tuple[Opened, ...]:
    """The tables of a scenario, as they are found now."""
    question = asked.scenario.question
    wanted = {
        TradeQuestion: (("flows", ("exporter", "importer"), ("value",)), ("gdp", ("country",), ("gdp",))),
        CorridorQuestion: (("network", ("from", "to", "route"), ("capacity",)),),
        BargainQuestion: (("actors", TEXT, NUMBERS),),
    }.get(type(question), ())
    refs = [(name, getattr(question, name), text, numbers) for name, text, numbers in wanted]
    return tuple(asked.shelf.open(ref, name, text, numbers) for name, ref, text, numbers in refs if ref is not None)


def rests_on(used: Sequence[Asked]) -> tuple[str, ...]:
    """Each scenario with its data and their checksums, for reading."""
    return tuple(
        f"{a.scenario.engine.value}: {a.scenario.title} ({a.shelf.file}); "
        + "; ".join(f"{o.name} {o.source}, {o.rows:,} rows, SHA-256 {o.digest[:16]}" for o in data_of(a))
        for a in used
    )


def hashes(used: Sequence[Asked]) -> list[str]:
    """The hash of each scenario with its data and this version: what a result that rests on them hangs on."""
    return [scenario_hash(a.scenario, [o.digest for o in data_of(a)], __version__) for a in used]


def _trade(target: str, rows: dict[str, dict[str, Any]], asked: Asked, members: Mapping[str, Sequence[str]]) -> list[str]:
    question = question_of(asked, TradeQuestion)
    flows, _, imputed = world(question, asked.shelf, [target, *rows, *(m for p in rows for m in members.get(p, ()))])
    powers, countries = powers_in(flows, list(rows), question, members)
    if target not in countries:
        raise InputError(f"{asked.shelf.file}: {target} is not among the countries of its flows: {listed(sorted(countries))}")
    left_out = [p for p in rows if p not in powers]
    said = [f"Not in the flows of {asked.shelf.file}: {listed(left_out)}."] if left_out else []
    if not powers:
        return said
    spread, elasticity = doubt(asked.scenario.spread, question.elasticity)
    draws = min(spread.draws, MOST_DRAWS)
    said += _drawn("trade", draws)
    domestic: object = None if imputed is None else imputed.ranges
    if spread.domestic is not None:
        domestic = (spread.domestic.low, spread.domestic.central, spread.domestic.high)
    for power, countries_of in powers.items():
        try:
            with warnings.catch_warnings(record=True) as warned:
                warnings.simplefilter("always", UserWarning)
                found = coercion_ranges(
                    flows,
                    {power: countries_of},
                    [target],
                    max(1, draws),
                    spread.seed,
                    (elasticity.low, elasticity.central, elasticity.high),
                    spread.flow_sd or 0.0,
                    domestic,
                    question.closure,
                )
        except ConvergenceError as error:
            said.append(f"A cut by {power} has no equilibrium, so that its trade is left out: {error}.")
            continue
        said += [str(w.message) for w in warned]
        rows[power] |= _loss(found.threats.to_pylist(), spread.draws > 0)
    return said


def _drawn(what: str, draws: int) -> list[str]:
    return [f"Ranges of {what}: 5 to 95 % of {draws:,} draws."] if draws else []


def _loss(threats: Sequence[Mapping[str, Any]], ranges: bool) -> dict[str, float]:
    names = {"target_welfare_pct": "trade_loss", "power_welfare_pct": "own_loss", "leverage": "leverage"}
    found = {}
    for row in threats:
        column = names[row["measure"]]
        found[column] = row["central"]
        if ranges:
            found |= {f"{column}_{point}": row[point] for point in POINTS}
    return found


def powers_in(
    flows: pa.Table, names: Sequence[str], question: TradeQuestion, members: Mapping[str, Sequence[str]]
) -> tuple[dict[str, tuple[str, ...]], set[str]]:
    """The countries of the flows that each power is, and all countries; a power that has none there is left out."""
    countries = {str(c) for column in ("exporter", "importer") for c in pc.unique(flows[column]).to_pylist()}
    groups = {g.name: g.members for g in question.groups}
    powers = {p: (p,) if p in countries else tuple(m for m in groups.get(p, members.get(p, ())) if m in countries) for p in names}
    return {p: found for p, found in powers.items() if found}, countries


def _network(target: str, rows: dict[str, dict[str, Any]], asked: Asked, members: Mapping[str, Sequence[str]]) -> list[str]:
    question = question_of(asked, CorridorQuestion)
    opened = asked.shelf.open(question.network, "network", ("from", "to", "route"), ("capacity",))
    states = {s.strip() for r in opened.table.to_pylist() for s in str(r.get("state") or "").split(";") if s.strip()}
    cases = {p: tuple(f"state:{m}" for m in dict.fromkeys([p, *members.get(p, ())]) if m in states) for p in rows}
    with_part = {p: close for p, close in cases.items() if close}
    without = [p for p in rows if p not in with_part]
    said = [f"No link of the network of {asked.shelf.file} lies in {listed(without)}."] if without else []
    if not with_part:
        return said
    closed = tuple(Case(p, close) for p, close in with_part.items())
    scenario = replace(asked.scenario, question=replace(question, cases=(Case("open"), *closed)))
    found = corridor_engine.answer(scenario, asked.shelf)
    table = found.sheets[0].table.to_pylist()
    whole = table[0]["max_flow"] or 1.0
    for row in table[1:]:
        rows[row["case"]]["flow_lost"] = row["lost_pct"]
        if "lost_p05" in row:
            rows[row["case"]] |= {f"flow_lost_{point}": 100 * row[f"lost_{point}"] / whole for point in POINTS}
    said += _drawn("the network", scenario.spread.draws)
    return [*said, "What a power loses itself by closing its territory to the network (fees, fines, trust) is not in the table."]


def _bargain(target: str, rows: dict[str, dict[str, Any]], asked: Asked, members: Mapping[str, Sequence[str]]) -> list[str]:
    question = question_of(asked, BargainQuestion)
    opened = asked.shelf.open(question.actors, "actors", TEXT, NUMBERS)
    if not question.reviewed or "state" not in opened.table.column_names:
        raise InputError(f"{asked.shelf.file}: levers need reviewed actors, each with a key 'state' that says whose it is")
    whose: dict[str, str] = {r["actor"]: str(r["state"]) for r in opened.table.to_pylist()}
    groups = {p: [a for a, s in whose.items() if s in (p, *members.get(p, ()))] for p in rows}
    groups = {p: actors for p, actors in groups.items() if actors}
    without = [p for p in rows if p not in groups]
    said = [f"No actor of {asked.shelf.file} belongs to {listed(without)}."] if without else []
    if not groups:
        return said
    spread = asked.scenario.spread
    sds = {k: getattr(spread, k) for k in USUAL} if spread.given else USUAL
    actors, draws = opened.table.select([*TEXT, *NUMBERS]), min(spread.draws, MOST_BARGAINS)
    said += _drawn("the bargain", draws)
    position, salience, capability = (sds[k] or 0.0 for k in USUAL)
    pulls = pull_ranges(actors, groups, draws, spread.seed, position, salience, capability)
    first = pulls[0].dimension if pulls else ""
    for p in pulls:
        if p.dimension == first:
            rows[p.group] |= {"shift": p.p50 if spread.draws else p.value, "shift_p05": p.p05, "shift_p50": p.p50, "shift_p95": p.p95}
    scale = f"; 100 means: {question.high}" if question.high else ""
    return [*said, f"Shift is in points of the scale of “{asked.scenario.title}”{scale}."]


def question_of(asked: Asked, kind: type) -> Any:
    """The question of a scenario of the right kind. Raises InputError for another."""
    if not isinstance(asked.scenario.question, kind):
        raise InputError(f"{asked.shelf.file} is a scenario of {asked.scenario.engine.value}; another is needed here")
    return cast(Any, asked.scenario.question)


def _says(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    found = []
    hurt = [r for r in rows if r.get("trade_loss") is not None]
    if hurt:
        worst = min(hurt, key=lambda r: r["trade_loss"])
        found.append(
            f"By trade {state_name(worst['power'])} can hurt most: {worst['trade_loss']:.2f} %, at {worst['own_loss']:.2f} % to itself."
        )
    held = [r for r in rows if r.get("flow_lost")]
    if held:
        worst = max(held, key=lambda r: r["flow_lost"])
        found.append(f"By its territory {state_name(worst['power'])} can hold up most: {worst['flow_lost']:.0f} % of what leaves.")
    pulling = [r for r in rows if r.get("shift") is not None]
    if pulling:
        most = max(pulling, key=lambda r: abs(r["shift"]))
        found.append(f"At the table {state_name(most['power'])} moves the others most: {most['shift']:+.1f} points.")
    return [s.replace("-", "−") if s.startswith(("By trade", "At the table")) else s for s in found]
