"""Every scenario that comes with Equipoise runs as it is, with ranges, and says where its figures are from."""

from __future__ import annotations

import pytest

from equipoise.errors import InputError
from equipoise.whatif.scenario.read import parse_scenario
from equipoise.whatif.scenario.run import run_scenario
from equipoise.whatif.scenario.start import sample_text, samples

NAMES = (
    *("bargain", "corridor", "sectors", "trade"),
    *("chinese-border-closure", "cpc-closure", "eaeu-exit", "eu-oil-embargo", "rosatom-tender", "russian-transit-ban"),
)


def test_there_are_these() -> None:
    assert tuple(s.name for s in samples()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_it_runs_as_it_is(name: str) -> None:
    text = sample_text(name)
    for many in ("draws: 1000", "draws: 200", "draws: 100"):
        text = text.replace(many, "draws: 20")
    scenario = parse_scenario(text, f"{name}.yaml", name)
    assert scenario.sources
    result = run_scenario(scenario, f"{name}.yaml")
    assert result.says
    for row in result.headline.table.to_pylist():
        assert row["p05"] <= row["p50"] <= row["p95"]


def test_the_networks_of_the_sample_agree_with_the_routes_reported() -> None:
    text = sample_text("cpc-closure").replace("draws: 1000", "draws: 0")
    found = {r["case"]: r["max_flow"] for r in run_scenario(parse_scenario(text, name="x")).headline.table.to_pylist()}
    assert found["as it is"] == pytest.approx(70.5)
    assert found["CPC closes"] == pytest.approx(4 + 17.5 + 7.5 + 2.688)  # the east, Samara, Aktau and Kenkiyak
    assert found["all through Russia closes"] == pytest.approx(4 + 7.5 + 2.688)


def test_an_unknown_name_names_the_nearest() -> None:
    with pytest.raises(InputError, match=r"Was 'cpc-closure' meant\?"):
        sample_text("cpc-closing")
