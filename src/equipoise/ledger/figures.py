"""Figures that cannot all hold. In: claims, articles, pairs of rewrites. Out: disputes about figures.

Two claims are about one thing where subject, relation, object, unit and period agree, or where their sentences line up in two rewrites.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from equipoise.reference.english import is_content, stem, words
from equipoise.reference.states import code_for
from equipoise.words.claim import Claim, ClaimKind, DisputeKind, Version
from equipoise.words.text import Article, ArticleId, CopyKind, CopyPair, Span

ROUNDING = 0.02  # relative difference that rounding explains
HEDGED = 0.10  # the same where one of the two says "about", "nearly", "more than"
YEAR = 366  # days between articles within which "last year's trade" may mean the same year

Found = tuple[DisputeKind, str, list[Version]]


def figure_disputes(claims: Sequence[Claim], articles: Sequence[Article], pairs: Sequence[CopyPair]) -> list[Found]:
    """Disputes about figures, from claims about one thing and from aligned sentences; each pair of claims at most once."""
    out = {a.id: a.published.latest for a in articles}
    by_thing: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for c in claims:
        if _stems(c.subject) and (_stems(c.relation) or c.kind is ClaimKind.RANK):
            by_thing[c.kind, c.unit, _stems(c.subject), _stems(c.relation), _stems(c.object)].append(c)
    groups = [g for group in by_thing.values() for g in _by_period(group, out)]
    found = [_dispute(g) for g in groups if _differ(g)]
    settled = {frozenset((x, y)) for _, _, vs in found for v in vs for w in vs for x in v.claims for y in w.claims}
    for a, b in _aligned(claims, pairs):
        if frozenset((a.id, b.id)) not in settled and _differ([a, b]):
            found.append(_dispute([a, b]))
    return found


def _stems(text: str | None) -> tuple[str, ...]:
    if not text:
        return ()
    code = code_for(text)
    return (code,) if code else tuple(sorted({stem(w.text) for w in words(text) if is_content(w.text)}))


def _by_period(claims: Sequence[Claim], out: dict[ArticleId, date | None]) -> Iterator[list[Claim]]:
    """Claims whose periods are the same, or that give none and stand in articles of the same year or so; in order of time and id."""
    told: dict[tuple[date | None, date | None], list[Claim]] = defaultdict(list)
    silent: list[Claim] = []
    for c in sorted(claims, key=lambda c: (out.get(c.article) or date.max, c.id)):
        if c.period is not None and (c.period.earliest or c.period.latest):
            told[c.period.earliest, c.period.latest].append(c)
        else:
            silent.append(c)
    yield from (told[p] for p in sorted(told, key=str))
    start = 0
    for n, c in enumerate(silent):
        first, here = out.get(silent[start].article) or date.max, out.get(c.article) or date.max
        if (here - first).days > YEAR:
            yield silent[start:n]
            start = n
    yield silent[start:]


def _differ(claims: Sequence[Claim]) -> bool:
    ordered = sorted(claims, key=lambda c: c.value)
    return len(ordered) > 1 and any(not agree(ordered[0], c) for c in ordered[1:])


def agree(a: Claim, b: Claim) -> bool:
    """True where two values can both hold, given rounding and hedges; ranks and counts below 20 must be equal unless hedged."""
    hedged = a.hedged or b.hedged
    if a.value == b.value:
        return True
    if not hedged and (a.kind is ClaimKind.RANK or (a.kind is ClaimKind.COUNT and max(abs(a.value), abs(b.value)) < 20)):
        return False
    return abs(a.value - b.value) <= (HEDGED if hedged else ROUNDING) * max(abs(a.value), abs(b.value))


def _dispute(claims: Sequence[Claim]) -> Found:
    versions: list[list[Claim]] = []
    for c in sorted(claims, key=lambda c: (c.value, c.id)):
        if versions and agree(versions[-1][0], c):
            versions[-1].append(c)
        else:
            versions.append([c])
    first = min(claims, key=lambda c: c.id)
    about = " ".join(part for part in (first.subject, first.relation, first.object) if part) or first.sentence.text
    return DisputeKind.FIGURE, about, [Version(_says(v), claims=tuple(sorted(c.id for c in v))) for v in versions]


def _says(claims: Sequence[Claim]) -> str:
    first = claims[0]
    value = f"{first.value:,.0f}" if float(first.value).is_integer() else f"{first.value:,g}"
    return f"{value} {first.unit}" if first.unit else value


def _aligned(claims: Sequence[Claim], pairs: Sequence[CopyPair]) -> Iterator[tuple[Claim, Claim]]:
    """Claims of one kind and unit in aligned sentences of two rewrites, where each sentence has only one such claim."""
    by_article: dict[ArticleId, list[Claim]] = defaultdict(list)
    for c in sorted(claims, key=lambda c: (c.span.start, c.id)):
        by_article[c.article].append(c)
    starts = {a: [c.span.start for c in cs] for a, cs in by_article.items()}

    def inside(article: ArticleId, span: Span) -> dict[tuple[object, ...], list[Claim]]:
        found: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
        low = bisect_right(starts.get(article, []), span.start - 1)
        for c in by_article.get(article, [])[low:]:
            if c.span.start >= span.end:
                break
            found[c.kind, c.unit].append(c)
        return found

    for p in pairs:
        for e in p.evidence if p.kind is CopyKind.REWRITE else ():
            one, other = inside(p.a, e.a), inside(p.b, e.b)
            for key in sorted(one.keys() & other.keys(), key=str):
                if len(one[key]) == len(other[key]) == 1:
                    yield one[key][0], other[key][0]
