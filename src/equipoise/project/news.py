"""An open project: what is read into it, and what is asked of it. In: a file, settings. Out: rows, briefs, files.

>>> with open_project() as project:  # in memory; give a file name to keep it
...     project.events().rows
[]
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from equipoise import __version__, pipeline
from equipoise.project.levers import WhatIf
from equipoise.project.rows import Rows
from equipoise.project.structure import Ties
from equipoise.read.intake import Taken
from equipoise.settings import Settings, load_settings
from equipoise.store.duck import MEMORY, Store
from equipoise.store.nouns import uncollected
from equipoise.store.records import EXPORTED, RECORDS, write_tables
from equipoise.store.runs import as_read
from equipoise.store.schema import TABLES
from equipoise.words.claim import ClaimCheck, Verdict, VerdictKind
from equipoise.words.errors import InputError
from equipoise.words.estimate import Estimate
from equipoise.words.event import Channel, Event, EventType, MentionId, Modality
from equipoise.words.progress import Report, silent

if TYPE_CHECKING:
    from equipoise.show.brief import Brief
    from equipoise.show.event import EventView
    from equipoise.show.structure import StructureFacts


def open_project(path: str | Path | None = None, settings: Settings | None = None, create: bool = True) -> Project:
    """A project in a file, made where there is none; without a path in memory, gone when closed.

    Raises ProjectMissing (create=False), ProjectLocked, ProjectTooNew, ProjectDamaged.
    """
    return Project(Store(path if path is not None else MEMORY, create), settings or load_settings())


class Project:
    """An open project. Every verb works on an up-to-date ledger: what a stopped run left undone is done first."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self._chosen = settings
        self.settings = as_read(store, settings)

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def ties(self) -> Ties:
        """Structural data: load datasets, list them, make panels."""
        return Ties(self.store, self.settings)

    @property
    def whatif(self) -> WhatIf:
        """Scenarios: run them with this project's ties and evidence, propose one from its events."""
        return WhatIf(self.store, self.settings)

    def close(self) -> None:
        """The file is complete and free for others."""
        self.store.close()

    def add(
        self,
        sources: str | Path | Sequence[str | Path] = (),
        feeds: str | Sequence[str] = (),
        report: Report = silent,
        leave_out: Sequence[str] = (),
    ) -> Taken:
        """Articles of files, folders, addresses and feeds are in the project; given again they change nothing.

        ``leave_out``: folders below the sources that are not read, such as the one results are written to.
        """
        given = [str(s) for s in ([sources] if isinstance(sources, str | Path) else sources)]
        self.settings = self._chosen  # an add may change how the project is read; everything else keeps to it
        return pipeline.add(self.store, given, self.settings, [feeds] if isinstance(feeds, str) else list(feeds), report, leave_out)

    def table(self, name: str) -> Rows:
        """All rows of a table of the data dictionary, ordered by its key."""
        if name not in TABLES:
            raise InputError(f"There is no table {name!r}; there are: {', '.join(EXPORTED)}")
        pipeline.build(self.store, self.settings)
        return Rows(name, self.store.read(name))

    def articles(self) -> Rows:
        """One row an article."""
        return self.table("articles")

    def mentions(self) -> Rows:
        """One row a report of an event in a sentence."""
        return self.table("mentions")

    def claims(self) -> Rows:
        """One row a figure that an article asserts."""
        return self.table("claims")

    def problems(self) -> Rows:
        """What was given and not read, why, and what to do."""
        return self.table("problems")

    def disputes(self) -> Rows:
        """What cannot all hold."""
        return self.table("disputes")

    def events(
        self,
        power: str | None = None,
        type: str | None = None,
        channel: str | None = None,
        modality: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> Rows:
        """Events, each once, that fit everything given. ``power``: code or name of a party, or of a power a party is a member of.

        Raises InputError for a type, channel or modality that there is not: it would fit nothing, and look like nothing found.
        """
        type, channel, modality = _one_of(EventType, type), _one_of(Channel, channel), _one_of(Modality, modality)
        codes = self._codes(power) if power else frozenset()

        def fits(e: Event) -> bool:
            return (
                (not power or any(p.code in codes for p in (*e.actors, *e.recipients)))
                and (not type or e.event == type)
                and (not channel or e.channel == channel)
                and (not modality or e.modality == modality)
                and (since is None or e.date.latest is None or e.date.latest >= since)
                and (until is None or e.date.earliest is None or e.date.earliest <= until)
            )

        return Rows("events", [e for e in self.table("events") if fits(e)])

    def measure(self, target: str, since: date | None = None, until: date | None = None) -> Rows:
        """The balance of influence over a state: estimates with ranges (docs/methods/balance.md)."""
        pipeline.build(self.store, self.settings)
        return Rows("estimates", pipeline.estimate(self.store, self._code(target), self.settings, since, until))

    @uncollected()
    def brief(
        self,
        target: str,
        since: date | None = None,
        until: date | None = None,
        compare: str | Path | None = None,
        notes: str | Path | None = None,
        report: Report = silent,
        levers: str | Path | None = None,
    ) -> Brief:
        """A cited brief on a state and period. ``compare``: an earlier brief.json; ``notes``: a Markdown file of the analyst's own;
        ``levers``: what `equipoise whatif levers` wrote as .json."""
        from equipoise.show.brief import BriefInput, make_brief
        from equipoise.show.levers import read_levers

        code = self._code(target)
        stored = read_levers(levers, code) if levers else None
        pipeline.build(self.store, self.settings, report)
        read = {n: self.store.read(n) for n in ("articles", "copies", "sentences", "mentions", "claims", "problems")}
        made = {n: self.store.read(n) for n in ("events", "event_mentions", "disputes")}
        report("measuring", 0, None)
        measured = pipeline.compare(code, made["events"], read["articles"], self.settings, since, until)
        structure, checks = self._structure(code, until, measured.estimates, report)
        return make_brief(
            BriefInput(
                target=code,
                since=since,
                until=until,
                **read,
                **made,
                estimates=measured.estimates,
                later=measured.later,
                previous=measured.earlier,
                compare=Path(compare) if compare else None,
                notes=_read_notes(Path(notes)) if notes else None,
                settings=self.settings,
                version=__version__,
                given=self._given(),
                structure=structure,
                checks=checks,
                levers=stored,
            )
        )

    def _structure(
        self, target: str, until: date | None, news: Sequence[Estimate], report: Report
    ) -> tuple[StructureFacts | None, Sequence[ClaimCheck]]:
        """What the datasets loaded say of the target, and of each claim; nothing where none is loaded."""
        if not self.store.count("sources"):
            return None, ()
        from equipoise.show.structure import StructureFacts

        first, last = self.ties.years()
        last = max(first, min(last, until.year)) if until else last
        page = self.ties.page(target, years=(last - 9, last), report=report, news=news)
        return StructureFacts(page.given), pipeline.check_claims(self.store)

    def show(self, event: str) -> EventView:
        """An event with its reports, each sentence in its paragraph, and why it was coded so. ``event``: its id, or a mention's."""
        from equipoise.show.event import view_event

        found = self._event(event)
        marks = ", ".join("?" * len(found.mentions))
        mentions = self.store.read("mentions", f"id IN ({marks})", found.mentions)
        articles = self.store.read("articles", f"id IN ({', '.join('?' * len(mentions))})", [m.article for m in mentions])
        reasons = self.store.read("event_mentions", "event = ?", [found.id])
        return view_event(found, mentions, articles, reasons)

    def verdict(self, kind: str, a: str, b: str | None = None, note: str | None = None) -> Verdict:
        """A judgement is kept and the ledger rebuilt: ``same`` or ``different`` of two events or mentions, ``wrong`` of a mention."""
        sort = VerdictKind(kind) if kind in set(VerdictKind) else None
        if sort is None or (b is None) != (sort is VerdictKind.WRONG):
            raise InputError(f"A verdict is same A B, different A B, or wrong MENTION; not {kind} {a} {b or ''}".rstrip())
        pipeline.build(self.store, self.settings)
        first, second = self._mention(a, sort), self._mention(b, sort) if b is not None else None
        if second is not None:
            first, second = sorted((first, second))
        if first == second:
            raise InputError(f"{a} and {b} are the same mention; a verdict needs two")
        verdict = Verdict(sort, first, second, note)
        with self.store.transaction():
            self.store.delete("verdicts", "a = ? AND b IS NOT DISTINCT FROM ?", [first, second])  # the last word counts
            self.store.add("verdicts", [verdict])
        pipeline.build(self.store, self.settings)
        return verdict

    def records(self, folder: str | Path) -> list[Path]:
        """What was read, in the exchange format: articles, copies, mentions, claims, problems as .jsonl."""
        pipeline.build(self.store, self.settings)
        return write_tables(self.store, folder, RECORDS)

    def export(self, folder: str | Path, ending: str = ".jsonl") -> list[Path]:
        """All tables as files, the same bytes for the same content. ``ending``: .jsonl or .parquet."""
        pipeline.build(self.store, self.settings)
        return write_tables(self.store, folder, EXPORTED, ending)

    def _given(self) -> int:
        unread = {p.source for p in self.store.read("problems", "stage = 'sources'")} - set(self.store.column("articles", "source"))
        return self.store.count("articles") + len(unread)

    def _code(self, name: str) -> str:
        from equipoise.reference.states import code_for

        code = code_for(name)
        if code is None:
            raise InputError(
                f"{name!r} is no state or organisation that is known. Give a name or an ISO code, for example KAZ or Kazakhstan"
            )
        return code

    def _codes(self, power: str) -> frozenset[str]:
        code = self._code(power)
        members = next((p.members for p in self.settings.powers if p.code == code), ())
        return frozenset({code, *members})

    def _event(self, name: str) -> Event:
        pipeline.build(self.store, self.settings)
        found: list[Event] = self.store.read("events", "id = ? OR list_contains(mentions, ?)", [name, name])
        if not found:
            raise InputError(f"There is no event or mention {name!r} in {self.store.path}. `equipoise events` lists them")
        return found[0]

    def _mention(self, name: str, verdict: VerdictKind) -> MentionId:
        if self.store.count("mentions", "id = ?", [name]):
            return MentionId(name)
        event = self._event(name)
        if verdict is VerdictKind.WRONG and len(event.mentions) > 1:
            raise InputError(f"{name} rests on {len(event.mentions)} mentions; say which one is wrong: {', '.join(event.mentions[:5])}")
        return sorted(event.mentions)[0]


def _one_of(kind: type[StrEnum], given: str | None) -> str | None:
    """The value of a closed set that was meant, upper or lower case; None where none was given. Raises InputError for another word."""
    found = next((k.value for k in kind if given and k.value.casefold() == given.casefold()), None)
    if given and found is None:
        raise InputError(f"{given!r} is not one of: {', '.join(k.value for k in kind)}")
    return found


def _read_notes(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as e:
        raise InputError(f"The notes {path} cannot be read: {getattr(e, 'strerror', None) or 'not UTF-8'}. Give a Markdown file") from e
