"""Put mentions together. In: a sentence's readings. Out: Mentions. What is not asserted, or has nobody in it, is left out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from equipoise.read.coders.rules.attribution import attribution_of
from equipoise.read.coders.rules.confidence import confidence_of
from equipoise.read.coders.rules.frames import verb_frame
from equipoise.read.coders.rules.grammar import event_types, word_set
from equipoise.read.coders.rules.lexicon import Lexicon
from equipoise.read.coders.rules.modality import SAYING, Asserted, asserted, is_simple_present
from equipoise.read.coders.rules.nominal import nominal_modality
from equipoise.read.coders.rules.participants import Sides, sides_of
from equipoise.read.coders.rules.predicates import Predicates, Reading
from equipoise.read.coders.rules.scene import UNKNOWN, Held, Scene, clause_words, lemma
from equipoise.read.coders.rules.selection import keep
from equipoise.read.coders.rules.standing import Exchange, standing_of
from equipoise.read.coders.rules.topic import channel_of, contexts_of, topic_words
from equipoise.read.dates import DateReader
from equipoise.reference.plover import plover_types, score_of
from equipoise.reference.states import state_name
from equipoise.settings import Settings
from equipoise.words.actor import Actor, ActorKind
from equipoise.words.event import EventType, Mention, MentionId, Modality, Place
from equipoise.words.text import Article, Quote

CODER = "rules"
MOST_DEPTH = 60  # a parse tree deeper than this is no sentence; the rules walk it recursively
FUTURE = event_types("CONSULT SUPPORT COOPERATE AID RETREAT SANCTION COERCE ASSAULT MOBILIZE PROTEST CONCEDE")
WILLING = event_types("CONSULT SUPPORT COOPERATE AID")
HABITS = event_types("COOPERATE AID RETREAT MOBILIZE")
NEEDED = event_types("COOPERATE AID")
YIELDING = event_types("CONCEDE AGREE SANCTION")
# "Tried to kill", "attempted to mediate": the attempt is such a deed itself.
ATTEMPTS = word_set("attempts")
BUSINESS = event_types("AGREE CONSULT COOPERATE SUPPORT AID REJECT SANCTION RETREAT")
HABITUAL = word_set("habitual")
STEADY = word_set("steady")


@dataclass(frozen=True, slots=True)
class Workshop:
    """What all sentences of one article share."""

    article: Article
    scenes: Sequence[Scene]
    dates: DateReader
    lexicon: Lexicon
    settings: Settings


@dataclass(frozen=True, slots=True)
class Coded:
    """Type and modality as they stand after the future and refusals have been taken in."""

    event: EventType
    mode: str | None
    modality: Modality


def mentions_in(shop: Workshop, i: int) -> Iterator[Mention]:
    """The mentions of sentence ``i``, in reading order."""
    scene = shop.scenes[i]
    if unread(shop, scene) is not None:
        return
    for reading in keep(Predicates(scene, shop.lexicon).all()):
        mention = mention_of(shop, i, reading)
        if isinstance(mention, Mention):
            yield mention


def _is_sport(shop: Workshop, scene: Scene) -> bool:
    words = {lemma(t) for t in scene.doc}
    return len(words & shop.lexicon.classes["sport"]) > 1


def unread(shop: Workshop, scene: Scene) -> str | None:
    """Why a sentence is not coded at all; None where it is."""
    if not len(scene.doc):
        return "it is boilerplate or too long to be read"
    if not scene.spans:
        return "it names no state, body, group or person that is known"
    if _is_sport(shop, scene):
        return "it is about sport"
    return "its parse is too deep for a sentence" if scene.depth > MOST_DEPTH else None


def mention_of(shop: Workshop, i: int, reading: Reading) -> Mention | str:
    """The mention that a reading makes, or why it makes none."""
    scene = shop.scenes[i]
    how = _asserted(reading)
    if _is_attempt(reading):
        how = dataclasses.replace(how, modality=Modality.OCCURRED)
    if how.modality is None:
        return "it is wished, believed, obliged or aimed at, not told"
    if _is_habit(scene, reading, how):
        return "it is a habit or a question, no event"
    sides = sides_of(scene, reading)
    if _is_trade_of_firms(reading, sides):
        return "private firms do business, no state acts"
    if not _has_sides(reading, sides):
        return "who acts or who is acted on is not known: " + _sides_in_words(sides)
    coded = _coded(shop.lexicon, scene, reading, how, sides)
    if how.saying is not None and coded.event is not reading.event:
        sides = _addressed(scene, how.saying, sides)
    return _assemble(shop, i, reading, sides, coded, how.tense)


def _is_trade_of_firms(reading: Reading, sides: Sides) -> bool:
    firms = bool(sides.actors) and all(h.party.sector == "BUS" for h in sides.actors)
    towards = all(h.party.sector == "BUS" or h.span.kind is ActorKind.DEMONYM for h in sides.recipients)
    return reading.event in BUSINESS and firms and towards


def _sides_in_words(sides: Sides) -> str:
    actors, recipients = (", ".join(h.party.code for h in side) or "nobody" for side in (sides.actors, sides.recipients))
    return f"{actors} towards {recipients}"


def _asserted(reading: Reading) -> Asserted:
    if reading.frame.is_noun and reading.frame.carrier is None:
        return Asserted(nominal_modality(reading.token), "past")
    how = asserted(reading.clause)
    if reading.frame.is_noun and any(c.lower_ == "no" for c in reading.token.children) and how.modality is not None:
        return Asserted(Modality.NEGATED, how.tense, how.obliged, how.saying)
    return how


def _is_attempt(reading: Reading) -> bool:
    """ "Tried to kill", "attempted to mediate", "made an attempt to storm": trying is such a deed itself, whatever came of it."""
    verb = reading.clause
    tried = verb.dep_ in ("xcomp", "acl", "advcl") and verb.tag_ == "VB" and lemma(verb.head) in ATTEMPTS
    if not tried or reading.frame.is_noun or (reading.event is not EventType.ASSAULT and reading.mode != "third-party"):
        return False
    return verb.head.pos_ != "VERB" or asserted(verb.head).modality in (Modality.OCCURRED, Modality.ONGOING)


def _is_habit(scene: Scene, reading: Reading, how: Asserted) -> bool:
    """True for habits and states that are no events: "exports oil to", "traditionally supports"; a question tells nothing either."""
    if any(t.lower_ in HABITUAL for t in reading.clause.children):
        return True
    if scene.is_question:
        return not _asks_whether(scene, reading)
    if reading.frame.is_noun and reading.frame.carrier is None:
        return False
    if scene.is_headline:
        return False
    return is_simple_present(reading.clause) and not reading.sense.stance and reading.event in HABITS and how.modality is Modality.OCCURRED


def _asks_whether(scene: Scene, reading: Reading) -> bool:
    """True for "would Lima expel them?", where the act itself is in question; "who remembers the visit?" takes it for granted."""
    verb = reading.clause
    first = next((t for t in scene.doc if not t.is_punct), None)
    asked = verb.dep_ == "ROOT" or (verb.dep_ in ("xcomp", "conj") and verb.head.dep_ == "ROOT")
    return asked and first is not None and first.pos_ == "AUX" and not (reading.frame.is_noun and reading.frame.carrier is None)


def _has_sides(reading: Reading, sides: Sides) -> bool:
    if not any(h.party.code != UNKNOWN for h in (*sides.actors, *sides.recipients)):
        return False
    if not sides.actors:
        finite = any(c.dep_ == "auxpass" for c in reading.clause.children)
        told = reading.frame.passive and (finite or reading.clause.dep_ in ("ROOT", "ccomp", "conj", "relcl"))
        return bool(sides.recipients) and (told or reading.event is EventType.ASSAULT) and _enough(reading)
    if reading.event in NEEDED and not sides.recipients and not sides.reciprocal:
        return False
    if reading.frame.is_noun and reading.frame.carrier is None and not sides.recipients and not sides.reciprocal:
        return reading.event in (EventType.CONSULT, EventType.PROTEST) and reading.mode in ("visit", "demo", "strike", "hunger")
    if reading.event is EventType.CONSULT and reading.mode != "visit" and not sides.recipients and not sides.reciprocal:
        return reading.frame.carrier is not None or reading.sense.mode is not None
    return True


def _enough(reading: Reading) -> bool:
    return (
        not reading.frame.is_noun
        or reading.frame.carrier is not None
        or reading.mode in ("explosives", "suicide-attack", "aerial", "drone")
    )


def _coded(lexicon: Lexicon, scene: Scene, reading: Reading, how: Asserted, sides: Sides) -> Coded:
    event, mode, modality = reading.event, sides.mode or reading.mode, how.modality or Modality.OCCURRED
    if scene.is_question and modality.happened:
        modality = Modality.HYPOTHETICAL
    if how.saying is not None and modality is Modality.NEGATED and how.tense == "future" and _speaks_for_itself(scene, how.saying, sides):
        return _outcome(lexicon, "refuse", event, Modality.OCCURRED)
    if modality is Modality.HYPOTHETICAL and how.saying is not None and event in WILLING and _speaks_for_itself(scene, how.saying, sides):
        return _outcome(lexicon, "future", event, modality)  # "said it would meet them if ..."
    if modality is Modality.PLANNED and event in FUTURE and reading.sense.op not in ("promise", "threaten"):
        coded = _outcome(lexicon, "future", event, modality)
        own = how.saying is not None and event is not EventType.CONSULT and _speaks_for_itself(scene, how.saying, sides)
        return Coded(coded.event, coded.mode, Modality.OCCURRED if own else modality)
    if reading.sense.lasting and how.tense == "perfect" and modality is Modality.OCCURRED:
        modality = Modality.ONGOING
    if modality.happened and (reading.sense.op == "intend" or (reading.sense.op == "prepare" and event in YIELDING)):
        modality = Modality.PLANNED
    return Coded(event, mode, modality)


def _outcome(lexicon: Lexicon, op: str, event: EventType, modality: Modality) -> Coded:
    table = lexicon.outcomes[op]
    name, _, mode = table.get(event.value, table["default"]).partition(" ")
    return Coded(EventType(name), mode or None, modality)


def _speaks_for_itself(scene: Scene, saying: int, sides: Sides) -> bool:
    """True where the speaker is the actor: "Astana said it would not accept"."""
    verb = scene.doc[saying]
    speakers = {h.party.code for t in verb_frame(verb).subjects for h in scene.parties_at(t)}
    return bool(speakers & {h.party.code for h in sides.actors}) or (not sides.actors and bool(speakers))


def _addressed(scene: Scene, saying: int, sides: Sides) -> Sides:
    """What was said to somebody's face is towards them ("told Putin that Astana would not ...")."""
    taken = {h.party.code for h in sides.actors}
    told = [
        h for c in scene.doc[saying].children if c.dep_ in ("dobj", "dative") for h in scene.directly_at(c) if h.party.code not in taken
    ]
    return dataclasses.replace(sides, recipients=tuple(told)) if told else sides


