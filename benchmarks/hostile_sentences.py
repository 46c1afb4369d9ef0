"""Sentences that were not written to be read. In: kind, how many words or signs. Out: text. The same size gives the same text.

Every kind keeps some words of news in it, so that it is coded and not merely skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import cycle, islice

NAMES = ("Kazakhstan", "Russia", "China", "France", "President Tokayev", "the Kremlin", "NATO", "Ankara", "the European Union", "Iran")
DEEDS = ("accused", "visited", "sanctioned", "praised", "invaded", "urged", "threatened", "met", "rejected", "aided")
WORDS = ("because", "the", "long", "talks", "about", "gas", "which", "officials", "in", "Astana", "held", "were", "not", "over", "and")
FOREIGN = ("Казахстан", "обвинил", "中国", "访问", "روسيا", "اتهمت", "ישראל", "Ελλάδα", "रूस", "ประเทศ", "Türkiye", "español", "한국")
EMOJI = ("🇰🇿", "🔥", "👨‍👩‍👧‍👦", "🤝🏽", "❤️", "🚀")
HIDDEN = ("\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u2067", "\u0301")
CONTROL = ("\x01", "\x07", "\x1b[31m", "\x7f", "\x85", "\u2028", "\ufffd")


def _of(parts: tuple[str, ...], n: int) -> list[str]:
    return list(islice(cycle(parts), n))


def _between(parts: tuple[str, ...], n: int) -> str:
    """Words of news with something else stuck to each."""
    news = _of(("Kazakhstan", "accused", "Russia", "of", "blocking", "exports", "and"), n)
    return "".join(w + p + " " for w, p in zip(news, _of(parts, n), strict=True)).rstrip() + "."


def _clauses(n: int) -> str:
    return ", and ".join(f"{NAMES[i % 10]} {DEEDS[i * 7 % 10]} {NAMES[(i * 3 + 1) % 10]}" for i in range(max(1, n // 4))) + "."


KINDS: Mapping[str, Callable[[int], str]] = {
    "long sentence": lambda n: "Kazakhstan accused Russia " + " ".join(_of(WORDS, n)) + ".",
    "names": lambda n: ", ".join(_of(NAMES, n)) + " met in Astana.",
    "no verb": lambda n: "A Russian " + " ".join(_of(("gas", "pipeline", "price", "of", "the", "Kazakh", "border"), n)) + ".",
    "capitals": lambda n: " ".join(_of((*NAMES, *DEEDS), n)).upper() + ".",
    "emoji": lambda n: _between(EMOJI, n),
    "scripts": lambda n: "Kazakhstan accused Russia. ".rstrip(". ") + " " + " ".join(_of(FOREIGN, n)) + ".",
    "open quotes": lambda n: 'Tokayev said "Russia ' + " ".join(_of(('"we', "accuse", "“them", "'of", "«it", "Moscow"), n)),
    "brackets": lambda n: "Kazakhstan accused " + "(Russia " * n + ") " * n + ".",
    "one token": lambda n: "Kazakhstan accused Russia of " + "a" * n + ".",
    "digits": lambda n: "Trade with Russia reached " + "1,234" * n + " million dollars.",
    "hidden signs": lambda n: _between(HIDDEN, n),
    "control signs": lambda n: _between(CONTROL, n),
    "commas": lambda n: "Kazakhstan accused Russia" + "," * n + ".",
    "spaced commas": lambda n: "Kazakhstan accused Russia" + " ," * n + ".",
    "said": lambda n: "Tokayev " + "said " * n + ".",
    "coordination": _clauses,
    "embedding": lambda n: "Kazakhstan " + "said that Russia claimed that " * (n // 5) + "China sanctioned France.",
    "genitives": lambda n: "Russia condemned " + "the minister of " * (n // 3) + "Kazakhstan.",
    "hyphens": lambda n: "Kazakhstan accused " + "-".join(_of(("Russia", "backed", "Kazakh"), n)) + ".",
    "dates": lambda n: "Kazakhstan met Russia " + ", ".join(_of(("on 3 May 2021", "last week", "in 2019", "on Monday"), n // 3 + 1)) + ".",
    "figures": lambda n: (
        "Russia paid " + " and ".join(_of(("5 million dollars", "about 30 percent", "1.2 billion tenge"), n // 3 + 1)) + "."
    ),
    "negations": lambda n: "Russia did " + "not " * n + "sanction Kazakhstan.",
    "pronouns": lambda n: (
        "Putin met Tokayev, and " + " ".join(_of(("he", "told", "him", "that", "they", "and", "his", "country"), n)) + "."
    ),
}
