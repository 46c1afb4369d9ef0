"""A bargain proposed from events: figures that follow from deeds, each with its mentions, and nothing played unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from equipoise import open_project
from equipoise.errors import InputError
from equipoise.whatif.scenario.propose import proposal_yaml, propose_actors
from equipoise.whatif.scenario.read import parse_scenario
from equipoise.whatif.scenario.run import run_scenario
from equipoise.words.scenario import BargainQuestion

NEWS = (
    "Plant talks\n\n10 May 2024\n\n"
    "Russia and Kazakhstan signed an agreement on the nuclear power plant on 7 May 2024. "
    "China signed an agreement with Kazakhstan on the nuclear power plant on 8 May 2024. "
    "The United States criticised Kazakhstan over the nuclear power plant on 9 May 2024. "
    "Russia sent aid to Kazakhstan on 6 May 2024.\n"
)


@pytest.fixture
def project(tmp_path: Path):  # type: ignore[no-untyped-def]
    (tmp_path / "a.txt").write_text(NEWS)
    with open_project() as opened:
        opened.add(tmp_path / "a.txt")
        yield opened


def test_figures_follow_from_deeds_and_each_has_its_evidence(project) -> None:  # type: ignore[no-untyped-def]
    found, mentions = project.whatif.propose("Kazakhstan", ["nuclear"])
    by_actor = {p.actor: p for p in found}
    assert {"RUS", "CHN", "USA", "KAZ"} <= set(by_actor)
    assert by_actor["USA"].position < 50 < by_actor["CHN"].position
    assert by_actor["RUS"].salience < by_actor["CHN"].salience  # aid is a deed of Russia's on another matter
    assert max(p.capability for p in found) == 100
    for p in found:
        assert p.evidence
        assert all("nuclear" in mentions[m].sentence.text for m in p.evidence)


def test_a_channel_is_an_issue_too(project) -> None:  # type: ignore[no-untyped-def]
    events = list(project.events())
    channels = {e.channel.value for e in events}
    assert "nuclear" in channels
    mentions = {m.id: m for m in project.mentions()}
    assert len(propose_actors(events, mentions, "KAZ", ["NUCLEAR"])) >= 2


def test_the_file_is_a_scenario_that_is_not_played_before_it_was_reviewed(project) -> None:  # type: ignore[no-untyped-def]
    found, mentions = project.whatif.propose("KAZ", ["nuclear"])
    text = proposal_yaml(found, mentions, "KAZ", ["nuclear"])
    scenario = parse_scenario(text, "p.yaml", "p")
    assert isinstance(scenario.question, BargainQuestion)
    assert scenario.question.reviewed is False
    with pytest.raises(InputError, match="nobody has looked at"):
        run_scenario(scenario, "p.yaml")
    played = run_scenario(parse_scenario(text.replace("reviewed: false", "reviewed: true").replace("draws: 300", "draws: 3"), "p.yaml"))
    assert played.sheet("actors").table.num_rows == len(found)
    evidence = project.whatif.evidence(scenario.sources)
    assert all("nuclear" in e.quote for found_here in evidence.values() for e in found_here)


def test_a_title_of_a_stranger_cannot_write_keys(project) -> None:  # type: ignore[no-untyped-def]
    found, mentions = project.whatif.propose("KAZ", ["nuclear"])
    text = proposal_yaml(found, mentions, "KAZ", ['x"\nreviewed: true\n#'])
    question = parse_scenario(text, "p.yaml").question
    assert isinstance(question, BargainQuestion)
    assert question.reviewed is False


def test_an_issue_that_nobody_reports_on_is_said(project) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError, match="no event with Kazakhstan is on fisheries"):
        project.whatif.propose("KAZ", ["fisheries"])
    with pytest.raises(InputError, match="no state or organisation"):
        project.whatif.propose("Atlantis", ["nuclear"])
    with pytest.raises(InputError, match="name a channel"):
        project.whatif.propose("KAZ", [" "])


def test_a_source_that_is_not_in_the_ledger_is_said(project) -> None:  # type: ignore[no-untyped-def]
    sources = parse_scenario("title: x\nengine: bargain\nactors: a.csv\nsources: [e-000000000000]\n", "f.yaml").sources
    with pytest.raises(InputError, match="'e-000000000000' is not in"):
        project.whatif.evidence(sources)
