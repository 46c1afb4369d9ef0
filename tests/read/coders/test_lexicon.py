"""Every entry of the lexicon codes its own example."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from equipoise.read.coders.rules.lexicon import Sense, load_lexicon
from equipoise.reference.plover import plover_types
from equipoise.words.errors import SettingsError
from equipoise.words.event import EventType, Mention

SENSES = load_lexicon().senses


def codes(people: object) -> str:
    return " ".join(sorted({p.code for p in people}))  # type: ignore[attr-defined]


@pytest.mark.parametrize("sense", SENSES, ids=[s.id for s in SENSES])
def test_an_entry_codes_its_example(sense: Sense, best: Callable[[str], Mention | None]) -> None:
    mention = best(sense.example)
    assert mention is not None
    if sense.op is None:
        assert (mention.event, mention.mode) == (sense.event, sense.mode or mention.mode)
    if sense.gives:
        actors, _, recipients = (part.strip() for part in sense.gives.partition(">"))
        wanted = " ".join(sorted(actors.split())), " ".join(sorted(recipients.split()))
        assert (codes(mention.actors), codes(mention.recipients)) == wanted


def test_every_entry_has_an_example_and_a_unique_id() -> None:
    assert all(s.example for s in SENSES)
    assert len({s.id for s in SENSES}) == len(SENSES)


def test_all_sixteen_types_have_several_entries() -> None:
    counts = {t: sum(s.event is t for s in SENSES) for t in EventType}
    assert min(counts.values()) >= 5


def test_modes_are_those_of_the_type() -> None:
    wrong = [s.id for s in SENSES if s.event is not None and s.mode is not None and s.mode not in plover_types()[s.event].modes]
    assert wrong == []


def test_a_further_file_adds_and_replaces(tmp_path: Path) -> None:
    more = tmp_path / "more.toml"
    more.write_text('event = "PROTEST"\n[[sense]]\nid = "mine.kettle"\nverbs = "kettle"\nexample = "x"\n', encoding="utf-8")
    lexicon = load_lexicon((str(more),))
    assert [s.id for s in lexicon.verbs["kettle"]] == ["mine.kettle"]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"gone\.toml cannot be read"):
        load_lexicon((str(tmp_path / "gone.toml"),))
