"""Read one file of the lexicon, or say all that is wrong with it. In: its TOML, the word classes known so far. Out: its tables, checked.

The fields are those of lexicon/README.md. A table or field that there is not would change nothing and look as if it did: it is refused.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from equipoise.read.mistakes import Mistake, listed, nearest, shown
from equipoise.reference.plover import contexts, plover_types
from equipoise.reference.states import code_for, names_of_codes
from equipoise.words.errors import SettingsError
from equipoise.words.event import Channel, EventType

LISTS = ("verbs", "nouns", "context", "actor", "recipient", "prep")
TESTS = ("subject", "object", "words", "about", "to", "under")
FLAGS = ("bare", "stance", "lasting", "planned")
TEXTS = ("id", "event", "op", "mode", "channel", "party", "sides", "example", "gives")
FIELDS = (*TEXTS, *LISTS, *TESTS, *FLAGS, "weight")
TABLES = ("event", "sense", "classes")
PARTIES = ("any", "object", "prep", "subject", "clause")
SIDES = ("all", "clash")


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


SLOTS = _set(
    "adj any belong clause home host hosted indirect inner none object people place poss sentence speaker subject"
)  # where parties stand; any other word there is a preposition
_NEAR_SLOT = 4  # letters; a shorter word is a preposition
_PREPOSITIONS = _set(
    """
    about above across after against along alongside amid among around aside before behind below beneath beside besides between beyond close
    despite down during except facing from inside into like near onto opposite outside over past regarding since through throughout till
    toward towards under underneath unlike until upon versus with within without
    """
)
_HEADER = re.compile(r"\s*\[(\[?)\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_AT_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_CODE = re.compile(r"[A-Za-z]+")
_Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What the files before have named: word classes and the rows of ``outcomes``. ``also`` are further tables that a file may hold."""

    classes: Collection[str]
    outcomes: Collection[str]
    also: tuple[str, ...] = ()


