"""Mark what is not article text: addresses, captions, page heads, "Related", disclaimers. In: text. Out: Layout with Boilerplate spans.

Whole lines are judged by the rules of boilerplate.toml and by where they stand: before the first paragraph, after the last, or between.
Nothing is cut: a span is marked and its sentence is kept, never coded.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from equipoise.read.lines import Line, lines_of, trimmed
from equipoise.read.stamps import date_prefix, date_tail, is_date_stamp, is_dated_line, parts_of, wire_dateline
from equipoise.words.text import Boilerplate, Document, Span

HEAD_LINES = 15  # a page's head is not longer
FOOT_LINES = 60
STAMPED_LINES = 5  # lines of article text that a stamp may begin or end
TITLE_WORDS = 5  # shorter lines before it are the outlet's name or motto
LONG, WORDY = 110, 9  # a line of so many characters, or of so many words with a full stop, is a paragraph
_STOP = tuple('.!?…。！？"”’»)')
_ENDS = tuple(".!?…。！？,")
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f\ufffd]+")
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?:[^\r\n]{0,2000}\r?\n){1,60}?---[ \t]*(?=\r?\n|$)")
_OUTLET = re.compile(
    r"\b(media|news|times|post|daily|press|agency|herald|tribune|journal|review|gazette|magazine|group|monitor|network|radio|tv|channel|today|"
    r"institute|center|centre|foundation|observer|guardian|telegraph|courier|ledger|mirror|dispatch|record|examiner|inquirer|sentinel|advocate|meridian|argus|echo|diplomat|report|weekly|chronicle|bulletin|wire|online|broadcasting|"
    r"university|council|blog|digest|express|standard|mail|globe|star|sun|world|insider|eurasianet|wikinews|company|corporation)\b|\.(com|org|net|kz|ru|eu|info)\b",
    re.IGNORECASE,
)
_GENRE = re.compile(
    r"(?:press (?:notice|release|statement)|media release|analysis|opinion|comment(?:ary)?|news(?: (?:report|analysis))?|interview|feature"
    r"|explainer"
    r"|statement|report|editorial|briefing|exclusive|breaking(?: news)?)s?",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Z][a-z’'.-]+(?: [A-Z][a-z’'.-]*){1,3}")
_MOTTO = re.compile(r"[A-Z]{4,}(?: [A-Z]{2,}){0,4} ?[-–—|] ?")  # "BORDERPOST - the week in the region"
_WRITES = re.compile(r",? (?:writes|write|reports|argues|explains) [A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){0,3}\.?$")


@dataclass(frozen=True, slots=True)
class Layout:
    """What the parts of a text are; the spans are the text's and do not overlap. ``publisher`` is the name a line of the head gives."""

    title: Span | None
    standfirst: tuple[Span, ...]
    publisher: Span | None
    boilerplate: tuple[Boilerplate, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of boilerplate.toml."""

    kind: str
    where: str
    chars: int
    pattern: re.Pattern[str]
    example: str
    wrong: tuple[str, ...]

    def holds(self, line: str, at_head: bool, at_edge: bool) -> bool:
        """True where the rule takes a line that stands there."""
        if len(line) > self.chars or (self.where == "head" and not at_head) or (self.where == "edge" and not at_edge):
            return False
        return self.pattern.fullmatch(line) is not None


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order in which they are tried."""
    table = tomllib.loads(files("equipoise.read").joinpath("boilerplate.toml").read_text(encoding="utf-8"))
    return tuple(
        Rule(r["kind"], r["where"], r.get("chars", 300), _compiled(r), r["example"], tuple(r.get("not", ()))) for r in table["rule"]
    )


def _compiled(rule: dict[str, Any]) -> re.Pattern[str]:
    return re.compile(rule["pattern"], 0 if rule.get("capitals") else re.IGNORECASE)


def find_boilerplate(text: str, document: Document) -> list[Boilerplate]:
    """Every stretch of the text that is not article text, in order, not overlapping."""
    return list(find_layout(text, document).boilerplate)


def find_layout(text: str, document: Document) -> Layout:
    """Title, standfirst, publisher's line and boilerplate of a text."""
    matter = _FRONT_MATTER.match(text)
    skip = matter.end() if matter else 0
    lines = [x for x in lines_of(text) if x.start >= skip]
    marked: dict[Span, str] = {Span(0, skip): "front_matter"} if skip else {}
    head, foot = _edges(lines, document)
    for i, line in enumerate(lines):
        kind = _kind(line.text, i < head, i < head or i >= foot)
        if kind:
            marked[Span(line.start, line.end)] = kind
    _mark_related(lines, marked)
    title, standfirst, publisher = _read_head(lines, head, marked, document)
    marked.update(_inline_dates(lines, marked))
    title = _without_marked_tail(title, marked)
    return Layout(title, tuple(standfirst), publisher, tuple(_without_overlap(text, marked)))


@lru_cache(maxsize=4096)  # page furniture repeats
def _kind(line: str, at_head: bool, at_edge: bool) -> str | None:
    if at_edge and (is_date_stamp(line) or (at_head and is_dated_line(line))):
        return "date_stamp"
    return next((r.kind for r in rules() if r.holds(line, at_head, at_edge)), None)


def _is_paragraph(line: str) -> bool:
    """True for a line that reads like article text: long, or a full sentence of some words."""
    ends = line.rstrip('"”’»)')  # a title may end with a quotation, a sentence has its stop inside or after it
    return len(line) >= LONG or (line.endswith(_STOP) and ends.endswith(_ENDS) and len(line.split(maxsplit=WORDY)) > WORDY - 1)


def _edges(lines: Sequence[Line], document: Document) -> tuple[int, int]:
    """(number of lines before the first paragraph, index after the last one); (0, all) where there is no paragraph."""
    given = _given_title(lines, document)
    body = [i for i, x in enumerate(lines) if x is not given and _is_paragraph(x.text) and _kind(x.text, False, False) is None]
    if len(body) > 1 and body[0] == 0 and lines[0].text.endswith("?") and len(lines[0].text) < LONG:
        del body[0]  # a question that stands first and alone is a title
    if not body:
        return 0, len(lines)
    return (body[0] if body[0] <= HEAD_LINES else 0), max(body[-1] + 1, len(lines) - FOOT_LINES)


def _mark_related(lines: Sequence[Line], marked: dict[Span, str]) -> None:
    """After a label such as "Related", lines up to the next paragraph are links."""
    after = False
    for line in lines:
        kind = marked.get(Span(line.start, line.end))
        if kind is None and after and not line.text.endswith(_STOP) and len(line.text) < LONG:
            marked[Span(line.start, line.end)] = "related_link"
        elif kind is None:
            after = False
        after = after or kind == "related_links_label"


def _read_head(
    lines: Sequence[Line], head: int, marked: dict[Span, str], document: Document
) -> tuple[Span | None, list[Span], Span | None]:
    """Title, standfirst and publisher's line; what else stands before the first paragraph is marked by what it looks like."""
    free = [x for x in lines[:head] if Span(x.start, x.end) not in marked]
    title = _title(free, lines, document)
    standfirst: list[Span] = []
    publisher: Span | None = None
    for x in free:
        if title is None or x is title or x.text.endswith(tuple(".!?…:")):
            continue
        span, words = Span(x.start, x.end), len(x.text.split())
        if words > 4 and x.start > title.start and not _OUTLET.search(x.text):
            standfirst.append(span)
            continue
        is_name = x.start > title.start and _NAME.fullmatch(x.text) and not _OUTLET.search(x.text) and not x.text.startswith("The ")
        marked[span] = "byline" if is_name else "publisher_line"
        if publisher is None and not is_name:
            a, b = _outlet_part(x.text)
            publisher = Span(x.start + a, x.start + b)
    publisher = publisher or _outlet_beside_date(lines[:head], marked)
    if title is not None and head < len(lines) and len(lines) > head + 1 and _WRITES.search(lines[head].text[-80:]):
        standfirst.append(Span(lines[head].start, lines[head].end))
    return (Span(title.start, title.end) if title else None), standfirst, publisher


def _outlet_part(line: str) -> tuple[int, int]:
    """The part of a publisher's line that names it: one that reads like an outlet, else the first that is no label, section or date."""
    parts = parts_of(line)
    named = [p for p in parts if not _GENRE.fullmatch(line[p[0] : p[1]]) and not is_date_stamp(line[p[0] : p[1]])]
    outlets = [p for p in named if _OUTLET.search(line[p[0] : p[1]]) and not _kind(line[p[0] : p[1]], True, False)]
    return (outlets or named or parts or [(0, len(line))])[0]


def _outlet_beside_date(head: Sequence[Line], marked: dict[Span, str]) -> Span | None:
    """The outlet's name in a head line that also gives the date."""
    for x in head:
        if marked.get(Span(x.start, x.end)) == "date_stamp":
            for a, b in parts_of(x.text):
                if _OUTLET.search(x.text[a:b]) and not is_date_stamp(x.text[a:b]):
                    return Span(x.start + a, x.start + b)
    return None


def _title(free: Sequence[Line], lines: Sequence[Line], document: Document) -> Line | None:
    """The given title where a line repeats it, else the first long enough line of the head that does not end like a sentence."""
    if given := _given_title(lines, document):
        return given
    fit = [x for x in free if len(x.text.split()) >= 3 and not x.text.endswith((".", "…", ":", ",", ";")) and not x.text[0].islower()]
    fit = [x for x in fit if not _MOTTO.match(x.text)] or fit
    first = next((x for x in fit if len(x.text.split()) >= TITLE_WORDS), None)
    return first or max(fit, key=lambda x: (len(x.text.split()), -x.start), default=None)


def _given_title(lines: Sequence[Line], document: Document) -> Line | None:
    wanted = _plain(document.given.title or "")
    most = 2 * len(wanted) + 40
    return next((x for x in lines[:HEAD_LINES] if wanted and len(x.text) < most and _plain(x.text).startswith(wanted)), None)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def _inline_dates(lines: Sequence[Line], marked: dict[Span, str]) -> dict[Span, str]:
    """Date stamps and wire datelines that share a line with article text, in the first lines that are not marked."""
    found: dict[Span, str] = {}
    free = [x for x in lines[:HEAD_LINES] if Span(x.start, x.end) not in marked]
    for i, x in enumerate(free[:STAMPED_LINES]):
        stamp = date_prefix(x.text) or (date_tail(x.text) if i < 2 and len(x.text) < 300 else None)
        dateline = None if stamp else wire_dateline(x.text)
        for place, kind in ((stamp, "date_stamp"), (dateline, "dateline")):
            if place:
                found[Span(x.start + place[0], x.start + place[1])] = kind
    return found


def _without_marked_tail(title: Span | None, marked: dict[Span, str]) -> Span | None:
    if title is None:
        return None
    end = min([s.start for s in marked if title.start < s.start < title.end], default=title.end)
    return Span(title.start, end)


def _without_overlap(text: str, marked: dict[Span, str]) -> Iterator[Boilerplate]:
    """Spans in order and trimmed; unreadable characters between them are marked too."""
    at = 0
    for span in sorted(marked, key=lambda s: (s.start, -s.end)):
        start, end = trimmed(text, max(span.start, at), span.end)
        if start >= end:
            continue
        yield from _unreadable(text, at, start)
        yield Boilerplate(start, end, marked[span])
        at = end
    yield from _unreadable(text, at, len(text))


def _unreadable(text: str, start: int, end: int) -> Iterator[Boilerplate]:
    yield from (Boilerplate(m.start(), m.end(), "unreadable") for m in _UNREADABLE.finditer(text, start, end))
