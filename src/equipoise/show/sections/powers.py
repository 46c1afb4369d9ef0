"""Who stands where: charts with ranges and the table under them; powers by channel; engagement by month."""

from __future__ import annotations

from equipoise.measure.roll_up import OTHER, WEST
from equipoise.reference.states import state_name
from equipoise.show.marks import EvidenceBook
from equipoise.show.names import channel_name
from equipoise.show.odds import number, percent, range_words
from equipoise.show.page import Block, Cell, Column, Figure, Paragraph, RangeRow, Ranges, Section, Table, Trend, TrendPoint
from equipoise.show.when import month_name
from equipoise.words.estimate import Direction, Estimate
from equipoise.words.event import Channel

MOST_MONTHS = 12


def who_stands_where(book: EvidenceBook) -> Section:
    """Share, net cooperation and standing of each power, with ranges."""
    f = book.facts
    rows = [p for p in f.powers if (e := f.estimate("engagement", p)) is not None and (e.events or p not in (WEST, OTHER))]
    if not any((e := f.estimate("engagement", p)) is not None and e.events for p in rows):
        return Section(
            "powers",
            "Who stands where",
            None,
            (Paragraph(f"No event between {state_name(f.target)} and another state was found in these articles."),),
        )
    blocks: list[Block] = []
    for figure in (
        _figure(
            book, rows, "share", "Share of dealings", "share of all dealings", "How much of the dealings each power has", percent_axis=True
        ),
        _figure(
            book, rows, "net_cooperation", "Net cooperation", "−10 conflict · cooperation +10", "How friendly or hostile the dealings are"
        ),
        _figure(book, rows, "standing", "Standing", "−1 loses · gains +1", "Whose standing gains or suffers, according to the sources"),
    ):
        if figure is not None:
            blocks.append(figure)
    blocks += [_table(book, rows), _directions(book, rows)]
    lead = "The dot is the best estimate. The true value lies in the bar with 90 % probability, given these articles. A power without events has no dot."
    return Section("powers", "Who stands where", lead, tuple(blocks))


def _figure(
    book: EvidenceBook, powers: list[str], measure: str, title: str, axis: str, what: str, percent_axis: bool = False
) -> Figure | None:
    f = book.facts
    rows = []
    for p in powers:
        e = f.estimate(measure, p)
        if e is not None and e.events and e.value is not None and e.low is not None and e.high is not None:
            rows.append(RangeRow(f.name(p), e.value, e.low, e.high))
    if not rows:
        return None
    show = percent if percent_axis else (lambda x: number(x, 1 if measure == "net_cooperation" else 2, sign=True))
    says = f"{title}. {what}: " + "; ".join(f"{r.label} {show(r.value)}, range {show(r.low)} to {show(r.high)}" for r in rows) + "."
    return Figure(Ranges(f"{title}: {what[:1].lower()}{what[1:]}", axis, tuple(rows), zero=not percent_axis, percent=percent_axis), says)


def _table(book: EvidenceBook, powers: list[str]) -> Table:
    f = book.facts
    columns = (
        Column("Power"),
        Column("Events", True),
        Column("Engagement", True),
        Column("Share of dealings", True),
        Column("Net cooperation", True),
        Column("Standing", True),
    )
    rows = []
    for p in powers:
        e = f.estimate("engagement", p)
        rows.append(
            (
                Cell(f.name(p), note="named only as “the West”; not shared out" if p == WEST else None),
                Cell("" if e and e.events else "0", book.estimate(e)),
                _measured(e, 2),
                _measured(f.estimate("share", p), 0, is_percent=True),
                _measured(f.estimate("net_cooperation", p), 1, sign=True),
                _measured(f.estimate("standing", p), 2, sign=True),
            )
        )
    return Table("The same in figures: estimate, and its 90 % range in small print", columns, tuple(rows))


def _measured(e: Estimate | None, digits: int, sign: bool = False, is_percent: bool = False) -> Cell:
    """The figure with its range; a dash where nothing but the prior speaks."""
    if e is None or e.value is None or not e.events:
        return Cell("–", note="no events")
    if is_percent:
        return Cell(percent(e.value), note=f"{percent(e.low)} to {percent(e.high)}")
    return Cell(number(e.value, digits, sign), note=range_words(e.low, e.high, digits, sign))


