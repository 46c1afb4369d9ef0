"""The structural data of a project. In: files of datasets. Out: sources, ties, coverage, panels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from equipoise import pipeline
from equipoise.project.rows import Rows
from equipoise.reference.states import code_for, state_name
from equipoise.settings import Settings
from equipoise.store.duck import Store
from equipoise.store.nouns import uncollected
from equipoise.words.actor import Power
from equipoise.words.errors import InputError
from equipoise.words.estimate import Estimate
from equipoise.words.progress import Report, silent
from equipoise.words.tie import Source

if TYPE_CHECKING:
    import pyarrow as pa

    from equipoise.measure.panel import Panel
    from equipoise.show.structure import StructureView
    from equipoise.ties.coverage import Coverage


class Ties:
    """Datasets of a project: ``project.ties.load("wdi-gdp", "gdp.csv")``."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings

    def load(
        self, dataset: str, file: str | Path | None = None, columns: Mapping[str, str] | None = None, version: str | None = None
    ) -> Source:
        """A file of a dataset is in the project, in the place of an earlier one. Raises InputError; then nothing has changed.

        ``file`` None: the file that comes with Equipoise (groups). ``columns``: what the file calls a column, where it differs;
        ``version``: what the publisher calls the release.
        """
        return pipeline.load_ties(self._store, dataset, Path(file) if file else None, columns or {}, version)

    def fetch(
        self,
        dataset: str,
        countries: Sequence[str] = (),
        years: tuple[int, int] = (1990, 2025),
        *,
        refresh: bool = False,
        cache: str | Path | None = None,
        endpoint: str | None = None,
    ) -> tuple[Source, tuple[str, ...]]:
        """A dataset is fetched from its publisher and loaded; gives the source, and notes on the fetch.

        Answers are kept in ``cache`` (None: the user's cache folder) and not asked for again unless ``refresh``; a stopped fetch goes on
        where it was. ``endpoint``: the address of a mirror. Raises InputError and FetchFailed; then nothing has changed.
        """
        codes = [self._code(c) for c in countries]
        return pipeline.fetch_ties(self._store, dataset, codes, years, refresh=refresh, cache=cache, endpoint=endpoint)

    def forget(self, dataset: str) -> None:
        """Nothing of the dataset is left. Raises InputError where it was not there."""
        self._known([dataset])
        pipeline.forget_ties(self._store, dataset)

    def sources(self) -> Rows:
        """The datasets that are loaded, with citation, years, and what was set aside of each and why."""
        return Rows("sources", self._store.read("sources"))

    def table(self, dataset: str | None = None) -> pa.Table:
        """The ties, of one dataset or of all, as Arrow with the columns of the data dictionary."""
        if dataset is None:
            return self._store.arrow("ties")
        self._known([dataset])
        return self._store.arrow("ties", "dataset = ?", [dataset])

    def coverage(self, country: str) -> list[Coverage]:
        """How far each variable of each dataset reaches for a country. Raises InputError for a country that is not known."""
        return pipeline.coverage(self._store, self._code(country))

    def measure(
        self,
        target: str,
        powers: Sequence[str] = (),
        years: tuple[int, int] | None = None,
        report: Report = silent,
        weights: Mapping[str, float] | None = None,
    ) -> Rows:
        """What the datasets say of a target's ties with each power, year by year: estimates with ranges and their datasets.

        ``powers``: codes or names; none: those of the settings. ``years``: first and last; None: the last ten that any dataset covers.
        ``weights``: of the channels (trade, arms, investment, aid) in the measures of balance; None: equal. Raises InputError.
        """
        code, chosen = self._code(target), self._powers(target, powers)
        found = pipeline.structure(self._store, code, chosen, self._covered(years), self._settings, report, weights)
        return Rows("estimates", found)

    @uncollected()
    def page(
        self,
        target: str,
        powers: Sequence[str] = (),
        years: tuple[int, int] | None = None,
        report: Report = silent,
        weights: Mapping[str, float] | None = None,
        news: Sequence[Estimate] | None = None,
    ) -> StructureView:
        """As ``measure``, ready to print or write: ``page.save("kaz.html")``. With the balance of the news beside it where there is one.

        ``news``: those estimates of the ledger, None: of all articles read.
        """
        from equipoise.show.structure import StructureInput, StructureView

        code = self._code(target)
        found = self.measure(target, powers, years, report, weights).rows
        if news is None:
            pipeline.build(self._store, self._settings)
            events = self._store.read("events")
            news = pipeline.compare(code, events, self._store.read("articles"), self._settings).estimates if events else ()
        return StructureView(
            StructureInput(
                target=code,
                powers=tuple(p.code for p in self._powers(target, powers)),
                years=self._covered(years),
                estimates=tuple(found),
                news=tuple(news),
                coverage=tuple(self.coverage(code)),
                sources=tuple(self.sources()),
                settings=self._settings,
            )
        )

    def _powers(self, target: str, powers: Sequence[str]) -> list[Power]:
        code = self._code(target)
        chosen = {p.code: p for p in map(self._power, powers)}
        if code in chosen:
            raise InputError(f"{chosen[code].name} cannot be a power over itself. Leave it out of --powers")
        return list(chosen.values()) or [p for p in self._settings.powers if p.code != code]

    def check_claims(self) -> Rows:
        """Every claim of the articles set against the datasets loaded: supported, contradicted, outdated, or not checkable and why."""
        pipeline.build(self._store, self._settings)
        return Rows("claim_checks", pipeline.check_claims(self._store))

    def check_claim(self, text: str, said: date | None = None) -> Rows:
        """A typed claim set against the datasets loaded. ``said``: the day it was said; None: now, as far as the data go.

        Raises InputError where the text says nothing that could be checked.
        """
        found = pipeline.check_text(self._store, text, said, self._settings)
        if not found:
            raise InputError(
                "No figure, rank, share, membership, alliance or vote was found in the text. "
                'Say it as a newspaper would: "Germany is Kazakhstan\'s second-largest trading partner"'
            )
        return Rows("claim_checks", found)

    def panel(
        self,
        years: tuple[int, int],
        include: Sequence[str] = (),
        *,
        dyads: str = "directed",
        system: str = "cow",
        states: Iterable[str] | None = None,
        kind: str = "polars",
    ) -> Panel:
        """Dyad-years with what is loaded. ``include``: families (trade, votes, arms, alliances ...), variables or datasets; none: all.

        The other options are those of ``equipoise.panel``. Raises InputError for a name that nothing loaded answers to.
        """
        return pipeline.panel(self._store, years, include, dyads=dyads, system=system, states=states, kind=kind)

    def _code(self, name: str) -> str:
        code = code_for(name)
        if code is None:
            raise InputError(f"{name!r} is no state that is known. Give its code or name: KAZ, Kazakhstan")
        return code

    def _power(self, name: str) -> Power:
        code = self._code(name)
        return next((p for p in self._settings.powers if p.code == code), Power(code, state_name(code)))

    def years(self) -> tuple[int, int]:
        """The first and last year of any dataset that is loaded. Raises InputError where none is."""
        spans = [(v.first, v.last) for s in self._store.read("sources") for v in s.variables]
        if not spans:
            raise InputError("No dataset is loaded. Load one: equipoise ties load DATASET FILE; see equipoise ties list")
        return min(a for a, _ in spans), max(b for _, b in spans)

    def _covered(self, years: tuple[int, int] | None) -> tuple[int, int]:
        """The years asked for, as far as the datasets loaded reach. Raises InputError where they reach none of them."""
        first, last = self.years()
        wanted = years or self._last_years()
        if wanted[0] > wanted[1] or wanted[1] < first or wanted[0] > last:
            raise InputError(f"The datasets loaded have nothing on {wanted[0]}-{wanted[1]}; they span {first}-{last}")
        return max(wanted[0], first), min(wanted[1], last)

    def _last_years(self) -> tuple[int, int]:
        last = self.years()[1]
        return last - 9, last

    def _known(self, datasets: Sequence[str]) -> None:
        there = self._store.column("sources", "dataset")
        for name in datasets:
            if name not in there:
                raise InputError(
                    f"The project has no dataset {name!r}; it has {', '.join(there) or 'none'}. Load it: equipoise ties load {name} FILE"
                )
