"""Over whose ground a state's oil leaves. In: a sentence and the place of a share; what is loaded. Out: Assertion or Unclear; Reading.

Only a share of all oil exports over all ways through a state is understood: one pipeline or port, oil that is produced, and gas are not it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from equipoise.measure.claims.assertion import Assertion, Topic, Unclear
from equipoise.measure.claims.names import Named, named
from equipoise.measure.claims.readings import Data, Reading, agrees
from equipoise.measure.structure.ground import Ground
from equipoise.measure.structure.transit import ROUTE_SHARE, routes
from equipoise.reference.states import state_name
from equipoise.words.actor import Power

OIL = "oil_exports"
RULE = (
    "route: oil carried over the state's territory against all oil exports of the year, by the routes loaded; within 5 % (about: 10 %) of "
    "the range that their figures leave open"
)
_OIL = re.compile(r"\b(?:oil|crude|petroleum)\b", re.I)
_OUT = re.compile(r"\b(?:export\w*|ship(?:s|ped|ping|ments?)?)\b", re.I)
_GAS = re.compile(r"\bgas\b(?!\s+condensate)", re.I)
_ONE_WAY = re.compile(r"\b(?:pipeline|consortium|CPC|BTC|port|railway|terminal|corridor|route)\b", re.I)
_OVER = re.compile(
    r"\b(?:through|via|across|over|cross(?:es|ed|ing)?|transit(?:s|ed|ing)?|travers\w+)\s+(?:the\s+)?"
    r"(?:(?:territory|soil|land) of\s+)?(?:the\s+)?$",
    re.I,
)
_GROUND = re.compile(
    r"\s+(?:territory|soil|ground)\b|\s*(?:$|[.,;:)])|\s+(?:in|to|towards?|last|this|each|every|during|by|on|and|or|as|at|today|now|which"
    r"|while|according)\b",
    re.I,
)
_OF = re.compile(r"\s*(?:percent|per cent|%)?\s*of\b", re.I)
_FIGURE = re.compile(r"%|\bper ?cent\b", re.I)
_AROUND = re.compile(r"\b(?:not|never|no longer|without|rather than|instead of|except|bypass\w*|avoid\w*)\b|n['’]t\b", re.I)
_DESTINATION = re.compile(r"\b(?:exports?|exported|oil|crude|ship\w*)\s+(?:to|for|into)\b|\bbound for\b", re.I)
_JOINED = re.compile(r"\s*(?:,|,?\s+and|,?\s+or)\s+(?:the\s+)?")


def route_of(text: str, end: int, made: Mapping[str, Any]) -> Assertion | Unclear | None:
    """The share of a state's oil exports that a text says goes over another's ground; None where it says no such thing.

    ``end``: where the figure ends, of which the share must be told at once ("of its oil exports");
    ``made``: value, unit, bound and step of the figure.
    """
    states = named(text)
    way = next((n for n in states if n.start > end and _OVER.search(text[: n.start]) and _GROUND.match(text, n.end)), None)
    whole = _OF.match(text, end)
    if way is None or whole is None or not _OUT.search(text):
        return None
    between = text[whole.end() : way.start]
    if not _OIL.search(between) or _FIGURE.search(between):
        return None
    if _AROUND.search(between):
        return Unclear("it says what does not go that way")
    if _DESTINATION.search(between):
        return Unclear("it is about oil for one destination")
    if _ONE_WAY.search(text):
        return Unclear("it is about one route; the data loaded are set against all ways through a state")
    if _GAS.search(text):
        return Unclear("it is about gas; the routes loaded are those of oil")
    if _another(text, way, states):
        return Unclear("it is about the ground of several states together")
    owners = list(dict.fromkeys(n.code for n in states if n.code != way.code))
    if len(owners) != 1:
        return Unclear("it is not clear whose oil is meant")
    return Assertion(Topic.ROUTE_SHARE, owners[0], way.code, OIL, **made)


def _another(text: str, way: Named, states: list[Named]) -> bool:
    joined = _JOINED.match(text, way.end)
    return joined is not None and any(n.start == joined.end() for n in states)


def over_ground(data: Data, a: Assertion, year: int) -> Reading | None:
    """The share of a state's oil exports over another's ground in a year, percent; it holds within the range of the figures."""
    other = str(a.other)
    ground = Ground(a.of, (Power(other, state_name(other)),), (year, year), 0.9, data.sources, lambda v: data.of_state(v, a.of))
    found = next((e for e in routes(ground) if e.measure == ROUTE_SHARE and e.power == other), None)
    if found is None or found.value is None or found.low is None or found.high is None:
        return None
    share, low, high = (100 * x for x in (found.value, found.low, found.high))
    says = f"{year}: {share:.1f} % ({low:.1f} to {high:.1f} %); {found.method}"
    return Reading(year, share, "percent", found.datasets[0], agrees(a, low, high), says)
