"""Which person a name means. In: terms of office, the words before the name, the article's date. Out: Party. Memory keeps whom an
article has introduced.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher

from equipoise.reference.leaders import Term
from equipoise.reference.states import plain
from equipoise.words.actor import Party

# How an office is called in running text; what is not here is compared as written.
_OFFICES = {
    "premier": "prime minister", "secretary of state": "foreign minister", "foreign secretary": "foreign minister",
    "secretary-general": "secretary-general",
    "secretary general": "secretary-general", "defence minister": "defence minister", "defense minister": "defence minister",
    "defense secretary": "defence minister", "defence secretary": "defence minister", "secretary of defense": "defence minister",
    "treasury secretary": "finance minister", "chancellor": "chancellor", "general secretary": "general secretary",
}  # fmt: skip
_LED = frozenset(
    {"president", "supreme leader", "king", "general secretary", "prime minister", "chancellor", "secretary-general", "leader"}
)
_OPEN_END = 2026


def office_of(noun: str) -> str:
    """The office in the tables' words.

    >>> office_of("Secretary of State")
    'foreign minister'
    """
    noun = noun.lower()
    return _OFFICES.get(noun, noun)


@dataclass(slots=True)
class Memory:
    """Whom one article has named so far: by surname, and by state in order of naming (the last one last)."""

    by_surname: dict[str, Party] = field(default_factory=dict)
    by_state: dict[str, list[Party]] = field(default_factory=dict)

    def keep(self, party: Party) -> None:
        """Remember a named person."""
        if party.name:
            self.by_surname[plain(party.name.split()[-1])] = party
            named = self.by_state.setdefault(party.code, [])
            if party in named:
                named.remove(party)
            named.append(party)


def choose(terms: Sequence[Term], day: date | None, state: str | None = None, title: str | None = None) -> Term:
    """The term that a name most likely means: of the state named beside it, in the office named beside it, at the article's date; then the
    leading office and the latest; without a date, whoever held it longest. ``terms`` must not be empty."""
    office = office_of(title) if title else None

    def rank(term: Term) -> tuple[bool, bool, bool, float, bool, int, date, str]:
        holds = day is not None and term.holds(day)
        away = -_months_away(term, day)
        known = _years(term) if day is None and state is None else 0
        return (term.state == state, term.office == office, holds, away, term.office in _LED, known, term.start, term.name)

    return max(terms, key=rank)


def _years(term: Term) -> int:
    return (term.end.year if term.end else _OPEN_END) - term.start.year


def _months_away(term: Term, day: date | None) -> float:
    """Months between the day and the term; a term that had not begun counts far more than one that is over (nobody is news before
    office).
    """
    if day is None or term.holds(day):
        return 0.0
    if day < term.start:
        return 24.0 + (term.start - day).days / 10
    return (day - (term.end or day)).days / 30


def party_of(term: Term) -> Party:
    """The person as a party."""
    return Party(term.state, term.sector, term.name)


def is_misspelling(written: str, known: str) -> bool:
    """Whether a first name as written is a slip or another transcription of the known one.

    >>> is_misspelling("Emmanual", "Emmanuel"), is_misspelling("Jeb", "George")
    (True, False)
    """
    a, b = plain(written), plain(known)
    return a == b or (len(a) > 3 and SequenceMatcher(None, a, b).ratio() >= 0.74)
