"""An event as a plain English sentence. In: an event. Out: 'Emmanuel Macron (France) visited Kazakhstan in Astana, 1 November 2023'.

The wording is data (data/phrases.toml); modality is always said: what is planned, possible or denied never reads as done.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from equipoise.show.names import parties
from equipoise.show.safe import one_line
from equipoise.words.event import Event, EventType, Modality


@dataclass(frozen=True, slots=True)
class Phrase:
    """How one kind of event is said; each pair is (past, base). ``planned`` stands in place of the base where it is planned."""

    towards: tuple[str, str]
    alone: tuple[str, str]
    both: tuple[str, str]
    link: str
    tail: str
    planned: str | None


@cache
def _phrases() -> Mapping[tuple[str, str | None], Phrase]:
    table = tomllib.loads(files("equipoise.show").joinpath("data/phrases.toml").read_text(encoding="utf-8"))
    found: dict[tuple[str, str | None], Phrase] = {}
    for kind, entry in table.items():
        found[kind, None] = _phrase(entry)
        found.update({(kind, mode): _phrase(sub) for mode, sub in entry.items() if isinstance(sub, dict)})
    return found


def _phrase(entry: Mapping[str, Any]) -> Phrase:
    towards = (entry["past"], entry["base"])
    pairs = {name: tuple(entry[name]) if name in entry else towards for name in ("alone", "both")}
    return Phrase(towards, pairs["alone"], pairs["both"], entry.get("link", ""), entry.get("tail", ""), entry.get("planned"))


def phrase(kind: EventType, mode: str | None) -> Phrase:
    """The wording for a type and mode; a mode without its own wording is said as its type."""
    found = _phrases()
    return found.get((kind.value, mode)) or found[kind.value, None]


def say(event: Event) -> str:
    """The event in words without its date; hidden characters of names are made visible."""
    p = phrase(event.event, event.mode)
    who = parties(event.actors) or "Somebody not named"
    whom = "" if event.reciprocal and len(event.actors) > 1 else parties(event.recipients)
    forms = p.towards if whom else p.both if len(event.actors) > 1 else p.alone
    rest = " ".join(x for x in (p.link, whom, p.tail) if x) if whom else ""
    verb = f"to {p.planned}" if p.planned and event.modality is Modality.PLANNED else _verb(event.modality, forms)
    text = " ".join(x for x in (who, verb, rest, _where(event, who + whom)) if x)
    return one_line(text[:1].upper() + text[1:] + _aside(event.modality))


def _verb(modality: Modality, forms: tuple[str, str]) -> str:
    past, base = forms
    return {Modality.PLANNED: f"to {base}", Modality.HYPOTHETICAL: f"might {base}", Modality.NEGATED: f"did not {base}"}.get(modality, past)


def _aside(modality: Modality) -> str:
    return {
        Modality.PLANNED: " (planned)",
        Modality.HYPOTHETICAL: " (only a possibility)",
        Modality.NEGATED: " (reported as not so)",
        Modality.ONGOING: " (still going on)",
    }.get(modality, "")


def _where(event: Event, said: str) -> str:
    """The place, where it adds something to what is said already."""
    if event.place is None or event.place.name in said:
        return ""
    return f"in {event.place.name}"
