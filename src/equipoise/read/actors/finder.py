"""Find and resolve actors. In: an article, its sentences and their parses. Out: a list of ActorSpan for each sentence, sorted, not
overlapping.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from equipoise.read.actors.ambiguity import acting_party, settle_names
from equipoise.read.actors.gazetteer import Gazetteer, Sort
from equipoise.read.actors.line import scan
from equipoise.read.actors.names import Phrase
from equipoise.read.actors.people import office_of
from equipoise.read.actors.phrases import PhraseReader
from equipoise.read.actors.places import is_goal, is_place
from equipoise.read.actors.pronouns import Mention, find_references, quoted_words
from equipoise.read.actors.references import STATES, Discourse, Named
from equipoise.read.actors.vocabulary import SAYING
from equipoise.read.actors.words import Word, cut
from equipoise.reference.leaders import holder, states_with
from equipoise.reference.states import state_name
from equipoise.settings import Settings
from equipoise.words.actor import ActorKind, ActorSpan, Party
from equipoise.words.text import Article, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent", "csubj"})
_LONGEST_CHAIN = 100  # words; a list of 500 names must not be climbed from each of them
_OF_FEW = frozenset({"chancellor", "emir", "sultan", "pope"})  # offices that tell whose they are; the tables name all that have them
_HEADS_OF_STATE = frozenset(
    {"president", "leader", "prime minister", "king", "chancellor", "premier", "foreign minister", "defence minister", "defense minister"}
)


class ActorFinder:
    """Finds actors by the shipped tables and the user's actor files (settings.actors)."""

    def __init__(self, settings: Settings) -> None:
        self._gazetteer = Gazetteer(settings.actors)

    def find(self, article: Article, sentences: Sequence[Sentence], docs: Sequence[Doc]) -> list[list[ActorSpan]]:
        """One list for each sentence; a sentence whose parse is empty (boilerplate) has none. Offsets are the article's."""
        day = article.published.latest or article.published.earliest
        talk = Discourse()
        return [self._sentence(s, doc, talk, day) if len(doc) else [] for s, doc in zip(sentences, docs, strict=True)]

    def _sentence(self, sentence: Sentence, doc: Doc, talk: Discourse, day: date | None) -> list[ActorSpan]:
        reading = Reading(sentence.text, doc, self._gazetteer, talk, day, sentence.number)
        return [_moved(span, sentence.start) for span in reading.spans()]


def parties_in(text: str) -> list[ActorSpan]:
    """The actors of a short text, without a parse; offsets are the text's.

    >>> [(s.text, s.parties[0].code) for s in parties_in("Kazakh officials and the EU")]
    [('Kazakh officials', 'KAZ'), ('EU', 'EUR')]
    """
    return Reading(text, None, _shipped_gazetteer(), Discourse(), None, 0).spans()


@cache
def _shipped_gazetteer() -> Gazetteer:
    return Gazetteer()


def _moved(span: ActorSpan, by: int) -> ActorSpan:
    return ActorSpan(span.text, span.start + by, span.end + by, span.head + by, span.parties, span.kind, span.is_place, span.place)


