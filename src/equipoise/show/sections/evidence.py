"""Where every mark leads: the events behind each figure, and every event or figure with its quoted sentence lit in its paragraph."""

from __future__ import annotations

from equipoise.show.marks import EvidenceBook, anchor, letter_of
from equipoise.show.names import channel_name, kind_name
from equipoise.show.odds import counted
from equipoise.show.page import Block, Exhibit, Exhibits, Heading, Paragraph, Section, Statements
from equipoise.show.passages import of_claim, of_mention
from equipoise.show.phrases import say
from equipoise.show.sections.rows import ALL_EVENTS, event_statement, figure, left_out
from equipoise.show.when import event_day, event_when, sort_key
from equipoise.words.claim import Claim
from equipoise.words.event import EventId

MOST_BEHIND = 15  # events listed behind a power's figures
MOST_BEHIND_CHANNEL = 6
MOST_PASSAGES = 6


def basis(book: EvidenceBook) -> Section | None:
    """The events behind each marked figure; None where no figure is marked."""
    f = book.facts
    if not book.listed:
        return None
    blocks: list[Block] = []
    order = {p: i for i, p in enumerate(f.powers)}
    listed = sorted(book.listed.items(), key=lambda x: (order.get(x[0][0], len(order)), x[0][1] or ""))
    for (power, channel), ids in listed:
        events = [f.event[i] for i in ids if i in f.event]
        most = MOST_BEHIND_CHANNEL if channel else MOST_BEHIND
        shown = sorted(f.weightiest(events, most), key=lambda e: (sort_key(e.date), e.id))
        title = f"{f.name(power)}, {channel_name(channel).lower()}" if channel else f.name(power)
        blocks.append(Heading(f"{title}: {counted(len(ids), 'event')}", anchor(power, channel)))
        items = tuple(event_statement(book, e, with_quote=channel is None) for e in shown)
        blocks.append(Statements(items, left_out=left_out(len(items), len(ids), f"Shown are the weightiest. {ALL_EVENTS}")))
    lead = "Each figure of a power rests on these events. The number at the end of a line leads to the quoted sentences."
    return Section("basis", "Events behind the figures", lead, tuple(blocks))


def evidence(book: EvidenceBook) -> Section:
    """The numbered evidence, in the order of its numbers."""
    numbered = [(n, _event_exhibit(book, n, i)) for i, n in book.events.items()]
    numbered += [(n, _claim_exhibit(book, n, book.facts.claim[i])) for i, n in book.claims.items()]
    items = tuple(x for _, x in sorted(numbered, key=lambda x: x[0]))
    if not items:
        return Section("evidence", "Evidence", None, (Paragraph("There is nothing to show."),))
    lead = "The sentences behind the numbered marks, lit in their paragraphs, word for word. Check them before you rely on an event."
    return Section("evidence", "Evidence", lead, (Exhibits(items),))


def _event_exhibit(book: EvidenceBook, number: int, id: EventId) -> Exhibit:
    f = book.facts
    e = f.event[id]
    wanted = book.wanted.get(id, [])
    rest = sorted((m for m in e.mentions if m not in wanted and m in f.mention), key=lambda m: (-f.mention[m].confidence, m))
    chosen = [m for m in (*wanted, *rest[: max(0, MOST_PASSAGES - len(wanted))]) if m in f.mention]
    shown = tuple(of_mention(f.mention[m], f.article.get(f.mention[m].article), f"e{number}", letter_of(i)) for i, m in enumerate(chosen))
    title = f"{say(e)}."
    note = left_out(len(shown), len(e.mentions), f"All of them: equipoise show {e.id}.")
    return Exhibit(f"e{number}", number, title, f"{event_when(e)} · {kind_name(e)} · {channel_name(e.channel)}", shown, note)


def _claim_exhibit(book: EvidenceBook, number: int, c: Claim) -> Exhibit:
    title = f"{figure(c)}, as claimed."
    when = event_day(c.period) if c.period and (c.period.earliest or c.period.latest) else "no period given"
    return Exhibit(f"e{number}", number, title, when, (of_claim(c, book.facts.article.get(c.article), f"e{number}"),))
