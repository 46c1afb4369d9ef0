"""A mention made ready for comparison: who on which side, when at the widest, where, in which words.

In: mentions, articles, the groups of articles that say the same. Out: reports. Merging (merge.py) compares reports, never raw mentions.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from equipoise.ledger.names import is_person, state_of_name, state_of_word, surname
from equipoise.reference.english import is_content, stem, words
from equipoise.words.actor import Actor
from equipoise.words.event import EventType, Mention, MentionId, Modality, Place
from equipoise.words.text import Article, ArticleId

UNKNOWN = frozenset({"UNK"})  # codes that name nobody: a report that knows more may fill them in
NEAR_TRIGGER = 120  # characters before and after the trigger whose words are compared
BACKGROUND = 50  # sentences not seen, so that a few sentences do not make every word rare
LEAST = 25.0  # squared length that a sentence counts as at least: two or three words are not fully alike
OFFICIAL = frozenset({None, "GOV", "MIL", "COP", "SPY", "PRM", "ELI"})  # a state that acts through these acts as a state


class Stance(StrEnum):
    """Said is not done: reports of different stances are never one event, but for a plan that came true on its day."""

    HAPPENED = "happened"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


def stance_of(modality: Modality) -> Stance:
    """The stance of a modality: what occurred and what goes on both happened."""
    return Stance.HAPPENED if modality.happened else Stance(modality.value)


@dataclass(frozen=True, slots=True)
class Who:
    """The parties of a mention as they compare: codes on each side, named persons, and whether each code acts as a state."""

    actors: frozenset[str]
    recipients: frozenset[str]
    reciprocal: bool
    persons: frozenset[tuple[str, str]]  # (code, surname)
    sectors: frozenset[tuple[str, str, str]]  # (side, code, class of sector)

    @property
    def everyone(self) -> frozenset[str]:
        """All codes of both sides."""
        return self.actors | self.recipients


@dataclass(frozen=True, slots=True)
class Signature:
    """All that can contradict another report: reports with equal signatures never contradict each other."""

    stance: Stance
    event: EventType
    mode: str | None
    who: Who
    earliest: date
    latest: date
    place: Place | None

    @property
    def days(self) -> int:
        """Width of the window in which it happened, in days."""
        return (self.latest - self.earliest).days + 1


@dataclass(frozen=True, slots=True)
class Report:
    """One mention, ready for comparison. ``group`` names the articles that say the same; ``words`` are the sentence's content stems."""

    mention: Mention
    signature: Signature
    group: ArticleId
    out: date  # when the article was out at the latest; date.max where not known
    words: frozenset[str]
    trigger: frozenset[str]

    @property
    def id(self) -> MentionId:
        """The mention's id."""
        return self.mention.id

    @property
    def age(self) -> tuple[date, str]:
        """Reports in order of their articles, a unique key."""
        return self.out, self.mention.id


def make_reports(mentions: Iterable[Mention], articles: Sequence[Article], groups: Mapping[ArticleId, ArticleId]) -> list[Report]:
    """One report a mention, sorted by the mention's id; mentions of unknown articles are taken as undated and alone."""
    known = {a.id: a for a in articles}
    return [_report(m, known.get(m.article), groups.get(m.article, m.article)) for m in sorted(mentions, key=lambda m: m.id)]


def _report(m: Mention, article: Article | None, group: ArticleId) -> Report:
    published = article.published.latest if article else None
    earliest, latest = m.date.earliest or date.min, m.date.latest
    if latest is None:
        # What happened cannot be younger than its report.
        latest = published if m.modality.happened and published and published >= earliest else date.max
    who = _who(m)
    names = {s for a in (*m.actors, *m.recipients) if a.text for s in _stems(a.text)}
    trigger = _stems(m.trigger.text) - names
    return Report(
        m,
        Signature(stance_of(m.modality), m.event, m.mode, who, earliest, max(earliest, latest), m.place),
        group,
        published or date.max,
        _stems(_around(m)) - names - trigger,
        trigger,
    )


def _around(m: Mention) -> str:
    """The words of the sentence near the trigger: a long sentence tells of more than one thing."""
    start = max(0, m.trigger.start - m.sentence.start - NEAR_TRIGGER)
    return m.sentence.text[start : max(0, m.trigger.end - m.sentence.start) + NEAR_TRIGGER]


@lru_cache(maxsize=50_000)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(w.text) for w in words(text) if is_content(w.text) and not (w.capital and state_of_word(w.text)))


def _who(m: Mention) -> Who:
    everyone = [*(("actor", a) for a in m.actors), *(("recipient", r) for r in m.recipients)]
    return Who(
        frozenset(a.code for a in m.actors) - UNKNOWN,
        frozenset(r.code for r in m.recipients) - UNKNOWN,
        m.reciprocal,
        frozenset((a.code, surname(a.name)) for _, a in everyone if is_person(a.name, a.code)),
        frozenset(("all" if m.reciprocal else side, a.code, _sector(a)) for side, a in everyone if a.code not in UNKNOWN),
    )


def _sector(a: Actor) -> str:
    return "state" if a.sector in OFFICIAL else str(a.sector)


class Likeness:
    """How alike two reports are in the words around their triggers, names of states and parties left out, 0..1.

    Cosine of words weighted by how few sentences hold them; 0 where only one word is common (one word and the trigger's are enough). On
    ECB+ (35 topics), of pairs of mentions with one trigger that reach 0.2, nine in ten are of one event; half of all pairs of one event do.
    """

    def __init__(self, reports: Sequence[Report]) -> None:
        sentences = {r.words for r in reports}
        held = Counter(w for words_ in sentences for w in words_)
        self._square = {w: math.log((len(sentences) + BACKGROUND) / (k + 0.5)) ** 2 for w, k in held.items()}
        # fsum is exact, so the order in which a set gives its words makes no difference, to the last bit.
        self._length = {words_: max(LEAST, math.fsum(self._square[w] for w in words_)) for words_ in sentences}

    def __call__(self, a: Report, b: Report) -> float:
        shared = a.words & b.words
        if not shared or (len(shared) == 1 and a.trigger.isdisjoint(b.trigger)):
            return 0.0
        return math.fsum(self._square[w] for w in shared) / math.sqrt(self._length[a.words] * self._length[b.words])


_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


@lru_cache(maxsize=100_000)
def same_place(a: Place | None, b: Place | None) -> bool:
    """False only where two places cannot be one: other states, or other towns of one state. A state holds all its towns."""
    if a is None or b is None:
        return True
    if a.code and b.code and a.code != b.code:
        return False
    one, other = _ARTICLE.sub("", a.name).casefold(), _ARTICLE.sub("", b.name).casefold()
    return one == other or one in other or other in one or bool(state_of_name(a.name)) or bool(state_of_name(b.name))
