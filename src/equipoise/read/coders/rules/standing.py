"""Which outside powers gain or lose standing by an event. In: sides, type, the sentence. Out: Standing rows.

A power that is a side of an event with a state that is no power gains by cooperation and loses by conflict; gatherings of many
and what merely goes on change nothing. Help for a state that a power is at war with costs that power.
"""

from __future__ import annotations

from collections.abc import Sequence

from equipoise.read.coders.rules.grammar import event_types
from equipoise.settings import Settings
from equipoise.words.actor import Party
from equipoise.words.event import EventType, Modality, Standing

WEST = "WST"
RIVALS = {"UKR": "RUS", "TWN": "CHN"}  # helping the one costs the other: at war, or claimed as its territory
FRIENDLY = event_types("AGREE CONSULT SUPPORT COOPERATE AID CONCEDE")
HOSTILE = event_types("ACCUSE REJECT THREATEN SANCTION COERCE ASSAULT REQUEST MOBILIZE PROTEST")


def standing_of(
    settings: Settings,
    event: EventType,
    mode: str | None,
    modality: Modality,
    actors: Sequence[Party],
    recipients: Sequence[Party],
    text: str,
    steady: bool,
) -> tuple[Standing, ...]:
    """Signs for the powers an event touches; empty where no power, or no state that is not a power, takes part."""
    powers = {code: p.code for p in settings.powers for code in (p.code, *p.members)} | {WEST: WEST}
    sides = [*actors, *recipients]
    involved = list(dict.fromkeys(p.code for p in sides if p.code in powers))
    others = list(dict.fromkeys(p.code for p in sides if p.code not in powers))
    if modality is Modality.HYPOTHETICAL:
        return tuple(Standing(code, 0) for code in sorted(involved)) if others else ()
    sign = 1 if event in FRIENDLY else -1 if event in HOSTILE else 0
    if modality is Modality.NEGATED:
        sign = -sign
    if mode == "multilateral" or len({p.code for p in sides}) > 2 or steady:
        sign = 0
    if not involved or not others:
        rival = next((RIVALS[c] for c in others if c in RIVALS), None)
        return (Standing(rival, -sign),) if rival is not None and sign > 0 and len(others) > 1 else ()
    rows = dict.fromkeys(involved, sign)
    western = {p.code for p in settings.powers if p.code in ("USA", "EUR", "GBR")}
    if sign > 0 and ("the West" in text or "Western" in text) and any(powers[c] in western for c in involved):
        rows[WEST] = sign
    return tuple(Standing(code, rows[code]) for code in sorted(rows))
