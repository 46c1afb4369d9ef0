"""Mention: one report of one event in one sentence. Event: mentions merged. The vocabulary is PLOVER 2.0."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import NewType

from equipoise.words.actor import Actor, Party
from equipoise.words.text import ArticleId, Granularity, Quote, Span

MentionId = NewType("MentionId", str)
EventId = NewType("EventId", str)


class EventType(StrEnum):
    """PLOVER's 16 types."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Quad(IntEnum):
    """PLOVER's quad classes."""

    VERBAL_COOPERATION = 1
    MATERIAL_COOPERATION = 2
    VERBAL_CONFLICT = 3
    MATERIAL_CONFLICT = 4


class Modality(StrEnum):
    """Said is not done."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"

    @property
    def happened(self) -> bool:
        """True for what is or was the case; only this may count as done."""
        return self in (Modality.OCCURRED, Modality.ONGOING)


class Channel(StrEnum):
    """The lever by which influence works."""

    DIPLOMACY = "diplomacy"
    TRADE = "trade"
    ENERGY = "energy"
    TRANSIT = "transit"
    INVESTMENT = "investment"
    NUCLEAR = "nuclear"
    SECURITY = "security"
    INSTITUTIONS = "institutions"
    SANCTIONS = "sanctions"
    CULTURE_LANGUAGE = "culture_language"
    HUMANITARIAN = "humanitarian"
    TERRITORIAL = "territorial"
    OTHER = "other"


class AttributionKind(StrEnum):
    """Who vouches for what a sentence reports."""

    AUTHOR = "author"
    NAMED_SOURCE = "named_source"
    QUOTED_PERSON = "quoted_person"
    UNNAMED_SOURCE = "unnamed_source"


class DateBasis(StrEnum):
    """How an event's date was found."""

    EXPLICIT = "explicit"
    RELATIVE = "relative"
    ANAPHORIC = "anaphoric"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class EventDate:
    """When something happened. ``value`` is ISO 8601 where one date is meant; None in a range. Open ends are None."""

    value: str | None
    earliest: date | None
    latest: date | None
    granularity: Granularity | None
    basis: DateBasis | None


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date expression in a sentence, resolved; ``span`` in the article's offsets."""

    span: Span
    date: EventDate


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who vouches: ``who`` is the name as resolved, None for the author."""

    kind: AttributionKind
    who: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """An outside power gains (+1), loses (-1) or is named without change (0)."""

    power: str
    sign: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happened: the name in the text's resolved form, and the state it lies in (None where not known)."""

    name: str
    code: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """One report of one event in one sentence; the fields are those of the exchange format, and ``place``."""

    id: MentionId
    article: ArticleId
    sentence: Quote
    trigger: Quote
    event: EventType
    mode: str | None
    context: tuple[str, ...]
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    reciprocal: bool
    date: EventDate
    modality: Modality
    attribution: Attribution
    channel: Channel
    standing: tuple[Standing, ...]
    score: float
    quad: Quad
    confidence: float
    coder: str
    rule: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Mentions merged. ``reports`` counts articles, ``independent`` counts them without copies and rewrites (at least 1)."""

    id: EventId
    event: EventType
    mode: str | None
    context: tuple[str, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    reciprocal: bool
    date: EventDate
    modality: Modality
    channel: Channel
    standing: tuple[Standing, ...]
    score: float
    quad: Quad
    confidence: float
    place: Place | None
    reports: int
    independent: int
    mentions: tuple[MentionId, ...]


@dataclass(frozen=True, slots=True)
class EventMention:
    """Which mention belongs to which event, and why it was put there."""

    event: EventId
    mention: MentionId
    reason: str
