"""Who acts and who is acted on, through passives, hosts, nouns and reported speech."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from equipoise.words.event import Mention

Best = Callable[[str], Mention | None]

CASES = [
    ("Chad sanctioned Sudan.", "CHD_", "TCD", "SDN"),
    ("Sudan was sanctioned by Chad.", "passive", "TCD", "SDN"),
    ("Sudan, which Chad had sanctioned, protested.", "relative", "TCD", "SDN"),
    ("Bolivia hosted the Peruvian foreign minister.", "host", "PER", "BOL"),
    ("Bolivia's president met his Peruvian counterpart in Lima.", "visitor", "BOL", "PER"),
    ("The visit of the Peruvian president to Bolivia lasted two days.", "noun", "PER", "BOL"),
    ("Peru's criticism of Bolivia grew louder.", "noun", "PER", "BOL"),
    ("According to the Kremlin, Bolivia accused Peru of theft.", "speaker", "BOL", "PER"),
    ("Paraguay agreed to help Bolivia.", "infinitive", "PRY", "BOL"),
    ("Paraguay condemned the attack on Bolivia by Peru.", "stance", "PRY", "PER"),
    ("Canada imposed sanctions on Peru and Bolivia.", "several", "CAN", "BOL PER"),
    ("Bolivia received aid from Canada.", "receiving", "CAN", "BOL"),
    ("Kenyan police detained dozens of activists.", "own people", "KEN", "KEN"),
]


@pytest.mark.parametrize(("text", "why", "actors", "recipients"), CASES)
def test_sides(text: str, why: str, actors: str, recipients: str, best: Best) -> None:
    mention = best(text)
    assert mention is not None, why
    assert " ".join(sorted({a.code for a in mention.actors})) == actors
    assert " ".join(sorted({a.code for a in mention.recipients})) == recipients


def test_all_sides_of_talks_act(best: Best) -> None:
    mention = best("Bolivia held talks with Peru.")
    assert mention is not None
    assert mention.reciprocal
    assert {a.code for a in mention.actors} == {"BOL", "PER"}
    assert mention.recipients == ()


def test_the_meeting_of_two_is_one_event(best: Best) -> None:
    mention = best("The presidents of Bolivia and Peru met on Monday.")
    assert mention is not None
    assert {a.code for a in mention.actors} == {"BOL", "PER"}
