"""A brief as data: brief.json of the exchange format. In: Brief. Out: plain JSON values, where ids lead to evidence."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from equipoise.measure.changes import Change
from equipoise.measure.roll_up import OTHER
from equipoise.show.brief import Brief
from equipoise.show.facts import Facts
from equipoise.show.phrases import say
from equipoise.show.structure import structure_record
from equipoise.store.schema import to_plain
from equipoise.words.actor import Party
from equipoise.words.claim import Claim, Dispute
from equipoise.words.estimate import Estimate
from equipoise.words.event import Event, EventDate, Mention, Modality


def brief_text(brief: Brief) -> str:
    """brief.json as text, keys in a fixed order, one row of a list on a line, so that two briefs can be compared."""
    return "{\n" + ",\n".join(f"{_json(key)}: {_rows(value)}" for key, value in brief_record(brief).items()) + "\n}\n"


def _rows(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f" {_json(x)}" for x in value) + "\n]"
    if isinstance(value, dict) and len(value) > 8:
        return "{\n" + ",\n".join(f" {_json(k)}: {_json(v)}" for k, v in value.items()) + "\n}"
    return _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def brief_record(brief: Brief) -> dict[str, Any]:
    """The record as plain values."""
    f = brief.facts
    given = f.input
    record: dict[str, Any] = {
        "equipoise": {"version": given.version, "settings": f.settings.fingerprint()},
        "target": f.target,
        "period": {"from": _iso(given.since), "to": _iso(given.until)},
        "as_of": f.as_of.isoformat(),
        "level": f.settings.level,
        "articles": {"given": max(given.given, len(f.articles)), "read": len(f.articles), "independent": len(f.independent)},
        "powers": [_power(f, p) for p in f.powers if p != OTHER],
        "other": _power(f, OTHER) if OTHER in f.powers else None,
        "balance": {
            "effective_vectors": _band(f.estimate("effective_vectors", None)),
            "tilt": [_tilt(e) for e in f.estimates("tilt") if e.power],
        },
        "compared": {"before": _span(f.held_against), "now": _span(f.compared)} if f.changes else None,
        "changes": [_change(c) for c in f.changes],
        "events": [_event(f, e) for e in f.events],
        "disputes": [d for x in f.disputes if (d := _dispute(f, x)) is not None],
        "claims": [_claim(c) for c in f.claims],
        "upcoming": [_upcoming(f, e) for e in (*f.planned, *f.possible)],
        "evidence": dict(_evidence(f)),
    }
    if given.checks:
        record["claim_checks"] = [to_plain(f.check[c.id]) for c in f.claims if c.id in f.check]
    if given.structure is not None:
        record["structure"] = structure_record(given.structure.input)
    if given.levers is not None:
        record["levers"] = asdict(given.levers)
    return record


def _iso(d: Any) -> str | None:
    return d.isoformat() if d is not None else None


def _band(e: Estimate | None) -> dict[str, float | None]:
    return {"value": e.value, "low": e.low, "high": e.high} if e is not None else {"value": None, "low": None, "high": None}


def _span(estimates: Sequence[Estimate]) -> dict[str, str | None]:
    return {"from": _iso(estimates[0].since), "to": _iso(estimates[0].until)}


def _change(c: Change) -> dict[str, Any]:
    return {
        "measure": c.measure,
        "of": c.power,
        "before": to_plain(c.before),
        "now": to_plain(c.after),
        "probability": c.probability,
        "events_before": list(c.events_before),
        "events_now": list(c.events_after),
    }


def _power(f: Facts, power: str) -> dict[str, Any]:
    engagement = f.estimate("engagement", power)
    channels = {}
    for e in f.input.estimates:
        if e.measure == "engagement" and e.power == power and e.channel and e.month is None and e.direction.value == "both" and e.events:
            net = _band(f.estimate("net_cooperation", power, channel=e.channel))
            channels[e.channel] = {"events": len(e.events), "net": net, "event_ids": [i for i in e.events if i in f.event]}
    ids = [i for i in (engagement.events if engagement else ()) if i in f.event]
    return {
        "code": power,
        "name": f.name(power),
        "standing": _band(f.estimate("standing", power)),
        "engagement": _band(engagement),
        "net_cooperation": _band(f.estimate("net_cooperation", power)),
        "share": _band(f.estimate("share", power)),
        "channels": dict(sorted(channels.items())),
        "events": ids,
    }


def _tilt(e: Estimate) -> dict[str, Any]:
    return {"between": (e.power or "").split("-"), **_band(e), "events": list(e.events)}


def _event(f: Facts, e: Event) -> dict[str, Any]:
    return {
        "id": e.id,
        "event": e.event.value,
        "mode": e.mode,
        "context": list(e.context),
        "actors": [_party(p) for p in e.actors],
        "recipients": [_party(p) for p in e.recipients],
        "reciprocal": e.reciprocal,
        "date": _date(e.date),
        "modality": e.modality.value,
        "channel": e.channel.value,
        "standing": [{"power": s.power, "sign": s.sign} for s in e.standing],
        "score": e.score,
        "quad": int(e.quad),
        "confidence": e.confidence,
        "place": {"name": e.place.name, "code": e.place.code} if e.place is not None else None,
        "reports": e.reports,
        "independent": e.independent,
        "mentions": [m for m in e.mentions if m in f.mention],
        "says": say(e),
    }


def _party(p: Party) -> dict[str, str | None]:
    return {"code": p.code, "sector": p.sector, "name": p.name}


def _date(d: EventDate) -> dict[str, str | None]:
    return {
        "value": d.value,
        "earliest": _iso(d.earliest),
        "latest": _iso(d.latest),
        "granularity": d.granularity.value if d.granularity is not None else None,
        "basis": d.basis.value if d.basis is not None else None,
    }


def _dispute(f: Facts, d: Dispute) -> dict[str, Any] | None:
    """A dispute with the versions that the records bear out; None where fewer than two are left."""
    versions = []
    for v in d.versions:
        kept = {"mentions": [m for m in v.mentions if m in f.mention], "claims": [c for c in v.claims if c in f.claim]}
        if any(kept.values()):
            versions.append({"says": v.says, **{k: ids for k, ids in kept.items() if ids}})
    return {"id": d.id, "kind": d.kind.value, "about": d.about, "versions": versions} if len(versions) > 1 else None


def _claim(c: Claim) -> dict[str, Any]:
    row: dict[str, Any] = to_plain(c)
    return row


def _upcoming(f: Facts, e: Event) -> dict[str, Any]:
    return {
        "event": e.id,
        "kind": "planned" if e.modality is Modality.PLANNED else "possible",
        "says": say(e),
        "earliest": _iso(e.date.earliest),
        "latest": _iso(e.date.latest),
        "horizon_days": (e.date.latest - f.as_of).days if e.date.latest is not None else None,
        "mentions": [m for m in e.mentions if m in f.mention],
    }


def _evidence(f: Facts) -> Iterable[tuple[str, dict[str, Any]]]:
    """Every mention and claim that the record names, in the order in which it names them."""
    ids = dict.fromkeys(m for e in f.events for m in e.mentions if m in f.mention)
    ids.update(dict.fromkeys(m for d in f.disputes for v in d.versions for m in v.mentions if m in f.mention))
    yield from ((i, _quote(f.mention[i])) for i in ids)
    claims = dict.fromkeys(c.id for c in f.claims)
    claims.update(dict.fromkeys(c for d in f.disputes for v in d.versions for c in v.claims if c in f.claim))
    yield from ((i, _quote(f.claim[i])) for i in claims)


def _quote(x: Mention | Claim) -> dict[str, Any]:
    return {"article": x.article, "start": x.sentence.start, "end": x.sentence.end, "quote": x.sentence.text}
