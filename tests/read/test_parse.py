"""Parsing: one Doc a sentence, offsets kept, nothing for boilerplate."""

from __future__ import annotations

import pytest

from equipoise.read.parse import load_model, parse
from equipoise.settings import Settings
from equipoise.words.errors import SettingsError
from equipoise.words.text import ArticleId, Sentence, SentenceKind


def sentence(text: str, start: int, kind: SentenceKind = SentenceKind.BODY) -> Sentence:
    return Sentence(ArticleId("a"), 0, 0, start, start + len(text), text, kind)


def test_every_sentence_has_a_doc_and_boilerplate_an_empty_one() -> None:
    given = [sentence("Spain met Peru.", 7), sentence("Share this", 30, SentenceKind.BOILERPLATE), sentence("x " * 40, 50)]
    docs = parse(given, load_model(Settings()), max_chars=60)
    assert [len(d) > 0 for d in docs] == [True, False, False]
    assert docs[0][1].idx + given[0].start == 13


def test_a_missing_model_is_named() -> None:
    with pytest.raises(SettingsError, match="no_such_model"):
        load_model(Settings(model="no_such_model"))
