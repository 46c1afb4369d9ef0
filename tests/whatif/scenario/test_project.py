"""Scenarios on a project: its ties are flows, its ledger is the evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from equipoise import open_project
from equipoise.errors import InputError
from equipoise.words.tie import Status, Tie

SCENARIO = """title: A cut
engine: trade
flows: {ties: {dataset: mine, variable: VARIABLE, year: 2020}}
shocks: [{from: A, to: B, flow_percent: -50}]
uncertainty: {draws: 0}
"""
VALUES = {("A", "A"): 100.0, ("A", "B"): 12.0, ("B", "A"): 10.0, ("B", "B"): 80.0}


def tie(variable: str, state: str, partner: str, value: float | None, row: int) -> Tie:
    status = Status.MISSING if value is None else Status.OBSERVED
    return Tie("mine", variable, state, partner, 2020, None, value, status, row)


@pytest.fixture
def project():  # type: ignore[no-untyped-def]
    sold = [tie("exports", a, b, value, k) for k, ((a, b), value) in enumerate(VALUES.items(), 1)]
    bought = [tie("imports_cif", b, a, value, 10 + k) for k, ((a, b), value) in enumerate(VALUES.items(), 1)]
    with open_project() as opened:
        opened.store.add("ties", [*sold, *bought, tie("exports", "A", "C", None, 20)])
        yield opened


def test_ties_of_a_project_are_flows(project, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    found = []
    for variable in ("exports", "imports_cif"):  # imports go the other way
        (tmp_path / "s.yaml").write_text(SCENARIO.replace("VARIABLE", variable))
        found.append(project.whatif.run(tmp_path / "s.yaml"))
    assert found[0].sheet("welfare").table.equals(found[1].sheet("welfare").table)
    flows = {(r["exporter"], r["importer"]): r["value"] for r in found[0].sheet("flows").table.to_pylist()}
    assert flows == VALUES  # what is not known is left out, it is not 0
    assert found[0].ties(year=2020)["value"].to_pylist()[0] < 12


def test_ties_that_are_not_there_are_named(project, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for old, new, says in (
        ("mine", "theirs", "there are mine"),
        ("VARIABLE", "exprts", "it has exports, imports_cif"),
        ("2020", "1999", "in 1999"),
        ("2020", "soon", "must be a whole number"),
    ):
        text = SCENARIO.replace(old, new).replace("VARIABLE", "exports")
        (tmp_path / "s.yaml").write_text(text)
        with pytest.raises(InputError) as error:
            project.whatif.run(tmp_path / "s.yaml")
        assert says in str(error.value)
        assert "s.yaml, line 3" in str(error.value)


def test_without_a_project_that_is_said(tmp_path: Path) -> None:
    from equipoise.whatif.scenario.run import run_file

    (tmp_path / "s.yaml").write_text(SCENARIO)
    with pytest.raises(InputError, match="give the project: --project FILE"):
        run_file(tmp_path / "s.yaml")
