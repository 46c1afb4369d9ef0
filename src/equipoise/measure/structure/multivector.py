"""How multi-vector the target's structure is, year by year. In: shares of each power by channel. Out: spread, balance, tilt, disagreement.

Our own measures (docs/methods/structure.md): each with a range of its own, and one that the choice of weights causes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from equipoise.measure.structure.ground import Ground
from equipoise.measure.vector_balance import vectors
from equipoise.words.errors import InputError
from equipoise.words.estimate import Band, Estimate

CHANNELS = {"trade_share": "trade", "arms_share": "arms", "investment_share": "investment", "aid_share": "aid"}
"""The measures that vectors are made of, and what the weights call them."""
UNITS = {
    "share": "share among the powers, 0 to 1, channels averaged",
    "spread": "effective number of powers",
    "balance": "0 all with one power, 1 even",
    "tilt": "-1 all with the second, 1 all with the first",
    "disagreement": "bits, sum over pairs of channels",
    "rank": "place among the powers",
}


def multivector(ground: Ground, found: Sequence[Estimate], weights: Mapping[str, float] | None = None) -> Iterator[Estimate]:
    """Estimates ``vector_...`` of each year that knows the same channels as most; ``vector_..._by_weights`` has the range of other weights.

    ``weights`` by channel (trade, arms, investment, aid), default equal; those of the channels that a year knows are made to sum to 1.
    Raises InputError for a channel that there is not.
    """
    if unknown := set(weights or {}) - set(CHANNELS.values()):
        raise InputError(f"--weights: there is no channel {', '.join(sorted(unknown))}; there are {', '.join(CHANNELS.values())}")
    if weights and not (all(math.isfinite(w) and w >= 0 for w in weights.values()) and any(weights.values())):
        raise InputError("--weights: a weight is a number of 0 or more, and one of them is above 0")
    known = {year: _known(ground, found, year, weights) for year in ground.span()}
    chosen = _same(known.values())
    for year in ground.span():
        if chosen and set(known[year]) >= set(chosen) and len(ground.powers) > 1:
            yield from _year(ground, year, {c: known[year][c] for c in chosen}, weights)


Shares = Mapping[str, Mapping[str, Estimate]]
"""Channel -> power -> its share."""


def _known(ground: Ground, found: Sequence[Estimate], year: int, weights: Mapping[str, float] | None) -> Shares:
    """The channels that know every power in a year, and any of them above 0."""
    by: dict[str, dict[str, Estimate]] = {}
    for e in found:
        if e.measure in CHANNELS and e.power and e.value is not None and e.since is not None and e.since.year == year:
            by.setdefault(CHANNELS[e.measure], {})[e.power] = e
    codes = {p.code for p in ground.powers}
    return {
        c: by[c]
        for c in CHANNELS.values()
        if set(by.get(c, ())) >= codes and any(e.value for e in by[c].values()) and (weights is None or weights.get(c, 0) > 0)
    }


def _same(known: Iterable[Shares]) -> tuple[str, ...]:
    """The channels to take in every year: years with other channels could not be compared. Those with most years times channels."""
    sets = [tuple(k) for k in known if k]
    return max(sorted(set(sets)), key=lambda s: (len(s) * sum(set(s) <= set(other) for other in sets), len(s)), default=())


def _year(ground: Ground, year: int, known: Shares, weights: Mapping[str, float] | None) -> Iterator[Estimate]:
    import polars as pl

    codes = [p.code for p in ground.powers]
    total = sum((weights or {}).get(c, 0) for c in known)
    rows = [
        {"state": ground.target, "year": year, "channel": c, "vector": p, "value": float(e.value or 0)}
        for c, shares in known.items()
        for p, e in shares.items()
    ]
    made = vectors(
        pl.DataFrame(rows),
        weights={c: weights[c] / total for c in known} if weights else None,
        tilts=[(codes[0], other) for other in codes[1:]],
        level=ground.level,
    )
    datasets = {d for shares in known.values() for e in shares.values() for d in e.datasets}
    how = f"channels {', '.join(known)}, weights {_said(weights, list(known))}; docs/methods/vectors.md"
    for r in made.iter_rows(named=True):
        if r["value"] is None:
            continue
        band = Band(r["value"], r["low"], r["high"])
        yield ground.row(f"vector_{r['measure']}", r["vector"], None, year, _inside(band), UNITS[r["measure"]], how, datasets)
        other = Band(r["value"], r["weight_low"], r["weight_high"])
        said = f"range over random weights; {how}"
        if r["measure"] != "disagreement":  # weights have no part in it
            yield ground.row(
                f"vector_{r['measure']}_by_weights", r["vector"], None, year, _inside(other), UNITS[r["measure"]], said, datasets
            )
        if r["rank"] is not None:
            rank = Band(float(r["rank"]), float(r["rank_low"]), float(r["rank_high"]))
            yield ground.row("vector_rank_by_weights", r["vector"], None, year, _inside(rank), UNITS["rank"], said, datasets)


def _inside(band: Band) -> Band:
    """The range with its value in it: draws around shares of 0 or 1 can only fall to one side."""
    value, low, high = float(band.value or 0), float(band.low or 0), float(band.high or 0)
    return Band(value, min(low, value), max(high, value))


def _said(weights: Mapping[str, float] | None, known: Sequence[str]) -> str:
    return "equal" if not weights else ", ".join(f"{c} {weights[c]:g}" for c in known)
