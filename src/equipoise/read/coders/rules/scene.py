"""One parsed sentence with its actors: who stands at a word, and which words stand around it. In: Doc, ActorSpans. Out: answers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from equipoise.words.actor import ActorKind, ActorSpan, Party
from equipoise.words.text import Sentence, SentenceKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

ORIGIN = ("of", "from", "by", "for", "between")
WHERE = (
    "in",
    "at",
    "throughout",
    "across",
    "near",
    "around",
    "inside",
    "outside",
    "on",
    "along",
    "over",
    "within",
    "off",
    "into",
    "to",
    "against",
    "with",
)
UNKNOWN = "UNK"
LONGEST_HEADLINE = 20  # words


@dataclass(frozen=True, slots=True)
class Held:
    """A party and the words that name it."""

    span: ActorSpan
    party: Party


class Scene:
    """A sentence, its parse and its actor spans; all questions about who is where are asked here."""

    def __init__(self, doc: Doc, sentence: Sentence, spans: Sequence[ActorSpan]) -> None:
        self.doc = doc
        self.sentence = sentence
        self.spans = tuple(spans)
        self.home: str | None = None  # the state that the whole article is about
        self._span_of: dict[int, ActorSpan] = {}
        self._starts = [sentence.start + token.idx for token in doc]
        for span in spans:
            for i in range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)):
                self._span_of[i] = span
        # The word of a span that its others hang on.
        self._heads = {i for i, span in self._span_of.items() if self._span_of.get(doc[i].head.i) is not span or doc[i].head.i == i}

    @property
    def is_question(self) -> bool:
        """True where the sentence ends in a question mark."""
        return self.sentence.text.rstrip("\"”' ").endswith("?")

    @property
    def is_headline(self) -> bool:
        """True for titles and headings, and for a short line without a full stop: their present tense tells what happened."""
        if self.sentence.kind in (SentenceKind.TITLE, SentenceKind.HEADING, SentenceKind.STANDFIRST):
            return True
        return len(self.doc) < LONGEST_HEADLINE and self.sentence.text.rstrip("\"”' ")[-1:].isalnum()

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the sentence in lower case."""
        return frozenset(t.lower_ for t in self.doc)

    @property
    def depth(self) -> int:
        """How deep the parse tree is, in words."""
        deepest: dict[int, int] = {}
        for token in self.doc:
            above, at = [], token
            while at.i not in deepest and at.head.i != at.i:
                above.append(at.i)
                at = at.head
            base = deepest.setdefault(at.i, 0)
            for up, i in enumerate(reversed(above), 1):
                deepest[i] = base + up
        return max(deepest.values(), default=0)

    def token_at(self, offset: int) -> Token | None:
        """The word that covers an offset of the article, with the blank behind it; None outside the sentence."""
        i = bisect_right(self._starts, offset) - 1
        return self.doc[i] if i >= 0 and offset < self._starts[i] + len(self.doc[i].text_with_ws) else None

    def span_at(self, token: Token) -> ActorSpan | None:
        """The span that covers a word."""
        return self._span_of.get(token.i)

    def parties_at(self, token: Token) -> tuple[Held, ...]:
        """Who a noun phrase means, by its head word: the span on it and what is coordinated with it, else the best span inside."""
        found = list(self._here(token))
        for other in _coordinated(token):
            found += self._here(other) or self._inside(other)
        return _unique(found or self._inside(token))

    def directly_at(self, token: Token) -> tuple[Held, ...]:
        """Like parties_at, only where a span covers the head word (or one coordinated with it)."""
        found = list(self._here(token))
        for other in _coordinated(token):
            found += self._here(other)
        return _unique(found)

    def unknown_at(self, token: Token) -> tuple[Held, ...]:
        """Somebody who acts there and whose state is not known: code UNK."""
        span = self.span_at(token)
        return tuple(Held(span, p) for p in span.parties if p.code == UNKNOWN) if span is not None else ()

    def modifiers_at(self, noun: Token) -> tuple[Held, ...]:
        """Parties that possess or qualify a noun: "Russia's", "Turkish", "US"."""
        return _unique(
            [
                h
                for c in noun.children
                if c.dep_ in ("poss", "amod", "compound", "nmod")
                for t in (c, *_coordinated(c))
                for h in (*self._poss(t), *self._here(t))
            ]
        )

    def within(self, tokens: Sequence[Token]) -> tuple[Held, ...]:
        """All parties named by some words, in reading order."""
        return _unique([h for t in sorted(tokens, key=lambda t: t.i) for h in self._here(t)])

    def with_coordinated(self, held: Held) -> tuple[Held, ...]:
        """A party and those joined to it by "and" or a comma, from where it stands on."""
        head = next((t for t in self.doc if self.sentence.start + t.idx == held.span.head), None)
        return _unique([held, *(self.directly_at(head) if head is not None else ())])

    def is_person(self, held: Held) -> bool:
        """True where the words name a person or a body, not only a state."""
        return held.span.kind in (ActorKind.PERSON, ActorKind.OFFICE, ActorKind.ORGANISATION)

    def _here(self, token: Token) -> list[Held]:
        span = self.span_at(token)
        if span is None:
            return []
        found = [Held(span, p) for p in span.parties if p.code != UNKNOWN]
        # "the presidents of Kenya and Uganda": the second state is coordinated with a word inside the span.
        if token.i in self._heads:
            for inner in (t for t in token.subtree if t.i != token.i and self.span_at(t) is span):
                for conj in _coordinated(inner):
                    other = self.span_at(conj)
                    if other is not None and other is not span:
                        found += [Held(other, p) for p in other.parties if p.code != UNKNOWN]
        # "Hungarian and Romanian officials": the adjective outside the span is coordinated with one inside it.
        for child in token.children:
            other = self.span_at(child)
            joined = {t.i for t in _coordinated(child)} | {child.head.i if child.dep_ == "conj" else child.i}
            if other is not None and other is not span and child.dep_ in ("amod", "compound", "nmod") and len(joined) > 1:
                found = [Held(other, p) for p in other.parties if p.code != UNKNOWN] + found
            for conj in _coordinated(child) if child.dep_ in ("amod", "compound", "nmod") else ():
                third = self.span_at(conj)
                if third is not None and third is not span:
                    found += [Held(third, p) for p in third.parties if p.code != UNKNOWN]
        return found

    def _poss(self, token: Token) -> list[Held]:
        return [h for c in token.children if c.dep_ in ("poss", "amod", "compound", "nmod") for t in c.subtree for h in self._here(t)]

    def _inside(self, token: Token, depth: int = 0) -> list[Held]:
        """The nearest span inside a noun phrase whose head no span covers: apposition, modifier, of/from, possessor, clause, place."""
        if depth > 4:
            return []
        children = list(token.children)
        for deps in (("appos",), ("amod", "compound", "nmod"), ("poss",)):
            hits = [h for c in children if c.dep_ in deps for t in (c, *_coordinated(c)) for h in self._here(t)]
            hits = hits or [h for c in children if c.dep_ in deps[:3] and c.dep_ != "appos" for t in c.subtree for h in self._here(t)]
            if hits:
                return hits
        for names in (ORIGIN, WHERE):
            for c in children:
                if c.dep_ in ("prep", "agent") and c.lower_ in names:
                    hits = [h for o in c.children if o.dep_ == "pobj" for h in (*self.parties_at_depth(o, depth + 1),)]
                    if hits:
                        return hits
        for c in children:
            if c.dep_ in ("poss", "acl", "relcl", "appos", "prep", "amod"):
                hits = [h for t in c.subtree for h in self._here(t)]
                if hits:
                    return hits[:1]
        return []

    def parties_at_depth(self, token: Token, depth: int) -> tuple[Held, ...]:
        """parties_at with a bound on how deep it looks."""
        found = self._here(token)
        for other in _coordinated(token):
            found += self._here(other) or self._inside(other, depth)
        return _unique(found or self._inside(token, depth))


