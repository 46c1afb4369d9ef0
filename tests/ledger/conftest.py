"""Mentions, claims and articles made from few words, for tests of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from equipoise.ledger.build import Ledger, build_ledger
from equipoise.settings import Settings
from equipoise.words.actor import Actor
from equipoise.words.claim import Claim, ClaimId, ClaimKind, Verdict
from equipoise.words.event import (
    Attribution,
    AttributionKind,
    Channel,
    DateBasis,
    EventDate,
    EventType,
    Mention,
    MentionId,
    Modality,
    Place,
    Quad,
)
from equipoise.words.text import NOT_DATED, Article, ArticleId, CopyPair, Granularity, Published, PublishedBasis, Quote

AUTHOR = Attribution(AttributionKind.AUTHOR, None)


def window(days: str | None) -> EventDate:
    """'2023-11-09', '2023-10-12..2023-11-12' or None as an event's date."""
    if days is None:
        return EventDate(None, None, None, None, None)
    first, _, last = days.partition("..")
    if not last:
        return EventDate(first, date.fromisoformat(first), date.fromisoformat(first), Granularity.DAY, DateBasis.EXPLICIT)
    return EventDate(None, date.fromisoformat(first), date.fromisoformat(last), Granularity.RANGE, DateBasis.DOCUMENT)


def party(text: str) -> Actor:
    """'RUS', 'RUS/MIL' or 'RUS/GOV/Vladimir Putin' as an actor."""
    code, _, rest = text.partition("/")
    sector, _, name = rest.partition("/")
    return Actor(name or code, 0, 1, code, sector or "GOV", name or None)


class Maker:
    """Makes articles, mentions and claims, and builds ledgers of them."""

    def article(self, id: str, day: str | None = None, text: str = "") -> Article:
        when = date.fromisoformat(day) if day else None
        published = Published(day, when, when, Granularity.DAY, PublishedBasis.GIVEN) if day else NOT_DATED
        return Article(ArticleId(id), f"{id}.txt", None, None, "en", published, (), None, None, "0" * 64, text)

    def mention(
        self,
        id: str,
        actors: str | Sequence[str],
        recipients: str | Sequence[str] = (),
        *,
        kind: str = "CONSULT",
        mode: str | None = None,
        day: str | None = None,
        modality: str = "occurred",
        sentence: str = "The two sides had tea.",
        trigger: str | None = None,
        place: tuple[str, str | None] | None = None,
        at: int = 0,
        confidence: float = 0.8,
        reciprocal: bool = False,
    ) -> Mention:
        """A mention; its article is what stands before the colon of its id."""
        start = sentence.index(trigger) if trigger else 0
        return Mention(
            id=MentionId(id),
            article=ArticleId(id.partition(":")[0]),
            sentence=Quote(sentence, at, at + len(sentence)),
            trigger=Quote(trigger or sentence.split()[0], at + start, at + start + len(trigger or sentence.split()[0])),
            event=EventType(kind),
            mode=mode,
            context=(),
            actors=tuple(map(party, [actors] if isinstance(actors, str) else actors)),
            recipients=tuple(map(party, [recipients] if isinstance(recipients, str) else recipients)),
            reciprocal=reciprocal,
            date=window(day),
            modality=Modality(modality),
            attribution=AUTHOR,
            channel=Channel.DIPLOMACY,
            standing=(),
            score=2.5,
            quad=Quad.VERBAL_COOPERATION,
            confidence=confidence,
            coder="rules",
            rule="test",
            place=Place(*place) if place else None,
        )

    def claim(self, id: str, value: float, *, subject: str = "trade", relation: str = "reach", **other: object) -> Claim:
        sentence = Quote("Trade reached a figure.", 0, 23)
        fields: dict[str, object] = {
            "object": None,
            "unit": "USD",
            "period": None,
            "hedged": False,
            "kind": ClaimKind.AMOUNT,
            "span": (14, 22),
        }
        fields |= other
        start, end = fields.pop("span")  # type: ignore[misc]
        return Claim(
            id=ClaimId(id),
            article=ArticleId(id.partition(":")[0]),
            sentence=sentence,
            span=Quote("a figure", start, end),
            subject=subject,
            relation=relation,
            value=value,
            attribution=AUTHOR,
            **fields,  # type: ignore[arg-type]
        )

    def ledger(
        self,
        mentions: Sequence[Mention] = (),
        articles: Sequence[Article] = (),
        copies: Sequence[CopyPair] = (),
        claims: Sequence[Claim] = (),
        verdicts: Sequence[Verdict] = (),
    ) -> Ledger:
        """The ledger; articles that mentions name and that are not given are undated."""
        given = {a.id for a in articles}
        rest = [self.article(i) for i in sorted({m.article for m in mentions} - given)]
        return build_ledger([*articles, *rest], copies, mentions, claims, verdicts, Settings())

    def events(self, *mentions: Mention) -> set[frozenset[str]]:
        """Which mentions end in one event."""
        return {frozenset(e.mentions) for e in self.ledger(mentions).events}


@pytest.fixture(scope="session")
def make() -> Maker:
    """Makes articles, mentions and claims, and builds ledgers of them."""
    return Maker()
