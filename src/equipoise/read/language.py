"""Tell the language of a text. In: text. Out: ISO 639-1 code or None where it cannot be told.

English is told by its function words first: a sentence full of foreign names has them, where statistics over letters are misled.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

SAMPLE_CHARS = 4_000  # from each of the beginning, the middle and the end
SURE = 0.95  # probability from which the statistics are believed
LIKELY = 0.4  # the same for English, and for other scripts than Latin, which names seldom borrow
SURE_LETTERS = 60  # letters from which they are asked at all, for a text in Latin letters
ENGLISH_SHARE = 0.18  # share of function words from which a text is English; other languages stay under 0.08

_WORD = re.compile(r"[^\W\d_]{1,30}")
_FUNCTION_WORDS = """
the of and to in a is that for on with as by at from it its was were are be been has have had will would not this which
he his they their but who after said an about into than over also between more when during while there she her we our
you or if could should
"""
_ENGLISH = frozenset(_FUNCTION_WORDS.split())
_THREE_LETTERS = {"eng": "en", "rus": "ru", "kaz": "kk", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "tur": "tr"}


def tell_language(text: str) -> str | None:
    """ISO 639-1 code of the language most of the text is in; None for a text too short or too mixed to tell.

    >>> tell_language("Tokayev met Macron in Astana and the two signed an agreement.")
    'en'
    >>> tell_language("Президент принял министра иностранных дел в столице.")
    'ru'
    """
    sample = _sample(text)
    words = [w.lower() for w in _WORD.findall(sample)]
    if not words:
        return None
    latin = sum(w.isascii() for w in words) / len(words)
    share = sum(w in _ENGLISH for w in words) / len(words)
    if latin > 0.6 and share >= ENGLISH_SHARE and len(words) >= 4:
        return "en"
    letters = sum(map(len, words))
    code, probability = _identifier().classify(sample)
    if latin > 0.6 and code != "en":
        if letters < SURE_LETTERS or (share >= ENGLISH_SHARE / 2 and letters < 400) or probability < SURE:
            return None
    elif probability < LIKELY:
        return None
    return str(code) if re.fullmatch("[a-z]{2}", str(code)) else None


def language_code(given: str | None) -> str | None:
    """ISO 639-1 code of a language as people write it (en, en-GB, eng); None where it is none of these."""
    if given is None:
        return None
    first = re.split(r"[-_]", given.strip().lower(), maxsplit=1)[0]
    return first if re.fullmatch("[a-z]{2}", first) else _THREE_LETTERS.get(first)


def _sample(text: str) -> str:
    if len(text) <= 3 * SAMPLE_CHARS:
        return text
    middle = len(text) // 2
    return "\n".join((text[:SAMPLE_CHARS], text[middle : middle + SAMPLE_CHARS], text[-SAMPLE_CHARS:]))


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
