"""Claim: a figure somebody asserts. Dispute: mentions or claims that cannot all hold. Verdict: a person's judgement, kept as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from equipoise.words.event import Attribution, EventDate, MentionId
from equipoise.words.text import ArticleId, Quote

ClaimId = NewType("ClaimId", str)
DisputeId = NewType("DisputeId", str)


class ClaimKind(StrEnum):
    """What kind of figure it is."""

    AMOUNT = "amount"
    SHARE = "share"
    RANK = "rank"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure, share, rank or count. ``value`` is absolute (27 billion dollars = 27000000000 with unit USD; 80 with unit percent)."""

    id: ClaimId
    article: ArticleId
    sentence: Quote
    span: Quote
    kind: ClaimKind
    subject: str | None
    relation: str | None
    object: str | None
    value: float
    unit: str | None
    period: EventDate | None
    hedged: bool
    attribution: Attribution


class DisputeKind(StrEnum):
    """What the versions differ in."""

    DATE = "date"
    PLACE = "place"
    FIGURE = "figure"
    HAPPENED = "happened"
    CHARACTERISATION = "characterisation"


@dataclass(frozen=True, slots=True)
class Version:
    """One side of a dispute: what it says, in words, and the mentions or claims that say it."""

    says: str
    mentions: tuple[MentionId, ...] = ()
    claims: tuple[ClaimId, ...] = ()


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two or more versions that cannot all hold, kept side by side."""

    id: DisputeId
    kind: DisputeKind
    about: str
    versions: tuple[Version, ...]


class VerdictKind(StrEnum):
    """same and different name two events or mentions, wrong names one mention."""

    SAME = "same"
    DIFFERENT = "different"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A person's judgement, replayed on every rebuild. ``a`` and ``b`` are mention ids (an event is named by its first mention)."""

    kind: VerdictKind
    a: MentionId
    b: MentionId | None
    note: str | None = None


class Finding(StrEnum):
    """What data say of a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    OUTDATED = "outdated"  # it was so in an earlier year of the same data, not in the claim's
    NOT_CHECKABLE = "not checkable"


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """A claim set against the data loaded. ``about``: how it was understood; ``figure``: what data say in ``year``; ``note``: why.

    ``dataset`` is ``name version``; figure, year and dataset are None where nothing could be looked up.
    """

    claim: ClaimId
    verdict: Finding
    about: str | None
    figure: float | None
    unit: str | None
    year: int | None
    dataset: str | None
    rule: str
    note: str
