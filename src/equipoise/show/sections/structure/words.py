"""Which measures are shown under which names, and how their values and ranges are said. In: estimates. Out: words."""

from __future__ import annotations

from dataclasses import dataclass

from equipoise.show.odds import number
from equipoise.show.structure import StructureFacts, year_of
from equipoise.words.estimate import Estimate


@dataclass(frozen=True, slots=True)
class Shown:
    """A measure as it is shown: its name, what it says in a line, whether it is a share."""

    measure: str
    name: str
    says: str
    percent: bool = True
    digits: int = 2
    there: bool = False
    """Whether 1 means that it is there; of a bloc, for which part of its states."""


DEPENDENCE = (
    Shown("trade_share", "Goods trade", "Each power’s part of all goods trade"),
    Shown("export_share", "Exports", "Each power’s part of exports"),
    Shown("import_share", "Imports", "Each power’s part of imports"),
    Shown("trade_dependence", "Trade over GDP", "Trade with each power as a part of GDP"),
    Shown("arms_share", "Arms", "Each power’s part of the arms delivered in five years"),
    Shown("investment_share", "Direct investment", "Each power’s part of the stock of direct investment"),
    Shown("aid_share", "Aid", "Each power’s part of the aid of three years"),
    Shown("route_share", "Oil export routes", "Part of the oil exports that leaves over each power’s territory"),
    Shown("influence_capacity", "Influence capacity", "Formal bilateral influence capacity, as published", percent=False),
)
ALIGNMENT = (
    Shown("vote_agreement", "Votes alike in the UN", "Part of roll calls of the General Assembly on which both voted alike"),
    Shown(
        "ideal_distance", "Distance of ideal points", "How far apart votes put the two, in standard deviations of all states", percent=False
    ),
)
LED = ("trade_share", "arms_share", "investment_share", "route_share")
"""Dependence of which the summary says who comes first."""
LINKS = (
    Shown("defence_pact", "Defence pact", "", there=True),
    Shown("nonaggression_pact", "Non-aggression pact", "", there=True),
    Shown("shared_groups", "Groups in common", "", percent=False, digits=1),
    Shown("shared_igos", "Organisations in common", "", percent=False, digits=0),
    Shown("missions_in_target", "Missions in the country", "", percent=False, digits=0),
    Shown("troops_in_target", "Troops in the country", "", percent=False, digits=0),
    *(
        Shown(f"sanctions_{k}", f"Sanctions on it: {k}", "", there=True)
        for k in ("trade", "arms", "military", "financial", "travel", "other")
    ),
    Shown("sanctions_exposed_trade", "Trade with sanctioning states", ""),
)
BALANCE = (
    Shown("vector_spread", "Spread", "", percent=False),
    Shown("vector_balance", "Balance", "", percent=False),
    Shown("vector_disagreement", "Disagreement", "", percent=False),
)


def figure_of(e: Estimate | None, shown: Shown) -> str:
    """A value in words."""
    if e is None or e.value is None:
        return "–"
    return value_of(e.value, shown)


def value_of(value: float, shown: Shown) -> str:
    if shown.there and value in (0, 1):
        return "yes" if value else "no"
    if shown.digits == 1 and value == int(value):
        return number(value, 0)
    return f"{100 * value:.1f}%" if shown.percent else number(value, shown.digits)


def range_of(e: Estimate, shown: Shown) -> str:
    if e.low is None or e.high is None:
        return "no range"
    if e.low == e.high:
        return ""
    return f"{value_of(e.low, shown)} to {value_of(e.high, shown)}"


def exposed(f: StructureFacts) -> str:
    """How much trade runs with all who restrict trade with it, powers or not; empty where none do."""
    shown = next(s for s in LINKS if s.measure == "sanctions_exposed_trade")
    e = f.last(shown.measure, None)
    if e is None or not e.value:
        return ""
    return (
        f"Trade with all states whose trade sanctions on it are in force: {figure_of(e, shown)} of goods trade in {year_of(e)} "
        f"({range_of(e, shown)}). An upper bound, for most sanctions name goods."
    )


def is_known(f: StructureFacts, shown: Shown) -> bool:
    return any(f.series(shown.measure, p) for p in f.powers)


def tells_nothing(f: StructureFacts, shown: Shown) -> bool:
    """Whether a link is there with no power: such rows tell nothing each."""
    return shown in LINKS and all((e := f.last(shown.measure, p)) is None or not e.value for p in f.powers)


def channels_of(e: Estimate) -> str:
    """The channels that a measure of balance is made of."""
    return e.method.removeprefix("channels ").split(", weights")[0]
