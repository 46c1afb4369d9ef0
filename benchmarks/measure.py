"""Run a piece of work in a process of its own. In: Python code and arguments. Out: what it printed, how long it took, its peak memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Measured:
    """``seconds`` of wall clock, from start to end of the process; ``peak_mb`` of it and its children together, None where not known."""

    seconds: float
    peak_mb: float | None
    said: dict[str, Any]


def run(code: str, *args: object) -> Measured:
    """The code has run in a new interpreter; its last line of output is JSON. Raises RuntimeError with what it said when it fails."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", code, *map(str, args)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    watch = _Watch(process.pid)
    watch.start()
    out, err = process.communicate()
    seconds = time.perf_counter() - start
    watch.stop()
    if process.returncode:
        raise RuntimeError(err.strip()[-2000:] or f"exit {process.returncode}")
    return Measured(seconds, watch.peak_mb, json.loads(out.strip().splitlines()[-1]))


class _Watch(threading.Thread):
    """Looks ten times a second how much memory a process and its children hold together (shared pages counted once). Linux only."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.done = pid, 0, threading.Event()

    @property
    def peak_mb(self) -> float | None:
        return self.peak / 1024 if self.peak else None

    def run(self) -> None:
        while not self.done.wait(0.1):
            self.peak = max(self.peak, sum(_memory_kb(p) for p in _family(self.pid)))

    def stop(self) -> None:
        self.done.set()
        self.join()


def _family(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children") if os.path.isdir(f"/proc/{pid}") else ():
        try:
            for child in task.read_text().split():
                found += _family(int(child))
        except OSError:
            continue  # it ended while we looked
    return found


def _memory_kb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
