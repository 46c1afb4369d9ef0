"""Fetching is polite and goes only where it may: waits, robots.txt, few redirects, no private networks, limits on time and size."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from equipoise.read.sources import gather
from equipoise.read.sources.addresses import FetchError, checked_ip, origin_of
from equipoise.read.sources.fetching import Fetcher
from equipoise.settings import Settings
from equipoise.words.text import Document, Problem

HERE = Settings(fetch_private=True, fetch_wait=0.0, fetch_timeout=5.0)
WORDS = "The envoy met the minister in Riga on Monday, and the two spoke about grain, roads and the price of gas for two hours. "
ARTICLE = f"<article><h1>A visit to Riga</h1><p>{WORDS * 3}</p></article>"
PAGE = f"<html lang=en><head><title>A visit to Riga</title></head><body>{ARTICLE}</body></html>"


def read(url: str, settings: Settings = HERE) -> tuple[list[Document], list[Problem]]:
    out = list(gather([url], settings))
    return [d for d in out if isinstance(d, Document)], [p for p in out if isinstance(p, Problem)]


def test_a_page_is_fetched_and_its_article_extracted(site: Any) -> None:
    url = site.show("/2021/05/visit-to-riga.html", PAGE)
    (document,), problems = read(url)
    assert WORDS.strip() in document.text
    assert "<" not in document.text
    assert (document.source, document.stem, document.media, document.given.url) == (url, "visit-to-riga", "html", url)
    assert document.raw == PAGE.encode()
    assert not problems


def test_plain_text_is_read_as_text_in_its_declared_encoding(site: Any) -> None:
    url = site.show("/note.txt", "Ļ: the café.".encode("cp1257"), "text/plain; charset=windows-1257")
    (document,), _ = read(url)
    assert (document.text, document.media) == ("Ļ: the café.", "text")


def test_jsonl_at_an_address_is_read_line_by_line(site: Any) -> None:
    url = site.show("/all.jsonl", '{"text": "One."}\nbroken\n{"id": "x", "text": "Two."}\n', "application/x-ndjson")
    documents, (problem,) = read(url)
    assert [(d.source, d.stem) for d in documents] == [(f"{url}:1", "all"), (f"{url}:3", "x")]
    assert problem.source == f"{url}:2"


def test_the_request_says_who_asks_and_robots_is_asked_first_and_once(site: Any) -> None:
    one, two = site.show("/1", PAGE), site.show("/2", PAGE)
    list(gather([one, two], HERE))
    assert site.paths() == ["/robots.txt", "/1", "/2"]
    headers = site.asked[1][1]
    assert headers["User-Agent"].startswith("Equipoise/")
    assert headers["Host"] == f"127.0.0.1:{site.port}"


def test_robots_txt_is_respected(site: Any) -> None:
    site.show("/robots.txt", "User-agent: *\nDisallow: /private/\n", "text/plain")
    closed, open_ = site.show("/private/1", PAGE), site.show("/public/1", PAGE)
    documents, (problem,) = read(closed)
    assert not documents
    assert "robots.txt" in problem.reason
    assert "/private/1" not in site.paths()
    assert len(read(open_)[0]) == 1


def test_a_site_whose_robots_txt_cannot_be_read_is_left_alone(site: Any) -> None:
    site.show("/robots.txt", "", status=503)
    documents, (problem,) = read(site.show("/1", PAGE))
    assert not documents
    assert "robots.txt cannot be read" in problem.reason
    assert site.paths() == ["/robots.txt"]


def test_one_host_is_asked_again_only_after_the_wait(site: Any) -> None:
    now, slept = [100.0], []

    def sleep(seconds: float) -> None:
        slept.append(round(seconds, 3))
        now[0] += seconds

    site.show("/1", PAGE)
    fetcher = Fetcher(Settings(fetch_private=True, fetch_wait=2.0), clock=lambda: now[0], sleep=sleep)
    fetcher.get(site.address + "/1")
    fetcher.get(site.address + "/1")
    assert slept == [2.0, 2.0]


def test_the_wait_that_robots_txt_asks_for_is_kept_up_to_a_limit(site: Any) -> None:
    now, slept = [0.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    site.show("/robots.txt", "User-agent: *\nCrawl-delay: 7\n", "text/plain")
    site.show("/1", PAGE)
    Fetcher(HERE, clock=lambda: now[0], sleep=sleep).get(site.address + "/1")
    assert slept == [7.0]


def test_redirects_are_followed_and_the_end_is_the_articles_address(site: Any) -> None:
    site.show("/old", "", status=301, headers={"Location": "/new"})
    site.show("/new", PAGE)
    (document,), _ = read(site.address + "/old")
    assert (document.source, document.given.url) == (site.address + "/old", site.address + "/new")


def test_redirects_without_end_are_given_up(site: Any) -> None:
    site.show("/round", "", status=302, headers={"Location": "/round"})
    documents, (problem,) = read(site.address + "/round")
    assert not documents
    assert "redirects more than 5 times" in problem.reason
    assert site.paths().count("/round") == 6


@pytest.mark.parametrize("where", ["file:///etc/hostname", "ftp://127.0.0.1/x", "gopher://127.0.0.1/", "javascript:alert(1)"])
def test_a_redirect_away_from_the_web_is_refused(site: Any, where: str) -> None:
    site.show("/away", "", status=302, headers={"Location": where})
    documents, (problem,) = read(site.address + "/away")
    assert not documents
    assert "no http or https address" in problem.reason


def test_private_networks_are_refused_unless_asked_for(site: Any) -> None:
    url = site.show("/1", PAGE)
    documents, (problem,) = read(url, Settings())
    assert not documents
    assert "private network" in problem.reason
    assert "fetch_private" in problem.remedy
    assert not site.asked


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433",
      "0x7f000001", "localhost", "10.1.2.3", "192.168.0.1", "172.16.5.5", "169.254.169.254", "100.64.0.1",
     "0.0.0.0", "224.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[fe80::1]", "[fd00::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"],
)  # fmt: skip
def test_every_way_to_write_a_private_address_is_refused(host: str) -> None:
    with pytest.raises(FetchError, match=r"private network|not known"):
        checked_ip(origin_of(f"http://{host}/"), private=False)


def test_a_redirect_to_a_private_network_is_refused(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host counts as public here; the second is what a cloud server keeps its keys at."""
    site.show("/out", "", status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"})
    monkeypatch.setattr("equipoise.read.sources.addresses.is_public", lambda ip: str(ip) == "127.0.0.1")
    documents, (problem,) = read(site.address + "/out", Settings(fetch_wait=0.0))
    assert not documents
    assert "169.254.169.254 is on a private network" in problem.reason


def test_a_name_with_one_private_address_among_its_answers_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(2, 1, 6, "", (ip, 80)) for ip in ("93.184.216.34", "10.0.0.5")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: answers)
    with pytest.raises(FetchError, match="private network"):
        checked_ip(origin_of("http://news.example/"), private=False)


