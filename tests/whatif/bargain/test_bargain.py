"""What a bargain leads to, told in tables."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from equipoise.errors import InputError
from equipoise.whatif.bargain import bargain

PAGE = Path(__file__).resolve().parents[3] / "docs" / "methods" / "bargaining.md"
GOLD = Path(__file__).resolve().parents[3].parent / "shared" / "gold" / "whatif"


def one_dimension(**columns: list[Any]) -> pa.Table:
    return pa.table({"dimension": ["tariff"] * len(columns["actor"]), **columns})


def positions(result: Any, actor: str) -> list[float]:
    return [r["position"] for r in result.positions.to_pylist() if r["actor"] == actor]


def test_the_hawk_and_the_dove_meet_where_the_page_says(hawk_and_dove: pa.Table) -> None:
    result = bargain(hawk_and_dove)
    rows = re.findall(r"^\| (\d) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    printed = [[float(x) for x in row[1:]] for row in rows]
    means = result.turns["mean_position"].to_pylist()
    assert [list(r) for r in zip(positions(result, "hawk"), positions(result, "dove"), means, strict=True)] == [
        pytest.approx(row, abs=1e-9) for row in printed
    ]
    assert len(printed) == 3


def test_it_is_the_dove_who_moves_both(hawk_and_dove: pa.Table) -> None:
    assert bargain(hawk_and_dove).moves.to_pylist() == [
        {"turn": 1, "actor": "hawk", "partner": "dove", "part": "challenged"},
        {"turn": 1, "actor": "dove", "partner": "hawk", "part": "challenger"},
    ]


def test_in_expected_utility_the_hawk_gives_way_as_the_page_says(hawk_and_dove: pa.Table) -> None:
    result = bargain(hawk_and_dove, method="expected_utility", rounds=1)
    assert (positions(result, "hawk"), positions(result, "dove")) == ([80.0, 20.0], [20.0, 20.0])
    assert result.power["risk"].to_pylist() == pytest.approx([1, 1, 0.5, 2])
    assert result.moves.to_pylist() == [{"turn": 1, "actor": "hawk", "partner": "dove", "part": "yields"}]


def test_the_tables_have_every_turn_actor_and_dimension_in_the_order_given(council: pa.Table) -> None:
    result = bargain(council)
    names, last = ["ministry", "railway", "unions", "province", "press"], result.info["turns"]
    expected = [(t, a, d) for t in range(last + 1) for a in names for d in ("price", "route")]
    assert [(r["turn"], r["actor"], r["dimension"]) for r in result.positions.to_pylist()] == expected
    assert [(r["turn"], r["actor"]) for r in result.power.to_pylist()] == [(t, a) for t in range(last + 1) for a in names]
    assert [(r["turn"], r["dimension"]) for r in result.turns.to_pylist()] == [(t, d) for t in range(last + 1) for d in ("price", "route")]
    assert result.positions["position"].to_pylist()[:4] == [75.0, 30.0, 20.0, 85.0]
    assert result.info["settled"]


def test_the_order_of_rows_within_actors_does_not_matter(council: pa.Table) -> None:
    dimension_last = council.take(pa.array([0, 1, 2, 4, 6, 8, 9, 7, 5, 3]))
    assert bargain(council).positions.equals(bargain(dimension_last).positions)


def test_the_last_turn_is_the_last_even_if_nothing_has_settled(council: pa.Table) -> None:
    full, cut = bargain(council), bargain(council, max_turns=1)
    assert (cut.info["turns"], cut.info["settled"]) == (1, False)
    assert cut.positions.equals(full.positions.slice(0, 20))


@pytest.mark.parametrize("method", ["smp", "expected_utility"])
def test_one_actor_stays(method: Any) -> None:
    alone = one_dimension(actor=["hermit"], capability=[2.0], position=[33.3], salience=[10.0])
    assert set(positions(bargain(alone, method=method), "hermit")) == {33.3}


@pytest.mark.parametrize("method", ["smp", "expected_utility"])
def test_all_at_one_place_stay(method: Any) -> None:
    together = one_dimension(actor=["a", "b", "c"], capability=[1.0, 2.0, 3.0], position=[41.7] * 3, salience=[10.0, 60.0, 100.0])
    result = bargain(together, method=method)
    assert set(result.positions["position"].to_pylist()) == {41.7}
    assert result.moves.num_rows == 0


@pytest.mark.parametrize("method", ["smp", "expected_utility"])
def test_actors_without_power_or_interest_are_no_trouble(method: Any) -> None:
    idle = one_dimension(actor=["a", "b", "c"], capability=[0.0, 2.0, 0.0], position=[0.0, 50.0, 100.0], salience=[10.0, 0.0, 100.0])
    result = bargain(idle, method=method)
    assert all(0 <= x <= 100 for x in result.positions["position"].to_pylist())
    assert set(result.turns["mean_position"].to_pylist()) == {None}


def test_actors_in_one_place_share_one_win_probability() -> None:
    rows = one_dimension(actor=["a", "b", "c"], capability=[1.0, 1.0, 1.0], position=[20.0, 20.05, 70.0], salience=[50.0] * 3)
    a, b, c = bargain(rows).power["probability"].to_pylist()[:3]
    assert a == b
    assert a + c == pytest.approx(1)
    assert a > c


def test_an_actor_near_two_distinct_places_shows_the_later_one() -> None:
    rows = one_dimension(actor=["a", "b", "c"], capability=[1.0, 5.0, 2.0], position=[20.0, 20.12, 20.06], salience=[50.0] * 3)
    a, b, c = bargain(rows).power["probability"].to_pylist()[:3]
    assert c == b != a


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"position": [10.0, 190.0]}, ("'position'", "190")),
        ({"position": [10.0, float("nan")]}, ("'position'", "NaN")),
        ({"salience": [50.0, 150.0]}, ("'salience'", "150")),
        ({"salience": [-1.0, 50.0]}, ("'salience'", "-1")),
        ({"capability": [-2.0, 50.0]}, ("'capability'", "-2")),
        ({"capability": ["a lot", "little"]}, ("'capability'", "numbers")),
        ({"actor": ["A", "A"]}, ("actor='A'", "dimension='tariff'")),
        ({"actor": ["A", None]}, ("'actor'", "1")),
        ({"dimension": ["tariff", "route"]}, ("(A, route)", "(B, tariff)")),
        ({"actor": ["A", "A"], "dimension": ["tariff", "route"]}, ("'capability'", "1 in row 1")),
        ({"actor": ["A", "A"], "dimension": ["x", "y"], "capability": [1.0, 1.0], "salience": [60.0, 50.0]}, ("'salience'", "A (110)")),
    ],
)
def test_what_cannot_be_used_is_named(changed: dict[str, list[Any]], named: tuple[str, ...]) -> None:
    good = {"actor": ["A", "B"], "capability": [1.0, 2.0], "position": [10.0, 90.0], "salience": [50.0, 50.0]}
    with pytest.raises(InputError) as said:
        bargain(one_dimension(**{**good, **changed}))
    for word in named:
        assert word in str(said.value)


def test_options_that_cannot_be_used_are_named(council: pa.Table) -> None:
    for options, word in (({"method": "magic"}, "'magic'"), ({"max_turns": 0}, "max_turns"), ({"rounds": 1.5}, "rounds")):
        with pytest.raises(InputError, match=word):
            bargain(council, **options)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="'price', 'route'"):
        bargain(council, method="expected_utility")


def test_saliences_that_sum_to_a_hundred_but_for_rounding_pass() -> None:
    thirds = pa.table(
        {"actor": ["A"] * 3, "dimension": list("xyz"), "capability": [1.0] * 3, "position": [5.0] * 3, "salience": [33.4, 33.3, 33.3]}
    )
    assert bargain(thirds).info["settled"]


def test_frames_come_back_as_they_were_given(council: pa.Table) -> None:
    import duckdb
    import polars as pl

    for given in (council.to_pandas(), pl.from_arrow(council), duckdb.from_arrow(council)):
        result = bargain(given)
        assert type(result.positions) is type(result.power) is type(result.turns) is type(result.moves) is type(given)


def ktab(folder: Path) -> pa.Table:
    """The actors of a KTAB file: name, description, capability, then position and salience of each dimension."""
    lines = [x.rstrip().rstrip(",") for x in (folder / "input.csv").read_text(encoding="utf-8").splitlines() if x.strip()][2:]
    cells = [[cell.strip() for cell in line.split(",")] for line in lines]
    rows = [(c[0], f"d{k}", float(c[2]), float(x), float(s)) for c in cells for k, (x, s) in enumerate(zip(c[3::2], c[4::2], strict=True))]
    names = ("actor", "dimension", "capability", "position", "salience")
    return pa.table({name: [row[k] for row in rows] for k, name in enumerate(names)})


@pytest.mark.skipif(not GOLD.is_dir(), reason="no ../shared/gold beside the repository")
@pytest.mark.parametrize("scenario", ["dummyData_3Dim", "SOE-Pol-Comp", "dummyData-a040"])
def test_every_turn_of_ktab_is_met(scenario: str) -> None:
    result = bargain(ktab(GOLD / "ktab_smp" / scenario))
    with (GOLD / "ktab_smp" / scenario / "positions.csv").open(encoding="utf-8", newline="") as file:
        expected = [float(r["position"]) for r in csv.DictReader(file)]
    np.testing.assert_allclose(result.positions["position"].to_numpy(), expected, rtol=0, atol=1e-9)
    with (GOLD / "ktab_smp" / scenario / "winprob.csv").open(encoding="utf-8", newline="") as file:
        printed = {(int(r["turn"]), r["actor"]): float(r["prob"]) for r in csv.DictReader(file)}
    got = {(r["turn"], r["actor"]): r["probability"] for r in result.power.to_pylist()}
    assert max(abs(got[key] - value) for key, value in printed.items()) <= 5.001e-5


@pytest.mark.skipif(not GOLD.is_dir(), reason="no ../shared/gold beside the repository")
def test_the_emission_standards_of_the_european_community_go_as_published() -> None:
    folder = GOLD / "bdm_emission"
    with (folder / "actors.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    given = one_dimension(
        actor=[r["Actor"] for r in rows],
        capability=[float(r["Capability"]) for r in rows],
        position=[float(r["Position"]) for r in rows],
        salience=[100 * float(r["Salience"]) for r in rows],
    )
    result = bargain(given, method="expected_utility", rounds=10)
    with (folder / "actor_rounds.csv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    for name, table in (("position", result.positions), ("risk_exponent", result.power)):
        got = table[name if name == "position" else "risk"].to_numpy()
        np.testing.assert_allclose(got, [float(r[name]) for r in expected], rtol=0, atol=1e-9)
    chart = [7.4, 7.4, 7.5, 7.6, 7.3, 7.3, 7.4, 7.5, 7.6, 7.3, 7.2]
    np.testing.assert_allclose(result.turns["mean_position"].to_numpy(), chart, rtol=0, atol=0.07)
