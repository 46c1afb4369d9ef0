"""Put names, adjectives and role nouns together: "Kazakh officials", "President Macron", "Sudan's government", "students in Nepal". In: words of a
sentence and what the gazetteer found. Out: Phrase. Whom a phrase without a country means is settled afterwards (references.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from equipoise.read.actors.gazetteer import COMMON_SURNAMES, Entry, Sort
from equipoise.read.actors.people import Memory, choose, is_misspelling, party_of
from equipoise.read.actors.words import Word
from equipoise.reference.leaders import Term
from equipoise.reference.sectors import Role
from equipoise.words.actor import ActorKind, Party


@dataclass(frozen=True, slots=True)
class Hit:
    """What the gazetteer found at a word, and the word after its end."""

    entry: Entry
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words ``start`` to ``end`` that mean a party; code UNK where the words do not say of which country. ``ethnic`` = the country of the text
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


ANCHORS = frozenset(
    {Sort.STATE, Sort.DEMONYM, Sort.CAPITAL, Sort.SEAT, Sort.ORGANISATION, Sort.GROUP, Sort.GROUP_ADJECTIVE, Sort.ETHNIC, Sort.ETHNIC_ADJECTIVE,
     Sort.PLACE, Sort.PEOPLE}
)  # fmt: skip
_ADJECTIVES = frozenset({Sort.DEMONYM, Sort.GROUP_ADJECTIVE, Sort.ETHNIC_ADJECTIVE})
_KINDS = {
    Sort.STATE: ActorKind.STATE, Sort.DEMONYM: ActorKind.DEMONYM, Sort.PEOPLE: ActorKind.STATE, Sort.CAPITAL: ActorKind.CAPITAL,
    Sort.SEAT: ActorKind.CAPITAL, Sort.PLACE: ActorKind.CAPITAL, Sort.ORGANISATION: ActorKind.ORGANISATION, Sort.GROUP: ActorKind.GROUP,
    Sort.GROUP_ADJECTIVE: ActorKind.DEMONYM, Sort.ETHNIC: ActorKind.GROUP, Sort.ETHNIC_ADJECTIVE: ActorKind.DEMONYM,
}  # fmt: skip
_NO_ACTOR_BEFORE = frozenset({"anti", "pro", "non", "post", "pre", "un"})
_NO_ACTOR_AFTER = frozenset(
    "occupied held controlled owned backed born based made speaking style language supported administered ruled annexed funded armed trained built "
    "installed sponsored dominated friendly populated majority claimed educated bound era registered flagged allied inspired".split()
)
_DATES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december".split()
)
_STOP = frozenset(
    "a an the and or but nor of in on at by for from to into with without within against between among after before during since until as than that which who "
    "whom whose this these those it its he she they them his her their him we our i my you your is are was were be been being has have had do does did will "
    "would can could may might must shall should not no never also said says say told tells what when where why how if while because although however "
    "there here then now today yesterday tomorrow over under about around near across through throughout up down out off so such both either neither each "
    "every some any all more most other another one two".split()
)
_MINISTRY = frozenset(
    "foreign affairs energy defence defense interior finance trade economy industry justice health education culture agriculture transport information labor "
    "labour sport sports environment commerce state treasury security national internal external relations religious oil petroleum mines water planning "
    "development economic digital science technology communications public works home social ecology emergency situations construction tourism integration "
    "federal nuclear power resources natural intelligence mineral investment investments infrastructure housing territories overseas".split()
)
_DEPARTMENTAL = frozenset(
    {
        "minister",
        "ministers",
        "ministry",
        "department",
        "secretary",
        "deputy minister",
        "undersecretary",
        "committee",
        "agency",
        "commissioner",
    }
)
_NUMBERS = frozenset("dozens hundreds thousands tens scores millions million crowds many".split())
_LINKS = frozenset({"of", "in", "from", "throughout", "across"})
_PARTICLES = frozenset(
    {"de", "da", "van", "von", "der", "bin", "al", "el", "ben", "del", "la", "dos", "di", "le", "ur", "ul", "ibn", "y", "e"}
)
# A role noun that says nothing of its own, when no noun before it does.
_DEFAULT_SECTOR = {
    "leader": "GOV", "leaders": "GOV", "official": "GOV", "officials": "GOV", "spokesman": "GOV", "spokeswoman": "GOV", "spokesperson": "GOV",
    "spokesmen": "GOV", "forces": "MIL", "force": "MIL", "troops": "MIL", "officer": "MIL", "officers": "MIL", "commander": "MIL", "commanders": "MIL",
    "party": "PTY", "parties": "PTY", "units": "MIL", "unit": "MIL", "positions": "MIL", "contingent": "MIL", "representative": "GOV",
    "representatives": "GOV", "delegates": "GOV", "camps": "REF", "council": "GOV", "commission": "GOV", "sources": "GOV",
}  # fmt: skip
_THINKERS = frozenset({"EDU", "JRN"})


class PhraseReader:
    """Reads the phrases of one sentence. ``pos`` gives spaCy's coarse word class of a word, "" where there is no parse."""

    def __init__(self, words: Sequence[Word], hits: Mapping[int, Hit], memory: Memory, day: date | None, pos: Callable[[int], str]) -> None:
        self.words, self.hits, self.memory, self.day, self.pos = words, hits, memory, day, pos

    def read(self) -> list[Phrase]:
        """The phrases from left to right; they do not overlap."""
        found: list[Phrase] = []
        i = 0
        while i < len(self.words):
            phrase = self._at(i)
            if phrase is None:
                i = max(i + 1, self.hits[i].end if i in self.hits and self.hits[i].entry.sort in ANCHORS else i + 1)
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
        return None if self._is_no_actor(i, hit) else self._anchored(i, hit)

    def _key(self, i: int) -> str:
        return self.words[i].key if 0 <= i < len(self.words) else ""

    def _is_no_actor(self, i: int, hit: Hit) -> bool:
        """anti-Russian, Moscow-based, Israeli-occupied: the state is not who acts."""
        before = self._key(i - 1) == "-" and self._key(i - 2) in _NO_ACTOR_BEFORE
        return before or (self._key(hit.end) == "-" and self._key(hit.end + 1) in _NO_ACTOR_AFTER)

    def _anchored(self, i: int, hit: Hit) -> Phrase:
        entry = hit.entry
        party = entry.party or Party("UNK", None, None)
        after, genitive = self._past_genitive(hit.end)
        ethnic = self._key(i - 1) == "ethnic" or party.code == "UNK"
        if entry.sort is not Sort.PEOPLE:
            roles, end = self._roles_from(after, self._reach(entry, genitive))
            if roles:
                return self._with_name(i, end, roles, party, entry, ethnic)
        if genitive and (named := self._genitive_person(i, after, party)):
            return named
        return Phrase(
            i, hit.end, hit.end - 1, party, _KINDS[entry.sort], entry.sort, entry.place, None, ethnic,
            entry.sort in (Sort.PEOPLE, Sort.ETHNIC) or (ethnic and entry.sort in _ADJECTIVES),
        )  # fmt: skip

    def _past_genitive(self, end: int) -> tuple[int, bool]:
        if self._key(end) == "'s":
            return end + 1, True
        if self._key(end) in ("'", "’") and self._key(end - 1).endswith("s"):
            return end + 1, True
        if self._key(end) == "-" and self._key(end + 1) == "led":
            return end + 2, False
        return end, False

    def _reach(self, entry: Entry, genitive: bool) -> int:
        """How many other words may stand between the name and its role noun: many after an adjective, one after a bare name."""
        return 5 if genitive or entry.sort in _ADJECTIVES or entry.as_written else 1

    def _genitive_person(self, i: int, after: int, party: Party) -> Phrase | None:
        hit = self.hits.get(after)
        if hit and hit.entry.sort is Sort.PERSON:
            term = choose(hit.entry.terms, self.day, party.code)
            if term.state == party.code:
                self.memory.keep(party_of(term))
                return Phrase(i, hit.end, hit.end - 1, party_of(term), ActorKind.PERSON, Sort.PERSON)
        return None

    def _roles_from(self, at: int, reach: int) -> tuple[list[tuple[Role, int]], int]:
        """The role nouns that begin within ``reach`` words of ``at`` (each with its last word), and where they end."""
        roles: list[tuple[Role, int]] = []
        p, end, gap = at, at, 0
        while p < len(self.words):
            hit = self.hits.get(p)
            if hit and hit.entry.role and self.pos(hit.end - 1) not in ("VERB", "AUX"):
                roles.append((hit.entry.role, hit.end - 1))
                p = end = self._past_department(hit.entry.role, hit.end)
                continue
            if roles or gap >= reach or not self._is_modifier(p, hit):
                break
            gap += self.words[p].alpha
            p = hit.end if hit and hit.entry.sort in ANCHORS else p + 1
        return roles, end

    def _past_department(self, role: Role, p: int) -> int:
        """Past "of Foreign Affairs", "for Interior", "of Trade and Integration" after a minister or ministry."""
        if role.noun not in _DEPARTMENTAL or self._key(p) not in ("of", "for"):
            return p
        q = p + 1
        while self._key(q) in _MINISTRY or (q > p + 1 and self._key(q) in ("and", ",") and self._key(q + 1) in _MINISTRY):
            q += 1
        return q if q > p + 1 else p

    def _is_modifier(self, p: int, hit: Hit | None) -> bool:
        word = self.words[p]
        if hit and hit.entry.sort is not Sort.ROLE:
            return hit.entry.sort in (Sort.ETHNIC_ADJECTIVE, Sort.GROUP_ADJECTIVE)
        if word.text == "-":
            return p + 1 < len(self.words) and self.words[p - 1].end == word.start and word.end == self.words[p + 1].start
        if word.key == "and":
            return self.words[p - 1].capital and self._key(p - 1) in _MINISTRY and p + 1 < len(self.words) and self.words[p + 1].capital
        if not word.alpha or word.key in _STOP or word.key in _DATES:
            return False
        tag = self.pos(p)
        if tag in ("ADP", "DET", "PRON", "SCONJ", "CCONJ", "AUX", "PART", "PUNCT"):
            return False
        return tag != "VERB" or word.key.endswith(("ing", "ed"))

    def _with_name(self, i: int, end: int, roles: list[tuple[Role, int]], party: Party, entry: Entry, ethnic: bool) -> Phrase:
        """Adjective and role nouns, with the name that follows: the French president Emmanuel Macron."""
        role, last = roles[-1]
        sector = self._sector(roles, party.sector if entry.sort is Sort.ORGANISATION else None)
        name_end, name, term = self._name_at(end, party.code, role) if role.person and not role.plural else (end, None, None)
        if name is None:
            described = " ".join(w.text for w in self.words[i:end])
            shown = self._describe(i, end) or described
            return Phrase(i, end, last, Party(party.code, sector, shown), ActorKind.OFFICE, entry.sort, None, role, ethnic)
        person = Party(party.code, (term.sector if term else sector), name)
        self.memory.keep(person)
        return Phrase(i, name_end, name_end - 1, person, ActorKind.PERSON, Sort.PERSON, None, role)

    def _describe(self, i: int, end: int) -> str:
        """The words of a stretch with their own spacing, without a final apostrophe."""
        first = self.words[i].start
        out = []
        for word in self.words[i:end]:
            out.append(" " * min(1, word.start - first) + word.text)
            first = word.end
        return "".join(out).strip()

    def _sector(self, roles: list[tuple[Role, int]], default: str | None) -> str | None:
        """The last role noun decides; one that says nothing leaves it to the one before ("rebel leaders"), then to the default."""
        for role, _ in reversed(roles):
            if role.sector is not None:
                government_forces = role.noun == "government" and roles[-1][0].noun in ("forces", "troops")
                return "MIL" if government_forces else role.sector
        return default or _DEFAULT_SECTOR.get(roles[-1][0].noun)

    # names

    def _name_at(self, p: int, state: str | None, role: Role | None) -> tuple[int, str | None, Term | None]:
        """The person's name that begins at word p (or after a comma, where it is a known person of the state): its end, the name, the known term."""
        q = p
        if self._key(p) == "," and p + 1 in self.hits:
            q = p + 1
        hit = self.hits.get(q)
        title = role.noun if role else None
        if hit and hit.entry.sort in (Sort.PERSON, Sort.SURNAME):
            term = choose(hit.entry.terms, self.day, state, title)
            if (state in (None, "UNK") or term.state == state) and (q == p or hit.entry.sort is Sort.PERSON):
                return hit.end, term.name, term
        if q != p:
            return p, None, None
        end = self._name_end(p)
        if end == p:
            return p, None, None
        last = self.hits.get(end - 1) or next((self.hits[k] for k in range(p, end) if k in self.hits and self.hits[k].end == end), None)
        if last and last.entry.sort is Sort.SURNAME and end - p > 1:
            term = choose(last.entry.terms, self.day, state, title)
            if term.state == state or is_misspelling(self.words[p].text, term.name.split()[0]):
                return end, term.name, term
        return end, self._describe(p, end), None

    def _name_end(self, p: int) -> int:
        """The word after a name of up to five capital words; p where no name begins."""
        q = p
        while q < len(self.words) and q - p < 9:
            word, hit = self.words[q], self.hits.get(q)
            if hit and hit.entry.sort not in (Sort.SURNAME, Sort.PERSON, Sort.ROLE, Sort.PLACE):
                break
            if word.capital and word.alpha and word.key not in _DATES and word.key not in _STOP:
                q += 1
            elif q > p and word.text == "-" and self._joins(q):
                q += 1
            elif (
                q > p
                and word.key in _PARTICLES
                and q + 1 < len(self.words)
                and (self.words[q + 1].capital or self.words[q + 1].text == "-")
            ):
                q += 1
            elif q > p and word.text == "." and len(self.words[q - 1].text) == 1:
                q += 1
            else:
                break
        while q > p and not self.words[q - 1].capital:
            q -= 1
        return q

    def _joins(self, q: int) -> bool:
        return q + 1 < len(self.words) and self.words[q - 1].end == self.words[q].start and self.words[q].end == self.words[q + 1].start

    def _person(self, i: int, hit: Hit) -> Phrase:
        term = choose(hit.entry.terms, self.day)
        party = party_of(term)
        self.memory.keep(party)
        return Phrase(i, self._past_apposition(hit.end, party.code), hit.end - 1, party, ActorKind.PERSON, Sort.PERSON)

    def _past_apposition(self, end: int, code: str) -> int:
        """Past ", the Kazakh president" after the name of a person of that state, where a comma or the end closes it."""
        if self._key(end) != ",":
            return end
        q = end + 1
        while self._key(q) in ("the", "a", "an", "former", "then"):
            q += 1
        hit = self.hits.get(q)
        if hit and hit.entry.sort in (Sort.DEMONYM, Sort.STATE) and hit.entry.party and hit.entry.party.code == code:
            after, _ = self._past_genitive(hit.end)
            roles, last = self._roles_from(after, 3)
            if roles and roles[-1][0].person and not roles[-1][0].plural and self._key(last) in (",", ".", ""):
                return last
        return end

    def _surname(self, i: int, hit: Hit) -> Phrase | None:
        """A surname alone. A common one only where the article has named the person; after another capital word only where that is the first name."""
        known = self.memory.by_surname.get(self.words[hit.end - 1].key)
        before = self.words[i - 1] if i else None
        joined = before is not None and before.text == "-" and self._joins(i - 1)
        if known and not self._is_part_of_name(i, hit.end):
            return Phrase(i, hit.end, hit.end - 1, known, ActorKind.PERSON, Sort.SURNAME)
        term = choose(hit.entry.terms, self.day)
        if self.words[hit.end - 1].key in COMMON_SURNAMES or self._is_part_of_name(i, hit.end) or (joined and not known and i < 2):
            return None
        party = party_of(term)
        self.memory.keep(party)
        return Phrase(i, hit.end, hit.end - 1, party, ActorKind.PERSON, Sort.SURNAME)

    def _is_part_of_name(self, i: int, end: int) -> bool:
        """Whether capital words stand right before or after, so that it may be another person's name."""
        if end < len(self.words) and self.words[end].capital and end not in self.hits and self._key(end) not in _DATES:
            return True
        if i == 0:
            return False
        before = self.words[i - 1]
        if not (before.capital and before.alpha) or i - 1 in self.hits or before.key in _STOP:
            return False
        return i > 1 or self.pos(0) in ("PROPN", "")

    def _unknown_name(self, i: int) -> Phrase | None:
        """A name that no table has: of a person whom the article has introduced, or introduces here (Temur Umarov, a fellow at the Carnegie Center)."""
        if self._key(i) in _STOP or self._key(i) in _DATES:
            return None
        end = self._name_end(i)
        if end == i:
            return None
        surname = next((self.hits[k] for k in range(i + 1, end) if k in self.hits and self.hits[k].end == end), None)
        if surname and surname.entry.sort is Sort.SURNAME and end - i == 2:
            term = choose(surname.entry.terms, self.day)
            if is_misspelling(self.words[i].text, term.name.split()[0]):
                self.memory.keep(party_of(term))
                return Phrase(i, end, end - 1, party_of(term), ActorKind.PERSON, Sort.PERSON)
        known = self.memory.by_surname.get(self._key(end - 1))
        if known and (end - i == 1 or plain_first(known.name) == self._key(i)):
            return Phrase(i, end, end - 1, known, ActorKind.PERSON, Sort.SURNAME)
        return self._introduced(i, end) if end - i >= 2 else None

    def _introduced(self, i: int, end: int) -> Phrase | None:
        q = end + (self._key(end) in (",", "of", "from"))
        if q == end:
            return None
        direct = self._key(end) != ","
        while self._key(q) in ("the", "a", "an", "former", "senior", "chief", "deputy", "veteran", "prominent", "leading", "political"):
            q += 1
        hit = self.hits.get(q)
        if hit is None:
            return None
        code, sector, stop = "UNK", None, end
        if hit.entry.sort is Sort.ROLE and not direct:
            roles, stop = self._roles_from(q, 0)
            if not roles or roles[-1][0].plural or not roles[-1][0].person:
                return None
            sector = self._sector(roles, None)
            anchor = self._linked_anchor(stop)
            if anchor and anchor[0].party:
                code, sector = anchor[0].party.code, self._sector(roles, anchor[0].party.sector)
        elif hit.entry.sort in ANCHORS and hit.entry.party and hit.entry.sort not in (Sort.PLACE, Sort.PEOPLE):
            if direct and hit.entry.sort is not Sort.ORGANISATION:
                return None
            after, _ = self._past_genitive(hit.end)
            roles, stop = self._roles_from(after, 3)
            if not direct and (not roles or not roles[-1][0].person or roles[-1][0].plural):
                return None
            code, sector = hit.entry.party.code, self._sector(roles, hit.entry.party.sector) if roles else hit.entry.party.sector
        else:
            return None
        # Somebody of a think tank or a paper speaks for no state.
        code = "UNK" if code in ("NGO", "MNC") or (sector in _THINKERS and hit.entry.sort is Sort.ORGANISATION) else code
        person = Party(code, sector, self._describe(i, end))
        self.memory.keep(person)
        return Phrase(i, end, end - 1, person, ActorKind.PERSON, Sort.PERSON)

    # roles without a country before them

    def _role(self, i: int) -> Phrase | None:
        roles, end = self._roles_from(i, 0)
        if not roles:
            return None
        role, last = roles[-1]
        if role.person and not role.plural:
            name_end, name, term = self._name_at(end, None, role)
            if name and (term or self.words[last].capital or role.sector):
                return self._titled(i, name_end, name, term, roles)
        sector = self._sector(roles, None)
        anchor = self._linked_anchor(end) if role.sector != "MIL" or self._key(end) == "of" else None
        if anchor and anchor[0].party:
            entry, stop = anchor
            code = entry.party.code if entry.party else "UNK"
            return self._after_link(i, stop, last, code, sector, role, self._key(end) != "of")
        if not (role.domestic or self._is_crowd(i, role)):
            return None
        return Phrase(i, end, last, Party("UNK", sector, self._describe(i, end)), ActorKind.REFERENCE, Sort.ROLE, None, role)

    def _is_crowd(self, i: int, role: Role) -> bool:
        """Hundreds of people, 2,000 people: those of the place."""
        counted = self._key(i - 1).isdigit() or self._key(i - 1) in _NUMBERS or (self._key(i - 1) == "of" and self._key(i - 2) in _NUMBERS)
        return role.noun == "people" and counted

    def _after_link(self, i: int, stop: int, last: int, code: str, sector: str | None, role: Role, inside: bool) -> Phrase:
        """president of Armenia, and the name after a comma."""
        if role.person and not role.plural and self._key(stop) == ",":
            name_end, name, term = self._name_at(stop, code, role)
            if name and term:
                self.memory.keep(party_of(term))
                return Phrase(i, name_end, name_end - 1, party_of(term), ActorKind.PERSON, Sort.PERSON, None, role)
        return Phrase(i, stop, last, Party(code, sector, self._describe(i, stop)), ActorKind.OFFICE, Sort.ROLE, None, role, inside=inside)

    def _titled(self, i: int, end: int, name: str, term: Term | None, roles: list[tuple[Role, int]]) -> Phrase:
        """President Obama; General Michel Aoun: known to the tables or not."""
        known = self.memory.by_surname.get(self._key(end - 1))
        if term is None and known:
            return Phrase(i, end, end - 1, known, ActorKind.PERSON, Sort.PERSON, None, roles[-1][0])
        person = party_of(term) if term else Party("UNK", self._sector(roles, None), name)
        if term:
            self.memory.keep(person)
        return Phrase(i, end, end - 1, person, ActorKind.PERSON, Sort.PERSON, None, roles[-1][0])

    def _linked_anchor(self, p: int) -> tuple[Entry, int] | None:
        """The state, city or organisation after "of", "in", "from", "throughout", "based in" at word p, with its end."""
        q = p
        if self._key(q) in ("based", "operating", "living") and self._key(q + 1) == "in":
            q += 1
        if self._key(q) not in _LINKS and not (self._key(q) in ("at", "for", "to") and self._key(q + 1)):
            return None
        q += 1
        only_body = self._key(q - 1) in ("at", "for", "to")
        limit = q + 7
        while q < min(limit, len(self.words)):
            hit, word = self.hits.get(q), self.words[q]
            if hit and hit.entry.sort in ANCHORS and hit.entry.sort is not Sort.PEOPLE:
                if only_body and hit.entry.sort is not Sort.ORGANISATION:
                    return None
                if hit.entry.sort in _ADJECTIVES and not (
                    q + 1 < len(self.words) and self.words[hit.end : hit.end + 1] and self.words[hit.end].capital
                ):
                    return None
                return hit.entry, hit.end
            if not (
                word.key in ("the", "of", "northern", "southern", "eastern", "western", "central", "occupied", "neighboring")
                or word.capital
            ):
                return None
            q += 1
        return None

    def _share_roles(self, found: list[Phrase]) -> list[Phrase]:
        """Hungarian and Romanian officials: the first adjective is officials too."""
        out = list(found)
        for k in range(len(out) - 2, -1, -1):
            a, b = out[k], out[k + 1]
            between = {w.key for w in self.words[a.end : b.start]} - {"ethnic"}
            adjectival = a.sort in _ADJECTIVES or (a.sort is Sort.STATE and a.end - a.start == 1 and "." in self.words[a.start].text)
            if (
                adjectival
                and a.role is None
                and b.role
                and b.kind is ActorKind.OFFICE
                and b.sort in _ADJECTIVES | {Sort.STATE}
                and between <= {"and", ",", "or", "-", "/"}
            ):
                nouns = self._describe(a.start, a.end) + " " + b.role.noun
                out[k] = replace(a, party=Party(a.party.code, b.party.sector, nouns), kind=ActorKind.OFFICE, role=b.role)
        return out


def plain_first(name: str | None) -> str:
    """The first word of a name in lower case."""
    return name.split()[0].lower() if name else ""
