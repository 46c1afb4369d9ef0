"""Merge reports into events: each event once. In: reports, verdicts. Out: clusters of reports, with the reason each was put there.

A report joins a cluster only where it contradicts none of its reports (complete link) and is like one of them. Reports are taken in an
order of their own, the most exact first, so the order in which articles came makes no difference.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from equipoise.ledger.contradict import contradiction, same_parties
from equipoise.ledger.reports import Likeness, Report, Signature, Stance
from equipoise.words.event import EventType, MentionId

EXACT = 4  # days: windows together no wider than this say when; wider ones only bound it
COMPARED = 12  # reports of a cluster whose words are compared, the first ones
TRIED = 150  # clusters a report is compared with, the nearest in time
WORDS_EXACT = 0.08  # likeness of sentences from which reports of the same parties, kind and day are one event
WORDS_NEAR = 0.20  # the same where only windows of weeks overlap, in other articles
WORDS_OWN = 0.12  # the same inside one article or its rewrites
SPEECH = frozenset(
    {
        EventType.ACCUSE,
        EventType.REQUEST,
        EventType.REJECT,
        EventType.THREATEN,
        EventType.AGREE,
        EventType.CONCEDE,
        EventType.SUPPORT,
    }
)


@dataclass(slots=True)
class Cluster:
    """Reports of one event in the making. ``why`` says for each why it was put here."""

    number: int
    reports: list[Report] = field(default_factory=list)
    signatures: set[Signature] = field(default_factory=set)
    why: dict[MentionId, str] = field(default_factory=dict)

    def take(self, report: Report, why: str) -> None:
        """The report belongs to the cluster."""
        self.reports.append(report)
        self.signatures.add(report.signature)
        self.why[report.id] = why

    def absorb(self, other: Cluster, why: str) -> None:
        """All reports of another cluster belong to this one."""
        for r in other.reports:
            self.take(r, f"{why}; {other.why[r.id]}")

    @property
    def articles(self) -> set[str]:
        """Articles that report the event."""
        return {r.mention.article for r in self.reports}


def merge_reports(reports: Sequence[Report], apart: Iterable[tuple[MentionId, MentionId]] = ()) -> list[Cluster]:
    """Clusters of reports, each report in one. ``apart`` are pairs of mentions that a person said are different events."""
    alike = Likeness(reports)
    forbidden: dict[MentionId, set[MentionId]] = defaultdict(set)
    for a, b in apart:
        forbidden[a].add(b)
        forbidden[b].add(a)
    clusters: list[Cluster] = []
    index = _Index(reports)
    for report in sorted(reports, key=_exactness):
        best: tuple[float, int] | None = None
        reason = ""
        for c in map(clusters.__getitem__, index.near(report)):
            if forbidden.get(report.id, frozenset()) & c.why.keys() or any(contradiction(report.signature, s) for s in c.signatures):
                continue
            found = _evidence(report, c, alike)
            if found is not None and (best is None or (found[0], -c.number) > best):
                best, reason = (found[0], -c.number), found[1]
        if best is None:
            cluster = Cluster(len(clusters))
            clusters.append(cluster)
            cluster.take(report, "first report")
            index.put(cluster)
        else:
            clusters[-best[1]].take(report, reason)
    return clusters


def _exactness(r: Report) -> tuple[int, int, int, bool, date, MentionId]:
    s = r.signature
    return s.days, -len(s.who.everyone), -len(s.who.persons), s.place is None, r.out, r.id


def _evidence(report: Report, cluster: Cluster, alike: Likeness) -> tuple[float, str] | None:
    """The strongest ground for one event among the cluster's first reports: how strong, and in words; None where there is none."""
    best: tuple[float, str] | None = None
    for other in cluster.reports[:COMPARED]:
        found = ground(report, other, alike)
        if found is not None and (best is None or found[0] > best[0]):
            best = found
    return best