def test_the_address_that_was_checked_is_the_one_connected_to(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that answers differently the second time leads nowhere else: the name is looked up once a request."""
    real, asked = socket.getaddrinfo, []

    def once(host: Any, *rest: Any, **more: Any) -> Any:
        if host == "news.example":
            asked.append(host)
            host = "127.0.0.1" if len(asked) <= 2 else "127.9.9.9"
        return real(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", once)
    site.show("/1", PAGE)
    fetched = Fetcher(HERE).get(f"http://news.example:{site.port}/1")
    assert fetched.data == PAGE.encode()
    assert len(asked) == 2  # robots.txt and the page
    assert site.asked[1][1]["Host"] == f"news.example:{site.port}"


@pytest.mark.parametrize("url", ["http://", "http://user:word@example.org/", "http://[::1", "http://exa mple.org:99999/"])
def test_what_is_no_address_is_a_problem(url: str) -> None:
    documents, (problem,) = read(url)
    assert not documents
    assert problem.remedy


@pytest.mark.parametrize(("status", "said"), [(404, "no such page"), (403, "refuses"), (500, "error"), (429, "too many"), (204, "204")])
def test_a_server_that_sends_no_page_is_a_problem(site: Any, status: int, said: str) -> None:
    documents, (problem,) = read(site.show("/1", "", status=status))
    assert not documents
    assert said in problem.reason


def test_a_host_that_nobody_answers_at_is_a_problem() -> None:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    documents, (problem,) = read(f"http://127.0.0.1:{port}/1")
    assert not documents
    assert "could not be fetched" in problem.reason


def test_an_answer_over_the_size_limit_is_stopped_while_it_comes_in(site: Any) -> None:
    sent = []

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        try:
            for _ in range(2000):
                handler.wfile.write(b"x" * 100_000)
                sent.append(1)
        except OSError:
            pass

    site.show("/big", endless)
    documents, (problem,) = read(site.address + "/big", Settings(fetch_private=True, fetch_wait=0.0, fetch_max_bytes=1_000_000))
    assert not documents
    assert "larger than 1.0 MB" in problem.reason
    assert len(sent) < 1000


def test_a_packed_answer_counts_unpacked(site: Any) -> None:
    site.show("/bomb", gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"})
    site.show("/fine", gzip.compress(PAGE.encode()), headers={"Content-Encoding": "gzip"})
    site.show("/deflated", zlib.compress(PAGE.encode()), headers={"Content-Encoding": "deflate"})
    site.show("/other", b"??", headers={"Content-Encoding": "br"})
    settings = Settings(fetch_private=True, fetch_wait=0.0, fetch_max_bytes=1_000_000)
    assert "larger than" in read(site.address + "/bomb", settings)[1][0].reason
    assert len(read(site.address + "/fine", settings)[0]) == 1
    assert len(read(site.address + "/deflated", settings)[0]) == 1
    assert "not asked for" in read(site.address + "/other", settings)[1][0].reason


@pytest.mark.parametrize("part", ["headers", "body"])
def test_a_server_that_drips_is_given_up(site: Any, part: str) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        try:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + (b"\r\n" if part == "body" else b""))
            for _ in range(100):
                handler.wfile.write(b"x")
                time.sleep(0.05)
        except OSError:
            pass

    site.show("/drip", drip)
    documents, (problem,) = read(site.address + "/drip", Settings(fetch_private=True, fetch_wait=0.0, fetch_timeout=0.5))
    assert not documents
    assert "within 0.5 seconds" in problem.reason


@pytest.mark.parametrize("media", ["application/pdf", "image/png", "video/mp4", "application/json"])
def test_other_content_types_are_refused(site: Any, media: str) -> None:
    documents, (problem,) = read(site.show("/file", b"%PDF-1.4", media))
    assert not documents
    assert media in problem.reason


def test_a_name_with_letters_of_its_own_language_is_asked_in_its_spelling_for_the_net(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    real, looked_up = socket.getaddrinfo, []

    def here(host: str, *rest: Any, **named: Any) -> Any:
        looked_up.append(host)
        return real("127.0.0.1", *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", here)
    site.show("/1", PAGE)
    documents, problems = read(f"http://münchen.example:{site.port}/1")
    assert (len(documents), problems) == (1, [])
    assert site.asked[-1][1]["Host"] == f"xn--mnchen-3ya.example:{site.port}"
    assert looked_up[0] == "xn--mnchen-3ya.example"


def test_a_redirect_to_what_is_no_address_is_a_problem(site: Any) -> None:
    for where in ("http://[bad/", "file:///etc/hostname", "http://127.0.0.1:999999/", "javascript:1"):
        documents, (problem,) = read(site.show("/1", "", status=302, headers={"Location": where}))
        assert not documents
        assert "address" in problem.reason


def test_half_a_packed_page_is_not_read_as_a_whole_one(site: Any) -> None:
    documents, (problem,) = read(site.show("/1", gzip.compress(PAGE.encode() * 50)[:-20], headers={"Content-Encoding": "gzip"}))
    assert not documents
    assert "its end is missing" in problem.reason
