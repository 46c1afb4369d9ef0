"""Understand a claim of the reader: what it says, of whom, and when. In: Claim, the day it was made. Out: Assertion, or Unclear."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from equipoise.measure.claims import wording
from equipoise.measure.claims.assertion import Assertion, Bound, Topic, Unclear
from equipoise.measure.claims.flows import flow_of
from equipoise.measure.claims.names import EU, Named, code_of, groups_named, named, region
from equipoise.measure.claims.ways import route_of
from equipoise.reference.memberships import members
from equipoise.words.claim import Claim, ClaimKind

MOST_CHARS = 4000
"""Of a sentence that are looked at; the reader finds no figures beyond them."""
BLOC_DAY = date(2024, 1, 1)
"""Whose members of a group a rank "in the EU" is among."""
PARTNERS: Sequence[tuple[str, str]] = (
    ("trade", r"(?:trad(?:e|ing)|commercial|trade and economic) partners?|partners? (?:in|for|by) trade"),
    (
        "exports",
        r"(?:export (?:market|destination|partner|customer)|market for (?:\w+ )?exports?|destination (?:for|of) (?:\w+ )?exports?"
        r"|buyer|customer|importer)s?",
    ),
    ("arms", r"(?:arms|weapons|weaponry) (?:supplier|source|provider|exporter)s?|(?:supplier|source|provider)s? of (?:arms|weapons)"),
    ("imports", r"(?:supplier|import (?:source|partner|supplier)|source of (?:\w+ )?imports?|exporter to|source of goods)s?"),
    ("investment", r"(?:foreign |direct |foreign direct )?investors?|source of (?:foreign )?(?:direct )?investments?"),
    ("aid", r"(?:aid |foreign aid |bilateral )?donors?"),
)
_PARTNER = re.compile(r"\s*(?P<words>(?:[\w-]+\s+){0,3}?)(?:" + "|".join(f"(?P<{n}>{p})" for n, p in PARTNERS) + r")(?!\w)", re.I)
_ANY_PARTNER = re.compile("|".join(f"(?P<{n}>{p})" for n, p in PARTNERS), re.I)
_FILLER = frozenset(("single", "individual", "foreign", "overall", "bilateral", "international", "main", "and", "the", "current", "among"))
_STATE = re.compile(
    r"\s*(?P<words>(?:[\w-]+\s+){0,2}?)(?:(?P<gdp>econom(?:y|ies)|GDP|gross domestic product)"
    r"|(?P<population>population|country by population))(?!\w)",
    re.I,
)
_POPULOUS = re.compile(r"most[\s-]+populous", re.I)
_WITHIN = re.compile(
    r"\b(?:in|of|among|within)\s+(?:the\s+)?(?P<region>[A-Z][\w-]+(?:\s+(?:[A-Z][\w-]+|countries|states|nations|republics))*)"
)
_WORLD = re.compile(r"\b(?:world|global|globe)\b", re.I)
_GDP = re.compile(r"\b(?:GDP|gross domestic product|econom(?:y|ic output)|national output)\b", re.I)
_HEADS = re.compile(r"\bper[- ](?:capita|head|person)\b", re.I)
_PEOPLE = re.compile(r"\b(?:population|people|inhabitants|residents|citizens|population of)\b", re.I)
_ALIKE = re.compile(r"\bvot(?:es?|ed|ing)\s+(?:\w+\s+)?(?:with|like|alike|together|the same)\b|\bvoting (?:agreement|alignment)\b", re.I)


def understand(claim: Claim, said: date | None, before: str = "") -> Assertion | Unclear:
    """What a claim asserts, if data of states and years could decide it. ``said``: its day; ``before``: the text before its sentence."""
    text = claim.sentence.text[:MOST_CHARS]
    start = claim.span.start - claim.sentence.start
    end = claim.span.end - claim.sentence.start
    if text[start:end] != claim.span.text:
        start = max(0, text.find(claim.span.text))
        end = start + len(claim.span.text)
    if wording.is_to_come(text, start):
        return Unclear("it says what is planned or possible, not what is")
    if claim.kind in (ClaimKind.AMOUNT, ClaimKind.SHARE) and (why := _not_a_year(text)):
        return Unclear(why)
    found = _rank(claim, text, start, end) if claim.kind is ClaimKind.RANK else _figure(claim, text, start, end, before)
    return found if isinstance(found, Unclear) else _dated(found, claim, text, said)


def _not_a_year(text: str) -> str | None:
    if wording.part_of_year(text):
        return "it is about a part of a year; the data are by year"
    return "it is about several years together" if wording.several_years(text) else None


def _dated(found: Assertion, claim: Claim, text: str, said: date | None) -> Assertion | Unclear:
    year = _year(claim, text)
    if year is not None and said is not None and year > said.year:
        return Unclear("it is about a time after the day it was said")
    return replace(found, year=year, past=year is None and wording.is_past(text))


def _year(claim: Claim, text: str) -> int | None:
    """The year that the claim is dated to; None where the day of the statement decides."""
    when = claim.period
    if when is not None and when.earliest is not None and when.latest is not None and when.earliest.year == when.latest.year:
        return when.earliest.year
    years = {int(y) for y in re.findall(r"(?<![\d.,$€£/-])(?:19|20)\d\d(?!\d|[.,/]\d)", text)}
    return years.pop() if len(years) == 1 else None


def _figure(claim: Claim, text: str, start: int, end: int, before: str) -> Assertion | Unclear:
    if wording.is_earlier_level(text, start):
        return Unclear("it is where a change began, and does not say when")
    if claim.kind is ClaimKind.AMOUNT and claim.unit not in ("USD", "EUR"):
        return Unclear(f"it is in {claim.unit}, and no exchange rate is loaded")
    made = {
        "value": claim.value,
        "unit": claim.unit,
        "bound": wording.bound(text, start, end),
        "step": wording.step(text[start:end], claim.value),
    }
    if claim.kind is ClaimKind.COUNT:
        return _people(claim, text, start, end)
    moved = wording.change(text, start, end)
    if claim.kind is ClaimKind.SHARE:
        if claim.unit != "percent":
            return Unclear("it is a change in percentage points")
        if _ALIKE.search(text):
            codes = list(dict.fromkeys(n.code for n in named(text)))
            if len(codes) != 2:
                return Unclear("it does not name two states that vote")
            return Assertion(Topic.AGREEMENT, codes[0], codes[1], "votes", **made)  # type: ignore[arg-type]
        if moved:
            return _growth(claim, text, start, end, moved, before)
        if (way := route_of(text, end, made)) is not None:
            return way
        flow = flow_of(text, start, end, claim, share=True)
        if isinstance(flow, Unclear):
            return flow
        if flow.variable == "balance":
            return Unclear("a share of a balance of trade means nothing")
        return Assertion(Topic.PARTNER_SHARE, flow.owner, flow.other, flow.variable, **made)  # type: ignore[arg-type]
    if moved:
        return Unclear("it is the size of a change, and not a level")
    if output := _output(claim, text, start, end):
        return Assertion(Topic.STATE_VALUE, output[0], None, output[1], **made)  # type: ignore[arg-type]
    flow = flow_of(text, start, end, claim, before=before)
    if isinstance(flow, Unclear):
        return flow
    if flow.variable == "arms":
        return Unclear("it is a price of arms; the data count their military worth")
    if flow.variable == "balance":
        return Assertion(Topic.BALANCE, flow.owner, flow.other, "deficit" if "deficit" in text.casefold() else "surplus", **made)  # type: ignore[arg-type]
    return Assertion(Topic.FLOW, flow.owner, flow.other, flow.variable, **made)  # type: ignore[arg-type]


def _growth(claim: Claim, text: str, start: int, end: int, moved: int, before: str) -> Assertion | Unclear:
    if _GDP.search(text):
        return Unclear("growth of output is told in constant prices; the data are in current dollars")
    flow = flow_of(text, start, end, claim, before=before)
    if isinstance(flow, Unclear):
        return flow
    if flow.variable not in ("trade", "exports", "imports"):
        return Unclear("the data have no such growth")
    bound = wording.bound(text, start, end)
    return Assertion(
        Topic.GROWTH,
        flow.owner,
        flow.other,
        flow.variable,
        moved * abs(claim.value),
        "percent",
        bound,
        wording.step(text[start:end], claim.value),
    )


def _output(claim: Claim, text: str, start: int, end: int) -> tuple[str, str] | None:
    """Whose GDP an amount is, and whether a head's."""
    found = [m for m in _GDP.finditer(text) if (m.end() <= start and start - m.end() < 60) or end <= m.start() < end + 25]
    codes = list(dict.fromkeys(n.code for n in named(text)))
    owner = codes[0] if len(codes) == 1 else next((n.code for n in named(text) if n.owner and n.end <= start), None)
    owner = owner or code_of(claim.subject)
    if not found or owner is None or re.search(r"\b(?:invest\w*|inject\w*|contribut\w*|boost\w*|into|add(?:s|ed)?|loan|aid)\b", text, re.I):
        return None
    return owner, "gdp_per_capita" if _HEADS.search(text) else "gdp"


