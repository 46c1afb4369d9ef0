"""Function words and verb classes of the grammar, by name. In: lexicon/grammar.toml. Out: frozen sets of lemmas."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from equipoise.words.event import EventType


def word_set(name: str) -> frozenset[str]:
    """The words of a class. Raises KeyError for a name that grammar.toml does not have.

    >>> "hold" in word_set("light")
    True
    """
    return frozenset(w.strip() for w in _table()[name].split(",") if w.strip())


@cache
def _table() -> dict[str, str]:
    text = (resources.files("equipoise.read.coders.rules") / "lexicon" / "grammar.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def event_types(names: str) -> frozenset[EventType]:
    """Types by their names, separated by spaces."""
    return frozenset(EventType(name) for name in names.split())
