"""Claims set against data: supported, contradicted, outdated, or not checkable and why. In: claims, what is loaded. Out: ClaimCheck.

Rules and tolerances: docs/methods/claims-checked.md. Nothing here fetches or guesses: what data do not decide is not checkable.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from equipoise.measure.claims.assertion import Assertion, Topic, Unclear
from equipoise.measure.claims.readings import READERS, Data, Reading
from equipoise.measure.claims.standing import Answer, alliance, membership, vote, votes_alike
from equipoise.measure.claims.statements import statements
from equipoise.measure.claims.understand import understand
from equipoise.measure.claims.ways import OIL, RULE, over_ground
from equipoise.words.claim import Claim, ClaimCheck, ClaimId, Finding

__all__ = ["Assertion", "Data", "Topic", "Unclear", "check_assertion", "check_claim", "statements", "understand"]

LAG = 2
"""A statement about the present is set against data up to so many years older, where there are none of its year."""
BEFORE = 300
"""Characters before a sentence in which "the two countries" are looked for."""
BACK_RANK, BACK_FIGURE = 15, 5
"""So many years back an earlier year makes a rank, or a figure, outdated. A figure passes any value some time."""


def check_claim(claim: Claim, data: Data, said: date | None, text: str = "") -> ClaimCheck:
    """A claim of the reader set against what is loaded. ``said``: the day of the statement, None: not known; ``text``: of its article."""
    start = claim.sentence.start
    found = understand(claim, said, text[max(0, start - BEFORE) : start])
    if isinstance(found, Unclear):
        return ClaimCheck(claim.id, Finding.NOT_CHECKABLE, None, None, None, None, None, "understood by its words", found.why)
    return check_assertion(claim.id, found, data, said)


def check_assertion(id: ClaimId, a: Assertion, data: Data, said: date | None) -> ClaimCheck:
    """An assertion set against what is loaded."""
    answer = _answer(a, data, said)
    return ClaimCheck(id, answer.verdict, a.words(), answer.figure, answer.unit, answer.year, answer.dataset, answer.rule, answer.note)


def _answer(a: Assertion, data: Data, said: date | None) -> Answer:
    if a.topic in (Topic.MEMBERSHIP, Topic.JOINED, Topic.LEFT):
        return membership(a, said)
    if a.topic is Topic.ALLIANCE:
        return alliance(a, data, said)
    if a.topic is Topic.VOTE:
        return vote(a, data)
    if a.topic is Topic.AGREEMENT:
        return _decide(
            a, lambda year: votes_alike(data, a, year), "votes alike over roll calls where both voted; within 5 %", _span(a, data), said
        )
    if a.topic is Topic.ROUTE_SHARE:
        return _decide(a, lambda year: over_ground(data, a, year), RULE, _span(a, data), said)
    read, rule = READERS[a.topic]
    return _decide(a, lambda year: read(data, a, year), rule, _span(a, data), said)


def _span(a: Assertion, data: Data) -> tuple[int, int] | None:
    names = {
        "arms": ("arms_deliveries",), "investment": ("fdi_stock",), "aid": ("aid",), "gdp_per_capita": ("gdp",), "gdp": ("gdp",),
        "population": ("population",), "votes": ("votes",), OIL: ("route_flow",),
    }.get(a.variable, ("exports", "imports", "exports_eur"))  # fmt: skip
    spans = [s for n in names if (s := data.span(n)) is not None]
    return (min(x for x, _ in spans), max(y for _, y in spans)) if spans else None


def _decide(a: Assertion, read: Callable[[int], Reading | None], rule: str, span: tuple[int, int] | None, said: date | None) -> Answer:
    if span is None:
        return Answer(Finding.NOT_CHECKABLE, None, None, None, None, rule, f"no dataset on {a.variable.replace('_', ' ')} is loaded")
    year = a.year or (said.year if said else span[1])
    now = _latest(read, year, 0 if a.year else LAG if said else span[1] - span[0])
    if now is None:
        missing = (
            f"no dataset loaded has it for {year}" + ("" if a.year else f" or the {LAG} years before") + f" (they span {span[0]}-{span[1]})"
        )
        why = "it is in EUR, and no exchange rate is loaded" if a.unit == "EUR" else missing
        return Answer(Finding.NOT_CHECKABLE, None, None, None, None, rule, why)
    other = "" if now.year == year else f"; the latest year with data before {year}"
    if now.holds:
        return _answered(Finding.SUPPORTED, now, rule, now.says + other)
    before = read(now.year - 1) if a.year is None else None
    if a.past and before is not None and before.holds:
        return _answered(Finding.SUPPORTED, before, f"{rule}; told of the past without a date, the year before counts as well", before.says)
    rank = a.topic in (Topic.PARTNER_RANK, Topic.STATE_RANK)
    earlier = next(
        (r for y in range(now.year - 1, now.year - (BACK_RANK if rank else BACK_FIGURE) - 1, -1) if (r := read(y)) and r.holds), None
    )
    was = f". It was so in {earlier.year}: {earlier.says.partition(': ')[2]}" if earlier and earlier.dataset == now.dataset else ""
    verdict = Finding.OUTDATED if was and a.year is None else Finding.CONTRADICTED
    if not was and rank and before is not None:
        was = f". {before.says}"
    return _answered(verdict, now, rule, now.says + other + was)


def _latest(read: Callable[[int], Reading | None], year: int, lag: int) -> Reading | None:
    return next((r for y in range(year, year - lag - 1, -1) if (r := read(y)) is not None), None)


def _answered(verdict: Finding, r: Reading, rule: str, note: str) -> Answer:
    return Answer(verdict, r.figure, r.unit, r.year, r.dataset, rule, note)
