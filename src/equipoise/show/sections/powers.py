"""Who stands where: charts with ranges and the table under them; powers by channel; engagement by month."""

from __future__ import annotations

from dataclasses import dataclass

from equipoise.measure.roll_up import OTHER, WEST
from equipoise.reference.states import state_name
from equipoise.show.marks import EvidenceBook
from equipoise.show.names import channel_name, with_article
from equipoise.show.odds import EVEN_ODDS, counted, likelihood, number, percent, probability_above, range_words
from equipoise.show.page import Block, Cell, Column, Figure, Paragraph, RangeRow, Ranges, Section, Table, Trend, TrendPoint
from equipoise.show.sections.rows import left_out
from equipoise.show.when import month_name
from equipoise.words.estimate import Direction, Estimate
from equipoise.words.event import Channel

MOST_MONTHS = 12
MOST_TILTS = 8


def who_stands_where(book: EvidenceBook) -> Section:
    """Share, net cooperation and standing of each power, with ranges."""
    f = book.facts
    rows = [p for p in f.powers if (e := f.estimate("engagement", p)) is not None and (e.events or p not in (WEST, OTHER))]
    if not any((e := f.estimate("engagement", p)) is not None and e.events for p in rows):
        return Section(
            "powers",
            "Who stands where",
            None,
            (Paragraph(f"These articles report no event between {state_name(f.target)} and another state."),),
        )
    blocks: list[Block] = [figure for scale in _SCALES if (figure := _figure(book, rows, scale)) is not None]
    blocks += [_table(book, rows), _directions(book, rows)]
    if (tilts := _tilts(book)) is not None:
        blocks.append(tilts)
    lead = (
        f"The dot is the best estimate; the bar holds the true value with {percent(f.settings.level)} probability, as far as chance goes. "
        "Sentences that were misread, and what the articles leave out, come on top."
    )
    return Section("powers", "Who stands where", lead, tuple(blocks))


@dataclass(frozen=True, slots=True)
class _Scale:
    """How a measure is drawn: its title, what it asks, the words at the axis and what the axis spans (None: as far as the ranges go)."""

    measure: str
    title: str
    asks: str
    axis: str
    domain: tuple[float, float] | None
    digits: int = 1


_SCALES = (
    _Scale("share", "Share of dealings", "how much of the dealings each power has", "share of all dealings", None),
    _Scale("net_cooperation", "Net cooperation", "how friendly or hostile the dealings are", "← conflict · cooperation →", (-10, 10)),
    _Scale("standing", "Standing", "whose standing gains or suffers, according to the sources", "← loses · gains →", (-1, 1), 2),
)


def _figure(book: EvidenceBook, powers: list[str], scale: _Scale) -> Figure | None:
    f = book.facts
    rows = []
    for p in powers:
        e = f.estimate(scale.measure, p)
        if e is not None and e.events and e.value is not None and e.low is not None and e.high is not None:
            rows.append(RangeRow(f.name(p), e.value, e.low, e.high))
    if not rows:
        return None
    is_share = scale.domain is None

    def show(x: float) -> str:
        return percent(x) if is_share else number(x, scale.digits, sign=True)

    said = "; ".join(f"{r.label} {show(r.value)}, range {show(r.low)} to {show(r.high)}" for r in rows)
    domain = scale.domain or (0.0, min(1.0, 1.05 * max(r.high for r in rows)))
    title = f"{scale.title}: {scale.asks}"
    return Figure(Ranges(title, scale.axis, tuple(rows), domain, percent=is_share), f"{title}. {said}.")


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
    return Table(f"The same in figures: estimate, and its {percent(f.settings.level)} range in small print", columns, tuple(rows))


def _measured(e: Estimate | None, digits: int, sign: bool = False, is_percent: bool = False) -> Cell:
    """The figure with its range; a dash where there is none, or where only the prior speaks (signed measures of no events)."""
    if e is None or e.value is None or (sign and not e.events):
        empty = "no articles" if e is not None and e.measure == "engagement" else "no events"
        return Cell("–", note=empty if e is not None else None)
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


