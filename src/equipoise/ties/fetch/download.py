"""Ask a publisher's server, politely, and keep its answers. In: a request. Out: a file in the cache, with its checksum beside it.

One request at a time, with a wait between. 429 and server errors are asked again, after the time the server names or a growing one; an
answer that broke off goes on where it stopped where the server allows that. A key goes into a header, to the host that it is meant for and
over a secure connection, and is never written anywhere.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from equipoise.words.errors import FetchFailed

if TYPE_CHECKING:
    import httpx2

TRIES = 5
LONGEST_WAIT = 120.0
"""Seconds between two tries; a server that asks for more is given up on."""
LARGEST = 1_000_000_000
"""Bytes an answer may have."""
MOST_REDIRECTS = 5
_AGAIN = (429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for. ``secret`` headers (keys) are sent, and not part of the request's name in the cache."""

    url: str
    params: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    secret: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    body: str | None = None
    """JSON text of a POST; None: a GET."""

    @property
    def name(self) -> str:
        """The same request has the same name."""
        return hashlib.sha256(json.dumps([self.url, self.params, self.headers, self.body]).encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer in the cache."""

    path: Path
    url: str
    sha256: str
    size: int
    retrieved: date


class Downloader:
    """Fetches for one run. ``cache``: a folder; ``wait``: seconds between two requests; ``refresh``: ask again for what is kept already."""

    def __init__(
        self,
        cache: Path,
        wait: float = 1.0,
        refresh: bool = False,
        timeout: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        today: Callable[[], date] = lambda: datetime.now(UTC).date(),
    ) -> None:
        self._cache, self._wait, self._refresh, self._timeout = cache, wait, refresh, timeout
        self._clock, self._sleep, self._today = clock, sleep, today
        self._asked: float | None = None
        self._agent = f"Equipoise/{version('equipoise')} (research on structural data)"

    def get(self, request: Request) -> Kept:
        """The answer to a request, from the cache where it is there whole. Raises FetchFailed with the reason and a remedy."""
        path = self._cache / request.name
        if not self._refresh and (kept := _kept(path)) is not None:
            return kept
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        if self._refresh:
            part.unlink(missing_ok=True)
        wait = 0.0
        for number in range(1, TRIES + 1):
            try:
                self._ask(request, part)
                return self._keep(request, part, path)
            except _TryAgainError as failure:
                wait = failure.wait if failure.wait is not None else max(1.0, 2 * wait)
                if number == TRIES or wait > LONGEST_WAIT:
                    raise FetchFailed(
                        f"{_shown(request)}: {failure}, {number} times. Try again later; what was fetched is kept"
                    ) from failure
                self._sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _ask(self, request: Request, part: Path) -> None:
        """One request; the answer is added to ``part``, which is whole afterwards."""
        import httpx2

        self._be_polite()
        tag = part.with_suffix(".etag")
        there = part.stat().st_size if part.exists() and tag.exists() else 0  # what cannot be known to be of the same file is not continued
        if there:
            rest = {"Range": f"bytes={there}-", "If-Range": tag.read_text(encoding="ascii"), "Accept-Encoding": "identity"}
        else:
            rest = {}
            tag.unlink(missing_ok=True)
        headers = {"User-Agent": self._agent, **dict(request.headers), **_secrets(request), **rest}
        try:
            with (
                httpx2.Client(timeout=self._timeout, follow_redirects=False) as client,
                _answer(client, request, headers) as answer,
            ):
                self._check(request, answer)
                resumed = answer.status_code == 206
                if resumed and (not there or not answer.headers.get("content-range", "").startswith(f"bytes {there}-")):
                    tag.unlink(missing_ok=True)
                    raise _TryAgainError("the server sent another part than the one asked for")
                etag = answer.headers.get("etag", "")
                if etag and not etag.startswith("W/") and etag.isascii() and _is_plain(answer):
                    tag.write_text(etag, encoding="ascii")
                _write(part, answer, there if resumed else 0)
        except httpx2.InvalidURL as error:
            raise FetchFailed(f"{_shown(request)}: this is no address") from error
        except (httpx2.TransportError, httpx2.DecodingError) as error:
            raise _TryAgainError(f"the connection failed ({str(error) or type(error).__name__})") from error

    def _check(self, request: Request, answer: httpx2.Response) -> None:
        status = answer.status_code
        if status in (200, 206):
            return
        if status == 416:  # the part is as long as the whole, or longer: begin anew
            (self._cache / request.name).with_suffix(".part").unlink(missing_ok=True)
            (self._cache / request.name).with_suffix(".etag").unlink(missing_ok=True)
            raise _TryAgainError("the server has no rest to send", wait=0.0)
        if status in _AGAIN:
            raise _TryAgainError(f"the server answered {status}", _retry_after(answer.headers.get("retry-after")))
        words = {
            401: "it wants a key, or a valid one",
            403: "it refuses; the key may be wrong or used up",
            404: "there is no such address any more",
        }
        raise FetchFailed(
            f"{_shown(request)}: the server answered {status}{': ' + words[status] if status in words else ''}. "
            "Download the file by hand and load it: equipoise ties load DATASET FILE"
        )

    def _be_polite(self) -> None:
        if self._asked is not None and (left := self._asked + self._wait - self._clock()) > 0:
            self._sleep(left)
        self._asked = self._clock()

    def _keep(self, request: Request, part: Path, path: Path) -> Kept:
        with part.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        kept = Kept(path, _shown(request), digest, part.stat().st_size, self._today())
        with _whole(path.with_suffix(".json")) as note:
            note.write_text(json.dumps({**asdict(kept), "path": path.name, "retrieved": kept.retrieved.isoformat()}), encoding="utf-8")
        part.replace(path)
        part.with_suffix(".etag").unlink(missing_ok=True)
        return kept


class _TryAgainError(Exception):
    """It may work later; ``wait``: the seconds that the server named."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


def _secrets(request: Request) -> dict[str, str]:
    """The headers with keys. Raises FetchFailed, without the key, where it cannot be one or the connection would show it to others."""
    parts = urlsplit(request.url)
    if request.secret and parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise FetchFailed(f"{_shown(request)}: a key is only sent over https. Give a mirror's address with https")
    if wrong := [name for name, value in request.secret if not re.fullmatch(r"[!-~]+", value)]:
        raise FetchFailed(
            f"The key for {', '.join(wrong)} has blanks, line ends or letters that no key has. Set it anew in the environment"
        )
    return dict(request.secret)


@contextmanager
def _answer(client: httpx2.Client, request: Request, headers: Mapping[str, str]) -> Iterator[httpx2.Response]:
    """The answer, redirects followed: never from https to http, and keys stay with the host that they were meant for."""
    asked = client.build_request(
        "POST" if request.body is not None else "GET",
        request.url,
        params=list(request.params) or None,
        headers=dict(headers),
        content=request.body,
    )
    for _ in range(MOST_REDIRECTS + 1):
        answer = client.send(asked, stream=True)
        try:
            if answer.next_request is None:
                yield answer
                return
            asked, before = answer.next_request, asked.url
        finally:
            answer.close()
        if before.scheme == "https" and asked.url.scheme != "https":
            raise FetchFailed(f"{_shown(request)}: the server sends on to an address that is not secure ({asked.url.host})")
        if (asked.url.scheme, asked.url.host, asked.url.port) != (before.scheme, before.host, before.port):
            for name, _value in request.secret:
                asked.headers.pop(name, None)
    raise FetchFailed(f"{_shown(request)}: the server sends on more than {MOST_REDIRECTS} times")


def _is_plain(answer: httpx2.Response) -> bool:
    """Whether the bytes written are those sent: only then can the rest be asked for by its place."""
    return str(answer.headers.get("content-encoding", "identity")) == "identity"


def _write(part: Path, answer: httpx2.Response, start: int) -> None:
    """The body behind what is there; _TryAgainError where it is shorter than announced, FetchFailed where it is too large."""
    announced = answer.headers.get("content-length") if _is_plain(answer) else None
    size = 0
    with part.open("r+b" if start else "wb") as file:
        file.seek(start)
        for chunk in answer.iter_bytes():
            size += len(chunk)
            if start + size > LARGEST:
                raise FetchFailed(f"the answer is larger than {LARGEST:,} bytes. Ask for fewer years or countries")
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if announced is not None and announced.isdecimal() and size < int(announced):
        raise _TryAgainError("the answer broke off")


def _kept(path: Path) -> Kept | None:
    """The answer if it is whole: its note is there and the bytes are those that it was made for."""
    note = path.with_suffix(".json")
    try:
        said: dict[str, Any] = json.loads(note.read_text(encoding="utf-8"))
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest != said["sha256"]:
            return None
        return Kept(path, str(said["url"]), digest, int(said["size"]), date.fromisoformat(said["retrieved"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _retry_after(header: str | None) -> float | None:
    """Seconds that a Retry-After header asks for, as a number or a date; None where it names none."""
    if not header:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        return max(0.0, (parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def _shown(request: Request) -> str:
    """The address without anything secret."""
    query = "&".join(f"{k}={v}" for k, v in request.params)
    return request.url + (f"?{query}" if query else "")


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A file that takes the place of ``path`` when all went well."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield beside
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes) -> Path:
    """The bytes are in the file, or the file is as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _whole(path) as beside:
        beside.write_bytes(data)
    return path


def cache_folder() -> Path:
    """Where answers are kept when no folder is named."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "equipoise" / "ties"


def pairs(parameters: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Parameters in a fixed order, for a Request."""
    return tuple(sorted(parameters.items()))
