"""How well texts without a date line are dated, on news items whose day is known. In: ../shared current-events bullets. Out: a table.

A pseudo-article is three to nine items of one day (at least 600 characters), as Wikipedia's portal of current events told them, with every
word for a day, a month, a weekday or a year cut out, so that only what the text is about can date it. ``--keep-other`` cuts out only
what names the month of the day itself or a later one, so that the dates of earlier things stay, as they do in an article.
Whole months belong to one half (SHA-256 of "YYYY-MM"): ``dev`` is for development, ``blind`` is scored to report, and its texts are never
looked at. The texts are read where they lie and are not kept.

    python evaluation/undated.py --half dev --wrong
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import numpy as np

from equipoise.read.dates.find import find_words
from equipoise.read.dates.resolve import Window, resolve
from equipoise.read.dates.vocabulary import TimeKind
from equipoise.read.published import find_published
from equipoise.words.text import Document, Published

BULLETS = Path("data/events/wikipedia_current_events/bullets.parquet")
NEAR = 31  # days
LEAST, MOST, SHORTEST = 3, 9, 600
_CALENDAR = frozenset(
    (
        TimeKind.DAY,
        TimeKind.MONTH,
        TimeKind.YEAR,
        TimeKind.STRETCH,
        TimeKind.DAY_OF_YEAR,
        TimeKind.MONTH_ALONE,
        TimeKind.WEEKDAY,
    )
)


@dataclass(frozen=True, slots=True)
class Undated:
    """A text and the day it is of."""

    day: date
    text: str


def half_of(day: str) -> str:
    """The half that an ISO day's month belongs to."""
    return "blind" if int(hashlib.sha256(day[:7].encode()).hexdigest(), 16) % 2 else "dev"


def undated(shared: Path, half: str, count: int, keep_other: bool) -> list[Undated]:
    """``count`` pseudo-articles of a half, drawn with a fixed seed."""
    import pandas as pd

    items = pd.read_parquet(shared / BULLETS, columns=["date", "text"])
    by_day = {str(d)[:10]: list(g) for d, g in items.groupby("date")["text"] if half_of(str(d)[:10]) == half}
    rng, found = Random(f"undated {half}"), list[Undated]()
    for day in rng.sample(sorted(by_day), len(by_day)):
        told = by_day[day]
        drawn = rng.sample(told, min(len(told), rng.randint(LEAST, MOST)))
        text = "\n\n".join(_without_dates(t, date.fromisoformat(day), keep_other) for t in drawn)
        if len(drawn) >= LEAST and len(text) >= SHORTEST:
            found.append(Undated(date.fromisoformat(day), text))
        if len(found) == count:
            break
    return found


def _without_dates(text: str, day: date, keep_other: bool) -> str:
    for words in reversed(find_words(text)):
        if words.kind in _CALENDAR and not (keep_other and _is_earlier(words, day)):
            text = text[: words.start] + text[words.end :]
    return " ".join(text.split())


def _is_earlier(words: object, day: date) -> bool:
    when = resolve(words, Window(day, day), False)  # type: ignore[arg-type]
    return when is not None and when.latest is not None and when.latest < day.replace(day=1)


def score(texts: Sequence[Undated]) -> Iterator[tuple[Undated, Published]]:
    for one in texts:
        yield one, find_published(Document("text", "text", 0, b"", "", one.text, "text"), one.text, ())[0]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--half", choices=("dev", "blind"), default="dev")
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--keep-other", action="store_true", help="cut out only dates of the day's own month and later")
    parser.add_argument("--wrong", action="store_true", help="list the texts whose day is not in the range (half dev only)")
    o = parser.parse_args(arguments)
    if not (o.shared / BULLETS).is_file():
        print(f"Nothing scored: {o.shared / BULLETS} is absent.", file=sys.stderr)
        return 0
    inside, near, valued, widths = 0, 0, 0, list[int]()
    texts = undated(o.shared, o.half, o.count, o.keep_other)
    for one, found in score(texts):
        best = date.fromisoformat(found.value) if found.value and len(found.value) == 10 else None
        first, last = found.earliest, found.latest
        is_inside = first is not None and last is not None and first <= one.day <= last
        is_near = best is not None and abs((best - one.day).days) <= NEAR
        inside, near, valued = inside + is_inside, near + is_near, valued + (best is not None)
        if first is not None and last is not None:
            widths.append((last - first).days + 1)
        if o.wrong and o.half == "dev" and (not is_inside or (best and not is_near)):
            print(f"--- {one.day}: {first}..{last} value {best}\n{one.text}\n    {[one.text[s.start : s.end] for s in found.evidence]}")
    n = len(texts)
    print(f"{o.half}, {n} texts{', earlier dates kept' if o.keep_other else ''}")
    print(f"inside the range        {inside / n:.3f}")
    print(f"value within {NEAR} days    {near / n:.3f}   ({valued} values, {near / max(valued, 1):.3f} of them right)")
    print(f"median width, days      {np.median(widths):.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
