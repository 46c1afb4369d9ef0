"""A brief or an event as one HTML page that loads nothing. In: Brief. Out: HTML text; words of others are escaped by the template.

A Content-Security-Policy forbids scripts and everything from outside. Charts are inline SVG in two widths; the style sheet picks one.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from equipoise.show.brief import Brief
from equipoise.show.charts import NARROW, WIDE, svg
from equipoise.show.page import Figure
from equipoise.show.safe import visible


def brief_html(brief: Brief) -> str:
    """The page as HTML 5."""
    page: str = _environment().get_template("brief.html").render(brief=brief, lang="en")
    return page


@cache
def _environment() -> Environment:
    env = Environment(
        loader=PackageLoader("equipoise.show", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    env.filters["notes"] = notes_html
    env.filters["wide"] = lambda figure: _drawing(figure, WIDE)
    env.filters["narrow"] = lambda figure: _drawing(figure, NARROW)
    env.filters["tone"] = tone
    env.tests["kind"] = lambda block, name: type(block).__name__ == name
    env.policies["ext.i18n.trimmed"] = True
    return env


def render(template: str, **values: Any) -> str:
    """A template of this folder, filled."""
    return _environment().get_template(template).render(**values)


def _drawing(figure: Figure, width: int) -> Markup:
    """The chart, hidden from screen readers: the figure around it says in words what it shows."""
    return Markup(svg(figure.chart, width))  # noqa: S704 - drawn by us; vega escapes the labels


def tone(value: float | None) -> str:
    """The class of a tinted cell."""
    if value is None or abs(value) < 0.1:
        return ""
    return f"{'warm' if value > 0 else 'cold'}{1 if abs(value) < 0.35 else 2 if abs(value) < 0.65 else 3}"


def notes_html(text: str) -> Markup:
    """An analyst's Markdown as HTML: no raw HTML, no images (they would load), links to http(s) only, headings under the section's."""
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    md = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "html_block", "html_inline"])
    md.validateLink = lambda url: url.startswith(("https://", "http://", "mailto:"))  # type: ignore[method-assign]
    tokens: list[Token] = md.parse(visible(text))
    for t in tokens:
        if t.type in ("heading_open", "heading_close"):
            t.tag = f"h{min(6, int(t.tag[1]) + 2)}"
    return Markup(md.renderer.render(tokens, md.options, {}))  # noqa: S704 - raw HTML is off
