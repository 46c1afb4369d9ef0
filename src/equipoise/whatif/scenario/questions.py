"""What a scenario asks each engine. In: the keys of its file. Out: a question, checked as far as that goes without its data."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from equipoise.whatif.scenario.document import Items, Node, Scalar
from equipoise.whatif.scenario.document import Mapping as Keys
from equipoise.whatif.scenario.fields import Fields, kind, number
from equipoise.whatif.scenario.tables import MATRIX, Wanted, read_table
from equipoise.words.scenario import (
    BargainQuestion,
    Case,
    Change,
    CorridorQuestion,
    Engine,
    Group,
    Question,
    Range,
    SectorsQuestion,
    Shock,
    Spread,
    TradeQuestion,
    WorstClosures,
)

FLOWS = Wanted(MATRIX[:2], MATRIX[2:])
GDP = Wanted(("country",), ("gdp",))
SECTOR_FLOWS = Wanted(("exporter", "importer", "sector"), ("value",))
TECHNOLOGY = Wanted(("sector",), ("elasticity", "value_added"), optional=None)
NETWORK = Wanted(
    ("from", "to", "route"),
    ("capacity",),
    ("state", "owner", "source", "note", "low", "high", "cost", "most"),
    ("low", "high", "cost", "most"),
)
ACTORS = Wanted(
    ("actor", "dimension"), ("capability", "position", "salience"), ("why", "evidence", "state"), defaults=(("dimension", "position"),)
)
MOST_DRAWS = 100_000
SIZES = ("log_change", "flow_percent", "cost_percent", "tariff")
CLOSURES = ("additive", "multiplicative", "conditional")


def read_question(engine: Engine, fields: Fields) -> Question:
    """The keys of an engine. Raises InputError with the line."""
    return READERS[engine](fields)


def _trade(fields: Fields) -> TradeQuestion:
    return TradeQuestion(
        flows=read_table(fields.node("flows"), "flows", FLOWS),
        gdp=read_table(fields.node("gdp"), "gdp", GDP) if fields.has("gdp") else None,
        keep=fields.texts("keep"),
        scope=fields.choice("scope", ("economy", "goods"), "economy"),
        shocks=_shocks(fields, sectors=False),
        year=fields.whole("year"),
        unit=fields.maybe_text("unit"),
        groups=_groups(fields),
        elasticity=read_range(fields.node("elasticity"), "elasticity") if fields.has("elasticity") else Range(4.0, 4.0, 4.0),
        closure=fields.choice("closure", CLOSURES, "additive"),
        psi=fields.number("psi", low=0) if fields.has("psi") else 0.0,
        reference=fields.maybe_text("reference"),
    )


def _sectors(fields: Fields) -> SectorsQuestion:
    path = fields.maybe_text("economy")
    inline = path is None
    return SectorsQuestion(
        path=path,
        flows=read_table(fields.node("flows"), "flows", SECTOR_FLOWS) if inline else None,
        technology=read_table(fields.node("technology"), "technology", _technology(fields)) if inline else None,
        shocks=_shocks(fields, sectors=True),
        year=fields.whole("year"),
        unit=fields.maybe_text("unit"),
        groups=_groups(fields),
        deficits=fields.choice("deficits", ("zero", "observed"), "zero"),
    )


def _technology(fields: Fields) -> Wanted:
    """The columns of input shares bear the sectors' names, which the rows give: all but ``sector`` hold numbers."""
    node = fields.node("technology")
    columns: list[str] = []
    if isinstance(node, Keys):
        listed = {k.text: v for k, v in node.entries}.get("columns")
        columns = [n.text for n in getattr(listed, "nodes", ()) if isinstance(n, Scalar)]
    return Wanted(TECHNOLOGY.text, TECHNOLOGY.numbers, None, tuple(c for c in columns if c not in TECHNOLOGY.needed))


def _shocks(fields: Fields, sectors: bool) -> tuple[Shock, ...]:
    nodes = fields.items("shocks")
    if not nodes:
        raise fields.place("shocks").error("'shocks' is empty: say whose trade with whom changes ('- from: RUS', 'to: KAZ', 'cut: true')")
    return tuple(s for node in nodes for s in _shock(node, sectors))


def _shock(node: Node, sectors: bool) -> tuple[Shock, ...]:
    """One shock, or two where it goes both ways."""
    f = Fields(node, "a shock")
    exporters, importers = (_parties(f, key) for key in ("from", "to"))
    sizes = {key: f.maybe_number(key, low=-99.999 if key.endswith("percent") else -100) for key in SIZES}
    if not sectors and sizes["tariff"] is not None:
        raise f.place("tariff").error("'tariff' needs the engine sectors; with trade give 'cost_percent'")
    cut = f.truth("cut", False)
    given = [key for key, value in sizes.items() if value is not None] + ["cut"] * cut
    if len(given) != 1:
        what = f"{' and '.join(map(repr, given))} were given" if given else "none was given"
        raise node.at.error(f"a shock needs one of {', '.join((*SIZES, 'cut'))}; {what}")
    both = f.truth("both_ways", False)
    only = f.texts("sectors") if sectors else ()
    f.done()
    there = Shock(exporters, importers, cut, **sizes, sectors=only, line=node.at.line)
    back = Shock(importers, exporters, cut, **sizes, sectors=only, line=node.at.line)
    return (there, back) if both else (there,)


def _parties(fields: Fields, key: str) -> tuple[str, ...]:
    fields.node(key)
    return fields.texts(key)


