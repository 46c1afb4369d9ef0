"""Does a statistical head help the rules? In: readings of the development sentences. Out: accuracy and macro-F1 of rules, head, and both.

The head is a logistic regression over the words of a sentence. It is trained on the split dev and, where it is there, on the public PLOVER
sentences, and judged on the split held; only totals are printed. It is an experiment, not a part of the
reader: scikit-learn is not among the dependencies (pip install scikit-learn). The result stands in docs/methods/coder.md.

    python evaluation/second_opinion.py --dev DIR --held DIR [--public GOLD DIR]      DIR: what `equipoise read` wrote for the sentences
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Record:
    """A sentence: its accepted types (empty: nothing is to be coded), the preferred one, and what the rules say with what confidence."""

    text: str
    gold: str
    accepted: frozenset[str]
    ruled: str
    confidence: float


def lines(path: Path) -> list[dict[str, object]]:
    """Rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def records(gold: Sequence[dict[str, object]], folder: Path) -> list[Record]:
    """Gold rows with the rules' best mention (not negated) of each."""
    best: dict[str, tuple[float, str]] = {}
    for m in lines(folder / "mentions.jsonl"):
        answer = (float(m["confidence"]), str(m["event"]))  # type: ignore[arg-type]
        if m["modality"] != "negated" and answer > best.get(str(m["article"]), (0.0, "")):
            best[str(m["article"])] = answer
    found = []
    for g in gold:
        types = _accepted(g)
        confidence, ruled = best.get(str(g["id"]), (0.0, NONE))
        found.append(Record(str(g["text"]), types[0] if types else NONE, frozenset(types or [NONE]), ruled, confidence))
    return found


def _accepted(g: dict[str, object]) -> list[str]:
    if "expected" in g:
        return [t for e in g["expected"] if e["modality"] != "negated" for t in e["event"]]  # type: ignore[attr-defined]
    return [str(g["event"]), *g.get("also_accepted", [])]  # type: ignore[misc]


def scores(rows: Sequence[Record], answers: Sequence[str]) -> str:
    """Accuracy over all sentences, macro-F1 over the 16 types, and the share of sentences without event that get one."""
    right = [a in r.accepted for r, a in zip(rows, answers, strict=True)]
    f1 = []
    for t in sorted({r.gold for r in rows} - {NONE}):
        hit = sum(ok for r, ok in zip(rows, right, strict=True) if r.gold == t)
        missed = sum(r.gold == t for r in rows) - hit
        wrong = sum(a == t and not ok for a, ok in zip(answers, right, strict=True))
        f1.append(2 * hit / (2 * hit + missed + wrong))
    silent = [a for r, a in zip(rows, answers, strict=True) if r.gold == NONE]
    false = sum(a != NONE for a in silent) / max(1, len(silent))
    return f"accuracy {sum(right) / len(right):.3f}  macro-F1 {sum(f1) / len(f1):.3f}  false events {false:.3f}"


def main() -> None:
    """Train on dev, judge on held."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    parser = argparse.ArgumentParser()
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--held", type=Path, required=True)
    parser.add_argument("--public", type=Path, nargs=2)
    options = parser.parse_args()
    sentences = lines(HERE / "sentences.jsonl")
    train = records([g for g in sentences if g["split"] == "dev"], options.dev)
    test = records([g for g in sentences if g["split"] == "held"], options.held)
    if options.public:
        train += records(lines(options.public[0]), options.public[1])
    words = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    )
    head = make_pipeline(words, LogisticRegression(C=20, max_iter=2000, class_weight="balanced"))
    head.fit([r.text for r in train], [r.gold for r in train])
    said = head.predict_proba([r.text for r in test])
    names = list(head.classes_)
    alone = [names[row.argmax()] for row in said]
    print(f"trained on {len(train)}, judged on {len(test)}")
    print("rules alone         ", scores(test, [r.ruled for r in test]))
    print("head alone          ", scores(test, alone))
    for bound in (0.2, 0.3, 0.4):
        filled = [a if r.ruled == NONE and p.max() >= bound else r.ruled for r, a, p in zip(test, alone, said, strict=True)]
        print(f"head where silent {bound}", scores(test, filled))
    for bound in (0.3, 0.5):
        swapped = [a if p.max() >= bound and p.max() > r.confidence else r.ruled for r, a, p in zip(test, alone, said, strict=True)]
        print(f"the surer one {bound}   ", scores(test, swapped))


if __name__ == "__main__":
    main()
