"""Find out whom "he", "the country", "both leaders", "the rebels" mean. In: phrases of the sentences in order. Out: parties. None
rather than a wrong one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from equipoise.read.actors.people import Memory
from equipoise.read.actors.vocabulary import BODY_HEADS
from equipoise.reference.leaders import holder
from equipoise.reference.states import state_name, states
from equipoise.words.actor import ActorKind, Party

STATES = frozenset(s.code for s in states())
_BODIES = frozenset({ActorKind.STATE, ActorKind.CAPITAL, ActorKind.ORGANISATION})
_BANDS = frozenset({"REB", "PRM", "PTY", "OPP", "BUS", "REL", "SOC", "CRM"})
_EUROPEAN = frozenset({"Commission", "Union", "Council"})
_UNIONS = frozenset({"EUR", "IGO"})
_REACH = 2  # sentences back


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named: in which sentence, at which offset, as subject or not, one or many, a person or not."""

    party: Party
    sentence: int
    at: int
    kind: ActorKind
    subject: bool
    plural: bool
    place: bool
    joined: bool = False  # the second of "Egypt and Sudan"
    office: bool = False  # one person by office: Togo's new ruler

    @property
    def is_person(self) -> bool:
        return self.kind is ActorKind.PERSON


@dataclass(slots=True)
class Discourse:
    """Whom the article has named so far."""

    memory: Memory = field(default_factory=Memory)
    named: list[Named] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    speaker: Party | None = None

    def add(self, named: Named) -> None:
        """Remember one more naming."""
        self.named.append(named)
        if named.party.code in STATES:
            self.counts[named.party.code] += 1

    def _recent(self, sentence: int, before: int) -> list[Named]:
        """The namings of this sentence before an offset, and of the two sentences before; the last one last."""
        out = []
        for n in reversed(self.named):
            if n.sentence < sentence - _REACH:
                break
            if n.sentence < sentence or n.at < before:
                out.append(n)
        return out[::-1]

    # pronouns

    def person(self, sentence: int, before: int, as_object: bool) -> Party | None:
        """Who he, she, him, his is. An object is not the subject of its own sentence."""
        for back in range(_REACH + 1):
            recent = [n for n in self._recent(sentence, before) if n.sentence == sentence - back and not n.plural]
            # Somebody with a name comes before somebody by office.
            here = [n for n in recent if n.is_person] or [n for n in recent if n.office and n.party.code != "UNK"]
            subjects = [n for n in here if n.subject]
            if as_object and back == 0:
                here = [n for n in here if not subjects or n.party != subjects[-1].party]
                subjects = []
            if subjects or here:
                return (subjects or here)[-1].party
        return None

    def body(self, sentence: int, before: int, as_object: bool, possessive: bool = True) -> Party | None:
        """What it, its is: a state or an organisation; the subject before others, in this sentence or the one before. "its" may also mean
        the last one named, where "it" would be unclear."""
        for back in range(2):
            here = [n for n in self._recent(sentence, before) if n.sentence == sentence - back and _is_body(n)]
            subjects = [n for n in here if n.subject]
            if as_object and back == 0:
                here = [n for n in here if not subjects or n.party.code != subjects[-1].party.code]
                subjects = []
            if subjects:
                return subjects[-1].party
            if here and (possessive or len({n.party.code for n in here}) == 1):
                return here[-1].party
        return None

    def people(self, sentence: int, before: int, as_object: bool) -> Party | None:
        """Who they, them, their are: several people or a group; the subject before others."""
        for back in range(2):
            here = [n for n in self._recent(sentence, before) if n.sentence == sentence - back and n.plural]
            subjects = [n for n in here if n.subject]
            if as_object and back == 0:
                here = [n for n in here if n not in subjects]
                subjects = []
            if subjects or len({n.party for n in here}) == 1:
                return (subjects or here)[-1].party
        return None

    def joint(self, sentence: int, before: int) -> tuple[Party, ...]:
        """Who "they" are after "Egypt and Sudan": the subjects joined by "and", nearest first looked for; empty where none are."""
        for back in range(2):
            here = [n for n in self._recent(sentence, before) if n.sentence == sentence - back and n.subject and not n.place]
            if not here or here[-1].plural:
                if here:
                    return ()
                continue
            k = len(here) - 1
            while k > 0 and here[k].joined:
                k -= 1
            found = {n.party.code: n.party for n in here[k:] if n.party.code != "UNK"}
            return tuple(found.values()) if len(found) > 1 else ()
        return ()

    # descriptions

    def organisation(self, sentence: int, before: int) -> Party | None:
        """The bloc, the alliance: the last organisation of states named."""
        for n in reversed(self._recent(sentence, before)):
            if n.party.code in _UNIONS and not n.is_person:
                return Party(n.party.code, "GOV", n.party.name)
        return None

    def named_body(self, head: str) -> Party | None:
        """The court, the party: the last body named whose name holds the word, or that is of its sector; with a capital, a body of the
        European Union (the Commission).
        """
        noun = head.lower()
        for n in reversed(self.named):
            if n.kind is ActorKind.ORGANISATION and (noun in (n.party.name or "").lower().split() or n.party.sector == BODY_HEADS[noun]):
                return n.party
        if head in _EUROPEAN:
            return next((Party("EUR", "GOV", n.party.name) for n in reversed(self.named) if n.party.code == "EUR"), None)
        return None

    def band(self, sentence: int, before: int) -> Party | None:
        """The group, the movement, the company: the last body named that is no union of states and no government."""
        for n in reversed(self._recent(sentence, before)):
            if n.kind is ActorKind.ORGANISATION and n.party.sector in _BANDS and not n.place:
                return n.party
        return None

    def only_other(self, sentence: int, before: int, owner: str) -> Party | None:
        """Its neighbour: the only other state in view."""
        codes = {n.party.code for n in self._recent(sentence, before) if n.party.code in STATES and n.party.code != owner}
        code = codes.pop() if len(codes) == 1 else None
        return Party(code, "GOV", state_name(code)) if code else None

    def country(self, sentence: int, before: int, members: frozenset[str] | None = None, not_code: str | None = None) -> Party | None:
        """Which state "the country" is: the one most in view; of ``members`` where the words name a region."""
        scores: Counter[str] = Counter()
        nearest: str | None = None
        for n in self._recent(sentence, before):
            code = n.party.code
            if code in STATES and code != not_code and n.kind is not ActorKind.ORGANISATION and (members is None or code in members):
                scores[code] += (100, 60, 35)[sentence - n.sentence] * (3 if n.subject else 2) // (3 if n.is_person else 2)
                nearest = code
        if not scores and members:
            scores.update({c: k for c, k in self.counts.items() if c in members and c != not_code})
        if nearest:
            scores[nearest] += 50
        for code in scores:
            scores[code] += 200 * self.counts[code] // max(1, self.counts.total())
        if not scores:
            return None
        code = max(scores, key=lambda c: (scores[c], c))
        return Party(code, "GOV", state_name(code))

    def two(self, sentence: int, before: int, persons: bool, day: date | None) -> tuple[Party, ...]:
        """The two of "both leaders", "the two countries": the last two named, of different states; a missing leader is the holder of
        the office.
        """
        recent = [n for n in self._recent(sentence, before) if n.party.code in STATES and not n.place]
        found: dict[str, Party] = {}
        for n in reversed([n for n in recent if n.is_person or not persons]):
            found.setdefault(n.party.code, n.party if persons else Party(n.party.code, "GOV", state_name(n.party.code)))
            if len(found) == 2:
                return tuple(reversed(found.values()))
        if not persons or len(found) != 1:
            return ()
        other = self._other_state(recent, set(found))
        if other is None:
            return ()
        leader = holder(other, "leader", day) if day else None
        return (*found.values(), Party(other, "GOV", leader.name if leader else f"leader of {state_name(other)}"))

    def _other_state(self, recent: Iterable[Named], known: set[str]) -> str | None:
        counts = Counter(n.party.code for n in recent if n.party.code not in known)
        return max(counts, key=lambda c: (counts[c], self.counts[c], c)) if counts else None

    def domestic(self, sentence: int, before: int, here: Iterable[Named]) -> str | None:
        """Of which state "the police", "the rebels" are: the state in which the sentence takes place, else the last one named before,
        else the one that the article is about, else the only one in the sentence, else the state most in view."""
        # A paper or company of another state says nothing about where the police are.
        inside = [n for n in here if n.party.code in STATES and n.kind is not ActorKind.ORGANISATION]
        if self._home():  # nor does the flag of another state
            inside = [n for n in inside if n.kind is not ActorKind.DEMONYM]
        places = {n.party.code for n in inside if n.place}
        if len(places) == 1:
            return places.pop()
        earlier = [n for n in inside if n.at < before]
        if earlier:
            return earlier[-1].party.code
        if home := self._home():
            return home
        codes = {n.party.code for n in inside}
        if len(codes) == 1:
            return codes.pop()
        party = self.country(sentence, before)
        return party.code if party else None

    def _home(self) -> str | None:
        """The state that the article is about: named at least five times, and half as often again as the next."""
        (first, n), (_, m) = (*self.counts.most_common(2), ("", 0), ("", 0))[:2]
        return first if n >= 5 and 2 * n >= 3 * m else None


def _is_body(n: Named) -> bool:
    return not n.plural and not n.place and (n.kind in _BODIES or (n.kind is ActorKind.OFFICE and not n.office))
