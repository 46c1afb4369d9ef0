"""Who dealt with the target: parties of events rolled up into powers. In: events, settings.powers. Out: contacts and standings.

A member counts under its power once an event, whatever number of members took part; an event with several powers counts for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from equipoise.words.actor import Power
from equipoise.words.event import Event

OTHER = "other"
"""Power code of all foreign states that are under no declared power."""
WEST = "WST"
"""The West where a report names only it: shown apart, never shared out among its states."""
WESTERN_POWERS = ("USA", "EUR", "GBR")
"""The declared powers that, with ``WST``, make the Western bloc of a tilt."""
WEST_BLOC = "West bloc"
"""Row of the Western bloc while counting; it comes out only as a side of a tilt, as ``WST``."""

# Codes that name no single state. EUR is none of them: where it is no declared power it is a foreign actor like any other.
NOT_STATES = frozenset({"CAS", "IGO", "IMG", "INT", "ISM", "MNC", "NGO", "UNK", "UNO", "WST"})

POWER_TO_TARGET, TARGET_TO_POWER, BOTH = 0, 1, 2
"""Positions of the directions in every table of counts, in the order of ``Direction``."""


@dataclass(frozen=True, slots=True)
class Roster:
    """The powers that compete for one target. ``declared`` are settings' powers without the target, in their order.

    ``shared_out`` are the declared ones and ``other``: between these shares sum to 1. ``rows`` are all that is counted.
    """

    target: str
    declared: tuple[str, ...]
    inside: frozenset[str]
    under: Mapping[str, str] = field(repr=False)

    @property
    def shared_out(self) -> tuple[str, ...]:
        """Declared powers and ``other``."""
        return (*self.declared, OTHER)

    @property
    def rows(self) -> tuple[str, ...]:
        """Powers shared out, the West, and the Western bloc."""
        return (*self.shared_out, WEST, WEST_BLOC)

    def power_of(self, code: str) -> str | None:
        """The power a code counts under; None for the target itself and for what is no state."""
        if code in self.inside:
            return None
        return self.under.get(code) or (WEST if code == WEST else None if code in NOT_STATES else OTHER)

    def powers_of(self, codes: Iterable[str]) -> frozenset[str]:
        """The powers among some codes, each once, with the Western bloc where one of them is Western."""
        found = {p for c in codes if (p := self.power_of(c))}
        if any(p == WEST or p in WESTERN_POWERS for p in found):
            found.add(WEST_BLOC)
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Contact:
    """An event between a power and the target: position of the event, row of the power, direction (both = either way, once)."""

    event: int
    power: int
    direction: int


@dataclass(frozen=True, slots=True)
class Stand:
    """A power's sign (-1, 0, +1) in an event the target takes part in."""

    event: int
    power: int
    direction: int
    sign: int


def roster_for(target: str, powers: Sequence[Power]) -> Roster:
    """The powers that compete for a target. The target never competes: a power that is the target is left out with its members, and a
    power that has the target among its members goes on without it.

    >>> roster_for("HUN", (Power("EUR", "European Union", ("DEU", "HUN")), Power("RUS", "Russia"))).power_of("DEU")
    'EUR'
    """
    inside = {target}
    for power in powers:
        if power.code == target:
            inside.update(power.members)
    rest = [p for p in powers if p.code != target]
    under = {code: p.code for p in rest for code in (p.code, *p.members) if code not in inside}
    return Roster(target, tuple(p.code for p in rest), frozenset(inside), under)


def contacts(events: Sequence[Event], roster: Roster) -> list[Contact]:
    """Every contact between the target and a power, by event, power, direction.

    A reciprocal event has all its sides as actors and counts in both directions; ``both`` counts every event once.
    """
    row = {power: i for i, power in enumerate(roster.rows)}
    known: dict[_Sides, list[tuple[int, int]]] = {}  # few combinations of sides occur in many events
    out: list[Contact] = []
    for i, event in enumerate(events):
        sides = _sides(event)
        if sides not in known:
            known[sides] = sorted((row[power], d) for power, directions in _ways(sides, roster).items() for d in directions | {BOTH})
        out += [Contact(i, p, d) for p, d in known[sides]]
    return out


def stands(events: Sequence[Event], roster: Roster) -> list[Stand]:
    """Signs of standing in events the target takes part in, by event, power, direction.

    ``both`` has every sign; a direction has those of events in which the power itself acts that way. Signs of several members of one
    power (or of a power and its members) in one event become one: the sign of their sum. docs/methods/balance.md, eq. 7.
    """
    row = {power: i for i, power in enumerate(roster.rows)}
    known: dict[_Sides, dict[str, set[int]]] = {}
    out: list[Stand] = []
    for i, event in enumerate(events):
        sides = _sides(event)
        if not event.standing or roster.inside.isdisjoint(sides.acting | sides.receiving):
            continue
        if sides not in known:
            known[sides] = _ways(sides, roster)
        for power, sign in _signs(event, roster).items():
            out += [Stand(i, row[power], d, sign) for d in {*known[sides].get(power, ()), BOTH}]
    return sorted(out, key=lambda s: (s.event, s.power, s.direction))


@dataclass(frozen=True, slots=True)
class _Sides:
    acting: frozenset[str]
    receiving: frozenset[str]
    reciprocal: bool


def _sides(event: Event) -> _Sides:
    return _Sides(frozenset(p.code for p in event.actors), frozenset(p.code for p in event.recipients), event.reciprocal)


def _signs(event: Event, roster: Roster) -> dict[str, int]:
    """The sign of each power in the event: of several members together, the sign of their sum."""
    sums: dict[str, int] = {}
    for s in event.standing:
        if power := roster.power_of(s.power):
            sums[power] = sums.get(power, 0) + s.sign
    return {power: (n > 0) - (n < 0) for power, n in sums.items()}


def _ways(sides: _Sides, roster: Roster) -> dict[str, set[int]]:
    """For each power that deals with the target, the directions it does so in.

    Actors act on recipients; in a reciprocal event they act on one another. Two that act together on a third do not act on each other.
    """
    target_acts, target_receives = (not roster.inside.isdisjoint(codes) for codes in (sides.acting, sides.receiving))
    ways: dict[str, set[int]] = {}
    if target_receives:
        for power in roster.powers_of(sides.acting):
            ways.setdefault(power, set()).add(POWER_TO_TARGET)
    if target_acts:
        for power in roster.powers_of(sides.receiving):
            ways.setdefault(power, set()).add(TARGET_TO_POWER)
    if target_acts and sides.reciprocal:
        for power in roster.powers_of(sides.acting):
            ways.setdefault(power, set()).update((POWER_TO_TARGET, TARGET_TO_POWER))
    return ways
