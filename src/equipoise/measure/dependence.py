"""How concentrated a state's partners are, and who depends on whom. In: flows between states, GDP. Out: rows by year.

Formulas: docs/methods/concentration.md and docs/methods/trade-dependence.md. On Spark they are
computed where the flows lie.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import narwhals as nw
import numpy as np

from equipoise.measure.doors import is_spark
from equipoise.measure.frames import Column, Kind, Lazy, amount, code, collect, refuse_twice, take, whole
from equipoise.measure.mirrors import with_mirror
from equipoise.store.frames import FrameT, give_back
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

STATE_YEAR = ("state", "year")
PAIR_YEAR = ("state", "partner", "year")
FLOW_KEY = ("exporter", "importer", "year")
PARTNERS = (code("state"), code("partner"), whole("year"), amount("value", null=True))
FLOWS = (code("exporter"), code("importer"), whole("year"), amount("value", null=True))


def concentration(flows: FrameT, mirror: object | None = None) -> FrameT:
    """Concentration of a state's partners in a year: state, year, hirschman, effective_partners, top_partner, top_share, partners.

    hirschman = sum s^2 (0 to 1) and effective_partners = exp(-sum s ln s) over the partners' shares s of value; top_partner is the largest
    (of equals the first by text); partners counts those with a value above 0. An unknown (null) value is left out, it is not zero; a
    state-year whose known values are all zero has null measures; one with no known value has no row.
    ``mirror``: the same flows as another source reports them; columns low and high of hirschman, effective_partners and top_share are
    then what the two sources give, each with its gaps filled from the other; top_partner and the values are those of ``flows`` first.
    Hirschman (1945); docs/methods/concentration.md, eq. 1 and 2. Raises InputError: a negative value, a key twice.

    >>> import polars as pl
    >>> flows = pl.DataFrame({"state": ["KAZ"] * 2, "partner": ["CHN", "RUS"], "year": [2023] * 2, "value": [3.0, 1.0]})
    >>> concentration(flows).select("hirschman", "top_partner", "top_share").row(0)
    (0.625, 'CHN', 0.75)
    """
    taken = take(flows, PARTNERS, "flows", spark=True)
    refuse_twice(taken, PAIR_YEAR, "flows")
    if mirror is not None:
        if is_spark(flows):
            raise InputError("flows and mirror must be in memory for a range; collect them first")
        both = with_mirror(taken, mirror, PARTNERS, PAIR_YEAR, flows)
        return cast(FrameT, give_back(_between(both), flows))
    known = taken.filter(~nw.col("value").is_null())
    if not is_spark(flows):
        return cast(FrameT, give_back(_concentrated(collect(known)), flows))
    schema = "state string, year bigint, hirschman double, effective_partners double, top_partner string, top_share double, partners bigint"
    spread: Any = known.to_native()
    return cast(FrameT, spread.groupBy(*STATE_YEAR).applyInArrow(_concentrated, schema).sort(*STATE_YEAR))


def _between(both: Lazy) -> pa.Table:
    """The measures by the first source, and their least and largest by either."""
    import pyarrow.compute as pc

    known = both.filter(~nw.col("value").is_null())
    first = _concentrated(collect(known.select(*PAIR_YEAR, "value")))
    second = _concentrated(collect(known.select(*PAIR_YEAR, nw.col("mirrored").alias("value"))))
    for name in ("hirschman", "effective_partners", "top_share"):
        for end, pick in (("low", pc.min_element_wise), ("high", pc.max_element_wise)):
            first = first.append_column(f"{name}_{end}", pick(first[name], second[name]))
    return first


def _concentrated(flows: pa.Table) -> pa.Table:
    """Measures of each state-year. Sums run over partners in the order of their text: rows in any order give the same bytes."""
    import pyarrow as pa

    flows = flows.sort_by([(key, "ascending") for key in ("state", "year", "partner")])
    value, year = flows["value"].to_numpy(), flows["year"].to_numpy()
    state = flows["state"].combine_chunks().dictionary_encode().indices.to_numpy()
    new = np.append(True, (np.diff(state) != 0) | (np.diff(year) != 0))[: len(value)]
    start, group = np.flatnonzero(new), np.cumsum(new) - 1
    total, most = (f.reduceat(value, start) if len(start) else np.zeros(0) for f in (np.add, np.maximum))
    some = total > 0
    share = np.divide(value, total[group], out=np.zeros(len(value)), where=some[group])
    bits = -share * np.log(share, out=np.zeros(len(value)), where=share > 0)
    top = np.flatnonzero(value == most[group])
    top = top[np.unique(group[top], return_index=True)[1]]
    square, entropy = (np.bincount(group, x, len(start)) for x in (share * share, bits))
    table = flows.take(pa.array(start)).select(STATE_YEAR)
    measures = {
        "hirschman": pa.array(np.minimum(square, 1), mask=~some),
        "effective_partners": pa.array(np.maximum(np.exp(entropy), 1), mask=~some),
        "top_partner": pa.array(flows["partner"].take(pa.array(top)).to_pylist(), pa.string(), mask=~some),
        "top_share": pa.array(np.divide(most, total, out=np.zeros(len(total)), where=some), mask=~some),
        "partners": pa.array(np.bincount(group, value > 0, len(start)).astype(np.int64)),
    }
    for name, column in measures.items():
        table = table.append_column(name, column)
    return table


def trade_dependence(flows: FrameT, gdp: object, mirror: object | None = None) -> FrameT:
    """Who depends on whom: a row for each ordered pair with any flow in a year.

    Out: state, partner, year, exports, imports (null if that flow is not given), dependence = (exports + imports) / gdp of the state,
    partner_dependence (the same over the partner's), asymmetry = dependence - partner_dependence, salience = sqrt of their product. Flows
    and GDP are in the same money. What is not known stays null, never 0. Rows of a state with itself are left out.
    ``mirror``: the same flows as another source reports them (the importers, where ``flows`` come from exporters), still as exporter,
    importer, year, value. Then exports and imports are those of ``flows``, or of ``mirror`` where these have none, and columns
    dependence_low, dependence_high, asymmetry_low, asymmetry_high, salience_low and salience_high reach over both sources.
    Hirschman (1945), Barbieri (1996); docs/methods/trade-dependence.md, eq. 1 to 3. Raises InputError: a negative flow, a GDP of 0 or
    less, a key twice, no flow between two states.

    >>> import polars as pl
    >>> flows = pl.DataFrame({"exporter": ["KAZ", "RUS"], "importer": ["RUS", "KAZ"], "year": [2023] * 2, "value": [10.0, 16.0]})
    >>> gdp = pl.DataFrame({"state": ["KAZ", "RUS"], "year": [2023] * 2, "gdp": [260.0, 2080.0]})
    >>> trade_dependence(flows, gdp)["dependence"].to_list()
    [0.1, 0.0125]
    """
    trade = take(flows, FLOWS, "flows", spark=True)
    trade = trade.filter(nw.col("exporter") != nw.col("importer"))
    if not collect(trade.head(1)).num_rows:
        raise InputError("flows: every row is of a state with itself; nothing is traded between two states")
    refuse_twice(trade, FLOW_KEY, "flows")
    ends = ("value", "value_low", "value_high") if mirror is not None else ("value",)
    if mirror is not None:
        trade = with_mirror(trade, mirror, FLOWS, FLOW_KEY, flows).filter(nw.col("exporter") != nw.col("importer"))
    if is_spark(flows) != is_spark(gdp):
        raise InputError("flows and gdp must both live on Spark, or neither")
    income = take(gdp, (code("state"), whole("year"), Column("gdp", Kind.NUMBER, null=True, above=0)), "gdp", spark=True)
    refuse_twice(income, STATE_YEAR, "gdp")

    names = {"value": "", "value_low": "_low", "value_high": "_high"}
    out = trade.select(state="exporter", partner="importer", year="year", **{f"exports{names[c]}": c for c in ends})
    back = trade.select(state="importer", partner="exporter", year="year", **{f"imports{names[c]}": c for c in ends})
    pairs = nw.concat([out.select(*PAIR_YEAR), back.select(*PAIR_YEAR)]).unique(subset=list(PAIR_YEAR))
    of_partner = income.select(partner="state", year="year", partner_gdp="gdp")
    known = pairs.join(out, on=list(PAIR_YEAR), how="left").join(back, on=list(PAIR_YEAR), how="left")
    known = known.join(income, on=list(STATE_YEAR), how="left").join(of_partner, on=["partner", "year"], how="left")
    rows = known.with_columns(**{k: v for c in ends for k, v in _mutual(names[c]).items()})
    measures = [*PAIR_YEAR, "exports", "imports", "dependence", "partner_dependence", "asymmetry", "salience"]
    if mirror is not None:
        low, high = nw.col("asymmetry_low"), nw.col("asymmetry_high")  # below 0 the larger trade is the lower end
        rows = rows.with_columns(
            asymmetry_low=nw.when(low <= high).then(low).otherwise(high), asymmetry_high=nw.when(low <= high).then(high).otherwise(low)
        )
        measures += [f"{m}_{end}" for m in ("dependence", "asymmetry", "salience") for end in ("low", "high")]
    return _finish(rows.select(*measures), PAIR_YEAR, flows)


def _mutual(end: str) -> dict[str, nw.Expr]:
    """What one state's dependence, asymmetry and salience are, by the figures with that ending."""
    both = nw.col(f"exports{end}") + nw.col(f"imports{end}")
    own, of_partner = both / nw.col("gdp"), both / nw.col("partner_gdp")
    measures = {"dependence": own, "partner_dependence": of_partner, "asymmetry": own - of_partner, "salience": (own * of_partner).sqrt()}
    return {f"{name}{end}": value for name, value in measures.items()}


def _finish(rows: Lazy, key: tuple[str, ...], like: FrameT) -> FrameT:
    """Sorted by key, in the kind that was given; on Spark still to be computed."""
    ordered = rows.sort(*key)
    return cast(FrameT, ordered.to_native() if is_spark(like) else give_back(collect(ordered), like))
