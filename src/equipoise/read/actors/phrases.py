"""Put names, adjectives and role nouns together: "Kazakh officials", "President Macron", "Sudan's government", "students in Nepal".
In: words of a
sentence and what the gazetteer found. Out: Phrase. Whom a phrase without a country means is settled afterwards (references.py).
"""

from __future__ import annotations

from dataclasses import replace

from equipoise.read.actors.gazetteer import Entry, Sort
from equipoise.read.actors.line import ADJECTIVES, ANCHORS, Hit
from equipoise.read.actors.names import NameReader, Phrase
from equipoise.read.actors.people import choose, party_of
from equipoise.read.actors.vocabulary import (
    DATES,
    FIRST_NAMES,
    NO_ACTOR_AFTER,
    NO_ACTOR_BEFORE,
    NUMBERS,
)
from equipoise.reference.leaders import Term
from equipoise.reference.sectors import Role
from equipoise.words.actor import ActorKind, Party

_KINDS = {
    Sort.STATE: ActorKind.STATE, Sort.DEMONYM: ActorKind.DEMONYM, Sort.PEOPLE: ActorKind.STATE, Sort.CAPITAL: ActorKind.CAPITAL,
    Sort.SEAT: ActorKind.CAPITAL, Sort.PLACE: ActorKind.CAPITAL, Sort.ORGANISATION: ActorKind.ORGANISATION, Sort.GROUP: ActorKind.GROUP,
    Sort.GROUP_ADJECTIVE: ActorKind.DEMONYM, Sort.ETHNIC: ActorKind.GROUP, Sort.ETHNIC_ADJECTIVE: ActorKind.DEMONYM,
}  # fmt: skip

_BARE = frozenset({Sort.STATE, Sort.CAPITAL, Sort.SEAT, Sort.PLACE, Sort.ORGANISATION, Sort.GROUP, Sort.ETHNIC})
_ABOVE = frozenset({"UNO", "IGO", "EUR"})
_RULERS = frozenset({"generals", "colonels"})  # who rule at home
_REBELS = frozenset(
    ["rebel", "rebels", "guerrilla", "guerrillas", "guerillas", "insurgents", "militants", "separatists", "fighters", "maoists"]
)
_STATE_BODIES = frozenset({"LEG", "JUD", "GOV", "MIL", "PTY", "COP", "SPY"})


