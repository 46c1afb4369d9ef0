"""Mend what the parser mistakes in running news text. In: a parsed sentence. Out: the same parse with other labels; no word moves.

Sentences side by side are taken for complements ("Oman recalled its envoy, Qatar sent arms"); "in 2022, when he travelled" for a clause
about the year. Both hide whose deed is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.read.coders.rules.modality import SAYING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

QUOTES = ("``", "''")


def mend_clauses(doc: Doc) -> None:
    """Afterwards sentences side by side are labelled so (parataxis), and clauses with "when" behind a time are adverbial."""
    for token in doc:
        if token.dep_ == "ccomp" and token.head.pos_ in ("VERB", "AUX") and _stands_alone(token):
            token.dep_ = "parataxis"
        elif token.dep_ == "relcl" and any(c.lower_ == "when" and c.dep_ == "advmod" for c in token.children):
            token.dep_ = "advcl"


def _stands_alone(token: Token) -> bool:
    """True for a finite clause with a subject of its own that its head cannot govern: parted by a semicolon, or beside an object."""
    head = token.head
    subjects = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")]
    own = [c for c in head.children if c.dep_ in ("nsubj", "nsubjpass")]
    if not subjects or not own or any(c.dep_ == "mark" for c in token.children) or head.lemma_.lower() in SAYING:
        return False
    low, high = sorted((token.i, head.i))
    between = token.doc[low + 1 : high]
    if any(t.tag_ in QUOTES for t in between):
        return False
    if any(t.text == ";" for t in between):
        return True
    objects = [c for c in head.children if c.dep_ == "dobj" and head.i < c.i < token.i]
    return bool(objects) and token.i > head.i and any(t.text == "," and t.i < subjects[0].i for t in between)
