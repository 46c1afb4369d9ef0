"""What is planned, as a calendar file (RFC 5545). In: Brief. Out: .ics bytes. What has no date within two months is left out.

No clock is read: the stamp of every entry is the brief's own day.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from equipoise.reference.states import state_name
from equipoise.show.brief import Brief
from equipoise.show.names import WHO_SAYS
from equipoise.show.phrases import say
from equipoise.show.safe import one_line
from equipoise.show.sections.rows import quoted
from equipoise.show.when import event_when, has_own_date
from equipoise.words.event import Event

if TYPE_CHECKING:
    from icalendar import Event as Entry

WIDEST = 62  # days: a wider window is no date to note


def brief_calendar(brief: Brief) -> bytes:
    """The calendar; its description says how many planned events have no date that fits."""
    from icalendar import Calendar

    f = brief.facts
    dated = [e for e in f.planned if _fits(e)]
    calendar = Calendar()
    calendar.add("prodid", f"-//Equipoise//{f.input.version}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Equipoise: {state_name(f.target)}")
    rest = len(f.planned) - len(dated)
    calendar.add("x-wr-caldesc", f"Planned events that the articles report. {rest} more have no date that fits a calendar.")
    for e in dated:
        calendar.add_component(_entry(brief, e))
    data: bytes = calendar.to_ical()
    return data


def _fits(e: Event) -> bool:
    return (
        has_own_date(e) and e.date.earliest is not None and e.date.latest is not None and (e.date.latest - e.date.earliest).days <= WIDEST
    )


def _entry(brief: Brief, e: Event) -> Entry:
    from icalendar import Event as Entry

    f = brief.facts
    entry = Entry()
    entry.add("uid", f"{e.id}@equipoise")
    entry.add("dtstamp", datetime.combine(f.as_of, time(), tzinfo=UTC))
    if e.date.earliest is not None and e.date.latest is not None:
        entry.add("dtstart", e.date.earliest)
        entry.add("dtend", e.date.latest + timedelta(days=1))  # the end is exclusive
    entry.add("summary", say(e))
    mention = next((f.mention[m] for m in e.mentions if m in f.mention), None)
    if mention is not None:
        article = f.article.get(mention.article)
        says = mention.attribution.who or WHO_SAYS[mention.attribution.kind]
        source = one_line(article.title or article.id) if article else one_line(mention.article)
        entry.add("description", f"When: {event_when(e)}. Says {one_line(says)}: “{quoted(f, e, 400)}” ({source})")
    if e.place is not None:
        entry.add("location", one_line(e.place.name))
    entry.add("status", "TENTATIVE")
    entry.add("transp", "TRANSPARENT")
    return entry
