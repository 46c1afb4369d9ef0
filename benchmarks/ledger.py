"""Make a project with many events, to measure a brief on. In: a file name, how many events, a seed. Out: a project that counts as built."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from articles import make_sentence

from equipoise import pipeline
from equipoise.settings import Settings
from equipoise.store.duck import Store
from equipoise.words.actor import Actor, Party
from equipoise.words.claim import Claim, ClaimId, ClaimKind
from equipoise.words.event import (
    Attribution,
    AttributionKind,
    Channel,
    DateBasis,
    Event,
    EventDate,
    EventId,
    EventMention,
    EventType,
    Mention,
    MentionId,
    Modality,
    Quad,
    Standing,
)
from equipoise.words.text import Article, ArticleId, Granularity, Published, PublishedBasis, Quote, Sentence, SentenceKind

POWERS = ("RUS", "CHN", "USA", "FRA", "DEU", "GBR", "TUR", "UZB", "JPN")
KINDS = (
    (EventType.CONSULT, Quad.VERBAL_COOPERATION, 3.0),
    (EventType.AGREE, Quad.VERBAL_COOPERATION, 5.0),
    (EventType.COOPERATE, Quad.MATERIAL_COOPERATION, 6.0),
    (EventType.AID, Quad.MATERIAL_COOPERATION, 7.0),
    (EventType.ACCUSE, Quad.VERBAL_CONFLICT, -2.0),
    (EventType.SANCTION, Quad.MATERIAL_CONFLICT, -6.0),
)
MODALITIES = (Modality.OCCURRED, Modality.OCCURRED, Modality.OCCURRED, Modality.PLANNED, Modality.NEGATED)
PER_ARTICLE = 5  # mentions


@dataclass
class Ledger:
    """Rows by table, as they grow."""

    articles: list[Article] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    event_mentions: list[EventMention] = field(default_factory=list)


def write_project(path: Path, events: int, seed: int, settings: Settings) -> Path:
    """A project file with that many events, each reported once or twice; nothing has to be read or built when it is opened."""
    rows = make_ledger(events, random.Random(seed))
    with Store(path) as store:
        with store.transaction():
            for name in Ledger.__dataclass_fields__:
                store.replace(name, getattr(rows, name))
        store.set_fact("built", pipeline._state(store, settings))
    return path


def make_ledger(events: int, rng: random.Random) -> Ledger:
    """Articles with a mention in every sentence, and the events that the mentions belong to."""
    ledger = Ledger()
    slots = _sentences(ledger, rng)
    for number in range(events):
        _event(ledger, number, [next(slots) for _ in range(rng.choice((1, 1, 2)))], rng)
    return ledger


def _sentences(ledger: Ledger, rng: random.Random) -> Iterator[tuple[Article, Sentence]]:
    while True:
        day = date(2022, 1, 1) + timedelta(days=rng.randrange(1000))
        texts = [make_sentence(rng, day.year) for _ in range(PER_ARTICLE)]
        id = ArticleId(f"b{len(ledger.articles):05d}")
        published = Published(day.isoformat(), day, day, Granularity.DAY, PublishedBasis.GIVEN)
        article = Article(
            id,
            f"{id}.txt",
            texts[0],
            f"Outlet {rng.randrange(9)}",
            "en",
            published,
            (),
            None,
            None,
            f"{len(ledger.articles):064x}",
            " ".join(texts),
        )
        ledger.articles.append(article)
        start = 0
        for number, text in enumerate(texts):
            sentence = Sentence(id, number, 0, start, start + len(text), text, SentenceKind.BODY)
            ledger.sentences.append(sentence)
            start += len(text) + 1
            yield article, sentence


def _event(ledger: Ledger, number: int, reports: list[tuple[Article, Sentence]], rng: random.Random) -> None:
    kind, quad, score = rng.choice(KINDS)
    power, channel, modality = rng.choice(POWERS), rng.choice(list(Channel)), rng.choice(MODALITIES)
    codes = [power, "KAZ"] if rng.random() < 0.6 else ["KAZ", power]
    day = reports[0][0].published.earliest or date(2022, 1, 1)
    if modality is Modality.PLANNED:
        day += timedelta(days=30)
    when = EventDate(day.isoformat(), day, day, Granularity.DAY, DateBasis.EXPLICIT)
    standing = (Standing(power, 1 if score > 0 else -1),)
    ids = []
    for article, s in reports:
        trigger = Quote(s.text.split()[0], s.start, s.start + len(s.text.split()[0]))
        mention = Mention(
            id=MentionId(f"{article.id}:{s.start}-{s.end}:{kind.value}"),
            article=article.id,
            sentence=Quote(s.text, s.start, s.end),
            trigger=trigger,
            event=kind,
            mode=None,
            context=("economic",),
            actors=(Actor(None, None, None, codes[0], "GOV", None),),
            recipients=(Actor(None, None, None, codes[1], "GOV", None),),
            reciprocal=False,
            date=when,
            modality=modality,
            attribution=Attribution(AttributionKind.AUTHOR, None),
            channel=channel,
            standing=standing,
            score=score,
            quad=quad,
            confidence=0.7,
            coder="benchmark",
            rule="benchmark",
        )
        ledger.mentions.append(mention)
        ids.append(mention.id)
        if rng.random() < 0.3:
            claim = ClaimId(f"{article.id}:{s.start}-{s.end}:count")
            ledger.claims.append(
                Claim(
                    claim,
                    article.id,
                    mention.sentence,
                    trigger,
                    ClaimKind.COUNT,
                    "trade",
                    "reached",
                    None,
                    1.0,
                    "tonnes",
                    when,
                    False,
                    mention.attribution,
                )
            )
    event = EventId(f"e-{number:012x}")
    ledger.event_mentions += [EventMention(event, m, "made for a benchmark") for m in ids]
    ledger.events.append(
        Event(
            id=event,
            event=kind,
            mode=None,
            context=("economic",),
            actors=(Party(codes[0], "GOV", None),),
            recipients=(Party(codes[1], "GOV", None),),
            reciprocal=False,
            date=when,
            modality=modality,
            channel=channel,
            standing=standing,
            score=score,
            quad=quad,
            confidence=0.7,
            place=None,
            reports=len(ids),
            independent=len(ids),
            mentions=tuple(ids),
        )
    )
