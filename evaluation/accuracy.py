"""Score what Equipoise reads against hand-coded gold: `make accuracy`. In: ../shared/gold and ../shared/checks. Out: one table.

Every score is computed by the scripts in ../shared/checks, which are not part of this repository; where they are absent nothing is scored
and the reason is printed. Results are written to out/accuracy/, figures to out/accuracy.json.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Judge:
    """A script that scores: what it reads (made by ``prepare`` from ``gold``, or ``articles`` as they lie), and what it is called with.

    ``gold``, ``articles`` and what stands in ``arguments`` are paths under ../shared; DIR is replaced by the folder of records.
    """

    name: str
    script: str
    gold: str
    arguments: tuple[str, ...]
    prepare: str | None = None
    articles: str | None = None


JUDGES = (
    Judge("plover", "score_plover.py", "gold/plover_dev.jsonl", ("gold/plover_dev.jsonl", "DIR"), prepare="make_input.py"),
    Judge("tricky", "score_tricky.py", "gold/tricky_dev.jsonl", ("gold/tricky_dev.jsonl", "DIR"), prepare="make_input.py"),
    Judge("seeds", "score_seeds.py", "gold/seeds", ("gold/seeds", "DIR"), articles="gold/seeds/articles"),
    Judge("copies", "score_copies.py", "gold/seeds/pairs.jsonl", ("gold/seeds/pairs.jsonl", "DIR"), articles="gold/seeds/articles"),
    Judge("calibration", "score_calibration.py", "gold/plover_dev.jsonl", ("gold/plover_dev.jsonl", "DIR"), prepare="make_input.py"),
    Judge(
        "dates",
        "score_dates.py",
        "data/events/wikinews_gum/articles.jsonl",
        ("data/events/wikinews_gum/articles.jsonl", "DIR"),
        prepare="make_dates_input.py",
    ),
)


def missing(judge: Judge, shared: Path) -> str | None:
    """Why a judge cannot be called; None where it can."""
    for name in (f"checks/{judge.script}", judge.gold, *([f"checks/{judge.prepare}"] if judge.prepare else [])):
        if not (shared / name).exists():
            return f"{shared.name}/{name} is not there"
    return None


def score(judge: Judge, shared: Path, out: Path) -> Mapping[str, Any]:
    """What the judge says, as its JSON; the input is read first, once for all judges of it. Raises RuntimeError with its message."""
    source = shared / judge.articles if judge.articles else _prepared(judge, shared, out)
    records = out / f"{Path(judge.gold).stem}.{source.stem}"
    if not (records / "articles.jsonl").exists():
        _run(Path(sys.executable).with_name("equipoise"), "read", source, "--out", records)
    arguments = [str(records) if a == "DIR" else str(shared / a) for a in judge.arguments]
    said: Mapping[str, Any] = json.loads(_run(sys.executable, shared / "checks" / judge.script, *arguments, "--json"))
    return said


def _prepared(judge: Judge, shared: Path, out: Path) -> Path:
    file = out / f"{Path(judge.gold).stem}.jsonl"
    if not file.exists():
        out.mkdir(parents=True, exist_ok=True)
        _run(sys.executable, shared / "checks" / str(judge.prepare), shared / judge.gold, file)
    return file


def _run(*command: object) -> str:
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    if done.returncode not in (0, 1) or (done.returncode and not done.stdout):
        raise RuntimeError(f"{Path(str(command[0])).name} {' '.join(Path(str(c)).name for c in command[1:])}: {done.stderr.strip()[-500:]}")
    return done.stdout


def figures(said: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, float]]:
    """Every number in what a judge says, named by its path; lists and words are left out."""
    for key, value in said.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            yield from figures(value, f"{name}.")
        elif isinstance(value, int | float):
            yield name, float(value)


def table(scores: Mapping[str, Mapping[str, Any]], skipped: Mapping[str, str]) -> str:
    """One line a figure, and one for each judge that could not be called."""
    rows = [(judge, name, f"{value:.3f}".rstrip("0").rstrip(".")) for judge, said in scores.items() for name, value in figures(said)]
    rows = [("judge", "figure", "value"), *rows]
    widths = [max(len(row[i]) for row in rows) for i in range(2)]
    lines = [f"{a.ljust(widths[0])}  {b.ljust(widths[1])}  {c}" for a, b, c in rows] if scores else []
    return "\n".join([*lines, *(f"skipped {judge}: {reason}" for judge, reason in skipped.items())])


def main() -> int:
    """Call every judge that is there; print the table; write the JSON. Exit 1 where one failed; a skipped one is no failure."""
    parser = argparse.ArgumentParser(description="Score readings against hand-coded gold.")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with gold/ and checks/")
    parser.add_argument("--only", choices=[j.name for j in JUDGES], help="one judge")
    parser.add_argument("--out", type=Path, default=ROOT / "out", help="where results are written")
    options = parser.parse_args()
    folder = options.out / "accuracy"
    _clear(folder)
    scores: dict[str, Mapping[str, Any]] = {}
    skipped: dict[str, str] = {}
    failed = False
    for judge in JUDGES:
        if options.only not in (None, judge.name):
            continue
        if reason := missing(judge, options.shared):
            skipped[judge.name] = reason
            continue
        print(f"scoring: {judge.name} ...", file=sys.stderr)
        try:
            scores[judge.name] = score(judge, options.shared, folder)
        except (RuntimeError, json.JSONDecodeError) as e:
            failed, skipped[judge.name] = True, str(e)
    print(table(scores, skipped))
    if scores:
        file = options.out / "accuracy.json"
        file.write_text(json.dumps(scores, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"Wrote {file}")
    return 1 if failed else 0


def _clear(folder: Path) -> None:
    # What an earlier run wrote must not be scored again.
    for file in sorted(folder.glob("*/*.jsonl")) + sorted(folder.glob("*.jsonl")):
        file.unlink()


if __name__ == "__main__":
    sys.exit(main())
