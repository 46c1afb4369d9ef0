"""Which names are persons and which are states; how persons' names compare. In: resolved names. Out: yes or no, surnames."""

from __future__ import annotations

import re
from functools import cache

_BODY = re.compile(
    r"\b(?:minist|govern|compan|counc|commission|committee|part(?:y|ies)\b|parliament|assembl|agency|authorit|forces?\b|army\b|police|bank\b|union"
    r"|organi[sz]ation|fund\b|court\b|group\b|leaders?\b|officials?\b|diplomats?\b|countries|states?\b|office\b|embassy|centre\b|center\b"
    r"|republic\b|kingdom\b|west\b|asia\b|kremlin|house\b|bureau|institute|university|university|corporation|citizens|people|troops|protesters)",
    re.IGNORECASE,
)


@cache
def state_of_name(name: str) -> str | None:
    """Code of the state that a name names, None where it names none."""
    from equipoise.reference.states import code_for

    return code_for(name)


@cache
def _states_by_word() -> dict[str, str]:
    from equipoise.reference.states import plain, states

    found: dict[str, str] = {}
    for s in states():
        for name in (s.name, *s.names, *s.demonyms, *s.people, *s.capitals, *s.seats):
            one = plain(name).removeprefix("the ")
            if " " not in one:
                found.setdefault(one, s.code)
    return found


@cache
def state_of_word(word: str) -> str | None:
    """Code of the state that one word can stand for: its name, people, adjective, capital or seat of power; None for other words."""
    from equipoise.reference.states import plain

    return _states_by_word().get(plain(word))


@cache
def is_person(name: str | None, code: str) -> bool:
    """True where a resolved name is a person's: two or more capitalised words that name neither a state nor a body."""
    if name is None or _BODY.search(name) or state_of_name(name):
        return False
    parts = name.split()
    return len(parts) >= 2 and all(p[0].isupper() for p in (parts[0], parts[-1]))


def surname(name: str | None) -> str:
    """The last word of a name in lower case: given names are misspelt more often ("Emmanual Macron")."""
    return name.split()[-1].casefold() if name else ""
