"""Write a what-if result. In: ScenarioResult. Out: .html .md .json .csv files, and text for a terminal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from equipoise.show.save import write_whole
from equipoise.show.scenario import Evidence, view_result
from equipoise.show.scenario_words import cell, is_point, label, points_said
from equipoise.show.tables import print_arrow, save_table
from equipoise.whatif.scenario.compare import Comparison
from equipoise.whatif.scenario.record import result_record
from equipoise.whatif.scenario.result import ScenarioResult, Sheet
from equipoise.words.errors import InputError

ENDINGS = (".html", ".htm", ".json", ".csv", ".parquet")
PRINTED = 12
"""Rows of the main table on a terminal."""


def check_result_path(path: str | Path) -> Path:
    """The path, if a result can be written there. Raises InputError; ask before the work."""
    found = Path(path)
    if found.suffix.lower() not in ENDINGS:
        raise InputError(f"A result cannot be written as {found.name!r}. The ending chooses the format: {', '.join(ENDINGS)}")
    if found.is_dir() or not found.parent.is_dir():
        what = "It is a folder" if found.is_dir() else f"There is no folder {found.parent}"
        raise InputError(f"{found} cannot be written: {what}. Name another place with -o")
    return found


def save_result(result: ScenarioResult, path: str | Path, evidence: Mapping[str, Sequence[Evidence]] | None = None) -> Path:
    """Write a result: .html is the page, .json everything, .csv and .parquet the main table. Raises InputError."""
    found = check_result_path(path)
    ending = found.suffix.lower()
    if ending in (".html", ".htm"):
        write_whole(found, result_html(result, evidence).encode("utf-8"))
    elif ending == ".json":
        write_whole(found, result_json(result).encode("utf-8"))
    else:
        save_table(result.headline.table, found, result.scenario.title)
    return found


def result_html(result: ScenarioResult, evidence: Mapping[str, Sequence[Evidence]] | None = None) -> str:
    """The page as HTML 5; it loads nothing."""
    from equipoise.show.html import render

    return render("scenario.html", view=view_result(result, evidence), lang="en")


def result_json(result: ScenarioResult) -> str:
    """Everything: the question, what it rests on, all tables."""
    return json.dumps(result_record(result), ensure_ascii=False, indent=1, allow_nan=False, default=str) + "\n"


def print_result(result: ScenarioResult) -> str:
    """A result as text for a terminal: what comes of it, the main table with ranges, what should be known."""
    head = result.headline
    lines = [result.scenario.title, "", *result.says, "", f"{head.title}{f' ({head.unit})' if head.unit else ''}"]
    lines.append(print_arrow(printed(head), PRINTED))
    if result.notices:
        lines += ["", *(f"Note: {n}" for n in result.notices)]
    draws = result.info.get("draws")
    lines += ["", (f"5 / 50 / 95 %: of {draws:,} draws of what is uncertain. " if draws else "No ranges. ") + f"Result {result.hash}."]
    return "\n".join(lines)


def printed(sheet: Sheet) -> Any:
    """Columns as they are read, the range in one column."""
    import pyarrow as pa

    rows = sheet.table.to_pylist()
    columns: dict[str, list[str]] = {}
    for c in sheet.brief or sheet.table.column_names:
        if is_point(c):
            continue
        columns[label(c, sheet.name)] = [cell(r[c], c) for r in rows]
        # A terminal is narrow: the other measures' ranges are on the page and in the files.
        if c in (sheet.value, "lost") and rows and any(points_said(r, c, sheet) for r in rows):
            name = "5 / 50 / 95 %" if c == sheet.value else "of the loss"
            columns[name] = [points_said(r, c, sheet) or "–" for r in rows]
    return pa.table({k: pa.array(v, pa.string()) for k, v in columns.items()})


def print_comparison(found: Comparison) -> str:
    """A comparison as text for a terminal."""
    if found.same:
        return f"{found.first} and {found.second} are the same question on the same data: the same result."
    lines = [f"First:  {found.first}", f"Second: {found.second}", ""]
    if found.inputs.num_rows:
        lines += ["What was asked or given", print_arrow(found.inputs), ""]
    lines += [f"{found.title}{f' ({found.unit})' if found.unit else ''}", print_arrow(readable(found), 40)]
    lines += ["", "Behind each figure: 5 / 50 / 95 % of its draws. Apart: the ranges do not overlap."]
    return "\n".join(lines)


def readable(found: Comparison) -> Any:
    """Outcomes with labels for headers and text for values, each with its range behind it."""
    import pyarrow as pa

    sheet = Sheet("difference", found.title, found.outcomes, found.keys)
    columns = {}
    for c in (c for c in found.outcomes.column_names if not is_point(c)):
        said = [(cell(r[c], c), points_said(r, c, sheet)) for r in found.outcomes.to_pylist()]
        columns[label(c)] = pa.array([f"{value} ({points})" if points else value for value, points in said], pa.string())
    return pa.table(columns)
