"""Mend what the parser mistakes in running news text. In: a parsed sentence. Out: the same words with other labels and heads.

Sentences side by side are taken for complements ("Oman recalled its envoy, Qatar sent arms"); "in 2022, when he travelled" for a clause
about the year. Both hide whose deed is told. The verb of a short sentence is taken for an adjective or a noun ("Chile armed rebels").
"""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from equipoise.read.coders.rules.lemmas import past_stem, present_stem
from equipoise.read.coders.rules.modality import SAYING
from equipoise.read.coders.rules.scene import lemma
from equipoise.read.coders.rules.subjects import TIMES

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LEAVING = ("leave", "depart", "head", "fly", "travel", "go", "set", "sail", "march")
QUOTES = ("``", "''")


FINITE = ("VBD", "VBZ", "VBP", "MD")
MODIFYING = ("amod", "compound", "nmod")
NOMINAL = ("NOUN", "PROPN")
WITHIN = ("amod", "compound", "nmod", "npadvmod", "nsubj", "dep", "poss")


def mend_verbs(doc: Doc, verbs: Container[str]) -> None:
    """A sentence without a finite verb gets one back where a word behind a name can be a known verb ("Chile armed rebels")."""
    root = next((t for t in doc if t.head.i == t.i), None)
    if root is None:
        return
    for token in doc:
        if token.tag_ in FINITE and token.pos_ == "VERB":
            _mend_day(token)
        elif (
            token.tag_ == "NN" and token.dep_ == "xcomp" and token.lower_.endswith("ing") and any(c.dep_ == "dobj" for c in token.children)
        ):
            token.tag_, token.pos_ = "VBG", "VERB"  # "keeps bombing villages"
    _mend_subject(root)
    if root.tag_ == "NNS" and root.pos_ == "VERB":  # "an envoy flies to Rangoon"
        root.tag_ = "VBZ"
    if any(t.tag_ in FINITE and t.dep_ not in MODIFYING for t in doc) or doc[-1].text == "?":
        return
    found = next((t for t in doc if _may_be_verb(t, root, verbs)), None)
    if found is not None:
        _make_main_verb(found, root, verbs)


def _mend_subject(root: Token) -> None:
    """ "Sweden suspended aid": the parser takes the name for a measure and the verb for a participle."""
    before = root.nbor(-1) if root.i else None
    if root.tag_ != "VBN" or before is None or before.pos_ != "PROPN" or before.dep_ not in ("npadvmod", "nmod", "compound", "dep"):
        return
    if before.head.i == root.i and not any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") for c in root.children):
        before.dep_, root.tag_ = "nsubj", "VBD"


def _mend_day(verb: Token) -> None:
    """ "On Friday Zambia recalled": the parser takes the day for a part of the name."""
    before = verb.nbor(-1) if verb.i else None
    if before is None or before.pos_ != "PROPN" or before.dep_ != "pobj" or any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        return
    day = next((c for c in before.children if c.dep_ == "compound" and c.lower_ in TIMES and c.i == before.i - 1), None)
    if day is not None:
        day.head, day.dep_ = before.head, "pobj"
        before.head, before.dep_ = verb, "nsubj"


def _may_be_verb(token: Token, root: Token, verbs: Container[str]) -> bool:
    """True for a known verb's past or third person between a name and what it may be done to."""
    if token.i == 0 or token.i + 1 >= len(token.doc):
        return False
    before, after = token.nbor(-1), token.nbor(1)
    if before.pos_ not in NOMINAL or not (before.pos_ == "PROPN" or before.i == root.i or before.head.i in (token.i, root.i)):
        return False
    if not (token.i == root.i or token.head.i == root.i) or after.is_punct:
        return False
    if token.i != root.i and token.dep_ not in (*MODIFYING, "acl", "appos"):
        return False
    word = token.lower_
    if token.tag_ in ("JJ", "VBN", "VBD"):
        return past_stem(word, verbs) is not None and after.lower_ not in ("by", "in")
    if token.tag_ in ("NNS", "NNP", "NNPS", "VBZ") and before.tag_ != "NNS":
        return present_stem(word, verbs) is not None and (after.pos_ in ("DET", "PROPN", "ADJ", "PRON", "NUM", "NOUN") or token.i == root.i)
    return False


