"""Memberships: dates in order, known states, and the same as a list compiled apart where both speak."""

from __future__ import annotations

import csv
from datetime import date
from itertools import pairwise
from pathlib import Path

from equipoise.reference.memberships import groups, members, memberships
from equipoise.reference.statehood import code_of, existed


def test_every_member_is_a_state_that_existed_when_it_joined() -> None:
    assert [m for m in memberships() if code_of(m.code, "iso3") != m.code or not existed(m.code, m.since.year)] == []


def test_terms_of_one_state_in_one_role_do_not_overlap() -> None:
    for key in {(m.group, m.code, m.role) for m in memberships()}:
        terms = sorted((m for m in memberships() if (m.group, m.code, m.role) == key), key=lambda m: m.since)
        assert all(m.until is None or m.until >= m.since for m in terms)
        assert all(a.until is not None and a.until < b.since for a, b in pairwise(terms)), key


def test_groups_grow_and_shrink() -> None:
    assert [len(members("EU", date(y, 12, 31))) for y in (1960, 1980, 1990, 2000, 2005, 2010, 2015, 2021)] == [6, 9, 12, 15, 25, 27, 28, 27]
    assert [len(members("NATO", date(y, 12, 31))) for y in (1950, 1990, 2000, 2010, 2024)] == [12, 16, 19, 28, 32]
    assert members("CSTO", date(2009, 1, 1)) - members("CSTO", date(2015, 1, 1)) == {"UZB"}


def test_it_agrees_with_the_list_compiled_apart(shared: Path) -> None:
    ours = {(m.group, m.code, m.role, m.since.isoformat()) for m in memberships()}
    with (shared / "data" / "ref" / "groups_membership_hand.csv").open(encoding="utf-8") as rows:
        theirs = {(r["group"], r["iso3"], r["role"], r["start"]) for r in csv.DictReader(rows) if r["role"] == "member"}
    differ = {t for t in theirs if t not in ours}
    assert differ == {("CIS", "UKR", "member", "1991-12-08")}  # it never ratified the charter: a participant here
    extra = {o for o in ours if o[2] == "member" and o[0] in {t[0] for t in theirs} and o not in theirs}
    assert extra == set()


def test_every_group_has_one_name() -> None:
    assert len({(m.group, m.name) for m in memberships()}) == len(groups())