def _tilts(book: EvidenceBook) -> Table | None:
    """Between which two powers cooperation leans which way, the pairs with most events first; None without any."""
    f = book.facts
    found = [e for e in f.estimates("tilt") if e.power and e.events and e.value is not None]
    if not found:
        return None
    ranked = sorted(found, key=lambda e: (-len(e.events), e.power or ""))
    columns = (Column("Between"), Column("Events", True), Column("Tilt", True), Column("Leans towards"))
    rows = tuple(_tilt(book, e) for e in ranked[:MOST_TILTS])
    caption = "Tilt: +1 is all cooperation with the first, −1 all with the second"
    return Table(caption, columns, rows, left_out(len(rows), len(ranked), "The rest is in this brief as .json."))


def _tilt(book: EvidenceBook, e: Estimate) -> tuple[Cell, ...]:
    f = book.facts
    a, _, b = (e.power or "").partition("-")
    p = probability_above(e)
    towards, sure = (a, p) if (e.value or 0) >= 0 else (b, 1 - p if p is not None else None)
    sides = sure is not None and sure >= EVEN_ODDS
    leans = f"{f.name(towards)}: {likelihood(sure, f.basis(e.events))}" if sure is not None and sides else "neither, as far as can be told"
    value = Cell(number(e.value, 2, sign=True), note=range_words(e.low, e.high, 2, sign=True))
    return (Cell(f"{f.name(a)} and {with_article(f.name(b))}"), Cell("", book.estimate(e)), value, Cell(leans))


def _way(e: Estimate | None) -> Cell:
    if e is None or not e.events:
        return Cell("–", note="no events")
    return Cell(number(e.value, 2), note=f"{range_words(e.low, e.high, 2)}; {counted(len(e.events), 'event')}")


def _of_month(e: Estimate | None) -> Cell:
    """A month's rate with its range; where no event is reported the range alone, for its middle is the prior's."""
    if e is None or e.value is None:
        return Cell("–", note="no articles")
    return Cell(number(e.value, 2) if e.events else "no events", note=range_words(e.low, e.high, 2))


def channels_by_powers(book: EvidenceBook) -> Section:
    """Events and net cooperation of each power in each channel."""
    f = book.facts
    powers = [p for p in f.powers if (e := f.estimate("engagement", p)) is not None and e.events]
    channels = [c for c in Channel if any(_events(book, p, c) for p in powers)]
    if not channels:
        return Section("channels", "Channels and powers", None, (Paragraph("No event was found to sort into channels."),))
    rows = tuple((Cell(channel_name(c)), *(_crossing(book, p, c) for p in powers)) for c in channels)
    lead = (
        f"Number of events, and under it net cooperation with its {percent(f.settings.level)} range. Green leans to cooperation, "
        "red to conflict. An empty cell means that these articles report nothing, not that nothing happened."
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
    note = f"{number(net.value, sign=True)}\n({range_words(net.low, net.high, sign=True)})"
    return Cell("", book.estimate(e), note=note, tone=max(-1.0, min(1.0, net.value / 10)))


def by_month(book: EvidenceBook) -> Section | None:
    """Engagement of each power in each month; None with fewer than two months."""
    f = book.facts
    read = [m for m in f.months if any((e := f.estimate("engagement", p, month=m)) is not None and e.value is not None for p in f.powers)]
    months = read[-MOST_MONTHS:]
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
        says = f"Engagement of each power by month with its {percent(f.settings.level)} range; the figures are in the table below."
        blocks.append(Figure(Trend("Engagement by month", "events per independent article", points), says))
    rows = tuple((Cell(month_name(m)), *(_of_month(f.estimate("engagement", p, month=m)) for p in powers)) for m in reversed(months))
    note = left_out(len(months), len(read), "The latest months are shown. All of them: equipoise export.")
    table = Table(
        "Engagement by month: events per independent article",
        (Column("Month", whole=True), *(Column(f.name(p), True) for p in powers)),
        rows,
        note,
    )
    lead = (
        "Events per independent article of the month, of the months in which any article was published. A wide bar means that few articles "
        "were read. Where none of a month’s articles reports an event, only the range is given: not reported is not zero."
    )
    return Section("months", "Month by month", lead, (*blocks, table))
