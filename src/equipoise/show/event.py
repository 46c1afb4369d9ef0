"""One event in full: its reports, each sentence lit in its paragraph, and why.

In: the event, its mentions and their articles. Out: plain text for a terminal, or a page.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from equipoise.reference.plover import context_label, mode_label
from equipoise.reference.states import state_name
from equipoise.show.marks import letter_of
from equipoise.show.names import MODALITIES, channel_name, kind_name, parties
from equipoise.show.odds import number, percent
from equipoise.show.page import Passage
from equipoise.show.passages import of_mention
from equipoise.show.phrases import say
from equipoise.show.safe import for_terminal, one_line
from equipoise.show.when import event_when
from equipoise.words.errors import InputError
from equipoise.words.event import Event, EventMention, Mention
from equipoise.words.text import Article

WIDTH = 100  # characters of a line on the terminal


@dataclass(frozen=True, slots=True)
class Line:
    """A fact of the event: what it is, and the value in words."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Report:
    """One report: the passage, the id of its mention, the words that told, and why it counts to this event."""

    mention: str
    passage: Passage
    trigger: str
    reason: str


@dataclass(frozen=True, slots=True)
class EventView:
    """An event, ready to show."""

    id: str
    title: str
    facts: tuple[Line, ...]
    reports: tuple[Report, ...]


def view_event(event: Event, mentions: Sequence[Mention], articles: Sequence[Article], reasons: Sequence[EventMention]) -> EventView:
    """The event with its reports, the surest first."""
    article = {a.id: a for a in articles}
    why = {r.mention: r.reason for r in reasons}
    ordered = sorted(mentions, key=lambda m: (-m.confidence, m.id))
    reports = tuple(
        Report(
            m.id,
            of_mention(m, article.get(m.article), "r", letter_of(i)),
            one_line(m.trigger.text),
            one_line(why.get(m.id, "not recorded")),
        )
        for i, m in enumerate(ordered)
    )
    return EventView(event.id, f"{say(event)}.", _facts(event), reports)


def _facts(e: Event) -> tuple[Line, ...]:
    mode = f" ({mode_label(e.event, e.mode).lower()})" if e.mode else ""
    standing = ", ".join(f"{state_name(s.power)} {_SIGNS.get(s.sign, 'named')}" for s in e.standing)
    rows = (
        ("When", event_when(e)),
        ("What", f"{kind_name(e)}{mode}; {MODALITIES[e.modality.value]}"),
        ("Who", one_line(parties(e.actors, 8)) or "not named"),
        ("Whom", one_line(parties(e.recipients, 8)) or ("one another" if e.reciprocal else "not named")),
        ("Where", one_line(e.place.name) if e.place else "not known"),
        ("Channel", channel_name(e.channel)),
        ("Context", ", ".join(context_label(c).lower() for c in e.context) or "none in particular"),
        ("Standing", standing or "no outside power gains or loses"),
        ("Intensity", f"{number(e.score, sign=True)} on a scale from −10 (conflict) to +10 (cooperation)"),
        ("Reports", f"{e.reports:,}, of which {e.independent:,} independent"),
        ("Coding", f"certainty {percent(e.confidence)}"),
    )
    return tuple(Line(name, value) for name, value in rows)


_SIGNS = {1: "gains", -1: "loses", 0: "unchanged"}


def render_event(view: EventView) -> str:
    """The event as plain text for a terminal, the sentence of each report between » and «; nothing in it can steer the terminal."""
    lines = [view.title, f"id {view.id}", ""]
    lines += [f"{f.name + ':':<11}{f.value}" for f in view.facts]
    for n, r in enumerate(view.reports, 1):
        p = r.passage
        paragraph = " ".join(x for x in (p.before, f"» {p.lit} «", p.after) if x)
        lines += ["", f"Sentence {n}: {p.source}", *_wrapped(paragraph)]
        lines += _wrapped(f"Told by “{r.trigger}”. {p.coding}")
        lines += [*_wrapped(f"In this event because: {r.reason}"), f"    Mention {r.mention}"]
        if p.url:
            lines.append(f"    {p.url}")
    return "\n".join(for_terminal(line) for line in lines)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)


def save_event(view: EventView, path: str | Path) -> Path:
    """Write the event; the ending chooses .html or .txt. Raises InputError for another ending or a place that cannot be written."""
    from equipoise.show.save import write_whole

    found = Path(path)
    ending = found.suffix.lower()
    if ending in (".html", ".htm"):
        from equipoise.show.html import render

        text = render("event.html", view=view, lang="en")
    elif ending == ".txt":
        text = render_event(view) + "\n"
    else:
        raise InputError(f"An event cannot be written as {found.name!r}. The ending chooses the format: .html, .txt")
    write_whole(found, text.encode("utf-8"))
    return found