def ground(a: Report, b: Report, likeness: Likeness) -> tuple[float, str] | None:
    """Why two reports that do not contradict each other are of one event; None where sharing parties and kind is all they do.

    Talks between the same named parties in one window are one occasion; other kinds of event recur, so their sentences must be alike in
    words beside the parties' names.
    """
    if _one_sentence(a, b):
        # Two triggers in one sentence were told apart by the coder; the words around them are the same whatever they mean.
        return (1.0, "same parties, kind and words") if _one_occasion(a, b, exact=True) or a.trigger == b.trigger else None
    alike = likeness(a, b)
    own = a.group == b.group
    exact = _together(a.signature, b.signature) <= EXACT
    same_trigger = bool(a.trigger & b.trigger)
    strength = (
        alike + (0.3 if a.mention.article == b.mention.article else 0.2 if own else 0.0) + (0.2 if exact else 0.0) + 0.1 * same_trigger
    )
    said = f"likeness of sentences {alike:.2f}, compared with {b.id}"
    if not same_parties(a.signature.who, b.signature.who):
        wanted = WORDS_OWN if own and exact else WORDS_NEAR if exact or own else 2 * WORDS_NEAR
        return (strength, f"some of the same parties, kind and time; {said}") if alike >= wanted else None
    if _one_occasion(a, b, exact):
        return strength + 0.3, f"same parties, kind and {'day' if exact else 'time'}; {said}"
    if exact and (alike >= WORDS_EXACT or (same_trigger and a.signature.event not in SPEECH)):
        return strength, f"same parties, kind and day; {said}"
    if alike >= (WORDS_OWN if own else WORDS_NEAR) or (own and same_trigger and alike >= WORDS_OWN / 2):
        return strength, f"same parties and kind, times that overlap; {said}"
    return None


def _one_sentence(a: Report, b: Report) -> bool:
    return a.mention.article == b.mention.article and a.mention.sentence == b.mention.sentence


def _one_occasion(a: Report, b: Report, exact: bool) -> bool:
    """True for talks and visits, which the same parties hold once in such a window."""
    if a.signature.event is not EventType.CONSULT or a.signature.stance not in (Stance.HAPPENED, Stance.PLANNED):
        return False
    modes = {a.signature.mode, b.signature.mode}
    if exact:
        return True
    if max(a.signature.days, b.signature.days) > 45 or "visit" not in modes:
        return False
    return modes == {"visit"} or (modes <= {"visit", None, "multilateral"} and _shared_person(a, b))


def _shared_person(a: Report, b: Report) -> bool:
    return bool(a.signature.who.persons & b.signature.who.persons)


def _together(a: Signature, b: Signature) -> int:
    return (max(a.latest, b.latest) - min(a.earliest, b.earliest)).days + 1


class _Index:
    """Clusters by stance, kind and parties, each block in order of time, so that a report meets only those it could belong to.

    Reports come in order of the width of their windows. A cluster's first report is therefore never wider than the report at hand, and the
    clusters whose windows meet its window end between its first day and its last day plus its width.
    """

    def __init__(self, reports: Sequence[Report]) -> None:
        self._blocks: dict[tuple[Stance, EventType, frozenset[str]], list[tuple[int, int]]] = defaultdict(list)
        sets = {r.signature.who.everyone for r in reports}
        by_code: dict[str, set[frozenset[str]]] = defaultdict(set)
        for everyone in sets:
            for code in everyone:
                by_code[code].add(everyone)
        self._meets = {e: _meeting_sets(e, by_code) for e in sets}

    def put(self, cluster: Cluster) -> None:
        """The cluster is found by reports like its first."""
        s = cluster.reports[0].signature
        insort(self._blocks[s.stance, s.event, s.who.everyone], (s.latest.toordinal(), cluster.number))

    def near(self, report: Report) -> list[int]:
        """Numbers, rising, of clusters whose parties cover or are covered by the report's and whose windows may meet its window.

        At most TRIED of a block, those that end nearest to the report's window.
        """
        s = report.signature
        first, last = s.earliest.toordinal(), s.latest.toordinal()
        found: list[int] = []
        for everyone in self._meets[s.who.everyone]:
            block = self._blocks.get((s.stance, s.event, everyone))
            if block:
                low, high = bisect_left(block, (first, -1)), bisect_left(block, (last + s.days + 1, -1))
                if high - low > TRIED:
                    middle = min(max(bisect_left(block, (last, -1)), low + TRIED // 2), high - TRIED // 2)
                    low, high = middle - TRIED // 2, middle + TRIED // 2
                found += [number for _, number in block[low:high]]
        return sorted(found)


def _meeting_sets(everyone: frozenset[str], by_code: Mapping[str, set[frozenset[str]]]) -> list[frozenset[str]]:
    """Sets of parties that hold these or are held by these; a report that names nobody meets only others that name nobody."""
    if not everyone:
        return [everyone]
    others = {o for code in everyone for o in by_code[code] if o <= everyone or everyone <= o}
    return sorted(others, key=sorted)
