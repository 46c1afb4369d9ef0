"""What the data loaded say of an assertion in a year. In: Assertion, Data. Out: Reading for each year, the rule.

Of several datasets the one that knows most partners of the state in the year decides ranks and shares; for amounts the range over all
counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from equipoise.measure.claims.assertion import Assertion, Bound, Topic
from equipoise.measure.structure.ground import Ground
from equipoise.measure.structure.trade import FEWEST_PARTNERS, Flows, flows_of, sum_of
from equipoise.reference.memberships import members
from equipoise.reference.states import state_name
from equipoise.words.tie import Source

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa

EU = "EUR"
TOLERANCE, TOLERANCE_ABOUT = 0.05, 0.10
"""Relative tolerance of a figure, and of one put with "about". Never less than half of the last digit written."""
ARMS_YEARS = 5
TRADE_RULE = "goods trade as in customs data, partner by partner, in the year"
INFLOW = {"arms": ("arms_deliveries", ARMS_YEARS), "investment": ("fdi_stock", 1), "aid": ("aid", 1)}


@dataclass(frozen=True, slots=True)
class Reading:
    """What data say in a year: the figure and whether the assertion holds by it."""

    year: int
    figure: float
    unit: str
    dataset: str
    holds: bool
    says: str


@dataclass(frozen=True)
class Data:
    """What is loaded. ``of_state``: rows of a variable in which a state takes part; ``of_year``: all rows of a variable in a year;
    ``votes``: ballots of roll calls (by id); ``roll_calls``: ids that a resolution's number, title or id leads to."""

    sources: Sequence[Source]
    of_state: Callable[[str, str], pa.Table]
    of_year: Callable[[str, int], pa.Table]
    vote_of: Callable[[str, str], Sequence[tuple[str, int, int]]]
    """State and resolution -> dataset, year, vote (1 yes, 2 abstain, 3 no)."""
    agreement_of: Callable[[str, str, int], tuple[str, int, int] | None]
    """Two states and a year -> dataset, votes alike, votes in common."""
    _flows: dict[str, list[Flows]] = field(default_factory=dict)

    def brings(self, variable: str) -> bool:
        """Whether a dataset brings the variable."""
        return any(v.name == variable for s in self.sources for v in s.variables)

    def version(self, dataset: str) -> str:
        """``name version`` of a dataset."""
        return next((f"{s.dataset} {s.version}" for s in self.sources if s.dataset == dataset), dataset)

    def span(self, variable: str) -> tuple[int, int] | None:
        """The first and last year of a variable over all datasets."""
        found = [(v.first, v.last) for s in self.sources for v in s.variables if v.name == variable]
        return (min(a for a, _ in found), max(b for _, b in found)) if found else None

    def flows(self, state: str) -> list[Flows]:
        """The trade of a state in every dataset and year, those with most partners first within a year."""
        if state not in self._flows:
            ground = Ground(state, (), (1800, 2200), 0.9, self.sources, lambda v: self.of_state(v, state))
            found = flows_of(ground)
            self._flows[state] = sorted(found, key=lambda f: (f.year, -len(f.exports) - len(f.imports), f.dataset))
        return self._flows[state]

    def rows(self, variable: str, state: str) -> pl.DataFrame:
        """Rows of a variable with a known value, all items together."""
        import polars as pl

        return pl.DataFrame(self.of_state(variable, state)).filter(pl.col("value").is_not_null(), pl.col("item").is_null())


def agrees(a: Assertion, low: float, high: float | None = None) -> bool:
    """Whether the asserted value holds of a figure, or of a range of figures, within the tolerance."""
    value = a.value or 0.0
    high = low if high is None else high
    share = TOLERANCE_ABOUT if a.bound is Bound.ABOUT else TOLERANCE
    room = max(share * max(abs(low), abs(high)), a.step / 2)
    match a.bound:
        case Bound.AT_LEAST:
            return high >= value - room
        case Bound.AT_MOST:
            return low <= value + room
        case Bound.NEARLY:
            return low <= value + a.step / 2 and high >= value * (1 - TOLERANCE_ABOUT) - a.step / 2
        case _:
            return low - room <= value <= high + room


def bloc(code: str, year: int) -> frozenset[str]:
    """A state, or the states of the EU at the end of a year."""
    return members("EU", date(year, 12, 31)) | {EU} if code == EU else frozenset({code})


def money(value: float, unit: str = "USD") -> str:
    """An amount in words: 27.1 bn USD."""
    for size, word in ((1e12, "tn"), (1e9, "bn"), (1e6, "m")):
        if abs(value) >= size:
            return f"{value / size:.4g} {word} {unit}"
    return f"{value:,.0f} {unit}"


# -- trade and inflows --------------------------------------------------------------------------------------------------------------------


