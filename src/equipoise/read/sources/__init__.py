"""Gather what is given: files, folders, addresses, feeds. In: sources as a user names them. Out: Document or Problem, one by one.

Every source ends in at least one of both; nothing here stops the run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from equipoise.read.sources.files import read_file
from equipoise.read.sources.finding import find_files
from equipoise.read.sources.outcome import Outcome, storable
from equipoise.settings import Settings
from equipoise.words.text import Document, Problem

if TYPE_CHECKING:
    from equipoise.read.sources.fetching import Fetcher

__all__ = ["gather"]


def gather(
    sources: Sequence[str], settings: Settings, feeds: Sequence[str] = (), leave_out: Sequence[str] = ()
) -> Iterator[Document | Problem]:
    """Every document the sources and feeds hold, in the order given, and a problem for each thing that could not be read.

    A folder is searched downwards, its files by name before its folders; ``leave_out`` names folders and files not to read
    (what the run itself writes). Documents come one at a time, so that a long list needs no more memory than its longest piece.
    """
    web = _Web(settings)
    for source in sources:
        found = web.read(source) if source.lower().startswith(("http://", "https://")) else _from_path(source, settings, leave_out)
        yield from map(storable, found)
    if feeds:
        yield from map(storable, web.read_feeds(feeds))


class _Web:
    """The web, opened when the first address is asked for: one fetcher for a run, so that waits and robots.txt hold across sources."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._fetcher: Fetcher | None = None

    def read(self, url: str) -> Iterator[Outcome]:
        from equipoise.read.sources.web import read_address

        yield from read_address(url, self._settings, self._opened())

    def read_feeds(self, feeds: Sequence[str]) -> Iterator[Outcome]:
        from equipoise.read.sources.feeds import read_feeds

        yield from read_feeds(feeds, self._settings, self._opened())

    def _opened(self) -> Fetcher:
        from equipoise.read.sources.fetching import Fetcher

        self._fetcher = self._fetcher or Fetcher(self._settings)
        return self._fetcher


def _from_path(path: str, settings: Settings, leave_out: Sequence[str]) -> Iterator[Outcome]:
    for found in find_files(path, leave_out):
        if isinstance(found, Problem):
            yield found
        else:
            yield from read_file(found.path, settings)
