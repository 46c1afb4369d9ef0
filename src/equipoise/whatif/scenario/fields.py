"""Take the keys of a mapping by name and type. In: a node. Out: values, or InputError with the line and the remedy.

Every key is asked for once; ``done`` refuses what nobody asked for, with the key that was probably meant.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Sequence

from equipoise.store.frames import listed
from equipoise.whatif.scenario.document import Items, Mapping, Node, Place, Scalar

TRUE, FALSE = ("true", "yes", "on"), ("false", "no", "off")
NOTHING = ("", "~", "null")
_NUMBER = re.compile(r"[-+]?(\d[\d_]*\.?\d*|\.\d+)([eE][-+]?\d+)?")


class Fields:
    """The keys of one mapping."""

    def __init__(self, node: Node, what: str) -> None:
        if not isinstance(node, Mapping):
            raise node.at.error(f"{what} must be keys with values ('key: value'); {kind(node)} was given")
        self.at = node.at
        self.what = what
        self._nodes = {key.text: value for key, value in node.entries}
        self._lines = {key.text: key.at for key, _ in node.entries}
        self._asked: list[str] = []

    def has(self, key: str) -> bool:
        """Is the key there, with something in it?"""
        self._ask(key)
        node = self._nodes.get(key)
        return node is not None and not _is_nothing(node)

    def node(self, key: str) -> Node:
        """What stands under a key. InputError where it is missing or empty."""
        if not self.has(key):
            at = self._lines.get(key, self.at)
            near = difflib.get_close_matches(key, [k for k in self._nodes if k not in self._asked], 1)
            hint = f"; was {near[0]!r} in line {self._lines[near[0]].line} meant to be it?" if near else ""
            raise at.error(f"{self.what} needs a key {key!r}{hint}")
        return self._nodes[key]

    def text(self, key: str) -> str:
        """Text as it is written."""
        return text(self.node(key), key)

    def maybe_text(self, key: str) -> str | None:
        """Text, or None where the key is missing."""
        return self.text(key) if self.has(key) else None

    def choice(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """One of a closed set."""
        if default is not None and not self.has(key):
            return default
        given = self.text(key)
        if given not in allowed:
            near = difflib.get_close_matches(given, allowed, 1)
            hint = f". Was {near[0]!r} meant?" if near else ""
            raise self.place(key).error(f"{key!r} must be one of {', '.join(allowed)}; {given!r} was given{hint}")
        return given

    def number(self, key: str, low: float = -math.inf, high: float = math.inf, above: float = -math.inf) -> float:
        """A finite number between two limits that are allowed themselves, and more than ``above``."""
        return number(self.node(key), key, low, high, above)

    def maybe_number(self, key: str, low: float = -math.inf, high: float = math.inf, above: float = -math.inf) -> float | None:
        """A number, or None where the key is missing."""
        return self.number(key, low, high, above) if self.has(key) else None

    def whole(self, key: str, default: int | None = None, low: int = 0, high: int = 1_000_000) -> int | None:
        """A whole number, or the default where the key is missing."""
        if not self.has(key):
            return default
        value = self.number(key, low, high)
        if value != int(value):
            raise self.place(key).error(f"{key!r} must be a whole number; {value:g} was given")
        return int(value)

    def truth(self, key: str, default: bool) -> bool:
        """true or false."""
        if not self.has(key):
            return default
        given = self.text(key).casefold()
        if given not in TRUE + FALSE:
            raise self.place(key).error(f"{key!r} must be true or false; {given!r} was given")
        return given in TRUE

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of words; a single word is a list of one; nothing is an empty list."""
        if not self.has(key):
            return ()
        node = self.node(key)
        return tuple(text(n, key) for n in node.nodes) if isinstance(node, Items) else (text(node, key),)

    def items(self, key: str) -> tuple[Node, ...]:
        """A list of anything."""
        node = self.node(key)
        if not isinstance(node, Items):
            raise node.at.error(f"{key!r} must be a list (lines that begin with '- '); {kind(node)} was given")
        return node.nodes

    def place(self, key: str) -> Place:
        """Where a key stands."""
        return self._lines.get(key, self.at)

    def done(self) -> None:
        """Everything was asked for. InputError names a key that means nothing here, and the one probably meant."""
        for key, at in self._lines.items():
            if key not in self._asked:
                near = difflib.get_close_matches(key, self._asked, 1, 0.5)
                hint = f" Was {near[0]!r} meant?" if near else ""
                raise at.error(f"{self.what} has no key {key!r}.{hint} There are: {', '.join(self._asked)}")

    def _ask(self, key: str) -> None:
        if key not in self._asked:
            self._asked.append(key)


def kind(node: Node) -> str:
    """What a node is, for a message."""
    if isinstance(node, Scalar):
        return f"{node.text[:40]!r}" if not _is_nothing(node) else "nothing"
    return "a list" if isinstance(node, Items) else f"a mapping with {listed([k.text for k, _ in node.entries])}"


def text(node: Node, what: str) -> str:
    """A single value as text. InputError for lists, mappings and nothing."""
    if not isinstance(node, Scalar) or _is_nothing(node):
        raise node.at.error(f"{what!r} must be text; {kind(node)} was given")
    return node.text.strip()


def number(node: Node, what: str, low: float = -math.inf, high: float = math.inf, above: float = -math.inf) -> float:
    """A single value as a finite number; 1_000 and 2.5e9 are numbers, "1,000" is not."""
    value = float(node.text.replace("_", "")) if isinstance(node, Scalar) and looks_like_number(node) else math.nan
    if not math.isfinite(value) or value < low or value > high or value <= above:
        limits = [f"{word} {x:g}" for word, x in (("at least", low), ("more than", above), ("at most", high)) if math.isfinite(x)]
        rule = f" ({' and '.join(limits)})" if limits else ""
        raise node.at.error(f"{what!r} must be a number{rule}; {kind(node)} was given")
    return value


def looks_like_number(node: Scalar) -> bool:
    """Is it written as a number, and not in quotation marks?"""
    return not node.quoted and _NUMBER.fullmatch(node.text.strip()) is not None


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.quoted and node.text.casefold() in NOTHING
