"""Which flow a figure is about, and between whom. In: a sentence and the place of a figure. Out: Flow or Unclear.

The owner of a flow is the state right before its noun ("Kazakhstan's exports", "Chinese exports"), the state after "of", or the subject of
its verb ("Kazakhstan imports"); the other side is who is left. A flow of one kind of goods is none that totals can decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from equipoise.measure.claims.assertion import Unclear
from equipoise.measure.claims.names import Named, named
from equipoise.words.claim import Claim

_NOUNS = (
    ("balance", r"trade (?:deficit|surplus|balance|gap)"),
    ("arms", r"(?:arms|weapons?|weaponry)(?: (?:imports?|purchases|supplies|deliveries|suppl(?:y|ies)))?|military (?:equipment|hardware)"),
    ("exports", r"exports?|export revenues?|export earnings|exported|exporting|sold|sells"),
    ("imports", r"imports?|imported|importing|bought|buys"),
    ("trade", r"trade turnover|trade volumes?|trading volume|volume of trade|trade|turnover|commerce"),
)
_NOUN = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _NOUNS), re.I)
_NOT_NOUN = re.compile(
    r"trade (?:partner|agreement|minist|war|union|route|corridor|ties|relation|deal|zone)|export (?:market|destination)", re.I
)
_PLAIN_WORDS = (
    "total overall foreign external bilateral mutual merchandise goods commodity two-way annual yearly record entire whole combined"
    " aggregate direct global its their the all trade international reciprocal own s overseas outbound inbound nominal recorded"
    " reported worth of in"
)
_STOP_WORDS = "and or with between from to as by for on is was has have had that which while when percent cent % billion million dollars"
_WHOLE_WORDS = "goods merchandise commodities products value volume turnover total all trade exports imports dollars usd the"
_VERB_WORDS = (
    "put puts putting see sees saw show shows boost boosts raise raised valued value estimate estimates expand promote report recorded"
)
_PLAIN, _STOPS, _WHOLES, _VERBS = (frozenset(words.split()) for words in (_PLAIN_WORDS, _STOP_WORDS, _WHOLE_WORDS, _VERB_WORDS))
_THE_TWO = re.compile(r"\bthe two (?:countries|states|nations|sides|neighbou?rs|sides|republics)\b", re.I)
_OF_GOODS = re.compile(r"\s+(?:turnover\s+)?(?:of|in)\s+(?:the\s+)?(?P<what>[A-Za-z-]+)")
_WHOLE = re.compile(
    r"(?:\s*percent|\s*per cent|\s*%)?\s+of\s+(?P<what>"
    r"(?:(?!(?:to|from|with|in|by|through|via|was|were|is|are|go|goes|went|come|comes|came)\b)[\w'’-]+\s*){1,6})"
)
_GOODS = re.compile(r"\b(?:goods|merchandise|products|total|volume|value)\b", re.I)
_ROUTE = re.compile(r"\b(?:through|via|across|transit\w*|transported|transshipp\w*|shipped over)\b", re.I)
_TOGETHER = re.compile(r"\b(?:bilateral|mutual|between|two[- ]way|reciprocal|with|two (?:countries|states|nations|sides))\b", re.I)


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow: trade, exports, imports, arms or balance, of ``owner`` with ``other`` (None: with all)."""

    variable: str
    owner: str
    other: str | None


def flow_of(text: str, start: int, end: int, claim: Claim | None = None, share: bool = False, before: str = "") -> Flow | Unclear:
    """The flow that the figure at start..end measures. ``share``: the figure is a part of it, and who has the part must be named too.

    ``before``: the text before the sentence, where "the two countries" are named.
    """
    noun = _noun(text, start, end, share)
    if share and (whole := _WHOLE.match(text, end)) and not _NOUN.search(whole[0]) and not _GOODS.search(whole[0]):
        return Unclear(f"it is a share of something else ({whole['what'].strip()})")
    if noun is None:
        return Unclear("it is not about trade, output or people, or not in words that are known")
    variable = str(noun.lastgroup)
    if _ROUTE.search(text[max(0, min(start, noun.start()) - 30) : max(end, noun.end()) + 90]):
        return Unclear("it is about a route; the data say where goods come from and go to, not which way")
    if part := _part(text, noun):
        return Unclear(f"it is about a part of trade ({part}); the data loaded have all goods together")
    here = {n.code for n in named(text)}
    if variable == "trade" and not share and len(here) < 2 and _THE_TWO.search(text):
        return _the_two(before, here)
    return _sides(text, noun, variable, claim, share, start)


def _the_two(before: str, here: set[str]) -> Flow | Unclear:
    """Trade between the two states that the text just before speaks of, where it names these two and no other; ``here``: one of them."""
    codes = list(dict.fromkeys(n.code for n in named(before)))
    if len(codes) != 2 or not here <= set(codes):
        return Unclear("it does not say which two states are meant")
    return Flow("trade", codes[0], codes[1])


def _noun(text: str, start: int, end: int, share: bool) -> re.Match[str] | None:
    found = [m for m in _NOUN.finditer(text) if not _NOT_NOUN.match(text, m.start())]
    before = [m for m in found if m.end() <= start]
    after = [m for m in found if m.start() >= end]
    near = next((m for m in after if m.start() - end < 70 and re.match(r"\s*(?:,\s*)?(?:of|in|worth of|from)\b", text[end:])), None)
    if share and near is not None:
        return near
    return before[-1] if before else after[0] if after else None


