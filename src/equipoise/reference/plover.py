"""PLOVER's facts: types, modes, scores, quad classes, contexts, and labels for readers. In: data/plover.toml, data/contexts.toml. Out:
TypeFacts and lookups.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from equipoise.reference.files import read_table
from equipoise.words.event import EventType, Quad


@dataclass(frozen=True, slots=True)
class ModeFacts:
    """A mode of a type; its score (-10 .. +10) replaces the type's."""

    name: str
    score: float
    label: str


@dataclass(frozen=True, slots=True)
class TypeFacts:
    """A PLOVER type: quad class, score (-10 .. +10), whether a recipient is required, and how a reader is told."""

    type: EventType
    quad: Quad
    score: float
    needs_recipient: bool
    label: str
    about: str
    modes: Mapping[str, ModeFacts]


@cache
def plover_types() -> Mapping[EventType, TypeFacts]:
    """The 16 types in PLOVER's order."""
    table = read_table("plover.toml")
    facts = {}
    for type_ in EventType:
        row = table[type_.value]
        modes = {name: ModeFacts(name, float(m["score"]), str(m["label"])) for name, m in row.get("modes", {}).items()}
        facts[type_] = TypeFacts(
            type_,
            Quad(row["quad"]),
            float(row["score"]),
            bool(row["recipient"]),
            str(row["label"]),
            str(row["about"]),
            MappingProxyType(modes),
        )
    return MappingProxyType(facts)


def quad_of(type_: EventType | str) -> Quad:
    """The quad class of a type."""
    return plover_types()[EventType(type_)].quad


def score_of(type_: EventType | str, mode: str | None = None) -> float:
    """The intensity of a type, or of its mode where one is given. Raises KeyError for a mode the type does not have.

    >>> score_of("CONSULT"), score_of("CONSULT", "visit")
    (2.5, 4.0)
    """
    facts = plover_types()[EventType(type_)]
    return facts.score if mode is None else facts.modes[mode].score


def type_label(type_: EventType | str) -> str:
    """What a reader sees for a type.

    >>> type_label("CONSULT")
    'Visit or talks'
    """
    return plover_types()[EventType(type_)].label


def mode_label(type_: EventType | str, mode: str) -> str:
    """What a reader sees for a mode of a type; the mode's own name where PLOVER does not have it."""
    found = plover_types()[EventType(type_)].modes.get(mode)
    return found.label if found else mode.replace("-", " ").capitalize()


@cache
def contexts() -> Mapping[str, str]:
    """PLOVER's 37 contexts with their labels."""
    return MappingProxyType({name: str(label) for name, label in read_table("contexts.toml").items()})


def context_label(context: str) -> str:
    """What a reader sees for a context."""
    return contexts().get(context, context.replace("_", " ").capitalize())
