"""Levers side by side, and what to do about them, as text, page, JSON or CSV. In: Levers, Diversified. Out: files, text for a terminal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from equipoise import __version__
from equipoise.reference.states import state_name
from equipoise.show.levers import LABELS, MEANS, band, lever_charts, lever_table
from equipoise.show.odds import number
from equipoise.show.page import Block, Section, Statement, Statements
from equipoise.show.safe import one_line
from equipoise.show.save import write_whole
from equipoise.show.scenario import ScenarioView, sheet_table
from equipoise.show.scenario_save import check_result_path, printed
from equipoise.show.scenario_words import POINTS_SAID
from equipoise.show.tables import print_arrow, save_table
from equipoise.whatif.scenario.diversify import Diversified
from equipoise.whatif.scenario.levers import Levers
from equipoise.whatif.scenario.result import Sheet


def print_levers(found: Levers) -> str:
    """The table as text for a terminal."""
    import pyarrow as pa

    rows = found.sheet.table.to_pylist()
    columns = {"power": [one_line(r["power"]) for r in rows]}
    short = {"trade_loss": "trade: target %", "own_loss": "own %", "leverage": "leverage", "flow_lost": "flow lost %", "shift": "shift"}
    for c, name in short.items():
        columns[name] = [_said(r, c) for r in rows]
    table = print_arrow(pa.table({k: pa.array(v, pa.string()) for k, v in columns.items()}))
    notes = [f"Note: {n}" for n in found.notices]
    return "\n".join([f"Levers over {state_name(found.target)}", "", *found.says, "", table, "", *notes, f"Result {found.hash}."])


def _said(row: Mapping[str, Any], column: str) -> str:
    value, digits = row[column], LABELS[column][1]
    if value is None:
        return "–"
    within = band(row, column) if column != "leverage" else ""  # a terminal is narrow; its range is on the page and in the files
    return number(value, digits, sign=column == "shift") + (f" ({within})" if within else "")


def view_levers(found: Levers) -> ScenarioView:
    """The page."""
    rows = found.sheet.table.to_pylist()
    blocks: tuple[Block, ...] = (
        Statements(tuple(Statement(one_line(s)) for s in found.says)),
        *lever_charts(rows),
        lever_table(rows),
    )
    means = Statements(tuple(Statement(m) for m in (*MEANS, *map(one_line, found.notices))))
    rests = Statements((*(Statement(one_line(r)) for r in found.rests_on), Statement(found.hash, lead="Hash")))
    return ScenarioView(
        title=f"Levers over {state_name(found.target)}",
        kind="What if: levers side by side",
        subtitle=", ".join(one_line(state_name(r["power"])) for r in rows),
        sections=(
            Section("levers", "Side by side", f"{POINTS_SAID} of the draws of what is uncertain.", blocks),
            Section("means", "How to read it", None, (means,)),
            Section("made", "What it rests on", None, (rests,)),
        ),
        version=__version__,
        hash=found.hash,
    )


def print_diversified(found: Diversified) -> str:
    """What to widen and with whom to trade, as text for a terminal."""
    lines = [f"{state_name(found.target)}: how to depend less, with {found.budget:,.0f}", "", *found.says]
    for sheet in found.sheets:
        lines += ["", f"{sheet.title}{f' ({sheet.unit})' if sheet.unit else ''}", print_arrow(printed(sheet), 12)]
    return "\n".join([*lines, "", *(f"Note: {n}" for n in found.notices), f"Result {found.hash}."])


def view_diversified(found: Diversified) -> ScenarioView:
    """The page."""
    name = state_name(found.target)
    tables = tuple(sheet_table(s) for s in found.sheets)
    blocks: tuple[Block, ...] = (Statements(tuple(Statement(one_line(s)) for s in found.says)), *tables)
    means = (
        "What is widened is what, of all that the budget can buy, lets most through in the worst case, and of that the cheapest.",
        "Only links with a cost in the network can be bought. What a case closes cannot be widened in it.",
        *map(one_line, found.notices),
    )
    rests = Statements((*(Statement(one_line(r)) for r in found.rests_on), Statement(found.hash, lead="Hash")))
    return ScenarioView(
        title=f"{name}: how to depend less",
        kind="What if: diversify",
        subtitle=f"With a budget of {found.budget:,.0f}",
        sections=(
            Section("result", "What to do", f"{POINTS_SAID} of the draws of what is uncertain, where it has a range.", blocks),
            Section("means", "How to read it", None, (Statements(tuple(Statement(m) for m in means)),)),
            Section("made", "What it rests on", None, (rests,)),
        ),
        version=__version__,
        hash=found.hash,
    )


def save_levers(found: Levers, path: str | Path) -> Path:
    """Write the table: .html a page, .json all, .csv and .parquet the table. Raises InputError."""
    return _save(path, view_levers(found), found.sheet, {"target": found.target, "levers": found.sheet.table.to_pylist()}, found)


def save_diversified(found: Diversified, path: str | Path) -> Path:
    """Write the answer: .html a page, .json all, .csv and .parquet the first table. Raises InputError."""
    record = {"target": found.target, "budget": found.budget, "tables": {s.name: s.table.to_pylist() for s in found.sheets}}
    return _save(path, view_diversified(found), found.sheets[0], record, found)


def _save(path: str | Path, view: ScenarioView, sheet: Sheet, record: Mapping[str, Any], found: Levers | Diversified) -> Path:
    place = check_result_path(path)
    ending = place.suffix.lower()
    if ending in (".html", ".htm"):
        from equipoise.show.html import render

        write_whole(place, render("scenario.html", view=view, lang="en").encode("utf-8"))
    elif ending == ".json":
        rest = {"says": list(found.says), "notices": list(found.notices), "rests_on": list(found.rests_on)}
        text = json.dumps({"equipoise": __version__, "hash": found.hash, **record, **rest}, ensure_ascii=False, indent=1)
        write_whole(place, (text + "\n").encode("utf-8"))
    else:
        save_table(sheet.table, place, view.title)
    return place
