"""Who held which office when. In: data/leaders.csv (from 2010), data/leaders_before_2010.csv. Out: Term, terms, holder.

Dates are months; an end that is not known is open. ``source`` tells how a row was checked (see the files' headers).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from equipoise.reference.files import parts, read_rows


@dataclass(frozen=True, slots=True)
class Term:
    """One person in one office. ``state`` is an actor code (EUR, UNO, IGO for heads of organisations). ``start`` and ``end`` are the
    first days
    of the first and the last month; ``end`` None = still in office or not known. ``also`` are further spellings."""

    name: str
    state: str
    office: str
    sector: str
    start: date
    end: date | None
    source: str
    also: tuple[str, ...]

    def holds(self, day: date) -> bool:
        """Whether the office was held in the month of ``day``."""
        month = day.replace(day=1)
        return self.start <= month and (self.end is None or month <= self.end)


FILES = ("leaders.csv", "leaders_before_2010.csv")
# Who stands for a state when a text says "the Russian leader": the office that leads, then the next.
LEADING = (
    "president",
    "supreme leader",
    "king",
    "emir",
    "sultan",
    "general secretary",
    "leader",
    "prime minister",
    "chancellor",
    "head of government",
)
_PRIME_STATES = """
    ALB AUS AUT BEL BGD BGR CAN CZE DEU DNK ESP EST ETH FIN GBR GRC HRV HUN IND IRL IRQ ISL ISR ITA JAM JPN KHM LBN LUX LVA MKD MLT MNE
    MYS NLD NOR NPL NZL
    PAK POL PRT SGP SVK SVN SWE THA TTO
"""
_PRIME_FIRST = frozenset(_PRIME_STATES.split())


# An office that is not the government's.
_SECTORS = {
    "speaker of parliament": "LEG", "senator": "LEG", "opposition leader": "OPP", "dissident": "OPP", "rebel leader": "REB",
    "militia leader": "REB", "religious leader": "REL", "commander": "MIL", "activist": "SOC", "scientist": "EDU",
}  # fmt: skip


@cache
def terms() -> tuple[Term, ...]:
    """All terms of both tables, sorted by state, office, start and name."""
    rows = [_term(row) for name in FILES for row in read_rows(name)]
    return tuple(sorted(rows, key=lambda t: (t.state, t.office, t.start, t.name)))


def _term(row: dict[str, str]) -> Term:
    sector = _SECTORS.get(row["office"], "GOV")
    return Term(
        row["name"], row["state"], row["office"], row.get("sector") or sector, month(row["start"]),
        month(row["end"]) if row["end"] else None, row["source"], parts(row.get("also", "")),
    )  # fmt: skip


def month(text: str) -> date:
    """The first day of a month given as YYYY-MM (or of January, given as YYYY)."""
    year, _, number = text.partition("-")
    return date(int(year), int(number or 1), 1)


@cache
def _by_state() -> dict[str, tuple[Term, ...]]:
    found: dict[str, list[Term]] = {}
    for term in terms():
        found.setdefault(term.state, []).append(term)
    return {state: tuple(held) for state, held in found.items()}


@cache
def states_with(office: str) -> frozenset[str]:
    """The states that are known to have an office: a chancellor is of Germany or Austria, wherever he speaks.

    >>> sorted(states_with("chancellor"))
    ['AUT', 'DEU']
    """
    return frozenset(t.state for t in terms() if t.office == office)


def holder(state: str, office: str, day: date) -> Term | None:
    """Who held this office of this state on that day; None where the tables do not tell. ``leader`` asks for the leading office.

    >>> holder("RUS", "president", date(2010, 5, 1)).name
    'Dmitry Medvedev'
    """
    held = [t for t in _by_state().get(state, ()) if t.holds(day)]
    wanted = _leading(state) if office == "leader" else (office,)
    for name in wanted:
        found = [t for t in held if t.office == name]
        if found:
            # In a month of change both hold the office; the newcomer is the one the news speak of.
            return max(found, key=lambda t: (t.start, t.name))
    return None


def _leading(state: str) -> tuple[str, ...]:
    if state in _PRIME_FIRST:
        return ("prime minister", "chancellor", "president", "king", "sultan")
    return LEADING
