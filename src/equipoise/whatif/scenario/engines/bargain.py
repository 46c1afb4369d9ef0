"""A bargaining scenario. In: scenario, shelf. Out: Found: where positions end up, with bands, who moves whom, and why."""

from __future__ import annotations

from typing import Any, Literal, cast

import pyarrow as pa
import pyarrow.compute as pc

from equipoise.store.frames import listed
from equipoise.whatif.bargain import bargain, bargain_ranges
from equipoise.whatif.scenario.data import Shelf
from equipoise.whatif.scenario.result import Found, Sheet
from equipoise.words.errors import InputError
from equipoise.words.scenario import BargainQuestion, Scenario, Spread

TEXT, NUMBERS = ("actor", "dimension"), ("capability", "position", "salience")
UNIT = "on the scale"
USUAL = {"position_sd": 5.0, "salience_sd": 10.0, "capability_sd": 0.2}
"""How uncertain experts' estimates are taken to be where a scenario asks for ranges and does not say."""


def answer(scenario: Scenario, shelf: Shelf) -> Found:
    """Play it. Raises InputError: not reviewed by a person, actors that cannot be used."""
    question = cast(BargainQuestion, scenario.question)
    if not question.reviewed:
        raise _unseen(shelf.file, "reviewed: false")
    opened = shelf.open(question.actors, "actors", TEXT, NUMBERS)
    if "reviewed" in opened.table.column_names and not all(
        str(v).strip().casefold() in ("true", "yes", "1") for v in opened.table["reviewed"].to_pylist()
    ):
        raise _unseen(f"{shelf.file}: {opened.source}", "'reviewed' is not true in every row")
    actors = opened.table.select([*TEXT, *NUMBERS])
    method = cast(Literal["smp", "expected_utility"], question.method)
    played = bargain(actors, method, question.max_turns, question.rounds)
    outcomes, positions, extra, info = _tables(scenario, question, actors, played, method)
    return Found(
        sheets=(
            Sheet("outcome", "Mean position at the start and the end", outcomes, ("dimension",), "end", UNIT),
            Sheet("actors", "Where each actor starts and ends", positions, ("actor", "dimension"), "end", UNIT),
            *extra,
            Sheet("influence", "Who moved whom: distance over all turns", played.influence, ("partner", "actor"), "distance", UNIT),
            Sheet("challenges", "Challenges at the start: what each expects of challenging another", _first(played.challenges)),
            Sheet("offers", "What challengers and those challenged would settle on, by turn", played.offers),
            Sheet("given", "What was given", opened.table),
        ),
        inputs=(opened,),
        info={**played.info, **info},
        says=tuple(_says(question, outcomes, played)),
        notices=tuple(_notices(scenario.spread, actors, played)),
        assumptions=_ASSUMPTIONS,
    )


def _unseen(where: str, why: str) -> InputError:
    return InputError(
        f"{where}: this is a proposal that nobody has looked at ({why}). Check each position, salience and capability against its "
        "evidence, change what is wrong, and set 'reviewed' to true"
    )


_ASSUMPTIONS = (
    "Capabilities, positions and saliences are judgements; the ranges say how far the outcome moves when they are somewhat wrong.",
    "Everybody knows everything but others' attitude to risk; nobody bluffs, waits or breaks a promise.",
    "Turns are not dates. The end of a bargain is not a vote.",
)


def _tables(
    scenario: Scenario, question: BargainQuestion, actors: pa.Table, played: Any, method: Literal["smp", "expected_utility"]
) -> tuple[pa.Table, pa.Table, tuple[Sheet, ...], dict[str, Any]]:
    spread = scenario.spread
    if not spread.draws:
        return _central(played), _ends(played), (), {"draws": 0}
    sds = {k: getattr(spread, k) for k in USUAL} if spread.given else USUAL
    bands = bargain_ranges(
        actors,
        spread.draws,
        spread.seed,
        sds["position_sd"] or 0.0,
        sds["salience_sd"] or 0.0,
        sds["capability_sd"] or 0.0,
        method,
        question.max_turns,
        question.rounds,
    )
    turns = Sheet("turns", "Mean position, turn by turn", bands.turns, ("turn", "dimension"), "value", UNIT)
    often = Sheet("influence_ranges", "Who moved whom over all draws", bands.influence, ("partner", "actor"), "share", "of the draws")
    info = {k: bands.info[k] for k in ("draws", "seed", *USUAL)}
    return _ended(bands.outcomes), _ended(bands.positions), (turns, often), info