def _corridor(fields: Fields) -> CorridorQuestion:
    return CorridorQuestion(
        network=read_table(fields.node("network"), "network", NETWORK),
        cases=_cases(fields),
        groups=_groups(fields),
        source=fields.maybe_text("source") or "S",
        sink=fields.maybe_text("sink") or "T",
        demand=fields.maybe_number("demand", low=0),
        worst=_worst(fields),
        year=fields.whole("year"),
        unit=fields.maybe_text("unit"),
    )


def _worst(fields: Fields) -> WorstClosures | None:
    if not fields.has("worst"):
        return None
    f = Fields(fields.node("worst"), "'worst'")
    found = WorstClosures(f.whole("k", 1, 1, 10) or 1, f.choice("by", ("route", "node", "state", "owner"), "route"), f.texts("protected"))
    f.done()
    return found


def _cases(fields: Fields) -> tuple[Case, ...]:
    if not fields.has("cases"):
        return ()
    node = fields.node("cases")
    if not isinstance(node, Keys):
        raise node.at.error(f"'cases' must have a key for each case, with 'close' or 'change'; {kind(node)} was given")
    found = []
    for name, value in node.entries:
        if isinstance(value, Scalar) and not value.text:
            found.append(Case(name.text, line=name.at.line))
            continue
        f = Fields(value, f"case {name.text!r}")
        found.append(Case(name.text, f.texts("close"), _changes(f), name.at.line))
        f.done()
    return tuple(found)


def _changes(fields: Fields) -> tuple[Change, ...]:
    if not fields.has("change"):
        return ()
    node = fields.node("change")
    if not isinstance(node, Keys):
        raise node.at.error(f"'change' must map routes to new capacities; {kind(node)} was given")
    inner = Fields(node, "'change'")
    return tuple(Change(route.text, inner.number(route.text, low=0)) for route, _ in node.entries)


def _bargain(fields: Fields) -> BargainQuestion:
    scale = Fields(fields.node("scale"), "'scale'") if fields.has("scale") else None
    found = BargainQuestion(
        actors=read_table(fields.node("actors"), "actors", ACTORS),
        low=scale.maybe_text("low") if scale else None,
        high=scale.maybe_text("high") if scale else None,
        method=fields.choice("method", ("smp", "expected_utility"), "smp"),
        max_turns=fields.whole("max_turns", 100, 1, 1000) or 100,
        rounds=fields.whole("rounds", 10, 0, 1000) or 0,
        reviewed=fields.truth("reviewed", True),
    )
    if scale:
        scale.done()
    return found


READERS: Mapping[Engine, Callable[[Fields], Question]] = {
    Engine.TRADE: _trade,
    Engine.SECTORS: _sectors,
    Engine.CORRIDOR: _corridor,
    Engine.BARGAIN: _bargain,
}
SPREADS: Mapping[Engine, tuple[str, ...]] = {
    Engine.TRADE: ("flow_sd",),
    Engine.SECTORS: ("flow_sd",),
    Engine.CORRIDOR: ("capacity_sd",),
    Engine.BARGAIN: ("position_sd", "salience_sd", "capability_sd"),
}
DRAWS: Mapping[Engine, int] = {Engine.TRADE: 1000, Engine.SECTORS: 100, Engine.CORRIDOR: 1000, Engine.BARGAIN: 300}
"""Unless the file says how many."""


def read_spread(engine: Engine, fields: Fields) -> Spread:
    """The key ``uncertainty``."""
    if not fields.has("uncertainty"):
        return Spread(given=False, draws=DRAWS[engine])
    f = Fields(fields.node("uncertainty"), "'uncertainty'")
    draws, seed = f.whole("draws", DRAWS[engine], 0, MOST_DRAWS) or 0, f.whole("seed", 0, 0, 2**31) or 0
    sds = {key: f.maybe_number(key, low=0) for key in SPREADS[engine]}
    flows = engine in (Engine.TRADE, Engine.SECTORS)
    domestic = read_range(f.node("domestic"), "domestic") if flows and f.has("domestic") else None
    elasticity = read_range(f.node("elasticity"), "elasticity") if engine is Engine.SECTORS and f.has("elasticity") else None
    hold = f.choice("hold", ("effect", "cost"), "effect") if engine is Engine.TRADE else "effect"
    says = any(v is not None for v in (*sds.values(), domestic, elasticity))
    f.done()
    return Spread(given=says, draws=draws, seed=seed, domestic=domestic, elasticity=elasticity, hold=hold, **sds)


def read_range(node: Node, key: str) -> Range:
    """A positive number, [low, high], [low, central, high], or these three as keys."""
    if isinstance(node, Scalar):
        value = number(node, key, above=0)
        return Range(value, value, value)
    if isinstance(node, Items):
        if len(node.nodes) not in (2, 3):
            raise node.at.error(f"{key!r} must be a number, [low, high] or [low, central, high]; {len(node.nodes)} values were given")
        values = [number(n, key, above=0) for n in node.nodes]
        low, high = values[0], values[-1]
        central = values[1] if len(values) == 3 else math.sqrt(low * high)
    else:
        f = Fields(node, f"{key!r}")
        low, high = f.number("low", above=0), f.number("high", above=0)
        central = f.maybe_number("central", above=0) or math.sqrt(low * high)
        f.done()
    if not low <= central <= high:
        raise node.at.error(f"{key!r}: low, central and high must rise; {low:g}, {central:g}, {high:g} were given")
    return Range(low, central, high)


def _groups(fields: Fields) -> tuple[Group, ...]:
    if not fields.has("groups"):
        return ()
    node = fields.node("groups")
    inner = Fields(node, "'groups'")
    return tuple(Group(name.text, inner.texts(name.text)) for name, _ in getattr(node, "entries", ()))
