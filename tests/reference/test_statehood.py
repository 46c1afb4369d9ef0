"""States over time: codes, numbers and names lead to the state that was meant in that year."""

from __future__ import annotations

import csv
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from equipoise.errors import InputError
from equipoise.reference.statehood import System, code_of, existed, name_in, number_of, spells


@pytest.mark.parametrize(
    ("value", "scheme", "year", "code"),
    [
        (705, "cow", 2020, "KAZ"),
        (365.0, "cow", 1980, "RUS"),
        (345, "cow", 1991, "YUG"),
        (345, "cow", 1992, "SRB"),
        (345, "gw", 2000, "SRB"),
        (340, "gw", 2010, "SRB"),
        (260, "cow", 1980, "DEU"),
        (255, "cow", 2000, "DEU"),
        (265, "gw", 1980, "DDR"),
        (678, "cow", 1980, "YEM"),
        (680, "cow", 1980, "YMD"),
        (817, "cow", 1970, "RVN"),
        (347, "cow", 2010, "KOS"),
        ("NA", "iso2", 2010, "NAM"),
        ("XKX", "iso3", 2010, "KOS"),
        ("REU", "iso3", None, "REU"),
        ("Soviet Union", "name", 1975, "RUS"),
        ("Yugoslavia", "name", 1985, "YUG"),
        ("Korea, North", "name", 1990, "PRK"),
        ("Gambia, The", "name", 1990, "GMB"),
        ("South Vietnam", "name", 1970, "RVN"),
        ("Turkiye", "name", 2023, "TUR"),
        ("Macedonia", "name", 2000, "MKD"),
        ("Namibia", "name", 2000, "NAM"),
        ("WLD", "iso3", 2010, None),
        ("Atlantis", "name", None, None),
        ("", "cow", None, None),
        (9999, "cow", None, None),
    ],
)
def test_a_state_is_found_by_what_a_dataset_calls_it(value: object, scheme: str, year: int | None, code: str | None) -> None:
    assert code_of(value, scheme, year) == code


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(InputError, match="iso3, iso2, cow"):
        code_of("KAZ", "fips")


@pytest.mark.parametrize("system", list(System))
def test_no_state_exists_twice_at_once(system: System) -> None:
    for code in {s.code for s in spells(system)}:
        ordered = sorted((s for s in spells(system) if s.code == code), key=lambda s: s.since)
        assert all(a.until is not None and a.until < b.since for a, b in pairwise(ordered)), code


def test_states_begin_and_end() -> None:
    assert [existed("YUG", y) for y in (1991, 1992, 1993)] == [True, True, False]
    assert [existed("SRB", y) for y in (1991, 1992, 2026)] == [False, True, True]
    assert not existed("PSE", 2020)
    assert number_of("KAZ", 1985) is None
    assert (name_in("RUS", 1985), name_in("RUS", 1991), name_in("SRB", 2005), name_in("KAZ", 2020)) == (
        "Soviet Union", "Russia", "Serbia and Montenegro", "Kazakhstan",
    )  # fmt: skip


@pytest.mark.parametrize(("file", "system"), [("cow_states_v2016.csv", System.COW), ("gw_states.csv", System.GW)])
def test_the_spells_are_those_of_the_lists(shared: Path, file: str, system: System) -> None:
    with (shared / "data" / "ref" / file).open(encoding="utf-8") as rows:
        listed = {int(float(r.get("ccode") or r["gwcode"])) for r in csv.DictReader(rows)}
    assert {s.number for s in spells(system)} == listed
    assert all(s.until is None or s.until < date(2013, 1, 1) for s in spells(system))


def test_a_number_that_no_list_can_have_is_no_state() -> None:
    assert code_of("9" * 5000, "cow", 2000) is None
