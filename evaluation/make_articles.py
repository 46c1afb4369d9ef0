"""Build the records of evaluation/articles from its codings: `python evaluation/make_articles.py [--check]`.

In: articles/articles/*.txt, articles/codings/*.toml. Out: articles/{documents,sentences,events,claims,pairs}.jsonl, in the format of the
seed gold. A coding names the words of the text; offsets, sentences and ids are computed here, and a coding that does not fit its text
or uses a code that PLOVER does not have is refused with the place of the mistake. --check writes nothing and fails where a file is old.
"""

from __future__ import annotations

import argparse
import calendar
import csv
import datetime as dt
import hashlib
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "articles"
REFERENCE = HERE.parent / "src" / "equipoise" / "reference" / "data"
HELD = 7
"""So many documents, those of the smallest SHA-256 of their id, are kept out of development."""

Record = dict[str, Any]
Span = tuple[int, int]

KINDS = ("author", "named_source", "quoted_person", "unnamed_source")
SAID_BY = {"author": "author", "named": "named_source", "quoted": "quoted_person", "unnamed": "unnamed_source"}
MODALITIES = ("occurred", "ongoing", "planned", "hypothetical", "negated")
CHANNELS = (
    *("diplomacy", "trade", "energy", "transit", "investment", "nuclear", "security", "institutions", "sanctions"),
    *("culture_language", "humanitarian", "territorial", "other"),
)
BASES = ("explicit", "relative", "anaphoric", "document_frame", "inferred")
SPECIFICITIES = ("specific", "stance", "generic", "background", "mention")
CONFIDENCES = ("high", "medium", "low")
EVENT_KEYS = {
    *("a", "n", "act", "rec", "t", "alt", "malt", "real", "ctx", "w", "mod"),
    *("by", "sp", "balt", "ch", "inf", "conf", "opt", "spec", "note"),
}
CLAIM_KEYS = {"v", "n", "kind", "subj", "rel", "obj", "val", "unit", "per", "pe", "pl", "hedged", "by"}
NO_BOUNDARY = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|U\.S)|\b[A-Z]|^[A-Z]{3,})\.$")
BOUNDARY = re.compile(r"""[.!?…]+["”’»')\]]*(?=\s+["“‘«'(\[]?[A-Z0-9À-Þ])""")


class CodingError(Exception):
    """A coding does not fit its text or the scheme."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """What may be coded: modes by type, types that need a recipient, contexts, sectors, actor codes with a name."""

    modes: dict[str, set[str]]
    needs_recipient: set[str]
    contexts: set[str]
    sectors: set[str]
    names: dict[str, str]


@cache
def scheme() -> Scheme:
    """PLOVER's lists as the package has them."""

    def table(name: str) -> Record:
        return tomllib.loads((REFERENCE / f"{name}.toml").read_text(encoding="utf-8"))

    types, names = table("plover"), {}
    for name in ("states", "codes"):
        rows = (x for x in (REFERENCE / f"{name}.csv").read_text(encoding="utf-8").splitlines() if not x.startswith("#"))
        names |= {row["code"]: row["name"] for row in csv.DictReader(rows)}
    return Scheme(
        modes={t: set(entry.get("modes", {})) for t, entry in types.items()} | {"NONE": set()},
        needs_recipient={t for t, entry in types.items() if entry["recipient"]},
        contexts=set(table("contexts")),
        sectors=set(table("sectors")) | {"PRM", "UAF", "UNK"},
        names=names,
    )


def need(right: object, message: str) -> None:
    if not right:
        raise CodingError(message)


def member(value: str, allowed: Any, what: str) -> str:
    need(value in allowed, f"{what} {value!r} is not one of the scheme's")
    return value


def find(text: str, words: str, which: int | None = None) -> Span:
    """Where the words stand; they must stand once unless ``which`` (1, 2, ...) says which of several is meant."""
    at = [m.start() for m in re.finditer(re.escape(words), text)]
    need(at, f"not in the text: {words!r}")
    need(which or len(at) == 1, f"stands {len(at)} times, say which with n: {words!r}")
    start = at[(which or 1) - 1]
    return start, start + len(words)


# --- sentences -----------------------------------------------------------------------------------------------------------------------


def split_line(text: str, start: int, end: int) -> Iterator[Span]:
    """Spans of the sentences in one line, without the white space around them."""
    begin = start
    for m in BOUNDARY.finditer(text, start, end):
        if NO_BOUNDARY.search(text[begin : m.end()]):
            continue
        yield begin, m.end()
        begin = m.end()
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        yield begin, end


