"""Opening articles: ids settle the same for any order of adding, and what a person said goes with the article it was said of."""

from __future__ import annotations

from pathlib import Path

import equipoise as eq
from equipoise.settings import load_settings

ONE = load_settings(environ={}, workers=1)
FIRST = "2 May 2023\n\nTurkey and Kazakhstan signed a trade agreement in Ankara on 1 May 2023.\n"
SECOND = "3 May 2022\n\nChina and Kazakhstan signed a trade agreement in Beijing on 2 May 2022.\n"


def test_a_verdict_stays_with_its_article_when_another_takes_the_id(tmp_path: Path) -> None:
    for folder, text in (("a", FIRST), ("b", SECOND)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "pact.txt").write_text(text)
    with eq.open_project(None, ONE) as p:
        p.add(tmp_path / "b")  # its article is called pact, until a/pact.txt comes, which stands before it
        (mention,) = {m.id for m in p.mentions() if m.article == "pact"}
        p.verdict("wrong", mention)
        p.add(tmp_path / "a")
        late = {m.id: m.sentence.text for m in p.mentions()}
        (verdict,) = p.table("verdicts")
        assert "China" in late[verdict.a]
        assert ["Turkey" in late[m] for e in p.events() for m in e.mentions] == [True]