class PhraseReader(NameReader):
    """Reads the phrases of one sentence. ``pos`` gives spaCy's coarse word class of a word, "" where there is no parse."""

    def read(self) -> list[Phrase]:
        """The phrases from left to right; they do not overlap."""
        found: list[Phrase] = []
        i = 0
        while i < len(self.words):
            phrase = self._at(i)
            if phrase is None:
                i = max(i + 1, self.hits[i].end if i in self.hits and self.hits[i].entry.sort in ANCHORS | {Sort.NOBODY} else i + 1)
                continue
            found.append(phrase)
            i = phrase.end
        return self._share_roles(found)

    # one phrase

    def _at(self, i: int) -> Phrase | None:
        hit = self.hits.get(i)
        if hit is None:
            return self._unknown_name(i) if self.words[i].capital else None
        sort = hit.entry.sort
        if sort is Sort.PERSON:
            return self._person(i, hit)
        if sort is Sort.SURNAME:
            return self._surname(i, hit) or self._unknown_name(i)
        if sort is Sort.ROLE:
            return self._role(i)
        if sort is Sort.NOBODY:
            return None
        return None if self._is_no_actor(i, hit) else self._anchored(i, hit)

    def _is_no_actor(self, i: int, hit: Hit) -> bool:
        """anti-Russian, Moscow-based, Israeli-occupied: the state is not who acts."""
        if self.key(i) in FIRST_NAMES and hit.end < len(self.words):
            after = self.words[hit.end]
            if after.capital and after.alpha and hit.end not in self.hits and after.key not in DATES and self.pos(hit.end) in ("PROPN", ""):
                return True
        before = self.key(i - 1) == "-" and self.key(i - 2) in NO_ACTOR_BEFORE
        return before or self.key(hit.end) == "$" or (self.key(hit.end) == "-" and self.key(hit.end + 1) in NO_ACTOR_AFTER)

    def _anchored(self, i: int, hit: Hit) -> Phrase | None:
        entry = hit.entry
        party = entry.party or Party("UNK", None, None)
        after, genitive = self.past_genitive(hit.end)
        ethnic = self.key(i - 1) == "ethnic" or party.code == "UNK"
        if party.sector == "REB" and self.key(hit.end - 1) in _REBELS and (where := self.linked_anchor(hit.end)) and where[0].party:
            party = replace(party, code=where[0].party.code, name=None)  # Maoist rebels in Nepal
        if entry.sort is not Sort.PEOPLE:
            bare = not genitive and (entry.sort in _BARE or entry.place is not None)
            roles, end = self.roles_from(after, self._reach(entry, genitive), bare)
            if roles and roles[-1][0].noun in ("member", "members", "candidate") and self._is_state(end):
                return None  # NATO member Turkey: Turkey acts
            if roles and party.code in _ABOVE and roles[-1][0].noun in ("observer", "observers", "expert", "experts"):
                roles = [*roles[:-1], (replace(roles[-1][0], sector="GOV"), *roles[-1][1:])]  # sent by the body, not from a university
            if roles:
                if party.code == "UNK" and (where := self.linked_anchor(end)) and where[0].party:
                    party, ethnic = replace(party, code=where[0].party.code), False  # Shiite guerrillas in southern Lebanon
                return self._with_name(i, end, roles, party, entry, ethnic)
        if entry.sort is Sort.ETHNIC_ADJECTIVE and (entry.weak or self.is_part_of_name(i, hit.end)):
            return None
        if merged := self._own_body(i, after, party, entry):
            return merged
        if party.code == "INT" and entry.sort is Sort.GROUP_ADJECTIVE:
            return None
        if genitive and (named := self._genitive_person(i, after, party)):
            return named
        return Phrase(
            i, hit.end, hit.end - 1, party, _KINDS[entry.sort], entry.sort, entry.place, None, ethnic,
            entry.sort in (Sort.PEOPLE, Sort.ETHNIC) or (ethnic and entry.sort in ADJECTIVES), homes=entry.homes,
        )  # fmt: skip

    def _own_body(self, i: int, after: int, party: Party, entry: Entry) -> Phrase | None:
        """The Dutch House of Representatives: a body of the tables, of the state whose adjective stands before it."""
        hit = self.hits.get(after)
        if (
            hit is None
            or hit.entry.sort is not Sort.ORGANISATION
            or hit.entry.party is None
            or entry.sort not in (Sort.DEMONYM, Sort.STATE)
        ):
            return None
        body = hit.entry.party
        if body.sector not in _STATE_BODIES or body.code in ("IGO", "UNO", "EUR", "NGO", "MNC", "IMG"):
            return None
        name = body.name if body.code == party.code else self.describe(i, hit.end)
        return Phrase(i, hit.end, hit.end - 1, Party(party.code, body.sector, name), ActorKind.ORGANISATION, Sort.ORGANISATION)

    def _is_state(self, i: int) -> bool:
        return i in self.hits and self.hits[i].entry.sort is Sort.STATE

    def _reach(self, entry: Entry, genitive: bool) -> int:
        """How many other words may stand between the name and its role noun: many after an adjective, one after a bare name."""
        return 5 if genitive or entry.sort in ADJECTIVES or entry.as_written else 1

    def _genitive_person(self, i: int, after: int, party: Party) -> Phrase | None:
        hit = self.hits.get(after)
        if hit and hit.entry.sort is Sort.PERSON:
            term = choose(hit.entry.terms, self.day, party.code)
            if term.state == party.code:
                self.memory.keep(party_of(term))
                return Phrase(i, hit.end, hit.end - 1, party_of(term), ActorKind.PERSON, Sort.PERSON)
        return None

    def _with_name(self, i: int, end: int, roles: list[tuple[Role, int]], party: Party, entry: Entry, ethnic: bool) -> Phrase:
        """Adjective and role nouns, with the name that follows: the French president Emmanuel Macron."""
        role, last = roles[-1]
        sector = self.sector(roles, party.sector if entry.sort is Sort.ORGANISATION else None)
        name_end, name, term = self._name_at(end, party.code, role) if role.person and not role.plural else (end, None, None)
        if name is None:
            described = " ".join(w.text for w in self.words[i:end])
            shown = self.describe(i, end) or described
            return Phrase(
                i,
                end,
                last,
                Party(party.code, sector, shown),
                ActorKind.OFFICE,
                entry.sort,
                None,
                role,
                ethnic,
                named=self.hits[i].end,
                homes=entry.homes,
            )
        person = Party(party.code, self._person_sector(roles, sector, term), name)
        self.memory.keep(person)
        return Phrase(i, name_end, name_end - 1, person, ActorKind.PERSON, Sort.PERSON, None, role)

    # roles without a country before them

    def _role(self, i: int) -> Phrase | None:
        roles, end = self.roles_from(i, 0)
        if not roles or (self.key(i - 1) == "-" and self.joins(i - 1)):
            return None
        role, last = roles[-1]
        if role.person and not role.plural:
            name_end, name, term = self._name_at(end, None, role)
            if name and (term or (role.sector != "CVL" and (self.words[last].capital or role.sector))):
                return self._titled(i, name_end, name, term, roles)
        sector = self.sector(roles, None)
        # "in": only of several or of a body, and no soldiers, who may be abroad: the largest investor in Kazakhstan is not Kazakh.
        inside = self.key(end) != "of"
        resident = (role.plural or not role.person) and (role.sector != "MIL" or role.noun in _RULERS)
        anchor = self.linked_anchor(end) if not inside or resident else None
        if anchor and anchor[0].party:
            entry, stop = anchor
            code = entry.party.code if entry.party else "UNK"
            if entry.sort in ADJECTIVES:  # a member of the Syrian parliament
                bodies, stop = self.roles_from(stop, 3)
                sector = self.sector(roles + bodies if role.sector is None else roles, None)
            return self._after_link(i, stop, last, code, sector, role, inside)
        if not (role.domestic or self._is_crowd(i, role)) or self._is_modifier_only(i, end, last):
            return None
        return Phrase(i, end, last, Party("UNK", sector, self.describe(i, end)), ActorKind.REFERENCE, Sort.ROLE, None, role)

    def _is_modifier_only(self, i: int, end: int, last: int) -> bool:
        """Military equipment, government-held, anti-government: the word describes another noun."""
        if self.key(i - 1) == "-" or (self.key(end) == "-" and self.joins(end)):
            return True
        return self.pos(last) == "ADJ" or (self.pos(end) in ("NOUN", "PROPN") and self.words[last].end + 1 == self.words[end].start)

    def _is_crowd(self, i: int, role: Role) -> bool:
        """Hundreds of people, 2,000 people: those of the place."""
        counted = self.key(i - 1).isdigit() or self.key(i - 1) in NUMBERS or (self.key(i - 1) == "of" and self.key(i - 2) in NUMBERS)
        return role.noun == "people" and counted

    def _after_link(self, i: int, stop: int, last: int, code: str, sector: str | None, role: Role, inside: bool) -> Phrase:
        """president of Armenia, and the name after a comma."""
        if role.person and not role.plural and (self.key(stop) == "," or stop in self.hits):
            name_end, name, term = self._name_at(stop, code, role)
            if name and term:
                self.memory.keep(party_of(term))
                return Phrase(i, name_end, name_end - 1, party_of(term), ActorKind.PERSON, Sort.PERSON, None, role)
        return Phrase(i, stop, last, Party(code, sector, self.describe(i, stop)), ActorKind.OFFICE, Sort.ROLE, None, role, inside=inside)

    def _person_sector(self, roles: list[tuple[Role, int]], sector: str | None, term: Term | None) -> str | None:
        """What the title before the name says (the opposition leader Alassane Ouattara); what the tables say where it says nothing."""
        return term.sector if term and (sector is None or (roles[-1][0].sector is None and len(roles) == 1)) else sector

    def _titled(self, i: int, end: int, name: str, term: Term | None, roles: list[tuple[Role, int]]) -> Phrase:
        """President Obama; General Michel Aoun: known to the tables or not."""
        known = self.memory.by_surname.get(self.key(end - 1))
        if term is None and known:
            return Phrase(i, end, end - 1, known, ActorKind.PERSON, Sort.PERSON, None, roles[-1][0])
        sector = self.sector(roles, None)
        person = Party(term.state, self._person_sector(roles, sector, term), name) if term else Party("UNK", sector, name)
        self.memory.keep(person)
        return Phrase(i, end, end - 1, person, ActorKind.PERSON, Sort.PERSON, None, roles[-1][0])

    def _share_roles(self, found: list[Phrase]) -> list[Phrase]:
        """Hungarian and Romanian officials: the first adjective is officials too."""
        out = list(found)
        for k in range(len(out) - 2, -1, -1):
            a, b = out[k], out[k + 1]
            between = {w.key for w in self.words[a.end : b.start]} - {"ethnic"}
            adjectival = a.sort in ADJECTIVES or (a.sort is Sort.STATE and a.end - a.start == 1 and "." in self.words[a.start].text)
            if (
                adjectival
                and a.role is None
                and b.role
                and b.kind is ActorKind.OFFICE
                and b.sort in ADJECTIVES | {Sort.STATE}
                and between <= {"and", ",", "or", "-", "/"}
            ):
                nouns = self.describe(a.start, a.end) + " " + b.role.noun
                out[k] = replace(a, party=Party(a.party.code, b.party.sector, nouns), kind=ActorKind.OFFICE, role=b.role)
        return out
