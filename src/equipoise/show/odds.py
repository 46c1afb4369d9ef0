"""Numbers, likelihood and confidence in words. Likelihood says how probable a statement is; confidence how good its basis is. Never mixed.

Likelihood words are the scale of US Intelligence Community Directive 203 (2015); confidence follows fixed rules that the brief prints.
"""

from __future__ import annotations

from dataclasses import dataclass

from equipoise.measure.changes import probability_of_rise
from equipoise.words.estimate import Band, Estimate

_WORDS = (
    (0.01, "practically impossible", "under 1%"),
    (0.05, "almost certainly not", "1–5%"),
    (0.20, "very unlikely", "5–20%"),
    (0.45, "unlikely", "20–45%"),
    (0.55, "about as likely as not", "45–55%"),
    (0.80, "likely", "55–80%"),
    (0.95, "very likely", "80–95%"),
    (0.99, "almost certain", "95–99%"),
    (1.01, "practically certain", "over 99%"),
)


# A range knows of chance alone; articles that are few may share one mistake.
_BOUNDS = {
    "low": (0.95, "very likely (over 80%)", "very unlikely (under 20%)"),
    "moderate": (0.99, "almost certain (over 95%)", "almost certainly not (under 5%)"),
    "high": (1.01, "", ""),
}
CLEAR_ODDS = 0.8  # a gain or a loss that is less likely than this is not headline news
EVEN_ODDS = 0.55  # nearer to one half than this, neither side is named


def likelihood(p: float, basis: Basis | None = None) -> str:
    """The word for a probability, with the range it stands for.

    A basis bounds what is said: with low confidence nothing is called almost certain, with moderate nothing practically certain.

    >>> likelihood(0.7), likelihood(0.999, Basis(events=3, articles=2, outlets=1, top_outlet=1.0))
    ('likely (55–80%)', 'very likely (over 80%)')
    """
    bound, most, least = _BOUNDS[grade(basis) if basis is not None else "high"]
    if p >= bound or p < 1 - bound:
        return most if p >= bound else least
    word, meaning = next((w, m) for top, w, m in _WORDS if p < top)
    return f"{word} ({meaning})"


def likelihood_scale() -> str:
    """The whole scale in one sentence."""
    return "; ".join(f"{word}: {meaning}" for _, word, meaning in _WORDS)


def probability_above(a: Estimate, b: Estimate | None = None) -> float | None:
    """Probability that ``a`` lies above ``b`` (above 0 without one), from their ranges; None where one of them has no value."""
    zero = Band(0.0, 0.0, 0.0)
    here, there = Band(a.value, a.low, a.high), Band(b.value, b.low, b.high) if b is not None else zero
    if any(x is None for band in (here, there) for x in (band.value, band.low, band.high)):
        return None
    return probability_of_rise(a.measure, there, here, a.level)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a statement rests on."""

    events: int
    articles: int  # independent ones
    outlets: int
    top_outlet: float  # share of the independent articles that the largest outlet has


CONFIDENCE_RULE = (
    "High: at least 30 events from 10 independent articles and 5 outlets, none with more than half of the articles. "
    "Moderate: at least 8 events from 5 independent articles and 3 outlets. Low: anything less. "
    "With moderate confidence nothing is called practically certain, with low nothing almost certain."
)


def grade(b: Basis) -> str:
    """High, moderate or low, by CONFIDENCE_RULE."""
    if b.events >= 30 and b.articles >= 10 and b.outlets >= 5 and b.top_outlet <= 0.5:
        return "high"
    return "moderate" if b.events >= 8 and b.articles >= 5 and b.outlets >= 3 else "low"


def confidence(b: Basis) -> str:
    """High, moderate or low, with the reason.

    >>> confidence(Basis(events=3, articles=2, outlets=1, top_outlet=1.0))
    'low confidence: 3 events, 2 independent articles, 1 outlet'
    """
    outlets = counted(b.outlets, "outlet") if b.outlets else "outlets not named"
    return f"{grade(b)} confidence: {counted(b.events, 'event')}, {counted(b.articles, 'independent article')}, {outlets}"


def counted(n: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: '1 event', '1,200 events'."""
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


def number(x: float | None, digits: int = 1, sign: bool = False) -> str:
    """A number to read, with a true minus; a dash where it is not known.

    >>> number(-1.26, sign=True), number(None)
    ('−1.3', '–')
    """
    if x is None:
        return "–"
    rounded = round(x, digits) + 0.0  # no negative zero
    return f"{rounded:{'+' if sign and rounded else ''},.{digits}f}".replace("-", "−")


def percent(x: float | None) -> str:
    """A share as a whole percentage."""
    return "–" if x is None else f"{100 * x:.0f}%"


def range_words(low: float | None, high: float | None, digits: int = 1, sign: bool = False) -> str:
    """'1.2 to 3.4', or that there is no range."""
    return "no range" if low is None or high is None else f"{number(low, digits, sign)} to {number(high, digits, sign)}"


_TIMES = frozenset({"hour", "day", "week", "month", "year"})
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def amount(value: float, unit: str | None) -> str:
    """A claimed figure as a person writes it.

    >>> amount(27e9, "USD"), amount(80, "percent"), amount(106, "products")
    ('27 billion USD', '80%', '106 products')
    """
    scale, word = next(((s, w) for s, w in _SCALES if abs(value) >= s), (1.0, ""))
    text = f"{value / scale:,.2f}".rstrip("0").rstrip(".").replace("-", "−")
    if unit == "percent":
        return f"{text}%"
    if unit == "rank":
        return f"rank {text}"
    plural = "s" if unit in _TIMES and value != 1 else ""  # "a two-week mission" lasts 2 weeks
    return " ".join(part for part in (text, word, f"{unit or ''}{plural}") if part)
