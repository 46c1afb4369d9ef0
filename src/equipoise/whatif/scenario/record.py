"""A result as plain data, and back. In: ScenarioResult, or a .json that was written. Out: a record that JSON can hold."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

from equipoise.whatif.scenario.result import ScenarioResult, Sheet, plain
from equipoise.words.errors import InputError

Record: TypeAlias = dict[str, Any]
MOST_BYTES = 200_000_000
NEEDED = ("hash", "title", "engine", "question", "tables")


def result_record(result: ScenarioResult) -> Record:
    """Everything: the question, what it rests on, all tables."""
    s = result.scenario
    return {
        "equipoise": result.version,
        "hash": result.hash,
        "title": s.title,
        "name": s.name,
        "engine": s.engine.value,
        "deed": plain(s.deed),
        "question": plain(s.question),
        "uncertainty": plain(s.spread),
        "sources": plain(s.sources),
        "notes": s.notes,
        "inputs": [plain(i) for i in result.inputs],
        "says": list(result.says),
        "notices": list(result.notices),
        "assumptions": list(result.assumptions),
        "info": {k: _finite(v) for k, v in result.info.items()},
        "headline": result.headline.name,
        "tables": {t.name: _table(t) for t in result.sheets},
    }


def read_record(path: Path) -> Record:
    """The record in a .json. Raises InputError where it is none."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"{path} has more than {MOST_BYTES:,} bytes; that is no result of one scenario")
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if not isinstance(found, dict) or any(k not in found for k in NEEDED) or not isinstance(found["tables"], dict):
        raise InputError(f"{path} is no result of `equipoise whatif ... -o result.json`")
    return found


def _table(sheet: Sheet) -> Mapping[str, Any]:
    rows = [{k: _finite(v) for k, v in row.items()} for row in sheet.table.to_pylist()]
    return {"title": sheet.title, "keys": list(sheet.keys), "value": sheet.value, "unit": sheet.unit, "rows": rows}


def _finite(value: Any) -> Any:
    """JSON has no infinity and no NaN."""
    return None if isinstance(value, float) and not math.isfinite(value) else value
