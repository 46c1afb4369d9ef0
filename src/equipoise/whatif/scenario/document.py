"""Read YAML as plain nodes that know their lines. In: text of a stranger. Out: a Node, or InputError with the line.

Only the event parser is used: nothing is made of tags, and what a value is, is decided by the key it stands under (``NO`` stays Norway).
Aliases are refused: they make cycles, and files that grow a thousandfold when read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from equipoise.words.errors import InputError

MOST_CHARACTERS = 1_000_000
MOST_VALUES = 100_000
MOST_LEVELS = 20


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands; lines count from 1."""

    file: str
    line: int

    def error(self, what: str) -> InputError:
        """The error that names the place."""
        return InputError(f"{self.file}, line {self.line}: {what}")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as it is written; ``quoted`` where it stands in quotation marks, so that it is text whatever it looks like."""

    text: str
    quoted: bool
    at: Place


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    nodes: tuple[Node, ...]
    at: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file; no key is there twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    at: Place


Node = Scalar | Items | Mapping


def read_document(text: str, file: str) -> Node:
    """The one document of a YAML text. ``file`` is its name in messages.

    Raises InputError: no YAML, empty, too large (1,000,000 characters, 100,000 values, 20 levels), an anchor, alias or tag, a key twice,
    more than one document.
    """
    import yaml

    if len(text) > MOST_CHARACTERS:
        raise InputError(
            f"{file}: a scenario has at most {MOST_CHARACTERS:,} characters; this has {len(text):,}. Put its tables into files of their own"
        )
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        events: Iterator[Any] = yaml.parse(text, Loader=loader)
        return _Builder(file, events).document()
    except yaml.YAMLError as error:
        raise _said_by_yaml(error, file) from error


def _said_by_yaml(error: Any, file: str) -> InputError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    where = f"{file}, line {mark.line + 1}" if mark else file
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or "a character that YAML does not allow"
    return InputError(f"{where}: this is no YAML: {what}. Indent with spaces, put text that holds ': ' or ' #' into quotation marks")


class _Builder:
    """Nodes from events."""

    def __init__(self, file: str, events: Iterator[Any]) -> None:
        self.file = file
        self.events = events
        self.values = 0

    def document(self) -> Node:
        import yaml

        node: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if node is not None:
                    raise self._place(event).error("a scenario is one document; a second one begins here ('---')")
                node = self._node(next(self.events), 0)
        if node is None:
            raise InputError(f"{self.file}: the file is empty. `equipoise whatif init` writes one to start from")
        return node

    def _node(self, event: Any, level: int) -> Node:
        import yaml

        at = self._place(event)
        self.values += 1
        if self.values > MOST_VALUES:
            raise at.error(f"a scenario has at most {MOST_VALUES:,} values. Put its tables into files of their own")
        if level > MOST_LEVELS:
            raise at.error(f"more than {MOST_LEVELS} levels inside each other")
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise at.error(f"anchors and aliases (&{event.anchor}, *{event.anchor}) are not taken: write it out")
        if event.tag is not None and event.tag != "!":
            raise at.error(f"tags ({event.tag}) are not taken: leave it out")
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, event.style in ("'", '"', "|", ">"), at)
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(tuple(self._items(level)), at)
        return Mapping(tuple(self._entries(level)), at)

    def _items(self, level: int) -> Iterator[Node]:
        import yaml

        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self._node(event, level + 1)

    def _entries(self, level: int) -> Iterator[tuple[Scalar, Node]]:
        import yaml

        seen: dict[str, int] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._node(event, level + 1)
            if not isinstance(key, Scalar):
                raise key.at.error("a key must be a word")
            if key.text in seen:
                raise key.at.error(f"key {key.text!r} is there twice; the first is in line {seen[key.text]}")
            seen[key.text] = key.at.line
            yield key, self._node(next(self.events), level + 1)

    def _place(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1)