def partners(data: Data, a: Assertion, year: int) -> tuple[str, dict[str, float]] | None:
    """The dataset that knows most of a state's flow in a year, and the flow with each partner; None where none has enough of it."""
    if a.variable in INFLOW:
        return _inflow(data, a, year)
    for f in (f for f in data.flows(a.of) if f.year == year):
        kinds = {"exports": (f.exports,), "imports": (f.imports,)}.get(a.variable, (f.exports, f.imports))
        if all(len(k) >= FEWEST_PARTNERS for k in kinds):
            return f.dataset, {p: sum(k.get(p, 0.0) for k in kinds) for p in sorted({p for k in kinds for p in k})}
    return None


def _inflow(data: Data, a: Assertion, year: int) -> tuple[str, dict[str, float]] | None:
    import polars as pl

    variable, window = INFLOW[a.variable]
    rows = data.rows(variable, a.of).filter(pl.col("partner") == a.of, pl.col("state") != a.of)
    span = data.span(variable)
    if span is None or not span[0] <= year <= span[1]:
        return None
    there = rows.filter(pl.col("year").is_between(year - window + 1, year))
    for dataset in sorted(there["dataset"].unique().to_list()):
        part = there.filter(pl.col("dataset") == dataset).group_by("state").agg(pl.col("value").sum()).sort("state")
        return dataset, dict(part.filter(pl.col("value") > 0).iter_rows())
    return None


def partner_rank(data: Data, a: Assertion, year: int) -> Reading | None:
    """The place of a partner; the EU stands as one against single states."""
    found = partners(data, a, year)
    if found is None or a.other is None:
        return None
    dataset, by = found
    if a.within:
        by = {p: v for p, v in by.items() if p in a.within or p == a.other}
    together = bloc(a.other, year)
    mine = sum(v for p, v in by.items() if p in together)
    rest = sorted(((v, p) for p, v in by.items() if p not in together), reverse=True)
    place = 1 + sum(v > mine for v, _ in rest)
    unit = "million TIV" if a.variable == "arms" else "USD"
    order = sorted([(mine, a.other), *rest], reverse=True)[: max(3, int(a.value or 1))]
    listed = ", ".join(f"{n} {state_name(p)} {money(v, unit)}" for n, (v, p) in enumerate(order[:5], 1))
    holds = (place == a.value) != a.negated and mine > 0
    own = "" if place <= min(5, len(order)) else f"; {state_name(a.other)} is number {place} with {money(mine, unit)}"
    return Reading(year, float(place), "rank", data.version(dataset), holds, f"{year}: {listed}{own}")


def partner_share(data: Data, a: Assertion, year: int) -> Reading | None:
    """A partner's part of a flow, in percent."""
    found = partners(data, a, year)
    if found is None or a.other is None:
        return None
    dataset, by = found
    total = sum(by.values())
    if total <= 0:
        return None
    share = 100 * sum(v for p, v in by.items() if p in bloc(str(a.other), year)) / total
    return Reading(year, share, "percent", data.version(dataset), agrees(a, share), f"{year}: {share:.1f} %")


def amounts(data: Data, a: Assertion, year: int) -> list[tuple[str, float]]:
    """The flow in a year by each dataset that has it whole: dataset and amount in the assertion's currency."""
    if a.unit == "EUR":
        return _euros(data, a, year)
    found = []
    for f in (f for f in data.flows(a.of) if f.year == year):
        kinds = {"exports": (f.exports,), "imports": (f.imports,)}.get(a.variable, (f.exports, f.imports))
        if a.other is None:
            if all(len(k) >= FEWEST_PARTNERS for k in kinds):
                found.append((f.dataset, sum(sum_of(k, None) for k in kinds)))
            continue
        together = bloc(a.other, year)
        if all(together & set(k) for k in kinds):
            found.append((f.dataset, sum(sum_of(k, together) for k in kinds)))
    return found


def _euros(data: Data, a: Assertion, year: int) -> list[tuple[str, float]]:
    """Exports that a dataset gives in euros: those of the EU and its members."""
    import polars as pl

    seller, buyer = (a.of, a.other) if a.variable == "exports" else (a.other, a.of) if a.variable == "imports" else (None, None)
    if seller is None or buyer is None:
        return []
    rows = data.rows("exports_eur", buyer).filter(pl.col("state") == seller, pl.col("partner") == buyer, pl.col("year") == year)
    return [(str(d), float(v)) for d, v in rows.select("dataset", "value").iter_rows()]


def flow(data: Data, a: Assertion, year: int) -> Reading | None:
    """The amount of a flow; it holds within the range of all datasets that have it."""
    found = amounts(data, a, year)
    if not found:
        return None
    values = [v for _, v in found]
    also = (
        f" ({money(min(values), a.unit or 'USD')} to {money(max(values), a.unit or 'USD')} over {len(values)} datasets)"
        if len(values) > 1
        else ""
    )
    first = found[0]
    holds = agrees(a, min(values), max(values))
    return Reading(year, first[1], a.unit or "USD", data.version(first[0]), holds, f"{year}: {money(first[1], a.unit or 'USD')}{also}")


