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
LONGEST_WORD = 1_000  # letters without a blank; the tokenizer takes time by their square
# Words of events that the model's tokenizer would cut at their hyphens.
JOINED = (
    "cease-fire",
    "pull-out",
    "pull-back",
    "write-off",
    "cut-off",
    "sit-in",
    "walk-out",
    "build-up",
    "stand-off",
    "shoot-out",
    "air-strike",
    "air-raid",
    "counter-attack",
    "counter-offensive",
    "work-to-rule",
    "round-up",
    "hand-over",
    "bail-out",
    "breaking-off",
    "call-up",
    "die-in",
    "about-face",
    "u-turn",
    "stop-over",
    "get-together",
    "denial-of-service",
    "cyber-attack",
    "tit-for-tat",
    "go-between",
)
JOINED_VERBS = ("test-fire", "court-martial", "re-establish", "co-finance")


def load_model(settings: Settings) -> Language:
    """The spaCy pipeline that the settings name, without its entity recogniser (actors come from our own tables).

    Loaded once in a process. Raises SettingsError when it is not installed.
    """
    return _load(settings.model)


@lru_cache(maxsize=2)
def _load(name: str) -> Language:
    import spacy

    try:
        nlp = spacy.load(name, exclude=["ner"])
    except (OSError, ImportError) as e:
        raise SettingsError(f"Language model {name!r} cannot be loaded: {e}. Install it with pip, or set `model` to one that is") from e
    add = getattr(nlp.tokenizer, "add_special_case", lambda form, parts: None)
    for word in (*(w + s for w in JOINED for s in ("", "s")), *(w + s for w in JOINED_VERBS for s in ("", "s", "d", "ed", "ing"))):
        for form in (word, word.capitalize(), word.title()):
            add(form, [{"ORTH": form}])
    return nlp


def parse(sentences: Sequence[Sentence], nlp: Language, max_chars: int = 2_000) -> list[Doc]:
    """One Doc a sentence; ``token.idx + sentence.start`` is a token's offset in the article. What is not to be coded gives an empty Doc."""
    from spacy.tokens import Doc

    wanted = [i for i, s in enumerate(sentences) if s.kind is not SentenceKind.BOILERPLATE and _can_be_parsed(s.text, max_chars)]
    docs = [Doc(nlp.vocab) for _ in sentences]
    for i, doc in zip(wanted, nlp.pipe((sentences[i].text for i in wanted), batch_size=BATCH), strict=True):
        docs[i] = doc
    return docs


def _can_be_parsed(text: str, max_chars: int) -> bool:
    return len(text) <= max_chars and max(map(len, text.split()), default=0) <= LONGEST_WORD
