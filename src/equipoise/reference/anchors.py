"""Dated public facts that place a text in time. In: data/facts.toml, data/summits.csv, data/chronicle.csv. Out: Fact, Holiday.

``facts()`` are one-off events, editions of series (summits), things with a first year, people with their years in the public eye;
``holidays()`` return every year (a leader's birthday, Victory Day). A text that speaks of an event as past is not older.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from equipoise.reference.files import read_rows, read_table

_WORD = re.compile(r"\w+")


class FactKind(StrEnum):
    """What a fact says about the texts that name it."""

    EVENT = "event"  # it happened then; texts speak of it for years
    NEWS = "news"  # it happened then; most texts that name it are of those weeks
    SET = "set"  # as news, but the day was known long before: elections, tournaments, launches
    THING = "thing"  # it exists since then: a website, a disease, an organisation
    LIFE = "life"  # a person or thing in the public eye from the first to the last day
    BORN = "born"  # a person's birthday
    NTH = "nth"  # a yearly series; the first day is that of its edition zero


@dataclass(frozen=True, slots=True)
class Edition:
    """One time at which a fact came true, first to last day; ``place`` is the city in lower case where it tells editions apart."""

    first: date
    last: date
    place: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated public fact.

    ``words``: alternatives, each a tuple of words (lower case) that must all stand in one sentence. ``is_lasting`` is true for a war that
    has not ended. ``source`` is where the date is published, or of which kind of public record it is known.
    """

    name: str
    words: tuple[tuple[str, ...], ...]
    editions: tuple[Edition, ...]
    kind: FactKind
    is_lasting: bool
    source: str


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day that returns every year; ``words`` as in Fact."""

    name: str
    words: tuple[tuple[str, ...], ...]
    month: int
    day: int
    source: str


@cache
def facts() -> tuple[Fact, ...]:
    """All facts of the three tables, in their order."""
    long = [
        Fact(
            f["name"],
            _words(f["words"]),
            tuple(edition(e) for e in f["when"]),
            FactKind.THING if f.get("thing", False) else FactKind.EVENT,
            f.get("lasting", False),
            f["source"],
        )
        for f in read_table("facts.toml")["fact"]
    ]
    short = [_short(row) for row in read_rows("chronicle.csv")]
    series = [
        Fact(
            f"{row['series']} summit",
            _words(row["names"].split(";")),
            tuple(edition(e) for e in row["when"].split("|")),
            FactKind.EVENT,
            False,
            "public record",
        )
        for row in read_rows("summits.csv")
    ]
    return (*long, *series, *short)


def _short(row: dict[str, str]) -> Fact:
    alternatives = row["names"].split(";")
    editions = tuple(edition(e) for e in row["when"].split())
    return Fact(f"{alternatives[0]} ({row['when']})", _words(alternatives), editions, FactKind(row["kind"]), False, row["knowledge"])


def named_in(low: str) -> list[Fact]:
    """The facts that a whole text (made ``plain``) may name, in the table's order; quick, before its sentences are searched."""
    index = _by_word()
    places = {place for word in set(_WORD.findall(low)) for place in index.get(word, ())}
    named = sorted({i for i, alternative in places if all(w in low for w in facts()[i].words[alternative])})
    return [facts()[i] for i in named]


@cache
def _by_word() -> dict[str, tuple[tuple[int, int], ...]]:
    """The longest word of each alternative of each fact, and where it stands in the table."""
    found: dict[str, list[tuple[int, int]]] = {}
    for i, fact in enumerate(facts()):
        for j, alternative in enumerate(fact.words):
            longest = max((w for part in alternative for w in _WORD.findall(part)), key=len)
            found.setdefault(longest, []).append((i, j))
    return {word: tuple(places) for word, places in found.items()}


@cache
def holidays() -> tuple[Holiday, ...]:
    """All yearly days of the table, in its order."""
    rows = read_table("facts.toml")["holiday"]
    return tuple(Holiday(h["name"], _words(h["words"]), int(h["day"][:2]), int(h["day"][3:]), h["source"]) for h in rows)


@cache
def births() -> dict[str, date]:
    """When leaders were born, by surname (``plain``)."""
    return {plain(name): date.fromisoformat(str(day)) for name, day in read_table("facts.toml")["born"].items()}


@cache
def known_until() -> date:
    """The last day on which the table of facts was brought up to date."""
    return date.fromisoformat(str(read_table("facts.toml")["until"]))


def plain(text: str) -> str:
    """Lower case with straight apostrophes and hyphens; as long as the text (offsets hold)."""
    low = text.lower()
    return (low if len(low) == len(text) else text).replace("’", "'").replace("‘", "'").replace("–", "-")


def named_at(words: tuple[tuple[str, ...], ...], low: str) -> tuple[int, int] | None:
    """Where in a sentence (made ``plain``) an alternative stands whole: from its first to its last word; None where none does."""
    for alternative in words:
        if all(w in low for w in alternative):
            found = [m for w in alternative if (m := _whole(w).search(low))]
            if len(found) == len(alternative):
                return min(m.start() for m in found), max(m.end() for m in found)
    return None


def could_be_named(words: tuple[tuple[str, ...], ...], low: str) -> bool:
    """Whether a whole text (made ``plain``) has the words of an alternative somewhere; quick, before its sentences are searched."""
    return any(all(w in low for w in alternative) for alternative in words)


@cache
def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")


def _words(alternatives: list[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(plain(w.strip()) for w in alternative.split("+")) for alternative in alternatives)


def edition(text: str) -> Edition:
    """The days a table's cell means: ``2023-06-08``, ``2023-06-08/2023-06-09``, ``2022-01``, ``2022-01/2022-03``; ``@city`` after it."""
    days, _, place = text.strip().partition("@")
    first, _, last = days.strip().partition("/")
    return Edition(_first(first), _last(last or first), place.strip().lower() or None)


def _first(text: str) -> date:
    return date.fromisoformat(text) if len(text) == 10 else date(int(text[:4]), int(text[5:7] or 1), 1)


def _last(text: str) -> date:
    if len(text) == 10:
        return date.fromisoformat(text)
    month = int(text[5:7] or 12)
    following = date(int(text[:4]) + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
