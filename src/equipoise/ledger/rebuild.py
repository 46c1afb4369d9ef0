"""Rebuild the ledger. In: articles, copies, mentions, claims, verdicts. Out: events, event_mentions, disputes."""

from __future__ import annotations

from equipoise.settings import Settings
from equipoise.store.duck import Store
from equipoise.store.runs import run_of
from equipoise.words.progress import Report, silent


def rebuild_ledger(store: Store, settings: Settings, report: Report = silent) -> None:
    """Events, each once, and disputes, from all mentions, claims and verdicts there are."""
    from equipoise.ledger.build import build_ledger

    report("building the ledger", 0, None)
    read = store.read
    ledger = build_ledger(read("articles"), read("copies"), read("mentions"), read("claims"), read("verdicts"), settings)
    run = run_of(settings).id
    with store.transaction():
        store.replace("events", ledger.events, run)
        store.replace("event_mentions", ledger.event_mentions, run)
        store.replace("disputes", ledger.disputes, run)
