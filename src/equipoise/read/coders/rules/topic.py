"""What an event is about: its channel and PLOVER contexts, by the words around its trigger. In: Reading. Out: Channel, contexts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.read.coders.rules.grammar import event_types, word_set
from equipoise.read.coders.rules.lexicon import Lexicon
from equipoise.read.coders.rules.predicates import Reading
from equipoise.read.coders.rules.scene import clause_words
from equipoise.words.event import Channel, EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

DIPLOMATIC = event_types("CONSULT SUPPORT AGREE REJECT ACCUSE REQUEST THREATEN CONCEDE")
TOPICAL = word_set("topical")
MOST_CONTEXTS = 3


def topic_words(reading: Reading) -> frozenset[str]:
    """Lemmas that say what the event is about: the predicate's own clause; for a noun also what a verb says it is about."""
    words = clause_words(reading.token)
    if reading.frame.carrier is not None:
        words |= clause_words(reading.frame.carrier)
    elif reading.frame.is_noun and _topical(reading.token.head):
        words |= clause_words(reading.token.head)
    return words


def _topical(verb: Token) -> bool:
    return verb.pos_ == "VERB" and verb.lemma_.lower() in TOPICAL


def channel_of(reading: Reading, lexicon: Lexicon, words: frozenset[str]) -> Channel:
    """The channel: the one with most of its words around, the sense's own where it names one, else diplomacy or other."""
    counts = {name: len(words & known) for name, known in lexicon.channels.items()}
    best = max(counts, key=lambda name: counts[name])
    inner = reading.inner.sense.channel if reading.inner is not None else None
    own = reading.sense.channel or inner
    if reading.event is EventType.CONSULT and reading.mode == "visit" and not (reading.frame.is_noun and _topical(reading.token.head)):
        return own or Channel.DIPLOMACY
    if reading.deed is not None or (reading.inner is not None and reading.inner.deed is not None):
        return Channel.DIPLOMACY  # a stance on a war is diplomacy
    if own is not None and own is not Channel.OTHER and counts.get(own.value, 0) >= counts[best] - 1:
        return own
    if counts[best]:
        return Channel(best)
    return own or (Channel.DIPLOMACY if reading.event in DIPLOMATIC else Channel.OTHER)


def contexts_of(reading: Reading, lexicon: Lexicon, words: frozenset[str]) -> tuple[str, ...]:
    """PLOVER contexts, the sense's own first, then those with most words around; at most three."""
    counts = {name: len(words & known) for name, known in lexicon.contexts.items()}
    ranked = sorted((name for name in counts if counts[name]), key=lambda name: (-counts[name], name))
    return tuple(dict.fromkeys([*reading.sense.context, *ranked]))[:MOST_CONTEXTS]