def _ended(table: pa.Table) -> pa.Table:
    return table.rename_columns(["end" if c == "value" else c for c in table.column_names])


def _central(played: Any) -> pa.Table:
    turns = played.turns
    last = pc.max(turns["turn"])
    ends = turns.filter(pc.equal(turns["turn"], last))
    starts = turns.filter(pc.equal(turns["turn"], 0))
    return pa.table({"dimension": ends["dimension"], "start": starts["mean_position"], "end": ends["mean_position"]})


def _ends(played: Any) -> pa.Table:
    rows = played.positions
    start, end = (rows.filter(pc.equal(rows["turn"], t)) for t in (0, pc.max(rows["turn"])))
    return pa.table({"actor": end["actor"], "dimension": end["dimension"], "start": start["position"], "end": end["position"]})


def _first(challenges: pa.Table) -> pa.Table:
    """Those of the start: the ones made first, then the most promising."""
    at_start = challenges.filter(pc.equal(challenges["turn"], 0)).drop_columns(["turn"])
    return at_start.sort_by([("made", "descending"), ("expected_utility", "descending")])


def _says(question: BargainQuestion, outcomes: pa.Table, played: Any) -> list[str]:
    found = []
    for row in outcomes.to_pylist():
        if row["end"] is None:
            continue
        band = f" (90 % range {_points(row['p05'])} to {_points(row['p95'])})" if row.get("p05") is not None else ""
        name = "The mean position" if outcomes.num_rows == 1 else f"{row['dimension']}: the mean position"
        found.append(f"{name} moves from {row['start']:.1f} to {row['end']:.1f}{band}.")
    if question.low and question.high:
        found.append(f"0 means: {question.low}. 100 means: {question.high}.")
    movers = played.influence.slice(0, 3).to_pylist()
    found += [
        f"{m['partner']} moves {m['actor']} by {m['distance']:.1f} in {m['moves']} turn{'s' if m['moves'] > 1 else ''}." for m in movers
    ]
    if not movers:
        found.append("Nobody moves.")
    return found


def _points(value: float) -> str:
    """A position in whole points, with a true minus."""
    return f"{value:.0f}".replace("-", "−")


def _notices(spread: Spread, actors: pa.Table, played: Any) -> list[str]:
    names = list(dict.fromkeys(actors["actor"].to_pylist()))
    places = {tuple(r[1:]) for r in _places(actors)}
    found = []
    if spread.draws and not spread.given:
        found.append(
            "The scenario does not say how uncertain its inputs are. Taken: positions 5 points, saliences 10 points, capabilities 20 % "
            "(standard deviations)."
        )
    if len(names) == 1:
        found.append(f"There is one actor, {names[0]}; it has nobody to bargain with, and stays where it is.")
    elif len(places) == 1:
        found.append("All actors stand in one place: there is nothing to bargain about, and nobody moves.")
    indifferent = [
        n for n in names if not any(s for a, s in zip(actors["actor"].to_pylist(), actors["salience"].to_pylist(), strict=True) if a == n)
    ]
    if indifferent:
        found.append(f"No salience anywhere: {listed(indifferent)}. They find all places alike and are not heard.")
    if not any(actors["capability"].to_pylist()):
        found.append("No actor has any capability: nobody can move anybody, and there is no weighted mean position.")
    if played.info["settled"] is False:
        found.append(f"Movement had not ceased after {played.info['turns']} turns; raise max_turns to go on.")
    return found


def _places(actors: pa.Table) -> list[tuple[Any, ...]]:
    by_actor: dict[str, dict[str, float]] = {}
    for row in actors.to_pylist():
        by_actor.setdefault(row["actor"], {})[row["dimension"]] = row["position"]
    return [(name, *(p for _, p in sorted(at.items()))) for name, at in by_actor.items()]
