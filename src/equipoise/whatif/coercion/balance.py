"""How a target's exposure is spread over powers. In: what coercion() or coercion_sectors() says. Out: one row for each target.

Definitions: docs/methods/coercion.md, section 6.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

from equipoise.store.frames import FrameT, codes, give_back, numbers, open_table, refuse_twice
from equipoise.whatif.trade.market import Floats
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa


def coercion_balance(threats: FrameT) -> FrameT:
    """Whether one power holds a target, or many a little: target, powers, worst_power, worst_pct, worst_share, effective_powers, balance.

    ``threats``: power, target, target_welfare_pct, as ``coercion`` gives them; of ``coercion_sectors`` take one sector. Shares are those of
    losses: what a target would gain by counts as 0, and a threat without a number is left out. ``effective_powers``: exp of the entropy of
    shares, from 1 to ``powers``. ``balance``: 1 where all could hurt alike, 0 where one alone could (the index of balance.md). Null where
    nobody could hurt the target; ``balance`` also where there is one power only. Sorted by target. Raises InputError.

    >>> import polars as pl
    >>> threats = pl.DataFrame({"power": ["A", "B"], "target": ["K", "K"], "target_welfare_pct": [-3.0, -1.0]})
    >>> coercion_balance(threats).select("worst_power", "worst_share", "balance").rows()
    [('A', 0.75, 0.5)]
    """
    rows = open_table(threats, ("power", "target", "target_welfare_pct"), "threats")
    power, target = codes(rows, "power", "threats"), codes(rows, "target", "threats")
    refuse_twice((power, target), ("power", "target"), "threats")
    lost = numbers(rows, "target_welfare_pct", "threats", null=True)
    known = ~np.isnan(lost)
    if not known.any():
        raise InputError("threats: column 'target_welfare_pct' is empty in every row")
    # Rows in the order of powers, so that of two that hurt alike the first by name is the worst.
    order = [int(k) for k in np.argsort(power.at, kind="stable") if known[k]]
    groups: dict[int, list[int]] = {}
    for k in order:
        groups.setdefault(int(target.at[k]), []).append(k)
    found = [
        (target.names[t], [power.names[power.at[k]] for k in groups[t]], np.array([max(-lost[k], 0.0) for k in groups[t]]))
        for t in sorted(groups)
    ]
    return cast(FrameT, give_back(_table(found), threats))


def _table(found: list[tuple[str, list[str], Floats]]) -> pa.Table:
    import pyarrow as pa

    rows = [(target, len(powers), *_spread(powers, losses)) for target, powers, losses in found]
    names = ("target", "powers", "worst_power", "worst_pct", "worst_share", "effective_powers", "balance")
    kinds = (pa.string(), pa.int64(), pa.string(), *[pa.float64()] * 4)
    columns = zip(*rows, strict=True)
    return pa.table({name: pa.array(list(column), kind) for name, kind, column in zip(names, kinds, columns, strict=True)})


def _spread(powers: list[str], losses: Floats) -> tuple[str | None, float | None, float | None, float | None, float | None]:
    total = float(losses.sum())
    if not total > 0:
        return None, None, None, None, None
    share = losses / total
    worst, count = int(share.argmax()), len(powers)
    some = share[share > 0]
    even = float(np.abs(share - 1 / count).sum())
    balance = 1 - even * count / (2 * (count - 1)) if count > 1 else None
    return powers[worst], -float(losses[worst]), float(share[worst]), float(np.exp(-(some * np.log(some)).sum())), balance
