"""How multi-vector a state is: spread, balance, tilt, disagreement of channels. In: ties with each vector by channel. Out: estimates.

Our own measures, each with a range, and the band of ranks that the choice of weights causes: docs/methods/vectors.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

import numpy as np
import numpy.typing as npt

from equipoise.measure.frames import amount, code, collect, refuse_twice, take, whole
from equipoise.store.frames import FrameT, as_code, give_back, number, whole_number
from equipoise.words.errors import InputError

Floats: TypeAlias = npt.NDArray[np.float64]

SHARES = (code("state"), whole("year"), code("channel"), code("vector"), amount("value", null=True))


@dataclass(frozen=True, slots=True)
class Options:
    """How ranges are drawn: ``worth`` independent ties stand behind the shares of a channel; ``weights`` of channels sum to 1."""

    weights: Mapping[str, float] | None
    worth: float
    level: float
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of a state-year: its figure by the weights given, its range, and the range that other weights give."""

    measure: str
    vector: str | None
    value: float
    low: float
    high: float
    weight_low: float
    weight_high: float
    ranks: tuple[int, int, int] | None = None


def vectors(
    shares: FrameT,
    weights: Mapping[str, float] | None = None,
    tilts: Sequence[tuple[str, str]] = (),
    worth: float = 30.0,
    level: float = 0.90,
    draws: int = 2000,
    seed: int = 1,
) -> FrameT:
    """Spread, balance, tilt and disagreement of a state's ties: state, year, measure, vector, value, low, high, weight_low, ...

    ``shares``: state, year, channel, vector, value (any unit, the same within a channel; null = not known). The vectors are all that occur
    for a state and year; a channel in which one of them has no value or none is known above 0 is left out whole, and ``channels`` names
    those that count. Within a channel values are turned into shares; channels are averaged with ``weights`` (default: equal).

    Rows: "share" (vector named), "spread" (effective number of vectors), "balance" (0 all with one, 1 even), "tilt" (vector "A-B" of
    ``tilts``, -1 to 1), "disagreement" (bits, the sum of Jensen-Shannon divergences over pairs of channels, null with one channel).
    low, high: the central ``level`` of ``draws`` from a Dirichlet distribution around each channel's shares, worth as many independent ties
    as ``worth`` says. weight_low, weight_high: the same share of what random weights (evenly from the simplex) give. rank, rank_low,
    rank_high: the place of a vector's share by the weights, and by random ones; null for other rows. ``seed`` makes draws repeatable.
    Our own measures; docs/methods/vectors.md, eq. 1 to 6. Raises InputError: a key twice, a negative value, weights that are not of
    the channels, a tilt between vectors that do not occur, nothing known of any state-year.

    >>> import polars as pl
    >>> ties = [("trade", "RUS", 1.0), ("trade", "CHN", 1.0), ("arms", "RUS", 1.0), ("arms", "CHN", 1.0)]
    >>> rows = [{"state": "KAZ", "year": 2023, "channel": c, "vector": v, "value": x} for c, v, x in ties]
    >>> found = vectors(pl.DataFrame(rows))
    >>> found.filter(measure="spread")["value"].to_list()
    [2.0]
    """
    import pyarrow as pa

    options = Options(
        weights, number(worth, "worth", above=0), _level(level), whole_number(draws, "draws"), whole_number(seed, "seed", low=0)
    )
    taken = take(shares, SHARES, "shares")
    refuse_twice(taken, ("state", "year", "channel", "vector"), "shares")
    groups: dict[tuple[str, int], dict[str, dict[str, float | None]]] = {}
    for row in collect(taken.sort("state", "year", "channel", "vector")).to_pylist():
        groups.setdefault((row["state"], row["year"]), {}).setdefault(row["channel"], {})[row["vector"]] = row["value"]
    _check_weights(weights, {channel for group in groups.values() for channel in group})
    wanted = [(as_code(a), as_code(b)) for a, b in tilts]
    strange = {v for pair in wanted for v in pair} - {v for g in groups.values() for c in g.values() for v in c}
    if strange:
        raise InputError(f"tilts: not among the column 'vector': {', '.join(sorted(strange))}")
    rows: list[dict[str, Any]] = []
    for (state, year), channels in groups.items():
        names = sorted({v for values in channels.values() for v in values})
        known = {c: values for c, values in channels.items() if _known(values, names) and (weights is None or weights.get(c, 0) > 0)}
        if not known:
            continue
        table = np.array([[float(values[v] or 0) for v in names] for values in known.values()])
        for f in _figures(table / table.sum(axis=1, keepdims=True), list(known), names, wanted, options):
            ranks = f.ranks or (None, None, None)
            rows.append(
                {"state": state, "year": year, "measure": f.measure, "vector": f.vector, "value": f.value, "low": f.low, "high": f.high}
                | {"weight_low": f.weight_low, "weight_high": f.weight_high}
                | dict(zip(("rank", "rank_low", "rank_high"), ranks, strict=True))
                | {"channels": ";".join(known)}
            )
    if not rows:
        raise InputError("shares: no channel of any state and year knows all of its vectors (column 'value'); nothing can be said")
    text, whole_numbers = ("state", "measure", "vector", "channels"), ("year", "rank", "rank_low", "rank_high")
    kinds = {n: pa.string() if n in text else pa.int64() if n in whole_numbers else pa.float64() for n in rows[0]}
    return cast(FrameT, give_back(pa.table({n: pa.array([r[n] for r in rows], k, from_pandas=True) for n, k in kinds.items()}), shares))


