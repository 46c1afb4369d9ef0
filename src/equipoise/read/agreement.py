"""How far two coders agree. In: the mentions of both over the same articles. Out: Agreement, figures of what they share.

Two mentions report the same where their triggers overlap in one sentence, or else where both are the only ones there. Cohen's kappa
(Cohen 1960) corrects agreement on the type for chance; a sentence that one codes and the other does not counts as a type of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from equipoise.words.actor import Actor
from equipoise.words.event import Mention

NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts of mentions, and shares (0..1, None without any) over those both report. ``confused``: type, type, how often."""

    both: int
    only_a: int
    only_b: int
    kappa: float | None
    type: float | None
    actors: float | None
    recipients: float | None
    modality: float | None
    channel: float | None
    confused: tuple[tuple[str, str, int], ...]


def agreement(a: Sequence[Mention], b: Sequence[Mention]) -> Agreement:
    """How far the mentions of two coders agree; the order of the mentions does not matter."""
    pairs, only_a, only_b = _paired(a, b)
    types = [(x.event.value, y.event.value) for x, y in pairs]
    everything = [*types, *((x.event.value, NOTHING) for x in only_a), *((NOTHING, y.event.value) for y in only_b)]
    unlike = Counter(t for t in types if t[0] != t[1])
    return Agreement(
        both=len(pairs),
        only_a=len(only_a),
        only_b=len(only_b),
        kappa=cohens_kappa(everything),
        type=_share(x.event == y.event for x, y in pairs),
        actors=_share(_codes(x.actors) == _codes(y.actors) for x, y in pairs),
        recipients=_share(_codes(x.recipients) == _codes(y.recipients) for x, y in pairs),
        modality=_share(x.modality == y.modality for x, y in pairs),
        channel=_share(x.channel == y.channel for x, y in pairs),
        confused=tuple((x, y, n) for (x, y), n in sorted(unlike.items(), key=lambda item: (-item[1], item[0]))),
    )


def cohens_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of pairs of answers; None without pairs, or where chance alone would agree on everything.

    >>> cohens_kappa([("AID", "AID"), ("AID", "AGREE"), ("AGREE", "AGREE"), ("AGREE", "AGREE")])
    0.5
    """
    if not pairs:
        return None
    n = len(pairs)
    first, second = Counter(x for x, _ in pairs), Counter(y for _, y in pairs)
    seen = sum(x == y for x, y in pairs) / n
    chance = sum(first[k] * second[k] for k in first) / n**2
    return None if chance == 1 else (seen - chance) / (1 - chance)


def _paired(a: Sequence[Mention], b: Sequence[Mention]) -> tuple[list[tuple[Mention, Mention]], list[Mention], list[Mention]]:
    left, right = _by_sentence(a), _by_sentence(b)
    pairs, only_a, only_b = [], [], []
    for where in sorted({*left, *right}):
        rest = list(right.get(where, []))
        alone = len(left.get(where, [])) == len(rest) == 1
        for x in left.get(where, []):
            same = next((y for y in rest if alone or _overlap(x, y)), None)
            if same is None:
                only_a.append(x)
            else:
                rest.remove(same)
                pairs.append((x, same))
        only_b += rest
    return pairs, only_a, only_b


def _by_sentence(mentions: Iterable[Mention]) -> dict[tuple[str, int], list[Mention]]:
    found: dict[tuple[str, int], list[Mention]] = defaultdict(list)
    for m in sorted(mentions, key=lambda m: (m.article, m.trigger.start, m.id)):
        found[m.article, m.sentence.start].append(m)
    return found


def _overlap(x: Mention, y: Mention) -> bool:
    return x.trigger.start < y.trigger.end and y.trigger.start < x.trigger.end


def _codes(side: Iterable[Actor]) -> frozenset[str]:
    return frozenset(a.code for a in side)


def _share(right: Iterable[bool]) -> float | None:
    answers = list(right)
    return sum(answers) / len(answers) if answers else None