def _assemble(shop: Workshop, i: int, reading: Reading, sides: Sides, coded: Coded, tense: str) -> Mention:
    scene, sentence = shop.scenes[i], shop.scenes[i].sentence
    trigger = _trigger(scene, reading)
    facts = plover_types()[coded.event]
    mode = coded.mode if coded.mode in facts.modes else None
    words = topic_words(reading)
    actors = tuple(_actor(h) for h in sides.actors)
    recipients = tuple(_actor(h) for h in sides.recipients)
    if sides.implied is not None:
        recipients = (Actor(None, None, None, sides.implied, "GOV", state_name(sides.implied)),)
    if sides.home:
        recipients = (_at_home(scene, reading, actors[0].code),)
    named = frozenset(h.party.code for h in scene.within(list(reading.clause.subtree)))
    codes = tuple(a.code for a in (*actors, *recipients))
    exchange = Exchange(coded.event, mode, coded.modality, codes, named, sentence.text, bool(STEADY & clause_words(reading.clause)))
    return Mention(
        id=MentionId(f"{shop.article.id}:{trigger.start}-{trigger.end}:{coded.event}"),
        article=shop.article.id,
        sentence=Quote(sentence.text, sentence.start, sentence.end),
        trigger=trigger,
        event=coded.event,
        mode=mode,
        context=contexts_of(reading, shop.lexicon, words),
        actors=actors,
        recipients=recipients,
        reciprocal=sides.reciprocal,
        date=shop.dates.date_of(i, trigger.start, coded.modality, tense),
        modality=coded.modality,
        attribution=attribution_of(shop.scenes, i, trigger.start),
        channel=channel_of(reading, shop.lexicon, words),
        standing=standing_of(shop.settings, exchange),
        score=score_of(coded.event, mode),
        quad=facts.quad,
        confidence=confidence_of(reading, sides, coded.modality),
        coder=CODER,
        rule=reading.sense.id if reading.inner is None else f"{reading.sense.id}({reading.inner.sense.id})",
        place=_place(scene, reading),
    )


