"""What a project has loaded, as the checks of claims read it. In: a store. Out: Data. Tables are read when a claim asks for them, once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from equipoise.measure.claims.readings import Data
from equipoise.store.duck import Store

if TYPE_CHECKING:
    import pyarrow as pa

FIRST_SESSION_YEAR = 1945


def data_of(store: Store) -> Data:
    """The datasets of a project."""

    @cache
    def of_state(variable: str, state: str) -> pa.Table:
        return store.arrow("ties", "variable = ? AND (state = ? OR partner = ?)", [variable, state, state])

    @cache
    def of_year(variable: str, year: int) -> pa.Table:
        return store.arrow("ties", "variable = ? AND year = ?", [variable, year])

    @cache
    def vote_of(state: str, resolution: str) -> Sequence[tuple[str, int, int]]:
        return _votes(store, state, resolution)

    @cache
    def agreement_of(a: str, b: str, year: int) -> tuple[str, int, int] | None:
        return _alike(store, a, b, year - FIRST_SESSION_YEAR)

    return Data(store.read("sources"), of_state, of_year, vote_of, agreement_of)


def _votes(store: Store, state: str, resolution: str) -> list[tuple[str, int, int]]:
    """The ballots of a state on the roll calls that have this id, or this number in their title."""
    number = re.compile(rf"(?<!\d){re.escape(resolution)}(?!\d)", re.I)
    titled = store.read("rollcalls", "resolution = ? OR contains(lower(title), ?)", [resolution, resolution.casefold()])
    calls = {(r.session, r.resolution): r for r in titled if r.resolution == resolution or number.search(r.title or "")}
    if not calls:
        return []
    marks = ", ".join("?" * len(calls))
    ballots = store.read("ballots", f"state = ? AND resolution IN ({marks})", [state, *(r for _, r in calls)])
    return sorted(
        (b.dataset, day.year if (day := calls[b.session, b.resolution].day) else b.session + FIRST_SESSION_YEAR, b.vote)
        for b in ballots
        if (b.session, b.resolution) in calls
    )


def _alike(store: Store, a: str, b: str, session: int) -> tuple[str, int, int] | None:
    votes: dict[str, dict[str, dict[str, int]]] = {}
    for x in store.read("ballots", "session = ? AND state IN (?, ?)", [session, a, b]):
        votes.setdefault(x.dataset, {}).setdefault(x.state, {})[x.resolution] = x.vote
    found = []
    for dataset, by in votes.items():
        common = set(by.get(a, {})) & set(by.get(b, {}))
        found.append((dataset, sum(by[a][r] == by[b][r] for r in common), len(common)))
    return max(found, key=lambda f: (f[2], f[0]), default=None)
