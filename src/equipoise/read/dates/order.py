"""Whether a page writes the day before the month, by how it writes otherwise. In: text. Out: True, False, or None where nothing tells.

Only what 3/4/2021 means rests on it, and only where no address, weekday or content has settled that.
"""

from __future__ import annotations

import re

from equipoise.read.dates.find import find_words
from equipoise.read.dates.vocabulary import TimeKind

MOST_CHARS = 60_000
# British spelling goes with the day first everywhere; American spelling alone does not settle it, since half the world's English has it.
_BRITISH = re.compile(
    r"\b(?:neighbour|colour|honour|favour|labour|behaviour|harbour|armour|rumour|endeavour|centre|metre|kilometre|litre|theatre"
    r"|programme|defence|offence|licence|organis|recognis|realis|criticis|emphasis(?=e)|modernis|normalis|privatis|analys(?=e|ing)|travell|cancelled"
    r"|labelled|signalled|fuelled|modell|catalogue|cheque|grey|sceptic|ageing|tonnes?\b|roubles?\b)",
    re.IGNORECASE,
)
_AMERICAN = re.compile(
    r"\b(?:neighbor|color|honor|favor|labor\b|behavior|harbor|armor|rumor|endeavor|center|kilometer|meters?\b|theater|program\b|defense|offense"
    r"|organiz|recogniz|realiz|criticiz|modernize|normaliz|privatiz|analyz|traveled|traveling|canceled|labeled|signaled|fueled|gray\b|skeptic|aging)",
    re.IGNORECASE,
)
ENOUGH = 2  # different words of one spelling, none of the other


def day_comes_first(text: str) -> bool | None:
    """True for "5 September" or British spelling without its opposite; False for "September 5" in American spelling; else None.

    >>> day_comes_first("The neighbours organised a summit."), day_comes_first("It began.")
    (True, None)
    """
    text = text[:MOST_CHARS]
    dates = [w.text for w in find_words(text) if w.kind in (TimeKind.DAY, TimeKind.DAY_OF_YEAR) and re.search("[A-Za-z]{3}", w.text)]
    day_first = {bool(re.match(r"(?:\w+day,?\s+)?(?:the\s+)?\d", d)) for d in dates}
    british = {m[0].lower() for m in _BRITISH.finditer(text)}
    american = {m[0].lower() for m in _AMERICAN.finditer(text)}
    if len(british) >= ENOUGH and not american and day_first <= {True}:
        return True
    if day_first == {True} and not american:
        return True
    return False if len(american) >= ENOUGH and not british and day_first == {False} else None
