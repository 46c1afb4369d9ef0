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
from equipoise.read.actors.vocabulary import JOINED
from equipoise.read.actors.words import Word
from equipoise.reference.files import parts, read_rows
from equipoise.reference.leaders import month
from equipoise.reference.states import plain, state_name
from equipoise.words.actor import Party

_SORTS = {"capital": Sort.CAPITAL, "place": Sort.PLACE, "state": Sort.STATE, "demonym": Sort.DEMONYM}
_OTHER_KOREA = {("north", "south"): "PRK", ("south", "north"): "KOR"}
# Bodies of the United States whose names other states' bodies bear, too.
_AMERICAN = frozenset({"congress", "senate", "house of representatives", "the congress", "the senate"})
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


def settle_names(words: Sequence[Word], hits: Mapping[int, Hit], day: date | None, states: Mapping[str, int]) -> dict[int, Hit]:
    """The hits with each ambiguous name as what it means here; a weak name without its state is left out. ``states``: named before."""
    out = dict(hits)
    said: frozenset[str] | None = None
    for i, hit in hits.items():
        if hit.entry.weak and hit.entry.sort is Sort.ORGANISATION:
            if not _is_supported(i, hits, states):
                del out[i]
            continue
        name = _name(words, i, hit)
        if name in _AMERICAN and (code := _state_of_body(i, hits, states)):
            out[i] = Hit(
                replace(hit.entry, party=replace(hit.entry.party or Party(code, "LEG", None), code=code, name=words[i].text)), hit.end
            )
            continue
        rows = _choices().get(name)
        if rows is None:
            continue
        said = said or frozenset(w.text for w in words)
        found = next((c for c in rows if not c.acts and c.fits(said, day)), None)
        if found and hit.entry.party is not None and hit.entry.party.code != found.code:
            place = None if found.sort is Sort.DEMONYM else words[i].text
            out[i] = Hit(replace(hit.entry, sort=found.sort, party=found.party, place=place), hit.end)
    return out | _koreas(words, out) | _joined(words, out)


def _koreas(words: Sequence[Word], hits: Mapping[int, Hit]) -> dict[int, Hit]:
    """North and South Korean: the first word alone."""
    found: dict[int, Hit] = {}
    for i, hit in hits.items():
        first = i - 2
        code = _OTHER_KOREA.get((words[first].key, words[i].key)) if first >= 0 and words[i - 1].key in ("and", "or") else None
        if (
            code
            and first not in hits
            and words[first].capital
            and hit.entry.sort in (Sort.DEMONYM, Sort.STATE)
            and "korea" in words[hit.end - 1].key
        ):
            found[first] = Hit(Entry(Sort.DEMONYM, Party(code, "GOV", state_name(code))), first + 1)
    return found


def _joined(words: Sequence[Word], hits: Mapping[int, Hit]) -> dict[int, Hit]:
    """The first half of a double adjective: Anglo-French."""
    found: dict[int, Hit] = {}
    for i, hit in hits.items():
        code = JOINED.get(words[i - 2].key) if i > 1 and words[i - 1].text == "-" and hit.entry.sort is Sort.DEMONYM else None
        if code and i - 2 not in found and hits.get(i - 2, hit).end in (hit.end, i - 1):
            found[i - 2] = Hit(Entry(Sort.DEMONYM, Party(code, "GOV", state_name(code))), i - 1)
    return found


def _state_of_body(i: int, hits: Mapping[int, Hit], states: Mapping[str, int]) -> str | None:
    """Of which other state a "Congress" is: the one named before it in the sentence, else the one most named before; None where the United
    States are named.
    """
    named = [(k, c) for k, h in hits.items() if k != i and h.entry.sort is not Sort.ORGANISATION and (c := _code(h.entry))]
    if "USA" in states or any(c == "USA" for _, c in named):
        return None
    before = [c for k, c in sorted(named) if k < i]
    return before[-1] if before else max(states, key=lambda c: (states[c], c), default=None)


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
