"""Every data file is well-formed: codes are known, terms of one office do not overlap, labels exist for all of the vocabulary."""

from __future__ import annotations

from collections import Counter
from itertools import groupby, pairwise

import pytest

from equipoise.reference.channels import channel_about, channel_label
from equipoise.reference.files import parts, read_rows
from equipoise.reference.groups import groups
from equipoise.reference.leaders import FILES, LEADING, Term, terms
from equipoise.reference.organisations import organisations
from equipoise.reference.plover import contexts, plover_types, score_of, type_label
from equipoise.reference.sectors import plural_of, roles, sectors
from equipoise.reference.states import names_of_codes, states
from equipoise.words.event import Channel, EventType, Quad

SINGLE_OFFICES = frozenset(
    {"president", "prime minister", "chancellor", "king", "emir", "sultan", "foreign minister", "defence minister", "energy minister",
     "finance minister", "secretary-general", "general secretary", "supreme leader", "vice president", "emperor", "pope"}
)  # fmt: skip


def test_every_state_has_codes_of_three_and_two_capital_letters_once() -> None:
    assert len(states()) >= 195
    for length, codes in ((3, [s.code for s in states()]), (2, [s.iso2 for s in states()])):
        assert all(len(c) == length and c.isupper() and c.isascii() for c in codes)
        assert [c for c, n in Counter(codes).items() if n > 1] == []


def test_no_two_states_share_a_name_a_people_or_a_capital() -> None:
    owners: dict[str, set[str]] = {}
    for s in states():
        for name in (s.name, *s.names, *s.demonyms, *s.people, *s.capitals, *s.seats):
            owners.setdefault(name.casefold(), set()).add(s.code)
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}


@pytest.mark.parametrize("name", ["states.csv", "codes.csv", "organisations.csv", "groups.csv", *FILES])
def test_every_row_has_the_columns_of_its_header_and_no_repeated_value(name: str) -> None:
    for row in read_rows(name):
        assert None not in row
        for cell in row.values():
            values = parts(cell) if "|" in cell else (cell,)
            assert len(values) == len(set(values)), row


def test_codes_of_organisations_groups_and_leaders_are_known() -> None:
    known = set(names_of_codes())
    assert [o for o in organisations() if o.code not in known] == []
    assert [g for g in groups() if g.code is not None and g.code not in known] == []
    assert [m for g in groups() for m in g.members if m not in known] == []
    assert [t for t in terms() if t.state not in known] == []


def test_sectors_of_organisations_and_terms_are_of_plover() -> None:
    assert [o for o in organisations() if o.sector not in sectors()] == []
    assert [t for t in terms() if t.sector not in sectors()] == []


def test_an_organisation_has_one_row_and_a_name_means_one_organisation() -> None:
    names = Counter(name for o in organisations() for name in {o.name, *o.also})
    assert [name for name, n in names.items() if n > 1] == []
    assert len(organisations()) >= 150


def test_no_term_ends_before_it_begins_and_every_row_tells_its_source() -> None:
    assert [t for t in terms() if t.end is not None and t.end < t.start] == []
    assert {part for t in terms() for part in t.source.split("+")} <= {"REIGN", "WD26", "WP22", "typed"}


def test_an_office_of_one_person_is_not_held_by_two_at_once() -> None:
    held = [t for t in terms() if t.office in SINGLE_OFFICES]
    overlapping = [
        (a.state, a.office, a.name, b.name)
        for _, office in groupby(held, key=lambda t: (t.state, t.office))
        for a, b in pairwise(sorted(office, key=lambda t: t.start))
        if a.end is None or a.end > b.start
    ]
    assert overlapping == []


def test_heads_of_at_least_sixty_states_and_foreign_ministers_of_twelve_are_known_since_2010() -> None:
    def reaches_2010(term: Term) -> bool:
        return term.end is None or term.end.year >= 2010

    assert len({t.state for t in terms() if t.office in LEADING and reaches_2010(t)}) >= 60
    assert len({t.state for t in terms() if t.office == "foreign minister" and reaches_2010(t)}) >= 12


def test_plover_is_complete_and_a_mode_has_a_score_on_the_scale() -> None:
    assert list(plover_types()) == list(EventType)
    assert len(contexts()) == 37
    for facts in plover_types().values():
        assert facts.label
        assert facts.about
        assert all(-10 <= m.score <= 10 and m.label for m in facts.modes.values())
        conflict = facts.quad in (Quad.VERBAL_CONFLICT, Quad.MATERIAL_CONFLICT)
        assert facts.score <= 0 if conflict else facts.score > 0
    assert score_of("SANCTION", "expel") == -5.5
    assert type_label(EventType.CONSULT) == "Visit or talks"


def test_every_channel_has_a_label_and_a_description() -> None:
    assert all(channel_label(c) and channel_about(c) for c in Channel)
    assert len({channel_label(c) for c in Channel}) == len(Channel)


def test_role_nouns_are_in_lower_case_and_have_known_sectors() -> None:
    assert [r for noun, r in roles().items() if noun != noun.lower() or (r.sector is not None and r.sector not in sectors())] == []


@pytest.mark.parametrize(
    ("one", "many"), [("ally", "allies"), ("chief of staff", "chiefs of staff"), ("man", "men"), ("church", "churches")]
)
def test_plurals(one: str, many: str) -> None:
    assert plural_of(one) == many