def growth(data: Data, a: Assertion, year: int) -> Reading | None:
    """The change of a flow on the year before in one dataset, percent; of amounts at current prices."""
    before, now = dict(amounts(data, a, year - 1)), amounts(data, a, year)
    both = next(((d, v) for d, v in now if before.get(d)), None)
    if both is None:
        return None
    dataset, value = both
    change = 100 * (value / before[dataset] - 1)
    says = f"{year}: {change:+.1f} %, from {money(before[dataset])} to {money(value)}"
    close = abs(change - (a.value or 0)) <= max(1.0, a.step / 2, TOLERANCE_ABOUT * abs(change))
    holds = close if a.bound in (Bound.EXACT, Bound.ABOUT, Bound.NEARLY) else agrees(a, change)
    return Reading(year, change, "percent", data.version(dataset), holds, says)


def balance(data: Data, a: Assertion, year: int) -> Reading | None:
    """Exports less imports, in one dataset."""
    from dataclasses import replace

    imports = dict(amounts(data, replace(a, variable="imports"), year))
    for dataset, sold in amounts(data, replace(a, variable="exports"), year):
        if dataset in imports:
            net = sold - imports[dataset]
            signed = -net if a.variable == "deficit" else net
            return Reading(year, net, "USD", data.version(dataset), agrees(a, signed), f"{year}: exports less imports are {money(net)}")
    return None


# -- states -------------------------------------------------------------------------------------------------------------------------------


def state_values(data: Data, variable: str, year: int) -> tuple[str, dict[str, float]] | None:
    """A variable of all states in a year, of the first dataset that has it."""
    import polars as pl

    rows = pl.DataFrame(data.of_year(variable, year)).filter(pl.col("value").is_not_null(), pl.col("item").is_null())
    if rows.is_empty():
        return None
    dataset = sorted(rows["dataset"].unique().to_list())[0]
    return dataset, {
        str(s): float(v) for s, v in rows.filter(pl.col("dataset") == dataset).select("state", "value").sort("state").iter_rows()
    }


def state_value(data: Data, a: Assertion, year: int) -> Reading | None:
    """GDP, GDP a head or population of a state, or of the EU as the sum of its members."""
    parts = ("gdp", "population") if a.variable == "gdp_per_capita" else (a.variable,)
    found = [state_values(data, p, year) for p in parts]
    sums = [_sum(f[1], a.of, year) if f else None for f in found]
    if any(s is None for s in sums):
        return None
    value = (sums[0] or 0.0) / (sums[1] or 1.0) if len(sums) == 2 else float(sums[0] or 0.0)
    unit = "persons" if a.variable == "population" else "USD"
    dataset = ", ".join(data.version(f[0]) for f in found if f)
    return Reading(year, value, unit, dataset, agrees(a, value), f"{year}: {money(value, unit)}")


def _sum(values: dict[str, float], code: str, year: int) -> float | None:
    there = [values[s] for s in sorted(bloc(code, year)) if s in values]
    return sum(there) if len(there) >= max(1, len(bloc(code, year)) - 1) else None


def state_rank(data: Data, a: Assertion, year: int) -> Reading | None:
    """The place of a state among all, or among those of a region."""
    found = state_values(data, a.variable, year)
    if found is None or a.of not in found[1]:
        return None
    dataset, values = found
    there = sorted(((v, s) for s, v in values.items() if a.within is None or s in a.within or s == a.of), reverse=True)
    place = 1 + [s for _, s in there].index(a.of)
    unit = "persons" if a.variable == "population" else "USD"
    listed = ", ".join(f"{n} {state_name(s)} {money(v, unit)}" for n, (v, s) in enumerate(there[: max(3, min(6, int(a.value or 1)))], 1))
    holds = (place == a.value) != a.negated
    return Reading(year, float(place), "rank", data.version(dataset), holds, f"{year}: {listed}; {state_name(a.of)} is number {place}")


READERS: dict[Topic, tuple[Callable[[Data, Assertion, int], Reading | None], str]] = {
    Topic.PARTNER_RANK: (partner_rank, f"rank: {TRADE_RULE}; the place must be the same"),
    Topic.PARTNER_SHARE: (partner_share, f"share: {TRADE_RULE}; within 5 % of the figure (about: 10 %) or half the last digit"),
    Topic.FLOW: (flow, f"amount: {TRADE_RULE}; within 5 % of the figure (about: 10 %) or half the last digit"),
    Topic.BALANCE: (balance, f"balance: {TRADE_RULE}; within 5 % or half the last digit"),
    Topic.GROWTH: (growth, f"growth: {TRADE_RULE}, at current prices; within one percentage point or a tenth"),
    Topic.STATE_VALUE: (state_value, "figure of a state in the year; within 5 % (about: 10 %) or half the last digit"),
    Topic.STATE_RANK: (state_rank, "rank among states with data in the year; the place must be the same"),
}