def _make_main_verb(verb: Token, root: Token, verbs: Container[str]) -> None:
    """Afterwards the word is the root; the name before it is its subject, the old root (or the next noun) its object."""
    past = past_stem(verb.lower_, verbs)
    verb.tag_, verb.lemma_ = ("VBD", past) if past is not None else ("VBZ", present_stem(verb.lower_, verbs) or verb.lemma_)
    verb.pos_, verb.dep_ = "VERB", "ROOT"
    moved = [c for c in root.children if c.i < verb.i and c.dep_ in WITHIN] if root.i > verb.i else []
    if verb.i != root.i:
        verb.head = verb
        root.head = verb
        root.dep_ = "dobj" if root.i > verb.i else "nsubj"
    subject = verb.nbor(-1)
    while subject.head.i > subject.i and subject.head.i < verb.i:
        subject = subject.head
    if root.i >= verb.i:
        for c in moved:
            if c.i != subject.i:
                c.head = subject
        subject.head, subject.dep_ = verb, "nsubj"
        for c in [c for c in verb.children if c.i < subject.i and c.dep_ in WITHIN]:
            c.head = subject
    if not any(c.dep_ == "dobj" for c in verb.children):
        behind = next((c for c in verb.children if c.i > verb.i and c.pos_ in NOMINAL), None)
        if behind is not None:
            behind.dep_ = "dobj"


def mend_clauses(doc: Doc) -> None:
    """Afterwards sentences side by side are labelled so (parataxis), and clauses with "when" behind a time are adverbial."""
    for token in doc:
        if token.dep_ == "ccomp" and token.head.pos_ in ("VERB", "AUX") and _stands_alone(token):
            token.dep_ = "parataxis"
        elif token.dep_ == "mark" and token.lower_ == "for" and lemma(token.head.head) in LEAVING:
            _mend_goal(token)
        elif _ends_list(token):
            token.dep_ = "conj"
        elif _heads_list(token):
            token.head, token.dep_ = token.nbor(2), "conj"
        elif token.dep_ == "relcl" and any(c.lower_ == "when" and c.dep_ == "advmod" for c in token.children):
            token.dep_ = "advcl"


def _mend_goal(word: Token) -> None:
    """ "Left for Banjul to see the president": the goal is taken for who is to see him."""
    goal = next((c for c in word.head.children if c.dep_ == "nsubj" and c.pos_ == "PROPN" and c.i > word.i), None)
    if goal is not None:
        word.head, word.dep_ = word.head.head, "prep"
        goal.head, goal.dep_ = word, "pobj"


def _heads_list(token: Token) -> bool:
    """ "Spain, Portugal pledge aid": the first of two names joined by a comma, taken for a measure."""
    if token.dep_ not in ("npadvmod", "dep", "nmod") or token.pos_ != "PROPN" or token.i + 2 >= len(token.doc):
        return False
    second = token.nbor(2)
    return token.nbor(1).text == "," and second.pos_ == "PROPN" and second.dep_ == "nsubj" and second.head.i == token.head.i


def _ends_list(token: Token) -> bool:
    """ "Oman, Qatar pledged aid": the second of two names joined by a comma, taken for an apposition that no comma ends."""
    if token.dep_ != "appos" or token.pos_ != "PROPN" or token.head.i != token.i - 2 or token.i + 1 >= len(token.doc):
        return False
    return token.head.pos_ == "PROPN" and token.nbor(-1).text == "," and token.nbor(1).tag_ in FINITE


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
