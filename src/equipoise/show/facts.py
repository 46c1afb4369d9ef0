"""What a brief knows before a word is written. In: tables for one target and period. Out: Facts, indexed and filtered once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from equipoise.measure.changes import Change, compare
from equipoise.measure.exposure import independent_articles
from equipoise.measure.look_up import Sheet
from equipoise.measure.periods import Period, share_inside
from equipoise.measure.roll_up import OTHER, WEST, roster_for
from equipoise.settings import Settings
from equipoise.show.earlier import Earlier, read_earlier
from equipoise.show.levers import StoredLevers
from equipoise.show.names import power_name
from equipoise.show.odds import Basis
from equipoise.show.outlets import one_spelling
from equipoise.show.structure import StructureFacts
from equipoise.show.when import has_own_date, sort_key
from equipoise.words.claim import Claim, ClaimCheck, ClaimId, Dispute
from equipoise.words.errors import InputError
from equipoise.words.estimate import Direction, Estimate
from equipoise.words.event import Event, EventId, EventMention, Mention, MentionId, Modality
from equipoise.words.text import Article, ArticleId, CopyPair, Problem, Sentence


@dataclass(frozen=True, slots=True)
class BriefInput:
    """Everything a brief is made from. ``given`` counts the articles given, with those that could not be read; ``later`` are the estimates
    to hold against those of ``previous`` (empty: ``estimates``); ``compare`` an earlier brief.json to compare with instead; ``notes`` an
    analyst's own Markdown; ``structure`` and ``checks`` what datasets say, where any are loaded; ``levers`` what each
    power could do, where that was worked out and saved."""

    target: str
    since: date | None
    until: date | None
    articles: Sequence[Article]
    copies: Sequence[CopyPair]
    sentences: Sequence[Sentence]
    mentions: Sequence[Mention]
    claims: Sequence[Claim]
    problems: Sequence[Problem]
    events: Sequence[Event]
    event_mentions: Sequence[EventMention]
    disputes: Sequence[Dispute]
    estimates: Sequence[Estimate]
    previous: Sequence[Estimate]
    settings: Settings
    notes: str | None
    version: str
    given: int
    compare: Path | None = None
    later: Sequence[Estimate] = ()
    structure: StructureFacts | None = None
    checks: Sequence[ClaimCheck] = ()
    levers: StoredLevers | None = None


class Facts:
    """The input, filtered to the target and period, with the look-ups that the sections need. Built once, never changed."""

    def __init__(self, given: BriefInput) -> None:
        given = replace(given, articles=one_spelling(given.articles))
        self.input = given
        self.target = given.target
        self.settings = given.settings
        self.period = Period(given.since, given.until)
        self.roster = roster_for(given.target, given.settings.powers)
        self.article: Mapping[ArticleId, Article] = {a.id: a for a in given.articles}
        self.mention: Mapping[MentionId, Mention] = {m.id: m for m in given.mentions}
        self.claim: Mapping[ClaimId, Claim] = {c.id: c for c in given.claims}
        self.check: Mapping[ClaimId, ClaimCheck] = {c.claim: c for c in given.checks}

    @cached_property
    def earlier(self) -> Earlier | None:
        """The earlier brief to compare with. Raises InputError where the file is none, or is about another state."""
        if self.input.compare is None:
            return None
        found = read_earlier(self.input.compare)
        if found.target != self.target:
            raise InputError(
                f"{self.input.compare} is a brief on {found.target}, this one is on {self.target}. Compare briefs on one state"
            )
        return found

    # -- articles -----------------------------------------------------------------------------------------------------------------------

    @cached_property
    def articles(self) -> list[Article]:
        """Articles of the period, by date, then id; without a period all of them."""
        chosen = [a for a in self.input.articles if self._overlaps(a.published.earliest, a.published.latest)]
        return sorted(chosen, key=lambda a: (a.published.latest or date.max, a.published.earliest or date.max, a.id))

    @cached_property
    def independent(self) -> list[Article]:
        """One coded article of each group of copies and rewrites."""
        return independent_articles(self.articles)

    @cached_property
    def outlets(self) -> Counter[str]:
        """Independent articles by outlet, where the outlet is known."""
        return Counter(a.publisher for a in self.independent if a.publisher)

    # -- events -------------------------------------------------------------------------------------------------------------------------

    @cached_property
    def events(self) -> list[Event]:
        """Events of the period that touch the target, in order of time."""
        return [e for e in self._in_period if self._touches_target(e)]

    @cached_property
    def elsewhere(self) -> list[Event]:
        """Events of the period that the articles report and that do not touch the target."""
        return [e for e in self._in_period if not self._touches_target(e)]

    @cached_property
    def event(self) -> Mapping[EventId, Event]:
        """Events of the period by id, whether they touch the target or not."""
        return {e.id: e for e in self._in_period}

    @cached_property
    def event_of(self) -> Mapping[MentionId, EventId]:
        """The event of the period that each mention reports."""
        return {m: e.id for e in self._in_period for m in e.mentions}

    @cached_property
    def happened(self) -> list[Event]:
        """What is reported as done or going on."""
        return [e for e in self.events if e.modality.happened]

    @cached_property
    def with_others(self) -> list[Event]:
        """Of what happened, the events in which somebody from outside takes part; all where there is none."""
        found = [e for e in self.happened if self.powers_of([p.code for p in (*e.actors, *e.recipients)])]
        return found or self.happened

    @cached_property
    def with_powers(self) -> list[Event]:
        """Of what happened, the events in which a declared power or the West takes part."""
        return [e for e in self.happened if set(self.powers_of([p.code for p in (*e.actors, *e.recipients)])) - {OTHER}]

    @cached_property
    def planned(self) -> list[Event]:
        """What is planned and not past, the next first; what has no date of its own last."""
        ahead = [e for e in self.events if e.modality is Modality.PLANNED and (e.date.latest is None or e.date.latest >= self.as_of)]
        return sorted(ahead, key=lambda e: (not has_own_date(e), e.date.latest or date.max, e.date.earliest or date.max, e.id))

    @cached_property
    def overdue(self) -> list[Event]:
        """What was planned for a day now past, the latest first."""
        past = [e for e in self.events if e.modality is Modality.PLANNED and e.date.latest is not None and e.date.latest < self.as_of]
        return sorted(past, key=lambda e: (sort_key(e.date), e.id), reverse=True)

    @cached_property
    def possible(self) -> list[Event]:
        """What is only possible."""
        return [e for e in self.events if e.modality is Modality.HYPOTHETICAL]

    @cached_property
    def denied(self) -> list[Event]:
        """What is reported as not so."""
        return [e for e in self.events if e.modality is Modality.NEGATED]

    @cached_property
    def as_of(self) -> date:
        """The day the brief stands on: the period's end, else the latest day an article is known to be from, else the latest event."""
        if self.input.until is not None:
            return self.input.until
        known = [a.published.latest for a in self.input.articles if a.published.latest is not None]
        done = [e.date.latest for e in self.input.events if e.date.latest is not None and e.modality.happened]
        return max(known or done or [date(1970, 1, 1)])

    @cached_property
    def _in_period(self) -> list[Event]:
        chosen = [e for e in self.input.events if self._event_in_period(e)]
        return sorted(chosen, key=lambda e: (*sort_key(e.date), e.id))

    def _event_in_period(self, e: Event) -> bool:
        if e.date.earliest is None and e.date.latest is None:
            return any(self._reported_in_period(m) for m in e.mentions)
        if e.modality is Modality.PLANNED:  # a plan belongs to the period that reports it, wherever its date lies
            return any(self._reported_in_period(m) for m in e.mentions)
        return self._overlaps(e.date.earliest, e.date.latest)

    def _reported_in_period(self, m: MentionId) -> bool:
        mention = self.mention.get(m)
        article = self.article.get(mention.article) if mention else None
        return article is not None and self._overlaps(article.published.earliest, article.published.latest)

    def _overlaps(self, first: date | None, last: date | None) -> bool:
        return share_inside(first, last, self.period) > 0

    def _touches_target(self, e: Event) -> bool:
        return any(p.code in self.roster.inside for p in (*e.actors, *e.recipients))

    # -- claims and disputes ------------------------------------------------------------------------------------------------------------

    @cached_property
    def claims(self) -> list[Claim]:
        """Claims of the period's articles, in order of article and place."""
        order = {a.id: i for i, a in enumerate(self.articles)}
        chosen = [c for c in self.input.claims if c.article in order]
        return sorted(chosen, key=lambda c: (order[c.article], c.span.start, c.span.end, c.id))

    @cached_property
    def disputes(self) -> list[Dispute]:
        """Disputes of which at least two versions are reported in the period about the target, or assert a figure."""
        events, claims = {e.id for e in self.events}, {c.id for c in self.claims}
        here = [
            d
            for d in self.input.disputes
            if sum(any(self.event_of.get(m) in events for m in v.mentions) or any(c in claims for c in v.claims) for v in d.versions) > 1
        ]
        return sorted(here, key=lambda d: (d.kind.value, d.about, d.id))

    # -- powers and estimates -----------------------------------------------------------------------------------------------------------

    def name(self, power: str) -> str:
        """A power's name."""
        return power_name(power, self.settings)

    def powers_of(self, codes: Sequence[str]) -> list[str]:
        """The powers that codes count under, each once, in the order given; other states count as "other"."""
        return list(dict.fromkeys(p for c in codes if (p := self.roster.power_of(c))))

    @cached_property
    def powers(self) -> list[str]:
        """Powers that have estimates, in declared order, then the West, then other states."""
        order = [*self.roster.declared, WEST, OTHER]
        found = {
            e.power for e in self.input.estimates if e.power is not None and e.measure in ("engagement", "net_cooperation", "standing")
        }
        return sorted(found, key=lambda c: (order.index(c) if c in order else len(order), c))

    @cached_property
    def _sheet(self) -> Sheet:
        return Sheet(self.input.estimates)

    def estimate(
        self, measure: str, power: str | None, direction: Direction = Direction.BOTH, channel: str | None = None, month: str | None = None
    ) -> Estimate | None:
        """One estimate of the period, None where there is none."""
        return self._sheet.get(measure, power, direction, channel, month)

    @cached_property
    def compared(self) -> Sequence[Estimate]:
        """The estimates that are held against earlier ones: all of the period, or without a named period those of its later half."""
        return self.input.estimates if self.earlier is not None or not self.input.later else self.input.later

    @cached_property
    def held_against(self) -> Sequence[Estimate]:
        """The estimates that those are held against: of an earlier brief, or of the period before."""
        return self.earlier.estimates if self.earlier is not None else self.input.previous

    @cached_property
    def changes(self) -> list[Change]:
        """How the estimates over all channels and both directions moved, the surest first; "other" is no power that could move."""
        return [
            c
            for c in compare(self.held_against, self.compared)
            if c.channel is None and c.direction is Direction.BOTH and c.power != OTHER and (c.events_before or c.events_after)
        ]

    def estimates(self, measure: str) -> list[Estimate]:
        """Estimates of a measure over the whole period and all channels, both directions."""
        return [
            e
            for e in self.input.estimates
            if e.measure == measure and e.channel is None and e.month is None and e.direction is Direction.BOTH
        ]

    @cached_property
    def months(self) -> list[str]:
        """Months that have estimates."""
        return sorted({e.month for e in self.input.estimates if e.month is not None})

    # -- weighing -----------------------------------------------------------------------------------------------------------------------

    def weight(self, e: Event) -> float:
        """How much an event weighs in a list: intensity, independent reports and the coder's certainty; only for ordering."""
        return (1 + abs(e.score)) * e.independent * e.confidence**2

    def weightiest(self, events: Sequence[Event], limit: int) -> list[Event]:
        """The weightiest events, weightiest first."""
        return sorted(events, key=lambda e: (-self.weight(e), sort_key(e.date), e.id))[:limit]

    def basis(self, events: Sequence[EventId] | None = None) -> Basis:
        """What a statement about these events (or all that happened) rests on."""
        chosen = self.happened if events is None else [self.event[i] for i in events if i in self.event]
        roots = {a.copy_of or a.id: a for a in reversed(self.articles)}
        used: dict[ArticleId, Article] = {}
        for e in chosen:
            for m in e.mentions:
                if (mention := self.mention.get(m)) and (article := self.article.get(mention.article)):
                    root = article.copy_of or article.id
                    used[root] = roots.get(root, article)
        outlets = Counter(a.publisher for a in used.values() if a.publisher)
        top = max(outlets.values(), default=0) / len(used) if used else 0.0
        return Basis(len(chosen), len(used), len(outlets), top)
