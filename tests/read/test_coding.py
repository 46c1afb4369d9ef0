"""Coding: an article with nothing to code is listed with its reason, and no longer when it turns out to be a copy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import equipoise as eq
from equipoise.read.intake import take_in
from equipoise.settings import load_settings
from equipoise.words.text import Article, Document

ONE = load_settings(environ={}, workers=1)
COOKING = "How to boil an egg.\n\nPut the egg into cold water. Heat the water until it boils, and serve the egg with salt and bread.\n"


def about(project: eq.Project) -> list[str]:
    return [p.source for p in project.problems() if p.stage == "coding"]


def test_an_article_about_something_else_is_kept_and_listed(tmp_path: Path) -> None:
    (tmp_path / "egg.txt").write_text(COOKING)
    with eq.open_project(None, ONE) as p:
        p.add(tmp_path / "egg.txt")
        assert about(p) == [str(tmp_path / "egg.txt")]
        assert len(p.articles()) == 1


def test_a_copy_is_not_listed_as_having_nothing_to_say(tmp_path: Path) -> None:
    text = (
        "2 May 2023\n\nRussia sent aid to Kazakhstan on 1 May 2023 after a flood in the north of the country that destroyed many houses.\n"
    )
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(text)
    with eq.open_project(None, ONE) as p:
        p.add(tmp_path)
        assert about(p) == []
        assert [a.copy_kind for a in p.articles()] == ["original", "copy"]
        assert {m.article for m in p.mentions()} == {"a"}


def test_two_articles_of_one_source_are_listed_once(tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    other = "A garden in May.\n\nThe roses are in flower. Water them in the evening, cut what has faded, and tie the long shoots.\n"
    with eq.open_project(None, ONE) as p:
        for text in (COOKING, other):
            file.write_text(text)
            take_in(p.store, [str(file)], ONE)  # the file was changed, and the run stopped before it was coded
        assert len(p.articles()) == 2
        assert about(p) == [str(file)]


def test_an_article_on_which_a_reader_fails_is_set_aside_and_the_others_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"2 May 2023\n\nRussia sent aid to Kazakhstan on 1 May 2023 after flood number {name}.\n")
    from equipoise.read import article as reader
    from equipoise.read.coders.rules import RulesCoder

    read, code = reader.read_article, RulesCoder.code

    def fail_to_read(document: Document, *rest: Any) -> Any:
        return 1 / 0 if document.stem == "a" else read(document, *rest)

    def fail_to_code(self: RulesCoder, article: Article, *rest: Any) -> Any:
        return 1 / 0 if article.id == "b" else code(self, article, *rest)

    monkeypatch.setattr(reader, "read_article", fail_to_read)
    monkeypatch.setattr(RulesCoder, "code", fail_to_code)
    with eq.open_project(None, ONE) as p:
        p.add(tmp_path)
        assert {m.article for m in p.mentions()} == {"c"}
        failed = {Path(x.source).stem: x.stage for x in p.problems() if "ZeroDivisionError" in x.reason}
        assert failed == {"a": "read", "b": "coder"}
        assert [a.coded for a in p.articles()] == [False, True, True]
