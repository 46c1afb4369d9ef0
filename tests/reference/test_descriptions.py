"""Descriptions of states, and names of several owners."""

from __future__ import annotations

from datetime import date

from equipoise.reference.descriptions import heads, modifiers, wholes
from equipoise.reference.files import parts, read_rows
from equipoise.reference.states import names_of_codes


def test_the_codes_of_both_tables_are_known() -> None:
    known = set(names_of_codes())
    described = {c for r in read_rows("descriptions.csv") for c in parts(r["codes"])}
    assert described | {r["code"] for r in read_rows("ambiguous.csv")} <= known


def test_words_are_in_lower_case_and_a_description_fits_one_state_a_day() -> None:
    assert all(word == word.lower() for table in (heads(), modifiers(), wholes()) for word in table)
    for day in (date(1990, 1, 1), date(2015, 1, 1), date(2025, 1, 1), None):
        assert all(sum(k.holds(day) for k in known) <= 1 for known in wholes().values())
