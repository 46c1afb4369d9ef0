"""How much was read: the denominator of every rate. In: articles with their place in groups of copies. Out: independent articles.

A copy or a rewrite adds nothing; an article that was kept and not coded (not English) could yield no event and counts for none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from equipoise.measure.periods import Period, share_inside, spread_over_months
from equipoise.words.text import Article, ArticleId


@dataclass(frozen=True, slots=True)
class MonthExposure:
    """Independent articles published in a month. A fraction where a publication date is a range that reaches into other months."""

    month: str
    articles: float


def independent_articles(articles: Iterable[Article]) -> list[Article]:
    """One article for each group of copies and rewrites of which at least one was coded: the original, or the first by id; by id."""
    groups: dict[ArticleId, list[Article]] = {}
    for article in sorted(articles, key=lambda a: a.id):
        groups.setdefault(article.copy_of or article.id, []).append(article)
    return [
        next((a for a in group if a.id == original), group[0]) for original, group in sorted(groups.items()) if any(a.coded for a in group)
    ]


def exposure(independent: Sequence[Article], period: Period) -> float:
    """Number of independent articles published in the period. An article without a date counts only where the period is open.

    docs/methods/balance.md, eq. 2.
    """
    return sum(share_inside(a.published.earliest, a.published.latest, period) for a in independent)


def exposure_by_month(independent: Sequence[Article], period: Period) -> list[MonthExposure]:
    """Independent articles of each month in which any was published, in order; months without any are not rows (not read is not zero)."""
    sums: dict[str, float] = {}
    for article in independent:
        for part in spread_over_months(article.published.earliest, article.published.latest, period):
            sums[part.month] = sums.get(part.month, 0.0) + part.share
    return [MonthExposure(month, round(sums[month], 9)) for month in sorted(sums)]
