"""Propose a bargaining scenario from coded events. In: events and mentions. Out: rows with their evidence, for a person to correct.

Nothing of it is used unseen: the file says ``reviewed: false``, and a bargain refuses to play it until somebody changes that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from equipoise.reference.states import state_name
from equipoise.words.errors import InputError
from equipoise.words.event import Event, EventId, Mention, MentionId, Modality

MOST_EVIDENCE = 8
"""Mentions quoted for each actor."""
LEAST, MOST = 10.0, 90.0
"""What a share of deeds may propose for a salience: reports say too little for 0 or 100."""
COUNTED = frozenset({Modality.OCCURRED, Modality.ONGOING, Modality.PLANNED})
LONGEST = 160
"""Characters of a quoted sentence."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """An actor as events show it. ``position`` is 50 + 5 times the mean intensity (-10 to +10) of its deeds on the issue; ``salience`` the
    share of its deeds towards the target that are on the issue; ``capability`` its independent reports, the most reported actor 100."""

    actor: str
    name: str
    capability: float
    position: float
    salience: float
    deeds: int
    """On the issue."""
    all_deeds: int
    evidence: tuple[MentionId, ...]


def propose_actors(events: Iterable[Event], mentions: Mapping[MentionId, Mention], target: str, issue: Sequence[str]) -> list[Proposed]:
    """Actors with at least one deed on the issue, the most reported first.

    ``issue``: the names of channels (nuclear, energy, transit ...), or words with which a word of the sentence begins. An event counts
    where the target takes part in it, and it is not denied or only supposed. Raises InputError where fewer than two actors are found.
    """
    words = [w.casefold() for w in issue if w.strip()]
    if not words:
        raise InputError("issue: name a channel, or words that its sentences have")
    here = [e for e in events if e.modality in COUNTED and target in _codes(e)]
    on = {e.id: found for e in here if (found := _evidence(e, mentions, words))}
    if not on:
        raise InputError(
            f"no event with {state_name(target)} is on {', '.join(issue)}: none has that channel or one of these words in its sentence. "
            "`equipoise events --project P` lists the events"
        )
    deeds: dict[str, list[Event]] = {}
    for e in here:
        for code in _doers(e):
            deeds.setdefault(code, []).append(e)
    reports = {code: sum(e.independent for e in of) for code, of in deeds.items()}
    actors = [code for code, of in deeds.items() if any(e.id in on for e in of)]
    if len(actors) < 2:
        raise InputError(
            f"only {state_name(actors[0]) if actors else 'nobody'} does anything on {', '.join(issue)}: a bargain needs two actors"
        )
    top = max(reports[code] for code in actors)
    proposed = [_proposed(code, deeds[code], on, reports[code] / top) for code in actors]
    return sorted(proposed, key=lambda p: (-p.capability, p.actor))


def _proposed(code: str, deeds: Sequence[Event], on: Mapping[EventId, tuple[MentionId, ...]], weight: float) -> Proposed:
    of_issue = [e for e in deeds if e.id in on]
    reports = sum(e.independent for e in of_issue)
    mean = sum(e.score * e.independent for e in of_issue) / reports
    share = 100 * len(of_issue) / len(deeds)
    evidence = tuple(dict.fromkeys(m for e in sorted(of_issue, key=lambda e: (-e.confidence, e.id)) for m in on[e.id]))
    return Proposed(
        actor=code,
        name=state_name(code),
        capability=round(100 * weight, 1),
        position=round(min(100.0, max(0.0, 50 + 5 * mean)), 1),
        salience=round(min(MOST, max(LEAST, share)), 1),
        deeds=len(of_issue),
        all_deeds=len(deeds),
        evidence=evidence[:MOST_EVIDENCE],
    )


def _codes(event: Event) -> set[str]:
    return {p.code for p in (*event.actors, *event.recipients)}


def _doers(event: Event) -> set[str]:
    """Those whose deed it is: both sides where it is mutual."""
    return {p.code for p in (*event.actors, *(event.recipients if event.reciprocal else ()))}


def _evidence(event: Event, mentions: Mapping[MentionId, Mention], words: Sequence[str]) -> tuple[MentionId, ...]:
    """The mentions that put an event on the issue."""
    if event.channel.value in words:
        return event.mentions
    return tuple(m for m in event.mentions if m in mentions and _says(mentions[m], words))


def _says(mention: Mention, words: Sequence[str]) -> bool:
    text = mention.sentence.text.casefold()
    return any(re.search(rf"\b{re.escape(w)}", text) for w in words)


def proposal_yaml(found: Sequence[Proposed], mentions: Mapping[MentionId, Mention], target: str, issue: Sequence[str]) -> str:
    """The proposal as a scenario file, each figure with its reason, each actor with quoted sentences."""
    about = ", ".join(issue)
    lines = [
        f"# Proposed from the events of a project: {_bare(state_name(target))}, {_bare(about)}. Nobody has checked it.",
        "# position: 50 + 5 times the mean intensity of an actor's deeds on the issue (-10 against, +10 for it). salience: share of its",
        "# deeds with the target that are on the issue. capability: how often it is reported, which is not power. Correct every figure,",
        "# strike actors out, add those that the news do not name. Then set reviewed: true.",
        f"title: {json.dumps(f'{state_name(target)}: {about}', ensure_ascii=False)}",
        "engine: bargain",
        "reviewed: false",
        f"whom: {target}",
        "scale:",
        "  low: acts against it",
        "  high: acts for it",
        "actors:",
    ]
    for p in found:
        lines += _rows(p, mentions)
    lines += ["uncertainty: {draws: 300, seed: 1, position_sd: 10, salience_sd: 15, capability_sd: 0.4}", "sources:"]
    cited = dict.fromkeys(m for p in found for m in p.evidence)
    lines += [f"  - mention: {json.dumps(m)}" for m in cited]
    return "\n".join(lines) + "\n"


def _rows(p: Proposed, mentions: Mapping[MentionId, Mention]) -> Iterator[str]:
    yield f"  - actor: {json.dumps(p.name, ensure_ascii=False)}"
    yield f"    capability: {p.capability:g}"
    yield f"    position: {p.position:g}"
    yield f"    salience: {p.salience:g}"
    yield f"    why: {p.deeds} of its {p.all_deeds} deeds are on the issue"
    yield f"    evidence: [{', '.join(json.dumps(m) for m in p.evidence)}]"
    for m in p.evidence:
        if m in mentions:
            yield f"    # {_bare(mentions[m].sentence.text)}"


def proposal_rows(found: Sequence[Proposed]) -> list[dict[str, object]]:
    """The proposal as rows of a table; the column ``reviewed`` is to be set to true by a person."""
    return [
        {
            "actor": p.name,
            "dimension": "position",
            "capability": p.capability,
            "position": p.position,
            "salience": p.salience,
            "why": f"{p.deeds} of its {p.all_deeds} deeds are on the issue",
            "evidence": "; ".join(p.evidence),
            "reviewed": "false",
        }
        for p in found
    ]


def _bare(text: str) -> str:
    """Words of a stranger for a comment: one line, nothing hidden, not too long."""
    shown = "".join(c if c.isprintable() else " " for c in text)
    one = " ".join(shown.split())
    return one if len(one) <= LONGEST else one[:LONGEST].rstrip() + " ..."
