"""A sentence as a line of words with what the gazetteer finds in it. In: words, the gazetteer, the parser's word classes. Out: hits, and
answers about stretches of words: where a name ends, which role nouns follow, which state a preposition leads to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from equipoise.read.actors.gazetteer import Entry, Gazetteer, Sort
from equipoise.read.actors.vocabulary import DATES, DEFAULT_SECTOR, DEPARTMENTAL, LINKS, MINISTRY, PARTICLES, STOP
from equipoise.read.actors.words import Word
from equipoise.reference.sectors import Role


@dataclass(frozen=True, slots=True)
class Hit:
    """What the gazetteer found at a word, and the word after its end."""

    entry: Entry
    end: int


ANCHORS = frozenset(
    {Sort.STATE, Sort.DEMONYM, Sort.CAPITAL, Sort.SEAT, Sort.ORGANISATION, Sort.GROUP, Sort.GROUP_ADJECTIVE, Sort.ETHNIC,
     Sort.ETHNIC_ADJECTIVE, Sort.PLACE, Sort.PEOPLE}
)  # fmt: skip
ADJECTIVES = frozenset({Sort.DEMONYM, Sort.GROUP_ADJECTIVE, Sort.ETHNIC_ADJECTIVE})

_MOST_ROLES = 6  # nouns in a row; more is a list of words, no phrase


def scan(words: Sequence[Word], gazetteer: Gazetteer) -> dict[int, Hit]:
    """What the gazetteer knows, longest first from the left."""
    hits: dict[int, Hit] = {}
    i = 0
    while i < len(words):
        found = gazetteer.longest(words, i)
        if found is None:
            i += 1
            continue
        entry, count = found
        if words[i].key == "the" and found[0].sort is Sort.PEOPLE and _begins_role(words, i + count, gazetteer):
            i += 1  # the French president
            continue
        # "the West" must not hide "West Bank".
        if words[i].key == "the" and i + 1 < len(words) and (later := gazetteer.longest(words, i + 1)) and later[1] > count - 1:
            i += 1
            continue
        hits[i] = Hit(entry, i + count)
        i += count
    return hits


def _begins_role(words: Sequence[Word], i: int, gazetteer: Gazetteer) -> bool:
    found = (gazetteer.longest(words, k) for k in range(i, min(i + 2, len(words))))
    return any(entry is not None and entry[0].sort is Sort.ROLE for entry in found)


class Line:
    """The words of one sentence. ``pos`` gives spaCy's coarse word class of a word, "" where there is no parse."""

    def __init__(self, words: Sequence[Word], hits: Mapping[int, Hit], pos: Callable[[int], str]) -> None:
        self.words, self.hits, self.pos = words, hits, pos

    def key(self, i: int) -> str:
        return self.words[i].key if 0 <= i < len(self.words) else ""

    def past_genitive(self, end: int) -> tuple[int, bool]:
        if self.key(end) == "'s":
            return end + 1, True
        if self.key(end) in ("'", "’") and self.key(end - 1).endswith("s"):
            return end + 1, True
        if self.key(end) == "-" and self.key(end + 1) == "led":
            return end + 2, False
        return end, False

    def roles_from(self, at: int, reach: int, bare: bool = False) -> tuple[list[tuple[Role, int]], int]:
        """The role nouns that begin within ``reach`` words of ``at`` (each with its last word), and where they end. ``bare``: a state's
        name without 's stands before, after which a word in -ed is a verb (Luxembourg funded schools).
        """
        roles: list[tuple[Role, int]] = []
        p, end, gap = at, at, 0
        while p < len(self.words) and len(roles) < _MOST_ROLES:
            hit = self.hits.get(p)
            if hit and hit.entry.role and self.pos(hit.end - 1) not in ("VERB", "AUX"):
                roles.append((hit.entry.role, hit.end - 1))
                p = end = self.past_department(hit.entry.role, hit.end)
                continue
            if roles or gap >= reach or not self.is_modifier(p, hit) or (bare and self.is_verb(p)):
                break
            gap += self.words[p].alpha
            p = hit.end if hit and hit.entry.sort in ANCHORS else p + 1
        return roles, end

    def past_department(self, role: Role, p: int) -> int:
        """Past "of Foreign Affairs", "for Interior", "of Trade and Integration" after a minister or ministry."""
        if role.noun not in DEPARTMENTAL or self.key(p) not in ("of", "for"):
            return p
        q = p + 1
        while self.key(q) in MINISTRY or (q > p + 1 and self.key(q) in ("and", ",") and self.key(q + 1) in MINISTRY):
            q += 1
        return q if q > p + 1 else p

    def is_verb(self, p: int) -> bool:
        return self.pos(p) in ("VERB", "AUX") or (self.key(p).endswith("ed") and self.pos(p) != "ADJ")

    def is_modifier(self, p: int, hit: Hit | None) -> bool:
        word = self.words[p]
        if hit and hit.entry.sort is not Sort.ROLE:
            return hit.entry.sort in (Sort.ETHNIC_ADJECTIVE, Sort.GROUP_ADJECTIVE, Sort.NOBODY)
        if word.text == "-":
            return p + 1 < len(self.words) and self.words[p - 1].end == word.start and word.end == self.words[p + 1].start
        if word.key == "and":
            return self.words[p - 1].capital and self.key(p - 1) in MINISTRY and p + 1 < len(self.words) and self.words[p + 1].capital
        if not word.alpha or word.key in STOP or word.key in DATES:
            return False
        tag = self.pos(p)
        if tag in ("ADP", "DET", "PRON", "SCONJ", "CCONJ", "AUX", "PART", "PUNCT"):
            return False
        return tag != "VERB" or word.key.endswith(("ing", "ed"))

    def describe(self, i: int, end: int) -> str:
        """The words of a stretch with their own spacing, without a final apostrophe."""
        first = self.words[i].start
        out = []
        for word in self.words[i:end]:
            out.append(" " * min(1, word.start - first) + word.text)
            first = word.end
        return "".join(out).strip()

    def sector(self, roles: list[tuple[Role, int]], default: str | None) -> str | None:
        """The last role noun decides; one that says nothing leaves it to the one before ("rebel leaders"), then to the default."""
        for role, _ in reversed(roles):
            if role.sector is not None and not (role.noun == "deputy" and len(roles) > 1):
                government_forces = role.noun == "government" and roles[-1][0].noun in ("forces", "troops")
                return "MIL" if government_forces else role.sector
        return default or DEFAULT_SECTOR.get(roles[-1][0].noun)

    def name_end(self, p: int) -> int:
        """The word after a name of up to five capital words; p where no name begins."""
        q = p
        while q < len(self.words) and q - p < 9:
            word, hit = self.words[q], self.hits.get(q)
            if hit and hit.entry.sort not in (Sort.SURNAME, Sort.PERSON, Sort.ROLE, Sort.PLACE):
                break
            if (
                (word.capital and word.alpha and word.key not in DATES and word.key not in STOP)
                or (q > p and word.text == "-" and self.joins(q))
                or (
                    q > p
                    and word.key in PARTICLES
                    and q + 1 < len(self.words)
                    and (self.words[q + 1].capital or self.words[q + 1].text == "-")
                )
                or (q > p and word.text == "." and len(self.words[q - 1].text) == 1)
            ):
                q += 1
            else:
                break
        while q > p and not self.words[q - 1].capital:
            q -= 1
        return q

    def joins(self, q: int) -> bool:
        return q + 1 < len(self.words) and self.words[q - 1].end == self.words[q].start and self.words[q].end == self.words[q + 1].start

    def is_part_of_name(self, i: int, end: int) -> bool:
        """Whether capital words stand right before or after, so that it may be another person's name."""
        if end < len(self.words) and self.words[end].capital and end not in self.hits and self.key(end) not in DATES:
            return True
        if i == 0:
            return False
        before = self.words[i - 1]
        if not (before.capital and before.alpha) or i - 1 in self.hits or before.key in STOP:
            return False
        return i > 1 or self.pos(0) in ("PROPN", "")

    def linked_anchor(self, p: int) -> tuple[Entry, int] | None:
        """The state, city or organisation after "of", "in", "from", "throughout", "based in" at word p, with its end."""
        q = p
        if self.key(q) in ("based", "operating", "living") and self.key(q + 1) == "in":
            q += 1
        if self.key(q) not in LINKS and not (self.key(q) in ("at", "for", "to") and self.key(q + 1)):
            return None
        q += 1
        only_body = self.key(q - 1) in ("at", "for", "to")
        limit = q + 7
        while q < min(limit, len(self.words)):
            hit, word = self.hits.get(q), self.words[q]
            if hit and hit.entry.sort in ANCHORS and hit.entry.sort is not Sort.PEOPLE:
                if only_body and hit.entry.sort is not Sort.ORGANISATION:
                    return None
                if hit.entry.sort in ADJECTIVES and not self.roles_from(hit.end, 3)[0]:
                    return None
                return hit.entry, hit.end
            if not (
                word.key in ("the", "of", "northern", "southern", "eastern", "western", "central", "occupied", "neighboring")
                or word.capital
            ):
                return None
            q += 1
        return None
