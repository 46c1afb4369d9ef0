"""Said is not done: what a sentence asserts, plans, supposes or denies."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from equipoise.words.event import Mention, Modality

Best = Callable[[str], Mention | None]

CASES = [
    ("Japan sent doctors to Nepal.", "occurred"),
    ("Japan is investigating the Chinese company.", "ongoing"),
    ("Japan did not send doctors to Nepal.", "negated"),
    ("Japan never threatened Nepal.", "negated"),
    ("Japan denied that it had threatened Nepal.", "negated"),
    ("Japan failed to send aid to Nepal.", "negated"),
    ("Japan will send aid to Nepal.", "planned"),
    ("The Japanese prime minister is due to visit Nepal.", "planned"),
    ("Japan could impose sanctions on Nepal.", "hypothetical"),
    ("If Japan attacked Nepal, India would condemn Tokyo.", "hypothetical"),
    ("Japan may send aid to Nepal.", "hypothetical"),
]


@pytest.mark.parametrize(("text", "modality"), CASES)
def test_modality(text: str, modality: str, best: Best) -> None:
    mention = best(text)
    assert mention is not None
    assert mention.modality == Modality(modality)


def test_future_help_is_a_promise(best: Best) -> None:
    mention = best("Norway will give money to Malawi.")
    assert mention is not None
    assert mention.event == "AGREE"


def test_a_future_punishment_is_a_threat(best: Best) -> None:
    mention = best("Norway will impose sanctions on Malawi.")
    assert mention is not None
    assert (mention.event, mention.modality) == ("THREATEN", "planned")


def test_a_refusal_in_words_happened(best: Best) -> None:
    mention = best("Norway said it would not recognise the Serbian passport.")
    assert mention is not None
    assert (mention.event, mention.modality) == ("REJECT", "occurred")


NO_EVENTS = [
    "Portugal borders Spain.",
    "Portugal exports cork to Spain.",
    "Spain is the largest trading partner of Portugal.",
    "Trade between Spain and Portugal rose by 12 percent last year.",
    "Analysts believe that Spain should help Portugal.",
    "Does Spain want to invade Portugal?",
    "Portugal beat Spain 2-1 in the final of the tournament.",
    "An earthquake in Turkey killed hundreds of people.",
    "Many Portuguese live in Spain.",
    "It would be wise for Spain to invest in Portugal.",
]


@pytest.mark.parametrize("text", NO_EVENTS)
def test_geography_figures_opinions_and_sport_are_no_events(text: str, best: Best) -> None:
    assert best(text) is None
