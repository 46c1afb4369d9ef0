"""Measure speed and memory: `make bench`, or `python benchmarks/run.py --quick`. Out: a table, and out/bench.json, each case with its day.

Texts are generated, the same ones each time. The whole chain is compared with spaCy alone in the same run, so that the ratio means
something on any machine. Exit 1 where a target is missed, so that a slow change is noticed; no test depends on these figures.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from articles import write_articles, write_long_text
from hostile import hostile
from panel import panels
from ties_measures import measures
from votes import votes

from equipoise.settings import load_settings
from ledger import write_project
from measure import Measured, run

ROOT = Path(__file__).resolve().parents[1]
SEED = 1

CHAIN = """
import json, sys, time
import equipoise as eq
start = time.perf_counter()
with eq.open_project() as project:
    taken = project.add(sys.argv[1])
    count = project.store.count
    print(json.dumps(dict(seconds=time.perf_counter() - start, new=taken.new, sentences=count("sentences", "kind <> 'boilerplate'"),
        mentions=count("mentions"), events=count("events"), copies=count("copies"), problems=[p.reason for p in project.problems()])))
"""
SPACY = """
import json, sys, time
import spacy
from equipoise.settings import load_settings
from equipoise.read.sentences import split
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
sentences = [s.text for t in texts for s in split("x", t, ())]
workers = int(sys.argv[2])
start = time.perf_counter()
nlp = spacy.load(load_settings().model, exclude=["ner"])
done = sum(1 for _ in nlp.pipe(sentences, batch_size=64, n_process=workers))
print(json.dumps(dict(seconds=time.perf_counter() - start, sentences=done)))
"""
BRIEF = """
import json, sys, time
import equipoise as eq
with eq.open_project(sys.argv[1]) as project:
    events = project.store.count("events")
    start = time.perf_counter()
    project.brief("KAZ").save(sys.argv[2])
    print(json.dumps(dict(seconds=time.perf_counter() - start, events=events)))
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure; ``target`` in words, ``met`` None where there is none."""

    case: str
    what: str
    value: float | None
    unit: str
    target: str
    met: bool | None


def chain(folder: Path, articles: int, words: int) -> Iterator[Figure]:
    """The whole chain over articles, beside spaCy alone on the same sentences with as many processes."""
    file = write_articles(folder / "articles.jsonl", articles, words, SEED)
    workers = min(2, os.cpu_count() or 1)
    whole, alone = run(CHAIN, file), run(SPACY, file, workers)
    case = f"{articles} x {words} words"
    rate = whole.said["sentences"] / whole.said["seconds"]
    spacy = alone.said["sentences"] / alone.said["seconds"]
    full = (articles, words) == (1000, 600)
    yield Figure(case, "whole chain", rate, "sentences/s", ">= 60", rate >= 60)
    yield Figure(case, f"spaCy alone, {workers} processes", spacy, "sentences/s", "", None)
    yield Figure(case, "chain as a share of spaCy", rate / spacy, "", "", None)
    yield Figure(case, "time", whole.seconds, "s", "< 480" if full else "", whole.seconds < 480 if full else None)
    yield _memory(case, whole, 2048)
    yield Figure(case, "events found", whole.said["events"], "", "> 0", whole.said["events"] > 0)


def long_text(folder: Path, megabytes: int) -> Iterator[Figure]:
    """One text that is far beyond the parser's limit: read in part or set aside with a reason, in bounded memory."""
    file = write_long_text(folder / "long.txt", megabytes * 1_000_000, SEED)
    done = run(CHAIN, file)
    case = f"one text of {megabytes} MB"
    yield Figure(case, "time", done.seconds, "s", "", None)
    yield _memory(case, done, 2048)
    yield Figure(case, "problems listed", len(done.said["problems"]), "", ">= 1", bool(done.said["problems"]))


def brief(folder: Path, events: int) -> Iterator[Figure]:
    """A brief as HTML over a ledger of many events, from the open project to the file."""
    project = write_project(folder / "big.duckdb", events, SEED, load_settings(environ={}))
    done = run(BRIEF, project, folder / "brief.html")
    case = f"brief over {done.said['events']} events"
    yield Figure(
        case, "time", done.said["seconds"], "s", "< 3" if events == 10_000 else "", done.said["seconds"] < 3 if events == 10_000 else None
    )
    yield Figure(case, "size of the page", (folder / "brief.html").stat().st_size / 1e6, "MB", "", None)


