"""Call the scorers of ../shared/checks on what Equipoise reads. In: a Case (gold, input). Out: what the scorer says, with a 90 % range.

The scorers are not part of this repository; they are imported from where they lie. A range is a bootstrap over records (sentences,
articles): it says how much a figure would move with other sentences of the same kind, not how it would do on another kind of text.
"""

from __future__ import annotations

import importlib
import json
import random
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from make_plover import plover

DRAWS = 200
SCORERS = {
    "plover": "score_plover",
    "calibration": "score_calibration",
    "tricky": "score_tricky",
    "seeds": "score_seeds",
    "dates": "score_dates",
    "copies": "score_copies",
}
Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """Gold and the texts it is about. ``label`` names it in the table; ``inputs``: a file or folder of articles, or None where the input is
    made from the gold by ``maker``, a script of ../shared/checks. ``split`` keeps the records of one split of a development set."""

    label: str
    kind: str
    gold: Path
    inputs: Path | None = None
    maker: str = "make_input"
    split: str | None = None

    @property
    def missing(self) -> str | None:
        """Why the case cannot be scored; None where it can."""
        for path in (self.gold, *([self.inputs] if self.inputs else [])):
            if not path.exists():
                return f"{path.name} is not there"
        return None


class Scorers:
    """The scorers of one folder of checks, and where readings are put. A text is read once, however many scorers judge it."""

    def __init__(self, checks: Path, out: Path) -> None:
        self._out = out
        sys.path.insert(0, str(checks))
        common = importlib.import_module("common")
        # The scorers read the records anew at every call; a bootstrap calls them 200 times.
        by_article, records = cache(common.mentions_by_article), cache(common.records)
        self._modules = {kind: importlib.import_module(name) for kind, name in SCORERS.items()}
        for module in self._modules.values():
            for name, kept in (("mentions_by_article", by_article), ("records", records)):
                if hasattr(module, name):
                    setattr(module, name, kept)
        self._maker: Callable[[str], ModuleType] = importlib.import_module
        self._load: Callable[[str], list[dict[str, Any]]] = common.load

    def score(self, case: Case) -> tuple[Said, list[Said]]:
        """What the scorer says of a case, and what it says of samples of its records drawn with replacement (none for whole articles)."""
        gold = self._gold(case)
        folder = self._read(case, gold)
        judge = self._judge(case, gold, folder)
        if case.kind in ("seeds", "copies"):
            return judge(()), []
        rows = self._load(str(gold))
        rng = random.Random(7)
        samples = [judge(rng.choices(rows, k=len(rows))) for _ in range(DRAWS)]
        return judge(rows), samples

    def _judge(self, case: Case, gold: Path, folder: Path) -> Callable[[Sequence[dict[str, Any]]], Said]:
        module = self._modules[case.kind]
        if case.kind == "plover":
            return lambda rows: module.score(rows, module.predictions(rows, str(folder)))
        if case.kind == "calibration":
            return lambda rows: module.score(module.plover(rows, str(folder)))
        if case.kind == "seeds":
            return lambda _: _with_share(module.score(str(gold), str(folder), self._documents(case))[0])
        if case.kind == "copies":
            return lambda _: module.score(self._load(str(gold)), str(folder))
        return lambda rows: module.score(rows, str(folder))

    def _documents(self, case: Case) -> list[str] | None:
        rows = self._load(str(case.gold / "documents.jsonl"))
        return [r["doc"] for r in rows if r.get("split") == case.split] if case.split else None

    def _gold(self, case: Case) -> Path:
        """The gold to score against: the records of the split, where one is asked for."""
        if case.split is None or case.gold.is_dir():
            return case.gold
        rows = [r for r in self._load(str(case.gold)) if r["split"] == case.split]
        as_plover = case.kind in ("plover", "calibration")
        if as_plover:  # score_plover.py judges one event a sentence, and needs where its parties stand
            rows = [made for made in map(plover, rows) if made]
        made = self._out / f"{case.gold.stem}-{case.split}{'-plover' * as_plover}.jsonl"
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
        return made

    def _read(self, case: Case, gold: Path) -> Path:
        source = case.inputs
        if source is None:
            source = self._out / f"input-{gold.stem}.jsonl"
            self._make(case.maker, gold, source)
        folder = self._out / f"read-{'-'.join(source.with_suffix('').parts[-3:])}"
        if not (folder / "articles.jsonl").exists():
            run = subprocess.run(
                [sys.executable, "-m", "equipoise", "read", str(source), "--out", str(folder)], capture_output=True, text=True, check=False
            )
            if not (folder / "articles.jsonl").exists():
                raise RuntimeError(f"equipoise read {source.name}: {run.stderr.strip()[-500:]}")
        return folder

    def _make(self, maker: str, gold: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        self._maker(maker).make(str(gold), str(target))


def _with_share(said: Said) -> Said:
    documents = said["documents"]
    return {**said, "documents": {**documents, "share": documents["date_in_text_range"] / max(1, documents["n"])}}