def spread(shares: Floats) -> Floats:
    """Effective number of vectors: the exponent of Shannon's entropy of the last axis (eq. 2)."""
    return np.asarray(np.exp(_nats(shares)))


def balance(shares: Floats) -> Floats:
    """1 for even shares, 0 for all with one (eq. 3); one vector alone has no balance."""
    count = shares.shape[-1]
    apart = np.abs(shares - 1 / count).sum(axis=-1)
    return np.asarray(1 - apart * count / (2 * (count - 1))) if count > 1 else np.full(apart.shape, np.nan)


def disagreement(channels: Floats) -> Floats:
    """Sum over pairs of channels of the Jensen-Shannon divergence of their shares, in bits (eq. 5); (..., channels, vectors)."""
    total = np.zeros(channels.shape[:-2])
    for i in range(channels.shape[-2]):
        for j in range(i):
            one, other = channels[..., i, :], channels[..., j, :]
            total = total + (_nats((one + other) / 2) - (_nats(one) + _nats(other)) / 2) / np.log(2)
    return total if channels.shape[-2] > 1 else np.full(total.shape, np.nan)


def _figures(channels: Floats, names: list[str], vectors: list[str], tilts: list[tuple[str, str]], options: Options) -> list[Figure]:
    """All measures of one state and year; ``channels`` (channels, vectors) holds shares."""
    rng = np.random.default_rng(options.seed)
    given = np.array([1.0 if options.weights is None else options.weights[c] for c in names])
    own = given / given.sum()
    # A gamma of shape 0 is 0: a vector with no tie stays without one.
    drawn = rng.gamma(options.worth * channels, 1.0, (options.draws, *channels.shape))
    drawn = np.where(drawn.sum(axis=-1, keepdims=True) > 0, drawn, channels)
    drawn = drawn / drawn.sum(axis=-1, keepdims=True)
    other = rng.dirichlet(np.ones(len(names)), options.draws)
    mixes = own @ channels, np.einsum("c,dcv->dv", own, drawn), other @ channels
    ranks = [np.argsort(np.argsort(-mix, axis=-1, kind="stable"), axis=-1) + 1 for mix in (mixes[0], mixes[2])]

    def figure(measure: str, vector: str | None, values: Sequence[Any], place: tuple[int, int, int] | None = None) -> Figure:
        value, (low, high) = float(values[0]), _ends(values[1], options.level)
        # Draws of an entropy lie to one side of it: a range holds its value all the same.
        ends = (min(low, value), max(high, value))
        return Figure(measure, vector, value, *ends, *_ends(values[2], options.level), place)

    found = []
    for k, vector in enumerate(vectors):
        low, high = (round(end) for end in _ends(ranks[1][:, k].astype(float), options.level))
        found.append(figure("share", vector, [mix[..., k] for mix in mixes], (int(ranks[0][k]), low, high)))
    found.append(figure("spread", None, [spread(mix) for mix in mixes]))
    found.append(figure("balance", None, [balance(mix) for mix in mixes]))
    for a, b in tilts:
        if a in vectors and b in vectors:
            i, j = vectors.index(a), vectors.index(b)
            found.append(figure("tilt", f"{a}-{b}", [_tilt(mix[..., i], mix[..., j]) for mix in mixes]))
    said = disagreement(channels)
    found.append(figure("disagreement", None, [said, disagreement(drawn), np.full(2, said)]))  # weights have no part in it
    return found


def _tilt(one: Floats, other: Floats) -> Floats:
    """(a - b) / (a + b) (eq. 4); NaN where the state has ties with neither."""
    both = one + other
    return np.asarray(np.divide(one - other, both, out=np.full(np.shape(both), np.nan), where=both > 0))


def _nats(shares: Floats) -> Floats:
    """Shannon's entropy over the last axis; 0 ln 0 is 0."""
    return np.asarray(-(shares * np.log(shares, out=np.zeros_like(shares), where=shares > 0)).sum(axis=-1))


def _ends(draws: Floats, level: float) -> tuple[float, float]:
    return float(np.quantile(draws, (1 - level) / 2)), float(np.quantile(draws, (1 + level) / 2))


def _known(values: Mapping[str, float | None], names: list[str]) -> bool:
    return all(values.get(v) is not None for v in names) and any((values[v] or 0) > 0 for v in names)


def _level(level: float) -> float:
    if number(level, "level", above=0) >= 1:
        raise InputError(f"level must be less than 1; {level!r} was given")
    return float(level)


def _check_weights(weights: Mapping[str, float] | None, channels: set[str]) -> None:
    if weights is None:
        return
    unlike = sorted(channels ^ set(weights))
    if unlike:
        raise InputError(f"weights must name each channel of column 'channel' and no other; these are in one only: {', '.join(unlike[:5])}")
    if sum(number(w, f"weights[{c!r}]", low=0) for c, w in weights.items()) <= 0:
        raise InputError("weights: one at least must be more than 0")
