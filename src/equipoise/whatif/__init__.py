"""What if: pull a lever and see what happens. In: tables of any kind. Out: results with named tables. Methods: docs/methods/.

The engines load numerics, so each is found when it is asked for.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from equipoise.whatif.bargain import bargain as bargain
    from equipoise.whatif.bargain import bargain_ranges as bargain_ranges
    from equipoise.whatif.coercion import coercion as coercion
    from equipoise.whatif.coercion import coercion_answers as coercion_answers
    from equipoise.whatif.coercion import coercion_balance as coercion_balance
    from equipoise.whatif.coercion import coercion_joint as coercion_joint
    from equipoise.whatif.coercion import coercion_sectors as coercion_sectors
    from equipoise.whatif.corridor import corridor as corridor
    from equipoise.whatif.corridor.bounds import corridor_bounds as corridor_bounds
    from equipoise.whatif.corridor.expansion import expand as expand
    from equipoise.whatif.corridor.gem import gem_network as gem_network
    from equipoise.whatif.corridor.interdiction import interdict as interdict
    from equipoise.whatif.corridor.kazakhstan import oil_network as oil_network
    from equipoise.whatif.corridor.transport import transport as transport
    from equipoise.whatif.ranges import coercion_ranges as coercion_ranges
    from equipoise.whatif.ranges import sectors_ranges as sectors_ranges
    from equipoise.whatif.ranges import trade_ranges as trade_ranges
    from equipoise.whatif.sectors import sector_shocks as sector_shocks
    from equipoise.whatif.sectors import sectors as sectors
    from equipoise.whatif.trade import trade as trade
    from equipoise.whatif.trade import trade_sensitivity as trade_sensitivity
    from equipoise.whatif.world_matrix import bilateral_flows as bilateral_flows
    from equipoise.whatif.world_matrix import icio_world as icio_world
    from equipoise.whatif.world_matrix import partner_check as partner_check
    from equipoise.whatif.world_matrix import sector_world as sector_world
    from equipoise.whatif.world_matrix import world_matrix as world_matrix

__all__ = [
    "bargain",
    "bargain_ranges",
    "bilateral_flows",
    "coercion",
    "coercion_answers",
    "coercion_balance",
    "coercion_joint",
    "coercion_ranges",
    "coercion_sectors",
    "corridor",
    "corridor_bounds",
    "expand",
    "gem_network",
    "icio_world",
    "interdict",
    "oil_network",
    "partner_check",
    "sector_shocks",
    "sector_world",
    "sectors",
    "sectors_ranges",
    "trade",
    "trade_ranges",
    "trade_sensitivity",
    "transport",
    "world_matrix",
]
_HOME = {
    "corridor_bounds": "corridor.bounds",
    "expand": "corridor.expansion",
    "gem_network": "corridor.gem",
    "interdict": "corridor.interdiction",
    "oil_network": "corridor.kazakhstan",
    "transport": "corridor.transport",
    "bargain_ranges": "bargain",
    "bilateral_flows": "world_matrix",
    "coercion_answers": "coercion",
    "coercion_balance": "coercion",
    "coercion_joint": "coercion",
    "coercion_ranges": "ranges",
    "coercion_sectors": "coercion",
    "icio_world": "world_matrix",
    "partner_check": "world_matrix",
    "sector_shocks": "sectors",
    "sector_world": "world_matrix",
    "sectors_ranges": "ranges",
    "trade_ranges": "ranges",
    "trade_sensitivity": "trade",
}
"""Functions that live in the module of another name."""


class _WhatIf(ModuleType):
    """Each engine is a module with a function of its name. Where Python binds the module here on import, the function is kept instead."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name in __all__ and isinstance(value, ModuleType):
            value = getattr(value, name)
        super().__setattr__(name, value)

    def __getattr__(self, name: str) -> Any:
        if name not in __all__:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        home = import_module(f"{self.__name__}.{_HOME.get(name, name)}")
        return getattr(home, name) if name in _HOME else self.__dict__[name]


sys.modules[__name__].__class__ = _WhatIf
