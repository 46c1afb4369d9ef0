"""Briefs of the made-up project, made once."""

from __future__ import annotations

from datetime import date

import pytest

from equipoise.show.brief import Brief, make_brief

from . import made


@pytest.fixture(scope="session")
def brief() -> Brief:
    """All articles, no period."""
    return make_brief(made.project(notes="# My view\n\nWatch *the pipeline*."))


@pytest.fixture(scope="session")
def december() -> Brief:
    """One month, with the month before to compare."""
    return make_brief(made.project(date(2023, 12, 1), date(2023, 12, 31)))


@pytest.fixture(scope="session")
def page(brief: Brief) -> str:
    """The whole brief as HTML."""
    from equipoise.show.html import brief_html

    return brief_html(brief)
