"""Groups of states (the West, Central Asian countries) and peoples without a state's name (Kurds, Tamils). In: data/groups.csv. Out:
Group.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from equipoise.reference.files import parts, read_rows


@dataclass(frozen=True, slots=True)
class Group:
    """``code`` is None where the country of the text decides (Kurds) or each member is meant (the Baltic states). ``bare`` stand alone,
    ``adjectives`` need a noun after them."""

    kind: str  # states | people | nobody
    code: str | None
    name: str
    bare: tuple[str, ...]
    adjectives: tuple[str, ...]
    members: tuple[str, ...]


@cache
def groups() -> tuple[Group, ...]:
    """All groups, in the file's order."""
    return tuple(
        Group(r["kind"], r["code"] or None, r["name"], parts(r["bare"]), parts(r["adjective"]), parts(r["members"]))
        for r in read_rows("groups.csv")
    )
