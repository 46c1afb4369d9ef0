"""Put mentions together. In: a sentence's readings. Out: Mentions. What is not asserted, or has nobody in it, is left out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from equipoise.read.coders.rules.attribution import attribution_of
from equipoise.read.coders.rules.confidence import confidence_of
from equipoise.read.coders.rules.dealings import Dealt, dealt_before, goes_on, may_go_on
from equipoise.read.coders.rules.grammar import event_types, word_set
from equipoise.read.coders.rules.known_sides import has_sides, is_business, is_private_life, is_trade_of_firms
from equipoise.read.coders.rules.lexicon import Lexicon
from equipoise.read.coders.rules.outcome import Coded, accused_by, addressed, apart, coded_as
from equipoise.read.coders.rules.participants import Sides, sides_of
from equipoise.read.coders.rules.predicates import Predicates, Reading
from equipoise.read.coders.rules.scene import Held, Scene, clause_words, lemma
from equipoise.read.coders.rules.selection import is_told_inside, keep
from equipoise.read.coders.rules.standing import Exchange, standing_of
from equipoise.read.coders.rules.telling import asserted_of, is_attempt, is_habit, is_long_past
from equipoise.read.coders.rules.topic import channel_of, contexts_of, topic_words
from equipoise.read.dates import DateReader
from equipoise.reference.plover import plover_types, score_of
from equipoise.reference.states import state_name
from equipoise.settings import Settings
from equipoise.words.actor import Actor, ActorKind
from equipoise.words.event import EventType, Mention, MentionId, Modality, Place
from equipoise.words.text import Article, Quote

CODER = "rules"
TOWARDS_SOMEBODY = event_types("SUPPORT REJECT COOPERATE AID AGREE")
NOBODY = "it names no state, body, group or person that is known"
NO_SIDES = "who acts or who is acted on is not known: "
MOST_DEPTH = 60  # a parse tree deeper than this is no sentence; the rules walk it recursively
STEADY = word_set("steady")
FICTION = word_set("fiction")


@dataclass(frozen=True, slots=True)
class Workshop:
    """What all sentences of one article share."""

    article: Article
    scenes: Sequence[Scene]
    dates: DateReader
    lexicon: Lexicon
    settings: Settings


def all_mentions(shop: Workshop) -> Iterator[Mention]:
    """The mentions of an article, in reading order; dealings of which no side is named are between the two told of just before."""
    before: list[list[Mention]] = []
    for i in range(len(shop.scenes)):
        before.append(_mentions_in(shop, i, before))
        yield from before[-1]


def _mentions_in(shop: Workshop, i: int, before: Sequence[Sequence[Mention]]) -> list[Mention]:
    scene = shop.scenes[i]
    reason = unread(shop, scene)
    if reason is not None and (reason != NOBODY or not any(before)):
        return []
    readings = Predicates(scene, shop.lexicon).all()
    found = [m for _, m in told_in(shop, i, readings)] if reason is None else []
    if any(may_go_on(r) for r in readings):
        places, dealt = {m.trigger.start for m in found}, dealt_before(shop.scenes, i, before)
        open_ones = [r for r in keep([r for r in readings if not r.is_wide]) if may_go_on(r)]
        more = [m for r in open_ones for m in [mention_of(shop, i, r, dealt)] if isinstance(m, Mention)]
        found += [m for m in more if m.trigger.start not in places and m.actors and m.actors[0].text is None]
    return sorted(found, key=lambda m: m.trigger.start)


def told_in(shop: Workshop, i: int, readings: Sequence[Reading]) -> list[tuple[Reading, Mention]]:
    """The readings of sentence ``i`` that stand, each with its mention; wide ones only where nothing else is told in their clause."""
    sure = [r for r in readings if not r.is_wide]
    told = _made(shop, i, keep(sure))
    if not told and sure:  # what hides the others has no sides itself: "for all the hints dropped, it has yet to recognise Kosovo"
        empty = [r for r in keep(sure) if str(mention_of(shop, i, r)).startswith(NO_SIDES)]
        told = _made(shop, i, keep([r for r in sure if r not in empty])) if empty else []
    if len(sure) < len(readings):
        wide = [r for r in readings if r.is_wide and not is_told_inside(r, [t for t, _ in told])]
        told += _made(shop, i, keep(wide))
    return sorted(_without_preparations(told), key=lambda t: t[0].token.i)


def _without_preparations(told: Sequence[tuple[Reading, Mention]]) -> list[tuple[Reading, Mention]]:
    """A show of force inside the report of an attack by the same side is not told apart (PLOVER): "landed and seized the port"."""
    struck = {a.code for _, m in told if m.event is EventType.ASSAULT or m.mode == "seize" if m.modality.happened for a in m.actors}
    return [(r, m) for r, m in told if m.event is not EventType.MOBILIZE or not struck & {a.code for a in m.actors}]


def _made(shop: Workshop, i: int, readings: Sequence[Reading]) -> list[tuple[Reading, Mention]]:
    return [(r, m) for r in readings for m in [mention_of(shop, i, r)] if isinstance(m, Mention)]


def _is_sport(shop: Workshop, scene: Scene) -> bool:
    words = {lemma(t) for t in scene.doc}
    kinds = shop.lexicon.classes
    final = any(t.lower_ == "final" and t.dep_ == "pobj" and t.head.lower_ in ("in", "for") for t in scene.doc)  # "meet in the final"
    return final or bool(words & kinds["sport_sure"]) or len(words & kinds["sport"]) > 1


def _is_fiction(scene: Scene) -> bool:
    """ "In the third act the army invades the stage": told in the present tense, behind the name for a work."""
    opening = [t for t in scene.doc[:6] if t.dep_ == "pobj" and t.head.lower_ == "in" and lemma(t) in FICTION]
    return bool(opening) and any(t.dep_ == "ROOT" and t.tag_ in ("VBZ", "VBP") for t in scene.doc)


def unread(shop: Workshop, scene: Scene) -> str | None:
    """Why a sentence is not coded at all; None where it is."""
    if not len(scene.doc):
        return "it is boilerplate, or it or a word in it is too long to be read"
    if not scene.spans:
        return NOBODY
    if _is_sport(shop, scene):
        return "it is about sport"
    if _is_fiction(scene):
        return "it tells what happens in a film, a book or a play"
    return "its parse is too deep for a sentence" if scene.depth > MOST_DEPTH else None


def mention_of(shop: Workshop, i: int, reading: Reading, dealt: Dealt | None = None) -> Mention | str:
    """The mention that a reading makes, or why it makes none; ``dealt``: who dealt with whom just before."""
    scene = shop.scenes[i]
    how = asserted_of(reading)
    if is_attempt(reading):
        how = dataclasses.replace(how, modality=Modality.OCCURRED)
    if is_long_past(reading):
        return "it is history"
    if how.modality is None:
        return "it is wished, believed, obliged or aimed at, not told"
    if is_habit(scene, reading, how):
        return "it is a habit or a question, no event"
    sides = sides_of(scene, reading)
    if dealt is not None:
        sides = goes_on(shop.lexicon, reading, sides, dealt) or sides
    if is_trade_of_firms(reading, sides):
        return "private firms do business, no state acts"
    if is_business(shop.lexicon, reading, sides):
        return "a private firm does business"
    if is_private_life(shop.lexicon, reading, sides):
        return "it is among private people"
    if not has_sides(shop.lexicon, reading, sides):
        return NO_SIDES + _sides_in_words(sides)
    if reading.is_wide and reading.event is not EventType.COERCE and _among_own(sides):
        return "a wide sense reads only what is done to another"
    coded = coded_as(shop.lexicon, scene, reading, how, sides)
    unheard = coded.event in TOWARDS_SOMEBODY and reading.deed is None and not sides.recipients and not sides.reciprocal
    if coded.modality is Modality.NEGATED and unheard:
        return "it is denied and towards nobody"
    if how.saying is not None and coded.modality is Modality.NEGATED:
        sides = accused_by(scene, reading, sides)
    if how.saying is not None and coded.event is not reading.event:
        sides = addressed(scene, how.saying, sides)
    return _assemble(shop, i, reading, apart(scene, reading, coded, sides), coded, how.tense)


def _among_own(sides: Sides) -> bool:
    return bool(sides.recipients) and {h.party.code for h in sides.recipients} <= {h.party.code for h in sides.actors}


def _sides_in_words(sides: Sides) -> str:
    actors, recipients = (", ".join(h.party.code for h in side) or "nobody" for side in (sides.actors, sides.recipients))
    return f"{actors} towards {recipients}"


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
    if not span.text:
        return Actor(None, None, None, party.code, party.sector, party.name)
    return Actor(span.text, span.start, span.end, party.code, party.sector, party.name)


def _place(scene: Scene, reading: Reading) -> Place | None:
    """Where it happened, where the clause names a place."""
    near = [scene.doc[i] for i in sorted({t.i for t in reading.clause.subtree} | {t.i for t in reading.token.subtree})]
    for t in near:
        span = scene.span_at(t)
        if span is not None and span.is_place and span.place:
            state = span.parties[0].code if span.parties else None
            return Place(span.place, state)
    capitals = [s for t in near if t.dep_ == "pobj" and t.head.lower_ in ("in", "at") for s in [scene.span_at(t)] if s is not None]
    hit = next((s for s in capitals if s.kind in (ActorKind.CAPITAL, ActorKind.STATE) and s.place), None)
    return Place(hit.place, hit.parties[0].code if hit.parties else None) if hit is not None and hit.place else None
