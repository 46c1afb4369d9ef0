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

    ``gold``, ``articles`` and what stands in ``arguments`` are paths under ../shared; DIR is replaced by the folder of records. The table
    shows the figures in ``main``.
    """

    name: str
    script: str
    gold: str
    arguments: tuple[str, ...]
    main: tuple[str, ...] = ()
    prepare: str | None = None
    articles: str | None = None


JUDGES = (
    Judge(
        name="records",
        script="check_records.py",
        gold="gold/seeds",
        arguments=("gold/seeds/articles", "DIR"),
        articles="gold/seeds/articles",
        main=("faults", "articles", "mentions", "claims"),
    ),
    Judge(
        name="plover",
        script="score_plover.py",
        gold="gold/plover_dev.jsonl",
        arguments=("gold/plover_dev.jsonl", "DIR"),
        prepare="make_input.py",
        main=(
            "16 classes.accuracy",
            "16 classes.precision",
            "16 classes.macro_f1",
            "actor codes.f1",
            "recipient codes.f1",
            "event+dyad recall",
        ),
    ),
    Judge(
        name="tricky",
        script="score_tricky.py",
        gold="gold/tricky_dev.jsonl",
        arguments=("gold/tricky_dev.jsonl", "DIR"),
        prepare="make_input.py",
        main=("share_right", "type_accuracy", "modality_macro", "date_accuracy", "false_event_rate"),
    ),
    Judge(
        name="seeds",
        script="score_seeds.py",
        gold="gold/seeds",
        arguments=("gold/seeds", "DIR"),
        articles="gold/seeds/articles",
        main=(
            *("core_recall", "precision", "f1", "type_accuracy", "date_accuracy", "modality_accuracy", "attribution_accuracy"),
            *("channel_accuracy", "influence_sign_accuracy", "actor_codes.f1", "recipient_codes.f1", "claims.recall", "claims.value"),
            *("documents.date_in_text_range", "boilerplate.f1"),
        ),
    ),
    Judge(
        name="copies",
        script="score_copies.py",
        gold="gold/seeds/pairs.jsonl",
        arguments=("gold/seeds/pairs.jsonl", "DIR"),
        articles="gold/seeds/articles",
        main=("recall", "precision"),
    ),
    Judge(
        name="calibration",
        script="score_calibration.py",
        gold="gold/plover_dev.jsonl",
        arguments=("gold/plover_dev.jsonl", "DIR"),
        prepare="make_input.py",
        main=("PLOVER sentences.share_right", "PLOVER sentences.mean_confidence", "PLOVER sentences.ece", "PLOVER sentences.brier"),
    ),
    Judge(
        name="dates",
        script="score_dates.py",
        gold="data/events/wikinews_gum/articles.jsonl",
        arguments=("data/events/wikinews_gum/articles.jsonl", "DIR"),
        prepare="make_dates_input.py",
        main=("inside_share", "inside_31_share", "value_31_share", "near_or_wide_share", "median_width"),
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
    records = out / "-".join(Path(judge.articles or judge.gold).with_suffix("").parts)
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
    """Every number in what a judge says, named by its path; a list is counted, words are left out."""
    for key, value in said.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            yield from figures(value, f"{name}.")
        elif isinstance(value, int | float):
            yield name, float(value)
        elif isinstance(value, list):
            yield name, float(len(value))


def table(scores: Mapping[str, Mapping[str, Any]], skipped: Mapping[str, str], all_figures: bool = False) -> str:
    """One line a figure, the main ones or all, and one for each judge that could not be called."""
    main = {j.name: j.main for j in JUDGES}
    rows = [
        (judge, name, f"{value:.3f}".rstrip("0").rstrip("."))
        for judge, said in scores.items()
        for name, value in figures(said)
        if all_figures or name in main.get(judge, ())
    ]
    rows = [("judge", "figure", "value"), *rows]
    widths = [max(len(row[i]) for row in rows) for i in range(2)]
    lines = [f"{a.ljust(widths[0])}  {b.ljust(widths[1])}  {c}" for a, b, c in rows] if scores else []
    return "\n".join([*lines, *(f"skipped {judge}: {reason}" for judge, reason in skipped.items())])


def main() -> int:
    """Call every judge that is there; print the table; write the JSON. Exit 1 where one failed or found faults, not for a skipped one."""
    parser = argparse.ArgumentParser(description="Score readings against hand-coded gold.")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with gold/ and checks/")
    parser.add_argument("--all", action="store_true", help="every figure, not only the main ones")
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
            failed |= bool(scores[judge.name].get("faults"))
        except (RuntimeError, json.JSONDecodeError) as e:
            failed, skipped[judge.name] = True, str(e)
    print(table(scores, skipped, options.all))
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
