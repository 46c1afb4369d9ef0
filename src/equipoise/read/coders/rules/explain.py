"""Why a sentence is coded as it is. In: a text, its day. Out: Explanations: parse, candidates, the sense that fired, why others did not."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from equipoise.read.article import read_article
from equipoise.read.coders.rules.coder import RulesCoder
from equipoise.read.coders.rules.frames import noun_frame, verb_frame
from equipoise.read.coders.rules.lexicon import Lexicon
from equipoise.read.coders.rules.mentions import Workshop, mention_of, told_in, unread
from equipoise.read.coders.rules.predicates import Predicates, Reading
from equipoise.read.coders.rules.scene import lemma
from equipoise.read.coders.rules.selection import keep
from equipoise.words.actor import ActorSpan
from equipoise.words.event import Mention
from equipoise.words.text import ArticleId, Document, Given

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the parse. ``head`` is the number of the word it hangs on; the root hangs on itself."""

    number: int
    text: str
    lemma: str
    tag: str
    relation: str
    head: int


@dataclass(frozen=True, slots=True)
class Misfit:
    """A sense that the lexicon has for a word and that was not taken."""

    sense: str
    reason: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that the lexicon knows. ``sense`` fired (None: none fits); ``mention`` came of it, or ``reason`` says why none did."""

    word: Word
    sense: str | None
    others: tuple[Misfit, ...]
    mention: Mention | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one sentence was read. ``silence`` says why nothing was coded, None where something was."""

    text: str
    words: tuple[Word, ...]
    actors: tuple[ActorSpan, ...]
    candidates: tuple[Candidate, ...]
    silence: str | None


def explain(coder: RulesCoder, text: str, day: datetime.date | None = None) -> tuple[Explanation, ...]:
    """One Explanation a sentence of the text, read as an article of that day (None: the day is not known)."""
    given = Given(date=day.isoformat() if day is not None else None)
    raw = text.encode("utf-8", "replace")
    document = Document("explained", "explained", 0, raw, hashlib.sha256(raw).hexdigest(), text, "record", given)
    read = read_article(document, ArticleId("explained"), coder.settings)
    shop, _, _ = coder.workshop(read.article, read.sentences)
    return tuple(_explained(shop, i) for i in range(len(shop.scenes)))


def _explained(shop: Workshop, i: int) -> Explanation:
    scene = shop.scenes[i]
    words = tuple(_word(t) for t in scene.doc)
    why = unread(shop, scene)
    if why is not None:
        return Explanation(scene.sentence.text, words, scene.spans, (), why)
    predicates = Predicates(scene, shop.lexicon)
    readings = predicates.all()
    told = [r for r, _ in told_in(shop, i, readings)]
    kept = [*keep([r for r in readings if not r.is_wide]), *(r for r in readings if r.is_wide and (r in told or not told))]
    found = [_candidate(shop, i, predicates, t, readings, kept) for t in scene.doc]
    candidates = tuple(c for c in found if c is not None)
    return Explanation(scene.sentence.text, words, scene.spans, candidates, _silence(list(scene.doc), candidates))


def _silence(words: Sequence[Token], candidates: Sequence[Candidate]) -> str | None:
    if any(c.mention is not None for c in candidates):
        return None
    read = [c for c in candidates if c.sense is not None]
    if read:
        return "; ".join(f"{c.word.text}: {c.reason}" for c in read)
    if candidates:
        return "no sense fits: " + "; ".join(f"{c.word.text}: {m.sense}: {m.reason}" for c in candidates for m in c.others[:1])
    verbs = ", ".join(t.text for t in words if t.pos_ == "VERB")
    return f"the lexicon knows none of its verbs ({verbs or 'there is none'}) and no noun for an event"


def _candidate(
    shop: Workshop, i: int, predicates: Predicates, token: Token, readings: Sequence[Reading], kept: Sequence[Reading]
) -> Candidate | None:
    reading = next((r for r in readings if r.token.i == token.i), None)
    others = _misfits(shop.lexicon, predicates, token, reading)
    if reading is None:
        return Candidate(_word(token), None, others, None, "no sense fits") if others else None
    sense = reading.sense.id if reading.inner is None else f"{reading.sense.id}({reading.inner.sense.id})"
    if reading not in kept:
        return Candidate(_word(token), sense, others, None, "another event of the sentence takes it in")
    made = mention_of(shop, i, reading)
    if isinstance(made, Mention):
        return Candidate(_word(token), sense, others, made, None)
    return Candidate(_word(token), sense, others, None, made)


def _misfits(lexicon: Lexicon, predicates: Predicates, token: Token, taken: Reading | None) -> tuple[Misfit, ...]:
    noun = token.pos_ in ("NOUN", "PROPN")
    if not noun and token.pos_ not in ("VERB", "ADJ"):
        return ()
    frame = noun_frame(token) if noun else verb_frame(token)
    table = lexicon.nouns if noun else lexicon.verbs
    senses = (*table.get(frame.key, ()), *(table.get(lemma(token), ()) if frame.particle else ()))
    out = []
    for sense in senses:
        if taken is not None and sense is taken.sense:
            continue
        if noun and not sense.bare and frame.carrier is None:
            reason = "it needs a verb that carries it"
        else:
            reason = predicates.fitting.misfit(frame, sense) or "another sense fits better, or it finds no event to work on"
        out.append(Misfit(sense.id, reason))
    return tuple(out)


def _word(token: Token) -> Word:
    return Word(token.i, token.text, lemma(token), token.tag_, token.dep_, token.head.i)