def start_up(_: Path) -> Iterator[Figure]:
    """The best of five: how long `equipoise --help` takes when files are in the system's cache."""
    times = []
    for _i in range(5):
        start = time.perf_counter()
        subprocess.run([Path(sys.executable).with_name("equipoise"), "--help"], check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    yield Figure("equipoise --help", "time, best of 5", min(times), "s", "< 0.5", min(times) < 0.5)


def what_if(quick: bool) -> Iterator[Figure]:
    """Trade, coercion and sectors; their ratios are against gegravity, or a plain loop where it is absent."""
    from whatif import every

    for f in every(quick):
        yield Figure("what-if", f.what, f.value, f.unit, f.target, f.met)


def networks(quick: bool) -> Iterator[Figure]:
    """Corridors and bargaining."""
    from whatif_networks import every

    for t in every(quick):
        yield Figure(t.what, "time", t.seconds, "s", f"< {t.limit:g}", t.seconds < t.limit)


def _memory(case: str, done: Measured, limit: int) -> Figure:
    return Figure(
        case, "peak memory, all processes", done.peak_mb, "MB", f"< {limit}", None if done.peak_mb is None else done.peak_mb < limit
    )


def table(figures: list[Figure]) -> str:
    """The figures in columns, a missed target marked."""
    rows = [("case", "figure", "value", "", "target", "")]
    for f in figures:
        value = "not known" if f.value is None else f"{f.value:.2f}" if f.value < 10 else f"{f.value:,.0f}"
        rows.append((f.case, f.what, value, f.unit, f.target, {True: "met", False: "MISSED", None: ""}[f.met]))
    widths = [max(len(row[i]) for row in rows) for i in range(6)]
    return "\n".join(
        "  ".join(cell.rjust(w) if i == 2 else cell.ljust(w) for i, (cell, w) in enumerate(zip(row, widths, strict=True))) for row in rows
    )


CASES: dict[str, Callable[[Path, bool], Iterator[Figure]]] = {
    "help": lambda d, quick: start_up(d),
    "brief": lambda d, quick: brief(d, 1_000 if quick else 10_000),
    "hostile": lambda d, quick: (Figure(*f) for f in hostile(quick)),
    "votes": lambda d, quick: (Figure(*f) for f in votes(d, SEED, quick)),
    "measures": lambda d, quick: (Figure(*f) for f in measures(d, SEED, quick)),
    "panel": lambda d, quick: (Figure(*f) for f in panels(SEED, quick)),
    "whatif": lambda d, quick: what_if(quick),
    "networks": lambda d, quick: networks(quick),
    "long": lambda d, quick: long_text(d, 5 if quick else 50),
    "chain": lambda d, quick: chain(d, 40 if quick else 1_000, 600),
}


def main() -> int:
    """Run the cases, print the table, write the JSON. Cases that were not run keep the figures of their last run."""
    parser = argparse.ArgumentParser(description="Measure speed and memory on generated texts.")
    parser.add_argument("--quick", action="store_true", help="small inputs: minutes instead of a quarter of an hour")
    parser.add_argument("--only", choices=[*CASES], help="one case")
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "bench.json", help="where the figures are written")
    options = parser.parse_args()
    kept, figures = last(options.out), list[Figure]()
    for name, case in CASES.items():
        if options.only in (None, name):
            print(f"measuring: {name} ...", file=sys.stderr)
            with tempfile.TemporaryDirectory() as folder:
                found = list(case(Path(folder), options.quick))
            figures += found
            day = datetime.datetime.now(datetime.UTC).date().isoformat()
            kept[name] = {"date": day, "quick": options.quick, "figures": [asdict(f) for f in found]}
    print(table(figures))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(f"Wrote {options.out}")
    return 1 if any(f.met is False for f in figures) else 0


def last(file: Path) -> dict[str, Any]:
    """What the file holds by case: date, quick, figures; nothing where it is absent or of another form."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


if __name__ == "__main__":
    sys.exit(main())
