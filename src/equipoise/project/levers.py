"""What-if on a project: its ties as flows, its events as evidence and as proposals. In: a project's store. Out: results, texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from equipoise import pipeline
from equipoise.settings import Settings
from equipoise.store.duck import Store
from equipoise.words.errors import InputError
from equipoise.words.event import Mention, MentionId
from equipoise.words.scenario import SourceKind, SourceRef

if TYPE_CHECKING:
    import pyarrow as pa

    from equipoise.show.scenario import Evidence
    from equipoise.whatif.scenario.propose import Proposed
    from equipoise.whatif.scenario.result import ScenarioResult


class WhatIf:
    """``project.whatif``."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self.settings = settings

    def run(self, path: str | Path, data: Sequence[str | Path] = ()) -> ScenarioResult:
        """The scenario in a file, answered; it may name ties of this project. Raises InputError, ConvergenceError."""
        from equipoise.whatif.scenario.run import run_file

        return run_file(path, data, self.flows)

    def flows(self, dataset: str, variable: str, year: str) -> pa.Table:
        """Ties of one variable and year as flows: exporter, importer, value. A variable that begins with "imports" goes from partner to
        state.

        Raises InputError where there are none.
        """
        import pyarrow as pa

        where = "dataset = ? AND variable = ? AND year = ? AND partner IS NOT NULL AND item IS NULL AND value IS NOT NULL"
        rows = self.store.read("ties", where, [dataset, variable, _year(year)])
        if not rows:
            there = sorted(set(self.store.column("ties", "variable", "dataset = ?", [dataset])))
            known = f"it has {', '.join(there)}" if there else "there are " + (", ".join(self._datasets()) or "none: `equipoise ties load`")
            raise InputError(f"the project has no ties {dataset} {variable} in {year}; {known}")
        back = variable.startswith("imports")
        return pa.table(
            {
                "exporter": pa.array([t.partner if back else t.state for t in rows], pa.string()),
                "importer": pa.array([t.state if back else t.partner for t in rows], pa.string()),
                "value": pa.array([t.value for t in rows], pa.float64()),
            }
        )

    def evidence(self, sources: Sequence[SourceRef]) -> Mapping[str, tuple[Evidence, ...]]:
        """What the project has for the sources of a scenario that are ids of its ledger. Raises InputError for an id that there is not."""
        pipeline.build(self.store, self.settings)
        return {s.name: self._of(s) for s in sources if s.kind in (SourceKind.EVENT, SourceKind.MENTION, SourceKind.CLAIM)}

    def propose(self, target: str, issue: Sequence[str]) -> tuple[list[Proposed], Mapping[MentionId, Mention]]:
        """Actors of a bargain over an issue, as the project's events show them, with the mentions they rest on. Raises InputError."""
        from equipoise.reference.states import code_for
        from equipoise.whatif.scenario.propose import propose_actors

        code = code_for(target)
        if code is None:
            raise InputError(f"{target!r} is no state or organisation that is known. Give a name or an ISO code, for example KAZ")
        pipeline.build(self.store, self.settings)
        mentions = {m.id: m for m in self.store.read("mentions")}
        return propose_actors(self.store.read("events"), mentions, code, issue), mentions

    def _of(self, source: SourceRef) -> tuple[Evidence, ...]:
        from equipoise.show.scenario import Evidence

        if source.kind is SourceKind.CLAIM:
            found = self.store.read("claims", "id = ?", [source.name])
        elif source.kind is SourceKind.MENTION:
            found = self.store.read("mentions", "id = ?", [source.name])
        else:
            events = self.store.read("events", "id = ?", [source.name])
            ids = [m for e in events for m in e.mentions]
            found = self.store.read("mentions", f"id IN ({', '.join('?' * len(ids))})", ids) if ids else []
        if not found:
            raise InputError(
                f"the scenario's source {source.kind.value} {source.name!r} is not in {self.store.path}; was the ledger rebuilt?"
            )
        articles = {a.id: a for a in self.store.read("articles", f"id IN ({', '.join('?' * len(found))})", [m.article for m in found])}
        return tuple(
            Evidence(_where(articles[m.article]), m.sentence.text, articles[m.article].url) for m in found if m.article in articles
        )

    def _datasets(self) -> list[str]:
        return sorted(set(self.store.column("ties", "dataset")))


def _where(article: object) -> str:
    title = getattr(article, "title", None) or getattr(article, "source", None) or getattr(article, "id", "")
    return str(title)


def _year(given: str) -> int:
    if not given.isdigit():
        raise InputError(f"a year of ties must be a whole number; {given!r} was given")
    return int(given)
