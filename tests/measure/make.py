"""Events and articles for the tests of measures: only what a measure looks at has to be said."""

from __future__ import annotations

from datetime import date

from equipoise.words.actor import Party
from equipoise.words.event import Channel, DateBasis, Event, EventDate, EventId, EventType, MentionId, Modality, Quad, Standing
from equipoise.words.text import Article, ArticleId, CopyKind, Granularity, Published, PublishedBasis


def event(
    id: str,
    actors: str,
    recipients: str = "",
    *,
    score: float = 2.5,
    on: str | None = "2023-11-09",
    to: str | None = None,
    channel: Channel = Channel.DIPLOMACY,
    modality: Modality = Modality.OCCURRED,
    reciprocal: bool = False,
    standing: str = "",
    reports: int = 1,
) -> Event:
    """``actors`` and ``recipients`` as codes with spaces between; ``standing`` as ``RUS+ CHN- USA0``; ``on``..``to`` is the window."""
    first = date.fromisoformat(on) if on else None
    last = date.fromisoformat(to) if to else first
    signs = {"+": 1, "-": -1, "0": 0}
    return Event(
        id=EventId(id),
        event=EventType.CONSULT,
        mode=None,
        context=(),
        actors=tuple(Party(c, "GOV", None) for c in actors.split()),
        recipients=tuple(Party(c, "GOV", None) for c in recipients.split()),
        reciprocal=reciprocal,
        date=EventDate(None, first, last, Granularity.RANGE if first else None, DateBasis.EXPLICIT if first else None),
        modality=modality,
        channel=channel,
        standing=tuple(Standing(s[:-1], signs[s[-1]]) for s in standing.split()),
        score=score,
        quad=Quad.VERBAL_COOPERATION,
        confidence=0.8,
        place=None,
        reports=reports,
        independent=1,
        mentions=(MentionId(f"m-{id}"),),
    )


def article(id: str, on: str | None = "2023-11-09", to: str | None = None, copy_of: str | None = None, coded: bool = True) -> Article:
    """An article published in ``on``..``to``; with ``copy_of`` a copy of that one."""
    first = date.fromisoformat(on) if on else None
    last = date.fromisoformat(to) if to else first
    basis = PublishedBasis.GIVEN if first else PublishedBasis.UNKNOWN
    return Article(
        id=ArticleId(id),
        source=f"{id}.txt",
        title=None,
        publisher=None,
        language="en",
        published=Published(on if first == last else None, first, last, Granularity.DAY if first else None, basis),
        boilerplate=(),
        copy_of=ArticleId(copy_of) if copy_of else None,
        copy_kind=CopyKind.COPY if copy_of else None,
        sha256="0" * 64,
        text="",
        coded=coded,
    )
