"""Stage 4: ties and events to estimates with ranges. ``balance`` is the way in to the measures of the news (docs/methods/balance.md).

The measures of structural data are the functions below, for any data frame; each has its page in docs/methods/. They are imported when they
are first asked for, because NumPy, SciPy and Narwhals take their time.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from equipoise.measure.arms import arms_dependence
    from equipoise.measure.coercion import coercion_power
    from equipoise.measure.components import influence_components
    from equipoise.measure.counterfactual import rerouted
    from equipoise.measure.dependence import concentration, trade_dependence
    from equipoise.measure.influence import influence_capacity
    from equipoise.measure.item_response import ideal_points
    from equipoise.measure.overlap import membership_overlap, treaty_overlap
    from equipoise.measure.rerouting import diversion
    from equipoise.measure.routes import route_dependence
    from equipoise.measure.sanctions import sanctions_exposure
    from equipoise.measure.vector_balance import vectors
    from equipoise.measure.votes import agreement, similarity

__all__ = [
    "agreement",
    "arms_dependence",
    "coercion_power",
    "concentration",
    "diversion",
    "ideal_points",
    "influence_capacity",
    "influence_components",
    "membership_overlap",
    "rerouted",
    "route_dependence",
    "sanctions_exposure",
    "similarity",
    "trade_dependence",
    "treaty_overlap",
    "vectors",
]

_HOME = {
    "agreement": "votes",
    "arms_dependence": "arms",
    "coercion_power": "coercion",
    "concentration": "dependence",
    "diversion": "rerouting",
    "ideal_points": "item_response",
    "influence_capacity": "influence",
    "influence_components": "components",
    "membership_overlap": "overlap",
    "rerouted": "counterfactual",
    "route_dependence": "routes",
    "sanctions_exposure": "sanctions",
    "similarity": "votes",
    "trade_dependence": "dependence",
    "treaty_overlap": "overlap",
    "vectors": "vector_balance",
}


def __getattr__(name: str) -> Any:
    """The function of that name, imported now."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
