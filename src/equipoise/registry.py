"""Named extension points: what is installed under an entry-point group, found by name when it is asked for."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Any

from equipoise.words.errors import InputError

CODERS = "equipoise.coders"
CONNECTORS = "equipoise.connectors"


def names(group: str) -> list[str]:
    """The names registered in a group, sorted."""
    return sorted({e.name for e in entry_points(group=group)})


def load(group: str, name: str) -> Any:
    """The object registered under a name. Raises InputError that lists the names there are."""
    found = [e for e in entry_points(group=group) if e.name == name]
    if not found:
        raise InputError(f"No {name!r} in {group}; there are: {', '.join(names(group)) or 'none'}")
    return found[0].load()