def pieces(text: str, boilerplate: list[Span]) -> Iterator[tuple[Span, bool]]:
    """Stripped spans of every line, cut at the boilerplate: (span, is it boilerplate)."""
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line.rstrip("\n"))
        cuts = sorted((max(a, start), min(b, end)) for a, b in boilerplate if a < end and b > start)
        at = start
        for a, b in [*cuts, (end, end)]:
            for (x, y), waste in (((at, a), False), ((a, b), True)):
                body = text[x:y]
                if body.strip():
                    yield (x + len(body) - len(body.lstrip()), y - len(body) + len(body.rstrip())), waste
            at = b
        start += len(line)


def sentences(doc: str, text: str, coding: Record, boilerplate: list[Span]) -> list[Record]:
    """The segmentation that all other records use."""
    out: list[Record] = []
    count = {"S": 0, "B": 0}
    asked = False

    def add(span: Span, kind: str) -> None:
        letter = "B" if kind == "boilerplate" else "S"
        count[letter] += 1
        a, b = span
        line = text.count("\n", 0, a) + 1
        out.append(
            {
                "sent_id": f"{doc}-{letter}{count[letter]:02}",
                "doc": doc,
                "line": line,
                "kind": kind,
                "char_start": a,
                "char_end": b,
                "sentence": text[a:b],
            }
        )

    for span, waste in pieces(text, boilerplate):
        line = text[span[0] : span[1]]
        if waste:
            add(span, "boilerplate")
        elif line == coding.get("title") and count["S"] == 0:
            add(span, "title")
        elif line in coding.get("headings", []):
            add(span, "heading")
        else:
            question = coding.get("faq") and (line.startswith("Q:") or (line.endswith("?") and not line.startswith("A:")))
            asked = asked or bool(question)
            kind = "faq_question" if question else "faq_answer" if asked else "body"
            for piece in split_line(text, *span):
                add(piece, kind)
    return out


# --- events --------------------------------------------------------------------------------------------------------------------------


def days(token: str) -> tuple[str, str]:
    """First and last day of a year, a month or a day.

    >>> days("2024-02")
    ('2024-02-01', '2024-02-29')
    """
    parts = [int(x) for x in token.split("-")]
    if len(parts) == 1:
        return f"{token}-01-01", f"{token}-12-31"
    if len(parts) == 2:
        return f"{token}-01", f"{token}-{calendar.monthrange(*parts)[1]:02}"
    dt.date.fromisoformat(token)
    return token, token


def event_date(when: str, published: Record) -> Record:
    """`2024-02 relative`, `2024-02-01..2024-02-09 anaphoric`, an open end (`2024-02-01.. explicit`), or a window that ends with the
    document: `frame30`, `frame90` (days before it), `war` (since 24 February 2022)."""
    latest = published["latest"]
    value, granularity, basis = None, "range", "document_frame"
    if when.startswith("frame"):
        first: str | None = str(dt.date.fromisoformat(published["earliest"]) - dt.timedelta(int(when.removeprefix("frame"))))
        last: str | None = latest
    elif when == "war":
        first, last = "2022-02-24", latest
    else:
        span, _, basis = when.partition(" ")
        if ".." in span:
            a, _, b = span.partition("..")
            first, last = days(a)[0] if a else None, days(b)[1] if b else None
        else:
            value, granularity = span, {4: "year", 7: "month", 10: "day"}[len(span)]
            first, last = days(span)
    need(not first or not last or first <= last, f"window runs backwards: {when}")
    member(basis, BASES, "date basis")
    return {"value": value, "granularity": granularity, "earliest": first, "latest": last, "basis": basis, "known": None, "note": None}


def people(who: str, sentence: str) -> list[Record]:
    """`words=CODE.SEC(Name); ...`; `-` stands for somebody who is only implied, GOV for a sector that is not given."""
    out = []
    for one in filter(None, (x.strip() for x in who.split(";"))):
        m = re.fullmatch(r"(.*)=([A-Z]{3})(?:\.([A-Z]{3}))?(?:\(([^)]*)\))?", one)
        if m is None:
            raise CodingError(f"not words=CODE.SEC(Name): {one!r}")
        words, code, sector, name = m.groups()
        implied = words == "-"
        need(implied or words in sentence, f"actor or recipient {words!r} does not stand in its sentence")
        member(code, scheme().names, "actor code")
        sector = member(sector or ("UNK" if code == "UNK" else "GOV"), scheme().sectors, "sector")
        name = name or (words if code == "IGO" and not implied else scheme().names[code])
        out.append(
            {
                "text": None if implied else words,
                "code": code,
                "sector": sector,
                "name": name,
                "org": name if code == "IGO" else None,
                "implied": implied,
            }
        )
    return out


