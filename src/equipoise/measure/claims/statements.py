"""Statements without a figure: memberships, alliances, votes, main partners. In: a sentence, its day. Out: Assertion or Unclear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from equipoise.measure.claims import wording
from equipoise.measure.claims.assertion import Assertion, Topic, Unclear
from equipoise.measure.claims.flows import Flow
from equipoise.measure.claims.names import groups_named, named
from equipoise.measure.claims.understand import MOST_CHARS, PARTNERS

_MEMBER = re.compile(
    r"\b(?:members?|member[- ]states?|part|belongs? to|belonged to)\b(?:\s+(?:country|nation|state))?(?:\s+of)?\s+(?:the\s+)?$", re.I
)
_MEMBER_AFTER = re.compile(r"\s+(?:member|ally)(?:[- ]state)?s?\s+(?:like\s+|such as\s+)?$", re.I)
_IS_A = re.compile(r"\b(?:is|are|was|were|remains?|became|as)\s+(?:not\s+|no longer\s+)?(?:an?\s+)?$", re.I)
_JOINED = re.compile(r"\b(?:joined|acceded to|entered|became a member of|has joined|accession to)\s+(?:the\s+)?$", re.I)
_LEFT = re.compile(r"\b(?:left|withdrew from|quit|exited|has left)\s+(?:the\s+)?$", re.I)
_ROLE = re.compile(r"\b(?:observer|associate|candidate|dialogue partner|applicant)\b", re.I)
_ALLY = re.compile(
    r"\b(?:military|treaty|defen[cs]e|formal)\s+all(?:y|ies)\b|\b(?:mutual\s+)?defen[cs]e\s+(?:pact|treaty|alliance|agreement)\b"
    r"|\bmilitary alliance\b|\ballied\b",
    re.I,
)
_VOTED = re.compile(
    r"\b(?:voted|votes?|voting)\s+(?P<how>against|for|in favou?r of|yes|no)\b"
    r"|\b(?P<abstain>abstain(?:ed|s)?)\b|\b(?P<back>supported|backed)\b(?=.*\bresolution\b)",
    re.I,
)
_RESOLUTION = re.compile(r"\b(?:A/RES/)?(?P<number>(?:ES-)?\d{1,2}/\d{1,3})\b|\bresolution\s+(?:no\.?\s*)?(?P<id>\d{3,6})\b")
_MAIN = re.compile(
    r"\b(?:main|top|principal|chief|primary|number[- ]one|no\. 1)\s+(?P<what>"
    + "|".join(f"(?P<{n}>{p.replace('s?', '')})" for n, p in PARTNERS)
    + r")(?!\w)",
    re.I,
)

_POPULATION = re.compile(
    r"\bpopulation\s+(?:of|is|was|stands at|stood at|reached)\s+(?:[a-z]+\s+){0,2}?"
    r"(?P<number>\d[\d,]*(?:\.\d+)?)(?:\s+(?P<scale>million|billion|thousand))?(?!\s+people)(?!\w)",
    re.I,
)


def statements(text: str, said: date | None) -> Iterator[Assertion | Unclear]:
    """What a sentence without a figure asserts. Names and titles that only mention a group ("NATO member Turkey") count as said."""
    text = text[:MOST_CHARS]
    if wording.is_to_come(text, len(text)):
        yield Unclear("it says what is planned or possible, not what is")
        return
    found = [*_memberships(text), *_votes(text), *_alliances(text), *_main(text), *_population(text)]
    year = _year(text, said)
    for a in found:
        yield a if isinstance(a, Unclear) else replace(a, year=year, past=year is None and wording.is_past(text))


def _year(text: str, said: date | None) -> int | None:
    years = {int(y) for y in re.findall(r"(?<![\d.,/-])(?:19|20)\d\d(?!\d|[.,/]\d)", text)}
    if len(years) == 1:
        return years.pop()
    return said.year - 1 if said and re.search(r"\blast year\b", text, re.I) else None


def _memberships(text: str) -> Iterator[Assertion | Unclear]:
    states = named(text)
    for start, end, group in groups_named(text):
        of = next((n for n in reversed(states) if n.end <= start and not (group == "EU" and n.code == "EUR")), None)
        before = text[:start]
        behind = next((n for n in states if n.start >= end and _MEMBER_AFTER.fullmatch(text[end : n.start])), None)
        if behind is not None:
            yield Assertion(Topic.MEMBERSHIP, behind.code, group, "membership")
        elif of is not None and _IS_A.search(before) and re.match(r"\s+(?:full\s+)?member\b", text[end:]):
            yield Assertion(Topic.MEMBERSHIP, of.code, group, "membership", negated=wording.is_negated(text[of.end : start]))
        elif of is not None and _ROLE.search(text[of.end : start]):
            yield Unclear("it is about a lesser standing than membership")
        elif of is not None and _JOINED.search(before):
            yield Assertion(Topic.JOINED, of.code, group, "membership", negated=wording.is_negated(text[of.end : start]))
        elif of is not None and _LEFT.search(before):
            yield Assertion(Topic.LEFT, of.code, group, "membership", negated=wording.is_negated(text[of.end : start]))
        elif (
            of is not None
            and _MEMBER.search(before)
            and re.search(r"\b(?:is|are|was|were|been|remain\w*|became|belong\w*|,)", text[of.end : start])
        ):
            yield Assertion(Topic.MEMBERSHIP, of.code, group, "membership", negated=wording.is_negated(text[of.end : start]))


def _votes(text: str) -> Iterator[Assertion | Unclear]:
    for m in _VOTED.finditer(text):
        resolution = _RESOLUTION.search(text, m.end())
        of = next((n for n in reversed(named(text)) if n.end <= m.start()), None)
        if of is None or not re.search(r"\b(?:resolution|UN|General Assembly)\b|\d/\d", text):
            continue
        if resolution is None:
            yield Unclear("it names no resolution by its number")
            continue
        how = (m["how"] or "").casefold()
        vote = "abstain" if m["abstain"] else "no" if how in ("against", "no") else "yes"
        yield Assertion(
            Topic.VOTE, of.code, resolution["number"] or resolution["id"], vote, negated=wording.is_negated(text[of.end : m.start()])
        )


def _alliances(text: str) -> Iterator[Assertion | Unclear]:
    m = _ALLY.search(text)
    codes = list(dict.fromkeys(n.code for n in named(text)))
    if m and len(codes) == 2:
        yield Assertion(Topic.ALLIANCE, codes[0], codes[1], "alliance", negated=wording.is_negated(text[: m.end()]))


def _main(text: str) -> Iterator[Assertion | Unclear]:
    """ "main", "top" and "principal" partner, one of them, is the first."""
    from equipoise.measure.claims.understand import partner_sides

    m = _MAIN.search(text)
    if m is None or re.search(r"\b(?:one|some|two|three|among|several)\s+(?:of\s+)?(?:the\s+|its\s+|[\w-]+['’]s?\s+)?$", text[: m.start()]):
        return
    sides = partner_sides(text, m.start(), m.end())
    if isinstance(sides, Unclear):
        yield sides
        return
    variable = next(n for n, _ in PARTNERS if m[n])
    flow = Flow(variable, *sides)
    yield Assertion(
        Topic.PARTNER_RANK,
        flow.owner,
        flow.other,
        variable,
        1.0,
        "rank",
        negated=wording.is_negated(text[max(0, m.start() - 40) : m.start()]),
    )


def _population(text: str) -> Iterator[Assertion | Unclear]:
    """ "a population of 20 million": a number of people without the word."""
    m = _POPULATION.search(text)
    of = next((n for n in reversed(named(text[: m.start()]))), None) if m else None
    if m and of:
        value = float(m["number"].replace(",", "")) * {"million": 1e6, "billion": 1e9, "thousand": 1e3}.get(
            (m["scale"] or "").casefold(), 1.0
        )
        bound, step = wording.bound(text, m.start("number"), m.end()), wording.step(m[0], value)
        yield Assertion(Topic.STATE_VALUE, of.code, None, "population", value, "persons", bound, step)
