"""Constructions of grammar: subjects from afar, quotations, attempts, questions, denials, operators as nouns."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from equipoise.read.coders import Coding
from equipoise.words.event import AttributionKind, Mention

Best = Callable[[str], Mention | None]
Code = Callable[..., Coding]


def told(m: Mention) -> str:
    """ "TYPE ACTORS > RECIPIENTS modality"."""
    sides = (" ".join(sorted({a.code for a in side})) for side in (m.actors, m.recipients))
    return f"{m.event} {' > '.join(sides)} {m.modality}".replace("  ", " ")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Norway is yet to recognise Kosovo.", "SUPPORT NOR > KOS negated"),
        ("Malta has yet to recognise Kosovo.", "SUPPORT MLT > KOS negated"),
        ("Would Peru expel the Chilean diplomats?", "SANCTION PER > CHL hypothetical"),
        ("Ghana tried to mediate between Togo and Benin.", "CONSULT GHA > BEN TGO occurred"),
        ("It was Norway that condemned Sudan.", "ACCUSE NOR > SDN occurred"),
        ("A threat by Ecuador to expel Peruvian miners alarmed the towns.", "THREATEN ECU > PER occurred"),
        ("Japan is considering sanctions against Myanmar.", "SANCTION JPN > MMR hypothetical"),
        ("With the help of Oman, Chad condemned Sudan.", "ACCUSE TCD > SDN occurred"),
        ("Togo denied allegations that it had hacked the Ghanaian ministry.", "COERCE TGO > GHA negated"),
        ("Kenya got the presidents of Rwanda and Uganda to negotiate.", "CONSULT KEN > RWA UGA occurred"),
        ("Most of the sanctions against Sudan were lifted by Norway.", "CONCEDE NOR > SDN occurred"),
        ("Oman offered to host talks between Iran and Iraq.", "AGREE OMN > IRN IRQ occurred"),
        ("The Peruvian senators whom Chile denounced left the hall.", "ACCUSE CHL > PER occurred"),
    ],
)
def test_who_does_what_to_whom(text: str, wanted: str, best: Best) -> None:
    mention = best(text)
    assert mention is not None
    assert told(mention) == wanted


def test_neither_nor_denies_both(code: Code) -> None:
    found = code("Hungary neither condemned nor supported the Serbian move.").mentions
    assert {told(m) for m in found} == {"ACCUSE HUN > SRB negated", "SUPPORT HUN > SRB negated"}


def test_will_reaches_the_second_verb(code: Code) -> None:
    found = code("Peru's president will fly to Quito on Monday and then attend talks with Brazilian ministers.").mentions
    assert found
    assert {m.modality for m in found} == {"planned"}


def test_we_in_a_quotation_is_its_speaker(best: Best, code: Code) -> None:
    mention = best("“We condemn Belarus for this,” the Latvian foreign minister said.")
    assert mention is not None
    assert (told(mention), mention.attribution.kind) == ("ACCUSE LVA > BLR occurred", AttributionKind.QUOTED_PERSON)
    (later,) = code("“We condemn Belarus for the raids.”", "The Latvian president said so on Monday.").mentions
    assert told(later) == "ACCUSE LVA > BLR occurred"


def test_people_of_an_unknown_state_leave_the_actor_open(best: Best) -> None:
    mention = best("Pirates released the Georgian sailors on Monday.")
    assert mention is not None
    assert told(mention) == "RETREAT > GEO occurred"


@pytest.mark.parametrize(
    "text",
    [
        "A receiving state may expel diplomats without a reason.",
        "A Peruvian company agreed to supply a Chilean company.",
        "Who remembers the Peruvian visit to Chile?",
    ],
)
def test_rules_about_anybody_and_business_are_no_events(text: str, code: Code) -> None:
    assert code(text).mentions == ()


def test_a_headline_without_a_full_stop_tells_what_happened(best: Best) -> None:
    assert best("Peru sends doctors to Chile after quake") is not None


@pytest.mark.parametrize(
    ("text", "event", "modality"),
    [
        ("Oman did not join in imposing an embargo on Chad.", "SANCTION", "negated"),
        ("It is unclear whether Oman will bomb the camps in Chad.", "ASSAULT", "hypothetical"),
        ("Oman said it would strike Chad again if the shelling continued.", "THREATEN", "occurred"),
        ("The Omani envoy flies to Chad tomorrow.", "AGREE", "planned"),
        ("Oman is demanding that Chad release the crew.", "REQUEST", "occurred"),
        ("There have been secret contacts between Oman and Chad.", "CONSULT", "occurred"),
        ("Oman declared itself ready to mediate between Chad and Mali.", "AGREE", "occurred"),
    ],
)
def test_how_a_deed_is_told_decides(best: Callable[[str], Mention | None], text: str, event: str, modality: str) -> None:
    mention = best(text)
    assert mention is not None
    assert (mention.event.value, mention.modality.value) == (event, modality)


@pytest.mark.parametrize(
    "text", ["Oman did not feel threatened by Chad.", "Cairo insists it did not deport students to Chad, an aide said of the rumour."]
)
def test_a_mood_and_a_denial_ask_and_threaten_nobody(code: Callable[..., Coding], text: str) -> None:
    assert not {m.event.value for m in code(text).mentions} & {"THREATEN", "REQUEST"}


def test_a_show_of_force_within_an_attack_is_not_told_apart(code: Callable[..., Coding]) -> None:
    told = {m.event.value for m in code("Omani commandos landed in Chad and blew up a bridge.").mentions}
    assert told == {"ASSAULT"}


def test_what_has_no_sides_hides_no_other_event(code: Callable[..., Coding]) -> None:
    (mention,) = code("Vietnam has yet to recognise Kosovo, for all the hints dropped by visiting ministers.").mentions
    assert (mention.event.value, mention.modality.value) == ("SUPPORT", "negated")