def said(by: str) -> tuple[str, str | None]:
    """Kind and person of `quoted Some Body`, `unnamed two officials`, `author`."""
    kind, _, who = by.partition(" ")
    member(kind, SAID_BY, "attribution")
    need(who or kind == "author", f"attribution without a name: {by!r}")
    return SAID_BY[kind], who or None


def influence(signs: str) -> list[Record]:
    """`RUS+ EU- West0` as in the seed gold."""
    out = []
    for one in signs.split():
        power, sign = one[:-1], {"+": 1, "-": -1, "0": 0}.get(one[-1])
        need(sign is not None, f"influence without a sign: {one!r}")
        need(power in ("EU", "West") or (power in scheme().names and power not in ("EUR", "WST")), f"unknown power {power!r}")
        out.append({"power": power, "sign": sign})
    return out


def event_type(coded: Record) -> Record:
    """Type, mode and what else an honest coder could have written."""
    name, _, mode = coded["t"].partition("/")
    modes = scheme().modes
    member(name, modes, "event type")
    need(not mode or mode in modes[name], f"{name} has no mode {mode!r}")
    other = coded.get("alt", [])
    for alternative in [*other, *filter(None, [coded.get("real")])]:
        member(alternative, modes, "event type")
    need(name not in other and len(set(other)) == len(other), f"type_alt repeats a type: {name} {other}")
    mode_alt = [None if x == "none" else x for x in coded.get("malt", [])]
    have = modes[name].union(*(modes[x] for x in other))
    need(all(x is None or x in have for x in mode_alt), f"none of {name} {other} has a mode of {mode_alt}")
    need((mode or None) not in mode_alt, f"mode_alt repeats the mode of {coded['t']}")
    return {"event_type": name, "type_alt": other, "mode": mode or None, "mode_alt": mode_alt}


def event(coded: Record, text: str, segments: list[Record], published: Record) -> Record:
    """One event mention with its offsets; the id is given later."""
    need(not set(coded) - EVENT_KEYS, f"unknown key {sorted(set(coded) - EVENT_KEYS)}")
    start, end = find(text, coded["a"], coded.get("n"))
    home = next((s for s in segments if s["char_start"] <= start and end <= s["char_end"]), None)
    if home is None:
        raise CodingError(f"crosses a sentence's end: {coded['a']!r}")
    need(home["kind"] != "boilerplate", "an event in boilerplate")
    actor, recipient = people(coded.get("act", ""), home["sentence"]), people(coded.get("rec", ""), home["sentence"])
    kind = event_type(coded)
    if kind["event_type"] in scheme().needs_recipient:
        need(recipient or len(actor) > 1, f"{kind['event_type']} needs a recipient or two sides")
    for context in coded.get("ctx", "").split():
        member(context, scheme().contexts, "context")
    channel, *further = coded["ch"].split("+")
    for c in (channel, *further):
        member(c, CHANNELS, "channel")
    by, who = said(coded.get("by", "author"))
    alternative = [member(x, KINDS, "attribution") for x in coded.get("balt", [])]
    need(by not in alternative, f"attribution alt repeats {by}")
    return {
        "event_id": None,
        "doc": home["doc"],
        "sent_id": home["sent_id"],
        "sentence": home["sentence"],
        "char_start": home["char_start"],
        "char_end": home["char_end"],
        "anchor": text[start:end],
        "anchor_start": start,
        "anchor_end": end,
        "actor": actor,
        "recipient": recipient,
        **kind,
        "contexts": coded.get("ctx", "").split(),
        "type_if_realised": coded.get("real"),
        "date": event_date(coded["w"], published),
        "modality": member(coded.get("mod", "occurred"), MODALITIES, "modality"),
        "attribution": {"kind": by, "who": who, "speaker": coded.get("sp"), "alt": alternative},
        "channel": channel,
        "channel_secondary": further,
        "influence": influence(coded.get("inf", "")),
        "confidence": member(coded.get("conf", "high"), CONFIDENCES, "confidence"),
        "scoring": "optional" if coded.get("opt") else "core",
        "specificity": member(coded.get("spec", "specific"), SPECIFICITIES, "specificity"),
        "note": coded.get("note"),
    }


