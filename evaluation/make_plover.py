"""Write sentences_plover.jsonl for score_plover.py. In: sentences.jsonl. Out: records with one event that happened, goes on or is planned.

score_plover.py judges one event a sentence and knows no negation, so the other records are left out. It counts the United Nations and the
European Union as IGO, and so does the output. Unknown actors (UNK) are left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SENTENCES = HERE / "sentences.jsonl"
PLOVER = HERE / "sentences_plover.jsonl"
FACT_OR_PLAN = {"occurred", "ongoing", "planned"}
AS_IGO = {"UNO": "IGO", "EUR": "IGO"}


def rows(path: Path) -> list[dict[str, Any]]:
    """The records of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def plover(record: dict[str, Any]) -> dict[str, Any] | None:
    """The record as score_plover.py reads it; None where it has no event, several, or one that is denied or only supposed."""
    if len(record["expected"]) != 1:
        return None
    (event,) = record["expected"]
    modality = event["modality"]
    if (modality if isinstance(modality, str) else modality[0]) not in FACT_OR_PLAN:
        return None
    first, *others = event["event"]
    return {
        "id": record["id"],
        "text": record["text"],
        "pub_date": record["pub_date"],
        "event": first,
        "also_accepted": others,
        "other_events_same_text": [],
        "mode": event.get("mode"),
        "actors": list(people(record["text"], event, "actors")),
        "recipients": list(people(record["text"], event, "recipients")),
        "reciprocal": len(event["actors"]) > 1 and not event["recipients"],
        "split": record["split"],
    }


def people(text: str, event: dict[str, Any], side: str) -> Iterator[dict[str, Any]]:
    """Who stands on one side: words, code, sector, and [start, end) of the words in the text."""
    for code in event[side]:
        if code == "UNK":
            continue
        words = given(event, "words", code, side)
        yield {
            "text": words,
            "code": AS_IGO.get(code, code),
            "sector": given(event, "sectors", code, side),
            "span": span(text, words) if words else None,
        }


def given(event: dict[str, Any], field: str, code: str, side: str) -> str | None:
    """What the record gives for a code; a pair where the code stands on both sides, the actor first."""
    value = event.get(field, {}).get(code)
    if isinstance(value, list):
        value = value[side == "recipients"]
    return value if value is None else str(value)


def span(text: str, words: str) -> list[int]:
    """Where the words first stand in the text as whole words.

    >>> span("Britain said it would wait", "it")
    [13, 15]
    """
    found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    if not found:
        raise ValueError(f"{words!r} is not in: {text}")
    return list(found.span())


def main() -> None:
    """Write the file anew."""
    made = [p for p in map(plover, rows(SENTENCES)) if p]
    PLOVER.write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in made), encoding="utf-8", newline="\n")
    print(len(made), "records")


if __name__ == "__main__":
    main()
