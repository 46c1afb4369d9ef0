"""Read addresses. In: http(s) addresses. Out: documents by content type, or problems. A feed is read one level deep, nothing further."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from equipoise.read.sources.addresses import FetchError, stem_of_address
from equipoise.read.sources.fetching import Fetched, Fetcher
from equipoise.read.sources.files import read_bytes
from equipoise.read.sources.outcome import Outcome, problem
from equipoise.read.sources.pages import read_page
from equipoise.read.sources.records import read_record_bytes
from equipoise.settings import Settings
from equipoise.words.text import Given

PAGES = frozenset(("text/html", "application/xhtml+xml"))
TEXTS = frozenset(("text/plain", "text/markdown", "text/x-markdown"))
RECORDS = frozenset(("application/jsonl", "application/x-ndjson", "application/x-jsonlines", "application/jsonlines"))
FEEDS = frozenset(
    ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml", "application/rdf+xml", "application/feed+json")
)
UNNAMED = frozenset((None, "application/octet-stream", "binary/octet-stream"))


def read_address(url: str, settings: Settings, fetcher: Fetcher) -> Iterator[Outcome]:
    """The documents at an address; a feed leads to its entries."""
    try:
        fetched = fetcher.get(url)
    except FetchError as e:
        yield problem(url, e.reason, e.remedy)
        return
    if fetched.media in FEEDS or is_feed(fetched.data):
        from equipoise.read.sources.feeds import read_entries

        yield from read_entries(url, fetched.data, fetched.url, settings, fetcher)
    else:
        yield from read_fetched(url, fetched, settings)


def read_fetched(source: str, fetched: Fetched, settings: Settings, given: Given | None = None) -> Iterator[Outcome]:
    """The documents in what was fetched; what a feed's entry says of it is ``given``."""
    stem, media = stem_of_address(source), fetched.media
    known = given or Given()
    known = Given(known.id, known.date, known.title, known.publisher, fetched.url, known.language)
    if media in RECORDS or urlsplit(fetched.url).path.lower().endswith(".jsonl"):
        yield from read_record_bytes(source, stem, fetched.data, settings)
    elif media in PAGES:
        yield from read_page(source, stem, fetched.data, fetched.charset, known)
    elif media in TEXTS or media in UNNAMED:
        yield from read_bytes(source, stem, fetched.data, settings, declared=fetched.charset, given=known)
    else:
        yield problem(source, f"It is no page and no text but {media}.", "Give the address of an article's page, or its text as a file.")


def is_feed(data: bytes) -> bool:
    """True for bytes that begin like RSS or Atom."""
    head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf")) and any(x in head for x in (b"<rss", b"<feed", b"<rdf:rdf"))