def claim(coded: Record, text: str, segments: list[Record]) -> Record:
    """One figure or rank; the id is given later."""
    need(not set(coded) - CLAIM_KEYS, f"unknown key {sorted(set(coded) - CLAIM_KEYS)}")
    start, end = find(text, coded["v"], coded.get("n"))
    home = next((s for s in segments if s["char_start"] <= start and end <= s["char_end"]), None)
    if home is None:
        raise CodingError(f"crosses a sentence's end: {coded['v']!r}")
    need(home["sentence"].count(coded["v"]) == 1, f"stands twice in its sentence: {coded['v']!r}")
    by, who = said(coded.get("by", "author"))
    return {
        "claim_id": None,
        "doc": home["doc"],
        "sent_id": home["sent_id"],
        "sentence": home["sentence"],
        "char_start": home["char_start"],
        "char_end": home["char_end"],
        "kind": member(coded.get("kind", "numeric"), ("numeric", "ranked", "date", "comparative"), "kind of claim"),
        "subject": coded["subj"],
        "relation": coded["rel"],
        "object": coded["obj"],
        "value": coded["val"],
        "value_text": coded["v"],
        "unit": coded["unit"],
        "period": coded["per"],
        "period_earliest": coded.get("pe"),
        "period_latest": coded.get("pl"),
        "hedged": bool(coded.get("hedged")),
        "attribution": {"kind": by, "who": who},
        "assessment": {
            "status": "unverifiable",
            "reason": "The article was written for this set.",
            "confidence": "high",
            "basis": "not looked up",
        },
    }


def numbered(doc: str, letter: str, key: str, rows: list[Record], place: str) -> list[Record]:
    """The rows in the order of the text, with ids."""
    rows = sorted(rows, key=lambda r: (r["char_start"], r[place] if place in r else r["sentence"].find(r["value_text"])))
    return [{**row, key: f"{doc}-{letter}{i:02}"} for i, row in enumerate(rows, 1)]


# --- documents -----------------------------------------------------------------------------------------------------------------------


def publication(coding: Record) -> Record:
    """The document's date as the seed gold has it."""
    p = coding["published"]
    lo, hi = p.get("text") or (p["earliest"], p["latest"])
    need(lo <= p["earliest"] <= p["best"] <= p["latest"] <= hi, "the document's dates are out of order")
    return {
        "best": p["best"],
        "earliest": p["earliest"],
        "latest": p["latest"],
        "granularity": p.get("granularity", "day"),
        "confidence": member(p.get("confidence", "high"), CONFIDENCES, "confidence"),
        "text_only": {"earliest": lo, "latest": hi},
        "reasons": p["reasons"],
        "external": p.get("external", []),
        "best_is_guess": p.get("best_is_guess", False),
    }


def waste(coding: Record, text: str) -> list[Record]:
    """The spans that are not article text."""
    out = []
    for kind, words, *which in coding["boilerplate"]:
        spans = [(m.start(), m.end()) for m in re.finditer(re.escape(words), text)] if which == ["all"] else [find(text, words, *which)]
        out += [{"text": words, "char_start": a, "char_end": b, "kind": kind, "note": None} for a, b in spans]
    return sorted(out, key=lambda b: b["char_start"])


def date_strings(coding: Record, text: str) -> list[Record]:
    """The date expressions that matter, at their first place in the text."""
    out = []
    for row in coding.get("dates", []):
        words, kind, value, *trap = (x.strip() for x in row.split("|"))
        at = text.find(words)
        need(at >= 0, f"date not in the text: {words!r}")
        out.append(
            {
                "text": words,
                "char_start": at,
                "char_end": at + len(words),
                "kind": kind,
                "note": None,
                "value": value,
                "trap": trap[0] if trap else None,
            }
        )
    return sorted(out, key=lambda d: d["char_start"])


def content_span(events: list[Record]) -> Record:
    """First and last day that the text tells of as past or present."""
    told = [e["date"] for e in events if e["modality"] in ("occurred", "ongoing")]
    return {
        "earliest": min((d["earliest"] for d in told if d["earliest"]), default=None),
        "latest": max((d["latest"] for d in told if d["latest"]), default=None),
    }


def document(coding: Record, raw: bytes, text: str, events: list[Record], split: str, related: list[Record]) -> Record:
    title = coding.get("title")
    if title:
        find(text, title)
    residue = [(kind, words, find(text, words)) for kind, words in coding.get("residue", [])]
    doc = coding["doc"]
    return {
        "doc": doc,
        "split": split,
        "file": f"articles/{doc}.txt",
        "source_file": None,
        "sha256": hashlib.sha256(raw).hexdigest(),
        "n_chars": len(text),
        "title": title,
        "title_in_text": title is not None,
        "publisher": coding.get("publisher"),
        "author": coding.get("author"),
        "genre": coding["genre"],
        "language": "en",
        "pub_date": publication(coding),
        "date_strings": date_strings(coding, text),
        "boilerplate": waste(coding, text),
        "residue": [{"text": w, "char_start": a, "char_end": b, "kind": k, "note": None} for k, w, (a, b) in residue],
        "derivation": {"status": coding.get("derivation", "original"), "evidence": coding.get("evidence", []), "external": []},
        "related": related,
        "content_span": content_span(events),
    }


