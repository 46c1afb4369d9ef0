"""Read names of persons: of the tables, misspelt, common, introduced here. In: words of a sentence, what the gazetteer found, whom the
article has named. Out: Phrase.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from equipoise.read.actors.gazetteer import Sort
from equipoise.read.actors.line import ANCHORS, Hit, Line
from equipoise.read.actors.people import Memory, choose, is_misspelling, party_of
from equipoise.read.actors.vocabulary import BEST_KNOWN, COMMON_SURNAMES, DATES, MANY_BEAR, NAMED_AFTER, ORDINARY_WORDS, STOP, THINKERS
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


class NameReader(Line):
    """Reads persons' names in one sentence. ``pos`` gives spaCy's coarse word class of a word, "" where there is no parse."""

    def __init__(self, words: Sequence[Word], hits: Mapping[int, Hit], memory: Memory, day: date | None, pos: Callable[[int], str]) -> None:
        super().__init__(words, hits, pos)
        self.memory, self.day = memory, day

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


def plain_first(name: str | None) -> str:
    """The first word of a name in lower case."""
    return name.split()[0].lower() if name else ""
