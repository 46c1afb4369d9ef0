"""How fast the whole chain is: sentences a second. In: what `make bench` measured last, else a sample measured now. Out: Speed.

The last full run counts where the code that reads is no newer; else forty generated articles are read, which takes half a minute.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BENCH = ROOT / "benchmarks" / "run.py"
WHAT = "whole chain"


@dataclass(frozen=True, slots=True)
class Speed:
    """Sentences a second of wall clock, and how and when that was measured."""

    rate: float
    way: str


def speed(out: Path) -> Speed:
    """The speed of the chain as it is now. Raises RuntimeError where it cannot be measured."""
    full = out / "bench.json"
    if full.is_file() and full.stat().st_mtime > _changed():
        found = found_in(full)
        if found is not None and not found[1]:
            return found[0]
    sample = out / "accuracy" / "speed.json"
    sample.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, BENCH, "--quick", "--only", "chain", "--out", sample], capture_output=True, text=True, check=False
    )
    measured = found_in(sample)
    if measured is None:
        raise RuntimeError(f"{BENCH.name}: {done.stderr.strip()[-500:]}")
    return measured[0]


def found_in(file: Path) -> tuple[Speed, bool] | None:
    """The speed that a file of benchmarks holds, and whether it is of a quick run; None where it holds none."""
    try:
        case: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))["chain"]
        (figure,) = (f for f in case["figures"] if f["what"] == WHAT)
        return Speed(float(figure["value"]), f"{case['date']}, {figure['case']}"), bool(case["quick"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _changed() -> float:
    return max(p.stat().st_mtime for p in (ROOT / "src" / "equipoise").rglob("*") if p.suffix in (".py", ".toml", ".csv"))
