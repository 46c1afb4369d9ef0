"""Answer "what if trade between them changed?". In: flows and a shock, any kind of frame. Out: a TradeResult with frames of that kind.

Formulas, sources and a worked example: docs/methods/trade.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

import numpy as np

from equipoise.store.frames import FrameT, as_code, give_back, number, one_of, whole_number
from equipoise.whatif.trade.market import Closure, Floats
from equipoise.whatif.trade.measures import acr_error, measures
from equipoise.whatif.trade.solve import solve
from equipoise.whatif.trade.world import World, read_shock, read_world
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

CLOSURES = tuple(c.value for c in Closure)


@dataclass(frozen=True, slots=True, eq=False)
class TradeResult(Generic[FrameT]):
    """The world after the shock, against the one before; every percent is a change (1.5 is +1.5 %).

    ``countries``: country, welfare_pct, output_pct (value of output), price_pct (consumer prices), exports_pct and imports_pct (foreign;
    null where there were none), factory_price_pct, terms_of_trade_pct (factory price over that of imports; null without imports),
    domestic_share and domestic_share_new (0..1 of spending). ``flows``: exporter, importer, value, value_new, every pair.
    ``info``: closure, elasticity, psi, iterations, residual (largest relative market-clearing error), acr_error (how far the solution is
    from the identity of Arkolakis, Costinot and Rodriguez-Clare), countries, absent_pairs (counted as 0), shocks_without_flow (shocks on
    pairs that do not trade; they change nothing).
    """

    countries: FrameT
    flows: FrameT
    info: dict[str, Any]


def trade(
    flows: FrameT,
    shock: object,
    elasticity: float = 4.0,
    closure: str = "additive",
    psi: float = 0.0,
    reference: str | None = None,
    tol: float = 1e-12,
    max_iter: int = 100_000,
) -> TradeResult[FrameT]:
    """The equilibrium after a change of trade costs, one sector, exact changes (Dekle, Eaton and Kortum 2008).

    ``flows``: exporter, importer, value, with every country's domestic flow. ``shock``: exporter, importer, log_change of the flow at given
    prices (-50 cuts it off). ``elasticity``: of trade, theta = sigma - 1. ``psi``: of supply (Allen, Arkolakis and Takahashi 2020).
    ``closure``: "additive", "multiplicative" or "conditional"; ``reference``: importer whose price index does not change ("conditional").
    Raises InputError for what cannot be used, ConvergenceError (iterations, residual) where ``tol`` is not reached.

    >>> import polars as pl
    >>> flows = pl.DataFrame({"exporter": ["A", "A", "B", "B"], "importer": ["A", "B"] * 2, "value": [80.0, 20.0, 20.0, 80.0]})
    >>> cut = pl.DataFrame({"exporter": ["A", "B"], "importer": ["B", "A"], "log_change": [-50.0, -50.0]})
    >>> trade(flows, cut).countries["welfare_pct"].round(3).to_list()  # 100 (0.8 ** (1/4) - 1)
    [-5.426, -5.426]
    """
    one_of(closure, CLOSURES, "closure")
    chosen = Closure(closure)
    theta, psi = number(elasticity, "elasticity", above=0), number(psi, "psi", low=0)
    if psi and chosen is Closure.CONDITIONAL:
        raise InputError('psi: closure "conditional" holds output fixed, so a supply elasticity has no meaning there; leave psi at 0')
    tol, max_iter = number(tol, "tol", above=0), whole_number(max_iter, "max_iter")
    world = read_world(flows)
    at = _place(world, reference)
    log_change = read_shock(shock, world)
    market = world.market(log_change, theta, psi, chosen)
    solved = solve(market, tol, max_iter)
    new = market.shares(solved.state) * solved.state.spending
    found = measures(market, solved.state, world.flows, new, at)
    info = {
        "closure": closure,
        "elasticity": theta,
        "psi": psi,
        "iterations": solved.iterations,
        "residual": solved.residual,
        "acr_error": float(acr_error(market, solved.state, np.diagonal(log_change))),
        "countries": len(world.countries),
        "absent_pairs": world.absent,
        "shocks_without_flow": int(np.count_nonzero((log_change != 0) & (world.flows == 0))),
    }
    return TradeResult(give_back(_countries(world, found), flows), give_back(_flows(world, new), flows), info)


def _place(world: World, reference: object) -> int:
    if reference is None:
        return 0
    if as_code(reference) not in world.countries:
        raise InputError(f"reference: {reference!r} is not among the {len(world.countries)} countries of flows")
    return world.countries.index(as_code(reference))


def _countries(world: World, found: dict[str, Floats]) -> pa.Table:
    import pyarrow as pa

    columns = {name: pa.array(values, from_pandas=True) for name, values in found.items()}
    return pa.table({"country": pa.array(world.countries, pa.string()), **columns})


def _flows(world: World, new: Floats) -> pa.Table:
    import pyarrow as pa

    size = len(world.countries)
    names = pa.array(world.countries, pa.string())
    return pa.table(
        {
            "exporter": names.take(pa.array(np.repeat(np.arange(size), size))),
            "importer": names.take(pa.array(np.tile(np.arange(size), size))),
            "value": pa.array(world.flows.ravel()),
            "value_new": pa.array(new.ravel()),
        }
    )