def _people(claim: Claim, text: str, start: int, end: int) -> Assertion | Unclear:
    said = claim.unit in ("people", "inhabitants", "residents", "citizens") or re.search(
        r"population (?:of|is|was|stands at)\s+(?:\w+\s+)?$", text[:start]
    )
    if not said or not re.search(r"\b(?:population|home to|(?:country|nation|state|republic) of|inhabitants)\b", text, re.I):
        return Unclear("no data loaded count such a thing")
    codes = [n for n in named(text) if n.end <= start] or named(text)
    if not codes:
        return Unclear("it names no state")
    bound = wording.bound(text, start, end)
    return Assertion(
        Topic.STATE_VALUE, codes[-1].code, None, "population", claim.value, "persons", bound, wording.step(text[start:end], claim.value)
    )


# -- ranks --------------------------------------------------------------------------------------------------------------------------------


def _rank(claim: Claim, text: str, start: int, end: int) -> Assertion | Unclear:
    if _POPULOUS.search(text[start : end + 12]):
        return _state_rank(claim, text, start, end, "population", "")
    if m := _STATE.match(text, end):
        return _state_rank(claim, text, start, m.end(), "gdp" if m["gdp"] else "population", m["words"])
    m = _PARTNER.match(text, end) or _listed(text, end)
    if m is None:
        return Unclear("no data loaded rank such a thing")
    variable = str(m.lastgroup)
    narrow = [w for w in re.findall(r"[\w-]+", m.groupdict().get("words") or "") if w.casefold() not in _FILLER]
    within = _bloc(" ".join(narrow)) if narrow else None
    if narrow and within is None:
        return Unclear(f"it is a rank by one kind only ({' '.join(narrow)}); the data loaded have all goods together")
    goods = re.match(r"\s+of\s+(?:\w+\s+)?(?P<what>[a-z]+)", text[m.end() :])
    if goods and variable in ("imports", "exports") and goods["what"] not in ("goods", "imports", "exports", "the", "its", "all"):
        return Unclear(f"it is a rank by one kind of goods ({goods['what']}); the data loaded have all goods together")
    if re.search(r"\b(?:transit|energy|gas|oil|uranium|grain|wheat)\b", text[max(0, start - 20) : m.end() + 20], re.I):
        return Unclear("it is a rank by one kind of goods; the data loaded have all goods together")
    sides = partner_sides(text, start, m.end(), code_of(claim.subject), code_of(claim.object))
    if isinstance(sides, Unclear):
        return sides
    of, other = sides
    limited = _WITHIN.search(text, m.end())
    if within is None and limited and not any(n.start == limited.start("region") for n in named(text) if n.code != EU):
        within = _bloc(limited["region"])
        if within is None and not re.fullmatch(r"\d+", limited["region"]) and limited["region"].split()[0] not in _MONTHS:
            return Unclear(f"it is a rank within {limited['region']}, of which no list of states is known")
    between = text[min(end, start) - 40 if start > 40 else 0 : start]
    return Assertion(
        Topic.PARTNER_RANK, of, other, variable, claim.value, "rank", Bound.EXACT, negated=wording.is_negated(between), within=within
    )


