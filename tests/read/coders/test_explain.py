"""`explain` says what fired, and why nothing did."""

from __future__ import annotations

import datetime

from equipoise.read.coders.rules import RulesCoder
from equipoise.read.coders.rules.explain import Explanation, explain

DAY = datetime.date(2023, 6, 15)


def one(coder: RulesCoder, text: str) -> Explanation:
    (found,) = explain(coder, text, DAY)
    return found


def test_a_coded_sentence_names_its_rule(coder: RulesCoder) -> None:
    found = one(coder, "Latvia condemned Belarus for the arrests.")
    fired = [c for c in found.candidates if c.mention is not None]
    assert [c.word.text for c in fired] == ["condemned"]
    assert fired[0].mention is not None
    assert fired[0].mention.rule == fired[0].sense
    assert found.silence is None


def test_a_silent_sentence_says_why(coder: RulesCoder) -> None:
    assert "names no state" in (one(coder, "The farmers condemned the rain.").silence or "")
    assert "none of its verbs" in (one(coder, "Peru lies on the Pacific.").silence or "")
    assert one(coder, "Peru should apologise to Chile.").silence is not None


def test_the_parse_names_the_word_each_word_hangs_on(coder: RulesCoder) -> None:
    found = one(coder, "Latvia condemned Belarus.")
    relations = {w.text: (w.relation, found.words[w.head].text) for w in found.words}
    assert relations["Latvia"] == ("nsubj", "condemned")


def test_explaining_and_coding_agree(coder: RulesCoder) -> None:
    found = one(coder, "Norway suspended aid to Malawi and urged Zambia to release the miners.")
    assert {str(c.mention.event) for c in found.candidates if c.mention is not None} == {"SANCTION", "REQUEST"}
