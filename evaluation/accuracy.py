"""Score what Equipoise reads: `make accuracy`. In: the gold in ../shared, the development sets beside this file. Out: one table.

Each figure stands beside its floor, its goal, the range that other records of the same kind would give, and the figure last recorded in
docs/methods/accuracy.md, so that a change that helps one and hurts another is seen. Where the scorers are absent nothing is scored, and
the reason is printed.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from measures import MEASURES, Measure  # noqa: E402  beside this file
from scorers import Case, Said, Scorers  # noqa: E402
from speed import speed  # noqa: E402

RECORD = HERE.parent / "docs" / "methods" / "accuracy.md"
MARK = "<!-- figures: make accuracy RECORD=1 writes what follows -->"


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of a case: value, range (None where it was not drawn), what was recorded last. ``way``: how it was measured, for speed."""

    case: str
    measure: Measure
    value: float | None
    low: float | None
    high: float | None
    last: float | None
    way: str = ""

    @property
    def verdict(self) -> str:
        """How the value stands to the floor and the goal."""
        if self.value is None:
            return "nothing to count"
        return (
            "goal"
            if self.measure.reaches(self.value, self.measure.goal)
            else "floor"
            if self.measure.reaches(self.value, self.measure.floor)
            else "BELOW"
        )


def cases(shared: Path, held: bool) -> list[Case]:
    """All that can be scored: the public gold, then the development sets (the part set aside only where it is asked for)."""
    gold = shared / "gold"
    plover, seeds, dates = gold / "plover_dev.jsonl", gold / "seeds", shared / "data" / "events" / "wikinews_gum" / "articles.jsonl"
    public = [
        Case("public", "plover", plover),
        Case("public", "calibration", plover),
        Case("public", "tricky", gold / "tricky_dev.jsonl"),
        Case("public", "seeds", seeds, seeds / "articles"),
        Case("public", "dates", dates, maker="make_dates_input"),
        Case("public", "copies", seeds / "pairs.jsonl", seeds / "articles"),
    ]
    own = [("own dev", "dev", ""), ("own second", "held", "")]  # held until November 2026, then developed on
    fresh = [("fresh open", "open", "fresh_"), *([("fresh blind", "blind", "fresh_")] if held else [])]
    return public + [case for label, split, prefix in (*own, *fresh) for case in _set(label, split, prefix)]


def _set(label: str, split: str, prefix: str) -> Iterator[Case]:
    """The cases of one part of a set in this folder: sentences, then articles."""
    sentences, articles = HERE / f"{prefix}sentences.jsonl", HERE / f"{prefix}articles"
    for kind in ("plover", "calibration", "tricky"):
        yield Case(label, kind, sentences, split=split)
    yield Case(label, "seeds", articles, articles / "articles", split=split)


