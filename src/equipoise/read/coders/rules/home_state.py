"""The state that an article is about: whom a deed is done to where nobody is named. In: Scenes. Out: its code, or None.

"A Chinese company is laying a power line" in an article on one country is laying it there; a lone sentence says nothing of the kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from equipoise.read.coders.rules.scene import UNKNOWN, Scene
from equipoise.words.text import SentenceKind

LEAST = 5  # sentences that name it
AHEAD = 1.25  # times as many as name any other state
TITLE = 2  # a title counts as so many sentences
_NO_STATE = frozenset([UNKNOWN, "UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC", "WST", "CAS", "INT"])


def home_of(scenes: Sequence[Scene]) -> str | None:
    """The code of the one state that an article keeps naming; None where no state stands out, or the text is short."""
    named: Counter[str] = Counter()
    for scene in scenes:
        weight = TITLE if scene.sentence.kind in (SentenceKind.TITLE, SentenceKind.STANDFIRST) else 1
        for code in sorted({p.code for s in scene.spans for p in s.parties} - _NO_STATE):
            named[code] += weight
    ranked = sorted(named.items(), key=lambda n: (-n[1], n[0]))
    if not ranked or ranked[0][1] < LEAST:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= AHEAD * ranked[1][1] else None
