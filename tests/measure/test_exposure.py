"""The denominator: independent articles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from equipoise.measure.exposure import exposure, exposure_by_month, independent_articles
from equipoise.measure.periods import Period
from equipoise.words.text import Article

MakeArticle = Callable[..., Article]
NOVEMBER = Period(date(2023, 11, 1), date(2023, 11, 30))


def test_a_group_of_copies_is_one_article(an_article: MakeArticle) -> None:
    read = independent_articles([an_article("b", copy_of="a"), an_article("a"), an_article("c")])
    assert [a.id for a in read] == ["a", "c"]


def test_an_article_that_was_not_coded_could_report_nothing(an_article: MakeArticle) -> None:
    assert independent_articles([an_article("a", coded=False)]) == []


def test_a_group_counts_where_one_of_it_was_coded(an_article: MakeArticle) -> None:
    assert len(independent_articles([an_article("a", coded=False), an_article("b", copy_of="a")])) == 1


def test_a_copy_stands_for_an_original_that_is_not_there(an_article: MakeArticle) -> None:
    assert [a.id for a in independent_articles([an_article("b", copy_of="a"), an_article("c", copy_of="a")])] == ["b"]


def test_a_doubtful_date_counts_in_part(an_article: MakeArticle) -> None:
    assert exposure([an_article("a", "2023-10-22", "2023-11-10"), an_article("b", "2023-11-05")], NOVEMBER) == 1.5


def test_an_undated_article_belongs_to_no_period(an_article: MakeArticle) -> None:
    read = [an_article("a", None)]
    assert exposure(read, NOVEMBER) == 0
    assert exposure(read, Period()) == 1


def test_months_without_an_article_are_no_rows(an_article: MakeArticle) -> None:
    rows = exposure_by_month([an_article("a", "2023-09-05"), an_article("b", "2023-11-05")], Period())
    assert [(m.month, m.articles) for m in rows] == [("2023-09", 1.0), ("2023-11", 1.0)]