_MONTHS = frozenset(month_name[1:])


def _listed(text: str, end: int) -> re.Match[str] | None:
    """ "ranks fifth among Kazakhstan's trading partners"."""
    if not re.match(r"\s+(?:place\s+)?(?:among|in the list of|on the list of|as)\b", text[end:]):
        return None
    return _ANY_PARTNER.search(text, end)


def _bloc(name: str) -> tuple[str, ...] | None:
    """The states of a region, or of a group with a list of members, by its name."""
    short = re.sub(r"\s+(?:countries|states|members|nations|members?[ -]states)$", "", name)
    found = groups_named(short)
    if found and found[0][:2] == (0, len(short)):
        return tuple(sorted(members(found[0][2], BLOC_DAY)))
    return region(name)


def partner_sides(text: str, start: int, end: int, subject: str | None = None, obj: str | None = None) -> tuple[str, str] | Unclear:
    """Whose partner is meant in the phrase start..end, and who it is; ``subject`` and ``obj``: the codes that a reader found."""
    states = named(text)
    of = next((n for n in reversed(states) if n.end <= start and n.owner and _near(text[n.end : start])), None)
    if of is None:
        of = next((n for n in reversed(states) if n.owner and start <= n.start < end), None)  # "fifth among Kazakhstan's partners"
    if of is None:
        behind = re.match(r"\s*(?:of|for|to|in|with)\s+(?:the\s+)?(?:\w+\s+)?", text[end:])
        of = next((n for n in states if behind and end <= n.start <= end + behind.end()), None)
    code = of.code if of else (obj if obj != subject else None)
    others = list(dict.fromkeys(n.code for n in states if n.code != code))
    if code is None and re.search(r"\b(?:its|their|the country['’]s)\s+(?:[\w-]+\s+)?$", text[:start]) and len(others) == 2:
        code, others = others[0], others[1:]
    if code is None:
        return Unclear("it does not say whose partner is meant")
    if subject not in (None, code):
        return code, str(subject)
    if len(others) == 1:
        return code, others[0]
    found = _complement(text, end, states, code) or _subject(text, start, states, code) or (obj if obj != code else None)
    return (code, found) if found else Unclear("it does not say which state is meant")


