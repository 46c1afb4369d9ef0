"""The verbs of a project, from Python."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from equipoise.project import open_project
from equipoise.words.errors import InputError

ARTICLES = [
    {"id": "spring", "date": "2023-03-02", "text": "Emmanuel Macron visited Kazakhstan on Wednesday and met President Tokayev in Astana."},
    {"id": "summer", "date": "2023-06-20", "text": "President Vladimir Putin visited Kazakhstan on Monday. Putin met Tokayev in Astana."},
]


@pytest.mark.parametrize("wrong", [{"type": "visit"}, {"channel": "oil"}, {"modality": "done"}])
def test_a_kind_of_event_that_there_is_not_is_an_error_not_an_empty_table(wrong: dict[str, str]) -> None:
    with open_project() as project, pytest.raises(InputError, match="is not one of: "):
        project.events(**wrong)


def test_a_brief_compares_the_period_before_or_the_two_halves_of_all(tmp_path: Path) -> None:
    file = tmp_path / "news.jsonl"
    file.write_text("\n".join(json.dumps(a) for a in ARTICLES), encoding="utf-8")
    with open_project() as project:
        project.add(file)
        assert len(project.events(type="consult", channel="Diplomacy", modality="OCCURRED")) == len(project.events(type="CONSULT")) > 1
        whole, june = project.brief("KAZ").facts, project.brief("KAZ", date(2023, 6, 1), date(2023, 6, 30)).facts
    assert {(e.since, e.until) for e in whole.held_against} == {(date(2023, 3, 2), date(2023, 4, 30))}
    assert {(e.since, e.until) for e in whole.compared} == {(date(2023, 5, 1), date(2023, 6, 20))}
    assert {(e.since, e.until) for e in june.held_against} == {(date(2023, 5, 1), date(2023, 5, 31))}
    assert june.compared == june.input.estimates
