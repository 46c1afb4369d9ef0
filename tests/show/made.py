"""A small made-up project to brief on: articles in our own words with hostile text, copies, plans, a denial, disputes and figures.

Nothing here is quoted from anywhere; outlets and most details are invented.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date

from equipoise.measure.balance import balance
from equipoise.measure.periods import Period, previous_period
from equipoise.settings import Settings
from equipoise.show.facts import BriefInput
from equipoise.words.actor import Actor, Party
from equipoise.words.claim import Claim, ClaimId, ClaimKind, Dispute, DisputeId, DisputeKind, Version
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
    Place,
    Quad,
    Standing,
)
from equipoise.words.text import (
    NOT_DATED,
    AlignedSentences,
    Article,
    ArticleId,
    CopyKind,
    CopyPair,
    Granularity,
    Problem,
    Published,
    PublishedBasis,
    Quote,
    Sentence,
    SentenceKind,
    Span,
)

HOSTILE = "<script>alert('x')</script>"
OVERRIDE = "\u202e"
ESCAPE = "\x1b[31m"

PEOPLE = {
    "KAZ": Party("KAZ", "GOV", "Kazakhstan"),
    "Tokayev": Party("KAZ", "GOV", "Kassym-Jomart Tokayev"),
    "Macron": Party("FRA", "GOV", "Emmanuel Macron"),
    "Putin": Party("RUS", "GOV", "Vladimir Putin"),
    "Erdogan": Party("TUR", "GOV", "Recep Tayyip Erdoğan"),
    "RUS": Party("RUS", "GOV", "Russia"),
    "CHN": Party("CHN", "GOV", "China"),
    "USA": Party("USA", "GOV", "United States"),
    "EUR": Party("EUR", "GOV", "European Union"),
    "DEU": Party("DEU", "GOV", "Germany"),
    "TUR": Party("TUR", "GOV", "Türkiye"),
    "GBR": Party("GBR", "GOV", "United Kingdom"),
    "UKR": Party("UKR", "GOV", "Ukraine"),
    "WST": Party("WST", None, "the West"),
    "CPC": Party("MNC", "BUS", "Caspian Pipeline Consortium"),
    "crowd": Party("KAZ", "CVL", None),
}

SCORES = {
    EventType.CONSULT: (2.5, Quad.VERBAL_COOPERATION),
    EventType.AGREE: (2.5, Quad.VERBAL_COOPERATION),
    EventType.SUPPORT: (5.0, Quad.VERBAL_COOPERATION),
    EventType.COOPERATE: (9.5, Quad.MATERIAL_COOPERATION),
    EventType.AID: (10.0, Quad.MATERIAL_COOPERATION),
    EventType.ACCUSE: (-3.0, Quad.VERBAL_CONFLICT),
    EventType.THREATEN: (-3.5, Quad.VERBAL_CONFLICT),
    EventType.SANCTION: (-6.0, Quad.MATERIAL_CONFLICT),
    EventType.REJECT: (-2.0, Quad.VERBAL_CONFLICT),
    EventType.COERCE: (-7.0, Quad.MATERIAL_CONFLICT),
    EventType.ASSAULT: (-9.0, Quad.MATERIAL_CONFLICT),
}


@dataclass
class Made:
    """Collects articles, then what they report."""

    articles: list[Article] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    event_mentions: list[EventMention] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def article(self, id: str, day: str | None, outlet: str | None, title: str, *paragraphs: list[str], **more: object) -> None:
        """An article; each paragraph is a list of its sentences."""
        text = title + "\n\n" + "\n\n".join(" ".join(p) for p in paragraphs) + "\n"
        at, number = 0, 0
        for n, (paragraph, kind) in enumerate([([title], SentenceKind.TITLE), *((p, SentenceKind.BODY) for p in paragraphs)]):
            for s in paragraph:
                at = text.index(s, at)
                self.sentences.append(Sentence(ArticleId(id), number, n, at, at + len(s), s, kind))
                at, number = at + len(s), number + 1
        d = date.fromisoformat(day) if day else None
        published = Published(day, d, d, Granularity.DAY, PublishedBasis.STATED) if d else NOT_DATED
        base = Article(
            ArticleId(id),
            f"articles/{id}.txt",
            title,
            outlet,
            "en",
            published,
            (),
            None,
            None,
            hashlib.sha256(text.encode()).hexdigest(),
            text,
        )
        self.articles.append(replace(base, **more))  # type: ignore[arg-type]

    def event(
        self,
        kind: EventType,
        who: str,
        whom: str,
        when: str | None,
        channel: Channel,
        reports: list[tuple[str, str]],
        *,
        mode: str | None = None,
        modality: Modality = Modality.OCCURRED,
        standing: tuple[tuple[str, int], ...] = (),
        place: Place | None = None,
        reciprocal: bool = False,
        score: float | None = None,
        until: str | None = None,
        independent: int | None = None,
        says: Attribution | None = None,
    ) -> EventId:
        """An event with its mentions; ``reports`` are (article, start of the sentence)."""
        actors, recipients = ([PEOPLE[p] for p in x.split()] for x in (who, whom))
        own, quad = SCORES[kind]
        d = _when(when, until)
        attribution = says or Attribution(AttributionKind.AUTHOR, None)
        signs = tuple(Standing(p, s) for p, s in standing)
        ids: list[MentionId] = []
        for article, start in reports:
            s = next(s for s in self.sentences if s.article == article and s.text.startswith(start))
            id = MentionId(f"{article}:{s.start}-{s.start + 8}:{kind.value}-{len(self.events)}")
            quote, trigger = Quote(s.text, s.start, s.end), Quote(s.text[:8], s.start, s.start + 8)
            self.mentions.append(
                Mention(
                    id,
                    ArticleId(article),
                    quote,
                    trigger,
                    kind,
                    mode,
                    (),
                    tuple(map(_actor, actors)),
                    tuple(map(_actor, recipients)),
                    reciprocal,
                    d,
                    modality,
                    attribution,
                    channel,
                    signs,
                    own if score is None else score,
                    quad,
                    0.8,
                    "rules",
                    f"made/{kind.value.lower()}",
                    place,
                )
            )
            ids.append(id)
        event = EventId("e-" + hashlib.sha256(ids[0].encode()).hexdigest()[:12])
        self.events.append(
            Event(
                event,
                kind,
                mode,
                (),
                tuple(actors),
                tuple(recipients),
                reciprocal,
                d,
                modality,
                channel,
                signs,
                own if score is None else score,
                quad,
                0.8,
                place,
                len(reports),
                independent or len(reports),
                tuple(ids),
            )
        )
        self.event_mentions += [EventMention(event, m, "made up") for m in ids]
        return event

    def claim(
        self,
        article: str,
        start: str,
        figure: str,
        kind: ClaimKind,
        about: tuple[str, str, str],
        value: float,
        unit: str,
        hedged: bool = False,
    ) -> ClaimId:
        """A figure in a sentence."""
        s = next(s for s in self.sentences if s.article == article and s.text.startswith(start))
        at = s.start + s.text.index(figure)
        id = ClaimId(f"{article}:{at}-{at + len(figure)}:{kind.value}")
        self.claims.append(
            Claim(
                id,
                ArticleId(article),
                Quote(s.text, s.start, s.end),
                Quote(figure, at, at + len(figure)),
                kind,
                *about,
                value,
                unit,
                EventDate("2023", date(2023, 1, 1), date(2023, 12, 31), Granularity.YEAR, DateBasis.EXPLICIT),
                hedged,
                Attribution(AttributionKind.NAMED_SOURCE, "Kazakhstan's energy ministry"),
            )
        )
        return id


def _actor(p: Party) -> Actor:
    return Actor(None, None, None, p.code, p.sector, p.name)


def _when(when: str | None, until: str | None) -> EventDate:
    if when is None:
        return EventDate(None, None, None, None, None)
    first, last = date.fromisoformat(when), date.fromisoformat(until or when)
    exact = Granularity.DAY if first == last else Granularity.RANGE
    return EventDate(when if first == last else None, first, last, exact, DateBasis.EXPLICIT)


def project(since: date | None = None, until: date | None = None, notes: str | None = None) -> BriefInput:
    """The made-up project as input of a brief."""
    m = Made()
    _articles(m)
    settings = Settings()
    disputes = _happenings(m)
    articles = m.articles
    estimates = balance("KAZ", m.events, articles, settings, since, until)
    before = previous_period(Period(since, until))
    previous = balance("KAZ", m.events, articles, settings, before.since, before.until) if before else []
    copies = [
        CopyPair(ArticleId("macron-1"), ArticleId("macron-2"), CopyKind.REWRITE, 0.71, (AlignedSentences(Span(40, 80), Span(38, 90)),)),
        CopyPair(ArticleId("macron-1"), ArticleId("macron-3"), CopyKind.COPY, 1.0, ()),
    ]
    problems = [
        Problem("articles/broken.html", "source", "The file is empty.", "Give the article again."),
        Problem(
            f"articles/{OVERRIDE}gnp.txt", "language", f"The text is in Russian {HOSTILE}; only English is coded.", "Give a translation."
        ),
    ]
    return BriefInput(
        "KAZ",
        since,
        until,
        articles,
        copies,
        m.sentences,
        m.mentions,
        m.claims,
        problems,
        m.events,
        m.event_mentions,
        disputes,
        estimates,
        previous,
        settings,
        notes,
        "0.1.0",
        len(articles) + 2,
    )


def _articles(m: Made) -> None:
    m.article(
        "macron-1",
        "2023-11-02",
        "Steppe Herald",
        "France courts Kazakhstan over uranium",
        [
            "French President Emmanuel Macron travelled to Astana on 1 November and met Kassym-Jomart Tokayev.",
            "He praised Kazakhstan for refusing to choose sides.",
        ],
        [
            "The two governments signed a declaration on critical minerals.",
            "France will open talks on a first nuclear power plant in December, an official said.",
        ],
        [
            "Trade between the two countries came to 5.3 billion dollars in 2022.",
            "Russia's influence is shrinking, a jealous Kremlin notwithstanding.",
        ],
    )
    m.article(
        "macron-2",
        "2023-11-03",
        "Gulf Courier",
        "Macron's steppe tour: what France wants",
        [
            "Emmanuel Macron landed in the Kazakh capital on 1 November for talks with President Tokayev.",
            "Trade between them came to 4.8 billion dollars in 2022.",
        ],
        ["A pragmatic Kremlin watched calmly."],
        copy_of=ArticleId("macron-1"),
        copy_kind=CopyKind.REWRITE,
    )
    m.article(
        "macron-3",
        "2023-11-03",
        "Steppe Herald Asia",
        "France courts Kazakhstan over uranium",
        ["French President Emmanuel Macron travelled to Astana on 1 November and met Kassym-Jomart Tokayev."],
        copy_of=ArticleId("macron-1"),
        copy_kind=CopyKind.COPY,
    )
    m.article(
        "putin",
        "2023-11-10",
        "Northern Wire",
        "Putin in Astana: partners, with questions",
        ["Vladimir Putin held talks with Tokayev in Astana on 9 November.", "They agreed to build three power stations together."],
        [
            "Moscow warned that the transit of oil could be interrupted again.",
            "Officials in Kazakhstan denied that Russia had halted the pipeline.",
        ],
    )
    m.article(
        "erdogan",
        "2023-11-04",
        None,
        "Turkic leaders meet in Astana",
        [
            "Recep Tayyip Erdoğan came to Astana on 3 November for a summit of Turkic states.",
            "Türkiye and Kazakhstan pledged to raise trade to 10 billion dollars.",
        ],
    )
    m.article(
        "china",
        "2023-12-05",
        "Silk Road Monitor",
        f"China buys more {HOSTILE} gas",
        [
            f"China signed a contract in Beijing for {OVERRIDE}Kazakh gas{OVERRIDE} on 28 November {ESCAPE}.",
            "Chinese firms shipped rolling stock to Kazakhstan.",
        ],
        ["China is the second-largest buyer of Kazakh oil."],
        url="https://example.org/china",
    )
    m.article(
        "usa",
        "2023-12-12",
        "Steppe Herald",
        "Washington and Astana talk minerals",
        [
            "The United States and Kazakhstan held a strategic dialogue in Washington on 7 December.",
            "Washington gave Kazakhstan a grant for border guards.",
        ],
        ["American officials criticised the re-export of chips to Russia."],
    )
    m.article(
        "brussels",
        "2023-12-14",
        "Gulf Courier",
        "Brussels tightens rules on transit",
        [
            "The European Union imposed limits on goods that pass through Kazakhstan on 13 December.",
            "Germany agreed to buy Kazakh oil through the Druzhba pipeline.",
        ],
        [
            "The EU said it would send its special envoy to Astana in January 2024.",
            "Kazakhstan takes 40 percent of its imports of machines from the EU.",
        ],
    )
    m.article(
        "aid",
        "2023-12-20",
        "Northern Wire",
        "Yurts for Ukraine",
        ["Citizens of Kazakhstan sent generators to Ukraine.", "Russian missiles struck Kyiv on 18 December."],
    )
    m.article(
        "pipeline",
        "2023-12-28",
        "Caspian Notes",
        "The pipeline question",
        ["Kazakhstan exported 52 million tonnes of oil through Russia in 2023.", "The Caspian Pipeline Consortium repaired a mooring."],
        ["The West should offer a way round Russia, an analyst said.", "Tokayev will travel to London in the spring of 2024."],
    )
    m.article("undated", None, None, "A note without a date", ["Kazakhstan and China opened a dry port."])
    m.article(
        "tengri",
        "2023-10-02",
        "Caspian Notes",
        "October in brief",
        ["Kazakhstan refused to recognise the votes in eastern Ukraine.", "Russia stopped imports of Kazakh grain on 17 October."],
    )


def _happenings(m: Made) -> list[Dispute]:
    astana, t = Place("Astana", "KAZ"), EventType
    macron = m.event(
        t.CONSULT,
        "Macron",
        "KAZ",
        "2023-11-01",
        Channel.DIPLOMACY,
        [("macron-1", "French President"), ("macron-2", "Emmanuel Macron landed"), ("macron-3", "French President")],
        mode="visit",
        standing=(("FRA", 1),),
        place=astana,
        score=4.0,
        independent=1,
    )
    m.event(t.SUPPORT, "Macron", "KAZ", "2023-11-01", Channel.DIPLOMACY, [("macron-1", "He praised")], standing=(("FRA", 1),))
    m.event(
        t.SUPPORT,
        "KAZ Macron",
        "",
        "2023-11-01",
        Channel.TRADE,
        [("macron-1", "The two governments")],
        reciprocal=True,
        standing=(("FRA", 1),),
    )
    says = Attribution(AttributionKind.UNNAMED_SOURCE, None)
    m.event(
        t.CONSULT,
        "Macron KAZ",
        "",
        "2023-12-01",
        Channel.NUCLEAR,
        [("macron-1", "France will open")],
        modality=Modality.PLANNED,
        reciprocal=True,
        until="2023-12-31",
        says=says,
    )
    m.event(
        t.CONSULT,
        "Putin Tokayev",
        "",
        "2023-11-09",
        Channel.DIPLOMACY,
        [("putin", "Vladimir Putin held")],
        mode="visit",
        place=astana,
        reciprocal=True,
        score=4.0,
    )
    m.event(t.AGREE, "Putin Tokayev", "", "2023-11-09", Channel.ENERGY, [("putin", "They agreed")], reciprocal=True, standing=(("RUS", 1),))
    m.event(t.THREATEN, "RUS", "KAZ", "2023-11-09", Channel.TRANSIT, [("putin", "Moscow warned")], mode="restrict", standing=(("RUS", -1),))
    halted = m.event(
        t.SANCTION,
        "RUS",
        "KAZ",
        "2023-11-01",
        Channel.TRANSIT,
        [("putin", "Officials in Kazakhstan")],
        modality=Modality.NEGATED,
        until="2023-11-10",
    )
    m.event(
        t.CONSULT,
        "Erdogan",
        "KAZ",
        "2023-11-03",
        Channel.INSTITUTIONS,
        [("erdogan", "Recep")],
        mode="multilateral",
        place=astana,
        standing=(("TUR", 1),),
    )
    m.event(t.AGREE, "TUR KAZ", "", "2023-11-03", Channel.TRADE, [("erdogan", "Türkiye and")], reciprocal=True)
    m.event(
        t.SUPPORT,
        "CHN KAZ",
        "",
        "2023-11-28",
        Channel.ENERGY,
        [("china", "China signed")],
        reciprocal=True,
        place=Place("Beijing", "CHN"),
        standing=(("CHN", 1),),
    )
    m.event(t.COOPERATE, "CHN", "KAZ", "2023-11-01", Channel.TRADE, [("china", "Chinese firms")], until="2023-12-05")
    m.event(
        t.CONSULT,
        "USA KAZ",
        "",
        "2023-12-07",
        Channel.DIPLOMACY,
        [("usa", "The United States")],
        reciprocal=True,
        place=Place("Washington", "USA"),
    )
    m.event(t.AID, "USA", "KAZ", "2023-12-07", Channel.SECURITY, [("usa", "Washington gave")], standing=(("USA", 1),))
    m.event(t.ACCUSE, "USA", "KAZ", "2023-12-07", Channel.SANCTIONS, [("usa", "American officials")], mode="disapprove", score=-2.0)
    m.event(
        t.SANCTION,
        "EUR",
        "KAZ",
        "2023-12-13",
        Channel.SANCTIONS,
        [("brussels", "The European Union")],
        mode="discontinue",
        standing=(("EUR", -1),),
    )
    m.event(
        t.COOPERATE,
        "DEU KAZ",
        "",
        "2023-12-13",
        Channel.ENERGY,
        [("brussels", "Germany agreed")],
        reciprocal=True,
        standing=(("DEU", 1), ("RUS", -1)),
    )
    m.event(
        t.CONSULT,
        "EUR",
        "KAZ",
        "2024-01-01",
        Channel.DIPLOMACY,
        [("brussels", "The EU said")],
        mode="visit",
        modality=Modality.PLANNED,
        until="2024-01-31",
        place=astana,
    )
    m.event(t.AID, "crowd", "UKR", "2023-12-01", Channel.HUMANITARIAN, [("aid", "Citizens of")], until="2023-12-20")
    m.event(t.ASSAULT, "RUS", "UKR", "2023-12-18", Channel.SECURITY, [("aid", "Russian missiles")], mode="heavy-weapons", score=-9.5)
    m.event(t.AID, "WST", "KAZ", None, Channel.TRANSIT, [("pipeline", "The West should")], modality=Modality.HYPOTHETICAL)
    m.event(
        t.CONSULT,
        "Tokayev",
        "GBR",
        "2024-03-01",
        Channel.DIPLOMACY,
        [("pipeline", "Tokayev will")],
        mode="visit",
        modality=Modality.PLANNED,
        until="2024-05-31",
        place=Place("London", "GBR"),
    )
    m.event(t.COOPERATE, "KAZ CHN", "", None, Channel.TRANSIT, [("undated", "Kazakhstan and")], reciprocal=True)
    m.event(
        t.REJECT,
        "KAZ",
        "RUS",
        "2023-10-01",
        Channel.TERRITORIAL,
        [("tengri", "Kazakhstan refused")],
        mode="change",
        standing=(("RUS", -1),),
    )
    m.event(
        t.SANCTION, "RUS", "KAZ", "2023-10-17", Channel.TRADE, [("tengri", "Russia stopped")], mode="discontinue", standing=(("RUS", -1),)
    )
    one = m.claim(
        "macron-1",
        "Trade between",
        "5.3 billion dollars",
        ClaimKind.AMOUNT,
        ("trade between France and Kazakhstan", "came to", ""),
        5.3e9,
        "USD",
    )
    two = m.claim(
        "macron-2",
        "Trade between",
        "4.8 billion dollars",
        ClaimKind.AMOUNT,
        ("trade between France and Kazakhstan", "came to", ""),
        4.8e9,
        "USD",
    )
    m.claim("china", "China is", "second-largest", ClaimKind.RANK, ("China", "is among buyers of", "Kazakh oil"), 2, "rank")
    m.claim(
        "brussels",
        "Kazakhstan takes",
        "40 percent",
        ClaimKind.SHARE,
        ("Kazakhstan", "takes of its imports of machines", "the EU"),
        40,
        "percent",
    )
    m.claim(
        "pipeline",
        "Kazakhstan exported",
        "52 million tonnes",
        ClaimKind.COUNT,
        ("Kazakhstan", "exported through Russia", "oil"),
        52e6,
        "tonnes",
        True,
    )
    reports = next(e for e in m.events if e.id == macron).mentions
    return [
        Dispute(
            DisputeId("d-1"),
            DisputeKind.FIGURE,
            "trade between France and Kazakhstan in 2022",
            (Version("5.3 billion USD", (), (one,)), Version("4.8 billion USD", (), (two,))),
        ),
        Dispute(
            DisputeId("d-2"),
            DisputeKind.CHARACTERISATION,
            "how the Kremlin took the visit",
            (Version("jealous", (reports[0],)), Version("pragmatic", (reports[1],))),
        ),
        Dispute(
            DisputeId("d-3"),
            DisputeKind.HAPPENED,
            "Russia halted the pipeline",
            (
                Version("it did not happen", (next(e for e in m.events if e.id == halted).mentions[0],)),
                Version("it is threatened", (m.events[6].mentions[0],)),
            ),
        ),
    ]


def many(n: int) -> BriefInput:
    """A large project: n events over three years, for limits on length."""
    small = project()
    settings, articles, mentions, events, sentences = small.settings, [], [], [], []
    sides = ["RUS", "CHN", "USA", "EUR", "DEU", "TUR", "GBR", "UKR"]
    kinds, channels = list(SCORES), list(Channel)
    for i in range(n // 4):
        id, day = ArticleId(f"a{i:05d}"), date.fromordinal(date(2021, 1, 1).toordinal() + i % 1090)
        text = "".join(
            f"Report {k} of article {i} tells at some length what the two governments did to each other on that day. " for k in range(4)
        )
        articles.append(
            replace(
                small.articles[0],
                id=id,
                title=f"Article {i}",
                publisher=f"Outlet {i % 37}",
                text=text,
                published=Published(day.isoformat(), day, day, Granularity.DAY, PublishedBasis.GIVEN),
            )
        )
        size = 0
        for k in range(4):
            s = f"Report {k} of article {i} tells at some length what the two governments did to each other on that day."
            sentences.append(Sentence(id, k, 0, size, size + len(s), s, SentenceKind.BODY))
            j = i * 4 + k
            kind, party, channel = kinds[j % len(kinds)], PEOPLE[sides[j % 8]], channels[j % 13]
            score, quad = SCORES[kind]
            d = EventDate(day.isoformat(), day, day, Granularity.DAY, DateBasis.EXPLICIT)
            m = MentionId(f"{id}:{size}-{size + 8}:{kind.value}")
            mention = replace(
                small.mentions[0],
                id=m,
                article=id,
                sentence=Quote(s, size, size + len(s)),
                trigger=Quote(s[:8], size, size + 8),
                event=kind,
                mode=None,
                actors=(_actor(party),),
                recipients=(_actor(PEOPLE["KAZ"]),),
                date=d,
                channel=channel,
                score=score,
                quad=quad,
            )
            mentions.append(mention)
            events.append(
                Event(
                    EventId(f"e-{j:012d}"),
                    kind,
                    None,
                    (),
                    (party,),
                    (PEOPLE["KAZ"],),
                    False,
                    d,
                    Modality.OCCURRED,
                    channel,
                    (Standing(party.code, 1 if score > 0 else -1),),
                    score,
                    quad,
                    0.7,
                    None,
                    1,
                    1,
                    (m,),
                )
            )
            size += len(s) + 1
    estimates = balance("KAZ", events, articles, settings)
    return replace(
        small,
        articles=articles,
        sentences=sentences,
        mentions=mentions,
        events=events,
        event_mentions=[],
        claims=[],
        disputes=[],
        copies=[],
        estimates=estimates,
        previous=[],
        given=len(articles),
    )
