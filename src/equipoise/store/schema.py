"""Every table, declared once, from the nouns in words/. The data dictionary and the Arrow schemas are derived from here."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, IntEnum
from functools import cache
from typing import Any

import pyarrow as pa
from cattrs import Converter

from equipoise.store.nouns import rows_of
from equipoise.words.claim import Claim, ClaimCheck, Dispute, Verdict
from equipoise.words.estimate import Estimate
from equipoise.words.event import Event, EventMention, Mention
from equipoise.words.text import Article, CopyPair, Given, Problem, Sentence
from equipoise.words.tie import Ballot, RollCall, Source, Tie


@dataclass(frozen=True, slots=True)
class Run:
    """One way of making rows: the versions and settings behind them. The same versions and settings are the same run."""

    id: str
    equipoise: str
    settings: str
    coder: str
    model: str


@dataclass(frozen=True, slots=True)
class Input:
    """One article as it was given, kept so that it can be read again. The same article from the same place has the same ``key``.

    ``origin`` is the absolute place behind ``source``; it and the text stay in the project and are not exported.
    """

    key: str
    source: str
    origin: str
    stem: str
    order: int
    sha256: str
    media: str
    given: Given
    html_date: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Coded:
    """That an article was read (``stage`` read) or coded (``stage`` code), and in which run; ``input`` is the input's key."""

    article: str
    stage: str
    input: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its row type, the columns that identify a row (and order an export), and what it holds."""

    name: str
    row: type
    key: tuple[str, ...]
    holds: str
    exported: bool = True


TABLES: Mapping[str, Table] = {
    t.name: t
    for t in (
        Table("inputs", Input, ("key",), "articles as they were given", exported=False),
        Table("coded", Coded, ("article", "stage"), "how far each article has come", exported=False),
        Table("articles", Article, ("id",), "one row an article, with its text, date and place in a group of copies"),
        Table("sentences", Sentence, ("article", "number"), "the sentences of each article in reading order"),
        Table("copies", CopyPair, ("a", "b"), "pairs of articles that are copies or rewrites of one another"),
        Table("mentions", Mention, ("id",), "one report of one event in one sentence"),
        Table("claims", Claim, ("id",), "a figure, share, rank or count that an article asserts"),
        Table("problems", Problem, ("source", "stage", "reason"), "what was given and not read, or read in part"),
        Table("events", Event, ("id",), "mentions merged: each event once"),
        Table("event_mentions", EventMention, ("event", "mention"), "which mention belongs to which event, and why"),
        Table("disputes", Dispute, ("id",), "mentions or claims that cannot all hold"),
        Table("verdicts", Verdict, ("kind", "a", "b"), "a person's judgements, replayed on every rebuild"),
        Table("sources", Source, ("dataset",), "the datasets loaded, with version, citation, what was kept of them and what was not"),
        Table("ties", Tie, ("dataset", "variable", "state", "partner", "year", "item"), "a fact about a state or two states in a year"),
        Table("rollcalls", RollCall, ("dataset", "session", "resolution"), "what was voted on in the UN General Assembly"),
        Table("ballots", Ballot, ("dataset", "state", "session", "resolution"), "how each state voted on it"),
        Table(
            "estimates",
            Estimate,
            ("subject", "measure", "power", "direction", "channel", "month", "since", "until"),
            "measures with their ranges",
        ),
        Table(
            "claim_checks",
            ClaimCheck,
            ("claim",),
            "what the datasets loaded say of each claim: supported, contradicted, outdated, or not checkable and why",
        ),
        Table("runs", Run, ("id",), "the versions and settings rows were made with"),
    )
}

_PLAIN: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    bytes: pa.binary(),
}


def _arrow_type(hint: Any) -> pa.DataType:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        (inner,) = (a for a in typing.get_args(hint) if a is not type(None))
        return _arrow_type(inner)
    if origin is tuple:
        return pa.list_(_arrow_type(typing.get_args(hint)[0]))
    if isinstance(hint, typing.NewType):
        return _arrow_type(hint.__supertype__)
    if dataclasses.is_dataclass(hint):
        return pa.struct(_arrow_fields(typing.cast(type, hint)))
    if isinstance(hint, type) and issubclass(hint, IntEnum):
        return pa.int64()
    if isinstance(hint, type) and issubclass(hint, Enum):
        return pa.string()
    return _PLAIN[hint]


def _arrow_fields(row: type) -> list[pa.Field]:
    hints = typing.get_type_hints(row)
    return [pa.field(f.name, _arrow_type(hints[f.name])) for f in dataclasses.fields(row)]


@cache
def arrow_schema(name: str) -> pa.Schema:
    """Arrow schema of a table, nested types as structs and lists, derived from its row type."""
    return pa.schema(_arrow_fields(TABLES[name].row))


_converter = Converter(unstruct_collection_overrides={tuple: list})
_converter.register_unstructure_hook(date, lambda d: d)


def to_arrow(name: str, rows: Iterable[Any]) -> pa.Table:
    """Rows of a table as Arrow, in the order given."""
    return pa.Table.from_pylist([_converter.unstructure(r) for r in rows], schema=arrow_schema(name))


def from_arrow(name: str, table: pa.Table) -> list[Any]:
    """Rows of a table back from Arrow."""
    return rows_of(TABLES[name].row, table)


def to_plain(row: Any) -> Any:
    """A row as plain JSON values: dates as ISO text, enums as their values, tuples as lists."""
    return _json(_converter.unstructure(row))


def _json(x: Any) -> Any:
    if isinstance(x, Mapping):
        return {k: _json(v) for k, v in x.items()}
    if isinstance(x, list | tuple):
        return [_json(v) for v in x]
    if isinstance(x, date):
        return x.isoformat()
    return x.value if isinstance(x, Enum) else x
