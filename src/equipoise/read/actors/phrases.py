"""Put names, adjectives and role nouns together: "Kazakh officials", "President Macron", "Sudan's government", "students in Nepal".
In: words of a
sentence and what the gazetteer found. Out: Phrase. Whom a phrase without a country means is settled afterwards (references.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from equipoise.read.actors.gazetteer import Entry, Sort
from equipoise.read.actors.line import ADJECTIVES, ANCHORS, Hit, Line
from equipoise.read.actors.people import Memory, choose, is_misspelling, party_of
from equipoise.read.actors.vocabulary import (
    BEST_KNOWN,
    COMMON_SURNAMES,
    DATES,
    FIRST_NAMES,
    MANY_BEAR,
    NAMED_AFTER,
    NO_ACTOR_AFTER,
    NO_ACTOR_BEFORE,
    NUMBERS,
    ORDINARY_WORDS,
    STOP,
    THINKERS,
)
from equipoise.read.actors.words import Word
from equipoise.reference.leaders import Term
from equipoise.reference.sectors import Role
from equipoise.words.actor import ActorKind, Party


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words ``start`` to ``end`` that mean a party; code UNK where the words do not say of which country. ``ethnic`` = the country of
    the text
    comes before the code of the adjective. ``term_known`` = a person of the tables."""

    start: int
    end: int
    head: int
    party: Party
    kind: ActorKind
    sort: Sort
    place: str | None = None
    role: Role | None = None
    ethnic: bool = False
    of_people: bool = False
    inside: bool = False  # students in Nepal: the words tell where things happen
    named: int | None = None  # the word after the name itself: Brussels officials
    homes: frozenset[str] = frozenset()  # the states in which a people lives


_KINDS = {
    Sort.STATE: ActorKind.STATE, Sort.DEMONYM: ActorKind.DEMONYM, Sort.PEOPLE: ActorKind.STATE, Sort.CAPITAL: ActorKind.CAPITAL,
    Sort.SEAT: ActorKind.CAPITAL, Sort.PLACE: ActorKind.CAPITAL, Sort.ORGANISATION: ActorKind.ORGANISATION, Sort.GROUP: ActorKind.GROUP,
    Sort.GROUP_ADJECTIVE: ActorKind.DEMONYM, Sort.ETHNIC: ActorKind.GROUP, Sort.ETHNIC_ADJECTIVE: ActorKind.DEMONYM,
}  # fmt: skip

_BARE = frozenset({Sort.STATE, Sort.CAPITAL, Sort.SEAT, Sort.PLACE, Sort.ORGANISATION, Sort.GROUP, Sort.ETHNIC})
_STATE_BODIES = frozenset({"LEG", "JUD", "GOV", "MIL", "PTY", "COP", "SPY"})


