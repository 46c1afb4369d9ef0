"""Parse sentences with spaCy. In: sentences. Out: one Doc for each, in order. Boilerplate and over-long sentences give an empty Doc."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from equipoise.settings import Settings
from equipoise.words.errors import SettingsError
from equipoise.words.text import Sentence, SentenceKind

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

BATCH = 64


def load_model(settings: Settings) -> Language:
    """The spaCy pipeline that the settings name, without its entity recogniser (actors come from our own tables).

    Loaded once in a process. Raises SettingsError when it is not installed.
    """
    return _load(settings.model)


@lru_cache(maxsize=2)
def _load(name: str) -> Language:
    import spacy

    try:
        return spacy.load(name, exclude=["ner"])
    except (OSError, ImportError) as e:
        raise SettingsError(f"Language model {name!r} cannot be loaded: {e}. Install it with pip, or set `model` to one that is") from e


def parse(sentences: Sequence[Sentence], nlp: Language, max_chars: int = 2_000) -> list[Doc]:
    """One Doc a sentence; ``token.idx + sentence.start`` is a token's offset in the article. What is not to be coded gives an empty Doc."""
    from spacy.tokens import Doc

    wanted = [i for i, s in enumerate(sentences) if s.kind is not SentenceKind.BOILERPLATE and len(s.text) <= max_chars]
    docs = [Doc(nlp.vocab) for _ in sentences]
    for i, doc in zip(wanted, nlp.pipe((sentences[i].text for i in wanted), batch_size=BATCH), strict=True):
        docs[i] = doc
    return docs
