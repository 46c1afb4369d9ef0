"""Fetch from the web, politely. In: an address. Out: Fetched, or FetchError with a reason and a remedy.

One request at a time to a host, with a wait between; robots.txt is respected; redirects are few and each is checked like the first address;
time and size are limited while the answer comes in, unpacked size included.
"""

from __future__ import annotations

import re
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING, TypeVar

from equipoise.read.sources.addresses import FetchError, Origin, checked_ip, joined, origin_of
from equipoise.read.sources.outcome import megabytes
from equipoise.settings import Settings

if TYPE_CHECKING:
    import httpx2
    from protego import Protego

T = TypeVar("T")
ROBOTS_BYTES = 500_000
LONGEST_WAIT = 30.0  # seconds; a robots.txt that asks for more gets this
_REDIRECTS = (301, 302, 303, 307, 308)
_LATER = "Try again later, or save the page and give the file."
_BY_HAND = "Open it in a browser, save the page and give the file."


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server sent. ``url`` is where it was in the end; ``media`` the content type in small letters, None where it named none."""

    url: str
    media: str | None
    charset: str | None
    data: bytes


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    location: str | None
    media: str | None
    charset: str | None
    data: bytes


class Fetcher:
    """Fetches for one run; remembers robots.txt and when each host was last asked. ``clock`` and ``sleep`` are seconds."""

    def __init__(
        self, settings: Settings, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._settings, self._clock, self._sleep = settings, clock, sleep
        self._asked: dict[str, float] = {}
        self._robots: dict[Origin, Protego | None] = {}
        self.agent = f"Equipoise/{version('equipoise')} (reads news articles; respects robots.txt)"

    def get(self, url: str) -> Fetched:
        """What is at an address, redirects followed. Raises FetchError with the reason where it is not fetched."""
        return self._follow(url, self._settings.fetch_max_bytes, obey=True)

    def _follow(self, url: str, most: int, obey: bool) -> Fetched:
        for _ in range(self._settings.fetch_max_redirects + 1):
            origin = origin_of(url)
            if obey:
                self._obey_robots(origin, url)
            self._wait(origin)
            answer = self._within_time(lambda url=url, origin=origin: self._ask(url, origin, most))  # type: ignore[misc]
            if answer.status in _REDIRECTS and answer.location:
                url = joined(url, answer.location)
                continue
            if answer.status != 200:
                raise _refusal(answer.status)
            return Fetched(url, answer.media, answer.charset, answer.data)
        raise FetchError(f"It redirects more than {self._settings.fetch_max_redirects} times.", "Give the address it ends at.")

    def _obey_robots(self, origin: Origin, url: str) -> None:
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(origin)
        rules = self._robots[origin]
        if rules is not None and not rules.can_fetch(url, "Equipoise"):
            raise FetchError("The site's robots.txt asks not to fetch this page.", _BY_HAND)

    def _read_robots(self, origin: Origin) -> Protego | None:
        """The rules of a site; None where it has none. A site whose rules cannot be read is not fetched from (RFC 9309, 2.3.1.4)."""
        from protego import Protego

        try:
            found = self._follow(f"{origin.address}/robots.txt", ROBOTS_BYTES, obey=False)
        except _StatusError as e:
            if 400 <= e.status < 500 and e.status != 429:
                return None
            raise FetchError(
                f"The site's robots.txt cannot be read (the server answered {e.status}), so nothing is fetched.", _LATER
            ) from None
        return Protego.parse(found.data.decode("utf-8", "replace"))

    def _wait(self, origin: Origin) -> None:
        """Wait until the host may be asked again."""
        rules = self._robots.get(origin)
        asked_for = rules.crawl_delay("Equipoise") if rules is not None else None
        pause = min(LONGEST_WAIT, max(self._settings.fetch_wait, float(asked_for or 0)))
        if origin.host in self._asked:
            left = self._asked[origin.host] + pause - self._clock()
            if left > 0:
                self._sleep(left)
        self._asked[origin.host] = self._clock()

    def _within_time(self, ask: Callable[[], T]) -> T:
        """The result of ``ask``, or FetchError when the time is over. A name server or a server that drips can hold only its own thread."""
        done: list[T] = []
        failed: list[Exception] = []

        def run() -> None:
            try:
                done.append(ask())
            except Exception as e:  # handed on to the caller
                failed.append(e)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join(self._settings.fetch_timeout + 1)
        if failed:
            raise failed[0]
        if not done:
            raise FetchError(f"The server did not answer in full within {self._settings.fetch_timeout:g} seconds.", _LATER)
        return done[0]

    def _ask(self, url: str, origin: Origin, most: int) -> _Answer:
        """One request to one address, no redirect followed."""
        import httpx2

        headers = {"User-Agent": self.agent, "Accept-Encoding": "gzip", "Accept": "text/html, text/plain, application/xml;q=0.9, */*;q=0.5"}
        end = self._clock() + self._settings.fetch_timeout
        try:
            # One spelling of the name for the look-up, the header and TLS: münchen.example is xn--mnchen-3ya.example.
            origin = replace(origin, host=httpx2.URL(url).raw_host.decode("ascii"))
            headers["Host"] = origin.address.split("://", 1)[1]
            ip = checked_ip(origin, self._settings.fetch_private)
            # No environment: a proxy would look up the name itself, past the check. The name is kept for TLS.
            with httpx2.Client(trust_env=False, timeout=self._settings.fetch_timeout, follow_redirects=False) as client:
                target = httpx2.URL(url).copy_with(host=ip, fragment=None)
                with client.stream("GET", target, headers=headers, extensions={"sni_hostname": origin.host}) as response:
                    return self._take(response, most, end)
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError, UnicodeError) as e:
            raise FetchError(
                f"It could not be fetched: {_plain(e)}.", "Check the address and the network, or save the page and give the file."
            ) from None

    def _take(self, response: httpx2.Response, most: int, end: float) -> _Answer:
        media, charset = _content_type(response.headers.get("content-type"))
        location = response.headers.get("location")
        if response.status_code != 200:
            return _Answer(response.status_code, location, media, charset, b"")
        chunks: list[bytes] = []
        size = 0
        for chunk in _unpacked(response.iter_raw(), response.headers.get("content-encoding", "identity").strip().lower()):
            size += len(chunk)
            if size > most:
                raise FetchError(f"It is larger than {megabytes(most)}.", "Save the page and give the file, or raise fetch_max_bytes.")
            if self._clock() > end:
                raise FetchError(f"The server did not answer in full within {self._settings.fetch_timeout:g} seconds.", _LATER)
            chunks.append(chunk)
        return _Answer(200, location, media, charset, b"".join(chunks))


class _StatusError(FetchError):
    """The server answered with something else than a page."""

    def __init__(self, status: int, reason: str, remedy: str) -> None:
        super().__init__(reason, remedy)
        self.status = status


def _refusal(status: int) -> _StatusError:
    words = {401: "it wants a login", 402: "it wants to be paid", 403: "it refuses", 404: "there is no such page", 410: "the page is gone"}
    words |= {429: "too many requests", 451: "it may not show the page"}
    said = words.get(status, "it has an error" if status >= 500 else "no page")
    return _StatusError(status, f"The server answered {status}: {said}.", _LATER if status in (429,) or status >= 500 else _BY_HAND)


def _unpacked(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The body in pieces of bounded size, gzip unpacked piece by piece."""
    if encoding in ("", "identity"):
        yield from chunks
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"The server packed it in a way that was not asked for ({encoding[:20]}).", _BY_HAND)
    unpack = zlib.decompressobj(47 if encoding != "deflate" else 15)
    try:
        for chunk in chunks:
            rest = chunk
            while rest and not unpack.eof:
                yield unpack.decompress(rest, 1 << 16)
                rest = unpack.unconsumed_tail
    except zlib.error as e:
        raise FetchError(f"It could not be unpacked: {e}.", _BY_HAND) from None
    if not unpack.eof:  # half a page does not say that it is half
        raise FetchError("It could not be unpacked: its end is missing.", _LATER)


def _content_type(header: str | None) -> tuple[str | None, str | None]:
    """(media type, charset) of a Content-Type header.

    >>> _content_type('text/HTML; charset="windows-1251"')
    ('text/html', 'windows-1251')
    """
    if not header:
        return None, None
    media, *parameters = header.split(";")
    found = (re.fullmatch(r"\s*charset\s*=\s*[\"']?([\w.:-]{1,40})[\"']?\s*", p, re.IGNORECASE) for p in parameters)
    return media.strip().lower() or None, next((m.group(1) for m in found if m), None)


def _plain(error: Exception) -> str:
    said = " ".join(str(error).split()).rstrip(".")
    return (said or type(error).__name__)[:200]