class PhraseReader(Line):
    """Reads the phrases of one sentence. ``pos`` gives spaCy's coarse word class of a word, "" where there is no parse."""

    def __init__(self, words: Sequence[Word], hits: Mapping[int, Hit], memory: Memory, day: date | None, pos: Callable[[int], str]) -> None:
        super().__init__(words, hits, pos)
        self.memory, self.day = memory, day

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
        if entry.sort is not Sort.PEOPLE:
            bare = not genitive and (entry.sort in _BARE or entry.place is not None)
            roles, end = self.roles_from(after, self._reach(entry, genitive), bare)
            if roles and roles[-1][0].noun in ("member", "members", "candidate") and self._is_state(end):
                return None  # NATO member Turkey: Turkey acts
            if roles:
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

    # names

    def _name_at(self, p: int, state: str | None, role: Role | None) -> tuple[int, str | None, Term | None]:
        """The person's name that begins at word p (or after a comma, where it is a known person of the state): its end, the name, the
        known term.
        """
        q = p
        if self.key(p) == "," and p + 1 in self.hits:
            q = p + 1
        hit = self.hits.get(q)
        if hit and hit.entry.sort is Sort.SURNAME and self._past_second_surname(hit.end) > hit.end:
            hit = None  # ambassador Christopher Dell: a first name here
        title = role.noun if role else None
        if hit and hit.entry.sort in (Sort.PERSON, Sort.SURNAME):
            term = choose(hit.entry.terms, self.day, state, title)
            if (state in (None, "UNK") or term.state == state) and (q == p or hit.entry.sort is Sort.PERSON):
                return self._past_second_surname(hit.end), term.name, term
        if q != p:
            return p, None, None
        end = self.name_end(p)
        if end == p:
            return p, None, None
        last = self.hits.get(end - 1) or next((self.hits[k] for k in range(p, end) if k in self.hits and self.hits[k].end == end), None)
        if last and last.entry.sort is Sort.SURNAME and end - p > 1:
            term = choose(last.entry.terms, self.day, state, title)
            if term.state == state or is_misspelling(self.words[p].text, term.name.split()[0]):
                return end, term.name, term
        return end, self.describe(p, end), None

    def _person(self, i: int, hit: Hit) -> Phrase | None:
        if self.key(hit.end) in NAMED_AFTER and self.words[hit.end].capital:
            return None
        term = choose(hit.entry.terms, self.day)
        party = party_of(term)
        self.memory.keep(party)
        end = self._past_second_surname(hit.end)
        return Phrase(i, self._past_apposition(end, party.code), end - 1, party, ActorKind.PERSON, Sort.PERSON)

    def _past_second_surname(self, end: int) -> int:
        """Iván Duque Márquez: past one more capital word that nothing else claims."""
        if end < len(self.words) and self.words[end].capital and self.words[end].alpha and end not in self.hits:
            return end + (self.key(end) not in DATES and self.key(end) not in STOP and self.words[end].start == self.words[end - 1].end + 1)
        return end

    def _past_apposition(self, end: int, code: str) -> int:
        """Past ", the Kazakh president" after the name of a person of that state, where a comma or the end closes it."""
        if self.key(end) != ",":
            return end
        q = end + 1
        while self.key(q) in ("the", "a", "an", "former", "then"):
            q += 1
        hit = self.hits.get(q)
        if hit and hit.entry.sort in (Sort.DEMONYM, Sort.STATE) and hit.entry.party and hit.entry.party.code == code:
            after, _ = self.past_genitive(hit.end)
            roles, last = self.roles_from(after, 3)
            if roles and roles[-1][0].person and not roles[-1][0].plural and self.key(last) in (",", ".", ""):
                return last
        return end

    def _surname(self, i: int, hit: Hit) -> Phrase | None:
        """A surname alone. A common one only where the article has named the person; after another capital word only where that is the
        first name.
        """
        known = self.memory.by_surname.get(self.words[hit.end - 1].key)
        before = self.words[i - 1] if i else None
        joined = before is not None and before.text == "-" and self.joins(i - 1)
        if known and not self.is_part_of_name(i, hit.end):
            return Phrase(i, hit.end, hit.end - 1, known, ActorKind.PERSON, Sort.SURNAME)
        term = choose(hit.entry.terms, self.day)
        common = self.words[hit.end - 1].key in COMMON_SURNAMES and not self._is_plain(i, hit, term)
        if common or self.is_part_of_name(i, hit.end) or (joined and not known and i < 2):
            return None
        party = party_of(term)
        self.memory.keep(party)
        return Phrase(i, hit.end, hit.end - 1, party, ActorKind.PERSON, Sort.SURNAME)

    def _is_plain(self, i: int, hit: Hit, term: Term) -> bool:
        """Whether a common surname means the leader after all: he is in office at the date, or his state is named; no first name and no
        ordinary word stands there.
        """
        key = self.words[hit.end - 1].key
        if key in MANY_BEAR or self.pos(hit.end - 1) not in ("PROPN", ""):
            return False
        if key in ORDINARY_WORDS and (i == 0 or not self._in_office(term)):
            return False
        return self._in_office(term) or key in BEST_KNOWN or self._names_state(term.state)

    def _in_office(self, term: Term) -> bool:
        return self.day is not None and term.holds(self.day)

    def _names_state(self, code: str) -> bool:
        return any(h.entry.party is not None and h.entry.party.code == code and h.entry.sort in ANCHORS for h in self.hits.values())

    def _unknown_name(self, i: int) -> Phrase | None:
        """A name that no table has: of a person whom the article has introduced, or introduces here (Temur Umarov, a fellow at the
        Carnegie Center).
        """
        if self.key(i) in STOP or self.key(i) in DATES:
            return None
        end = self.name_end(i)
        if end == i:
            return None
        surname = next((self.hits[k] for k in range(i + 1, end) if k in self.hits and self.hits[k].end == end), None)
        if surname and surname.entry.sort is Sort.SURNAME and end - i == 2:
            term = choose(surname.entry.terms, self.day)
            if is_misspelling(self.words[i].text, term.name.split()[0]):
                self.memory.keep(party_of(term))
                return Phrase(i, end, end - 1, party_of(term), ActorKind.PERSON, Sort.PERSON)
        known = self.memory.by_surname.get(self.key(end - 1))
        if known and (end - i == 1 or plain_first(known.name) == self.key(i)):
            return Phrase(i, end, end - 1, known, ActorKind.PERSON, Sort.SURNAME)
        return self._introduced(i, end) if end - i >= 2 else None

    def _introduced(self, i: int, end: int) -> Phrase | None:
        q = end + (self.key(end) in (",", "of", "from"))
        if q == end:
            return None
        direct = self.key(end) != ","
        while self.key(q) in ("the", "a", "an", "former", "senior", "chief", "deputy", "veteran", "prominent", "leading", "political"):
            q += 1
        hit = self.hits.get(q)
        if hit is None:
            return None
        code, sector, stop = "UNK", None, end
        if hit.entry.sort is Sort.ROLE and not direct:
            roles, stop = self.roles_from(q, 0)
            if not roles or roles[-1][0].plural or not roles[-1][0].person:
                return None
            sector = self.sector(roles, None)
            anchor = self.linked_anchor(stop)
            if anchor and anchor[0].party:
                code, sector, stop = anchor[0].party.code, self.sector(roles, anchor[0].party.sector), anchor[1]
            elif roles[-1][0].sector is None:
                sector = None  # the leader of something that no table has
        elif hit.entry.sort in ANCHORS and hit.entry.party and hit.entry.sort not in (Sort.PLACE, Sort.PEOPLE):
            if direct and hit.entry.sort is not Sort.ORGANISATION:
                return None
            after, _ = self.past_genitive(hit.end)
            roles, stop = self.roles_from(after, 3)
            if not direct and (not roles or not roles[-1][0].person or roles[-1][0].plural):
                return None
            code, sector = hit.entry.party.code, self.sector(roles, hit.entry.party.sector) if roles else hit.entry.party.sector
        else:
            return None
        # Somebody of a think tank or a paper speaks for no state.
        code = "UNK" if code in ("NGO", "MNC") or (sector in THINKERS and hit.entry.sort is Sort.ORGANISATION) else code
        person = Party(code, sector, self.describe(i, end))
        self.memory.keep(person)
        closes = not direct and self.key(stop) in (",", ".", "", ";", '"', "”")
        return Phrase(i, stop if closes else end, end - 1, person, ActorKind.PERSON, Sort.PERSON)

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
        anchor = self.linked_anchor(end) if not inside or ((role.plural or not role.person) and role.sector != "MIL") else None
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


def plain_first(name: str | None) -> str:
    """The first word of a name in lower case."""
    return name.split()[0].lower() if name else ""