def splits(docs: list[str]) -> dict[str, str]:
    """Which documents are held back: those of the smallest SHA-256 of their id."""
    held = sorted(docs, key=lambda d: hashlib.sha256(d.encode()).hexdigest())[:HELD]
    return {d: "held" if d in held else "dev" for d in docs}


def pair_rows(docs: list[str], known: list[Record]) -> list[Record]:
    """All pairs; those that no coding names are independent."""
    named = {tuple(p["docs"]): p for p in known}
    fits = (len(set(pair)) == 2 and set(pair) <= set(docs) and list(pair) == sorted(pair) for pair in named)
    need(all(fits), "a pair names what is not here")
    rows = []
    for a, b in combinations(docs, 2):
        pair = named.get((a, b))
        row = {"doc_a": a, "doc_b": b, "derivation": pair["derivation"] if pair else "independent"}
        rows.append({**row, "note": pair["note"]} if pair else row)
    return rows


# --- all of it -----------------------------------------------------------------------------------------------------------------------


def build(folder: Path = FOLDER) -> dict[str, list[Record]]:
    """All records, by the name of their file."""
    codings = {p.stem: tomllib.loads(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("codings/*.toml"))}
    known = codings.pop("pairs")["pairs"]
    docs = sorted(codings)
    need(docs == sorted(p.stem for p in folder.glob("articles/*.txt")), "codings and articles do not match one to one")
    split = splits(docs)
    out: dict[str, list[Record]] = {k: [] for k in ("documents", "sentences", "events", "claims")}
    for doc in docs:
        try:
            related = [
                {"doc": next(d for d in p["docs"] if d != doc), "same_story": True, "derivation": p["derivation"], "note": p["note"]}
                for p in known
                if doc in p["docs"]
            ]
            for name, rows in records_of(codings[doc], codings, folder, split[doc], related).items():
                out[name] += rows
        except (CodingError, KeyError, ValueError) as error:
            raise CodingError(f"codings/{doc}.toml: {error}") from error
    return {**out, "pairs": pair_rows(docs, known)}


def records_of(coding: Record, codings: dict[str, Record], folder: Path, split: str, related: list[Record]) -> dict[str, list[Record]]:
    """The records of one document.

    A copy takes its events and claims from the coding of its model; its events are optional, since nobody need code a copy again.
    """
    doc = coding["doc"]
    raw = (folder / "articles" / f"{doc}.txt").read_bytes()
    text = raw.decode("utf-8")
    need("\r" not in text, "the text has carriage returns")
    copied = "same_as" in coding
    coded = codings[coding["same_as"]] if copied else coding
    published = publication(coding)
    segments = sentences(doc, text, coding, [(b["char_start"], b["char_end"]) for b in waste(coding, text)])
    events = numbered(
        doc,
        "E",
        "event_id",
        [event({**e, "opt": copied or e.get("opt")}, text, segments, published) for e in coded["events"]],
        "anchor_start",
    )
    anchors = [(e["anchor_start"], e["anchor_end"]) for e in events]
    need(len(set(anchors)) == len(anchors), "two events on the same words")
    claims = numbered(doc, "C", "claim_id", [claim(c, text, segments) for c in coded["claims"]], "at")
    return {
        "documents": [document(coding, raw, text, events, split, related)],
        "sentences": segments,
        "events": events,
        "claims": claims,
    }


def rendered(rows: list[Record]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a file is not what the codings give")
    check = parser.parse_args().check
    try:
        tables = build()
    except CodingError as error:
        print(error, file=sys.stderr)
        return 1
    old = []
    for name, rows in tables.items():
        path, text = FOLDER / f"{name}.jsonl", rendered(rows)
        if check and (not path.exists() or path.read_text(encoding="utf-8") != text):
            old.append(path.name)
        elif not check:
            path.write_text(text, encoding="utf-8", newline="\n")
    core = sum(e["scoring"] == "core" for e in tables["events"])
    print(
        f"{len(tables['documents'])} articles, {len(tables['sentences'])} sentences, {len(tables['events'])} events ({core} core), "
        f"{len(tables['claims'])} claims, {len(tables['pairs'])} pairs"
    )
    if old:
        print(f"out of date, run python evaluation/make_articles.py: {', '.join(old)}", file=sys.stderr)
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main())
