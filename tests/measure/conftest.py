"""The worked example of docs/methods/balance.md: Kazakhstan in November 2023, seven events from four independent articles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from equipoise.measure.balance import balance
from equipoise.measure.look_up import Sheet
from equipoise.settings import Settings
from equipoise.words.actor import Party
from equipoise.words.event import Channel, DateBasis, Event, EventDate, EventId, EventType, MentionId, Modality, Quad, Standing
from equipoise.words.text import Article, ArticleId, CopyKind, Granularity, Published, PublishedBasis

_SIGNS = {"+": 1, "-": -1, "0": 0}


def make_event(
    id: str,
    actors: str,
    recipients: str = "",
    *,
    score: float = 2.5,
    on: str | None = "2023-11-09",
    to: str | None = None,
    channel: str = "diplomacy",
    modality: str = "occurred",
    reciprocal: bool = False,
    standing: str = "",
    reports: int = 1,
) -> Event:
    """``actors`` and ``recipients`` are codes with spaces between; ``standing`` reads ``RUS+ CHN- USA0``; ``on``..``to`` is the window."""
    first = date.fromisoformat(on) if on else None
    last = date.fromisoformat(to) if to else first
    return Event(
        id=EventId(id),
        event=EventType.CONSULT,
        mode=None,
        context=(),
        actors=tuple(Party(c, "GOV", None) for c in actors.split()),
        recipients=tuple(Party(c, "GOV", None) for c in recipients.split()),
        reciprocal=reciprocal,
        date=EventDate(None, first, last, Granularity.RANGE if first else None, DateBasis.EXPLICIT if first else None),
        modality=Modality(modality),
        channel=Channel(channel),
        standing=tuple(Standing(s[:-1], _SIGNS[s[-1]]) for s in standing.split()),
        score=score,
        quad=Quad.VERBAL_COOPERATION if score > 0 else Quad.VERBAL_CONFLICT,
        confidence=0.8,
        place=None,
        reports=reports,
        independent=1,
        mentions=(MentionId(f"m-{id}"),),
    )


def make_article(id: str, on: str | None = "2023-11-09", to: str | None = None, copy_of: str | None = None, coded: bool = True) -> Article:
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


WORKED_EVENTS = (
    make_event("e1", "RUS", "KAZ", score=4, standing="RUS+"),  # a visit
    make_event("e2", "RUS KAZ", reciprocal=True, score=5, channel="energy", standing="RUS+"),  # a treaty signed together
    make_event("e3", "FRA DEU", "KAZ", score=4, on="2023-11-02", channel="investment", standing="FRA+"),  # two members at once
    make_event("e4", "KAZ", "RUS", score=-2, on="2023-11-20", channel="territorial", standing="RUS-"),  # a refusal
    make_event("e5", "CHN", "KAZ", score=2.5, modality="planned", standing="CHN+"),  # not done yet
    make_event("e6", "KAZ", "UZB", score=10, channel="humanitarian"),  # another foreign state
    make_event("e7", "USA", "KAZ", score=2.5, on="2023-10-22", to="2023-11-10"),  # ten of twenty days in November
)
WORKED_ARTICLES = (
    make_article("a1", "2023-11-02"),
    make_article("a2", "2023-11-05"),
    make_article("a2-again", "2023-11-06", copy_of="a2"),
    make_article("a3", "2023-11-10"),
    make_article("a4", "2023-11-20"),
    make_article("a5-russian", "2023-11-21", coded=False),
)


@pytest.fixture(scope="session")
def worked() -> Sheet:
    """Estimates of the worked example."""
    return Sheet(balance("KAZ", WORKED_EVENTS, WORKED_ARTICLES, Settings(), date(2023, 11, 1), date(2023, 11, 30)))


@pytest.fixture(scope="session")
def an_event() -> Callable[..., Event]:
    """Makes an event of which only what a measure looks at has to be said."""
    return make_event


@pytest.fixture(scope="session")
def an_article() -> Callable[..., Article]:
    """Makes an article of which only date, copy and language have to be said."""
    return make_article


@pytest.fixture(scope="session")
def worked_events() -> tuple[Event, ...]:
    """The events of the worked example."""
    return WORKED_EVENTS


@pytest.fixture(scope="session")
def worked_articles() -> tuple[Article, ...]:
    """The articles of the worked example."""
    return WORKED_ARTICLES