def _near(between: str) -> bool:
    return len(re.findall(r"\w+", between)) <= 3 and not re.search(r"[,;:]", between)


def _complement(text: str, end: int, states: Sequence[Named], of: str) -> str | None:
    """ "Kazakhstan's largest partner is China", "its largest partner, China,"."""
    behind = re.match(r"(?:\s+in\s+\d{4})?\s*(?:,|\s+(?:is|was|remains|remained|became))\s+(?:the\s+)?", text[end:])
    return next((n.code for n in states if behind and n.start == end + behind.end() and n.code != of), None)


def _subject(text: str, start: int, states: Sequence[Named], of: str) -> str | None:
    return next((n.code for n in states if n.end <= start and n.code != of and not n.owner), None)


def _state_rank(claim: Claim, text: str, start: int, end: int, variable: str, words: str) -> Assertion | Unclear:
    states = [n for n in named(text) if not n.owner]
    of = code_of(claim.subject) or (states[0].code if states else None)
    if of is None:
        return Unclear("it does not say which state is meant")
    limited = _WITHIN.search(text, end)
    narrow = " ".join(w for w in re.findall(r"[\w-]+", words) if w.casefold() not in _FILLER)
    possessed = re.search(r"(?P<region>[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)['’]s\s+(?:[\w-]+\s+)?$", text[:start])
    where = (
        narrow
        or (limited["region"] if limited else "")
        or (possessed["region"] if possessed and not _WORLD.search(possessed["region"]) else "")
    )
    within = _bloc(where) if where else None
    if where and within is None and not re.fullmatch(r"World", where, re.I):
        return Unclear(f"it is a rank within {where}, of which no list of states is known")
    smallest = re.search(r"smallest|poorest|lowest|least", text[start:end], re.I)
    if smallest or re.search(r"richest|wealthiest|fastest|strongest|free", text[start:end], re.I):
        return Unclear("it is a rank that the data loaded do not give")
    return Assertion(
        Topic.STATE_RANK,
        of,
        None,
        variable,
        claim.value,
        "rank",
        negated=wording.is_negated(text[max(0, start - 30) : start]),
        within=within,
    )
