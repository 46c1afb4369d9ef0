"""Ideal points from roll-call votes: where each state stands in each session. The model: docs/methods/ideal-points.md.

ballots: the votes as arrays · curves: what a vote says about its point and its roll call · calls, walk: the two steps · fit: turn by turn.
"""

from equipoise.measure.item_response.points import ideal_points

__all__ = ["ideal_points"]