def _directions(book: EvidenceBook, powers: list[str]) -> Table:
    f = book.facts
    name = state_name(f.target)
    columns = (Column("Power"), Column(f"Power towards {name}", True), Column(f"{name} towards power", True))
    rows = []
    for p in powers:
        ways = [f.estimate("engagement", p, d) for d in (Direction.POWER_TO_TARGET, Direction.TARGET_TO_POWER)]
        rows.append((Cell(f.name(p)), *(_way(e) for e in ways)))
    return Table("Who acts: events per independent article, by direction", columns, tuple(rows))


def _way(e: Estimate | None) -> Cell:
    if e is None or not e.events:
        return Cell("–", note="no events")
    return Cell(
        number(e.value, 2),
        note=f"{range_words(e.low, e.high, 2)}; {len(e.events):,} events"
        if len(e.events) != 1
        else f"{range_words(e.low, e.high, 2)}; 1 event",
    )


def channels_by_powers(book: EvidenceBook) -> Section:
    """Events and net cooperation of each power in each channel."""
    f = book.facts
    powers = [p for p in f.powers if (e := f.estimate("engagement", p)) is not None and e.events]
    channels = [c for c in Channel if any(_events(book, p, c) for p in powers)]
    if not channels:
        return Section("channels", "Channels and powers", None, (Paragraph("No event was found to sort into channels."),))
    rows = tuple((Cell(channel_name(c)), *(_crossing(book, p, c) for p in powers)) for c in channels)
    lead = (
        "Number of events, and under it net cooperation with its 90 % range. Green leans to cooperation, red to conflict. "
        "An empty cell means that these articles report nothing, not that nothing happened."
    )
    columns = (Column("Channel"), *(Column(f.name(p), True) for p in powers))
    return Section("channels", "Channels and powers", lead, (Table("Events and net cooperation by channel and power", columns, rows),))


def _events(book: EvidenceBook, power: str, channel: Channel) -> Estimate | None:
    e = book.facts.estimate("engagement", power, channel=channel.value)
    return e if e is not None and e.events else None


def _crossing(book: EvidenceBook, power: str, channel: Channel) -> Cell:
    e = _events(book, power, channel)
    if e is None:
        return Cell("")
    net = book.facts.estimate("net_cooperation", power, channel=channel.value)
    if net is None or net.value is None:
        return Cell("", book.estimate(e))
    note = f"{number(net.value, sign=True)} ({range_words(net.low, net.high, sign=True)})"
    return Cell("", book.estimate(e), note=note, tone=max(-1.0, min(1.0, net.value / 10)))


def by_month(book: EvidenceBook) -> Section | None:
    """Engagement of each power in each month; None with fewer than two months."""
    f = book.facts
    months = f.months[-MOST_MONTHS:]
    powers = [p for p in f.powers if (e := f.estimate("engagement", p)) is not None and e.events]
    if len(months) < 2 or not powers:
        return None
    blocks: list[Block] = []
    points = tuple(
        TrendPoint(f.name(p), m, e.value, e.low, e.high)
        for p in powers
        for m in months
        if (e := f.estimate("engagement", p, month=m)) is not None and e.value is not None and e.low is not None and e.high is not None
    )
    if len(months) >= 3:
        says = "Engagement of each power by month with its 90 % range; the figures are in the table below."
        blocks.append(Figure(Trend("Engagement by month", "events per independent article", points), says))
    rows = tuple((Cell(month_name(m)), *(_measured(f.estimate("engagement", p, month=m), 2) for p in powers)) for m in reversed(months))
    dropped = len(f.months) - len(months)
    note = f"{dropped} earlier months are not listed here: equipoise export has all estimates." if dropped else None
    table = Table(
        "Engagement by month: events per independent article", (Column("Month"), *(Column(f.name(p), True) for p in powers)), rows, note
    )
    lead = "Events per independent article of the month. A wide bar means that few articles were read."
    return Section("months", "Month by month", lead, (*blocks, table))
