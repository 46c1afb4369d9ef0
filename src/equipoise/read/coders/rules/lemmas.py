"""Lemmas that the lemmatizer gets wrong. In: a parsed sentence, the verbs that the lexicon knows. Out: the same parse with other lemmas."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Past forms that the parser at times takes for verbs of their own.
IRREGULAR = {
    "bade": "bid",
    "besought": "beseech",
    "forbade": "forbid",
    "foresaw": "foresee",
    "foreswore": "forswear",
    "forgave": "forgive",
    "forsook": "forsake",
    "forswore": "forswear",
    "foretold": "foretell",
    "leapt": "leap",
    "mistook": "mistake",
    "outbid": "outbid",
    "overran": "overrun",
    "overrode": "override",
    "overthrew": "overthrow",
    "overtook": "overtake",
    "partook": "partake",
    "redrew": "redraw",
    "reneged": "renege",
    "resold": "resell",
    "retook": "retake",
    "rewrote": "rewrite",
    "slew": "slay",
    "slung": "sling",
    "strove": "strive",
    "swore": "swear",
    "undertook": "undertake",
    "underwent": "undergo",
    "underwrote": "underwrite",
    "upheld": "uphold",
    "withdrew": "withdraw",
    "withheld": "withhold",
    "withstood": "withstand",
    "wrung": "wring",
}
# "gripe", "wage", "stage": one syllable whose last consonant would be doubled if the verb had no e of its own.
SHORT_STEM = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
HISSING = ("s", "x", "z", "ch", "sh", "o")
VERBAL = ("VBD", "VBN", "VBG", "VBZ")


def mend_lemmas(doc: Doc, verbs: Container[str]) -> None:
    """Inflected forms that the lemmatizer cut wrongly ("waged" as "wag", "unbanned" as "unbanne") lead to a verb the lexicon knows."""
    for t in doc:
        if t.lower_ in IRREGULAR:
            t.lemma_ = IRREGULAR[t.lower_]
        _mend_past(t, verbs)
        if t.tag_ in VERBAL:
            better = next((o for o in _options(t, verbs) if o != t.lemma_ and o in verbs), None)
            if better is not None:
                t.lemma_ = better


def past_stem(word: str, verbs: Container[str]) -> str | None:
    """The known verb that a word can be a past form of; None where there is none.

    >>> past_stem("armed", {"arm"})
    'arm'
    """
    if word in IRREGULAR:
        return IRREGULAR[word] if IRREGULAR[word] in verbs else None
    if not word.endswith("ed") or len(word) < 5:
        return None
    stem = word[:-2]
    stems = (stem + "e", stem) if SHORT_STEM.fullmatch(stem) else (stem, stem + "e", _single(stem), stem[:-1] + "y")
    return next((s for s in stems if s in verbs), None)


def present_stem(word: str, verbs: Container[str]) -> str | None:
    """The known verb that a word can be the third person of.

    >>> present_stem("rebukes", {"rebuke"})
    'rebuke'
    """
    if not word.endswith("s") or len(word) < 4:
        return None
    stems = (word[:-1], word[:-2] if word.endswith("es") else "", word[:-3] + "y" if word.endswith("ies") else "")
    return next((s for s in stems if s and s in verbs), None)


def _options(t: Token, verbs: Container[str]) -> Iterator[str]:
    """Lemmas to be tried, the likeliest first; none where the lemma that there is can stand."""
    word, lemma = t.lower_, t.lemma_.lower()
    if t.tag_ == "VBZ" and word.endswith("es") and lemma == word[:-2] and not lemma.endswith(HISSING):
        yield word[:-1]  # "rapes" is no form of "rap"
    elif t.tag_ in ("VBD", "VBN", "VBG") and SHORT_STEM.fullmatch(lemma) and word in (lemma + "ed", lemma + "ing"):
        yield lemma + "e"
    if lemma in verbs:
        return
    yield lemma + "e"
    yield _single(lemma)
    if lemma.endswith("e"):
        yield lemma[:-1]
        yield _single(lemma[:-1])
    for end in ("i", "ie", "ye"):
        if lemma.endswith(end):
            yield lemma.removesuffix(end) + "y"


def _single(stem: str) -> str:
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem


def _mend_past(t: Token, verbs: Container[str]) -> None:
    """A past form that the parser takes for a present or a noun's ("Japan forgave", "the ruler decreed") is a past again."""
    word = t.lower_
    known = word in verbs and word not in IRREGULAR
    if t.tag_ not in ("VB", "VBP") or known or any(c.dep_ == "aux" for c in t.children):
        return
    lemma = past_stem(word, verbs)
    if lemma is not None:
        t.tag_, t.lemma_ = "VBD", lemma
