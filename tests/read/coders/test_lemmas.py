"""Lemmas that the lemmatizer cuts wrongly lead back to the verb."""

import pytest

from equipoise.read.coders.rules import RulesCoder
from equipoise.read.coders.rules.lemmas import mend_lemmas, past_stem, present_stem


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Oman has unbanned the party.", "unban"),
        ("The soldiers waged war on Chad.", "wage"),
        ("The ruler forsook his allies.", "forsake"),
        ("Oman resupplied the garrison.", "resupply"),
        ("The ministers griped about the tariff.", "gripe"),
    ],
)
def test_a_form_leads_to_its_verb(coder: RulesCoder, text: str, verb: str) -> None:
    doc = coder._nlp(text)
    mend_lemmas(doc, coder._known)
    assert verb in {t.lemma_ for t in doc}


def test_a_form_of_no_known_verb_leads_nowhere() -> None:
    assert past_stem("red", {"re", "r"}) is None
    assert past_stem("stated", {"wage"}) is None
    assert present_stem("this", {"wage"}) is None