def _coordinated(token: Token) -> tuple[Token, ...]:
    """Words coordinated with a word and standing after it ("Russia, China and Iran"), nouns and adjectives only."""
    out: list[Token] = []
    for c in token.children:
        if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"):
            out += [c, *_coordinated(c)]
    return tuple(out)


def _unique(held: Sequence[Held]) -> tuple[Held, ...]:
    seen: dict[tuple[str, int], Held] = {}
    for h in held:
        seen.setdefault((h.party.code + (h.party.sector or "") + (h.party.name or ""), h.span.start), h)
    return tuple(seen.values())


def lemma(token: Token) -> str:
    """The lemma in lower case."""
    return token.lemma_.lower()


def phrase_words(token: Token) -> frozenset[str]:
    """Lemmas of a noun phrase: head, modifiers, coordinated heads, and the head of an of-phrase."""
    words: set[str] = set()
    for t in (token, *_coordinated(token)):
        words |= {lemma(t), t.lower_}
        for c in t.children:
            if c.dep_ in ("compound", "amod", "nmod", "nummod"):
                words |= {lemma(c), c.lower_} | {lemma(g) for g in c.children if g.dep_ in ("conj", "compound")}
            elif c.dep_ == "prep" and c.lower_ == "of":
                for o in c.children:
                    words |= {lemma(o), *(lemma(g) for g in o.children if g.dep_ in ("compound", "amod"))}
                    words |= {lemma(g) for g in _coordinated(o)}
    return frozenset(words)


def head_words(token: Token) -> frozenset[str]:
    """Lemmas of a noun phrase: head, its own modifiers, coordinated heads, and the head of an of-phrase ("state of emergency")."""
    words: set[str] = set()
    for t in (token, *_coordinated(token)):
        words |= {lemma(t), t.lower_}
        for c in t.children:
            if c.dep_ in ("compound", "amod", "nmod"):
                words |= {lemma(c), *(lemma(g) for g in c.children if g.dep_ in ("conj", "compound"))}
            elif c.dep_ == "prep" and c.lower_ == "of":
                words |= {lemma(g) for o in c.children for g in (o, *_coordinated(o))}
    return frozenset(words)


def clause_words(token: Token) -> frozenset[str]:
    """Lemmas of a predicate's own clause: its subtree without coordinated verbs, relative clauses and that-clauses."""
    return frozenset(w for t in clause_tokens(token) for w in (lemma(t), t.lower_))


def clause_tokens(token: Token) -> Iterator[Token]:
    """Words of a predicate's own clause, in tree order."""
    yield token
    for c in token.children:
        if c.dep_ in ("relcl", "ccomp", "parataxis") or (c.dep_ == "conj" and c.pos_ in ("VERB", "AUX")):
            continue
        if c.dep_ == "advcl" and c.tag_ not in ("VB", "VBG"):
            continue
        yield from clause_tokens(c)
