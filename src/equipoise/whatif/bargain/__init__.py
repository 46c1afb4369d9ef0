"""What a bargain leads to: who moves whom, how far, in how many turns. In: a table of actors. Out: their positions turn by turn.

``bargain()`` opens the table, ``smp`` or ``expected_utility`` plays it, ``outcome`` makes tables of what was played; ``bargain_ranges()``
plays it many times with inputs that vary.
"""

from __future__ import annotations

from typing import Literal

from equipoise.store.frames import FrameT, one_of, whole_number
from equipoise.whatif.bargain.actors import Actors, read_actors
from equipoise.whatif.bargain.expected_utility import play_rounds
from equipoise.whatif.bargain.outcome import Bargaining, of_rounds, of_turns
from equipoise.whatif.bargain.ranges import BargainRanges, Pull, bargain_ranges, pull_ranges
from equipoise.whatif.bargain.smp import play
from equipoise.words.errors import InputError

__all__ = ["BargainRanges", "Bargaining", "Pull", "bargain", "bargain_ranges", "pull_ranges"]


def bargain(
    actors: FrameT, method: Literal["smp", "expected_utility"] = "smp", max_turns: int = 100, rounds: int = 10
) -> Bargaining[FrameT]:
    """Where actors with a stake in an issue end up, and on the way there.

    ``actors``, one row for each actor and dimension: actor, dimension, capability (at least 0, any scale, one value for each actor),
    position, salience (0 to 100). Actors and dimensions keep the order of first appearance; ties go to the earlier actor.

    ``method="smp"``, the Spatial Model of Politics with KTAB's deterministic defaults: positions 0 to 100, saliences of an actor sum to at
    most 100; ends when movement has all but ceased or at turn ``max_turns``. ``method="expected_utility"``, Bueno de Mesquita's model
    in the variant of Scholz et al. (2011): one dimension, positions on any scale, ``rounds`` rounds.

    An actor with salience 0 everywhere finds all positions alike. One actor alone, or all in one place: nobody moves.
    Formulas and sources: docs/methods/bargaining.md. Raises InputError.

    >>> import pyarrow as pa
    >>> actors = pa.table({"actor": ["hawk", "dove"], "dimension": ["tariff", "tariff"], "capability": [3.0, 1.0],
    ...                    "position": [80.0, 20.0], "salience": [50.0, 90.0]})
    >>> bargain(actors).turns["mean_position"].to_pylist()[0]
    57.5
    """
    one_of(method, ("smp", "expected_utility"), "method")
    whole_number(max_turns, "max_turns")
    whole_number(rounds, "rounds", low=0)
    if method == "expected_utility":
        table = read_actors(actors, bounded=False)
        if len(table.dimensions) > 1:
            raise InputError(
                f"actors: expected_utility takes one dimension; column 'dimension' holds {', '.join(map(repr, table.dimensions[:5]))}"
            )
        return of_rounds(table, tuple(play_rounds(table, rounds)), actors)
    table = read_actors(actors, bounded=True)
    return of_turns(table, tuple(play(_unit(table), max_turns)), actors)


def _unit(actors: Actors) -> Actors:
    """With positions on 0..1."""
    return Actors(actors.names, actors.dimensions, actors.capability, actors.position / 100, actors.salience)