def _trigger(scene: Scene, reading: Reading) -> Quote:
    """The predicate's words: from the carrying verb to its noun where both are near, else the predicate alone."""
    tokens = [reading.token]
    if reading.frame.carrier is not None:
        tokens.append(reading.frame.carrier)
    elif not reading.frame.is_noun:
        tokens += [c for c in reading.token.children if c.dep_ == "prt"]
    if reading.inner is not None:
        tokens.append(reading.inner.token)
    first, last = min(t.i for t in tokens), max(t.i for t in tokens)
    if last - first > 8:
        first = last = reading.clause.i
    words = scene.doc[first : last + 1]
    start = words.start_char
    return Quote(words.text, scene.sentence.start + start, scene.sentence.start + start + len(words.text))


def _at_home(scene: Scene, reading: Reading, code: str) -> Actor:
    """The other side within the actor's own state: the people named as object, else the government, implied."""
    for token in reading.frame.objects:
        start = scene.sentence.start + token.idx
        return Actor(token.text, start, start + len(token.text), code, None, None)
    return Actor(None, None, None, code, "GOV", None)


def _actor(held: Held) -> Actor:
    span, party = held.span, held.party
    return Actor(span.text, span.start, span.end, party.code, party.sector, party.name)


def _place(scene: Scene, reading: Reading) -> Place | None:
    """Where it happened, where the clause names a place."""
    near = {t.i for t in reading.clause.subtree} | {t.i for t in reading.token.subtree}
    for t in scene.doc:
        span = scene.span_at(t)
        if t.i in near and span is not None and span.is_place and span.place:
            state = span.parties[0].code if span.parties else None
            return Place(span.place, state)
    capitals = [
        s
        for t in scene.doc
        if t.i in near and t.dep_ == "pobj" and t.head.lower_ in ("in", "at")
        for s in [scene.span_at(t)]
        if s is not None
    ]
    hit = next((s for s in capitals if s.kind in (ActorKind.CAPITAL, ActorKind.STATE) and s.place), None)
    return Place(hit.place, hit.parties[0].code if hit.parties else None) if hit is not None and hit.place else None


__all__ = ["SAYING", "Workshop", "mention_of", "mentions_in", "unread"]
