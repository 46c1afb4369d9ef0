"""Names that mean one of several: Brussels, Congo, Tripoli, Georgia, acronyms of two bodies. In: data/ambiguous.csv, the words of a
sentence, the article's date. Out: the hits and the parties that fit.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from equipoise.read.actors.gazetteer import Entry, Sort
from equipoise.read.actors.line import Hit
from equipoise.read.actors.words import Word
from equipoise.reference.files import parts, read_rows
from equipoise.reference.leaders import month
from equipoise.reference.states import plain, state_name
from equipoise.words.actor import Party

_SORTS = {"capital": Sort.CAPITAL, "place": Sort.PLACE, "state": Sort.STATE, "demonym": Sort.DEMONYM}
_WORDS_OF_A_STATE = frozenset({Sort.STATE, Sort.DEMONYM, Sort.CAPITAL, Sort.PEOPLE, Sort.PERSON, Sort.PLACE, Sort.SEAT, Sort.ORGANISATION})


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a name can mean, and when. ``acts``: only where the name acts."""

    code: str
    sort: Sort
    acts: bool
    since: date | None
    until: date | None
    cues: frozenset[str]
    unless: frozenset[str]

    def fits(self, said: Container[str], day: date | None) -> bool:
        """Whether the words of the sentence and the date allow this meaning."""
        if (self.since or self.until) and (day is None or (self.since and day < self.since) or (self.until and day >= self.until)):
            return False
        if any(word in said for word in self.unless):
            return False
        return not self.cues or any(word in said for word in self.cues)

    @property
    def party(self) -> Party:
        """The government of the state or body meant; a place has no sector."""
        return Party(self.code, None if self.sort is Sort.PLACE else "GOV", state_name(self.code))


@cache
def _choices() -> dict[str, tuple[Choice, ...]]:
    found: dict[str, list[Choice]] = {}
    for row in read_rows("ambiguous.csv"):
        choice = Choice(
            row["code"], _SORTS[row["sort"]], row["acts"] == "yes",
            month(row["since"]) if row["since"] else None, month(row["until"]) if row["until"] else None,
            frozenset(parts(row["cues"])), frozenset(parts(row["unless"])),
        )  # fmt: skip
        found.setdefault(plain(row["name"]), []).append(choice)
    return {name: tuple(rows) for name, rows in found.items()}


def settle_names(words: Sequence[Word], hits: Mapping[int, Hit], day: date | None, states: Container[str]) -> dict[int, Hit]:
    """The hits with each ambiguous name as what it means here; a weak name without its state is left out. ``states``: named before."""
    out = dict(hits)
    said: frozenset[str] | None = None
    for i, hit in hits.items():
        if hit.entry.weak and hit.entry.sort is Sort.ORGANISATION:
            if not _is_supported(i, hits, states):
                del out[i]
            continue
        rows = _choices().get(_name(words, i, hit))
        if rows is None:
            continue
        said = said or frozenset(w.text for w in words)
        found = next((c for c in rows if not c.acts and c.fits(said, day)), None)
        if found and hit.entry.party is not None and hit.entry.party.code != found.code:
            place = None if found.sort is Sort.DEMONYM else words[i].text
            out[i] = Hit(replace(hit.entry, sort=found.sort, party=found.party, place=place), hit.end)
    return out


def acting_party(words: Sequence[Word], start: int, end: int, day: date | None) -> Party | None:
    """Whom the name at ``start`` means where it acts; None where the other tables decide."""
    rows = _choices().get(" ".join(w.key for w in words[start:end]))
    if rows is None:
        return None
    said = frozenset(w.text for w in words)
    found = next((c for c in rows if c.acts and c.fits(said, day)), None)
    return found.party if found else None


def _name(words: Sequence[Word], i: int, hit: Hit) -> str:
    return " ".join(w.key for w in words[i : hit.end])


def _is_supported(i: int, hits: Mapping[int, Hit], states: Container[str]) -> bool:
    party = hits[i].entry.party
    if party is None or party.code in states:
        return True
    return any(_code(hit.entry) == party.code for k, hit in hits.items() if k != i and not hit.entry.weak)


def _code(entry: Entry) -> str | None:
    if entry.terms:
        return entry.terms[0].state
    return entry.party.code if entry.party and entry.sort in _WORDS_OF_A_STATE else None
