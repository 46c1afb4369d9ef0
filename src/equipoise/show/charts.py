"""Draw a chart as SVG, offline, with the fonts of the system. In: a chart of page.py and a width. Out: SVG text, safe to put into a page.

Colours keep a contrast of at least 3:1 on white; nothing is told by colour alone. Every chart's figures stand in the table under it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from equipoise.measure.periods import months_between
from equipoise.show.page import Bars, Ranges, Trend, Years
from equipoise.show.when import short_month

WIDE, NARROW = 800, 340
_INK, _SOFT, _GRID, _DOT, _BAR = "#1d2733", "#55606e", "#e3e7ec", "#0b4f8a", "#8fb3d4"
_FONT = "Liberation Sans, Arial, Helvetica, DejaVu Sans, sans-serif"


def svg(chart: Ranges | Bars | Trend | Years, width: int = WIDE) -> str:
    """The chart as SVG of about this width in pixels."""
    import vl_convert

    match chart:
        case Ranges():
            drawn = _ranges(chart, width)
        case Bars():
            drawn = _bars(chart, width)
        case Years():
            drawn = _years(chart, width)
        case _:
            drawn = _trend(chart, width)
    spec = drawn if isinstance(drawn, dict) else drawn.configure(**_style()).to_dict(validate=False)
    text: str = vl_convert.vegalite_to_svg(spec)
    return text


def _style() -> dict[str, Any]:
    axis = {
        "labelFont": _FONT,
        "titleFont": _FONT,
        "labelColor": _INK,
        "titleColor": _SOFT,
        "labelFontSize": 13,
        "titleFontSize": 12.5,
        "titleFontWeight": "normal",
        "titlePadding": 8,
        "gridColor": _GRID,
        "domainColor": "#9aa5b1",
        "tickColor": "#9aa5b1",
        "labelLimit": 190,
    }
    header = {"labelFont": _FONT, "labelFontSize": 13, "labelColor": _INK, "labelFontWeight": "bold", "labelAnchor": "start", "title": None}
    return {"background": "#ffffff", "font": _FONT, "padding": 4, "axis": axis, "header": header, "view": {"stroke": None}}


def _ranges(chart: Ranges, width: int) -> Any:
    import altair as alt

    rows = [{"label": r.label, "value": r.value, "low": r.low, "high": r.high, "middle": r.middle} for r in chart.rows]
    names = [r.label for r in chart.rows]
    labels = alt.Axis(title=None, ticks=False, domain=False, labelPadding=8, minExtent=150 if width >= WIDE else 100, grid=False)
    y = alt.Y("label:N", sort=names, axis=labels)
    scale = alt.Scale(domain=list(chart.domain), nice=False)
    style = ".0%" if chart.percent else ".1~f"
    axis = alt.Axis(title=chart.axis, format=style, tickCount=5 if width < WIDE else 9, domain=False, ticks=False)
    base = alt.Chart(alt.InlineData(values=rows)).encode(y=y)
    bars = base.mark_bar(height=9, cornerRadius=4, color=_BAR).encode(x=alt.X("low:Q", scale=scale, axis=axis), x2="high:Q")
    dots = base.mark_point(filled=True, size=95, color=_DOT, opacity=1).encode(x=alt.X("value:Q", scale=scale))
    layers = [bars, dots]
    if any(r.middle is not None for r in chart.rows):
        ticks = base.mark_tick(color=_DOT, thickness=2, size=15).encode(x=alt.X("middle:Q", scale=scale))
        layers.insert(1, ticks.transform_filter("isValid(datum.middle)"))
    if chart.domain[0] < 0:
        zero = alt.Chart(alt.InlineData(values=[{"x": 0}])).mark_rule(color=_SOFT, strokeWidth=1.2).encode(x=alt.X("x:Q", scale=scale))
        layers.insert(0, zero)
    inner = width - (180 if width >= WIDE else 130)
    return alt.layer(*layers).properties(width=inner, height=alt.Step(28))


def _bars(chart: Bars, width: int) -> Any:
    import altair as alt

    names = [short_month(b.label) for b in chart.rows]
    rows = [{"label": name, "value": b.value} for name, b in zip(names, chart.rows, strict=True)]
    every = max(1, -(-len(names) // (12 if width >= WIDE else 5)))
    axis = alt.Axis(title=None, labelAngle=0, values=names[::every], domain=True, ticks=False)
    return (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(color=_DOT, width=min(44, max(2, (width - 70) * 0.7 // len(names))))
        .encode(
            x=alt.X("label:O", sort=names, axis=axis, scale=alt.Scale(paddingInner=0.25)),
            y=alt.Y("value:Q", axis=alt.Axis(title=chart.axis, tickCount=4, tickMinStep=1)),
        )
        .properties(width=width - 70, height=130)
    )


def _every_month(times: list[str]) -> list[str]:
    """The months from the first to the last, with those between that have no value."""
    first, last = (date.fromisoformat(f"{t}-01") for t in (times[0], times[-1]))
    return months_between(first, last)


def _trend(chart: Trend, width: int) -> Any:
    import altair as alt

    rows = [{"panel": p.panel, "time": short_month(p.time), "value": p.value, "low": p.low, "high": p.high} for p in chart.points]
    times = [short_month(t) for t in _every_month(sorted({p.time for p in chart.points}))]
    panels = list(dict.fromkeys(p.panel for p in chart.points))
    columns = min(len(panels), 4 if width >= WIDE else 2)
    ends = [times[0], times[-1]] if len(times) > 1 else times
    x = alt.X(
        "time:O",
        sort=times,
        scale=alt.Scale(domain=times),
        axis=alt.Axis(title=None, labelAngle=0, values=ends, ticks=False, labelFontSize=11, labelFlush=True, labelBound=False),
    )
    base = alt.Chart().encode(x=x)
    bars = base.mark_bar(width=6, cornerRadius=3, color=_BAR).encode(
        y=alt.Y("low:Q", axis=alt.Axis(title=None, tickCount=4, labelFontSize=11)), y2="high:Q"
    )
    dots = base.mark_point(filled=True, size=36, color=_DOT, opacity=1).encode(y="value:Q")
    inner = (width - 40) // (4 if width >= WIDE else 2) - 26
    return (
        alt.layer(bars, dots, data=alt.InlineData(values=rows))
        .properties(width=inner, height=110)
        .facet(facet=alt.Facet("panel:N", sort=panels, title=None), columns=columns, spacing=18)
        .resolve_axis(x="independent")
    )


def _years(chart: Years, width: int) -> dict[str, Any]:
    """Built as plain Vega-Lite: a page has many of these, and building one by objects takes longer than drawing it."""
    years = [p.year for p in chart.points]
    span = range(min(years), max(years) + 1)
    panels = list(dict.fromkeys(p.panel for p in chart.points))
    at = {(p.panel, p.year): p for p in chart.points}
    rows = [
        {"panel": n, "year": y, "value": p and p.value, "low": p and p.low, "high": p and p.high}
        for n in panels
        for y in span
        for p in (at.get((n, y)),)
    ]
    columns = min(len(panels), 5 if width >= WIDE else 2)
    ends = sorted({span[0], span[-1]})
    axes = {"title": None, "labelFontSize": 11}
    x = {
        "field": "year", "type": "quantitative", "scale": {"domain": [span[0] - 0.4, span[-1] + 0.4], "nice": False},
        "axis": {**axes, "values": ends, "format": "d", "ticks": False, "grid": False, "labelFlush": True},
    }  # fmt: skip
    y_axis = {**axes, "tickCount": 4, "format": ".0%" if chart.percent else ".2~f"}
    low = {"field": "low", "type": "quantitative", "axis": y_axis}
    bars = {
        "mark": {"type": "rule", "strokeWidth": 5, "color": _BAR, "strokeCap": "round"},
        "encoding": {"x": x, "y": low, "y2": {"field": "high"}},
    }
    line = {
        "mark": {"type": "line", "color": _DOT, "strokeWidth": 1.8, "point": {"size": 22, "filled": True, "color": _DOT}},
        "encoding": {"x": x, "y": {"field": "value", "type": "quantitative", "axis": y_axis}},
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "config": _style(),
        "data": {"values": rows},
        "columns": columns,
        "spacing": 16,
        "facet": {"field": "panel", "type": "nominal", "sort": panels, "title": None},
        "resolve": {"axis": {"x": "independent"}, "scale": {"y": "shared" if chart.shared else "independent"}},
        "spec": {"width": (width - 40) // columns - 20, "height": 105, "layer": [bars, line]},
    }
