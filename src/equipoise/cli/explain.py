"""The command `explain`: why a text is coded as it is. In: a text. Out: its parse, its candidates, the rules that fired or did not."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from equipoise.cli.common import ActorsOption, LexiconOption, first_day, how_to_read, say
from equipoise.cli.common import settings as chosen_settings
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    from equipoise.read.coders.rules.explain import Candidate, Explanation
    from equipoise.words.event import Mention

DateOption = Annotated[str | None, typer.Option("--date", metavar="DATE", help="The day it was published: 2023-06-15.")]


JsonOption = Annotated[bool, typer.Option("--json", help="Print it as JSON, one list entry a sentence.")]


def explain(
    text: Annotated[str, typer.Argument(help="A sentence or a few.")],
    date: DateOption = None,
    lexicon: LexiconOption = None,
    actors: ActorsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show how a text is read: its parse, who is in it, every candidate for an event, and why it was coded or was not.

    Example: equipoise explain "Astana urged Moscow to reopen the border." --date 2023-06-15
    """
    from equipoise.read.coders.rules import RulesCoder
    from equipoise.read.coders.rules.explain import explain as explained

    day = first_day(date, "--date")
    found = explained(RulesCoder(chosen_settings(**how_to_read(None, lexicon, actors, None, None))), text, day)
    if not found:
        raise InputError('There is no sentence in the text. Give one in quotes: equipoise explain "Astana urged Moscow to wait."')
    if as_json:
        say(json.dumps([dataclasses.asdict(e) for e in found], indent=1, ensure_ascii=False, default=str))
        return
    for explanation in found:
        for line in _lines(explanation):
            say(line)


def _lines(e: Explanation) -> Iterator[str]:
    yield e.text
    yield "  Words: " + "  ".join(
        f"{w.text}/{w.tag} {w.relation}" + (f"<{e.words[w.head].text}" if w.head != w.number else "") for w in e.words
    )
    for span in e.actors:
        parties = ", ".join(" ".join(x for x in (p.code, p.sector) if x) for p in span.parties)
        yield f"  Who: {span.text} = {parties or 'nobody'} ({span.kind}{', as a place' if span.is_place else ''})"
    for candidate in e.candidates:
        yield from _candidate(candidate)
    yield f"  Nothing is coded: {e.silence}" if e.silence is not None else "  Coded."


def _candidate(c: Candidate) -> Iterator[str]:
    yield f"  {c.word.text}: {f'read as {c.sense}' if c.sense else 'no sense of it fits'}"
    if c.mention is not None:
        yield f"    coded {_mention(c.mention)}"
    elif c.sense is not None:
        yield f"    not coded: {c.reason}"
    for other in c.others:
        yield f"    not {other.sense}: {other.reason}"


def _mention(m: Mention) -> str:
    kind = f"{m.event}/{m.mode}" if m.mode else str(m.event)
    actors, recipients = (" ".join(a.code for a in side) or "nobody" for side in (m.actors, m.recipients))
    who = f", says {m.attribution.who or m.attribution.kind}" if m.attribution.kind != "author" else ""
    return f"{kind}, {actors} towards {recipients}, {m.modality}{who}, {m.date.earliest} to {m.date.latest}, confidence {m.confidence}"
