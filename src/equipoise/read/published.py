"""When an article was published. In: document, text, boilerplate. Out: Published, and what contradicts itself.

Given beats stated, stated beats the address, and both beat what the content suggests; but a stated day that the content contradicts loses,
because a page's header may show the clock of whoever fetched it. The date of a repost is only the latest that the article can have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from equipoise.read.dates.order import day_comes_first
from equipoise.read.dates.stated import Stated, address_date, header_dates, image_dates, stamp_dates
from equipoise.read.dates.vocabulary import day_or_none, month_end
from equipoise.words.text import NOT_DATED, Boilerplate, Document, Granularity, Problem, Published, PublishedBasis, Span

if TYPE_CHECKING:
    from equipoise.read.dates.content import Belief

STAGE = "date"
NEAR = 3  # days by which an image's address and a page's stamp may differ and still mean the same day
_ISO = re.compile(r"(?P<year>(?:1[89]|20)\d\d)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:[T ].*)?)?)?$")


def find_published(
    document: Document, text: str, boilerplate: Sequence[Boilerplate], day_first: bool | None = None
) -> tuple[Published, list[Problem]]:
    """The publication date with its range, basis and the words it rests on; NOT_DATED where nothing tells. Problems name contradictions.

    ``day_first`` settles 3/4/2021 where nothing else does; None leaves both days in the range.
    """
    problems: list[Problem] = []
    given = _given(document, problems)
    if given is not None:
        return given, problems
    stamps = _stated(document, text, boilerplate)
    stated = [s for s in stamps if not s.shown_again]
    belief = _Content(text, boilerplate, tuple(s for s in stamps if s.shown_again))
    address = document.given.url or (document.source if "://" in document.source else None)
    in_address = address_date(address) if address else None
    images = image_dates(text)
    if stated:
        found = _settled(stated, in_address, images, belief, day_first)
        if found is not None:
            return found, problems
        problems.append(_conflict(document, stated[0], belief))
    if in_address is not None and belief.allows(in_address[1]):
        return _published(*in_address, PublishedBasis.URL, ()), problems
    image = _latest_image(images)
    if image is not None and not stated and belief.allows(image.days[0]):
        return _published(image.days[0], image.days[0], PublishedBasis.URL, (image.span,) if image.span else ()), problems
    return _from_content(belief), problems


@dataclass(slots=True)
class _Content:
    """What the text itself suggests, found when it is first asked for; ``reposts`` are days on which it was shown again."""

    text: str
    boilerplate: Sequence[Boilerplate]
    reposts: tuple[Stated, ...] = ()
    _belief: Belief | None = None
    _asked: bool = False

    def belief(self) -> Belief | None:
        if not self._asked:
            from equipoise.read.dates.content import believe

            self._belief, self._asked = believe(self.text, self.boilerplate, self.reposts), True
        return self._belief

    def allows(self, day: date) -> bool:
        belief = self.belief()
        return belief is None or belief.allows(day)


def _given(document: Document, problems: list[Problem]) -> Published | None:
    words = document.given.date
    if words is None:
        return None
    span = _iso(words.strip())
    if span is None:
        problems.append(
            Problem(
                document.source,
                STAGE,
                f"The given date {words[:40]!r} is not a day, month or year.",
                "Write it as 2023-11-14, 2023-11 or 2023.",
            )
        )
        return None
    return _published(*span, PublishedBasis.GIVEN, ())


def _iso(words: str) -> tuple[date, date] | None:
    m = _ISO.match(words)
    if m is None:
        return None
    year, month, day = (int(x) if x else None for x in (m["year"], m["month"], m["day"]))
    first = day_or_none(year or 1, month or 1, day or 1)
    if first is None:
        return None
    return first, first if day else month_end(first.year, month) if month else date(first.year, 12, 31)


def _stated(document: Document, text: str, boilerplate: Sequence[Boilerplate]) -> list[Stated]:
    """Stamps of the page, its metadata after them. Stamps of the head of the page stand before those of its foot."""
    found = header_dates(text, boilerplate)
    if not found and not boilerplate:
        found = _unmarked(text)
    meta = _iso(document.html_date) if document.html_date else None
    if meta is not None and meta[0] == meta[1]:
        # Metadata settle the order of a page's own numeric stamp, and stand alone where the page shows none.
        return [s for s in found if meta[0] in s.days] or [Stated((meta[0],), None)]
    return found


def _unmarked(text: str) -> list[Stated]:
    """A stamp in the first lines of a text of which nothing was marked: a short line that is a date."""
    from equipoise.read.stamps import is_date_stamp

    at, found = 0, list[Stated]()
    for line in text[:400].splitlines(keepends=True):
        if is_date_stamp(line.strip()):
            found += stamp_dates(line, at)
        at += len(line)
    return found


def _settled(
    stated: Sequence[Stated], in_address: tuple[date, date] | None, images: Sequence[Stated], content: _Content, day_first: bool | None
) -> Published | None:
    """The first stamp that nothing contradicts; None where the content contradicts all."""
    for stamp in stated:
        days = _agreeing(stamp, in_address, images)
        evidence = [stamp.span] if stamp.span else []
        if len(days) == 1 and len(stamp.days) > 1:
            evidence += [i.span for i in images if i.span and abs((i.days[0] - days[0]).days) <= NEAR]
        days = [d for d in days if content.allows(d)]
        if len(days) > 1:
            days = _better(days, stamp, content, day_first)
        if days:
            return _published(min(days), max(days), PublishedBasis.STATED, tuple(evidence), len(days) > 1)
    return None


def _agreeing(stamp: Stated, in_address: tuple[date, date] | None, images: Sequence[Stated]) -> list[date]:
    """The readings that agree best with addresses and the weekday; all of them where none does."""
    if len(stamp.days) == 1:
        return list(stamp.days)
    by_address = [d for d in stamp.days if in_address and in_address[0] <= d <= in_address[1]]
    by_image = [d for d in stamp.days if any(abs((i.days[0] - d).days) <= NEAR for i in images)]
    by_weekday = [d for d in stamp.days if stamp.weekday is not None and d.weekday() == stamp.weekday]
    return by_address or by_image or by_weekday or list(stamp.days)


def _better(days: list[date], stamp: Stated, content: _Content, day_first: bool | None) -> list[date]:
    belief = content.belief()
    if belief is not None:
        ranked = sorted(days, key=lambda d: (-belief.fit_of(d), d))
        if belief.fit_of(ranked[0]) > 10 * belief.fit_of(ranked[1]):
            return ranked[:1]
    if day_first is None:
        day_first = day_comes_first(content.text)
    if day_first is not None and stamp.day_first is not None:
        return [stamp.day_first] if day_first else [d for d in days if d != stamp.day_first]
    return days


def _published(first: date, last: date, basis: PublishedBasis, evidence: tuple[Span, ...], either: bool = False) -> Published:
    if first == last:
        return Published(first.isoformat(), first, last, Granularity.DAY, basis, evidence)
    if either:
        return Published(None, first, last, Granularity.RANGE, basis, evidence)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return Published(f"{first.year:04d}", first, last, Granularity.YEAR, basis, evidence)
    if first.day == 1 and last == month_end(first.year, first.month):
        return Published(f"{first:%Y-%m}", first, last, Granularity.MONTH, basis, evidence)
    return Published(None, first, last, Granularity.RANGE, basis, evidence)


def _latest_image(images: Sequence[Stated]) -> Stated | None:
    return max(images, key=lambda s: (s.days[0], -(s.span.start if s.span else 0)), default=None)


def _from_content(content: _Content) -> Published:
    belief = content.belief()
    if belief is None or not belief.bounded:
        return NOT_DATED
    first, last, best = belief.range()
    value = best.isoformat() if best is not None else None
    return Published(value, first, last, Granularity.DAY if first == last else Granularity.RANGE, PublishedBasis.CONTENT, belief.evidence)


def _conflict(document: Document, stamp: Stated, content: _Content) -> Problem:
    said = " or ".join(d.isoformat() for d in stamp.days)
    found = _from_content(content)
    told = f"{found.earliest} to {found.latest}" if found.earliest else "another time"
    return Problem(
        document.source,
        STAGE,
        f"Date unclear: the page says {said}, the text points to {told}; the text was believed.",
        'Give the date where it is known: a line of JSONL may carry "date" (2023-11-14, 2023-11 or 2023).',
    )
