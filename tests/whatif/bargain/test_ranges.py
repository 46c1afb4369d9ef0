"""Bands over many bargains: centred on one, reproducible, as wide as the inputs are uncertain; and who pulls whom."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.errors import InputError
from equipoise.whatif import bargain, bargain_ranges
from equipoise.whatif.bargain import pull_ranges


def table(found: pa.Table) -> list[dict[str, float]]:
    rows: list[dict[str, float]] = found.to_pylist()
    return rows


def test_without_uncertainty_every_draw_is_the_bargain(council: pa.Table) -> None:
    bands = bargain_ranges(council, draws=3, position_sd=0, salience_sd=0, capability_sd=0)
    played = bargain(council)
    last = played.info["turns"]
    ends = [r["mean_position"] for r in table(played.turns) if r["turn"] == last]
    for row, end in zip(table(bands.outcomes), ends, strict=True):
        assert row["value"] == pytest.approx(end, abs=1e-12)
        assert row["p05"] == row["p50"] == row["p95"] == pytest.approx(end, abs=1e-9)
    finals = [r["position"] for r in table(played.positions) if r["turn"] == last]
    assert [r["value"] for r in table(bands.positions)] == finals


def test_the_seed_decides_and_the_order_of_quantiles_holds(council: pa.Table) -> None:
    first, again, other = (bargain_ranges(council, draws=30, seed=s).positions for s in (1, 1, 2))
    assert first.equals(again)
    assert not first.equals(other)
    for row in table(first):
        assert 0 <= row["p05"] <= row["p50"] <= row["p95"] <= 100


def test_more_doubt_about_positions_is_a_wider_band(council: pa.Table) -> None:
    def width(sd: float) -> float:
        rows = table(bargain_ranges(council, draws=150, position_sd=sd, salience_sd=0, capability_sd=0).outcomes)
        return float(np.mean([r["p95"] - r["p05"] for r in rows]))

    assert width(1.0) < width(8.0)


def test_drawn_saliences_of_an_actor_never_sum_to_more_than_100(council: pa.Table) -> None:
    from equipoise.whatif.bargain.actors import read_actors
    from equipoise.whatif.bargain.ranges import Spread, _draws

    actors = read_actors(council, bounded=True)
    for drawn in _draws(actors, Spread(30, 40, 0.5), 50, np.random.default_rng(0), True):
        assert drawn.salience.sum(axis=1).max() <= 1 + 1e-12
        assert drawn.salience.min() >= 0
        assert 0 <= drawn.position.min() <= drawn.position.max() <= 100
        assert drawn.capability.min() > 0


def test_names_do_not_matter(council: pa.Table) -> None:
    renamed = council.set_column(0, "actor", pa.array([f"z{n}" for n in council["actor"].to_pylist()]))
    one, two = (bargain_ranges(t, draws=10).positions["p50"].to_pylist() for t in (council, renamed))
    assert one == two


def test_expected_utility_has_bands_too(hawk_and_dove: pa.Table) -> None:
    bands = bargain_ranges(hawk_and_dove, draws=20, method="expected_utility", rounds=3)
    assert bands.turns["turn"].to_pylist() == [0, 1, 2, 3]
    assert bands.info["settled"] is None


def test_a_group_pulls_by_what_the_others_do_without_it(hawk_and_dove: pa.Table) -> None:
    (pull,) = pull_ranges(hawk_and_dove, {"hawks": ["hawk"]}, draws=0)
    assert pull.value == pytest.approx(42.39 - 20)  # the dove alone stays at 20; with the hawk it ends at 42.39
    assert pull.p05 == pull.p50 == pull.p95 == pull.value


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"draws": 0}, "draws must be a whole number of at least 1"),
        ({"position_sd": -1}, "position_sd must be a number of at least 0"),
        ({"salience_sd": float("nan")}, "salience_sd"),
        ({"method": "other"}, "method must be one of"),
    ],
)
def test_options_that_make_no_sense_are_refused(hawk_and_dove: pa.Table, options: dict[str, object], says: str) -> None:
    with pytest.raises(InputError, match=says):
        bargain_ranges(hawk_and_dove, **options)  # type: ignore[arg-type]


def test_groups_must_be_actors_and_leave_somebody(hawk_and_dove: pa.Table) -> None:
    with pytest.raises(InputError, match="owl not among the actors"):
        pull_ranges(hawk_and_dove, {"g": ["owl"]})
    with pytest.raises(InputError, match="nobody is left"):
        pull_ranges(hawk_and_dove, {"g": ["hawk", "dove"]})


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_capabilities_have_no_unit(seed: int) -> None:
    random = np.random.default_rng(seed)
    rows = {"actor": list("abcd"), "dimension": ["x"] * 4, "position": random.uniform(0, 100, 4), "salience": random.uniform(10, 100, 4)}
    weight = random.uniform(1, 100, 4)
    one, two = (bargain_ranges(pa.table({**rows, "capability": k * weight}), draws=4).positions for k in (1.0, 1000.0))
    np.testing.assert_allclose(one["p50"].to_numpy(), two["p50"].to_numpy(), atol=1e-3)
