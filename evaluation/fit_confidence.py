"""Fit the curve that turns the rule coder's scores into chances of being right, and write it to confidence.toml.

usage: fit_confidence.py GOLD DIR [--also GOLD DIR]... [--plain GOLD DIR]... [--write]
  GOLD DIR  development sentences in the form of sentences_plover.jsonl, and what `equipoise read` wrote for them with the curve in force
  --also    further sets, or earlier readings of the same, written with the curve in force
  --plain   the same, where the records were written with slope 1 and intercept 0
  --write   replace src/equipoise/read/coders/rules/confidence.toml; else the numbers are only printed

The surest mention of a sentence is right when its type is accepted (as in score_calibration.py). Two numbers are fitted by least log loss.
The error that is printed and kept is measured on sentences that were left out: five folds by sentence, so that a sentence that was read
more than once stays on one side.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from equipoise.read.coders.rules.confidence import calibrated, curve

HERE = Path(__file__).resolve().parent
KEPT = HERE.parent / "src" / "equipoise" / "read" / "coders" / "rules" / "confidence.toml"
FOLDS, BINS = 5, 10


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence's surest mention: its score before the curve, and whether its type is right."""

    sentence: str
    value: float
    right: bool


def cases(gold: Path, records: Path, slope: float, intercept: float) -> list[Case]:
    """The surest mentions of a set of sentences; scores as they were before the curve with these numbers."""
    surest: dict[str, tuple[float, str]] = {}
    for line in (records / "mentions.jsonl").read_text(encoding="utf-8").splitlines():
        m = json.loads(line)
        if m["modality"] != "negated" and m["confidence"] > surest.get(m["article"], (-1.0, ""))[0]:
            surest[m["article"]] = m["confidence"], m["event"]
    out = []
    for line in gold.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["id"] in surest:
            confidence, event = surest[row["id"]]
            score = (math.log(confidence / (1 - confidence)) - intercept) / slope
            right = event in {row["event"], *row.get("also_accepted", ()), *row.get("other_events_same_text", ())}
            out.append(Case(row["id"], 1 / (1 + math.exp(-score)), right))
    return out


def fit(found: Sequence[Case]) -> tuple[float, float]:
    """Slope and intercept of least log loss, by Newton's method."""
    slope, intercept = 1.0, 0.0
    for _ in range(50):
        g0 = g1 = h00 = h01 = h11 = 1e-9
        for c in found:
            x = math.log(c.value / (1 - c.value))
            p = 1 / (1 + math.exp(-(slope * x + intercept)))
            w, e = p * (1 - p), c.right - p
            g0, g1 = g0 + e, g1 + e * x
            h00, h01, h11 = h00 + w, h01 + w * x, h11 + w * x * x
        det = h00 * h11 - h01 * h01
        step0, step1 = (h11 * g0 - h01 * g1) / det, (h00 * g1 - h01 * g0) / det
        intercept, slope = intercept + step0, slope + step1
        if abs(step0) + abs(step1) < 1e-9:
            break
    return slope, intercept


def error(pairs: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error over ten bins of equal width."""
    total = 0.0
    for k in range(BINS):
        at = [(c, r) for c, r in pairs if min(int(c * BINS), BINS - 1) == k]
        total += abs(sum(r for _, r in at) - sum(c for c, _ in at))
    return total / len(pairs)


def left_out(found: Sequence[Case]) -> list[tuple[float, bool]]:
    """(confidence, right) of every case by a curve fitted without its fold; folds go by the order of sentence ids."""
    order = {s: i % FOLDS for i, s in enumerate(sorted({c.sentence for c in found}))}
    out = []
    for k in range(FOLDS):
        numbers = fit([c for c in found if order[c.sentence] != k])
        out += [(calibrated(c.value, *numbers), c.right) for c in found if order[c.sentence] == k]
    return out


def report(sets: Sequence[Sequence[Case]]) -> str:
    """The file that keeps the curve, with how it was fitted."""
    found = [c for s in sets for c in s]
    slope, intercept = fit(found)
    shares = ", ".join(f"{len(s)} ({sum(c.right for c in s) / len(s):.3f} right)" for s in sets)
    return (
        "# From score to confidence: sigmoid(slope * logit(score) + intercept). Written by evaluation/fit_confidence.py from readings of\n"
        "# all sets that development has seen, one of them also as it was read before its sentences were; `sets` names them in order.\n"
        f"slope = {slope:.4f}\nintercept = {intercept:.4f}\n\n[fitted]\nmentions = {len(found)}\nsets = {json.dumps(shares)}\n"
        f"folds = {FOLDS}\nerror_on_folds = {error(left_out(found)):.3f}\n"
    )


def main(args: Sequence[str]) -> int:
    """Print the curve; write it where that is asked for."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", type=Path)
    ap.add_argument("records", type=Path)
    ap.add_argument("--also", nargs=2, type=Path, action="append", default=[], metavar=("GOLD", "DIR"))
    ap.add_argument("--plain", nargs=2, type=Path, action="append", default=[], metavar=("GOLD", "DIR"))
    ap.add_argument("--write", action="store_true")
    o = ap.parse_args(args)
    sets = [*(cases(g, d, 1.0, 0.0) for g, d in o.plain), *(cases(g, d, *curve()) for g, d in [(o.gold, o.records), *o.also])]
    text = report(sets)
    print(text, end="")
    if o.write:
        KEPT.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
