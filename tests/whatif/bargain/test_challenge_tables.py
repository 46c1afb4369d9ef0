"""The challenge matrix, the offers and who moved whom are those of the bargain that was played."""

from __future__ import annotations

import pyarrow as pa
import pytest

from equipoise.whatif import bargain


def test_the_example_worked_by_hand_is_in_the_tables(hawk_and_dove: pa.Table) -> None:
    """Figures of docs/methods/bargaining.md, 1.1."""
    played = bargain(hawk_and_dove)
    first = {r["challenger"]: r for r in played.challenges.to_pylist() if r["turn"] == 0}
    assert first["hawk"]["probability"] == pytest.approx(0.5556, abs=1e-4)
    assert first["hawk"]["expected_utility"] == pytest.approx(0.072, abs=1e-3)
    assert first["dove"]["probability"] == pytest.approx(0.4186, abs=1e-4)
    assert first["dove"]["expected_utility"] == pytest.approx(0.3014, abs=1e-4)
    assert first["hawk"]["made"]
    assert first["dove"]["made"]
    offers = {r["challenger"]: r for r in played.offers.to_pylist() if r["turn"] == 0}
    assert offers["hawk"]["challenged_position"] == pytest.approx(39.52, abs=0.01)
    assert offers["dove"]["challenger_position"] == pytest.approx(42.39, abs=0.01)
    assert offers["dove"]["taken_by_challenger"]
    assert offers["dove"]["taken_by_challenged"]
    assert not offers["hawk"]["taken_by_challenger"]
    moved = {(r["partner"], r["actor"]): r for r in played.influence.to_pylist()}
    assert moved["dove", "hawk"]["distance"] == pytest.approx(80 - 42.39)
    assert moved["hawk", "dove"]["distance"] == pytest.approx(42.39 - 20)
    assert sum(r["share"] for r in moved.values()) == pytest.approx(1)
    assert {r["first_turn"] for r in moved.values()} == {1}


def test_everybody_is_weighed_against_everybody_else_in_every_turn(council: pa.Table) -> None:
    played = bargain(council)
    turns = played.info["turns"]
    assert played.challenges.num_rows == turns * 5 * 4
    assert all(r["challenger"] != r["challenged"] for r in played.challenges.to_pylist())
    assert all(0 <= r["probability"] <= 1 for r in played.challenges.to_pylist())


def test_each_makes_at_most_the_most_promising_challenge(council: pa.Table) -> None:
    by_challenger: dict[tuple[int, str], list[dict[str, object]]] = {}
    for r in bargain(council).challenges.to_pylist():
        by_challenger.setdefault((r["turn"], r["challenger"]), []).append(r)
    for rows in by_challenger.values():
        best = max(float(r["expected_utility"]) for r in rows)  # type: ignore[arg-type]
        made = [r for r in rows if r["made"]]
        assert len(made) == (1 if best > 1e-5 else 0)
        assert all(float(r["expected_utility"]) == pytest.approx(best, abs=1e-12) for r in made)  # type: ignore[arg-type]


def test_what_was_moved_in_all_is_the_sum_of_the_moves(council: pa.Table) -> None:
    played = bargain(council)
    places: dict[int, dict[str, list[float]]] = {}
    for r in played.positions.to_pylist():
        places.setdefault(r["turn"], {}).setdefault(r["actor"], []).append(r["position"])
    far = sum(
        sum((a - b) ** 2 for a, b in zip(places[t][actor], places[t - 1][actor], strict=True)) ** 0.5
        for t in range(1, len(places))
        for actor in places[t]
    )
    assert sum(r["distance"] for r in played.influence.to_pylist()) == pytest.approx(far)
    assert sum(r["moves"] for r in played.influence.to_pylist()) <= played.moves.num_rows


def test_in_expected_utility_the_one_who_yields_was_challenged(hawk_and_dove: pa.Table) -> None:
    played = bargain(hawk_and_dove, method="expected_utility", rounds=1)
    (offer,) = played.offers.to_pylist()
    assert (offer["challenger"], offer["challenged"], offer["challenged_position"]) == ("dove", "hawk", 20.0)
    made = {(r["challenger"], r["challenged"]): r["made"] for r in played.challenges.to_pylist()}
    assert made == {("dove", "hawk"): True, ("hawk", "dove"): False}
    values = {r["challenger"]: r["expected_utility"] for r in played.challenges.to_pylist()}
    assert values["hawk"] == pytest.approx(0.3534, abs=1e-4)  # docs/methods/bargaining.md, 2.1: a, as the hawk judges
    assert values["dove"] == pytest.approx(-0.625, abs=1e-4)


def test_nobody_moves_where_all_stand_in_one_place() -> None:
    same = pa.table({"actor": ["a", "b"], "dimension": ["x"] * 2, "capability": [1.0, 2.0], "position": [40.0] * 2, "salience": [50.0] * 2})
    played = bargain(same)
    assert played.influence.num_rows == 0
    assert played.offers.num_rows == 0
    alone = bargain(same.slice(0, 1))
    assert alone.challenges.num_rows == 0
