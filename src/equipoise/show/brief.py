"""Make a brief. In: the tables of a project for one target and period. Out: Brief, from which every format is written (save.py).

The order of the sections is here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from equipoise.reference.states import state_name
from equipoise.show.facts import BriefInput, Facts
from equipoise.show.marks import EvidenceBook
from equipoise.show.odds import counted
from equipoise.show.page import Section
from equipoise.show.sections.assertions import claimed, disputed, planned
from equipoise.show.sections.change import what_changed, what_to_watch
from equipoise.show.sections.evidence import basis, evidence
from equipoise.show.sections.happenings import elsewhere, own_moves, timeline, visits, weightiest
from equipoise.show.sections.levers import levers
from equipoise.show.sections.method import method
from equipoise.show.sections.play import state_of_play
from equipoise.show.sections.powers import by_month, channels_by_powers, who_stands_where
from equipoise.show.sections.sources import notes, sources, unread
from equipoise.show.sections.structure import structure
from equipoise.show.when import between, day

__all__ = ["Brief", "BriefInput", "make_brief"]


@dataclass(frozen=True, slots=True)
class Brief:
    """A finished brief: the page in sections, and the facts behind it for the formats that carry data."""

    title: str
    subtitle: str
    facts: Facts
    sections: tuple[Section, ...]

    def save(self, path: str | Path) -> Path:
        """Write the brief; the ending chooses .html, .md, .json, .pdf or .ics."""
        from equipoise.show.save import save_brief

        return save_brief(self, path)


def make_brief(given: BriefInput) -> Brief:
    """The brief of a target for a period. The same input gives the same brief; no clock is read."""
    facts = Facts(given)
    book = EvidenceBook(facts)
    parts = (
        state_of_play,
        what_changed,
        what_to_watch,
        notes,
        who_stands_where,
        channels_by_powers,
        by_month,
        weightiest,
        visits,
        own_moves,
        timeline,
        planned,
        claimed,
        disputed,
        structure,
        levers,
        elsewhere,
        sources,
        unread,
        method,
        basis,  # after all that marks figures
        evidence,  # after all that marks sentences
    )
    found = tuple(s for part in parts if (s := part(book)) is not None)
    name = state_name(given.target)
    return Brief(f"{name}: who holds influence", _subtitle(facts), facts, found)


def _subtitle(f: Facts) -> str:
    given = f.input
    period = between(given.since, given.until) if given.since or given.until else f"all articles given, as of {day(f.as_of)}"
    if not f.articles:
        period = "no articles"
    return f"{period[:1].upper()}{period[1:]} · from the {counted(given.given, 'article')} given, not from all news"
