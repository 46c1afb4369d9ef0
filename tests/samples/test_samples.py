"""The sample articles hold what their README says: the copies, the rewrite, the wrong date, the broken file and the one in Russian."""

from __future__ import annotations

import difflib
import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

FOLDER = Path(str(files("equipoise.samples") / "articles"))
README = (FOLDER.parent / "README.md").read_text(encoding="utf-8")


def read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def body(html: str) -> str:
    article = re.sub(r"<[^>]+>", " ", re.split(r"</?article>", html)[1])
    return " ".join(article.split())


def lines(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in read(name).splitlines()]


def likeness(a: str, b: str) -> float:
    return difflib.SequenceMatcher(None, a.split(), b.split(), autojunk=False).ratio()


def test_the_readme_names_every_file_and_no_other() -> None:
    named = set(re.findall(r"^\| `([^`]+)` \|", README, re.MULTILINE))
    assert named == {p.name for p in FOLDER.iterdir()}


def test_articles_are_of_the_length_of_news() -> None:
    texts = [read(p.name) for p in sorted(FOLDER.iterdir()) if p.suffix != ".jsonl"] + [
        row["text"] for row in lines("collected-2023.jsonl")
    ]
    assert len(texts) == 18
    assert [len(t.split()) for t in texts if not 150 <= len(t.split()) <= 450] == []


def test_the_repost_has_the_same_body_under_another_header() -> None:
    original = read("xi-nur-sultan.txt").split("\n\n", 2)[2].strip()
    assert original in read("xi-visit-reposted.txt")
    assert read("xi-nur-sultan.txt") not in read("xi-visit-reposted.txt")


def test_the_near_copy_says_the_same_with_other_spelling() -> None:
    first, second = lines("collected-2023.jsonl")[:2]
    assert first["text"] != second["text"]
    assert likeness(first["text"], second["text"]) > 0.8


def test_the_rewrite_has_other_words_and_changes_three_meanings() -> None:
    original, retold = body(read("putin-astana.html")), read("putin-astana-retold.txt")
    assert likeness(original, retold) < 0.6
    for said, became in (
        ("pragmatic and friendly", "cautious and distant"),
        ("polite reminder", "deliberate snub"),
        ("26 billion", "28 billion"),
    ):
        assert said in original
        assert said not in retold
        assert became in retold
        assert became not in original


def test_two_figures_for_one_fact_stand_against_each_other() -> None:
    assert "about 2,500 troops" in read("csto-mission-ends.txt")
    assert "2,030 troops" in read("st-petersburg-stage.md")
    assert "about two-thirds of Kazakhstan's oil exports" in read("pipeline-court.html")
    assert "about 80 percent of Kazakhstan's oil exports" in read("middle-corridor.md")


def test_the_crawlers_clock_contradicts_its_text() -> None:
    text = read("chancellor-astana.txt")
    assert text.startswith("January 9. 2025.")
    assert "will take place on 6 October 2024" in text


def test_the_broken_file_breaks_off_inside_a_line() -> None:
    with pytest.raises(json.JSONDecodeError):
        json.loads(read("archive-cut-off.jsonl"))


def test_one_article_is_in_russian() -> None:
    text = read("state-visit-ru.txt")
    assert sum("а" <= c.lower() <= "я" for c in text) > 0.7 * len(text)