def rows_of(case: Case, said: Said, samples: Sequence[Said], last: Mapping[tuple[str, str], float]) -> Iterator[Row]:
    """The measures of a case, each with its range."""
    for m in MEASURES:
        if m.kind == case.kind:
            drawn = sorted(v for v in (_at(s, m.path) for s in samples) if v is not None)
            low, high = (drawn[int(0.05 * len(drawn))], drawn[int(0.95 * (len(drawn) - 1))]) if drawn else (None, None)
            yield Row(case.label, m, _at(said, m.path), low, high, last.get((case.label, m.name)))


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table, aligned so that it reads in a terminal too."""
    head = ("set", "measure", "value", "90 % range, or how", "floor", "goal", "reaches", "last recorded")
    body = [
        (
            r.case,
            r.measure.name,
            _figure(r.value),
            r.way or (f"{_figure(r.low)} to {_figure(r.high)}" if r.low is not None else "-"),
            ("at most " if r.measure.least else "") + _figure(r.measure.floor),
            ("at most " if r.measure.least else "") + _figure(r.measure.goal),
            r.verdict,
            _figure(r.last),
        )
        for r in rows
    ]
    widths = [max(len(line[i]) for line in (head, *body)) for i in range(len(head))]
    lines = [
        " | ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)) for line in (head, tuple("-" * w for w in widths), *body)
    ]
    return "\n".join(f"| {line} |" for line in lines)


def recorded(text: str) -> dict[tuple[str, str], float]:
    """The figures of a page written with --record: (set, measure) -> value."""
    found = re.findall(r"^\| *([^|]+?) *\| *([^|]+?) *\| *([0-9.]+) *\|", text, flags=re.M)
    return {(case, name): float(value) for case, name, value in found}


def details(said: Said) -> Iterator[str]:
    """Figures by class and by phenomenon, for those who look for what a change has moved."""
    by_class = (said.get("16 classes") or {}).get("per_class", {})
    if by_class:
        yield "  F1 by class: " + "  ".join(f"{c} {'-' if v is None else format(v, '.2f')}" for c, v in by_class.items())
    for key in ("modality_by_class", "attribution_by_class", "phenomena"):
        if said.get(key):
            yield f"  {key.replace('_', ' ')}: " + "  ".join(f"{k} {v}" for k, v in said[key].items())


def main() -> int:
    """Score every case that is there. Exit 1 where one failed or a figure of the public gold, or the speed, is below its floor."""
    options = _options()
    checks = options.shared / "checks"
    if not checks.is_dir():
        print(f"nothing is scored: {options.shared.name}/checks is not there")
        return 0
    last = recorded(RECORD.read_text(encoding="utf-8")) if RECORD.is_file() else {}
    folder = options.out / "accuracy"
    shutil.rmtree(folder, ignore_errors=True)  # what an earlier run wrote must not be scored again
    scorers, rows, notes = Scorers(checks, folder), [], []
    for case in cases(options.shared, options.held):
        if options.only and options.only not in (case.label, case.kind):
            continue
        if case.missing:
            notes.append(f"skipped {case.label} {case.kind}: {case.missing}")
            continue
        print(f"scoring {case.label} {case.kind} ...", file=sys.stderr)
        said, samples = scorers.score(case)
        rows += rows_of(case, said, samples, last)
        notes += [f"{case.label} {case.kind}", *details(said)] if options.all else []
    if options.only in (None, "speed"):
        rows.append(_speed(options.out, last))
    print(table(rows))
    print("\n".join(notes))
    if options.record:
        _write_record(rows)
    return int(any(r.verdict == "BELOW" and r.case in ("public", "speed") for r in rows))


def _speed(out: Path, last: Mapping[tuple[str, str], float]) -> Row:
    print("measuring the speed ...", file=sys.stderr)
    (measure,) = (m for m in MEASURES if m.kind == "speed")
    found = speed(out)
    return Row("speed", measure, found.rate, None, None, last.get(("speed", measure.name)), found.way)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Score what Equipoise reads against hand-coded gold.")
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared", help="folder with gold/ and checks/")
    parser.add_argument(
        "--held", action="store_true", help="also the part of our own sets that is set aside (fresh blind); look at it last"
    )
    parser.add_argument(
        "--only",
        help="a set (public, 'own dev', 'own second', 'fresh open') or a kind (plover, tricky, seeds, dates, copies, calibration, speed)",
    )
    parser.add_argument("--all", action="store_true", help="also the figures by class and by phenomenon")
    parser.add_argument("--record", action="store_true", help=f"write the table into {RECORD.name}")
    parser.add_argument("--out", type=Path, default=HERE.parent / "out", help="where readings are written")
    return parser.parse_args()


def _write_record(rows: Sequence[Row]) -> None:
    text = RECORD.read_text(encoding="utf-8")
    kept = text.split(MARK)[0]
    RECORD.write_text(f"{kept}{MARK}\n\n{table(rows)}\n", encoding="utf-8")
    print(f"Wrote {RECORD.name}")


def _at(said: Any, path: Sequence[str]) -> float | None:
    for key in path:
        said = said.get(key) if isinstance(said, Mapping) else None
    return float(said) if isinstance(said, int | float) and not isinstance(said, bool) else None


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}".rstrip("0").rstrip(".") or "0"


if __name__ == "__main__":
    sys.exit(main())
