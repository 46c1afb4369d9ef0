"""Tie: a fact about a state, or about two states, in a year; Vote: a ballot; Source: the dataset they came from. Missing is never zero."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from equipoise.words.event import Channel


class Status(StrEnum):
    """How a value came to be."""

    OBSERVED = "observed"  # the source says so; a zero that the source means by an absent row counts as well
    IMPUTED = "imputed"  # the source, or a rule that is named, filled it in
    MISSING = "missing"  # the source does not say, or does not reach that far


class Absent(StrEnum):
    """What it means that a source, inside its years, has no row for a pair of states."""

    ZERO = "zero"  # the source lists all there is: no alliance row, no alliance
    MISSING = "missing"  # nothing is known


class Shape(StrEnum):
    """What a variable is about."""

    STATE = "state"  # one state in a year; ``partner`` is None
    DIRECTED = "directed"  # from ``state`` to ``partner``
    UNDIRECTED = "undirected"  # both alike; each pair stands once, with state < partner as text


@dataclass(frozen=True, slots=True)
class Variable:
    """One column that a dataset brings. Directed variables go from state to partner: ``exports`` are what ``state`` sells to ``partner``.

    ``first`` and ``last`` are the years that the dataset covers; outside them nothing is known.
    """

    name: str
    shape: Shape
    unit: str
    channel: Channel | None
    absent: Absent
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Aside:
    """Rows of a file that were not kept: why, how many, and up to five of them as ``row N: what stood there``.

    ``rows`` 0 speaks of rows that were kept: a part of them that could not be used, or how the file as a whole was taken.
    """

    reason: str
    rows: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A dataset as it was loaded into a project, with what one must know to cite it and to trust it.

    ``rows`` = rows in the file = ``kept`` + the sum over ``aside``. ``retrieved`` is the day of a live fetch, None for a user's file.
    """

    dataset: str
    title: str
    version: str
    publisher: str
    url: str
    licence: str
    citation: str
    bibtex: str
    file: str
    sha256: str
    retrieved: date | None
    rows: int
    kept: int
    aside: tuple[Aside, ...]
    variables: tuple[Variable, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """One value of one variable. ``item`` is a sector, commodity or sort within the variable, None = all of it.

    ``row`` is the place in the file, counted from 1 without the header: dataset + version + row lead back to where the figure stands.
    Codes are ISO 3166 alpha-3, and for former states those of reference/statehood.py. ``value`` None: the row says that it is not known.
    """

    dataset: str
    variable: str
    state: str
    partner: str | None
    year: int
    item: str | None
    value: float | None
    status: Status
    row: int


@dataclass(frozen=True, slots=True)
class Ballot:
    """How one state voted on one resolution: ``vote`` is 1 yes, 2 abstain, 3 no, as in the data of the field. Absent states have no row.

    The year of a session is session + 1945.
    """

    dataset: str
    state: str
    session: int
    resolution: str
    vote: int
    row: int


@dataclass(frozen=True, slots=True)
class RollCall:
    """What was voted on. ``issues`` are the codes of Voeten's issue areas (me nu di hr co ec), empty where nobody coded them."""

    dataset: str
    session: int
    resolution: str
    day: date | None
    title: str | None
    issues: tuple[str, ...]
    important: bool | None
