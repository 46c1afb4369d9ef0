"""What a language model may answer. In: the text of an answer. Out: Finding rows; what does not keep the form is counted, not mended."""

from __future__ import annotations

import json
import operator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from cattrs import Converter

from equipoise.reference.channels import channel_label
from equipoise.reference.plover import plover_types
from equipoise.words.event import AttributionKind, Channel, EventType, Modality

MOST_FINDINGS = 200  # in one answer; more is a model that has lost its way


@dataclass(frozen=True, slots=True)
class Side:
    """Somebody in an event: the words as they stand in the sentence, None where implied, and the code."""

    words: str | None
    code: str
    sector: str | None


@dataclass(frozen=True, slots=True)
class Stand:
    """A power whose standing changes."""

    power: str
    sign: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One event as the model reports it; nothing in it is believed before it is checked against the sentence."""

    sentence: int
    trigger: str
    event: EventType
    mode: str | None
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    reciprocal: bool
    modality: Modality
    attribution: AttributionKind
    who: str | None
    channel: Channel
    standing: tuple[Stand, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The findings that keep the form, and how many did not; ``readable`` is False where there was no list of events at all."""

    findings: tuple[Finding, ...]
    malformed: int
    readable: bool = True


def read_answer(text: str) -> Answer:
    """The findings in an answer.

    >>> read_answer('{"events": []}')
    Answer(findings=(), malformed=0, readable=True)
    >>> read_answer("I cannot help with that.").readable
    False
    """
    try:
        rows = json.loads(_unfenced(text))["events"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return Answer((), 0, readable=False)
    if not isinstance(rows, list):
        return Answer((), 0, readable=False)
    found, bad = [], max(0, len(rows) - MOST_FINDINGS)
    for row in rows[:MOST_FINDINGS]:
        try:
            found.append(_converter().structure(row, Finding))
        except Exception:  # whatever a model may put there
            bad += 1
    return Answer(tuple(found), bad)


def _unfenced(text: str) -> str:
    """The JSON of an answer that a model wrapped in a Markdown fence in spite of the schema."""
    body = text.strip()
    if body.startswith("```"):
        body = body.split("\n", 1)[-1].rsplit("```", 1)[0]
    return body


@cache
def _converter() -> Converter:
    made = Converter(detailed_validation=False)
    for kind, accepted in ((str, (str,)), (bool, (bool,)), (int, (int,)), (float, (int, float))):
        # Exactly these types: a hook on str would also take the enums, which are strings.
        made.register_structure_hook_func(partial(operator.is_, kind), partial(_exactly, accepted))
    return made


def _exactly(accepted: tuple[type, ...], value: Any, _: type) -> Any:
    if type(value) not in accepted:
        raise TypeError(f"not what the schema asks for: {value!r}")
    return value


@cache
def answer_schema() -> dict[str, Any]:
    """The JSON schema of an answer, for servers that can hold a model to it."""
    text, maybe = {"type": "string"}, {"type": ["string", "null"]}
    side = _object({"words": maybe, "code": text, "sector": maybe})
    modes = sorted({m for t in plover_types().values() for m in t.modes})
    event = {
        "sentence": {"type": "integer"},
        "trigger": text,
        "event": {"type": "string", "enum": [t.value for t in EventType]},
        "mode": {"type": ["string", "null"], "enum": [*modes, None]},
        "actors": {"type": "array", "items": side},
        "recipients": {"type": "array", "items": side},
        "reciprocal": {"type": "boolean"},
        "modality": {"type": "string", "enum": [m.value for m in Modality]},
        "attribution": {"type": "string", "enum": [k.value for k in AttributionKind]},
        "who": maybe,
        "channel": {"type": "string", "enum": [c.value for c in Channel if channel_label(c)]},
        "standing": {"type": "array", "items": _object({"power": text, "sign": {"type": "integer", "enum": [-1, 0, 1]}})},
        "confidence": {"type": "number"},
    }
    return _object({"events": {"type": "array", "items": _object(event)}})


def _object(fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
