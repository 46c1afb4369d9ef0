"""Clues from national votes and from journeys of heads of state. In: a sentence, the states that the text names. Out: Clue.

"Voters in Peru" and "Mr Xi left Hanoi on 13 December" say little of the year alone; the table of the days on which they voted or
travelled leaves a few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from equipoise.read.dates import weigh
from equipoise.read.dates.clue import Clue, TextSentence
from equipoise.read.dates.known import of_event, settled
from equipoise.read.dates.vocabulary import TimeKind
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
_LENGTHS = {"day": 1, "week": 7, "fortnight": 14, "month": 30}
AT_HEAD = 60  # characters of a sentence in which a time rules it and what follows it
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
    back = _days_back(s, near)
    for m in sorted(called.values(), key=lambda m: m.start()):
        span = Span(s.start + m.start(), s.start + m.end())
        told = [(code, held) for code in text_names if (held := visits().get((m[0], code)))]
        fitting = [(code, held) for code, held in told if settled(_fact(code, held.editions), s, near, (m.start(), m.end()))[0]]
        for code, held in fitting or [(code, held) for code, held in told if code in here]:
            if back is not None and not fitting:
                days, off = back
                counted = weigh.so_long_after([e.last for e in held.editions], days, off)
                yield Clue(f"{m[0]} in {code}, {days} days before", span, None, counted)
                return
            yield _preferring(of_event(_fact(f"{m[0]} in {code}", held.editions), s, near, (m.start(), m.end()), span))
            return


def _days_back(s: TextSentence, near: Sequence[TextSentence]) -> tuple[int, int] | None:
    """How many days before its news a sentence, or the one before it, says that it was ("four weeks earlier"), and how exactly."""
    before = [n for n in near if n.start < s.start]
    for sentence in (s, *before[-1:]):
        for words in sentence.words:
            back = words.kind is TimeKind.AGO or (words.kind is TimeKind.LATER and (words.count or 0) < 0)
            length = _LENGTHS.get(words.unit or "")
            if back and length and words.count and words.start < AT_HEAD:
                return abs(words.count) * length, max(1, length // 2)
    return None


def _preferring(clue: Clue) -> Clue:
    """The clue as a preference: a vote or journey of another kind must not make a page's own date lose."""
    return replace(clue, hard=None, soft=clue.soft or clue.hard)


def _fact(name: str, editions: Sequence[Edition]) -> Fact:
    # Two editions at least: a state that voted once since the table begins votes again.
    return Fact(name, (), tuple(editions) * (2 if len(editions) == 1 else 1), FactKind.SET, False, "")
