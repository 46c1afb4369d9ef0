"""The event lexicon, loaded. In: lexicon/*.toml and the files the settings name. Out: Lexicon, senses by lemma. See lexicon/README.md."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from equipoise.read.coders.rules.lexicon_file import LISTS, TESTS, Known, read_lexicon
from equipoise.read.mistakes import listed, read_text
from equipoise.words.errors import SettingsError
from equipoise.words.event import Channel, EventType

NO_SENSES = ("classes.toml", "channels.toml", "grammar.toml")


@dataclass(frozen=True, slots=True)
class Test:
    """Words of which one must be there (``any_of``, empty = no demand), and words that must not (``none_of``)."""

    any_of: frozenset[str] = frozenset()
    none_of: frozenset[str] = frozenset()

    def holds(self, words: frozenset[str]) -> bool:
        """True where the demand is met."""
        return not (self.none_of & words) and (not self.any_of or bool(self.any_of & words))


@dataclass(frozen=True, slots=True)
class Sense:
    """One way a verb or noun reports an event; the fields are those of lexicon/README.md. ``op`` is set for operators only."""

    id: str
    event: EventType | None
    op: str | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    mode: str | None = None
    context: tuple[str, ...] = ()
    channel: Channel | None = None
    subject: Test = Test()
    object: Test = Test()
    words: Test = Test()
    under: Test = Test()
    about: Test = Test()
    to: Test = Test()
    prep: frozenset[str] = frozenset()
    party: str | None = None
    actor: tuple[str, ...] = ("subject",)
    recipient: tuple[str, ...] = ()
    sides: str | None = None
    bare: bool = True
    stance: bool = False
    lasting: bool = False
    planned: bool = False
    weight: float = 0.8
    example: str = ""
    gives: str = ""

    @property
    def demands(self) -> int:
        """How specific the sense is: of several that fit, the one with the most demands wins."""
        tests = 2 * bool(self.object.any_of) + 2 * bool(self.about.any_of) + 2 * bool(self.to.any_of) + bool(self.subject.any_of)
        return tests + bool(self.words.any_of) + bool(self.under.any_of) + 2 * bool(self.prep) + bool(self.party)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All senses by lemma (verbs with their particle, as in "call off"), and the named word classes."""

    verbs: Mapping[str, tuple[Sense, ...]]
    nouns: Mapping[str, tuple[Sense, ...]]
    classes: Mapping[str, frozenset[str]]
    channels: Mapping[str, frozenset[str]]
    contexts: Mapping[str, frozenset[str]]
    outcomes: Mapping[str, Mapping[str, str]]
    senses: tuple[Sense, ...]


def load_lexicon(extra: tuple[str, ...] = ()) -> Lexicon:
    """The lexicon that comes with the program and further files, later entries replacing earlier ones of the same id.

    Raises SettingsError that lists every mistake of a file with its line; nothing of that file is used then.
    """
    shipped, about, outcomes, classes = _shipped()
    files, classes = list(shipped), dict(classes)
    for name in extra:
        files.append(read_lexicon(name, _text(name), Known(classes, outcomes)))
        classes.update({k: _words(v) for k, v in files[-1].get("classes", {}).items()})
    senses: dict[str, Sense] = {}
    for data in files:
        for entry in data.get("sense", []):
            sense = _sense(entry, data.get("event"), classes)
            senses[sense.id] = sense
    return Lexicon(
        verbs=_index(senses.values(), "verbs"),
        nouns=_index(senses.values(), "nouns"),
        classes=classes,
        channels={k: _words(v) for k, v in about["channels"].items()},
        contexts={k: _words(v) for k, v in about["contexts"].items()},
        outcomes=outcomes,
        senses=tuple(senses.values()),
    )


@cache
def _shipped() -> tuple[tuple[dict[str, Any], ...], dict[str, Any], dict[str, dict[str, str]], dict[str, frozenset[str]]]:
    """What comes with the program: files of entries, what events are about, outcomes of operators, word classes."""
    home = resources.files("equipoise.read.coders.rules") / "lexicon"
    texts = {p.name: p.read_text(encoding="utf-8") for p in home.iterdir() if p.name.endswith(".toml")}
    outcomes = tomllib.loads(texts["operators.toml"])["outcomes"]
    classes = {k: _words(v) for k, v in tomllib.loads(texts["classes.toml"]).items()}
    known = Known(classes, outcomes, ("outcomes",))
    files = tuple(read_lexicon(n, texts[n], known) for n in sorted(texts) if n not in NO_SENSES)
    return files, tomllib.loads(texts["channels.toml"]), outcomes, classes


def _text(file: str) -> str:
    try:
        text, mistakes = read_text(file)
    except OSError as e:
        raise SettingsError(f"Lexicon file {file} cannot be read: {e.strerror}. Check --lexicon or the setting `lexicon`") from e
    if mistakes:
        raise SettingsError(listed(file, mistakes))
    return text


def _words(text: str) -> frozenset[str]:
    return frozenset(_list(text))


def _list(text: str) -> tuple[str, ...]:
    return tuple(w.strip() for w in text.split(",") if w.strip())


def _test(text: str, classes: Mapping[str, frozenset[str]]) -> Test:
    wanted: set[str] = set()
    forbidden: set[str] = set()
    for word in _list(text):
        target, name = (forbidden, word[1:]) if word.startswith("-") else (wanted, word)
        target |= classes[name[1:]] if name.startswith("@") else {name}
    return Test(frozenset(wanted), frozenset(forbidden))


def _sense(entry: Mapping[str, Any], event: str | None, classes: Mapping[str, frozenset[str]]) -> Sense:
    values: dict[str, Any] = {k: v for k, v in entry.items() if k != "event"}
    for k, v in values.items():
        if k == "prep":
            values[k] = _words(v)
        elif k in LISTS:
            values[k] = _list(v)
        elif k in TESTS:
            values[k] = _test(v, classes)
        elif k == "channel":
            values[k] = Channel(v)
    name = entry.get("event", event)
    return Sense(event=EventType(name) if name else None, **values)


def _index(senses: Iterable[Sense], field: str) -> dict[str, tuple[Sense, ...]]:
    out: dict[str, list[Sense]] = {}
    for sense in senses:
        for lemma in getattr(sense, field):
            out.setdefault(lemma, []).append(sense)
    return {k: tuple(v) for k, v in sorted(out.items())}