def read_lexicon(file: str, text: str, known: Known) -> dict[str, Any]:
    """The tables of a file. Raises SettingsError that lists every mistake with its line; nothing of the file is used then."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as e:
        said = str(e)
        at = _AT_LINE.search(said)
        line = int(at[1]) if at and at[1] else text.count("\n") + 1
        what = _AT_LINE.sub("", said)
        raise SettingsError(listed(file, [Mistake(line, f"this is not TOML: {what[:1].lower()}{what[1:]}")])) from e
    except RecursionError as e:
        raise SettingsError(listed(file, [Mistake(1, "this is not TOML that can be read: it is nested too deep")])) from e
    found = list(_mistakes(data, known))
    if found:
        lines = _lines(text)
        raise SettingsError(listed(file, (Mistake(_line(lines, path), what) for path, what in found)))
    return data


def _mistakes(data: Mapping[str, Any], known: Known) -> Iterator[tuple[_Path, str]]:
    """Where each mistake stands (table, number of the entry, field) and what it is."""
    for key in data:
        if key not in (*TABLES, *known.also):
            hint = nearest(key, TABLES) or f" Write one of: {', '.join(TABLES)}"
            yield (key,), f"unknown table or field {shown(key)}.{hint}"
    event, classes = data.get("event"), data.get("classes", {})
    if "event" in data:
        yield from (((("event",), what)) for what in _event(event))
    if not isinstance(classes, dict):
        yield ("classes",), 'classes must be a table of words: [classes], then name = "word, word"'
        classes = {}
    for name, words in classes.items():
        if not isinstance(words, str) or not words.strip(" ,"):
            yield ("classes", name), f"the class {shown(name)} must be words in quotes, separated by commas, not {shown(words)}"
    entries = data.get("sense", [])
    if isinstance(entries, dict):
        yield ("sense",), "an entry begins with two brackets: [[sense]]"
        return
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        yield ("sense",), "sense must be entries that begin with [[sense]]"
        return
    if not entries and not classes and not any(t in data for t in known.also):
        yield (), "it holds no entry. Begin one with [[sense]]"
    names = {*known.classes, *classes}
    first: dict[str, int] = {}
    for i, entry in enumerate(entries):
        id = entry.get("id")
        label = f"entry {id if isinstance(id, str) and len(id) < 100 else i + 1}: "
        for field, what in _entry(entry, event, names, known.outcomes):
            yield ("sense", i, field), label + what
        if isinstance(id, str) and first.setdefault(id, i) != i:
            yield ("sense", i, "id"), f"{label}the id stands twice in this file. Give one of the two another id"


def _entry(entry: Mapping[str, Any], event: object, classes: Collection[str], outcomes: Collection[str]) -> Iterator[tuple[str, str]]:
    wrong = set()
    for field, value in entry.items():
        what = _type(field, value)
        if what:
            wrong.add(field)
            yield field, what
    good = {k: v for k, v in entry.items() if k not in wrong}
    for field in ("id", "example"):
        if field not in wrong and not str(good.get(field, "")).strip():
            remedy = 'a unique name, such as id = "mine.shuttle"' if field == "id" else "a sentence of your own that the entry codes"
            yield field, f"the {field} is missing or empty. Give {remedy}"
    if not any(str(good.get(f, "")).strip(" ,") or f in wrong for f in ("verbs", "nouns")):
        yield "", "it has neither verbs nor nouns. Name at least one lemma"
    kind = good.get("event", event)
    if kind is None and "op" not in entry and "event" not in wrong:
        yield "", 'no type is given. Write event = "CONSULT" (or another of PLOVER\'s types) above the entries or in the entry'
    if "event" in good:
        yield from (("event", what) for what in _event(kind))
    yield from _values(good, kind, outcomes)
    yield from _words(good, classes)


def _type(field: str, value: object) -> str | None:
    if field not in FIELDS:
        return f"unknown field {shown(field)}.{nearest(field, FIELDS) or ' Write one of: ' + ', '.join(FIELDS)}"
    if field in FLAGS:
        return None if isinstance(value, bool) else f"{field} must be true or false without quotes, not {shown(value)}"
    if field == "weight":
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return None if number and 0 <= value <= 1 else f"weight must be a number from 0 to 1, not {shown(value)}"  # type: ignore[operator]
    if isinstance(value, str):
        return None
    hint = " in one pair of quotes, separated by commas" if field in (*LISTS, *TESTS) else " in quotes"
    return f"{field} must be words{hint}, not {shown(value)}"


def _event(name: object) -> Iterator[str]:
    if not isinstance(name, str) or name not in set(EventType):
        yield f"event {shown(name)} is none of PLOVER's 16 types.{nearest(str(name), EventType) or ' They are: ' + ', '.join(EventType)}"


def _values(good: Mapping[str, Any], kind: object, outcomes: Collection[str]) -> Iterator[tuple[str, str]]:
    """Fields whose values are closed lists."""
    types = [plover_types()[EventType(kind)]] if isinstance(kind, str) and kind in set(EventType) else list(plover_types().values())
    modes = sorted({m for t in types for m in t.modes})
    closed = {"mode": modes, "op": outcomes, "channel": list(Channel), "party": PARTIES, "sides": SIDES}
    for field, known in closed.items():
        value = good.get(field)
        if value is not None and value not in known:
            what = f"{field} of {types[0].type}" if field == "mode" and len(types) == 1 else field
            remedy = nearest(value, known) or (f" There are: {', '.join(known)}" if known else f" Leave the {field} out: there is none")
            yield field, f"{shown(value)} is no {what}.{remedy}"
    for value in _split(good.get("context", "")):
        if value not in contexts():
            yield "context", f"{shown(value)} is none of PLOVER's contexts.{nearest(value, contexts())}"
    for value in _CODE.findall(good.get("gives", "")):
        if value not in names_of_codes():
            meant = code_for(value)
            hint = f" Did you mean {meant!r}?" if meant else nearest(value, names_of_codes())
            yield "gives", f"{shown(value)} is no code of a state or organisation.{hint} Write: ACTORS > RECIPIENTS, as in KAZ > RUS, CHN"


def _words(good: Mapping[str, Any], classes: Collection[str]) -> Iterator[tuple[str, str]]:
    """Fields that name word classes, or where parties stand."""
    for field in TESTS:
        for word in _split(good.get(field, "")):
            name = word.removeprefix("-")
            if name.startswith("@") and name[1:] not in classes:
                yield field, f"there is no class of words {shown(name)}.{nearest(name[1:], classes)} Name it under [classes]"
    for field in ("actor", "recipient"):
        for word in _split(good.get(field, "")):
            if len(word) > _NEAR_SLOT and word not in SLOTS and word not in _PREPOSITIONS and (hint := nearest(word, SLOTS, 0.8)):
                yield field, f"{field} {shown(word)} is no place where a party stands, and no preposition.{hint}"


def _split(text: str) -> tuple[str, ...]:
    return tuple(w.strip() for w in text.split(",") if w.strip())


def _lines(text: str) -> dict[_Path, int]:
    """The line of each table, entry and field; tomllib does not keep them."""
    lines: dict[_Path, int] = {}
    table: _Path = ()
    entries, quote = 0, None
    for number, line in enumerate(text.split("\n"), 1):
        if quote is not None:
            quote = None if quote in line else quote
            continue
        if header := _HEADER.match(line):
            table = _keys(header[2])
            if header[1]:
                table, entries = (*table, entries), entries + (table == ("sense",))
            lines.setdefault(table[:1], number)
            lines[table] = number
        elif key := _KEY.match(line):
            lines.setdefault((*table, *_keys(key[1])), number)
        quote = next((q for q in ('"""', "'''") if line.count(q) % 2), None)
    return lines


def _keys(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _line(lines: Mapping[_Path, int], path: _Path) -> int:
    """The line of a field; where it is not there, that of its entry or table."""
    return next((lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in lines), 1)
