"""Names and figures of what-if tables, for reading. In: column names and values. Out: labels, units and text with a true minus."""

from __future__ import annotations

from typing import Any

from equipoise.reference.states import state_name
from equipoise.show.odds import number
from equipoise.show.safe import one_line

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
