"""Which outside powers gain or lose standing by an event. In: an Exchange. Out: Standing rows.

A power that is a side of an event with a state that is no power gains by cooperation and loses by conflict; gatherings of many and what
merely goes on change nothing. What is done with or for a state that a power is at war with, or in its matter, costs that power.
"""

from __future__ import annotations

from dataclasses import dataclass

from equipoise.read.coders.rules.grammar import event_types
from equipoise.settings import Settings
from equipoise.words.event import EventType, Modality, Standing

WEST = "WST"
WESTERN = frozenset({"USA", "EUR", "GBR"})
RIVALS = {"UKR": "RUS", "TWN": "CHN"}  # helping the one costs the other: at war, or claimed as its territory
FRIENDLY = event_types("AGREE CONSULT SUPPORT COOPERATE AID CONCEDE")
HOSTILE = event_types("ACCUSE REJECT THREATEN SANCTION COERCE ASSAULT REQUEST MOBILIZE PROTEST")


@dataclass(frozen=True, slots=True)
class Exchange:
    """What standing is read from: the event, the codes of its sides, those named beside them in the clause, and the sentence."""

    event: EventType
    mode: str | None
    modality: Modality
    sides: tuple[str, ...]
    named: frozenset[str]
    text: str
    steady: bool


def standing_of(settings: Settings, exchange: Exchange) -> tuple[Standing, ...]:
    """Signs for the powers an event touches, sorted; empty where no power, or no state that is not a power, takes part."""
    powers = {code: p.code for p in settings.powers for code in (p.code, *p.members)} | {WEST: WEST}
    involved = sorted({c for c in exchange.sides if c in powers})
    others = sorted({c for c in exchange.sides if c not in powers})
    if not others:
        return ()
    if exchange.modality is Modality.HYPOTHETICAL:
        return tuple(Standing(code, 0) for code in involved)
    sign = _sign(exchange)
    rows = dict.fromkeys(involved, sign)
    if sign > 0 and ("the West" in exchange.text or "Western" in exchange.text) and any(powers[c] in WESTERN for c in involved):
        rows[WEST] = sign
    if sign > 0 and (involved or len(others) > 1):
        for rival in sorted(RIVALS[c] for c in (*others, *exchange.named) if c in RIVALS):
            if rival not in exchange.sides:
                rows[rival] = -sign
    return tuple(Standing(code, rows[code]) for code in sorted(rows))


def _sign(exchange: Exchange) -> int:
    if exchange.mode == "multilateral" or len(set(exchange.sides)) > 2 or exchange.steady:
        return 0
    if exchange.event is EventType.REQUEST and exchange.mode == "assist":
        return 0
    sign = 1 if exchange.event in FRIENDLY else -1 if exchange.event in HOSTILE else 0
    return -sign if exchange.modality is Modality.NEGATED else sign
