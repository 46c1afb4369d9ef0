"""Which readings stand: an operator swallows what it works on, a light verb yields to its noun. In: Readings. Out: those kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from equipoise.read.coders.rules.grammar import event_types
from equipoise.read.coders.rules.modality import CLAIMS, DENYING, REBUTTING, asserted
from equipoise.read.coders.rules.predicates import Reading
from equipoise.read.coders.rules.scene import clause_tokens, lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

# What these speak of has not been done by being spoken of.
SPEECH = event_types("REQUEST ACCUSE REJECT THREATEN AGREE SUPPORT CONCEDE SANCTION")
DEEDS = event_types("ASSAULT COERCE")
FORCED = ("force", "compel", "oblige")
BESIDE = ("after", "following", "during", "amid", "since", "before", "despite")


def keep(readings: Sequence[Reading]) -> list[Reading]:
    """The readings that stand, in reading order."""
    standing = [r for r in readings if not _yields(r, readings) and not _says_so(r, readings)]
    standing.sort(key=lambda r: (_depth(r.token), r.token.i))
    kept: list[Reading] = []
    gone: dict[int, bool] = {}  # word -> only nouns are swallowed
    for r in standing:
        if r.token.i in gone and (r.frame.is_noun or not gone[r.token.i]) and not _told_in_full(r):
            continue
        kept.append(r)
        for i, nouns_only in _swallowed(r).items():
            gone[i] = gone.get(i, True) and nouns_only
    return sorted(kept, key=lambda r: r.token.i)


def is_told_inside(wide: Reading, told: Sequence[Reading]) -> bool:
    """True where another event is told within the clause of a wide reading ("sent Chad a note of protest")."""
    inside = {t.i for t in clause_tokens(wide.clause)}
    return any(r.token.i in inside or r.clause.i in inside for r in told)


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _yields(r: Reading, readings: Sequence[Reading]) -> bool:
    if r.frame.is_noun:
        verb = r.frame.carrier
        return verb is not None and lemma(verb) not in DENYING and any(o.token.i == verb.i and _strong(o) for o in readings)
    return not _strong(r) and any(o.frame.is_noun and o.frame.carrier is not None and o.frame.carrier.i == r.token.i for o in readings)


def _says_so(r: Reading, readings: Sequence[Reading]) -> bool:
    """True where only what is denied, or what is forced upon somebody, is the event: "denied reports that it had shelled"."""
    if r.frame.is_noun:
        return False
    if r.frame.lemma in REBUTTING:
        told = {c.i for o in r.frame.objects if lemma(o) in CLAIMS for c in o.children if c.dep_ in ("acl", "relcl", "ccomp")}
        if any(x.token.i in told or asserted(x.clause).saying == r.token.i for x in readings if x is not r):
            return True
    if r.frame.lemma in DENYING:  # "denied having shelled": the shelling is what is negated
        inside = {t.i for c in (*r.frame.clauses, *r.frame.objects) for t in c.subtree}
        return any(x.token.i in inside or (x.frame.carrier is not None and x.frame.carrier.i == r.token.i) for x in readings if x is not r)
    forced = r.frame.passive and not r.frame.subjects and r.frame.lemma in FORCED
    return forced and any(x.token.i == c.i for c in r.frame.clauses for x in readings)


def _strong(r: Reading) -> bool:
    """True for a verb sense that asks for its object: "lift a ban" is not the ban."""
    return r.sense.op is not None or bool(r.sense.object.any_of or r.sense.to.any_of or r.sense.words.any_of or r.sense.about.any_of)


def _swallowed(r: Reading) -> dict[int, bool]:
    """Words whose readings go with this one: {word: only noun readings go}."""
    frame = r.frame
    speech = r.event in SPEECH or r.sense.op is not None
    out: dict[int, bool] = {}
    for token in (*frame.objects, *frame.indirect, *frame.clauses, *(t for n, t in frame.preps if n not in BESIDE)):
        for t in token.subtree:
            if not _breaks_out(t, token):
                out[t.i] = out.get(t.i, True) and not (speech or token in frame.clauses)
    for c in r.clause.children:
        if c.dep_ in ("advcl", "xcomp") and (c.tag_ == "VB" or (lemma(c) in ("aim", "demand") and c.tag_ in ("VBG", "VBN"))):
            for t in c.subtree:
                out[t.i] = False
    if r.inner is not None:
        out[r.inner.token.i] = False
    out.pop(r.token.i, None)
    return out


def _told_in_full(r: Reading) -> bool:
    """True for "the killing of the soldiers by the militia": whoever speaks of it, it is told who did it to whom."""
    if not r.frame.is_noun or r.event not in DEEDS or r.frame.carrier is not None:
        return False
    preps = {name for name, _ in r.frame.preps}
    return "by" in preps and bool(preps & {"of", "on", "against"})


def _breaks_out(t: Token, top: Token) -> bool:
    """True inside a relative clause with a verb of its own, and behind "after" or "during": told, not spoken of."""
    at = t
    while at.i != top.i and at.head.i != at.i:
        if at.dep_ == "relcl" and at.tag_ in ("VBD", "VBZ", "VBP", "VBN"):
            return True
        if at.dep_ == "prep" and at.lower_ in BESIDE:
            return True
        at = at.head
    return False
