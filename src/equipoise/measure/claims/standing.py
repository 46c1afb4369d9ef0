"""Memberships, alliances and votes. In: Assertion, Data, the day of the statement. Out: Answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from equipoise.measure.claims.assertion import Assertion, Topic
from equipoise.measure.claims.readings import Data, Reading, agrees
from equipoise.reference.memberships import MEMBER, memberships, standing
from equipoise.reference.states import state_name
from equipoise.words.claim import Finding

DEFENCE_GROUPS = ("NATO", "CSTO")
"""Groups whose treaty binds each member to the defence of the others (Washington treaty art. 5, Tashkent treaty art. 4)."""
VOTES = {"yes": 1, "abstain": 2, "no": 3}
LIST = "Equipoise's list of memberships"


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict with its reason."""

    verdict: Finding
    figure: float | None
    unit: str | None
    year: int | None
    dataset: str | None
    rule: str
    note: str


def _not(note: str, rule: str) -> Answer:
    return Answer(Finding.NOT_CHECKABLE, None, None, None, None, rule, note)


def membership(a: Assertion, said: date | None) -> Answer:
    """Whether a state belongs to a group, joined it, or left it in the year that is said."""
    rule = "membership on the day of the statement, or in the year that is named"
    group = str(a.other)
    mine = [m for m in memberships() if m.group == group and m.code == a.of and m.role == MEMBER]
    spans = ", ".join(f"since {m.since}" if m.until is None else f"from {m.since} to {m.until}" for m in mine)
    told = f"{state_name(a.of)}: a member of {group} {spans}" if mine else f"{state_name(a.of)} was never a member of {group}"
    if a.topic in (Topic.JOINED, Topic.LEFT):
        days = [m.since for m in mine] if a.topic is Topic.JOINED else [m.until for m in mine if m.until]
        there = bool(days) if a.year is None else any(d is not None and d.year == a.year for d in days)
        verdict = Finding.SUPPORTED if there != a.negated else Finding.CONTRADICTED
        return Answer(verdict, None, None, days[0].year if days and days[0] else None, LIST, "day of accession or leaving", told)
    now = said or date.max
    on = [now] if a.year in (None, now.year) else [date(a.year or 1, 12, 31), date(a.year or 1, 1, 1)]
    year = a.year or (said.year if said else None)
    if any(standing(a.of, group, d) == MEMBER for d in on) != a.negated:
        return Answer(Finding.SUPPORTED, None, None, year, LIST, rule, told)
    earlier = any(m.since <= on[0] for m in mine) != a.negated  # it was a member once; or, negated, it was none once
    verdict = Finding.OUTDATED if earlier and a.year is None else Finding.CONTRADICTED
    role = standing(a.of, group, on[0])
    return Answer(verdict, None, None, year, LIST, rule, told + (f"; its standing then was {role}" if role and role != MEMBER else ""))


def alliance(a: Assertion, data: Data, said: date | None) -> Answer:
    """Whether two states are bound by a defence pact: by a group of both, or by the treaties loaded."""
    rule = "a defence pact in the alliance data loaded, or a group with mutual defence (NATO, CSTO) of both"
    day = date(a.year, 12, 31) if a.year else said or date.max
    both = [g for g in DEFENCE_GROUPS if standing(a.of, g, day) == MEMBER and standing(str(a.other), g, day) == MEMBER]
    if both:
        verdict = Finding.CONTRADICTED if a.negated else Finding.SUPPORTED
        return Answer(verdict, None, None, day.year, LIST, rule, f"both are members of {', '.join(both)}")
    span = data.span("alliance_defence")
    if span is None:
        return _not("no alliance data are loaded", rule)
    by_year = {
        int(y): (str(d), float(v))
        for d, y, v, s, p in data.rows("alliance_defence", a.of).select("dataset", "year", "value", "state", "partner").iter_rows()
        if {s, p} == {a.of, a.other}
    }
    if not span[0] <= day.year <= span[1]:
        return _not(f"the alliance data loaded end in {span[1]}; outside their years nothing is known", rule)
    dataset = next((d for d, _ in by_year.values()), None) or next(
        s.dataset for s in data.sources if any(v.name == "alliance_defence" for v in s.variables)
    )
    there = by_year.get(day.year, ("", 0.0))[1] > 0
    if there != a.negated:
        verdict = Finding.SUPPORTED
    else:
        earlier = not a.negated and any(v > 0 for y, (_, v) in by_year.items() if y < day.year)
        verdict = Finding.OUTDATED if earlier and a.year is None else Finding.CONTRADICTED
    return Answer(
        verdict, float(there), "0 or 1", day.year, data.version(dataset), rule, f"{day.year}: {'a' if there else 'no'} defence pact"
    )


def vote(a: Assertion, data: Data) -> Answer:
    """How a state voted on a resolution."""
    rule = "the ballot on the resolution's number in the roll calls loaded"
    found = data.vote_of(a.of, str(a.other))
    if not found:
        return _not(f"the votes loaded have no roll call {a.other} with a vote of {state_name(a.of)}", rule)
    if any(x[2] != y[2] for x, y in pairwise(found)):
        return _not(f"several roll calls answer to {a.other}, and {state_name(a.of)} did not vote alike on them", rule)
    dataset, year, cast = found[0]
    word = {v: k for k, v in VOTES.items()}.get(cast, "not at all")
    verdict = Finding.SUPPORTED if (cast == VOTES[a.variable]) != a.negated else Finding.CONTRADICTED
    return Answer(verdict, float(cast), "1 yes, 2 abstain, 3 no", year, data.version(dataset), rule, f"it voted {word} on {a.other}")


def votes_alike(data: Data, a: Assertion, year: int) -> Reading | None:
    """The share of roll calls of a year on which two states voted alike, percent."""
    found = data.agreement_of(a.of, str(a.other), year)
    if found is None or found[2] == 0:
        return None
    dataset, alike, common = found
    share = 100 * alike / common
    return Reading(
        year, share, "percent", data.version(dataset), agrees(a, share), f"{year}: alike on {alike} of {common} roll calls, {share:.1f} %"
    )
