"""What a mention carries beside its sides: spans, ids, attribution, topic, standing, place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from equipoise.read.coders import Coding
from equipoise.read.coders.rules.standing import Exchange, standing_of
from equipoise.settings import Settings
from equipoise.words.event import EventType, Mention, Modality

Best = Callable[[str], Mention | None]
Code = Callable[..., Coding]
TEXTS = ("Serbia accused Croatia of spying.", "Slovak President Zuzana Čaputová visited Armenia and praised the Armenian government.")


def test_every_span_quotes_the_text(code: Code) -> None:
    text = " ".join(TEXTS)
    for m in code(*TEXTS).mentions:
        spans = [m.sentence, m.trigger, *(a for a in (*m.actors, *m.recipients) if a.text is not None)]
        assert all(text[s.start : s.end] == s.text for s in spans)


def test_reading_again_gives_the_same(code: Code) -> None:
    assert code(*TEXTS) == code(*TEXTS)


def test_ids_are_unique_and_made_of_article_trigger_and_type(code: Code) -> None:
    mentions = code(*TEXTS).mentions
    assert len({m.id for m in mentions}) == len(mentions) >= 2
    assert mentions[0].id == f"a:{mentions[0].trigger.start}-{mentions[0].trigger.end}:ACCUSE"


def test_the_main_clause_is_surest(best: Best) -> None:
    mention = best("Serbia accused Croatia of spying after Croatia expelled three Serbian diplomats.")
    assert mention is not None
    assert mention.event == "ACCUSE"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Serbia visited nobody. Poland sent tanks to Ukraine.", "author"),
        ("According to the Kremlin, Poland sent tanks to Ukraine.", "named_source"),
        ("Poland sent tanks to Ukraine, officials said.", "unnamed_source"),
        ("Poland reportedly sent tanks to Ukraine.", "unnamed_source"),
        ("“Poland sent tanks to Ukraine,” said Vladimir Putin.", "quoted_person"),
    ],
)
def test_who_vouches(text: str, kind: str, best: Best) -> None:
    mention = best(text)
    assert mention is not None
    assert mention.attribution.kind == kind


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("Kuwait signed an agreement with Jordan on uranium and nuclear reactors.", "nuclear"),
        ("Kuwait signed an agreement with Jordan on a railway.", "transit"),
        ("Kuwait imposed sanctions on Jordan.", "sanctions"),
        ("The Kuwaiti emir visited Jordan.", "diplomacy"),
        ("Kuwait sent blankets to Jordan.", "humanitarian"),
        ("Kuwaiti troops attacked a Jordanian village.", "security"),
    ],
)
def test_channel(text: str, channel: str, best: Best) -> None:
    mention = best(text)
    assert mention is not None
    assert mention.channel == channel


def test_a_visit_told_again_keeps_its_host(code: Code) -> None:
    mentions = code("Macron visited Kazakhstan last week.", "Macron's visit focused on uranium.").mentions
    assert [[r.code for r in m.recipients] for m in mentions] == [["KAZ"], ["KAZ"]]
    assert mentions[1].recipients[0].text is None


def test_a_place_is_where_it_happened(best: Best) -> None:
    mention = best("The Chinese president met Tokayev in Astana.")
    assert mention is not None
    assert mention.place is not None
    assert mention.place.code == "KAZ"


def standing(event: str, *sides: str, mode: str | None = None, modality: Modality = Modality.OCCURRED) -> dict[str, int]:
    exchange = Exchange(EventType(event), mode, modality, sides, frozenset(), "", False)
    return {s.power: s.sign for s in standing_of(Settings(), exchange)}


def test_a_power_gains_by_cooperation_and_loses_by_conflict() -> None:
    assert standing("AID", "CHN", "KAZ") == {"CHN": 1}
    assert standing("REJECT", "KAZ", "RUS") == {"RUS": -1}


def test_denied_support_costs_standing() -> None:
    assert standing("SUPPORT", "KAZ", "RUS", modality=Modality.NEGATED) == {"RUS": -1}


def test_help_for_a_rival_costs_the_power() -> None:
    assert standing("AID", "KAZ", "UKR") == {"RUS": -1}


def test_gatherings_of_many_change_nothing() -> None:
    assert standing("CONSULT", "KAZ", "RUS", mode="multilateral") == {"RUS": 0}


def test_powers_among_themselves_have_no_standing_to_win() -> None:
    assert standing("CONSULT", "CHN", "RUS") == {}


@pytest.mark.parametrize("text", ["Peru " + "agreed to " * 180 + "help Chile.", "(" * 1900, "the visit of " * 140 + "Peru to Chile."])
def test_what_is_no_sentence_is_not_coded(text: str, code: Code) -> None:
    assert code(text).mentions == ()


def test_a_visit_that_a_noun_recalls_keeps_its_date(code: Code) -> None:
    mentions = code(
        "French President Emmanuel Macron visited Kazakhstan on 1 March 2023.",
        "In April, Kazakhstan opened a border post to Kyrgyzstan.",
        "Kazakhstan signed the contracts following Macron's visit to Astana.",
    ).mentions
    visits = [m for m in mentions if m.mode == "visit"]
    assert [v.date.value for v in visits] == ["2023-03-01", "2023-03-01"]
