"""Take the article out of an HTML page. In: bytes. Out: a Document with the extracted text, its date and title, or a problem.

trafilatura finds the text, htmldate the date. Scripts are cut out before, and a page nested too deep or too large for them is read plainly:
its tags taken away in one pass.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from equipoise.read.sources.decoding import Decoded, UndecodableError, decode
from equipoise.read.sources.outcome import Outcome, problem
from equipoise.words.text import Document, Given

DEEPEST = 150  # open elements inside one another; the parser's own limit is 256
MOST_MARKUP = 3_000_000  # characters of a page without its scripts
MOST_ELEMENTS = 20_000  # the extractor takes seconds there, and its time grows with the square
MOST_LINKED_DATA = 100_000  # characters of JSON-LD, which holds title and date
EARLIEST, LATEST = "1990-01-01", "2099-12-31"  # dates outside are taken for numbers; fixed, so that no clock decides

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_CUT_OUT = ("script", "style", "noscript", "template", "svg", "iframe", "object", "canvas", "math")
_OPENED = re.compile(rf"<(?:!--|({'|'.join(_CUT_OUT)})\b)", re.IGNORECASE)
_CLOSED = {name: re.compile(rf"</{name}\b[^>]{{0,200}}>?", re.IGNORECASE) for name in _CUT_OUT} | {"--": re.compile("-->")}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_VOID_NAMES = "area base br col embed hr img input link meta param source track wbr"
_VOID = frozenset(_VOID_NAMES.split())
_LEFT_OPEN_NAMES = "p li dt dd tr td th option thead tbody tfoot"  # their end tags may be left out
_LEFT_OPEN = frozenset(_LEFT_OPEN_NAMES.split())
_BLOCK = re.compile(
    r"</?(?:p|div|h[1-6]|li|ul|ol|tr|table|section|article|header|footer|blockquote|br|hr|main|nav|aside|td|title)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Taken:
    """What was found in a page."""

    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None


def read_page(source: str, stem: str, data: bytes, declared: str | None = None, given: Given | None = None) -> Iterator[Outcome]:
    """The article of a page. What ``given`` says (a feed's entry) goes before what the page says of itself."""
    try:
        decoded = _decode_page(data, declared)
    except UndecodableError as e:
        yield problem(source, e.reason, e.remedy)
        return
    markup, large = _without_scripts(decoded.text), ""
    if len(markup) > MOST_MARKUP:
        large = f"it has {len(markup):,} characters of markup"
        markup = markup[:MOST_MARKUP]
    large = large or _too_much(markup)
    taken = None if large else _extract(markup)
    plain = taken is None
    taken = taken or _plainly(markup)
    if not taken.text.strip():
        yield problem(source, "No article text was found in the page.", "Open the page, copy the article and give it as .txt.")
        return
    if decoded.note:
        yield problem(source, decoded.note, "Save it as UTF-8.")
    if plain:
        why = large or "no article was found in it"
        yield problem(
            source,
            f"The page was read plainly, because {why}: menus and other furniture may stand among the text.",
            "Check the text, or give the article as .txt.",
        )
    yield Document(source, stem, 0, data, hashlib.sha256(data).hexdigest(), taken.text, "html", _given(taken, given), _date(markup, plain))


def _decode_page(data: bytes, declared: str | None) -> Decoded:
    m = _META_CHARSET.search(data[:4096])
    return decode(data, declared or (m.group(1).decode("ascii", "replace") if m else None))


def _without_scripts(text: str) -> str:
    """The markup without comments, scripts, styles and pictures drawn in it; JSON-LD stays. One pass, however they nest or stay open."""
    out: list[str] = []
    kept = at = 0
    while m := _OPENED.search(text, at):
        out.append(text[at : m.start()])
        closed = _CLOSED[(m.group(1) or "--").lower()].search(text, m.end())
        end = closed.end() if closed else len(text)
        if "ld+json" in text[m.start() : m.start() + 200].lower() and kept + end - m.start() < MOST_LINKED_DATA:
            out.append(text[m.start() : end])
            kept += end - m.start()
        at = end
    out.append(text[at:])
    return "".join(out).replace("\0", "")


def _too_much(markup: str) -> str:
    """Why a page is not given to the extractor; "" where it may be."""
    depth = deepest = elements = 0
    for m in _TAG.finditer(markup):
        name = m.group(2).lower()
        elements += not m.group(1)
        if name in _VOID or name in _LEFT_OPEN:
            continue
        depth = max(0, depth - 1) if m.group(1) else depth + 1
        deepest = max(deepest, depth)
    if deepest > DEEPEST:
        return f"its elements are nested {deepest:,} deep"
    return f"it has {elements:,} elements" if elements > MOST_ELEMENTS else ""


def _extract(markup: str) -> _Taken | None:
    """What trafilatura finds; None where it finds no article or fails."""
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found: Any = trafilatura.bare_extraction(
            markup,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            deduplicate=False,
            date_extraction_params={"extensive_search": False, "original_date": True, "min_date": EARLIEST, "max_date": LATEST},
        )
    except Exception:  # a hostile page fails in as many ways as its parsers have; the page is read plainly then, and that is said
        return None
    if found is None or not found.text:
        return None
    return _Taken(found.text, found.title or None, found.sitename or None, found.url or None, found.language or None)


def _date(markup: str, plain: bool) -> str | None:
    """The day the page's metadata state, ISO; None where they state none. The text is not searched: that is read.published's work."""
    if plain:
        markup = markup[:100_000]
        if _too_much(markup):
            return None
    from htmldate import find_date

    try:
        day: str | None = find_date(markup, extensive_search=False, original_date=True, min_date=EARLIEST, max_date=LATEST)
    except Exception:  # as above: no date is known then
        return None
    return day


def _plainly(markup: str) -> _Taken:
    """All text of a page with its tags taken away; block elements end a line."""
    title = re.search(r"<title[^>]{0,200}>([^<]{0,500})", markup, re.IGNORECASE)
    text = _strip_tags(_BLOCK.sub(lambda m: "\n" + m.group(), markup))
    lines = (" ".join(line.split()) for line in html.unescape(text).split("\n"))
    return _Taken("\n".join(line for line in lines if line), html.unescape(title.group(1)).strip() or None if title else None)


def _strip_tags(markup: str) -> str:
    out: list[str] = []
    at = 0
    while (start := markup.find("<", at)) >= 0:
        out.append(markup[at:start])
        end = markup.find(">", start)
        if end < 0:
            return "".join(out)
        at = end + 1
    out.append(markup[at:])
    return "".join(out)


def _given(taken: _Taken, given: Given | None) -> Given:
    g = given or Given()
    language = taken.language if taken.language and re.fullmatch("[a-z]{2}", taken.language) else None
    return Given(g.id, g.date, g.title or taken.title, g.publisher or taken.publisher, g.url or taken.url, g.language or language)