class Reading:
    """One sentence being read."""

    def __init__(self, text: str, doc: Doc | None, gazetteer: Gazetteer, talk: Discourse, day: date | None, number: int) -> None:
        self.text, self.doc, self.talk, self.day, self.number = text, doc, talk, day, number
        self.words: list[Word] = cut(text)
        self.hits = settle_names(self.words, scan(self.words, gazetteer), day, talk.counts)
        self._ends: dict[int, Named] = {}
        self._said_by: Party | None = None
        self._starts = [t.idx for t in doc] if doc is not None else []

    def spans(self) -> list[ActorSpan]:
        """All actor spans of the sentence, resolved; what they name is remembered for the sentences that follow."""
        mentions = list(find_references(self.words, self.hits, ()))
        described = {i for m in mentions if m.end - m.start > 1 for i in range(m.start, m.end)}
        # "the Central Asian country" is one reference, not the adjective in it.
        found = PhraseReader(self.words, self.hits, self.talk.memory, self.day, self._pos).read()
        phrases = [p for p in found if described.isdisjoint(range(p.start, p.end))]
        places = self._places(phrases)
        phrases = [self._acting(p, place) for p, place in zip(phrases, places, strict=True)]
        here = [self._named(p, place) for p, place in zip(phrases, places, strict=True)]
        self._ends = {p.end: n for p, n in zip(phrases, here, strict=True)}
        self._said_by = self._speaker(phrases, here)
        self.talk.speaker = self._said_by or self.talk.speaker
        out: list[ActorSpan] = []
        todo: list[tuple[int, Phrase | Mention]] = [(p.start, p) for p in phrases]
        taken = {i for p in phrases for i in range(p.start, p.end)}
        todo += [(m.start, m) for m in mentions if m.start not in taken]
        index = {id(p): k for k, p in enumerate(phrases)}
        for _, item in sorted(todo, key=lambda pair: pair[0]):
            span = self._resolve_mention(item, here) if isinstance(item, Mention) else self._resolve(item, places[index[id(item)]], here)
            if span:
                out.append(span)
        return out

    def apposed_to(self, i: int) -> Party | None:
        """The state named right before a comma at word i: Nigeria, the oil-rich country."""
        named = self._ends.get(i - 1) if i and self.words[i - 1].key == "," else None
        return named.party if named and named.party.code in STATES and not named.is_person else None

    def speaker(self, at: int) -> Party | None:
        """Who says the words in quotation marks at an offset: named here, a "he said", or whoever spoke last."""
        if self._said_by is None and any(w.key in ("he", "she") and self._says(i) for i, w in enumerate(self.words)):
            return self.talk.person(self.number, at, False) or self.talk.speaker
        return self.talk.speaker

    def _says(self, i: int) -> bool:
        token = self.token(i)
        return token is not None and token.dep_ == "nsubj" and token.head.lemma_ in SAYING

    def _speaker(self, phrases: Sequence[Phrase], here: Sequence[Named]) -> Party | None:
        """Who says what stands in quotation marks: the person or office outside them that is subject of a verb of saying."""
        quoted = quoted_words(self.words)
        for phrase, named in zip(phrases, here, strict=True):
            single = named.is_person or (phrase.role is not None and phrase.role.person and not phrase.role.plural)
            token = self.token(phrase.head) if quoted and single and phrase.start not in quoted else None
            while token is not None and token.dep_ in ("compound", "appos", "flat") and token.head.i != token.i:
                token = token.head
            if token is not None and token.dep_ == "nsubj" and token.head.lemma_ in SAYING:
                return named.party
        return None

    # spaCy

    def token(self, i: int) -> Token | None:
        """The parser's token that holds word i."""
        if self.doc is None or not 0 <= i < len(self.words):
            return None
        return self.doc[max(0, bisect_right(self._starts, self.words[i].start) - 1)]

    def _pos(self, i: int) -> str:
        """The parser's coarse word class; a finite verb is AUX, which no name and no noun phrase holds."""
        token = self.token(i)
        if token is None:
            return ""
        return "AUX" if token.tag_ in ("VBD", "VBZ", "VBP") else token.pos_

    def _is_subject(self, i: int) -> bool:
        return self._leads_to(i, ("conj", "compound", "appos")) in _SUBJECTS

    def _is_joined(self, i: int) -> bool:
        return self._leads_to(i, ("compound", "appos")) == "conj"

    def _leads_to(self, i: int, through: tuple[str, ...]) -> str:
        """The relation that the chain of these relations above word i ends in."""
        token = self.token(i)
        for _ in range(_LONGEST_CHAIN):
            if token is None or token.dep_ not in through or token.head.i == token.i:
                break
            token = token.head
        return token.dep_ if token is not None else ""

    def _governor(self, i: int) -> str:
        """Lemma of the word that the phrase's preposition hangs on."""
        token = self.token(i)
        steps = 0
        while token is not None and token.dep_ != "pobj" and token.head.i != token.i and steps < 3:
            token, steps = token.head, steps + 1
        return str(token.head.head.lemma_) if token is not None and token.dep_ == "pobj" else ""

    # phrases

    def _acting(self, phrase: Phrase, place: bool) -> Phrase:
        """Brussels decided: the Union, not Belgium, where the name acts."""
        if place or phrase.sort is not Sort.CAPITAL:
            return phrase
        party = acting_party(self.words, phrase.start, phrase.named or phrase.end, self.day)
        return replace(phrase, party=replace(phrase.party, code=party.code)) if party else phrase

    def _places(self, phrases: Sequence[Phrase]) -> list[bool]:
        out: list[bool] = []
        for k, phrase in enumerate(phrases):
            before = (phrases[k - 1], out[-1]) if k else None
            out.append(is_place(self.words, phrase, before, self._governor(phrase.head)))
        return out

    def _named(self, phrase: Phrase, place: bool) -> Named:
        plural = (
            phrase.of_people
            or bool(phrase.role and (phrase.role.plural or phrase.role.noun == "police"))
            or phrase.sort in (Sort.GROUP, Sort.ETHNIC)
        )
        if phrase.kind is ActorKind.PERSON:
            plural = False
        return Named(
            replace(phrase.party, code="UNK") if phrase.homes else phrase.party,
            self.number,
            self.words[phrase.start].start,
            phrase.kind,
            self._is_subject(phrase.head),
            plural,
            place or phrase.sort is Sort.PLACE,
            self._is_joined(phrase.head),
            bool(phrase.role and phrase.role.person and not phrase.role.plural),
        )

    def _resolve(self, phrase: Phrase, place: bool, here: Sequence[Named]) -> ActorSpan | None:
        party, at = phrase.party, self.words[phrase.start].start
        if phrase.homes and phrase.sort in (Sort.GROUP, Sort.GROUP_ADJECTIVE):
            members = tuple(Party(code, party.sector, state_name(code)) for code in sorted(phrase.homes))
            return self._span(phrase.start, phrase.end, phrase.head, members, phrase.kind, place, phrase.place, at)
        if phrase.homes:
            party = self._at_home(phrase, here)
        elif phrase.ethnic or (party.code == "UNK" and phrase.kind is not ActorKind.PERSON):
            party = self._with_country(phrase, here)
            if party.code == "UNK" and phrase.sort is Sort.ROLE:
                return None
        elif party.code == "UNK" and phrase.role and phrase.kind is ActorKind.PERSON:
            known = {n.party.code for n in here} - {"UNK"}
            # A minister without a country in a sentence that names one state, as its place or before him, is of that state.
            if len(known) == 1 and any(n.party.code in known and (n.place or n.at < at) for n in here):
                party = Party(known.pop(), party.sector, party.name)
                self.talk.memory.keep(party)
        if phrase.kind is ActorKind.OFFICE and phrase.role and phrase.role.person and not phrase.role.plural:
            party = self._office_holder(party, phrase.role.noun)
        named = self._named(phrase, place)
        self.talk.add(replace(named, party=party))
        return self._span(phrase.start, phrase.end, phrase.head, (party,), phrase.kind, place, phrase.place, at)

    def _span(
        self, start: int, end: int, head: int, parties: tuple[Party, ...], kind: ActorKind, place: bool, name: str | None, at: int
    ) -> ActorSpan:
        last = self.words[end - 1].end
        return ActorSpan(self.text[at:last], at, last, self.words[head].start, parties, kind, place, name)

    def _with_country(self, phrase: Phrase, here: Sequence[Named]) -> Party:
        """The party with the country that its words leave open."""
        at = self.words[phrase.start].start
        others = [n for n in here if n.at != at and n.party.code != "UNK"]
        own = phrase.party.code
        code: str | None
        if phrase.ethnic and own != "UNK":
            # Ethnic Albanians who demand something of Skopje live in Macedonia.
            places = {n.party.code for n in others if n.place} or {n.party.code for n in others if n.party.code in STATES} - {own}
            code = places.pop() if len(places) == 1 else own
        else:
            code = self._possessor(phrase.start) or self.talk.domestic(self.number, at, others)
            homes = states_with(phrase.role.noun) if phrase.role and phrase.role.noun in _OF_FEW else frozenset()
            if homes and code not in homes:
                known = self.talk.country(self.number, at, homes)
                code = known.code if known else None
        return Party(code or "UNK", phrase.party.sector, phrase.party.name)

    def _at_home(self, phrase: Phrase, here: Sequence[Named]) -> Party:
        """A people of several states: of the one of them that the text is about, else of the one it is best known in."""
        at = self.words[phrase.start].start
        others = [n for n in here if n.at != at and n.party.code in phrase.homes]
        code = self._possessor(phrase.start)
        if code not in phrase.homes:
            known = self.talk.country(self.number, at, phrase.homes)
            from_here = [n for n in others if not is_goal(self.words, n.at)] or others
            code = self.talk.domestic(self.number, at, from_here) if others else known.code if known else phrase.party.code
        return replace(phrase.party, code=code or phrase.party.code)

    def _possessor(self, start: int) -> str | None:
        """The state of "his", "their" right before the words."""
        word = self.words[start - 1] if start else None
        if word is None or word.key not in ("his", "her", "its", "their"):
            return None
        find = {"its": self.talk.body, "their": self.talk.people}.get(word.key, self.talk.person)
        party = find(self.number, word.start, False)
        return party.code if party and party.code != "UNK" else None

    def _office_holder(self, party: Party, noun: str) -> Party:
        """The Russian leader by name: whom the article has named of that state, else who held the office at its date."""
        if noun not in _HEADS_OF_STATE:
            return party
        term = holder(party.code, office_of(noun), self.day) if self.day else None
        if term:
            return Party(party.code, term.sector, term.name)
        known = self.talk.memory.by_state.get(party.code, [])
        return Party(party.code, party.sector, known[-1].name) if len(known) == 1 else party

    def _resolve_mention(self, mention: Mention, here: Sequence[Named]) -> ActorSpan | None:
        at = self.words[mention.start].start
        parties = mention.resolve(self, at)
        if not parties:
            return None
        subject = self._is_subject(mention.head)
        for party in parties:
            kind = ActorKind.PERSON if mention.person else ActorKind.STATE
            self.talk.add(Named(party, self.number, at, kind, subject, mention.plural and not mention.person, False))
        return self._span(mention.start, mention.end, mention.head, parties, ActorKind.REFERENCE, False, None, at)
