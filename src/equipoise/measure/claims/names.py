"""States and groups that a sentence names. In: text. Out: Named, in reading order.

A capital or a seat of power stands for its state ("Beijing"). Regions come with the states they hold, from reference/groups.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from equipoise.reference import groups as regions
from equipoise.reference.memberships import groups
from equipoise.reference.states import code_for, states

EU = "EUR"
_EU_NAMES = ("European Union", "the EU", "EU", "European bloc", "Brussels")


@dataclass(frozen=True, slots=True)
class Named:
    """A state (or the EU) where a text names it. ``owner``: in the genitive ("Kazakhstan's")."""

    start: int
    end: int
    code: str
    owner: bool


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = dict.fromkeys(_EU_NAMES, EU)
    for s in states():
        for name in (s.name, *s.names, *s.demonyms, *s.people, *s.capitals, *s.seats):
            if name[:1].isupper() and len(name) > 1:
                found.setdefault(name, s.code)
    return found


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(n) for n in sorted(_names(), key=lambda n: (-len(n), n)))
    return re.compile(rf"(?<![\w])(?P<name>{names})(?P<owner>['’]s?(?!\w))?(?!\w)")


def named(text: str) -> list[Named]:
    """The states and the EU that a text names.

    >>> [(n.code, n.owner) for n in named("Beijing is Kazakhstan's largest partner after the EU.")]
    [('CHN', False), ('KAZ', True), ('EUR', False)]
    """
    return [Named(m.start(), m.end(), _names()[m["name"]], m["owner"] is not None) for m in _pattern().finditer(text)]


def code_of(name: str | None) -> str | None:
    """The state (or the EU) that a reader's subject or object is, None where it is none."""
    code = code_for(name) if name else None
    return code if code in {s.code for s in states()} or code == EU else None


@cache
def _regions() -> dict[str, tuple[str, ...]]:
    found = {}
    for g in regions.groups():
        if g.kind == "states" and g.members:
            for name in (*g.bare, *g.adjectives, g.name):
                found[name.rstrip("?").casefold()] = g.members
    return found


def region(text: str) -> tuple[str, ...] | None:
    """The states of a region or group of states by its name, None where it is none that is known.

    >>> region("Central Asia")
    ('KAZ', 'KGZ', 'TJK', 'TKM', 'UZB')
    """
    wanted = text.casefold().strip()
    return _regions().get(wanted) or _regions().get(wanted.removeprefix("the "))


@cache
def _group_names() -> dict[str, str]:
    found: dict[str, str] = {}
    for short, name in groups().items():
        for form in (short, name, name.replace("isation", "ization"), name.replace("ization", "isation")):
            found[form.casefold()] = short
            found[form.casefold().removeprefix("the ")] = short
    return found


@cache
def _group_pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(n) for n in sorted(_group_names(), key=lambda n: (-len(n), n)))
    return re.compile(rf"(?<![\w])(?P<name>{names})(?!\w)", re.I)


def groups_named(text: str) -> list[tuple[int, int, str]]:
    """The groups of states with a list of members that a text names: start, end, short name.

    >>> groups_named("Kazakhstan joined the Eurasian Economic Union.")[0][2]
    'EAEU'
    """
    found = ((m.start(), m.end(), m["name"]) for m in _group_pattern().finditer(text))
    return [(a, b, _group_names()[n.casefold()]) for a, b, n in found if n.isupper() or len(n) > 6 or n[0].isupper()]
