"""A brief as PDF, on A4, tagged for screen readers (PDF/UA). In: Brief. Out: PDF bytes. Needs the extra [pdf]."""

from __future__ import annotations

import logging
from typing import Any

from equipoise.show.brief import Brief
from equipoise.show.html import brief_html
from equipoise.words.errors import InputError


def brief_pdf(brief: Brief) -> bytes:
    """The PDF. Raises InputError where WeasyPrint is not installed."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as e:  # OSError: its system libraries are missing
        raise InputError("A PDF needs WeasyPrint. Install it: pip install 'equipoise[pdf]', or write .html and print it") from e
    # It warns of screen-only style rules, which do not concern paper.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    page = HTML(string=brief_html(brief), url_fetcher=_nothing)
    data: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
    return data


def _nothing(url: str, *args: Any, **kwargs: Any) -> Any:
    raise ValueError(f"A brief loads nothing from outside; asked for {url}")