def _part(text: str, noun: re.Match[str]) -> str | None:
    """The kind of goods that a flow is narrowed to; None where it is all of them."""
    places = {n.end: n for n in named(text)}
    for m in reversed(list(re.finditer(r"[\w'’-]+|[^\s\w]", text[: noun.start()]))):
        word = m[0].casefold()
        if (
            m.end() in places
            or word in _STOPS
            or word in _VERBS
            or not m[0][0].isalpha()
            or any(n.start <= m.start() < n.end for n in places.values())
        ):
            break
        if word not in _PLAIN:
            verb = noun[0].casefold() in ("exported", "imported", "bought", "sold", "buys", "sells", "exporting", "importing")
            if (
                not verb
                and not re.search(r"(?:ed|ing|['’]s?)$", word)
                and word not in ("a", "an", "country", "republic", "region", "state")
            ):
                return word
            break
    if noun.lastgroup in ("exports", "imports", "trade"):
        behind = _OF_GOODS.match(text, noun.end())
        if behind and behind["what"].casefold() not in _WHOLES and not behind["what"][0].isupper() and not behind["what"].isdigit():
            return behind["what"]
        # "imports of Russian gas"
        if behind and behind["what"][0].isupper():
            adjective = next((n for n in named(text) if n.start == behind.start("what")), None)
            after = (
                re.match(
                    r"\s+(?P<goods>(?!and\b|with\b|to\b|from\b|in\b|was\b|were\b|is\b|by\b|reach|total|amount|goods\b)[a-z]+)",
                    text[adjective.end :],
                )
                if adjective
                else None
            )
            if after and not adjective.owner:  # type: ignore[union-attr]
                return after["goods"]
    return None


def _sides(text: str, noun: re.Match[str], variable: str, claim: Claim | None, share: bool, start: int) -> Flow | Unclear:
    states = _with_reader(named(text), claim)
    codes = list(dict.fromkeys(n.code for n in states))
    owner = _owner(text, noun, states)
    pair = re.search(r"\bbetween\b", text)
    if owner is None and pair:
        two = list(dict.fromkeys(n.code for n in states if n.start >= pair.end()))[:2]
        if len(two) == 2 and not share:
            return Flow(variable, two[0], two[1])
    other = _other(text, noun, states, owner)
    if share and len(codes) > 2:
        other = _sharer(text, start, states, owner) or other
    if owner is None and len(codes) == 2:
        owner = next((c for c in codes if c != other), None) if other else next((n.code for n in states if n.owner), codes[0])
    if owner is None and len(codes) == 1 and other is None:
        owner = codes[0]
    if owner is None:
        return Unclear("it names no state whose trade is meant" if not codes else "it is not clear whose trade is meant")
    if other is None and len(codes) == 2:
        other = next(c for c in codes if c != owner)
    if other is None and len(codes) > 2:
        return Unclear("it names several states, and it is not clear which two are meant")
    if other is None and (share or _TOGETHER.search(text)):
        return Unclear("it names one side of the trade only")
    return Flow(variable, owner, other)


def _with_reader(found: list[Named], claim: Claim | None) -> list[Named]:
    """States of the sentence; where it names fewer than two, those that the reader found behind "the country" or a pronoun as well."""
    from equipoise.measure.claims.names import code_of

    codes = {n.code for n in found}
    if claim is None or len(codes) > 1:
        return found
    more = [c for c in (code_of(claim.subject), code_of(claim.object)) if c and c not in codes]
    return [*found, *(Named(0, 0, c, owner=False) for c in dict.fromkeys(more))]


def _owner(text: str, noun: re.Match[str], states: list[Named]) -> str | None:
    for n in reversed([n for n in states if 0 < n.end <= noun.start()]):
        between = re.findall(r"[\w-]+", text[n.end : noun.start()].casefold())
        plain = all(w in _PLAIN or re.fullmatch(r"\w+ed|[\d.]+|percent|runs?|has|had|ran", w) for w in between)
        if plain and not re.search(r"[,;:]", text[n.end : noun.start()]) and not _joined(text, n, states):
            return n.code
        if n.owner and len(between) <= 3:
            return n.code
    behind = re.match(r"\s+(?:turnover\s+)?of\s+(?:the\s+)?", text[noun.end() :])
    if behind:
        at = noun.end() + behind.end()
        return next((n.code for n in states if n.start == at), None)
    return None


def _sharer(text: str, start: int, states: list[Named], owner: str | None) -> str | None:
    """Who has the share: "Russia's share was 19 percent"."""
    return next(
        (n.code for n in reversed(states) if n.owner and n.end <= start and n.code != owner and re.match(r"\s+share\b", text[n.end :])),
        None,
    )


def _joined(text: str, name: Named, states: list[Named]) -> bool:
    """Whether the name is one of two: "Russian-Kazakh trade", "Russia and Kazakhstan traded"."""
    return any(re.fullmatch(r"\s*[-–—/]\s*|\s+and\s+", text[n.end : name.start]) for n in states if 0 < n.end <= name.start)


def _other(text: str, noun: re.Match[str], states: list[Named], owner: str | None) -> str | None:
    words = {"exports": r"to|in", "imports": r"from", "arms": r"from|by"}.get(str(noun.lastgroup), r"with|to|from|is with")
    for n in states:
        if n.end > 0 and n.code != owner and re.search(rf"\b(?:{words})\s+(?:the\s+)?$", text[: n.start], re.I):
            return n.code
    return None
