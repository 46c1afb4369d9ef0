"""What keeps two reports apart whatever else they share. In: two signatures. Out: the reason in words, or None. Symmetric."""

from __future__ import annotations

from functools import lru_cache

from equipoise.ledger.reports import Signature, Who, same_place
from equipoise.words.event import EventType

# Modes of talks that one occasion may be reported under: a visit to a summit is also a multilateral meeting.
IN_PERSON = frozenset({None, "visit", "multilateral", "third-party"})


def contradiction(a: Signature, b: Signature) -> str | None:
    """Why two reports cannot be of one event; None where nothing forbids it."""
    if a.earliest > b.latest or b.earliest > a.latest:
        return "dates that exclude each other"
    return kind_contradiction(a, b) or parties_contradiction(a.who, b.who) or (None if same_place(a.place, b.place) else "different places")


def kind_contradiction(a: Signature, b: Signature) -> str | None:
    """Why the kinds of two reports exclude each other."""
    if a.stance is not b.stance:
        return f"{a.stance.value} against {b.stance.value}"
    if a.event is not b.event:
        return "different kinds of event"
    if a.mode == b.mode or a.mode is None or b.mode is None:
        return None
    if a.event is EventType.CONSULT and a.mode in IN_PERSON and b.mode in IN_PERSON:
        return None
    return "different kinds of event"


@lru_cache(maxsize=200_000)
def parties_contradiction(a: Who, b: Who) -> str | None:
    """Why the parties of two reports exclude each other: other codes, swapped roles, other persons, a state against its citizens."""
    if a.reciprocal or b.reciprocal:
        if not _covers(a.everyone, b.everyone):
            return "different parties"
    elif not _covers(a.actors, b.actors) or not (_covers(a.recipients, b.recipients) or not a.recipients or not b.recipients):
        return "different parties or roles"
    return identity_contradiction(a, b)


def identity_contradiction(a: Who, b: Who) -> str | None:
    """Why two reports that name the same codes, in whatever roles, mean others: other persons, or a state against others of its people."""
    for code in sorted(a.everyone & b.everyone):
        one, other = _persons(a, code), _persons(b, code)
        # Who visits meets more than one host: reports that share a person may name different ones on the other side.
        if one and other and not one & other and not a.persons & b.persons:
            return "different persons"
        if _sectors_differ(a, b, code):
            return "a state against others of its people"
    return None


def _covers(one: frozenset[str], other: frozenset[str]) -> bool:
    """Equal, or one report names some of the parties that the other names."""
    return one <= other or other <= one if one and other else one == other


def _persons(who: Who, code: str) -> frozenset[str]:
    return frozenset(name for c, name in who.persons if c == code)


def _sectors_differ(a: Who, b: Who, code: str) -> bool:
    for side in ("actor", "recipient", "all"):
        one = {s for at, c, s in a.sectors if c == code and at == side}
        other = {s for at, c, s in b.sectors if c == code and at == side}
        if one and other and not one & other:
            return True
    return False


def same_parties(a: Who, b: Who) -> bool:
    """True where both name all the same codes (not only some of them)."""
    return a.everyone == b.everyone and bool(a.everyone)
