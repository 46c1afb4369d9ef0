"""An event in plain English: who did what to whom, and never as done what was only planned."""

from dataclasses import replace

import pytest

from equipoise.reference.plover import plover_types
from equipoise.show.phrases import phrase, say
from equipoise.words.event import Event, EventType, Modality

from . import made

KINDS = [(t, mode) for t, facts in plover_types().items() for mode in (None, *facts.modes)]


def visit() -> Event:
    """Macron's visit to Astana."""
    return made.project().events[0]


def test_a_visit_is_said_with_who_whom_and_where() -> None:
    assert say(visit()) == "Emmanuel Macron (France) visited Kazakhstan in Astana"


@pytest.mark.parametrize(
    ("modality", "said"),
    [
        (Modality.PLANNED, "Emmanuel Macron (France) to visit Kazakhstan in Astana (planned)"),
        (Modality.HYPOTHETICAL, "Emmanuel Macron (France) might visit Kazakhstan in Astana (only a possibility)"),
        (Modality.NEGATED, "Emmanuel Macron (France) did not visit Kazakhstan in Astana (reported as not so)"),
        (Modality.ONGOING, "Emmanuel Macron (France) visited Kazakhstan in Astana (still going on)"),
    ],
)
def test_said_is_not_done(modality: Modality, said: str) -> None:
    assert say(replace(visit(), modality=modality)) == said


def test_a_planned_promise_is_said_as_what_is_promised() -> None:
    assert say(replace(visit(), event=EventType.AGREE, mode=None, modality=Modality.PLANNED)) == (
        "Emmanuel Macron (France) to cooperate with Kazakhstan in Astana (planned)"
    )


def test_sides_that_act_together_are_joined() -> None:
    together = replace(visit(), actors=(made.PEOPLE["RUS"], made.PEOPLE["KAZ"]), recipients=(), reciprocal=True, mode=None)
    assert say(together) == "Russia and Kazakhstan held talks in Astana"


def test_an_event_without_parties_is_still_a_sentence() -> None:
    assert say(replace(visit(), actors=(), recipients=(), place=None)) == "Somebody not named made a visit"


def test_a_name_with_hidden_characters_shows_them() -> None:
    odd = replace(made.PEOPLE["Macron"], name=f"Emm{made.OVERRIDE}anuel")
    assert "Emm⟨U+202E⟩anuel" in say(replace(visit(), actors=(odd,)))


@pytest.mark.parametrize(("kind", "mode"), KINDS)
def test_every_type_and_mode_has_words_and_no_code(kind: EventType, mode: str | None) -> None:
    said = say(replace(visit(), event=kind, mode=mode))
    assert kind.value not in said
    assert "Emmanuel Macron (France)" in said
    assert said.endswith("Kazakhstan in Astana") or phrase(kind, mode).tail in said


def test_states_that_want_an_article_have_it() -> None:
    said = say(replace(visit(), actors=(made.PEOPLE["USA"],), recipients=(made.PEOPLE["EUR"],), place=None))
    assert said == "The United States visited the European Union"
