"""THE MAIN PATH: articles to estimates, the steps in order, one line each. Start reading here.

Each step reads tables of the store and writes tables of the store; no step knows another. What ``build`` makes is a function of the inputs,
the verdicts and the settings, whatever the order they came in: a run that was stopped anywhere goes on where it was, to the same end.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from equipoise import __version__
from equipoise.ledger.rebuild import rebuild_ledger
from equipoise.read.coding import code_articles
from equipoise.read.folding import fold_copies, fold_rewrites
from equipoise.read.intake import Taken, take_in
from equipoise.read.opening import open_articles
from equipoise.read.own_files import check_own_files
from equipoise.settings import CODING, LEDGER, Settings
from equipoise.store.duck import Store
from equipoise.store.runs import keep_reading, run_of
from equipoise.store.schema import to_plain
from equipoise.words.actor import Power
from equipoise.words.claim import ClaimCheck, ClaimId, ClaimKind, Finding
from equipoise.words.estimate import Estimate
from equipoise.words.event import Event
from equipoise.words.progress import Report, silent
from equipoise.words.text import Article
from equipoise.words.tie import Source

if TYPE_CHECKING:
    from equipoise.measure.panel import Panel
    from equipoise.ties.coverage import Coverage

STEPS = (
    open_articles,  # inputs             -> articles, sentences, problems
    fold_copies,  # articles             -> copies; a copy is not coded again
    code_articles,  # sentences          -> mentions, claims
    fold_rewrites,  # sentences          -> copies; each article's place in its group
    rebuild_ledger,  # mentions, verdicts -> events, event_mentions, disputes
)


def add(
    store: Store,
    sources: Sequence[str],
    settings: Settings,
    feeds: Sequence[str] = (),
    report: Report = silent,
    leave_out: Sequence[str] = (),
) -> Taken:
    """The sources are in the store and its ledger is up to date. ``leave_out``: folders below the sources that are not read.

    Raises InputError where a file of the user's own words or actors has a mistake; nothing is taken in then.
    """
    check_own_files(settings)
    taken = take_in(store, sources, settings, feeds, report, leave_out)
    keep_reading(store, settings)
    build(store, settings, report)
    return taken


def build(store: Store, settings: Settings, report: Report = silent) -> None:
    """Every table fits the inputs, the verdicts and the settings; nothing is done where they fit already."""
    state = _state(store, settings)
    if store.fact("built") == state:
        return
    for step in STEPS:
        step(store, settings, report)
    with store.transaction():
        store.replace("runs", [run_of(settings)])
        store.delete("estimates", "len(datasets) = 0")  # they were made from the ledger as it was; those of datasets stay
        store.set_fact("built", state)


def estimate(store: Store, target: str, settings: Settings, since: date | None = None, until: date | None = None) -> list[Estimate]:
    """The balance of influence over a target state in a period, every value with its range; kept in the table estimates."""
    from equipoise.measure.balance import balance

    found = balance(target, store.read("events"), store.read("articles"), settings, since, until)
    with store.transaction():
        for a, b in sorted({(e.since, e.until) for e in found}, key=str):
            same = "subject = ? AND len(datasets) = 0 AND since IS NOT DISTINCT FROM ? AND until IS NOT DISTINCT FROM ?"
            store.delete("estimates", same, [target, a, b])
        store.add("estimates", found, run_of(settings).id)
    return found


@dataclass(frozen=True, slots=True)
class Comparison:
    """The estimates of a period, and what shows change: ``later`` against ``earlier``; both empty where nothing can be compared."""

    estimates: list[Estimate]
    later: list[Estimate]
    earlier: list[Estimate]


def compare(
    target: str,
    events: Sequence[Event],
    articles: Sequence[Article],
    settings: Settings,
    since: date | None = None,
    until: date | None = None,
) -> Comparison:
    """The estimates of a period beside those of the period of the same length before it.

    Without a period the later half of the time that the articles span stands against the earlier half; with one open end nothing does.
    """
    from equipoise.measure.balance import balance
    from equipoise.measure.periods import Period, halves, previous_period

    estimates = balance(target, events, articles, settings, since, until)
    days = sorted(a.published.latest for a in articles if a.published.latest is not None)
    parts = halves(days[0], days[-1]) if days and since is None and until is None else None
    before = parts.earlier if parts else previous_period(Period(since, until))
    if before is None:
        return Comparison(estimates, [], [])
    earlier = balance(target, events, articles, settings, before.since, before.until, by_month=False)
    if parts is None:
        return Comparison(estimates, estimates, earlier)
    later = balance(target, events, articles, settings, parts.later.since, parts.later.until, by_month=False)
    return Comparison(estimates, later, earlier)


def load_ties(store: Store, dataset: str, file: Path | None, columns: Mapping[str, str], version: str | None = None) -> Source:
    """A file of a dataset is in the tables sources and ties (votes: ballots and rollcalls), in the place of an earlier one."""
    from equipoise.ties.connector import connector
    from equipoise.ties.load import load

    return load(store, connector(dataset), file, columns, version)


def fetch_ties(
    store: Store,
    dataset: str,
    countries: Sequence[str],
    years: tuple[int, int],
    *,
    refresh: bool = False,
    cache: str | Path | None = None,
    endpoint: str | None = None,
) -> tuple[Source, tuple[str, ...]]:
    """A dataset is fetched from its publisher, answers kept in a cache, and loaded."""
    from equipoise.ties.connector import connector
    from equipoise.ties.fetch import Wanted, fetch
    from equipoise.ties.fetch.download import Downloader, cache_folder
    from equipoise.ties.load import load

    place = Path(cache) if cache is not None else cache_folder()
    downloader = Downloader(place / "answers" / dataset, refresh=refresh)
    fetched = fetch(Wanted(dataset, countries, years), downloader, place / "files", endpoint)
    day = fetched.retrieved
    return load(store, connector(dataset), fetched.path, {}, f"fetched {day.isoformat()}", day), fetched.notes


def forget_ties(store: Store, dataset: str) -> None:
    """Nothing of the dataset is left in the project."""
    from equipoise.ties.load import forget

    forget(store, dataset)


def coverage(store: Store, country: str) -> list[Coverage]:
    """How far each dataset reaches for a country."""
    from equipoise.ties.coverage import coverage as cover

    ties = store.arrow("ties", "state = ? OR partner = ?", [country, country])
    return cover(country, store.read("sources"), ties, store.arrow("ballots", "state = ?", [country]))


def panel(
    store: Store, years: tuple[int, int], include: Sequence[str], *, dyads: str, system: str, states: Iterable[str] | None, kind: str
) -> Panel:
    """Dyad-years with what is loaded: ties and votes -> a panel."""
    from equipoise.measure.panel import panel as make_panel
    from equipoise.measure.panel.from_ties import additions

    added = additions(store.read("sources"), include, dyads, lambda dataset: store.arrow("ties", "dataset = ?", [dataset]), store.arrow)
    return make_panel(years, dyads=dyads, system=system, states=states, add_sources=added, kind=kind)


def structure(
    store: Store,
    target: str,
    powers: Sequence[Power],
    years: tuple[int, int],
    settings: Settings,
    report: Report,
    weights: Mapping[str, float] | None = None,
) -> list[Estimate]:
    """What the datasets loaded say of a target's ties with each power, year by year; kept in the table estimates.

    Ideal points are estimated from all votes once and kept as ties of the dataset ``equipoise-ideal-points`` until the votes change.
    """
    from equipoise.measure.structure import Ground
    from equipoise.measure.structure import structure as measure_structure
    from equipoise.measure.structure.points import points_of

    points = points_of(store.read("sources"), store.arrow, report)
    if points is not None and points.made:
        with store.transaction():
            for table in ("sources", "ties"):
                store.delete(table, "dataset = ?", [points.source.dataset])
            store.add("sources", [points.source])
            store.add_arrow("ties", points.ties)
    pair = "variable = ? AND (state = ? OR partner = ?)"
    ground = Ground(target, powers, years, settings.level, store.read("sources"), lambda v: store.arrow("ties", pair, [v, target, target]))
    sessions = [first - 1945 for first in years]
    ballots = (
        store.arrow("ballots", "dataset = ? AND session BETWEEN ? AND ?", [points.votes, *sessions]) if points and points.votes else None
    )
    found = measure_structure(ground, ballots, (points.source.dataset, points.frame()) if points else None, weights)
    with store.transaction():
        store.delete("estimates", "subject = ? AND len(datasets) > 0", [target])
        store.add("estimates", found, run_of(settings).id)
    return found


def check_claims(store: Store) -> list[ClaimCheck]:
    """Every claim of the articles set against the datasets loaded, kept in the table claim_checks; none where no dataset is loaded."""
    from equipoise.measure.claims import check_claim
    from equipoise.measure.claims.loaded import data_of

    data = data_of(store)
    articles = {a.id: a for a in store.read("articles")} if data.sources else {}
    claims = [c for c in store.read("claims") if c.article in articles]
    found = [check_claim(c, data, _day(articles[c.article]), articles[c.article].text) for c in claims]
    with store.transaction():
        store.replace("claim_checks", found)
    return found


def check_text(store: Store, text: str, said: date | None, settings: Settings) -> list[ClaimCheck]:
    """What a text asserts, read as an article of the day ``said``, set against the datasets loaded. The project is left as it was."""
    from equipoise.measure.claims import Assertion, check_assertion, check_claim, statements
    from equipoise.measure.claims.loaded import data_of

    data = data_of(store)
    with Store() as reading:
        _read_text(reading, text, said, settings)
        claims, sentences = reading.read("claims"), reading.read("sentences")
    found = [check_claim(c, data, said) for c in claims]
    for s in sentences:
        for a in statements(s.text, said):
            id = ClaimId(f"{s.article}:{s.start}-{s.end}:statement")
            if isinstance(a, Assertion):
                found.append(check_assertion(id, a, data, said))
            elif not claims:
                found.append(ClaimCheck(id, Finding.NOT_CHECKABLE, None, None, None, None, None, "understood by its words", a.why))
    once = list({f.about or f.note: f for f in reversed(found)}.values())[::-1]
    counts = {c.id for c in claims if c.kind is ClaimKind.COUNT}  # "nine months" beside a figure is no claim of its own
    return [f for f in once if f.about or f.claim not in counts] or once


def _read_text(store: Store, text: str, said: date | None, settings: Settings) -> None:
    record = {"id": "claim", "text": text, **({"date": said.isoformat()} if said else {})}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "claim.jsonl"
        path.write_text(json.dumps(record), encoding="utf-8")
        add(store, [str(path)], settings)


def _day(article: Article) -> date | None:
    p = article.published
    if p.earliest is None or p.latest is None:
        return None
    return p.earliest + (p.latest - p.earliest) / 2


def _state(store: Store, settings: Settings) -> str:
    verdicts = (repr(to_plain(v)) for v in store.read("verdicts"))
    parts = [__version__, settings.fingerprint(CODING | LEDGER), *store.column("inputs", "key"), *verdicts]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
