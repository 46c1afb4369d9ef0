"""A brief as a page, before it has a format: sections of statements, tables and charts. HTML, Markdown and PDF are made from this alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A link from a figure or sentence to what it rests on; ``target`` is an anchor of the page, ``title`` says where it leads."""

    label: str
    target: str
    title: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with its marks; ``confidence`` is said apart from the likelihood that may be in the words. ``quote`` are others' words."""

    text: str
    marks: tuple[Mark, ...] = ()
    confidence: str | None = None
    quote: str | None = None
    lead: str | None = None


@dataclass(frozen=True, slots=True)
class Statements:
    """A list of statements; ``ordered`` numbers them."""

    items: tuple[Statement, ...]
    ordered: bool = False
    left_out: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; ``note`` is smaller print under it, ``tone`` -1..1 tints it (the figure stands in
    the text as well), ``href`` an http(s) address outside the page."""

    text: str
    marks: tuple[Mark, ...] = ()
    note: str | None = None
    tone: float | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column's header; ``numeric`` columns are set flush right, ``whole`` ones (dates) are not broken where there is room."""

    name: str
    numeric: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the first cell of each row is its header. ``left_out`` says how many rows are missing and where to find them."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left_out: str | None = None


@dataclass(frozen=True, slots=True)
class RangeRow:
    """A value with its range in a chart; ``middle``, a median that may lie beside the value, gets a tick."""

    label: str
    value: float
    low: float
    high: float
    middle: float | None = None


@dataclass(frozen=True, slots=True)
class Ranges:
    """A dot with its range for each row; ``domain`` is what the axis spans: one that begins below 0 gets a line between loss and gain."""

    title: str
    axis: str
    rows: tuple[RangeRow, ...]
    domain: tuple[float, float]
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: label, in time order, and height."""

    label: str
    value: float


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar a month."""

    title: str
    axis: str
    rows: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A value with its range for one panel at one time (``time`` is YYYY-MM)."""

    panel: str
    time: str
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Trend:
    """A small chart for each panel over time, all on one scale."""

    title: str
    axis: str
    points: tuple[TrendPoint, ...]


@dataclass(frozen=True, slots=True)
class YearPoint:
    """A value with its range for one panel in one year."""

    panel: str
    year: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Years:
    """A small chart for each panel over the years: a line in its range; a year without a value is a gap. ``shared``: all on one scale."""

    title: str
    axis: str
    points: tuple[YearPoint, ...]
    percent: bool = False
    shared: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart; ``says`` is what it shows, in words, for those who cannot see it. Its figures stand in the table that follows."""

    chart: Ranges | Bars | Trend | Years
    says: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A quoted sentence lit in its paragraph: before, lit, after; with where it stands and how it was coded."""

    anchor: str
    letter: str
    source: str
    url: str | None
    before: str
    lit: str
    after: str
    coding: str


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One numbered item of evidence: an event or a figure with the passages that report it."""

    anchor: str
    number: int
    title: str
    when: str
    passages: tuple[Passage, ...]
    left_out: str | None = None


@dataclass(frozen=True, slots=True)
class Exhibits:
    """The numbered evidence."""

    items: tuple[Exhibit, ...]
    left_out: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section; ``anchor`` where marks lead to it."""

    text: str
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Notes:
    """An analyst's own Markdown, marked as such."""

    markdown: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain words of ours."""

    text: str


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Text to be copied as it is, such as BibTeX."""

    text: str


Block = Statements | Table | Figure | Exhibits | Heading | Notes | Paragraph | Verbatim


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page under its heading; ``lead`` says in a line how to read it."""

    id: str
    title: str
    lead: str | None
    blocks: tuple[Block, ...]
