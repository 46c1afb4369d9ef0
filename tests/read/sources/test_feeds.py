"""Feeds are read one level deep: each entry's page is an article, nothing that a page links to is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from equipoise.read.sources import gather
from equipoise.settings import Settings
from equipoise.words.text import Document, Problem

HERE = Settings(fetch_private=True, fetch_wait=0.0, fetch_timeout=5.0)
WORDS = "The envoy met the minister in Riga on Monday, and the two spoke about grain, roads and the price of gas for two hours. "


def page(title: str) -> str:
    body = f"<article><p>{title}: {WORDS * 3}<a href='/deeper'>more</a></p></article>"
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


def rss(*items: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Sample Times</title>{"".join(items)}</channel></rss>'


def item(link: str, title: str = "A &amp; B", day: str = "Tue, 14 Nov 2023 23:30:00 GMT") -> str:
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{day}</pubDate></item>"


def read(feed: str, settings: Settings = HERE) -> tuple[list[Document], list[Problem]]:
    out = list(gather([], settings, feeds=[feed]))
    return [d for d in out if isinstance(d, Document)], [p for p in out if isinstance(p, Problem)]


def test_each_entry_is_an_article_with_what_the_feed_says_of_it(site: Any) -> None:
    feed = site.show("/feed", rss(item(site.show("/1", page("One"))), item("/2", "Two")), "application/rss+xml")
    site.show("/2", page("Two"))
    documents, problems = read(feed)
    assert [d.source for d in documents] == [site.address + "/1", site.address + "/2"]
    first = documents[0].given
    assert (first.title, first.publisher, first.date) == ("A & B", "The Sample Times", "2023-11-14")
    assert not problems


def test_nothing_further_is_fetched(site: Any) -> None:
    feed = site.show("/feed", rss(item(site.show("/1", page("One"))), item("/inner")), "application/rss+xml")
    site.show("/inner", rss(item("/2")), "application/rss+xml")
    documents, (problem,) = read(feed)
    assert len(documents) == 1
    assert "one level deep" in problem.reason
    assert site.paths() == ["/robots.txt", "/feed", "/1", "/inner"]


def test_atom_is_read_too_and_a_feed_is_known_by_its_content(site: Any) -> None:
    entry = f'<entry><title>One</title><link href="{site.show("/1", page("One"))}"/><updated>2023-11-14T10:00:00Z</updated></entry>'
    atom = f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>{entry}</feed>'
    url = site.show("/atom", atom, "text/html")
    (document,) = [x for x in gather([url], HERE) if isinstance(x, Document)]
    assert document.given.date == "2023-11-14"


def test_an_entry_that_cannot_be_fetched_is_a_problem_and_the_next_is_read(site: Any) -> None:
    feed = site.show("/feed", rss(item("/gone"), item("file:///etc/hostname"), item(site.show("/1", page("One")))), "text/xml")
    documents, (problem,) = read(feed)
    assert len(documents) == 1
    assert (problem.source, "404" in problem.reason) == (site.address + "/gone", True)


def test_entries_over_the_limit_are_counted_and_the_same_address_is_fetched_once(site: Any) -> None:
    link = site.show("/1", page("One"))
    feed = site.show("/feed", rss(*[item(link)] * 3, item("/x")), "text/xml")
    documents, (problem,) = read(feed, Settings(fetch_private=True, fetch_wait=0.0, feed_max_entries=3))
    assert len(documents) == 1
    assert "last 1 were not read" in problem.reason


def test_what_is_no_feed_is_a_problem(site: Any) -> None:
    for body, media, said in ((page("One"), "text/html", "no RSS"), (rss(), "text/xml", "no entry"), ("", "text/xml", "no RSS")):
        documents, (problem,) = read(site.show("/feed", body, media))
        assert not documents
        assert said in problem.reason


def test_entities_that_grow_and_files_from_outside_are_not_taken_in(site: Any, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret")
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}<!ENTITY file SYSTEM "{secret.as_uri()}">]>'
        f'<rss version="2.0"><channel><title>&l9;&file;</title>{item(site.show("/1", page("One")), "&file;")}</channel></rss>'
    )
    documents, problems = read(site.show("/feed", xml, "text/xml"))
    assert documents or problems
    assert "a secret" not in repr(documents)
    assert all(len(d.given.publisher or "") < 10_000 for d in documents)


def test_a_feed_may_be_a_file(site: Any, tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_text(rss(item(site.show("/1", page("One")))))
    documents, problems = read(str(file))
    assert len(documents) == 1
    assert not problems
    assert "no such file" in read(str(tmp_path / "none.xml"))[1][0].reason.lower()


def test_a_hostile_feed_is_a_problem_and_its_odd_entries_lead_nowhere(site: Any) -> None:
    documents, (problem,) = read(site.show("/feed", rss(item("/1", "half &#xD800; a letter")), "text/xml"))
    assert not documents
    assert "cannot be parsed" in problem.reason
    odd = rss(item("http://[bad/"), item("javascript:alert(1)"), "<item><title>no link</title></item>", item(site.show("/1", page("One"))))
    documents, problems = read(site.show("/feed", odd, "text/xml"))
    assert ([d.source for d in documents], problems) == ([site.address + "/1"], [])
