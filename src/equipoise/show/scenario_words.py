"""Names and figures of what-if tables, for reading. In: column names and values. Out: labels, units and text with a true minus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from equipoise.reference.states import state_name
from equipoise.show.odds import number
from equipoise.show.safe import one_line
from equipoise.whatif.scenario.result import Sheet

_LABELS = {
    "welfare_pct": "Welfare, %",
    "output_pct": "Output, %",
    "price_pct": "Prices, %",
    "exports_pct": "Exports, %",
    "imports_pct": "Imports, %",
    "factory_price_pct": "Factory prices, %",
    "terms_of_trade_pct": "Terms of trade, %",
    "real_wage_pct": "Real wage, %",
    "welfare_first_order_pct": "Welfare, first order, %",
    "volume_of_trade_pct": "Volume of trade, %",
    "real_spending_pct": "Spending over prices, %",
    "real_output_pct": "Output over prices, %",
    "real_price_pct": "Factory over consumer prices, %",
    "lowest_pct": "Lowest, %",
    "highest_pct": "Highest, %",
    "lowest_is": "Lowest by",
    "highest_is": "Highest by",
    "sign_changes": "Sign hangs on the choice",
    "value_new": "After",
    "value": "Before",
    "change_pct": "Change, %",
    "max_flow": "Gets through",
    "lost_pct": "Lost, %",
    "p05": "5 %",
    "p50": "Median",
    "p95": "95 %",
    "target_welfare_pct": "Target’s welfare, %",
    "power_welfare_pct": "Power’s welfare, %",
    "expected_utility": "Expected gain",
    "probability": "Chance to prevail",
    "made": "Made",
    "partner": "Who moves",
    "share": "Share",
    "distance": "Distance",
    "first_turn": "First in turn",
    "psi": "Supply elasticity (psi)",
    "elasticity": "Trade elasticity (theta)",
    "scope": "Scope of the flows",
    "reference": "Reference country",
    "moves": "Moves",
}
_STATES = ("country", "exporter", "importer", "power", "target", "partner")
_HERE = {
    "influence": {"partner": "Who moves", "actor": "Whom"},
    "influence_ranges": {"partner": "Who moves", "actor": "Whom", "share": "In how many draws"},
    "turns": {"value": "Mean position"},
    "widen": {"now": "Carries now", "after": "Carries then", "cost": "Costs"},
    "worst": {"k": "Closed at once", "closed": "Worst to close"},
    "partners": {
        "partner": "Partner",
        "threat_pct": "Threat now, %",
        "threat_after_pct": "Threat then, %",
        "offset_share": "Made up once it is there",
        "enough_cost_cut": "Enough to make up for all",
    },
}


WIDE_FROM = 10
"""Percent from which the points of a range have one decimal, so that three fit below a figure."""
POINTS_SAID = "Under each figure: 5 / 50 / 95 %"
_DOUBT = {
    "flow_sd": "each flow between countries by {} (standard deviation)",
    "domestic": "what each sells at home, times {}",
    "elasticity": "elasticities, times {}",
    "capacity_sd": "capacities by {} (standard deviation)",
    "position_sd": "positions by {} points (standard deviation)",
    "salience_sd": "saliences by {} points (standard deviation)",
    "capability_sd": "capabilities by {} (standard deviation)",
}


def is_point(column: str) -> bool:
    """Is it a point of the draws, shown with the figure that it belongs to?"""
    return column in ("p05", "p50", "p95") or column.endswith(("_p05", "_p50", "_p95"))


def points_said(row: Mapping[str, Any], column: str, sheet: Sheet) -> str | None:
    """The 5, 50 and 95 % points of a figure; None where it has none. They are in p05, p50, p95 for the sheet's value, else in COLUMN_p05
    and so on."""
    before = "" if column == sheet.value else f"{column}_"
    names = [f"{before}{p}" for p in ("p05", "p50", "p95")]
    if any(row.get(n) is None for n in names):
        return None
    if column.endswith("_pct") and any(abs(row[n]) >= WIDE_FROM for n in names):
        return " / ".join(number(row[n], 1, sign=column != "lost_pct") for n in names)
    return " / ".join(cell(row[n], column) for n in names)


def doubt_said(key: str, value: Any) -> str:
    """How uncertain an input is, in words.

    >>> doubt_said("flow_sd", 0.1), doubt_said("domestic", {"low": 0.8, "central": 1.0, "high": 1.25})
    ('each flow between countries by 10 % (standard deviation)', 'what each sells at home, times 0.8 to 1.25')
    """
    if isinstance(value, Mapping):
        said = f"{value['low']:g} to {value['high']:g}"
    else:
        said = f"{value:g}" if key in ("position_sd", "salience_sd") else f"{100 * value:g} %"
    return _DOUBT.get(key, f"{label(key).lower()} {{}}").format(said)


def closed_said(name: str) -> str:
    """What is closed, in words.

    >>> closed_said("state:RUS"), closed_said("CPC")
    ('everything in Russia', 'CPC')
    """
    code = name.strip().lower().removeprefix("state:")
    return f"everything in {one_line(state_name(code.strip().upper()))}" if code != name.strip().lower() else one_line(name)


def label(column: str, sheet: str = "") -> str:
    """A column's header.

    >>> label("welfare_pct"), label("taken_by_challenger")
    ('Welfare, %', 'Taken by challenger')
    """
    return _HERE.get(sheet, {}).get(column) or _LABELS.get(column) or one_line(column.replace("_", " ").strip().capitalize())


def cell(value: Any, column: str = "") -> str:
    """A value as text: percents with sign and two decimals, shares in percent, other numbers to three digits or whole,
    codes of states as names.

    >>> cell(-1.234, "welfare_pct"), cell(31688.4), cell(0.25, "share"), cell(None), cell(True)
    ('−1.23', '31,688', '25%', '–', 'yes')
    """
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return number(value, 0) if abs(value) >= 10_000 else str(value).replace("-", "−")
    if isinstance(value, float):
        return _figure(value, column)
    if column in _STATES:
        return one_line(state_name(str(value)))
    if column == "kind":
        return one_line(str(value).replace("_", " "))
    if column == "closed":
        return ", ".join(map(closed_said, str(value).split(", "))) if value else "–"
    if column in ("lowest_is", "highest_is"):
        closure, _, measure = str(value).partition(" ")
        return f"{closure}: {label(measure).removesuffix(', %').lower()}"
    return one_line(str(value))


def _figure(value: float, column: str) -> str:
    if column.endswith("_pct"):
        return number(value, 2, sign=column != "lost_pct")
    if column in ("share", "probability", "domestic_share", "domestic_share_new", "share_negative", "offset_share", "enough_cost_cut"):
        return f"{100 * value:.0f}%"
    size = abs(value)
    return number(value, 0 if size >= 1000 else 1 if size >= 10 else 2 if size >= 1 or size == 0 else 3)


def value_said(value: Any) -> str:
    """A setting of a scenario: a range, a list, yes or no, a number or text."""
    if isinstance(value, dict) and {"low", "central", "high"} <= set(value):
        return f"{value['central']:g}" + ("" if value["low"] == value["high"] else f" ({value['low']:g} to {value['high']:g})")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return ("yes" if value else "no") if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else str(value)


def shock_said(shock: Mapping[str, Any]) -> str:
    """A shock as a sentence: whose trade with whom, and what happens to it."""
    size = {
        "cut": "is cut off",
        "log_change": f"changes by {number(shock['log_change'] or 0, 2, sign=True)} (logarithm)",
        "flow_percent": f"changes by {number(shock['flow_percent'] or 0, 1, sign=True)} % at given prices, before anybody adapts",
        "cost_percent": f"costs {number(abs(shock['cost_percent'] or 0), 1)} % {'less' if (shock['cost_percent'] or 0) < 0 else 'more'}",
        "tariff": f"pays a tariff of {100 * (shock['tariff'] or 0):g} %",
    }
    what = next(text for key, text in size.items() if shock[key] not in (None, False))
    only = f" of {', '.join(shock['sectors'])}" if shock["sectors"] else ""
    return f"Trade{only} from {names_said(shock['exporters'])} to {names_said(shock['importers'])} {what}."


def names_said(codes: Sequence[str]) -> str:
    """States by their names."""
    return ", ".join(state_name(c) for c in codes)


def item_said(item: Mapping[str, Any]) -> str:
    """A case or a group of a corridor scenario."""
    if "members" in item:
        return ", ".join(item["members"])
    change = [f"{c['route']} carries {c['capacity']:g}" for c in item["change"]]
    closed = [f"closed: {', '.join(map(closed_said, item['close']))}"] if item["close"] else []
    return "; ".join([*closed, *change]) or "nothing is closed"
