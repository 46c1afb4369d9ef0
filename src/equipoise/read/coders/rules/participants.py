"""Who acts and who is acted on. In: Scene, Reading. Out: Sides. The visitor acts and the host receives, whoever is the subject."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from equipoise.read.coders.rules.grammar import event_types, word_set
from equipoise.read.coders.rules.modality import is_negated
from equipoise.read.coders.rules.predicates import Reading
from equipoise.read.coders.rules.scene import Held, Scene, head_words, lemma
from equipoise.read.coders.rules.slots import DOMESTIC, foreign_first, merged, not_among, parties_at, preps_of, slot_of, speaker_of
from equipoise.read.coders.rules.standing import RIVALS
from equipoise.read.coders.rules.subjects import subjects_of
from equipoise.words.actor import ActorKind
from equipoise.words.event import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

NEUTRAL = frozenset({"New York", "Geneva", "Davos", "Munich", "Vienna"})  # where states meet without a host
DEFAULT = ("object", "indirect", "to", "with", "against", "on", "from", "for", "at", "in", "any")
LEADING = ("to", "into", "against", "with", "between", "on", "in", "at", "from", "for", "of", "by", "near")
BEFALLS = event_types("COERCE ASSAULT")
WITHIN = event_types("COERCE ASSAULT RETREAT SANCTION CONCEDE")
ABOVE_STATES = frozenset(["UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC", "WST", "CAS", "INT", "UNK"])
TOWARDS = event_types("ACCUSE REQUEST THREATEN REJECT")
PEOPLE = word_set("own_people")
CITIZENS = frozenset(["LAB", "OPP", "CVL", "EDU", "AGR", "PTY", "REL"])  # who, where nobody is named, face their own government
THIRD_PERSON = ("they", "it", "he", "she")
MUTUAL = event_types("AGREE SUPPORT CONSULT")
SPOKEN = event_types("ACCUSE REQUEST THREATEN CONSULT AGREE CONCEDE")
NEEDED = event_types("COOPERATE AID SANCTION")
YIELDS = event_types("CONCEDE REJECT")
PAPERS = word_set("papers")
AT_HOME = event_types("COOPERATE AID SANCTION AGREE SUPPORT REQUEST ACCUSE THREATEN REJECT CONCEDE")
MATERIAL = event_types("PROTEST COERCE ASSAULT SANCTION MOBILIZE THREATEN AID RETREAT CONCEDE")


@dataclass(frozen=True, slots=True)
class Sides:
    """Actors and recipients of a reading; ``mode`` replaces the sense's.

    ``home``: the recipient is within the actor's own state; ``implied``: the code of a recipient that is not named.
    """

    actors: tuple[Held, ...]
    recipients: tuple[Held, ...]
    reciprocal: bool = False
    home: bool = False
    implied: str | None = None
    mode: str | None = None


def sides_of(scene: Scene, reading: Reading) -> Sides:
    """The sides of an event, as its sense says where to look."""
    frame, sense = reading.frame, reading.sense
    actors = _first(scene, reading, sense.actor, ())
    if not actors and sense.actor == ("subject",):
        actors = _first(scene, reading, ("by", "between") if reading.event in MUTUAL else ("by",), ())
    if not actors and "subject" in sense.actor:
        actors = tuple(h for t in frame.subjects for h in scene.unknown_at(t))
    if not actors and frame.passive and not frame.is_noun and reading.event in SPOKEN:  # "Chad's protest was delivered by telegram"
        actors = tuple(h for t in frame.objects[:1] if scene.span_at(t) is None for h in scene.modifiers_at(t))
    if (
        not actors
        and "subject" in sense.actor
        and frame.token.dep_ == "acl"
        and frame.token.tag_ == "VBG"
        and lemma(frame.token.head) in PAPERS
    ):
        actors = parties_at(scene, subjects_of(frame.token.head.head))  # "issued a statement demanding the release"
    if actors and frame.subjects and "subject" in sense.actor:
        actors = merged(actors, _alongside(scene, (frame.token, *frame.subjects)))
    if not actors and "subject" in sense.actor and any(t.lower_ in THIRD_PERSON and scene.span_at(t) is None for t in frame.subjects):
        actors = speaker_of(scene, reading)  # "the rebels announced that they would ..."
    if any(t.lower_ in ("other", "another") and any(c.lower_ in ("each", "one") for c in t.children) for t in frame.objects):
        return Sides(actors, (), True)  # "accused each other"
    if not actors and frame.passive and reading.event in YIELDS and not frame.is_noun and is_negated(frame.token):
        actors = speaker_of(scene, reading)  # "Oslo said that the envoy would not be let back"
    slots = sense.recipient or DEFAULT
    if sense.sides == "all":
        return _all_sides(scene, reading, actors, slots)
    recipients = () if "none" in slots else _first(scene, reading, slots, actors)
    deed = reading.deed or (reading.inner.deed if reading.inner is not None else None)
    if deed is not None:
        towards = _towards_doer(scene, deed, actors)
        named = _only_other(scene, actors) if frame.is_noun and actors and not towards.recipients and towards.implied is None else ()
        return dataclasses.replace(towards, recipients=named) if named else towards
    if sense.sides == "clash" and actors and recipients and frame.lemma in ("clash", "fight", "battle", "skirmish"):
        return Sides(merged(actors, recipients), (), True)
    if not recipients and frame.is_noun and frame.objects and "none" not in slots:
        recipients = _first(scene, reading, ("object",), actors)
    if not recipients and actors and frame.is_noun and frame.carrier is None and reading.event in TOWARDS and "none" not in slots:
        recipients = _only_other(scene, actors)
    if not recipients and reading.event in NEEDED:
        recipients = _first(scene, reading, ("any", "sentence"), actors)
    if not recipients and "none" not in slots and reading.event in MATERIAL:
        recipients = _first(scene, reading, ("place",), actors)
    if not actors and recipients and frame.passive and reading.event is EventType.MOBILIZE:
        return Sides(recipients, ())  # "reservists have been called up in Chad"
    home = not recipients and bool(actors) and ("home" in slots or (reading.event in WITHIN and _own_people(scene, reading)))
    home = home or (not recipients and reading.event in DOMESTIC and any(h.party.sector in CITIZENS for h in actors))
    home = home and "none" not in slots and actors[0].party.code not in ABOVE_STATES
    if reading.event in MUTUAL and len({h.party.code for h in actors}) > 1 and all(_is_venue(scene, h) for h in recipients):
        recipients = ()  # "Baku and Yerevan signed a treaty in Brussels"
    together = not recipients and len({h.party.code for h in actors}) > 1
    if not actors and not recipients and "none" not in slots and _befalls_own_people(scene, reading):
        return Sides((), (), implied=scene.home)
    if not recipients and not home and "none" not in slots and _is_done_at_home(scene, reading, actors):
        return Sides(actors, (), implied=scene.home)
    return Sides(actors, recipients, together and reading.event.value in ("AGREE", "SUPPORT", "COOPERATE", "CONSULT"), home)


def _alongside(scene: Scene, tokens: Sequence[Token]) -> tuple[Held, ...]:
    """Who does it too: "Hungary, together with Slovakia, sued"."""
    with_ = [
        c for t in tokens for c in (*t.children, *(g for a in t.children if a.dep_ == "advmod" for g in a.children)) if c.lower_ == "with"
    ]
    beside = [c for c in with_ if c.i and c.nbor(-1).lower_ in ("together", "along")]
    return parties_at(scene, [o for c in beside for o in c.children if o.dep_ == "pobj"])


def _is_venue(scene: Scene, held: Held) -> bool:
    token = scene.token_at(held.span.head)
    return token is not None and token.dep_ == "pobj" and token.head.lower_ in ("in", "at")


def _is_done_at_home(scene: Scene, reading: Reading, actors: tuple[Held, ...]) -> bool:
    """True for what others do in an article on one state, where no further state is named ("a French firm won the right to mine")."""
    codes = {h.party.code for h in actors}
    if scene.home is None or reading.event not in AT_HOME or not codes or scene.home in codes or codes & {"UNK", "INT"}:
        return False
    return all(h.party.code in codes for h in scene.within(list(reading.clause.subtree)))


def _befalls_own_people(scene: Scene, reading: Reading) -> bool:
    """True for what is done to people in an article on one state, where the sentence names nobody ("more than 400 were detained")."""
    if scene.home is None or reading.event not in BEFALLS or not reading.frame.passive or reading.frame.is_noun:
        return False
    return not scene.within(list(reading.clause.subtree)) and _own_people(scene, reading)


def _only_other(scene: Scene, actors: tuple[Held, ...]) -> tuple[Held, ...]:
    """The one other state that a sentence names: "Canada's condemnation of the trial angered officials in Yangon"."""
    taken = {h.party.code for h in actors}
    others = [h for h in scene.within(list(scene.doc)) if h.party.code not in taken and h.party.code not in ABOVE_STATES]
    return tuple(others[:1]) if len({h.party.code for h in others}) == 1 else ()


def _towards_doer(scene: Scene, deed: Reading, actors: tuple[Held, ...]) -> Sides:
    """A stance on a deed is towards who did it; where only the victim is named, nobody can be told."""
    sides = sides_of(scene, deed)
    doers = not_among(sides.actors, actors, EventType.REJECT)
    known = next((RIVALS[h.party.code] for h in sides.recipients if h.party.code in RIVALS), None) if not doers else None
    return Sides(actors, doers, implied=known if known not in {h.party.code for h in actors} else None)


def _own_people(scene: Scene, reading: Reading) -> bool:
    """True where the object is people of no other state named ("arrested dozens of activists")."""
    return any(head_words(t) & PEOPLE for t in reading.frame.objects)


def _all_sides(scene: Scene, reading: Reading, actors: tuple[Held, ...], slots: Sequence[str]) -> Sides:
    others: tuple[Held, ...] = ()
    for slot in slots:
        found = [h for h in _slot(scene, reading, slot, actors) if not (slot in ("in", "at") and h.span.is_place)]
        others = merged(others, not_among(found, actors, reading.event))
        if others and slot != "between":
            break
    everyone = merged(actors, others)
    host = _host(scene, reading, everyone)
    if host is not None and reading.event is EventType.CONSULT and reading.mode != "phone":
        guests = tuple(h for h in everyone if h.party.code != host.party.code)
        hosts = tuple(h for h in everyone if h.party.code == host.party.code)
        if guests and len({h.party.code for h in guests}) == 1:
            return Sides(guests, hosts or (host,), mode="visit")
    return Sides(everyone, (), len({h.party.code for h in everyone}) > 1)


def _host(scene: Scene, reading: Reading, everyone: tuple[Held, ...]) -> Held | None:
    """The side in whose state a meeting was held, where the clause says so."""
    codes = {h.party.code for h in everyone}
    joined = [reading.clause.head] if reading.clause.dep_ == "conj" else []  # "arrived in Budapest and met the premier"
    for verb in (reading.token, reading.clause, *joined):
        for name, token in preps_of(verb):
            span = scene.span_at(token)
            if (
                name in ("in", "at")
                and span is not None
                and span.text not in NEUTRAL
                and (span.is_place or span.kind in (ActorKind.CAPITAL, ActorKind.STATE))
            ):
                for held in scene.directly_at(token):
                    if held.party.code in codes or len(codes) == 1:
                        return held
    return None


def _first(scene: Scene, reading: Reading, slots: Iterable[str], others: tuple[Held, ...]) -> tuple[Held, ...]:
    for slot in slots:
        found = not_among(_slot(scene, reading, slot, others), others, reading.event)
        if found:
            return found
    return ()


def _inner(scene: Scene, reading: Reading, others: tuple[Held, ...]) -> tuple[Held, ...]:
    """Who the inner event is done to; else anybody named in the complement or the purpose."""
    if reading.inner is not None:
        inside = sides_of(scene, reading.inner)
        if reading.inner.sense.sides == "all":
            hits = not_among(inside.actors + inside.recipients, others, reading.event)
        else:
            hits = not_among(inside.recipients, others, reading.event) or not_among(inside.actors, others, reading.event)
        if hits:
            return _beyond(scene, reading, hits, others)
    clauses = [*reading.frame.clauses, *(c for c in reading.clause.children if c.dep_ in ("advcl", "xcomp"))]
    for c in clauses:
        hits = foreign_first(not_among(scene.within(list(c.subtree)), others, reading.event), others)
        if hits:
            return not_among(scene.with_coordinated(hits[0]), others, reading.event) or hits[:1]
    return ()


def _beyond(scene: Scene, reading: Reading, hits: tuple[Held, ...], others: tuple[Held, ...]) -> tuple[Held, ...]:
    """The hits; where they are only the actor's own ("threatened to use its army if Chad ..."), a foreign state of the clause."""
    taken = {h.party.code for h in others}
    if not taken or not {h.party.code for h in hits} <= taken:
        return hits
    foreign = [h for h in scene.within(list(reading.clause.subtree)) if h.party.code not in taken and not h.span.is_place]
    return tuple(foreign[:1]) or hits


def _slot(scene: Scene, reading: Reading, slot: str, others: tuple[Held, ...]) -> tuple[Held, ...]:
    return _inner(scene, reading, others) if slot == "inner" else slot_of(scene, reading, slot, others)
