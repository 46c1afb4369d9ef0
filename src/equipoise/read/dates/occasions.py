"""Clues from national votes and from journeys of heads of state. In: a sentence, the states that the text names. Out: Clue.

"Voters in Peru" and "Mr Xi left Hanoi on 13 December" say little of the year alone; the table of the days on which they voted or
travelled leaves a few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from equipoise.read.dates.clue import Clue, TextSentence
from equipoise.read.dates.known import of_event, settled
from equipoise.reference.anchors import Edition, Fact, FactKind, plain
from equipoise.reference.occasions import elections, visitors, visits
from equipoise.reference.states import states
from equipoise.words.text import Span

_VOTE = re.compile(
    r"\b(?:elections?|run-?offs?|referendums?|polling (?:stations?|day)|go(?:es)? to the polls|went to the polls|exit polls?"
    r"|vot(?:e|ing) (?:count|takes place|began|begins)|voters|cast (?:their )?(?:votes|ballots)|re-?elected)\b",
    re.IGNORECASE,
)
_NOT_NATIONAL = re.compile(
    r"\b(?:local|municipal|mayoral|mayor|regional|gubernatorial|governor|provincial|primar(?:y|ies)|by-?elections?|state elections?|council"
    r"|opinion polls?|leadership|union|student|board|party's)\b",
    re.IGNORECASE,
)
_KINDS = (
    (re.compile(r"\breferendum", re.I), ("referendum",)),
    (re.compile(r"\bpresidential|\bpresident\b", re.I), ("executive",)),
    (re.compile(r"\bparliament|\blegislative|\bsnap\b|\bprime minister|\bseats\b|\blower house", re.I), ("legislative",)),
)
_ANY_KIND = ("executive", "legislative")
_CALLED = re.compile(r"\b[A-Z][a-z]+\b(?!['’])")
_TRAVEL = re.compile(
    r"\b(?:visit\w*|arriv\w+|came|trip|tour|travell?ed|flew|landed|host(?:ed|s)?|welcom\w+|receiv\w+|left|guest|greet\w*|stopped|stopover|"
    r"summit|met|talks|meeting)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w[\w.'’-]*")


def states_named(low: str) -> dict[str, int]:
    """The states that a text (made ``plain``) names by name, adjective, people or capital, and where each is named first."""
    found: dict[str, int] = {}
    for m in _WORD.finditer(low):
        for name, code in _by_first_word().get(m[0].rstrip(".'’").removesuffix("'s"), ()):
            if code not in found and low.startswith(name, m.start()):
                found[code] = m.start()
    return found


@cache
def _by_first_word() -> dict[str, tuple[tuple[str, str], ...]]:
    named: dict[str, set[tuple[str, str]]] = {}
    for state in states():
        for name in (state.name, *state.names, *state.demonyms, *state.people, *state.capitals, *filter(None, (state.capital,))):
            low = plain(name)
            if len(low) > 3:
                named.setdefault(low.split()[0], set()).add((low, state.code))
    return {word: tuple(sorted(names)) for word, names in named.items()}


def of_votes(s: TextSentence, near: Sequence[TextSentence]) -> Iterator[Clue]:
    """A national vote that a sentence tells, of the state named nearest to it; nothing where the sentence gives its year."""
    m = _VOTE.search(s.text)
    if m is None or _NOT_NATIONAL.search(s.text) or any(w.has_year for w in s.words):
        return
    named = states_named(s.low)
    if not named:
        return
    state = min(named, key=lambda code: (abs(named[code] - m.start()), code))
    wanted = next((kinds for pattern, kinds in _KINDS if pattern.search(s.text)), _ANY_KIND)
    editions = sorted((e for kind in wanted if (held := elections().get((state, kind))) for e in held.editions), key=lambda e: e.first)
    if editions:
        fact = _fact(f"{state} {wanted[0]} vote", editions)
        yield _preferring(of_event(fact, s, near, (m.start(), m.end()), Span(s.start + m.start(), s.start + m.end())))


def of_visits(s: TextSentence, near: Sequence[TextSentence], text_names: Sequence[str]) -> Iterator[Clue]:
    """A journey of a known visitor: by a host in the sentence, or by one anywhere in the text (``text_names``) and the day."""
    called = {m[0]: m for m in reversed(list(_CALLED.finditer(s.text))) if m[0] in visitors()}
    if not called or any(w.has_year for w in s.words) or not _TRAVEL.search(s.text):
        return
    here = states_named(s.low)
    for m in sorted(called.values(), key=lambda m: m.start()):
        span = Span(s.start + m.start(), s.start + m.end())
        told = [(code, held) for code in text_names if (held := visits().get((m[0], code)))]
        fitting = [(code, held) for code, held in told if settled(_fact(code, held.editions), s, near, (m.start(), m.end()))[0]]
        for code, held in fitting or [(code, held) for code, held in told if code in here]:
            yield _preferring(of_event(_fact(f"{m[0]} in {code}", held.editions), s, near, (m.start(), m.end()), span))
            return


def _preferring(clue: Clue) -> Clue:
    """The clue as a preference: a vote or journey of another kind must not make a page's own date lose."""
    return replace(clue, hard=None, soft=clue.soft or clue.hard)


def _fact(name: str, editions: Sequence[Edition]) -> Fact:
    # Two editions at least: a state that voted once since the table begins votes again.
    return Fact(name, (), tuple(editions) * (2 if len(editions) == 1 else 1), FactKind.SET, False, "")
