"""Names that people read, in place of codes. In: codes of states, channels, sectors, types. Out: words; never a bare code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from equipoise.measure.roll_up import OTHER
from equipoise.reference.channels import channel_label
from equipoise.reference.plover import type_label
from equipoise.reference.sectors import sector_label
from equipoise.reference.states import state_name, states
from equipoise.settings import Settings
from equipoise.words.actor import Party
from equipoise.words.event import AttributionKind, Channel, Event


def place_name(code: str) -> str:
    """Name of a state or other code as it stands inside a sentence: 'the West'."""
    return _UNNAMED.get(code) or with_article(state_name(code))


_UNNAMED = {
    "IGO": "an intergovernmental organisation",
    "NGO": "a non-governmental organisation",
    "ISM": "an international movement",
    "IMG": "an armed group",
    "MNC": "a multinational company",
    "INT": "foreign bodies not named",
    "UNK": "somebody not named",
}
_WITH_ARTICLE = re.compile(
    r"(United |European Union|(Central|South) African Rep|Dominican Rep|Democratic Rep|Central Asian states|Czech Rep|.* Islands$|Gambia|"
    r"Bahamas|Netherlands|Philippines|Maldives|Comoros|Seychelles|Congo|State of )"
)


def with_article(name: str) -> str:
    """A name with its article where English wants one inside a sentence.

    >>> with_article("United States"), with_article("The West"), with_article("Kazakhstan")
    ('the United States', 'the West', 'Kazakhstan')
    """
    if name.startswith("The "):
        return f"the {name[4:]}"
    return f"the {name}" if _WITH_ARTICLE.match(name) else name


def power_name(code: str, settings: Settings) -> str:
    """Name of a declared power, of "other", or of any code."""
    if code == OTHER:
        return "Other foreign states"
    return next((p.name for p in settings.powers if p.code == code), state_name(code))


def party(p: Party) -> str:
    """A party in words: the person or body with its state, or the state.

    >>> party(Party("FRA", "GOV", "Emmanuel Macron")), party(Party("KAZ", None, "Kazakhstan"))
    ('Emmanuel Macron (France)', 'Kazakhstan')
    >>> party(Party("RUS", "GOV", "Russian officials"))
    'Russian officials'
    """
    state = state_name(p.code)
    if p.name and with_article(p.name).casefold() != with_article(state).casefold():
        # "an international organisation" says nothing beside "OSCE"; a state beside a person does
        alone = p.code in _NO_STATE or any(re.search(rf"\b{re.escape(word)}", p.name) for word in (state, *_demonyms(p.code)))
        return with_article(p.name) if alone else f"{p.name} ({state})"
    role = None if p.sector in (None, "GOV", "UNK") else sector_label(p.sector).lower()
    return f"{place_name(p.code)} ({role})" if role else place_name(p.code)


def channel_name(channel: Channel | str) -> str:
    """Label of a channel."""
    return channel_label(channel)


def kind_name(event: Event) -> str:
    """What kind of event it is, in words."""
    return type_label(event.event)


MODALITIES = {
    "occurred": "happened",
    "ongoing": "is going on",
    "planned": "is planned",
    "hypothetical": "is only possible",
    "negated": "is said not to have happened",
}

WHO_SAYS = {
    AttributionKind.AUTHOR: "the article itself",
    AttributionKind.NAMED_SOURCE: "a named source",
    AttributionKind.QUOTED_PERSON: "a person quoted",
    AttributionKind.UNNAMED_SOURCE: "a source not named",
}


def joined(words: Sequence[str]) -> str:
    """'a', 'a and b', 'a, b and c'; '' for none."""
    return words[0] if len(words) == 1 else " and ".join(([", ".join(words[:-1])] if words[:-1] else []) + list(words[-1:]))


_NO_STATE = frozenset({"IGO", "NGO", "IMG", "ISM", "MNC", "UNK", "INT", "UNO", "EUR", "WST", "CAS"})


@cache
def _demonyms(code: str) -> tuple[str, ...]:
    return next((s.demonyms for s in states() if s.code == code), ())


def parties(ps: Sequence[Party], limit: int = 4) -> str:
    """Several parties in words, each once, the rest counted."""
    names = list(dict.fromkeys(party(p) for p in ps))
    shown = names if len(names) <= limit else [*names[: limit - 1], f"{len(names) - limit + 1} more"]
    return joined(shown)
