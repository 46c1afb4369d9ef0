"""Scenario: who does what to whom from when, and the question it puts to an engine. A scenario's ties stand under its name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Engine(StrEnum):
    """What answers a scenario."""

    TRADE = "trade"
    SECTORS = "sectors"
    CORRIDOR = "corridor"
    BARGAIN = "bargain"


class SourceKind(StrEnum):
    """Where a scenario's facts come from."""

    EVENT = "event"  # id of an event of the ledger
    MENTION = "mention"  # id of a mention
    CLAIM = "claim"  # id of a claim
    URL = "url"
    TEXT = "text"  # a book, a table, a person


@dataclass(frozen=True, slots=True)
class SourceRef:
    """One source: ``name`` is the id, the address or the words; ``note`` what is taken from it."""

    kind: SourceKind
    name: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does what to whom, from when (a year, month or day as written)."""

    who: tuple[str, ...] = ()
    does: str | None = None
    whom: tuple[str, ...] = ()
    since: str | None = None


@dataclass(frozen=True, slots=True)
class TableRef:
    """A table of a scenario: rows in the file itself, a file beside it, or ties of the project.

    ``rows`` hold text, numbers and None, in the order of ``columns``. ``path`` is relative to the scenario; ``rename`` maps the columns
    wanted to those of the file, and ``keep`` columns to the only value kept. ``dataset`` and ``variable`` name ties of a project.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str | float | None, ...], ...] = ()
    path: str | None = None
    rename: tuple[tuple[str, str], ...] = ()
    keep: tuple[tuple[str, str], ...] = ()
    dataset: str | None = None
    variable: str | None = None
    line: int = 0
    """Where it stands in the scenario's file."""


@dataclass(frozen=True, slots=True)
class Range:
    """A number that is not known exactly: 5 % below ``low``, 5 % above ``high``; all alike where it is."""

    low: float
    central: float
    high: float

    @property
    def known(self) -> bool:
        """Is there no range?"""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Spread:
    """How uncertain the inputs are, and how often to draw from them; 0 draws: no ranges. ``given`` is False where the scenario says
    nothing, so that usual values stand in. What is None is not varied."""

    given: bool
    draws: int
    seed: int = 0
    flow_sd: float | None = None
    """Of the logarithm of each foreign flow."""
    domestic: Range | None = None
    """Factors on domestic flows."""
    elasticity: Range | None = None
    """Factors on every sector's elasticity."""
    hold: str = "effect"
    """What stays when the elasticity is drawn: the effect on trade, or the cost behind it."""
    capacity_sd: float | None = None
    """Of the logarithm of each route's capacity."""
    position_sd: float | None = None
    """Of positions, in the units of the scale."""
    salience_sd: float | None = None
    """Of saliences, in points of 100."""
    capability_sd: float | None = None
    """Of the logarithm of capabilities."""


@dataclass(frozen=True, slots=True)
class Group:
    """Countries (or routes) that may be named together."""

    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shock:
    """Trade from each of ``exporters`` to each of ``importers`` changes. Exactly one of the others is given.

    ``cut``: all of it ends. ``log_change``: at given prices. ``flow_percent``: the same in percent (-30). ``cost_percent``: what trade
    costs more (20 = 20 %). ``tariff``: a new ad-valorem tariff (0.1 = 10 %). ``sectors``: only these; empty: all.
    """

    exporters: tuple[str, ...]
    importers: tuple[str, ...]
    cut: bool = False
    log_change: float | None = None
    flow_percent: float | None = None
    cost_percent: float | None = None
    tariff: float | None = None
    sectors: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class TradeQuestion:
    """For whatif.trade. ``year`` is the year of the flows, where it is known. With ``gdp`` (country, gdp) domestic flows are imputed, and
    small countries but those in ``keep`` merged."""

    flows: TableRef
    gdp: TableRef | None
    keep: tuple[str, ...]
    scope: str
    shocks: tuple[Shock, ...]
    year: int | None
    unit: str | None
    groups: tuple[Group, ...]
    elasticity: Range
    closure: str
    psi: float
    reference: str | None


@dataclass(frozen=True, slots=True)
class SectorsQuestion:
    """For whatif.sectors: ``path`` an .npz file of arrays, or ``flows`` (exporter, importer, sector, value) with ``technology`` (sector,
    elasticity, value_added, then the share of each sector's goods in cost, one column a sector)."""

    path: str | None
    flows: TableRef | None
    technology: TableRef | None
    shocks: tuple[Shock, ...]
    year: int | None
    unit: str | None
    groups: tuple[Group, ...]
    deficits: str


@dataclass(frozen=True, slots=True)
class Change:
    """A new capacity of a route."""

    route: str
    capacity: float


@dataclass(frozen=True, slots=True)
class Case:
    """One state of a network: what is closed (routes, groups of them, nodes, or ``state:RUS``), and what can carry more or less."""

    name: str
    close: tuple[str, ...] = ()
    change: tuple[Change, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class WorstClosures:
    """Which closures hurt most is asked: up to ``k`` at once, of each ``by`` (route, node, state, owner) but those ``protected``."""

    k: int
    by: str
    protected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CorridorQuestion:
    """For whatif.corridor. ``groups`` are routes that are closed together under a name."""

    network: TableRef
    cases: tuple[Case, ...]
    groups: tuple[Group, ...]
    source: str
    sink: str
    demand: float | None
    worst: WorstClosures | None
    year: int | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class BargainQuestion:
    """For whatif.bargain. ``low`` and ``high`` say in words what the ends of the scale mean. ``reviewed`` is False for a proposal that
    nobody has looked at, which is not played."""

    actors: TableRef
    low: str | None
    high: str | None
    method: str
    max_turns: int
    rounds: int
    reviewed: bool


Question = TradeQuestion | SectorsQuestion | CorridorQuestion | BargainQuestion


@dataclass(frozen=True, slots=True)
class Scenario:
    """A question to an engine, with what it rests on."""

    title: str
    name: str
    """Short; ties and measures carry it."""
    engine: Engine
    deed: Deed
    question: Question
    spread: Spread
    sources: tuple[SourceRef, ...]
    notes: str | None
