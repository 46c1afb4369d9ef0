"""A scenario file says what it means, and what is wrong with it, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.whatif.scenario.conftest import BARGAIN, CORRIDOR, SECTORS, TRADE

from equipoise.errors import InputError
from equipoise.whatif.scenario.read import parse_scenario, read_scenario
from equipoise.words.scenario import BargainQuestion, CorridorQuestion, Range, SourceKind, TradeQuestion


def test_the_keys_become_a_question() -> None:
    found = parse_scenario(TRADE + "who: RUS\ndoes: cuts off\nwhom: [KAZ, UZB]\nsince: 2022-07\nelasticity: [2, 4, 8]\n", name="cut")
    assert (found.name, found.deed.who, found.deed.whom, found.deed.since) == ("cut", ("RUS",), ("KAZ", "UZB"), "2022-07")
    question = found.question
    assert isinstance(question, TradeQuestion)
    assert question.elasticity == Range(2, 4, 8)
    assert question.flows.rows[1] == ("A", "B", 12.0)
    assert [(s.exporters, s.importers, s.cut) for s in question.shocks] == [(("A",), ("B",), True)]


def test_norway_stays_norway() -> None:
    found = parse_scenario(TRADE.replace("[A, B, C]", "[NO, B, C]").replace("    A:", "    NO:").replace("from: A", "from: NO"))
    assert isinstance(found.question, TradeQuestion)
    assert found.question.flows.rows[0][0] == "NO"


def test_both_ways_are_two_shocks() -> None:
    found = parse_scenario(TRADE.replace("cut: true", "cut: true\n    both_ways: true"))
    assert isinstance(found.question, TradeQuestion)
    assert [(s.exporters, s.importers) for s in found.question.shocks] == [(("A",), ("B",)), (("B",), ("A",))]


def test_cases_of_a_network() -> None:
    found = parse_scenario(CORRIDOR).question
    assert isinstance(found, CorridorQuestion)
    assert [(c.name, c.close) for c in found.cases] == [("open", ()), ("closed", ("pipe",)), ("widened", ("pipe",))]
    assert [(x.route, x.capacity) for x in found.cases[2].change] == [("east", 20.0)]


def test_sources_are_ids_addresses_or_words() -> None:
    text = BARGAIN + "sources:\n  - https://example.org/a\n  - e-0123456789ab\n  - claim: x:1-2:amount\n    note: a figure\n  - a book\n"
    assert [(s.kind, s.note) for s in parse_scenario(text).sources] == [
        (SourceKind.URL, None),
        (SourceKind.EVENT, None),
        (SourceKind.CLAIM, "a figure"),
        (SourceKind.TEXT, None),
    ]


def test_actors_may_stand_in_rows() -> None:
    rows = "actors:\n  columns: [actor, capability, position, salience]\n  rows:\n    - [a, 1, 10, 50]\n    - [b, 2, 90, 50]\n"
    found = parse_scenario("title: x\nengine: bargain\n" + rows).question
    assert isinstance(found, BargainQuestion)
    assert found.actors.columns == ("actor", "capability", "position", "salience", "dimension")
    assert found.actors.rows[1] == ("b", 2.0, 90.0, 50.0, "position")


@pytest.mark.parametrize(
    ("text", "old", "new", "says"),
    [
        (TRADE, "shocks:", "shock:", "line 1: the scenario needs a key 'shocks'; was 'shock' in line 10 meant to be it?"),
        (TRADE, "title: A cut", "titel: A cut", "needs a key 'title'"),
        (TRADE, "year: 2020", "yaer: 2020", "line 3: the scenario has no key 'yaer'. Was 'year' meant?"),
        (
            TRADE,
            "engine: trade",
            "engine: trad",
            "line 2: 'engine' must be one of trade, sectors, corridor, bargain; 'trad' was given. Was 'trade'",
        ),
        (TRADE, "year: 2020", "year: soon", "line 3: 'year' must be a number"),
        (TRADE, "year: 2020", "year: 20.5", "line 3: 'year' must be a whole number"),
        (TRADE, "[10, 80, 5]", "[10, 80]", "line 8: B needs 3 values (to A, B, C); here are 2 values"),
        (TRADE, "[10, 80, 5]", "[10, -80, 5]", "line 8: 'B to B' must be a number (at least 0)"),
        (TRADE, "[10, 80, 5]", "[10, .nan, 5]", "line 8: 'B to B' must be a number"),
        (TRADE, "cut: true", "cut: perhaps", "line 13: 'cut' must be true or false"),
        (TRADE, "cut: true", "cut: true\n    flow_percent: -10", "line 11: a shock needs one of"),
        (TRADE, "cut: true", "both_ways: true", "line 11: a shock needs one of"),
        (TRADE, "cut: true", "flow_percent: -100", "line 13: 'flow_percent' must be a number"),
        (TRADE, "cut: true", "tariff: 0.1", "line 13: 'tariff' needs the engine sectors"),
        (TRADE, "year: 2020", "elasticity: 0", "line 3: 'elasticity' must be a number (more than 0)"),
        (TRADE, "year: 2020", "elasticity: [5, 4, 3]", "line 3: 'elasticity': low, central and high must rise"),
        (TRADE, "year: 2020", "closure: aditive", "Was 'additive' meant?"),
        (TRADE, "year: 2020", "since: last year", "line 3: 'since' must be a year, month or day"),
        (TRADE, "seed: 3", "sede: 3", "'uncertainty' has no key 'sede'. Was 'seed' meant?"),
        (TRADE, "draws: 50", "draws: 9000000", "'draws' must be a number (at least 0 and at most 100000)"),
        (TRADE, "year: 2020", "sources: [{event: e-1, url: 'https://a'}]", "line 3: a source needs one of"),
        (TRADE, "year: 2020", "sources: [{url: 'javascript:alert(1)'}]", "line 3: an address begins with https://"),
        (CORRIDOR, "capacity: 60", "capacity: much", "line 5: 'capacity' must be a number"),
        (CORRIDOR, "route: wells, capacity: 60", "route: wells", "line 5: a row of 'network' needs a key 'capacity'"),
        (CORRIDOR, "route: wells, capacity", "rout: wells, capacity", "was 'rout' in line 5 meant to be it?"),
        (CORRIDOR, "{close: pipe}", "{closed: pipe}", "line 13: case 'closed' has no key 'closed'. Was 'close' meant?"),
        (CORRIDOR, "{east: 20}", "{east: -1}", "'east' must be a number (at least 0)"),
        (BARGAIN, "salience: 90", "salience: lots", "line 5: 'salience' must be a number"),
        (BARGAIN, "engine: bargain", "engine: bargain\nmethod: spm", "line 3: 'method' must be one of smp, expected_utility"),
        (SECTORS, "sectors: machines, cut: true", "sectors: machines, cut: true, log_change: 1", "a shock needs one of"),
        (SECTORS, "flows:", "flow:", "needs a key 'flows'; was 'flow' in line 3 meant"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, old: str, new: str, says: str) -> None:
    assert old in text
    with pytest.raises(InputError) as error:
        parse_scenario(text.replace(old, new, 1), "f.yaml")
    assert says in str(error.value)
    assert str(error.value).startswith("f.yaml, line ")


def test_a_file_that_cannot_be_read_is_a_message(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no.yaml cannot be read.*whatif init"):
        read_scenario(tmp_path / "no.yaml")
    (tmp_path / "latin.yaml").write_bytes("title: caf\xe9".encode("latin-1"))
    with pytest.raises(InputError, match="not UTF-8"):
        read_scenario(tmp_path / "latin.yaml")
    (tmp_path / "huge.yaml").write_text("# " + "x" * 3_000_000)
    with pytest.raises(InputError, match="1,000,000 characters"):
        read_scenario(tmp_path / "huge.yaml")
