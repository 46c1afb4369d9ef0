"""Read RSS and Atom feeds. In: addresses or files of feeds. Out: the articles their entries lead to, one level deep, or problems."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from equipoise.read.sources.addresses import FetchError, joined
from equipoise.read.sources.fetching import Fetcher
from equipoise.read.sources.files import refused
from equipoise.read.sources.outcome import Outcome, megabytes, problem
from equipoise.read.sources.web import FEEDS, is_feed, read_fetched
from equipoise.settings import Settings
from equipoise.words.text import Given

_NO_FEED = "Give the address of an RSS or Atom feed; pages of articles are given without --feed."


def read_feeds(feeds: Sequence[str], settings: Settings, fetcher: Fetcher) -> Iterator[Outcome]:
    """The articles that the feeds' entries lead to, feed by feed, in the feeds' order."""
    for feed in feeds:
        try:
            if feed.lower().startswith(("http://", "https://")):
                fetched = fetcher.get(feed)
                data, base = fetched.data, fetched.url
            else:
                data, base = _from_file(feed, settings), ""
        except FetchError as e:
            yield problem(feed, e.reason, e.remedy)
        except OSError as e:
            yield refused(feed, e)
        else:
            yield from read_entries(feed, data, base, settings, fetcher)


def read_entries(feed: str, data: bytes, base: str, settings: Settings, fetcher: Fetcher) -> Iterator[Outcome]:
    """The articles of one feed. Each address is fetched once; what an entry leads to is read, not followed."""
    import feedparser

    try:
        parsed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as e:  # a hostile feed fails in many ways, half a character among them; it must not stop the run
        yield problem(feed, f"The feed cannot be parsed: {type(e).__name__}.", "Give the addresses of its articles instead.")
        return
    entries = [(link, e) for e in parsed.get("entries", ()) if (link := _link(e, base))]
    if not parsed.get("version") or not entries:
        reason = "It is no RSS or Atom feed." if not parsed.get("version") else "There is no entry with an address in the feed."
        yield problem(feed, reason, _NO_FEED)
        return
    if len(entries) > settings.feed_max_entries:
        left = len(entries) - settings.feed_max_entries
        yield problem(feed, f"The feed has {len(entries)} entries; the last {left} were not read.", "Raise the setting feed_max_entries.")
    publisher = _words(parsed.feed.get("title"))
    seen: set[str] = set()
    for link, entry in entries[: settings.feed_max_entries]:
        if link not in seen:
            seen.add(link)
            yield from _read_entry(link, entry, publisher, settings, fetcher)


def _read_entry(link: str, entry: Any, publisher: str | None, settings: Settings, fetcher: Fetcher) -> Iterator[Outcome]:
    try:
        fetched = fetcher.get(link)
    except FetchError as e:
        yield problem(link, e.reason, e.remedy)
        return
    if fetched.media in FEEDS or is_feed(fetched.data):
        yield problem(link, "A feed's entry leads to another feed; feeds are read one level deep.", "Give that feed itself.")
        return
    given = Given(date=_day(entry), title=_words(entry.get("title")), publisher=publisher)
    yield from read_fetched(link, fetched, settings, given)


def _from_file(path: str, settings: Settings) -> bytes:
    with open(path, "rb") as f:
        data = f.read(settings.fetch_max_bytes + 1)
    if len(data) > settings.fetch_max_bytes:
        raise FetchError(f"It is larger than {megabytes(settings.fetch_max_bytes)}.", "Raise the setting fetch_max_bytes.")
    return data


def _link(entry: Any, base: str) -> str | None:
    """The address of an entry's page; None where it has none that can be fetched."""
    named = str(entry.get("link") or "").strip()
    try:
        link = joined(base, named) if named else ""
    except FetchError:
        return None
    return link if link.lower().startswith(("http://", "https://")) else None


def _day(entry: Any) -> str | None:
    stamp = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return date(*stamp[:3]).isoformat() if stamp else None
    except (ValueError, TypeError):
        return None


def _words(value: Any) -> str | None:
    """A title without markup; None where nothing is left."""
    return " ".join(re.sub(r"<[^<>]{0,300}>", " ", str(value or "")).split()) or None
