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
    from equipoise.whatif.coercion import coercion_joint as coercion_joint
    from equipoise.whatif.coercion import coercion_sectors as coercion_sectors
    from equipoise.whatif.corridor import corridor as corridor
    from equipoise.whatif.ranges import coercion_ranges as coercion_ranges
    from equipoise.whatif.ranges import sectors_ranges as sectors_ranges
    from equipoise.whatif.ranges import trade_ranges as trade_ranges
    from equipoise.whatif.sectors import sector_shocks as sector_shocks
    from equipoise.whatif.sectors import sectors as sectors
    from equipoise.whatif.trade import trade as trade
    from equipoise.whatif.trade import trade_sensitivity as trade_sensitivity

__all__ = [
    "bargain",
    "bargain_ranges",
    "coercion",
    "coercion_answers",
    "coercion_joint",
    "coercion_ranges",
    "coercion_sectors",
    "corridor",
    "sector_shocks",
    "sectors",
    "sectors_ranges",
    "trade",
    "trade_ranges",
    "trade_sensitivity",
]
_HOME = {
    "bargain_ranges": "bargain",
    "coercion_answers": "coercion",
    "coercion_joint": "coercion",
    "coercion_ranges": "ranges",
    "coercion_sectors": "coercion",
    "sector_shocks": "sectors",
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
