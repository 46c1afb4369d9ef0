"""Groups of states with the days of accession and leaving. In: data/memberships.csv. Out: Membership, members, groups_of, standing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from equipoise.reference.files import parts, read_rows

MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Membership:
    """A state in a group; ``role`` is member or a lesser standing; ``until`` None: still, the last day otherwise."""

    group: str
    name: str
    code: str
    role: str
    since: date
    until: date | None

    def on(self, day: date) -> bool:
        """Whether it held on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@cache
def memberships() -> tuple[Membership, ...]:
    """All of them, by group, day and code."""
    found = [
        Membership(
            r["group"], r["name"], code, r["role"], date.fromisoformat(r["from"]), date.fromisoformat(r["until"]) if r["until"] else None
        )
        for r in read_rows("memberships.csv")
        for code in parts(r["codes"])
    ]
    return tuple(sorted(found, key=lambda m: (m.group, m.since, m.code)))


@cache
def groups() -> dict[str, str]:
    """The name of each group by its short name."""
    return {m.group: m.name for m in memberships()}


def members(group: str, day: date, role: str = MEMBER) -> frozenset[str]:
    """Who belonged to a group on a day.

    >>> "GBR" in members("EU", date(2019, 1, 1)), "GBR" in members("EU", date(2021, 1, 1)), len(members("EU", date(2024, 1, 1)))
    (True, False, 27)
    """
    return frozenset(m.code for m in memberships() if m.group == group and m.role == role and m.on(day))


def groups_of(code: str, day: date, role: str = MEMBER) -> tuple[str, ...]:
    """The groups that a state belonged to on a day, sorted.

    >>> groups_of("KAZ", date(2024, 1, 1))
    ('CIS', 'CSTO', 'EAEU', 'OTS', 'SCO')
    """
    return tuple(sorted({m.group for m in memberships() if m.code == code and m.role == role and m.on(day)}))


def standing(code: str, group: str, day: date) -> str | None:
    """A state's role in a group on a day: member, observer, partner ...; None where it had none.

    >>> standing("HUN", "OTS", date(2024, 1, 1)), standing("UZB", "CSTO", date(2024, 1, 1))
    ('observer', None)
    """
    roles = [m.role for m in memberships() if m.group == group and m.code == code and m.on(day)]
    return MEMBER if MEMBER in roles else roles[0] if roles else None
